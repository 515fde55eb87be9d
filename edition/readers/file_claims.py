"""Turn what the readers of a file say of its blocks, in any order, into the account of the file, in the order of its lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from edition.model import InlineRange, Note, PartKind
from edition.model.documents import DocumentBlock
from edition.readers.account import Account, Inner


@dataclass(frozen=True, slots=True)
class BlockClaim:
    """What a block of a file is, with its lines in the text layer: as `Account.block` is told it."""

    kind: PartKind
    lines: tuple[int, ...]
    text: str
    label: str = ""
    calls: Sequence[tuple[int, Note]] = ()
    inner: Sequence[Inner] = ()
    value: str = ""
    looks: Sequence[InlineRange] = ()


@dataclass(slots=True)
class FileClaims:
    """What each part of a file is."""

    found: list[BlockClaim] = field(default_factory=list)

    def add(self, claim: BlockClaim) -> None:
        """Keep a claim; one without lines says nothing of the file."""
        if claim.lines:
            self.found.append(claim)

    def tell(self, account: Account) -> None:
        """Tell the account, block after block as the file has them."""
        for one in sorted(self.found, key=lambda claim: claim.lines[0]):
            account.block(
                one.kind, one.lines, one.text, label=one.label, calls=one.calls, inner=one.inner, value=one.value, looks=one.looks
            )


def with_stop(block: DocumentBlock) -> tuple[str, tuple[Inner, ...]]:
    """The words of a block with the stop that parts it from the next, and that stop as a part of them."""
    stop = block.stop.strip()
    if not stop:
        return block.text, ()
    return block.text + stop, (("stop", len(block.text), len(block.text) + len(stop), ""),)
