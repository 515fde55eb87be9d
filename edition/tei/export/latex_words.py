"""Turn words into LaTeX that prints them and does nothing else, and the pieces of a text into the lines of a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from edition.language.languages import language_of_tag
from edition.language.tags import has_leftward, primary_language
from edition.model import InlineRange
from edition.tei.export.exported_edition import ExportedEdition
from edition.tei.export.headings_above import new_headings
from edition.tei.export.left_out import begins_speech
from edition.tei.export.printed_text import (
    NoteMark,
    Printed,
    PrintedParagraph,
    PrintedWords,
    SaidUnit,
    looked,
    printed_paragraphs,
    said_unit,
    told_units,
)

# What each sign that means something to TeX is written as. Brackets begin an optional argument, an ampersand ends a verse.
_SIGNS = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\char38{}", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "[": "{[}", "]": "{]}", "\u00a0": "~", "\u202f": r"\,", "\u00ad": r"\-",
}  # fmt: skip
# Control characters and lone surrogates, which TeX cannot read and XML 1.0 does not hold.
_UNPRINTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LOOKS = {
    "italic": "textit", "bold": "textbf", "small-caps": "textsc", "sup": "textsuperscript", "sub": "textsubscript",
    "underline": "underline", "strike": "struck", "stage": "direction",
}  # fmt: skip
# Languages of which babel 3.84 has a file by this tag (locale/<tag>/babel-<tag>.ini); of others it knows nothing.
_BABEL = frozenset(
    "af ar be bg bn br bs ca cop cs cu cy da de dsb el en eo es et eu fa fi fr fur ga gd gl grc gu he hi hr hsb hu hy ia id"
    " is it ja ka kk km kn ko kmr la lo lt lv mk ml mn mr ms nb nl nn oc pa pl pms pt rm ro ru sa sk sl sq sr sv syr ta te"
    " th tk tr uk ur vi zh".split()
)


def escaped(text: str) -> str:
    """Turn words into LaTeX that prints them. White space is one space."""
    text = re.sub("[ \t\r\n\u2028\u2029\u0085]+", " ", text)
    return "".join(_SIGNS.get(letter, letter) for letter in _UNPRINTED.sub("", text))


def language_name(tag: str) -> str:
    """What a language is called here, "" for one that babel does not know.

    Babel makes commands of the name, and one of the bare tag would be another command: `en` and `date` are what ends a date.
    """
    name = primary_language(tag)
    return f"lang{name}" if name in _BABEL else ""


@dataclass(frozen=True, slots=True)
class LatexBlock:
    """A paragraph or a verse of an entry, in LaTeX.

    `start`: where in the text of the entry the block begins. `leads`: it is no block of the text, and stands before the one that
    begins there: who speaks, a break. `is_head`: it is the heading of the entry. `opens`: of a verse, that a stanza begins with it.
    `space`: what stands before it, such as a skip. `around`: the environment that it stands in, "" for none.
    """

    words: str
    start: int = 0
    leads: bool = False
    is_head: bool = False
    is_verse: bool = False
    opens: bool = False
    space: str = ""
    around: str = ""


class ApparatusInLatex(Protocol):
    """How a package of LaTeX writes lemmas, entries of the apparatus, and notes."""

    def opened(self, unit: int, said: SaidUnit) -> str:
        """What stands before the words of a lemma."""

    def closed(self, unit: int, said: SaidUnit) -> str:
        """What stands after them."""

    def note(self, words: str) -> str:
        """A translator's note at its call."""

    def verses(self, lines: Sequence[str], *, opens: bool) -> Iterator[str]:
        """A stanza, or what follows in it on an empty block (`opens` is false)."""

    def paragraph(self, words: str, space: str = "") -> Iterator[str]:
        """A paragraph. `space`: what stands before it, such as a skip."""


class LatexText:
    """The text of an edition on its way into lines of LaTeX. `above`: the headings above each entry."""

    def __init__(self, edition: ExportedEdition, apparatus: ApparatusInLatex, above: Mapping[str, Sequence[str]]) -> None:
        self.edition = edition
        self.apparatus = apparatus
        self.above = above
        self.words = language_of_tag(edition.language).book
        self.units = told_units(edition)
        self.before: Sequence[str] = ()

    def lines(self) -> Iterator[str]:
        """The lines of all entries, with the headings above them."""
        for entry in self.edition.entries:
            yield from self.lines_of(head for _, head in self.headings(entry.n))
            yield from self.lines_of(self.blocks(printed_paragraphs(self.edition, entry, self.units)))

    def headings(self, n: str) -> list[tuple[int, LatexBlock]]:
        """The headings above an entry that did not stand above the one asked for before, each with its depth, from 1."""
        heads = self.above.get(n, ())
        new = [*new_headings(self.before, heads)]
        self.before = heads
        return [(depth, LatexBlock(rf"\divisionhead{{{depth}}}{{{escaped(head)}}}", space=r"\bigskip")) for depth, head in new]

    def blocks(self, paragraphs: Iterable[PrintedParagraph]) -> Iterator[LatexBlock]:
        """The blocks of an entry."""
        for printed in paragraphs:
            yield from self._blocks(printed)

    def lines_of(self, blocks: Iterable[LatexBlock]) -> Iterator[str]:
        """The lines of blocks; verses that follow one another are one stanza."""
        verses: list[LatexBlock] = []
        for block in (*blocks, None):
            if verses and (block is None or not block.is_verse or block.opens):
                yield from self.apparatus.verses([verse.words for verse in verses], opens=verses[0].opens)
                verses = []
            if block is None:
                return
            if block.is_verse:
                verses.append(block)
            elif block.around:
                yield rf"\begin{{{block.around}}}"
                yield from self.apparatus.paragraph(block.words)
                yield rf"\end{{{block.around}}}"
            else:
                yield from self.apparatus.paragraph(block.words, block.space)

    def _blocks(self, printed: PrintedParagraph) -> Iterator[LatexBlock]:
        paragraph, start = printed.paragraph, printed.start
        words = "".join(map(self._piece, printed.pieces))
        if paragraph is None:
            yield LatexBlock(rf"{{\entryhead {words}}}", start, is_head=True, space=r"\medskip")
            return
        new = paragraph.within[paragraph.shared :]
        if paragraph.section:
            yield LatexBlock(r"\sectionbreak{}", start, leads=True)
        if begins_speech(paragraph):
            yield LatexBlock(rf"\speaker{{{escaped(paragraph.speaker)}}}", start, leads=True)
        if paragraph.kind == "l":
            opens = "stanza" in new or "speech" in new or paragraph.section
            yield LatexBlock(words, start, is_verse=True, opens=opens)
        elif paragraph.kind == "stage":
            yield LatexBlock(rf"{{\stagefont {words}}}", start)
        elif {"quotation", "epigraph"} & {*paragraph.within}:
            yield LatexBlock(words, start, around="quotation")
        else:
            yield LatexBlock(words if paragraph.kind == "p" and not paragraph.within else rf"\noindent {words}", start)

    def _piece(self, piece: Printed) -> str:
        if isinstance(piece, PrintedWords):
            return looking(piece)
        if isinstance(piece, NoteMark):
            whose = rf"\textit{{{escaped(piece.siglum)}:}} " if piece.siglum else ""
            return self.apparatus.note(whose + looking_words(piece.note.text, piece.note.looks))
        said = said_unit(self.edition, piece.unit, self.words)
        return (self.apparatus.opened if piece.kind == "open" else self.apparatus.closed)(piece.unit, said)


def looking(piece: PrintedWords) -> str:
    """Some words with their looks and their language."""
    text = escaped(piece.text)
    for look, value in sorted(piece.looks):
        if look in _LOOKS:
            text = rf"\{_LOOKS[look]}{{{text}}}"
        elif look == "lang" and (name := language_name(value)):
            text = rf"\foreignlanguage{{{name}}}{{{text}}}"
    return text


def looking_words(text: str, looks: Sequence[InlineRange]) -> str:
    """A text such as that of a note, with its looks."""
    return "".join(map(looking, looked(text, looks)))


def preamble(edition: ExportedEdition, package: Iterable[str], tags: Iterable[str], options: str = "11pt") -> Iterator[str]:
    """The lines before the text. `package`: those of the apparatus. `tags`: languages that words are in. `options`: of the class.

    The letters of a font stay what they are: no two hyphens become a dash.
    """
    main = language_name(edition.language) or "langen"
    others = sorted({name for tag in tags if (name := language_name(tag))} - {main})
    yield "% !TeX program = lualatex"
    yield "% To be set three times over, as the numbers of lines need: lualatex -interaction=nonstopmode FILE"
    yield rf"\documentclass[{options}]{{article}}"
    yield r"\usepackage{fontspec}"
    yield r"\defaultfontfeatures{Ligatures=TeXOff}"
    # A font may lack letters, in its bold more than in its roman; then those of another are taken.
    yield r"\directlua{luaotfload.add_fallback('otherletters', {'Latin Modern Roman:mode=node;'})}"
    yield r"\IfFontExistsTF{EB Garamond}"
    yield r"  {\setmainfont{EB Garamond}[RawFeature={fallback=otherletters}]}{\setmainfont{Latin Modern Roman}}"
    # Only where it is needed: this part of babel (3.84) stops at a line that was broken after a hyphen and is taken up again, as
    # reledpar takes up every line.
    yield r"\usepackage[bidi=basic]{babel}" if _runs_leftwards(edition) else r"\usepackage{babel}"
    yield rf"\babelprovide[import={main.removeprefix('lang')},main]{{{main}}}"
    yield from (rf"\babelprovide[import={name.removeprefix('lang')}]{{{name}}}" for name in others)
    yield from package
    yield r"\newcommand{\divisionhead}[2]{\noindent{\Large\bfseries #2}}"
    yield r"\newcommand{\entryhead}{\noindent\large\bfseries}"
    yield r"\newcommand{\speaker}[1]{\noindent\textsc{#1}}"
    yield r"\newcommand{\stagefont}{\itshape}"
    yield r"\newcommand{\direction}[1]{\textit{#1}}"
    yield r"\newcommand{\struck}[1]{\underline{#1}}"
    yield r"\newcommand{\sectionbreak}{\hfil * * *\hfil}"
    if edition.title:
        # It prints nothing by itself; what reads the document finds it here.
        yield rf"\title{{{escaped(edition.title)}}}"


def _runs_leftwards(edition: ExportedEdition) -> bool:
    """Whether any words of an edition are written from right to left."""
    letters = {*edition.title}.union(*edition.remarks.values())
    for text in (text for entry in edition.entries for text in (entry.edited, *entry.texts) if text is not None):
        letters.update(text.text, *(note.text for note, _ in text.notes))
    return has_leftward("".join(sorted(letters)))


def spoken(edition: ExportedEdition) -> set[str]:
    """The tags of all languages that words of the edition are said to be in."""
    tags = {witness.language for witness in edition.witnesses}
    for entry in edition.entries:
        for text in (entry.edited, *entry.texts):
            for look in text.running.looks if text is not None else ():
                tags |= {look.value} if look.look == "lang" else set()
            for note, _ in text.notes if text is not None else ():
                tags |= {look.value for look in note.looks if look.look == "lang"}
    return tags
