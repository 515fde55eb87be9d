"""The hook for pre-commit and the action for GitHub: their commands are run as those programs run them."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from edition.commands import main

yaml = pytest.importorskip("yaml")
SOUND = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Rain</title></titleStmt>'
    "<publicationStmt><p>Unpublished.</p></publicationStmt><sourceDesc><p>Made up.</p></sourceDesc></fileDesc></teiHeader>"
    "<text><body><p>{}</p></body></text></TEI>"
)


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder with a sound document, and one with a pointer to nothing."""
    (tmp_path / "sound text.xml").write_text(SOUND.format("It rained."), encoding="utf-8")
    (tmp_path / "broken.xml").write_text(SOUND.format('It rained.<ptr target="#nowhere"/>'), encoding="utf-8")
    return tmp_path


def test_the_hook_finds_what_is_wrong_in_the_files_that_it_is_given(root: Path, documents: Path) -> None:
    (hook,) = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    program, *command = shlex.split(hook["entry"])
    assert program == "edition"
    given = sorted(str(path) for path in documents.iterdir() if re.search(hook["files"], path.name))
    assert len(given) == 2
    found = CliRunner().invoke(main, [*command, *given])
    assert found.exit_code == 1
    assert "nowhere" in found.output
    assert CliRunner().invoke(main, [*command, given[1]]).exit_code == 0


def run_action(root: Path, folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the last step of the action as a runner does: its script in bash, the inputs in the variables that it names."""
    action: dict[str, Any] = yaml.safe_load((root / "action.yml").read_text(encoding="utf-8"))
    values = {name: field["default"] for name, field in action["inputs"].items()} | inputs
    step = action["runs"]["steps"][-1]
    variables = {
        name: re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda match: values[match[1]], value) for name, value in step["env"].items()
    }
    program = folder / "runner/edition/bin/edition"
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m edition "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    environment = {**os.environ, **variables, "RUNNER_TEMP": str(folder / "runner"), "PYTHONPATH": str(root)}
    command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_action_checks_a_folder_and_fails_where_something_is_wrong(root: Path, documents: Path) -> None:
    done = run_action(root, documents)
    assert done.returncode == 1
    assert "nowhere" in done.stdout + done.stderr


def test_the_action_takes_names_with_spaces_and_writes_a_report(root: Path, documents: Path) -> None:
    done = run_action(root, documents, paths="sound text.xml\n\n", format="sarif", output="found.sarif")
    assert done.returncode == 0, done.stderr
    assert json.loads((documents / "found.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"


def test_what_an_input_holds_is_never_run(root: Path, documents: Path) -> None:
    run_action(root, documents, paths="$(touch ran)\n`touch ran`\n;touch ran", schema='"; touch ran; "', format="text")
    assert not (documents / "ran").exists()
