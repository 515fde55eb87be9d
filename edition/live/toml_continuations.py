"""Turn a description of an edition up to the place where somebody types into what may stand there, and a key into what it says.

Keys, their words and what they say are those of the JSON Schemas (project/key_schemas.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from edition.live.continuation import Continuation
from edition.project.key_schemas import schemas

_HEADER = re.compile(r"^\s*\[+\s*([\w.-]+)\s*\]+", re.MULTILINE)
_BEGUN = re.compile(r"\s*([\w-]*)\Z")
_VALUE = re.compile(r"\s*([\w-]+)\s*=\s*[\"']?([\w-]*)\Z")
_OPENED = re.compile(r"\s*\[+\s*[\w-]*\Z")


@cache
def _schemas() -> dict[str, dict[str, Any]]:
    return schemas()


def _tables(file: str) -> Mapping[str, Any]:
    return _schemas()[file]["properties"]  # type: ignore[no-any-return]


def _keys(file: str, before: str) -> Mapping[str, Any]:
    """The keys of the table in which a text ends, each with its schema."""
    headers = _HEADER.findall(before)
    tables = _tables(file)
    if not headers:
        return {name: schema for name, schema in tables.items() if not _is_table(schema)}
    table = tables.get(headers[-1], {})
    return table.get("items", table).get("properties", {})  # type: ignore[no-any-return]


def _is_table(schema: Mapping[str, Any]) -> bool:
    return schema.get("type") == "object" or schema.get("items", {}).get("type") == "object"


def toml_continuations(file: str, before: str) -> tuple[Continuation, ...]:
    """What may stand at the end of a text, the file up to the cursor: keys of the table, the words of a value, headers of tables.

    `file`: edition.toml, names.toml or decisions.toml.
    """
    above, _, line = before.rpartition("\n")
    if _OPENED.fullmatch(line):
        return tuple(Continuation(name, "table") for name, schema in _tables(file).items() if _is_table(schema))
    if value := _VALUE.fullmatch(line):
        schema = _keys(file, above).get(value[1], {})
        words = ("true", "false") if schema.get("type") == "boolean" else schema.get("enum", ())
        return tuple(Continuation(word, "value") for word in words)
    if _BEGUN.fullmatch(line):
        said = before[max((match.end() for match in _HEADER.finditer(before)), default=0) :]
        given = set(re.findall(r"^\s*([\w-]+)\s*=", said, re.MULTILINE))
        return tuple(Continuation(name, "key") for name in _keys(file, above) if name not in given)
    return ()


def said_of(file: str, above: str, key: str) -> str:
    """What a key says, in Markdown, with an example; "" for a word that is no key of its table. `above`: the lines before it."""
    schema = _keys(file, above).get(key) or _tables(file).get(key, {})
    said = str(schema.get("description", ""))
    examples = schema.get("examples", [])
    return f"{said} Example: `{examples[0]!r}`." if said and examples else said
