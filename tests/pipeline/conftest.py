"""Turn files into the TEI of an edition, and show its entries without what does not matter to a reader."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from edition.messages import Report
from edition.pipeline import steps
from edition.project import description
from edition.project.founding import beside, found_edition, survey
from edition.storage.cache import Cache
from edition.tei.names import NS, TEI

Founded = Callable[..., dict[str, str]]


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Founded:
    """Make an edition of files, `edition new --from`, and give its entries by their keys; the same files once."""
    made: dict[tuple[tuple[str, bytes], ...], dict[str, str]] = {}

    def make(**files: bytes | str) -> dict[str, str]:
        raw = {name.replace("_", "."): one if isinstance(one, bytes) else one.encode() for name, one in files.items()}
        if (key := tuple(raw.items())) not in made:
            made[key] = _entries(tmp_path_factory.mktemp("edition"), raw)
        return made[key]

    return make


def _entries(folder: Path, files: dict[str, bytes]) -> dict[str, str]:
    for name, raw in files.items():
        (folder / name).write_bytes(raw)
    found = survey([folder / name for name in files])
    found_edition(folder / "new", "toll", found, beside(found), "2026-11-22")
    report = Report()
    loaded = description.load(folder / "new", "toll", report)
    (path,) = steps.build(loaded, description.find_texts(loaded)[0], report, cache=Cache(None), only=("tei",))
    assert {message.severity for message in report} <= {"info"}
    entries = [one for one in etree.parse(path).iter(TEI + "div") if one.get("type") == "entry"]
    return {one.get("n", ""): _readable(one) for one in entries}


def _readable(entry: etree._Element) -> str:
    written = etree.tostring(entry, encoding="unicode", with_tail=False).replace(f' xmlns="{NS}"', "")
    written = re.sub(r' (xml:id|subtype|cert|resp)="[^"]*"|</?seg[^>]*>', "", written)
    written = re.sub(r"<div[^>]*>\s*<head>.*?</head>|</div>$", "", written, count=2, flags=re.DOTALL)
    return re.sub(r">\s*\n\s*<", "><", written).strip()


def flat(written: str) -> str:
    """On one line, as the entries are: a line that begins with a tag follows at once."""
    return re.sub(r"(?<=>)\s*\n\s*(?=<)", "", textwrap.dedent(written).strip()).replace("\n", " ")
