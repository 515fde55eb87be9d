"""Turn the texts of a work in several translations into a TEI edition with apparatus, an EPUB and a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edition.lazy_names import importing

__version__ = "0.1.0"

if TYPE_CHECKING:
    from edition.api import (
        BuildResult,
        CollatedUnit,
        DoubtList,
        EditionReport,
        NewEdition,
        PairBead,
        PairReading,
        QuotedPassage,
        QuotedPassages,
        ReviewWalk,
        SourceOutline,
        SourceText,
        TeiDocument,
        TextCollation,
        TextPair,
        UnitSequence,
        Validation,
        WitnessText,
        WordLinks,
        align,
        build,
        build_editions,
        collate,
        doubtful_places,
        edition_folder,
        editions,
        locate,
        new_edition,
        new_example,
        open_tei,
        outline,
        outputs,
        read,
        read_report,
        report,
        validate,
        word_links,
        write_book,
        write_export,
        write_report,
    )
    from edition.errors import EditionError, OutsideError, TextError, UsageError
    from edition.messages import Message
    from edition.model import Entry, Locus, Name, Note, Paragraph, ProfileExample, Term, TermAnswer, TranslatorProfile
    from edition.model.apparatus_units import ApparatusUnit, WitnessReading
    from edition.model.documents import (
        Document,
        DocumentBlock,
        DocumentEntry,
        DocumentNote,
        DocumentOutline,
        OutsidePart,
    )
    from edition.pipeline.heaviest_differences import Divergence

__all__ = [
    "ApparatusUnit",
    "BuildResult",
    "CollatedUnit",
    "Divergence",
    "Document",
    "DocumentBlock",
    "DocumentEntry",
    "DocumentNote",
    "DocumentOutline",
    "DoubtList",
    "EditionError",
    "EditionReport",
    "Entry",
    "Locus",
    "Message",
    "Name",
    "NewEdition",
    "Note",
    "OutsideError",
    "OutsidePart",
    "PairBead",
    "PairReading",
    "Paragraph",
    "ProfileExample",
    "QuotedPassage",
    "QuotedPassages",
    "ReviewWalk",
    "SourceOutline",
    "SourceText",
    "TeiDocument",
    "Term",
    "TermAnswer",
    "TextCollation",
    "TextError",
    "TextPair",
    "TranslatorProfile",
    "UnitSequence",
    "UsageError",
    "Validation",
    "WitnessReading",
    "WitnessText",
    "WordLinks",
    "__version__",
    "align",
    "build",
    "build_editions",
    "collate",
    "doubtful_places",
    "edition_folder",
    "editions",
    "locate",
    "new_edition",
    "new_example",
    "open_tei",
    "outline",
    "outputs",
    "read",
    "read_report",
    "report",
    "validate",
    "word_links",
    "write_book",
    "write_export",
    "write_report",
]


# Where the names come from, those first that nearly every command needs.
_MODULES = (
    "edition.api",
    "edition.errors",
    "edition.messages",
    "edition.model",
    "edition.model.apparatus_units",
    "edition.model.documents",
    "edition.pipeline.heaviest_differences",
)


if not TYPE_CHECKING:
    __getattr__ = importing(__name__, __all__, _MODULES)
