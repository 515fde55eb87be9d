"""Turn two states of a TEI document into the sections of the page whose entries have changed, without making the whole page."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from lxml import etree

from edition.messages import Report
from edition.tei.names import TEI, XML_ID
from edition.writers.html.page import sections
from edition.writers.settings import Settings

# What stands around the entries, and shows in none of them.
_BESIDE = (TEI + "front", TEI + "back")
# Of so many changed entries at most the sections are made by themselves; with more of them the whole page is as soon made. By eye.
MOST = 3


def entry_digests(tree: etree._ElementTree) -> dict[str, bytes]:
    """Turn a TEI document into the digests of its entries: xml:id -> digest, in the order of the document."""
    return {
        entry.get(XML_ID, ""): hashlib.blake2b(etree.tostring(entry, with_tail=False), digest_size=16).digest()
        for entry in _entries(tree)
    }


def changed_entries(before: Mapping[str, bytes], now: Mapping[str, bytes]) -> list[str]:
    """Find the entries whose digests have changed; none where there are other entries now, or too many have changed."""
    if [*before] != [*now]:
        return []
    changed = [key for key, digest in now.items() if digest != before[key]]
    return changed if len(changed) <= MOST else []


def sections_of(tree: etree._ElementTree, keys: list[str], settings: Settings) -> dict[str, str]:
    """Turn some entries of a TEI document into their sections of the page: xml:id -> source. The tree loses its other entries.

    What an entry shows of others, such as the other half of a passage that was moved to it, may be lacking.
    Raises TextError (E516): they have no words.
    """
    wanted = frozenset(keys)
    others = [entry for entry in _entries(tree) if entry.get(XML_ID) not in wanted]
    fragments = [division for division in tree.iter(TEI + "div") if division.get("type") == "fragments"]
    for part in (*others, *fragments, *tree.iter(*_BESIDE)):
        if (holder := part.getparent()) is not None:
            holder.remove(part)
    return {key: source for key, source in sections(tree, settings, Report()).items() if key in wanted}


def _entries(tree: etree._ElementTree) -> list[etree._Element]:
    return [division for division in tree.iter(TEI + "div") if division.get("type") == "entry"]
