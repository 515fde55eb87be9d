"""What a document says of its places, before it is settled who reads what: entries in words, entries with keys, notes."""

from __future__ import annotations

from dataclasses import dataclass, field

from edition.imports.critical_source import SourceWitness
from edition.model import InlineRange


@dataclass(frozen=True, slots=True)
class SaidWord:
    """A word of an entry. `siglum`: a command says that it names a witness. `about`: it is about the witnesses, not of them.
    `italic`: it is in italics.
    """

    text: str
    siglum: bool = False
    about: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class SaidEntry:
    """An entry of an apparatus as it is worded: its series, the lemma that it states, its words, and these as a text with looks."""

    series: str
    lemma: str
    words: tuple[SaidWord, ...]
    text: str
    looks: tuple[InlineRange, ...]


@dataclass(frozen=True, slots=True)
class SaidNote:
    """A note at a place of the text, with its looks."""

    text: str
    looks: tuple[InlineRange, ...]


@dataclass(frozen=True, slots=True)
class EncodedReading:
    """A reading of an apparatus that names its witnesses by their keys; `said`: what is said in the place of keys."""

    keys: tuple[str, ...]
    text: str
    said: str = ""


@dataclass(slots=True)
class EncodedUnit:
    """An entry of an apparatus by ekdosis: who has the text, the other readings, remarks; `stated`: the lemma that it prints."""

    lemma: tuple[str, ...] = ()
    readings: list[EncodedReading] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    stated: str = ""


@dataclass(slots=True)
class Declarations:
    """What a document declares. `shorthands`: keys by the key that stands for them; `named`: how scholars and sources are named."""

    title: str = ""
    authors: tuple[str, ...] = ()
    witnesses: dict[str, SourceWitness] = field(default_factory=dict)
    shorthands: dict[str, tuple[str, ...]] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)
    base: str = ""
