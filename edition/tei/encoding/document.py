"""Turn an edition into its TEI P5 document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from lxml import etree

from edition.language.languages import language_of_tag
from edition.model import Apparatus, Description, Edition, Name, Origin, Quotation, UpperDivision
from edition.tei.elements import make
from edition.tei.encoding.body import EntryWriter
from edition.tei.encoding.header import header
from edition.tei.encoding.look_elements import set_looks
from edition.tei.encoding.mixed import write_mixed
from edition.tei.encoding.pen import Pen
from edition.tei.encoding.prose import front_division
from edition.tei.encoding.terms_and_profiles import profile_list, term_lists
from edition.tei.names import NAME_LISTS, NS, TEI, XML_ID, XML_LANG, ident, ncname, pointer, seal, serialised, sort_key_of
from edition.text.ids import source_names
from edition.text.looks import look_runs, on_one_line
from edition.text.naming import name_finder


def build(edition: Edition) -> bytes:
    """Turn an edition into its TEI document as bytes in UTF-8, sealed with its own SHA-256 (docs/encoding.md)."""
    words = language_of_tag(edition.description.language).words
    names = name_finder(edition.names, words.determiners | words.pronouns)
    root = etree.Element(TEI + "TEI", nsmap={None: NS})  # type: ignore[dict-item]
    root.set(XML_LANG, edition.description.language)
    root.append(header(edition))
    # Large elements are made where they belong, because lxml takes as long to move them as to make them.
    text = etree.SubElement(root, TEI + "text")
    if edition.description.front:
        text.append(make("front", *(front_division(markdown, edition.witnesses) for _, markdown in edition.description.front)))
    body = etree.SubElement(text, TEI + "body")
    links: list[tuple[str, Quotation, list[str]]] = []
    names_of_sources = source_names(edition.witnesses)
    sources: list[etree._Element] = []
    weights: dict[str, list[str]] = {}
    for division, entries in _divisions(edition, body):
        for entry in entries:
            writer = EntryWriter(entry, edition.witnesses, names)
            writer.div(division)
            for key, weight in writer.weights():
                weights.setdefault(f"{weight:.2f}", []).append(key)
            for siglum, quotation, (start, end) in entry.links:
                blocks = [key for block, key in writer.block_ids if block.start < end and block.end > start]
                links.append((siglum, quotation, blocks or [entry.id]))
            for origin in entry.origins:
                here = writer.segs[origin.bead][0].get(XML_ID, "") if origin.bead in writer.segs else entry.id
                sources.append(_source_link(edition.description, here, origin, names_of_sources))
    if edition.fragments:
        fragments = _fragments(edition)
        body.append(fragments)
        for cit, origin in zip(fragments.iter(TEI + "cit"), edition.origins, strict=False):
            sources.append(_source_link(edition.description, cit.get(XML_ID, ""), origin, names_of_sources))
    habits = [*term_lists(edition.terms), *profile_list(edition.profiles)]
    if standoff := [*_standoff(edition.names, links, sources), *_divergences(edition.entries), *_weights(weights), *habits]:
        text.addprevious(make("standOff", *standoff))
    return seal(serialised(root))


def _source_link(description: Description, here: str, origin: Origin, names: Mapping[str, str]) -> etree._Element:
    """Make the link from a bead, an entry or a fragment to its places in the TEI of a source (Guidelines 17.1)."""
    document = f"{quote(description.name)}/{quote(names[origin.siglum])}"
    return make("link", target=" ".join((f"#{here}", *(f"{document}#{key}" for key in origin.ids))))


def _divisions(edition: Edition, body: etree._Element) -> Iterable[tuple[etree._Element, list[Apparatus]]]:
    """Yield the entries with the division of the body that holds them, which is made on the way.

    An entry stands in the divisions that its base has above it. Where it has none, dated entries are grouped by year, numbered ones
    by what stands before the first full stop of the number; an entry whose number has no full stop stands in the body itself.
    """
    groups: dict[tuple[UpperDivision, ...], list[Apparatus]] = {}
    for entry in edition.entries:
        groups.setdefault(entry.above or _group(edition.description, entry), []).append(entry)
    made: dict[tuple[UpperDivision, ...], etree._Element] = {(): body}
    for above, entries in groups.items():
        for depth, division in enumerate(above, 1):
            if above[:depth] not in made:
                div = make("div", make("head", division.head) if division.head else None, type=division.type, n=division.n)
                made[above[: depth - 1]].append(div)
                made[above[:depth]] = div
        yield made[above], entries


def _group(description: Description, entry: Apparatus) -> tuple[UpperDivision, ...]:
    name = entry.n.split(".")[0] if "." in entry.n else ""
    if description.key == "date":
        name = (entry.edtf or entry.n).split("/")[0][: 5 if entry.n.startswith("-") else 4]
    if not name:
        return ()
    kind = description.divisions or "year"
    return (UpperDivision(kind, name, language_of_tag(description.language).division_head(kind, name)),)


def _fragments(edition: Edition) -> etree._Element:
    """Make the division of quotations that have no place in any entry, each as a cit with the review that has it (Guidelines
    3.3.3).
    """
    witnesses = {witness.siglum: witness for witness in edition.witnesses}
    division = make("div", make("head", language_of_tag(edition.description.language).header.fragments), type="fragments")
    counts: dict[str, int] = {}
    for number, (siglum, quotation) in enumerate(edition.fragments, 1):
        key = f"f.{ident(siglum)}.{ncname(''.join(letter for letter in quotation.text[:40] if letter.isalnum()))[:16]}"
        counts[key] = counts.get(key, 0) + 1
        text, looks = on_one_line(quotation.text, quotation.looks)
        quote = make("quote", source=pointer(siglum))
        pen = Pen(quote)
        write_mixed(pen, text, (), (), lambda pen, mark: None, look_runs(looks))
        set_looks(quote, pen.marked)
        bibl = make("bibl", make("title", witnesses[siglum].title), corresp=pointer(siglum))
        if quotation.page:
            bibl[-1].tail = ", "
            bibl.append(make("citedRange", quotation.page, unit="page"))
        cit = make("cit", quote, bibl, n=str(number), xml_id=key if counts[key] == 1 else f"{key}.{counts[key]}")
        division.append(cit)
    return division


def _standoff(
    names: tuple[Name, ...], links: list[tuple[str, Quotation, list[str]]], sources: list[etree._Element]
) -> list[etree._Element]:
    lists = []
    for kind, (list_tag, tag, name_tag) in NAME_LISTS.items():
        held = []
        for name in names:
            if name.kind == kind:
                title = make(name_tag, name.name)
                if name.language:
                    title.set(XML_LANG, name.language)
                dates = make("note", name.dates, type="dates") if name.dates else None
                gloss = make("note", name.note, type="gloss") if name.note else None
                held.append(make(tag, title, dates, gloss, xml_id=name.id, sortKey=sort_key_of(name.sort)))
        if held:
            lists.append(make(list_tag, *held))
    if links:
        targets = [
            make("link", target=" ".join((pointer(siglum), *(f"#{block}" for block in blocks))), n=quotation.page or "")
            for siglum, quotation, blocks in links
        ]
        lists.append(make("linkGrp", *targets, type="quotation"))
    if sources:
        lists.append(make("linkGrp", *sources, type="source"))
    return lists


def _divergences(entries: Iterable[Apparatus]) -> list[etree._Element]:
    """State how far each witness differs from the base of an entry, 0 to 1, as an interp on that entry (Guidelines 18.3)."""
    measured = [
        make("interp", f"{share:.3f}", inst=f"#{entry.id}", corresp=pointer(siglum))
        for entry in entries
        for siglum, share in entry.divergences
    ]
    return [make("interpGrp", *measured, type="divergence", resp="#tool")] if measured else []


def _weights(weights: Mapping[str, Sequence[str]]) -> list[etree._Element]:
    """State how likely it is that apps are substantive, as a certainty for each value, the highest first (Guidelines 22.2).

    `weights`: to two decimals -> the ids of apps, in order.
    """
    return [
        make(
            "certainty",
            locus="value",
            match="@subtype",
            assertedValue="substantive",
            degree=degree,
            target=" ".join(f"#{key}" for key in keys),
            resp="#tool",
        )
        for degree, keys in sorted(weights.items(), reverse=True)
    ]
