"""Turn an edition of which a few entries have other words now into these entries, compared anew, before the whole of it is.

Whatever needs the whole edition is taken as it was: which entries are the same, which are not compared, where quotations stand. So
what comes of it is a first sight, which the build that follows may correct.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from edition.decisions.hand import Hand
from edition.messages import Report
from edition.model import Edition, Entry, Range, RunningText, Witness
from edition.pipeline.entry import Row, aligned, collated
from edition.pipeline.reviews import Place
from edition.pipeline.steps import ComparedEdition, assembled, read_witnesses
from edition.project.description import Project
from edition.storage.cache import Cache
from edition.text.running_text import running_text


def reworded_entries(
    project: Project, raw: Mapping[str, bytes], compared: ComparedEdition, cache: Cache, most: int
) -> Edition | None:
    """Turn the texts of an edition into an Edition of those entries alone that have other words than before. `compared`: the
    edition as it was, from the same project; `raw`: the bytes of each witness's text by siglum.

    None where none of the edition has, where more than `most` have, and where texts have become other in any other way: entries
    that come or go, other headings, reviews that quote otherwise, errors. Nothing is reported: the build of the whole tells all.

    Raises EditionError: a text or a decision has an error.
    """
    report = Report()
    sources = read_witnesses(project, raw, report, cache)
    hand = Hand(project.decisions, report)
    if report.errors or [one.siglum for one in sources] != [one.siglum for one in compared.sources]:
        return None
    divided = {siglum for one in sources if one.divided_as for siglum in (one.siglum, one.divided_as)}
    changed: dict[str, list[int]] = {}
    for was, now in zip(compared.sources, sources, strict=True):
        # A file that did not change was not read again.
        found = [] if now is was else _reworded(was, now)
        if found is None or (found and now.siglum in divided):
            return None
        if found:
            changed[now.siglum] = found
    if not changed:
        return None
    emended, _ = hand.texts(sources)
    if report.errors:
        return None
    witnesses = tuple(
        _with_entries(was, now, changed[now.siglum]) if now.siglum in changed else was
        for was, now in zip(compared.witnesses, emended, strict=True)
    )
    new = {
        id(old.entries[at]): now.entries[at]
        for old, now in zip(compared.witnesses, witnesses, strict=True)
        for at in changed.get(now.siglum, ())
    }
    rows = _rows(compared, new)
    if not 0 < len(rows) <= most:
        return None
    hand.extant({one.aligned.n: (one.aligned.base, [*one.aligned.entries][1:]) for one in reversed(compared.entries)})
    languages, full = hand.languages, [one.siglum for one in project.witnesses if not one.fragment_of]
    made = list(compared.entries)
    for number, row in rows.items():
        old = compared.entries[number]
        entry = aligned(row, full, languages, hand, cache)
        beside = frozenset((entry.n, other.siglum) for other in old.others if not other.compared)
        places = _moved(old.places, old.aligned.entries, row, (old.aligned.text, entry.text))
        made[number] = collated(entry, places, languages, hand, report, cache, beside)
    found_now = replace(
        compared, sources=tuple(sources), witnesses=witnesses, entries=tuple(made[number] for number in rows), fragments=()
    )
    # What stands before the text is shown in no entry.
    return assembled(replace(project, description=replace(project.description, front=())), found_now, report, made)


def _reworded(was: Witness, now: Witness) -> list[int] | None:
    """The indexes of the entries of a text that have other words than before; None where more than these has changed."""
    if was.fragment_of:
        return None if was.quotations != now.quotations or was.layer != now.layer else []
    if len(was.entries) != len(now.entries):
        return None
    found = []
    for at, (old, new) in enumerate(zip(was.entries, now.entries, strict=True)):
        if _known_by(old) != _known_by(new):
            return None
        if old != new and _placeless(old) != _placeless(new):
            found.append(at)
    return found


def _known_by(entry: Entry) -> tuple[object, ...]:
    return entry.n, entry.edtf, entry.heading, entry.above, entry.run_in


def _placeless(entry: Entry) -> Entry:
    """An entry without the lines on which it stands: those of all that follows change with one line more."""
    paragraphs = tuple(replace(paragraph, locus=None) for paragraph in entry.paragraphs)
    notes = tuple(replace(note, locus=None) for note in entry.notes)
    return replace(entry, locus=None, paragraphs=paragraphs, notes=notes)


def _with_entries(was: Witness, now: Witness, changed: Sequence[int]) -> Witness:
    """A text as it is now, with the keys that its entries had, and of those that did not change what they were."""
    entries = [*was.entries]
    for at in changed:
        entries[at] = replace(now.entries[at], n=was.entries[at].n)
    return replace(now, entries=tuple(entries))


def _rows(compared: ComparedEdition, new: Mapping[int, Entry]) -> dict[int, Row]:
    """The entries of the edition in which a text has changed: their index -> siglum -> entry. `new`: id of an entry -> what is in
    its place."""
    return {
        number: {siglum: new.get(id(own), own) for siglum, own in entry.aligned.entries.items()}
        for number, entry in enumerate(compared.entries)
        if any(id(own) in new for own in entry.aligned.entries.values())
    }


def _moved(places: Sequence[Place], was: Row, now: Row, bases: tuple[RunningText, RunningText]) -> list[Place]:
    """The places of quotations in an entry whose words have changed."""
    # Many quotations are of one text: what it has in common with what it was is found once.
    texts: dict[str, _ChangedText] = {}
    made = []
    for place in places:
        if place.of not in texts:
            texts[place.of] = _ChangedText(*((running_text(row[place.of]) for row in (was, now)) if place.of else bases))
        made.append(replace(place, range=texts[place.of].moved(place.range)))
    return made


class _ChangedText:
    """A text as it was, and as it is with other words."""

    def __init__(self, old: RunningText, new: RunningText) -> None:
        self.old, self.new = old, new
        self.same = old.text == new.text
        # By block, where there are as many as before.
        self.by_block = len(old.blocks) == len(new.blocks)
        self.common: dict[int, _CommonEnds] = {}

    def moved(self, place: Range) -> Range:
        """Where a range of the text stands now. Where it has as many blocks as before, in the same of them."""
        return place if self.same else (self._at(place[0], closing=False), self._at(place[1], closing=True))

    def _at(self, offset: int, *, closing: bool) -> int:
        if not self.by_block:
            return self._ends(0, (0, len(self.old.text)), (0, len(self.new.text))).at(offset, closing=closing)
        # Where a block ends, another may begin.
        begun = [block.start < offset + (not closing) for block in self.old.blocks]
        number = max(0, sum(begun) - 1)
        one, two = self.old.blocks[number], self.new.blocks[number]
        ends = self._ends(number, (one.start, one.end), (two.start, two.end))
        return two.start + ends.at(offset - one.start, closing=closing)

    def _ends(self, number: int, old: Range, new: Range) -> _CommonEnds:
        if number not in self.common:
            self.common[number] = _common_ends(self.old.text[slice(*old)], self.new.text[slice(*new)])
        return self.common[number]


@dataclass(frozen=True, slots=True)
class _CommonEnds:
    """How long a text was and is, with how many of the same letters both begin, and with how many of the others they end."""

    old: int
    new: int
    before: int
    after: int

    def at(self, offset: int, *, closing: bool) -> int:
        """Where an offset stands if there are other words in one place; within these, their beginning or their end."""
        if offset <= self.before:
            return offset
        if offset >= self.old - self.after:
            return offset + self.new - self.old
        return self.new - self.after if closing else self.before


def _common_ends(old: str, new: str) -> _CommonEnds:
    before = _alike(old, new)
    return _CommonEnds(len(old), len(new), before, min(min(len(old), len(new)) - before, _alike(old[::-1], new[::-1])))


def _alike(one: str, two: str) -> int:
    """With how many of the same letters two texts begin."""
    return next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
