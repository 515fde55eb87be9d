"""Turn the notes of an entry's witnesses into note elements at their places, and their later calls into pointers."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lxml import etree

from edition.model import Mark, Note, Paragraph, Span
from edition.tei.encoding.mixed import write_mixed
from edition.tei.encoding.pen import Pen
from edition.tei.names import TEI, XML_ID, pointer
from edition.text.looks import look_runs

# Finds the names of names.toml in a text, as spans.
Finder = Callable[[str], Iterable[Span]]
# The form of a list (list/@rend), and the characters with which the mark of an item in that form begins.
LIST_FORMS = (("dash", "–—-"), ("numbered", "0123456789"), ("bulleted", "•·*"))


def list_form(label: str) -> str:
    """Give the form of a list, the value of list/@rend, by the first character of its first mark: "dash", "numbered", "bulleted",
    else "plain".
    """
    return next((form for form, signs in LIST_FORMS if label and label[0] in signs), "plain")


class NoteWriter:
    """Writes the notes of one entry, and keeps their ids, by which a later call finds the note.

    `entry`: the id of the entry. `translated`: sigla of the witnesses with a known translator. `ids`: how often each id of the
    entry was given.
    """

    def __init__(self, entry: str, translated: frozenset[str], names: Finder, ids: dict[str, int]) -> None:
        self.entry, self.translated, self.names, self.ids = entry, translated, names, ids
        # The ids of the notes written, by witness, number and words.
        self.known: dict[tuple[str, str, str], str] = {}

    def write(self, pen: Pen, mark: Mark) -> None:
        """Write a note at its first call, a pointer to it at each later one (Guidelines 3.9.1)."""
        note = mark.value
        assert isinstance(note, Note)
        known = mark.siglum, note.n, note.text
        if note.again and known in self.known:
            pen.empty("ptr", type="call", target=f"#{self.known[known]}", source=pointer(mark.siglum))
            return
        key = f"{self.entry}.n.{pointer(mark.siglum)[1:]}-{_safe(note.n)}"
        self.ids[key] = self.ids.get(key, 0) + 1
        if self.ids[key] > 1:
            key = f"{key}.{self.ids[key]}"
        self.known[known] = key
        attributes = {"type": note.kind, "place": "bottom", "n": note.n, "source": pointer(mark.siglum)}
        if mark.siglum in self.translated:
            attributes["resp"] = f"{pointer(mark.siglum)}.tr"
        element = pen.open("note", **attributes)
        element.set(XML_ID, key)
        for block in note.blocks:
            self._block(pen, block, element)
        if not note.blocks:
            write_mixed(pen, note.text, self.names(note.text), (), self.write, look_runs(note.looks))
        while pen.element is not element:
            pen.close()
        pen.close()

    def _block(self, pen: Pen, block: Paragraph, note: etree._Element) -> None:
        """Write a block of a note; items that follow one another are one list, verses of one stanza one lg (Guidelines 3.9.1)."""
        held = {"item": "list", "l": "lg"}.get(block.kind, "")
        begins = block.kind == "l" and block.within[-1:] == ("stanza",) and block.shared < len(block.within)
        if pen.element is not note and (begins or pen.element.tag != TEI + held):
            pen.close()
        if held and pen.element is note:
            pen.open(held, rend=list_form(block.label) if held == "list" else "")
        if block.kind == "l":
            pen.open("l", n=block.n, part=block.part)
        else:
            pen.open("item" if held else "p")
        if block.label:
            pen.open("label")
            pen.write(block.label)
            pen.close()
        write_mixed(pen, block.text, self.names(block.text), (), self.write, look_runs(block.looks))
        pen.close()


def _safe(n: str) -> str:
    """Turn a note's number or sign into a part of an id: a character that is no ASCII letter or digit becomes its code point in
    hexadecimal.
    """
    return "".join(letter if letter.isascii() and letter.isalnum() else f"_{ord(letter):x}" for letter in n) or "0"
