"""Turn a code into an example of its message: a line that is at fault, and what is said of it.

The examples are the cases in tests/cases/messages. `make messages` gathers them into examples.json.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from edition.messages import MESSAGES

# The name of an element stands in angle brackets already.
_TAG = re.compile(r"(</?)<(\w+)>")
# A value in a sentence, such as {name}; not {{ or }}, which stand for a brace.
_VALUE = re.compile(r"(?<!\{)\{(\w+)[^}]*\}(?!\})")


def wording(row: Sequence[str], value: Callable[[str], str]) -> list[str]:
    """Turn the row of a message into its sentences. `value` gives the text for the name of a value. The second hint and later ones
    begin with “Or:”.

    A hint that is only a value is left out, because the example shows it.
    """
    what, *hints = (
        _VALUE.sub(lambda match: value(match[1]), part).replace("{{", "{").replace("}}", "}")
        if _VALUE.sub("", part).strip(".")
        else ""
        for part in row
    )
    first, *others = [hint for hint in hints if hint] or [""]
    return [sentence for sentence in (what, first, *(f"Or: {hint}" for hint in others)) if sentence]


def explanation(code: str) -> list[str]:
    """What a message says and what to write, sentence by sentence. What differs from case to case stands in <angle brackets>."""
    return [_TAG.sub(r"\1\2", part) for part in wording(MESSAGES[code], "<{}>".format)]


@dataclass(frozen=True, slots=True)
class Example:
    """The line of a file that is at fault, "" if the fault is in no line of a file, and the message on it."""

    line: str
    said: str


@cache
def examples() -> dict[str, Example]:
    """Read the examples: code -> example. There is none for a message that no file can cause."""
    found = json.loads((Path(__file__).parent / "examples.json").read_text(encoding="utf-8"))
    return {code: Example(line, said) for code, (line, said) in found.items()}
