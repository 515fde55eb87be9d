"""Turn texts, numbers and tables into TOML as tomlkit writes them, so that they read back as they were."""

from __future__ import annotations

import re
from collections.abc import Mapping

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def in_toml(value: str | int) -> str:
    """Turn a text or a whole number into a value of TOML on one line.

    A lone surrogate, which stands for a byte that was no text, is no character of TOML: U+FFFD is written for it.
    """
    import tomlkit

    return tomlkit.item(_LONE_SURROGATE.sub("\ufffd", value) if isinstance(value, str) else value).as_string()


def inline_table(values: Mapping[str, str]) -> str:
    """Turn keys and values, these in TOML already, into a table on one line: `{ P = "tin", "B.2" = "" }`."""
    import tomlkit

    return f"{{ {', '.join(f'{tomlkit.key(key).as_string()} = {value}' for key, value in values.items())} }}"
