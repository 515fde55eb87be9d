"""Turn a datatype of a RELAX NG schema into a function that tells whether words are a value of it.

libxml2 knows the datatypes of XML Schema and their regular expressions, which it matches in linear time. It is asked about one
value at a time, with a schema that holds nothing but the datatype. The answers are kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from lxml import etree

from edition.tei.names import is_ncname
from edition.tei.validation.relaxng.patterns import Kind

RNG = "{http://relaxng.org/ns/structure/1.0}"
XSD = "http://www.w3.org/2001/XMLSchema-datatypes"

# libxml2 is not asked about these, the most frequent datatypes.
_IDENTIFIERS = frozenset({"ID", "IDREF", "NCName", "ENTITY"})
# Datatypes of which any words are a value.
_ANY = frozenset({"string", "token", "normalizedString"})
# libxml2's answers on so many values of one datatype are kept, some hundred kilobytes. By eye.
_ANSWERS_KEPT = 4096
# Values that need not be asked about, because a datatype of this kind allows them: an address of letters and figures, and signs of
# ASCII for what TEI calls a word (teidata.word, teidata.enumerated), in the forms that the TEI's schemas have had.
_PLAIN: dict[tuple[str, tuple[tuple[str, str], ...]], Callable[[str], object]] = {
    ("anyURI", ()): re.compile(r"#?[A-Za-z0-9_.-]+").fullmatch,
    ("token", (("pattern", r"[^\p{C}\p{Z}]+"),)): re.compile(r"[!-~]+").fullmatch,
    ("token", (("pattern", r"(\p{L}|\p{N}|\p{P}|\p{S})+"),)): re.compile(r"[!-~]+").fullmatch,
}


class UnknownDatatypeError(ValueError):
    """A datatype is not known, or its parameters do not go with it; the message says which."""


def data(library: str, name: str, params: tuple[tuple[str, str], ...]) -> Kind:
    """Make the kind of words that a datatype allows. `library`: "" for RELAX NG's own datatypes. Raises UnknownDatatypeError."""
    if library not in ("", XSD):
        raise UnknownDatatypeError(f"the datatypes of {library} are not known")
    if name in _ANY and not params:
        return Kind(name, _anything)
    if name in _IDENTIFIERS and not params:
        return Kind(name, _is_identifier)
    asked = lru_cache(_ANSWERS_KEPT)(_asked_of_libxml2(name, params))
    plain = _PLAIN.get((name, params))
    return Kind(name, asked if plain is None else lambda words: plain(words) is not None or asked(words))


def value(name: str, text: str) -> Kind:
    """Make the kind of words that are one certain value of a datatype."""
    if name == "string":
        return Kind(text, text.__eq__)
    wanted = " ".join(text.split())
    return Kind(wanted, lambda words: " ".join(words.split()) == wanted)


def _anything(words: str) -> bool:
    return True


def _is_identifier(words: str) -> bool:
    return is_ncname(words.strip())


def _asked_of_libxml2(name: str, params: tuple[tuple[str, str], ...]) -> Callable[[str], bool]:
    grammar = etree.Element(f"{RNG}element", {"name": "words", "datatypeLibrary": XSD})
    datatype = etree.SubElement(grammar, f"{RNG}data", {"type": name})
    for param, setting in params:
        etree.SubElement(datatype, f"{RNG}param", {"name": param}).text = setting
    try:
        schema = etree.RelaxNG(grammar)
    except etree.RelaxNGParseError as error:
        raise UnknownDatatypeError(f"the datatype {name} is not known, or not with these parameters") from error
    element = etree.Element("words")

    def fits(words: str) -> bool:
        element.text = words
        return bool(schema.validate(element))

    return fits
