"""Turn the code of a message into an example of it: the line that is at fault, and what is said of it.

The examples are the cases in tests/cases/messages; `make messages` gathers them into examples.json.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path


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
