"""The types of a scholarly edition: readers make them, alignment and collation compare them, TEI encodes them.

All are frozen values without behaviour that depends on a file format: no lxml here, no paths opened. Offsets are in code
points, ends exclusive. The terms are those of the TEI Guidelines, chapter 13 (Critical Apparatus), unless said otherwise.

Three views of a text follow one another. An `Entry` is what a reader found. Its `RunningText` is one string with the places of its
blocks, on which alignment and collation work. A `VariationUnit` is a stretch of the base's running text with the readings there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from edition.lazy_names import importing

if TYPE_CHECKING:
    from edition.model.comparison import (
        Alignment,
        Apparatus,
        Bead,
        CollatedWitness,
        Origin,
        Reading,
        Segment,
        SharedBead,
        Stretch,
        Token,
        Variant,
        VariationUnit,
    )
    from edition.model.editions import Description, Edition, EditorialRule
    from edition.model.habits import (
        PROFILE_FEATURES,
        EntryHabits,
        ProfileExample,
        SideHabits,
        Term,
        TermAnswer,
        TranslatorProfile,
    )
    from edition.model.locus import Locus
    from edition.model.reading_types import ACCIDENTAL_TYPES, FOLDED, GRADES, VARIANT_TYPES
    from edition.model.sources import (
        NOT_BLOCKS,
        TEXT_PARTS,
        BlockKind,
        Emendation,
        Entry,
        Figure,
        FloatKind,
        InlineRange,
        InnerKind,
        Look,
        MatterKind,
        Name,
        Note,
        Paragraph,
        Part,
        PartKind,
        Piece,
        Quotation,
        Range,
        StatedDivisions,
        StatedOmission,
        Supplied,
        Surrounding,
        TextDoubt,
        UpperDivision,
        Witness,
        entry_id,
    )
    from edition.model.texts import BEGINNINGS, Block, Mark, RunningText, Span, VerseNumber

__all__ = [
    "ACCIDENTAL_TYPES",
    "BEGINNINGS",
    "FOLDED",
    "GRADES",
    "NOT_BLOCKS",
    "PROFILE_FEATURES",
    "TEXT_PARTS",
    "VARIANT_TYPES",
    "Alignment",
    "Apparatus",
    "Bead",
    "Block",
    "BlockKind",
    "CollatedWitness",
    "Description",
    "Edition",
    "EditorialRule",
    "Emendation",
    "Entry",
    "EntryHabits",
    "Figure",
    "FloatKind",
    "InlineRange",
    "InnerKind",
    "Locus",
    "Look",
    "Mark",
    "MatterKind",
    "Name",
    "Note",
    "Origin",
    "Paragraph",
    "Part",
    "PartKind",
    "Piece",
    "ProfileExample",
    "Quotation",
    "Range",
    "Reading",
    "RunningText",
    "Segment",
    "SharedBead",
    "SideHabits",
    "Span",
    "StatedDivisions",
    "StatedOmission",
    "Stretch",
    "Supplied",
    "Surrounding",
    "Term",
    "TermAnswer",
    "TextDoubt",
    "Token",
    "TranslatorProfile",
    "UpperDivision",
    "Variant",
    "VariationUnit",
    "VerseNumber",
    "Witness",
    "entry_id",
]


# Where the names come from, those first that nearly every command needs.
_MODULES = (
    "edition.model.locus",
    "edition.model.reading_types",
    "edition.model.sources",
    "edition.model.texts",
    "edition.model.comparison",
    "edition.model.editions",
    "edition.model.habits",
)


if not TYPE_CHECKING:
    __getattr__ = importing(__name__, __all__, _MODULES)
