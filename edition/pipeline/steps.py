"""Turn a Project into TEI and books, in five steps: read, align, collate, encode, make books.

What is up to date is not made again: the cache keeps the TEI under the digest of the descriptions and texts, and each book under
the digest of its TEI and its settings (storage/cache.py). The library does not print; `progress` is called for each step.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from edition.decisions.decided_words import RECORD, DecisionRecord, parsed, renewed, texts_of, written
from edition.errors import TextError
from edition.files import check_output, is_file, is_there, read_bytes, write_bytes
from edition.language.languages import report_lacking
from edition.language.tags import primary_language
from edition.messages import Message, Report
from edition.model import Edition, EditorialRule, Entry, Quotation, Witness
from edition.pipeline.entry import CollatedEntry, aligned, collated, compared_pairs, merged, persons_of, rows
from edition.pipeline.progress import Progress, silent
from edition.processors import cores
from edition.project.description import Project, check_digest, stop_at_errors
from edition.readers.shapes.table import SHAPES
from edition.storage.cache import Cache, Pages, key_of, versions
from edition.text.naming import name_finder
from edition.writers import book_settings, write_book
from edition.writers.kinds import KINDS, outputs_of

if TYPE_CHECKING:
    from lxml import etree

    from edition.decisions.doubts import HeldEntry
    from edition.decisions.hand import Hand
    from edition.pipeline.side_by_side import BookMaker
    from edition.writers.settings import Settings

# A document of more bytes has a second book made in a process of its own beside a slow one. By eye; docs/pipeline.md, "Two books at
# once", has what that gives on an edition of 105,000 words.
LONG = 500_000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ComparedEdition:
    """An edition after collation: witnesses as read and as emended, entries in order, fragments with the sigla of their reviews,
    the editor's rules, what the decisions are on.
    """

    sources: tuple[Witness, ...]
    witnesses: tuple[Witness, ...]
    entries: tuple[CollatedEntry, ...]
    fragments: tuple[tuple[str, Quotation], ...]
    rules: tuple[EditorialRule, ...] = ()
    record: DecisionRecord = field(default_factory=DecisionRecord)

    @property
    def held(self) -> list[HeldEntry]:
        """The entries as `decisions.doubts` and `decisions.places_at_work` take them."""
        return [(entry.aligned.entries, entry.aligned.text, entry.others) for entry in self.entries]


class BuildWatch:
    """What is told of a build on its way, unless the cache has its TEI. Who wants to know something overrides its method."""

    def begun(self, raw: Mapping[str, bytes]) -> None:
        """Take the texts, before they are read: siglum -> bytes."""

    def compared(self, found: ComparedEdition, edition: Edition) -> None:
        """Take what was compared, and the edition that was made of it."""

    def encoded(self, document: bytes) -> None:
        """Take the TEI of the edition, before it is checked."""


def build(
    project: Project,
    texts: Mapping[str, Path],
    report: Report,
    *,
    cache: Cache,
    only: Sequence[str] | None = None,
    force: bool = False,
    progress: Progress = silent,
    watch: BuildWatch = BuildWatch(),
) -> tuple[Path, ...]:
    """Turn an edition into the files asked for, and give their paths. `texts`: the path of each witness's text by siglum.

    `only`: "tei", and names of writers.kinds.KINDS; None: all. With the TEI of the edition goes that of its sources, in a folder of
    its own beside it, which is not named. `watch` is told what is done on the way.

    Raises UsageError: nothing of such a name is made (E051), or a text lies where something is to go (E077). TextError: the TEI was
    changed by hand (E027), or the texts have errors (the one there is, or E018 for several). OutsideError: a file cannot be read or
    written.
    """
    wanted = outputs_of(only)
    documents_too = (project.tei, *project.sources.values()) if "tei" in wanted else ()
    for path in (*documents_too, *(project.book(kind) for kind in KINDS if kind in wanted)):
        check_output(path, texts.values())
    raw = read_texts(project, texts)
    if "tei" in wanted and not force:
        _check_unchanged(project)
    documents, record = _documents(project, raw, report, cache, progress, watch)
    record = renewed(project.record, record, project.decisions, report)
    if record != project.record:
        _put_record(project.folder / RECORD, record)
    document = documents[project.tei]
    paths: list[Path] = []
    if "tei" in wanted:
        for path, content in documents.items():
            _put(path, content)
        paths.append(project.tei)
    paths += _books(project, document, [kind for kind in KINDS if kind in wanted], report, cache, progress)
    return tuple(paths)


def document(
    project: Project, texts: Mapping[str, Path], report: Report, cache: Cache, progress: Progress = silent
) -> etree._ElementTree:
    """Turn the texts of an edition into its TEI, valid, without writing it. `texts`: the path of each witness's text by siglum.

    Raises TextError: the texts have errors. OutsideError: a file cannot be read.
    """
    documents, _ = _documents(project, read_texts(project, texts), report, cache, progress)
    return _tree(project.tei, documents[project.tei], report)


def read_texts(project: Project, texts: Mapping[str, Path]) -> dict[str, bytes]:
    """Read the texts of the witnesses: siglum -> bytes. Raises OutsideError: a file cannot be read."""
    return {witness.siglum: read_bytes(texts[witness.siglum], witness.file) for witness in project.witnesses}


def _books(
    project: Project, document: bytes, kinds: Sequence[str], report: Report, cache: Cache, progress: Progress
) -> Iterator[Path]:
    """Step 5: make the books of a document, each anew unless the cache has it. Yields their paths."""
    settings = {kind: book_settings(project.looks.get(kind, {})) for kind in kinds}
    keys = {kind: _key_of_book(kind, document, settings[kind]) for kind in kinds}
    with tempfile.TemporaryDirectory() as folder:
        makers: dict[str, BookMaker] = {
            kind: partial(_book, kind, document, project.tei, settings[kind], cache, Path(folder)) for kind in kinds
        }
        slow = next((kind for kind in kinds[1:] if KINDS[kind].slow), None)
        if slow and cores() > 1 and len(document) > LONG and not cache.find(slow, keys[slow]):
            from edition.pipeline.side_by_side import side_by_side

            makers[kinds[0]], makers[slow] = side_by_side(makers[kinds[0]], makers[slow])
        for done, kind in enumerate(kinds):

            def make(mine: Report, done: int = done, kind: str = kind) -> bytes:
                progress(5, done, len(kinds))
                return makers[kind](mine)

            _put(project.book(kind), cache.made(kind, keys[kind], report, make, kept=lambda: progress(5, 0, 0)))
            yield project.book(kind)
    if kinds:
        progress(5, len(kinds), len(kinds))


def made_book(project: Project, kind: str, document: bytes, report: Report, cache: Cache) -> bytes:
    """Make a book of the TEI document of an edition, unless the cache has it. Returns its bytes; no file is written."""
    settings = book_settings(project.looks.get(kind, {}))
    with tempfile.TemporaryDirectory() as folder:
        make = partial(_book, kind, document, project.tei, settings, cache, Path(folder))
        return cache.made(kind, _key_of_book(kind, document, settings), report, make)


def _key_of_book(kind: str, document: bytes, settings: Settings) -> str:
    return key_of([document, repr(settings), KINDS[kind].mark()])


def _book(kind: str, document: bytes, path: Path, settings: Settings, cache: Cache, folder: Path, report: Report) -> bytes:
    """Make a book of a TEI document. Returns its bytes.

    `path`: where the TEI document will lie, which messages name. `folder`: a temporary folder in which the book is written
    first.
    """
    aside = folder / f"{path.stem}{KINDS[kind].suffix}"
    write_book(kind, _tree(path, document, report), settings, aside, report, Pages(cache, KINDS[kind].mark))
    return aside.read_bytes()


def _check_unchanged(project: Project) -> None:
    from edition.tei.reading.opening import changed_by_hand

    for path in (project.tei, *project.sources.values()):
        # An empty file holds nobody's work.
        if is_there(path) and path.stat().st_size and changed_by_hand(path):
            raise TextError(Message("E027", None, {"path": str(path.relative_to(project.workspace))}))


def _documents(
    project: Project,
    raw: Mapping[str, bytes],
    report: Report,
    cache: Cache,
    progress: Progress,
    watch: BuildWatch = BuildWatch(),
) -> tuple[dict[Path, bytes], DecisionRecord]:
    """Make the TEI of an edition and of each of its sources, valid: path -> bytes; and what the decisions are on.

    Taken from the cache if no input has changed. The record of before is none: what is made does not depend on it.
    """
    sources = [path for path in sorted(project.folder.rglob("*")) if path.suffix in (".toml", ".md") and path.is_file()]
    parts: list[bytes | str] = [project.name]
    for path in sources:
        parts += [str(path.relative_to(project.folder)), path.read_bytes()]
    for siglum in sorted(raw):
        parts += [siglum, raw[siglum]]
    key = key_of([*parts, *(versions(SHAPES[witness.reader].libraries) for witness in project.witnesses)])

    def make(mine: Report) -> bytes:
        watch.begun(raw)
        found, edition = compared_edition(project, raw, mine, cache, progress)
        watch.compared(found, edition)
        made = _encode(project, edition, mine, cache, progress, watch)
        return json.dumps([written(found.record), *(document.decode() for document in made.values())]).encode()

    def kept() -> None:
        for step in range(1, 5):
            progress(step, 0, 0)

    record, *documents = json.loads(cache.made("tei", key, report, make, kept))
    paths = (project.tei, *project.sources.values())
    return dict(zip(paths, (document.encode() for document in documents), strict=True)), parsed(record)


def _put(path: Path, content: bytes) -> None:
    """Write a file, unless it has these bytes already."""
    if not is_file(path) or path.read_bytes() != content:
        write_bytes(path, content)


def _put_record(path: Path, record: DecisionRecord) -> None:
    """Write what the decisions are on beside them; where nothing is decided any more there is no such file."""
    if record.decided:
        _put(path, written(record).encode())
    else:
        path.unlink(missing_ok=True)


# --- Steps 1 to 3: texts into an Edition ------------------------------------------------------------------------------


def compile_edition(
    project: Project, raw: Mapping[str, bytes], report: Report, cache: Cache, progress: Progress = silent
) -> Edition:
    """Turn the texts of an edition into an Edition. `raw`: the bytes of each witness's text by siglum.

    Raises TextError: a text or a decision has an error.
    """
    return compared_edition(project, raw, report, cache, progress)[1]


def compared_edition(
    project: Project, raw: Mapping[str, bytes], report: Report, cache: Cache, progress: Progress = silent
) -> tuple[ComparedEdition, Edition]:
    """Turn the texts of an edition into its entries as compared, and into an Edition. Arguments and errors as in
    `compile_edition`.
    """
    found = compare(project, raw, report, cache, progress)
    return found, assembled(project, found, report)


def assembled(project: Project, compared: ComparedEdition, report: Report, whole: Sequence[CollatedEntry] | None = None) -> Edition:
    """Turn an edition after collation into an Edition. `whole`: all of its entries, where `compared` has some of them.

    Raises TextError: a text has an error.
    """
    from edition.collation.edition_habits import profiles, terms
    from edition.collation.named_apart import NamesApart
    from edition.decisions.answering_places import languages_of
    from edition.pipeline.origins import fragment_origins, quotation_keys

    named_apart = NamesApart(name_finder(project.names))
    for entry in compared.entries:
        # What few words connect has other names too. Names in another language may be the same.
        tags = {witness.siglum: primary_language(witness.language) for witness in compared.witnesses}
        others = [one for one in entry.others if one.compared or tags[one.siglum] != tags[entry.aligned.base]]
        named_apart.look(entry.aligned.n, entry.aligned.base, entry.aligned.text, others)
    reviews = {witness.siglum: witness for witness in compared.witnesses if witness.fragment_of}
    persons = persons_of(compared.entries if whole is None else whole, reviews)
    in_sources = _in_sources(compared)
    keys = quotation_keys(reviews)
    apparatuses = tuple(
        merged(entry, reviews, read, keys, persons) for entry, read in zip(compared.entries, in_sources, strict=True)
    )
    named_apart.tell(report)
    stop_at_errors(project.name, report.errors)
    origins = fragment_origins(compared.fragments, keys)
    languages = languages_of(compared.witnesses)
    pairs = [pair for entry in compared.entries for pair in compared_pairs(entry, languages)]
    return Edition(
        project.description,
        compared.witnesses,
        apparatuses,
        compared.fragments,
        project.names,
        origins,
        compared.sources,
        compared.rules,
        terms(pairs),
        profiles(pairs),
    )


def compare(
    project: Project, raw: Mapping[str, bytes], report: Report, cache: Cache, progress: Progress = silent
) -> ComparedEdition:
    """Turn the texts of an edition into its entries, each other witness against the base.

    Raises TextError: a text or a decision has an error; then it is told what has become of the decisions that were looked for.
    """
    from edition.decisions.hand import Hand

    hand = Hand(project.decisions, report)
    try:
        return _compared(project, raw, hand, report, cache, progress)
    except TextError:
        renewed(project.record, DecisionRecord(texts_of(raw), hand.record.decided), hand.sought, report)
        raise


def _compared(
    project: Project, raw: Mapping[str, bytes], hand: Hand, report: Report, cache: Cache, progress: Progress
) -> ComparedEdition:
    from edition.decisions.reading_doubts import report_doubts
    from edition.pipeline.entry_answers import set_beside
    from edition.pipeline.keyed_witnesses import key_witnesses
    from edition.pipeline.reviews import place_quotations

    sources = read_witnesses(project, raw, report, cache, progress)
    witnesses, used = hand.texts(sources)
    pairs = hand.pairs()
    report_doubts(witnesses, used, project.names, report)
    stop_at_errors(project.name, report.errors)
    keyed = key_witnesses(project, witnesses, used, pairs, report, cache)
    witnesses = keyed.witnesses
    full = [witness.siglum for witness in project.witnesses if not witness.fragment_of]
    waiting = rows(sorted((w for w in witnesses if not w.fragment_of), key=lambda w: w.siglum != project.description.base))
    hand.extant({next(iter(row.values())).n: (next(iter(row)), list(row)[1:]) for row in reversed(waiting)})
    languages, base = hand.languages, project.description.base
    # That a text is in another language than the base has been told (W084).
    report_lacking((languages[siglum] for siglum in full if languages[siglum] is languages.get(base)), report)
    entries = [aligned(row, full, languages, hand, cache) for row in _counted(2, waiting, progress)]
    sought = [(entry.n, entry.text, entry.lacking) for entry in entries]
    places, fragments = place_quotations(witnesses, base, sought, languages, report, cache)
    in_order = sorted(full, key=lambda siglum: siglum != base)
    beside = set_beside(entries, in_order, languages, keyed, report)
    against = [
        collated(entry, places.get(entry.n, ()), languages, hand, report, cache, beside) for entry in _counted(3, entries, progress)
    ]
    hand.told()
    stop_at_errors(project.name, report.errors)
    record = DecisionRecord(texts_of(raw), hand.record.decided)
    return ComparedEdition(tuple(sources), witnesses, tuple(against), fragments, hand.rules.in_document(), record)


def read_witnesses(
    project: Project, raw: Mapping[str, bytes], report: Report, cache: Cache, progress: Progress = silent
) -> list[Witness]:
    """Step 1: turn the text of each witness into entries or quotations.

    A text that cannot be read is reported, and the next is read.
    """
    files = Counter(witness.file for witness in project.witnesses)
    witnesses = []
    for witness in _counted(1, project.witnesses, progress):
        check_digest(project, witness, raw[witness.siglum], report)
        text = raw[witness.siglum]
        if files[witness.file] > 1:
            # What is told of a file joins what was told of it before.
            read = _read_file(witness, text, report)
        else:
            # Of each file its last four versions, by eye: a change is often undone.
            read, told = cache.remembered("files", 4 * len(files), (repr(witness), text), partial(_read_alone, witness, text))
            report.messages += told
        if read is not None:
            witnesses.append(read)
    return witnesses


def _read_alone(witness: Witness, raw: bytes) -> tuple[Witness | None, tuple[Message, ...]]:
    """Read a text, and give what is told of it; None in the place of a text that cannot be read."""
    mine = Report()
    return _read_file(witness, raw, mine), tuple(mine.messages)


def _read_file(witness: Witness, raw: bytes, report: Report) -> Witness | None:
    from edition.readers import read_file

    try:
        return read_file(witness, raw, report)
    except TextError as error:
        report.messages.append(error.message)
        return None


def _in_sources(compared: ComparedEdition) -> Iterator[dict[str, Entry]]:
    """Yield each entry as the TEI of its sources has it: siglum -> the entry, with the key and the heading of its own file.

    Its words and offsets are those of the edition, and it carries the decided emendations. A witness that is divided as another
    is left out: its own TEI has other entries, so that a passage has no paragraph there to point to.
    """
    divided = {witness.siglum for witness in compared.witnesses if witness.divided_as}
    as_read = {(source.siglum, entry.locus): entry for source in compared.sources for entry in source.entries}
    for entry in compared.entries:
        yield {
            siglum: replace(as_read.get((siglum, own.locus), own), emendations=own.emendations)
            for siglum, own in entry.aligned.entries.items()
            if siglum not in divided
        }


def _counted(step: int, parts: Sequence[T], progress: Progress) -> Iterator[T]:
    """Yield the parts of a step one after another, and call `progress` for each."""
    for done, part in enumerate(parts):
        progress(step, done, len(parts))
        yield part
    progress(step, len(parts), len(parts))


# --- Steps 4 and 5: an Edition into TEI, TEI into books --------------------------------------------------------------


def _encode(
    project: Project,
    edition: Edition,
    report: Report,
    cache: Cache,
    progress: Progress,
    watch: BuildWatch,
) -> dict[Path, bytes]:
    """Step 4: encode an edition and its sources as TEI, and validate it: path -> bytes.

    Raises TextError (E035): our own TEI is not valid.
    """
    from edition.tei.encoding.document import build as build_tei
    from edition.tei.encoding.source import build_sources
    from edition.tei.encoding.source_check import check_source
    from edition.tei.reading.witness_text import check_read_back

    made = {project.tei: build_tei(edition)}
    watch.encoded(made[project.tei])
    made |= {project.sources[siglum]: document for siglum, document in build_sources(edition).items()}
    sources = {project.sources[source.siglum]: source for source in edition.sources}
    valid, read_back = Report(), Report()
    for done, (path, document) in enumerate(made.items()):
        progress(4, done, len(made))
        source = sources.get(path)
        if source is None:
            found = _checked(project, path, document, partial(check_read_back, edition.witnesses))
        else:
            check = partial(_checked, project, path, document, partial(check_source, source))
            # Of each source its last four versions, as of the files that are read: where one has changed, the others are as before.
            found = cache.remembered("checked", 4 * len(sources), (str(path), document, repr(source)), check)
        valid.messages += found[0]
        read_back.messages += found[1]
    if not valid.errors:
        valid.messages += read_back.messages
    report.messages += valid.messages
    if count := len(valid.errors):
        raise TextError(Message("E035", None, {"name": project.name, "count": count}))
    progress(4, len(made), len(made))
    return made


def _checked(
    project: Project, path: Path, document: bytes, check_back: Callable[[etree._ElementTree, Report], None]
) -> tuple[tuple[Message, ...], tuple[Message, ...]]:
    """Validate a document, and read it back if it is valid. Returns the messages of each.

    `check_back` holds its tree against what went into it. The messages name it by the path at which it will be written.
    """
    from edition.tei.validation.checking import validate

    mine = Report()
    validate(path, mine, raw=document)
    name, here = str(path.relative_to(project.workspace)), (str(path), path.name)
    # W443, entries out of order, is left out: the reader has reported it with the place in the source (W113).
    new = [message for message in mine if message.code != "W443"]
    valid = tuple(replace(m, locus=replace(m.locus, file=name)) if m.locus and m.locus.file in here else m for m in new)
    back = Report()
    if not any(message.severity == "error" for message in valid):
        check_back(_tree(path, document, back), back)
    return valid, tuple(back.messages)


def _tree(path: Path, document: bytes, report: Report) -> etree._ElementTree:
    """Parse a TEI document that will be written at a path."""
    from edition.tei.reading.opening import parse

    return parse(document, path.name, path.parent, report)
