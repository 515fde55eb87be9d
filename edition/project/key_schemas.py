"""Turn the tables of keys of edition.toml, names.toml and decisions.toml into JSON Schemas for editors, and into a page.

An editor of TOML that knows JSON Schema proposes keys, shows what each says, and marks what cannot be (docs/edition-toml.md). Both
are made from the tables by which the files are read, so that they say the same as the messages.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

from edition.decisions.form import DECISION_KEYS, DECISION_TABLES, ENTRY_PAIR_KEYS, PAIR_KEYS
from edition.decisions.rule_form import RULE_KEYS, RULE_TABLE
from edition.project.edition_keys import NAME_KEYS, NAME_TABLES, TOP_KEYS, witness_keys
from edition.storage.toml_tables import Key
from edition.writers.kinds import KINDS
from edition.writers.settings import KEYS

_DRAFT = "http://json-schema.org/draft-07/schema#"
_BEHAVIOURS = "What a book makes of TEI elements: the name of an element, with or without an attribute, and its form."
_WITNESS = "A text of the work, whole or quoted. One table each."


def schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema of each file, by the file's name: edition.toml, names.toml, decisions.toml."""
    edition = _table(TOP_KEYS, "What an edition is and what it is made from.")
    edition["properties"]["witness"] = _repeated(_table(witness_keys(), _WITNESS))
    edition["required"] = [*edition["required"], "witness"]
    for kind in KINDS.values():
        settings = {name: KEYS[name] for name in kind.settings}
        edition["properties"][kind.name] = _table(settings, f"How the {kind.title} looks.")
    edition["properties"]["behaviours"] = {
        "type": "object",
        "description": _BEHAVIOURS,
        "additionalProperties": {"type": "string"},
    }
    names = _table({}, "The persons, places, bodies and works that the texts name.")
    for name, doc in NAME_TABLES.items():
        names["properties"][name] = _repeated(_table(NAME_KEYS, doc))
    decisions = _table({}, "What the editor decides.")
    decisions["properties"] = {
        **{kind: _repeated(_table(keys, DECISION_TABLES[kind])) for kind, keys in DECISION_KEYS.items()},
        **{pair: _repeated(_table(keys, DECISION_TABLES[pair])) for pair, keys in PAIR_KEYS.items()},
        "pair": _repeated(_table(ENTRY_PAIR_KEYS, "An entry of one text answers one of another, whatever their numbers are.")),
        "rule": _repeated(_table(RULE_KEYS, RULE_TABLE)),
    }
    found = {"edition.toml": edition, "names.toml": names, "decisions.toml": decisions}
    return {file: {"$schema": _DRAFT, "title": file, **schema} for file, schema in found.items()}


def _table(keys: Mapping[str, Key], doc: str) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "type": "object",
        "description": doc,
        "properties": {name: _value(key) for name, key in keys.items()},
        "additionalProperties": False,
    }
    if needed := [name for name, key in keys.items() if key.needed]:
        schema["required"] = needed
    return schema


def _repeated(table: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "minItems": 1, "items": table}


def _value(key: Key) -> dict[str, Any]:
    """The schema of the value under a key."""
    text: dict[str, Any] = {"type": "string"}
    if key.filled:
        text["pattern"] = r"\S"
    elif key.needed and key.kind is str:
        text["minLength"] = 1
    schema: dict[str, Any]
    if key.kind is str:
        schema = {"enum": list(key.words)} if key.words else text
    elif key.kind is tuple:
        schema = {"type": "array", "items": text} | ({"minItems": 1} if key.needed else {})
    elif key.kind is range:
        schema = {"type": "array", "items": {"type": "integer", "minimum": 1}, "minItems": 2, "maxItems": 2}
    elif key.kind is list:
        assert isinstance(key.of, Mapping)
        table = _table(key.of, "")
        del table["description"]
        if "required" not in table:
            # Of keys of which none must be there, one is meant.
            table |= {"minProperties": 1, "maxProperties": 1}
        schema = {"type": "array", "items": table}
    elif key.kind is dict:
        schema = {"type": "object", "additionalProperties": {"type": "integer" if key.of is int else "string"}}
    else:
        schema = {"type": {int: "integer", bool: "boolean"}[key.kind]} | ({"minimum": 1} if key.counts else {})
    if key.doc:
        schema["description"] = f"{key.doc[0].upper()}{key.doc[1:]}."
    for name, said in (("default", key.default), ("examples", f"[{key.example}]" if key.example else "")):
        if said:
            schema[name] = tomllib.loads(f"value = {said}")["value"]
    return schema


# --- The page -----------------------------------------------------------------------------------------------------------


def key_tables() -> str:
    """The keys of edition.toml as tables in Markdown, each after a heading with the header of its table."""
    parts = [
        _markdown("Before the first table", TOP_KEYS),
        _markdown("[[witness]]", witness_keys(), _WITNESS),
        *(
            _markdown(f"[{kind.name}]", {name: KEYS[name] for name in kind.settings}, f"How the {kind.title} looks.")
            for kind in KINDS.values()
        ),
    ]
    return "\n".join(parts) + f"\n\n## `[behaviours]`\n\n{_BEHAVIOURS} [books.md](books.md) shows it.\n"


def _markdown(header: str, keys: Mapping[str, Key], doc: str = "") -> str:
    title = f"`{header}`" if header.startswith("[") else header
    rows = [f"| `{name}` | {_kind(key)} | {_says(key)} |" for name, key in keys.items()]
    return "\n".join(
        [f"\n## {title}\n", *([doc, ""] if doc else []), "| key | value | what it says |", "| --- | --- | --- |", *rows]
    )


def _kind(key: Key) -> str:
    if key.words:
        return ", ".join(f"`{word}`" for word in key.words)
    return str(key.form)


def _says(key: Key) -> str:
    parts = [f"{key.doc[0].upper()}{key.doc[1:]}." if key.doc else ""]
    if key.needed:
        parts.append("*Must be there.*")
    if key.default:
        parts.append(f"Without it: `{key.default}`.")
    if key.example:
        parts.append(f"Example: `{key.example}`.")
    return " ".join(_cells(parts))


def _cells(parts: Iterable[str]) -> Iterable[str]:
    """Texts as a cell of a table in Markdown takes them."""
    return (part.replace("|", "\\|") for part in parts if part)
