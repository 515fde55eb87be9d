"""Turn what is doubtful in an outline into the lines of edition.toml that an editor writes where the outline is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from edition.model.documents import DocumentBlock, DocumentOutline, OutsidePart
from edition.readers.division_schemes import plural
from edition.readers.preambles import running_text
from edition.readers.stated_words import DocumentWords
from edition.storage.toml_writing import in_toml

# Of each kind of doubt so many are told. By eye: what divides a text is among the first.
_MOST = 3
# What stands around a text and has fewer words is not mistaken for a part of it.
_FEWEST = 30
# Words that show where a text begins or ends: at least so many, and more until no other place has them.
_SHORTEST, _LONGEST = 5, 12
# A text of which at least this share of the words is verse, and at least this share is not, may be one of the two.
_MIXED = 0.05
# What may be a part of the work for one editor and none for another.
_ARGUABLE = {"preface": "preface", "introduction": "introduction", "dedication": "dedication", "other-work": "other text"}


@dataclass(frozen=True, slots=True)
class OutlineDoubt:
    """A line to write under [[witness]] in edition.toml, and when to write it: a clause that follows “if”."""

    line: str
    when: str


def outline_doubts(outline: DocumentOutline) -> list[OutlineDoubt]:
    """The doubts of an outline: what else could divide it, where else it could begin and end, what may be no entry or verse."""
    words = DocumentWords(outline.document.blocks)
    return [
        *_divisions(outline),
        *_bounds(outline, words),
        *_unnumbered(outline),
        *_verse(outline),
    ]


def _divisions(outline: DocumentOutline) -> Iterator[OutlineDoubt]:
    ranked = sorted((one for one in outline.passed_over if one.count > 1), key=lambda one: -one.count)
    seen = {outline.levels[-1:]}
    for one in [one for one in ranked if one.levels not in seen][:_MOST]:
        if one.levels not in seen:
            seen.add(one.levels)
            levels = ", ".join(map(in_toml, one.levels))
            yield OutlineDoubt(f"divisions = [{levels}]", f"the {one.count} {plural(one.levels[-1])} divide it, not what was taken")
    if not outline.levels:
        heads = [block for block in outline.document.blocks if block.kind == "head"]
        if len(heads) > 1:
            yield OutlineDoubt('key = "heading"', "its headings divide it, by their words and not by numbers")
        yield OutlineDoubt('headings = "No. {n}"', "it is divided, and its headings look like that: {n} is their number")


def _bounds(outline: DocumentOutline, words: DocumentWords) -> Iterator[OutlineDoubt]:
    """Where else the text could begin and end: with the first part before it that has many words, with the last part after it."""
    before = [part for part in outline.outside if part.where == "before" and _is_arguable(part)]
    after = [part for part in outline.outside if part.where == "after" and _is_arguable(part)]
    for part in before[:_MOST]:
        if found := _unique([word for block in part.blocks for word in block.text.split()], words, ends=False):
            yield OutlineDoubt(f"from = {in_toml(found)}", f"the text begins with the {_ARGUABLE[part.what]}{_place(part.blocks)}")
    for block in [block for part in outline.outside for block in running_text(part)][:1]:
        if found := _unique(block.text.split(), words, ends=False):
            yield OutlineDoubt(f"from = {in_toml(found)}", f"the text begins with what follows the title page{_place([block])}")
    first = outline.entries[0] if len(outline.entries) > 1 else None
    if first is not None and not first.heading and first.blocks:
        heading = " ".join(outline.entries[1].head)
        if found := _unique(heading.split(), words, ends=False):
            yield OutlineDoubt(f"from = {in_toml(found)}", f"{first.n}{_place(first.blocks)} is none of the text")
    for part in after[-_MOST:]:
        if found := _unique([word for block in part.blocks for word in block.text.split()], words, ends=True):
            yield OutlineDoubt(
                f"to = {in_toml(found)}", f"the text goes on to the end of the {_ARGUABLE[part.what]}{_place(part.blocks)}"
            )


def _is_arguable(part: OutsidePart) -> bool:
    return part.what in _ARGUABLE and sum(len(block.text.split()) for block in part.blocks) >= _FEWEST


def _unique(said: list[str], words: DocumentWords, *, ends: bool) -> str:
    """The first words of a part, or its last, as many as no other place has; "" where there are none."""
    for size in range(_SHORTEST, _LONGEST + 1):
        chosen = " ".join(said[-size:] if ends else said[:size])
        places = words.find(chosen)
        if len(places) == 1 or (places and size == _LONGEST):
            return chosen
    return ""


def _unnumbered(outline: DocumentOutline) -> Iterator[OutlineDoubt]:
    """Entries that are known by their heading, among others that have numbers or dates."""
    named = [entry for entry in outline.entries if entry.head and not any(sign.isdigit() for sign in entry.n)]
    if 0 < len(named) < len(outline.entries):
        for entry in named[:_MOST]:
            heading = " ".join(entry.head)
            place = f" (line {entry.line})" if entry.line else ""
            yield OutlineDoubt(f"leave_out = [{{heading = {in_toml(heading)}}}]", f"{entry.n}{place} is none of the text")


def _verse(outline: DocumentOutline) -> Iterator[OutlineDoubt]:
    blocks = [block for entry in outline.entries for block in entry.blocks]
    total = sum(len(block.text.split()) for block in blocks)
    verse = sum(len(block.text.split()) for block in blocks if block.kind == "l")
    if total and _MIXED <= verse / total <= 1 - _MIXED:
        yield OutlineDoubt("verse = true", "all its lines are verses")
        yield OutlineDoubt("verse = false", "it has no verses")


def _place(blocks: Iterable[DocumentBlock]) -> str:
    line = next((block.line for block in blocks if block.line), None)
    return f" (line {line})" if line else ""


def doubts_as_text(doubts: list[OutlineDoubt]) -> list[str]:
    """Doubts as lines for a reader, the lines of edition.toml in a column."""
    width = max((len(one.line) for one in doubts if len(one.line) <= 50), default=0)
    return [f"    {one.line.ljust(width)}  # if {one.when}" for one in doubts]
