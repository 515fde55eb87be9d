"""Pictures in print: those that lie beside the document and are sound, with their description in the tags; no others."""

from __future__ import annotations

import struct
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from edition.messages import Report
from edition.writers.settings import Settings


def png(width: int, height: int, rows: int | None = None) -> bytes:
    """A white picture; `rows`: so many of its rows are there, in a file that says that it is whole."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    dots = (b"\0" + b"\xff" * ((width + 7) // 8)) * (height if rows is None else rows)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(dots)) + chunk(b"IEND", b"")


def figure(name: str, said: str) -> str:
    return f'<figure><graphic url="{name}"/><figDesc>{said}</figDesc></figure>'


@pytest.fixture
def printed(tmp_path: Path, tool: Callable[[str], str]) -> Callable[[str], tuple[Path, Report]]:
    def make(body: str) -> tuple[Path, Report]:
        tool("pango")
        from edition.writers.pdf import printing

        document = (
            '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>Rain</title></titleStmt>'
            f"</fileDesc></teiHeader><text><body><p>Rain.</p>{body}</body></text></TEI>"
        )
        report = Report()
        tree = etree.ElementTree(etree.fromstring(document))
        printing.write(tree, Settings(folder=str(tmp_path)), tmp_path / "rain.pdf", report)
        return tmp_path / "rain.pdf", report

    return make


def test_a_picture_is_printed_with_its_description(printed: Callable[[str], tuple[Path, Report]], tmp_path: Path) -> None:
    (tmp_path / "lamp.png").write_bytes(png(60, 40))
    path, report = printed(figure("lamp.png", "A lamp over water."))
    assert [str(message) for message in report] == []
    import pikepdf

    with pikepdf.open(path) as document:
        things = [thing for thing in document.objects if isinstance(thing, pikepdf.Dictionary)]
        assert [str(thing.Alt) for thing in things if thing.get("/S") == "/Figure"] == ["A lamp over water."]
        images = [thing for thing in document.objects if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"]
        assert [(int(image.Width), int(image.Height)) for image in images] == [(60, 40)]


def test_a_damaged_and_a_huge_picture_are_told_and_described(
    printed: Callable[[str], tuple[Path, Report]], tmp_path: Path, tool: Callable[[str], str]
) -> None:
    (tmp_path / "half.png").write_bytes(png(600, 400)[:50])
    for name, width, height in (("large", 9_000, 5_000), ("larger", 10_000, 10_000), ("huge", 50_000, 40_000)):
        (tmp_path / f"{name}.png").write_bytes(png(width, height, rows=1))
    walls = (figure(f"{name}.png", "A wall.") for name in ("large", "larger", "huge"))
    path, report = printed("".join((figure("half.png", "Half a lamp."), *walls)))
    assert [message.code for message in report] == ["W556", "W578", "W578", "W578"]
    assert all("it has more than 40,000,000 dots" in str(message) for message in report.messages[1:])
    said = subprocess.run([tool("pdftotext"), path, "-"], capture_output=True, encoding="utf-8", check=True).stdout
    assert "[Figure: Half a lamp.]" in said
    assert "[Figure: A wall.]" in said


def test_a_style_of_our_own_that_is_not_understood_is_a_fault_of_the_program(
    printed: Callable[[str], tuple[Path, Report]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from edition.writers.pdf import typography

    style = tmp_path / "page.css"
    style.write_text(typography.STYLE.read_text("utf-8") + "\np { fly: away }\n", "utf-8")
    monkeypatch.setattr(typography, "STYLE", style)
    _, report = printed("")
    assert [message.code for message in report] == ["E970"]


def test_nothing_outside_the_workspace_is_opened(printed: Callable[[str], tuple[Path, Report]], tmp_path: Path) -> None:
    (tmp_path.parent / "outside.png").write_bytes(png(60, 40))
    path, report = printed(
        figure("../outside.png", "No.") + figure("http://localhost/lamp.png", "No.") + figure("file:///x.png", "No.")
    )
    assert [message.code for message in report] == ["W573", "W502"]
    assert b"/Image" not in path.read_bytes()


def test_another_picture_of_the_same_name_is_another_page(tmp_path: Path) -> None:
    """The address of a plate is made of its bytes: what was set with another picture is not taken for this."""
    from edition.writers.book import sections
    from edition.writers.pdf.plates import plates

    addresses = set()
    for width in (60, 61):
        (tmp_path / "lamp.png").write_bytes(png(width, 40))
        text = f"<text><body><p>Rain.</p>{figure('lamp.png', '')}</body></text>"
        tree = etree.ElementTree(etree.fromstring(f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/>{text}</TEI>'))
        addresses |= set(plates(sections.book(tree, Settings(folder=str(tmp_path)), Report()), Report()))
    assert len(addresses) == 2
