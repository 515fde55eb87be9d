"""Turn the blocks of a document into what shows that people speak in it, and how their names stand; nothing where none do."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from edition.language.languages import Language
from edition.model.documents import Document, DocumentBlock
from edition.readers.head_candidates import may_divide
from edition.readers.note_bodies import whole_block
from edition.readers.numbered_heads import read_numbered_head
from edition.readers.outside import is_cast
from edition.readers.speaker_openings import CLOSING, NameLook, SpeakerOpening, end_with_direction, heads_division, opening_at

# Names of one look, alone on their lines or not, are weighed together.
_Form = tuple[NameLook, bool]
# So many paragraphs with names that come again show that people speak; fewer, if the text has the signs of a play besides.
_FEWEST = 6
_FEWEST_WITH_SIGNS = 3
# Of the paragraphs between the first and the last so many open with a name; by eye, on plays with long speeches and on novels.
# Names that nothing sets apart must open more.
_SHARE = 0.3
_PLAIN_SHARE = 0.45
# Names alone in their paragraphs, without a stop, are those of a typed play if nearly nothing else stands between them.
_ALL_BUT_FEW = 0.9
# Of speeches so many are by another than the one before; the entries of a bibliography are mostly by the same, or by ever new ones.
_ALTERNATE = 0.5
# Where one name nearly always follows the other, and there are three or more, they are the parts of a form, as of recipes.
_FORMAL = 0.9
# In talk so many paragraphs ask or exclaim, at least; by eye, on dialogues, recipes and proofs.
_LIVELY = 0.05
# So many paragraphs of the whole text open with names, at least: a few lines of talk in a long book are no play. Of few that speak
# more must.
_PART, _FEW_IN = 0.02, 0.15
# So many speeches with the name on the line over them are talk in a story, however few of its paragraphs. By eye, on tales.
_IN_STORY = 20
# After so many names alone on their lines something is said.
_SPOKEN = 0.8
# A form of names in which so many are known from another form is one too.
_KNOWN = 0.5
# A name that the file gives has no more words: a whole speech is none.
LONGEST_SAID = 12
# Of stops so many of a hundred are no misprint.
_USUAL = 0.05
# Where a comma seldom parts a name from a direction, the direction of a speech has no more words; by eye, on two plays by Ibsen.
_SHORT_ASIDE = 4
# A name that is misprinted has at least so many letters.
_LONG_NAME = 4
_NAME_LABEL = re.compile(r"[A-Z][.:]|\d{1,2}\.")
_NO_SPEECH = frozenset(("navigation", "endnotes", "note", "licence", "title-page", "list", "aside"))


@dataclass(frozen=True, slots=True)
class Play:
    """How those who speak are named in a document.

    `forms`: the looks of names, with whether they stand alone on their lines. `names`: how often each name opens a speech.
    `stops`: what parts names from speeches. `narrated`: what stands between the speeches is told; each is one paragraph, its name
    on the line over it. `stated`: the file itself says what is a speech (TEI), `said`: what is a name.
    `asides`: directions come after a comma, as a form of their own. `brackets`, `parentheses`, `italics`: how directions are set.
    """

    forms: frozenset[_Form]
    names: Mapping[str, int]
    stops: frozenset[str]
    stated: bool = False
    narrated: bool = False
    said: bool = False
    asides: bool = False
    brackets: bool = False
    parentheses: bool = False
    italics: bool = False

    def opens(self, found: SpeakerOpening) -> bool:
        """Whether an opening is that of a speech: its name has the look of others, or is known and misprinted in its look."""
        known = self.names.get(found.key, 0)
        if found.look == "said":
            return True
        if found.aside > _SHORT_ASIDE and not self.asides:
            # Who comes in, and how, before anybody speaks: HEDDA, dressed to receive callers, is alone in the room.
            return False
        if (found.look, found.alone) in self.forms:
            if found.alone and found.look == "plain" and found.stop not in self.stops:
                return False
            if known > 1 or (known and found.look != "plain"):
                return True
            if found.look != "plain" or found.stop == "-":
                return found.stop in self.stops or bool(found.directions)
            return bool(found.stop == ":" and ":" in self.stops) or bool(found.directions) or self._misprinted(found.key)
        return known > 1 and (found.stop in self.stops or bool(found.directions)) and (not found.alone or bool(found.stop))

    def _misprinted(self, key: str) -> bool:
        """Whether a name is a known one but for a letter."""
        return len(key) >= _LONG_NAME and any(count > 2 and _is_near(key, name) for name, count in self.names.items())


@functools.lru_cache(maxsize=1 << 14)
def _is_near(one: str, other: str) -> bool:
    """Whether two names differ by one letter, or by two that changed places."""
    if abs(len(one) - len(other)) > 1 or one == other or min(len(one), len(other)) < _LONG_NAME:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


@dataclass(frozen=True, slots=True)
class PlacedOpening:
    """An opening with the index of its block, and the offset at which its line begins."""

    at: int
    line: int
    opening: SpeakerOpening


def may_speak(block: DocumentBlock) -> bool:
    """Whether a block may hold a speech."""
    return block.kind in ("p", "l", "item", "cell", "pre", "speaker") and bool(block.text) and not _NO_SPEECH & {*block.within}


def in_full(block: DocumentBlock) -> DocumentBlock:
    """A block whose label is part of its text, where a name may look like the mark of an item: "A. Who comes?"."""
    return replace(whole_block(block), kind="p") if block.kind == "item" and _NAME_LABEL.match(block.label) else block


def line_openings(block: DocumentBlock, language: Language) -> Iterator[tuple[int, SpeakerOpening]]:
    """The names that may open a speech at the beginning of a block or of a line in it, each with the place of its line."""
    bounds = [0, *block.starts, len(block.text)]
    longest = max(after - start for start, after in pairwise(bounds))
    told = 0
    for index, (start, after) in enumerate(pairwise(bounds)):
        if start < told:
            # Within the direction after a name.
            continue
        if after < len(block.text):
            after = end_with_direction(block.text, start, after, block.starts)
        found = opening_at(block, start, without_trail(block.text, start, after), language)
        if found is None:
            continue
        if index and found.look in ("plain", "capitals"):
            # A line that is broken at the measure may begin with any word.
            before = block.text[bounds[index - 1] : start].rstrip()
            if before[-1:] not in '.?!:…—–-)]”"’' or (found.look == "plain" and 4 * len(before) > 3 * longest):
                continue
        told = max((last for _, last in found.directions), default=0)
        yield start, found


def without_trail(text: str, start: int, end: int) -> int:
    """The end of a range without the white space at it."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def play_of(document: Document, language: Language) -> Play | None:
    """What shows that people speak in a document, its licence marked and its notes hung; None for a text without speakers.

    The evidence is that of the whole document: some names open paragraphs again and again, take turns, and leave few paragraphs
    between them. What a file says by its elements is believed. Time grows with the length of the text.
    """
    blocks = document.blocks
    if any("speech" in block.within for block in blocks):
        names = Counter(block.text for block in blocks if block.kind == "speaker")
        return Play(frozenset(), names, frozenset(), stated=True)
    found = [
        PlacedOpening(at, line, opening)
        for at, block in enumerate(blocks)
        if may_speak(block) and block.kind != "speaker"
        for line, opening in line_openings(in_full(block), language)
    ]
    signs = _signs(blocks, language)
    said = [one for one in found if one.opening.look == "said"]
    named = [block for block in blocks if block.kind == "speaker" and len(block.text.split()) <= LONGEST_SAID]
    forms = defaultdict[_Form, list[PlacedOpening]](list)
    for one in found:
        forms[one.opening.look, one.opening.alone].append(one)
    accepted = {form for form, members in forms.items() if form[0] != "said" and _is_talk(members, form, blocks, language, signs)}
    if not accepted and not named and len(said) < 2:
        told = [one for one in forms["plain", True] if _is_over_speech(one, blocks)]
        if not _is_told(told):
            return None
        return Play(frozenset((("plain", True),)), Counter(one.opening.key for one in told), frozenset(":"), narrated=True)
    return _play(forms, accepted, named, blocks, language)


def _is_over_speech(one: PlacedOpening, blocks: Sequence[DocumentBlock]) -> bool:
    """Whether a name with a colon is the first line of a paragraph."""
    block = blocks[one.at]
    return not one.line and one.opening.stop == ":" and block.starts[:1] == (one.opening.text + 1,)


def _is_told(turns: Sequence[PlacedOpening]) -> bool:
    """Whether names over paragraphs come so often, and take turns so, that people speak in a story."""
    counts = Counter(one.opening.key for one in turns)
    often = sum(count for count in counts.values() if count > 2)
    changes = sum(one.opening.key != after.opening.key for one, after in pairwise(turns))
    return len(turns) >= _IN_STORY and len(counts) > 1 and often >= _KNOWN * len(turns) and changes >= _ALTERNATE * len(turns)


def _play(
    forms: Mapping[_Form, Sequence[PlacedOpening]],
    accepted: set[_Form],
    named: Sequence[DocumentBlock],
    blocks: Sequence[DocumentBlock],
    language: Language,
) -> Play:
    """The play in which names of some forms open speeches, and names that the file gives."""
    said = [one for form, members in forms.items() for one in members if form[0] == "said"]
    main = [*said, *(one for form in accepted for one in forms[form])]
    # A short answer, alone in its paragraph, may look like a name but for its stop.
    every = Counter(one.opening.stop for one in main)
    main = [one for one in main if one.opening.look != "plain" or every[one.opening.stop] >= _USUAL * len(main)]
    names = Counter(one.opening.key for one in main)
    names.update(opening.key for block in named for _, opening in line_openings(replace(block, starts=()), language))
    recurring = {name for name, count in names.items() if count > 1}
    for form, members in forms.items():
        known = sum(one.opening.key in recurring for one in members)
        if form not in accepted and form[0] != "plain" and len(members) > 2 and known >= _KNOWN * len(members):
            accepted.add(form)
            main += members
            names.update(one.opening.key for one in members)
    labels = _labels(language)
    names = Counter({name: count for name, count in names.items() if not labels.fullmatch(name) or count > 2})
    stops = Counter(one.opening.stop for one in main)
    usual = frozenset(stop for stop, count in stops.items() if count >= _USUAL * len(main))
    told = Counter(
        in_full(blocks[one.at]).text[start : start + 1] for one in main for start, _ in one.opening.directions[:1]
    )  # fmt: skip
    whole = Counter(
        block.text[:1] for block in blocks if block.kind in ("p", "l", "stage") and may_divide(block) and is_bracketed(block.text)
    )
    # Old plays open the bracket of a direction and never close it.
    left_open = sum(block.kind == "p" and may_divide(block) and opens_bracket(block.text) for block in blocks)
    opens = Counter(in_full(blocks[one.at]).text[one.opening.text : one.opening.text + 1] for one in main)
    square = told["["] + whole["["] + opens["["]
    round_ = told["("] + whole["("] + opens["("]
    slanted = sum(_begins_italic(blocks[one.at], start) for one in main for start, _ in one.opening.directions[:1]) + sum(
        block.kind == "p" and _is_italic(block) for block in blocks
    )
    return Play(
        frozenset(accepted), names, usual, said=bool(said or named),
        asides=sum(one.opening.aside > 0 for one in main) >= _USUAL * len(main), brackets=square > 0 or left_open > 1,
        parentheses=round_ > 0 and round_ >= square, italics=slanted > 1,
    )  # fmt: skip


def is_bracketed(text: str) -> bool:
    """Whether a text stands in one pair of brackets from its beginning to its end."""
    pair = CLOSING.get(text[:1])
    inner = text.rstrip(".").rstrip()
    return bool(pair) and inner[-1:] == pair and pair not in inner[1:-1]


def opens_bracket(text: str) -> bool:
    """Whether a text begins with a square bracket before a word, and none is closed in it."""
    return text[:1] == "[" and text[1:2].isalpha() and "]" not in text


def _begins_italic(block: DocumentBlock, at: int) -> bool:
    return any(one.look == "italic" and one.start <= at + 1 < one.end for one in block.inline)


def _is_italic(block: DocumentBlock) -> bool:
    return any(one.look == "italic" and not one.start and one.end >= len(block.text) - 1 for one in block.inline)


def _signs(blocks: Sequence[DocumentBlock], language: Language) -> bool:
    """Whether a text has the signs of a play: the heading of a cast, acts and scenes, directions between paragraphs."""
    told = 0
    for block in blocks:
        if not may_divide(block) or block.rows > 2 or len(block.text) > 300 or not block.text:
            continue
        if is_bracketed(block.text) and block.kind in ("p", "l") and block.text[1:2].isalpha():
            told += 1
        if block.kind not in ("head", "p", "l") or len(block.text) > 80:
            continue
        head = read_numbered_head(block.text, language)
        if is_cast(block.text, language) or (head and language.headings.kind_of(head.word) in ("act", "scene")):
            return True
    return told > 0


@functools.lru_cache(maxsize=16)
def _labels(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?:{language.drama.labels})(?: \d+)?", re.IGNORECASE)


def _is_talk(
    members: Sequence[PlacedOpening], form: _Form, blocks: Sequence[DocumentBlock], language: Language, signs: bool
) -> bool:  # fmt: skip
    """Whether names of one form are those of people who speak in turn."""
    labels = _labels(language)
    counts = Counter(one.opening.key for one in members)
    # A and B may talk, of whom A alone might answer a question.
    letters = any(len(name) == 1 and not labels.fullmatch(name) and count > 1 for name, count in counts.items())
    every = [name for name in counts if not labels.fullmatch(name) or (letters and len(name) == 1)]
    names = [name for name in every if counts[name] > 1]
    signs = signs or any(one.opening.directions for one in members)
    wanted = set(names if len(names) > 1 or not signs else every)
    turns = [one for one in members if one.opening.key in wanted or counts[one.opening.key] > 1]
    kept = [one for one in turns if one.opening.key in wanted]
    if 2 * sum(counts[name] for name in names) < len(kept):
        # Of a few lines some speak twice.
        return False
    if len(wanted) < 2 or not names or len(kept) < (_FEWEST_WITH_SIGNS if signs else _FEWEST) or 3 * len(kept) < len(turns):
        return False
    bare = form == ("plain", True) and not signs and any(not one.opening.stop for one in kept)
    if bare and not _fill_paragraphs(kept, blocks):
        # Short lines that come again are refrains, or headings.
        return False
    changes = sum(one.opening.key != after.opening.key for one, after in pairwise(kept))
    if changes < _ALTERNATE * (len(kept) - 1):
        return False
    if _is_form(kept):
        return False
    if not signs and _lively(kept, blocks) < _LIVELY:
        return False
    if form[1] and _spoken(members, blocks) < _SPOKEN:
        # Names alone on their lines, one after the other, are a list.
        return False
    whole = sum(_is_unit(block) for block in blocks)
    if len(kept) < (_PART if len(kept) >= _FEWEST else _FEW_IN) * whole:
        return False
    share = _ALL_BUT_FEW if bare else _PLAIN_SHARE if form[0] == "plain" else _SHARE
    return len(kept) >= share * _units(members, kept[0].at, kept[-1].at, blocks)


def _fill_paragraphs(turns: Sequence[PlacedOpening], blocks: Sequence[DocumentBlock]) -> bool:
    """Whether each name fills a paragraph in which nothing else stands, over another one, as a play is typed."""
    alone = (blocks[one.at].kind == "p" and not one.line and one.opening.text >= len(blocks[one.at].text) for one in turns)
    return all(alone) and all(blocks[one.at + 1].kind == "p" for one in turns if one.at + 1 < len(blocks))


def _is_form(turns: Sequence[PlacedOpening]) -> bool:
    """Whether each of three names or more is nearly always followed by one and the same."""
    after = defaultdict[str, Counter[str]](Counter)
    for one, following in pairwise(turns):
        after[one.opening.key][following.opening.key] += 1
    if len(after) < 3 or len(turns) < 4 * len(after):
        return False
    return sum(max(counts.values()) for counts in after.values()) >= _FORMAL * (len(turns) - 1)


def _lively(turns: Sequence[PlacedOpening], blocks: Sequence[DocumentBlock]) -> float:
    """The share of speeches that ask or exclaim."""
    asks = 0
    for one in turns:
        at = one.at
        text = blocks[at].text[one.opening.text :]
        if one.opening.alone and at + 1 < len(blocks):
            text += blocks[at + 1].text
        asks += "?" in text or "!" in text
    return asks / len(turns)


def _spoken(members: Sequence[PlacedOpening], blocks: Sequence[DocumentBlock]) -> float:
    """The share of names alone on their lines after which something is said."""
    lines = {(one.at, one.line) for one in members}
    said = 0
    for one in members:
        following = next((at for at in range(one.at + 1, min(one.at + 3, len(blocks))) if blocks[at].text), None)
        inside = one.opening.text < len(blocks[one.at].text)
        said += inside or (following is not None and (following, 0) not in lines and blocks[following].kind != "head")
    return said / len(members)


def _is_unit(block: DocumentBlock) -> bool:
    """Whether a block begins a paragraph that may open with a name."""
    return (
        block.kind in ("p", "l", "item", "cell")
        and bool(block.text)
        and (block.kind != "l" or bool(block.gap))
        and may_speak(block)
    )


def _units(members: Sequence[PlacedOpening], first: int, last: int, blocks: Sequence[DocumentBlock]) -> int:
    """How many paragraphs stand between two blocks that might open a speech; what follows a name that is alone does not.

    Stanzas that follow one another below such names are one speech.
    """
    alone = {one.at for one in members if one.opening.alone and one.opening.text >= len(blocks[one.at].text)}
    count = 0
    before = ""
    for at in range(first, last + 1):
        block = blocks[at]
        if block.kind not in ("head", "break", "figure", "caption", "stage") and block.text and at - 1 not in alone:
            goes_on = block.kind == "l" and (not block.gap or (bool(alone) and before == "l"))
            count += not goes_on and not is_bracketed(block.text)
        before = block.kind if block.text else before
    return count


def in_speeches(blocks: Iterable[DocumentBlock], play: Play, language: Language) -> tuple[DocumentBlock, ...]:
    """Blocks of which those that open a speech, and what follows a name that is alone, are marked as within one.

    So no speaker is taken for a heading, nor what he says.
    """
    found: list[DocumentBlock] = []
    follows = False
    for block in blocks:
        spoken = follows and block.kind in ("p", "l", "item", "cell") and not heads_division(block.text, language)
        follows = follows and (not block.text or block.kind == "stage")
        if block.kind == "speaker" and not play.stated:
            spoken = follows = True
        elif may_speak(block) and not play.stated:
            for _, opening in line_openings(in_full(block), language):
                if play.opens(opening):
                    spoken = True
                    follows = opening.alone and opening.text >= len(block.text)
        found.append(replace(block, within=("speech", *block.within)) if spoken and not play.stated else block)
    return tuple(found)
