"""Turn a TEI document, anyone's, into what exports are made of: the text of each witness with the places of apps and beads."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from edition.errors import TextError
from edition.messages import Message
from edition.model import GRADES, Entry, Locus, Note, Range, RunningText
from edition.model.apparatus_units import ApparatusUnit
from edition.tei.names import BESIDE, TEI, XML_ID, XML_LANG
from edition.tei.reading.app_readings import readings_of
from edition.tei.reading.apparatus import numbered_units
from edition.tei.reading.declared_witnesses import DeclaredWitnesses, declared_witnesses, witness_key
from edition.tei.reading.entry_text import EntryInWitness
from edition.tei.reading.listed_terms import stated_title
from edition.tei.reading.one_witness import edited_tree, text_of_witness, texts
from edition.tei.reading.witness_blocks import UNIT
from edition.tei.reading.witness_text import placed_entries
from edition.text.running_text import running_text

# A mark on a bead, its number among all beads, in a copy of the document.
_BEAD = "edition-bead"
# A language that nobody states (BCP 47; ISO 639-2).
UNKNOWN_LANGUAGE = "und"
# Which readings a page says: all, those of a grade and above, or none.
APPARATUS = ("all", *GRADES[1:], "none")


@dataclass(frozen=True, slots=True)
class ExportedWitness:
    """A witness of an exported edition. `title`: what the document says of it, on one line. `language`: a BCP 47 tag."""

    siglum: str
    title: str
    language: str


@dataclass(frozen=True, slots=True)
class PlacedText:
    """What a witness has in an entry. `siglum`: "" for the text that the document prints.

    `apps`, `beads`: the ranges in `running.text` of what stands for apps, by their numbers among all apps of the document, and of
    beads, by the number of the first of those that are one.
    """

    siglum: str
    entry: Entry
    running: RunningText = field(repr=False)
    apps: Mapping[int, Range] = field(repr=False)
    beads: Mapping[int, tuple[Range, ...]] = field(repr=False)

    @property
    def text(self) -> str:
        """The words, one character between two blocks."""
        return self.running.text

    @property
    def notes(self) -> list[tuple[Note, int]]:
        """The notes in their order, each with the offset in `text` at which it is called."""
        return [(mark.value, mark.at) for mark in self.running.marks if isinstance(mark.value, Note)]


@dataclass(frozen=True, slots=True)
class ExportedEntry:
    """An entry: the text that the document prints, None where it prints none, and that of each witness that has it."""

    n: str
    edited: PlacedText | None
    texts: tuple[PlacedText, ...]


@dataclass(frozen=True, slots=True)
class ExportedEdition:
    """A TEI document as exports need it. `units`: its variation units; `unit_of`: by the number of an app the index of its unit.

    `outermost`: the numbers of the apps that stand in no other. `apart`: those whose readings do not answer word by word, because a
    witness stands there that is not compared, by the number of the app with their sigla. `remarks`: what notes in apps say, by the
    index of the unit. `breaks`: who begins a paragraph there, by the index of a unit in which some do. `apparatus`: which readings
    a form that is to be printed says, a word of APPARATUS.
    """

    title: str
    language: str
    witnesses: tuple[ExportedWitness, ...]
    entries: tuple[ExportedEntry, ...]
    units: tuple[ApparatusUnit, ...]
    unit_of: Mapping[int, int] = field(repr=False)
    outermost: frozenset[int] = field(repr=False)
    apart: Mapping[int, frozenset[str]] = field(repr=False)
    remarks: Mapping[int, str] = field(repr=False)
    breaks: Mapping[int, frozenset[str]] = field(repr=False)
    apparatus: str = "all"

    def language_of(self, siglum: str) -> str:
        """The language of a witness; of the text that the document prints, the document's."""
        return next((witness.language for witness in self.witnesses if witness.siglum == siglum), self.language)

    @property
    def sigla(self) -> tuple[str, ...]:
        """The sigla of the witnesses, in the order of the document."""
        return tuple(witness.siglum for witness in self.witnesses)

    @property
    def printed_siglum(self) -> str:
        """The witness who has the text that is printed wherever the apparatus names it, "" for none."""
        has = Counter(siglum for unit in self.units for one in unit.readings if one.is_lemma for siglum in one.sigla)
        differs = {siglum for unit in self.units for one in unit.readings if not one.is_lemma for siglum in one.sigla}
        able = [siglum for siglum in self.sigla if siglum not in differs]
        return max(able, key=lambda siglum: has[siglum]) if able else ""


def exported_edition(tree: etree._ElementTree) -> ExportedEdition:
    """Turn a TEI document, as `open_tei` gives it, into what exports are made of. The tree stays as it is.

    A document without witnesses has one, with the siglum "text": the text that it prints.

    Raises TextError (E494): the document has no words.
    """
    declared = declared_witnesses(tree.getroot())
    marked, beads = _with_numbered_beads(tree)
    apps = [app for text in texts(tree.getroot()) for app in text.iter(TEI + "app")]
    edited = {found.entry.n: _placed("", found, len(apps), beads) for found in _edited(marked, tree, len(apps))}
    if not edited and not declared.sigla:
        raise TextError(Message("E494", Locus(tree.docinfo.URL or "")))
    by_entry: dict[str, list[PlacedText]] = {n: [] for n in edited}
    language = tree.getroot().get(XML_LANG) or next(
        (said for text in texts(tree.getroot()) if (said := text.get(XML_LANG))), UNKNOWN_LANGUAGE
    )
    witnesses = tuple(_witnesses(tree, declared, language))
    for key in declared.sigla:
        siglum = declared.siglum(key)
        for found in _of_witness(marked, tree, key, declared, len(apps)):
            by_entry.setdefault(found.entry.n, []).append(_placed(siglum, found, len(apps), beads))
    if not witnesses:
        witnesses = (ExportedWitness("text", stated_title(tree), language),)
        by_entry = {n: [PlacedText("text", one.entry, one.running, one.apps, one.beads)] for n, one in edited.items()}
    units, unit_of = numbered_units(tree)
    return ExportedEdition(
        stated_title(tree),
        language,
        witnesses,
        tuple(ExportedEntry(n, edited.get(n), tuple(found)) for n, found in by_entry.items()),
        units,
        unit_of,
        frozenset(number for number, app in enumerate(apps) if next(app.iterancestors(TEI + "app"), None) is None),
        dict(_apart(apps, declared)),
        dict(_remarks(apps, unit_of)),
        dict(_breaks(apps, unit_of, declared)),
    )


def _witnesses(tree: etree._ElementTree, declared: DeclaredWitnesses, language: str) -> Iterator[ExportedWitness]:
    described = {key: witness for witness in tree.iter(TEI + "witness") if (key := witness_key(witness))}
    for key, siglum in declared.sigla.items():
        witness = described.get(key)
        stated = None if witness is None else next(filter(None, _languages(witness)), None)
        yield ExportedWitness(siglum, "" if witness is None else _title_of(witness, siglum), stated or language)


def _languages(witness: etree._Element) -> Iterator[str | None]:
    """The languages that the description of a witness states, the weightiest first (Guidelines 10.6.6 for textLang)."""
    yield from (said.get("mainLang") for said in witness.iter(TEI + "textLang"))
    yield witness.get(XML_LANG)
    yield from (said.get("ident") for said in witness.iter(TEI + "language"))
    yield from (title.get(XML_LANG) for title in witness.iter(TEI + "title"))


def _title_of(witness: etree._Element, siglum: str) -> str:
    title = witness.find(f".//{TEI}title")
    if title is not None:
        return _on_one_line(title)
    return _on_one_line(witness).removeprefix(siglum).strip(" :.,")


def _on_one_line(element: etree._Element) -> str:
    return " ".join(str(element.xpath("string()")).split())


# --- Places ---------------------------------------------------------------------------------------------------------------


def _with_numbered_beads(tree: etree._ElementTree) -> tuple[etree._ElementTree, tuple[int, ...]]:
    """A copy of a document whose beads have numbers, and by the number of a bead that of the first of those that are one with it.

    Beads that go on with one another (@next, @prev) or answer one another (@corresp) are one.
    """
    made = copy.deepcopy(tree)
    made.docinfo.URL = tree.docinfo.URL
    beads = [seg for seg in made.iter(TEI + "seg") if seg.get("type") == "bead"]
    firsts = [*range(len(beads))]
    by_id = {f"#{key}": number for number, seg in enumerate(beads) if (key := seg.get(XML_ID))}

    def root(number: int) -> int:
        while firsts[number] != number:
            firsts[number] = firsts[firsts[number]]
            number = firsts[number]
        return number

    for number, seg in enumerate(beads):
        seg.set(_BEAD, str(number))
        for token in f"{seg.get('next', '')} {seg.get('prev', '')} {seg.get('corresp', '')}".split():
            if token in by_id:
                one, other = sorted((root(number), root(by_id[token])))
                firsts[other] = one
    return made, tuple(root(number) for number in range(len(beads)))


def _edited(marked: etree._ElementTree, tree: etree._ElementTree, apps: int) -> Iterator[EntryInWitness]:
    root = edited_tree(marked, marked=True).getroot()
    _mark_beads(root, apps)
    return placed_entries(root, tree, quoted=False)


def _of_witness(
    marked: etree._ElementTree, tree: etree._ElementTree, key: str, declared: DeclaredWitnesses, apps: int
) -> Iterator[EntryInWitness]:
    root = text_of_witness(marked.getroot(), key, declared, choices="edited", marked="number")
    _mark_beads(root, apps)
    return placed_entries(root, tree, quoted=key in declared.quoted)


def _mark_beads(root: etree._Element, apps: int) -> None:
    """Mark the beads as apps are marked, with numbers after those of all apps."""
    for seg in root.iter(TEI + "seg"):
        if (number := seg.get(_BEAD)) is not None:
            del seg.attrib[_BEAD]
            seg.set(UNIT, str(apps + int(number)))


def _placed(siglum: str, found: EntryInWitness, apps: int, firsts: tuple[int, ...]) -> PlacedText:
    running = running_text(found.entry)
    placed = {number: place for number, place in found.places.items() if place is not None}
    beads: dict[int, list[Range]] = {}
    for number in sorted(placed):
        start, end = placed[number]
        if number >= apps and start < end:
            beads.setdefault(firsts[number - apps], []).append((start, end))
    return PlacedText(
        siglum,
        found.entry,
        running,
        {number: place for number, place in placed.items() if number < apps},
        {first: tuple(ranges) for first, ranges in beads.items()},
    )


# --- Readings -------------------------------------------------------------------------------------------------------------


def compared_alone(edition: ExportedEdition) -> ExportedEdition:
    """Leave out the readings of witnesses that are not compared, such as an original in another language. The units keep their
    numbers, and readings without witnesses, such as conjectures, stay.
    """
    beside: dict[int, frozenset[str]] = {}
    for app, sigla in edition.apart.items():
        if app in edition.unit_of:
            beside[edition.unit_of[app]] = beside.get(edition.unit_of[app], frozenset()) | sigla
    units = [
        replace(unit, readings=tuple(one for one in unit.readings if one.is_lemma or not one.sigla or {*one.sigla} - beside[at]))
        if at in beside
        else unit
        for at, unit in enumerate(edition.units)
    ]
    return replace(edition, units=tuple(units))


def _apart(apps: Iterable[etree._Element], declared: DeclaredWitnesses) -> Iterator[tuple[int, frozenset[str]]]:
    for number, app in enumerate(apps):
        readings = [one for one in readings_of(app) if f"#{BESIDE}" in one.get("ana", "").split()]
        if sigla := frozenset(declared.siglum(key) for one in readings for key in declared.of(one)):
            yield number, sigla


def _remarks(apps: Iterable[etree._Element], unit_of: Mapping[int, int]) -> Iterator[tuple[int, str]]:
    """What the notes of an app say that stand beside its readings, which are no text of a witness."""
    for number, app in enumerate(apps):
        said = [_on_one_line(note) for note in app.iterchildren(TEI + "note", TEI + "witDetail")]
        if number in unit_of and any(said):
            yield unit_of[number], " ".join(filter(None, said))


def _breaks(
    apps: Iterable[etree._Element], unit_of: Mapping[int, int], declared: DeclaredWitnesses
) -> Iterator[tuple[int, frozenset[str]]]:
    """The sigla of those whose reading begins a paragraph (milestone with the unit paragraph)."""
    for number, app in enumerate(apps):
        readings = list(readings_of(app))
        named = zip(readings, declared.readers(readings), strict=True) if number in unit_of else ()
        broken = [keys for one, keys in named if any(mark.get("unit") == "paragraph" for mark in one.iter(TEI + "milestone"))]
        if broken:
            yield unit_of[number], frozenset(declared.siglum(key) for keys in broken for key in keys)
