"""Turn the texts of a work in several translations into a TEI edition with apparatus, an EPUB and a PDF."""

__version__ = "0.1.0"

from edition.api import (
    BuildResult,
    CollatedReading,
    CollatedUnit,
    PairBead,
    PairReading,
    QuotedPassage,
    QuotedPassages,
    SourceText,
    TeiDocument,
    TextCollation,
    TextPair,
    Validation,
    WitnessText,
    align,
    build,
    collate,
    locate,
    open_tei,
    read,
    validate,
    write_book,
)
from edition.errors import EditionError, OutsideError, TextError, UsageError
from edition.messages import Message, Report
from edition.model import Edition

__all__ = [
    "BuildResult",
    "CollatedReading",
    "CollatedUnit",
    "Edition",
    "EditionError",
    "Message",
    "OutsideError",
    "PairBead",
    "PairReading",
    "QuotedPassage",
    "QuotedPassages",
    "Report",
    "SourceText",
    "TeiDocument",
    "TextCollation",
    "TextError",
    "TextPair",
    "UsageError",
    "Validation",
    "WitnessText",
    "__version__",
    "align",
    "build",
    "collate",
    "locate",
    "open_tei",
    "read",
    "validate",
    "write_book",
]
