"""Turn the persons of a play, below the heading of its cast, into a list with an item for each block."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from edition.language.languages import Language
from edition.model.documents import DocumentBlock, Surrounding
from edition.readers.block_parts import lines_joined
from edition.readers.outside import is_cast
from edition.readers.plays import is_bracketed
from edition.readers.speaker_openings import key_of_name

# The numbers here are by eye, on plays of public libraries.
# What is said of a person has no more words; a block of several lines may hold the whole cast.
_WORDS, _WHOLE = 30, 300
# The heading of a cast is among the first blocks of an entry, and no cast has more persons; so many empty lines end it.
_NEAR, _MOST, _APART = 8, 120, 3
# After the persons stands where and when the play is set: a sentence of at least so many words.
_SETTING = 8
# A table of two columns, as of persons and actors, stays one.
_TABLE = ("table", "row")
# The later lines of one person stand so many spaces farther in than the first; by eye, on casts of public libraries.
_HANGING = 2
# A name has no more letters; what stands after one that speaks.
_NAME, _STOPS = 60, tuple(".:([—–-")
_WORDS_OF_NAME = re.compile(r"\w+")
_SENTENCE = re.compile(r"[^\W\d_]+\s+[^\W\d_]*[^\W\d_A-ZÀ-Þ]{2}[^\W\d_]*\s")


def cast_before(
    blocks: Sequence[DocumentBlock], heading: Sequence[DocumentBlock], names: Collection[str], language: Language
) -> tuple[DocumentBlock, ...]:
    """What stands first in an entry of a play down to the end of its cast, with its items; nothing where it begins with no cast.

    The heading of the cast is the last line of that of the entry, or stands near the beginning. `names`: those that speak, as
    `key_of_name` makes them.
    """
    headed = bool(heading) and is_cast(heading[-1].text, language)
    if not headed and not any(block.text and is_cast(block.text, language) for block in blocks[:_NEAR]):
        return ()
    told = with_cast(blocks[: _NEAR + _MOST], names, language, headed=headed)
    end = next((at for at in range(len(told), 0, -1) if told[at - 1].kind == "item" and told[at - 1] is not blocks[at - 1]), 0)
    return told[:end]


def with_cast(
    blocks: Sequence[DocumentBlock], names: Collection[str], language: Language, *, headed: bool = False
) -> tuple[DocumentBlock, ...]:
    """Blocks of which those below the heading of a cast are the items of a list, up to a heading, a break or where it is set.

    Who is listed and opens a line again speaks. `names`: those that speak. `headed`: the heading stands before the first block.
    """
    listed: set[str] = set()
    found: list[DocumentBlock] = []
    begun = headed
    items = 0
    for at, block in enumerate(blocks):
        if block.kind != "cell" and block.text and is_cast(block.text, language):
            begun, items = True, 0
        elif begun and block.text:
            name, speaks = _name(block.text, names)
            apart = (items > 0 and block.gap >= _APART) or (speaks and name in listed)
            listed.add(name)
            begun = not apart and not is_of_play(block.text, language) and _is_person(blocks, at, first=not items)
            if begun:
                items += 1
                block = _item(block)
        elif items:
            begun = False
        found.append(block)
    return tuple(found)


def with_whole_items(blocks: Iterable[DocumentBlock]) -> tuple[DocumentBlock, ...]:
    """Blocks in which a person of a cast who fills several lines of one paragraph, the later ones farther in, is one item."""
    items: list[list[DocumentBlock]] = []
    for block in blocks:
        first = items[-1][0] if items else block
        hangs = not block.gap and block.indent >= first.indent + _HANGING and not block.label and not block.starts
        if items and hangs and block.kind == first.kind == "item" and block.text and block.lines != first.lines:
            items[-1].append(block)
        else:
            items.append([block])
    return tuple(map(lines_joined, items))


def _name(text: str, names: Collection[str]) -> tuple[str, bool]:
    """The longest of the names that speak with which a line begins, "" for none, and whether it may open a speech there."""
    found = [*_WORDS_OF_NAME.finditer(text[:_NAME])]
    for last in reversed(found):
        name = key_of_name(text[: last.end()])
        if name in names:
            return name, not text[last.end() :] or text[last.end() :].lstrip()[:1] in _STOPS
    return "", False


def is_of_play(text: str, language: Language) -> bool:
    """Whether a line is about acts, scenes, time or place: “The scenes of the play”, “Act I. A ferry”, “Time: now”."""
    words = [word.rstrip("s") for word in re.findall(r"[^\W\d_]+", text.lower())[:2]]
    set_there = re.match(rf"(?:{language.drama.settings})\s*[.,:—–-]", text, re.IGNORECASE)
    return bool(set_there) or any(language.headings.kind_of(word) in ("act", "scene") for word in words)


def _is_person(blocks: Sequence[DocumentBlock], at: int, *, first: bool) -> bool:
    """Whether a block below the heading of a cast names one of its persons, or, the first, all of them."""
    block = blocks[at]
    if block.kind not in ("p", "l", "cell", "item") or is_bracketed(block.text):
        return False
    if block.kind == "cell" and not _alone_in_row(blocks, at):
        return False
    words = len(block.text.split())
    several = block.rows > 2 or len(block.starts) > 1
    if words > (_WHOLE if first and several else _WORDS):
        return False
    return words < _SETTING or several or not (block.text.endswith(".") and _SENTENCE.match(block.text))


def _alone_in_row(blocks: Sequence[DocumentBlock], at: int) -> bool:
    beside = (*blocks[max(0, at - 1) : at], *blocks[at + 1 : at + 2])
    return not any(one.kind == "cell" and one.row == blocks[at].row for one in beside)


def _item(block: DocumentBlock) -> DocumentBlock:
    if block.kind == "item":
        return block
    within: list[Surrounding] = [one for one in block.within if one not in ("stanza", "quotation", "list", *_TABLE)]
    return replace(block, kind="item", within=(*within, "list"), row=0)
