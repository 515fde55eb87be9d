"""Turn the text of a source, with all that is said of its places, into an edition: who reads what, and whose text is printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from edition.errors import OutsideError
from edition.imports.apparatus_entries import WordedEntryReader, sigla_in, with_remarks
from edition.imports.critical_source import EDITED, CriticalSource, SourceEntry, SourceReading, SourceUnit, SourceWitness
from edition.imports.latex_source import FORM
from edition.imports.said_apparatus import Declarations, EncodedUnit, SaidEntry, SaidNote
from edition.imports.text_builder import BuiltEntry, PlacedUnit, TextBuilder, made_entry
from edition.messages import Message, Report
from edition.model import InlineRange, Locus
from edition.text.running_text import paragraph_starts, running_text

# A message shows so much of an entry. By eye.
_SHOWN = 60
# The last word of a shortened lemma stands no farther on, in characters: some ten verses. By eye.
_FARTHEST = 500
_NO_TEXT = "there is no text in it"


@dataclass(slots=True)
class _Settled:
    """A place with what came of it: readings, who has the text, a remark, or a note."""

    place: PlacedUnit
    readings: tuple[SourceReading, ...] = ()
    lemma: tuple[str, ...] = ()
    remark: str = ""
    stated: str = ""
    note: tuple[str, list[InlineRange]] | None = None


@dataclass(slots=True)
class _Witnesses:
    """The witnesses of a source: those that it declares, by key, and those that only its apparatus names."""

    declared: Declarations
    found: dict[str, SourceWitness] = field(default_factory=dict)

    def sigla(self, keys: Iterable[str]) -> Iterator[str]:
        """The sigla of keys, each once; a shorthand stands for several, also for other shorthands."""
        waiting, done = [*reversed([*keys])], set()
        while waiting:
            key = waiting.pop()
            if key in done:
                continue
            done.add(key)
            if key in self.declared.shorthands:
                waiting += reversed(self.declared.shorthands[key])
            elif key not in self.declared.named:
                witness = self.declared.witnesses.get(key) or self.found.setdefault(key, SourceWitness(key))
                yield witness.siglum

    @property
    def all(self) -> tuple[SourceWitness, ...]:
        made = {one.siglum: one for one in (*self.declared.witnesses.values(), *self.found.values())}
        keys = {key: one.siglum for key, one in self.declared.witnesses.items()}
        return tuple(replace(one, hand_of=keys.get(one.hand_of, one.hand_of)) for one in made.values())


def settled(text: TextBuilder, declared: Declarations, locus: Locus, report: Report, language: str) -> CriticalSource:
    """Turn what a document holds into an edition.

    Whom an entry does not name has the text; a later hand has what its witness has. The base is a witness who has the text
    wherever the apparatus names it; where there is none, a witness is made for the words of the editor.

    Raises OutsideError (E142): it has no words.
    """
    built = text.built()
    if not built:
        raise OutsideError(Message("E142", locus, {"form": FORM, "reason": _NO_TEXT}))
    witnesses = _Witnesses(declared)
    _tell_remarks(built)
    worded = [place.said for entry in built for place in entry.places if isinstance(place.said, SaidEntry)]
    if not declared.witnesses:
        witnesses.found = {siglum: SourceWitness(siglum) for siglum in sigla_in([entry.words for entry in worded])}
    reader = WordedEntryReader([one.siglum for one in witnesses.all])
    apparatuses = _apparatuses(built, reader)
    found = [[*_places(entry, reader, apparatuses, witnesses, report)] for entry in built]
    hands = [one for one in witnesses.all if one.hand_of]
    for one in (one for places in found for one in places):
        one.readings = _with_hands(one, hands)
    base = declared.base or _base(found, witnesses.all)
    known = witnesses.all
    if base not in {one.siglum for one in known}:
        known = (SourceWitness(base), *known)
    entries = [_entry(entry, str(number), places) for number, (entry, places) in enumerate(zip(built, found, strict=True), 1)]
    return CriticalSource(declared.title, language, known, base, tuple(entries), authors=declared.authors)


def _tell_remarks(built: Sequence[BuiltEntry]) -> None:
    """Tell the words of entries that are about witnesses from those of witnesses, in each series."""
    series: dict[str, list[tuple[PlacedUnit, SaidEntry]]] = {}
    for entry in built:
        for place in entry.places:
            if isinstance(place.said, SaidEntry):
                series.setdefault(place.said.series, []).append((place, place.said))
    for held in series.values():
        told = with_remarks([said.words for _, said in held])
        for (place, said), words in zip(held, told, strict=True):
            place.said = replace(said, words=words)


def _lemma_words(entry: BuiltEntry, place: PlacedUnit) -> str:
    if place.paragraph is None:
        return entry.heading.text[place.start : place.end]
    if place.paragraph >= len(entry.paragraphs):
        return ""
    return entry.paragraphs[place.paragraph].text[place.start : place.end]


def _apparatuses(built: Sequence[BuiltEntry], reader: WordedEntryReader) -> frozenset[str]:
    """The series whose entries say who reads what: half of them at least, because an apparatus has remarks too. By eye."""
    clear: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for entry in built:
        for place in entry.places:
            if isinstance(place.said, SaidEntry):
                every[place.said.series] += 1
                clear[place.said.series] += reader.readings(place.said.words, "") is not None
    return frozenset(series for series, count in every.items() if clear[series] and 2 * clear[series] >= count)


def _places(
    entry: BuiltEntry, reader: WordedEntryReader, apparatuses: frozenset[str], witnesses: _Witnesses, report: Report
) -> Iterator[_Settled]:
    for place in entry.places:
        said = place.said
        words = _lemma_words(entry, place)
        if isinstance(said, SaidNote):
            yield _Settled(place, note=(said.text, [*said.looks]))
        elif isinstance(said, SaidEntry):
            readings = reader.readings(said.words, words) if said.series in apparatuses else None
            if readings is not None:
                yield _Settled(place, readings[0], remark=readings[1], stated=said.lemma)
                continue
            if said.series in apparatuses or not apparatuses:
                report.add("W144", place.locus, at=said.text[:_SHOWN])
            yield _noted(place, said.lemma or words, said.text, said.looks)
        elif isinstance(said, EncodedUnit):
            made = _Settled(place, lemma=tuple(witnesses.sigla(said.lemma)), stated=said.stated)
            remarks = [*said.remarks]
            for reading in said.readings:
                sigla = tuple(dict.fromkeys(witnesses.sigla(reading.keys)))
                if sigla:
                    made.readings += (SourceReading(sigla, reading.text),)
                else:
                    keys = (*reading.keys, *filter(None, (one.strip() for one in reading.said.split(","))))
                    who = ", ".join(witnesses.declared.named.get(key, key) for key in keys)
                    remarks.append(" ".join(filter(None, (reading.text, who))))
            made.remark = "; ".join(filter(None, remarks))
            if made.readings:
                yield made
            elif made.remark:
                yield _noted(place, words, made.remark, ())
                yield replace(made, remark="")
            else:
                yield made


def _noted(place: PlacedUnit, lemma: str, text: str, looks: Sequence[InlineRange]) -> _Settled:
    return _Settled(place, note=_note(lemma, text, looks))


def _note(lemma: str, text: str, looks: Sequence[InlineRange] = ()) -> tuple[str, list[InlineRange]]:
    """A note that names its words, as an apparatus does."""
    words = lemma.split()
    short = f"{words[0]} … {words[-1]}" if len(words) > 6 else " ".join(words)
    before = f"{short}] " if short else ""
    moved = [replace(look, start=look.start + len(before), end=look.end + len(before)) for look in looks]
    return before + text, moved


def _with_hands(one: _Settled, hands: Sequence[SourceWitness]) -> tuple[SourceReading, ...]:
    """The readings, each with the later hands of those who have it, unless a hand has its own there."""
    named = {siglum for reading in one.readings for siglum in reading.sigla} | {*one.lemma}
    return tuple(
        replace(
            reading,
            sigla=(*reading.sigla, *(hand.siglum for hand in hands if hand.siglum not in named and hand.hand_of in reading.sigla)),
        )
        for reading in one.readings
    )


def _base(found: Sequence[Sequence[_Settled]], witnesses: Sequence[SourceWitness]) -> str:
    """The witness who has the text wherever the apparatus names it, and is named most; else EDITED. A single one has the text."""
    has: Counter[str] = Counter(siglum for places in found for one in places for siglum in {*one.lemma})
    differs = {siglum for places in found for one in places for reading in one.readings for siglum in reading.sigla}
    able = [one.siglum for one in witnesses if has[one.siglum] and one.siglum not in differs and not one.hand_of]
    if len(witnesses) == 1 and not differs:
        return witnesses[0].siglum
    return max(able, key=lambda siglum: has[siglum]) if able else EDITED


def _entry(built: BuiltEntry, n: str, places: Sequence[_Settled]) -> SourceEntry:
    # Of notes at one place those stand first that were written first.
    noted = [(one.place, *one.note) for one in places if one.note is not None]
    # A name is no word of the text, on which something may be remarked.
    noted += [(one.place, *_note(one.stated, one.remark)) for one in places if one.remark and _names_speaker(built, one)]
    last = len(built.paragraphs)
    noted.sort(key=lambda note: (-1 if note[0].paragraph is None else note[0].paragraph, note[0].end))
    entry = made_entry(built, n, noted)
    starts = paragraph_starts(entry)
    text = running_text(entry).text
    speeches = _speeches(built)
    units = []
    for one in places:
        place = one.place
        if one.readings and (place.paragraph is None or place.paragraph < last):
            if place.paragraph is not None and _names_speaker(built, one):
                at = starts[speeches[place.paragraph]]
                units.append(SourceUnit(at, at, one.readings, locus=place.locus, speaker=True))
                continue
            start = 0 if place.paragraph is None else starts[place.paragraph]
            length = len(built.heading.text if place.paragraph is None else built.paragraphs[place.paragraph].text)
            ends = (start + min(place.start, length), start + min(place.end, length))
            ends = _whole(text, *ends, one.stated)
            units.append(SourceUnit(*ends, one.readings, one.remark, place.locus))
    return SourceEntry(entry, tuple(units))


def _names_speaker(built: BuiltEntry, one: _Settled) -> bool:
    """Whether an entry of the apparatus has readings, no words of the text, and states the name of who speaks there."""
    place = one.place
    if place.paragraph is None or place.paragraph >= len(built.paragraphs) or place.start < place.end:
        return False
    return bool(one.readings and one.stated) and built.paragraphs[place.paragraph].speaker == one.stated


def _speeches(built: BuiltEntry) -> list[int]:
    """Of each paragraph the one with which its speech begins; of one before any speech the first of all."""
    found: list[int] = []
    for number, paragraph in enumerate(built.paragraphs):
        begins = not number or "speech" in paragraph.within[paragraph.shared :]
        found.append(number if begins else found[-1])
    return found


def _whole(text: str, start: int, end: int, stated: str) -> tuple[int, int]:
    """The place of a lemma that goes on beyond the words that are marked, as one over the end of a verse does.

    The lemma that an entry states says how far; of a shortened one its last word.
    """
    marked = text[start:end].split()
    words = stated.replace("...", " … ").replace("…", " … ").split()
    if not marked or words[: len(marked)] != marked[: len(words)] or (len(words) <= len(marked) and "…" not in words):
        head = words[: words.index("…")] if "…" in words else []
        if not (head and marked and head == marked[: len(head)]):
            return start, end
    if "…" in words:
        if words[-1] in marked:
            return start, end
        found = re.search(rf"(?<!\w){re.escape(words[-1])}(?!\w)", text[end : end + _FARTHEST])
        return (start, end + found.end()) if found else (start, end)
    rest = re.match(r"\s*" + r"\s+".join(map(re.escape, words[len(marked) :])), text[end:])
    return (start, end + rest.end()) if rest else (start, end)
