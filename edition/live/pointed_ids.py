"""Turn a document and the pointer that somebody types in it into the ids to which it may lead."""

from __future__ import annotations

import re

from edition.live.continuation import Continuation
from edition.tei.validation.pointers import POINTERS

_OPEN_TAG = re.compile(r"<[\w:.-]+\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?([\w:.-]+)\s*=\s*(?:\"([^\"<]*)|'([^'<]*))\Z")
_START_TAG = re.compile(r"<([\w:.-]+)\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?\bxml:id\s*=\s*[\"']([^\"'\s]+)[\"']")
_APART = re.compile(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)
# Attributes that point besides those whose targets are checked (Guidelines 1.4.2).
_MORE = frozenset(
    "from to inst facs scheme rendition ptr passive active mutual domains targetEnd given location decoration".split()
)
# What an attribute points to, where a document has such elements; of any other attribute, all that have an id.
_TARGETS = {
    "wit": frozenset(("witness", "listWit")),
    "hand": frozenset(("handNote",)),
    "who": frozenset(("person", "personGrp", "role", "org", "castItem")),
    "rendition": frozenset(("rendition",)),
    "decls": frozenset(
        ("sourceDesc", "editorialDecl", "profileDesc", "encodingDesc", "projectDesc", "samplingDecl", "bibl", "biblFull")
    ),
    "edRef": frozenset(("witness", "listWit", "bibl", "biblStruct", "edition")),
}
# An editor shows no more at a time; it asks again when more is typed. By eye.
MOST = 300


def pointed_ids(text: str, at: int) -> tuple[str, tuple[Continuation, ...]] | None:
    """The ids that may complete the pointer which ends at an offset of a text: what is typed of it, and the pointers.

    None where no value of a pointing attribute stands there. The ids that begin as what is typed come in the order of the document,
    one more than MOST at most.
    """
    before = text[max(at - 2_000, 0) : at]  # No start tag is longer up to such a value. By eye.
    if (found := _OPEN_TAG.search(before[max(before.rfind("<"), 0) :])) is None or _is_apart(text, at):
        return None
    name = found[1]
    if name not in POINTERS | _MORE:
        return None
    typed = re.split(r"\s", found[2] if found[2] is not None else found[3])[-1]
    every = [(ident, element.rpartition(":")[2]) for element, ident in _START_TAG.findall(_APART.sub("", text))]
    wanted = [one for one in every if one[1] in _TARGETS[name]] if name in _TARGETS else []
    start = typed.removeprefix("#")
    ids = dict(one for one in wanted or every if one[0].startswith(start))
    offered = [Continuation(f"#{ident}", "id", element) for ident, element in [*ids.items()][: MOST + 1]]
    return typed, tuple(offered)


def _is_apart(text: str, at: int) -> bool:
    """Whether an offset stands within a comment or the like."""
    return any(match.start() < at < match.end() or match.end() == at == len(text) for match in _APART.finditer(text))
