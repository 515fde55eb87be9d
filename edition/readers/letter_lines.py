"""Tell the lines of a letter that are none of its paragraphs: salutation, date, closing, signature, postscript."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from edition.language.languages import Language

# No line of a letter is longer, in words; a closing may be a paragraph. By eye, on letters in novels and of a composer.
_LINE, _CLOSING, _NAME, _DATE = 10, 30, 7, 12
_MARKS = "\"“”„«»‘’'‹› \t_*"
_QUOTES = (("“", "”"), ("«", "»"))
# and longer in letters than this: a row of signs is none.
_LETTERS = 300
_DIGITS = re.compile(r"\d")
# What somebody says ends within its line.
_SAID = re.compile(r"\S[\"”»“«]\s+\S")
_PARTS = re.compile(r"[,.;:!—–]\W*")
# Two sentences are no line of a letter; initials are none.
_SENTENCES = re.compile(r"[^\W\d_]{3}[.!?]\W{0,3}\s+[^\W\d_](?!\.)")


@dataclass(frozen=True, slots=True)
class LetterLines:
    """The patterns of a language, each from the first letter of a line on."""

    salutation: re.Pattern[str]
    run_in: re.Pattern[str]
    closing: re.Pattern[str]
    signed: re.Pattern[str]
    postscript: re.Pattern[str]
    letter: re.Pattern[str]
    writing: re.Pattern[str]
    speech: re.Pattern[str]
    verse: re.Pattern[str]
    begins: re.Pattern[str]
    dated: re.Pattern[str]

    @staticmethod
    @functools.lru_cache(maxsize=16)
    def of(language: Language) -> LetterLines:
        """The patterns of a language."""
        words = language.letters
        names = "|".join(sorted(map(re.escape, [*language.calendar.months, *language.calendar.weekdays]), key=len, reverse=True))

        def whole(pattern: str) -> re.Pattern[str]:
            return re.compile(pattern, re.IGNORECASE)

        return LetterLines(
            whole(rf"(?:{words.salutation})\s*[,.:;!]?\s*(?:--+|[—–―-])?\W*"),
            whole(rf"(?:{words.salutation})\s*(?:[,.:;!]?\s*(?:--+|[—–―])|:)"),
            whole(words.closing),
            whole(rf"(?:{words.signed})(?!\w)"),
            whole(rf"(?:{words.postscript})(?!\w)"),
            whole(rf"(?<!\w)(?:{words.letter})(?!\w)"),
            whole(rf"(?<!\w)(?:{words.writing})(?!\w)"),
            whole(rf"(?<!\w)(?:{words.speech})(?!\w)"),
            whole(rf"(?<!\w)(?:{words.verse})(?!\w)"),
            whole(rf"(?<!\w)(?:{words.begins})\W*"),
            whole(rf"(?<!\w)(?:{names or '(?!)'})(?!\w)"),
        )

    def salutes(self, text: str) -> bool:
        """Whether a line is a salutation and nothing else."""
        return _is_short(text, _LINE) and text[-1:] not in "?" and bool(self.salutation.fullmatch(text.lstrip(_MARKS)))

    def begins_saluting(self, text: str) -> bool:
        """Whether a paragraph begins with a salutation that a dash or a colon parts from the rest."""
        return bool(self.run_in.match(text[:120].lstrip(_MARKS)))

    def closes(self, text: str) -> bool:
        """Whether a line begins as those before a signature do."""
        few = _is_short(text, _CLOSING) and not _SENTENCES.search(text)
        return few and bool(self.closing.match(text.lstrip(_MARKS)))

    def closes_within(self, text: str) -> bool:
        """Whether a line closes a letter, by its first words or by those after a mark: “My dear Ida, yours ever”."""
        return _is_short(text, _CLOSING) and any(self.closes(part) for part in _PARTS.split(text))

    def ends_quotation(self, text: str) -> bool:
        """Whether a quotation that began above ends with a line: it has a mark that closes one, and none that opens it."""
        german = text.rstrip(" .,")[-1:] == "“" and "„" not in text
        return german or any(text.count(closes) > text.count(opens) for opens, closes in _QUOTES)

    def is_postscript(self, text: str) -> bool:
        """Whether a paragraph is an addition to a letter."""
        return bool(self.postscript.match(text.lstrip(_MARKS + "([")))

    def is_date(self, text: str) -> bool:
        """Whether a line is where and when a letter was written."""
        few = _is_short(text, _DATE) and text[-1:] not in "?!"
        return few and bool(_DIGITS.search(text)) and (bool(self.dated.search(text)) or _capitals(text) >= 0.5)

    def is_name(self, text: str) -> bool:
        """Whether a line may be a signature: a few words, most of them with a capital."""
        if not _is_short(text, _LINE) or "?" in text or "!" in text:
            return False
        bare = self.signed.sub("", text.strip(_MARKS + "()"), count=1) if self.signed.match(text.strip(_MARKS + "(")) else text
        words = bare.strip(_MARKS).split()
        return 0 < len(words) <= _NAME and bare.strip(_MARKS)[-1:] not in ":;" and _capitals(bare) >= 0.5

    def closes_with_name(self, text: str) -> bool:
        """Whether a line closes a letter and has the name after it: “Yours ever, J. Pell, ferryman.”"""
        formula, _, name = text.partition(",")
        if _SAID.search(text):
            return False
        return self.closes(text) and self.closes(formula) and self.is_name(name.strip())

    def is_signed(self, text: str) -> bool:
        """Whether a copyist says that a signature follows."""
        return bool(self.signed.match(text.lstrip(_MARKS)))

    def is_any(self, text: str) -> bool:
        """Whether a line may be one of a letter that is no paragraph."""
        return self.salutes(text) or self.closes(text) or self.is_date(text) or self.is_postscript(text) or self.is_signed(text)


def _is_short(text: str, words: int) -> bool:
    return len(text) <= _LETTERS and len(text.split()) <= words


def _capitals(text: str) -> float:
    """The share of the words of a line that begin with a capital."""
    words = re.findall(r"[^\W\d_]\S*", text)
    return sum(word[0].isupper() for word in words) / len(words) if words else 0.0
