"""Turn an edition into LaTeX for reledpar: the text that is printed, with its apparatus, on left pages, and opposite it another
witness's.

What of the one text stands level with what of the other is a chunk of reledpar: a paragraph or a verse, or nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, zip_longest

from lxml import etree

from edition.tei.export.exported_edition import ExportedEdition, ExportedEntry, PlacedText
from edition.tei.export.facing_blocks import level_rows
from edition.tei.export.headings_above import headings_above
from edition.tei.export.latex_words import LatexBlock, LatexText, escaped, language_name, preamble, spoken
from edition.tei.export.left_out import OPPOSITE
from edition.tei.export.printed_text import Called, notes_of_others, own_notes, placed_paragraphs, untold
from edition.tei.export.reledmac import PACKAGE, Reledmac, declarations
from edition.tei.names import DIVISIONS
from edition.tei.reading.declared_witnesses import DeclaredWitnesses, declared_witnesses
from edition.tei.reading.one_witness import witness_tree

_FACING = (
    r"\usepackage{reledpar}",
    r"\lineation*{page}",
    r"\linenummargin*{outer}",
    r"\setRlineflag{}",
    # With reledpar's own .9 a line with a long apparatus goes over the end of its page (“The left page has ended on a right page”):
    # measured on the Inferno in two translations, where that comes on page 51, and with .8 not on the first 145.
    r"\setgoalfraction{0.8}",
    r"\raggedbottom",
    r"\pagestyle{myheadings}",
    # TeX takes no line out of an empty box (\lastbox on a page).
    r"\newcommand{\nothing}{\leavevmode\skipnumbering}",
)
# After so many chunks the next entry begins on new pages. reledpar keeps all entries of the apparatus of what it sets at a time in
# one list, and copies it for each: the Inferno in two translations, 4957 chunks at once, was not set once in seven minutes, in nine
# parts 25 pages took 48 s of the processor, and each canto by itself all 449 pages took three minutes.
_CHUNKS = 100


def full_witnesses(tree: etree._ElementTree) -> tuple[str, ...]:
    """The sigla of the witnesses of a document that are whole texts and not quotations."""
    declared = declared_witnesses(tree.getroot())
    return tuple(siglum for key, siglum in declared.sigla.items() if key not in declared.quoted)


def made(edition: ExportedEdition, tree: etree._ElementTree) -> tuple[bytes, Mapping[str, int]]:
    """Make the document of a TEI document with two full witnesses or more. LuaLaTeX sets it, three times over.

    On the right stands the first full witness that is not the base; opposite an entry of which it is itself the base, the text of
    the base of the others.
    """
    full = full_witnesses(tree)
    facing = _Facing(edition, tree, full)
    openings = [*facing.openings()]
    most = max((len(opening.left) for opening in openings), default=1)
    heads = rf"\markboth{{{_named(edition, facing.main)}}}{{{_named(edition, facing.other)}}}"
    package = (*PACKAGE, *_FACING, rf"\maxchunks{{{most}}}", *declarations(edition))
    lines = [*preamble(edition, package, spoken(edition), "11pt,twoside"), r"\begin{document}", heads, r"\thispagestyle{empty}"]
    lines += _title_page(edition, (facing.main, facing.other))
    for opening in openings:
        lines += facing.lines(opening)
    lines.append(r"\end{document}")
    return "".join(line + "\n" for line in lines).encode(), {**untold(edition), OPPOSITE: len(full) - 2}


def _named(edition: ExportedEdition, siglum: str) -> str:
    return rf"\siglum{{{escaped(siglum)}}}"


def _title_page(edition: ExportedEdition, sides: Iterable[str]) -> Iterator[str]:
    """The page before the first left page: the title, and which texts stand beside each other."""
    titles = {witness.siglum: witness.title for witness in edition.witnesses}
    yield r"\begin{center}"
    if edition.title:
        yield rf"{{\LARGE {escaped(edition.title)}\par}}\bigskip"
    for siglum in sides:
        yield rf"\siglum{{{escaped(siglum)}}} \quad {escaped(titles.get(siglum, ''))}\par"
    yield r"\end{center}"


@dataclass(slots=True)
class _Opening:
    """What reledpar sets at a time: as many blocks on the left as on the right."""

    left: list[LatexBlock] = field(default_factory=list)
    right: list[LatexBlock] = field(default_factory=list)

    def add(self, left: Iterable[LatexBlock], right: Iterable[LatexBlock]) -> None:
        """Add blocks that begin together; the side that has fewer gets empty ones after its own."""
        for mine, its in zip_longest(left, right):
            self.left.append(mine or _empty(its))
            self.right.append(its or _empty(mine))


def _empty(opposite: LatexBlock | None) -> LatexBlock:
    """What stands opposite a block that nothing answers, with the same space before it."""
    assert opposite is not None
    return LatexBlock(r"\nothing", space=r"\smallskip" if opposite.opens else opposite.space)


class _Facing:
    """Two texts of an edition on their way onto facing pages. `main`, `other`: the sigla of the left and of the right."""

    def __init__(self, edition: ExportedEdition, tree: etree._ElementTree, full: Sequence[str]) -> None:
        self.edition = edition
        self.bases = dict(_bases(tree, declared_witnesses(tree.getroot())))
        counts = Counter(self.bases.values())
        self.main = max(full, key=lambda siglum: (counts[siglum], siglum == edition.printed_siglum, siglum == full[0]))
        self.other = next(siglum for siglum in full if siglum != self.main)
        self.left = LatexText(edition, Reledmac("A"), headings_above(tree))
        self.right = LatexText(edition, Reledmac("B"), headings_above(witness_tree(tree, self.other)))

    def openings(self) -> Iterator[_Opening]:
        """The blocks of all entries."""
        opening = _Opening()
        for entry in self.edition.entries:
            if len(opening.left) >= _CHUNKS:
                yield opening
                opening = _Opening()
            self._add_headings(opening, entry)
            self._add(opening, entry)
        if opening.left:
            yield opening

    def lines(self, opening: _Opening) -> Iterator[str]:
        """What is set at a time, in LaTeX."""
        own, its = (language_name(tag) for tag in (self.edition.language, self.edition.language_of(self.other)))
        yield r"\begin{pages}"
        for side, text, blocks in (("Leftside", self.left, opening.left), ("Rightside", self.right, opening.right)):
            yield rf"\begin{{{side}}}"
            if its and its != own:
                yield rf"\selectlanguage{{{(own or 'langen') if text is self.left else its}}}"
            yield r"\beginnumbering"
            yield from text.lines_of(blocks)
            yield r"\endnumbering"
            yield rf"\end{{{side}}}"
        yield r"\end{pages}"
        yield r"\Pages"

    def _add_headings(self, opening: _Opening, entry: ExportedEntry) -> None:
        has = any(text.siglum == self.other for text in entry.texts)
        left, right = dict(self.left.headings(entry.n)), dict(self.right.headings(entry.n)) if has else {}
        for depth in sorted(left.keys() | right.keys()):
            opening.add(*([side[depth]] if depth in side else [] for side in (left, right)))

    def _add(self, opening: _Opening, entry: ExportedEntry) -> None:
        base = self.bases.get(entry.n, self.main)
        siglum = self.other if base != self.other else self.main
        mine, its = entry.edited, next((text for text in entry.texts if text.siglum == siglum), None)
        left, right = self._blocks(entry, mine, its, base)
        if mine is None or its is None:
            opening.add(left, right)
            return
        opening.add(*([block for block in side if block.is_head] for side in (left, right)))
        one, two = (_led(block for block in side if not block.is_head) for side in (left, right))
        for here, there in level_rows(mine, its, [led[-1].start for led in one], [led[-1].start for led in two]):
            _add_row(opening, one[here], two[there])

    def _blocks(
        self, entry: ExportedEntry, mine: PlacedText | None, its: PlacedText | None, base: str
    ) -> tuple[list[LatexBlock], list[LatexBlock]]:
        """The blocks of an entry on the left and on the right. A note that both have stands on the left."""
        notes = _notes(entry, mine, its, base)
        left = placed_paragraphs(self.edition, mine, self.left.units, notes[0]) if mine is not None else ()
        right = placed_paragraphs(self.edition, its, frozenset(), notes[1]) if its is not None else ()
        return [*self.left.blocks(left)], [*self.right.blocks(right)]


def _bases(tree: etree._ElementTree, declared: DeclaredWitnesses) -> Iterator[tuple[str, str]]:
    """Whose text each entry is, by its key, as @source of it or of what it stands in says."""
    for entry in tree.iter(*DIVISIONS):
        if entry.get("type") == "entry":
            around = (entry, *entry.iterancestors())
            keys = next((keys for one in around if (keys := declared.named(one.get("source", "").split()))), ())
            if keys:
                yield entry.get("n", ""), declared.siglum(keys[0])


def _notes(entry: ExportedEntry, mine: PlacedText | None, its: PlacedText | None, base: str) -> tuple[list[Called], list[Called]]:
    """The notes that are called on the left and on the right, each once: on the right those that the base lacks."""
    right = [*own_notes(its)] if its is not None else []
    if mine is None:
        return [], right
    own = next((text for text in entry.texts if text.siglum == base and text is not its), mine)
    shared = {_key(called) for called in own_notes(own)}
    right = [called for called in right if _key(called) not in shared]
    told = {_key(called) for called in right}
    left = (called for called in chain(own_notes(mine), notes_of_others(entry, mine)) if _key(called) not in told)
    return [*left], right


def _key(called: Called) -> tuple[str, str]:
    return called[1].note.n, called[1].note.text


def _led(blocks: Iterable[LatexBlock]) -> list[list[LatexBlock]]:
    """The blocks of a text, each with what leads to it."""
    made: list[list[LatexBlock]] = []
    for block in blocks:
        if made and made[-1][-1].leads:
            made[-1].append(block)
        else:
            made.append([block])
    return made


def _add_row(opening: _Opening, left: Sequence[Sequence[LatexBlock]], right: Sequence[Sequence[LatexBlock]]) -> None:
    """Add blocks of which the first answer one another: these stand level, and what leads to them."""
    if left and right:
        opening.add(left[0][:-1], right[0][:-1])
        left, right = [left[0][-1:], *left[1:]], [right[0][-1:], *right[1:]]
    opening.add(chain(*left), chain(*right))
