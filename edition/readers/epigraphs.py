"""Tell the epigraph of an entry: what stands set apart between its heading and its first paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from edition.model.documents import SET_OFF, DocumentBlock, DocumentEntry, Surrounding
from edition.readers.block_parts import together

# An epigraph is no longer than this, in words, and has no more blocks. By eye, on novels whose chapters have stanzas above them.
_LONGEST, _MOST = 250, 40
# Who said it: after a dash, in brackets, in capitals, in italics; no longer than this, in words. By eye, on the same.
_SOURCE_WORDS = 20
# A name below verses, without a mark, is no longer.
_NAME_WORDS = 7
# Words in small letters of another language, so many, are no line of a title page. By eye, on mottoes of translations.
_SMALL, _TITLE_WORDS = 3, 60
_SMALL_WORD = re.compile(r"(?<![^\W_])[^\W\d_A-ZÀ-Þ]{2,}(?![^\W_])")
_DASHED = re.compile(r"\W{0,3}(?:--|[—–―])[\s\"“_(\[]*[^\W_]")
_RUN_IN = re.compile(r"[.,;:!?'\"”’*_\])]\s*(?:--|[—–―])\s*\W*[A-ZÀ-Þ][^.!?]{2,80}\W*$")


def with_epigraph(blocks: Sequence[DocumentBlock]) -> tuple[DocumentBlock, ...]:
    """The blocks of an entry, its epigraph as one: set apart as verse, quotation or with its source, where the rest is not."""
    begins = 0
    while begins < len(blocks) and (blocks[begins].kind in ("argument", "break", "figure", "caption") or not blocks[begins].text):
        begins += 1
    end = _end(blocks, begins)
    if end is None:
        return tuple(blocks)
    told = (_told(block) if begins <= at < end else block for at, block in enumerate(blocks))
    return tuple(told)


def _end(blocks: Sequence[DocumentBlock], begins: int) -> int | None:
    """Where the epigraph ends that begins at a place; None where none begins."""
    end, words = begins, 0
    while end < len(blocks) and _is_apart(blocks, end) and words <= _LONGEST and end - begins <= _MOST:
        words += len(blocks[end].text.split())
        end += 1
    if end < len(blocks) and end > begins and is_source(blocks[end]) and blocks[end].kind == "p":
        end += 1
    rest = [block for block in blocks[end:] if block.text]
    if end == begins or not rest or words > _LONGEST or end - begins > _MOST:
        return None
    said = "epigraph" in blocks[begins].within
    # A letter, or the verses of a poem, begins so too; of an epigraph the text itself differs.
    alike = _is_apart(blocks, blocks.index(rest[0], end)) or rest[0].kind == "l" or _are_verses(rest)
    if said or _names_source(blocks[begins:end]):
        return end
    if sum(len(block.text.split()) for block in rest) < words:
        # What stands below a poem, as when it was written, is less than what an epigraph is set over.
        return None
    return end if not alike and not _addresses(blocks[begins]) else None


def _are_verses(blocks: Sequence[DocumentBlock]) -> bool:
    """Whether most of a text is verses: a line of a poem may stand alone, as a paragraph does."""
    verse = sum(len(block.text) for block in blocks if block.kind == "l")
    return 2 * verse > sum(len(block.text) for block in blocks)


def _is_apart(blocks: Sequence[DocumentBlock], at: int) -> bool:
    block = blocks[at]
    if block.kind not in ("p", "l"):
        return False
    return block.kind == "l" or bool(SET_OFF & {*block.within}) or (block.centred and _is_italic(block))


def _is_italic(block: DocumentBlock) -> bool:
    return any(one.look == "italic" and one.end - one.start >= len(block.text) - 2 for one in block.inline)


def is_source(block: DocumentBlock) -> bool:
    """Whether a block says who said what stands above it."""
    if "source" in block.role.split():
        return True
    text = block.text
    if len(text.split()) > _SOURCE_WORDS or not text:
        return False
    letters = [letter for letter in text if letter.isalpha()]
    loud = len(letters) > 2 and sum(map(str.isupper, letters)) >= 0.8 * len(letters)
    small = any(one.look in ("small-caps", "italic") and one.end - one.start >= 0.8 * len(text.strip(" .")) for one in block.inline)
    return bool(_DASHED.match(text)) or loud or small or (text[0] in "([" and text.rstrip(".")[-1] in ")]")


def _names_source(blocks: Sequence[DocumentBlock]) -> bool:
    return is_source(blocks[-1]) or bool(_RUN_IN.search(blocks[-1].text[-120:]))


def _addresses(block: DocumentBlock) -> bool:
    """Whether a set-apart block is of a letter, which the file says."""
    return "letter" in block.within or block.kind in ("salute", "dateline")


def _told(block: DocumentBlock) -> DocumentBlock:
    within: list[Surrounding] = [one for one in block.within if one not in SET_OFF]
    told: tuple[Surrounding, ...] = ("epigraph", *within)
    return replace(block, within=told)


def with_sources(blocks: Sequence[DocumentBlock]) -> tuple[DocumentBlock, ...]:
    """Blocks in which the last line of a quotation or an epigraph, if it names who said it, is the signature."""
    found = [*blocks]
    for at, block in enumerate(blocks):
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        held = SET_OFF & {*block.within} - {"letter"}
        if not held or block.kind not in ("p", "l") or (after is not None and held & {*after.within}):
            continue
        before = blocks[at - 1] if at else None
        below = before is not None and bool(held & {*before.within})
        alone = block.kind == "l" and bool(block.gap) and below and _is_named(block.text)
        if "source" in block.role.split() or (
            below and (_DASHED.match(block.text) or ("epigraph" in held and is_source(block)) or alone)
        ):
            within = tuple(one for one in block.within if one != "stanza")
            found[at] = replace(block, kind="signed", within=within)
    return tuple(found)


def _is_named(text: str) -> bool:
    """Whether a line below verses is a name, with a year or a title of a work."""
    words = re.findall(r"[^\W_]+", text)
    capital = sum(word[0].isupper() or word[0].isdigit() for word in words)
    return 0 < len(words) <= _NAME_WORDS and capital >= 0.75 * len(words) and text[-1] not in "?!,;:"


class TitleEpigraphs:
    """Tells the epigraph on the title page of a work: lines whose words in small letters stand nowhere in the entries.

    Such words are of another language than the work, as a motto often is, and no words that title pages have.
    """

    def __init__(self, entries: Iterable[DocumentEntry]) -> None:
        self._entries = tuple(entries)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(word for entry in self._entries for block in entry.blocks for word in _SMALL_WORD.findall(block.text))

    def of(self, blocks: Sequence[DocumentBlock]) -> tuple[DocumentBlock, ...]:
        """The blocks of a title page."""
        found: list[DocumentBlock] = []
        for lines in together(blocks):
            found += map(_told, lines) if self._is_foreign(lines) else lines
        return tuple(found)

    def _is_foreign(self, blocks: Sequence[DocumentBlock]) -> bool:
        if any(block.kind not in ("p", "l") or not block.text or block.label for block in blocks):
            return False
        text = " ".join(block.text for block in blocks)
        if len(text.split()) > _TITLE_WORDS or any(map(str.isdigit, text)):
            return False
        small = _SMALL_WORD.findall(text)
        return len(small) >= _SMALL and self._known.isdisjoint(small)
