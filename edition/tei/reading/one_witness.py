"""Turn a TEI document into the TEI of one of its witnesses: all divisions, its readings, no apparatus."""

from __future__ import annotations

from lxml import etree


def sigla(tree: etree._ElementTree) -> dict[str, str]:
    """The witnesses that a document declares: xml:id -> siglum, the id where no siglum is given. A listWit is none."""
    raise NotImplementedError


def witness_tree(tree: etree._ElementTree, siglum: str, *, blocks: bool = True) -> etree._ElementTree:
    """Turn a TEI document, as `open_tei` gives it, into a new tree with the text of one witness alone; the first one is not changed.

    `siglum`: as listWit prints it, or the xml:id. `blocks`: paragraphs begin where the witness begins them; otherwise those of the
    lemma stay. Where no reading of an app names the witness, it reads the lemma.

    Raises UsageError (E490) where the document has no such witness.
    """
    raise NotImplementedError
