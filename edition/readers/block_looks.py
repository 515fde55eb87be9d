"""Turn the looks of the blocks of a document into those of a witness's text: of a paragraph, a heading, a note on one line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote

from edition.language.tags import primary_language
from edition.model import InlineRange
from edition.model.documents import DocumentBlock
from edition.text.looks import canonical, shifted

# Links to other places of a file lead nowhere in an edition.
_OUT_OF_FILE = re.compile(r"(?:https?://|mailto:).")
# The characters that no address may have (RFC 3986, section 2), and the form of a tag in XML Schema (part 2, 3.3.3).
_NOT_IN_ADDRESS = re.compile(r"[^!#-;=?-Z\[\]_a-z~]|%(?![0-9A-Fa-f]{2})")
_TAG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


class BlockLooks:
    """Gives the looks of blocks of a text in a language, a tag: words in that language are in no other."""

    def __init__(self, language: str) -> None:
        self.language = primary_language(language)

    def of(self, block: DocumentBlock) -> tuple[InlineRange, ...]:
        """The looks of a block; of links those that lead out of the file. That words name who speaks is no look of a witness."""
        if not block.inline:
            return ()
        found = canonical(block.text, (one for one in block.inline if one.look != "speaker"))
        return tuple(kept for one in found if (kept := self._kept(one)) is not None)

    def _kept(self, one: InlineRange) -> InlineRange | None:
        """A look as an edition has it, None if it has it not."""
        if one.look == "lang":
            foreign = _TAG.fullmatch(one.value) and primary_language(one.value) not in ("", self.language)
            return one if foreign else None
        if one.look != "link":
            return one
        address = _NOT_IN_ADDRESS.sub(lambda found: quote(found[0]), one.value.strip())
        return replace(one, value=address) if _OUT_OF_FILE.match(address) else None

    def one_line(self, blocks: Sequence[DocumentBlock]) -> tuple[str, tuple[InlineRange, ...]]:
        """Blocks as one line, with its looks."""
        text, looks = "", list[InlineRange]()
        for place, block in enumerate(blocks):
            text += (" " if place else "") + block.label
            looks += shifted(self.of(block), len(text))
            text += block.text
        return text, canonical(text, looks)

    def heading(self, blocks: Sequence[DocumentBlock], dateline: str, title: str | None) -> tuple[InlineRange, ...]:
        """The looks of a heading, whose running text is the dateline, a space and the title."""
        whole, looks = self.one_line([block for block in blocks if block.text])
        if not title or not dateline:
            return looks
        # Dashes between number and title are left out: what stands there goes to the end of the number.
        cut, moved = len(whole) - len(title), len(whole) - len(dateline) - 1 - len(title)

        def place(at: int) -> int:
            return at - moved if at >= cut else min(at, len(dateline))

        ranges = (replace(one, start=place(one.start), end=place(one.end)) for one in looks)
        return canonical(f"{dateline} {title}", ranges)
