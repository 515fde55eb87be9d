"""Turn a message into what it says in general, and into an example of it: the line that is at fault, and what is said of it.

The examples are the cases in tests/cases/messages; `make messages` gathers them into examples.json.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# A value of a message, not a brace that stands for itself.
_VALUE = re.compile(r"(?<!\{)\{(\w+)[^}]*\}(?!\})")


def wording(row: Sequence[str], value: Callable[[str], str]) -> list[str]:
    """Turn the row of a message into its sentences, each value written by `value`; of several hints the others begin with “Or:”.

    A hint whose words are those of a value is left out: it is seen in the example.
    """
    what, *hints = (
        _VALUE.sub(lambda match: value(match[1]), part).replace("{{", "{").replace("}}", "}")
        if _VALUE.sub("", part).strip(".")
        else ""
        for part in row
    )
    first, *others = [hint for hint in hints if hint] or [""]
    return [sentence for sentence in (what, first, *(f"Or: {hint}" for hint in others)) if sentence]


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
