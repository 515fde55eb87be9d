"""What this program does with WeasyPrint and with logs is not seen by those who use them beside it, or after it."""

from __future__ import annotations

import io
import logging
import threading
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from lxml import etree

from edition.messages import Report
from edition.model import Witness
from edition.writers.settings import Settings
from tests.writers.pdf.test_printing import sample


@pytest.fixture(autouse=True)
def _pango(tool: Callable[[str], str]) -> None:
    tool("pango")


def modules() -> tuple[ModuleType, ...]:
    import weasyprint
    from weasyprint import document, html, pdf, urls
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout import inline, preferred
    from weasyprint.pdf import fonts as programs
    from weasyprint.pdf import stream
    from weasyprint.text import fonts, line_break

    return (weasyprint, document, html, urls, boxes, inline, preferred, pdf, programs, stream, fonts, line_break)


def state() -> list[Any]:
    """What all that use WeasyPrint or pdfminer in this process share."""
    names: list[Any] = [(module, name, id(value)) for module in modules() for name, value in sorted(vars(module).items())]
    for name in ("weasyprint", "weasyprint.progress", "pdfminer", "fontTools"):
        log = logging.getLogger(name)
        names.append((name, log.level, log.propagate, log.disabled, [*map(id, log.handlers)], [*map(id, log.filters)]))
    return names


def printed(path: Path, settings: Settings = Settings()) -> None:
    from edition.writers.pdf import printing

    printing.write(etree.ElementTree(etree.fromstring(sample())), settings, path, Report())


def test_after_a_book_all_is_as_before(tmp_path: Path) -> None:
    before = state()
    printed(tmp_path / "book.pdf", Settings(stylesheet="p { colour: red }"))
    assert state() == before


def test_after_an_error_all_is_as_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from weasyprint.text import line_break

    def broken(*given: Any, **named: Any) -> None:
        raise MemoryError

    monkeypatch.setattr(line_break, "create_layout", broken)
    before = state()
    with pytest.raises(MemoryError):
        printed(tmp_path / "book.pdf")
    assert state() == before


def test_the_log_of_another_thread_goes_where_its_owner_sends_it() -> None:
    from edition.writers.pdf.layout import LayoutFaults, logged

    log, heard, lines = logging.getLogger("weasyprint"), LayoutFaults(), io.StringIO()
    handler = logging.StreamHandler(lines)
    log.addHandler(handler)
    try:
        with logged(heard):
            other = threading.Thread(target=log.warning, args=("theirs",))
            other.start()
            other.join()
            log.warning("ours")
    finally:
        log.removeHandler(handler)
    assert (lines.getvalue(), list(heard.faults)) == ("theirs\n", ["ours"])


def test_another_thread_has_the_functions_of_weasyprint_as_they_are() -> None:
    from edition.writers.pdf.layout import in_place_of

    module = ModuleType("module")
    module.name = lambda: "theirs"  # type: ignore[attr-defined]
    heard: list[str] = []
    with in_place_of(module, "name", lambda theirs: f"ours for {theirs()}"):
        other = threading.Thread(target=lambda: heard.append(module.name()))
        other.start()
        other.join()
        heard.append(module.name())
    heard.append(module.name())
    assert heard == ["theirs", "ours for theirs", "theirs"]


def test_books_made_in_several_threads_are_as_one_made_alone(tmp_path: Path) -> None:
    before = state()
    printed(tmp_path / "alone.pdf")
    threads = [threading.Thread(target=printed, args=(tmp_path / f"{number}.pdf",)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({(tmp_path / f"{name}.pdf").read_bytes() for name in ("alone", 0, 1)}) == 1
    assert state() == before


def test_a_pdf_is_read_without_a_change_to_the_log_of_its_library(tmp_path: Path) -> None:
    from edition import readers

    pytest.importorskip("pdfplumber")
    printed(tmp_path / "book.pdf")
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        before = state()
        readers.read_file(Witness(siglum="A", reader="pdf", file="book.pdf"), (tmp_path / "book.pdf").read_bytes(), Report())
        assert state() == before
    finally:
        logging.getLogger("pdfminer").setLevel(logging.NOTSET)
