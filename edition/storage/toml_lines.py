"""Find the line of every key, table and list element of a TOML file; tomllib gives the values and no places.

A statement is read as the grammar of TOML 1.0 has it, so that a header or a key within a string or a comment is none. tomlkit could
tell the places too, but takes ten times as long as tomllib: 3.0 s for a names.toml of 5,000 persons, this 0.2 s.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

# The way to a value: keys, and indexes of lists and of repeated tables, such as ("witness", 1, "siglum").
KeyPath = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\n]++|#[^\n]*+)*+")
_QUOTED = r'"(?:[^"\\\n]++|\\.)*+"|\'[^\'\n]*+\''
_MULTILINE = r'"""(?:[^"\\]++|\\[\s\S]|"{1,2}(?!"))*+"{3,5}|\'\'\'(?:[^\']++|\'{1,2}(?!\'))*+\'{3,5}'
_NAME = rf"(?:{_QUOTED}|[A-Za-z0-9_-]++)"
_KEY = re.compile(rf"{_NAME}(?:[ \t]*+\.[ \t]*+{_NAME})*+")
_SCALAR = re.compile(rf"{_MULTILINE}|{_QUOTED}|[^\n\"'\[\]{{}},#]++")
# A list or a table that stands on one line and holds no other: nothing in it has a line of its own.
_ON_ONE_LINE = re.compile(rf"[\[{{](?:[^\n\"'#\[\]{{}}]++|(?!\"\"\"|''')(?:{_QUOTED}))*+[\]}}]")
_EQUALS = re.compile(r"[ \t]*+=[ \t]*+")
_CLOSED = re.compile(r"[ \t]*+\]{1,2}")
# What may open something that does not end: quotation marks and brackets; whatever else is well-formed is passed over whole.
_OPENING = re.compile(rf"#[^\n]*+|{_MULTILINE}|(?P<open>\"\"\"|'''|[\[{{])|(?P<close>[\]}}])|{_QUOTED}|[\s\S]")


def toml_lines(text: str) -> dict[KeyPath, int]:
    """Turn a well-formed TOML text, line ends as "\\n", into the line, from 1, on which each value is named first.

    Every prefix of a dotted key or header has a line too. An element of a list has the line on which it begins. What is within a
    list or table on one line may be left out: line_of gives the line of the list.
    """
    return _TomlScan(text).lines


def line_of(path: KeyPath, lines: Mapping[KeyPath, int]) -> int | None:
    """The line of a value: its own, else that of what holds it; None where neither the value nor what holds it is there."""
    return next((lines[path[:size]] for size in range(len(path), 0, -1) if path[:size] in lines), None)


def statement_line(text: str) -> int:
    """The line on which the last key or header of a TOML text begins; the text may break off after it."""
    scan = _TomlScan(text)
    return text.count("\n", 0, scan.statement) + 1


def unclosed(text: str) -> int | None:
    """The line of the string or bracket of a broken TOML text that never ends, the innermost; None where all are closed."""
    opened: list[int] = []
    for match in _OPENING.finditer(text):
        if match["open"]:
            opened.append(match.start())
            if match["open"] not in "[{":
                break
        elif match["close"] and opened:
            opened.pop()
    return text.count("\n", 0, opened[-1]) + 1 if opened else None


class _TomlScan:
    """One reading of a text: the lines that it found, and where the last statement begins."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: dict[KeyPath, int] = {}
        self.statement = 0
        self._line, self._counted = 1, 0
        # The index of the last table of each repeated one.
        self._last: dict[KeyPath, int] = {}
        table: KeyPath = ()
        at = self._blank(0)
        while at < len(text):
            self.statement = at
            if text[at] == "[":
                at, table = self._header(at)
            else:
                at = self._pair(at, table)
            at = self._blank(at)

    def _blank(self, at: int) -> int:
        """Where the white space, line ends and comments end that stand at a place."""
        match = _BLANK.match(self.text, at)
        return match.end() if match else at

    def _found(self, path: KeyPath, at: int) -> None:
        """Note the line of a value, unless it was named before."""
        if path not in self.lines:
            self._line += self.text.count("\n", self._counted, at)
            self._counted = at
            self.lines[path] = self._line

    def _header(self, at: int) -> tuple[int, KeyPath]:
        """Read `[a.b]` or `[[a.b]]`: where it ends, and the path of the table that it opens."""
        repeated = self.text.startswith("[[", at)
        end, names = self._key(self._blank(at + 1 + repeated))
        path: KeyPath = ()
        for number, name in enumerate(names, 1):
            path = (*path, name)
            self._found(path, at)
            if repeated and number == len(names):
                self._last[path] = self._last.get(path, -1) + 1
            if path in self._last:
                path = (*path, self._last[path])
                self._found(path, at)
        closed = _CLOSED.match(self.text, end)
        return (closed.end() if closed else len(self.text)), path

    def _key(self, at: int) -> tuple[int, tuple[str, ...]]:
        """Read a key, dotted or not: where it ends, and its parts without quotation marks."""
        match = _KEY.match(self.text, at)
        if match is None:
            return len(self.text), ()
        key = match[0]
        if '"' in key or "'" in key:
            return match.end(), _parts(tomllib.loads(f"{key} = 0"))
        return match.end(), tuple(part.strip() for part in key.split(".")) if "." in key else (key,)

    def _pair(self, at: int, table: KeyPath) -> int:
        """Read `key = value` in a table; where the value ends."""
        end, names = self._key(at)
        path = table
        for name in names:
            path = (*path, name)
            self._found(path, at)
        equals = _EQUALS.match(self.text, end)
        return self._value(equals.end(), path) if equals else len(self.text)

    def _value(self, at: int, path: KeyPath) -> int:
        """Read a value; where it ends."""
        if flat := _ON_ONE_LINE.match(self.text, at):
            return flat.end()
        if self.text.startswith("[", at):
            at, index = self._blank(at + 1), 0
            while self.text[at : at + 1] not in ("]", ""):
                self._found((*path, index), at)
                at, index = self._comma(self._value(at, (*path, index))), index + 1
            return at + 1
        if self.text.startswith("{", at):
            at = self._blank(at + 1)
            while self.text[at : at + 1] not in ("}", ""):
                at = self._comma(self._pair(at, path))
            return at + 1
        scalar = _SCALAR.match(self.text, at)
        return scalar.end() if scalar else len(self.text)

    def _comma(self, at: int) -> int:
        """Where the next element or the closing bracket stands."""
        at = self._blank(at)
        return self._blank(at + 1) if self.text.startswith(",", at) else at


def _parts(table: Mapping[str, object]) -> tuple[str, ...]:
    """The keys that lead from a table of one key, and from the one within it, to the value."""
    parts: list[str] = []
    value: object = table
    while isinstance(value, dict):
        ((key, value),) = value.items()
        parts.append(key)
    return tuple(parts)
