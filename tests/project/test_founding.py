"""edition new --from: files in, an edition.toml out that loads without a fault and says what was found."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from edition.errors import TextError
from edition.messages import Report
from edition.model import Entry, Paragraph, Witness
from edition.pipeline import steps
from edition.project import description
from edition.project.founding import SurveyedFile, beside, describe, found_edition, survey
from edition.readers.outlines import outline_of
from edition.readers.telling import told
from edition.storage.cache import Cache
from tests.readers import notebook
from tests.readers.test_table_columns import BILINGUAL

FRENCH = """9 août 1944. La lampe a été allumée à neuf heures, et personne ne l’a vue dans la brume, sauf les mouettes.

11 août 1944. Il fait beau. J’ai compté les bougies avec une patience qui n’est pas la mienne.
"""
REVIEW = """The Keeper and His Lamp

Nobody reads lighthouse books for the weather, but “the sea made no sound at all” is a fine line, and there are others.
"""


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "files"
    folder.mkdir()
    contents = {"keeper.docx": notebook.docx(), "keeper.html": notebook.html(), "review.txt": REVIEW.encode()}
    contents["book.xml"] = notebook.tei()
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in contents]


def test_what_is_found_is_said(files: list[Path]) -> None:
    assert [str(one) for one in survey(files)] == [
        "keeper.docx: Word document in English, entries: 3 (1944-08-09 to 1945-01-02), notes: 3. Siglum LB.",
        "keeper.html: saved web page in English, entries: 3 (1944-08-09 to 1945-01-02), notes: 3. Siglum LB2.",
        "book.xml: TEI document in English, entries: 3 (1944-08-09 to 1945-01-02), notes: 3. Siglum LB3.",
        "review.txt: plain text in English, taken for a review of LB, because 100% of what stands in its quotation marks is word "
        "for word in LB; quotations: 1; if it is a translation, take fragment_of out of its table in edition.toml. Siglum LBr.",
    ]


def test_a_review_is_taken_to_quote_the_translation_whose_words_it_has(tmp_path: Path) -> None:
    contents = {
        "hale.txt": "9 August 1944. The lamp was kindled at nine, and from the west there came a fog.\n",
        "pell.txt": "9 August 1944. The lamp was lit at nine. Fog came in from the west.\n",
        "review.txt": "He writes well: “The lamp was lit at nine. Fog came in from the west.”\n",
    }
    for name, text in contents.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    *_, review = survey([tmp_path / name for name in contents])
    assert (review.witness.siglum, review.witness.fragment_of) == ("Pr", "P")


def test_a_translation_is_never_taken_for_a_review(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("9 August 1944. The lamp was lit at nine.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text(
        "9 August 1944. “At nine,” they lit “the lamp.”\n" + "Nobody spoke of fog. " * 9, encoding="utf-8"
    )
    *_, other = survey([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert other.witness.fragment_of is None
    assert "taken for a translation, because it is" in str(other)
    assert "if it is a review, write fragment_of in edition.toml" in str(other)


def test_texts_side_by_side_in_a_table_are_told_with_their_columns(tmp_path: Path) -> None:
    (tmp_path / "mill.html").write_bytes(BILINGUAL)
    found = survey([tmp_path / "mill.html"])
    assert [str(one) for one in found] == [
        "mill.html: saved web page in English, column 1 of its tables, entries: 1 (1 to 1), notes: 0. Siglum E.",
        "mill.html: saved web page in French, column 2 of its tables, entries: 1 (1 to 1), notes: 0. Siglum F.",
    ]
    tables = tomllib.loads(describe(found, beside(found), "2026-11-22"))["witness"]
    assert [(table["file"], table["column"], table["language"]) for table in tables] == [
        ("mill.html", 1, "en"), ("mill.html", 2, "fr"),
    ]  # fmt: skip


@pytest.mark.parametrize("stated", ["de", "en", ""])
def test_a_text_in_other_letters_is_not_in_the_language_of_the_page_around_it(tmp_path: Path, stated: str) -> None:
    text = "Ἡ γέφυρα ἔπεσε τῇ νυκτί, καὶ οὐδεὶς ἔδωκε τὸν μισθόν· ὁ δὲ ἄρχων ἠρίθμησε τοὺς ἡμιόνους. "
    page = f'<html lang="{stated}"><body><h2>I</h2><p>{text * 3}</p><h2>II</h2><p>{text * 3}</p></body></html>'
    (tmp_path / "bridge.html").write_text(page, encoding="utf-8")
    (one,) = survey([tmp_path / "bridge.html"])
    assert (one.witness.language, [entry.n for entry in one.witness.entries]) == ("und", ["1", "2"])
    assert outline_of(page.encode(), "bridge.html", "", Report())[1] == "und"


def test_lines_that_no_empty_line_parts_are_those_of_pages() -> None:
    line = b"The lamp was lit at nine, and from the west there came a fog.\n"
    assert told(b"9 August 1944.\n" + (line + line.lower()) * 50, "pages.txt").reader == "pdf-text"
    assert told((b"9 August 1944.\n\n" + line * 6 + b"\n") * 20, "plain.txt").reader == "plain"
    assert told(b"9 August 1944.\n" + (line.strip() * 8 + b"\n") * 40, "page.txt").reader == "web"


def test_the_edition_loads_and_builds(files: list[Path], tmp_path: Path) -> None:
    found_edition(tmp_path / "new", "keeper", survey(files), (), "2026-11-22")
    report = Report()
    loaded = description.load(tmp_path / "new", "keeper", report)
    texts, missing = description.find_texts(loaded)
    assert not missing
    (built,) = steps.build(loaded, texts, report, cache=Cache(None), only=("tei",))
    assert {message.severity for message in report} <= {"info"}
    document = built.read_text(encoding="utf-8")
    # All shapes agree; the review alone has somewhere to begin.
    assert 'type="lexical"' not in document.partition("<text")[2]
    assert "the sea made no sound at all" in document


def test_the_same_files_give_the_same_description(files: list[Path]) -> None:
    first = describe(survey(files), (), "2026-11-22")
    assert first == describe(survey(files), (), "2026-11-22")
    assert first.count("FILL IN") == 17


def test_headings_without_numbers_divide_a_text_beside_one_with_numbers(tmp_path: Path) -> None:
    parts = {"The Lamp": "The lamp was lit at nine.", "Fog": "Fog came in from the west.", "The Boat": "No boat came that day."}
    named = "".join(f"<h2>{title}</h2><p>{text} {'It was cold, and nobody spoke. ' * 9}</p>" for title, text in parts.items())
    numbered = "".join(f"CHAPTER {n}\n\n{text} {'It was cold. ' * 9}\n\n" for n, text in enumerate(parts.values(), 1))
    (tmp_path / "a.html").write_text(f"<html><body>{named}</body></html>", encoding="utf-8")
    (tmp_path / "b.txt").write_text(numbered, encoding="utf-8")
    found = survey([tmp_path / "a.html", tmp_path / "b.txt"])
    found_edition(tmp_path / "new", "lamps", found, (), "2026-11-22")
    report = Report()
    loaded = description.load(tmp_path / "new", "lamps", report)
    texts, _ = description.find_texts(loaded)
    edition = steps.compile_edition(loaded, steps.read_texts(loaded, texts), report, Cache(None))
    assert not [message for message in report if message.code == "I194"]
    assert [len(witness.entries) for witness in edition.witnesses] == [len(one.witness.entries) for one in found] == [3, 3]
    assert [table.get("key") for table in tomllib.loads(describe(found, (), "2026-11-22"))["witness"]] == ["heading", None]


def test_it_is_said_that_an_apparatus_is_not_taken(tmp_path: Path) -> None:
    readings = '<app><lem wit="#A">lamp</lem><rdg wit="#B">light</rdg></app>'
    text = f"<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><p>The {readings} was lit at nine.</p></body></text></TEI>"
    (tmp_path / "theirs.xml").write_text(text, encoding="utf-8")
    (one,) = survey([tmp_path / "theirs.xml"])
    assert "without its apparatus" in str(one)
    assert "edition html theirs.xml" in str(one)


def test_a_text_in_another_language_is_read_in_it(tmp_path: Path) -> None:
    (tmp_path / "phare.txt").write_text(FRENCH, encoding="utf-8")
    (one,) = survey([tmp_path / "phare.txt"])
    assert (one.witness.language, [entry.n for entry in one.witness.entries]) == ("fr", ["1944-08-09", "1944-08-11"])


ENGLISH = "9 August 1944. The lamp was lit at nine, and nobody saw it in the fog, except the gulls.\n\n11 August 1944. Fair.\n"
OTHER_ENGLISH = "9 August 1944. At nine the lamp was lit, and no one saw it in the mist but the gulls.\n\n11 August 1944. Fine.\n"


def described(folder: Path, **texts: str) -> tuple[list[str], dict[str, Any]]:
    """The sigla of what an edition of texts sets beside its base, and its edition.toml, which must load without a message."""
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    found = survey([folder / f"{name}.txt" for name in texts])
    apart = beside(found)
    found_edition(folder / "new", "lamp", found, apart, "2026-11-22")
    report = Report()
    description.load(folder / "new", "lamp", report)
    assert not len(report)
    return [*apart], tomllib.loads((folder / "new/sources/lamp/edition.toml").read_text(encoding="utf-8"))


def test_texts_in_two_languages_stand_side_by_side(tmp_path: Path) -> None:
    apart, toml = described(tmp_path, phare=FRENCH, lamp=ENGLISH)
    assert (apart, toml["base"]) == (["L"], "P")
    assert [(toml[kind]["parallel"], toml[kind]["apparatus"]) for kind in ("epub", "pdf")] == [(True, "none")] * 2


def test_an_original_stands_beside_two_translations_which_are_compared(tmp_path: Path) -> None:
    apart, toml = described(tmp_path, phare=FRENCH, lamp=ENGLISH, mist=OTHER_ENGLISH)
    assert (apart, toml["base"], toml["language"]) == (["P"], "L", "en")
    assert "apparatus" not in toml["epub"]
    assert (toml["pdf"]["columns"], toml["pdf"]["page"]) == (True, "A4")


def test_texts_with_few_words_in_common_stand_side_by_side(tmp_path: Path) -> None:
    lamp = (
        "The lamp was lit at nine. I counted the candles twice, to have something to do, and trimmed each wick with the scissors."
    )
    parrots = (
        "My aunt kept parrots. She sold the smallest to a judge, who taught it Latin, and hung it above the door of his court."
    )
    night = "It was a night for thieves; none came, and the gulls slept on the rail until the bell of the boat woke them."
    verdict = "Nobody laughed at its verdicts but the cook, who had been married there to a sailor from a town in the hills."
    lamp, parrots = f"9 August 1944. {lamp} {night} So ended August.", f"9 August 1944. {parrots} {verdict} He never asked for her."
    apart, toml = described(tmp_path, lamp=lamp, parrots=parrots)
    assert apart == ["P"]
    assert toml["pdf"]["apparatus"] == "none"


def test_other_quotation_marks_fill_no_apparatus(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text('9 August 1944. "The lamp," said Ida, and the fog was thick.\n', encoding="utf-8")
    (tmp_path / "b.txt").write_text("9 August 1944. “A lamp,” said Ida, and the fog was thick.\n", encoding="utf-8")
    one, two = survey([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert describe((one, two), (), "2026-11-22").count('\napparatus = "stylistic"') == 2
    assert describe((one, one), (), "2026-11-22").count("\napparatus") == 0


@pytest.mark.parametrize(("above", "kind"), [("Chapter", "chapter"), ("Book", "book"), ("Letter", "letter")])
def test_what_stands_above_the_numbers_is_named(tmp_path: Path, above: str, kind: str) -> None:
    text = f"{above} 1\n\n1. Rain.\n\n2. Sun.\n\n{above} 2\n\n1. Wind.\n\n2. The fog and the sea.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert f'divisions = "{kind}"' in describe(survey([tmp_path / "a.txt"]), (), "2026-11-22")


def test_a_page_of_a_library_is_called_after_the_work(tmp_path: Path) -> None:
    head = "<title>The Project Gutenberg eBook of Lamps</title><p>Title: Lamps</p><p>Translator: Ida Marsh</p>"
    text = "<p>*** START OF THE PROJECT GUTENBERG EBOOK LAMPS ***</p><h1>LAMPS</h1><h2>Chapter 1</h2><p>Rain, and the fog.</p>"
    (tmp_path / "pg1.html").write_text(f"<!doctype html>{head}{text}", encoding="utf-8")
    (one,) = survey([tmp_path / "pg1.html"])
    assert (one.witness.title, one.witness.translators, one.witness.siglum) == ("Lamps", ("Ida Marsh",), "M")


@pytest.mark.parametrize(
    ("translators", "sigla"),
    [
        (["Ida Marsh", "Jonas Reed"], ["M", "R"]),
        (["Ida Marsh", "Otto Mole"], ["M", "Mo"]),
        (["Ida Marsh and Jonas Reed", "Otto Mole"], ["MR", "M"]),
        (["Ida Marsh", "Ada Marsh"], ["M", "Ma"]),
        (["", ""], ["KL", "KL2"]),
    ],
)
def test_translations_are_called_after_their_translators(translators: list[str], sigla: list[str], tmp_path: Path) -> None:
    paths = []
    for number, name in enumerate(translators):
        by = f"Translated by {name}\n\n" if name else ""
        paths.append(tmp_path / f"{number}.txt")
        paths[-1].write_text(f"THE KEPT LAMP\n\n{by}\n3 May 1921\n\nIt rained on the boots of the pastor.\n", encoding="utf-8")
    assert [one.witness.siglum for one in survey(paths)] == sigla


def test_two_files_of_one_name_are_kept_apart(files: list[Path], tmp_path: Path) -> None:
    again = tmp_path / "again"
    again.mkdir()
    (again / "keeper.docx").write_bytes(files[0].read_bytes())
    assert [one.witness.file for one in survey([files[0], again / "keeper.docx"])] == ["keeper.docx", "keeper-2.docx"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.rtf", rb"{\rtf1 3 May 1921}", "E141"),
        ("a.xml", b"<?xml version='1.0'?><book><p>3 May 1921</p></book>", "E139"),
        ("a.txt", b"  \n", "E002"),
        ("a.docx", b"PK\x03\x04 and then nothing", "E130"),
    ],
)
def test_a_file_that_no_edition_can_be_made_of_is_told(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(TextError, match=code):
        survey([tmp_path / name])


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(TextError, match="E001"):
        survey([tmp_path / "none.txt"])


@pytest.mark.parametrize(
    ("content", "name", "reader"),
    [
        (b"# 3 May 1921\n\nRain.\n", "a.md", "markdown"),
        (b"# 3 May 1921\n\nRain.\n\n# 4 May 1921\n\nSun.\n", "a.txt", "markdown"),
        (b"3 May 1921. Rain.\n\n4 May 1921. Sun.\n", "a.txt", "plain"),
        (b"May 3, 1921\n\n" + b"Rain fell. " * 40 + b"\n", "a.txt", "web"),
        (b"3 May 1921. Rain.\n\x0c4 May 1921. Sun.\n", "a.txt", "pdf-text"),
        (b"<!doctype html>\n<p>3 May 1921", "a.txt", "html"),
    ],
)
def test_the_shape_is_told_by_the_content(content: bytes, name: str, reader: str) -> None:
    assert told(content, name).reader == reader


@given(st.text(), st.text(min_size=1), st.text(), st.text())
@example('"""', "'''", "\\", "\x00\n\x7f\u00a0")
def test_whatever_a_file_says_of_itself_reads_back(title: str, siglum: str, author: str, translator: str) -> None:
    entry = Entry("1", None, "", None, None, (Paragraph("Text."),))
    witness = Witness(siglum, title, (translator,), (author,), reader="plain", file=f"{title}.txt", entries=(entry,))
    review = replace(witness, siglum=siglum + "r", entries=(), fragment_of=siglum)
    described = tomllib.loads(
        describe([SurveyedFile(one, Path(one.file), b"Text.", ()) for one in (witness, review)], (), "2026-11-22")
    )
    assert (described["title"], described["authors"], described["base"]) == (title, [author], siglum)
    for one, table in zip((witness, review), described["witness"], strict=True):
        assert (table["siglum"], table["title"], table["file"]) == (one.siglum, one.title, one.file)
        assert table["translators"] == [translator]
        assert table.get("fragment_of") == one.fragment_of


def test_a_language_that_is_not_known_is_to_be_filled_in(tmp_path: Path) -> None:
    text = "A chuva caiu sobre o porto e o farol ficou apagado durante toda a noite. " * 4
    (tmp_path / "porto.txt").write_text(f"3 May 1921. {text}\n\n4 May 1921. {text}\n", encoding="utf-8")
    found = survey([tmp_path / "porto.txt"])
    assert "in an unknown language, entries: 2" in str(found[0])
    assert describe(found, (), "2026-11-22").count('language = "und"  # FILL IN') == 2


@pytest.mark.parametrize(
    ("by", "authors", "asked"),
    [("by Nora Falk", ["Nora Falk"], False), ("", ["A. Typist"], True)],
)
def test_whoever_typed_a_word_document_is_not_taken_for_its_author(
    by: str, authors: list[str], asked: bool, tmp_path: Path
) -> None:
    word = pytest.importorskip("docx")
    document = word.Document()
    document.core_properties.author = "A. Typist"
    document.add_paragraph("The Lamp", "Title")
    for line in filter(None, (by, "Translated by Ruth Oakes")):
        document.add_paragraph(line)
    for chapter, text in (
        ("One", "The lamp was lit at nine, and nobody saw it."),
        ("Two", "It went out in the night, as it always did."),
    ):
        document.add_heading(f"Chapter {chapter}", 1)
        document.add_paragraph(text)
    document.save(str(tmp_path / "lamp.docx"))
    (one,) = survey([tmp_path / "lamp.docx"])
    assert list(one.witness.authors) == authors
    line = next(line for line in describe((one,), (), "2026-11-22").splitlines() if line.startswith("authors"))
    assert ("FILL IN" in line) is asked
