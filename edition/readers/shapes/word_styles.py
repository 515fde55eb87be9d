"""Turn the styles of a Word document into what each says of a paragraph or a run: headings, lists, looks, language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from edition.readers.shapes.block_stream import NO_SENSE, StyleSense, sense_of
from edition.readers.shapes.word_package import W, is_on, value_of

if TYPE_CHECKING:
    from lxml import etree

# Looks that Word switches on and off (ECMA-376, 17.7.3: toggle properties); hidden text is one.
_SWITCHES = {"i": "italic", "b": "bold", "smallCaps": "small-caps", "strike": "strike", "dstrike": "strike", "vanish": "hidden"}
_HEADING = re.compile(r"(?i)heading ([1-9])|title")
# Word nests no list deeper (ECMA-376, 17.9.3: ilvl is 0 to 8).
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class RunProperties:
    """What a run or a style says of looks.

    `switches`: those that it switches on or off. `raised`: "sup", "sub" or "". None of `underline`, `raised`, `language`: nothing
    is said.
    """

    switches: Mapping[str, bool] = field(default_factory=dict)
    underline: bool | None = None
    raised: str | None = None
    language: str | None = None
    style: str = ""


NO_PROPERTIES = RunProperties()


@dataclass(frozen=True, slots=True)
class WordStyle:
    """A style with all that it has of those that it is based on.

    `level`: that of a heading, 1 to 9, 0 for text. `list_id`, `depth`: the list that its paragraphs are in; "" for none, None
    where nothing is said.
    """

    ids: tuple[str, ...] = ()
    level: int = 0
    sense: StyleSense = NO_SENSE
    run: RunProperties = NO_PROPERTIES
    list_id: str | None = None
    depth: int | None = None
    centred: bool | None = None
    page: bool = False


def run_properties(element: etree._Element | None) -> RunProperties:
    """What the properties of a run (rPr) say."""
    if element is None or not len(element):
        return NO_PROPERTIES
    switches: dict[str, bool] = {}
    underline: bool | None = None
    raised: str | None = None
    language: str | None = None
    style = ""
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or not tag.startswith(W):
            continue
        name = tag[len(W) :]
        if look := _SWITCHES.get(name):
            # Strike is of two kinds; either is enough.
            switches[look] = is_on(child) or (name == "dstrike" and switches.get(look, False))
        elif name == "u":
            underline = child.get(f"{W}val", "single") != "none"
        elif name == "vertAlign":
            raised = {"superscript": "sup", "subscript": "sub"}.get(child.get(f"{W}val", ""), "")
        elif name == "lang":
            language = child.get(f"{W}val") or language
        elif name == "rStyle":
            style = child.get(f"{W}val", "")
    return RunProperties(switches, underline, raised, language, style)


class WordStyles:
    """The styles of a document by their ids."""

    def __init__(self, root: etree._Element | None) -> None:
        self.by_id: dict[str, etree._Element] = {}
        self.default = ""
        self.defaults = RunProperties()
        self._known: dict[str, WordStyle] = {}
        self._looks: dict[tuple[object, ...], frozenset[str]] = {}
        if root is None:
            return
        self.defaults = run_properties(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        for style in root.iter(W + "style"):
            self.by_id.setdefault(style.get(f"{W}styleId", ""), style)
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"):
                self.default = style.get(f"{W}styleId", "")

    def of_paragraph(self, paragraph: etree._Element) -> WordStyle:
        """The style of a paragraph, which has the document's default where none is named."""
        return self.of(value_of(paragraph, f"{W}pPr/{W}pStyle") or self.default)

    def of(self, id_: str) -> WordStyle:
        """A style by its id, with all that it has of those that it is based on."""
        if id_ not in self._known:
            self._known[id_] = self._made(id_)
        return self._known[id_]

    def _made(self, id_: str) -> WordStyle:
        chain: list[etree._Element] = []
        ids: list[str] = []
        while id_ in self.by_id and id_ not in ids:
            ids.append(id_)
            chain.append(self.by_id[id_])
            id_ = value_of(chain[-1], W + "basedOn") or ""
        names = [value_of(style, W + "name") or "" for style in chain]
        run = RunProperties()
        for style in reversed(chain):
            run = _over(run_properties(style.find(W + "rPr")), run)
        sense = next((sense for name in names if (sense := sense_of(name)).known), StyleSense())
        lists = [list_of(style) for style in chain]
        return WordStyle(
            tuple(ids), self._level(chain, names), sense, run,
            next((id_ for id_, _ in lists if id_ is not None), None),
            next((depth for _, depth in lists if depth is not None), None),
            next((said for style in chain if (said := centred(style)) is not None), None),
            any(is_on(style.find(f"{W}pPr/{W}pageBreakBefore")) for style in chain),
        )  # fmt: skip

    def _level(self, chain: list[etree._Element], names: list[str]) -> int:
        for style, name in zip(chain, names, strict=True):
            if (level := outline_level(style)) is not None:
                return level
            if found := _HEADING.fullmatch(name):
                return int(found[1] or 1)
        return 0

    def looks(self, run: RunProperties, paragraph: WordStyle) -> frozenset[str]:
        """The looks of a run, "hidden" among them.

        A look that the style of a paragraph gives to all of it is told where the style says nothing else: the bold of a heading
        is how headings look, and so is the slant of quotations in a quotation.
        """
        key = paragraph.ids, run.style, frozenset(run.switches.items()), run.underline, run.raised
        if key not in self._looks:
            self._looks[key] = self._looks_of(run, paragraph)
        return self._looks[key]

    def _looks_of(self, run: RunProperties, paragraph: WordStyle) -> frozenset[str]:
        character = self.of(run.style).run if run.style else RunProperties()
        purpose = bool(paragraph.level) or paragraph.sense.known
        shown = _purposeless(paragraph.run) if purpose else paragraph.run
        found: set[str] = set()
        for look in {*_SWITCHES.values()}:
            direct = run.switches.get(look)
            if direct is not None:
                on = direct and not (purpose and look != "hidden" and paragraph.run.switches.get(look, False))
            else:
                # Switched on by both styles, a look is off: an emphasis within italics is upright.
                on = character.switches.get(look, False) != shown.switches.get(look, False)
                on = on or self.defaults.switches.get(look, False)
            if on:
                found.add(look)
        nearest = (run, character, shown)
        if next((one.underline for one in nearest if one.underline is not None), False):
            found.add("underline")
        raised = next((one.raised for one in nearest if one.raised is not None), "")
        return frozenset({*found, raised} if raised else found)

    def language(self, run: RunProperties, paragraph: WordStyle) -> str:
        """The tag of the language that a run is said to be in."""
        character = self.of(run.style).run if run.style else RunProperties()
        return next((one.language for one in (run, character, paragraph.run, self.defaults) if one.language), "")


def _over(own: RunProperties, based: RunProperties) -> RunProperties:
    """The properties of a style over those of the one that it is based on."""
    return RunProperties(
        {**based.switches, **own.switches},
        based.underline if own.underline is None else own.underline,
        based.raised if own.raised is None else own.raised,
        own.language or based.language,
    )


def _purposeless(run: RunProperties) -> RunProperties:
    """What is left of a style's looks where they only show what a paragraph is: whether it is hidden."""
    return RunProperties({look: on for look, on in run.switches.items() if look == "hidden"})


def outline_level(element: etree._Element) -> int | None:
    """The outline level that a paragraph or style states: 1 to 9, 0 for text, None where it says nothing."""
    said = value_of(element, f"{W}pPr/{W}outlineLvl") or ""
    return None if not re.fullmatch(r"\d{1,2}", said) else int(said) + 1 if int(said) < 9 else 0


def list_of(element: etree._Element) -> tuple[str | None, int | None]:
    """The id of the list that a paragraph or style states, and how deep it stands in it; None where it says nothing."""
    number = element.find(f"{W}pPr/{W}numPr")
    depth = value_of(number, W + "ilvl") or ""
    return value_of(number, W + "numId"), min(int(depth), _DEEPEST) if re.fullmatch(r"\d{1,6}", depth) else None


def centred(element: etree._Element) -> bool | None:
    """Whether a paragraph or style says that it stands in the middle; None where it says nothing."""
    said = value_of(element, f"{W}pPr/{W}jc")
    return None if said is None else said == "center"
