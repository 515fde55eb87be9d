"""Tell the letters and quotations in the text of an entry, and what of a letter is its date, salutation, closing, postscript."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from edition.language.languages import Language
from edition.model.documents import SET_OFF, DocumentBlock, DocumentBlockKind, Surrounding
from edition.readers.announced import announced_end, announces_letter, unmarked_end
from edition.readers.block_parts import with_line
from edition.readers.letter_lines import LetterLines

# A letter within a text has no more blocks than this. By eye, on letters in novels.
_MOST = 120
# What is no line of a log, nor of an inscription, has so many words.
_BODY = 12
# After a dash stands who is quoted.
_DASHED = re.compile(r"\W{0,2}[—–-]")
# Before its salutation stand no more lines, and after its last paragraph no more that close it.
_OPENING, _CLOSING = 4, 6
# A formula and a name that alone say that they close a letter have no more lines. By eye, on two books of letters.
_ADDRESS = 3


def with_letters(
    blocks: Sequence[DocumentBlock], language: Language, *, together: bool = True, letter: bool = False
) -> tuple[DocumentBlock, ...]:
    """The blocks of an entry, its letters within a letter and their parts told, what is read out or quoted within a quotation.

    A letter is set apart, or stands in quotation marks where the text has announced it, or begins with a salutation and ends with a
    signature. An entry that is a letter is not within one. `together`: the lines of a signature are one block. `letter`: the entry
    is known to be a letter, by its heading or by the others.
    """
    lines = LetterLines.of(language)
    found: list[DocumentBlock] = []
    at = 0
    while at < len(blocks):
        end = _set_apart(blocks, at)
        if end > at:
            before = next((block for block in reversed(found[-2:]) if block.text), None)
            found += _told(blocks[at:end], before, lines, together=together)
            at = end
            continue
        end, what = announced_end(blocks, at, language, lines)
        if end == at:
            end, what = unmarked_end(blocks, at, lines) or _signed_end(blocks, at, lines), "letter"
            # A verse may begin with the words of a salutation: what is mostly verses is no letter.
            end = end if _is_prose(blocks[at:end]) else at
        if end == at:
            found.append(blocks[at])
            at += 1
            continue
        whole = not any(block.text for block in (*blocks[:at], *blocks[end:]))
        inner = [block if whole or block.kind == "break" else _within(block, what) for block in blocks[at:end]]
        found += _parts(inner, lines, together=together) if what == "letter" else inner
        at = end
    return tuple(_ended(found, lines, together=together, letter=letter, known=letter))


def _set_apart(blocks: Sequence[DocumentBlock], at: int) -> int:
    """Where the run of blocks ends that the file sets apart as one quotation or letter."""
    end = at
    held = _held(blocks[at])
    while end < len(blocks) and held and "epigraph" not in held and _held(blocks[end]) == held:
        end += 1
    return end


def _held(block: DocumentBlock) -> tuple[Surrounding, ...]:
    return tuple(one for one in block.within if one in SET_OFF)


def _told(
    blocks: Sequence[DocumentBlock], before: DocumentBlock | None, lines: LetterLines, *, together: bool
) -> list[DocumentBlock]:
    """What is set apart, as a letter if it begins or ends as one, or the paragraph before it names one and ends in a colon."""
    told = _parts(blocks, lines, together=together)
    announced = before is not None and before.kind == "p" and announces_letter(before.text, lines)
    # A log has dates, and no paragraph of prose.
    prose = any(len(block.text.split()) >= _BODY for block in told)
    if announced and prose and any(block.kind in ("salute", "signed") and not _DASHED.match(block.text) for block in told):
        return [_as_letter(block) for block in told]
    begins = any(lines.begins_saluting(block.text) for block in blocks[:2] if block.kind == "p")
    # A name alone is that of whoever is quoted.
    closes = any(block.kind == "salute" or (block.kind == "signed" and lines.closes(block.text)) for block in told)
    if not begins and not closes and not any("postscript" in block.within for block in told):
        return list(blocks)
    return [_as_letter(block) for block in told]


def _as_letter(block: DocumentBlock) -> DocumentBlock:
    if "letter" in block.within or "quotation" not in block.within:
        return block
    at = len(block.within) - 1 - block.within[::-1].index("quotation")
    return replace(block, within=(*block.within[:at], "letter", *block.within[at + 1 :]))


def _within(block: DocumentBlock, what: Surrounding) -> DocumentBlock:
    return block if what in block.within else replace(block, within=(what, *block.within))


def _signed_end(blocks: Sequence[DocumentBlock], at: int, lines: LetterLines) -> int:
    """Where the letter ends that begins here with a salutation on a line of its own; `at` where none does."""
    opens = at
    while (
        opens < len(blocks)
        and opens - at < _OPENING
        and blocks[opens].kind in ("p", "l", "dateline")
        and (_is_dated(blocks[opens], lines) or _is_place(blocks, opens, lines))
    ):
        opens += 1
    if opens == len(blocks) or not _salutes(blocks[opens], lines):
        return at
    for end in range(opens + 2, min(len(blocks), opens + _MOST) + 1):
        block = blocks[end - 1]
        if block.kind in ("head", "cell") or (end - 1 > opens and _salutes(block, lines)):
            return at
        if _closes(blocks, opens, end - 1, lines):
            return _closing_end(blocks, end - 1, lines)
    return at


def _is_dated(block: DocumentBlock, lines: LetterLines) -> bool:
    return block.kind == "dateline" or (block.rows <= 2 and bool(block.text) and lines.is_date(block.text))


def _is_place(blocks: Sequence[DocumentBlock], at: int, lines: LetterLines) -> bool:
    """Whether a line is the place over a date: a few names and a comma, the date on the next line of its paragraph."""
    block, after = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
    over = block.kind == "l" and after is not None and after.kind == "l" and not after.gap and _is_dated(after, lines)
    return over and block.text.endswith(",") and lines.is_name(block.text)


def _salutes(block: DocumentBlock, lines: LetterLines) -> bool:
    return block.kind == "salute" or (block.kind in ("p", "l") and bool(block.text) and lines.salutes(block.text))


def _closes(blocks: Sequence[DocumentBlock], opens: int, at: int, lines: LetterLines) -> bool:
    """Whether a line closes a letter: its formula with a name after it, or a name at once after a short formula."""
    block = blocks[at]
    if block.kind == "signed" or (block.kind in ("p", "l") and lines.is_signed(block.text)):
        return True
    if block.kind not in ("p", "l") or at <= opens or not lines.closes(block.text):
        return False
    after = next((one for one in blocks[at + 1 : at + 3] if one.text), None)
    return after is not None and (after.kind in ("l", "signed") or lines.is_name(after.text))


def _closing_end(blocks: Sequence[DocumentBlock], at: int, lines: LetterLines) -> int:
    """Where the lines end with which a letter closes, its postscript with them."""
    end = at + 1
    while end < len(blocks) and end - at < _CLOSING and _is_closing_line(blocks[end], lines):
        end += 1
    while end < len(blocks) and ("postscript" in blocks[end].within or lines.is_postscript(blocks[end].text)):
        end += 1
    return end


def _is_closing_line(block: DocumentBlock, lines: LetterLines) -> bool:
    if block.kind == "signed":
        return True
    short = block.kind in ("p", "l") and bool(block.text) and block.rows <= _CLOSING
    return short and (lines.is_name(block.text) or lines.closes(block.text) or lines.is_signed(block.text))


# --- The parts of a letter --------------------------------------------------------------------------------------------------


def _parts(blocks: Sequence[DocumentBlock], lines: LetterLines, *, together: bool) -> list[DocumentBlock]:
    """The blocks of a letter, those that are none of its paragraphs told."""
    found = [*blocks]
    if _is_prose(blocks):
        address, rest = _addressed(blocks, lines, together=together)
        found = [*address, *_opened(rest, lines)]
    return _ended(found, lines, together=together, letter=True)


def _addressed(
    blocks: Sequence[DocumentBlock], lines: LetterLines, *, together: bool
) -> tuple[list[DocumentBlock], list[DocumentBlock]]:
    """The first lines of a letter that say to whom and where it goes, a paragraph and no verses, and its other blocks."""
    end = 0
    while end < min(len(blocks), _CLOSING) and _is_address(blocks[end], lines, goes_on=end > 0 and blocks[end].goes_on):
        if _is_place(blocks, end, lines):
            break
        end += 1
    alone = 0 if end else _address_paragraphs(blocks, lines)
    found: list[DocumentBlock] = []
    for block in blocks[: end or alone]:
        plain = _plain(block, "p")
        if together and found and (block.goes_on or alone):
            found[-1] = with_line(found[-1], plain)
        else:
            found.append(plain)
    return found, [*blocks[end or alone :]]


def _address_paragraphs(blocks: Sequence[DocumentBlock], lines: LetterLines) -> int:
    """How many paragraphs are lines of an address, each a name or a place; a date or a salutation stands below them."""
    end = 0
    while end < min(len(blocks), _OPENING) and blocks[end].kind == "p" and _is_name_line(blocks[end], lines):
        if blocks[end].text[-1] in ".:" or lines.is_date(blocks[end].text) or lines.salutes(blocks[end].text):
            break
        end += 1
    return end if end < len(blocks) and (_is_dated(blocks[end], lines) or _salutes(blocks[end], lines)) else 0


def _is_address(block: DocumentBlock, lines: LetterLines, *, goes_on: bool) -> bool:
    """Whether a line is a name or a place, or goes on with them: no date and no salutation."""
    if block.kind != "l" or lines.is_date(block.text) or lines.salutes(block.text):
        return False
    return goes_on or lines.is_name(block.text)


def _opened(found: list[DocumentBlock], lines: LetterLines) -> list[DocumentBlock]:
    """A letter with its date and its salutation told."""
    for at, block in enumerate(found[: _OPENING + 1]):
        if block.kind == "salute":
            break
        if _salutes(block, lines):
            found[at] = _plain(block, "salute")
            break
        if block.kind not in ("p", "l", "dateline"):
            break
        if _is_dated(block, lines) or _is_place(found, at, lines):
            found[at] = _plain(block, "dateline")
        elif not (block.kind == "l" or len(block.text.split()) <= _OPENING):
            break
    return found


def _ended(
    blocks: Sequence[DocumentBlock], lines: LetterLines, *, together: bool, letter: bool = False, known: bool = False
) -> list[DocumentBlock]:
    """Blocks whose last lines close a letter, told as such.

    `letter`: they are one, and a name alone may close it. `known`: the others of the work are letters too, so that verses may be
    most of it, and more may stand below its signature.
    """
    found = [*blocks]
    if not known and not _is_prose(found):
        return found
    salutes = letter or (bool(found) and any(_salutes(one, lines) and not SET_OFF & {*one.within} for one in found[: _OPENING - 1]))
    if salutes:
        found = _opened(found, lines)
    end = len(found)
    added = [at for at in range(max(0, end - _CLOSING), end) if found[at].kind == "p" and lines.is_postscript(found[at].text)]
    if added and salutes:
        end = added[0]
    begins = _closing(found, end, lines, alone=salutes)
    if 0 < begins < end - 1 and found[begins - 1].kind == "salute" and lines.closes(found[begins + 1].text):
        # What stands alone between the salutation and the formula is the letter, however it begins: “Your letter has come.”
        begins += 1
    if known and begins == end:
        begins, end = _closing_above(found, end, lines)
    found[end:] = map(_as_postscript, found[end:])
    closing = list(_closing_lines(found[begins:end], lines, together=together))
    if known and begins and "quotation" not in found[begins - 1].within:
        # A closing that stands farther in than the text is no quotation.
        closing = [replace(one, within=tuple(held for held in one.within if held != "quotation")) for one in closing]
    return [*found[:begins], *closing, *found[end:]]


def _as_postscript(block: DocumentBlock) -> DocumentBlock:
    """A block below a signature; verses and quotations stand within the postscript."""
    if "postscript" in block.within:
        return block
    at = block.within.index("letter") + 1 if "letter" in block.within else 0
    return replace(block, within=(*block.within[:at], "postscript", *block.within[at:]))


def _is_prose(blocks: Sequence[DocumentBlock]) -> bool:
    """Whether more words stand in paragraphs than in verses: a poem may end with a name or with “I am”."""
    return sum(len(one.text) for one in blocks if one.kind != "l") > sum(len(one.text) for one in blocks if one.kind == "l")


def _closing(blocks: Sequence[DocumentBlock], end: int, lines: LetterLines, *, alone: bool) -> int:
    """Where the lines begin with which a letter closes that ends at `end`; `end` where there are none."""
    begins = end
    at = end
    while at > 0 and end - at < _CLOSING and _may_close(blocks[at - 1], lines):
        at -= 1
        if lines.closes(blocks[at].text) or lines.is_signed(blocks[at].text):
            begins = at
    named = any(lines.is_name(block.text) or lines.closes_with_name(block.text) for block in blocks[begins:end])
    if begins < end and named and not _holds_verses(blocks[begins:end], lines):
        return begins
    last = end - 1
    if not (alone and last > 0 and _is_name_line(blocks[last], lines) and (blocks[last].kind == "p" or not blocks[last].gap)):
        return end
    # After the comma below a name stands what he is.
    while last > 1 and end - last < _OPENING and blocks[last - 1].text.endswith(",") and _is_name_line(blocks[last - 1], lines):
        last -= 1
    return last


def _holds_verses(blocks: Sequence[DocumentBlock], lines: LetterLines) -> bool:
    """Whether one of the paragraphs of which lines are holds no line that closes a letter, as a stanza below a signature."""
    closing: list[bool] = []
    for block in blocks:
        text = block.text
        closes = lines.closes(text) or lines.is_name(text) or lines.is_signed(text) or lines.is_date(text)
        if closing and block.goes_on:
            closing[-1] = closing[-1] or closes
        else:
            closing.append(closes or block.kind != "l")
    return not all(closing)


def _closing_above(blocks: Sequence[DocumentBlock], end: int, lines: LetterLines) -> tuple[int, int]:
    """Where the lines begin and end with which a letter closes though more stands below them: a formula and a name, no more lines
    than close one. `end` twice where there are none, where another letter goes on below, with a date or a salutation, or where the
    closing is that of a letter that this one quotes: in quotation marks, or with more words below it than above.
    """
    below = sum(len(block.text.split()) for block in blocks[end:])
    above = sum(len(block.text.split()) for block in blocks[:end])
    for last in range(end - 1, 0, -1):
        block = blocks[last]
        if _is_dated(block, lines) or _salutes(block, lines) or below > above:
            break
        count = len(block.text.split())
        above, below = above - count, below + count
        if block.kind not in ("p", "l") or block.rows > _ADDRESS or not lines.is_name(block.text):
            continue
        begins = last
        while last - begins < _ADDRESS - 1 and blocks[begins].goes_on:
            begins -= 1
        if begins == last and blocks[last - 1].kind in ("p", "l"):
            begins -= 1
        if begins < last and lines.closes_within(blocks[begins].text) and not lines.ends_quotation(block.text):
            return begins, last + 1
    return end, end


def _is_name_line(block: DocumentBlock, lines: LetterLines) -> bool:
    return block.kind in ("p", "l") and block.rows == 1 and lines.is_name(block.text)


def _may_close(block: DocumentBlock, lines: LetterLines) -> bool:
    if block.kind not in ("p", "l") or not block.text or block.label:
        return False
    return block.kind == "l" or lines.closes(block.text) or lines.is_name(block.text) or lines.is_signed(block.text)


def _closing_lines(blocks: Sequence[DocumentBlock], lines: LetterLines, *, together: bool) -> Iterator[DocumentBlock]:
    """The formula before a signature as one block, the signature as one; what is both is the signature."""
    if not blocks:
        return
    names = len(blocks)
    while names > 0 and _is_of_signature(blocks[names - 1].text, lines):
        names -= 1
    if names and names == len(blocks):
        # The name stands in the line of the formula.
        names -= 1
    groups: tuple[tuple[Sequence[DocumentBlock], DocumentBlockKind], ...] = ((blocks[:names], "salute"), (blocks[names:], "signed"))
    for group, kind in groups:
        merged: list[DocumentBlock] = []
        for block in group:
            dated = kind == "signed" and lines.is_date(block.text)
            plain = _plain(block, "dateline" if dated else kind)
            goes_on = block.goes_on or (kind == "signed" and bool(merged) and merged[-1].text.endswith(","))
            if together and merged and merged[-1].kind == plain.kind and goes_on:
                merged[-1] = with_line(merged[-1], plain)
            else:
                merged.append(plain)
        yield from merged


def _is_of_signature(text: str, lines: LetterLines) -> bool:
    return lines.is_signed(text) or (not lines.closes(text) and lines.is_name(text))


def _plain(block: DocumentBlock, kind: DocumentBlockKind) -> DocumentBlock:
    """A line of a letter: no verse, and no paragraph."""
    within = tuple(one for one in block.within if one != "stanza")
    return replace(block, kind=kind, within=within)
