"""Turn a TEI document, anyone's, into an edition that can be asked: its text, its witnesses, its apparatus, its names."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from edition.errors import UsageError
from edition.messages import Message
from edition.model import Entry, Name, Term, TranslatorProfile
from edition.model.apparatus_units import METHODS, ApparatusUnit
from edition.pipeline.entry_values import entry_values, readable
from edition.pipeline.result_sequence import ResultSequence
from edition.pipeline.result_tables import as_table, entries_table, other_readings

if TYPE_CHECKING:
    from lxml import etree

    from edition.pipeline.edition_report import EditionReport


@dataclass(frozen=True, slots=True, repr=False)
class WitnessText(ResultSequence[Entry]):
    """The text of one witness of a TEI document, entry by entry: its own words, paragraphs and notes."""

    siglum: str
    entries: tuple[Entry, ...]

    @property
    def _parts(self) -> tuple[Entry, ...]:
        return self.entries

    @property
    def text(self) -> str:
        """The words for reading: headings, paragraphs and notes, with blank lines between them."""
        return "\n\n\n".join(map(readable, self.entries))

    def __str__(self) -> str:
        return self.text

    def to_dict(self) -> dict[str, object]:
        """The text as plain values, as `edition witness --json` prints it."""
        return {"siglum": self.siglum, "entries": [entry_values(entry) for entry in self.entries]}

    def _repr_html_(self) -> str:
        return entries_table(self.siglum, self.entries)


class UnitSequence(tuple[ApparatusUnit, ...]):
    """The variation units of a document: a tuple, in the order of the text."""

    __slots__ = ()

    def heaviest(self) -> UnitSequence:
        """The units by weight, the heaviest first; of one weight in the order of the text. What was not weighed stands last."""
        return UnitSequence(sorted(self, key=lambda unit: -1.0 if unit.weight is None else unit.weight, reverse=True))

    def to_dict(self) -> dict[str, object]:
        """The units as plain values."""
        return {"units": [unit.to_dict() for unit in self]}

    def _repr_html_(self) -> str:
        rows = [
            (unit.lemma, other_readings(unit), unit.type, unit.grade, "" if unit.weight is None else unit.weight) for unit in self
        ]
        return as_table(f"{len(self)} variation units", ("lemma", "others", "type", "grade", "weight"), rows)


@dataclass(frozen=True, repr=False)
class TeiDocument(ResultSequence[Entry]):
    """A TEI document, anyone's, read as an edition: a sequence of its entries.

    `path`: its file. `tree`: the document, with an apparatus by parallel segmentation whatever the file has; it is not to be
    changed. `messages`: what was reported when it was opened. Each other part is read when it is first asked for, and kept.
    """

    path: Path
    tree: etree._ElementTree
    messages: tuple[Message, ...]

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The text that the document prints, entry by entry: the lemma at each place where witnesses differ.

        Raises TextError (E494): the document has no words.
        """
        from edition.tei.reading.witness_text import edited_text

        return edited_text(self.tree).entries

    @cached_property
    def witnesses(self) -> tuple[str, ...]:
        """The sigla of the witnesses that the document declares, in its order."""
        from edition.tei.reading.one_witness import sigla

        return tuple(sigla(self.tree).values())

    @cached_property
    def apparatus(self) -> UnitSequence:
        """The places at which witnesses differ, in the order of the text; `apparatus.heaviest()` has them by weight."""
        from edition.tei.reading.apparatus import variation_units

        return UnitSequence(variation_units(self.tree))

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The persons, places, organisations and works that the document lists."""
        from edition.tei.reading.listed_names import listed_names

        return listed_names(self.tree)

    @cached_property
    def title(self) -> str:
        """The title of the document, "" where it states none."""
        from edition.tei.reading.listed_terms import stated_title

        return stated_title(self.tree)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Which word of one witness answers which of another by habit, as the document lists it (docs/words.md)."""
        from edition.tei.reading.listed_terms import listed_terms

        return listed_terms(self.tree)

    @cached_property
    def profiles(self) -> tuple[TranslatorProfile, ...]:
        """What each translator does where another is set beside him, as the document lists it (docs/words.md)."""
        from edition.tei.reading.listed_terms import listed_profiles

        return listed_profiles(self.tree)

    @cached_property
    def report(self) -> EditionReport:
        """The heaviest differences of the document, its terms and profiles. Raises TextError (E494): it has no words."""
        from edition.pipeline.edition_report import report_of

        return report_of(self.title, self.witnesses, self.apparatus, self.entries, self.terms, self.profiles, self.messages)

    def witness(self, siglum: str, *, source: bool = False) -> WitnessText:
        """The text of one witness. `source`: as it was read, before the editor's decisions.

        Raises UsageError (E490): there is no such witness. TextError (E493): the document has no words of it.
        """
        from edition.tei.reading.witness_text import read_witness

        return WitnessText(siglum, read_witness(self.tree, siglum, source=source).entries)

    def text(self, siglum: str) -> str:
        """The words of one witness for reading: headings, paragraphs and notes, with blank lines between them.

        Raises as `witness` does.
        """
        return self.witness(siglum).text

    def alone(self, siglum: str) -> bytes:
        """A TEI document with the text of one witness alone, without apparatus. Raises as `witness` does."""
        from edition.tei.export import interchange

        return interchange.alone(self.tree, siglum)

    def external(self, method: str) -> bytes:
        """The document with its apparatus outside the text, bound by one of METHODS: "double-end-point", "location-referenced".

        Raises UsageError (E011): there is no such method.
        """
        from edition.tei.export import interchange

        if method not in METHODS:
            raise UsageError(Message("E011", None, {"key": "method", "value": method, "allowed": METHODS}))
        return interchange.external(self.tree, method)

    @property
    def _parts(self) -> tuple[Entry, ...]:
        return self.entries

    def __repr__(self) -> str:
        return f"<TeiDocument {self.path}>"

    def to_dict(self) -> dict[str, object]:
        """The document as plain values: witnesses, entries as `edition witness --json` prints them, apparatus, names."""
        return {
            "file": str(self.path),
            "witnesses": [*self.witnesses],
            "entries": [{"n": entry.n, **entry_values(entry)} for entry in self.entries],
            "apparatus": [unit.to_dict() for unit in self.apparatus],
            "names": [{**asdict(name), "forms": [*name.forms]} for name in self.names],
            "terms": [term.to_dict() for term in self.terms],
            "profiles": [profile.to_dict() for profile in self.profiles],
        }

    def _repr_html_(self) -> str:
        return entries_table(f"{self.path.name}, witnesses {', '.join(self.witnesses) or 'none'}", self.entries)
