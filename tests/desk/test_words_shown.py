"""What a page shows of a text, in verse and in a play too, is found again in that text: so its words can be emended there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.desk.conftest import serving

SETTINGS = """\
format = 2
title = "Rain"
authors = ["Ida Holm"]
editors = ["Jo Marsh"]
language = "en"
base = "A"
date = "2026-11-30"
rights = "Written for the tests of this program."
"""
WITNESS = """
[[witness]]
siglum = "{siglum}"
title = "Rain"
translators = ["{name}"]
reader = "tei"
file = "{siglum}.xml"
"""
TEXT = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Rain</title></titleStmt>
<publicationStmt><p>None.</p></publicationStmt><sourceDesc><p>None.</p></sourceDesc></fileDesc></teiHeader><text><body>
<div type="scene" n="1"><head>Scene 1</head>
<sp><speaker>ANN</speaker><l>The rain came down upon the roof,</l><l>and on the {wall} wall,</l><l>and stayed there.</l></sp>
<sp><speaker>BO</speaker><p>It will stop. It always does.</p></sp></div>
<div type="scene" n="2"><head>Scene 2</head>
<sp><speaker>ANN</speaker><p>It has not stopped{end}.</p></sp></div>
</body></text></TEI>
"""
ROWS = "const rows = [...document.querySelectorAll('#text .r:not(.heads)')];"
CHOOSE = f"""{ROWS}
document.getElementById('deciding')?.remove();
const cells = [...rows[arguments[0]].children].filter((cell) => cell.matches('.a, .b'));
cells[0].firstElementChild.click();
// Who speaks is no part of a text.
const names = (cell) => [...cell.querySelectorAll('.speaker')].map((name) => name.textContent).join('');
return cells.filter((cell) => cell.textContent.trim() !== names(cell)).map((cell) => cell.className.toUpperCase())"""
OFFERED = """
return document.getElementById('deciding') &&
  { texts: ['A', 'B'].filter((siglum) => document.querySelector(`#deciding [aria-label="Words of ${siglum}"]`)) }"""


def test_the_words_of_each_row_are_found_in_their_text(browser: Any, tmp_path: Path) -> None:
    folder = tmp_path / "sources/rain"
    (folder / "witnesses").mkdir(parents=True)
    described = SETTINGS
    for siglum, name, wall, end in (("A", "Ada Pell", "garden", ""), ("B", "Bo Hale", "old", " yet")):
        (folder / f"witnesses/{siglum}.xml").write_text(TEXT.format(wall=wall, end=end), encoding="utf-8")
        described += WITNESS.format(siglum=siglum, name=name)
    (folder / "edition.toml").write_text(described, encoding="utf-8")
    for served in serving(folder):
        assert not served.built(1).failed, served.outcomes[0].messages
        browser.driver.get(served.server.address)
        served.until(lambda: browser.run("return document.body?.dataset.ready === ''"))
        texts = browser.run(f"{ROWS} return rows.map((row) => row.textContent)")
        assert any("wall,and" in text for text in texts), "two verses in a row"
        assert any("ANN" in text.upper() for text in texts), "who speaks"
        for row, text in enumerate(texts):
            shown = browser.run(CHOOSE, row)
            assert served.until(lambda: browser.run(OFFERED))["texts"] == shown, text
        browser.driver.get("about:blank")
