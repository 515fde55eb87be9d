"""Turn the name of a person in TEI into its form in a list, the surname first."""

from __future__ import annotations

from functools import cache

from lxml import etree

from edition.language.language_files import table_of, tags
from edition.language.sorting import inverted, name_words_of
from edition.tei.names import TEI
from edition.tei.reading.element_text import language_of, plain

# What may stand beside a name in author or editor and is no part of it.
_NO_NAME = ("idno", "email", "affiliation")


def name_in(form: etree._Element) -> str:
    """Give the words of a name on one line, without what only stands beside it."""
    return plain(form, _NO_NAME)


def surname_first(form: etree._Element) -> str:
    """Turn a name into its form in a list: by its parts, if they are told, else by a rule that leaves doubtful names alone."""
    return parts_in_order(form) or inverted(name_in(form), _titles(), language_of(form))


@cache
def _titles() -> frozenset[str]:
    """The titles of persons in all languages: an English edition may name Monsieur Holm."""
    return frozenset().union(*(name_words_of((table_of(tag) or {}).get("names", {})).titles for tag in tags()))


def parts_in_order(form: etree._Element) -> str:
    """Turn a name whose parts are told into a form with the surname first, or with the part that @sort puts first; "" where no part
    is told (Guidelines 14.2.1).
    """
    ordered = [part for part in form if str(part.get("sort", "")).isdecimal()]
    ordered.sort(key=lambda part: int(part.get("sort", "")))
    leading = ordered[:1] or form.findall(TEI + "surname")
    if not leading:
        return ""
    head = " ".join(filter(None, map(plain, leading)))
    if ordered:
        rest = " ".join(plain(part) for part in ordered[1:])
    else:
        skipped = {TEI + name for name in _NO_NAME}
        texts = [form.text or ""]
        for part in form:
            texts += ["" if part in leading or part.tag in skipped else plain(part), part.tail or ""]
        rest = " ".join("".join(texts).split())
    rest = rest.strip(" ,;")
    return f"{head}, {rest}" if rest and head else head or rest
