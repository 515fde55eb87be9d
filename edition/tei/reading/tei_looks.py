"""Turn what a TEI document says of how a stretch of text looks (rend, rendition, style, the element itself) into looks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from edition.model import Look
from edition.tei.names import TEI, XML_ID, XML_LANG

ValuedLook = tuple[Look, str]
# The words that encoders write in @rend, in small letters without hyphens; those of several projects, as TEI has no list of them.
_REND: dict[str, Look] = {
    **dict.fromkeys(("italic", "italics", "it", "i", "ital", "kursiv", "italique", "slant", "oblique"), "italic"),
    **dict.fromkeys(("bold", "b", "bf", "strong", "boldface", "fett", "gras"), "bold"),
    **dict.fromkeys(("smallcaps", "smallcap", "sc", "smcap", "smcaps", "smallcapitals", "k", "kapitälchen"), "small-caps"),
    **dict.fromkeys(("sup", "super", "superscript", "superior", "hoch"), "sup"),
    **dict.fromkeys(("sub", "subscript", "inferior", "tief"), "sub"),
    **dict.fromkeys(("underline", "underlined", "ul", "u"), "underline"),
    **dict.fromkeys(("strike", "strikethrough", "linethrough", "overstrike"), "strike"),
}  # fmt: skip
_STYLE: tuple[tuple[re.Pattern[str], Look], ...] = (
    (re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE), "italic"),
    (re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE), "bold"),
    (re.compile(r"font-variant(?:-caps)?\s*:\s*(?:all-)?small-caps", re.IGNORECASE), "small-caps"),
    (re.compile(r"vertical-align\s*:\s*(?:super|top)", re.IGNORECASE), "sup"),
    (re.compile(r"vertical-align\s*:\s*(?:sub|bottom)", re.IGNORECASE), "sub"),
    (re.compile(r"text-decoration[\w-]*\s*:\s*underline", re.IGNORECASE), "underline"),
    (re.compile(r"text-decoration[\w-]*\s*:\s*line-through", re.IGNORECASE), "strike"),
)
_CENTRED = re.compile(r"\b(?:align\()?cent(?:er|re)(?:ed)?\b|\bctr\b|text-align\s*:\s*center", re.IGNORECASE)
# What is set in italics where nothing else is said (Guidelines 3.3.2, 3.12.2: the titles of what is printed by itself).
_ITALIC = frozenset(TEI + name for name in ("emph", "title"))
_WITHIN_ANOTHER = frozenset(("a", "u"))
_STAGE = TEI + "stage"
_REF = TEI + "ref"
_LOOKED = frozenset(TEI + name for name in ("hi", "foreign", "ref", "stage"))
_SAYING = frozenset(("rend", "rendition", "style", XML_LANG))
_OUT_OF_DOCUMENT = re.compile(r"https?://|mailto:")


@dataclass(frozen=True, slots=True)
class TeiLooks:
    """What the looks of a document are: `declared`, by the id of each `rendition` of its header; `language`, of its text."""

    declared: Mapping[str, tuple[Look, ...]] = field(default_factory=dict)
    language: str = ""

    @classmethod
    def of(cls, root: etree._Element) -> TeiLooks:
        """Read the header of a document."""
        declared = {}
        for rendition in root.iter(TEI + "rendition"):
            if id_ := rendition.get(XML_ID):
                declared[id_] = _of_style("".join(map(str, rendition.itertext())))
        text = next(root.iter(TEI + "text"), root)
        return cls(declared, text.get(XML_LANG) or root.get(XML_LANG) or "")

    def of_element(self, element: etree._Element) -> tuple[ValuedLook, ...]:
        """The looks of an element within a block, and its language where that is not the document's."""
        looks = [*self.said(element)]
        if not looks and element.tag in _ITALIC and element.get("level") not in _WITHIN_ANOTHER:
            looks.append("italic")
        if element.tag == _STAGE:
            looks.append("stage")
        return (*((look, "") for look in looks), *self.foreign(element))

    def said(self, element: etree._Element) -> tuple[Look, ...]:
        """The looks that an element says it has."""
        looks = [look for word in _words(element.get("rend")) if (look := _REND.get(word))]
        looks += _of_style(f"{element.get('rend') or ''}; {element.get('style') or ''}")
        for address in (element.get("rendition") or "").split():
            name = address.rpartition("#")[2]
            looks += self.declared.get(name) or ([_REND[name]] if name in _REND else [])
        return tuple(dict.fromkeys(looks))

    def foreign(self, element: etree._Element) -> tuple[ValuedLook, ...]:
        """The language of an element, where it says one and that is not the document's."""
        language = element.get(XML_LANG) or ""
        return (("lang", language),) if language and language != self.language else ()


@dataclass(frozen=True, slots=True)
class InlineLooks:
    """What elements within a block say of their looks. `exact`: in TEI of ours hi, foreign, ref and stage alone say something."""

    looks: TeiLooks
    exact: bool

    def of(self, element: etree._Element) -> tuple[ValuedLook, ...]:
        """The looks of an element, its language, and where it leads if that is outside of the document."""
        tag = element.tag
        if tag not in _LOOKED and (self.exact or not (tag in _ITALIC or _SAYING.intersection(element.keys()))):
            return ()
        found = self.looks.said(element) if self.exact else tuple(look for look, _ in self.looks.of_element(element))
        said: list[ValuedLook] = [(look, "") for look in found if look not in ("stage", "lang")]
        if tag == _STAGE:
            said.append(("stage", ""))
        language = element.get(XML_LANG, "")
        said += (("lang", language),) if self.exact and language else self.looks.foreign(element)
        target = element.get("target", "")
        if tag == _REF and _OUT_OF_DOCUMENT.match(target):
            said.append(("link", target))
        return tuple(said)


def is_centred(element: etree._Element) -> bool:
    """Whether an element says that it stands in the middle of its line."""
    return bool(_CENTRED.search(" ".join(element.get(name) or "" for name in ("rend", "style"))))


def _words(rend: str | None) -> list[str]:
    return [word.replace("-", "") for word in re.split(r"[\s;,()]+", (rend or "").lower())]


def _of_style(style: str) -> tuple[Look, ...]:
    return tuple(look for pattern, look in _STYLE if pattern.search(style))
