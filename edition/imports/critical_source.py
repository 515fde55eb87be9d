"""The types of an edition that was made elsewhere: a text, and at each place where witnesses differ what each has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from edition.model import Entry, Locus, Range

# The witness that is made for the words of the editor, where no witness of the source always has the text that is printed.
EDITED = "ed."


@dataclass(frozen=True, slots=True)
class Replacement:
    """A range of a text and the words that a witness has in its place, with the spaces that part them. `remark`: as of the unit."""

    start: int
    end: int
    text: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class SourceReading:
    """What some witnesses have instead of the text: `text` on one line, "" where they have nothing.

    `border`: they only begin a paragraph there ("\\n"), or go on (" ").
    """

    sigla: tuple[str, ...]
    text: str
    border: str = ""


@dataclass(frozen=True, slots=True)
class SourceUnit:
    """A place where witnesses differ: a range of the running text of its entry, and the readings of those who differ there.

    `remark`: what the editor says of it, "" for nothing. `speaker`: the readings are names of who speaks from there on, which are
    no words of the text.
    """

    start: int
    end: int
    readings: tuple[SourceReading, ...]
    remark: str = ""
    locus: Locus | None = None
    speaker: bool = False


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A division of the text: the text that is printed, the places where others differ, and the witnesses without the entry.

    `exact`: where the source has the text of each witness, what it has in the place of ranges, by siglum; `units` has none then.
    """

    entry: Entry
    units: tuple[SourceUnit, ...]
    lacking: tuple[str, ...] = ()
    exact: Mapping[str, tuple[Replacement, ...]] = field(default_factory=dict)

    def of(self, text: str, siglum: str) -> Sequence[Replacement]:
        """What a witness has in the place of ranges of the running text of the entry."""
        return self.exact.get(siglum) or replacements(text, [unit for unit in self.units if not unit.speaker], siglum)

    def speakers(self, siglum: str) -> dict[int, str]:
        """The names by which a witness has speakers otherwise, "" where it names none, by the place where the speech begins."""
        units = [unit for unit in self.units if unit.speaker]
        return {unit.start: one.text for unit in units for one in unit.readings if siglum in one.sigla}


@dataclass(frozen=True, slots=True)
class SourceWitness:
    """A witness as the source declares it. `hand_of`: the siglum whose text a later hand corrects; "" for a witness of its own."""

    siglum: str
    title: str = ""
    hand_of: str = ""


@dataclass(frozen=True, slots=True)
class CriticalSource:
    """An edition that was made elsewhere, as its file has it. `base`: the siglum of the witness whose text the entries have."""

    title: str
    language: str
    witnesses: tuple[SourceWitness, ...]
    base: str
    entries: tuple[SourceEntry, ...]
    authors: tuple[str, ...] = ()


# What stands close to the word before it.
OPENING = re.compile(r".*[“‘«„(\[¿¡—]\Z", re.DOTALL)
CLOSING = re.compile(r"[,.;:!?)\]»”’…·]")


def replacements(text: str, units: Iterable[SourceUnit], siglum: str) -> list[Replacement]:
    """What a witness has in the place of ranges of a text, in order, apart from one another: between them it has the text.

    With words that it lacks goes the space before them; of those with which a paragraph begins, the space after them. Of two units
    of which one holds the other, the outer says what the witness has.
    """
    made: list[Replacement] = []
    done = 0
    for unit in sorted(units, key=lambda unit: (unit.start, unit.start < unit.end, -unit.end)):
        reading = next((one for one in unit.readings if siglum in one.sigla), None)
        if reading is None or (unit.start < done and unit.end <= done):
            continue
        start, end = max(unit.start, done), max(unit.end, done)
        before = _before(text, made, start)
        words = " ".join(reading.text.split())
        if reading.border:
            start, words = (start - 1, reading.border) if start > done and text[start - 1] in " \n" else (start, text[start:end])
            end = start + 1
        elif words and start == end:
            start, end, words = _put_in(text, start, done, words, before)
        elif words:
            start, end, words = _in_place(text, (start, end), done, words, before)
        elif start < end:
            start, end = _taken_out(text, start, end, done)
        if text[start:end] != words:
            # What is remarked on a unit is said once.
            remark = unit.remark if siglum == unit.readings[0].sigla[0] else ""
            made.append(Replacement(start, end, words, remark))
            done = end
    return _without_paragraphs(text, made)


def _before(text: str, made: Sequence[Replacement], at: int) -> str:
    """The sign that a witness has before a place, "" where it has none."""
    for one in reversed(made):
        if one.end != at or one.text:
            return one.text[-1:] if one.end == at else text[max(at - 1, 0) : at]
        at = one.start
    return text[max(at - 1, 0) : at]


def _taken_out(text: str, start: int, end: int, done: int) -> Range:
    """A range that a witness lacks, with one of the spaces around it."""
    if start > done and text[start - 1] == " " and not text[end : end + 1].isalnum():
        return start - 1, end
    if text[end : end + 1] == " " and (start == 0 or not text[start - 1].isalnum()):
        return start, end + 1
    return start, end


def _put_in(text: str, at: int, done: int, words: str, before: str) -> tuple[int, int, str]:
    """Where words stand that a witness has more, with the space that parts them. `before`: the sign that it has before them."""
    after = text[at : at + 1]
    if CLOSING.match(words):
        at -= 1 if before == " " and at > done else 0
        return at, at, words if not after.isalnum() or text[at : at + 1] == " " else f"{words} "
    first = "" if before in ("", " ", "\n") or OPENING.match(before) else " "
    last = "" if not after or after in " \n" or CLOSING.match(after) or OPENING.match(words) else " "
    return at, at, f"{first}{words}{last}"


def _in_place(text: str, place: Range, done: int, words: str, before: str) -> tuple[int, int, str]:
    """Words in the place of others, with a space where a word comes to stand in the place of a mark, and without one where a mark
    comes to stand in the place of a word."""
    start, end = place
    if words[0].isalnum() and before.isalnum() and not text[start].isalnum():
        words = f" {words}"
    elif CLOSING.match(words) and before == " " and text[start].isalnum() and start > done:
        start -= 1
    if words[-1].isalnum() and text[end : end + 1].isalnum() and not text[end - 1].isalnum():
        words = f"{words} "
    if OPENING.match(words) and text[end : end + 1] == " ":
        end += 1
    return start, end, words


def _without_paragraphs(text: str, made: list[Replacement]) -> list[Replacement]:
    """The same, where a paragraph is lacking as a whole without the border before it, or of the first the border after it."""
    found: list[Replacement] = []
    for number, one in enumerate(made):
        start, end = one.start, one.end
        ends = end == len(text) or text[end] == "\n"
        if not one.text and ends:
            first = start
            for before in reversed(found):
                if before.end != first or before.text:
                    break
                first = before.start
            after = made[number + 1].start if number + 1 < len(made) else len(text) + 1
            if first == 0 and end < after and end < len(text):
                end += 1
            elif first and text[first - 1] == "\n" and (not found or found[-1].end < first or first < start):
                at = next((place for place, before in enumerate(found) if before.start == first), None)
                if at is None:
                    start -= 1
                elif at == 0 or found[at - 1].end < first:
                    found[at] = replace(found[at], start=first - 1)
        found.append(replace(one, start=start, end=end))
    return found
