"""A shape of source, and a kind of book, that are made up here: one row in a table each, and the whole program knows them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from edition.readers.shapes.table import SHAPES
from tests.commands import cards
from tests.commands.conftest import Run

BOX = """%CARDS The Orchard in Cards
12 April 1931 | The pear trees along the wall are in full blossom.
14 April 1931 | Frost in the night.
"""
OTHER = "12 April 1931. The pear trees by the wall are in full bloom.\n\n14 April 1931. Frost in the night.\n"


@pytest.fixture
def a_box_of_cards() -> Iterator[None]:
    """The made-up shape, known before all others."""
    rows = dict(SHAPES)
    SHAPES.clear()
    SHAPES.update({cards.SHAPE.name: cards.SHAPE, **rows})
    yield
    SHAPES.clear()
    SHAPES.update(rows)


@pytest.mark.usefixtures("a_box_of_cards")
def test_an_edition_is_founded_on_a_made_up_shape_and_built(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("orchard.cards").write_text(BOX, encoding="utf-8")
    Path("hale.txt").write_text(OTHER, encoding="utf-8")
    result = run("new", "orchard", "--from", "orchard.cards", "hale.txt")
    found = "orchard.cards: box of cards in English, entries: 2 (1931-04-12 to 1931-04-14), notes: 0. Siglum OC."
    assert result.stdout.splitlines()[0] == found, result.stderr
    description = Path("orchard/sources/orchard/edition.toml").read_text(encoding="utf-8")
    assert 'reader = "cards"  # box of cards' in description
    assert 'title = "The Orchard in Cards"' in description
    assert 'authors = ["Ada Verger"]' in description
    assert 'language = "en-GB"' in description
    monkeypatch.chdir(tmp_path / "orchard")
    assert run("build", "--only", "tei").exit_code == 0
    assert "blossom" in Path("tei/orchard.xml").read_text(encoding="utf-8")
    (source,) = Path("tei/orchard").glob("orchard*.xml")
    assert "The Orchard in Cards" in source.read_text(encoding="utf-8")


@pytest.mark.usefixtures("a_box_of_cards")
def test_messages_that_list_shapes_list_a_made_up_one(workspace: Path, run: Run) -> None:
    described = workspace / "sources/example/edition.toml"
    described.write_text(described.read_text(encoding="utf-8").replace('reader = "plain"', 'reader = "boxes"', 1), encoding="utf-8")
    assert "E011 reader cannot be “boxes”. Write one of: cards, docx, epub," in run("build", "--only", "tei").stderr
    Path("letter.svg").write_bytes(b"<?xml version='1.0'?><svg><text>Rain.</text></svg>")
    assert "box of cards (.cards), PDF (.pdf)" in run("new", "other", "--from", "letter.svg").stderr


def test_what_nobody_made_up_is_not_known(run: Run) -> None:
    """So that the tests above can fail: without its row a box of cards is any text."""
    Path("orchard.cards").write_text(BOX, encoding="utf-8")
    assert "box of cards" not in run("new", "orchard", "--from", "orchard.cards").output


def with_slate(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own, where the table of kinds has one row more before the commands are made."""
    program = (
        "from edition.writers import kinds\n"
        "from tests.commands import slate\n"
        "kinds.KINDS[slate.KIND.name] = slate.KIND\n"
        "from edition.commands import main\n"
        f"main({list(arguments)!r})\n"
    )
    root = str(Path(__file__).resolve().parent.parent.parent)
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {root!r})\n{program}"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_made_up_kind_of_book_is_built_as_edition_toml_says(workspace: Path) -> None:
    described = workspace / "sources/example/edition.toml"
    described.write_text(described.read_text(encoding="utf-8") + '\n[slate]\nreading = "H"\n', encoding="utf-8")
    built = with_slate("build", "--only", "slate,tei")
    assert built.stdout.split() == ["tei/example.xml", "output/example.slate.txt"], built.stderr
    words = Path("output/example.slate.txt").read_text(encoding="utf-8")
    assert words.startswith("H: ")
    assert "eleven bees" in words
    described.write_text(described.read_text(encoding="utf-8").replace('reading = "H"', "apparatus = true"), encoding="utf-8")
    wrong = with_slate("build")
    assert wrong.returncode == 1
    assert "E008 the key apparatus is not known in [slate]" in wrong.stderr


def test_a_made_up_kind_of_book_has_a_command_and_stands_in_the_help(workspace: Path) -> None:
    assert with_slate("build", "--only", "tei").returncode == 0
    made = with_slate("slate", "tei/example.xml", "--reading", "P")
    assert made.stdout == "tei/example.slate.txt\n", made.stderr
    assert Path("tei/example.slate.txt").read_text(encoding="utf-8").startswith("P: ")
    own = with_slate("slate", "--help").stdout
    assert "Make a slate of the TEI document FILE.xml" in own
    assert "--reading" in own
    assert "--columns" not in own
    assert "TEI, EPUB, HTML page, PDF and slate" in with_slate("build", "--help").stdout + with_slate("--help").stdout
    unknown = with_slate("build", "--only", "mobi").stderr
    assert "E051 this program makes no “mobi”. It makes: tei, epub, html, pdf, slate." in unknown
