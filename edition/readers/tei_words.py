"""Turn elements of a TEI document into their words and lines; tell which of them are called from elsewhere, and what is left out.

What stands in the place of an apparatus or a choice is decided by `edition.tei.reading`, as for everything else that reads TEI.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from edition.readers.passage_words import PassageWords
from edition.tei.names import DIVISIONS, TEI, XML_ID
from edition.tei.reading.app_readings import READINGS, base_of, edited_reading, readings_of
from edition.tei.reading.entry_divisions import EntryDivision
from edition.tei.reading.one_witness import chosen, texts
from edition.tei.reading.positions import line_of
from edition.tei.reading.tei_phrases import is_beside

# What stands on lines of its own.
BLOCKS = frozenset(
    """
    p ab head item l label opener closer byline salute signed trailer argument epigraph docTitle titlePart docAuthor docDate
    docImprint docEdition imprimatur row list lg div div1 div2 div3 div4 div5 div6 div7 front body back group text titlePage
    table figure sp speaker stage listBibl castList floatingText postscript figDesc
    """.split()
)
RUNNING_HEADS = "running heads and page numbers"
LEFT_OUT = {"del": "what the author struck out", "surplus": "what the encoder marks as surplus", "fw": RUNNING_HEADS}
OTHER_READINGS = "readings other than the lemma"
BESIDE = "what is said about the text beside it"
LINE_BREAKS = tuple(TEI + name for name in ("lb", "pb", "cb"))
_APP, _GROUP, _CHOICE = (TEI + name for name in ("app", "rdgGrp", "choice"))
# A mark on each element of the document, the line on which it begins: a copy of a tree knows the first 65,535 lines at most.
_LINE = "edition-line"


def mark_lines(tree: etree._ElementTree) -> None:
    """Mark each element of the texts of a document with the line on which it begins, so that copies of it know it."""
    for text in texts(tree.getroot()):
        for element in text.iter(etree.Element):
            element.set(_LINE, str(line_of(element) or 0))


def marked_line(element: etree._Element) -> int:
    """The line on which an element of a marked document begins; of what was put into the text, that of what it stands in."""
    # A comment has no attributes.
    known = element.get(_LINE)
    above = element.iterancestors()
    while not int(known or 0) and (parent := next(above, None)) is not None:
        known = parent.get(_LINE)
    return int(known or 0)


def words_of(element: etree._Element) -> str:
    """The words of an element, without what stands beside the text."""
    words = PassageWords()
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, one in walk:
        if event == "start":
            if one is not element and is_beside(one):
                walk.skip_subtree()
                continue
            if one.tag in LINE_BREAKS and one.get("break") == "no":
                words.join()
            else:
                words.put(" " if one.tag.rpartition("}")[2] in BLOCKS or one.tag == TEI + "lb" else "")
            words.put(one.text)
        elif one is not element:
            words.put(one.tail)
    return words.taken()[0]


def is_run_in(element: etree._Element) -> bool:
    """Whether the text goes on in the line of a heading."""
    return element.tag == TEI + "head" and "run-in" in (element.get("rend") or "").split()


def runs_in(element: etree._Element) -> bool:
    """Whether a block goes on in the line of the heading before it, or of the label of its item."""
    before = element.getprevious()
    while before is not None and not isinstance(before.tag, str):
        before = before.getprevious()
    return before is not None and is_run_in(before) and not (before.tail or "").strip()


def other_forms(tree: etree._ElementTree) -> Iterator[tuple[str, etree._Element]]:
    """What the text that is printed has not: of each choice and app the other forms that have words, and what they are."""
    for text in texts(tree.getroot()):
        passed: set[etree._Element] = set()
        walk = etree.iterwalk(text, events=("start",))
        for _, element in walk:
            if element in passed:
                walk.skip_subtree()
            elif element.tag == TEI + "listApp":
                walk.skip_subtree()
            elif element.tag == _CHOICE:
                form = chosen(element)
                others = [other for other in element if isinstance(other.tag, str) and other is not form]
                passed.update(others)
                yield from (("what a correction or an expansion answers to", other) for other in others if words_of(other))
            elif element.tag == _APP:
                readings = list(readings_of(element))
                lemma = edited_reading(readings, base_of(element))
                others = [reading for reading in readings if reading is not lemma]
                passed.update(others)
                yield from ((OTHER_READINGS, other) for other in others if words_of(other))
                said = [other for other in element if isinstance(other.tag, str) and other.tag not in (*READINGS, _GROUP)]
                passed.update(said)
                yield from ((BESIDE, other) for other in said if words_of(other))


@dataclass(frozen=True, slots=True)
class NotesApart:
    """The notes that stand apart from their calls: `ref` or `ptr` leads to them, or their own `target` to an anchor.

    `notes` by key; `anchors`: the key of the note for which an anchor stands; `keys`: the key of each note.
    """

    notes: dict[str, etree._Element] = field(default_factory=dict)
    anchors: dict[str, str] = field(default_factory=dict)
    keys: dict[etree._Element, str] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element) -> NotesApart:
        """Find them in a document."""
        notes = {id_: note for note in root.iter(TEI + "note") if (id_ := note.get(XML_ID))}
        called = {
            target.removeprefix("#") for name in ("ref", "ptr") for call in root.iter(TEI + name)
            for target in (call.get("target") or "").split()[:1]
        }  # fmt: skip
        apart = {id_: note for id_, note in notes.items() if id_ in called}
        anchors: dict[str, str] = {}
        places = {element.get(XML_ID) for element in root.iter(TEI + "anchor")}
        for index, note in enumerate(root.iter(TEI + "note")):
            target = (note.get("target") or "").removeprefix("#")
            if target in places and note.get(XML_ID) not in apart:
                key = note.get(XML_ID) or f" {index}"
                apart[key] = note
                anchors[target] = key
        return cls(apart, anchors, {note: key for key, note in apart.items()})

    def called(self, element: etree._Element) -> str:
        """The key of the note that a reference or an anchor calls; "" where it calls none."""
        target = (element.get("target") or "").removeprefix("#")
        key = self.anchors.get(element.get(XML_ID) or "", "") if element.tag == TEI + "anchor" else target
        return key if key in self.notes else ""


def are_numbers(root: etree._Element) -> bool:
    """Whether the @n of divisions number them: in some projects, as in the Deutsches Textarchiv, they say how deep one lies, so
    that those side by side have the same.
    """
    numbered = (division for text in texts(root) for division in text.iter(*DIVISIONS) if division.get("n", "").strip())
    places = [(division.getparent(), division.get("n", "").strip()) for division in numbered]
    return len(set(places)) == len(places)


def numbered_entries(root: etree._Element, divisions: Sequence[EntryDivision], held: Sequence[int]) -> list[int]:
    """Of the divisions that hold text, by their indexes in order, those from the first that has a number to the last.

    None where most of them have no number: those of the others number sections of an article or the like; nor where @n is none.
    """
    ns = [index for index in held if divisions[index].element.get("n", "").strip()]
    entries = list(held[held.index(ns[0]) : held.index(ns[-1]) + 1]) if ns else []
    return entries if 2 * len(ns) >= len(entries) and are_numbers(root) else []
