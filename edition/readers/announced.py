"""Tell what stands in quotation marks and was announced: a letter that somebody gets, a note that is found, what is read out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from edition.language.languages import Language
from edition.model.documents import SET_OFF, DocumentBlock, Surrounding
from edition.readers.letter_lines import LetterLines

_OPENING = '"“„«‘'
_CLOSERS = {'"': '"', "“": "”", "„": "“”", "«": "»", "‘": "’"}
# What stands after the mark that closes a quotation, at the end of its paragraph.
_AFTER = re.compile(r"[\s.,;:!?)\]—–-]*")
# The last words of a paragraph announce what follows: so many. By eye, on letters in novels in English, German and French.
_TAIL = 45
# What is said aloud is short: without a colon before it, no letter or reading has fewer words. By eye, on the same.
_SHORT = 12
_MOST = 200
# Who says something is named among so many of the last words before it.
_SAID = 6
# Letters of the end of a paragraph in which a colon or a dash is sought.
_ENDING = 40
_SENTENCE = re.compile(r"(?<=[^\W\d_]{3}[.!?])\W{0,3}\s+")
_COLON = re.compile(r"(?::\W*|[,.;]?(?:--+|[—–])\W*)$")


def announced_end(blocks: Sequence[DocumentBlock], at: int, language: Language, lines: LetterLines) -> tuple[int, Surrounding]:
    """Where what begins here in quotation marks ends, and what it is; `at` where nothing does that the text has announced."""
    block = blocks[at]
    if not _opens(block):
        return at, "quotation"
    before = next((one for one in reversed(blocks[max(0, at - 3) : at]) if one.text), None)
    if (
        before is None
        or before.kind not in ("p", "l")
        or (_opens(before) and _closed(before.text) is not None)
        or SET_OFF & {*before.within}
    ):
        return at, "quotation"
    begins = at
    while begins < len(blocks) - 1 and begins - at < 3 and _is_opening_line(blocks[begins], lines):
        begins += 1
    end = _end(blocks, at, begins, lines)
    saluted = begins > at or lines.begins_saluting(block.text)
    if end == at and not (saluted and lines.begins_saluting(block.text) and not _answers(block.text)):
        return at, "quotation"
    end = max(end, at + 1)
    return (end, what) if (what := _what(blocks, at, end, before, lines, saluted=saluted)) else (at, "quotation")


def _what(
    blocks: Sequence[DocumentBlock], at: int, end: int, before: DocumentBlock, lines: LetterLines, *, saluted: bool
) -> Surrounding | None:
    """What stands between two places, told by the paragraph before it; None for what somebody says."""
    tail = " ".join(before.text.split()[-_TAIL:])
    last = _SENTENCE.split(tail)[-1]
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
    if said or not (letter or writing) or not (colon or words >= _SHORT):
        return None
    return "letter" if letter else "quotation"


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
    return False


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
