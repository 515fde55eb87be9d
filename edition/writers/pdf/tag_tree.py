"""Turn the boxes of set pages into the structure of a tagged PDF (ISO 32000-1, 14.7 and 14.8).

WeasyPrint gives a tag to each box. Here each thing of the book has one: a paragraph, a heading, an item with label and body, a
note, an entry of the apparatus. What differs in nothing from what is around it has none of its own, and neither has what is
empty.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from edition.language.tags import has_leftward
from edition.writers.pdf.painting import APPARATUS, BAR, HYPHEN, PaintedMark, TaggedStream

# Elements of the markup that are of themselves a thing of the book: name -> sort of structure (ISO 32000-1, 14.8.4).
SORTS = {
    "section": "Sect",
    "article": "Art",
    "blockquote": "BlockQuote",
    "p": "P",
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "li": "LI",
    "dt": "LI",
    "dd": "LI",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "caption": "Caption",
    "figcaption": "Caption",
    "a": "Link",
}
# Sorts that hold words; in all others words stand in a paragraph or in the body of an item.
WORDED = frozenset(
    ("P", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "Lbl", "TD", "TH", "Caption", "Link", "Reference", "Span", "TOCI")
)
# Of these, sorts that hold paragraphs too.
HOLDS_BLOCKS = ("LBody", "TD", "TH", "Caption")
PICTURES = ("img", "svg")
# The class of a row of the contents, and of the apparatus of a page.
ROW, ROWS = "row", "rows"
# The class of the head of a section among entries of the apparatus.
OF_SECTION = "of-section"


@dataclass(slots=True, eq=False)
class MarkedRun:
    """Content of a page that is marked as one: where it stands in the content, and its properties."""

    page: int
    mark: PaintedMark


@dataclass(slots=True, eq=False)
class TagNode:
    """An element of the structure.

    `source`: the element of the markup from which it comes; further boxes of that belong to it too. `entries`: what else the PDF
    says of it. `links`: annotations of links, each with its page.
    """

    sort: str
    parent: TagNode | None
    source: Any = None
    kids: list[TagNode | MarkedRun] = field(default_factory=list)
    entries: dict[str, Any] = field(default_factory=dict)
    links: list[tuple[int, Any]] = field(default_factory=list)

    def add(self, sort: str, source: Any = None) -> TagNode:
        """Add an element as the last one."""
        made = TagNode(sort, self, source)
        self.kids.append(made)
        return made

    def last(self, sort: str, source: Any) -> TagNode | None:
        """Find the last element if it has this sort and source."""
        kid = self.kids[-1] if self.kids else None
        return kid if isinstance(kid, TagNode) and kid.sort == sort and kid.source is source else None

    def around(self, *sorts: str) -> TagNode | None:
        """Find the nearest element of some sorts, this one or one around it."""
        node: TagNode | None = self
        while node is not None and node.sort not in sorts:
            node = node.parent
        return node


class TagTree:
    """Builds the structure of a part. `part`: its number in the book. `line`: what a link to a line says, with a place {number}."""

    def __init__(self, part: int, line: str) -> None:
        self.part, self._line = part, line
        self.root = TagNode("Document", None)
        self._page = 0
        self._height = 0.0
        self._marks: dict[Any, PaintedMark] = {}
        self._stream: Any = None
        self._content: Any = None
        # The words painted last, and where.
        self._before: tuple[str, PaintedMark] | None = None
        # A note that goes on at the foot of the next page is one.
        self._notes: dict[Any, TagNode] = {}

    def read(self, page: int, document_page: Any, stream: TaggedStream) -> None:
        """Read a page. `page`: its number, counted from 0. Words that stand next to each other become one run."""
        self._page, self._marks, self._stream, self._content = page, stream.marks, stream.stream, stream
        self._before = None
        self._height = document_page.height
        self._children(document_page._page_box, self.root)

    def _children(self, box: Any, node: TagNode) -> None:
        children = getattr(box, "children", ())
        for at, child in enumerate(children, 1):
            if isinstance(child, boxes.LineBox):
                self._children(child, node)
                if at < len(children) or APPARATUS in _classes(box.element):
                    self._line_ends()
            elif not isinstance(child, boxes.MarginBox) and not getattr(child, "repeated", False):
                self._box(child._box if isinstance(child, AbsolutePlaceholder) else child, node)

    def _box(self, box: Any, node: TagNode) -> None:
        if isinstance(box, boxes.TextBox):
            self._words(box, node)
        elif isinstance(box, boxes.ReplacedBox):
            self._picture(box, node)
        else:
            self._children(box, self._node(box, node))

    # --- Words and pictures -----------------------------------------------------------------------------------------

    def _words(self, box: Any, node: TagNode) -> None:
        mark = self._marks.pop(box, None)
        if mark is None:
            if self._before is not None and box.text and not box.text.strip():
                self._space()
            return
        if node.sort not in WORDED:
            node = _worded(node, box.element)
        self._before = (box.text, mark)
        self._run(mark, node)

    def _line_ends(self) -> None:
        """Say the space at which a line ends: it is not printed, and words must not run together (ISO 32000-1, 14.8.2.5)."""
        if self._before is not None and _spaced(self._before[0]):
            self._space()

    def _space(self) -> None:
        if self._before is not None and not self._before[0].endswith((" ", "\u00a0")):
            self._content.add_space(self._before[1])
        self._before = None

    def _run(self, mark: PaintedMark, node: TagNode) -> None:
        """Add content to an element; to the content before it, if nothing stands between them and both are mere words."""
        before = node.kids[-1] if node.kids else None
        if (
            isinstance(before, MarkedRun)
            and before.page == self._page
            and before.mark.last + 1 == mark.first
            and len(before.mark.properties) == len(mark.properties) == 1
        ):
            # The end of the one, and the three entries that begin the other.
            self._stream[before.mark.last] = None
            self._stream[mark.first : mark.first + 3] = (None,) * 3
            before.mark.last = mark.last
        else:
            node.kids.append(MarkedRun(self._page, mark))

    def _picture(self, box: Any, node: TagNode) -> None:
        mark = self._marks.pop(box, None)
        if mark is None:
            return
        element = box.element
        figure = node.around("Figure") or node.add("Figure", element)
        if said := _description(element):
            figure.entries["Alt"] = pydyf.String(said)
        left, top = box.content_box_x(), box.content_box_y()
        edges = (left, self._height - top - box.height, left + box.width, self._height - top)
        figure.entries["A"] = pydyf.Dictionary({"O": "/Layout", "BBox": pydyf.Array([0.75 * edge for edge in edges])})
        figure.kids.append(MarkedRun(self._page, mark))

    # --- Elements -----------------------------------------------------------------------------------------------------

    def _node(self, box: Any, node: TagNode) -> TagNode:
        """Find or make the element for a box; that around it if the box has none of its own."""
        element, name = box.element, box.element_tag or ""
        if element is None or name in ("html", "body"):
            return node
        kind, _, pseudo = name.partition("::")
        if pseudo:
            return self._pseudo(element, kind, pseudo, node)
        if element is node.source:
            return node
        made = self._made(element, kind, node)
        if made is not node and box.link_annotation:
            self._link(element, box.link_annotation, made)
        if made is not node:
            self._spoken(element, made)
        return made

    def _pseudo(self, element: Any, kind: str, pseudo: str, node: TagNode) -> TagNode:
        """Find the place of words that the style sheet adds: the mark of an item is its label."""
        if kind == "li" and pseudo in ("before", "marker"):
            return self._label(node) or node
        if ROWS in _classes(element):
            # From which page the rows go on.
            return node.add("Caption") if node.sort == "L" and not node.kids else node
        return node

    def _label(self, node: TagNode) -> TagNode | None:
        """Make the label of the item or the note around."""
        owner = node.around("LI", "Note")
        if owner is None:
            return None
        found = next((kid for kid in owner.kids if isinstance(kid, TagNode) and kid.sort == "Lbl"), None)
        if found is None:
            found = TagNode("Lbl", owner)
            owner.kids.insert(0, found)
            if owner.sort == "LI" and owner.parent is not None:
                owner.parent.entries.setdefault("A", _numbering("Disc"))
        return found

    def _made(self, element: Any, kind: str, node: TagNode) -> TagNode:
        classes = _classes(element)
        kind = kind.rpartition("}")[2]
        sort = SORTS.get(kind, "")
        if kind == "a":
            return self._linked(element, classes, node)
        if sort == "LI":
            return self._item(element, kind, node)
        if ROWS in classes:
            made = node.last("L", element) or node.add("L", element)
            made.entries["A"] = _numbering("Decimal")
            return made
        if element.get("data-tag") == "Note":
            return self._note(element, node)
        if node.sort == "L" and kind == "span" and (BAR in classes or OF_SECTION in classes):
            return node.add("LI").add("LBody")
        if node.sort == "L" and kind not in SORTS:
            node = _worded(node, element)
        if "label" in classes:
            return self._label(node) or node
        if ROW in classes and kind == "p":
            return _row(element, node)
        if kind == "figure" and sum(_name(inner) in PICTURES for inner in element.iter()) == 1:
            sort = "Figure"
        if sort == "P" and ((node.sort in WORDED and node.sort not in HOLDS_BLOCKS) or APPARATUS in classes):
            sort = ""
        if sort in ("TD", "TH") and node.sort in ("TD", "TH"):
            sort = ""
        if kind == "section" and "index" in classes:
            sort = "Index"
        if not sort and _told(element):
            sort = "Span" if node.sort in WORDED else "Div"
        if not sort:
            return node
        found = node.last(sort, element)
        if found is None:
            found = node.add(sort, element)
            if sort in ("TH", "TD"):
                found.entries["A"] = _cell(element, sort)
            elif kind == "ol":
                found.entries["A"] = _numbering("Decimal")
        return found

    def _item(self, element: Any, kind: str, node: TagNode) -> TagNode:
        """Make an item and its body. In a list of terms the term is the label of what is said of it."""
        owner = node.around("L") or node
        if node.sort == "LBody" and node.parent is not None and node.parent.source is element:
            return node
        item = owner.last("LI", element)
        if item is None and kind == "dd" and owner.kids:
            before = owner.kids[-1]
            item = before if isinstance(before, TagNode) and before.sort == "LI" and _name(before.source) in ("dt", "dd") else None
        if item is None:
            item = owner.add("LI", element)
        sort = "Lbl" if kind == "dt" else "LBody"
        if sort == "Lbl":
            owner.entries.setdefault("A", _numbering("None"))
        part = item.kids[-1] if item.kids else None
        if isinstance(part, TagNode) and part.sort == sort and part.source is element:
            return part
        if kind == "dd" and isinstance(part, TagNode) and part.sort == "LBody":
            return part
        return item.add(sort, element)

    def _note(self, element: Any, node: TagNode) -> TagNode:
        made = self._notes.get(element)
        if made is None:
            made = self._notes[element] = node.add("Note", element)
            made.entries["ID"] = pydyf.String(f"note-{self.part}-{len(self._notes)}")
        return made

    def _linked(self, element: Any, classes: Sequence[str], node: TagNode) -> TagNode:
        """Make a link: that of a note's number is its label, that of a call or of a row of the contents a reference."""
        if "number" in classes:
            owner = self._label(node) or node
        elif "of-line" in classes:
            owner = (node.around("L") or node).add("LI").add("Lbl")
        elif "call" in classes or node.sort == "TOCI":
            last = node.kids[-1] if node.kids else None
            again = isinstance(last, TagNode) and last.sort == "Reference" and last.last("Link", element)
            owner = last if isinstance(last, TagNode) and again else node.add("Reference")
        else:
            owner = node if node.sort in WORDED else _worded(node, element)
        return owner.last("Link", element) or owner.add("Link", element)

    def _link(self, element: Any, annotation: Any, node: TagNode) -> None:
        if "of-line" in _classes(element):
            annotation["Contents"] = pydyf.String(self._line.format(number="".join(element.itertext()).strip()))
        elif element.get("data-says"):
            annotation["Contents"] = pydyf.String(element.get("data-says"))
        if all(held is not annotation for _, held in node.links):
            node.links.append((self._page, annotation))

    def _spoken(self, element: Any, node: TagNode) -> None:
        """Say the language of an element and its title."""
        if element.get("lang"):
            node.entries["Lang"] = pydyf.String(element.get("lang"))
        if element.get("data-title"):
            node.entries["T"] = pydyf.String(element.get("data-title"))

    # --- Written ------------------------------------------------------------------------------------------------------

    def write(self, pdf: pydyf.PDF, streams: Sequence[TaggedStream], first: int) -> pydyf.Dictionary:
        """Write the structure. `first`: the key of the first page in the tree of parents. Returns the root of the structure.

        The pages must have the keys that follow `first`; the keys after them are given to links.
        """
        _pruned(self.root)
        pages = pdf.page_references
        held: list[list[bytes]] = [[] for _ in streams]
        parents: list[Any] = []
        links: list[tuple[bytes, Any]] = []

        def put(node: TagNode, parent: bytes) -> bytes:
            made = pydyf.Dictionary({"S": f"/{node.sort}", "P": parent, **node.entries})
            pdf.add_object(made)
            kids = pydyf.Array()
            home = next((kid.page for kid in node.kids if isinstance(kid, MarkedRun)), None)
            if home is not None:
                made["Pg"] = pages[home]
            for page, annotation in node.links:
                reference = pydyf.Dictionary({"Type": "/OBJR", "Obj": annotation.reference, "Pg": pages[page]})
                pdf.add_object(reference)
                kids.append(reference.reference)
                links.append((made.reference, annotation))
            for kid in node.kids:
                if isinstance(kid, TagNode):
                    kids.append(put(kid, made.reference))
                    continue
                number = len(held[kid.page])
                held[kid.page].append(made.reference)
                kid.mark.properties["MCID"] = number
                here = {"Type": "/MCR", "Pg": pages[kid.page], "MCID": number}
                kids.append(number if kid.page == home else pydyf.Dictionary(here))
            made["K"] = kids if len(kids) != 1 else kids[0]
            return bytes(made.reference)

        parent_tree, root = pydyf.Dictionary({}), pydyf.Dictionary({"Type": "/StructTreeRoot"})
        pdf.add_object(parent_tree)
        pdf.add_object(root)
        root["ParentTree"] = parent_tree.reference
        root["K"] = pydyf.Array([put(self.root, root.reference)])
        for page, references in enumerate(held):
            parents += [first + page, pydyf.Array(references)]
        for key, (reference, annotation) in enumerate(links, first + len(held)):
            annotation["StructParent"] = key
            parents += [key, reference]
        parent_tree["Nums"] = pydyf.Array(parents)
        for stream in streams:
            stream.stream = list(_joined(stream.stream))
        return root


def _spaced(text: str) -> bool:
    """Tell whether a space follows a line that ends with a text: none follows a hyphen, or a dash that stands close to its word."""
    last = text[-1:]
    if not last or last in f"{HYPHEN}\u200b" or unicodedata.east_asian_width(last) in "WF":
        return False
    if has_leftward(text):
        return False
    return unicodedata.category(last) != "Pd" or text[-2:-1].isspace()


def _classes(element: Any) -> Sequence[str]:
    return (element.get("class") or "").split() if element is not None else ()


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if element is not None and isinstance(element.tag, str) else ""


def _told(element: Any) -> bool:
    """Tell whether an element says something of its own: its language, or a title."""
    return bool(element.get("lang") or element.get("data-title"))


def _worded(node: TagNode, element: Any) -> TagNode:
    """Find or make the element that holds words in a place that is none for words."""
    if node.sort == "L":
        # The words of an entry go on from the row before, or follow the label.
        last = node.kids[-1] if node.kids else None
        item = last if isinstance(last, TagNode) and last.sort == "LI" else node.add("LI")
        body = item.kids[-1] if item.kids else None
        return body if isinstance(body, TagNode) and body.sort == "LBody" else item.add("LBody")
    if node.sort == "LI":
        return node.last("LBody", None) or node.add("LBody")
    return node.last("P", element) or node.add("P", element)


def _row(element: Any, node: TagNode) -> TagNode:
    """Find or make a row of the contents. One of a further level stands in a list of its own in the row before it."""
    last = node.kids[-1] if node.kids else None
    table = last if isinstance(last, TagNode) and last.sort == "TOC" else node.add("TOC")
    for _ in range(int(element.get("data-depth", "1")) - 1):
        above = table.kids[-1] if table.kids else None
        if not isinstance(above, TagNode):
            break
        under = above.kids[-1] if above.kids else None
        table = under if isinstance(under, TagNode) and under.sort == "TOC" else above.add("TOC")
    return table.last("TOCI", element) or table.add("TOCI", element)


def _description(element: Any) -> str:
    """Find what is said of a picture: its alt, or the desc or the title of a drawing."""
    if _name(element) != "svg":
        return str(element.get("alt") or "")
    said = {_name(inner): inner.text or "" for inner in element if _name(inner) in ("title", "desc")}
    return said.get("desc") or said.get("title", "")


def _numbering(kind: str) -> pydyf.Dictionary:
    return pydyf.Dictionary({"O": "/List", "ListNumbering": f"/{kind}"})


def _cell(element: Any, sort: str) -> pydyf.Dictionary:
    found = pydyf.Dictionary({"O": "/Table"})
    for name, entry in (("colspan", "ColSpan"), ("rowspan", "RowSpan")):
        if (count := element.get(name, "1")) not in ("", "0", "1") and count.isdecimal():
            found[entry] = int(count)
    if sort == "TH":
        found["Scope"] = "/Row" if element.get("scope") in ("row", "rowgroup") else "/Column"
    return found


def _pruned(node: TagNode) -> bool:
    """Take out what is empty, in place. Returns whether something is left."""
    node.kids = [kid for kid in node.kids if isinstance(kid, MarkedRun) or _pruned(kid)]
    return bool(node.kids or node.links) or node.sort in ("TD", "TH")


def _joined(content: Sequence[Any]) -> Iterator[Any]:
    """Yield the content of a page without what was taken out, and without ends of text at which text begins again."""
    before: Any = None
    for item in content:
        if item is None:
            continue
        if before is not None:
            if before == b"ET" and item == b"BT":
                before = None
                continue
            yield before
        before = item
    if before is not None:
        yield before


def tagged(number: int, key: int, line: str) -> Callable[..., None]:
    """Make a function in place of WeasyPrint's `add_tags`. `number`: of the part in the book; `key`: that of its first page in the
    tree of parents. `line`: what a link to a line says, with a place {number}.
    """

    def add_tags(_theirs: Any, pdf: pydyf.PDF, document: Any, _version: Any, streams: Sequence[TaggedStream]) -> None:
        tree = TagTree(number, line)
        for at, (page, stream) in enumerate(zip(document.pages, streams, strict=True)):
            tree.read(at, page, stream)
        pdf.catalog["StructTreeRoot"] = tree.write(pdf, streams, key).reference
        pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
        pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})

    return add_tags
