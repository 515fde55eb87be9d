"""A folder of sources in, a Project or clear messages out."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.errors import TextError, UsageError
from edition.messages import Report
from edition.project import description

EDITION = """\
format = 2
title = "A Garden Notebook"
authors = ["Ida Holm"]
editors = ["Jo Marsh"]
language = "en"
base = "A"
date = "2026-11-22"

[[witness]]
siglum = "A"
title = "The Garden Book"
reader = "plain"
file = "a.txt"

[[witness]]
siglum = "Ar"
title = "A review"
reader = "plain"
file = "review.txt"
fragment_of = "A"

[pdf]
page = "A4"
"""
NAMES = """\
[[person]]
id = "pers.holm"
name = "Ida Holm"
forms = ["Holm", "I. H."]
dates = "1890–1950"

[[place]]
id = "place.bergen"
name = "Bergen"
"""


def workspace(tmp_path: Path, **files: str) -> Path:
    """A workspace with the edition "garden"; keywords name its files without ending and their text."""
    folder = tmp_path / "sources" / "garden"
    folder.mkdir(parents=True)
    for name, text in {"edition": EDITION, **files}.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return tmp_path


def faults(tmp_path: Path, **files: str) -> list[str]:
    """The messages of an edition that cannot be loaded, as the editor sees them."""
    report = Report()
    with pytest.raises(TextError) as stopped:
        description.load(workspace(tmp_path, **files), "garden", report)
    messages = [str(message) for message in report]
    return messages if str(stopped.value) in messages or messages else [str(stopped.value)]


def changed(old: str, new: str) -> str:
    """edition.toml with one thing changed."""
    assert EDITION.count(old) == 1, old
    return EDITION.replace(old, new)


def test_a_folder_becomes_a_project(tmp_path: Path) -> None:
    root = workspace(tmp_path, names=NAMES)
    (root / "sources/garden/front").mkdir()
    (root / "sources/garden/front/2-thanks.md").write_text("Thanks.\n", encoding="utf-8")
    (root / "sources/garden/front/1-preface.md").write_text("# Preface\n", encoding="utf-8")
    report = Report()
    loaded = description.load(root, "garden", report)
    assert not len(report)
    assert loaded.description.title == "A Garden Notebook"
    assert loaded.description.front == (("1-preface", "# Preface\n"), ("2-thanks", "Thanks.\n"))
    assert [(witness.siglum, witness.fragment_of) for witness in loaded.witnesses] == [("A", None), ("Ar", "A")]
    assert [(name.kind, name.id, name.forms) for name in loaded.names] == [
        ("person", "pers.holm", ("Holm", "I. H.")),
        ("place", "place.bergen", ()),
    ]
    assert loaded.looks["pdf"] == {"page": "A4"}
    assert loaded.looks["epub"] == {}
    assert loaded.tei == root / "tei/garden.xml"
    assert loaded.book("pdf") == root / "output/garden.pdf"


def test_broken_toml_is_told_with_line_and_column(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, edition=changed('base = "A"', 'base = "A'))
    assert fault.startswith("garden/edition.toml:6:10: E007 ")


@pytest.mark.parametrize(
    ("old", "new", "line", "code", "says"),
    [
        ('language = "en"', 'langage = "en"\nlanguage = "en"', 5, "E008", "the key langage is not known. Did you mean language?"),
        (
            'title = "A review"',
            'title = "A review"\nsigla = "x"',
            18,
            "E008",
            "sigla is not known in [witness]. Did you mean siglum?",
        ),
        ('title = "A Garden Notebook"\n', "", None, "E009", 'title is missing. Write title = "…".'),
        ('title = "A review"\n', "", 15, "E009", "title is missing in [witness]."),
        ('title = "A review"', "title = 1913", 17, "E010", 'must be text in quotation marks. Write title = "1913".'),
        ('authors = ["Ida Holm"]', 'authors = "Ida Holm"', 3, "E010", 'Write authors = ["Ida Holm"].'),
        ('authors = ["Ida Holm"]', "authors = []", 3, "E009", "authors is missing"),
        ('base = "A"', 'base = "A"\nkey = "day"', 7, "E011", "key cannot be “day”. Write one of: date, number."),
        ("[pdf]", "[pfd]", 22, "E012", "the table [pfd] is not known. Did you mean pdf?"),
        ('siglum = "Ar"', 'siglum = "A"', 16, "E013", "the siglum A is declared twice, first on line 10."),
        ('base = "A"', 'base = "B"', 6, "E014", 'Add a [[witness]] with siglum = "B" to edition.toml. Declared: A, Ar.'),
        ('fragment_of = "A"', 'fragment_of = "C"', 20, "E014", "the siglum C is used but not declared."),
        ('siglum = "Ar"', 'siglum = "A r"', 16, "E015", "A r cannot be a siglum."),
        ('base = "A"', 'base = "Ar"', 6, "E016", "Ar is a review and cannot be the base."),
        ('siglum = "Ar"', 'siglum = "R"', 16, "E017", "Write A and a letter or two for the review, such as Ar"),
        ("format = 2", "format = 3", 1, "E021", "Write format = 2"),
        ('date = "2026-11-22"', 'date = "2026-02-30"', 7, "E028", "2026-02-30 is no date of the calendar."),
        ('language = "en"', 'language = "English, UK"', 5, "E029", "English, UK is no language tag."),
        ('file = "a.txt"', 'file = "texts/a.txt"', 13, "E030", 'Write file = "a.txt"'),
        (
            'reader = "plain"\nfile = "a.txt"',
            'reader = "rtf"\nfile = "a.txt"',
            12,
            "E011",
            "reader cannot be “rtf”. Write one",
        ),
        ('page = "A4"', "parallel = 1", 23, "E010", "parallel in [pdf] must be true or false."),
    ],
)
def test_each_fault_is_told_with_its_line_and_what_to_write(
    tmp_path: Path, old: str, new: str, line: int | None, code: str, says: str
) -> None:
    found = faults(tmp_path, edition=changed(old, new))
    where = f"garden/edition.toml:{line}" if line else "garden/edition.toml"
    assert any(fault.startswith(f"{where}: {code} ") and says in fault for fault in found), found


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    found = faults(tmp_path, edition=changed('base = "A"', 'base = "B"').replace('title = "A review"\n', ""))
    assert len(found) == 2


@pytest.mark.parametrize(("more", "codes"), [("", ["W085"]), ("column = 1\n", ["W085"]), ("column = 2\n", [])])
def test_two_translations_in_one_file_are_told_unless_each_is_a_part_of_it(tmp_path: Path, more: str, codes: list[str]) -> None:
    own = 'reader = "plain"\nfile = "a.txt"\ncolumn = 1\n' if more else 'reader = "plain"\nfile = "a.txt"\n'
    other = f'[[witness]]\nsiglum = "B"\ntitle = "Leaves"\nreader = "plain"\nfile = "a.txt"\n{more}\n[pdf]'
    edition = changed('reader = "plain"\nfile = "a.txt"\n', own).replace("[pdf]", other)
    report = Report()
    description.load(workspace(tmp_path, edition=edition), "garden", report)
    assert [message.code for message in report] == codes


def test_a_date_without_quotation_marks_is_as_good(tmp_path: Path) -> None:
    loaded = description.load(workspace(tmp_path, edition=changed('date = "2026-11-22"', "date = 2026-11-22")), "garden", Report())
    assert loaded.description.date == "2026-11-22"


def test_a_siglum_in_decisions_has_to_be_declared(tmp_path: Path) -> None:
    decision = '[[join]]\nsiglum = "B"\nentry = "1931-05-02"\nat = "and"\n'
    (fault,) = faults(tmp_path, decisions=decision)
    assert fault.startswith("garden/decisions.toml:4: E014 ")


def test_a_name_has_one_id_and_a_form_one_name(tmp_path: Path) -> None:
    twice = NAMES + '\n[[person]]\nid = "pers.holm"\nname = "Other"\n'
    (fault,) = faults(tmp_path, names=twice)
    assert fault.startswith("garden/names.toml:12: E026 the id pers.holm is given twice, first on line 2.")
    report = Report()
    shared = NAMES + '\n[[person]]\nid = "pers.b"\nname = "B"\nforms = ["Holm"]\n'
    (tmp_path / "sources/garden/names.toml").write_text(shared, encoding="utf-8")
    description.load(tmp_path, "garden", report)
    assert [message.code for message in report] == ["W025"]


def test_an_id_that_xml_does_not_allow_is_told(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, names=NAMES.replace("pers.holm", "1 holm"))
    assert "E031 1 holm cannot be the id of a name." in fault


def test_an_edition_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"there is no edition “gardn” .* Editions there: garden"):
        description.load(workspace(tmp_path), "gardn", Report())


def test_the_workspace_is_found_from_below_it(tmp_path: Path) -> None:
    root = workspace(tmp_path).resolve()
    assert description.find_workspace(root / "sources" / "garden") == root
    assert description.editions(root) == ("garden",)


def test_outside_a_workspace_the_message_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="edition new DIR"):
        description.find_workspace(tmp_path)


def test_texts_are_sought_in_the_folders_given_then_the_environment_then_witnesses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = workspace(tmp_path)
    loaded = description.load(root, "garden", Report())
    places = [tmp_path / "given", tmp_path / "environment", root / "sources/garden/witnesses"]
    for place in places:
        place.mkdir()
    monkeypatch.setenv("EDITION_TEXTS", str(places[1]))
    for place in reversed(places):
        (place / "a.txt").write_text("x", encoding="utf-8")
        found, missing = description.find_texts(loaded, [places[0]])
        assert found == {"A": place / "a.txt"}
        assert [message.values["siglum"] for message in missing] == ["Ar"]


def test_a_missing_text_is_told_with_the_place_to_put_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EDITION_TEXTS", raising=False)
    loaded = description.load(workspace(tmp_path), "garden", Report())
    _, (missing, _) = description.find_texts(loaded)
    assert str(missing) == (
        "garden/edition.toml:10: E022 the text of A, a.txt, was not found. Put the file into sources/garden/witnesses, "
        "or name the folder that holds it: --texts DIR, or the variable EDITION_TEXTS. Sought in: sources/garden/witnesses."
    )


def test_a_text_that_is_not_the_one_described_is_a_warning(tmp_path: Path) -> None:
    text = changed('file = "a.txt"', f'file = "a.txt"\nsha256 = "{"0" * 64}"')
    loaded = description.load(workspace(tmp_path, edition=text), "garden", Report())
    report = Report()
    description.check_digest(loaded, loaded.witnesses[0], b"other", report)
    (message,) = report
    assert message.code == "W024"
    assert "d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa" in message.hint


@pytest.mark.parametrize(
    ("format_", "said", "meant", "codes"),
    [
        (1, "substantive", "stylistic", ["W087"]),
        (1, "all", "all", []),
        (2, "substantive", "substantive", []),
    ],
)
def test_substantive_is_read_as_the_format_of_the_file_means_it(
    tmp_path: Path, format_: int, said: str, meant: str, codes: list[str]
) -> None:
    text = EDITION.replace("format = 2", f"format = {format_}") + f'apparatus = "{said}"\n\n[epub]\napparatus = "{said}"\n'
    report = Report()
    loaded = description.load(workspace(tmp_path, edition=text), "garden", report)
    assert [loaded.looks[kind]["apparatus"] for kind in ("epub", "pdf")] == [meant] * 2
    assert [message.code for message in report] == codes


def test_a_file_of_settings_alone_has_no_format_of_before(tmp_path: Path) -> None:
    (tmp_path / "looks.toml").write_text('[epub]\napparatus = "substantive"\n', encoding="utf-8")
    report = Report()
    assert description.read_looks(tmp_path / "looks.toml", report)["epub"] == {"apparatus": "substantive"}
    assert [*report] == []
