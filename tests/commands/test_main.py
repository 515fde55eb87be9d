"""The command as a whole: quick to start, errors as one line, the exit status that they have."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from edition import __version__
from edition.commands import main
from edition.errors import OutsideError, TextError, UsageError, WorkerError
from edition.messages import Message

ROOT = Path(__file__).parents[2]


def test_help_loads_nothing_heavy() -> None:
    heavy = ("lxml", "numpy", "weasyprint", "ebooklib", "jinja2", "rich", "pikepdf", "markdown_it")
    code = f"""
import sys
from edition.commands import main
try:
    main(["--help"], prog_name="edition")
except SystemExit:
    pass
print([name for name in {heavy} if name in sys.modules], file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    listed = [line.split()[0] for line in done.stdout.partition("Commands:\n")[2].partition("\n\n")[0].splitlines()]
    order = "new read build serve review report validate epub html pdf witness export import align locate explain lsp"
    assert listed == order.split()


def test_no_library_writes_to_the_screen(tmp_path: Path) -> None:
    """A library that warns and logs while a file is read is not heard; `python -W default` lets it warn."""
    (tmp_path / "lamp.txt").write_text("CHAPTER I\n\nThe lamp was lit.\n\nCHAPTER II\n\nIt went out.\n", encoding="utf-8")
    code = """
import logging, sys, warnings
from edition import api
from edition.commands import main

outline = api.outline

def noisy(*given, **named):
    warnings.warn("divide by zero", RuntimeWarning)
    logging.getLogger("pdfminer").warning("No unicode map")
    return outline(*given, **named)

api.outline = noisy
main(["read", "lamp.txt"], prog_name="edition")
"""

    def said(*options: str) -> str:
        command = [sys.executable, *options, "-c", code]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
        assert "2 entries" in done.stdout
        return done.stderr

    assert said() == ""
    assert "divide by zero" in said("-W", "default")


def test_the_version_is_told() -> None:
    assert CliRunner().invoke(main, ["--version"]).output == f"edition, version {__version__}\n"


@pytest.mark.parametrize(
    ("error", "status", "line"),
    [
        (TextError(Message("E002")), 1, "E002 the file is empty."),
        (UsageError(Message("E033", None, {"code": "X", "hint": ""})), 2, "E033 there is no message “X”."),
        (OutsideError(Message("E006", None, {"path": "a", "reason": "disk full"})), 3, "E006 a cannot be written: disk full."),
        (OSError(28, "No space left on device"), 3, "E902 the output cannot be written: No space left on device."),
        (KeyboardInterrupt(), 3, "Interrupted."),
    ],
)
def test_what_stops_a_command_is_one_line_and_a_status(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, status: int, line: str
) -> None:
    @click.command()
    def stop() -> None:
        raise error

    monkeypatch.setitem(main.commands, "stop", stop)
    result = CliRunner().invoke(main, ["stop"])
    assert result.exit_code == status
    assert result.stderr.startswith(line)
    assert len(result.stderr.splitlines()) == 1


def test_a_fault_of_the_program_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command()
    def stop() -> None:
        raise ZeroDivisionError("by nought")

    monkeypatch.setitem(main.commands, "stop", stop)
    result = CliRunner().invoke(main, ["stop"])
    assert result.exit_code == 3
    assert result.stderr.splitlines()[-1].startswith("E901 the program has a fault: ZeroDivisionError: by nought.")


def test_a_fault_of_another_process_is_told_with_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command()
    def stop() -> None:
        raise WorkerError("ZeroDivisionError: by nought", "Traceback of the worker\n")

    monkeypatch.setitem(main.commands, "stop", stop)
    result = CliRunner().invoke(main, ["stop"])
    assert result.exit_code == 3
    assert result.stderr.startswith("Traceback of the worker\nE901 the program has a fault: ZeroDivisionError: by nought.")
    assert len(result.stderr.splitlines()) == 2


def test_an_unknown_command_is_wrong_usage() -> None:
    assert CliRunner().invoke(main, ["bild"]).exit_code == 2
