"""Turn what a script or a notebook asks into calls of the stages, and what they give into frozen values.

Paths are text or Path. What stops the work is raised as EditionError with its message, and nothing is left half-written; what is to
be told besides stands in the `messages` of a result. Nothing is printed. docs/api.md shows each function by an example.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from edition.lazy_names import importing
from edition.pipeline.given_values import FilePath, given_language, given_paths, given_settings, given_tag, given_text, reporting
from edition.pipeline.progress import STEPS, Progress, silent

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from edition.decisions.review_walk import ReviewWalk
    from edition.model.apparatus_units import METHODS
    from edition.pipeline.edition_report import EditionReport
    from edition.pipeline.job_processes import JobProcesses
    from edition.pipeline.many_editions import shard_of
    from edition.pipeline.opened_tei import TeiDocument, UnitSequence, WitnessText
    from edition.pipeline.results import BuildResult, DoubtList, NewEdition, SourceOutline, SourceText, WordLinks
    from edition.pipeline.several_texts import CollatedUnit, TextCollation
    from edition.pipeline.two_texts import PairBead, PairReading, QuotedPassage, QuotedPassages, TextPair
    from edition.pipeline.validation_result import Validation
    from edition.pipeline.written_import import ImportResult
    from edition.tei.export.export_forms import FORMS
    from edition.writers.kinds import KINDS, BookKind, outputs
    from edition.writers.settings import KEYS

__all__ = [
    "FORMS",
    "KEYS",
    "KINDS",
    "METHODS",
    "STEPS",
    "BookKind",
    "BuildResult",
    "CollatedUnit",
    "DoubtList",
    "EditionReport",
    "ImportResult",
    "JobProcesses",
    "NewEdition",
    "PairBead",
    "PairReading",
    "Progress",
    "QuotedPassage",
    "QuotedPassages",
    "ReviewWalk",
    "SourceOutline",
    "SourceText",
    "TeiDocument",
    "TextCollation",
    "TextPair",
    "UnitSequence",
    "Validation",
    "WitnessText",
    "WordLinks",
    "align",
    "build",
    "build_editions",
    "collate",
    "doubtful_places",
    "edition_folder",
    "editions",
    "import_edition",
    "locate",
    "new_edition",
    "new_example",
    "open_tei",
    "outline",
    "outputs",
    "read",
    "read_report",
    "report",
    "shard_of",
    "silent",
    "validate",
    "word_links",
    "write_book",
    "write_export",
    "write_report",
]

# Where the names come from that are handed on, those first that are imported fastest.
_MODULES = (
    "edition.pipeline.validation_result",
    "edition.writers.settings",
    "edition.writers.kinds",
    "edition.model.apparatus_units",
    "edition.tei.export.export_forms",
    "edition.decisions.review_walk",
    "edition.pipeline.job_processes",
    "edition.pipeline.many_editions",
    "edition.pipeline.results",
    "edition.pipeline.two_texts",
    "edition.pipeline.several_texts",
    "edition.pipeline.edition_report",
    "edition.pipeline.opened_tei",
    "edition.pipeline.written_import",
)


if not TYPE_CHECKING:
    __getattr__ = importing(__name__, __all__, _MODULES)


# --- A file -----------------------------------------------------------------------------------------------------------


def read(path: FilePath, *, language: str | None = None) -> SourceText:
    """Read a file of any shape (docs/shapes.md): text, Markdown, saved web page, Word, EPUB, PDF, TEI.

    `language`: the tag of its language; where it is not given, what the file states or is written in.

    Raises TextError: the file is absent, empty, damaged or of no known shape. UsageError (E029): `language` is no language tag.
    OutsideError: the file cannot be read.
    """
    from edition.pipeline.results import SourceText
    from edition.project.founding import surveyed

    with reporting() as report:
        one = surveyed(Path(path), given_tag(language))
        report.messages += one.messages
        witness = one.witness
        return SourceText(
            Path(path), witness.reader, witness.language, witness.title, witness.authors, witness.translators,
            witness.entries, witness.layer, tuple(report),
        )  # fmt: skip


def outline(path: FilePath, *, language: str | None = None) -> SourceOutline:
    """Read how a file divides into entries, before anything is built: their keys and headings, notes, and what is none of the work.

    A file in the folder witnesses of an edition is read as its edition.toml says. `language`: the tag of its language; where it is
    not given, what edition.toml or the file states, or what it is written in.

    Raises TextError: the file is absent, empty, damaged or of no known shape. UsageError (E029): `language` is no language tag.
    OutsideError: the file cannot be read.
    """
    from edition.files import read_bytes
    from edition.pipeline.results import SourceOutline
    from edition.project.description import stated_for
    from edition.readers.outlines import outline_of

    with reporting() as report:
        tag = given_tag(language)
        raw = read_bytes(Path(path))
        stated, said = stated_for(Path(path), report)
        found, spoken = outline_of(raw, os.fspath(path), tag or said, report, stated)
        return SourceOutline(Path(path), spoken, found, tuple(report))


# --- Two texts and more -----------------------------------------------------------------------------------------------


def align(base: FilePath, other: FilePath, *, readings: bool = True, language: str | None = None) -> TextPair:
    """Set two texts, in files of any shape, against each other: which passages answer one another, and where they differ.

    Of text files ranges count in their own text; of others in the text of their entries, which the result has. `readings`: False
    gives the beads alone. `language`: the tag of the language of both; where it is not given, each is in that which its file states
    or its words tell.

    Raises TextError: a file is absent, empty, damaged or of no known shape. UsageError (E029): `language` is no language tag.
    OutsideError: a file cannot be read.
    """
    from edition.pipeline.two_texts import TextPair, compare
    from edition.pipeline.unlike_texts import report_unlike

    with reporting() as report:
        tag = given_tag(language)
        (base_text, base_tag, plain), (other_text, other_tag, other_plain) = (
            given_text(path, tag, report) for path in (base, other)
        )
        spoken = given_language(tag, [(base_text, base_tag), (other_text, other_tag)], report)
        beads = compare(base_text, other_text, spoken, readings=readings)
        report_unlike((os.fspath(base), os.fspath(other)), (base_text, other_text), beads, spoken, report)
        return TextPair(base_text, other_text, beads, tuple(report), plain and other_plain)


def collate(base: FilePath, other: FilePath, *more: FilePath, language: str | None = None) -> TextCollation:
    """Set any number of texts, in files of any shape, against the first, the base: the places at which they differ.

    The sigla are the names of the files without their endings, with a number where two are alike. `language`: as in `align`.

    Raises TextError, UsageError and OutsideError as `align` does.
    """
    from edition.pipeline.several_texts import TextCollation, collated, sigla_of

    files = base, other, *more
    with reporting() as report:
        tag = given_tag(language)
        read = [given_text(path, tag, report) for path in files]
        sigla = sigla_of(Path(path).stem for path in files)
        spoken = given_language(tag, [(text, known) for text, known, _ in read], report)
        named = [(siglum, os.fspath(path), text) for siglum, path, (text, *_) in zip(sigla, files, read, strict=True)]
        units = collated(named, spoken, report)
        return TextCollation(sigla, read[0][0], units, tuple(report), read[0][2])


def locate(quoting: FilePath, witness: FilePath, *, language: str | None = None) -> QuotedPassages:
    """Find what a text, such as a review, quotes from a witness, in the same translation or in another. Both are text files.

    `language`: the tag of the language of the witness, and so of what is quoted; where it is not given, its words tell.

    Raises TextError: a file is absent, empty or no text. UsageError (E029): `language` is no language tag. OutsideError: a file
    cannot be read.
    """
    from edition.files import read_text
    from edition.pipeline.two_texts import QuotedPassages, quoted_passages

    with reporting() as report:
        tag = given_tag(language)
        text, other = (read_text(Path(path), report) for path in (quoting, witness))
        spoken = given_language(tag, [(other, "")], report)
        return QuotedPassages(quoted_passages(text, other, os.fspath(quoting), spoken, report), tuple(report))


def word_links(pairs: FilePath, model: FilePath | None = None, *, language: str | None = None) -> WordLinks:
    """Link the words of sentence pairs. `pairs`: a file with a pair a line, a tab between the two, and spaces between words.

    `model`: a file of weights to use in the place of the program's own. `language`: as in `align`.

    Raises TextError: a file is absent or empty, or has no weights (E037). UsageError (E029): `language` is no language tag.
    OutsideError: a file cannot be read.
    """
    from edition.files import read_text
    from edition.pipeline import two_texts
    from edition.pipeline.results import WordLinks

    with reporting() as report:
        tag = given_tag(language)
        text = read_text(Path(pairs), report)
        spoken = given_language(tag, [(text, "")], report)
        links = two_texts.word_links(text, os.fspath(pairs), spoken, report, Path(model) if model is not None else None)
        return WordLinks(tuple(map(tuple, links)), tuple(report))


# --- TEI --------------------------------------------------------------------------------------------------------------


def open_tei(path: FilePath) -> TeiDocument:
    """Open a TEI P5 document, anyone's. Nothing outside the file is read.

    Raises TextError: the file is absent or no sound TEI P5. OutsideError: it cannot be read.
    """
    from edition.pipeline.opened_tei import TeiDocument
    from edition.tei.reading import opening

    with reporting() as report:
        tree = opening.open_tei(Path(path), report)
        return TeiDocument(Path(path), tree, tuple(report))


def write_export(to: str, file: FilePath, output: FilePath | None = None, **chosen: Any) -> BuildResult:
    """Write a TEI document, anyone's, in a form that other programs read: a name of FORMS, such as "csv" (docs/exports.md).

    `output`: where to, else beside the document. `chosen`: `witness`, whose text alone is written; `apparatus` and `parallel`.
    Raises UsageError (E011, E032, E051, E077, E490), TextError (the document has errors, E493, E494, E580), OutsideError (E053).
    """
    from edition.pipeline.written_export import written_export

    with reporting() as report:
        return written_export(to, Path(file), Path(output) if output is not None else None, report, **chosen)


def import_edition(
    file: FilePath, output: FilePath | None = None, *, witnesses: Iterable[str] = (), language: str | None = None
) -> ImportResult:
    """Write the edition or collation of another program as TEI (docs/imports.md). `witnesses`: sigla that it does not declare.

    Raises TextError (E001, E002, E004, E491), UsageError (E029, E077), OutsideError (E005, E006, E053, E142 to E145).
    """
    from edition.pipeline.written_import import written_import

    with reporting() as report:
        return written_import(Path(file), output, report, witnesses, language)


def validate(path: FilePath, schema: FilePath | None = None) -> Validation:
    """Check a TEI document, anyone's: its structure by a schema, and that what points to something finds it.

    `schema`: a RELAX NG schema; without it, that which the document names, if it lies where a relative path leads, beside the
    document or in a folder of $EDITION_SCHEMAS. Faults of the document are findings; one may tell of many places (`also`).

    Raises TextError (E001): the document or the schema is not there. OutsideError: the document cannot be read.
    """
    from edition.pipeline.validation_result import validation

    with reporting() as report:
        return validation(path, schema, report)


# --- Editions and books -----------------------------------------------------------------------------------------------


def build(
    edition: FilePath,
    only: str | Iterable[str] | None = None,
    *,
    texts: FilePath | Iterable[FilePath] = (),
    force: bool = False,
    cache: bool = True,
    skip: bool = False,
    progress: Progress = silent,
) -> BuildResult:
    """Build an edition: its TEI and its books.

    `edition`: its folder under sources/, or its name where the work is done in its workspace (see `edition_folder`). `only`: one or
    several of "tei" and the kinds of book; without it all. `texts`: one folder or several in which texts are sought first. `force`:
    replace TEI that was changed by hand.
    `cache`: False does everything again. `skip`: where texts are missing, make nothing and say so (W023). `progress` is told of
    each step (pipeline.progress.Progress).

    Raises UsageError: there is no such edition (E019, E020), nothing of a name in `only` is made (E051), or a text lies where
    something is to go (E077). TextError: a text is missing (E022), or has errors; `messages` of the error has all of them.
    OutsideError: a file cannot be read or written.
    """
    from edition.pipeline.built_edition import built
    from edition.pipeline.results import BuildResult
    from edition.storage.cache import Cache, user_cache
    from edition.writers.kinds import outputs_of

    with reporting() as report:
        kept = user_cache() if cache else Cache(None)
        with kept.tidied():
            workspace, made = built(
                edition, report, kept, outputs_of(only), texts=given_paths(texts), force=force, skip=skip, progress=progress
            )
        return BuildResult(workspace, made, tuple(report))


def build_editions(
    names: Iterable[FilePath] | None = None,
    only: str | Iterable[str] | None = None,
    *,
    texts: FilePath | Iterable[FilePath] = (),
    force: bool = False,
    cache: bool = True,
    skip: bool = False,
    executor: Executor | str | None = None,
    progress: Progress = silent,
) -> Iterator[BuildResult]:
    """Build many editions, and yield the result of each in the order given, as soon as those before it are there.

    `names`: of the editions, or their folders; without it all of the workspace that the working folder lies in. `executor`: of
    `concurrent.futures`, in whose processes they are built, one a task; or the address of a scheduler of Dask, "dask://HOST:PORT";
    without it they are built here, and `progress` is told of each in turn. The files are the same. `only`, `texts`, `force`,
    `cache`, `skip`: as in `build`.

    What stops the build of one is the `error` of its result, and the next is built. Raises UsageError: nothing of a name in `only`
    is made (E051), `executor` is no address (E011). OutsideError: the cluster does not answer (E043) or has another program (E042),
    Dask is not installed (E053).
    """
    from edition.pipeline.many_editions import built_editions, orders_of
    from edition.writers.kinds import outputs_of

    with reporting():
        folders = [edition_folder(name) for name in (editions() if names is None else names)]
        orders = orders_of(folders, outputs_of(only), given_paths(texts), force=force, skip=skip, cache=cache)
        return built_editions(orders, executor, progress)


def edition_folder(edition: FilePath) -> Path:
    """The folder of an edition, given by its folder or, where the work is done in its workspace, by its name.

    A name is one without a folder in it: "notes" is sought in sources/ of the workspace that the working folder lies in, "./notes"
    is looked for where it says. Raises UsageError: there is no such folder (E019), or it lies in no workspace (E020).
    """
    from edition.project import description

    with reporting():
        workspace, name = description.find_edition(edition)
        return workspace / "sources" / name


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
    parallel=True (docs/books.md, docs/pdf.md). A `stylesheet` is a path, in the TOML file the name of a file beside it.

    Raises UsageError: there is no such kind (E051), a setting is not known or wrong (E008, E010, E011, E530, E531), or the book
    would be written over a file of which it is made (E077). TextError: the document, the settings or the style sheet are absent
    or have errors. OutsideError: a file cannot be read (E005) or written (E006), or what sets pages is not there (E903).
    """
    from edition.files import check_output
    from edition.pipeline.results import BuildResult
    from edition.storage.cache import Pages, user_cache
    from edition.tei.reading import opening
    from edition.writers import write_book as write
    from edition.writers.kinds import kind_of

    with reporting() as report:
        row = kind_of(kind)
        made = given_settings(row, Path(file), settings, looks, report)
        tree = opening.open_tei(Path(file), report)
        path = Path(output) if output is not None else Path(file).with_suffix(row.suffix)
        check_output(path, given_paths(each for each in (file, settings, looks.get("stylesheet")) if each))  # type: ignore[misc]
        with Pages(user_cache(), row.mark).tidied() as pages:
            write(kind, tree, made, path, report, pages)
        return BuildResult(path.parent, (path,), tuple(report))


def new_edition(folder: FilePath, files: FilePath | Iterable[FilePath]) -> NewEdition:
    """Make a workspace with an edition of files of any shape, one or several, which is not built yet.

    The base is the first file that is no review; if the files are in several languages, the first in the commonest of them.

    Raises UsageError (E032): the folder is not empty. TextError: a file is absent, damaged or of no known shape, or no file has an
    entry. OutsideError: a file cannot be read or written.
    """
    from edition.pipeline.results import NewEdition
    from edition.project import founding

    with reporting():
        folder = founding.empty(Path(folder))
        name = founding.name_for(folder)
        found = founding.survey(given_paths(files))
        apart = founding.beside(found)
        founding.found_edition(folder, name, found, apart, founding.today())
        return NewEdition(folder, name, found, founding.several_languages(found), apart)


def new_example(folder: FilePath) -> Path:
    """Make a workspace with a small example, and give its path. Raises UsageError (E032): the folder is not empty. OutsideError."""
    from edition.project import founding

    with reporting():
        folder = founding.empty(Path(folder))
        founding.copy_example(folder)
        return folder


def doubtful_places(
    edition: FilePath, *, texts: FilePath | Iterable[FilePath] = (), most: int | None = None, progress: Progress = silent
) -> DoubtList:
    """Find the doubtful beads and readings of an edition that the editor has neither decided nor found right, `most` at most.

    `edition`, `texts` and `progress` are as in `build`, and so is what it raises.
    """
    from edition.pipeline.project_texts import waiting_doubts

    with reporting() as report:
        return waiting_doubts(edition, given_paths(texts), most, report, progress)


def report(edition: FilePath, *, texts: FilePath | Iterable[FilePath] = (), progress: Progress = silent) -> EditionReport:
    """Report on an edition, which is made and not written: heaviest differences, terms, profiles. Arguments as in `build`."""
    from edition.pipeline.project_texts import made_document

    with reporting() as told:
        return made_document(edition, given_paths(texts), told, progress)[0].report


def write_report(
    edition: FilePath, output: FilePath, *, texts: FilePath | Iterable[FilePath] = (), progress: Progress = silent
) -> BuildResult:
    """Write the report of an edition: as a page (.html), as JSON (.json), or its readings as a table (.csv, .ods).

    Raises as `build` does, and UsageError: no report has the ending of `output` (E011). Other arguments as in `build`.
    """
    from edition.pipeline.project_texts import made_document
    from edition.pipeline.written_report import written_report

    with reporting() as told:
        document, inputs = made_document(edition, given_paths(texts), told, progress)
        return written_report(document, Path(output), inputs, told)


def read_report(
    edition: FilePath, file: FilePath, *, texts: FilePath | Iterable[FilePath] = (), progress: Progress = silent
) -> BuildResult:
    """Write what an editor changed in a table of readings into decisions.toml: a path for each decision. Arguments as in `build`.

    Raises as `build` does, and TextError: no table of readings (E086), words that mean nothing (E011); then nothing is written.
    """
    from edition.pipeline.project_texts import with_texts
    from edition.pipeline.table_decisions import read_back

    with reporting() as told:
        project, found = with_texts(edition, given_paths(texts), told)
        return read_back(project, found, Path(file), told, progress)
