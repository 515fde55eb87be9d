"""Turn a TEI header into what a book states about itself: titles, creators, rights, witnesses."""

from __future__ import annotations

import calendar
import re
import uuid
from dataclasses import dataclass
from functools import cache
from typing import cast

from lxml import etree

from edition.language.tags import direction
from edition.tei.names import PREFIXES, TEI, XML_ID
from edition.tei.reading.declared_witnesses import witness_key
from edition.tei.reading.element_text import language, language_of, plain
from edition.writers.book.person_names import name_in, parts_in_order, surname_first
from edition.writers.book.types import BookWitness, Creator, Metadata
from edition.writers.settings import Settings

XHTML_NS = "http://www.w3.org/1999/xhtml"
XHTML = f"{{{XHTML_NS}}}"
# The elements that describe names, by the kind of name. A bibl counts as a work only in standOff.
_NAMED = {"persons": TEI + "person", "places": TEI + "place", "organisations": TEI + "org", "works": TEI + "bibl"}
# A year, a month or a day at the beginning of a text; of 2019-20, which is a range, the year.
_DATE = re.compile(
    r"(?!0000)(\d{4})(?:-(0[1-9]|1[0-2])(?!\d)(?:-(0[1-9]|[12]\d|3[01])(?!\d)(?:T((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)Z?)?)?)?"
)
# A date of publication may be a range: the book is of its end. By these attributes, in this order (Guidelines, att.datable.w3c).
_DATED = ("when", "to", "notAfter", "from", "notBefore")
# https://www.rfc-editor.org/rfc/rfc8141#section-2
_URN = re.compile(r"urn:[a-z0-9][a-z0-9-]{0,30}[a-z0-9]:[a-z0-9()+,\-.:=@;$_!*'%/?#~&]+", re.IGNORECASE)
# How an identifier of a type (idno/@type) begins as a URI.
_SCHEMES = {"ISBN": "urn:isbn:", "DOI": "doi:", "ISSN": "urn:issn:"}
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:edition:book")


def all_of(parent: etree._Element, path: str) -> list[etree._Element]:
    """Find the elements at an XPath, which may use the prefixes tei and xml."""
    found = parent.xpath(path, namespaces=PREFIXES)
    return [element for element in found if isinstance(element, etree._Element)] if isinstance(found, list) else []


def first(parent: etree._Element, path: str) -> etree._Element | None:
    """Find the first element at an XPath; None if there is none."""
    return next(iter(all_of(parent, path)), None)


def attributes(root: etree._Element, name: str) -> list[str]:
    """Give the values of an attribute of an element and its descendants."""
    return cast("list[str]", _values_of(name)(root))


@cache
def _values_of(name: str) -> etree.XPath:
    return etree.XPath(f"descendant-or-self::*/@{name}", namespaces=PREFIXES, smart_strings=False)


def raw(element: etree._Element) -> str:
    """Give all text in an element as it stands."""
    return "".join(element.itertext())  # type: ignore[arg-type]


def ids(value: str | None) -> tuple[str, ...]:
    """Find the ids in a list of pointers: "#AG #SS" -> AG, SS. Tokens that point out of the document, or nowhere, are left out."""
    return tuple(token[1:] for token in (value or "").split() if token.startswith("#") and len(token) > 1)


@dataclass(frozen=True, slots=True)
class Header:
    """What holds for the whole document: its root, its metadata, and its witnesses by key
    (DeclaredWitnesses): the xml:id, or the siglum where a witness has no id.

    `owners`: id within the description of a witness, such as that of its translator -> the witness. `named`: kind of name ->
    the elements that describe names and have an xml:id. `divergence`: xml:id of an entry -> the share of words that differ, 0
    to 1, if the document states it; the mean of several. `cited`: pointer to a book or an article that the document describes ->
    the siglum that it gives it.
    """

    root: etree._Element
    metadata: Metadata
    witnesses: dict[str, BookWitness]
    owners: dict[str, str]
    named: dict[str, list[etree._Element]]
    divergence: dict[str, float]
    cited: dict[str, str]


def read(root: etree._Element, settings: Settings) -> Header:
    """Turn the header of a TEI or teiCorpus element into a Header."""
    header = first(root, "tei:teiHeader")
    if header is None:
        header = etree.Element(f"{TEI}teiHeader")
    described = [witness for witness in root.iter(TEI + "witness") if witness_key(witness)]
    witnesses = _witnesses(described)
    metadata = _metadata(root, header, settings, witnesses, _rights(header, described, witnesses))
    owners = {ident: witness_key(witness) for witness in described for ident in attributes(witness, "xml:id")}
    return Header(root, metadata, witnesses, owners, _named(root), _divergence(root), _cited(root))


def _named(root: etree._Element) -> dict[str, list[etree._Element]]:
    """Sort what describes names by kind, in one pass: each pass through a long text takes time."""
    named: dict[str, list[etree._Element]] = {kind: [] for kind in _NAMED}
    kinds = {tag: kind for kind, tag in _NAMED.items()}
    for element in root.iter(*kinds):
        if element.get(XML_ID) and (element.tag != TEI + "bibl" or next(element.iterancestors(TEI + "standOff"), None) is not None):
            named[kinds[element.tag]].append(element)
    return named


def _cited(root: etree._Element) -> dict[str, str]:
    """Find what the document calls the books that it describes: by abbr, else by @n; by the pointer to the description, and by the
    address of which it says that it is there.
    """
    found: dict[str, str] = {}
    for bibl in root.iter(TEI + "bibl", TEI + "biblStruct"):
        if called := plain(bibl.find(TEI + "abbr")) or bibl.get("n", "").strip():
            own = [f"#{key}"] if (key := bibl.get(XML_ID)) else []
            pointers = [*own, *(pointer.get("target", "") for pointer in bibl.iterchildren(TEI + "ptr"))]
            for pointer in pointers:
                found.setdefault(pointer, called)
    return found


def _divergence(root: etree._Element) -> dict[str, float]:
    shares: dict[str, list[float]] = {}
    for interp in all_of(root, "descendant::tei:interpGrp[@type='divergence']/tei:interp"):
        if re.fullmatch(r"0(\.\d+)?|1(\.0+)?", said := plain(interp)):
            for entry in ids(interp.get("inst")):
                shares.setdefault(entry, []).append(float(said))
    return {entry: sum(found) / len(found) for entry, found in shares.items()}


def _witnesses(described: list[etree._Element]) -> dict[str, BookWitness]:
    witnesses: dict[str, BookWitness] = {}
    translations = {ident for witness in described for ident in ids(witness.get("corresp"))}
    for element in described:
        key = witness_key(element)
        siglum = first(element, "tei:abbr[@type='siglum']")
        siglum = first(element, "tei:abbr") if siglum is None else siglum
        bibl = first(element, "tei:bibl")
        title = plain(bibl if bibl is not None else element, ("availability", "idno"))
        title = title.removeprefix(plain(siglum)).strip() if bibl is None else title
        status = first(element, ".//tei:availability[@status='restricted']")
        text = plain(siglum) or key
        quoted = bool(set(ids(element.get("corresp"))) & translations)
        review = _review(bibl, title) if quoted else ""
        rights = " ".join(filter(None, map(plain, all_of(element, ".//tei:availability/*"))))
        author = ", ".join(filter(None, map(plain, all_of(element, "tei:bibl/tei:author"))))
        told = first(element, ".//tei:textLang[@mainLang]")
        tag = language(told.get("mainLang"), "") if told is not None else ""
        markup = _siglum(siglum, text, title)
        witnesses[key] = BookWitness(key, text, title, markup, quoted, status is not None, review, tag, rights, author)
    return witnesses


def _review(bibl: etree._Element | None, title: str) -> str:
    """Find the short name of a review: its journal, else its publisher, else its title, else all that is said of it."""
    if bibl is not None:
        for path in ("tei:title[@level='j']", "tei:publisher", "tei:title"):
            if name := plain(first(bibl, path)):
                return re.split(r"[,(]", name)[0].strip()
    return title


def _siglum(siglum: etree._Element | None, text: str, title: str) -> etree._Element:
    """Make the markup of a siglum as the list of witnesses gives it, with raised letters, and the full title in a title
    attribute.
    """
    markup = etree.Element(f"{XHTML}abbr", {"class": "siglum"})
    if title:
        markup.set("title", title)
    markup.text = text
    if siglum is None or not len(siglum):
        return markup
    markup.text = siglum.text
    for part in siglum:
        raised = part.tag == TEI + "hi" and "sup" in part.get("rend", "")
        child = etree.SubElement(markup, f"{XHTML}{'sup' if raised else 'span'}")
        child.text, child.tail = plain(part), part.tail
    return markup


def _metadata(
    root: etree._Element, header: etree._Element, settings: Settings, witnesses: dict[str, BookWitness], rights: tuple[str, ...]
) -> Metadata:
    statement = "tei:fileDesc/tei:titleStmt"
    publication = "tei:fileDesc/tei:publicationStmt"
    main = first(header, f"{statement}/tei:title[@type='main']")
    main = first(header, f"{statement}/tei:title") if main is None else main
    title = plain(main) or "Untitled"
    said = plain(first(header, f"{publication}/tei:idno"))
    date, modified = _dates(settings.date, first(header, f"{publication}/tei:date"))
    variant = f"|{settings.reading}" if settings.reading else ""
    urn = said if _is_urn(said) and not variant else uuid.uuid5(_NAMESPACE, f"{title}|{said}{variant}").urn
    tool = first(header, ".//tei:application[@ident='edition']")
    text = first(root, "tei:text")
    tags = {*attributes(root, "xml:lang"), *(witness.language for witness in witnesses.values())}
    return Metadata(
        title=title,
        subtitle=plain(first(header, f"{statement}/tei:title[@type='sub']")),
        creators=_creators(root, header, statement),
        language=_language(root if text is None else text, header),
        publisher=plain(first(header, f"{publication}/tei:publisher")) or plain(first(header, f"{publication}/tei:authority")),
        place=plain(first(header, f"{publication}/tei:pubPlace")),
        printing=plain(first(header, "tei:fileDesc/tei:editionStmt/tei:edition"))
        or plain(first(header, "tei:fileDesc/tei:editionStmt/tei:p")),
        date=date,
        modified=modified,
        identifier=urn,
        rights=rights,
        series=plain(first(header, "tei:fileDesc/tei:seriesStmt/tei:title")),
        volume=_volume(header),
        identifiers=_identifiers(header, urn),
        sources=_sources(header, witnesses),
        restricted=any(witness.restricted for witness in witnesses.values()),
        encoding=tool.get("version", "") if tool is not None else "",
        description=" ".join(filter(None, map(plain, _described(header)))),
        turns=any(direction(tag) == "rtl" for tag in tags),
    )


def _described(header: etree._Element) -> list[etree._Element]:
    """Find the paragraphs that say what the document is: its abstract, else the description of the project."""
    return all_of(header, "tei:profileDesc/tei:abstract//tei:p") or all_of(header, "tei:encodingDesc/tei:projectDesc//tei:p")


def _is_urn(identifier: str) -> bool:
    """Tell whether an identifier is a URN; one of the kind uuid must hold a UUID."""
    if not _URN.fullmatch(identifier):
        return False
    if identifier.lower().startswith("urn:uuid:"):
        try:
            return str(uuid.UUID(identifier[9:])) == identifier[9:].lower()
        except ValueError:
            return False
    return True


def _language(text: etree._Element, header: etree._Element) -> str:
    """Find the language of the text: its own xml:lang, else the language of the header, if that names only one."""
    used = all_of(header, "tei:profileDesc/tei:langUsage/tei:language[@ident]")
    said = language_of(text)
    return language(used[0].get("ident"), said) if said == "und" and len(used) == 1 else said


def _rights(header: etree._Element, described: list[etree._Element], witnesses: dict[str, BookWitness]) -> tuple[str, ...]:
    """Find the rights in the book, then those in each witness: “SS: In copyright”."""
    found = dict.fromkeys([plain(first(header, "tei:fileDesc/tei:publicationStmt/tei:availability"))])
    for witness in described:
        if said := plain(first(witness, ".//tei:availability")):
            found[f"{witnesses[witness_key(witness)].siglum}: {said}"] = None
    return tuple(text for text in found if text)


def _volume(header: etree._Element) -> str:
    """Find the number of the book in its series; "" if there is none."""
    said = first(header, "tei:fileDesc/tei:seriesStmt/tei:biblScope")
    number = (said.get("n", "") or plain(said)) if said is not None else ""
    return number if re.fullmatch(r"\d+(\.\d+)*", number) else ""


def _identifiers(header: etree._Element, urn: str) -> tuple[str, ...]:
    """Find the identifiers of the document besides the book's own, as URIs if their type tells the scheme."""
    found: dict[str, None] = {}
    for idno in all_of(header, "tei:fileDesc/tei:publicationStmt//tei:idno[not(tei:idno)]"):
        prefix = _SCHEMES.get(idno.get("type", "").upper(), "")
        value = plain(idno)
        if value.lower().startswith("urn:") and not _is_urn(value):
            value = value[4:]
        if value and value != urn:
            found[value if value.lower().startswith((prefix, "http:", "https:")) else prefix + value] = None
    return tuple(found)


def _sources(header: etree._Element, witnesses: dict[str, BookWitness]) -> tuple[str, ...]:
    """Find what the text was made from: its witnesses, or whatever the header describes."""
    if witnesses:
        return tuple(dict.fromkeys(witness.title for witness in witnesses.values() if witness.title))
    path = "tei:fileDesc/tei:sourceDesc"
    found = all_of(header, f"{path}/tei:bibl | {path}/tei:biblStruct | {path}/tei:listBibl/tei:bibl | {path}/tei:p")
    return tuple(dict.fromkeys(text for element in found if (text := plain(element))))


def _creators(root: etree._Element, header: etree._Element, statement: str) -> tuple[Creator, ...]:
    """Find authors, editors, translators of the witnesses, and reviewers who quote them, each once."""
    found: dict[Creator, None] = {}
    for path, role in (
        (f"{statement}/tei:author", "aut"),
        (f"{statement}/tei:editor[not(@role='translator')]", "edt"),
        (f"{statement}/tei:editor[@role='translator']", "trl"),
        (".//tei:witness//tei:editor[@role='translator']", "trl"),
        (".//tei:witness[@corresp]/tei:bibl/tei:author", "rev"),
    ):
        for element in all_of(header, path):
            for person in _persons(element):
                if name := _name(person):
                    found[Creator(name, role, _filed_as(person, role))] = None
    return tuple(found)


def _filed_as(element: etree._Element, role: str) -> str:
    """Write the name of an author or editor as it is sorted, "" where that is the name itself, or cannot be told.

    Editors and reviewers without persName may be bodies.
    """
    form = _form(element)
    told = parts_in_order(form)
    if not told and (role in ("aut", "trl") or form.tag == f"{TEI}persName") and first(form, "tei:orgName") is None:
        told = surname_first(form)
    return told if told != _name(element) else ""


def _persons(element: etree._Element) -> list[etree._Element]:
    """Find the persons in an author or editor. Names with words between them are several persons; names side by side are forms of
    one.
    """
    forms = all_of(element, "tei:persName | tei:name")
    return forms if any((form.tail or "").strip() for form in forms[:-1]) else [element]


def _name(element: etree._Element) -> str:
    """Write the name of an author or editor, the forename before the surname."""
    form = _form(element)
    parts = [plain(part) for path in ("tei:forename", "tei:nameLink", "tei:surname") for part in all_of(form, path)]
    return " ".join(parts) if parts and first(form, "tei:surname") is not None else name_in(form)


def _form(element: etree._Element) -> etree._Element:
    """Find the name in an author or editor: the first of several forms, else all that it holds."""
    found = first(element, "tei:persName | tei:name")
    return element if found is None else found


def _dates(given: str, element: etree._Element | None) -> tuple[str, str]:
    """Find the date of the book and the moment of its last change, in the settings, else in the document; never by the clock."""
    stated = [given] + ([*(element.get(name, "") for name in _DATED), plain(element)] if element is not None else [])
    for value in stated:
        match = _DATE.match(value)
        if match:
            year, month, day, time = match.groups()
            if day and int(day) > calendar.monthrange(int(year), int(month))[1]:
                day = time = None
            date = "-".join(part for part in (year, month, day) if part)
            return date, f"{year}-{month or '01'}-{day or '01'}T{time or '00:00:00'}Z"
    return "", "1970-01-01T00:00:00Z"
