"""Turn the tag of a language into all that the program knows of it: a file for each language beside this module.

docs/languages.md explains the keys of a file, and how a language is added.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Any

from edition.language.book_words import BookWords
from edition.language.calendars import Calendar, calendar_of
from edition.language.drama_words import DramaWords
from edition.language.header_words import HeaderWords
from edition.language.heading_words import HeadingWords, headings_of, joined_headings
from edition.language.irregular_forms import IrregularForms, irregular_forms_of
from edition.language.language_files import PRINTED, file_of, table_of, tags
from edition.language.letter_words import LetterWords
from edition.language.note_words import NoteWords
from edition.language.numerals import NumberWords, joined_numbers, numbers_of
from edition.language.outside_words import OutsideWords
from edition.language.page_words import PageWords, joined_pages
from edition.language.print_marks import PrintMarks, print_marks_of
from edition.language.screen_words import ScreenWords
from edition.language.sense_words import SenseWords, sense_words_of
from edition.language.sorting import NameWords, name_words_of
from edition.language.tags import primary_language
from edition.language.word_classes import WordClasses, classes_of
from edition.language.word_forms import CONTENT, FUNCTION, MARK, is_word, plain, token_pattern
from edition.language.word_patterns import joined_patterns
from edition.language.written_dates import DateWords
from edition.messages import Report
from edition.model import Token

# The tag of no language.
UNKNOWN = "und"
# A text is taken to be in the language whose commonest words are at least this share of its words. By eye, on fourteen texts in
# five languages: they have 12 to 27 in a hundred of their own, and below 4 of any other; passages of 60 words have 6 and more.
_SHARE = 0.05
# A text of fewer words than this, in which no language shows, is too short to tell.
_SHORT = 50
# How many words each language remembers the forms of: more than a long book has.
_KEPT = 1 << 17
# What makes a token of a word as written, its folded form, start and end, without the cost of a call of Python for each.
_TOKEN_OF = functools.partial(tuple.__new__, Token)
_LONGEST_ABBREVIATION = 20
_REFERENCE = re.compile(r"\\[1-9]|\(\?P")
_FIGURE_AFTER = re.compile(r"\s*\d")


@dataclass(frozen=True, slots=True, eq=False)
class SpellingRules:
    """How one language spells.

    `marked_letters` keep their accents in comparison, for there they tell words apart. `bare_capitals`: printers leave out the
    accents of capitals. `capital_nouns`: every noun has a capital, so that none tells a name. `possessive_endings` are no part of
    a stem. `rules` map all spellings of a word to one key, `older` those of older books besides, but of the words that are
    `distinct`; `older_endings` older forms to the newer, for the stem alone: patterns
    with what they are replaced by. `contractions`: a word, or its ending, and what it stands for; `alike`: what a short form
    stands for besides.
    """

    marked_letters: str = ""
    bare_capitals: bool = False
    capital_nouns: bool = False
    possessive_endings: tuple[str, ...] = ()
    rules: tuple[tuple[re.Pattern[str], str], ...] = ()
    older: tuple[tuple[re.Pattern[str], str], ...] = ()
    distinct: frozenset[str] = frozenset()
    older_endings: tuple[tuple[re.Pattern[str], str], ...] = ()
    contracted_words: Mapping[str, str] = field(default_factory=dict)
    contracted_endings: Mapping[str, str] = field(default_factory=dict)
    alike: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Language:
    """All that the program knows of one language; two values of one language are the same object.

    `tag`: without region or script. `known`: whether there is a file of it. `digest`: of that file, so that what is kept
    for later is made anew when it changes. `stemmer`: of snowballstemmer, "" for none. `commonest`:
    words that other languages do not have. `before_figures`: words that are short for another where figures follow (*No. 4*).
    `quotation_marks`: pairs, the opening mark first. `print_marks`: those of print, for straight ones. `divisions`: what a book
    calls a division, by its kind.
    """

    tag: str
    name: str
    known: bool = False
    digest: str = ""
    stemmer: str = ""
    commonest: frozenset[str] = frozenset()
    words: WordClasses = field(default_factory=WordClasses)
    numbers: NumberWords = field(default_factory=NumberWords)
    sense: SenseWords = field(default_factory=SenseWords)
    spelling: SpellingRules = field(default_factory=SpellingRules)
    irregular: IrregularForms = field(default_factory=IrregularForms)
    abbreviations: frozenset[str] = frozenset()
    single_letters: frozenset[str] = frozenset()
    before_figures: frozenset[str] = frozenset()
    ordinal_figures: bool = False
    quotation_marks: tuple[str, ...] = ()
    print_marks: PrintMarks = field(default_factory=PrintMarks)
    calendar: Calendar = field(default_factory=Calendar)
    headings: HeadingWords = field(default_factory=HeadingWords)
    notes: NoteWords = field(default_factory=NoteWords)
    letters: LetterWords = field(default_factory=LetterWords)
    page: PageWords = field(default_factory=PageWords)
    outside: OutsideWords = field(default_factory=OutsideWords)
    drama: DramaWords = field(default_factory=DramaWords)
    names: NameWords = field(default_factory=NameWords)
    divisions: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Language({self.tag!r}, {self.name!r}, {self.digest!r})"

    @property
    def lacking(self) -> tuple[str, ...]:
        """The parts that a comparison needs and this language has not, by the names that messages give them."""
        parts = {
            "stems": self.stemmer,
            "function words": self.words.every,
            "negations": self.words.negations or self.words.negative_particles,
            "numbers in words": self.numbers.cardinals,
            "abbreviations": self.abbreviations,
        }
        return tuple(name for name, part in parts.items() if not part)

    @property
    def book(self) -> BookWords:
        """The words that a book adds; English where the language has none."""
        return _book_words(self.tag)

    @functools.cached_property
    def screen(self) -> ScreenWords:
        """The words that a page on screen adds; English where the language has none."""
        return ScreenWords(**{**_printed("screen"), **(table_of(self.tag) or {}).get("screen", {})})

    @property
    def header(self) -> HeaderWords:
        """What the header of a TEI document says of itself; English where the language has no words for it."""
        return _header_words(self.tag)

    def division_head(self, kind: str, n: str) -> str:
        """The heading of a division, "Book 2"; the bare number where there is no word for its kind, or it is none: a year."""
        return f"{self.divisions[kind]} {n}" if kind in self.divisions and n.isdigit() else n

    # --- Words. Each of these remembers what it was asked. ---------------------------------------------------------------

    @functools.cached_property
    def token(self) -> re.Pattern[str]:
        """The pattern of a token: words whole with their hyphens and apostrophes, numbers, each punctuation mark apart."""
        return token_pattern(self.words.elisions, self.numbers.ordinal_endings, self.words.enclitics)

    def tokens(self, text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
        """Turn text[start:end] into tokens with offsets of the whole text; `n` is the folded form. No visible sign is lost."""
        # By turns what lies between tokens and the tokens, and where each begins: in C, without a call of Python for each.
        parts = self._parting.split(text[start:end])
        at = [*accumulate(map(len, parts), initial=start)]
        words = parts[1::2]
        return tuple(map(_TOKEN_OF, zip(words, map(self.fold, words), at[1:-1:2], at[2::2], strict=True)))

    @functools.cached_property
    def _parting(self) -> re.Pattern[str]:
        return re.compile(f"({self.token.pattern})")

    @functools.cached_property
    def fold(self) -> Callable[[str], str]:
        """Turn a word into the form by which it is compared: no capitals or soft hyphens, one kind of apostrophe.

        Accents are left out but of those letters that the language tells words apart by.
        """
        return functools.lru_cache(_KEPT)(_folding(self.spelling.marked_letters))

    @functools.cached_property
    def one_spelling(self) -> Callable[[str], str]:
        """Turn a folded word into a key that all its spellings share, by rules of spelling alone."""
        return functools.lru_cache(_KEPT)(_replacing(self.spelling.rules))

    @functools.cached_property
    def older_spelling(self) -> Callable[[str], str]:
        """Turn a folded word into a key that its spellings in older books share too."""
        distinct, replaced = self.spelling.distinct, _replacing(self.spelling.older)

        def key(word: str) -> str:
            newer = self.one_spelling(word)
            # A contracted word of a closed class, I'd, ends as cur'd does and has lost another vowel.
            apart = newer in distinct or ("'" in newer and self.is_function_word(newer))
            return newer if apart else replaced(newer)

        return functools.lru_cache(_KEPT)(key)

    def same_word(self, one: str, two: str) -> bool:
        """Whether two folded words are one word, though spelled in two ways."""
        return one == two or (one[:1].isalnum() and self.older_spelling(one) == self.older_spelling(two))

    @functools.cached_property
    def stem(self) -> Callable[[str], str]:
        """Turn a folded word into its stem; a possessive loses its ending, an older form has the stem of the newer.

        Snowball (Porter 2001); where the language has no stemmer, the spelling itself.
        """
        newer, irregular = _replacing(self.spelling.older_endings), self.irregular.word_of

        def stem(folded: str) -> str:
            word = irregular(newer(self.without_possessive(folded)))
            return self._stemmer(self.one_spelling(word)) if word.isalpha() else word

        return functools.lru_cache(_KEPT)(stem)

    def without_possessive(self, folded: str) -> str:
        """A folded word without the ending of a possessive."""
        for ending in self.spelling.possessive_endings:
            folded = folded.removesuffix(ending)
        return folded

    @functools.cached_property
    def _stemmer(self) -> Callable[[str], str]:
        if not self.stemmer:
            return str
        import snowballstemmer  # type: ignore[import-untyped]

        word_to_stem: Callable[[str], str] = snowballstemmer.stemmer(self.stemmer).stemWord
        return word_to_stem

    @functools.cached_property
    def is_function_word(self) -> Callable[[str], bool]:
        """Whether a folded word is of a closed class (article, pronoun, preposition, conjunction, auxiliary) or contracted."""
        every = self.words.every
        return functools.lru_cache(_KEPT)(lambda word: word in every or ("'" in word and word.split("'")[0] in every))

    @functools.cached_property
    def kind_of(self) -> Callable[[str], int]:
        """Turn a folded form into its kind: CONTENT, FUNCTION or MARK."""
        is_function_word = self.is_function_word
        return functools.lru_cache(_KEPT)(
            lambda word: MARK if not is_word(word) else FUNCTION if is_function_word(word) else CONTENT
        )

    @functools.cached_property
    def is_content(self) -> Callable[[str], bool]:
        """Whether a folded form is a content word: neither a mark nor of a closed class."""
        kind_of = self.kind_of
        return functools.lru_cache(_KEPT)(lambda word: kind_of(word) == CONTENT)

    @functools.cached_property
    def classes_of(self) -> Callable[[str], int]:
        """Turn a folded word into its closed classes, a bit for each; 0 for other words."""
        classes = self.words.classes
        return functools.lru_cache(_KEPT)(lambda word: sum(1 << bit for bit, words in enumerate(classes) if _bare(word) in words))

    def person_of(self, folded: str) -> str | None:
        """The pronoun of whose forms a folded word is one, contracted or not; None where it is no personal pronoun."""
        return self.words.persons.get(folded.split("'")[0])

    @functools.cached_property
    def numerals(self) -> frozenset[str]:
        """The folded words that say how many or how much."""
        return self.numbers.words()

    def number_of(self, words: Sequence[str]) -> tuple[int, bool] | None:
        """The number that folded words name, in figures or in words (30,000, thirty thousand), and whether it is an ordinal.

        None where they name none, or are more than the words of one number.
        """
        if len(words) == 1 and words[0][:1].isdigit():
            figures = words[0].replace(self.numbers.thousands, "") if self.numbers.thousands else words[0]
            ending = figures.lstrip("0123456789")
            known = not ending or ending in self.numbers.ordinal_endings
            # Longer figures name nothing that is written in words.
            plain_figures = known and figures.isascii() and len(figures) < 16
            return (int(figures.removesuffix(ending)), bool(ending)) if plain_figures else None
        value = self.numbers.value(" ".join(words)) if words else None
        return None if value is None else (value, words[-1].split("-")[-1] in self.numbers.ordinals)

    def written_out(self, word: str) -> list[str]:
        """A folded word as the words that it stands for: contractions written out, a compound in its parts."""
        if word in self.spelling.contracted_words:
            return self.spelling.contracted_words[word].split()
        for ending, full in self.spelling.contracted_endings.items():
            # A noun may have the same ending for its possessive, and no word is left out.
            if word.endswith(ending) and (ending not in self.spelling.possessive_endings or self.is_function_word(word)):
                return [word.removesuffix(ending), full]
        return [part for one in word.split("-") for part in self._unelided(one)]

    def _unelided(self, word: str) -> list[str]:
        """A word as itself, or as the word that has lost its vowel before it, and itself: d'oeuvre is de oeuvre."""
        short, apostrophe, rest = word.partition("'")
        if not rest or short not in self.words.elisions:
            return [word]
        return [self.spelling.contracted_words.get(short + apostrophe, short + apostrophe), rest]

    def abbreviated(self, text: str, start: int, stop: int) -> bool:
        """Whether the word of text[start:stop] before a full stop at `stop` is an abbreviation, an initial or an ordinal."""
        before = text[max(start, stop - _LONGEST_ABBREVIATION) : stop]
        word = "" if not before or before[-1].isspace() else before.split()[-1].lower().lstrip("(“\"'‘[—–")
        initial = len(word) == 1 and word.isalpha() and word not in self.single_letters
        ordinal = self.ordinal_figures and len(word) <= 2 and word.isdigit()
        if word in self.before_figures and _FIGURE_AFTER.match(text, stop + 1):
            return True
        return initial or ordinal or word in self.abbreviations or bool(re.fullmatch(r"[^\W\d_](?:\.[^\W\d_])+", word))


def _bare(word: str) -> str:
    return word.removesuffix("'")


def _folding(marked: str) -> Callable[[str], str]:
    return (lambda word: plain(word, marked)) if marked else plain


def _replacing(rules: Sequence[tuple[re.Pattern[str], str]]) -> Callable[[str], str]:
    """The function that changes a word by rules of spelling, one after another."""
    # Most words none of them changes. What has flags, or refers to a group, cannot stand beside others in one pattern.
    apart = any(pattern.flags != re.UNICODE or _REFERENCE.search(pattern.pattern) for pattern, _ in rules)
    changed = re.compile("" if apart else "|".join(f"(?:{pattern.pattern})" for pattern, _ in rules))

    def replaced(word: str) -> str:
        if changed.search(word):
            for pattern, key in rules:
                word = pattern.sub(key, word)
        return word

    return replaced if rules else str


# --- Files ------------------------------------------------------------------------------------------------------------------


@functools.cache
def language_of_tag(tag: str) -> Language:
    """The language of a BCP 47 tag: of its first part alone. One without a file has the rules of none, and is not `known`.

    By the rules of none words are compared without capitals and accents, and have no stem, class or number. A table that a file
    lacks has no words. Raises ValueError: a file has a key that there is not.
    """
    primary = primary_language(tag) or UNKNOWN
    return _language(primary) if tag == primary else language_of_tag(primary)


@functools.cache
def language_read_as(tag: str) -> Language:
    """The language by whose words a text of a tag is read: its dates, headings, title page and what stands round it.

    A translation may keep the headings of its original, and a title page name the translator in another language: these are known
    in the words of every language, those of its own first. All else is known in its own words, and where there is no file of it,
    dates in English ones and what stands round the text in those of all.
    """
    known = [language_of_tag(known) for known in tags()]
    own = language_of_tag(tag)
    every = [own, *(language for language in known if language is not own)] if own.known else known
    return replace(
        every[0],
        numbers=joined_numbers([language.numbers for language in every]),
        headings=joined_headings([language.headings for language in every]),
        notes=joined_patterns([language.notes for language in every]),
        letters=own.letters if own.known else joined_patterns([language.letters for language in every]),
        page=joined_pages([language.page for language in every], whole=not own.known),
        outside=joined_patterns([language.outside for language in every]),
        drama=joined_patterns([language.drama for language in every]),
    )


@functools.cache
def between(one: Language, other: Language) -> Language:
    """The language by which two texts are compared: theirs, where it is one; else none, with the abbreviations of both."""
    if one is other:
        return one
    return Language(
        UNKNOWN,
        f"{one.name} and {other.name}",
        digest=one.digest + other.digest,
        abbreviations=one.abbreviations | other.abbreviations,
        single_letters=one.single_letters | other.single_letters,
        before_figures=one.before_figures | other.before_figures,
    )


def language_of(text: str) -> Language | None:
    """Find the language in which a text is written, of those of which there is a file, by the share of its commonest words.

    Returns None where the share is too small for each of them.
    """
    counts = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    found = {tag: sum(counts[word] for word in language_of_tag(tag).commonest) for tag in tags()}
    best = max(found, key=lambda tag: found[tag])
    return language_of_tag(best) if found[best] and found[best] >= _SHARE * counts.total() else None


def language_of_texts(texts: Sequence[str]) -> Language:
    """Find the language by which texts are compared of which nobody says in which they are written.

    A text that is too short to tell goes with the others; where none tells, all are taken for English. A longer text in which no
    language shows is in one of which there is no file.
    """
    found = [language_of(text) for text in texts]
    known = [
        language or language_of_tag(UNKNOWN)
        for language, text in zip(found, texts, strict=True)
        if language or len(text.split()) >= _SHORT
    ]
    return functools.reduce(between, known) if known else language_of_tag(PRINTED)


def report_lacking(languages: Iterable[Language], report: Report) -> None:
    """Report of each language once what a comparison of its texts goes without (W290)."""
    for language in dict.fromkeys(languages):
        if language.lacking:
            report.add("W290", None, language=language.name, missing=language.lacking)


def _language(tag: str) -> Language:
    path = file_of(tag)
    if path is None:
        return Language(tag, "an unknown language" if tag == UNKNOWN else f"the language {tag}")
    table = table_of(tag) or {}
    rest = {key: value for key, value in table.items() if key not in ("header", "book", "screen")}
    spelling = _spelling(rest.pop("spelling", {}), rest.pop("contractions", {}))
    fold = _folding(spelling.marked_letters)
    sentences = dict(rest.pop("sentences", {}))
    try:
        return Language(
            tag,
            rest.pop("name"),
            True,
            hashlib.sha256(path.read_bytes()).hexdigest(),
            rest.pop("stemmer", ""),
            frozenset(rest.pop("commonest", "").split()),
            classes_of(rest.pop("words", {}), fold),
            numbers_of(rest.pop("numbers", {}), fold),
            sense_words_of(rest.pop("sense", {}), fold),
            spelling,
            irregular_forms_of(rest.pop("irregular", {}), fold),
            frozenset(sentences.pop("abbreviations", "").split()),
            frozenset(sentences.pop("single_letters", "").split()),
            frozenset(sentences.pop("before_figures", "").split()),
            quotation_marks=tuple(sentences.pop("quotation_marks", ())),
            print_marks=print_marks_of(rest.pop("typography", {})),
            calendar=calendar_of(rest.pop("dates", {})),
            headings=headings_of(rest.pop("headings", {})),
            notes=NoteWords(**rest.pop("notes", {})),
            letters=LetterWords(**rest.pop("letters", {})),
            page=PageWords(**rest.pop("page", {})),
            outside=OutsideWords(**rest.pop("outside", {})),
            drama=DramaWords(**rest.pop("drama", {})),
            names=name_words_of(rest.pop("names", {})),
            divisions=rest.pop("divisions", {}),
            **sentences,
            **rest,
        )
    except TypeError as error:
        raise ValueError(f"{tag}.toml: {error}") from error


def _spelling(table: Mapping[str, Any], contractions: Mapping[str, Any]) -> SpellingRules:
    rest = dict(table)
    rules, older, endings = (
        tuple((re.compile(pattern), key) for pattern, key in rest.pop(kind, ())) for kind in ("rules", "older", "older_endings")
    )
    return SpellingRules(
        possessive_endings=tuple(rest.pop("possessive_endings", ())),
        rules=rules,
        older=older,
        distinct=frozenset(rest.pop("distinct", "").split()),
        older_endings=endings,
        contracted_words=contractions.get("words", {}),
        contracted_endings=contractions.get("endings", {}),
        alike=contractions.get("alike", {}),
        **rest,
    )


@functools.cache
def _book_words(tag: str) -> BookWords:
    own = (table_of(tag) or {}).get("book")
    printed = _printed("book")
    dates = {**printed["dates"], **(own or {}).get("dates", {})}
    return BookWords(language=tag if own else PRINTED, **{**printed, **(own or {}), "dates": DateWords(**dates)})


@functools.cache
def _header_words(tag: str) -> HeaderWords:
    return HeaderWords(**{**_printed("header"), **(table_of(tag) or {}).get("header", {})})


@functools.cache
def _printed(kind: str) -> Mapping[str, Any]:
    words: Mapping[str, Any] = (table_of(PRINTED) or {})[kind]
    return words
