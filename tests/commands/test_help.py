"""What `--help` shows and what the shell completes: every command has an example that it takes, and words are completed."""

from __future__ import annotations

import shlex
from pathlib import Path

import click
import pytest
from click.shell_completion import BashComplete
from click.testing import CliRunner

from edition.commands import main
from edition.commands.help_examples import EXAMPLES
from tests.commands.conftest import Run

COMMANDS = main.list_commands(click.Context(main))


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_ends_with_examples(name: str) -> None:
    said = CliRunner().invoke(main, [name, "--help"]).output
    assert [typed for typed, _ in EXAMPLES[name] if typed not in said] == []
    assert said.partition("Example")[2].count("\n    edition ") == len(EXAMPLES[name])


@pytest.mark.parametrize(("name", "typed"), [(name, typed) for name, lines in EXAMPLES.items() for typed, _ in lines])
def test_an_example_is_a_line_that_its_command_takes(name: str, typed: str) -> None:
    program, command, *arguments = shlex.split(typed.partition(" > ")[0])
    assert (program, command) == ("edition", name)
    found = main.get_command(click.Context(main), name)
    assert found is not None
    found.make_context(name, arguments)


def test_a_line_with_an_option_that_is_none_is_seen() -> None:
    found = main.get_command(click.Context(main), "pdf")
    assert found is not None
    with pytest.raises(click.UsageError):
        found.make_context("pdf", ["tei/candide.xml", "--paralel"])


def completed(line: str) -> list[str]:
    """What the shell offers for the last word of a line."""
    *words, last = line.split(" ")[1:]
    return [item.value for item in BashComplete(main, {}, "edition", "_EDITION_COMPLETE").get_completions(words, last)]


def test_commands_and_options_are_completed() -> None:
    assert completed("edition re") == ["read", "review", "report"]
    assert completed("edition pdf --para") == ["--parallel"]
    assert completed("edition pdf --apparatus s") == ["stylistic", "substantive"]


def test_names_of_editions_are_completed(run: Run, workspace: Path) -> None:
    (workspace / "sources/other").mkdir()
    (workspace / "sources/other/edition.toml").write_text("", encoding="utf-8")
    assert completed("edition build ") == ["example", "other"]
    assert completed("edition build example ") == ["other"]
    assert completed("edition serve ex") == ["example"]


def test_no_workspace_completes_nothing(run: Run) -> None:
    assert completed("edition review ") == []


def test_words_that_the_program_knows_are_completed() -> None:
    assert completed("edition explain e01")[:2] == ["E010", "E011"]
    assert completed("edition export a.xml --to co") == ["collatex-json"]
    assert completed("edition build --only tei,p") == ["tei,pdf"]
