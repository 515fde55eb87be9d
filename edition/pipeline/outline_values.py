"""Turn the outline of a document into the tree that `edition read` prints, and the plain values of its JSON (docs/reading.md)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from edition.model.documents import DivisionAbove, DocumentBlock, DocumentEntry, DocumentNote, DocumentOutline, OutsidePart
from edition.pipeline.entry_values import inline_values
from edition.pipeline.outline_doubts import doubts_as_text, outline_doubts
from edition.readers.block_parts import goes_on_in_stanza
from edition.readers.division_schemes import plural


def outline_as_dict(outline: DocumentOutline, language: str) -> dict[str, object]:
    """The outline as plain values. Offsets are code points, ends exclusive."""
    document = outline.document
    told: set[int] = set()
    return {
        "file": document.file,
        "reader": document.reader,
        "language": language,
        "title": document.title,
        "author": ", ".join(document.authors),
        "translators": list(document.translators),
        "divisions": {
            "levels": list(outline.levels),
            "keys": outline.keys,
            "why": outline.why,
            "passed_over": [{"levels": list(one.levels), "count": one.count, "why": one.why} for one in outline.passed_over],
        },
        "entries": [_entry(entry, told) for entry in outline.entries],
        "outside": [_outside(part, told) for part in outline.outside],
        "doubts": [{"line": one.line, "when": one.when} for one in outline_doubts(outline)],
    }


def _entry(entry: DocumentEntry, told: set[int]) -> dict[str, object]:
    return {
        "n": entry.n,
        "in": [{"level": one.level, "n": one.n, "head": one.head, "title": one.title} for one in entry.above],
        "head": list(entry.head),
        "title": entry.title,
        "blocks": _blocks(entry.blocks),
        "notes": _notes(entry.head_notes, entry.blocks, told),
    }


def _outside(part: OutsidePart, told: set[int]) -> dict[str, object]:
    return {
        "what": part.what,
        "where": part.where,
        "blocks": [one | _shown(block) for one, block in zip(_blocks(part.blocks), part.blocks, strict=True)],
        "notes": _notes((), part.blocks, told),
    }


def _shown(block: DocumentBlock) -> dict[str, object]:
    """The text of a figure outside the entries: what the file says that it shows. In an entry it would be words of the work."""
    return {"text": block.description} if block.kind == "figure" and block.description and not block.text else {}


def _notes(on_head: Sequence[DocumentNote], blocks: Sequence[DocumentBlock], told: set[int]) -> list[dict[str, object]]:
    """The notes on a heading and in blocks, each at all its calls. `told`: the identities of the notes that were told before."""
    calls: list[tuple[DocumentNote, int | None, int]] = [(note, None, 0) for note in on_head]
    calls += [(call.note, index, call.offset) for index, block in enumerate(blocks) for call in block.notes]
    found = []
    for note, block, offset in calls:
        found.append(_note(note, block, offset) | ({"again": True} if id(note) in told else {}))
        told.add(id(note))
    return found


def _note(note: DocumentNote, block: int | None, offset: int) -> dict[str, object]:
    return {"n": note.n, "blocks": _blocks(note.blocks), "block": block, "offset": offset}


def _blocks(blocks: Sequence[DocumentBlock]) -> list[dict[str, object]]:
    """The blocks of an entry, a part or a note; a verse with which a stanza begins says so."""
    found: list[dict[str, object]] = []
    before: DocumentBlock | None = None
    for block in blocks:
        goes_on = goes_on_in_stanza(before, block) or (
            before is not None and before.kind == "l" and (block.run_in or block.goes_on)
        )
        begins = block.kind == "l" and not goes_on
        found.append(_block(block) | ({"stanza": True} if begins else {}))
        before = block
    return found


def _block(block: DocumentBlock) -> dict[str, object]:
    said: dict[str, object] = {"kind": block.kind, "within": list(block.within), "text": block.text}
    said |= {name: value for name in ("speaker", "n", "part", "label", "row", "description") if (value := getattr(block, name))}
    return said | inline_values(block.inline)


# --- The tree -----------------------------------------------------------------------------------------------------------

# A heading is told by so many letters at most, so that a line of the tree stays one line of a terminal.
_SHOWN = 60


def outline_as_tree(outline: DocumentOutline, language: str, *, doubts: bool = True) -> str:
    """The outline as lines of text: the file, how it divides, each entry with its heading and counts, what is outside, doubts."""
    document = outline.document
    people = [*document.authors, *(f"translated by {name}" for name in document.translators)]
    named = ", ".join(filter(None, (document.title, *people)))
    levels = " and ".join(map(plural, outline.levels))
    count = len(outline.entries)
    divided = f"divided by {levels}" if levels else "not divided"
    why = f" ({outline.why})" if outline.why and levels else ""
    lines = [
        f"{document.file}: {named or 'without a title'} ({language})",
        f"  {divided}: {count} {'entry' if count == 1 else 'entries'}{why}",
    ]
    lines += [f"  passed over: the level {one.levels[-1]} (of {one.count}), which {one.why}" for one in outline.passed_over]
    lines += [_outside_line(part) for part in outline.outside if part.where == "before"]
    above: tuple[DivisionAbove, ...] = ()
    for entry in outline.entries:
        for depth, division in enumerate(entry.above):
            if above[: depth + 1] != entry.above[: depth + 1]:
                shown = _short(division.head) or f"{division.level} {division.n}"
                lines.append(f"{'  ' * (depth + 1)}{shown}")
        above = entry.above
        lines.append(f"{'  ' * (len(entry.above) + 1)}{entry.n:<8} {_short(' '.join(entry.head)) or '–'} ({_counts(entry)})")
    lines += [_outside_line(part) for part in outline.outside if part.where != "before"]
    if doubts and (found := outline_doubts(outline)):
        lines += ["  where this is wrong, write under [[witness]] in edition.toml:", *doubts_as_text(found)]
    return "\n".join(lines)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rsplit(" ", 1)[0] + " …"


def _counts(entry: DocumentEntry) -> str:
    words = _counted(words_in(entry.blocks), "word")
    verses = sum(block.kind == "l" for block in entry.blocks)
    notes = len(entry.head_notes) + sum(len(block.notes) for block in entry.blocks)
    return ", ".join([words, *([_counted(verses, "verse")] if verses else []), *([_counted(notes, "note")] if notes else [])])


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _outside_line(part: OutsidePart) -> str:
    first = next((block for block in part.blocks if block.text), None)
    begins = f"“{_short(first.text)}”" if first else ""
    place = f", line {first.line}" if first and first.line else ""
    return f"  none of the text: {part.what}, {_counted(words_in(part.blocks), 'word')}{place}: {begins}"


def words_in(blocks: Iterable[DocumentBlock]) -> int:
    """How many words blocks hold."""
    return sum(len(block.text.split()) for block in blocks)
