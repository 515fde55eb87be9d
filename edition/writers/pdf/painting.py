"""Paint a page as WeasyPrint does, and note what is painted where, so that tags can be given to it (tag_tree.py).

What a page has besides its text, such as running heads, page and line numbers, is an artifact of the kind Pagination (ISO 32000-1,
14.8.2.2). A hyphen at the end of a line inside a word is a soft hyphen for those who read or search the text (14.8.2.2.3). Signs
and sigla have the words with which they are read aloud (14.9.5). Black and grays are painted as grays, so that a press needs one
ink for them.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.pdf.fonts import Font
from weasyprint.pdf.stream import Stream
from weasyprint.text.ffi import ffi
from weasyprint.text.fonts import get_pango_font_hb_face, get_pango_font_key

from edition.language.book_words import GRADE_SIGNS, BookWords
from edition.writers.pdf.table_boxes import repeated_heads

# The hyphen that WeasyPrint puts at the end of a line inside a word, and what it stands for.
HYPHEN, SOFT_HYPHEN = "‐", "\u00ad"
BRACKET = "]"
# The class of a row of the apparatus, and of a bar between two of its entries, which is not read.
APPARATUS, BAR = "apparatus", "bar"
# What stands at the head and at the foot of a page is named in the properties of an artifact (ISO 32000-1, table 330).
_HEADS = {"Top": "Header", "Bottom": "Footer"}
# What is shown at once: glyphs as hexadecimal numbers of four digits between angle brackets, and shifts.
_SHOWN = re.compile(rb"<([0-9a-f]*)>|([-.0-9]+)")
_SHIFT = re.compile(r"-?\d+\.\d{2,}")


@dataclass(slots=True)
class PaintedMark:
    """What was painted for a box: the first and the last entry of it in the page's content, and the marked content's properties."""

    first: int
    last: int
    properties: pydyf.Dictionary


@dataclass(frozen=True, slots=True)
class SpokenSigns:
    """How signs are read aloud in the language of a book. `siglum`: with a place {siglum}."""

    signs: Mapping[str, str]
    siglum: str

    @classmethod
    def of(cls, words: BookWords) -> SpokenSigns:
        """Take the words of a book."""
        grades = {"substantive": words.grade_substantive, "accidental": words.grade_accidental}
        signs = {sign: f"{grades[grade]}: " for grade, sign in GRADE_SIGNS.items()}
        return cls({**signs, BRACKET: f" {words.reads} "}, words.in_siglum)


class InkedStream(Stream):  # type: ignore[misc]
    """The content of a page, a group or a pattern. `gray`: grays are painted as such."""

    gray = True

    def clone(self, **named: Any) -> Stream:
        """Make the content of a group or a pattern on this page; what it paints has the tag of the whole."""
        made = super().clone(**named)
        made.__class__, made.gray = InkedStream, self.gray
        return made

    def set_color_rgb(self, red: float, green: float, blue: float, stroke: bool = False) -> None:
        """Choose a colour; a gray as a gray."""
        if self.gray and red == green == blue:
            self.stream.append(f"{_short(red, 3)} {'G' if stroke else 'g'}".encode())
        else:
            super().set_color_rgb(red, green, blue, stroke)

    def show_text(self, text: str) -> None:
        """Show glyphs. Shifts of nothing are left out, others are rounded: a tenth of a thousandth of the size is not seen."""
        text = text.replace(">0<", "").replace("<>", " ")
        if text.endswith(">0"):
            text = text[:-1]
        super().show_text(_SHIFT.sub(lambda number: _short(float(number[0]), 1), text))


class TaggedStream(InkedStream):
    """The content of a page.

    `marks`: box -> what was painted for it, for what has a place in the structure. `furniture`: boxes that are artifacts -> their
    properties.
    """

    def __init__(self, *given: Any, furniture: Mapping[Any, pydyf.Dictionary], speech: SpokenSigns, **named: Any) -> None:
        super().__init__(*given, **named)
        self.marks: dict[Any, PaintedMark] = {}
        self._furniture, self._speech = furniture, speech
        self._marked = False
        self._signs: dict[tuple[bytes, str], bytes] = {}

    @contextlib.contextmanager
    def marked(self, box: Any, tag: str) -> Iterator[None]:
        """Mark what is painted for a box: as an artifact, or as content that gets a tag."""
        if (aside := self._aside(box)) is not None:
            self.begin_marked_content("Artifact", aside)
            yield
            self.end_marked_content()
            return
        first = len(self.stream)
        properties = pydyf.Dictionary({"MCID": 0})
        self.begin_marked_content(tag, properties)
        self._marked = True
        yield
        self._marked = False
        if isinstance(box, boxes.TextBox):
            if not box.text.strip():
                # Nothing was painted.
                del self.stream[first:]
                self._current_color = self._current_alpha = None
                return
            self._say(box, first, properties)
        self.end_marked_content()
        self.marks[box] = PaintedMark(first, len(self.stream) - 1, properties)

    def _aside(self, box: Any) -> pydyf.Dictionary | None:
        """Find the properties of an artifact; None for what has a place in the structure."""
        if (found := self._furniture.get(box)) is not None or not isinstance(box, boxes.TextBox):
            return found
        between = box.element_tag == "span" and box.element.get("class") == BAR
        return pydyf.Dictionary({"Type": "/Layout"}) if between else None

    @contextlib.contextmanager
    def artifact(self) -> Iterator[None]:
        """Paint an artifact; a line under words belongs to the words."""
        if self._marked:
            yield
        else:
            with super().artifact():
                yield

    def add_font(self, pango_font: Any) -> tuple[Any, float]:
        """Find or make the font of a run.

        WeasyPrint knows fonts by what was asked for; two files may answer one request: a bold font, and a regular one for letters
        that the bold one lacks.
        """
        key, description, size = get_pango_font_key(pango_font)
        file = int(ffi.cast("uintptr_t", get_pango_font_hb_face(pango_font)))
        if (key, file) not in self._fonts:
            font = self._fonts[key, file] = Font(pango_font, description, size)
            content = hashlib.sha256(font.file_content).digest()
            font.hash += "".join(chr(65 + byte % 26) for byte in content[:3])
        return self._fonts[key, file], size

    def _say(self, box: Any, first: int, properties: pydyf.Dictionary) -> None:
        """Give what was painted for a text the words that are read for it."""
        element, text = box.element, box.text
        if element is not None and element.get("data-of-entry") is not None:
            properties["E"] = pydyf.String(self._speech.siglum.format(siglum=text.strip()))
        elif text.endswith(HYPHEN) and not getattr(box, "own_hyphen", False):
            shown = [at for at in range(first, len(self.stream)) if _shows(self.stream[at])]
            parts = list(_parted(self.stream[shown[-1]], None)) if shown else []
            if parts and parts[-1][1]:
                self._replace(shown[-1], parts, "ActualText", SOFT_HYPHEN)
        elif box.element_tag == "p" and APPARATUS in (element.get("class") or "").split():
            for sign, said in self._speech.signs.items():
                if sign in text:
                    self._speak(first, sign, said)

    def _speak(self, first: int, sign: str, said: str) -> None:
        """Give a sign among the glyphs painted since `first` the words that are read for it."""
        font, at = b"", first
        while at < len(self.stream):
            item = self.stream[at]
            if isinstance(item, bytes) and item.endswith(b" Tf"):
                font = item[1:].split(b" ", 1)[0]
            elif _shows(item) and (glyph := self._glyph(font, sign)) and glyph in item:
                parts = list(_parted(item, glyph))
                if any(special for _, special in parts):
                    at += self._replace(at, parts, "E", said)
            at += 1

    def _glyph(self, font: bytes, sign: str) -> bytes:
        """Find the glyph of a sign in a font; empty if it has none so far."""
        if (font, sign) not in self._signs:
            own = (each for each in self._fonts.values() if each.hash.encode() == font)
            found = (f"{glyph:04x}".encode() for each in own for glyph, letters in each.to_unicode.items() if letters == sign)
            if not (glyph := next(found, b"")):
                return b""
            self._signs[font, sign] = glyph
        return self._signs[font, sign]

    def add_space(self, mark: PaintedMark) -> None:
        """Paint a space after what was painted for a text."""
        for at in range(mark.last, mark.first, -1):
            if _shows(self.stream[at]):
                break
        else:
            return
        chosen = (item for item in reversed(self.stream[mark.first : at]) if isinstance(item, bytes) and item.endswith(b" Tf"))
        if glyph := self._glyph(next(chosen, b"")[1:].split(b" ", 1)[0], " "):
            shown = self.stream[at].removesuffix(b"] TJ")
            self.stream[at] = (shown[:-1] if shown.endswith(b">") else shown + b"<") + glyph + b">] TJ"

    def _replace(self, at: int, parts: list[tuple[bytes, bool]], key: str, said: str) -> int:
        """Mark some parts of what is shown as standing for words. Returns how many entries the content has more."""
        made: list[Any] = []
        for content, special in parts:
            if special:
                made += ["/Span", pydyf.Dictionary({key: pydyf.String(said)}), b"BDC", content, b"EMC"]
            else:
                made.append(content)
        self.stream[at : at + 1] = made
        return len(made) - 1


def _shows(item: Any) -> bool:
    return isinstance(item, bytes) and item.endswith(b"] TJ")


def _parted(shown: bytes, glyph: bytes | None) -> Iterator[tuple[bytes, bool]]:
    """Part what is shown around a glyph, None for the last one: what is shown, and whether it is that glyph."""
    items: list[bytes] = []
    for glyphs, shift in _SHOWN.findall(shown):
        items += [b"<" + glyphs[at : at + 4] + b">" for at in range(0, len(glyphs), 4)] if glyphs else [shift]
    places = [at for at, item in enumerate(items) if (item.startswith(b"<") if glyph is None else item == b"<" + glyph + b">")]
    begin = 0
    for at in places[-1:] if glyph is None else places:
        if items[begin:at]:
            yield _shown(items[begin:at]), False
        yield _shown([items[at]]), True
        begin = at + 1
    if items[begin:]:
        yield _shown(items[begin:]), False


def _shown(items: list[bytes]) -> bytes:
    return b"[" + b" ".join(items).replace(b"> <", b"") + b"] TJ"


def _short(number: float, digits: int) -> str:
    """Write a number with so many digits after the point at most."""
    return f"{number:.{digits}f}".rstrip("0").rstrip(".") or "0"


def furniture(page: Any, heads: set[Any]) -> dict[Any, pydyf.Dictionary]:
    """Find what a page has besides its text, running heads, page and line numbers, and heads of tables that go on from the page
    before: box -> the properties of the artifact.

    `heads`: the elements of heads of tables on the pages before; those of this page are added.
    """
    found: dict[Any, pydyf.Dictionary] = {}
    for margin in page._page_box.children:
        if isinstance(margin, boxes.MarginBox):
            side = margin.at_keyword.removeprefix("@").split("-")[0].title()
            properties = {"Type": "/Pagination", "Attached": pydyf.Array([f"/{side}"])}
            if side in _HEADS:
                properties["Subtype"] = f"/{_HEADS[side]}"
            found |= {box: pydyf.Dictionary(properties) for box in margin.descendants() if isinstance(box, boxes.TextBox)}
    for head in repeated_heads(page._page_box, heads):
        texts = (box for box in head.descendants() if isinstance(box, boxes.TextBox))
        found |= {box: pydyf.Dictionary({"Type": "/Pagination"}) for box in texts}
    return found
