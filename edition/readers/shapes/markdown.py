"""Turn Markdown into entries: headings are datelines or titles, paragraphs and list items the text (CommonMark 0.31)."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from edition.files import decode
from edition.messages import Report
from edition.model import Locus
from edition.model.documents import Document, DocumentBlock, DocumentBlockKind, InlineRange, Surrounding
from edition.readers.blocks import clean
from edition.readers.shapes import Shape, UnknownFile

if TYPE_CHECKING:
    from markdown_it.token import Token

# Headings as Markdown has them, whatever the file is called.
_HEADINGS = re.compile(rb"^#{1,6} +\S", re.MULTILINE)
_ENDINGS = (".md", ".markdown")
_SURROUNDINGS: dict[str, Surrounding] = {"blockquote": "quotation", "ordered_list": "list", "bullet_list": "list"}


def _document(file: UnknownFile, report: Report) -> Document:
    """Turn Markdown into a document: headings with their levels, looks, lists, quotations, breaks; notes stay for `bind_notes`."""
    from markdown_it import MarkdownIt

    layer = decode(file.raw, report, Locus(file.name))
    text = clean(layer, file.name, report)
    parser = MarkdownIt("commonmark", {"html": False}).disable("reference")
    found: list[DocumentBlock] = []
    within: list[Surrounding] = []
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
            label = "• " if count is None else f"{count}. "
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
            words, inline = _words_and_looks(token)
            kind: DocumentBlockKind = "head" if level else "item" if label else "p"
            # The mark of an item may stand on a line above its words.
            lines = _lines(token, opened if label else 0)
            block = DocumentBlock(kind, words, level, inline, within=tuple(within), line=line, lines=lines, gap=1, label=label)
            found.append(block)
            label = ""
    kept = tuple(block for block in found if block.text or block.kind == "break")
    return Document(file.name, "markdown", blocks=kept, layer=layer)


def _lines(token: Token, first: int = 0) -> tuple[int, ...]:
    """The lines that a token fills, from 1; from the line `first` on, if one is given."""
    return tuple(range(first or token.map[0] + 1, token.map[1] + 1)) if token.map else ()


def _words_and_looks(token: Token) -> tuple[str, tuple[InlineRange, ...]]:
    """The words of a line, breaks as spaces, and the ranges of its emphasis."""
    text = ""
    begun: list[int] = []
    inline: list[InlineRange] = []
    for child in token.children or []:
        if child.type in ("em_open", "strong_open"):
            begun.append(len(text))
        elif child.type in ("em_close", "strong_close"):
            start = begun.pop()
            if len(text) > start:
                inline.append(InlineRange(start, len(text), "italic" if child.type == "em_close" else "bold"))
        elif child.type in ("softbreak", "hardbreak"):
            text += " "
        else:
            words = re.sub(r"\s+", " ", _words(child) if child.type == "image" else child.content)
            text += words.removeprefix(" ") if not text or text.endswith(" ") else words
    return text.rstrip(), tuple(inline)


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
