"""Turn the lists of persons, places, organisations and works of a TEI document into names."""

from __future__ import annotations

from lxml import etree

from edition.model import Name
from edition.tei.names import NAME_LISTS, TEI, XML_ID, XML_LANG, words_of_sort_key

_KINDS = {TEI + tag: (kind, TEI + named) for kind, (_, tag, named) in NAME_LISTS.items()}


def listed_names(tree: etree._ElementTree) -> tuple[Name, ...]:
    """The names that stand in a list of names with an id, in the order of the document (Guidelines 14.3).

    A bibl is a name only within standOff: elsewhere it is a source or a reference. `forms`: other names that the list gives.
    """
    found = []
    for element in tree.iter(*_KINDS):
        kind, named = _KINDS[str(element.tag)]
        if element.get(XML_ID) and (kind != "work" or next(element.iterancestors(TEI + "standOff"), None) is not None):
            titles = element.findall(named) or list(element.iter(named))
            name, *forms = [_words(title) for title in titles] or [_words(element)]
            language = titles[0].get(XML_LANG, "") if titles else ""
            notes = {note.get("type", ""): _words(note) for note in element.iter(TEI + "note")}
            dates, note = notes.get("dates", ""), notes.get("gloss", "")
            sort = words_of_sort_key(element.get("sortKey", ""))
            found.append(Name(element.get(XML_ID, ""), kind, name, tuple(forms), dates, note, language, sort))  # type: ignore[arg-type]
    return tuple(found)


def _words(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())
