"""Tell what stands in quotation marks and was announced: a letter that somebody gets, a note that is found, what is read out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from edition.language.languages import Language
from edition.model.documents import SET_OFF, DocumentBlock, Surrounding
from edition.readers.letter_lines import LetterLines

_OPENING = '"“„«»‘'
_CLOSED = '"”“»«’'
_CLOSERS = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "‘": "’"}
# What stands after the mark that closes a quotation, at the end of its paragraph.
_AFTER = re.compile(r"[\s.,;:!?)\]—–-]*")
# The last words of a paragraph announce what follows: so many. By eye, on letters in novels in English, German and French.
_TAIL = 45
# A paragraph of a letter has at least so many words, its other lines fewer; so has the whole of a letter that the last sentence
# before it names. By eye, on the same.
_SHORT = 12
_MOST = 200
# What is said aloud is short. So where no colon announces it, what is read, or a letter that the last sentence does not name, has
# at least so many words. By eye, on the same.
_LONG = 25
# A signature has no more lines. By eye, on the same.
_LINES = 8
# A letter that no mark sets off has no more blocks than this. By eye, on the same.
_UNMARKED = 30
_SAYING = _OPENING + "—–-"
# Who says something is named among so many of the last words before it.
_SAID = 6
# Letters of the end of a paragraph in which a colon or a dash is sought.
_ENDING = 40
_SENTENCE = re.compile(r"(?<=[^\W\d_]{3}[.!?])\W{0,3}\s+")
_COLON = re.compile(r"(?::\W*|[,.;]?(?:--+|[—–])\W*)$")


def announced_end(blocks: Sequence[DocumentBlock], at: int, language: Language, lines: LetterLines) -> tuple[int, Surrounding]:
    """Where what begins here in quotation marks ends, and what it is; `at` where nothing does that the text has announced."""
    block = blocks[at]
    # Where quotations do not open with this mark, a paragraph that goes on with one does.
    if not _opens(block) or (block.text[0] == "»" and "»«" not in language.quotation_marks):
        return at, "quotation"
    before = next((one for one in reversed(blocks[max(0, at - 3) : at]) if one.text), None)
    if (
        before is None
        or before.kind not in ("p", "l")
        or (_opens(before) and _closed(before.text) is not None)
        or SET_OFF & {*before.within}
    ):
        return at, "quotation"
    if end := _end_below_break(blocks, at, before, lines):
        return end, "letter"
    end, what = _marked_end(blocks, at, before, lines)
    if end > at:
        return end, what
    if end := _goes_on_reading(blocks, at, before, lines):
        return end, "letter" if lines.letter.search(_last_sentence(before.text)) else "quotation"
    return at, "quotation"


def _marked_end(blocks: Sequence[DocumentBlock], at: int, before: DocumentBlock, lines: LetterLines) -> tuple[int, Surrounding]:
    """Where what the paragraph before announces ends, and what it is; `at` where it announces nothing."""
    block, begins = blocks[at], at
    while begins < len(blocks) - 1 and begins - at < 3 and _is_opening_line(blocks[begins], lines):
        begins += 1
    end = _end(blocks, at, begins, lines)
    saluted = begins > at or lines.begins_saluting(block.text)
    if end == at and not (saluted and lines.begins_saluting(block.text) and not _answers(block.text)):
        return at, "quotation"
    end = max(end, at + 1)
    if saluted:
        end = signature_end(blocks, end, lines)
    what = _what(blocks, at, end, before, lines, saluted=saluted)
    return (end, what) if what else (at, "quotation")


def _what(
    blocks: Sequence[DocumentBlock], at: int, end: int, before: DocumentBlock, lines: LetterLines, *, saluted: bool
) -> Surrounding | None:
    """What stands between two places, told by the paragraph before it; None for what somebody says."""
    tail = " ".join(before.text.split()[-_TAIL:])
    last = _last_sentence(before.text)
    letter, writing = bool(lines.letter.search(tail)), bool(lines.writing.search(last))
    colon = bool(_COLON.search(before.text[-_ENDING:]))
    said = bool(lines.speech.search(" ".join(last.split()[-_SAID:])))
    words = sum(len(block.text.split()) for block in blocks[at:end])
    after = next((one for one in blocks[end : end + 3] if one.text), None)
    # Where somebody else's words stand before or after, it is what somebody says, unless the last words tell that it is not.
    alone = (after is None or not _opens(after)) and not _opens(before)
    closed = any(block.kind == "signed" or lines.is_signed(block.text) for block in blocks[at:end])
    if saluted and (letter or writing or closed or end > at + 2):
        return "letter"
    if not alone:
        letter = letter and colon and bool(lines.letter.search(last))
        writing = writing and colon
    # What follows the words of somebody is an answer.
    spoken = before.text.rstrip()[-1] in _CLOSED
    if said or spoken or not (letter or writing) or not (colon or words >= (_SHORT if lines.letter.search(last) else _LONG)):
        return None
    return "letter" if letter else "quotation"


def _last_sentence(text: str) -> str:
    return _SENTENCE.split(" ".join(text.split()[-_TAIL:]))[-1]


def announces_letter(text: str, lines: LetterLines) -> bool:
    """Whether a paragraph ends in a colon and names a letter, or writing one, in its last sentence."""
    return text.endswith(":") and bool(lines.letter.search(_last_sentence(text)))


def unmarked_end(blocks: Sequence[DocumentBlock], at: int, lines: LetterLines) -> int:
    """Where a letter ends that nothing marks but the paragraph before it, which announces it, and its signature; 0 for none.

    Where somebody speaks before a signature comes, it is none.
    """
    before = next((one for one in reversed(blocks[max(0, at - 2) : at]) if one.text), None)
    if before is None or before.kind != "p" or SET_OFF & {*before.within} or not announces_letter(before.text, lines):
        return 0
    body = False
    for end in range(at, min(len(blocks), at + _UNMARKED)):
        block = blocks[end]
        if block.kind not in ("p", "l", "dateline", "salute", "signed") or SET_OFF & {*block.within}:
            return 0
        if block.text[:1] in _SAYING and block.text:
            return 0
        if body and _is_line(block):
            if lines.closes_with_name(block.text) or _is_signature(block, lines):
                return _names_end(blocks, end + 1, lines)
            if (closed := signature_end(blocks, end, lines)) > end + 1:
                return closed
        body = body or len(block.text.split()) >= _SHORT
    return 0


def _is_signature(block: DocumentBlock, lines: LetterLines) -> bool:
    """Whether a line can only be a name: of two words, or in capitals."""
    return block.kind == "signed" or (lines.is_name(block.text) and (len(block.text.split()) > 1 or block.text.isupper()))


def _goes_on_reading(blocks: Sequence[DocumentBlock], at: int, before: DocumentBlock, lines: LetterLines) -> int:
    """Where what somebody “began to read” ends, or wrote: whole paragraphs in quotation marks, each as long as none is said aloud.

    0 where the paragraph before does not end so.
    """
    ending = max(0, len(before.text) - 2 * _ENDING)
    if not any(found.end() == len(before.text) for found in lines.begins.finditer(before.text, ending)):
        return 0
    end = at
    while end < len(blocks) and end - at < _MOST and _opens(blocks[end]):
        closed = _closed(blocks[end].text)
        if closed is None or (closed and len(blocks[end].text.split()) < _LONG):
            break
        end += 1
    return end if end > at else 0


def _end_below_break(blocks: Sequence[DocumentBlock], at: int, before: DocumentBlock, lines: LetterLines) -> int:
    """Where a letter ends that a break parts from the paragraph which names it; 0 for none.

    Its paragraphs begin with a mark each, and the first does not close its own: so no speech begins.
    """
    if not at or blocks[at - 1].kind != "break" or _closed(blocks[at].text) is not False:
        return 0
    if not lines.letter.search(_last_sentence(before.text)):
        return 0
    end = at
    while end < len(blocks) and end - at < _MOST and _opens(blocks[end]):
        end += 1
    return end if end > at + 1 else 0


def signature_end(blocks: Sequence[DocumentBlock], at: int, lines: LetterLines) -> int:
    """Where the lines of a signature and a postscript end that begin at a place, each a block; `at` where none do."""
    if at >= len(blocks) or not (lines.is_signed(blocks[at].text) or lines.closes(blocks[at].text)) or not _is_line(blocks[at]):
        return at
    return _names_end(blocks, at + 1, lines)


def _names_end(blocks: Sequence[DocumentBlock], at: int, lines: LetterLines) -> int:
    end = at
    while end < len(blocks) and end - at < _LINES and _is_line(blocks[end]) and lines.is_name(blocks[end].text):
        if _opens(blocks[end]):
            break
        end += 1
    while end < len(blocks) and blocks[end].kind in ("p", "l") and lines.is_postscript(blocks[end].text):
        end += 1
    return end


def _is_line(block: DocumentBlock) -> bool:
    return block.kind in ("l", "signed") or (block.kind == "p" and block.rows <= 2)


def _opens(block: DocumentBlock) -> bool:
    return block.kind in ("p", "dateline", "salute") and block.text[:1] in _OPENING and bool(block.text)


def _is_opening_line(block: DocumentBlock, lines: LetterLines) -> bool:
    return lines.salutes(block.text) or (block.rows <= 2 and lines.is_date(block.text)) or block.kind in ("dateline", "salute")


def _closed(text: str) -> bool | None:
    """Whether a quotation that a paragraph begins with closes at its end; None where words stand after it."""
    closers = _CLOSERS[text[0]]
    inner = 0
    for at in range(1, len(text)):
        letter = text[at]
        if letter == text[0] and letter not in closers:
            inner += 1
        elif letter in closers and not (letter == "’" and text[at + 1 : at + 2].isalpha()):
            if inner:
                inner -= 1
                continue
            return True if _AFTER.fullmatch(text, at + 1) else None
    # In French each paragraph of a quotation may begin with the mark that closes it.
    return len(text) > 1 and text[0] == "»" and text.rstrip(" .,;")[-1] == "»"


def _answers(text: str) -> bool:
    """Whether the words after the first quotation of a paragraph are of one who tells."""
    return _closed(text) is None and bool(re.search(r"[,?!.][\"”»]\s+[a-zß-ÿ]", text))


def _end(blocks: Sequence[DocumentBlock], at: int, begins: int, lines: LetterLines) -> int:
    """Where the quotation ends that begins at a place: its paragraphs begin with a mark each, its last closes; `at` for none."""
    end = at
    while end < len(blocks) and end - at < _MOST:
        block = blocks[end]
        if block.text[:1] and block.text[0] in _OPENING and block.kind not in ("head", "cell", "caption"):
            closed = _closed(block.text)
            if closed is None:
                return at if end == at else end
            end += 1
            if closed and end > begins:
                break
        elif end > at and block.kind in ("p", "l", "signed", "salute") and _goes_on(block, lines):
            end += 1
        else:
            break
    while end > at and end < len(blocks) and blocks[end].kind in ("p", "l") and lines.is_postscript(blocks[end].text):
        end += 1
    return end


def _goes_on(block: DocumentBlock, lines: LetterLines) -> bool:
    """Whether a line without a mark of its own is of the letter around it."""
    if not block.text:
        return False
    return block.kind != "p" or (block.rows <= 6 and (lines.is_any(block.text) or lines.is_name(block.text)))
