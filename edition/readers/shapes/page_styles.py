"""Read what a page says of its elements, by tag, class, role and style sheet: what they stand in, their looks, what is hidden."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from edition.model.documents import DocumentBlockKind, Look, Surrounding
from edition.readers.containers import local_name
from edition.readers.shapes.page_markup import BLOCKS, HEADINGS, PAGE, is_layout, page_says, sets_verses, text_of

if TYPE_CHECKING:
    from lxml import etree

_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LOOKS: dict[str, Look] = {
    "i": "italic", "em": "italic", "cite": "italic", "dfn": "italic", "var": "italic", "b": "bold", "strong": "bold", "sup": "sup",
    "sub": "sub", "u": "underline", "ins": "underline", "s": "strike", "strike": "strike", "del": "strike",
}  # fmt: skip
# What a style sheet says of a look.
_DECLARED: tuple[tuple[re.Pattern[str], Look], ...] = (
    (re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE), "italic"),
    (re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE), "bold"),
    (re.compile(r"font-variant(?:-caps)?\s*:\s*(?:all-)?small-caps", re.IGNORECASE), "small-caps"),
    (re.compile(r"text-decoration[\w-]*\s*:\s*underline", re.IGNORECASE), "underline"),
)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
# What stands beside the lines of the text, not among its words.
_BESIDE_LINES = re.compile(r"position\s*:\s*absolute|float\s*:\s*(?:left|right)", re.IGNORECASE)
# What says it by its own style, where others have a class.
_BY_STYLE = " "
# A class that stands beside the lines is one of numbers if at least so many have it, and this share of them are numbers. By eye,
# on pages of a public library, of whose numbers some are misprinted.
_FEW_NUMBERS = 3
_MOST_NUMBERS = 0.9
# So many of the pages of a book begin within a paragraph at least. By eye, on the same pages.
_WITHIN_TEXT = 0.1
# The count of pages begins again after a preface, in a second volume, and falls at a misprint: once, and at so many of its numbers.
# In scripture one verse in some twenty-five is the first of a chapter.
_FALLS = 0.01
# Numbers of verses are multiples of one of these.
_STEPS = (4, 5)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CLASS = re.compile(r"(?:^|[\s,>])([\w-]*)\.([\w-]+)\s*$")
# Names of verse, in pages made of TEI those of its elements.
_POEM_TYPE = "z3998:(?:poem|verse|song|hymn)"
_STANZA = f"poems?|poetry|verses?|stanzas?|songs?|tei-lg?|line-?group|{_POEM_TYPE}"
_OF_POEM = re.compile(rf"{_POEM_TYPE}(?![\w-])")
# Names by which pages say what a block is, in class, role and epub:type.
_WITHIN: tuple[tuple[re.Pattern[str], Surrounding], ...] = (
    (re.compile(rf"(?<![\w-])(?:{_STANZA})(?![\w-])", re.IGNORECASE), "stanza"),
    (re.compile(r"(?<![\w-])epigraph", re.IGNORECASE), "epigraph"),
    (re.compile(r"(?<![\w-])(?:letter|z3998:letter)(?![\w-])", re.IGNORECASE), "letter"),
    (re.compile(r"(?<![\w-])(?:blockquot\w*|quotation|extract)(?![\w-])", re.IGNORECASE), "quotation"),
    (re.compile(r"(?<![\w-])(?:footnotes?|endnotes?|rearnotes?|doc-endnotes?)(?![\w-])", re.IGNORECASE), "endnotes"),
    (re.compile(r"(?<![\w-])(?:titlepage|halftitlepage|title-page)(?![\w-])", re.IGNORECASE), "title-page"),
    (re.compile(r"(?<![\w-])(?:toc|contents|landmarks|page-list)(?![\w-])", re.IGNORECASE), "navigation"),
    (re.compile(r"(?<![\w-])(?:pg-boilerplate|pgheader|pgfooter|licen[cs]e)(?![\w-])", re.IGNORECASE), "licence"),
)
# What of these a whole page or part of a book says of itself.
_OF_PARTS = ("title-page", "navigation", "endnotes", "licence")
_PARTS = ("body", "html", "section", "article", "main")
_TAGS: dict[str, Surrounding] = {
    "blockquote": "quotation", "table": "table", "tr": "row", "ul": "list", "ol": "list", "dl": "list", "nav": "navigation",
    "aside": "aside",
}  # fmt: skip
_OF_TABLES = ("table", "tr", "td", "th")
# By which names pages say what a paragraph of a letter, or below a quotation, is; told by its role.
_ROLES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<![\w-])(?:salut(?:e|ation)s?|greeting)(?![\w-])", re.IGNORECASE), "salutation"),
    (re.compile(r"(?<![\w-])(?:date-?line|letter-?date|date)(?![\w-])", re.IGNORECASE), "dateline"),
    (re.compile(r"(?<![\w-])(?:signature|signed|sig(?:n|right|left)?|valediction|closing)(?![\w-])", re.IGNORECASE), "signature"),
    (re.compile(r"(?<![\w-])(?:postscript|ps)(?![\w-])", re.IGNORECASE), "postscript"),
    (re.compile(r"(?<![\w-])(?:attribution|citation|cite|epigraph-?(?:source|author|cite))(?![\w-])", re.IGNORECASE), "source"),
)
# A quotation that is one of these is told as such.
_OF_QUOTATIONS = ("epigraph", "letter")
_KINDS: dict[str, DocumentBlockKind] = {
    "td": "cell", "th": "cell", "li": "item", "dt": "item", "dd": "item", "figcaption": "caption", "pre": "pre",
}  # fmt: skip
# How pages name who speaks and what is done on the stage.
_SPEAKER = re.compile(
    r"(?<![\w-])(?:speakers?|singers?|(?:z3998:)?persona|character(?:-?name)?|locuteur|sprecher)(?![\w-])", re.IGNORECASE
)
_STAGE = re.compile(
    r"(?<![\w-])(?:(?:z3998:)?stage-?dir(?:ection)?s?|stage|entrance|exit|didascalies?|regieanweisung(?:en)?)(?![\w-])",
    re.IGNORECASE,
)
# What may hold a speech, or no more than a name or a direction.
_SPOKEN = ("p", "div", "td", "th", "dt", "h4", "h5", "h6")
# What stands around an article leads elsewhere; what stands beside the text in it belongs to it.
_BESIDE_TEXT = ("asides", "captions")
# What is preformatted and longer than this, in words, is the text itself.
_LONGEST_QUOTATION = 600


@dataclass(frozen=True, slots=True)
class PagePlace:
    """What holds of the text at a place of a page, as the elements around it say.

    `layout`: their table is none of the text's. `stanza`: the innermost element that holds verses, None outside of such.
    """

    within: tuple[Surrounding, ...] = ()
    level: int = 0
    role: str = ""
    centred: bool = False
    kind: DocumentBlockKind = "p"
    layout: bool = False
    stanza: etree._Element | None = None


@dataclass(frozen=True, slots=True)
class PageStyles:
    """What the style sheets of a page say of its classes.

    `numbers`: the classes of the numbers that stand beside the lines, "verse" or "page"; " " for those of a style of their own.
    """

    looks: Mapping[str, tuple[Look, ...]] = field(default_factory=dict)
    centred: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    numbers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element) -> PageStyles:
        """Read the style sheets that a page holds."""
        looks: dict[str, tuple[Look, ...]] = {}
        centred, hidden, beside = set(), set(), set()
        text = "".join("".join(map(str, style.itertext())) for style in root.iter("{*}style"))
        for found in _RULE.finditer(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)):
            for selector in found[1].split(","):
                if not (named := _CLASS.search(" " + selector.strip())):
                    continue
                if said := tuple(look for pattern, look in _DECLARED if pattern.search(found[2])):
                    looks[named[2]] = said
                if _CENTRED.search(found[2]):
                    centred.add(named[2])
                if _HIDDEN.search(found[2]):
                    hidden.add(named[2])
                if _BESIDE_LINES.search(found[2]):
                    beside.add(named[2])
        return cls(looks, frozenset(centred), frozenset(hidden), _numbers(root, beside))

    def number_beside(self, element: etree._Element) -> str:
        """What an element numbers that stands beside the lines and holds a number: "verse", "page", or "" for none."""
        found = next((what for one in _sides(element) if (what := self.numbers.get(one))), "")
        return found if found and PAGE.fullmatch(text_of(element)) else ""

    def hides(self, element: etree._Element) -> bool:
        """Whether nothing of an element is shown."""
        classes = (element.get("class") or "").split()
        declared = bool(_HIDDEN.search(element.get("style") or ""))
        return declared or "hidden" in element.attrib or any(one in self.hidden for one in classes)

    def looks_of(self, element: etree._Element, name: str) -> list[tuple[Look, str]]:
        """The looks of an inline element, each with its value: the tag of a language, the address of a link."""
        looks: list[tuple[Look, str]] = [(_LOOKS[name], "")] if name in _LOOKS else []
        style = element.get("style") or ""
        looks += [(look, "") for pattern, look in _DECLARED if pattern.search(style)]
        for one in (element.get("class") or "").split():
            looks += [(look, "") for look in self.looks.get(one, ())]
            if not self.looks.get(one) and re.fullmatch(r"smcap|small-?caps?|sc", one, re.IGNORECASE):
                looks.append(("small-caps", ""))
        if language := element.get(_LANG) or element.get("lang"):
            looks.append(("lang", language))
        said = _said(element)
        looks += [("speaker", "")] if _SPEAKER.search(said) else []
        looks += [("stage", "")] if _STAGE.search(said) else []
        href = element.get("href") or ""
        if name == "a" and re.match(r"https?:", href):
            looks.append(("link", href))
        return looks

    def place_in(self, element: etree._Element, name: str, around: PagePlace) -> PagePlace:
        """What holds in an element, in which `around` holds outside."""
        said = _said(element)
        within = around.within
        if name == "table":
            # Tables of contents are tables, however they are set.
            verses = "navigation" not in within and sets_verses(element)
            within = (*within, "stanza") if verses and "stanza" not in within else within
            layout = verses or ("navigation" not in around.within and is_layout(element))
            around = replace(around, layout=layout, stanza=element if verses else around.stanza)
        if around.layout and name in _OF_TABLES:
            name = "div"
        if name == "pre" and len((text_of(element)).split()) <= _LONGEST_QUOTATION:
            within = (*within, "quotation")
        elif name == "blockquote":
            within = (*within, *_quotation(said, within))
        elif found := _TAGS.get(name):
            within = (*within, found)
        else:
            of_part = name in _PARTS
            within = (
                *within,
                *(
                    what
                    for pattern, what in _WITHIN
                    if (what in _OF_PARTS if of_part else what not in within) and pattern.search(said)
                ),
            )
        if name == "p" and "stanza" not in within and _in_lines(element, around.role):
            within = (*within, "stanza")
        if what := page_says(element):
            within = (*within, "aside" if what in _BESIDE_TEXT else "navigation")
        if name not in _PARTS and _WITHIN[0][0].search(said):
            around = replace(around, stanza=element)
        role = element.get(_EPUB_TYPE) or element.get("epub:type") or element.get("role") or ""
        classes = (element.get("class") or "").split()
        centred = around.centred or name == "center" or element.get("align") == "center"
        centred = centred or bool(_CENTRED.search(element.get("style") or ""))
        centred = centred or any(one in self.centred or re.fullmatch(r"cent(?:er|re)(?:ed)?|c", one) for one in classes)
        kind = _KINDS.get(name, around.kind)
        if name == "caption" or not {*classes}.isdisjoint(("caption", "tei-figure")):
            kind = "caption"
        elif kind == "p" and any(one.lower().startswith("argument") for one in classes):
            kind = "argument"
        if name in BLOCKS and name not in _PARTS:
            role = " ".join((role, *(what for pattern, what in _ROLES if pattern.search(said)))).strip()
        if name == "cite":
            # It names who wrote the verses before it, and is none of them.
            within, role = tuple(one for one in within if one != "stanza"), "source"
        speaks = name in _SPOKEN and bool(_SPEAKER.search(said))
        if speaks or (name in _SPOKEN and _STAGE.search(said)):
            kind = "speaker" if speaks else "stage"
        role = " ".join(filter(None, (around.role, role)))
        return replace(
            around, within=within, level=0 if speaks else HEADINGS.get(name, around.level), role=role, centred=centred, kind=kind
        )


def _in_lines(element: etree._Element, role: str) -> bool:
    """Whether each line of a paragraph is an element by itself, as verses are; a single one only in what the page calls a poem."""
    lines = [child for child in element if isinstance(child.tag, str)]
    if not lines or any((text or "").strip() for text in (element.text, *(child.tail for child in element))):
        return False
    kinds = [local_name(line) for line in lines]
    verses, breaks = kinds[::2], kinds[1::2]
    whole = len(kinds) % 2 == 1 and {*verses} == {"span"} and {*breaks} <= {"br"}
    return whole and (bool(breaks) or _OF_POEM.search(role) is not None)


def _said(element: etree._Element) -> str:
    """What an element says of itself by class, role and epub:type."""
    return " ".join(element.get(key) or "" for key in ("class", "role", _EPUB_TYPE, "epub:type"))


def _sides(element: etree._Element) -> Iterator[str]:
    """By what an element may stand beside the lines: its classes, and its own style."""
    yield from (element.get("class") or "").split()
    if _BESIDE_LINES.search(element.get("style") or ""):
        yield _BY_STYLE


def _numbers(root: etree._Element, beside: Collection[str]) -> dict[str, str]:
    """Of the classes that stand beside the lines, and of all with a style of their own, those of numbers, "verse" or "page".

    Numbers of verses are multiples of five or four. Those of pages go up to the end, and some stand within a paragraph: numbers of
    paragraphs and chapters do not, and those of scripture begin again.
    """
    held: dict[str, list[etree._Element]] = defaultdict(list)
    for element in root.iter("{*}span", "{*}a", "{*}div", "{*}p"):
        for one in _sides(element):
            if (one in beside or one == _BY_STYLE) and text_of(element):
                held[one].append(element)
    found: dict[str, str] = {}
    for one, elements in held.items():
        numbered = [element for element in elements if PAGE.fullmatch(text_of(element))]
        counted = [int(text) for element in numbered if (text := text_of(element).strip("[](){} ")).isdigit()]
        if len(counted) < _FEW_NUMBERS or len(numbered) < _MOST_NUMBERS * len(elements):
            continue
        within = sum(_stands_within(element) for element in numbered)
        falls = sum(after < before for before, after in pairwise(counted))
        # Sums stand at the edge of a page too. What counts verses goes up by one step, and begins again with a poem.
        steps = sum(after - before in _STEPS or after < before for before, after in pairwise(counted))
        if one == _BY_STYLE and steps < _MOST_NUMBERS * (len(counted) - 1):
            continue
        if any(sum(not number % step for number in counted) >= _MOST_NUMBERS * len(numbered) for step in _STEPS):
            found[one] = "verse"
        elif within >= _WITHIN_TEXT * len(numbered) and falls <= 1 + _FALLS * len(counted):
            found[one] = "page"
    return found


def _stands_within(element: etree._Element) -> bool:
    """Whether something stands before an element in the one around it."""
    before, parent = element.getprevious(), element.getparent()
    return before is not None or (parent is not None and bool((parent.text or "").strip()))


def _quotation(said: str, within: tuple[Surrounding, ...]) -> Iterator[Surrounding]:
    """What a quotation is, as its names say, and whether it is verse."""
    named = [what for pattern, what in _WITHIN if pattern.search(said)]
    yield next((what for what in _OF_QUOTATIONS if what in named), "quotation")
    if "stanza" in named and "stanza" not in within:
        yield "stanza"
