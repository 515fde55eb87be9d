"""Turn what the readers were not sure of into messages, without what the editor's decisions have settled."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from edition.decisions import Decision
from edition.decisions.places import find
from edition.messages import Report
from edition.messages.values import Counted, Lines, Placed
from edition.model import Entry, Name, Range, TextDoubt, Witness
from edition.text.naming import name_finder
from edition.text.running_text import running_text

# The shapes of source whose text has lost what only type shows, such as small capitals and italics.
_WITHOUT_TYPE = frozenset({"pdf-text"})
# A word of two to six letters, which may be an abbreviation in small capitals. By eye: nearly all abbreviations are so long.
_SMALL = re.compile(r"(?<![\w’'-])[^\W\d_]{2,6}(?![\w’'-])")


@dataclass(frozen=True, slots=True)
class _PlacedDoubt:
    """A doubt with the entry to which it belongs, and its range in the running text as read."""

    doubt: TextDoubt
    entry: Entry
    place: Range


def report_doubts(witnesses: Sequence[Witness], decisions: Iterable[Decision], names: Sequence[Name], report: Report) -> None:
    """Report the doubts about full witnesses that no decision has settled (W157 to W164), one message for equal ones.

    `witnesses` carry their emendations. `decisions` are those that found their places.
    """
    kept: dict[tuple[str, str], list[Decision]] = defaultdict(list)
    for decision in decisions:
        if decision.kind == "keep":
            kept[decision.siglum, decision.entry].append(decision)
    for witness in witnesses:
        if witness.fragment_of or witness.reader not in _WITHOUT_TYPE:
            continue
        open_places: dict[tuple[str, str], list[_PlacedDoubt]] = defaultdict(list)
        asides: list[TextDoubt] = []
        for placed in _placed(witness, _capitals(witnesses, witness, names)):
            if isinstance(placed, TextDoubt):
                asides.append(placed)
            elif not _is_settled(placed, kept[witness.siglum, placed.entry.n]):
                open_places[placed.doubt.code, placed.doubt.at].append(placed)
        for (code, _), group in sorted(open_places.items(), key=lambda found: found[1][0].doubt.locus.line or 0):
            _tell(code, witness, group, report)
        _tell_asides(asides, report)
        _tell_italics(witness, names, report)


def _placed(witness: Witness, capitals: frozenset[str]) -> Iterator[_PlacedDoubt | TextDoubt]:
    """Yield the doubts of a witness, with entry and range if they have a place: those of its reader, then words that may have lost
    their capitals.
    """
    starts = [entry.locus.line or 0 if entry.locus else 0 for entry in witness.entries]
    texts = {entry.n: running_text(entry, emended=False).text for entry in witness.entries}
    seen: Counter[tuple[str, str]] = Counter()
    known: set[tuple[str, Range]] = set()
    for doubt in witness.doubts:
        before = bisect_right(starts, doubt.locus.line or 0)
        entry = witness.entries[before - 1] if before else None
        places = find(texts[entry.n], doubt.at) if entry and not doubt.aside else []
        if not entry or not places:
            yield doubt
            continue
        # Several doubts about the same words of an entry belong to their places in order.
        place = places[min(seen[entry.n, doubt.at], len(places) - 1)]
        seen[entry.n, doubt.at] += 1
        known.add((entry.n, place))
        yield _PlacedDoubt(doubt, entry, place)
    for entry in witness.entries:
        yield from _initial(entry)
        for found in _SMALL.finditer(texts[entry.n]):
            if found[0] in capitals and (entry.n, found.span()) not in known and entry.locus:
                yield _PlacedDoubt(TextDoubt("W160", found[0], found[0].upper(), entry.locus), entry, found.span())
        for note in (one for one in entry.notes if not one.again):
            for word in dict.fromkeys(_SMALL.findall(note.text)):
                if word in capitals and note.locus and not any(doubt.aside and doubt.at == word for doubt in witness.doubts):
                    yield TextDoubt("W160", word, word.upper(), note.locus, aside=True)


def _capitals(witnesses: Sequence[Witness], witness: Witness, names: Sequence[Name]) -> frozenset[str]:
    """Find abbreviations that names.toml or other witnesses write in capitals only. Returns them in small letters."""
    texts = [form for name in names for form in (name.name, *name.forms)]
    for other in witnesses:
        if other is not witness:
            texts += [running_text(entry, emended=False).text for entry in other.entries]
            texts += [quotation.text for quotation in other.quotations]
    words = {word for text in texts for word in _SMALL.findall(text)}
    return frozenset(word.lower() for word in words if word.isupper() and word.lower() not in words)


def _initial(entry: Entry) -> Iterator[_PlacedDoubt]:
    """Yield the doubt about a heading, or a first paragraph, that begins with a small letter (W161)."""
    heading = entry.heading
    text = entry.paragraphs[0].text if entry.paragraphs and not entry.paragraphs[0].label else ""
    for start, words in ((0, heading), (len(heading) + 1 if heading else 0, text)):
        first = words.split(" ", 1)[0].rstrip(",.;:")
        if first[:1].islower() and entry.locus:
            yield _PlacedDoubt(TextDoubt("W161", first, "", entry.locus), entry, (start, start + len(first)))


def _is_settled(placed: _PlacedDoubt, kept: Sequence[Decision]) -> bool:
    """Tell whether an emendation touches the words, or a paragraph break before them, or the editor keeps them."""
    start, end = placed.place
    text = running_text(placed.entry, emended=False).text
    ranges = [(emendation.start, emendation.end) for emendation in placed.entry.emendations]
    for decision in kept:
        places = find(text, decision.at)
        ranges += places if decision.occurrence is None else places[decision.occurrence - 1 : decision.occurrence]
    return any(first <= end and start <= last for first, last in ranges)


def _tell(code: str, witness: Witness, group: Sequence[_PlacedDoubt], report: Report) -> None:
    """Report the doubts about the same words in one message, which gives the decision to write for the first of them."""
    doubt, entry = group[0].doubt, group[0].entry
    counts = Counter(placed.entry.n for placed in group)
    values: dict[str, object] = {"siglum": witness.siglum, "entry": entry.n, "at": doubt.at}
    values["found_in"] = tuple(Counted(n, count) for n, count in counts.items())
    if code == "W159":
        # The gap is before the last of the words quoted.
        values["before"] = doubt.at.rpartition(" ")[0]
    elif doubt.read:
        values["read"] = doubt.read
    report.add(code, doubt.locus, **values)


def _tell_asides(doubts: Sequence[TextDoubt], report: Report) -> None:
    """Report in one message the doubts about words that no decision can reach (I163)."""
    lines: dict[str, list[int]] = defaultdict(list)
    asides = sorted((d for d in doubts if d.code in ("W157", "W160")), key=lambda doubt: doubt.locus.line or 0)
    for doubt in asides:
        lines[doubt.at].append(doubt.locus.line or 0)
    if asides:
        doubtful = tuple(Placed(word, Lines(tuple(found))) for word, found in lines.items())
        report.add("I163", asides[0].locus, doubtful=doubtful)


def _tell_italics(witness: Witness, names: Sequence[Name], report: Report) -> None:
    """Report how many of the lost italics names.toml restores (I162)."""
    works = name_finder([name for name in names if name.kind == "work"])
    count = sum(len(works(running_text(entry).text)) for entry in witness.entries)
    first = witness.entries[0].locus if witness.entries else None
    report.add("I162", replace(first, column=None) if first else None, count=count)
