"""Turn an edition and its files into its page as it is now, with all messages, each time that a file changes."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from edition import api
from edition.errors import EditionError
from edition.messages import Message, Report, folded
from edition.project import description
from edition.writers.html.served_page import ServedPage, empty_page, served_page

_PROGRAM = Path(__file__).parent / "program"
# What the program writes itself while it builds or is asked, and no build depends on.
_OWN = frozenset({"decided.tsv", "accepted.tsv"})
# The worst first: in the page all stand one below another, where the eye begins at the top.
_ORDER = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """What came of a build. `messages`: the worst first; `failed`: it has errors, and the page is that of before, if there was
    one; `seconds`: how long it took.
    """

    messages: tuple[Message, ...] = ()
    failed: bool = False
    seconds: float = 0.0


@dataclass
class Preview:
    """The page of an edition, built anew by `build`. `texts`: folders in which its texts are sought first.

    `tell` is called after each build, in whatever thread it ran. `outcome`: None until the first build has ended.
    """

    folder: Path
    texts: tuple[Path, ...] = ()
    tell: Callable[[BuildOutcome], None] = lambda outcome: None
    outcome: BuildOutcome | None = None
    source: str = ""
    _inputs: str = field(default="", repr=False)

    def build(self) -> bool:
        """Build the edition, unless no file has changed since the last build. Tells whether it was built."""
        if self._inputs and self._inputs == self._digest():
            return False
        began = time.monotonic()
        failed = False
        try:
            made = api.build(self.folder, ("tei", "html"), texts=self.texts)
            messages = tuple(made.messages)
            self.source = next(path for path in made if path.suffix == ".html").read_text(encoding="utf-8")
        except EditionError as error:
            failed, messages = True, error.messages
        if len(messages) > 1:
            # That there are errors is told by them.
            messages = tuple(message for message in messages if message.code != "E018")
        ordered = tuple(folded(sorted(messages, key=lambda message: _ORDER.index(message.severity))))
        self.outcome = BuildOutcome(ordered, failed, time.monotonic() - began)
        self._inputs = self._digest()
        self.tell(self.outcome)
        return True

    @property
    def version(self) -> str:
        """A name for the page as it is now: two that are alike have one."""
        return hashlib.sha256(self.source.encode()).hexdigest()[:12] if self.source else ""

    def page(self, token: str) -> ServedPage:
        """The page, with the desk's program in it; before there is one, an empty page that tells what happens."""
        modules = ("live", "desk") if self.source else ("live",)
        program = "".join((_PROGRAM / f"{name}.js").read_text(encoding="utf-8") for name in modules)
        style = (_PROGRAM / "desk.css").read_text(encoding="utf-8")
        known = {"token": token, "version": self.version, "name": self.folder.name}
        if not self.source:
            return empty_page(self.folder.name, program, style, known)
        return served_page(self.source, program, style, known)

    def state(self) -> dict[str, object]:
        """What the page is told after each build, as plain values."""
        outcome = self.outcome
        return {
            "version": self.version,
            "built": outcome is not None,
            "failed": outcome is not None and outcome.failed,
            "seconds": round(outcome.seconds, 2) if outcome else 0,
            "messages": [message_values(message) for message in outcome.messages] if outcome else [],
        }

    def inputs(self) -> tuple[Path, ...]:
        """The files that a build depends on: its folder, its texts, and its TEI, which one may change by hand."""
        return tuple(dict.fromkeys(path for path in self._found() if path.is_file()))

    def _found(self) -> Iterator[Path]:
        yield from (path for path in sorted(self.folder.rglob("*")) if path.name not in _OWN)
        try:
            project = description.load(self.folder.parent.parent, self.folder.name, Report())
        except EditionError:
            # What stands in edition.toml is not known yet: the build says why.
            return
        yield from description.find_texts(project, self.texts)[0].values()
        yield project.tei
        yield from project.sources.values()

    def folders(self) -> frozenset[Path]:
        """The folders in which files may change."""
        within = {path for path in self.folder.rglob("*") if path.is_dir()}
        return frozenset({self.folder, *within, *(path.parent for path in self.inputs())})

    def _digest(self) -> str:
        return _digest(self.inputs())


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        try:
            content = path.read_bytes()
        except OSError:
            content = b""
        digest.update(f"{path}\0".encode("utf-8", "surrogateescape") + hashlib.sha256(content).digest())
    return digest.hexdigest()


def message_values(message: Message) -> dict[str, object]:
    """Turn a message into plain values: its code, how grave it is, its words, and its place."""
    locus = message.locus
    return {
        "code": message.code,
        "severity": message.severity,
        "text": str(message),
        "file": locus.file if locus else "",
        "line": (locus.line or 0) if locus else 0,
    }
