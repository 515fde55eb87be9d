"""Turn an edition at work, or its TEI document, into what of its page has changed, sooner than the page itself is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from edition.messages import Report
from edition.pipeline.reworded_entries import reworded_entries
from edition.pipeline.steps import ComparedEdition
from edition.project.description import Project
from edition.storage.cache import Cache
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


def reworded_sections(
    project: Project, raw: Mapping[str, bytes], compared: ComparedEdition, before: Mapping[str, bytes], cache: Cache
) -> tuple[dict[str, str], dict[str, bytes]]:
    """Turn the texts of an edition of which a few entries have other words into the sections and the digests of these entries, as
    far as they can be told before the edition is compared; both are empty where they cannot. `raw`, `compared`: as in
    `reworded_entries`; `before`: as in `changed_sections`.

    Raises EditionError: a text or a decision has an error.
    """
    from edition.tei.encoding.document import build
    from edition.writers.html.changed_entries import MOST

    found = reworded_entries(project, raw, compared, cache, MOST)
    if found is None:
        return {}, {}
    keys = {entry.id for entry in found.entries}
    return changed_sections(project, build(found), {key: digest for key, digest in before.items() if key in keys})


def _tree(project: Project, document: bytes) -> etree._ElementTree:
    from edition.tei.reading.opening import parse

    return parse(document, project.tei.name, project.tei.parent, Report())
