"""Turn elements within a block, notes and readings into words and their looks."""

from __future__ import annotations

from lxml import etree

from edition.model import InlineRange
from edition.tei.names import TEI
from edition.tei.reading.app_readings import base_of, edited_reading, readings_of
from edition.tei.reading.element_text import is_said_span
from edition.tei.reading.one_witness import chosen
from edition.tei.reading.tei_looks import InlineLooks


def tags(names: str) -> frozenset[str]:
    """The names of TEI elements, given with spaces between them."""
    return frozenset(TEI + name for name in names.split())


# What stands on lines of its own wherever it stands.
BLOCKS = tags(
    "head p ab item l row cell speaker trailer salute signed byline "
    "dateline opener closer epigraph argument postscript titlePart docImprint "
    "docEdition imprimatur castItem biblStruct u sound line person place org msDesc headLabel eg "
    "headItem entry entryFree superEntry re personGrp object event nym biblFull post writing"
)
BREAKS = tags("lb pb cb gb milestone")
_NOTE, _LABEL = TEI + "note", TEI + "label"

# What is no text of a witness: running heads, what an encoder says beside the text, what is struck out, other witnesses' details.
_BESIDES = tags(
    "fw figDesc index divGen am wit witDetail listWit availability join linkGrp "
    "link standOff spanGrp interp interpGrp certainty "
    "precision respons listApp binaryObject del teiHeader"
)


def is_beside(element: etree._Element) -> bool:
    """Whether an element is no text of a witness; a hyphen that a line's end made is none either."""
    tag = element.tag
    if tag == TEI + "seg":
        return element.get("type") == "aside"
    if tag == TEI + "span":
        return not is_said_span(element)
    if tag == TEI + "metamark":
        return element.get("function") == "markup"
    if tag == _LABEL:
        # The name of whoever speaks is no word of the speech.
        return element.get("type") == "speaker"
    return tag in _BESIDES or (tag == TEI + "pc" and element.get("force") == "weak")


# The blocks of a note that begin on a line of their own; a list does so with its first item.
_NOTE_BLOCKS = frozenset({TEI + "p", TEI + "item", TEI + "l"})


def words_and_looks(element: etree._Element, inline: InlineLooks, *, called: bool, laid_out: bool) -> tuple[str, list[InlineRange]]:
    """The words of a note, and their looks; of one that is `called` from elsewhere, without its number and what is beside it.

    `laid_out`: white space is the encoder's, and blocks part words.
    """
    apart = (_LABEL, _NOTE, TEI + "orig") if called else ()
    parts: list[str] = []
    looks: list[InlineRange] = []
    length = 0

    def put(text: str) -> None:
        nonlocal length
        parts.append(text)
        length += len(text)

    def gather(node: etree._Element) -> None:
        # A list holds items and no text.
        held = node.tag != TEI + "list"
        put((node.text or "") if held else "")
        for child in node:
            if isinstance(child.tag, str) and child.tag not in apart and not is_beside(child):
                space = " " if laid_out and (child.tag in BLOCKS or child.tag == TEI + "lb") else ""
                # In a document of ours blocks alone part words, and nothing stands between two.
                before = " " if not laid_out and child.tag in _NOTE_BLOCKS and any(parts) else space
                put(before)
                start = length
                gather(child)
                looks.extend(InlineRange(start, length, *look) for look in inline.of(child))
                put(space)
            put((child.tail or "") if held else "")

    gather(element)
    return "".join(parts), looks


def words_of_reading(reading: etree._Element) -> str:
    """The words of a reading on one line: of apps in it the edited text's, of choices the editor's form, no notes."""
    parts: list[str] = []

    def gather(node: etree._Element) -> None:
        parts.append(node.text or "")
        for child in node:
            put(child)
            parts.append(child.tail or "")

    def put(child: etree._Element) -> None:
        if not isinstance(child.tag, str) or child.tag == _NOTE or is_beside(child):
            return
        inner = child if child.tag not in (TEI + "app", TEI + "choice") else None
        if inner is None:
            inner = chosen(child) if child.tag == TEI + "choice" else edited_reading(list(readings_of(child)), base_of(child))
        if child.tag in BREAKS and child.get("break") != "no" and child.tag in (TEI + "lb", TEI + "milestone"):
            parts.append(" ")
        if inner is not None:
            space = " " if child.tag in BLOCKS else ""
            parts.append(space)
            gather(inner)
            parts.append(space)

    gather(reading)
    return " ".join("".join(parts).split())
