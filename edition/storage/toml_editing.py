"""Turn keys that are to be changed in one table of a TOML file into the file with them; all else stays to the letter."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping

from edition.storage.toml_lines import KeyPath, toml_lines


def with_keys(text: str, table: KeyPath, values: Mapping[str, object], order: tuple[str, ...] = ()) -> str | None:
    """Change keys of a table of a TOML text, line ends as "\\n". A value of None takes the key out.

    `table`: the way to it, such as ("witness", 1). `order`: keys in the order in which new ones are written, below those that the
    table has. Comments and the order of the rest stay. None where that cannot be done without a change to something else.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    wanted = tomllib.loads(text)
    try:
        held, document = _at(wanted, table), tomlkit.parse(text)
        written = _at(document, table)
        new: dict[str, object] = {}
        for key, value in values.items():
            if value is None:
                if held.pop(key, None) is not None:
                    written.remove(key)
            elif held.get(key) != value:
                if key in held:
                    written[key] = _item(value, written[key])
                else:
                    new[key] = value
                held[key] = value
        made = tomlkit.dumps(document)
        made = _with_lines(made, table, [f"{key} = {_item(new[key]).as_string()}" for key in sorted(new, key=_place_in(order))])
        return made if tomllib.loads(made) == wanted else None
    except (TOMLKitError, tomllib.TOMLDecodeError, KeyError, IndexError, TypeError, AttributeError):
        # A table that is written as one of an array, and the like.
        return None


def _at(document: object, table: KeyPath):  # type: ignore[no-untyped-def]
    for step in table:
        document = document[step]  # type: ignore[index]
    return document


def _item(value: object, before: object = None):  # type: ignore[no-untyped-def]
    """A value of TOML on one line, with the comment of the one that it takes the place of."""
    import tomlkit
    from tomlkit.items import Item

    if isinstance(value, list):
        made: Item = tomlkit.array()
        for part in value:
            made.append(_item(part))  # type: ignore[attr-defined]
    elif isinstance(value, dict):
        made = tomlkit.inline_table()
        for key, part in value.items():
            made.append(key, _item(part))
    else:
        made = tomlkit.item(value)
    if isinstance(before, Item):
        made.trivia.comment_ws, made.trivia.comment = before.trivia.comment_ws, before.trivia.comment
    return made


def _place_in(order: tuple[str, ...]):  # type: ignore[no-untyped-def]
    return lambda key: order.index(key) if key in order else len(order)


def _with_lines(text: str, table: KeyPath, new: list[str]) -> str:
    """Write lines below the last key of a table: comments below it are those of the next table."""
    if not new:
        return text
    lines = text.split("\n")
    places = toml_lines(text)
    begins = sorted({line for path, line in places.items() if path[: len(table)] == table})
    headers = sorted(line for path, line in places.items() if path[: len(table)] != table and line > begins[-1])
    end = headers[0] - 1 if headers else len(lines)
    while end > begins[-1] and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return "\n".join([*lines[:end], *new, *lines[end:]])
