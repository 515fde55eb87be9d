"""Read in the text of a block what calls a note and what begins one: [1], (*), {2}, <4>, †, ^3, raised figures, [Footnote 1: …]."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from edition.language.languages import Language
from edition.model.documents import InlineRange

# What stands round a mark. "said": a word says that a note begins. "bare": nothing does, "glued": nothing, and the figure stands
# right after a word. "spaced": a figure in round brackets between two words, as the pieces of a list have it too.
MarkStyle = Literal["square", "brace", "round", "sign", "raised", "caret", "said", "bare", "glued", "spaced"]
# A mark in square brackets or braces, or after a word that says what it is.
_MARK = r"\d{1,4}[a-z]?|[A-Za-z]|[*†‡§¶#+|%&$^]{1,4}|[ivxl]{1,6}"
_SIGN = r"[*†‡§¶#+%&$^|]{1,4}"
_FIGURES = r"\d{1,3}|[a-z]"
# What Markdown puts between its brackets may be any word.
_WORD = r"\^[\w-]{2,40}"
_SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TO_FIGURES = str.maketrans(_SUPERSCRIPT, "0123456789")
_STOPS = ".,;:!?)]»”’\"'…"
# What may stand before a sign or a figure that calls a note without brackets.
_AFTER = r"(?<=[\w.,;:!?”\"’'»)\]…])"


# Words that somebody typed between stars, for italics: the first is no call, as it follows no word, and opens no note.
_STRESSED = re.compile(r"(?<![\w.,;:!?”’)\]*])\*(?=[^\s*])[^*]{0,200}[^\s*]\*(?=\W{0,3}$|[.,;:!?”\"’)\]]?\s)")


@dataclass(frozen=True, slots=True)
class PrintedMark:
    """What calls a note: its range in the text of a block, its mark in small letters, and what stands round it."""

    start: int
    end: int
    mark: str
    style: MarkStyle


@dataclass(frozen=True, slots=True)
class NoteOpening:
    """How a note begins: the range of what stands before its words, its mark, "" for none, and what stands round it.

    `closing`: the bracket that ends it, "" where none does. `beside`: it stood in the margin.
    """

    start: int
    end: int
    mark: str
    style: MarkStyle
    closing: str = ""
    beside: bool = False


def calls_in(text: str, inline: Sequence[InlineRange], language: Language) -> Iterator[PrintedMark]:
    """What may call a note in a text, in its order; a call in brackets with the space before it."""
    found = [*_printed_calls(text, language)]
    for look in inline:
        if look.look == "sup" and (mark := _RAISED_MARK.fullmatch(text[look.start : look.end])) and look.start:
            found.append(PrintedMark(look.start, look.end, _normal(mark["mark"]), "raised"))
    yield from sorted({(one.start, one.end): one for one in found}.values(), key=lambda one: (one.start, one.end))


# A paragraph is asked for again when its file is read again: a book of 300 pages has some two thousand.
@functools.lru_cache(maxsize=1 << 12)
def _printed_calls(text: str, language: Language) -> tuple[PrintedMark, ...]:
    """What may call a note in a text, to judge by its words alone."""
    found: list[PrintedMark] = []
    if any(sign in text for sign in "[{<(*†‡^") or _RAISED.search(text):
        stressed = [one.span() for one in _STRESSED.finditer(text)] if text.count("*") > 1 else []
        for call in _call_pattern(language).finditer(text):
            if any(start <= call.start() < end for start, end in stressed) and call[0].strip() == "*":
                continue
            style: MarkStyle = call.lastgroup  # type: ignore[assignment]
            # A figure in angles is as surely a call as one in braces.
            if call.lastgroup in ("said", "angle"):
                style = "square" if style == "said" else "brace"
            elif style == "round" and call["round"].isalnum() and call[0][0] == " " and text[call.end() :][:1].strip(_STOPS):
                style = "spaced"
            found.append(PrintedMark(call.start(), call.end(), _normal(call[call.lastgroup or 0]), style))
    return tuple(found)


def glued_calls_in(text: str) -> Iterator[PrintedMark]:
    """Figures that stand right after a word or a stop: calls that were raised before the file lost it."""
    for call in _GLUED.finditer(text):
        yield PrintedMark(call.start(), call.end(), call[0], "glued")


def opening_of(text: str, inline: Sequence[InlineRange], language: Language) -> NoteOpening | None:
    """What of a text begins a note, if something does: a mark, with brackets or a word that says so."""
    first = text[:1]
    raised = next((look for look in inline if look.look == "sup" and look.start == 0), None)
    if raised is not None and (mark := _RAISED_MARK.fullmatch(text[: raised.end])):
        return NoteOpening(0, _after_stop(text, raised.end), _normal(mark["mark"]), "raised")
    if not first or (first not in "[{<(^*†‡§" and first not in _SUPERSCRIPT and not first.isalnum()):
        return None
    if opening := _said_at(text, 0, language):
        return opening
    if first == "*" and _STRESSED.match(text):
        return None
    for pattern, style, closing in _OPENINGS:
        if found := pattern.match(text):
            return NoteOpening(0, found.end(), _normal(found["mark"]), style, closing)
    return None


def bare_opening_of(text: str) -> NoteOpening | None:
    """The number that begins a text, without brackets: the mark of a note under a heading that says that notes follow."""
    found = _BARE.match(text)
    return NoteOpening(0, found.end(), found["mark"], "bare") if found else None


def openings_within(text: str, language: Language) -> Iterator[NoteOpening]:
    """Where notes in brackets begin within a running text: “[Note: …]”, “(* …)”."""
    if "[" in text or "(" in text:
        for bracket in re.finditer(r"[\[(]", text):
            if bracket.start():
                said = _said_at(text, bracket.start(), language)
                found = said if said and said.closing else None
                if found is None and (signed := _SIGNED_WITHIN.match(text, bracket.start())):
                    style: MarkStyle = "round" if signed[0][0] == "(" else "square"
                    found = NoteOpening(signed.start(), signed.end(), signed["mark"], style, ")" if style == "round" else "]")
                if found is not None:
                    yield found


def number_of(mark: str) -> int | None:
    """The number of a mark that counts: of figures, and of letters by their place in the alphabet; None for signs."""
    if figures := re.match(r"\d+", mark):
        return int(figures[0])
    return ord(mark) - 96 if re.fullmatch(r"[a-z]", mark) else None


def _said_at(text: str, at: int, language: Language) -> NoteOpening | None:
    for pattern, beside in _said_patterns(language):
        if found := pattern.match(text, at):
            closing = {"[": "]", "(": ")", "{": "}"}.get(text[at], "")
            if not closing:
                # Without brackets it may be a sentence like any other.
                return NoteOpening(at, found.end(), _normal(found["mark"]), "bare") if found["mark"] else None
            if closing == ")" and found["mark"] and ":" not in text[found.end("mark") : found.end()]:
                return None
            # In square brackets whoever typed the text says that a note begins; in round ones the book does, with words of its own.
            end = at + 1 if closing == ")" and not found["mark"] else found.end()
            return NoteOpening(at, end, _normal(found["mark"] or ""), "said", closing, beside)
    return None


@functools.lru_cache(maxsize=16)
def _said_patterns(language: Language) -> tuple[tuple[re.Pattern[str], bool], ...]:
    """How notes begin that say what they are, and whether they stood in the margin."""
    mark = rf"(?:[.#]?\s*[\[(]?(?P<mark>{_MARK})[\])]?)?"
    stop = r"\s*(?:[:.]\s*[—–-]*|[—–]+|--)\s*(?=\S|$)"
    return tuple(
        (re.compile(rf"[\[({{]?\s*(?:{words}){mark}{stop}", re.IGNORECASE), beside)
        for words, beside in ((language.notes.beside, True), (language.notes.opens, False))
    )


@functools.lru_cache(maxsize=16)
def _call_pattern(language: Language) -> re.Pattern[str]:
    return re.compile(
        rf"\s?\[(?P<square>\^?(?:{_MARK})|{_WORD})\]|\s?\[(?:{language.notes.opens})\W?\s*(?P<said>{_MARK})\]|\s?\{{(?P<brace>{_MARK})\}}"
        rf"|\s?<(?P<angle>\d{{1,4}})>"
        rf"|\s?\((?P<round>{_SIGN}|{_FIGURES})\)|(?:{_AFTER}|(?<=\S)\s(?=\S+(?:\s|$)))(?P<sign>\*{{1,9}}|[†‡]{{1,2}})(?!\w)"
        rf"|{_AFTER}\^\{{?(?P<caret>{_FIGURES}|{_SIGN})(?!\w)\}}?\^?|(?<=\S)(?P<raised>[{_SUPERSCRIPT}]{{1,3}})",
        re.IGNORECASE,
    )


def _normal(mark: str) -> str:
    bare = mark.translate(_TO_FIGURES).lower()
    return bare[1:] if len(bare) > 1 and bare[0] == "^" else bare


def _after_stop(text: str, end: int) -> int:
    found = re.compile(r"[.:)\]]?\s*").match(text, end)
    return found.end() if found else end


_RAISED = re.compile(rf"[{_SUPERSCRIPT}]")
_RAISED_MARK = re.compile(rf"\s*[\[(]?(?P<mark>\d{{1,4}}|[A-Za-z]|{_SIGN}|[ivxl]{{1,6}})[\])]?\s*")
_GLUED = re.compile(r"(?<=[^\W\d_])\d{1,3}(?!\w)|(?<=[^\W\d_][.,;:!?”\"’'»)])\d{1,3}(?!\w)")
_BARE = re.compile(r"(?P<mark>\d{1,4}[a-z]?)(?:[.)\]]\s*|\s+)(?=[^\W\d_]|-|[“\"«‘'(\[_—])")
_SIGNED_WITHIN = re.compile(r"[(\[](?P<mark>[*†‡]{1,9})\s*(?=[\w“\"‘'«])")
# How notes begin that do not say what they are: what begins them, what stands round the mark, the bracket that ends them.
_OPENINGS: tuple[tuple[re.Pattern[str], MarkStyle, str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), style, closing)  # type: ignore[misc]
    for pattern, style, closing in (
        # As a library writes the link back to the call in a page that it turns into a text.
        (r"(?P<mark>\d{1,4}[a-z]?)\s*\(return\)\s*\[\s*", "said", "]"),
        (r"(?P<mark>\d{1,4}[a-z]?)\s*\(return\)\s*", "said", ""),
        (r"\((?P<mark>[*†‡]{1,9})\s*(?=[\w“\"‘'«])", "round", ")"),
        (r"\[(?P<mark>[*†‡]{1,9})\s*(?=[\w“\"‘'«])", "square", "]"),
        (rf"\[(?P<mark>\^?(?:{_MARK})|{_WORD})\][.:]?\s*", "square", ""),
        (rf"\{{(?P<mark>{_MARK})\}}[.:]?\s*", "brace", ""),
        (r"<(?P<mark>\d{1,4})>[.:]?\s*", "brace", ""),
        (rf"\((?P<mark>{_SIGN}|{_FIGURES})\)[.:]?\s*", "round", ""),
        (r"(?P<mark>[*†‡§]{1,9})\s*(?=[^\s*†‡§])", "sign", ""),
        (rf"\^\{{?(?P<mark>{_FIGURES}|{_SIGN})(?!\w)\}}?\^?[.:]?\s*", "caret", ""),
        (rf"(?P<mark>[{_SUPERSCRIPT}]{{1,3}})\s*", "raised", ""),
    )
)
