"""Tell what of a document is none of the work: the licence of a library, title pages, contents, prefaces, notes, an index."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import accumulate, islice

from edition.language.languages import Language
from edition.model.documents import Document, DocumentBlock, OutsideKind, OutsidePart
from edition.readers.block_parts import part_of
from edition.readers.library_fields import BEGINS
from edition.readers.transcriber_notes import is_of_transcriber

# Libraries of texts say by a line of their own where a text ends.
_ENDS = re.compile(
    r"\*\*\*\s*END OF (?:THE|THIS)\b"
    r"|(?:^|(?<=[.!?”\"’*] ))(?:The )?End of (?:the |this )?(?:Project )?(?:Gutenberg|Wikisource|ebook|etext|e-text)\b"
    r"|^(?:Ende|Fin|Fine|Fim|Einde)\b[^.]{0,40}\b(?:Proje[ck]te?|Progetto|Proyecto|Projeto)\s+Gutenberg\b"
    r"|^End of (?:the )?Project\b|^\*{3}\s*START: FULL LICENSE",
    re.IGNORECASE,
)
_ROLES: tuple[tuple[str, OutsideKind], ...] = (
    ("titlepage", "title-page"), ("halftitle", "title-page"), ("imprint", "colophon"), ("copyright", "licence"),
    ("colophon", "colophon"),
    ("toc", "contents"), ("loi", "contents"), ("landmarks", "contents"), ("preface", "preface"), ("foreword", "preface"),
    ("preamble", "preface"), ("introduction", "introduction"), ("dedication", "dedication"),
    ("endnotes", "notes"), ("rearnotes", "notes"),
    ("footnotes", "notes"), ("index", "index"), ("glossary", "index"),
    ("bibliography", "index"), ("appendix", "other-work"), ("afterword", "other-work"), ("acknowledgments", "preface"),
    ("seriespage", "advertisement"), ("transcriber", "transcriber"), ("dramatispersonae", "cast"),
)  # fmt: skip
# How a library of texts names itself, and the share of a file that its header fills at most; by eye, on files of the year 2003.
_LIBRARY = re.compile(r"\bProject Gutenberg\b|\bSMALL PRINT\b", re.IGNORECASE)
_HEADER = 0.1
# Which words of a language head what.
_BY_WORDS: tuple[tuple[OutsideKind, str], ...] = (
    ("contents", "contents"), ("preface", "preface"), ("introduction", "introduction"), ("dedication", "dedication"),
    ("notes", "notes"), ("index", "index"), ("transcriber", "transcriber"), ("colophon", "colophon"), ("other-work", "other_work"),
    ("advertisement", "advertisement"),
)  # fmt: skip
# What may be a heading.
_LINES = ("head", "p", "l")
# The heading of a piece that contents have named is set apart by so many empty lines, and a paragraph of so many words stands below
# it, or below its second and third line. By eye, on novels.
_APART, _PARAGRAPH = 2, 20
# No line that says to whom a letter is has more words; by eye, on letters in novels.
_ADDRESS_WORDS = 12
# The number of one of several prologues or epilogues.
_NUMBER = re.compile(r"(?<=[^\W\d])[\s.,]+(?:[IVX]{1,4}|\d{1,2})\W*$")
# No heading is longer, in letters.
_LONGEST = 120


@functools.lru_cache(maxsize=16)
def _headings(language: Language) -> tuple[tuple[OutsideKind, re.Pattern[str]], ...]:
    return tuple((kind, _whole(getattr(language.outside, name))) for kind, name in _BY_WORDS)


@functools.lru_cache(maxsize=64)
def _whole(pattern: str) -> re.Pattern[str]:
    """The pattern of a whole heading, whatever marks stand around it."""
    return re.compile(rf"[\W_]*(?:{pattern})[\W_]*", re.IGNORECASE)


def with_licence(document: Document) -> Document:
    """A document in which what a library says of itself, before and after the text, stands within a licence."""
    blocks, start, end = _licence_bounds(document.blocks)
    marked = (block if start <= at < end else replace(block, within=("licence", *block.within)) for at, block in enumerate(blocks))
    return replace(document, blocks=tuple(marked))


def _licence_bounds(blocks: Sequence[DocumentBlock]) -> tuple[list[DocumentBlock], int, int]:
    """Find the licence of a library round a text: the blocks, parted where it begins within one, and the bounds of the text."""
    if bounds := _bounds_above_licence(blocks):
        return [*blocks], *bounds
    found: list[DocumentBlock] = []
    start = 0
    end: int | None = None
    for block in blocks:
        if end is None and not start and (begins := BEGINS.search(block.text)):
            rest = part_of(block, begins.end(), len(block.text))
            found.append(part_of(block, 0, begins.end()))
            start = len(found)
            if rest.text:
                found.append(rest)
            continue
        if end is None and (ends := _ENDS.search(block.text)):
            before = part_of(block, 0, ends.start())
            if before.text:
                found.append(before)
            end = len(found)
            found.append(part_of(block, ends.start(), len(block.text)))
            continue
        found.append(block)
    return found, start, len(found) if end is None else end


def _bounds_above_licence(blocks: Sequence[DocumentBlock]) -> tuple[int, int] | None:
    """The bounds of a text whose library has the line with which its licence ends after the text; None for any other."""
    if not any(BEGINS.search(block.text) for block in blocks):
        return None
    totals = [*accumulate(len(block.text.split()) for block in blocks)]
    at = next(at for at, block in enumerate(blocks) if BEGINS.search(block.text))
    if 2 * totals[at] <= totals[-1] or any(_ENDS.search(block.text) for block in blocks[:at]):
        return None
    named = [place for place, block in enumerate(blocks[:at]) if _LIBRARY.search(block.text)]
    start = max((place + 1 for place in named if totals[place] <= _HEADER * totals[-1]), default=0)
    end = next((place for place in named if 2 * totals[place] > totals[-1]), None)
    return None if end is None else (start, end)


def kind_by_role(role: str) -> OutsideKind | None:
    """What a file says by epub:type or role that a part is, if it is none of the work."""
    if not role:
        return None
    words = re.findall(r"[\w-]+", role.lower())
    for name, kind in _ROLES:
        if any(re.sub(r"^doc-|[-_]", "", word) in (name, f"{name}page") for word in words):
            return kind
    return None


def kind_by_heading(text: str, language: Language) -> OutsideKind | None:
    """What a heading says that a part is, if it is none of the work; None for other headings."""
    if len(text) > _LONGEST:
        return None
    return next((kind for kind, pattern in _headings(language) if pattern.fullmatch(text)), None)


def is_argument(text: str, language: Language) -> bool:
    """Whether a heading stands over an argument: what tells beforehand what a piece holds."""
    # The call of a note may stand at its end.
    return len(text) <= _LONGEST and bool(_whole(language.outside.argument).fullmatch(text.rstrip("0123456789()[]{}*. ")))


@functools.lru_cache(maxsize=16)
def _produced(language: Language) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{language.outside.produced})\b", re.IGNORECASE)


@functools.lru_cache(maxsize=16)
def _byline(language: Language) -> re.Pattern[str]:
    name = r"[^\W\d_a-zß-ÿ][\w’'.-]*"
    return re.compile(rf"\W*(?:(?i:{language.page.by}|{language.page.translated}))\s+{name}(?:\s+{name}){{1,5}}\W*")


def is_of_the_maker(text: str, language: Language) -> bool:
    """Whether a line says who wrote, translated or typed the text: no heading of a piece of it."""
    return bool(_produced(language).match(text) or _byline(language).fullmatch(text))


@functools.lru_cache(maxsize=16)
def _addressed(language: Language) -> re.Pattern[str]:
    return re.compile(rf"\W*(?i:{language.outside.addressed})\s+(?=[^\W\d_a-zß-ÿ]|(?:the|la|le|den|die|das|der|his|her|my)\s)")


def is_addressed(text: str, language: Language) -> bool:
    """Whether a line says to whom a letter is: To Mr. Pell, of Crumb."""
    return len(text.split()) <= _ADDRESS_WORDS and bool(_addressed(language).match(text))


def begins_argument(text: str, language: Language) -> bool:
    """Whether a paragraph is an argument whose heading, in capitals, runs into it."""
    first, _, rest = text.partition(" ")
    second = rest.partition(" ")[0]
    return any(said.isupper() and rest and is_argument(said, language) for said in (first, f"{first} {second}"))


def is_cast(text: str, language: Language) -> bool:
    """Whether a heading stands over the persons of a play."""
    return len(text) <= _LONGEST and bool(_whole(language.outside.cast).fullmatch(text))


def heads_cast(block: DocumentBlock, language: Language) -> bool:
    """Whether a block is the heading of the persons of a play: a line of its own, or the first of theirs."""
    return (block.rows <= 2 or (block.kind == "l" and block.gap > 0)) and is_cast(block.text, language)


@functools.lru_cache(maxsize=16)
def _by(language: Language) -> re.Pattern[str]:
    return re.compile(rf"[\s.,]\s*(?:[^\W\d_]+ )?(?:{language.page.by})\s", re.IGNORECASE)


def is_of_the_work(text: str, language: Language) -> bool:
    """Whether a heading is that of a prologue, an epilogue or the like, which are of the work though they have no number."""
    if len(text) > _LONGEST:
        return False
    # Who wrote or spoke it may stand below, and of two each may have its number.
    name = _NUMBER.sub("", _by(language).split(text, maxsplit=1)[0])
    return bool(_whole(language.outside.of_the_work).fullmatch(name))


def lines_by(blocks: Sequence[DocumentBlock], head: int, at: int, language: Language) -> int:
    """Where the lines end that say who wrote a prologue, and who spoke it when; of another piece, `at`.

    `head`: where its heading begins, `at`: where it ends.
    """
    if not is_of_the_work(blocks[head].text, language):
        return at
    while at < len(blocks) and blocks[at].rows <= 2 and len(blocks[at].text.split()) <= _ADDRESS_WORDS:
        if not _by(language).search(f" {blocks[at].text}"):
            break
        at += 1
    return at


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _ends_contents(at: int, blocks: Sequence[DocumentBlock], listed: Collection[str]) -> bool:
    """Whether at a block begins a piece that contents have named: a heading set apart over a paragraph. `listed`: their lines."""
    block, after = blocks[at], next((block for block in blocks[at + 1 : at + 4] if len(block.text.split()) >= _PARAGRAPH), None)
    alone = block.kind == "head" or (block.kind in ("p", "l") and block.rows <= 2 and block.gap >= _APART)
    if not alone or after is None or not (name := _words(block.text)):
        return False
    return any(line == name or (" " in name and line.endswith(f" {name}")) for line in listed)


def _listing_below(blocks: Sequence[DocumentBlock]) -> list[bool]:
    """Of each block whether what stands below it, or below the stanza of which it is a line, is contents as the file says."""
    found = [False] * len(blocks)
    for at in range(len(blocks) - 2, -1, -1):
        block = blocks[at + 1]
        found[at] = found[at + 1] if block.kind == "l" and not block.gap else _is_listing(block)
    return found


def _is_listing(block: DocumentBlock) -> bool:
    return kind_by_role(block.role) == "contents" or "navigation" in block.within


def _goes_on(after: Sequence[DocumentBlock]) -> bool:
    """Whether a line follows that stands in one paragraph, or one stanza, with the line before it."""
    return any(block.kind == "l" and not block.gap for block in after)


def _titles(blocks: Sequence[DocumentBlock], language: Language) -> frozenset[str]:
    """The words of the title with which blocks begin, and those with its second line: THE MILL, or, THE SACKS."""
    said = (block for block in blocks if block.text and not (is_of_transcriber(block) or _produced(language).match(block.text)))
    lines = [_words(block.text) for block in islice(said, 2)]
    return frozenset((lines[0], " ".join(lines))) if lines else frozenset()


def parts_before(blocks: Sequence[DocumentBlock], language: Language) -> list[OutsidePart]:
    """What stands before the first entry, by kind: title page, contents, preface, introduction, cast."""
    found: list[OutsidePart] = []
    kind: OutsideKind = "title-page"
    run: list[DocumentBlock] = []
    listed: set[str] = set()
    by_role = False
    listing_below = _listing_below(blocks)
    told = -1  # what stands here is told of the last entry of contents, if what stands above tells of others
    last = {_words(block.text): at for at, block in enumerate(blocks)}
    titles = _titles(blocks, language)
    for at, block in enumerate(blocks):
        if is_of_transcriber(block):
            # What is around it goes on.
            found += [OutsidePart(kind, "before", tuple(run))] * bool(run)
            found.append(OutsidePart("transcriber", "before", (block,)))
            run = []
            continue
        role = kind_by_role(block.role) or ("contents" if "navigation" in block.within else None)
        alone = block.kind in _LINES and block.rows <= 2
        headed = kind_by_heading(block.label + block.text, language) if alone else None
        if block.kind in _LINES and not headed and heads_cast(block, language):
            headed = "cast"
        elif alone and not headed and kind not in ("title-page", "contents") and _words(block.text) in titles:
            # The title again, as on a half title.
            headed = "title-page"
        if headed in ("notes", "index") and not found and not run:
            # With what follows the text no file begins: so a work is called.
            headed = None
        if headed and kind == "contents" and (last[_words(block.text)] > at or _goes_on(blocks[at + 1 : at + 2])):
            # A line of the contents: what it names comes below, or the next line of them does.
            headed = None
        said = role or headed
        if said is None and _produced(language).match(block.text):
            said = "transcriber"
        elif said is None and by_role and kind == "contents" and (listing_below[at] or at == told):
            # A first line or an argument below an entry of it, below the last one too.
            told = at + 2 if any(map(_is_listing, blocks[at + 1 : at + 2])) else told
        elif said is None and (by_role or kind == "transcriber") and (block.kind != "break" and block.gap):
            # What a file says of a part ends with it, and who made the file tells that in a paragraph.
            said = "title-page"
        elif said is None and kind == "contents" and _ends_contents(at, blocks, listed):
            said = "other-work"
        if said is not None and said != kind and run:
            found.append(OutsidePart(kind, "before", tuple(run)))
            run = []
        kind = said or kind
        by_role = (role is not None and headed is None) if said is not None else by_role
        listed.add(_words(block.text))
        run.append(block)
    if run:
        found.append(OutsidePart(kind, "before", tuple(run)))
    return found
