"""Turn the TEI of one witness into its entries: headings, paragraphs, notes at their places."""

from __future__ import annotations

from lxml import etree

from edition.model import Witness


def read_witness(tree: etree._ElementTree, siglum: str, *, source: bool = False) -> Witness:
    """Turn a TEI document, as `open_tei` gives it, into one witness, with the entries and notes that it has.

    `siglum`: as listWit prints it, or the xml:id. `source` gives the text before emendations. `Entry.n` is the key of a division: its
    @n, else its heading, else its place. `Entry.edtf` is None where the document gives the entry no date.

    Raises UsageError (E490) where the document has no such witness, TextError where it has no words of it.
    """
    raise NotImplementedError


def edited_text(tree: etree._ElementTree) -> Witness:
    """Turn a TEI document into the text that it prints: the lemma of each app. `Witness.siglum` is the base's, "" where none is named.

    Raises TextError where the document has no words.
    """
    raise NotImplementedError
