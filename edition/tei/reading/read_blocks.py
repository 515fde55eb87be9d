"""Turn the blocks of a division, as they were read, into an entry: its heading, its paragraphs with what holds them, its notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from edition.model import BlockKind, Entry, InlineRange, Note, Paragraph, Surrounding
from edition.text.looks import canonical, shifted


@dataclass(eq=False)
class Holder:
    """What holds blocks, such as a list or a speech; of a speech with who speaks.

    `poem`: of several stanzas. `apart`: of a poem, whether it is told from verses before it, which would be one block with it
    otherwise; None until its first verse is known.
    """

    kind: Surrounding
    speaker: str = ""
    poem: bool = False
    apart: bool | None = None


@dataclass
class ReadBlock:
    """A block of a witness as it is being read: its text, what part of it is label, title and place, its looks, its notes.

    `run_on`: it goes on in the line of the heading. `wordless`: it is the only block of a speech without words.
    """

    in_head: bool
    kind: BlockKind = "p"
    holders: tuple[Holder, ...] = ()
    n: str = ""
    part: str = ""
    section: bool = False
    text: str = ""
    label: str = ""
    title: str | None = None
    title_start: int = 0
    place: str | None = None
    place_in_title: str = ""
    run_on: bool = False
    looks: list[InlineRange] = field(default_factory=list)
    notes: list[tuple[int, Note]] = field(default_factory=list)
    wordless: bool = False


def entry_of(blocks: Sequence[ReadBlock]) -> tuple[Entry, ReadBlock, list[ReadBlock]]:
    """An entry without key and date, the block that is its heading, and the blocks that are its paragraphs."""
    heads = [block for block in blocks if block.in_head]
    body = [block for block in blocks if not block.in_head]
    heading = _one_heading(heads)
    # Where the base has no such heading, the space by which this one runs in stands in the reading.
    runs_in = heading.text.endswith(" ") or bool(heads and body and body[0].run_on)
    heading.text = heading.text.removesuffix(" ")
    title = heading.title
    dateline = heading.text if title is None else heading.text[: heading.title_start].removesuffix(" ")
    notes = [(None, at, note) for at, note in heading.notes]
    notes_in_body = [(place, at, note) for place, block in enumerate(body) for at, note in block.notes]
    entry = Entry(
        "",
        None,
        dateline,
        # A place in the title is that of the entry where it is the whole title: “Martinique.”, not “War in Russia.”
        heading.place or (heading.place_in_title if title and title.rstrip(".:") == heading.place_in_title else None),
        title,
        _paragraphs(body),
        tuple(replace(note, paragraph=place, offset=at) for place, at, note in [*notes, *notes_in_body]),
        run_in=runs_in,
        head_looks=canonical(heading.text, heading.looks),
    )
    return entry, heading, body


def _paragraphs(body: Sequence[ReadBlock]) -> tuple[Paragraph, ...]:
    made: list[Paragraph] = []
    around: tuple[Holder, ...] = ()
    verse = False
    for block in body:
        kind: BlockKind = "item" if block.label and block.kind == "p" else block.kind
        _set_poems(block, around if verse and kind == "l" else ())
        held = tuple(holder for holder in block.holders if not holder.poem or holder.apart)
        shared = next((at for at, (a, b) in enumerate(zip(around, held, strict=False)) if a is not b), min(len(around), len(held)))
        made.append(
            Paragraph(
                block.text,
                kind,
                block.label,
                looks=canonical(block.text, block.looks),
                within=tuple(holder.kind for holder in held),
                shared=shared,
                speaker=next((holder.speaker for holder in reversed(held) if holder.kind == "speech"), ""),
                n=block.n,
                part=block.part,
                section=block.section,
            )
        )
        around, verse = held, kind == "l"
    return tuple(made)


def _set_poems(block: ReadBlock, before: tuple[Holder, ...]) -> None:
    """Say of each poem that begins with a verse whether it is told from the verses before it, which are in `before`."""
    outer = [holder for holder in before if holder.kind != "stanza"]
    for place, holder in enumerate(block.holders):
        if holder.poem and holder.apart is None:
            holder.apart = bool(before) and [each for each in block.holders[:place] if each.kind != "stanza"] == outer


def _one_heading(heads: list[ReadBlock]) -> ReadBlock:
    """The heading of an entry: of several headings one after the other, one line."""
    if not heads:
        return ReadBlock(True)
    first = heads[0]
    for other in heads[1:]:
        at = len(first.text) + 1
        first.text = f"{first.text} {other.text}"
        first.looks += shifted(other.looks, at)
        first.notes += [(at + offset, note) for offset, note in other.notes]
    return first
