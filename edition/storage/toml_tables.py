"""Turn a TOML file into checked tables: every value of the kind that is wanted, every fault with its line.

tomllib gives no places, so the lines of headers and keys are found by reading the file a second time, line by line.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from edition.errors import TextError
from edition.files import read_text
from edition.messages import Message, Report
from edition.messages.values import Candidates, TableName, TomlKind
from edition.model import Locus

_HEADER = re.compile(r"\s*\[\[?\s*([\w.\"'-]+)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([\w-]+|\"[^\"]*\"|'[^']*')\s*=")
_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")

# What an example of each kind of value looks like.
_EXAMPLES: dict[type, str] = {
    str: '"…"',
    tuple: '["…", "…"]',
    int: "1",
    bool: "true",
    dict: '{ A = "…", B = "…" }',
}


@dataclass(frozen=True, slots=True)
class Key:
    """What may stand under a key: its kind (str, tuple of str, int, bool or dict), whether it must be there, the words allowed."""

    kind: type = str
    needed: bool = False
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a TOML file: its header ("" for the keys before the first), its values, and where they stand."""

    file: str
    header: str
    values: Mapping[str, object]
    line: int | None = None
    lines: Mapping[str, int] = field(default_factory=dict)

    def locus(self, key: str = "") -> Locus:
        """Where a key stands; without it, or where it is missing, the table's header."""
        return Locus(self.file, self.lines.get(key, self.line))

    @property
    def name(self) -> TableName:
        """The table as messages name it."""
        return TableName(self.header)


def read_tables(path: Path, headers: Mapping[str, bool], report: Report, *, optional: bool = False) -> dict[str, list[Table]]:
    """Turn a TOML file into its tables by header; the keys before the first header are under "".

    `headers` are those that may stand there, with True where a table may be repeated (`[[witness]]`). `optional`: a file that is
    absent or empty has no tables. Unknown headers are reported (E012), so are tables of the wrong shape (E072, E075).

    Raises TextError: the file is absent or empty (E001, E002), or no well-formed TOML (E007, with line and column).
    """
    if optional and not (path.is_file() and path.read_bytes().strip()):
        return {header: [] for header in ("", *headers)}
    name = path.name if path.parent == Path() else f"{path.parent.name}/{path.name}"
    text = read_text(path, report, name)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TextError(_broken(name, text, str(error))) from None
    places = _places(text)
    top = {key: value for key, value in values.items() if key not in headers and not _is_table(value)}
    tables: dict[str, list[Table]] = {header: [] for header in headers} | {
        "": [Table(name, "", top, None, places.get(("", 0), (1, {}))[1])]
    }
    for header, value in values.items():
        line, _ = places.get((header, 0), (None, {}))
        if header not in headers:
            if _is_table(value):
                report.add("E012", Locus(name, line), header=header, headers=Candidates(header, tuple(sorted(headers))))
            continue
        repeated = headers[header]
        if not isinstance(value, list if repeated else dict) or not _is_table(value):
            found = places.get(("", 0), (1, {}))[1].get(header, line)
            report.add("E072" if repeated else "E075", Locus(name, found), header=header)
            continue
        for index, table in enumerate(value if isinstance(value, list) else [value]):
            line, lines = places.get((header, index), (None, {}))
            tables[header].append(Table(name, header, table, line, lines))
    return tables


def checked(table: Table, keys: Mapping[str, Key], report: Report) -> dict[str, object]:
    """Turn a table into values fit for a constructor: those of `keys` that are there, and needed ones that are not as empty.

    Reports unknown keys (E008), missing ones (E009), wrong kinds (E010) and words that are not allowed (E011).
    """
    good: dict[str, object] = {}
    for key, value in table.values.items():
        if key not in keys:
            report.add("E008", table.locus(key), key=key, table=table.name, keys=Candidates(key, tuple(sorted(keys))))
            continue
        wanted = keys[key]
        fit = _fit(value, wanted.kind)
        if fit is None:
            example = _EXAMPLES[wanted.kind]
            if wanted.kind is str and isinstance(value, int | float) and not isinstance(value, bool):
                example = f'"{value}"'
            if wanted.kind is tuple and isinstance(value, str):
                example = f'["{value}"]'
            kind = TomlKind(wanted.kind.__name__)
            report.add("E010", table.locus(key), key=key, table=table.name, wanted=kind, example=example)
        elif wanted.words and fit not in wanted.words:
            report.add("E011", table.locus(key), key=key, value=fit, allowed=wanted.words)
        else:
            good[key] = fit
    for key, wanted in keys.items():
        if wanted.needed and (key not in table.values or good.get(key) == ""):
            example = f'"{wanted.words[0]}"' if wanted.words else _EXAMPLES[wanted.kind]
            report.add("E009", table.locus(), key=key, table=table.name, example=example)
        if wanted.needed:
            good.setdefault(key, wanted.kind())
    return good


def _fit(value: object, kind: type) -> object | None:
    """A TOML value as the kind wanted, None where it is of another. A bare date is as good as one in quotation marks."""
    if kind is str and isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    if kind is tuple:
        return tuple(value) if isinstance(value, list) and all(isinstance(part, str) for part in value) else None
    if isinstance(value, bool) is not (kind is bool):
        return None
    return value if isinstance(value, kind) else None


def _is_table(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and bool(value) and all(isinstance(part, dict) for part in value))


def _broken(name: str, text: str, fault: str) -> Message:
    """The message on a file that is no TOML; tomllib tells the place within its text."""
    match = _PLACE.search(fault)
    reason = _PLACE.sub("", fault).rstrip(".")
    line = int(match[1]) if match and match[1] else text.count("\n", 0, len(text.rstrip())) + 1
    column = int(match[2]) if match and match[2] else None
    return Message("E007", Locus(name, line, column), {"reason": reason[:1].lower() + reason[1:]})


def _places(text: str) -> dict[tuple[str, int], tuple[int, dict[str, int]]]:
    """The line of each table, by header and running number, with the lines of its keys."""
    places: dict[tuple[str, int], tuple[int, dict[str, int]]] = {("", 0): (1, {})}
    counts: dict[str, int] = {}
    lines = places["", 0][1]
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            name = header[1].strip("\"'")
            counts[name] = counts.get(name, -1) + 1
            lines = {}
            places[name, counts[name]] = (number, lines)
        elif key := _KEY.match(line):
            lines.setdefault(key[1].strip("\"'"), number)
    return places
