"""Turn an edition and its files into its page as it is now, with all messages, each time that a file changes."""

from __future__ import annotations

import contextlib
import hashlib
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from edition.decisions.file_history import FileHistory
from edition.desk.dividing import Dividing
from edition.desk.editing import Editing
from edition.desk.written_decisions import DESK_FILES, DecisionPen, asked_text, turned
from edition.errors import EditionError
from edition.messages import Message, Report, folded
from edition.model import Edition
from edition.pipeline import steps
from edition.pipeline.changed_page import changed_sections, digests_of, reworded_sections
from edition.pipeline.given_values import reporting
from edition.pipeline.project_texts import stop_where_missing
from edition.pipeline.steps import ComparedEdition
from edition.project import description
from edition.project.description import Project
from edition.storage.cache import Cache, user_cache
from edition.storage.memory import Memory
from edition.writers.html.served_page import ServedPage, empty_page, served_page

_PROGRAM = Path(__file__).parent / "program"
# What the program writes itself while it builds or is asked, and no build depends on.
_OWN = frozenset({"decided.tsv", "accepted.tsv"})
# The files that say what the edition is.
_DESCRIBING = frozenset({".toml", ".md", ".tsv"})
# The worst first: in the page all stand one below another, where the eye begins at the top.
_ORDER = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """What came of a build. `messages`: the worst first; `failed`: it has errors, and the page is that of before, if there was
    one; `seconds`: how long it took; `checked`: False as long as the page is shown and its TEI is still being checked.
    """

    messages: tuple[Message, ...] = ()
    failed: bool = False
    seconds: float = 0.0
    checked: bool = True


@dataclass
class Preview:
    """The page of an edition, built anew by `build`. `texts`: folders in which its texts are sought first.

    `tell` is called after each build, and `shown` when there is a page whose TEI is still to be checked, in whatever thread it is
    built. `outcome`: None until the first page is there, or the first build has failed. `entries`: the digests of the entries that
    are shown; `sections`: those of them that are shown before their page. `compared`: what the page was made from, None if it came
    from the cache; `last`: what was compared last, with its project.
    """

    folder: Path
    texts: tuple[Path, ...] = ()
    tell: Callable[[BuildOutcome], None] = lambda outcome: None
    shown: Callable[[], None] = lambda: None
    outcome: BuildOutcome | None = None
    source: str = field(default="", repr=False)
    cache: Cache = field(default_factory=lambda: user_cache(Memory()))
    entries: dict[str, bytes] = field(default_factory=dict, repr=False)
    sections: dict[str, str] = field(default_factory=dict, repr=False)
    _inputs: tuple[str, str] = field(default=("", ""), repr=False)
    _loaded: tuple[str, Project, tuple[Message, ...]] | None = field(default=None, repr=False)
    compared: tuple[ComparedEdition, Edition] | None = field(default=None, repr=False)
    last: tuple[Project, ComparedEdition] | None = field(default=None, repr=False)
    _editing: Editing | None = field(default=None, repr=False)
    _dividing: Dividing | None = field(default=None, repr=False)
    # How often the desk began or ended writing: what it undoes waits for no build.
    _written_by_desk: int = field(default=0, repr=False)

    def __post_init__(self) -> None:
        self.history = FileHistory(self.folder, DESK_FILES)

    def build(self) -> bool:
        """Build the edition, unless no file has changed since the last build. Tells whether it was built."""
        # What is changed while the edition is built is built next.
        given = _digest(self._given())
        if self._inputs == (given, _digest(self._written())):
            return False
        # The cache is tidied when all has been told: nobody waits for that.
        with self.cache.tidied():
            self._build(given)
        return True

    def _build(self, given: str) -> None:
        """Build the edition from files of this digest, and tell what came of it."""
        began, turns = time.monotonic(), self._written_by_desk
        failed, before = False, (self.source, self.entries)
        self._editing = self.compared = self._dividing = None
        try:
            with reporting() as report:
                project = self._load(report)
                raw = self._found_texts(project, report)
                watch = _ShownFirst(self, project, began)
                made = steps.build(project, raw, report, cache=self.cache, only=("tei", "html"), watch=watch)
                source = next(path for path in made if path.suffix == ".html").read_text(encoding="utf-8")
                if source != self.source:
                    # It was made before, and so not shown before it was checked.
                    self.source, self.entries = source, digests_of(project, project.tei.read_bytes())
            messages = tuple(report)
        except EditionError as error:
            failed, messages = True, error.messages
        except OSError as error:
            what = str(error.filename) if error.filename else self.folder.name
            failed, messages = True, (Message("E902", None, {"what": what, "reason": error.strerror or str(error)}),)
        except Exception as error:
            # The server goes on: what is changed next may build again.
            traceback.print_exc()
            reason = f"{type(error).__name__}: {error}"
            failed, messages = True, (Message("E901", None, {"reason": reason}),)
        self.sections = {}
        if failed:
            # What was shown before it was checked is not shown any more.
            self.source, self.entries = before
        if len(messages) > 1:
            # That there are errors is told by them.
            messages = tuple(message for message in messages if message.code != "E018")
        ordered = tuple(folded(sorted(messages, key=lambda message: _ORDER.index(message.severity))))
        self.outcome = BuildOutcome(ordered, failed, time.monotonic() - began)
        # Files that have changed since may have been read as they were before or after: they are built once more, as they are then.
        same = turns == self._written_by_desk and given == _digest(self._given())
        self._inputs = (given, _digest(self._written())) if same else ("", "")
        self.tell(self.outcome)

    def _load(self, report: Report) -> Project:
        """Read the folder of the edition, unless it is as it was when it was read last. Raises as `description.load` does."""
        # A text is read later, by itself.
        digest = _digest(path for path in self._in_folder() if path.suffix in _DESCRIBING)
        if self._loaded is None or self._loaded[0] != digest:
            mine, turns = Report(), self._written_by_desk
            try:
                project = description.load(self.folder.parent.parent, self.folder.name, mine)
            finally:
                report.messages += mine.messages
            self._loaded = (digest, project, tuple(mine.messages)) if turns == self._written_by_desk else None
            return project
        report.messages += self._loaded[2]
        return self._loaded[1]

    def _in_folder(self) -> list[Path]:
        return [path for path in sorted(self.folder.rglob("*")) if path.is_file()]

    def _found_texts(self, project: Project, report: Report) -> dict[str, Path]:
        """Find the texts. Raises TextError (E022): some are missing."""
        found, missing = description.find_texts(project, self.texts)
        stop_where_missing(missing, report)
        return found

    def editing(self) -> Editing:
        """The desk of the edition as it was built last. Raises EditionError: it cannot be built."""
        report = Report()
        project = self._load(report)
        # Where a file has been changed by hand, decisions stand in other lines of it.
        if self._editing is None or self._editing.project is not project:
            from edition.decisions import Decision
            from edition.decisions.answering_places import languages_of
            from edition.decisions.places_at_work import PlacesAtWork
            from edition.decisions.words_at_work import WordsAtWork
            from edition.decisions.writing import read_accepted

            if self.compared is None:
                raw = steps.read_texts(project, self._found_texts(project, report))
                self.compared = steps.compared_edition(project, raw, report, self.cache)
            compared, edition = self.compared
            accepted = read_accepted(self.folder / "accepted.tsv")
            places = PlacesAtWork(compared.held, languages_of(compared.witnesses), edition.entries, accepted)
            on_words = [one for one in project.decisions if isinstance(one, Decision)]
            work = WordsAtWork([entry.aligned.entries for entry in compared.entries], compared.sources, on_words)
            self._editing = Editing(project, places, work, self.history)
        return self._editing

    def act(self, asked: Mapping[str, object]) -> dict[str, object]:
        """Do what the page asks for. Raises RefusedError and EditionError."""
        self._written_by_desk += 1
        try:
            return self._act(asked)
        finally:
            self._written_by_desk += 1

    def _act(self, asked: Mapping[str, object]) -> dict[str, object]:
        name = asked.get("act")
        if name in ("undo", "redo"):
            # What is undone or taken out may be what keeps the edition from being built.
            told = turned(self.folder, self.history, name)
        elif name == "take out":
            line = asked.get("line")
            told = self._pen.take_out(line if isinstance(line, int) else 0, asked_text(asked, "text"))
        elif name == "divide":
            told = self.dividing().write(asked)
        else:
            told = self.editing().act(asked)
        # What was found right is read anew, and so is where each decision stands.
        self._editing = self._dividing = None
        return told

    @property
    def _pen(self) -> DecisionPen:
        return DecisionPen(self.folder, self.history)

    def listed(self) -> dict[str, object]:
        """Tell all that was decided, what stands last in decisions.toml first. Raises EditionError: a file cannot be read."""
        return {"decisions": self._pen.written(self._load(Report()).decisions)[::-1]}

    def dividing(self) -> Dividing:
        """How the texts are divided, whether the edition can be built or not. Raises EditionError: edition.toml has errors."""
        project = self._load(Report())
        if self._dividing is None or self._dividing.project is not project:
            self._dividing = Dividing(project, description.find_texts(project, self.texts)[0], self.history)
        return self._dividing

    @property
    def version(self) -> str:
        """A name for the page as it is now: two that are alike have one."""
        return _version(self.source)

    def page(self, token: str) -> ServedPage:
        """The page, with the desk's program in it; before there is one, an empty page that tells what happens."""
        # A build may put another in its place meanwhile.
        source = self.source
        modules = ("live", "place", "wording", "dividing", "desk") if source else ("live",)
        program = "".join((_PROGRAM / f"{name}.js").read_text(encoding="utf-8") for name in modules)
        style = (_PROGRAM / "desk.css").read_text(encoding="utf-8")
        known = {"token": token, "version": _version(source), "name": self.folder.name}
        if not source:
            return empty_page(self.folder.name, program, style, known)
        return served_page(source, program, style, known)

    def state(self) -> dict[str, object]:
        """What the page is told after each build, as plain values."""
        outcome = self.outcome
        return {
            "version": self.version,
            "sections": self.sections,
            "built": outcome is not None,
            "failed": outcome is not None and outcome.failed,
            "checked": outcome is not None and outcome.checked,
            "undo": len(self.history.done),
            "redo": len(self.history.undone),
            "seconds": round(outcome.seconds, 2) if outcome else 0,
            "messages": [message_values(message) for message in outcome.messages] if outcome else [],
        }

    def inputs(self) -> tuple[Path, ...]:
        """The files that a build depends on: its folder, its texts, and its TEI, which one may change by hand."""
        return tuple(path for path in dict.fromkeys((*self._given(), *self._written())) if path.is_file())

    def _given(self) -> list[Path]:
        found = {path: None for path in self._in_folder() if path.name not in _OWN}
        # What stands in edition.toml may not be known yet: the build says why.
        with contextlib.suppress(EditionError):
            found |= dict.fromkeys(description.find_texts(self._load(Report()), self.texts)[0].values())
        return list(found)

    def _written(self) -> list[Path]:
        with contextlib.suppress(EditionError):
            project = self._load(Report())
            return [project.tei, *project.sources.values()]
        return []

    def folders(self) -> frozenset[Path]:
        """The folders in which files may change."""
        within = {path for path in self.folder.rglob("*") if path.is_dir()}
        return frozenset({self.folder, *within, *(path.parent for path in self.inputs())})


@dataclass
class _ShownFirst(steps.BuildWatch):
    """Shows what was changed before the build has ended: an editor sees it at once. `began`: when, by the monotonic clock."""

    preview: Preview
    project: Project
    began: float

    def begun(self, raw: Mapping[str, bytes]) -> None:
        """Show the sections of a few entries that have other words, before the edition is compared."""
        preview, last = self.preview, self.preview.last
        # What the decisions are on is written anew by each build, and changes none.
        if last is None or replace(last[0], record=self.project.record) != self.project:
            return
        with _early():
            preview.sections, digests = reworded_sections(self.project, raw, last[1], preview.entries, preview.cache)
            if preview.sections:
                preview.entries = {**preview.entries, **digests}
                self._tell()

    def compared(self, found: ComparedEdition, edition: Edition) -> None:
        """Keep what was compared: the desk works on it, and the next build begins with what is other than it was."""
        self.preview.compared, self.preview.last = (found, edition), (self.project, found)

    def encoded(self, document: bytes) -> None:
        """Show the other sections that have changed, and then the page, before the document has been checked."""
        preview = self.preview
        with _early():
            sections, preview.entries = changed_sections(self.project, document, preview.entries)
            if sections:
                preview.sections = {**preview.sections, **sections}
                self._tell()
            preview.source = steps.made_book(self.project, "html", document, Report(), preview.cache).decode()
            preview.sections = {}
            self._tell()

    def _tell(self) -> None:
        self.preview.outcome = BuildOutcome(seconds=time.monotonic() - self.began, checked=False)
        self.preview.shown()


@contextlib.contextmanager
def _early() -> Iterator[None]:
    """What is shown early must not keep the edition from being built."""
    try:
        yield
    except (EditionError, OSError):
        # What is wrong is told when the page is made as a file.
        return
    except Exception:
        traceback.print_exc()


def _version(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()[:12] if source else ""


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
