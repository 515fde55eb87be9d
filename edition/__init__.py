"""Turn the texts of a work in several translations into a TEI edition with apparatus, an EPUB and a PDF."""

from edition.errors import EditionError, OutsideError, TextError, UsageError
from edition.messages import Message, Report
from edition.model import Edition

__version__ = "0.1.0"

__all__ = ["Edition", "EditionError", "Message", "OutsideError", "Report", "TextError", "UsageError", "__version__"]
