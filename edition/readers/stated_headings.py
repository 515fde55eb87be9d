"""Turn a form of headings that an editor states (“Canto”, “No. {n}”) into the headings of a document that have it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from edition.language.languages import Language
from edition.language.numerals import from_roman
from edition.model.documents import DocumentBlock
from edition.readers.contents_lists import contents_lines
from edition.readers.head_candidates import may_divide
from edition.readers.head_series import HeadCandidate, HeadSeries
from edition.readers.numbered_heads import NumberedHead, misprinted, read_numbered_head, spelled_number

_FIELD = re.compile(r"\{([^{}]*)\}")
# A heading is no longer than this, in characters, nor fills more lines: the bounds of head_candidates.
_LONGEST, _ROWS = 400, 4
# A count may leave out so many numbers: as in head_candidates.
_GAP = 3
# Marks that are printed in several ways, each by one character, so that offsets stay.
_ALIKE = str.maketrans({
    **dict.fromkeys("‘’‚‛′`´", "'"), **dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‐‑‒–—―−", "-"), "\u00a0": " ", "\u202f": " ",
})  # fmt: skip

HeadReader = Callable[[str], NumberedHead | None]


def pattern_fault(form: str) -> str:
    """The part of a form of headings that cannot be: braces around anything but n or title, or twice; "" for a good one."""
    names = _FIELD.findall(form)
    for name in names:
        if name not in ("n", "title") or names.count(name) > 1:
            return f"{{{name}}}"
    rest = _FIELD.sub("", form)
    if brace := next((sign for sign in rest if sign in "{}"), ""):
        return brace
    if "}{" in form:
        # With nothing between them, "It" would be the number I and the title "t".
        return form[form.index("}{") + 1 :]
    # A title alone is any line.
    return "{title}" if "title" in names and "n" not in names and not rest.strip() else ""


def word_of(form: str) -> str:
    """What a form of headings calls what they head, in small letters; "" where it has marks and numbers alone."""
    found = re.search(r"[^\W\d_]{3,}", _FIELD.sub(" ", form))
    return found[0].casefold() if found else ""


def folded(text: str) -> str:
    """A text with one form of quotation marks and dashes, as long as before."""
    return text.translate(_ALIKE)


def reader_of(form: str, language: Language, *, run_in: bool = False) -> HeadReader:
    """The function that reads a line as a heading of a form; it gives None for other lines, and 0 as number where none is printed.

    `form`: a word, or a pattern without fault (pattern_fault). `run_in`: text may follow the heading on its line; only `printed`
    then tells where the heading ends.
    """
    if not _FIELD.search(form):
        return _word_reader(form, language)
    pattern = re.compile(_regular(form, language) + (r"(?=\s)" if run_in else r"[\W_]*"), re.IGNORECASE)

    def read(text: str) -> NumberedHead | None:
        line = folded(text)
        found = pattern.match(line) if run_in else pattern.fullmatch(line)
        return _head(found, text, language, run_in=run_in) if found else None

    return read


def _word_reader(form: str, language: Language) -> HeadReader:
    """Reads lines that begin with a word, or have it with a number before it: Canto II, Second Canto, INTERLUDE."""
    word = " ".join(folded(form).casefold().split())
    begins = re.compile(re.escape(word).replace(r"\ ", r"\s+") + r"(?!\w)[\W_]*", re.IGNORECASE)

    def read(text: str) -> NumberedHead | None:
        head = read_numbered_head(text, language)
        if head is not None and head.word.split(" no")[0] == word:
            return head
        line = folded(text).lstrip(" *_[(")
        found = begins.match(line)
        if found is None:
            return None
        title = line[found.end() :].strip(" *_])")
        # A number may follow that is no number of this language; anything else on the line is a title if it looks like one.
        return NumberedHead(word, 0, "words", title) if not title or title[:1].isupper() else None

    return read


def _regular(form: str, language: Language) -> str:
    """A pattern of headings as a regular expression. All that is not {n} or {title} stands for itself, however it is printed."""
    number = rf"(?P<n>\d{{1,6}}(?:st|nd|rd|th)?|[IVXLCDM]{{1,13}}|{language.numbers.pattern()})"
    parts: list[str] = []
    at = 0
    for field in _FIELD.finditer(form):
        parts += [_literal(form[at : field.start()]), number if field[1] == "n" else r"(?P<title>\S.{0,300}?)"]
        at = field.end()
    return "".join((*parts, _literal(form[at:])))


def _literal(text: str) -> str:
    """Words and marks of a pattern: white space is any, and may be missing beside a mark."""
    parts: list[str] = []
    for run in re.finditer(r"\s+|\S+", folded(text)):
        if not run[0].isspace():
            parts.append(re.escape(run[0]))
            continue
        beside = text[max(run.start() - 1, 0) : run.start()] + text[run.end() : run.end() + 1]
        parts.append(r"\s+" if all(sign.isalnum() for sign in beside) else r"\s*")
    return "".join(parts)


def _head(found: re.Match[str], text: str, language: Language, *, run_in: bool) -> NumberedHead | None:
    groups = found.groupdict()
    printed = groups.get("n") or ""
    title = text[found.start("title") : found.end("title")].strip() if groups.get("title") else ""
    number: int = 0
    if printed:
        digits = re.match(r"\d+", printed)
        spelled = spelled_number(printed, language)
        number = int(digits[0]) if digits else from_roman(printed.lower()) or spelled or misprinted(printed) or 0
        if not digits and not number:
            return None
    return NumberedHead("", number, "arabic", title, text[: found.end()] if run_in else printed)


def stated_series(
    blocks: Sequence[DocumentBlock], words: Sequence[int], form: str, name: str, language: Language
) -> HeadSeries | None:
    """The blocks whose text is a heading of a form, in order; None where there are none.

    `words`: how many words each block has. `name`: what the level is called. The lines of a table of contents are left out. Where
    no number is printed, headings are counted.
    """
    read = reader_of(form, language)
    found: list[HeadCandidate] = []
    every: list[HeadCandidate] = []
    for at, block in enumerate(blocks):
        if may_divide(block) and block.text and (block.kind == "head" or (block.rows <= _ROWS and len(block.text) <= _LONGEST)):
            if head := read(block.label + block.text):
                found.append(HeadCandidate(at, replace(head, word=name), head.number))
                every.append(found[-1])
            elif other := read_numbered_head(block.label + block.text, language):
                every.append(HeadCandidate(at, other, other.number))
    # Contents list headings of several levels.
    listed = contents_lines(every, every, words, blocks)
    members = _counted([one for one in found if one.at not in listed])
    if not members:
        return None
    restarts = [index for index, one in enumerate(members) if not index or one.number <= members[index - 1].number]
    return HeadSeries(name, 0, tuple(members), tuple(restarts), 1.0)


def _counted(found: Sequence[HeadCandidate]) -> list[HeadCandidate]:
    """Headings with the numbers that they count as: those without one are counted, a misprinted one is read by its place.

    A number far beyond the one before it, after which the count goes on, is that of something else.
    """
    counted: list[HeadCandidate] = []
    for index, one in enumerate(found):
        before = counted[-1].number if counted else 0
        after = found[index + 1].number if index + 1 < len(found) else 0
        if before and one.number > before + _GAP and before < after <= before + _GAP and after != before + 2:
            continue
        if not one.number or (one.number not in (1, before + 1) and after == before + 2):
            one = replace(one, number=before + 1, doubtful=bool(one.number))
        counted.append(one)
    return counted
