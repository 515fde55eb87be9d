"""Turn what edition.toml is to say of how a text is divided into its new lines, and into the outline of the text with them."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from edition.files import decode
from edition.language.languages import language_read_as
from edition.messages import Message, Report
from edition.model import Locus, StatedDivisions, Witness
from edition.model.documents import Document, DocumentOutline
from edition.pipeline.outline_doubts import OutlineDoubt, outline_doubts
from edition.pipeline.outline_values import outline_as_tree
from edition.project.edition_keys import DIVISION_KEYS, witness_keys
from edition.project.stated_keys import stated_divisions
from edition.readers.document_places import placed
from edition.readers.outlines import divided, rows_of
from edition.readers.shapes import UnknownFile, document_of
from edition.readers.shapes.table import SHAPES
from edition.storage.toml_editing import with_keys
from edition.storage.toml_lines import toml_lines
from edition.storage.toml_tables import Table, checked

FILE = "edition.toml"
# Keys of a [[witness]] that a page may change. The column of a table is another text, and none of the divisions of this one.
RESTATED = tuple(key for key in DIVISION_KEYS if key != "column")


@dataclass(frozen=True, slots=True)
class OutlineBeside:
    """The outline of a text as edition.toml divides it, and as it would. `lines`: both as one list of lines, each with " ", "-" for
    one of before, or "+" for one of after. `counts`: of the entries. `told`: what is told of the text then, the worst first.
    `toml`: the whole file then; None where it cannot be changed without a change to something else. `faults`: why the keys
    cannot be.
    """

    lines: tuple[tuple[str, str], ...] = ()
    counts: tuple[int, int] = (0, 0)
    told: tuple[str, ...] = ()
    toml: str | None = None
    faults: tuple[str, ...] = ()


class DividedText:
    """A text of an edition while its divisions are changed. `toml`: edition.toml as it stands, line ends as "\\n"; `raw`: the file
    of the text. Raises EditionError: the file cannot be read.
    """

    def __init__(self, witness: Witness, toml: str, raw: bytes) -> None:
        self.witness, self.toml = witness, toml
        file = UnknownFile(raw, witness.file, witness.language)
        self._document: Document = document_of(SHAPES[witness.reader], file, Report())
        self._rows: Sequence[str] = rows_of(file)
        tables = tomllib.loads(toml).get("witness", [])
        self._index = next((at for at, table in enumerate(tables) if table.get("siglum") == witness.siglum), -1)
        self.values: dict[str, object] = {key: tables[self._index][key] for key in RESTATED if key in tables[self._index]}

    def outline(self) -> tuple[list[str], list[OutlineDoubt]]:
        """The outline as lines, and what else may divide the text, as lines of edition.toml."""
        found, _ = self._divided(self.witness.stated)
        return self._lines(found), outline_doubts(found)

    def restated(self, values: Mapping[str, object]) -> OutlineBeside:
        """Try other keys. `values`: by key; one that is not there is taken out of the file."""
        whole = {key: values.get(key) for key in RESTATED}
        toml = with_keys(self.toml, ("witness", self._index), whole, RESTATED)
        if toml is None:
            return OutlineBeside(faults=("This [[witness]] is written in a way that only you can change, by hand.",))
        report = Report()
        stated = _stated(toml, self._index, report)
        if report.errors:
            return OutlineBeside(faults=tuple(str(message) for message in report.errors))
        before, _ = self._divided(self.witness.stated)
        after, told = self._divided(stated)
        lines = tuple(
            (line[0], line[2:]) for line in difflib.Differ().compare(self._lines(before), self._lines(after)) if line[0] in " -+"
        )
        errors = [message for message in told if message.severity == "error"]
        shown = [*errors, *(message for message in told if message.severity == "warning")]
        counts = len(before.entries), len(after.entries)
        return OutlineBeside(lines, counts, tuple(map(str, shown)), toml, tuple(map(str, errors)))

    def _divided(self, stated: StatedDivisions | None) -> tuple[DocumentOutline, list[Message]]:
        report = Report()
        language = language_read_as(self.witness.language)
        found = divided(self._document, language, report, stated, self._rows if stated is not None else ())
        return found, placed(report, self._document)

    def _lines(self, outline: DocumentOutline) -> list[str]:
        return outline_as_tree(outline, self.witness.language, doubts=False).split("\n")


def divided_text(witness: Witness, toml: bytes, raw: bytes) -> DividedText:
    """Take a text as edition.toml divides it now. `toml`: the bytes of edition.toml. Raises EditionError."""
    return DividedText(witness, decode(toml, Report(), Locus(FILE)), raw)


def _stated(toml: str, index: int, report: Report) -> StatedDivisions | None:
    """Read what a [[witness]] says of its divisions, as `project.description.load` does."""
    values, lines = tomllib.loads(toml), toml_lines(toml)
    top = {key: value for key, value in values.items() if not isinstance(value, dict | list)}
    table = Table(FILE, "witness", values["witness"][index], ("witness", index), lines)
    return stated_divisions(table, checked(table, witness_keys(), report), Table(FILE, "", top, (), lines), report)
