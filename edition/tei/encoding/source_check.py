"""Turn the TEI of a source and what its file holds into messages on where the two differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from itertools import zip_longest

from lxml import etree

from edition.messages import Report
from edition.model import Entry, Locus, Witness
from edition.tei.names import TEI
from edition.tei.reading.witness_text import witness_entries
from edition.text.looks import canonical, shifted
from edition.text.xml_characters import NOT_XML

# What the TEI of a source has besides the characters of its text layer.
_NOT_OF_FILE = frozenset((TEI + "reg", TEI + "figDesc"))


def source_text(layer: str) -> str:
    """Give the characters of a text layer that its TEI must hold: all but white space and what XML cannot hold."""
    return NOT_XML.sub("", "".join(layer.split()))


def check_source(witness: Witness, tree: etree._ElementTree, report: Report) -> None:
    """Report where the TEI of a source differs from what its file holds.

    Reports characters that are lost or have moved (E492), and what of an entry reads back otherwise: its heading (W188), a
    paragraph (W140) or what that is (W199), a note (W165), its looks (W311); or that the entry is none there (W166).
    """
    wanted = source_text(witness.layer)
    there = source_text("".join(_characters(next(tree.iter(TEI + "text")))))
    if there != wanted:
        at = next(
            (at for at, pair in enumerate(zip(there, wanted, strict=False)) if pair[0] != pair[1]), min(len(there), len(wanted))
        )
        report.add("E492", Locus(witness.file), words=wanted[max(0, at - 20) : at + 20])
    back = {entry.n: entry for entry in witness_entries(tree, witness.siglum)}
    for entry in witness.entries:
        found = _differs(_said(entry), _said(back[entry.n])) if entry.n in back else ("W166", {})
        if found:
            code, values = found
            report.add(code, entry.locus, siglum=witness.siglum, n=entry.n, **values)


def _characters(element: etree._Element) -> Iterator[str]:
    """Yield the characters of the file: not what has replaced some (choice/reg), nor what a picture is said to show."""
    yield element.text or ""
    for child in element:
        if child.tag not in _NOT_OF_FILE:
            yield from _characters(child)
        yield child.tail or ""


@dataclass(frozen=True, slots=True)
class _EntryInSource:
    """What the source says of an entry: all but list marks, which Markdown counts by itself."""

    heading: tuple[str, str | None, str | None, bool]
    paragraphs: tuple[str, ...]
    blocks: tuple[object, ...]
    notes: tuple[tuple[int, int, str, str, bool], ...]
    looks: tuple[object, ...]


def _said(entry: Entry) -> _EntryInSource:
    texts = [paragraph.text for paragraph in entry.paragraphs]
    # If a call was taken away from the very beginning of a paragraph, the space after it goes too.
    shifts = [len(text) - len(text.lstrip()) for text in texts]
    notes = [
        (-1, note.offset, note.n, note.text, note.again) if note.paragraph is None
        else (note.paragraph, max(0, note.offset - shifts[note.paragraph]), note.n, note.text, note.again)
        for note in entry.notes
    ]  # fmt: skip
    heading = entry.dateline.strip(), entry.place, entry.title, entry.run_in
    of_text = (canonical(p.text.strip(), shifted(p.looks, -by)) for p, by in zip(entry.paragraphs, shifts, strict=True))
    looks = entry.head_looks, *of_text, *sorted((note.n, note.text, [*map(astuple, note.looks)]) for note in entry.notes)
    blocks = tuple((p.kind, p.within, p.shared, p.speaker, p.n, p.part, p.section) for p in entry.paragraphs)
    return _EntryInSource(heading, tuple(text.strip() for text in texts), blocks, tuple(sorted(notes)), looks)


def _differs(entry: _EntryInSource, back: _EntryInSource) -> tuple[str, dict[str, object]] | None:
    """Find what of an entry reads back otherwise: the code of the message and its values; None if nothing does."""
    if entry.heading != back.heading:
        return "W188", {}
    for number, (text, other) in enumerate(zip_longest(entry.paragraphs, back.paragraphs, fillvalue=""), 1):
        if text != other:
            return "W140", {"number": number, "words": _first_words(text or other)}
    for number, (block, other_block) in enumerate(zip(entry.blocks, back.blocks, strict=True), 1):
        if block != other_block:
            return "W199", {"number": number, "words": _first_words(entry.paragraphs[number - 1])}
    if entry.notes != back.notes:
        return next(("W165", dict[str, object](note=n)) for _, _, n, *_ in sorted({*entry.notes} ^ {*back.notes}))
    return ("W311", {}) if entry.looks != back.looks else None


def _first_words(text: str) -> str:
    return " ".join(text.split()[:4])
