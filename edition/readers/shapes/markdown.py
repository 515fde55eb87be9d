"""Turn Markdown into a document: headings, paragraphs, verses, lists, quotations, tables, looks, notes (CommonMark 0.31)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePath
from typing import TYPE_CHECKING

from edition.files import decode
from edition.messages import Report
from edition.model import Locus
from edition.model.documents import Document, DocumentBlock, DocumentBlockKind, InlineRange, Look, Surrounding
from edition.readers.block_parts import split
from edition.readers.blocks import clean
from edition.readers.printed_lines import LONGEST_VERSE, PrintedLine
from edition.readers.shapes import Shape, UnknownFile
from edition.readers.shapes.table_grid import NO_CELL, TableGrid
from edition.readers.shapes.text_document import are_verses, measure

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# A note, as most writers of Markdown define it: “[^mark]: …”; what is indented below it goes on with it.
_DEFINITION = re.compile(r" {0,3}\[\^[^\]\s]{1,60}\]:")
_INDENTED = re.compile(r"(?: {4}|\t)")
# A line block: verses, each after a bar. A bar at the end too makes it a row of a table.
_LINE_BLOCK = re.compile(r"\|(?: |$)")
_TABLE = re.compile(r"\|.*\|\s*$")
# Attributes of a heading, as Pandoc has them: “{#name .class key=value}”.
_ATTRIBUTES = re.compile(r"\s*\{(?:\s*(?:[#.][^\s{}]+|[\w-]+=(?:\"[^\"]*\"|\S+)|-))+\s*\}\s*$")
# Headings as Markdown has them, whatever the file is called.
_HEADINGS = re.compile(rb"^#{1,6} +\S", re.MULTILINE)
_ENDINGS = (".md", ".markdown")
# Tags that writers put into Markdown: an end of a line, and looks. A page that shows the file shows no such tag.
_TAG = re.compile(r"<(/?)(br|i|em|cite|b|strong|u|sup|sub|s|del|strike)\s*/?>", re.IGNORECASE)
_TAG_LOOKS: dict[str, Look] = {
    "i": "italic", "em": "italic", "cite": "italic", "b": "bold", "strong": "bold", "u": "underline", "sup": "sup", "sub": "sub",
    "s": "strike", "del": "strike", "strike": "strike",
}  # fmt: skip
_MARKED_LOOKS: dict[str, Look] = {"em": "italic", "strong": "bold", "s": "strike", "link": "link"}
# Where each line of the file is a paragraph, however long, so many short lines in one are verses.
_FEWEST_VERSES = 3
# No measure is wider, in letters; a text of which so much stands in longer lines has none. By eye, on files of public repositories.
_WIDEST, _LONG_LINES = 120, 0.2
_SURROUNDINGS: dict[str, Surrounding] = {"blockquote": "quotation", "ordered_list": "list", "bullet_list": "list"}


def _document(file: UnknownFile, report: Report) -> Document:
    """Turn Markdown into a document: headings with their levels, looks, lists, quotations, line blocks, breaks.

    The title and the authors of a header between lines of `---` are those of the document. Notes stand where they are defined, all
    their blocks within a note, and are hung by `bind_notes`.
    """
    layer = decode(file.raw, report, Locus(file.name))
    text = clean(layer, file.name, report)
    rows = text.split("\n")
    stated, begins = _header(rows)
    rows[:begins] = [""] * begins
    found: list[DocumentBlock] = []
    # Who breaks no lines writes each paragraph on one, which is longer than any measure.
    long = sum(len(row) for row in rows if len(row) > _WIDEST)
    width = 0 if long >= _LONG_LINES * sum(map(len, rows)) else measure(rows)
    for part, first, within in _parts(rows):
        found += _blocks_of(part, first, within, width)
    title, authors = (tuple(stated.get(name, ())) for name in ("title", "author"))
    blocks = tuple(block for block in found if block.text or block.kind in ("break", "figure"))
    return Document(file.name, "markdown", "".join(title[:1]), authors, blocks=blocks, layer=layer)


def _header(rows: Sequence[str]) -> tuple[dict[str, list[str]], int]:
    """What a header in YAML states, as `key: value` or a list of values, and the number of its lines."""
    if not rows or rows[0].rstrip() != "---":
        return {}, 0
    end = next((at for at, row in enumerate(rows[1:200], 1) if row.rstrip() in ("---", "...")), 0)
    stated: dict[str, list[str]] = {}
    key = ""
    for row in rows[1:end]:
        if named := re.match(r"([A-Za-z][\w-]*):\s*(.*)", row):
            key, value = named[1].lower(), named[2]
        else:
            value = row.strip().removeprefix("-")
        if value := value.strip().strip("\"'"):
            stated.setdefault(key, []).append(value)
    return stated, end + 1 if end else 0


def _parts(rows: Sequence[str]) -> Iterator[tuple[list[str], int, tuple[Surrounding, ...]]]:
    """The lines of a text in parts: what defines a note, with all that is indented below it, line blocks, and what is between.

    Gives the lines of each, the index of the first, and what they stand in: a note, or the stanza of a line block.
    """
    at = begun = 0
    while at < len(rows):
        end = at
        within: tuple[Surrounding, ...] = ("note",)
        if _DEFINITION.match(rows[at]):
            end = _end_of_definition(rows, at)
        elif _LINE_BLOCK.match(rows[at]) and not _TABLE.match(rows[at]) and (not at or not rows[at - 1].strip()):
            end, within = at + 1, ("stanza",)
            while end < len(rows) and (_LINE_BLOCK.match(rows[end]) or re.match(r"\s+\S", rows[end])):
                end += 1
        if end == at:
            at += 1
            continue
        yield list(rows[begun:at]), begun, ()
        yield list(rows[at:end]), at, within
        at = begun = end
    yield list(rows[begun:]), begun, ()


def _end_of_definition(rows: Sequence[str], at: int) -> int:
    """The index of the first line after the definition of a note: its paragraph, and all that is indented below it."""
    at += 1
    while at < len(rows) and rows[at].strip() and not _DEFINITION.match(rows[at]):
        at += 1
    end = at
    while at < len(rows) and (not rows[at].strip() or _INDENTED.match(rows[at])):
        at += 1
        end = at if rows[at - 1].strip() else end
    return end


def _blocks_of(rows: list[str], first: int, within: tuple[Surrounding, ...], width: int) -> Iterator[DocumentBlock]:
    """The blocks of a part of a text whose first line has the index `first`. `width`: that of a text broken at a measure, or 0."""
    if within == ("stanza",):
        lines: list[tuple[int, str]] = []
        for number, row in enumerate(rows, first + 1):
            if bar := _LINE_BLOCK.match(row):
                lines.append((number, " ".join(row[bar.end() :].split())))
            else:
                # A line that is indented goes on with the one before it.
                lines[-1] = (lines[-1][0], f"{lines[-1][1]} {row.strip()}")
        gap = 1
        for number, verse in lines:
            if verse:
                yield DocumentBlock("l", verse, within=within, line=number, lines=(number,), gap=gap, rows=len(lines))
            gap = 0 if verse else 1
        return
    if within:
        rows = [rows[0], *(_INDENTED.sub("", row) for row in rows[1:])]
    for block in _parsed("\n".join(rows), within, width):
        line = None if block.line is None else block.line + first
        yield replace(block, line=line, lines=tuple(number + first for number in block.lines))


# A parser keeps nothing of what it parsed, and takes longer to make than most blocks to parse.
@functools.cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).disable("reference").enable(["table", "strikethrough"])


def _parsed(text: str, outer: tuple[Surrounding, ...], width: int) -> list[DocumentBlock]:
    """The blocks of a text as CommonMark has them, and tables as GitHub has; lines counted in it, within `outer`."""
    parser = _parser()
    found: list[DocumentBlock] = []
    within: list[Surrounding] = [*outer]
    counts: list[int | None] = []
    label, level, opened = "", 0, 0
    grid, cell, row = TableGrid(), NO_CELL, range(0)
    for token in parser.parse(text):
        line = token.map[0] + 1 if token.map else None
        if surrounding := _SURROUNDINGS.get(token.type.removesuffix("_open").removesuffix("_close")):
            if token.nesting > 0:
                within.append(surrounding)
                counts.append(int(token.attrs.get("start", 1)) if token.type == "ordered_list_open" else None)
            else:
                within.pop()
                counts.pop()
        elif token.type == "list_item_open":
            count = counts[-1]
            label = f"{token.markup} " if count is None else f"{count}{token.markup} "
            counts[-1] = None if count is None else count + 1
            opened = line or 0
        elif token.type == "table_open":
            grid = TableGrid()
        elif token.type == "tr_open":
            grid.begin_row()
            row = range(*token.map) if token.map else row
        elif token.type in ("th_open", "td_open"):
            cell = grid.cell()
        elif token.type in ("th_close", "td_close"):
            cell = NO_CELL
        elif token.type in ("heading_open", "heading_close"):
            level = int(token.tag[1]) if token.nesting > 0 else 0
        elif token.type == "hr":
            found.append(DocumentBlock("break", "", within=tuple(within), line=line))
        elif token.type in ("code_block", "fence"):
            rows = [row for row in token.content.split("\n") if row.strip()]
            inner: tuple[Surrounding, ...] = (*within, "stanza")
            found += [
                DocumentBlock("l", " ".join(row.split()), within=inner, lines=_lines(token), gap=0 if at else 1, rows=len(rows))
                for at, row in enumerate(rows)
            ]
        elif token.type == "inline" and cell.row:
            words, inline, _ = _words_and_looks(token, 0)
            numbers = tuple(number + 1 for number in row)
            table: tuple[Surrounding, ...] = (*within, "table", "row")
            found.append(
                DocumentBlock("cell", words, 0, inline, within=table, line=numbers[0] if numbers else line, lines=numbers, gap=1,
                              row=cell.row, column=cell.column)
            )  # fmt: skip
        elif token.type == "inline" and not level and not label and (picture := _picture(token)) is not None:
            found.append(replace(picture, within=tuple(within), line=line, lines=_lines(token)))
        elif token.type == "inline":
            words, inline, breaks = _words_and_looks(token, width)
            if level and (attributes := _ATTRIBUTES.search(words)):
                words = words[: attributes.start()]
                inline = tuple(replace(one, end=min(one.end, len(words))) for one in inline if one.start < len(words))
            kind: DocumentBlockKind = "head" if level else "item" if label else "p"
            # The mark of an item may stand on a line above its words.
            lines = _lines(token, opened if label else 0)
            block = DocumentBlock(kind, words, level, inline, within=tuple(within), line=line, lines=lines, gap=1, label=label)
            found += _verses(block, breaks) if breaks and kind == "p" else [block]
            label = ""
    return found


def _lines(token: Token, first: int = 0) -> tuple[int, ...]:
    """The lines that a token fills, from 1; from the line `first` on, if one is given."""
    return tuple(range(first or token.map[0] + 1, token.map[1] + 1)) if token.map else ()


def _verses(block: DocumentBlock, breaks: Sequence[int]) -> Iterator[DocumentBlock]:
    """The lines of a paragraph whose writer ended each of them."""
    stanza = replace(block, kind="l", within=(*block.within, "stanza"), rows=len(breaks) + 1)
    single = len(block.lines) == len(breaks) + 1
    for at, verse in enumerate(split(stanza, breaks)):
        lines = block.lines[at : at + 1] if single else block.lines
        yield replace(verse, lines=lines, line=lines[0] if lines else block.line, gap=0 if at else block.gap)


def _words_and_looks(token: Token, width: int) -> tuple[str, tuple[InlineRange, ...], tuple[int, ...]]:
    """The words of a paragraph, breaks as spaces, the ranges of its looks, and where its writer ended lines, if he ended them all.

    A line that ends as prose does in a text broken at a measure of `width` characters goes on in the next.
    """
    text = ""
    begun: list[tuple[Look, str, int]] = []
    inline: list[InlineRange] = []
    breaks: list[int] = []
    flowing = ended = False

    def close(look: Look) -> None:
        at = next((at for at in range(len(begun) - 1, -1, -1) if begun[at][0] == look), None)
        if at is not None:
            _, value, start = begun.pop(at)
            if len(text.rstrip()) > start and (look != "link" or value):
                inline.append(InlineRange(start, len(text.rstrip()), look, value))

    for child in token.children or []:
        name = child.type.removesuffix("_open").removesuffix("_close")
        if name in _MARKED_LOOKS and child.nesting > 0:
            address = str(child.attrs.get("href", ""))
            begun.append((_MARKED_LOOKS[name], address if address.startswith(("http:", "https:")) else "", len(text)))
        elif name in _MARKED_LOOKS and child.nesting < 0:
            close(_MARKED_LOOKS[name])
        elif child.type in ("softbreak", "hardbreak"):
            if not ended:
                flowing = flowing or child.type == "softbreak"
                breaks.append(len(text))
                text += " "
        else:
            content = _words(child) if child.type == "image" else child.content
            at = 0
            for tag in [*_TAG.finditer(content), None] if child.type == "text" else [None]:
                words = re.sub(r"\s+", " ", content[at : tag.start() if tag else len(content)])
                text += words.removeprefix(" ") if not text or text.endswith(" ") else words
                ended = ended and not words.strip() if words else ended
                if tag is None:
                    break
                at = tag.end()
                if tag[2].lower() == "br":
                    breaks.append(len(text))
                    text += "" if text.endswith(" ") or not text else " "
                    ended = True
                elif tag[1]:
                    close(_TAG_LOOKS[tag[2].lower()])
                else:
                    begun.append((_TAG_LOOKS[tag[2].lower()], "", len(text)))
            continue
        ended = ended and name in _MARKED_LOOKS
    text = text.rstrip()
    breaks = [at for at in breaks if 0 < at < len(text)]
    return text, tuple(inline), () if flowing and not _are_lines(text, breaks, width) else tuple(breaks)


def _are_lines(text: str, breaks: Sequence[int], width: int) -> bool:
    """Whether lines that Markdown joins are verses: they end where their writer ended them, not at the measure of the text."""
    bounds = [0, *breaks, len(text)]
    lines = [PrintedLine(number, text[start:end].strip()) for number, (start, end) in enumerate(pairwise(bounds), 1)]
    if not all(line.text for line in lines):
        return False
    if not width and len(lines) >= _FEWEST_VERSES:
        return all(len(line.text) <= LONGEST_VERSE for line in lines)
    return are_verses(lines, width)


def _picture(token: Token) -> DocumentBlock | None:
    """The picture that a paragraph is, with its description, which no page prints; None where it holds words."""
    shown = [
        child for child in token.children or [] if child.type != "softbreak" and (child.type != "text" or child.content.strip())
    ]
    if len(shown) != 1 or shown[0].type != "image":
        return None
    return DocumentBlock("figure", str(shown[0].attrs.get("title", "")), gap=1, description=" ".join(_words(shown[0]).split()))


def _words(token: Token) -> str:
    """The words of a line, without the marks of emphasis; breaks are spaces."""
    parts: list[str] = []
    for child in token.children or []:
        if child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type == "image":
            parts.append(_words(child))
        else:
            parts.append(child.content)
    return "".join(parts)


def _knows(file: UnknownFile) -> bool:
    """A text whose name says so, or that has two headings: one line with a # may stand in any text."""
    return file.is_text and (PurePath(file.name).suffix.lower() in _ENDINGS or len(_HEADINGS.findall(file.raw)) > 1)


SHAPE = Shape("markdown", "Markdown", _ENDINGS, _knows, document=_document, is_text=True)
