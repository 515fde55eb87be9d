"""Turn a page whose looks go over several blocks into one in which each block has them by itself, as browsers read it.

A browser keeps `<i>` open over the paragraphs in it; the parser of libxml2 closes it before the first, and the looks would be lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

# The formatting elements of HTML (WHATWG, 13.2.4.3) that are looks, without links, which are not to be doubled.
_FORMATTING = frozenset("b big em font i s small strike strong tt u".split())
# Blocks that hold words, and such as hold blocks only.
_HOLDING = frozenset(
    "address article aside blockquote center dd div dt figcaption figure footer h1 h2 h3 h4 h5 h6 header li main p pre section td "
    "th caption".split()
)
_AROUND = frozenset("dl ol table tbody tfoot thead tr ul".split())
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|textarea|title)\b.*?(?:</\1\s*>|\Z)|"
    r"<(/?)([a-z][a-z0-9]*)\b(?:[^<>\"']|\"[^\"]{0,2000}\"|'[^']{0,2000}'){0,2000}>",
    re.IGNORECASE | re.DOTALL,
)
# Looks over several blocks begin right before the first of them.
_OVER_BLOCKS = re.compile(
    rf"<(?:{'|'.join(sorted(_FORMATTING))})\b[^<>]*>\s*<(?:{'|'.join(sorted(_HOLDING | _AROUND))})\b", re.IGNORECASE
)
# What a link leads to stands once, though its element is opened again.
_NAME = re.compile(r"\s(?:id|name)\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)


@dataclass(slots=True)
class _Open:
    """What is open at a place of a page: formatting elements with their tags, and blocks, each with how many of the first it is in.

    `apart`: the formatting elements are closed in what was written, because a block has begun or ended.
    """

    looks: list[tuple[str, str]] = field(default_factory=list)
    blocks: list[tuple[str, int]] = field(default_factory=list)
    apart: bool = False

    def closed(self) -> str:
        """What closes the formatting elements that are open."""
        if self.apart or not self.looks:
            return ""
        self.apart = True
        return "".join(f"</{name}>" for name, _ in reversed(self.looks))

    def opened(self) -> str:
        """What opens those again that a block has closed."""
        if not self.apart:
            return ""
        self.apart = False
        return "".join(tag for _, tag in self.looks)

    def end(self, name: str) -> None:
        """End a block, and in it what was not closed; where no such block is open, nothing."""
        at = next((at for at in range(len(self.blocks) - 1, -1, -1) if self.blocks[at][0] == name), None)
        if at is not None:
            del self.looks[self.blocks[at][1] :]
            del self.blocks[at:]


def with_looks_in_blocks(page: str) -> str:
    """A page in which each formatting element stands within one block; its lines stay what they are."""
    if not _OVER_BLOCKS.search(page):
        return page
    parts: list[str] = []
    open_ = _Open()
    at = 0
    for token in _TOKEN.finditer(page):
        words = page[at : token.start()]
        parts += [open_.opened() if words.strip() else "", words]
        at = token.end()
        tag, ends, name = token[0], token[2], (token[3] or "").lower()
        if name in _FORMATTING and not tag.endswith("/>"):
            parts.append(_formatted(open_, tag, name, ends=bool(ends)))
        elif name in _HOLDING or name in _AROUND:
            if not ends and name == "p" and open_.blocks and open_.blocks[-1][0] == "p":
                # A paragraph ends the one before.
                open_.end("p")
            parts += [open_.closed(), tag]
            if ends:
                open_.end(name)
            else:
                open_.blocks.append((name, len(open_.looks)))
        else:
            parts.append(tag)
    return "".join((*parts, page[at:]))


def _formatted(open_: _Open, tag: str, name: str, *, ends: bool) -> str:
    """What is written for the tag of a formatting element."""
    if not ends:
        before = open_.opened()
        open_.looks.append((name, re.sub(r"\s+", " ", _NAME.sub("", tag))))
        return before + tag
    at = next((at for at in range(len(open_.looks) - 1, -1, -1) if open_.looks[at][0] == name), None)
    if at is None:
        return "" if open_.apart else tag
    del open_.looks[at]
    if open_.apart:
        open_.apart = bool(open_.looks)
        return ""
    return tag
