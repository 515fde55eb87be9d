"""Note what of a book a reader meets that may need an explanation (signs.py), section by section as they are set."""

from __future__ import annotations

from dataclasses import dataclass, field

from edition.language.book_words import ELLIPSIS, PILCROW
from edition.writers.book.metadata import XHTML, attributes, raw
from edition.writers.book.types import ApparatusEntry, Section


@dataclass(slots=True)
class MetSigns:
    """What a reader meets in the sections of a book.

    `entries`: there is an apparatus; `lemma`, `verse`: an entry of it has a lemma, or cites its verse. `shortened`: of a lemma only
    the first and last words stand. `pilcrow`: a paragraph begins in a lemma or reading. `doubt`: a reading is doubted. `grades`: of
    entries. `said`: the words of the editor in readings. `classes`: the @class of all markup. `series`: those of notes. `bases`:
    the witnesses whose text the entries are.
    """

    entries: bool = False
    lemma: bool = False
    verse: bool = False
    shortened: bool = False
    pilcrow: bool = False
    doubt: bool = False
    grades: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    series: set[str] = field(default_factory=set)
    bases: dict[str, None] = field(default_factory=dict)

    @property
    def kinds(self) -> set[str]:
        """Each class by itself."""
        return {name for each in self.classes for name in each.split()}

    def meet(self, section: Section, *, again: bool) -> None:
        """Note what is in a section that has been set. `again`: it stands a second time, without its apparatus."""
        if section.base and section.kind == "entry":
            self.bases[section.base] = None
        self.series.update(note.series for note in section.notes)
        for markup in (section.body, *(note.body for note in section.notes)):
            self.classes.update(attributes(markup, "class"))
        for entry in () if again else section.apparatus:
            self._meet(entry)

    def _meet(self, entry: ApparatusEntry) -> None:
        self.entries = True
        self.grades.add(entry.grade)
        self.verse = self.verse or bool(entry.at)
        if entry.lemma is not None:
            words = raw(entry.lemma)
            self.lemma = True
            self.shortened = self.shortened or f" {ELLIPSIS} " in words
            self.pilcrow = self.pilcrow or PILCROW in words
            self.classes.update(attributes(entry.lemma, "class") if len(entry.lemma) else (entry.lemma.get("class", ""),))
        self.pilcrow = self.pilcrow or PILCROW in raw(entry.readings)
        for part in entry.readings.iter():
            if kind := part.get("class"):
                self.classes.add(kind)
                if kind == "ed" and part.tag == XHTML + "i":
                    self.said.add(" ".join(raw(part).split()))
                elif kind == "remark" and part.tag == XHTML + "span":
                    self.doubt = self.doubt or (part.text or "").startswith("?")
