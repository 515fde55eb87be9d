"""The JSON Schemas and the page of keys say what the program reads."""

from __future__ import annotations

import datetime
import importlib.util
import re
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from edition.messages import Report
from edition.model import Locus, Witness
from edition.project.edition_keys import DIVISION_KEYS, NAME_KEYS, TOP_KEYS, witness_keys
from edition.project.key_schemas import schemas
from edition.storage.toml_tables import Key, Table, checked
from edition.writers.settings import KEYS

ROOT = Path(__file__).resolve().parents[2]
FILES = [
    *(path for name in schemas() for path in sorted(ROOT.glob(f"sources/*/{name}"))),
    *(path for name in schemas() for path in sorted((ROOT / "edition/project/workspace").rglob(name))),
]


def plain(value: Any) -> Any:
    """A value of TOML as JSON has it: a bare date is as good as one in quotation marks."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def faults(file: str, text: str) -> list[str]:
    validator = jsonschema.Draft7Validator(schemas()[file])
    return [error.message for error in validator.iter_errors(plain(tomllib.loads(text)))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_editions_here_are_as_the_schemas_say(path: Path) -> None:
    assert not faults(path.name, path.read_text(encoding="utf-8"))


def test_every_edition_is_there() -> None:
    names = {path.parent.name for path in FILES if path.name == "edition.toml"}
    assert {"specimen", "serge", "candide", "meditations", "example"} <= names
    assert len(FILES) > len(names)


def test_the_schemas_are_schemas() -> None:
    for schema in schemas().values():
        jsonschema.Draft7Validator.check_schema(schema)


def test_the_page_and_the_schemas_are_as_new_as_the_code() -> None:
    spec = importlib.util.spec_from_file_location("make_schemas", ROOT / "tools/schemas.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    written = module.outputs()
    assert {path.name for path in written} == {
        "edition-toml.md", "edition.schema.json", "names.schema.json", "decisions.schema.json",
    }  # fmt: skip
    for path, text in written.items():
        assert path.read_text(encoding="utf-8") == text, "run `make schemas`"


@pytest.mark.parametrize("keys", [TOP_KEYS, witness_keys(), NAME_KEYS, KEYS])
def test_every_key_says_what_it_is(keys: dict[str, Key]) -> None:
    for name, key in keys.items():
        assert key.doc, name
        assert not key.doc.endswith("."), name
        if key.example:
            value = tomllib.loads(f"value = {key.example}")
            report = Report()
            checked(Table("edition.toml", "", {name: value["value"]}), {name: key}, report)
            assert not report.messages, name


def test_a_key_of_a_witness_is_a_field_of_it_or_says_how_it_is_divided() -> None:
    assert set(witness_keys()) - set(DIVISION_KEYS) <= set(Witness.__dataclass_fields__)


WHOLE = (ROOT / "sources/specimen/edition.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "line",
    [
        'divisions = "book"',
        "divisions = [1]",
        'divisions = [""]',
        'headings = " "',
        "headings = 3",
        "from = true",
        'from = ""',
        'leave_out = "APPENDIX"',
        'leave_out = ["APPENDIX"]',
        "leave_out = [{lines = [40]}]",
        "leave_out = [{lines = [40, 95, 96]}]",
        'leave_out = [{lines = ["40", "95"]}]',
        "leave_out = [{lines = [0, 9]}]",
        'leave_out = [{heading = "A", lines = [40, 95]}]',
        "leave_out = [{}]",
        'leave_out = [{head = "A"}]',
        'key = "page"',
        'verse = "yes"',
        "verses = true",
    ],
)
def test_what_the_schema_refuses_the_program_refuses_with_its_line(line: str, tmp_path: Path) -> None:
    from edition.errors import TextError
    from edition.project.description import load

    text = re.sub(r'(?m)^(siglum = "K")$', rf"\1\n{line}", WHOLE, count=1)
    assert faults("edition.toml", text)
    folder = tmp_path / "sources/specimen"
    folder.mkdir(parents=True)
    (folder / "edition.toml").write_text(text, encoding="utf-8")
    report = Report()
    with pytest.raises(TextError):
        load(tmp_path, "specimen", report)
    place = Locus("specimen/edition.toml", text[: text.index(line)].count("\n") + 1)
    assert [message.locus for message in report.errors] == [place]
    assert report.errors[0].hint


@pytest.mark.parametrize(
    "line",
    [
        'divisions = ["book", "chapter"]',
        "divisions = []",
        'headings = "No. {n}"',
        'from = "In the middle"\nto = "and the other stars"',
        'leave_out = [{heading = "APPENDIX"}, {lines = [40, 95]}]',
        'key = "heading"',
        "verse = false",
        "date = 1951-01-01",
    ],
)
def test_what_the_schema_allows_the_program_reads(line: str, tmp_path: Path) -> None:
    from edition.project.description import load

    text = re.sub(r'(?m)^date = "2004"\n', "", WHOLE)
    text = re.sub(r'(?m)^(siglum = "K")$', rf"\1\n{line}", text, count=1)
    assert not faults("edition.toml", text)
    folder = tmp_path / "sources/specimen"
    folder.mkdir(parents=True)
    (folder / "edition.toml").write_text(text, encoding="utf-8")
    report = Report()
    assert load(tmp_path, "specimen", report).witnesses[0].siglum == "K"
    assert not report.errors
