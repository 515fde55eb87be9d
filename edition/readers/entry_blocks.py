"""Turn the blocks of an entry of an outline into those of its text: what each is, what it stands in, who speaks it, what begins it.

An outline says of each block what it stands in, not where one list, stanza or speech ends and the next begins. That is told here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from edition.model import BlockKind, Surrounding
from edition.model.documents import DocumentBlock
from edition.readers.block_parts import goes_on_in_stanza

# What of a file's surroundings holds blocks of the text of an entry.
_OF_TEXT: frozenset[Surrounding] = frozenset(
    ("quotation", "epigraph", "letter", "postscript", "list", "table", "row", "stanza", "speech")
)
# The kinds of blocks that an entry has as they are; all others are paragraphs.
_KINDS: dict[str, BlockKind] = {
    "p": "p", "l": "l", "item": "item", "stage": "stage", "cell": "cell", "pre": "pre", "argument": "argument",
    "caption": "caption", "dateline": "dateline", "salute": "salute", "signed": "signed",
}  # fmt: skip

# What stands in a speech and does not end it, though nobody speaks it.
_OF_NOBODY = frozenset(("call", "figure"))


@dataclass(frozen=True, slots=True)
class EntryBlock:
    """A block of an entry and what it is there: a paragraph, who speaks, a break, a picture, or the call of a note without words.

    `kind`, `within`, `shared`, `speaker`, `section`: those of a Paragraph.
    """

    what: Literal["paragraph", "speaker", "break", "figure", "call"]
    block: DocumentBlock
    kind: BlockKind = "p"
    within: tuple[Surrounding, ...] = ()
    shared: int = 0
    speaker: str = ""
    section: bool = False


def entry_blocks(blocks: Iterable[DocumentBlock]) -> Iterator[EntryBlock]:
    """Turn the blocks of an entry, without those that are none of its text, into what they are in it, in order."""
    found = [*_spoken([*_named(blocks)])]
    before: EntryBlock | None = None
    holds: tuple[Surrounding, ...] | None = None
    named = section = closed = False
    for one, after in _with_next(found):
        if one.what != "paragraph":
            named = named or one.what == "speaker"
            if one.what == "break":
                section = True
                holds = _in_common(one.block.within, holds if holds is not None else before.within if before else ())
            yield one
            continue
        one = _placed(one, before, after)
        greets = one.kind == "salute" or (one.kind == "dateline" and after is not None and after.block.kind == "salute")
        shared = _shared(one, before, named=named, signed=closed and greets)
        if holds is not None:
            shared = min(shared, len(_in_common(holds, one.within)))
        if "letter" in one.within[shared:]:
            closed = False
        closed = closed or one.kind == "signed" or "postscript" in one.within
        before = replace(one, shared=shared, section=section)
        yield before
        named, section, holds = False, False, None


def _with_next(found: Sequence[EntryBlock]) -> list[tuple[EntryBlock, EntryBlock | None]]:
    """Each block with the next that is no picture."""
    pairs: list[tuple[EntryBlock, EntryBlock | None]] = []
    after: EntryBlock | None = None
    for one in reversed(found):
        pairs.append((one, after))
        after = after if one.what == "figure" else one
    return pairs[::-1]


def _named(blocks: Iterable[DocumentBlock]) -> Iterator[EntryBlock]:
    """The blocks, each name with a speech after it as who speaks; a name alone is a paragraph."""
    name: DocumentBlock | None = None
    for block in blocks:
        if block.kind == "break":
            yield EntryBlock("break", block)
            continue
        if block.kind == "figure":
            yield EntryBlock("figure", block)
            continue
        if not block.text and not block.label:
            yield EntryBlock("call", block)
            continue
        spoken = "speech" in block.within and block.kind != "speaker"
        if name is not None:
            yield EntryBlock("speaker", name) if spoken and block.speaker else EntryBlock("paragraph", _whole(name))
            name = None
        if block.kind == "speaker":
            name = block
        else:
            yield EntryBlock("paragraph", block, speaker=block.speaker if spoken else "")
    if name is not None:
        yield EntryBlock("paragraph", _whole(name))


def _whole(name: DocumentBlock) -> DocumentBlock:
    """A name that nobody's speech follows, with the stop after it, as a paragraph."""
    within = tuple(one for one in name.within if one != "speech")
    return replace(name, kind="p", text=(name.text + name.stop).rstrip(), stop="", within=within, speaker="")


def _spoken(blocks: Sequence[EntryBlock]) -> Iterator[EntryBlock]:
    """The blocks, where what stands within somebody's speech is of it: he speaks on after it, and is not named again."""
    speaker = ""
    waiting: list[EntryBlock] = []
    for one in blocks:
        if one.what == "paragraph" and "speech" not in one.block.within and speaker:
            waiting.append(one)
            continue
        if one.what == "paragraph":
            goes_on = bool(speaker) and one.speaker == speaker
            yield from (_in_speech(held, speaker) if goes_on and held.what == "paragraph" else held for held in waiting)
            waiting, speaker = [], one.speaker
        elif one.what in _OF_NOBODY and waiting:
            waiting.append(one)
            continue
        else:
            yield from waiting
            waiting, speaker = [], speaker if one.what in _OF_NOBODY else ""
        yield one
    yield from waiting


def _in_speech(one: EntryBlock, speaker: str) -> EntryBlock:
    return replace(one, block=replace(one.block, within=("speech", *one.block.within)), speaker=speaker)


def _placed(one: EntryBlock, before: EntryBlock | None, after: EntryBlock | None) -> EntryBlock:
    """A block with its kind, and with what it stands in as far as a block of that kind can."""
    block = one.block
    kind = _KINDS.get(block.kind, "p")
    within: tuple[Surrounding, ...] = tuple(what for what in block.within if what in _OF_TEXT and what != "stanza")
    if "speech" in within:
        # Nobody speaks within what somebody says.
        first = within.index("speech") + 1
        within = (*within[:first], *(what for what in within[first:] if what != "speech"))
    if "row" in within and "table" not in within:
        within = tuple(what for what in within if what != "row")
    over = before is None or "table" not in before.within or (after is not None and after.block.row == 1)
    if kind == "caption" and not (within[-1:] == ("table",) and over):
        # Only a caption over its table has a place in it.
        kind, within = "p", tuple(what for what in within if what not in ("table", "row"))
    elif kind == "stage":
        within = tuple(what for what in within if what not in ("table", "row"))
    elif kind == "cell" and within[-1:] == ("table",):
        within = (*within, "row")
    if block.label and kind == "p":
        kind = "item"
    elif kind == "item" and not block.label and before is not None and before.within == within and before.block.label:
        # The items of a list that marks them begin with a mark: this goes on with one.
        kind = "p"
    if kind == "cell" and within[-1:] != ("row",):
        kind = "p"
    elif within[-1:] == ("row",) and kind != "l":
        kind = "cell"
    elif kind == "item" and "list" not in within:
        within = (*within, "list")
    elif kind == "l":
        within = (*within, "stanza")
    return replace(one, kind=kind, within=within)


def _shared(one: EntryBlock, before: EntryBlock | None, *, named: bool, signed: bool) -> int:
    """How many of the surroundings of a block hold the block before it too.

    `named`: who speaks is named before it. `signed`: it greets somebody after a letter that was signed.
    """
    if before is None:
        return 0
    block, last = one.block, before.block
    shared = len(_in_common(before.within, one.within))
    new: dict[Surrounding, bool] = {
        "speech": named or one.speaker != before.speaker,
        "letter": signed,
        "table": one.kind == "caption" or 0 < block.row < last.row or (block.row == last.row and 0 < block.column < last.column),
        "row": block.row != last.row,
        "stanza": not goes_on_in_stanza(last, block),
    }
    return next((at for at, what in enumerate(one.within[:shared]) if new.get(what)), shared)


def _in_common(some: Sequence[Surrounding], others: Sequence[Surrounding]) -> tuple[Surrounding, ...]:
    """The surroundings, outermost first, that two places have alike."""
    count = next((at for at, (a, b) in enumerate(zip(some, others, strict=False)) if a != b), min(len(some), len(others)))
    return tuple(some[:count])
