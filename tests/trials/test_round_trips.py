"""What goes out in each form that other programs read comes back: of editions, a poem, a play, and documents of other projects.

The command makes each form; what tests/tei/export and tests/imports hold small documents to, these are held to. LibreOffice and
LuaLaTeX are run where they are installed. It takes a quarter of an hour of the processor and more: LibreOffice lays the
thousands of footnotes of the poem out for minutes.
"""

from __future__ import annotations

import csv
import json
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from edition.messages import Report
from edition.tei.export.exported_edition import exported_edition
from edition.tei.reading.apparatus import variation_units
from edition.tei.reading.declared_witnesses import declared_witnesses
from edition.tei.reading.opening import open_tei
from edition.tei.reading.witness_text import edited_text, read_witness
from edition.text.foldings import folded
from edition.text.running_text import running_text
from tests.listed_books import CORPUS
from tests.tei.export import test_facing_latex, test_forms, test_latex, test_text_services
from tests.tei.export.test_text_services import served  # noqa: F401

BOOKS = ["specimen", "serge", "inferno", "doll", *CORPUS]
HOLDS: dict[str, tuple[Callable[[Path, Path], None], ...]] = {
    "csv": (test_forms.hold_table_of_readings,),
    "ods": (test_forms.hold_spreadsheet,),
    "tmx": (test_forms.hold_translation_memory,),
    "collatex-json": (test_forms.hold_texts_of_alignment_table, test_forms.hold_readings_of_alignment_table),
    "alpheios": (test_forms.hold_word_alignment,),
    "latex": (test_latex.hold_latex,),
    "ekdosis": (test_latex.hold_ekdosis,),
    "dts": (test_text_services.hold_resources,),
}
# A reading that is printed says what a witness has, less spaces, the capitals of verses, and who lacks an entry.
MOST_LOST = 0.04

every_book = pytest.mark.parametrize("name", BOOKS)


@pytest.fixture(scope="module")
def exported(
    listed_book: Callable[[str], Path], run_edition: Any, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, str], Path]:
    """Give what the command makes of a book in a form, made once."""
    done: dict[tuple[str, str], Path] = {}

    def give(name: str, form: str) -> Path:
        if (name, form) not in done:
            folder = tmp_path_factory.mktemp("exported")
            made = folder / f"{name}{'' if form in ('dts', 'citation') else '.docx' if form == 'docx' else '.tex'}"
            result = run_edition("export", listed_book(name), "--to", form, "-o", made, folder=folder)
            assert result.returncode == 0, result.stderr
            done[name, form] = made
        return done[name, form]

    return give


@every_book
@pytest.mark.parametrize("form", HOLDS)
def test_all_that_a_form_holds_comes_back(
    name: str, form: str, exported: Callable[[str, str], Path], listed_book: Callable[[str], Path]
) -> None:
    for hold in HOLDS[form]:
        hold(listed_book(name), exported(name, form))


@every_book
def test_a_word_document_comes_back(name: str, exported: Callable[[str, str], Path], listed_book: Callable[[str], Path]) -> None:
    pytest.importorskip("docx", reason="python-docx is not installed")
    from tests.tei.export import test_printed_forms

    test_printed_forms.hold_text_of_word_document(listed_book(name), exported(name, "docx"))
    test_printed_forms.hold_footnotes_of_word_document(listed_book(name), exported(name, "docx"))


@every_book
def test_libreoffice_opens_a_word_document(
    name: str, exported: Callable[[str, str], Path], tool: Callable[[str], str], tmp_path: Path
) -> None:
    pytest.importorskip("docx", reason="python-docx is not installed")
    program = [tool("soffice"), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*program, "--outdir", tmp_path, exported(name, "docx")], check=True, capture_output=True, timeout=3600)
    assert (tmp_path / f"{name}.pdf").read_bytes().startswith(b"%PDF")


@every_book
def test_a_client_of_dts_reads_each_passage(
    name: str,
    exported: Callable[[str, str], Path],
    served: Callable[[Path], str],  # noqa: F811
) -> None:
    test_text_services.hold_passages(served(exported(name, "dts")))


@every_book
def test_a_citation_names_the_work(name: str, exported: Callable[[str, str], Path]) -> None:
    folder = exported(name, "citation")
    title = json.loads((folder / ".zenodo.json").read_text(encoding="utf-8"))["title"]
    assert title
    assert json.dumps(title, ensure_ascii=False).strip('"') in (folder / "CITATION.cff").read_text(encoding="utf-8")


# --- What is imported again -----------------------------------------------------------------------------------------------


def imported(path: Path, run_edition: Any, folder: Path) -> Path:
    made = folder / "back.xml"
    result = run_edition("import", path, "-o", made, folder=folder)
    assert result.returncode == 0, result.stderr
    return made


def words(document: Path) -> dict[str, str]:
    """The words of each witness, without spaces and folded."""
    found: dict[str, str] = {}
    for siglum, entry in test_forms.entries(document):
        found[siglum] = found.get(siglum, "") + "".join(folded(running_text(entry).text).split())
    return {siglum: text for siglum, text in found.items() if text}


@every_book
def test_an_alignment_table_is_imported(
    name: str, exported: Callable[[str, str], Path], listed_book: Callable[[str], Path], run_edition: Any, tmp_path: Path
) -> None:
    back = words(imported(exported(name, "collatex-json"), run_edition, tmp_path))
    assert back == words(listed_book(name))


@every_book
def test_a_table_with_a_witness_a_column_is_imported(
    name: str, exported: Callable[[str, str], Path], listed_book: Callable[[str], Path], run_edition: Any, tmp_path: Path
) -> None:
    rows = test_forms.table_of(exported(name, "collatex-json"))
    if len(rows) < 2:
        pytest.skip("this document has one witness")
    with (tmp_path / "table.tsv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(rows)
        for cells in zip(*rows.values(), strict=True):
            writer.writerow([test_forms.words_in(cell) for cell in cells])
    # A hyphen or a dash that stands alone is a gap, in a table.
    there, back = words(listed_book(name)), words(imported(tmp_path / "table.tsv", run_edition, tmp_path))
    assert {siglum: _without_dashes(text) for siglum, text in back.items()} == {
        siglum: _without_dashes(text) for siglum, text in there.items()
    }


def _without_dashes(text: str) -> str:
    return "".join(letter for letter in text if letter not in "-–—")


@every_book
@pytest.mark.parametrize("form", ["latex", "ekdosis"])
def test_latex_is_imported(
    name: str, form: str, exported: Callable[[str, str], Path], listed_book: Callable[[str], Path], run_edition: Any, tmp_path: Path
) -> None:
    document = listed_book(name)
    made = imported(exported(name, form), run_edition, tmp_path)
    tree, back = open_tei(document, Report()), open_tei(made, Report())
    printed, came = (
        "".join("".join(folded(running_text(one).text).split()) for one in edited_text(each).entries) for each in (tree, back)
    )
    assert came == printed
    declared, edition = declared_witnesses(tree.getroot()), exported_edition(tree)
    # What stands before and after the text, as a preface, is printed, and no witness's.
    has = {siglum for siglum, _ in test_forms.entries(document)}
    for siglum in has - {edition.printed_siglum, *(declared.siglum(key) for key in declared.quoted)}:
        there, here = (_words_of(one, siglum) for one in (document, made))
        assert (there - here).total() <= MOST_LOST * there.total(), siglum
    names = {(one.text, one.sigla) for unit in variation_units(tree) if unit.type == "speaker" for one in unit.readings}
    back_names = {(one.text, one.sigla) for unit in variation_units(back) if unit.type == "speaker" for one in unit.readings}
    assert {name for name in names if name[0]} <= back_names


def _words_of(document: Path, siglum: str) -> Counter[str]:
    tree = open_tei(document, Report())
    known = declared_witnesses(tree.getroot()).sigla
    entries = read_witness(tree, siglum).entries if known else edited_text(tree).entries
    return Counter(word for entry in entries for word in folded(running_text(entry).text).split())


@every_book
def test_latex_is_set(name: str, exported: Callable[[str, str], Path], tool: Callable[[str], str], tmp_path: Path) -> None:
    """Once, as a fault of the document shows in the first run; the numbers of lines take three."""
    source = exported(name, "latex")
    command = [tool("lualatex"), "-interaction=nonstopmode", "-halt-on-error", f"-output-directory={tmp_path}", str(source)]
    found = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, errors="replace", timeout=900, check=False)
    if "reledmac.sty' not found" in found.stdout:
        pytest.skip("what latex takes is not installed (make latex installs it)")
    assert found.returncode == 0, found.stdout[-2000:]


# --- Facing pages ---------------------------------------------------------------------------------------------------------


@every_book
def test_two_texts_stand_on_facing_pages(
    name: str, listed_book: Callable[[str], Path], run_edition: Any, tool: Callable[[str], str], tmp_path: Path
) -> None:
    """Set once, as a fault of the document shows in the first run."""
    made = tmp_path / "facing.tex"
    result = run_edition("export", listed_book(name), "--to", "latex", "--parallel", "-o", made, folder=tmp_path)
    assert result.returncode == 0, result.stderr
    if "I555" in result.stderr:
        pytest.skip("this document has one full witness")
    source = made.read_text(encoding="utf-8")
    test_facing_latex.hold_facing_pages(listed_book(name), source)
    left, right = map(test_facing_latex.chunks, test_facing_latex.sides(source))
    assert len(left) == len(right)
    command = [tool("lualatex"), "-interaction=nonstopmode", "-halt-on-error", str(made)]
    found = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, errors="replace", timeout=1800, check=False)
    if "reledmac.sty' not found" in found.stdout or "reledpar.sty' not found" in found.stdout:
        pytest.skip("what latex takes is not installed (make latex installs it)")
    assert found.returncode == 0, found.stdout[-2000:]
