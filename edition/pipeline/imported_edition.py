"""Turn an edition that was made elsewhere into a TEI document of ours: valid, and with the text of each witness as it went in."""

from __future__ import annotations

import tempfile
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from edition.collation.classify import classify
from edition.collation.merge import apparatus
from edition.errors import TextError
from edition.files import write_bytes
from edition.imports.critical_source import CriticalSource, Replacement, SourceEntry
from edition.language.languages import Language, language_of_tag, language_of_texts
from edition.messages import Message, Report
from edition.model import (
    BEGINNINGS,
    Apparatus,
    CollatedWitness,
    Description,
    Edition,
    Locus,
    RunningText,
    Stretch,
    UpperDivision,
    Variant,
    Witness,
)
from edition.text.foldings import folded
from edition.text.looks import canonical
from edition.text.running_text import running_text


@dataclass(frozen=True, slots=True)
class ImportedEdition:
    """The TEI document that was made. `sigla`: the witnesses, the base first. `entries`, `units`: how many there are."""

    document: bytes
    sigla: tuple[str, ...]
    entries: int
    units: int


def imported_edition(source: CriticalSource, name: str, report: Report) -> ImportedEdition:
    """Turn an edition that was made elsewhere into TEI. `name`: that of the file that is to be written.

    Raises TextError: the document is not valid, or the text of a witness does not come back from it as it went in (E491). Either is
    a fault of ours.
    """
    from edition.tei.encoding.document import build

    base = [running_text(entry.entry) for entry in source.entries]
    language = language_of_tag(source.language) if source.language else language_of_texts([text.text for text in base])
    sigla = [source.base, *(one.siglum for one in source.witnesses if one.siglum != source.base)]
    texts: dict[tuple[str, str], str] = {}
    entries = []
    for entry, text in zip(source.entries, base, strict=True):
        entries.append(_apparatus(source, entry, text, sigla, language, texts))
    titles = {one.siglum: one.title for one in source.witnesses}
    witnesses = tuple(Witness(siglum, titles[siglum], file=name, language=language.tag) for siglum in sigla)
    description = Description(
        name, source.title or name, authors=source.authors, language=source.language or language.tag,
        base=source.base, key="number", divisions="division",
    )  # fmt: skip
    document = build(Edition(description, witnesses, tuple(entries), imported=True))
    _check(document, name, texts, report)
    return ImportedEdition(document, tuple(sigla), len(entries), sum(len(entry.units) for entry in entries))


def _apparatus(
    source: CriticalSource,
    entry: SourceEntry,
    text: RunningText,
    sigla: Sequence[str],
    language: Language,
    texts: dict[tuple[str, str], str],
) -> Apparatus:
    """The apparatus of an entry. `texts` takes the words of each witness by entry and siglum.

    The base of an entry that the base of the edition lacks is the first witness that has it.
    """
    extant = [siglum for siglum in sigla if siglum not in entry.lacking]
    base, *others = extant
    n = entry.entry.n
    texts[n, base] = text.text
    collated = []
    for siglum in others:
        found = entry.of(text.text, siglum)
        own, variants = _witness(text, found, language, entry.speakers(siglum))
        texts[n, siglum] = own.text
        collated.append(CollatedWitness(siglum, (Stretch(0, len(text.text), own, variants),)))
    made = apparatus(n, entry.entry.edtf, base, text, collated, entry.lacking)
    above = entry.entry.above
    if not above and "." in n:
        above = (UpperDivision("division", n.split(".")[0], ""),)
    return replace(made, above=above, beads=())


def _witness(
    text: RunningText, found: Sequence[Replacement], language: Language, speakers: Mapping[int, str]
) -> tuple[RunningText, tuple[Variant, ...]]:
    """The running text of a witness, and its variants against the base, from what it has in the place of ranges of that.

    `speakers`: the names that it has otherwise, by the places where speeches of the base begin.
    """
    ends = [one.end for one in found]
    parts: list[str] = []
    variants: list[Variant] = []
    shifts = [0]
    at = length = 0
    for one in found:
        parts += (text.text[at : one.start], one.text)
        length += one.start - at
        other = (length, length + len(one.text))
        length = other[1]
        at = one.end
        shifts.append(length - at)
        lemma = text.text[one.start : one.end]
        kind, grade = "paragraph" if "\n" in lemma + one.text else "orthographic", "accidental"
        if (lemma + one.text).strip():
            kind, grade = classify(lemma, one.text, language)
        variants.append(Variant((one.start, one.end), other, kind, grade, comments=(one.remark,) if one.remark else ()))
    parts.append(text.text[at:])

    def moved(offset: int) -> int:
        """Where a place of the base is in the witness; one within a replaced range is at its beginning."""
        number = bisect_right(ends, offset)
        inside = number < len(found) and found[number].start < offset
        return (found[number].start if inside else offset) + shifts[number]

    own = "".join(parts)
    blocks = tuple(replace(block, start=moved(block.start), end=moved(block.end)) for block in text.blocks)
    begun = (
        replace(mark, value=speakers.get(mark.at, mark.value)) if mark.kind == "speech" else mark
        for mark in text.marks
        if mark.kind in BEGINNINGS
    )
    marks = tuple(replace(mark, at=moved(mark.at)) for mark in begun)
    looks = [replace(look, start=moved(look.start), end=moved(look.end)) for look in text.looks]
    spans = tuple(replace(span, start=moved(span.start), end=moved(span.end)) for span in text.spans)
    kept = tuple(block for block in blocks if block.start < block.end)
    return RunningText(own, kept, spans, marks, canonical(own, looks)), tuple(variants)


def _check(document: bytes, name: str, texts: dict[tuple[str, str], str], report: Report) -> None:
    """Raise TextError where the document is not valid, or a witness does not read back (E491)."""
    from edition.tei.reading.opening import parse
    from edition.tei.reading.witness_text import witness_entries
    from edition.tei.validation.checking import validate

    with tempfile.TemporaryDirectory() as folder:
        aside = Path(folder) / name
        write_bytes(aside, document)
        found = Report()
        validate(aside, found)
    if found.errors:
        report.messages += found.errors
        raise TextError(found.errors[0])
    tree = parse(document, name, Path(), Report())
    for siglum in dict.fromkeys(siglum for _, siglum in texts):
        back = {entry.n: running_text(entry).text for entry in witness_entries(tree, siglum)}
        for (n, whose), text in texts.items():
            if whose == siglum and _compared(back.get(n, "")) != _compared(text):
                raise TextError(Message("E491", Locus(name), {"siglum": siglum, "n": n}))


def _compared(text: str) -> str:
    """The letters and marks of a text: the end of a verse parts words, whatever space a witness has there."""
    return "".join(folded(text).split())
