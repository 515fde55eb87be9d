"""Turn what a TEI document says of its translations into a report for its editor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from edition.messages import Message
from edition.model import GRADES, Entry, Term, TranslatorProfile
from edition.model.apparatus_units import ApparatusUnit
from edition.pipeline.heaviest_differences import Divergence, heaviest
from edition.pipeline.report_text import report_text
from edition.pipeline.result_sequence import ResultSequence
from edition.pipeline.result_tables import as_table

# A report shows so many differences, unless another number is asked for; as many as edition review asks about in one go.
MOST = 50


@dataclass(frozen=True, slots=True, repr=False)
class EditionReport(ResultSequence[Divergence]):
    """What an edition shows of its translations, a sequence of its differences of style and sense, the heaviest first.

    `title`: the document's. `counts`: how many places there are of each grade. `terms`, `profiles`: as the document lists them.
    `messages`: what was reported on the way.
    """

    title: str
    witnesses: tuple[str, ...]
    counts: Mapping[str, int]
    divergences: tuple[Divergence, ...]
    terms: tuple[Term, ...]
    profiles: tuple[TranslatorProfile, ...]
    messages: tuple[Message, ...] = ()

    @property
    def _parts(self) -> tuple[Divergence, ...]:
        return self.divergences

    def __str__(self) -> str:
        return self.text()

    def text(self, most: int = MOST) -> str:
        """The report for reading. `most`: how many differences it shows."""
        return report_text(self.title, self.witnesses, self.counts, self.divergences, self.terms, self.profiles, most)

    def to_dict(self) -> dict[str, object]:
        """The report as plain values, as `edition report --json` prints it."""
        return {
            "title": self.title,
            "witnesses": [*self.witnesses],
            "counts": dict(self.counts),
            "divergences": [one.to_dict() for one in self.divergences],
            "terms": [term.to_dict() for term in self.terms],
            "profiles": [profile.to_dict() for profile in self.profiles],
        }

    def _repr_html_(self) -> str:
        rows = [
            (one.unit.entry, *("; ".join(words) for words in zip(*one.readings, strict=True)), one.judgement)
            for one in self.divergences
        ]
        return as_table(f"{self.title}: {len(rows)} differences", ("entry", "witnesses", "readings", "grade"), rows)


def report_of(
    title: str,
    witnesses: Sequence[str],
    units: Sequence[ApparatusUnit],
    entries: Sequence[Entry],
    terms: Sequence[Term],
    profiles: Sequence[TranslatorProfile],
    messages: Sequence[Message] = (),
) -> EditionReport:
    """Turn what stands in a document into its report. `units`: its apparatus; `entries`: the text that it prints."""
    told = [unit for unit in units if not unit.is_lineation]
    counts = Counter(unit.grade for unit in told if unit.grade in GRADES)
    return EditionReport(
        title,
        tuple(witnesses),
        {grade: counts[grade] for grade in reversed(GRADES)},
        heaviest(told, entries),
        tuple(terms),
        tuple(profiles),
        tuple(messages),
    )
