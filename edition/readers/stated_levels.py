"""Turn the levels that an editor states in edition.toml into the scheme that divides a document."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from edition.language.languages import Language
from edition.messages import Report
from edition.messages.values import Counted
from edition.model import Locus, StatedDivisions
from edition.model.documents import DocumentBlock
from edition.readers.counted_apart import with_misspelt
from edition.readers.datelines import Dateline, read_dateline
from edition.readers.division_schemes import DivisionScheme, choose_scheme, levels_above, name_of, plural
from edition.readers.file_numbers import series_of_file
from edition.readers.head_candidates import series_of
from edition.readers.head_series import HeadSeries
from edition.readers.named_heads import NamedHead, named_heads, named_series
from edition.readers.stated_headings import folded, stated_series, word_of

_WHY = "as edition.toml says"
# The words for which a series without a word of its own is taken: its headings are bare numbers.
_BARE = "section"
# A date stands in the heading of a piece, or in one of so many blocks after it.
_DATED_BELOW = 3
# So many months that stand alone are a diary or an almanac; fewer are titles, as of poems.
_MONTHS = 3


@dataclass(frozen=True, slots=True)
class StatedScheme:
    """The scheme that divides a document, and the headings of levels that the editor does not name.

    `above`: those of levels above the entries, which are none of the text; `below`: those of levels within the entries, which are
    words of these. Both are empty where the editor names no levels. `series`: all that count in the document; None where the editor
    says how it is divided.
    """

    scheme: DivisionScheme
    above: frozenset[int] = frozenset()
    below: frozenset[int] = frozenset()
    heads: tuple[NamedHead, ...] = ()
    series: tuple[HeadSeries, ...] | None = None

    def counted_in(self, scheme: DivisionScheme, places: Sequence[int]) -> StatedScheme:
        """The same of blocks that were parted, with the scheme counted in them. `places`: the new index of each block."""
        above, below = (frozenset(places[at] for at in some) for some in (self.above, self.below))
        return StatedScheme(scheme, above, below, tuple(replace(head, at=places[head.at]) for head in self.heads))


def stated_scheme(
    blocks: Sequence[DocumentBlock],
    words: Sequence[int],
    usable: Sequence[int],
    language: Language,
    stated: StatedDivisions | None,
    report: Report,
    file: str,
) -> StatedScheme:
    """Choose the scheme that divides blocks: what is stated, whatever the evidence, and by evidence what is not.

    `words`: how many words each block has; `usable`: the same, 0 where a block cannot be of the text. Reports levels (E069),
    headings (E079) or dates (E080) that the text has not, and numbers that begin again (W061).
    """
    if stated is None or (stated.levels is None and not stated.headings and not stated.key):
        series = series_of(blocks, words, language)
        series = [*series, *series_of_file(blocks, language, series)]
        numbered = {place for one in series for place in one.places}
        months = {place for one in series if one.dates for place in _months(one, blocks)}
        heads = tuple(named_heads(blocks, usable, numbered - months, language))
        series = [with_misspelt(one, heads) for one in series]
        misspelt = {place for one in series for place in one.places} - numbered
        heads = tuple(head for head in heads if head.at not in misspelt)
        scheme = choose_scheme([*series, *named_series(heads, blocks, usable)], heads, blocks, usable, language)
        return StatedScheme(scheme, heads=heads, series=tuple(series))
    if stated.levels == ():
        return StatedScheme(DivisionScheme((), (), _WHY))
    return _SchemeChoice(blocks, words, usable, language, stated, report, file).scheme()


def _months(series: HeadSeries, blocks: Sequence[DocumentBlock]) -> tuple[int, ...]:
    """The dates of a series that are the name of a month alone; none where there are several, which divide a year."""
    found = tuple(place for place in series.places if not re.search(r"\d", blocks[place].text))
    return found if len(found) < _MONTHS else ()


class _SchemeChoice:
    """One choice among the series of a document by what is stated."""

    def __init__(
        self,
        blocks: Sequence[DocumentBlock],
        words: Sequence[int],
        usable: Sequence[int],
        language: Language,
        stated: StatedDivisions,
        report: Report,
        file: str,
    ) -> None:
        self.blocks = blocks
        self.usable = usable
        self.language = language
        self.stated = stated
        self.report = report
        self.file = file
        self.levels = stated.levels or ()
        self.words = words
        names = [self._names(level) for level in self.levels]
        self.series = series_of(blocks, words, language, lambda word: any(word.split(" ")[0] in each for each in names))
        self.series += series_of_file(blocks, language, self.series)
        places = {place for one in self.series for place in one.places}
        self.heads = tuple(named_heads(blocks, usable, places, language))

    def scheme(self) -> StatedScheme:
        """The scheme, with the headings of levels that are not stated."""
        leaf = self._by_headings() if self.stated.headings else None
        chosen: DivisionScheme | None = None
        series = self.series
        if leaf is not None:
            # A date stands within a piece that has a heading.
            series = [leaf, *(one for one in series if not one.dates and not set(one.places) & set(leaf.places))]
            chosen = choose_scheme(series, self.heads, self.blocks, self.usable, self.language, lambda one: one is leaf)
        elif self.levels and not self.stated.headings:
            chosen = self._by_level(self.levels[-1])
        elif self.stated.key == "date":
            chosen = self._by_dates()
        if chosen is None:
            if self.stated.key == "number":
                series = [one for one in series if not one.dates]
            if self.stated.key in ("", "heading"):
                series = [*series, *named_series(self.heads, self.blocks, self.usable)]
            return StatedScheme(choose_scheme(series, self.heads, self.blocks, self.usable, self.language), heads=self.heads)
        above = frozenset[int]()
        if self.levels:
            chosen, above = self._with_levels(chosen, series)
        taken = {place for level in chosen.levels for place in level.places} | above
        below = frozenset(place for one in series for place in one.places if place not in taken)
        return StatedScheme(self._dated(replace(chosen, why=_WHY)), above, below, self.heads)

    # --- The entries ------------------------------------------------------------------------------------------------------

    def _by_headings(self) -> HeadSeries | None:
        """The headings of the form that is stated. Reports that there are none (E079)."""
        form = self.stated.headings
        name = self.levels[-1] if self.levels else word_of(form)
        found = stated_series(self.blocks, self.words, form, name, self.language)
        if found is None:
            self.report.add("E079", self._locus("headings"), form=form, file=self.file, kinds=self._kinds())
        return found

    def _by_level(self, level: str) -> DivisionScheme | None:
        called = self._called(level)
        found = choose_scheme(self.series, self.heads, self.blocks, self.usable, self.language, called)
        if found.levels:
            return found
        self._missing(level)
        return None

    def _by_dates(self) -> DivisionScheme | None:
        """The dates as entries. Reports a text without any (E080)."""
        found = choose_scheme(self.series, self.heads, self.blocks, self.usable, self.language, lambda one: bool(one.dates))
        if found.levels:
            return found
        self._undated()
        return None

    def _undated(self) -> None:
        """Report a text without dates, if its own table says that it has some."""
        if "key" in self.stated.loci:
            self.report.add("E080", self._locus("key"), file=self.file)

    def _missing(self, level: str) -> None:
        kinds = self._kinds()
        self.report.add("E069", self._locus("divisions"), kind=level, file=self.file, kinds=kinds)

    def _kinds(self) -> tuple[Counted, ...]:
        """The levels that the text has, with how many headings there are of each."""
        counts: dict[str, int] = {}
        for one in self.series:
            counts[name_of(one)] = max(counts.get(name_of(one), 0), len(one.members))
        return tuple(Counted(name, count) for name, count in counts.items())

    def _locus(self, key: str) -> Locus:
        return self.stated.loci.get(key, Locus(self.file))

    # --- What a level is called -------------------------------------------------------------------------------------------

    def _names(self, level: str) -> frozenset[str]:
        """The words that a level may have in a text: that which is stated, and where it is English, those of every language."""
        word = folded(level).casefold().split(" ")[0]
        named: Mapping[str, tuple[str, ...]] = self.language.headings.named
        kind = word if word in named else word.removesuffix("s") if word.removesuffix("s") in named else ""
        return frozenset((word, *named.get(kind, ())))

    def _called(self, level: str) -> Callable[[HeadSeries], bool]:
        """Whether a series is of a level, by its word."""
        names = self._names(level)

        def called(one: HeadSeries) -> bool:
            if one.dates:
                return bool(names & {"date", "dates"})
            return name_of(one) in names or (not one.word and _BARE in names)

        return called

    # --- The levels above -------------------------------------------------------------------------------------------------

    def _with_levels(self, chosen: DivisionScheme, series: Sequence[HeadSeries]) -> tuple[DivisionScheme, frozenset[int]]:
        """A scheme with the levels above that are stated, and no others; and the headings of these others.

        Reports levels that the text has not (E069), and numbers of entries that only a level which is not stated tells apart
        (W061).
        """
        leaf, by_evidence = chosen.levels[-1], levels_above(chosen.levels[-1], series)
        above: list[HeadSeries] = []
        for level in self.levels[:-1]:
            called = self._called(level)
            found = [one for one in series if one is not leaf and one not in above and called(one)]
            if found:
                above.append(max(found, key=lambda one: (one in by_evidence, len(one.members))))
            else:
                self._missing(level)
        others = [one for one in by_evidence if one not in above]
        if not above and len(leaf.restarts) > 1 and not leaf.dates:
            kept = [one for one in others if len(one.members) > 1]
            others = [one for one in others if one not in kept]
            above = kept
            if kept:
                lines = ", ".join(f'"{name_of(one)}"' for one in (*kept, leaf))
                self.report.add(
                    "W061", self._locus("divisions"), kind=plural(name_of(leaf)), other=name_of(kept[-1]), example=f"[{lines}]"
                )
        levels = (*above, leaf)
        passed = tuple(one for one in chosen.passed_over if one.levels[-1] not in {name_of(level) for level in levels})
        return replace(chosen, levels=levels, passed_over=passed), frozenset(place for one in others for place in one.places)

    # --- Dates of numbered pieces -----------------------------------------------------------------------------------------

    def _dated(self, chosen: DivisionScheme) -> DivisionScheme:
        """A scheme whose entries are known by their dates, or by numbers, where this is stated and they have the other.

        Reports entries without a date (E080).
        """
        leaf = chosen.levels[-1]
        if self.stated.key == "number" and leaf.dates:
            members = tuple(replace(one, number=number) for number, one in enumerate(leaf.members, 1))
            return replace(chosen, levels=(*chosen.levels[:-1], replace(leaf, members=members, dates=())))
        if self.stated.key != "date" or leaf.dates:
            return chosen
        places = {place for level in chosen.levels for place in level.places}
        dates = [self._date_at(place, places) for place in leaf.places]
        known = [date for date in dates if date is not None]
        if len(known) < len(dates):
            self._undated()
            return chosen
        return replace(chosen, levels=(*chosen.levels[:-1], replace(leaf, dates=tuple(known))))

    def _date_at(self, place: int, heads: set[int]) -> Dateline | None:
        """The date in a heading, or in one of the first lines of its piece."""
        for at in range(place, min(place + 1 + _DATED_BELOW, len(self.blocks))):
            if at != place and at in heads:
                return None
            text = self.blocks[at].text
            for start in (0, *(index + 1 for index, sign in enumerate(text[:200]) if sign in ".:—–-,")) if at == place else (0,):
                line = read_dateline(text[start:].lstrip(), self.language.tag, 1)
                if line is not None and line.edtf and not line.bare and (at == place or line.end == len(text)):
                    return line
        return None
