"""Hold what the header of a TEI document says of itself in one language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """What a header says; braces are filled with sigla or names of files."""

    unpublished: str
    rights_unknown: str
    editor: str
    edited: str
    collated: str
    encoded: str
    translations: str
    witnesses: str
    quoted: str
    conjunction: str
    project: str
    imported: str
    base: str
    lacking: str
    method: str
    imported_method: str
    weights: str
    quoting: str
    spelling: str
    decided: str
    foldings: str
    typography: str
    verses: str
    reviews: str
    fragments: str
