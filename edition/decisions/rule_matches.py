"""Turn the two sides of a reading into whether a rule of the editor is on it: by a pair of forms, or by a kind of difference."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from edition.decisions.rule_form import ReadingRule
from edition.language.languages import Language
from edition.language.word_forms import APOSTROPHES, is_word
from edition.model import Token

# Quotation marks of one sort, and those of two strokes: what stands for either is written as these.
_SINGLE, _DOUBLE = "'", '"'
_MARKS = str.maketrans(dict.fromkeys("‘’‚‛‹›´`", _SINGLE) | dict.fromkeys("“”„‟«»″", _DOUBLE))
_HYPHENS = re.compile(r"[\s‐‑-]+")


class ComparedSides:
    """The two sides of a reading, as rules look at them. `type`: the type of the reading."""

    def __init__(self, base: str, other: str, type_: str, language: Language) -> None:
        self.texts = (base, other)
        self.type = type_
        self.language = language
        self.tokens = language.tokens(base), language.tokens(other)
        self.forms = forms(self.tokens[0]), forms(self.tokens[1])

    def is_on(self, rule: ReadingRule) -> bool:
        """Tell whether a rule is on this reading, wherever it stands."""
        return _has_pair(self, rule.pair) if rule.pair else _DIFFERENCES[rule.difference](self)


def forms(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The words and marks of a side as a pair is compared: without capitals, with one kind of apostrophe; accents stay."""
    return tuple(_form(token.t) for token in tokens)


def _form(word: str) -> str:
    return word.translate(APOSTROPHES).replace("\u00ad", "").casefold()


# --- Pairs ------------------------------------------------------------------------------------------------------------------


def _has_pair(sides: ComparedSides, pair: Sequence[str]) -> bool:
    """Tell whether one side is the one form of a pair and the other side the other form."""
    one, two = (form.strip() for form in pair)
    open_start = one.startswith("-") and two.startswith("-")
    open_end = one.endswith("-") and two.endswith("-")
    if not (open_start or open_end):
        wanted = [forms(sides.language.tokens(form)) for form in (one, two)]
        return [*sides.forms] in (wanted, wanted[::-1])
    if len(sides.forms[0]) != len(sides.forms[1]):
        return False
    # Every word of the reading that differs must differ so.
    differing = [words for words in zip(*sides.forms, strict=True) if words[0] != words[1]]
    parts = tuple(_form(form[open_start : len(form) - open_end]) for form in (one, two))
    return bool(differing) and any(
        all(_same_but_for(words, order, open_start, open_end) for words in differing) for order in (parts, parts[::-1])
    )


def _same_but_for(words: tuple[str, str], parts: tuple[str, ...], open_start: bool, open_end: bool) -> bool:
    """Tell whether two words are the same but for a part, with letters before it or after it where these are open."""
    one, two = words
    for at in range(len(one) - len(parts[0]) + 1):
        rest = one[at + len(parts[0]) :]
        if one.startswith(parts[0], at) and two == one[:at] + parts[1] + rest and (open_start or not at) and (open_end or not rest):
            return True
    return False


# --- Kinds of difference ----------------------------------------------------------------------------------------------------


def _words(sides: ComparedSides) -> list[list[Token]]:
    return [[token for token in side if is_word(token.t)] for side in sides.tokens]


def _marks(sides: ComparedSides) -> list[list[str]]:
    return [[token.t for token in side if not is_word(token.t)] for side in sides.tokens]


def _same(sides: ComparedSides, key: Callable[[str], str]) -> bool:
    one, two = (key(text) for text in sides.texts)
    return one == two


def _quotation_marks(sides: ComparedSides) -> bool:
    # What stands between letters is an apostrophe, in whatever way it is typed: one sort for all.
    return _same(sides, lambda text: text.translate(_MARKS).replace(_DOUBLE, _SINGLE)) or _same(
        sides, lambda text: text.translate(_MARKS).replace(_DOUBLE, "")
    )


def _punctuation(sides: ComparedSides) -> bool:
    words, marks = _words(sides), _marks(sides)
    return bool(marks[0] != marks[1]) and [t.n for t in words[0]] == [t.n for t in words[1]]


def _capitals(sides: ComparedSides) -> bool:
    return not _quotation_marks(sides) and _same(sides, str.casefold)


def _accents(sides: ComparedSides) -> bool:
    return _same(sides, _without_accents) and not _capitals(sides)


def _without_accents(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter)).casefold()


def _hyphens(sides: ComparedSides) -> bool:
    return _same(sides, lambda text: _HYPHENS.sub("", text).casefold()) and not _capitals(sides)


def _contractions(sides: ComparedSides) -> bool:
    language, words, marks = sides.language, _words(sides), _marks(sides)
    written = [[language.spelling.alike.get(part, part) for t in side for part in language.written_out(t.n)] for side in words]
    return (
        marks[0] == marks[1]
        and any("'" in t.n for side in words for t in side)
        and written[0] == written[1]
        and not _hyphens(sides)
        and not [t.n for t in words[0]] == [t.n for t in words[1]]
    )


def _numerals(sides: ComparedSides) -> bool:
    words, marks = _words(sides), _marks(sides)
    figures = [any(letter.isdigit() for token in side for letter in token.t) for side in words]
    said = [[part for token in side for part in sides.language.numbers.said(token.n)] for side in words]
    return marks[0] == marks[1] and figures[0] is not figures[1] and bool(said[0]) and said[0] == said[1]


def _spelling(sides: ComparedSides) -> bool:
    return sides.type == "orthographic" and not any(is_kind(sides) for is_kind in _DIFFERENCES.values() if is_kind is not _spelling)


_DIFFERENCES: dict[str, Callable[[ComparedSides], bool]] = {
    "quotation-marks": _quotation_marks,
    "punctuation": _punctuation,
    "capitals": _capitals,
    "accents": _accents,
    "hyphens": _hyphens,
    "contractions": _contractions,
    "numerals": _numerals,
    "spelling": _spelling,
}
