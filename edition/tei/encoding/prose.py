"""Turn the editor's prose in Markdown into TEI: headings, paragraphs, lists, quotations, emphasis and links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from lxml import etree

from edition.tei.encoding.header import siglum
from edition.tei.encoding.pen import Pen
from edition.tei.names import TEI

if TYPE_CHECKING:
    from markdown_it.token import Token

    from edition.model.sources import Witness

# Markdown's blocks and their TEI elements. The text of any other block becomes a paragraph.
BLOCKS = {"paragraph": "p", "bullet_list": "list", "ordered_list": "list", "list_item": "item", "blockquote": "quote"}
INLINE = {"em": ("hi", "italic"), "strong": ("hi", "bold"), "s": ("hi", "strikethrough")}


def front_division(markdown: str, witnesses: Sequence[Witness] = ()) -> etree._Element:
    """Turn a Markdown text (CommonMark) into a div of type preface. Its first heading is the head; each later one opens a div of
    its own. The siglum of a witness in bold is raised as in the list of witnesses.
    """
    from markdown_it import MarkdownIt

    division = etree.Element(TEI + "div", {"type": "preface"})
    pen = Pen(division)
    sigla = {witness.siglum: witness for witness in witnesses}
    level = 0
    tokens = MarkdownIt("commonmark").parse(markdown)
    for place, token in enumerate(tokens):
        name, _, way = token.type.rpartition("_")
        if token.type == "heading_open":
            if level:
                while len(pen.stack) > 1:
                    pen.close()
                pen.open("div", type="section")
            level += 1
            pen.open("head")
        elif token.type == "inline":
            _inline(pen, token.children or [], sigla)
        elif way == "open":
            # An item holds its words without a p, unless it has several paragraphs.
            if not (name == "paragraph" and token.hidden):
                pen.open(BLOCKS.get(name, "p"), rend={"ordered_list": "numbered", "bullet_list": "bulleted"}.get(name, ""))
        elif way == "close":
            if not (name == "paragraph" and token.hidden):
                pen.close()
        elif token.type in ("code_block", "fence", "html_block"):
            pen.open("p")
            pen.write(" ".join(token.content.split()))
            pen.close()
        elif token.type == "hr" and place:
            pen.empty("milestone", unit="section")
    return division


def _inline(pen: Pen, tokens: list[Token], sigla: Mapping[str, Witness]) -> None:
    for before, token, after in zip_longest([None, *tokens[:-1]], tokens, tokens[1:]):
        name, _, way = token.type.rpartition("_")
        if token.type in ("softbreak", "hardbreak"):
            pen.write(" ")
        elif token.type == "link_open":
            pen.open("ref", target=str(token.attrGet("href") or ""))
        elif way == "open" and name in INLINE:
            pen.open(INLINE[name][0], rend=INLINE[name][1])
        elif way == "close" and (name in INLINE or name == "link"):
            pen.close()
        elif token.type == "image":
            _inline(pen, token.children or [], sigla)
        elif token.content in sigla and before and before.type == "strong_open" and after and after.type == "strong_close":
            printed = siglum(sigla[token.content])
            pen.write(printed.text or "")
            pen.element.extend(list(printed))
        else:
            pen.write(token.content)
