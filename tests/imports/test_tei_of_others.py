"""TEI in the forms of TEI Publisher and of the Critical Apparatus Toolbox is opened as it is, without an import."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.imports.test_collations import readings, words

HEADER = """<teiHeader><fileDesc><titleStmt><title>The Ferry</title></titleStmt><publicationStmt><p/></publicationStmt>
<sourceDesc>{}</sourceDesc></fileDesc></teiHeader>"""
# The toolbox asks for parallel segmentation, a listWit and references by xml:id; what is lacking is an empty rdg.
TOOLBOX = f"""<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">{
    HEADER.format('<listWit><witness xml:id="A">Aix, BM 1</witness><witness xml:id="B">Brest, BM 2</witness></listWit>')
}<text><body><div><p>The <app><lem wit="#A">old</lem><rdg wit="#B"/></app> ferry
<app><lem wit="#A #B">waits</lem></app>.</p></div></body></text></TEI>"""
# TEI Publisher names its ODD in an instruction, and divides by div with an id of its own; pages begin within paragraphs.
PUBLISHER = f"""<?xml version="1.0" encoding="UTF-8"?>
<?teipublisher odd="critical.odd" template="view.html" view="div"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="ferry">{
    HEADER.format('<listWit><witness xml:id="A"><label>A</label></witness><witness xml:id="B"/></listWit>')
}<text xml:lang="en"><body><div xml:id="d1" type="chapter"><head>One</head>
<p>The <pb n="2" facs="2.jpg"/><app><lem wit="#A">old</lem>
<rdg wit="#B">new</rdg></app> ferry<note place="footnote">A boat.</note> waits.</p></div></body></text></TEI>"""


@pytest.mark.parametrize(
    ("source", "text", "reading"),
    [
        (TOOLBOX, {"A": "The old ferry waits.", "B": "The ferry waits."}, ("old", "", ("B",))),
        (PUBLISHER, {"A": "One\nThe old ferry waits.", "B": "One\nThe new ferry waits."}, ("old", "new", ("B",))),
    ],
    ids=["toolbox", "publisher"],
)
def test_it_is_an_edition(source: str, text: dict[str, str], reading: tuple[str, str, tuple[str, ...]], tmp_path: Path) -> None:
    (tmp_path / "ferry.xml").write_text(source, encoding="utf-8")
    assert words(tmp_path / "ferry.xml") == text
    assert readings(tmp_path / "ferry.xml") == {reading}
