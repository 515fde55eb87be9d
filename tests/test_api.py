"""The API as a script of a stranger uses it: paths in, frozen values out, and the message of the command line as an exception."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import edition
from edition import EditionError, OutsideError, TextError, UsageError
from edition.storage.cache import Pages

MORNING = "She walked along the river before dawn. The ferryman had not come, and the bell was silent. She had two loaves."
EVENING = "She walked by the river before dawn. The ferryman came late, and the bell was silent. She had three loaves."
DOCUMENT = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
  <teiHeader><fileDesc><titleStmt><title>Rain</title></titleStmt><publicationStmt><p>For a test.</p></publicationStmt>
    <sourceDesc><listWit><witness xml:id="A">One</witness><witness xml:id="B">Two</witness></listWit></sourceDesc></fileDesc>
  </teiHeader>
  <text><body>{body}</body></text>
</TEI>
"""


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "morning.txt").write_text(MORNING, encoding="utf-8")
    (tmp_path / "evening.txt").write_text(EVENING, encoding="utf-8")
    return tmp_path / "morning.txt", tmp_path / "evening.txt"


def test_all_that_the_package_names_is_there() -> None:
    assert {"align", "build", "collate", "locate", "open_tei", "read", "validate"} <= set(edition.__all__)
    assert all(getattr(edition, name) is not None for name in edition.__all__)


def test_two_texts(pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    found = edition.align(str(pair[0]), pair[1])
    readings = [(reading.lemma, reading.text) for reading in found.readings]
    assert ("along", "by") in readings
    assert ("two", "three") in readings
    assert all(reading.weight is not None and 0 <= reading.weight <= 1 for reading in found.readings)
    assert json.loads(json.dumps(found.to_dict())) == found.to_dict()
    assert "<table" in found._repr_html_()
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.base_text = ""  # type: ignore[misc]
    assert capsys.readouterr() == ("", "")


# Ten lines of a stranger: an apparatus of two files, and its five longest substantive readings.
STRANGER = """\
import sys
import edition

pair = edition.align(sys.argv[1], sys.argv[2])
substantive = [reading for reading in pair.readings if reading.grade == "substantive"]
substantive.sort(key=lambda reading: len(reading.lemma + reading.text), reverse=True)
for reading in substantive[:5]:
    print(f"{reading.lemma or '–'} ] {reading.text or '–'}")
"""


def test_a_stranger_prints_the_longest_substantive_readings(pair: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(STRANGER, encoding="utf-8")
    command = [sys.executable, tmp_path / "script.py", *pair]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "two ] three" in done.stdout
    assert 1 <= len(done.stdout.splitlines()) <= 5


def test_a_script_without_a_guard_makes_a_pdf_and_runs_once(tmp_path: Path, root: Path, tool: object) -> None:
    tool("pango")  # type: ignore[operator]
    (tmp_path / "script.py").write_text(
        "import edition\nprint('once')\n"
        f"edition.write_book('pdf', {str(root / 'tests/writers/notebook.xml')!r}, {str(tmp_path / 'book.pdf')!r})\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, tmp_path / "script.py"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "once\n"), done.stderr
    assert (tmp_path / "book.pdf").read_bytes()[:5] == b"%PDF-"


def test_tei_of_anyone(tmp_path: Path) -> None:
    body = '<div><head>One</head><p>It <app><lem wit="#A">rained</lem><rdg wit="#B">poured</rdg></app> all day.</p></div>'
    (tmp_path / "rain.xml").write_text(DOCUMENT.format(body=body), encoding="utf-8")
    book = edition.open_tei(tmp_path / "rain.xml")
    assert "It poured all day." in str(book.text("B"))
    assert "It rained all day." in str(book.text("A"))
    [unit] = book.apparatus
    assert [(reading.sigla, reading.text) for reading in unit.readings] == [(("A",), "rained"), (("B",), "poured")]
    assert len(book.entries) == 1


def test_a_document_without_words_has_no_entries_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "rain.xml").write_text(DOCUMENT.format(body="<p/>"), encoding="utf-8")
    with pytest.raises(TextError, match="E494"):
        edition.open_tei(tmp_path / "rain.xml").entries


def test_bad_input_is_the_message_of_the_command_line(tmp_path: Path, pair: tuple[Path, Path], root: Path) -> None:
    with pytest.raises(TextError, match="E001"):
        edition.align(tmp_path / "none.txt", pair[0])
    with pytest.raises(UsageError, match="E051"):
        edition.write_book("mobi", root / "tei/specimen.xml", tmp_path / "book.mobi")
    with pytest.raises(EditionError, match="E008"):
        edition.write_book("epub", root / "tei/specimen.xml", tmp_path / "book.epub", paper="A7")
    with pytest.raises(EditionError, match="E011"):
        edition.write_book("epub", root / "tei/specimen.xml", tmp_path / "book.epub", apparatus="everything")
    with pytest.raises(UsageError, match="E029"):
        edition.read(pair[0], language="nowhere-at-all")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["evening.txt", "morning.txt"]


@pytest.fixture
def garden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with one edition, sources/example; the working folder of the test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    monkeypatch.delenv("EDITION_TEXTS", raising=False)
    monkeypatch.chdir(edition.new_example(tmp_path / "garden"))
    return Path.cwd()


def test_an_edition_is_named_by_its_folder_or_its_name(garden: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = garden / "sources/example"
    for given in ("example", Path("example"), "sources/example", "./sources/example/", sources):
        assert edition.edition_folder(given) == sources
    monkeypatch.chdir(garden / "sources")
    assert edition.edition_folder("example") == edition.edition_folder("./example") == sources
    monkeypatch.chdir(sources)
    assert edition.edition_folder(".") == edition.edition_folder("") == edition.edition_folder("../example") == sources


def test_a_folder_that_is_no_edition_is_not_taken_for_the_name_of_one(garden: Path) -> None:
    for given in ("nowhere/example", "./example", garden / "example"):
        with pytest.raises(UsageError, match="E019") as caught:
            edition.build(given, "tei")
        assert caught.value.message.values["folder"] == str((garden / given).parent)
    with pytest.raises(UsageError, match="E020") as caught:
        edition.build("/nowhere/at/all/example", "tei")
    assert "/nowhere/at/all/example" in str(caught.value)
    with pytest.raises(UsageError, match="E019"):
        edition.build("exampel", "tei")
    assert not (garden / "tei").exists()


def test_one_folder_of_texts_and_one_output_need_no_list(garden: Path) -> None:
    (garden / "sources/example/witnesses").rename(garden / "tx")
    built = [edition.build("example", "tei", texts=texts).paths for texts in ("tx", Path("tx"), ["tx"], iter([Path("tx")]))]
    assert built == [(garden / "tei/example.xml",)] * 4
    assert edition.doubtful_places("example", texts="tx").messages == edition.doubtful_places("example", texts=["tx"]).messages
    text = next((garden / "tx").glob("*.txt"))
    assert [one.path for one in edition.new_edition(garden / "one", str(text))] == [text]


def test_what_a_call_has_used_stays_in_the_cache_however_much_it_is(
    garden: Path, tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that an edition that is larger than the cache is not made anew each time."""
    kept = tmp_path / ".cache/edition"
    monkeypatch.setattr("edition.storage.cache._MOST", 0)
    edition.build("example", "tei")
    assert list((kept / "tei").iterdir())

    def sets_pages(kind: str, tree: object, settings: object, path: Path, report: object, shelf: Pages) -> None:
        shelf.keep(["the only page"], b"as it was set")

    monkeypatch.setattr("edition.writers.write_book", sets_pages)
    edition.write_book("pdf", root / "tests/writers/notebook.xml", "book.pdf")
    assert list((kept / "pages").iterdir())


@pytest.mark.parametrize("name", ["a\0b", "r" * 5_000], ids=["null byte", "too long"])
def test_a_path_that_no_file_can_have_is_a_message(garden: Path, root: Path, name: str) -> None:
    def fails(code: str, call: Callable[[], object]) -> None:
        with pytest.raises(OutsideError, match=code):
            call()

    notebook = root / "tests/writers/notebook.xml"
    for call in (
        lambda: edition.read(name),
        lambda: edition.align(name, name),
        lambda: edition.validate(name),
        lambda: edition.validate(notebook, name),
        lambda: edition.open_tei(name),
        lambda: edition.build(name),
        lambda: edition.build(f"sources/{name}"),
        lambda: edition.build("example", texts=name),
        lambda: edition.write_book("epub", name),
        lambda: edition.write_book("epub", notebook, "book.epub", settings=name),
        lambda: edition.write_book("pdf", notebook, "book.pdf", stylesheet=name),
        lambda: edition.editions(name),
        lambda: edition.new_edition(name, notebook),
    ):
        fails("E005", call)
    fails("E00[56]", lambda: edition.new_example(name))
    fails("E006", lambda: edition.write_book("epub", notebook, name))
    assert sorted(path.name for path in garden.iterdir()) == ["sources"]


@pytest.mark.parametrize("name", ["", ".", "/"])
def test_a_folder_is_neither_a_document_nor_a_book(garden: Path, root: Path, name: str) -> None:
    with pytest.raises(OutsideError, match="E006"):
        edition.write_book("epub", root / "tests/writers/notebook.xml", name)
    with pytest.raises(OutsideError, match="E005"):
        edition.write_book("epub", name)


def test_a_book_is_not_written_over_what_it_is_made_of(garden: Path, root: Path) -> None:
    document = (root / "tests/writers/notebook.xml").read_bytes()
    Path("rain.epub").write_bytes(document)
    Path("looks.toml").write_text("[epub]\n[pdf]\n", encoding="utf-8")
    Path("press.css").write_text("p { color: navy }", encoding="utf-8")
    before = {path: path.read_bytes() for path in garden.iterdir() if path.is_file()}
    for kind, output, looks in (
        ("epub", "rain.epub", {}),
        ("epub", None, {}),
        ("epub", garden / "looks.toml", {"settings": "looks.toml"}),
        ("pdf", "press.css", {"stylesheet": Path("press.css")}),
    ):
        with pytest.raises(UsageError, match="E077"):
            edition.write_book(kind, "rain.epub", output, **looks)  # type: ignore[arg-type]
    assert {path: path.read_bytes() for path in garden.iterdir() if path.is_file()} == before


def test_a_style_sheet_is_a_path(garden: Path, root: Path, tool: Callable[[str], str]) -> None:
    tool("pango")
    notebook = root / "tests/writers/notebook.xml"
    Path("press.css").write_text("p { fly: away }", encoding="utf-8")
    Path("looks.toml").write_text('[pdf]\nstylesheet = "press.css"\n', encoding="utf-8")
    for looks in ({"stylesheet": "press.css"}, {"stylesheet": Path("press.css")}, {"settings": "looks.toml"}):
        made = edition.write_book("pdf", notebook, "book.pdf", **looks)  # type: ignore[arg-type]
        assert "W554" in [message.code for message in made.messages]
    with pytest.raises(TextError, match="E001"):
        edition.write_book("pdf", notebook, "other.pdf", stylesheet="none.css")
    with pytest.raises(UsageError, match="E010"):
        edition.write_book("pdf", notebook, "other.pdf", stylesheet=3)
    assert not Path("other.pdf").exists()


def test_an_error_of_an_opened_document_has_its_message(root: Path) -> None:
    book = edition.open_tei(root / "tests/writers/notebook.xml")
    for call in (lambda: book.text("nobody"), lambda: book.alone("nobody"), lambda: book.external("nothing")):
        with pytest.raises(UsageError) as caught:
            call()
        assert caught.value.messages == (caught.value.message,)


def test_an_empty_value_is_seen_in_its_message(root: Path) -> None:
    book = edition.open_tei(root / "tests/writers/notebook.xml")
    for call in (lambda: book.text(""), lambda: book.external(""), lambda: edition.write_book("", "rain.xml")):
        with pytest.raises(UsageError, match="“”"):
            call()


def test_a_file_is_named_as_it_was_given(garden: Path) -> None:
    Path("in/notes").mkdir(parents=True)
    for path in (Path("in/notes/rain.txt"), garden / "in/notes/rain.txt"):
        path.write_text(MORNING, encoding="utf-8")
        assert {message.locus.file for message in edition.read(path).messages if message.locus} == {str(path)}
        path.write_text("3 May 1921\n\n" + MORNING, encoding="utf-8")
        [entry] = edition.read(path)
        assert entry.paragraphs[0].locus
        assert entry.paragraphs[0].locus.file == str(path)
        path.write_text("\n", encoding="utf-8")
        for call in (edition.read, lambda path: edition.align(path, path), lambda path: edition.new_edition("fresh", path)):
            with pytest.raises(TextError, match="E002") as caught:
                call(path)
            assert str(caught.value).startswith(f"{path}: ")
        looks = path.with_name("looks.toml")
        looks.write_text("[epub]\npaper = 3\n", encoding="utf-8")
        with pytest.raises(TextError, match="E008") as caught:
            edition.write_book("epub", "rain.xml", settings=looks)
        assert str(caught.value).startswith(f"{looks}:2: ")


def test_language_tags_are_held_to_one_rule(pair: tuple[Path, Path]) -> None:
    with pytest.raises(UsageError, match="E029"):
        edition.read(pair[0], language="en_US")
    assert edition.read(pair[0], language="EN-gb").language == "en-GB"
