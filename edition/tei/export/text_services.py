"""Turn an edition into a static tree of Distributed Text Services 1.0: files that any web space serves, no program behind them.

The specification: https://dtsapi.org/specifications/. Its addresses are URI templates (RFC 6570), and here they lead to files:
`collection{/id}/index.json`, `navigation/{resource}{;ref,down}/index.json`, `document/{resource}{;ref}.xml`, relative to the file
that holds them. Ranges (start, end), pages and other trees would need a program.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from lxml import etree

from edition.errors import TextError, UsageError
from edition.tei.export.citable_units import CitableUnit, CiteLevel, citable_units, cite_levels
from edition.tei.export.exported_edition import UNKNOWN_LANGUAGE, ExportedEdition
from edition.tei.export.interchange import alone
from edition.tei.names import NS, ncname
from edition.tei.reading.safety import safe_parser

_CONTEXT = {"@context": "https://dtsapi.org/context/v1.0.json", "dtsVersion": "1.0"}
_WRAPPER = "https://w3id.org/api/dts#"
_TEXTS = "texts"


@dataclass(frozen=True, slots=True)
class ServedText:
    """A resource: the edition, or the text of one witness. `tree`: its TEI; `raw`: the same as bytes."""

    ident: str
    title: str
    language: str
    root: etree._Element
    raw: bytes
    levels: tuple[CiteLevel, ...]
    units: tuple[CitableUnit, ...]


def made(edition: ExportedEdition, tree: etree._ElementTree) -> tuple[Mapping[str, bytes], Mapping[str, int]]:
    """Make the files: the entry point index.json, and folders collection, navigation and document."""
    texts = [*_served(edition, tree)]
    files: dict[str, bytes] = {"index.json": _json(_entry_point())}
    files["collection/index.json"] = _json(_collection(edition, texts, "../"))
    files[f"collection/{_TEXTS}/index.json"] = _json(_collection(edition, texts, "../../"))
    for text in texts:
        resource = {**_CONTEXT, **_resource(text, "../../"), "member": []}
        files[f"collection/{text.ident}/index.json"] = _json(resource)
        files[f"document/{text.ident}.xml"] = text.raw
        files.update((f"document/{text.ident};ref={unit.ref}.xml", _fragment(unit)) for unit in text.units)
        files.update(_navigation(text))
    return files, {}


def _served(edition: ExportedEdition, tree: etree._ElementTree) -> Iterator[ServedText]:
    """The edition, and the text of each witness that has words."""
    stem = ncname(PurePath(tree.docinfo.URL or "").stem) or "edition"
    if stem == _TEXTS:
        stem = f"{stem}.edition"
    raw = etree.tostring(tree, encoding="utf-8", xml_declaration=True) + b"\n"
    yield _text(stem, edition.title or stem, edition.language, tree.getroot(), raw)
    for witness in edition.witnesses:
        try:
            own = alone(tree, witness.siglum)
        except (TextError, UsageError):
            # The document has no words of it, or no witnesses at all.
            continue
        title = f"{witness.siglum}: {witness.title or edition.title}"
        yield _text(f"{stem}.{ncname(witness.siglum)}", title, witness.language, etree.fromstring(own, safe_parser(huge=True)), own)


def _text(ident: str, title: str, language: str, root: etree._Element, raw: bytes) -> ServedText:
    levels = cite_levels(root)
    return ServedText(ident, title, language, root, raw, levels, citable_units(root, levels))


# --- Answers --------------------------------------------------------------------------------------------------------------


def _entry_point() -> dict[str, object]:
    return {**_CONTEXT, "@id": "index.json", "@type": "EntryPoint", **_addresses("")}


def _addresses(up: str, text: ServedText | None = None) -> dict[str, object]:
    """The templates of a file. `up`: the way from there to the entry point."""
    resource = "{resource}" if text is None else text.ident
    ident = "{/id}" if text is None else f"/{text.ident}"
    return {
        "collection": f"{up}collection{ident}/index.json",
        "navigation": f"{up}navigation/{resource}{{;ref,down}}/index.json",
        "document": f"{up}document/{resource}{{;ref}}.xml",
    }


def _collection(edition: ExportedEdition, texts: Iterable[ServedText], up: str) -> dict[str, object]:
    members = [_resource(text, up) for text in texts]
    return {
        **_CONTEXT, "@id": _TEXTS, "@type": "Collection", "title": edition.title or _TEXTS, "totalParents": 0,
        "totalChildren": len(members), "collection": f"{up}collection{{/id}}/index.json", "member": members,
    }  # fmt: skip


def _resource(text: ServedText, up: str) -> dict[str, object]:
    tree = {
        "@type": "CitationTree", "maxCiteDepth": max((level.depth for level in text.levels), default=0),
        "citeStructure": [*map(_cite_structure, text.levels)],
    }  # fmt: skip
    said: dict[str, object] = {
        "@id": text.ident, "@type": "Resource", "title": text.title, "totalParents": 1, "totalChildren": 0, **_addresses(up, text),
        "download": f"{up}document/{text.ident}.xml", "mediaTypes": ["application/tei+xml"], "citationTrees": [tree],
    }  # fmt: skip
    if text.language != UNKNOWN_LANGUAGE:
        said["dublinCore"] = {"language": [text.language]}
    return said


def _cite_structure(level: CiteLevel) -> dict[str, object]:
    inner = {"citeStructure": [*map(_cite_structure, level.within)]} if level.within else {}
    return {"@type": "CiteStructure", "citeType": level.unit, **inner}


def _unit(unit: CitableUnit) -> dict[str, object]:
    said: dict[str, object] = {
        "@type": "CitableUnit", "identifier": unit.ref, "level": unit.level, "parent": unit.parent or None, "citeType": unit.unit,
    }  # fmt: skip
    if unit.title:
        said["dublinCore"] = {"title": [unit.title]}
    return said


def _navigation(text: ServedText) -> Iterator[tuple[str, bytes]]:
    """The answers on a resource: all its units, those of each depth; on each unit, itself and what stands directly in it."""
    deepest = max((unit.level for unit in text.units), default=0)
    for down in (*range(1, deepest + 1), -1):
        members = [unit for unit in text.units if down < 0 or unit.level <= down]
        yield _answer(text, None, str(down), members)
    children: dict[str, list[CitableUnit]] = {}
    for unit in text.units:
        children.setdefault(unit.parent, []).append(unit)
    for unit in text.units:
        yield _answer(text, unit, "", [])
        if held := children.get(unit.ref):
            yield _answer(text, unit, "1", held)


def _answer(text: ServedText, unit: CitableUnit | None, down: str, members: Iterable[CitableUnit]) -> tuple[str, bytes]:
    up = "../../"
    name = f"navigation/{text.ident}{f';ref={unit.ref}' if unit else ''}{f';down={down}' if down else ''}/index.json"
    said: dict[str, object] = {**_CONTEXT, "@type": "Navigation", "@id": up + name, "resource": _resource(text, up)}
    if unit is not None:
        said["ref"] = _unit(unit)
    if down:
        said["member"] = [*map(_unit, members)]
    return name, _json(said)


def _fragment(unit: CitableUnit) -> bytes:
    """The TEI of a unit, in the wrapper that the specification asks for."""
    root = etree.Element(f"{{{NS}}}TEI", nsmap={None: NS, "dts": _WRAPPER})  # type: ignore[dict-item]
    wrapper = etree.SubElement(root, f"{{{_WRAPPER}}}wrapper", ref=unit.ref)
    element = copy.deepcopy(unit.element)
    element.tail = None
    wrapper.append(element)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
