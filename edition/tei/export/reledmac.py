"""Turn an edition into LaTeX for reledmac: lemmas with their apparatus by lines, notes of their own, verse in stanzas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from edition.tei.export.exported_edition import ExportedEdition
from edition.tei.export.headings_above import headings_above
from edition.tei.export.latex_words import LatexText, escaped, preamble, spoken
from edition.tei.export.printed_text import SaidUnit, shortened, untold

PACKAGE = (
    r"\usepackage[series={A,B},noend,noeledsec,noledgroup]{reledmac}",
    r"\lineation{page}",
    r"\linenummargin{outer}",
    r"\Xarrangement[A]{paragraph}",
    r"\Xlemmadisablefontselection[A]",
    r"\setstanzaindents{1,1,1}",
    r"\setcounter{stanzaindentsrepetition}{2}",
    r"\newcommand{\siglum}[1]{\textit{#1}}",
    r"\newcommand{\said}[1]{\textit{#1}}",
    # They print nothing: reledmac declares no witnesses, and what reads the document may want to know them.
    r"\newcommand{\declaresiglum}[2]{}",
    r"\newcommand{\declarebase}[1]{}",
)


def made(edition: ExportedEdition, tree: etree._ElementTree) -> tuple[bytes, Mapping[str, int]]:
    """Make the document of the text that is printed. LuaLaTeX sets it, three times over, as the numbers of lines need."""
    lines = [*preamble(edition, (*PACKAGE, *declarations(edition)), spoken(edition)), r"\begin{document}"]
    if edition.title:
        lines.append(rf"\begin{{center}}\LARGE {escaped(edition.title)}\end{{center}}")
    lines += [
        r"\beginnumbering",
        *LatexText(edition, Reledmac(), headings_above(tree)).lines(),
        r"\endnumbering",
        r"\end{document}",
    ]
    return "".join(line + "\n" for line in lines).encode(), untold(edition)


def declarations(edition: ExportedEdition) -> Iterator[str]:
    """The lines that say which witnesses there are, and whose text is printed."""
    yield from (rf"\declaresiglum{{{escaped(one.siglum)}}}{{{escaped(one.title)}}}" for one in edition.witnesses)
    if base := edition.printed_siglum:
        yield rf"\declarebase{{{escaped(base)}}}"


class Reledmac:
    """How reledmac writes an apparatus (series A), notes (familiar notes of a series), paragraphs and stanzas."""

    def __init__(self, series: str = "A") -> None:
        self.series = series

    def opened(self, unit: int, said: SaidUnit) -> str:
        return r"\edtext{"

    def closed(self, unit: int, said: SaidUnit) -> str:
        return rf"}}{{\lemma{{{escaped(shortened(said.lemma))}}}\Afootnote{{{apparatus_entry(said)}}}}}"

    def note(self, words: str) -> str:
        return rf"\footnote{self.series}{{{words}}}"

    def paragraph(self, words: str, space: str = "") -> Iterator[str]:
        yield rf"\pstart[{space}]" if space else r"\pstart"
        yield words
        yield r"\pend"

    def verses(self, lines: Sequence[str], *, opens: bool) -> Iterator[str]:
        yield r"\stanza[\smallskip]" if opens else r"\stanza"
        yield from (f"{line}&" for line in lines[:-1])
        yield rf"{lines[-1]}\&"


def apparatus_entry(said: SaidUnit) -> str:
    """What an entry of the apparatus says of its lemma."""
    readings = []
    for one in said.readings:
        sigla = " ".join(rf"\siglum{{{escaped(siglum)}}}" for siglum in one.sigla)
        readings.append(" ".join(filter(None, (rf"\said{{{escaped(one.said)}}}" if one.said else "", escaped(one.reading), sigla))))
    return "; ".join(readings) + (f" ({escaped(said.remark)})" if said.remark else "")
