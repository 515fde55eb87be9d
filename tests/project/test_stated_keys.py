"""What edition.toml says of how a text is divided is read into one value, or told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition import outline
from edition.errors import TextError
from edition.messages import Report
from edition.model import StatedDivisions, StatedOmission
from edition.project.description import load
from tests.project.test_description import EDITION, workspace


def stated(tmp_path: Path, lines: str, top: str = "") -> StatedDivisions | None:
    text = EDITION.replace('file = "a.txt"\n', f'file = "a.txt"\n{lines}\n').replace("[[witness]]", f"{top}\n[[witness]]", 1)
    return load(workspace(tmp_path, edition=text), "garden", Report()).witnesses[0].stated


def told(tmp_path: Path, lines: str) -> list[str]:
    report = Report()
    text = EDITION.replace('file = "a.txt"\n', f'file = "a.txt"\n{lines}\n')
    with pytest.raises(TextError):
        load(workspace(tmp_path, edition=text), "garden", report)
    return [str(message) for message in report.errors]


def test_every_key_is_read(tmp_path: Path) -> None:
    found = stated(
        tmp_path,
        """
divisions = ["book", "chapter"]
headings = "Chapter {n}"
from = "In the middle"
to = "and the stars"
leave_out = [{heading = "APPENDIX"}, {lines = [40, 95]}]
key = "number"
verse = true""",
    )
    assert found == StatedDivisions(
        ("book", "chapter"), "Chapter {n}", "In the middle", "and the stars",
        (StatedOmission("APPENDIX"), StatedOmission("", (40, 95))), "number", True,
    )  # fmt: skip
    assert found.loci["to"].line == 19


def test_nothing_is_stated_where_nothing_is_said(tmp_path: Path) -> None:
    assert stated(tmp_path, "") is None


def test_no_levels_is_not_the_same_as_nothing_said(tmp_path: Path) -> None:
    found = stated(tmp_path, "divisions = []")
    assert found is not None
    assert found.levels == ()
    assert found.verse is None


def test_the_key_of_the_edition_holds_for_a_text_that_has_none(tmp_path: Path) -> None:
    found = stated(tmp_path, "verse = false", 'key = "number"')
    assert found is not None
    assert found.key == "number"


def test_a_text_may_have_another_key_than_the_edition(tmp_path: Path) -> None:
    found = stated(tmp_path, 'key = "heading"', 'key = "number"')
    assert found is not None
    assert found.key == "heading"


@pytest.mark.parametrize(
    ("lines", "code", "says"),
    [
        ('divisions = "book"', "E010", 'Write divisions = ["book"].'),
        ('divisions = ["book", 2]', "E010", "must be a list of texts"),
        ('divisions = ["book", " "]', "E060", "holds no words"),
        ('from = ""', "E060", 'Write from = "In the middle", or take the line out.'),
        ("to = 3", "E010", 'Write to = "3".'),
        ('headings = "{number}"', "E061", "{number} has no place there"),
        ('headings = "{n}{title}"', "E061", "{title} has no place there"),
        ('leave_out = "APPENDIX"', "E010", "a list of tables in braces"),
        ("leave_out = [{lines = 40}]", "E010", "two whole numbers in brackets"),
        ('leave_out = [{heading = "A", lines = [1, 2]}]', "E062", "one of the two"),
        ("leave_out = [{}]", "E062", "one of the two"),
        ('leave_out = [{heading = ""}]', "E060", "heading in [leave_out] holds no words"),
        ("leave_out = [{lines = [95, 40]}]", "E063", "there are no lines 95 to 40"),
        ("leave_out = [{lines = [0, 40]}]", "E063", "counted from 1"),
        ('key = "page"', "E011", "date, number, heading"),
        ("verse = 1", "E010", "Write verse = true."),
        ('form = "Canto"', "E008", "Did you mean from?"),
    ],
)
def test_a_bad_value_is_told_with_its_line_and_what_to_write(tmp_path: Path, lines: str, code: str, says: str) -> None:
    (line,) = told(tmp_path, lines)
    assert line.startswith(f"garden/edition.toml:14: {code} ")
    assert says in line


def test_keys_that_mean_nothing_for_a_review_are_told(tmp_path: Path) -> None:
    report = Report()
    text = EDITION.replace('fragment_of = "A"\n', 'fragment_of = "A"\ndivisions = []\nverse = true\n')
    with pytest.raises(TextError):
        load(workspace(tmp_path, edition=text), "garden", report)
    assert [(message.code, message.values["key"]) for message in report.errors] == [("E064", "divisions"), ("E064", "verse")]


def test_a_file_among_the_witnesses_is_read_as_its_edition_says(tmp_path: Path) -> None:
    text = "The mill.\n\nNo. 1\n\nThe wheel stood still all day, and so did we.\n\nNo. 2\n\nIn the night it turned.\n"
    edition = EDITION.replace(
        'file = "a.txt"\n', 'file = "a.txt"\nlanguage = "en-GB"\nheadings = "No. {n}"\nfrom = "In the night"\n'
    )
    folder = workspace(tmp_path, edition=edition) / "sources/garden/witnesses"
    folder.mkdir()
    for path in (folder / "a.txt", tmp_path / "a.txt"):
        path.write_text(text, encoding="utf-8")
    assert [entry.n for entry in outline(folder / "a.txt")] == ["2"]
    assert outline(folder / "a.txt").language == "en-GB"
    assert [entry.n for entry in outline(tmp_path / "a.txt")] == ["1"]
