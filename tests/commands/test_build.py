"""edition build: what is built, what is said, and with which exit status, also of bad input."""

from __future__ import annotations

import contextlib
import os
import pty
import resource
import shutil
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.commands.conftest import Run

WITNESSES = Path("sources/example/witnesses")


def faulty(workspace: Path, run: Run, code: str) -> str:
    """Build the example, which has one fault; give the one message. Nothing is left half-written."""
    result = run("build", "example", "--only", "tei")
    assert result.exit_code == 1, result.output
    errors = [line for line in result.stderr.splitlines() if " E" in line or line.startswith("E")]
    assert len(errors) == 1, result.stderr
    assert f"{code} " in errors[0]
    assert "Traceback" not in result.output
    assert not list(workspace.glob("tei/*")) + list(workspace.glob("tei/.*"))
    return errors[0]


def test_the_example_becomes_tei_and_epub(workspace: Path, run: Run) -> None:
    result = run("build", "--only", "tei,epub")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.split() == ["tei/example.xml", "output/example.epub"]
    steps = [line for line in result.stderr.splitlines() if "Step" in line]
    assert [line.partition("Step ")[2] for line in steps] == [
        "1 of 5 - Reading witnesses",
        "2 of 5 - Aligning entries",
        "3 of 5 - Collating entries",
        "4 of 5 - Encoding TEI",
        "5 of 5 - Making books",
    ]
    assert (workspace / "tei/example.xml").read_bytes().startswith(b"<?xml")
    assert (workspace / "output/example.epub").read_bytes().startswith(b"PK")


def test_on_a_terminal_a_bar_is_shown_and_results_stay_apart(workspace: Path, run: Run) -> None:
    ours, theirs = pty.openpty()
    process = started(workspace, "build", "example", "--only", "tei", stderr=theirs)
    stdout, _ = process.communicate(timeout=60)
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):  # the other end is closed
        while part := os.read(ours, 4096):
            shown += part
    os.close(ours)
    assert process.returncode == 0
    assert stdout == "tei/example.xml\n"
    assert b"Step 4 of 5 - Encoding TEI" in shown
    assert "━".encode() in shown


def test_the_same_again_is_up_to_date_and_says_the_same(workspace: Path, run: Run) -> None:
    first = run("build", "--only", "tei")
    before = (workspace / "tei/example.xml").stat().st_mtime_ns
    second = run("build", "--only", "tei")
    assert second.exit_code == 0
    assert (workspace / "tei/example.xml").stat().st_mtime_ns == before
    assert "Step 4 of 5 - Encoding TEI (up to date)" in second.stderr
    messages = [[line for line in result.stderr.splitlines() if "Step" not in line] for result in (first, second)]
    assert messages[0] == messages[1]
    third = run("build", "--only", "tei", "--no-cache")
    assert "up to date" not in third.stderr


def test_a_changed_text_is_built_again(workspace: Path, run: Run) -> None:
    assert run("build", "--only", "tei").exit_code == 0
    text = WITNESSES / "hale.txt"
    text.write_text(text.read_text(encoding="utf-8").replace("eleven bees", "twelve bees"), encoding="utf-8")
    assert run("build", "--only", "tei").exit_code == 0
    assert "twelve" in (workspace / "tei/example.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["tei/example.xml", "tei/example/pell.xml"], ids=["of the edition", "of a source"])
def test_a_document_changed_by_hand_is_kept_unless_forced(workspace: Path, run: Run, name: str) -> None:
    assert run("build", "--only", "tei").exit_code == 0
    tei = workspace / name
    by_hand = tei.read_text(encoding="utf-8").replace("eleven", "a dozen")
    tei.write_text(by_hand, encoding="utf-8")
    result = run("build", "--only", "tei")
    assert result.exit_code == 1
    assert f"E027 {name} was changed by hand" in result.stderr
    assert tei.read_text(encoding="utf-8") == by_hand
    assert run("build", "--only", "tei", "--force").exit_code == 0
    assert "a dozen" not in tei.read_text(encoding="utf-8")


def test_an_empty_document_is_nobodys_work(workspace: Path, run: Run) -> None:
    (workspace / "tei").mkdir()
    (workspace / "tei/example.xml").touch()
    assert run("build", "--only", "tei").exit_code == 0
    assert (workspace / "tei/example.xml").stat().st_size


def test_without_a_name_an_edition_without_its_texts_is_skipped(workspace: Path, run: Run) -> None:
    (WITNESSES / "hale.txt").unlink()
    result = run("build")
    assert result.exit_code == 0
    assert (
        "W023 example is skipped, because not all of its texts were found; missing: 1 of 3 (hale.txt). Put the missing files into "
        "sources/example/witnesses" in result.stderr
    )
    assert not (workspace / "tei").exists()


def test_with_a_name_a_missing_text_is_an_error(workspace: Path, run: Run) -> None:
    (WITNESSES / "hale.txt").unlink()
    message = faulty(workspace, run, "E022")
    assert message.startswith("example/edition.toml:")
    assert "the text of H, hale.txt, was not found. Put the file into sources/example/witnesses" in message


def test_a_text_is_found_in_a_folder_that_is_named(workspace: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (WITNESSES / "hale.txt").rename(tmp_path / "elsewhere/hale.txt")
    assert run("build", "example", "--only", "tei", "--texts", tmp_path / "elsewhere").exit_code == 0


def test_an_edition_that_is_not_there_is_wrong_usage(workspace: Path, run: Run) -> None:
    result = run("build", "exmple")
    assert result.exit_code == 2
    assert "E019 there is no edition “exmple”" in result.stderr
    assert "Editions there: example." in result.stderr


def test_the_name_may_be_the_path_of_the_folder(workspace: Path, run: Run) -> None:
    assert run("build", "sources/example/", "--only", "tei").stdout == "tei/example.xml\n"


def test_an_output_that_does_not_exist_is_wrong_usage(workspace: Path, run: Run) -> None:
    result = run("build", "--only", "tei,mobi")
    assert result.exit_code == 2
    assert result.stderr == "E051 this program makes no “mobi”. It makes: tei, epub, html, pdf.\n"


# --- Bad input: one clear message, the right exit status, nothing half-written ---------------------------------------------


def test_a_text_that_is_not_the_one_described_is_a_warning(workspace: Path, run: Run) -> None:
    description = Path("sources/example/edition.toml")
    text = description.read_text(encoding="utf-8").replace('file = "hale.txt"', f'file = "hale.txt"\nsha256 = "{"0" * 64}"')
    description.write_text(text, encoding="utf-8")
    result = run("build", "example", "--only", "tei")
    assert result.exit_code == 0
    assert "W024 hale.txt is not the text that was described under H" in result.stderr


def test_an_empty_text_is_an_error(workspace: Path, run: Run) -> None:
    (WITNESSES / "hale.txt").write_text("\n", encoding="utf-8")
    assert faulty(workspace, run, "E002").startswith("hale.txt: E002 the file is empty.")


def test_bytes_that_are_no_text_are_an_error(workspace: Path, run: Run) -> None:
    (WITNESSES / "hale.txt").write_bytes(b"\x89PNG\0\0\0")
    assert faulty(workspace, run, "E004").startswith("hale.txt: E004")


@pytest.mark.parametrize(("encoding", "warned"), [("utf-16", True), ("cp1252", True), ("utf-8-sig", False), ("utf-8", False)])
def test_a_text_in_any_of_the_usual_encodings_gives_the_same_edition(
    workspace: Path, run: Run, encoding: str, warned: bool
) -> None:
    text = (WITNESSES / "review.txt").read_text(encoding="utf-8")
    assert "“" in text
    assert run("build", "example", "--only", "tei").exit_code == 0
    before = (workspace / "tei/example.xml").read_bytes()
    (WITNESSES / "review.txt").write_bytes(text.encode(encoding))
    result = run("build", "example", "--only", "tei")
    assert result.exit_code == 0
    assert ("W003" in result.stderr) is warned
    assert (workspace / "tei/example.xml").read_bytes() == before


def test_a_broken_description_is_told_with_line_and_column(workspace: Path, run: Run) -> None:
    description = Path("sources/example/edition.toml")
    lines = description.read_text(encoding="utf-8").split("\n")
    number = next(n for n, line in enumerate(lines, 1) if line.startswith("base"))
    lines[number - 1] = 'base = "P'
    description.write_text("\n".join(lines), encoding="utf-8")
    assert faulty(workspace, run, "E007").startswith(f"example/edition.toml:{number}:")


def test_a_siglum_declared_twice_is_an_error(workspace: Path, run: Run) -> None:
    description = Path("sources/example/edition.toml")
    description.write_text(description.read_text(encoding="utf-8").replace('siglum = "H"', 'siglum = "P"'), encoding="utf-8")
    result = run("build", "example")
    assert result.exit_code == 1
    assert "E013 the siglum P is declared twice" in result.stderr
    assert "E014 the siglum H is used but not declared" in result.stderr


def test_a_siglum_never_declared_is_an_error(workspace: Path, run: Run) -> None:
    decisions = Path("sources/example/decisions.toml")
    decisions.write_text(decisions.read_text(encoding="utf-8").replace('siglum = "P"', 'siglum = "Q"', 1), encoding="utf-8")
    assert 'Add a [[witness]] with siglum = "Q"' in faulty(workspace, run, "E014")


def test_two_entries_of_one_date_are_told_apart(workspace: Path, run: Run) -> None:
    text = WITNESSES / "hale.txt"
    text.write_text(text.read_text(encoding="utf-8").replace("May 2, 1931", "April 12, 1931"), encoding="utf-8")
    assert run("build", "--only", "tei").exit_code == 0
    tei = next(workspace.glob("tei/*/hale.xml")).read_text(encoding="utf-8")
    assert 'n="1931-04-12"' in tei
    assert 'n="1931-04-12.2"' in tei


def test_a_date_that_does_not_exist_is_an_error(workspace: Path, run: Run) -> None:
    text = WITNESSES / "hale.txt"
    text.write_text(text.read_text(encoding="utf-8").replace("May 2, 1931", "April 31, 1931"), encoding="utf-8")
    assert faulty(workspace, run, "E101").startswith("hale.txt:7: E101")


def test_a_decision_without_a_place_says_where_the_nearest_is(workspace: Path, run: Run) -> None:
    decisions = Path("sources/example/decisions.toml")
    decisions.write_text(decisions.read_text(encoding="utf-8").replace('at = "blosom"', 'at = "full bloosom"'), encoding="utf-8")
    assert "Nearest: “full blosom” (paragraph 1)." in faulty(workspace, run, "E351")


@pytest.mark.parametrize("in_the_way", ["tei", "output"])
def test_a_folder_that_cannot_be_written_is_told(workspace: Path, run: Run, in_the_way: str) -> None:
    (workspace / in_the_way).write_text("a file where a folder should be", encoding="utf-8")
    result = run("build", "example", "--only", "tei,epub")
    assert result.exit_code == 3
    assert "E076" in result.stderr
    assert f"{in_the_way}/example" in result.stderr
    assert "Traceback" not in result.stderr
    assert (workspace / in_the_way).read_text(encoding="utf-8") == "a file where a folder should be"


def started(workspace: Path, *arguments: str, **more: object) -> subprocess.Popen[str]:
    """`edition …` as a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-m", "edition", *arguments]
    return subprocess.Popen(  # type: ignore[call-overload, no-any-return]
        command, cwd=workspace, env=environment, text=True, **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
    )


def small_disk() -> None:
    """No file may be longer than 2,000 bytes: what a full disk is to a process."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))


@pytest.mark.parametrize("built", [False, True], ids=["nothing", "its TEI"])
def test_a_full_disk_is_told_and_leaves_what_stood_there(workspace: Path, run: Run, built: bool) -> None:
    if built:
        assert run("build", "example", "--only", "tei").exit_code == 0
    before = {path.name: path.read_bytes() for path in workspace.glob("tei/**/*.xml")}
    (workspace / "output").mkdir()
    (workspace / "output/example.epub").write_text("the book of last year", encoding="utf-8")
    process = started(workspace, "build", "example", "--only", "tei,epub", preexec_fn=small_disk)
    _, stderr = process.communicate(timeout=120)
    assert process.returncode == 3, stderr
    assert "E006" in stderr
    assert "Traceback" not in stderr
    assert {path.name: path.read_bytes() for path in workspace.glob("tei/**/*.xml")} == before
    assert not list(workspace.glob("*/.*"))
    assert [path.name for path in (workspace / "output").iterdir()] == ["example.epub"]
    assert (workspace / "output/example.epub").read_text(encoding="utf-8") == "the book of last year"


@pytest.mark.parametrize("step", [1, 3, 5])
def test_ctrl_c_in_the_middle_ends_in_one_line_and_leaves_nothing_half_written(workspace: Path, root: Path, step: int) -> None:
    # The specimen takes long enough for the signal to come in the middle.
    shutil.copytree(root / "sources/specimen", workspace / "sources/specimen")
    # A shell that starts the tests in the background has Ctrl-C ignored by all that it starts.
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    process = started(workspace, "build", "specimen", "--only", "tei,epub", "--no-cache", preexec_fn=heard)
    assert process.stderr is not None
    lines = []
    for line in process.stderr:
        lines.append(line)
        if f"Step {step} of 5" in line:
            break
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 3, stderr
    assert stderr.splitlines()[-1] == "Interrupted."
    assert "Traceback" not in stderr
    left = [path.name for folder in ("tei", "output") for path in (workspace / folder).glob("*")]
    hidden = [path.name for folder in ("tei", "output") for path in (workspace / folder).rglob(".*")]
    assert set(left) <= ({"specimen.xml", "specimen"} if step == 5 else set())
    assert not hidden


def test_editions_of_one_name_in_two_workspaces_are_both_built(workspace: Path, run: Run) -> None:
    assert run("new", "other").exit_code == 0
    result = run("build", "example", "other/sources/example", "./sources/example/", "example", "--only", "tei")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.split() == ["tei/example.xml", "tei/example.xml"]
    assert (workspace / "tei/example.xml").exists()
    assert (workspace / "other/tei/example.xml").exists()
