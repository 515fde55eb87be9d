"""The types of a scholarly edition: readers make them, alignment and collation compare them, TEI encodes them.

All are frozen values without behaviour that depends on a file format: no lxml here, no paths opened. Offsets are in code
points, ends exclusive. The terms are those of the TEI Guidelines, chapter 13 (Critical Apparatus), unless said otherwise.

Three views of a text follow one another. An `Entry` is what a reader found. Its `RunningText` is one string with the places of its
blocks, on which alignment and collation work. A `VariationUnit` is a stretch of the base's running text with the readings there.
"""

from __future__ import annotations

from edition.model.comparison import (
    ACCIDENTAL_TYPES,
    GRADES,
    VARIANT_TYPES,
    Alignment,
    Apparatus,
    Bead,
    CollatedWitness,
    Origin,
    Reading,
    Segment,
    Stretch,
    Token,
    Variant,
    VariationUnit,
)
from edition.model.editions import Description, Edition
from edition.model.sources import (
    NOT_BLOCKS,
    BlockKind,
    Emendation,
    Entry,
    FloatKind,
    InlineRange,
    InnerKind,
    Locus,
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
    TextDoubt,
    UpperDivision,
    Witness,
    entry_id,
)
from edition.model.texts import Block, Mark, RunningText, Span

__all__ = [
    "ACCIDENTAL_TYPES",
    "GRADES",
    "NOT_BLOCKS",
    "VARIANT_TYPES",
    "Alignment",
    "Apparatus",
    "Bead",
    "Block",
    "BlockKind",
    "CollatedWitness",
    "Description",
    "Edition",
    "Emendation",
    "Entry",
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
    "Quotation",
    "Range",
    "Reading",
    "RunningText",
    "Segment",
    "Span",
    "StatedDivisions",
    "StatedOmission",
    "Stretch",
    "Supplied",
    "TextDoubt",
    "Token",
    "UpperDivision",
    "Variant",
    "VariationUnit",
    "Witness",
    "entry_id",
]
