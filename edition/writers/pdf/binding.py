"""Turn set pages into a part of a PDF, and parts into one PDF with their tags, links and bookmarks whole.

WeasyPrint writes each part, in any process, with numbers and names that no other part has. Binding joins what a PDF has once: the
structure tree, the targets of links, the bookmarks, the labels of pages (ISO 32000-1, 14.7, 12.3.2, 12.3.3, 12.4.2), and the fonts.
Three functions of WeasyPrint's writer are replaced while it writes, which have no public name: `Stream`, `add_tags` and
`build_fonts_dictionary` of `weasyprint.pdf`. tests/writers/pdf/test_pages.py fails when they move.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pydyf
from weasyprint import pdf as writing
from weasyprint.document import Document, Page
from weasyprint.draw import text

from edition.language.languages import language_of_tag
from edition.writers.pdf import emboldening
from edition.writers.pdf.faces import UsedFace, embedded, faces_of, of_dots
from edition.writers.pdf.layout import in_place_of, once_for_a_style
from edition.writers.pdf.painting import SpokenSigns, TaggedStream, furniture
from edition.writers.pdf.standards import Prepress, declared
from edition.writers.pdf.tag_tree import tagged

if TYPE_CHECKING:
    import pikepdf

# The distance between the keys of two parts in the tree of parents: more than a part can have of pages and links.
KEYS = 10_000_000
# Points of a PDF (72 to the inch) in a pixel of CSS (96 to the inch).
SCALE = 0.75


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A heading: level from 1, words, page of the part, counted from 0, and its place on the page, in points."""

    level: int
    label: str
    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class PdfPart:
    """Pages as a tagged PDF, without the fonts.

    `places`: id that is a target of links -> page of the part, counted from 0. `foreign`: the letters set in another font than the
    book's own. `faces`: what the pages show of each face. `files`: the font files of these, SHA-256 -> content; those that others
    have may be lacking.
    """

    pdf: bytes
    count: int
    places: dict[str, int]
    bookmarks: tuple[Bookmark, ...]
    foreign: str
    faces: tuple[UsedFace, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict, compare=False)


# A part without pages.
NOTHING = PdfPart(b"", 0, {}, (), "")


def part(document: Document, number: int, targets: Collection[str], fonts: Collection[str], *, gray: bool = True) -> PdfPart:
    """Write a document as part `number`, counted from 0, of a book.

    `targets`: the ids to which links of the book lead; links to other parts are joined by `bind`. `fonts`: the names of the
    book's fonts. `gray`: black and grays are painted as such.
    """
    # The pages are read anew, because boxes were put on them after WeasyPrint made them.
    pages = [Page(page._page_box) for page in document.pages]
    made = document.copy(pages)
    places: dict[str, int] = {}
    bookmarks = []
    for at, page in enumerate(pages):
        # WeasyPrint makes a link of every element inside a link too: only the link itself is left.
        page.links = [link for link in page.links if link[3].element_tag == "a"]
        page.anchors = {name: box for name, box in page.anchors.items() if name in targets and name not in places}
        places |= dict.fromkeys(page.anchors, at)
        bookmarks += [
            Bookmark(level, label, at, x * SCALE, (page.height - y) * SCALE) for level, label, (x, y), _ in page.bookmarks
        ]
        page.bookmarks = []
    elsewhere = {target for page in pages for kind, target, *_ in page.links if kind == "internal" and target not in places}
    if pages:
        # WeasyPrint drops links to ids that are not in its document. So these ids get a target here, which `finish` takes out
        # again.
        pages[-1].anchors |= dict.fromkeys(elsewhere, (0.0, 0.0, 0.0, 0.0))

    faces: list[Any] = []

    def embed(_theirs: Any, pdf: pydyf.PDF, used: dict[Any, Any], compress: bool, _subset: bool, options: Any) -> pydyf.Dictionary:
        faces.extend(font for font in used.values() if not font.bitmap)
        return of_dots(pdf, (font for font in used.values() if font.bitmap), compress, options)

    def finish(_document: Document, pdf: pydyf.PDF) -> None:
        for page in range(len(pages)):
            pdf.objects[pdf.pages["Kids"][3 * page]]["StructParents"] = number * KEYS + page
        if not number:
            made.metadata.include_in_pdf(pdf, None, None, None, compress=False)
        names = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])
        held = [(name, to) for name, to in zip(names[::2], names[1::2], strict=True) if name.string not in elsewhere]
        if names:
            pdf.catalog["Names"]["Dests"]["Names"] = pydyf.Array([part for pair in held for part in pair])

    target, turned = io.BytesIO(), iter(pages)
    heads: set[Any] = set()
    words = language_of_tag(document.metadata.lang or "en").book
    speech = SpokenSigns.of(words)

    def stream(_theirs: Any, *given: Any, **named: Any) -> TaggedStream:
        made = TaggedStream(*given, furniture=furniture(next(turned), heads), speech=speech, **named)
        made.gray = gray
        return made

    with contextlib.ExitStack() as ours:
        ours.enter_context(once_for_a_style())
        ours.enter_context(in_place_of(writing, "Stream", stream))
        ours.enter_context(in_place_of(writing, "add_tags", tagged(number, number * KEYS, words.line_label)))
        ours.enter_context(in_place_of(writing, "build_fonts_dictionary", embed))
        ours.enter_context(in_place_of(text, "draw_first_line", emboldening.drawn))
        made.write_pdf(target, finisher=finish, pdf_tags=True, pdf_version="1.7")
    shown, files = faces_of(faces)
    return PdfPart(target.getvalue(), len(pages), places, tuple(bookmarks), foreign_letters(made, fonts), shown, files)


def foreign_letters(document: Document, fonts: Collection[str]) -> str:
    """Find the letters of a written document that are set in other fonts, in order of Unicode. `fonts`: names as in the PDF."""
    own = tuple(name for name in fonts if name)
    others = (other for other in document.fonts.values() if not any(name in str(other.name) for name in own))
    return "".join(
        sorted({letter for other in others for letters in other.to_unicode.values() for letter in letters if letter.strip()})
    )


def bind(
    parts: Sequence[PdfPart],
    labels: Sequence[tuple[int, str, int]],
    target: Path,
    prepress: Prepress = Prepress(),
    files: Mapping[str, bytes] | None = None,
) -> None:
    """Join parts to one PDF, written to `target`. The metadata are those of the first part.

    `labels`: page, counted from 0, from which on pages are labelled; style ("r" roman, "D" arabic); first number. `prepress`: the
    standards that it follows. `files`: the font files that no part brings with it.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(parts[0].pdf)) as whole:
        held = {**(files or {}), **{name: content for part in parts for name, content in part.files.items()}}
        fonts = embedded(whole, [part.faces for part in parts], held)
        document = _Structure(whole)
        targets = _targets(whole.Root)
        _show(whole.pages[0], fonts[0])
        for further, shown in zip(parts[1:], fonts[1:], strict=True):
            with pikepdf.open(io.BytesIO(further.pdf)) as source:
                first = len(whole.pages)
                for page in source.pages:
                    whole.pages.append(page)
                _show(whole.pages[first], shown)
                document.add(source)
                for name, place in _targets(source.Root).items():
                    targets.setdefault(name, whole.copy_foreign(source.make_indirect(place)))
        document.close()
        names = [piece for name in sorted(targets) for piece in (pikepdf.String(name), targets[name])]
        whole.Root.Names = pikepdf.Dictionary(Dests=pikepdf.Dictionary(Names=pikepdf.Array(names)))
        starts = [sum(part.count for part in parts[:at]) for at in range(len(parts))]
        marks = [(mark, start) for part, start in zip(parts, starts, strict=True) for mark in part.bookmarks]
        _add_bookmarks(whole, marks)
        numbers = [
            piece for at, style, first in labels for piece in (at, pikepdf.Dictionary(S=pikepdf.Name(f"/{style}"), St=first))
        ]
        whole.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(numbers))
        declared(whole, prepress, lacking=any(face.missing for part in parts for face in part.faces))
        whole.save(
            target,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )


def _show(page: pikepdf.Page, fonts: Mapping[str, pikepdf.Object]) -> None:
    """Give the pages of a part their fonts. All of its pages share what they need."""
    held = page.obj.Resources.Font
    for key, font in fonts.items():
        held[f"/{key}"] = font


def _targets(root: pikepdf.Object) -> dict[str, pikepdf.Object]:
    """Find the targets of links in a part: name -> destination."""
    names: Any = root.get("/Names", {}).get("/Dests", {}).get("/Names", [])  # type: ignore[call-overload]
    return {str(names[at]): names[at + 1] for at in range(0, len(names), 2)}


class _Structure:
    """The structure tree of the whole PDF: one Document in which each part is a Part."""

    def __init__(self, whole: pikepdf.Pdf) -> None:
        self.whole = whole
        self.tree = whole.Root.StructTreeRoot
        self.numbers = list(self.tree.ParentTree.Nums)
        self.parts = [self.tree.K[0]]

    def add(self, source: pikepdf.Pdf) -> None:
        """Add the tree of a part. Its pages must have been added before, so that the tree leads to the pages of the whole PDF."""
        tree = self.whole.copy_foreign(source.Root.StructTreeRoot)
        self.numbers += list(tree.ParentTree.Nums)
        self.parts.append(tree.K[0])

    def close(self) -> None:
        """Put the parts under one Document, and all their keys into the tree of parents."""
        import pikepdf

        document = self.whole.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Document, P=self.tree))
        for part in self.parts:
            part.S, part.P = pikepdf.Name.Part, document
        document.K = pikepdf.Array(self.parts)
        self.tree.K = pikepdf.Array([document])
        self.tree.ParentTree.Nums = pikepdf.Array(self.numbers)


def _add_bookmarks(whole: pikepdf.Pdf, marks: Sequence[tuple[Bookmark, int]]) -> None:
    """Write the bookmarks, each with the first page of its part. One that skips a level stands under the last higher one."""
    import pikepdf

    with whole.open_outline() as outline:
        path: list[tuple[int, list[pikepdf.OutlineItem]]] = [(0, outline.root)]
        for mark, start in marks:
            item = pikepdf.OutlineItem(mark.label, start + mark.page, "XYZ", left=mark.x, top=mark.y)
            while path[-1][0] >= mark.level:
                path.pop()
            path[-1][1].append(item)
            path.append((mark.level, item.children))
