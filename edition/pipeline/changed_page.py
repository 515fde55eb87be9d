"""Turn the TEI document of an edition at work into what of its page has changed, sooner than the page itself is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from edition.messages import Report
from edition.project.description import Project
from edition.writers import book_settings

if TYPE_CHECKING:
    from lxml import etree


def digests_of(project: Project, document: bytes) -> dict[str, bytes]:
    """Turn the TEI document of an edition into the digests of its entries: xml:id -> digest, in order."""
    from edition.writers.html.changed_entries import entry_digests

    return entry_digests(_tree(project, document))


def changed_sections(project: Project, document: bytes, before: Mapping[str, bytes]) -> tuple[dict[str, str], dict[str, bytes]]:
    """Turn the TEI document of an edition into the sections of its page that have changed, by the xml:id of their entries, as far
    as they can be made by themselves; and into the digests of its entries. `before`: those of the page that is shown.

    Raises TextError: the document has no words.
    """
    from edition.writers.html.changed_entries import changed_entries, entry_digests, sections_of

    tree = _tree(project, document)
    digests = entry_digests(tree)
    changed = changed_entries(before, digests)
    return sections_of(tree, changed, book_settings(project.looks.get("html", {}))) if changed else {}, digests


def _tree(project: Project, document: bytes) -> etree._ElementTree:
    from edition.tei.reading.opening import parse

    return parse(document, project.tei.name, project.tei.parent, Report())
