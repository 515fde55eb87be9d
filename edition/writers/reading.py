"""Turn a TEI document into the text of one of its witnesses, as a TEI document without apparatus."""

from __future__ import annotations

import copy

from lxml import etree

from edition.writers.header import Header


def text_of_witness(root: etree._Element, key: str, header: Header) -> etree._Element:
    return copy.deepcopy(root)
