"""Turn words into LaTeX that prints them and does nothing else, and the pieces of a text into the lines of a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from edition.language.languages import language_of_tag
from edition.language.tags import primary_language
from edition.model import InlineRange
from edition.tei.export.exported_edition import ExportedEdition
from edition.tei.export.headings_above import new_headings
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


class ApparatusInLatex(Protocol):
    """How a package of LaTeX writes lemmas, entries of the apparatus, and notes."""

    def opened(self, unit: int, said: SaidUnit) -> str:
        """What stands before the words of a lemma."""

    def closed(self, unit: int, said: SaidUnit) -> str:
        """What stands after them."""

    def note(self, words: str) -> str:
        """A translator's note at its call."""

    def verses(self, lines: Sequence[str]) -> Iterator[str]:
        """A stanza."""

    def paragraph(self, words: str, space: str = "") -> Iterator[str]:
        """A paragraph. `space`: what stands before it, such as a skip."""


class LatexText:
    """The text of an edition on its way into lines of LaTeX."""

    def __init__(self, edition: ExportedEdition, apparatus: ApparatusInLatex, above: Mapping[str, Sequence[str]]) -> None:
        self.edition = edition
        self.apparatus = apparatus
        self.above = above
        self.words = language_of_tag(edition.language).book
        self.units = told_units(edition)
        self.verses: list[str] = []

    def lines(self) -> Iterator[str]:
        """The lines of all entries, with the headings above them."""
        before: Sequence[str] = ()
        for entry in self.edition.entries:
            heads = self.above.get(entry.n, ())
            for depth, head in new_headings(before, heads):
                yield from self.apparatus.paragraph(rf"\divisionhead{{{depth}}}{{{escaped(head)}}}", r"\bigskip")
            before = heads
            for printed in printed_paragraphs(self.edition, entry, self.units):
                yield from self._block(printed)
            yield from self._stanza()

    def _stanza(self) -> Iterator[str]:
        if self.verses:
            yield from self.apparatus.verses(self.verses)
            self.verses = []

    def _block(self, printed: PrintedParagraph) -> Iterator[str]:
        paragraph = printed.paragraph
        words = "".join(map(self._piece, printed.pieces))
        new = paragraph.within[paragraph.shared :] if paragraph is not None else ()
        if paragraph is None or paragraph.kind != "l" or "stanza" in new or "speech" in new or paragraph.section:
            yield from self._stanza()
        if paragraph is None:
            yield from self.apparatus.paragraph(rf"{{\entryhead {words}}}", r"\medskip")
            return
        if paragraph.section:
            yield from self.apparatus.paragraph(r"\sectionbreak{}")
        if paragraph.speaker and "speech" in new:
            yield from self.apparatus.paragraph(rf"\speaker{{{escaped(paragraph.speaker)}}}")
        if paragraph.kind == "l":
            self.verses.append(words)
        elif paragraph.kind == "stage":
            yield from self.apparatus.paragraph(rf"{{\stagefont {words}}}")
        elif {"quotation", "epigraph"} & {*paragraph.within}:
            yield r"\begin{quotation}"
            yield from self.apparatus.paragraph(words)
            yield r"\end{quotation}"
        else:
            yield from self.apparatus.paragraph(words if paragraph.kind == "p" and not paragraph.within else rf"\noindent {words}")

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


def preamble(edition: ExportedEdition, package: Iterable[str], tags: Iterable[str]) -> Iterator[str]:
    """The lines before the text. `package`: those of the apparatus. `tags`: languages that words are in.

    The letters of a font stay what they are: no two hyphens become a dash.
    """
    main = language_name(edition.language) or "langen"
    others = sorted({name for tag in tags if (name := language_name(tag))} - {main})
    yield "% !TeX program = lualatex"
    yield r"\documentclass[11pt]{article}"
    yield r"\usepackage{fontspec}"
    yield r"\defaultfontfeatures{Ligatures=TeXOff}"
    # A font may lack letters, in its bold more than in its roman; then those of another are taken.
    yield r"\directlua{luaotfload.add_fallback('otherletters', {'Latin Modern Roman:mode=node;'})}"
    yield r"\IfFontExistsTF{EB Garamond}"
    yield r"  {\setmainfont{EB Garamond}[RawFeature={fallback=otherletters}]}{\setmainfont{Latin Modern Roman}}"
    yield r"\usepackage[bidi=basic]{babel}"
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
