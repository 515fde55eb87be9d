"""Turn Markdown into entries: headings are datelines or titles, paragraphs and list items the text (CommonMark 0.31)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from edition.files import decode
from edition.messages import Report
from edition.model import Locus
from edition.model.documents import Document, DocumentBlock, DocumentBlockKind, InlineRange, Surrounding
from edition.readers.block_parts import split
from edition.readers.blocks import clean
from edition.readers.shapes import Shape, UnknownFile

if TYPE_CHECKING:
    from markdown_it.token import Token

# A note, as most writers of Markdown define it: “[^mark]: …”; what is indented below it goes on with it.
_DEFINITION = re.compile(r" {0,3}\[\^[^\]\s]{1,60}\]:")
_INDENTED = re.compile(r"(?: {4}|\t)")
# A line block: verses, each after a bar. A bar at the end too makes it a row of a table.
_LINE_BLOCK = re.compile(r"\|(?: |$)")
_TABLE = re.compile(r"\|.*\|\s*$")
# Attributes of a heading, as Pandoc has them: “{#name .class key=value}”.
_ATTRIBUTES = re.compile(r"\s*\{(?:\s*(?:[#.][\w:.-]+|[\w-]+=(?:\"[^\"]*\"|\S+)|-))+\s*\}\s*$")
# Headings as Markdown has them, whatever the file is called.
_HEADINGS = re.compile(rb"^#{1,6} +\S", re.MULTILINE)
_ENDINGS = (".md", ".markdown")
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
    for part, first, within in _parts(rows):
        found += _blocks_of(part, first, within)
    title, authors = (tuple(stated.get(name, ())) for name in ("title", "author"))
    blocks = tuple(block for block in found if block.text or block.kind == "break")
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


def _blocks_of(rows: list[str], first: int, within: tuple[Surrounding, ...]) -> Iterator[DocumentBlock]:
    """The blocks of a part of a text whose first line has the index `first`."""
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
    for block in _parsed("\n".join(rows), within):
        line = None if block.line is None else block.line + first
        yield replace(block, line=line, lines=tuple(number + first for number in block.lines))


def _parsed(text: str, outer: tuple[Surrounding, ...]) -> list[DocumentBlock]:
    """The blocks of a text as CommonMark has them, lines counted in it, within `outer`."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).disable("reference")
    found: list[DocumentBlock] = []
    within: list[Surrounding] = [*outer]
    counts: list[int | None] = []
    label, level, opened = "", 0, 0
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
        elif token.type == "inline":
            words, inline, breaks = _words_and_looks(token)
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


def _words_and_looks(token: Token) -> tuple[str, tuple[InlineRange, ...], tuple[int, ...]]:
    """The words of a line, breaks as spaces, the ranges of its emphasis, and where its writer ended lines, if he ended them all."""
    text = ""
    begun: list[int] = []
    inline: list[InlineRange] = []
    breaks: list[int] = []
    flowing = False
    for child in token.children or []:
        if child.type in ("em_open", "strong_open"):
            begun.append(len(text))
        elif child.type in ("em_close", "strong_close"):
            start = begun.pop()
            if len(text) > start:
                inline.append(InlineRange(start, len(text), "italic" if child.type == "em_close" else "bold"))
        elif child.type in ("softbreak", "hardbreak"):
            flowing = flowing or child.type == "softbreak"
            breaks.append(len(text))
            text += " "
        else:
            words = re.sub(r"\s+", " ", _words(child) if child.type == "image" else child.content)
            text += words.removeprefix(" ") if not text or text.endswith(" ") else words
    return text.rstrip(), tuple(inline), () if flowing else tuple(breaks)


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
