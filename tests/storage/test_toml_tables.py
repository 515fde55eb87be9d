"""A TOML file in, tables with the lines of their keys out."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.errors import TextError
from edition.messages import Report
from edition.storage.toml_tables import Key, Table, checked, read_tables

TEXT = """\
# a comment with a = sign
title = "x" # and one here
"quoted" = 1

[[witness]]
siglum = "A"

[[witness]]
  siglum = "B"
[pdf]
page = "A5"
"""


def tables(tmp_path: Path, text: str, **headers: bool) -> tuple[dict[str, list[Table]], Report]:
    path = tmp_path / "garden" / "edition.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    report = Report()
    return read_tables(path, headers or {"witness": True, "pdf": False}, report), report


def test_every_key_knows_its_line(tmp_path: Path) -> None:
    found, report = tables(tmp_path, TEXT)
    assert not len(report)
    assert found[""][0].values == {"title": "x", "quoted": 1}
    assert str(found[""][0].locus("quoted")) == "garden/edition.toml:3"
    assert [str(table.locus("siglum")) for table in found["witness"]] == ["garden/edition.toml:6", "garden/edition.toml:9"]
    assert str(found["witness"][1].locus()) == "garden/edition.toml:8"
    assert str(found["pdf"][0].locus("page")) == "garden/edition.toml:11"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (
            '[witness]\nsiglum = "A"\n',
            1,
            "E072 witness must be a table that may be repeated. Write [[witness]] on a line of its own.",
        ),
        ('[[pdf]]\npage = "A5"\n', 1, "E075 pdf must be a table that stands once. Write [pdf] on a line of its own."),
        ('title = "x"\npdf = "A5"\n', 2, "E075 pdf must be a table that stands once."),
    ],
)
def test_a_table_of_the_wrong_shape_is_told(tmp_path: Path, text: str, line: int, says: str) -> None:
    _, report = tables(tmp_path, text)
    (message,) = report
    assert str(message).startswith(f"garden/edition.toml:{line}: {says}")


def test_a_file_that_ends_too_early_is_told_with_its_last_line(tmp_path: Path) -> None:
    with pytest.raises(TextError, match=r"^garden/edition\.toml:2: E007 the file is no well-formed TOML: "):
        tables(tmp_path, 'title = "x"\nauthors = ["a",\n')


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('title = """\n\n[[witness]]\n', "1"),
        ("a = " + "[" * 5000, "1"),
        ('title = "x"\nbase = "A"\ntitle = """\n\n"""\n', "3"),
        ('title = "x"\ntitle = "y"\n', "2:12"),
    ],
)
def test_a_file_that_is_no_toml_is_told_where_the_fault_begins(tmp_path: Path, text: str, place: str) -> None:
    with pytest.raises(TextError, match=rf"^garden/edition\.toml:{place}: E007 "):
        tables(tmp_path, text)


def test_a_table_within_a_string_moves_no_line(tmp_path: Path) -> None:
    text = 'title = """\n[[witness]]\nsiglum = "A"\n"""\n[[witness]]\nsiglum = "B"\n'
    found, report = tables(tmp_path, text)
    assert not len(report)
    assert [str(table.locus("siglum")) for table in found["witness"]] == ["garden/edition.toml:6"]


def test_line_ends_and_a_byte_order_mark_move_no_line(tmp_path: Path) -> None:
    path = tmp_path / "edition.toml"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    found = read_tables(path, {"witness": True, "pdf": False}, Report())
    assert found["witness"][1].locus("siglum").line == 9


def test_a_table_in_a_table_and_tables_in_a_list_have_lines(tmp_path: Path) -> None:
    text = 'witness = [\n  { siglum = "A" },\n  { siglum = "B" },\n]\n[pdf.margins]\nouter = 1\n[pdf."more"]\n'
    found, _ = tables(tmp_path, text)
    assert [str(table.locus("siglum")) for table in found["witness"]] == ["garden/edition.toml:2", "garden/edition.toml:3"]
    report = Report()
    assert checked(found["pdf"][0], {"page": Key()}, report) == {}
    assert [(message.code, message.locus and message.locus.line) for message in report] == [("E008", 5), ("E008", 7)]


def test_an_element_of_the_wrong_kind_is_told_on_its_own_line(tmp_path: Path) -> None:
    found, report = tables(tmp_path, 'authors = [\n  "a",\n  1, "b",\n]\n')
    checked(found[""][0], {"authors": Key(tuple)}, report)
    assert [(message.code, message.locus and message.locus.line) for message in report] == [("E010", 3)]


def test_an_optional_file_may_be_absent_or_empty(tmp_path: Path) -> None:
    report = Report()
    assert read_tables(tmp_path / "names.toml", {"person": True}, report, optional=True) == {"": [], "person": []}
    (tmp_path / "names.toml").write_text("\n", encoding="utf-8")
    assert read_tables(tmp_path / "names.toml", {"person": True}, report, optional=True) == {"": [], "person": []}
    with pytest.raises(TextError, match="E001"):
        read_tables(tmp_path / "edition.toml", {}, report)


def test_a_needed_value_that_is_missing_or_empty_is_told_and_stands_in_as_empty() -> None:
    report = Report()
    table = Table("x.toml", "person", {"id": ""})
    assert checked(table, {"id": Key(needed=True), "forms": Key(tuple, needed=True), "note": Key()}, report) == {
        "id": "",
        "forms": (),
    }
    assert [str(message) for message in report] == [
        'x.toml: E009 id is missing in [person]. Write id = "…".',
        'x.toml: E009 forms is missing in [person]. Write forms = ["…", "…"].',
    ]


def test_true_is_no_number_and_one_is_not_true() -> None:
    report = Report()
    checked(Table("x.toml", "", {"format": True, "parallel": 1}), {"format": Key(int), "parallel": Key(bool)}, report)
    assert [message.code for message in report] == ["E010", "E010"]
