"""Turn what a script or a notebook asks into calls of the stages, and what they give into frozen values.

Paths are text or Path. What stops the work is raised as EditionError with its message, and nothing is left half-written; what is to
be told besides stands in the `messages` of a result. Nothing is printed. docs/api.md shows each function by an example.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from edition.decisions.review_walk import ReviewWalk
from edition.errors import EditionError, TextError, UsageError
from edition.messages import Message, Report
from edition.messages.values import Candidates, TableName
from edition.model.apparatus_units import METHODS
from edition.pipeline.entry_values import main_text
from edition.pipeline.opened_tei import TeiDocument, WitnessText
from edition.pipeline.progress import STEPS, Progress, silent
from edition.pipeline.results import BuildResult, DoubtList, NewEdition, SourceText, Validation, WordLinks
from edition.pipeline.several_texts import CollatedUnit, TextCollation
from edition.pipeline.two_texts import PairBead, PairReading, QuotedPassage, QuotedPassages, TextPair
from edition.writers.kinds import KINDS, BookKind, kind_of
from edition.writers.settings import KEYS

if TYPE_CHECKING:
    from edition.project.founding import SurveyedFile

__all__ = [
    "KEYS",
    "KINDS",
    "METHODS",
    "STEPS",
    "BookKind",
    "BuildResult",
    "CollatedUnit",
    "DoubtList",
    "NewEdition",
    "PairBead",
    "PairReading",
    "Progress",
    "QuotedPassage",
    "QuotedPassages",
    "ReviewWalk",
    "SourceText",
    "TeiDocument",
    "TextCollation",
    "TextPair",
    "Validation",
    "WitnessText",
    "WordLinks",
    "align",
    "build",
    "collate",
    "doubtful_places",
    "editions",
    "locate",
    "new_edition",
    "new_example",
    "open_tei",
    "outputs",
    "read",
    "validate",
    "word_links",
    "write_book",
]

FilePath: TypeAlias = "str | os.PathLike[str]"


@contextlib.contextmanager
def _reporting() -> Iterator[Report]:
    """Give a report; an error that is raised while the block runs has all of it."""
    report = Report()
    try:
        yield report
    except EditionError as error:
        error.messages = (*report, *([] if error.message in report.messages else [error.message]))
        raise


# --- A file -----------------------------------------------------------------------------------------------------------


def read(path: FilePath, *, language: str | None = None) -> SourceText:
    """Read a file of any shape (docs/shapes.md): text, Markdown, saved web page, Word, EPUB, PDF, TEI.

    `language`: the tag of its language; where it is not given, what the file states or is written in.

    Raises TextError: the file is absent, empty, damaged or of no known shape. UsageError (E029): `language` is no language tag.
    OutsideError: the file cannot be read.
    """
    with _reporting() as report:
        one = _surveyed(path, _tag(language))
        report.messages += one.messages
        witness = one.witness
        return SourceText(
            Path(path), witness.reader, witness.language, witness.title, witness.authors, witness.translators,
            witness.entries, witness.layer, tuple(report),
        )  # fmt: skip


def _surveyed(path: FilePath, language: str = "") -> SurveyedFile:
    from edition.project.founding import surveyed

    return surveyed(Path(path), language)


def _tag(language: str | None) -> str:
    if not language:
        return ""
    import langcodes

    if not langcodes.tag_is_valid(language):
        raise UsageError(Message("E029", None, {"tag": language}))
    return language


# --- Two texts and more -----------------------------------------------------------------------------------------------


def align(base: FilePath, other: FilePath, *, readings: bool = True) -> TextPair:
    """Set two texts, in files of any shape, against each other: which passages answer one another, and where they differ.

    Of text files ranges count in their own text; of others in the text of their entries, which the result has. `readings`: False
    gives the beads alone.

    Raises TextError: a file is absent, empty, damaged or of no known shape. OutsideError: it cannot be read.
    """
    from edition.pipeline.two_texts import compare

    with _reporting() as report:
        (base_text, plain), (other_text, other_plain) = (_text(path, report) for path in (base, other))
        beads = compare(base_text, other_text, readings=readings)
        return TextPair(base_text, other_text, beads, tuple(report), plain and other_plain)


def collate(base: FilePath, other: FilePath, *more: FilePath) -> TextCollation:
    """Set any number of texts, in files of any shape, against the first, the base: the places at which they differ.

    The sigla are the names of the files without their endings, with a number where two are alike.

    Raises TextError and OutsideError as `align` does.
    """
    from edition.pipeline.several_texts import collated

    files = base, other, *more
    with _reporting() as report:
        read = [_text(path, report) for path in files]
        sigla = _sigla(Path(path).stem for path in files)
        units = collated([(siglum, text) for siglum, (text, _) in zip(sigla, read, strict=True)])
        return TextCollation(sigla, read[0][0], units, tuple(report), read[0][1])


def locate(quoting: FilePath, witness: FilePath) -> QuotedPassages:
    """Find what a text, such as a review, quotes from a witness, in the same translation or in another. Both are text files.

    Raises TextError: a file is absent, empty or no text. OutsideError: it cannot be read.
    """
    from edition.files import read_text
    from edition.pipeline.two_texts import quoted_passages

    with _reporting() as report:
        text, other = (read_text(Path(path), report) for path in (quoting, witness))
        return QuotedPassages(quoted_passages(text, other, os.fspath(quoting), report), tuple(report))


def word_links(pairs: FilePath, model: FilePath | None = None) -> WordLinks:
    """Link the words of sentence pairs. `pairs`: a file with a pair a line, a tab between the two, and spaces between words.

    `model`: a file of weights to use in the place of the program's own.

    Raises TextError: a file is absent or empty, or has no weights (E037). OutsideError: it cannot be read.
    """
    from edition.files import read_text
    from edition.pipeline import two_texts

    with _reporting() as report:
        text = read_text(Path(pairs), report)
        links = two_texts.word_links(text, os.fspath(pairs), report, Path(model) if model is not None else None)
        return WordLinks(tuple(map(tuple, links)), tuple(report))


def _text(path: FilePath, report: Report) -> tuple[str, bool]:
    """The text of a file, and whether it is a text file: then it is the text itself, line ends as "\\n"."""
    from edition.files import read_bytes, read_text
    from edition.readers.telling import is_text

    path = Path(path)
    if is_text(read_bytes(path), path.name):
        return read_text(path, report), True
    one = _surveyed(path)
    report.messages += [message for message in one.messages if message.severity != "error"]
    return main_text(one.witness), False


def _sigla(names: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for name in names:
        siglum, count = name, 1
        while siglum in found:
            count += 1
            siglum = f"{name}-{count}"
        found[siglum] = None
    return tuple(found)


# --- TEI --------------------------------------------------------------------------------------------------------------


def open_tei(path: FilePath) -> TeiDocument:
    """Open a TEI P5 document, anyone's. Nothing outside the file is read.

    Raises TextError: the file is absent or no sound TEI P5. OutsideError: it cannot be read.
    """
    from edition.tei.reading import opening

    with _reporting() as report:
        tree = opening.open_tei(Path(path), report)
        return TeiDocument(Path(path), tree, tuple(report))


def validate(path: FilePath, schema: FilePath | None = None) -> Validation:
    """Check a TEI document, anyone's: its structure by a schema, and that what points to something finds it.

    `schema`: a RELAX NG schema; without it, that which the document names, if it lies beside the document or in a folder of
    $EDITION_SCHEMAS. Faults of the document are findings.

    Raises TextError (E001): the document or the schema is not there. OutsideError: the document cannot be read.
    """
    from edition.tei.validation import checking

    with _reporting() as report:
        for needed in (path, schema):
            if needed is not None and not Path(needed).exists():
                raise TextError(Message("E001", None, {"path": os.fspath(needed)}))
        folders = [Path(part) for part in os.environ.get("EDITION_SCHEMAS", "").split(os.pathsep) if part]
        checking.validate(Path(path), report, Path(schema) if schema is not None else None, folders)
        return Validation(Path(path), tuple(report))


# --- Editions and books -----------------------------------------------------------------------------------------------


def build(
    edition: FilePath,
    only: Sequence[str] | None = None,
    *,
    texts: Sequence[FilePath] = (),
    force: bool = False,
    cache: bool = True,
    skip: bool = False,
    progress: Progress = silent,
) -> BuildResult:
    """Build an edition: its TEI and its books.

    `edition`: its folder under sources/, or its name where the work is done in its workspace. `only`: those wanted of "tei" and the
    kinds of book; without it all. `texts`: folders in which texts are sought first. `force`: replace TEI that was changed by hand.
    `cache`: False does everything again. `skip`: where texts are missing, make nothing and say so (W023). `progress` is told of
    each step (pipeline.progress.Progress).

    Raises UsageError: there is no such edition (E019, E020), or nothing of a name in `only` is made (E051). TextError: a text is
    missing (E022), or has errors; `messages` of the error has all of them. OutsideError: a file cannot be read or written.
    """
    from edition.pipeline import steps
    from edition.project import description
    from edition.storage.cache import Cache, user_cache

    with _reporting() as report:
        wanted = _wanted(only)
        workspace, name = _place(edition)
        project = description.load(workspace, name, report)
        found, missing = description.find_texts(project, [Path(folder) for folder in texts])
        if missing and skip:
            files = tuple(str(message.values["file"]) for message in missing)
            sought = {key: missing[0].values[key] for key in ("folder", "sought")}
            count = {"count": len(missing), "all": len(project.witnesses)}
            report.add("W023", missing[0].locus, name=name, **count, files=files, **sought)
            return BuildResult(workspace, (), tuple(report))
        _stop_where_missing(missing, report)
        kept = user_cache() if cache else Cache(None)
        made = steps.build(project, found, report, only=wanted, force=force, cache=kept, progress=progress)
        return BuildResult(workspace, made, tuple(report))


def _stop_where_missing(missing: Sequence[Message], report: Report) -> None:
    """Raises TextError (E022): texts are missing."""
    report.messages += missing
    if missing:
        raise TextError(missing[0])


def _wanted(only: Sequence[str] | None) -> tuple[str, ...]:
    known = outputs()
    asked = known if only is None else (only,) if isinstance(only, str) else tuple(only)
    for name in asked:
        if name not in known:
            raise UsageError(Message("E051", None, {"kind": name, "made": known}))
    return tuple(output for output in known if output in asked)


def _place(edition: FilePath) -> tuple[Path, str]:
    """The workspace and the name of an edition. Raises UsageError (E019, E020)."""
    from edition.project.description import editions, find_workspace

    folder = Path(edition)
    if not (folder / "edition.toml").is_file():
        return find_workspace(Path.cwd()), folder.name
    folder = folder.resolve()
    workspace = find_workspace(folder)
    if workspace / "sources" != folder.parent:
        known = editions(workspace)
        raise UsageError(Message("E019", None, {"name": folder.name, "folder": str(workspace / "sources"), "known": known}))
    return workspace, folder.name


def outputs() -> tuple[str, ...]:
    """The names of what can be made of an edition: "tei", and the kinds of book."""
    return ("tei", *KINDS)


def editions(folder: FilePath = ".") -> tuple[str, ...]:
    """The names of the editions in the workspace that a folder lies in. Raises UsageError (E020): it lies in none."""
    from edition.project import description

    return description.editions(description.find_workspace(Path(folder)))


def write_book(
    kind: str, file: FilePath, output: FilePath | None = None, *, settings: FilePath | None = None, **looks: object
) -> BuildResult:
    """Make a book of a TEI document, anyone's.

    `kind`: "epub" or "pdf". `output`: where it goes; beside the document where it is not given. `settings`: a TOML file with a
    table of the kind's name; `looks`: settings by name, which go before those of the file, such as reading="K", apparatus="none",
    parallel=True (docs/books.md, docs/pdf.md).

    Raises UsageError: there is no such kind (E051), or a setting is not known or wrong (E008, E010, E011, E530,
    E531). TextError: the document
    or the settings have errors. OutsideError: the book cannot be written (E006), or what sets pages is not there (E903).
    """
    from edition.project.description import read_looks
    from edition.storage.cache import Pages, user_cache
    from edition.tei.reading import opening
    from edition.writers import book_settings
    from edition.writers import write_book as write

    with _reporting() as report:
        row = kind_of(kind)
        allowed = dict.fromkeys((*row.settings, "date", "behaviours"))
        for name in looks:
            if name not in allowed:
                raise UsageError(
                    Message("E008", None, {"key": name, "table": TableName(kind), "keys": Candidates(name, tuple(sorted(allowed)))})
                )
        said = read_looks(Path(settings), report)[kind] if settings is not None else {}
        if report.errors:
            raise TextError(report.errors[0])
        path = Path(output) if output is not None else Path(file).with_suffix(row.suffix)
        made = book_settings({**said, **looks, "folder": str(Path(file).parent)})
        kept = user_cache()
        write(kind, opening.open_tei(Path(file), report), made, path, report, Pages(kept, row.mark()))
        kept.prune()
        return BuildResult(path.parent, (path,), tuple(report))


def new_edition(folder: FilePath, files: Sequence[FilePath]) -> NewEdition:
    """Make a workspace with an edition of files of any shape; the first with entries is its base. It is not built yet.

    Raises UsageError (E032): the folder is not empty. TextError: a file is absent, damaged or of no known shape, or no file has an
    entry. OutsideError: a file cannot be read or written.
    """
    from edition.project import founding

    with _reporting():
        folder = founding.empty(Path(folder))
        name = founding.name_for(folder)
        found = founding.survey([Path(path) for path in files])
        founding.found_edition(folder, name, found, founding.today())
        return NewEdition(folder, name, found, founding.several_languages(found))


def new_example(folder: FilePath) -> Path:
    """Make a workspace with a small example, and give its path. Raises UsageError (E032): the folder is not empty. OutsideError."""
    from edition.project import founding

    with _reporting():
        folder = founding.empty(Path(folder))
        founding.copy_example(folder)
        return folder


def doubtful_places(edition: FilePath, *, texts: Sequence[FilePath] = (), progress: Progress = silent) -> DoubtList:
    """Find the doubtful beads and readings of an edition that the editor has neither decided nor found right. Raises as `build`."""
    from edition.decisions.doubts import doubts
    from edition.decisions.writing import read_accepted
    from edition.pipeline import steps
    from edition.project import description
    from edition.storage.cache import user_cache

    with _reporting() as report:
        project = description.load(*_place(edition), report)
        found, missing = description.find_texts(project, [Path(folder) for folder in texts])
        _stop_where_missing(missing, report)
        told = Report()
        try:
            raw = steps.read_texts(project, found)
            compared = steps.compare(project, raw, told, user_cache(), progress)
        except TextError:
            report.messages += told.errors
            raise
        entries = [(entry.aligned.entries, entry.aligned.text, entry.others) for entry in compared.entries]
        waiting = doubts(entries, read_accepted(project.folder / "accepted.tsv"))
        return DoubtList(project.folder, project.name, tuple(waiting), tuple(report))
