"""Every message of the program as a user meets it: a folder each in tests/cases/messages, told in tests/README.md."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from edition.commands import main
from edition.messages import FAMILIES, MESSAGES

CASES = Path(__file__).resolve().parent.parent / "cases" / "messages"
# What no file can bring about; the test that does is named.
ELSEWHERE = {
    "E020": "messages/test_outside.py",
    "E034": "pipeline/test_steps.py",
    "E042": "trials/test_dask_cluster.py",
    "E043": "pipeline/test_dask_cluster.py",
    "E044": "pipeline/test_many_editions.py",
    "W040": "pipeline/test_many_editions.py",
    "E053": "tei/export/test_forms.py",
    "E081": "desk/test_following.py",
    "E131": "readers/test_shapes.py",
    "E035": "messages/test_outside.py",
    "I459": "tei/validation/test_rules_of_a_schema.py",
    "W460": "tei/validation/test_rules_of_a_schema.py",
    "I040": "commands/test_review.py",
    "E489": "messages/test_outside.py",
    "E491": "messages/test_outside.py",
    "E494": "test_api.py",
    "E492": "messages/test_outside.py",
    "W140": "messages/test_outside.py",
    "W165": "messages/test_outside.py",
    "W166": "messages/test_outside.py",
    "W188": "messages/test_outside.py",
    "W311": "messages/test_outside.py",
    "W199": "messages/test_outside.py",
    "E177": "messages/test_outside.py",
    "W510": "writers/test_screen.py",
    "W574": "writers/test_screen.py",
    "E970": "writers/pdf/test_plates.py",
    "I512": "writers/book/test_sections.py",
    "W560": "writers/pdf/test_unplanned.py",
    "E901": "commands/test_main.py",
    "E902": "commands/test_main.py",
    "E903": "pipeline/test_steps.py",
    "E904": "writers/pdf/test_printing.py",
}
FOLDERS = sorted(path for path in CASES.glob("*") if path.is_dir())
WORKSPACE = CASES.parent / "workspace"
CODE = re.compile(r"\b[EWI]\d{3}\b")


def code_of(case: Path) -> str:
    """The code that a case is for: the folder's name up to the first hyphen."""
    return case.name.partition("-")[0]


def needs(case: Path) -> list[str]:
    """The tools without which the program cannot say it, or says it in other words."""
    return (case / "needs").read_text(encoding="utf-8").split() if (case / "needs").exists() else []


def lay_over(files: Path, folder: Path) -> None:
    """Copy a case's files into the sound workspace, in the place of those of the same name."""
    for path in sorted(files.rglob("*")):
        target = folder / path.relative_to(files)
        if path.is_dir() and target.is_file():
            target.unlink()
        if path.is_dir():
            target.mkdir(exist_ok=True)
        else:
            shutil.copyfile(path, target)


def given(case: Path, folder: Path, patch: pytest.MonkeyPatch) -> dict[str, str]:
    """Run a case's command in a folder and give what came: stderr, stdout and status, as the golden files have them."""
    program, *arguments = shlex.split((case / "command").read_text(encoding="utf-8"))
    assert program == "edition", "a command begins with `edition`"
    patch.chdir(folder)
    patch.setenv("XDG_CACHE_HOME", str(folder / ".cache"))
    result = CliRunner().invoke(main, arguments, prog_name="edition")
    came = {"stderr": result.stderr, "stdout": result.stdout, "status": f"{result.exit_code}\n"}
    return {name: text.replace(str(folder), "WORKSPACE") for name, text in came.items()}


def save(golden: Path, came: dict[str, str]) -> None:
    """Write what came as what should come; no file for what is empty."""
    golden.mkdir(exist_ok=True)
    for name, text in came.items():
        if text:
            (golden / name).write_text(text, encoding="utf-8")
        else:
            (golden / name).unlink(missing_ok=True)


@pytest.mark.parametrize("case", FOLDERS, ids=lambda case: case.name)
def test_case(
    case: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    tool: Callable[[str], str],
) -> None:
    for name in needs(case):
        tool(name)
    folder = tmp_path / "in"
    shutil.copytree(WORKSPACE, folder)
    lay_over(case / "in", folder)
    came = given(case, folder, monkeypatch)
    golden = case / "golden"
    if request.config.getoption("--save-golden"):
        save(golden, came)
    wanted = {name: path.read_text(encoding="utf-8") if (path := golden / name).exists() else "" for name in came}
    assert came == wanted
    assert code_of(case) in CODE.findall(came["stderr"] + came["stdout"]), f"the case never gives {code_of(case)}"
    assert "Traceback" not in came["stderr"]


def test_the_workspace_under_the_cases_is_sound(
    tmp_path: Path, run_edition: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    shutil.copytree(WORKSPACE, tmp_path / "in")
    result = run_edition("build", "garden", folder=tmp_path / "in")
    assert result.returncode == 0, result.stderr
    assert not CODE.search(result.stderr)


def test_every_code_has_a_case() -> None:
    assert sorted(set(MESSAGES) - set(ELSEWHERE) - {code_of(case) for case in FOLDERS}) == []
    tests = CASES.parent.parent
    assert [code for code, test in ELSEWHERE.items() if code not in (tests / test).read_text(encoding="utf-8")] == []


def test_every_case_is_for_a_code() -> None:
    assert sorted({code_of(case) for case in FOLDERS} - set(MESSAGES)) == []


def test_a_code_stands_in_the_module_of_its_family() -> None:
    assert [(digit, code) for digit, (_, rows) in FAMILIES.items() for code in rows if code[1] != digit] == []


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_a_message_is_a_sentence_that_an_editor_understands(code: str) -> None:
    what, *hints = MESSAGES[code]
    assert CODE.fullmatch(code)
    assert what.endswith((".", "?")), "what is wrong is a sentence"
    assert hints
    assert all(hint.endswith((".", "?")) for hint in hints if hint), "what to write is a sentence"
    assert "" not in hints or len(hints) == 1
