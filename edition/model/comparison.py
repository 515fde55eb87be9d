"""The types that alignment and collation make: beads and variants of two texts, and the apparatus of an entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from edition.model.habits import EntryHabits
from edition.model.sources import InlineRange, Quotation, Range, UpperDivision, entry_id
from edition.model.texts import Mark, RunningText


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence or clause, the unit that beads group: a range of a running text, trailing white space included."""

    start: int
    end: int


class Token(NamedTuple):
    """A word or punctuation mark: `t` as written, `n` normalised (as CollateX names them), and its range."""

    t: str
    n: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Bead:
    """Segments of the base and of another text that answer one another (Brown et al. 1991); a missing side is None.

    `score`: how alike the words are, 0 to 1. `moved`: the passage stands elsewhere in the other text. `decided`: the editor made
    the bead. `free`: the two sides share so little that no word is set against a word; one reading covers it whole.
    """

    base: Range | None
    other: Range | None
    score: float
    moved: bool = False
    decided: bool = False
    free: bool = False


@dataclass(frozen=True, slots=True)
class Alignment:
    """The beads of two running texts, in the order of the base. A bead without a base range stands after its neighbour in the other
    text.

    The ranges tile both bodies: every character after the heading lies in exactly one bead of its side.
    """

    beads: tuple[Bead, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """A stretch where two texts differ: a range on each side, either of which may be empty.

    The variants of two texts are in order and do not overlap; between them the two texts are the same, character for character. A
    moved passage is two variants of type "transposition", each with one empty side; `partner` is the index of the other in the
    tuple. `decided`: the kinds of the editor's decisions on it, such as "retype". `comments`: the editor's comments on it.
    `weight`: how likely it is, from 0 to 1, that a reader of the one text believes what a reader of the other does not
    (docs/words.md); None where nothing was weighed. `rules`: the ids of the editor's rules that silence or retype it
    (EditorialRule). `cause`: "quotation" for the error of one who quotes.
    """

    base: Range
    other: Range
    type: str
    grade: str
    partner: int | None = None
    decided: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    weight: float | None = None
    rules: tuple[str, ...] = ()
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of an entry in which a witness is extant: a range of the base's running text, the witness's own words, the variants.

    A full witness has one stretch over the whole base; a quoting review has one for each uncut piece.
    """

    start: int
    end: int
    text: RunningText
    variants: tuple[Variant, ...]
    quotation: Quotation | None = None


@dataclass(frozen=True, slots=True)
class CollatedWitness:
    """A witness of an entry as collated with the base: the stretches in which it is extant, with their variants, and its beads.

    `compared`: False where the witness only stands beside the base, because it is in another language or has few words in common
    with it; its variants are then as long as its beads, and none is printed. `habits`: what recurs between the two; None where they
    are not compared, and of a quotation.
    """

    siglum: str
    stretches: tuple[Stretch, ...]
    beads: tuple[Bead, ...] = ()
    compared: bool = True
    habits: EntryHabits | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one or more witnesses have in a variation unit (TEI lem, rdg): a slice of running text, its spans, marks, looks from 0.

    `cause`: "quotation" for what is the quoter's: a capital or a mark at a cut, an error; "lineation" for a capital with
    which a verse begins.
    `silent`: the editor keeps it out of the printed apparatus.
    `compared`: False for the words of witnesses that only stand beside the base (CollatedWitness.compared).
    `rules`: the ids of the editor's rules that silence or retype it (EditorialRule).
    `type`, `grade`: how this reading alone differs from the base, and how much that matters; "" of a lemma, of bounds of
    quotations, and of what is not compared.
    """

    sigla: tuple[str, ...]
    content: RunningText
    cause: str = ""
    silent: bool = False
    compared: bool = True
    rules: tuple[str, ...] = ()
    type: str = ""
    grade: str = ""


@dataclass(frozen=True, slots=True)
class VariationUnit:
    """A stretch of the base's running text at which extant witnesses differ (TEI app).

    `readings[0]` is the lemma, the base's. Every witness extant in the stretch is in exactly one reading. In a unit of type
    "attestation" there is no lemma: its one reading, without width, says that quoting witnesses begin or end here. `key`
    names the unit by entry and words and is unique in the edition; `partner` is the key of the other half of a
    transposition. `grade`: the highest of its readings'. `decided`: the editor set its bounds, type or grade. `comments`: the
    editor's comments on it. `weight`: the highest of those of the variants that it holds (Variant.weight).
    """

    key: str
    start: int
    end: int
    type: str
    grade: str
    readings: tuple[Reading, ...]
    partner: str | None = None
    decided: bool = False
    comments: tuple[str, ...] = ()
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class SharedBead:
    """A range of the base, `start` to before `end`, between two bounds of beads that all witnesses share.

    `score`: the lowest of its beads. `key`: its xml:id. `decided`: the editor made one of them. `free`: one of them is free, and
    one unit covers the whole range.
    """

    start: int
    end: int
    score: float
    key: str
    decided: bool = False
    free: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """The source of a bead in one witness: ids of paragraphs or quotations in its TEI.

    `bead`: the bead's key, "" for a whole entry.
    """

    bead: str
    siglum: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Apparatus:
    """The collation of one entry: the base's running text and all that differs from it.

    `units` in order of the base; `marks`: notes, gaps and beginnings outside units, of the base and of others, at offsets of the
    base; a beginning stands next to the character there, after every unit that ends there. `looks`: those of the words outside
    units, at offsets of the base, with the witnesses whose they are. `speakers`: where a speech of the base begins that others give
    to somebody else, name otherwise or run on: units of type "speaker" whose readings are the names as printed, "" where none is,
    and no words of the text. `beads`: in order of the base. `lacking`: full witnesses without the entry. `links`: passages that a
    review quotes although the translation stands here in full, as (siglum of the review, quotation, range of the base): not
    collated. `origins`: what the sources have there. `divergences`: how far each other full witness diverges from the base (siglum,
    share of words); edition/collation/divergence.py. `above`: the divisions of the base that hold the entry, the outermost first.
    """

    n: str
    edtf: str | None
    base: str
    text: RunningText
    units: tuple[VariationUnit, ...] = ()
    marks: tuple[Mark, ...] = ()
    beads: tuple[SharedBead, ...] = ()
    lacking: tuple[str, ...] = ()
    links: tuple[tuple[str, Quotation, Range], ...] = ()
    origins: tuple[Origin, ...] = ()
    divergences: tuple[tuple[str, float], ...] = ()
    above: tuple[UpperDivision, ...] = ()
    looks: tuple[InlineRange, ...] = ()
    speakers: tuple[VariationUnit, ...] = ()

    @property
    def id(self) -> str:
        """The xml:id of the entry."""
        return entry_id(self.n)
