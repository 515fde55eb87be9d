"""Put an entry together: its key, its heading, its blocks, and the divisions above it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from edition.model.documents import DivisionAbove, DocumentBlock, DocumentEntry


@dataclass(slots=True)
class EntryDraft:
    """An entry in the making."""

    key: str
    above: tuple[DivisionAbove, ...]
    head: list[DocumentBlock]
    title: str = ""
    blocks: list[DocumentBlock] = field(default_factory=list)
    inferred: bool = False
    unnumbered: bool = False
    edtf: str | None = None
    place: str | None = None
    run_in: bool = False
    date: str = ""

    def entry(self) -> DocumentEntry:
        """The entry, without breaks at its beginning and its end."""
        blocks = list(self.blocks)
        while blocks and blocks[-1].kind == "break":
            blocks.pop()
        while blocks and blocks[0].kind == "break":
            del blocks[0]
        return DocumentEntry(
            self.key,
            self.above,
            tuple(self.head),
            self.title,
            tuple(blocks),
            self.inferred,
            self.edtf,
            self.place,
            self.run_in,
            self.date,
        )


def slug(text: str) -> str:
    """What an entry without a number is cited by: its first words."""
    return "-".join(re.findall(r"\w+", text.lower())[:8]) or "section"
