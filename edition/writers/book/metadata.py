"""Turn a TEI header into what a book says of itself: titles, creators, rights, witnesses."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

from lxml import etree

from edition.language.tags import direction, normal_tag
from edition.tei.names import PREFIXES, TEI, XML_ID, XML_LANG
from edition.writers.book.types import BookWitness, Creator, Metadata
from edition.writers.settings import Settings

XHTML_NS = "http://www.w3.org/1999/xhtml"
XHTML = f"{{{XHTML_NS}}}"
# Who and what may stand in an index of names, by the kind of name; works where they stand in a standOff.
_NAMED = {"persons": TEI + "person", "places": TEI + "place", "organisations": TEI + "org", "works": TEI + "bibl"}
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d:\d\d:\d\d)Z?)?")
# How the types of idno begin as URIs.
_SCHEMES = {"ISBN": "urn:isbn:", "DOI": "doi:", "ISSN": "urn:issn:"}
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:edition:book")


def all_of(parent: etree._Element, path: str) -> list[etree._Element]:
    """The elements at an XPath with the prefixes tei and xml."""
    found = parent.xpath(path, namespaces=PREFIXES)
    return [element for element in found if isinstance(element, etree._Element)] if isinstance(found, list) else []


def first(parent: etree._Element, path: str) -> etree._Element | None:
    """The first element at an XPath, None where there is none."""
    return next(iter(all_of(parent, path)), None)


def attributes(root: etree._Element, name: str) -> list[str]:
    """The values of an attribute in an element and all within it."""
    return cast("list[str]", _values_of(name)(root))


@cache
def _values_of(name: str) -> etree.XPath:
    return etree.XPath(f"descendant-or-self::*/@{name}", namespaces=PREFIXES, smart_strings=False)


def raw(element: etree._Element) -> str:
    """All text in an element as it stands."""
    return "".join(element.itertext())  # type: ignore[arg-type]


def plain(element: etree._Element | None, without: tuple[str, ...] = ()) -> str:
    """The text of an element on one line, without that of the named TEI elements, comments and instructions."""
    if element is None:
        return ""
    skip = {TEI + name for name in without}

    def texts(node: etree._Element) -> Iterator[str]:
        if isinstance(node.tag, str) and node.tag not in skip:
            yield node.text or ""
            for child in node:
                yield from texts(child)
                yield child.tail or ""

    return " ".join("".join(texts(element)).split())


def language(value: str | None, otherwise: str) -> str:
    """A value of xml:lang if it can be one, in its normal form (BCP 47: `de`, not `deu`), else what is given."""
    return normal_tag(value or "") or otherwise


def language_of(element: etree._Element) -> str:
    """The language that holds for an element, from the nearest xml:lang; "und" where none is said."""
    node: etree._Element | None = element
    while node is not None:
        if node.get(XML_LANG):
            return language(node.get(XML_LANG), "und")
        node = node.getparent()
    return "und"


def ids(value: str | None) -> tuple[str, ...]:
    """The ids in a list of pointers: "#AG #SS" -> AG, SS; tokens that point elsewhere or nowhere are left out."""
    return tuple(token[1:] for token in (value or "").split() if token.startswith("#") and len(token) > 1)


@dataclass(frozen=True, slots=True)
class Header:
    """What holds for the whole document: its root, metadata and witnesses by xml:id.

    `owners`: the witness to which an id within its description belongs: its translator's, its bibl's. `named`: of each kind of
    name, what has an xml:id. `divergence`: how far the words of an entry part, by its xml:id, 0 to 1, where the document states
    it; of several the mean.
    """

    root: etree._Element
    metadata: Metadata
    witnesses: dict[str, BookWitness]
    owners: dict[str, str]
    named: dict[str, list[etree._Element]]
    divergence: dict[str, float]


def read(root: etree._Element, settings: Settings) -> Header:
    """Turn the header of a TEI or teiCorpus element into a Header."""
    header = first(root, "tei:teiHeader")
    if header is None:
        header = etree.Element(f"{TEI}teiHeader")
    described = [witness for witness in root.iter(TEI + "witness") if witness.get(XML_ID)]
    witnesses = _witnesses(described)
    metadata = _metadata(root, header, settings, witnesses, _rights(header, described, witnesses))
    owners = {ident: witness.get(XML_ID, "") for witness in described for ident in attributes(witness, "xml:id")}
    return Header(root, metadata, witnesses, owners, _named(root), _divergence(root))


def _named(root: etree._Element) -> dict[str, list[etree._Element]]:
    """In one pass: a long text is long to go through."""
    named: dict[str, list[etree._Element]] = {kind: [] for kind in _NAMED}
    kinds = {tag: kind for kind, tag in _NAMED.items()}
    for element in root.iter(*kinds):
        if element.get(XML_ID) and (element.tag != TEI + "bibl" or next(element.iterancestors(TEI + "standOff"), None) is not None):
            named[kinds[element.tag]].append(element)
    return named


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
        key = element.get(XML_ID, "")
        siglum = first(element, "tei:abbr[@type='siglum']")
        siglum = first(element, "tei:abbr") if siglum is None else siglum
        bibl = first(element, "tei:bibl")
        title = plain(bibl if bibl is not None else element, ("availability", "idno"))
        title = title.removeprefix(plain(siglum)).strip() if bibl is None else title
        status = first(element, ".//tei:availability[@status='restricted']")
        text = plain(siglum) or key
        quoted = bool(set(ids(element.get("corresp"))) & translations)
        review = _review(bibl, title) if quoted else ""
        witnesses[key] = BookWitness(key, text, title, _siglum(siglum, text, title), quoted, status is not None, review)
    return witnesses


def _review(bibl: etree._Element | None, title: str) -> str:
    """The short name of what quotes: the journal, or who published it, or all that is said of it."""
    if bibl is not None:
        for path in ("tei:title[@level='j']", "tei:publisher", "tei:title"):
            if name := plain(first(bibl, path)):
                return re.split(r"[,(]", name)[0].strip()
    return title


def _siglum(siglum: etree._Element | None, text: str, title: str) -> etree._Element:
    """A siglum in the form that the list of witnesses gives, with raised letters, its full title in a title attribute."""
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
    urn = said if said.startswith("urn:") and not variant else uuid.uuid5(_NAMESPACE, f"{title}|{said}{variant}").urn
    tool = first(header, ".//tei:application[@ident='edition']")
    text = first(root, "tei:text")
    return Metadata(
        title=title,
        subtitle=plain(first(header, f"{statement}/tei:title[@type='sub']")),
        creators=_creators(root, header, statement),
        language=_language(root if text is None else text, header),
        publisher=plain(first(header, f"{publication}/tei:publisher")) or plain(first(header, f"{publication}/tei:authority")),
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
        turns=any(direction(tag) == "rtl" for tag in set(attributes(root, "xml:lang"))),
    )


def _language(text: etree._Element, header: etree._Element) -> str:
    """The language of the text: what it says itself, else what its header says where that names a single one."""
    used = all_of(header, "tei:profileDesc/tei:langUsage/tei:language[@ident]")
    said = language_of(text)
    return language(used[0].get("ident"), said) if said == "und" and len(used) == 1 else said


def _rights(header: etree._Element, described: list[etree._Element], witnesses: dict[str, BookWitness]) -> tuple[str, ...]:
    """What may be done with the book, then with each witness: “SS: In copyright”."""
    found = dict.fromkeys([plain(first(header, "tei:fileDesc/tei:publicationStmt/tei:availability"))])
    for witness in described:
        if said := plain(first(witness, ".//tei:availability")):
            found[f"{witnesses[witness.get(XML_ID, '')].siglum}: {said}"] = None
    return tuple(text for text in found if text)


def _volume(header: etree._Element) -> str:
    """The number of the book in its series, where it is one."""
    said = first(header, "tei:fileDesc/tei:seriesStmt/tei:biblScope")
    number = (said.get("n", "") or plain(said)) if said is not None else ""
    return number if re.fullmatch(r"\d+(\.\d+)*", number) else ""


def _identifiers(header: etree._Element, urn: str) -> tuple[str, ...]:
    """The identifiers of the document besides the book's own, as URIs where their type says how."""
    found: dict[str, None] = {}
    for idno in all_of(header, "tei:fileDesc/tei:publicationStmt//tei:idno[not(tei:idno)]"):
        prefix = _SCHEMES.get(idno.get("type", "").upper(), "")
        value = plain(idno)
        if value and value != urn:
            found[value if value.lower().startswith((prefix, "http:", "https:")) else prefix + value] = None
    return tuple(found)


def _sources(header: etree._Element, witnesses: dict[str, BookWitness]) -> tuple[str, ...]:
    """What the text was made from: the witnesses, or what else the header describes."""
    if witnesses:
        return tuple(dict.fromkeys(witness.title for witness in witnesses.values() if witness.title))
    path = "tei:fileDesc/tei:sourceDesc"
    found = all_of(header, f"{path}/tei:bibl | {path}/tei:biblStruct | {path}/tei:listBibl/tei:bibl | {path}/tei:p")
    return tuple(dict.fromkeys(text for element in found if (text := plain(element))))


def _creators(root: etree._Element, header: etree._Element, statement: str) -> tuple[Creator, ...]:
    """Authors, editors, the translators of the witnesses, then reviewers who quote them, each once."""
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
                    found[Creator(name, role)] = None
    return tuple(found)


def _persons(element: etree._Element) -> list[etree._Element]:
    """The persons in an author or editor: names with words between them are several, names side by side are forms of one."""
    forms = all_of(element, "tei:persName | tei:name")
    return forms if any((form.tail or "").strip() for form in forms[:-1]) else [element]


def _name(element: etree._Element) -> str:
    """The name in an author or editor: of several forms the first, forename before surname."""
    forms = all_of(element, "tei:persName | tei:name")
    form = forms[0] if forms else element
    parts = [plain(part) for path in ("tei:forename", "tei:nameLink", "tei:surname") for part in all_of(form, path)]
    return " ".join(parts) if parts and first(form, "tei:surname") is not None else plain(form, ("idno", "email", "affiliation"))


def _dates(given: str, element: etree._Element | None) -> tuple[str, str]:
    """The date of the book and the moment it was last changed: from the settings, else from the document; never the clock."""
    stated = [given] + ([element.get("when", ""), element.get("notAfter", ""), plain(element)] if element is not None else [])
    for value in stated:
        match = _DATE.match(value)
        if match:
            year, month, day, time = match.groups()
            date = "-".join(part for part in (year, month, day) if part)
            return date, f"{year}-{month or '01'}-{day or '01'}T{time or '00:00:00'}Z"
    return "", "1970-01-01T00:00:00Z"
