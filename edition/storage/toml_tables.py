"""Turn a TOML file into checked tables: every value of the kind that is wanted, every fault with its line."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from edition.errors import TextError
from edition.files import is_file, read_bytes, read_text
from edition.messages import Message, Report
from edition.messages.values import Candidates, TableName, TomlKind
from edition.model import Locus
from edition.storage.toml_lines import KeyPath, line_of, statement_line, toml_lines, unclosed
from edition.text.xml_characters import NOT_XML

_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")

# What an example of each kind of value looks like.
EXAMPLES: dict[type, str] = {
    str: '"…"',
    tuple: '["…", "…"]',
    int: "1",
    bool: "true",
    dict: '{ A = "…", B = "…" }',
    range: "[40, 95]",
    list: "[{ … }, { … }]",
}


@dataclass(frozen=True, slots=True)
class Key:
    """What may stand under a key. Reading, messages, docs/edition-toml.md and the JSON Schemas are made from it.

    `kind`: str, tuple (of str), int, bool, dict (by siglum), range (the first and the last of some whole numbers) or list (of
    tables with the keys `of`). `needed`: whether it must be there. `words`: those that are allowed, all if there are none.
    `filled`: whether an empty text is a fault. `doc`: what it says, in a sentence without a stop. `example`: a value as one writes
    it. `default`: what holds where it is left out, as one writes it. `of`: for dict, the kind of the values under the sigla.
    `counts`: a number must be 1 or more.
    """

    kind: type = str
    needed: bool = False
    words: tuple[str, ...] = ()
    doc: str = ""
    example: str = ""
    default: str = ""
    filled: bool = False
    of: Mapping[str, Key] | type = str
    counts: bool = False

    @property
    def form(self) -> TomlKind:
        """The kind of its value, in words."""
        return TomlKind("count" if self.counts else self.kind.__name__)

    @property
    def shown(self) -> str:
        """A value as one writes it: its own example, or one of its kind."""
        return self.example or (f'"{self.words[0]}"' if self.words else EXAMPLES[self.kind])


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a TOML file: its header ("" for the keys before the first), its values, and where they stand.

    `path` leads to it in the file, and `lines` has the lines of the whole file (toml_lines).
    """

    file: str
    header: str
    values: Mapping[str, object]
    path: KeyPath = ()
    lines: Mapping[KeyPath, int] = field(default_factory=dict)

    @property
    def line(self) -> int | None:
        """The line of its header; None where it has none."""
        return line_of(self.path, self.lines)

    def locus(self, *keys: str | int) -> Locus:
        """Where a value stands, by the keys and indexes that lead to it; where there is none, the nearest that would hold it."""
        return Locus(self.file, line_of((*self.path, *keys), self.lines))

    @property
    def name(self) -> TableName:
        """The table as messages name it."""
        return TableName(self.header)


def read_tables(
    path: Path, headers: Mapping[str, bool], report: Report, *, optional: bool = False, name: str = ""
) -> dict[str, list[Table]]:
    """Turn a TOML file into its tables by header; the keys before the first header are under "".

    `headers` are those that may stand there, with True where a table may be repeated (`[[witness]]`). `optional`: a file that is
    absent or empty has no tables. `name`: the file's name in messages, "" for its own after that of its folder. Unknown headers are
    reported (E012), so are tables of the wrong shape (E072, E075), and texts with a character that XML cannot hold (E011).

    Raises TextError: the file is absent or empty (E001, E002), or no well-formed TOML (E007, with line and column).
    """
    name = name or (path.name if path.parent == Path() else f"{path.parent.name}/{path.name}")
    if optional and not (is_file(path) and read_bytes(path, name).strip()):
        return {header: [] for header in ("", *headers)}
    text = read_text(path, report, name)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TextError(_broken(name, text, str(error))) from None
    except RecursionError:
        # tomllib calls itself for a list in a list.
        raise TextError(_broken(name, text, "Too many brackets within one another (at end of document)")) from None
    lines = toml_lines(text)
    # No text of TOML has such characters but written as “\\u0001”.
    for path_to, value in _texts_in((), values):
        if found := sorted(set(NOT_XML.findall(value))):
            key = next((part for part in reversed(path_to) if isinstance(part, str)), "")
            shown = NOT_XML.sub(lambda letter: _as_written(letter[0]), value)
            letters = tuple(map(_as_written, found))
            report.add("E011", Locus(name, line_of(path_to, lines)), key=key, value=shown, letters=letters)
    top = {key: value for key, value in values.items() if key not in headers and not _is_table(value)}
    tables: dict[str, list[Table]] = {header: [] for header in headers} | {"": [Table(name, "", top, (), lines)]}
    for header, value in values.items():
        if header not in headers:
            if _is_table(value):
                report.add("E012", Locus(name, lines[header,]), header=header, headers=Candidates(header, tuple(sorted(headers))))
            continue
        repeated = headers[header]
        if not isinstance(value, list if repeated else dict) or not _is_table(value):
            report.add("E072" if repeated else "E075", Locus(name, lines[header,]), header=header)
            continue
        for index, table in enumerate(value if isinstance(value, list) else [value]):
            tables[header].append(Table(name, header, table, (header, index) if repeated else (header,), lines))
    return tables


def tell_other_tables(report: Report, file: str, tables: Mapping[str, Collection[str]]) -> None:
    """Add to what a report says of unknown keys of a file (E008) in which other tables of the file they may stand.

    `file`: as `Table.file` has it. `tables`: the keys of each table, by its header.
    """
    for place, message in enumerate(report.messages):
        if message.code == "E008" and message.locus and message.locus.file == file:
            known = tuple(header for header, keys in tables.items() if message.values["key"] in keys)
            report.messages[place] = replace(message, values={**message.values, "tables": known})


def checked(table: Table, keys: Mapping[str, Key], report: Report) -> dict[str, object]:
    """Turn a table into values fit for a constructor: those of `keys` that are there, and needed ones that are not as empty.

    Reports unknown keys (E008), missing ones (E009), wrong kinds (E010), words that are not allowed (E011) and empty texts where
    there must be words (E060).
    """
    good: dict[str, object] = {}
    for key, value in table.values.items():
        if key not in keys:
            report.add("E008", table.locus(key), key=key, table=table.name, keys=Candidates(key, tuple(sorted(keys))))
            continue
        wanted = keys[key]
        fit = _fit(value, wanted.kind)
        if fit is None or (wanted.counts and isinstance(fit, int) and fit < 1):
            place, values = _misfit(table, key, value, wanted)
            report.add("E010", place, **values)
        elif wanted.words and fit not in wanted.words:
            report.add("E011", table.locus(key), key=key, value=fit, allowed=wanted.words)
        elif wanted.filled and (empty := _empty(key, fit)):
            report.add("E060", table.locus(*empty), key=key, table=table.name, example=wanted.shown)
        elif isinstance(wanted.of, Mapping) and isinstance(fit, tuple):
            good[key] = tuple(checked(inner, wanted.of, report) for inner in tables_in(table, key))
        else:
            good[key] = fit
    for key, wanted in keys.items():
        if wanted.needed and (key not in table.values or good.get(key) == ""):
            report.add("E009", table.locus(), key=key, table=table.name, example=wanted.shown)
        if wanted.needed:
            good.setdefault(key, wanted.kind())
    return good


def tables_in(table: Table, key: str) -> list[Table]:
    """The tables of a list under a key, which `_fit` has found to be tables."""
    values = table.values[key]
    parts = values if isinstance(values, list) else []
    return [Table(table.file, key, part, (*table.path, key, index), table.lines) for index, part in enumerate(parts)]


def _misfit(table: Table, key: str, value: object, wanted: Key) -> tuple[Locus, dict[str, object]]:
    """Where a value of the wrong kind stands, and what E010 says of it: of a list its first wrong part."""
    example, place = wanted.shown, table.locus(key)
    if wanted.kind is str and isinstance(value, int | float) and not isinstance(value, bool):
        example = f'"{value}"'
    if wanted.kind is tuple and isinstance(value, str):
        example = f'["{value}"]'
    if wanted.kind in (tuple, list) and isinstance(value, list):
        good = str if wanted.kind is tuple else dict
        place = table.locus(key, next(index for index, part in enumerate(value) if not isinstance(part, good)))
    return place, {"key": key, "table": table.name, "wanted": wanted.form, "example": example}


def _empty(key: str, value: object) -> tuple[str | int, ...]:
    """The way to a text without words under a key; () where all have words."""
    if isinstance(value, str):
        return () if value.strip() else (key,)
    parts = value if isinstance(value, tuple) else ()
    return next(((key, index) for index, part in enumerate(parts) if isinstance(part, str) and not part.strip()), ())


def _fit(value: object, kind: type) -> object | None:
    """A TOML value as the kind wanted, None where it is of another. A bare date is as good as one in quotation marks."""
    if kind is str and isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    if kind is tuple:
        return tuple(value) if isinstance(value, list) and all(isinstance(part, str) for part in value) else None
    if kind is list:
        return tuple(value) if isinstance(value, list) and all(isinstance(part, dict) for part in value) else None
    if kind is range:
        whole = isinstance(value, list) and len(value) == 2 and all(type(part) is int for part in value)
        return tuple(value) if whole and isinstance(value, list) else None
    if isinstance(value, bool) is not (kind is bool):
        return None
    return value if isinstance(value, kind) else None


def _texts_in(path: KeyPath, value: object) -> Iterator[tuple[KeyPath, str]]:
    """The texts of a TOML value, keys too, each with the way to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield (*path, key), key
            yield from _texts_in((*path, key), part)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _texts_in((*path, index), part)


def _as_written(letter: str) -> str:
    """A character as TOML writes it: “\\u0001”."""
    return f"\\u{ord(letter):04x}"


def _is_table(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and bool(value) and all(isinstance(part, dict) for part in value))


def _broken(name: str, text: str, fault: str) -> Message:
    """Turn a fault that tomllib tells, with the place within its text, into the message on a file that is no TOML."""
    match = _PLACE.search(fault)
    reason = _PLACE.sub("", fault).rstrip(".")
    line, column = (int(match[1]), int(match[2])) if match and match[1] else (None, None)
    if line is None:
        # tomllib tells the end of the file; what is not closed may begin far above it.
        line = unclosed(text) or text.count("\n", 0, len(text.rstrip())) + 1
    elif fault.startswith("Cannot"):
        # A key that is there already is told at the end of its value.
        begins = statement_line("\n".join(text.split("\n")[:line]))
        line, column = begins, column if begins == line else None
    return Message("E007", Locus(name, line, column), {"reason": reason[:1].lower() + reason[1:]})
