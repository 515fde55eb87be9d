"""The links between an edition and its sources: each leads to a place that there is."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import etree

from edition.tei.names import TEI, XML_ID


@pytest.mark.parametrize("name", ["specimen", "serge"])
def test_every_link_between_an_edition_and_its_sources_leads_somewhere(name: str, built: Any) -> None:
    main = built(name).tei
    trees = {path.resolve(): etree.parse(path) for path in [main, *built(name).sources.values()]}
    assert len(trees) > 2
    ids = {path: {element.get(XML_ID) for element in tree.iter(f"{TEI}*")} for path, tree in trees.items()}

    def leads(path: Path, address: str) -> bool:
        file, _, key = address.partition("#")
        return key in ids[(path.parent / unquote(file)).resolve() if file else path]

    links = [
        link.get("target", "").split() for link in trees[main.resolve()].iterfind(f".//{TEI}linkGrp[@type='source']/{TEI}link")
    ]
    assert links
    assert all(leads(main.resolve(), address) for link in links for address in link)
    linked = {link[0] for link in links}
    beads = [seg for seg in trees[main.resolve()].iter(f"{TEI}seg") if seg.get("prev") is None]
    assert beads
    assert all(f"#{seg.get(XML_ID)}" in linked for seg in beads)
    assert all(f"#{cit.get(XML_ID)}" in linked for cit in trees[main.resolve()].iter(f"{TEI}cit"))
    quotes = [(path, quote) for path, tree in trees.items() if path != main.resolve() for quote in tree.iter(f"{TEI}quote")]
    pointing = [(path, str(quote.get("source"))) for path, quote in quotes if quote.get("source")]
    assert pointing
    assert all("#e." in address and leads(path, address) for path, address in pointing)
