"""Open a Word document (DOCX, ECMA-376): the parts of its package as trees, by what they are to the text."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from edition.errors import TextError
from edition.messages import Message
from edition.model import Locus
from edition.readers.containers import Archive, damaged, library, tree_of

if TYPE_CHECKING:
    from lxml import etree

KIND = "Word document"
EXTRA = "docx"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


class WordPackage:
    """The parts of a Word document.

    Raises TextError: it is damaged or something else (E130), python-docx is missing (E131), it unpacks beyond bounds (E132, E189),
    declares entities (E133), has no body (E171), or is of the old form or has a password (E181).
    """

    def __init__(self, raw: bytes, file: str) -> None:
        self.file = file
        if raw.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
            # The container of .doc, and of .docx with a password.
            raise TextError(Message("E181", Locus(file)))
        archive = Archive(raw, file, KIND)
        for name in sorted(archive.names):
            if name.endswith((".xml", ".rels")):
                tree_of(archive.read(name), file, KIND)
        docx = library("docx", EXTRA, KIND, file)
        try:
            document: Any = docx.Document(io.BytesIO(raw))
            self._part: Any = document.part
            self.body: etree._Element = document.element.body
            self.settings: etree._Element | None = document.settings.element
        except Exception as error:
            # python-docx meets a damaged package with whatever error comes first.
            raise damaged(file, KIND, error) from error
        if self.body is None:
            raise TextError(Message("E171", Locus(file), {"kind": KIND}))

    def all_related(self, kind: str) -> list[etree._Element]:
        """The parts of a kind: "footnotes", "header", "styles"."""
        return [root for root, _ in self._parts(kind)]

    def related(self, kind: str) -> tuple[etree._Element | None, Mapping[str, str]]:
        """The first part of a kind, and the addresses of its links by their ids; None where there is no such part."""
        return next(self._parts(kind), (None, {}))

    def links(self) -> Mapping[str, str]:
        """The addresses of the links of the text by their ids."""
        return _addresses(self._part)

    def _parts(self, kind: str) -> Iterator[tuple[etree._Element, Mapping[str, str]]]:
        # A damaged package may have relations without an id.
        for _, relation in sorted(self._part.rels.items(), key=lambda named: str(named[0])):
            if relation.reltype == _RELATIONS + kind and not relation.is_external:
                part = relation.target_part
                yield tree_of(part.blob, self.file, KIND), _addresses(part)


def _addresses(part: Any) -> Mapping[str, str]:
    return {
        str(id_): str(relation.target_ref)
        for id_, relation in part.rels.items()
        if relation.is_external and relation.reltype == _RELATIONS + "hyperlink"
    }


def notes_of(root: etree._Element | None, kind: str) -> dict[str, etree._Element]:
    """The notes of a part by their ids, without the lines that part them from the text. `kind`: "footnote" or "endnote"."""
    if root is None:
        return {}
    return {note.get(f"{W}id", ""): note for note in root.iter(W + kind) if note.get(f"{W}type", "normal") == "normal"}


def value_of(element: etree._Element | None, path: str = "") -> str | None:
    """The attribute `val` of an element, or of what it holds under a path; None where there is none."""
    found = element.find(path) if element is not None and path else element
    return None if found is None else found.get(f"{W}val")


def is_on(element: etree._Element | None) -> bool:
    """Whether an element that is a switch (ST_OnOff) is there and on."""
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off")
