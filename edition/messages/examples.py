"""Turn a message into what it says in general, and into an example of it: the line that is at fault, and what is said of it.

The examples are the cases in tests/cases/messages; `make messages` gathers them into examples.json.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# A value of a message, not a brace that stands for itself.
_VALUE = re.compile(r"(?<!\{)\{(\w+)[^}]*\}(?!\})")


def wording(row: tuple[str, str], value: Callable[[str], str]) -> list[str]:
    """Turn the row of a message into its sentences, each value written by `value`.

    A sentence that differs wholly from case to case is left out: it is seen in the example.
    """
    told = (_VALUE.sub(lambda match: value(match[1]), part) for part in row if _VALUE.sub("", part).strip("."))
    return [part.replace("{{", "{").replace("}}", "}") for part in told]


@dataclass(frozen=True, slots=True)
class Example:
    """What stood in a file ("" where it was no line of a file), and the message on it."""

    line: str
    said: str


@cache
def examples() -> dict[str, Example]:
    """The examples by code; of a code that no file can bring about there is none."""
    found = json.loads((Path(__file__).parent / "examples.json").read_text(encoding="utf-8"))
    return {code: Example(line, said) for code, (line, said) in found.items()}
