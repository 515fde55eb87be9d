"""edition explain: a code in, what the message says out."""

from __future__ import annotations

import re

from edition.messages import MESSAGES
from tests.commands.conftest import Run


def test_a_code_is_explained_whatever_its_case(run: Run) -> None:
    out = run("explain", "e013").stdout
    assert out == (
        "E013 (error; project and files)\nthe siglum <siglum> is declared twice, first on line <line>.\n"
        "Give one of the two witnesses another siglum.\n"
        "\nFor example:\n"
        '  siglum = "A"\n'
        "  garden/edition.toml:18: E013 the siglum A is declared twice, first on line 11. "
        "Give one of the two witnesses another siglum.\n"
    )


def test_every_code_is_explained(run: Run) -> None:
    for code in MESSAGES:
        result = run("explain", code)
        assert result.exit_code == 0
        assert result.stdout.startswith(code)
        # A brace that is left is one that the message tells the reader to write.
        written = {name for part in MESSAGES[code] for name in re.findall(r"\{\{(\w+)", part)}
        left = re.findall(r"\{(\w+|\{)", result.stdout.partition("For example:")[0])
        assert set(left) <= written, code


def test_an_unknown_code_is_wrong_usage(run: Run) -> None:
    result = run("explain", "W013")
    assert result.exit_code == 2
    assert result.stderr == "E033 there is no message “W013”. Did you mean E013?\n"
    assert run("explain", "what").exit_code == 2
