"""Turn a Project into TEI, EPUB and PDF, in five steps: read, align, collate, encode, make books.

What is up to date is not done again: the TEI is kept under the digest of the descriptions and texts that it was made from,
each book under that of its TEI and its settings (cache.py). The library does not print; `progress` is told of each step.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from edition.cache import Cache, Made, fonts, key_of
from edition.errors import TextError
from edition.files import read_bytes, write_bytes, written_aside
from edition.messages import Message, Report
from edition.model import Alignment, Apparatus, Collated, Edition, Entry, Locus, Quotation, RunningText, Stretch, Witness
from edition.naming import name_finder
from edition.project import Project, check_digest, stop_at_errors
from edition.running_text import running_text
from edition.writers import book_settings, write_book

if TYPE_CHECKING:
    from lxml import etree

    from edition.decisions.hand import Hand
    from edition.reviews import Place
    from edition.writers.settings import Settings

STEPS = ("Reading witnesses", "Aligning entries", "Collating entries", "Encoding TEI", "Making books")

# A step, from 1, how many of its parts are done, and how many it has; (step, 0, 0): it is up to date.
Progress = Callable[[int, int, int], None]


@dataclass(frozen=True, slots=True)
class AlignedEntry:
    """An entry of the edition before collation: the base's text, each other full witness with its alignment, and who lacks it.

    `entries`: the entry as each full witness has it, the base's first.
    """

    n: str
    edtf: str | None
    base: str
    text: RunningText
    others: tuple[tuple[str, RunningText, Alignment], ...]
    lacking: tuple[str, ...]
    entries: Mapping[str, Entry]


@dataclass(frozen=True, slots=True)
class CollatedEntry:
    """An entry of the edition with each other witness against its base, and the quotations that have their place in it."""

    aligned: AlignedEntry
    others: tuple[Collated, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """An edition after collation: its witnesses as read and as emended, its entries in order, the quotations that have no place."""

    sources: tuple[Witness, ...]
    witnesses: tuple[Witness, ...]
    entries: tuple[CollatedEntry, ...]
    fragments: tuple[tuple[str, Quotation], ...]


def silent(step: int, done: int, total: int) -> None:
    """The Progress that tells nobody."""


def build(
    project: Project,
    texts: Mapping[str, Path],
    report: Report,
    *,
    cache: Cache,
    only: Sequence[str] = ("tei", "epub", "pdf"),
    force: bool = False,
    progress: Progress = silent,
) -> tuple[Path, ...]:
    """Turn an edition into the files asked for, and give their paths. `texts`: the path of each witness's text by siglum.

    With the TEI of the edition goes that of its sources, in a folder of its own beside it, which is not named.

    Raises TextError: the TEI was changed by hand (E027), or the texts have errors (the one there is, or E018 for several).
    OutsideError: a file cannot be read or written.
    """
    raw = read_texts(project, texts)
    if "tei" in only and not force:
        _check_unchanged(project)
    documents = _documents(project, raw, report, cache, progress)
    document = documents[project.tei]
    written: list[Path] = []
    if "tei" in only:
        for path, content in documents.items():
            _put(path, content)
        written.append(project.tei)
    return (*written, *_books(project, document, [kind for kind in ("epub", "pdf") if kind in only], report, cache, progress))


def read_texts(project: Project, texts: Mapping[str, Path]) -> dict[str, bytes]:
    """The bytes of each witness's text by siglum. Raises OutsideError: a file cannot be read."""
    return {witness.siglum: read_bytes(texts[witness.siglum], witness.file) for witness in project.witnesses}


def _books(
    project: Project, document: bytes, kinds: Sequence[str], report: Report, cache: Cache, progress: Progress
) -> Iterator[Path]:
    """Step 5: the books of a document, each made anew unless it is kept from last time."""
    for done, kind in enumerate(kinds):
        path = project.book(kind)
        settings = book_settings(project.epub if kind == "epub" else project.pdf)
        key = key_of([kind, document, repr(settings), fonts() if kind == "pdf" else ""])
        progress(5, *((0, 0) if cache.find(key) else (done, len(kinds))))

        def make(mine: Report, kind: str = kind, settings: Settings = settings, path: Path = path) -> bytes:
            with written_aside(path) as aside:
                write_book(kind, _tree(project, document, mine), settings, aside, mine)
                return aside.read_bytes()

        _put(path, _made(cache, key, report, make))
        yield path
    if kinds:
        progress(5, len(kinds), len(kinds))


def _check_unchanged(project: Project) -> None:
    from edition.tei.opening import changed_by_hand

    for path in (project.tei, *project.sources.values()):
        # An empty file holds nobody's work.
        if path.exists() and path.stat().st_size and changed_by_hand(path):
            raise TextError(Message("E027", None, {"path": str(path.relative_to(project.workspace))}))


def _documents(project: Project, raw: Mapping[str, bytes], report: Report, cache: Cache, progress: Progress) -> dict[Path, bytes]:
    """The TEI of an edition and of each of its sources, valid; kept from last time where nothing it is made from has changed."""
    sources = [path for path in sorted(project.folder.rglob("*")) if path.suffix in (".toml", ".md") and path.is_file()]
    parts: list[bytes | str] = ["tei", project.name]
    for path in sources:
        parts += [str(path.relative_to(project.folder)), path.read_bytes()]
    for siglum in sorted(raw):
        parts += [siglum, raw[siglum]]
    key = key_of(parts)
    if cache.find(key):
        for step in range(1, 5):
            progress(step, 0, 0)

    def make(mine: Report) -> bytes:
        made = _encode(project, compile_edition(project, raw, mine, progress), mine, progress)
        return json.dumps([document.decode() for document in made.values()]).encode()

    documents = json.loads(_made(cache, key, report, make))
    return dict(zip((project.tei, *project.sources.values()), (document.encode() for document in documents), strict=True))


def _made(cache: Cache, key: str, report: Report, make: Callable[[Report], bytes]) -> bytes:
    """What a step makes, or made last time; its messages are reported either way."""
    if found := cache.find(key):
        report.messages += found.messages
        return found.content
    mine = Report()
    try:
        content = make(mine)
    finally:
        report.messages += mine.messages
    cache.keep(key, Made(content, tuple(mine.messages)))
    return content


def _put(path: Path, content: bytes) -> None:
    """Write a file, unless it stands there as it is to be."""
    if not path.is_file() or path.read_bytes() != content:
        write_bytes(path, content)


# --- Steps 1 to 3: texts into an Edition ------------------------------------------------------------------------------


def compile_edition(project: Project, raw: Mapping[str, bytes], report: Report, progress: Progress = silent) -> Edition:
    """Turn the texts of an edition into an Edition. `raw`: the bytes of each witness's text by siglum.

    Raises TextError: a text or a decision has an error.
    """
    from edition.collation.named_apart import NamesApart
    from edition.origins import fragment_origins

    compared = compare(project, raw, report, progress)
    named_apart = NamesApart(name_finder(project.names))
    for entry in compared.entries:
        named_apart.look(entry.aligned.n, entry.aligned.base, entry.aligned.text, entry.others)
    reviews = {witness.siglum: witness for witness in compared.witnesses if witness.fragment_of}
    divided = frozenset(witness.siglum for witness in compared.witnesses if witness.divided_as)
    as_read = {entry.locus: entry for source in compared.sources for entry in source.entries}
    apparatuses = tuple(_merged(entry, reviews, divided, as_read) for entry in compared.entries)
    named_apart.tell(report)
    stop_at_errors(project.name, report.errors)
    origins = fragment_origins(compared.fragments, reviews)
    return Edition(
        project.description, compared.witnesses, apparatuses, compared.fragments, project.names, origins, compared.sources
    )


def compare(project: Project, raw: Mapping[str, bytes], report: Report, progress: Progress = silent) -> Compared:
    """Turn the texts of an edition into its entries, each other witness against the base.

    Raises TextError: a text or a decision has an error.
    """
    from edition.alignment.entries import keyed_alike
    from edition.decisions.hand import Hand
    from edition.reading_doubts import report_doubts
    from edition.reviews import place_quotations

    hand = Hand(project.decisions, report)
    sources = _read(project, raw, report, progress)
    witnesses, used = hand.texts(sources)
    report_doubts(witnesses, used, project.names, report)
    stop_at_errors(project.name, report.errors)
    apart = {(decision.siglum, decision.entry): decision.locus for decision in used if decision.kind == "apart"}
    witnesses = keyed_alike(_divided(witnesses), project.description.base, apart, report)
    entries = _align(project, witnesses, hand, progress)
    places, fragments = place_quotations(witnesses, [(entry.n, entry.text, entry.lacking) for entry in entries], report)
    collated = tuple(_collate(entries, places, hand, report, progress))
    hand.told()
    stop_at_errors(project.name, report.errors)
    return Compared(tuple(sources), witnesses, collated, fragments)


def _read(project: Project, raw: Mapping[str, bytes], report: Report, progress: Progress) -> list[Witness]:
    """Step 1: the text of each witness as entries or quotations. A file that cannot be read is reported with the others."""
    from edition.readers import read_file

    witnesses = []
    for done, witness in enumerate(project.witnesses):
        progress(1, done, len(project.witnesses))
        check_digest(project, witness, raw[witness.siglum], report)
        try:
            witnesses.append(read_file(witness, raw[witness.siglum], report))
        except TextError as error:
            report.messages.append(error.message)
    progress(1, len(project.witnesses), len(project.witnesses))
    return witnesses


def _align(project: Project, witnesses: Sequence[Witness], hand: Hand, progress: Progress) -> tuple[AlignedEntry, ...]:
    """Step 2: the entries of all full witnesses in one order, and each text aligned with the base of its entry.

    The base of an entry is the base of the edition, or, where that lacks it, the first full witness that has it.
    """
    from edition.alignment import align

    full = [witness for witness in witnesses if not witness.fragment_of]
    full.sort(key=lambda witness: witness.siglum != project.description.base)
    rows = _rows(full)
    hand.extant({next(iter(row.values())).n: (next(iter(row)), list(row)[1:]) for row in reversed(rows)})
    aligned = []
    for done, row in enumerate(rows):
        progress(2, done, len(rows))
        (base, entry), *rest = row.items()
        text = running_text(entry)
        others = []
        for siglum, other_entry in rest:
            other = running_text(other_entry)
            beads = hand.beads((entry, other_entry), (base, siglum), (text, other), align(text, other))
            others.append((siglum, other, beads))
        aligned.append(
            AlignedEntry(
                entry.n,
                entry.edtf,
                base,
                text,
                tuple(others),
                tuple(witness.siglum for witness in project.witnesses if not witness.fragment_of and witness.siglum not in row),
                row,
            )
        )
    progress(2, len(rows), len(rows))
    return tuple(aligned)


def _divided(witnesses: Sequence[Witness]) -> tuple[Witness, ...]:
    """The witnesses, those that divide the work otherwise divided as edition.toml says."""
    from edition.alignment.divisions import divide_as

    by_siglum = {witness.siglum: witness for witness in witnesses}
    return tuple(
        replace(witness, entries=divide_as(by_siglum[witness.divided_as].entries, witness.entries))
        if witness.divided_as
        else witness
        for witness in witnesses
    )


def _rows(full: Sequence[Witness]) -> list[dict[str, Entry]]:
    """The entries of the edition in order: for each, who has it, the base first."""
    from edition.alignment import align_entries

    rows: list[dict[str, Entry]] = []
    for witness in full:
        known = {id(entry): row for row in rows for entry in list(row.values())[:1]}
        pairs = align_entries(tuple(next(iter(row.values())) for row in rows), witness.entries)
        rows = []
        for first, other in pairs:
            row = known[id(first)] if first is not None else {}
            rows.append(row | {witness.siglum: other} if other is not None else row)
    return rows


def _collate(
    entries: Sequence[AlignedEntry], places: Mapping[str, Sequence[Place]], hand: Hand, report: Report, progress: Progress
) -> Iterator[CollatedEntry]:
    """Step 3: each entry's witnesses against its base."""
    from edition.collation import collate
    from edition.reviews import stretches

    for done, entry in enumerate(entries):
        progress(3, done, len(entries))
        full = [
            Collated(siglum, (Stretch(0, len(entry.text.text), text, collate(entry.text, text, alignment)),), alignment.beads)
            for siglum, text, alignment in entry.others
        ]
        here = tuple(places.get(entry.n, ()))
        others = hand.readings(entry.text, entry.entries, [*full, *stretches(entry.text, here, report)])
        yield CollatedEntry(entry, tuple(others), here)
    progress(3, len(entries), len(entries))


def _merged(
    entry: CollatedEntry, reviews: Mapping[str, Witness], divided: frozenset[str], as_read: Mapping[Locus | None, Entry]
) -> Apparatus:
    """The variants of all witnesses of an entry as one apparatus. `as_read`: the entries of the sources by where they stand."""
    from edition.collation.merge import apparatus
    from edition.origins import origins
    from edition.reviews import links

    aligned = entry.aligned
    fragment_of = {siglum: review.fragment_of for siglum, review in reviews.items() if review.fragment_of}
    merged = apparatus(aligned.n, aligned.edtf, aligned.base, aligned.text, entry.others, aligned.lacking, fragment_of)
    full = [collated for collated in entry.others if collated.siglum not in reviews]
    quoting = [collated for collated in entry.others if collated.siglum in reviews]
    merged = replace(merged, links=links(aligned.base, full, entry.places))
    # A text that is divided as another has other entries in its own TEI, and its passages no place there to point to.
    own = {siglum: entry for siglum, entry in aligned.entries.items() if siglum not in divided}
    read = {siglum: as_read[entry.locus] for siglum, entry in own.items() if entry.locus in as_read}
    return replace(merged, origins=origins(merged, own, full, quoting, reviews, read))


# --- Steps 4 and 5: an Edition into TEI, TEI into books --------------------------------------------------------------


def _encode(project: Project, edition: Edition, report: Report, progress: Progress) -> dict[Path, bytes]:
    """Step 4: the TEI documents of an edition and its sources, found valid. Raises TextError (E035): our own TEI is not."""
    from edition.tei import build as build_tei
    from edition.tei.source import build_sources, check_source
    from edition.tei.witness import check_read_back

    made = {project.tei: build_tei(edition)}
    made |= {project.sources[siglum]: document for siglum, document in build_sources(edition).items()}
    found = Report()
    for done, (path, document) in enumerate(made.items()):
        progress(4, done, len(made))
        _validate(project, path, document, found)
    if not found.errors:
        check_read_back(edition.witnesses, _tree(project, made[project.tei], found), found)
        for source in edition.sources:
            check_source(source, _tree(project, made[project.sources[source.siglum]], found), found)
    report.messages += found.messages
    if count := len(found.errors):
        raise TextError(Message("E035", None, {"name": project.name, "count": "1 error" if count == 1 else f"{count} errors"}))
    progress(4, len(made), len(made))
    return made


def _validate(project: Project, path: Path, document: bytes, report: Report) -> None:
    """Validate a document; the messages name it by the place where it is going to be."""
    from edition.tei.validation import validate

    mine = Report()
    with tempfile.TemporaryDirectory() as folder:
        aside = Path(folder) / path.name
        write_bytes(aside, document)
        validate(aside, mine)
    name, here = str(path.relative_to(project.workspace)), (str(aside), path.name)
    # Of entries out of order the reader has told already, with the place in the source (W113).
    new = [message for message in mine if message.code != "W443"]
    report.messages += [replace(m, locus=replace(m.locus, file=name)) if m.locus and m.locus.file in here else m for m in new]


def _tree(project: Project, document: bytes, report: Report) -> etree._ElementTree:
    from edition.tei.opening import parse

    return parse(document, project.tei.name, project.tei.parent, report)
