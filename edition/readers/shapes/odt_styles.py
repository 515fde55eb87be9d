"""Turn the styles of an ODT into what each says of a paragraph or a span: headings, looks, language, pages, hidden text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from edition.readers.shapes.block_stream import NO_SENSE, StyleSense, sense_of
from edition.readers.shapes.odt_package import FO, OFFICE, STYLE, TEXT

if TYPE_CHECKING:
    from lxml import etree

# A paragraph or span has a look ("italic"), is "hidden", or has it switched off where it says False.
TextLooks = Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class OdtStyle:
    """A style with all that it has of its parents.

    `own`: the looks that somebody gave by hand, which are kept as a style that only a number names. `common`: those of the named
    styles. `list_style`: the list that counts its paragraphs; "" for none, None where nothing is said. `level`: that of a
    heading, None where nothing is said.
    """

    own: TextLooks = field(default_factory=dict)
    common: TextLooks = field(default_factory=dict)
    language: str = ""
    level: int | None = None
    sense: StyleSense = NO_SENSE
    list_style: str | None = None
    centred: bool = False
    page: bool = False
    turned: bool = False
    hidden: bool = False


_NO_STYLE = OdtStyle()


class OdtStyles:
    """The styles of a document by family ("paragraph", "text", "section") and name."""

    def __init__(self, content: etree._Element, styles: etree._Element | None) -> None:
        self._elements: dict[tuple[str, str], tuple[etree._Element, bool]] = {}
        self._defaults: dict[str, etree._Element] = {}
        self._known: dict[tuple[str, str], OdtStyle] = {}
        for root, part, automatic in (
            (styles, "styles", False), (content, "automatic-styles", True), (content, "styles", False),
        ):  # fmt: skip
            holder = root.find(OFFICE + part) if root is not None else None
            for style in holder if holder is not None else ():
                family = style.get(f"{STYLE}family", "")
                if style.tag == STYLE + "style":
                    self._elements.setdefault((family, style.get(f"{STYLE}name", "")), (style, automatic))
                elif style.tag == STYLE + "default-style":
                    self._defaults.setdefault(family, style)
        default = self._defaults.get("paragraph")
        self.language = "" if default is None else _language(default) or ""

    def of(self, family: str, name: str) -> OdtStyle:
        """A style by its family and name, with all that it has of its parents; an empty one where there is none."""
        key = family, name
        if key not in self._known:
            self._known[key] = self._made(family, name)
        return self._known[key]

    def _made(self, family: str, name: str) -> OdtStyle:
        chain: list[tuple[etree._Element, bool]] = []
        seen: set[str] = set()
        while (step := self._elements.get((family, name))) and name not in seen:
            seen.add(name)
            chain.append(step)
            name = step[0].get(f"{STYLE}parent-style-name", "")
        if not chain:
            return _NO_STYLE
        # The looks of the default are those of the whole document, so they are none of a paragraph.
        own = _merged(_looks(style) for style, automatic in chain if automatic)
        common = _merged(_looks(style) for style, automatic in chain if not automatic)
        elements = [style for style, _ in chain]
        properties = [found for style in elements if (found := style.find(STYLE + "paragraph-properties")) is not None]
        names = [
            style.get(f"{STYLE}display-name") or _plain(style.get(f"{STYLE}name", "")) for style, by_hand in chain if not by_hand
        ]
        sense = next((sense for name in names if (sense := sense_of(name)).known), NO_SENSE)
        levels = (said for style in elements if (said := style.get(f"{STYLE}default-outline-level")) is not None)
        level = next(levels, None)
        return OdtStyle(
            own, common,
            next((tag for style in elements if (tag := _language(style))), ""),
            int(level) if level and re.fullmatch(r"\d{1,2}", level) else 1 if sense.title else None,
            sense,
            next((said for style in elements if (said := style.get(f"{STYLE}list-style-name")) is not None), None),
            _first(properties, f"{FO}text-align") == "center",
            _first(properties, f"{FO}break-before") == "page"
            or bool(elements[0].get(f"{STYLE}master-page-name")),
            _first(properties, f"{FO}break-after") == "page",
            family == "section" and any(found.get(f"{TEXT}display") == "none" for style in elements for found in style),
        )  # fmt: skip


def _first(properties: Iterable[etree._Element], name: str) -> str:
    """What the nearest of the properties says that says anything of a name."""
    return next((value for said in properties if (value := said.get(name))), "")


def paragraph_looks(style: OdtStyle, level: int) -> TextLooks:
    """The looks of a paragraph, which its spans change.

    Those of a named style that says what the paragraph is are no looks of the words: the bold of a heading is how headings look.
    """
    if level or style.sense.known:
        return {**{look: on for look, on in style.common.items() if look == "hidden"}, **style.own}
    return {**style.common, **style.own}


def _merged(looks: Iterable[TextLooks]) -> TextLooks:
    """Looks of styles, the nearest first, as one."""
    found: dict[str, bool] = {}
    for said in looks:
        found = {**said, **found}
    return found


def _looks(style: etree._Element) -> TextLooks:
    """The looks that a style itself states (ODF 1.2, 20: formatting attributes)."""
    said = style.find(STYLE + "text-properties")
    if said is None:
        return {}
    looks: dict[str, bool] = {}
    if slant := said.get(f"{FO}font-style"):
        looks["italic"] = slant in ("italic", "oblique")
    if weight := said.get(f"{FO}font-weight"):
        looks["bold"] = weight == "bold" or (weight.isdigit() and int(weight[:4]) >= 600)
    if variant := said.get(f"{FO}font-variant"):
        looks["small-caps"] = variant == "small-caps"
    for name, look in (("underline", "underline"), ("line-through", "strike")):
        lines = [value for part in ("style", "type") if (value := said.get(f"{STYLE}text-{name}-{part}"))]
        if lines:
            looks[look] = "none" not in lines
    if position := said.get(f"{STYLE}text-position"):
        by = position.split()[0] if position.split() else ""
        looks["sup"] = by == "super" or bool(re.fullmatch(r"0*[1-9]\d*(?:\.\d+)?%", by))
        looks["sub"] = by == "sub" or by.startswith("-")
    if shown := said.get(f"{TEXT}display"):
        looks["hidden"] = shown == "none"
    return looks


def _language(style: etree._Element) -> str:
    """The tag of the language that a style states; "" for none."""
    said = style.find(STYLE + "text-properties")
    if said is None:
        return ""
    language, country = said.get(f"{FO}language") or "", said.get(f"{FO}country") or "none"
    return said.get(f"{STYLE}rfc-language-tag") or (f"{language}-{country}" if language and country != "none" else language)


def _plain(name: str) -> str:
    """The name of a style as it is shown: signs that a name cannot have are written as numbers, _20_ for a space."""
    return re.sub(r"_([0-9a-f]{2})_", lambda found: chr(int(found[1], 16)), name)
