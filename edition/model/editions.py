"""A whole edition: its description, its witnesses, and their apparatus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from edition.model.comparison import Apparatus, Origin
from edition.model.habits import Term, TranslatorProfile
from edition.model.sources import Name, Quotation, Witness


@dataclass(frozen=True, slots=True)
class Description:
    """What edition.toml says of the edition as a whole. `front`: the editor's prose, as file name without ending and text."""

    name: str
    title: str
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    language: str = "en"
    source_language: str = ""
    base: str = ""
    key: Literal["date", "number"] = "date"
    divisions: str = "year"
    date: str = ""
    publisher: str = ""
    place: str = ""
    printing: str = ""
    series: str = ""
    identifier: str = ""
    rights: str = ""
    front: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class EditorialRule:
    """A rule by which the editor silences or retypes readings wherever they stand.

    `id`: its xml:id in the document. `text`: which readings, and what becomes of them, in a sentence.
    """

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Edition:
    """A whole edition, ready to be encoded: entries in order, fragments that stand in no entry, names.

    `origins`: for each fragment, which quotation it is. `sources`: the witnesses as read, before decisions.
    `rules`: those of the editor, in the order of decisions.toml. `terms`, `profiles`: what recurs between two witnesses.
    `imported`: the collation was made elsewhere.
    """

    description: Description
    witnesses: tuple[Witness, ...]
    entries: tuple[Apparatus, ...]
    fragments: tuple[tuple[str, Quotation], ...] = ()
    names: tuple[Name, ...] = ()
    origins: tuple[Origin, ...] = ()
    sources: tuple[Witness, ...] = ()
    rules: tuple[EditorialRule, ...] = ()
    terms: tuple[Term, ...] = ()
    profiles: tuple[TranslatorProfile, ...] = ()
    imported: bool = False
