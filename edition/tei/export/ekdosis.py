"""Turn an edition into LaTeX for ekdosis: each app with its lemma and its readings, each with the witnesses who have it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from edition.tei.export.exported_edition import ExportedEdition
from edition.tei.export.headings_above import headings_above
from edition.tei.export.latex_words import LatexText, escaped, preamble, spoken
from edition.tei.export.printed_text import SaidUnit, shortened, untold


def made(edition: ExportedEdition, tree: etree._ElementTree) -> tuple[bytes, Mapping[str, int]]:
    """Make the document of the text that is printed. LuaLaTeX sets it, three times over."""
    keys = {siglum: f"W{number}" for number, siglum in enumerate(_sigla(edition), 1)}
    titles = {witness.siglum: witness.title for witness in edition.witnesses}
    package = [r"\usepackage[poetry=verse]{ekdosis}"]
    for siglum, key in keys.items():
        package.append(rf"\DeclareWitness{{{key}}}{{{escaped(siglum)}}}{{{escaped(titles.get(siglum, ''))}}}")
    lines = [*preamble(edition, package, spoken(edition)), r"\begin{document}"]
    if edition.title:
        lines.append(rf"\begin{{center}}\LARGE {escaped(edition.title)}\end{{center}}")
    text = LatexText(edition, _Ekdosis(edition, keys), headings_above(tree))
    lines += [r"\begin{ekdosis}", *text.lines(), r"\end{ekdosis}", r"\end{document}"]
    return "".join(line + "\n" for line in lines).encode(), untold(edition)


def _sigla(edition: ExportedEdition) -> dict[str, None]:
    """All sigla, those first that the document declares."""
    named = (siglum for unit in edition.units for reading in unit.readings for siglum in reading.sigla)
    return dict.fromkeys((*edition.sigla, *named))


class _Ekdosis:
    """How ekdosis writes an apparatus, notes, paragraphs and verses. `keys`: what its commands call the witnesses, by siglum."""

    def __init__(self, edition: ExportedEdition, keys: Mapping[str, str]) -> None:
        self.edition = edition
        self.keys = keys

    def _named(self, sigla: Sequence[str]) -> str:
        return ",".join(self.keys[siglum] for siglum in sigla)

    def opened(self, unit: int, said: SaidUnit) -> str:
        lemma = next((reading for reading in self.edition.units[unit].readings if reading.is_lemma), None)
        return rf"\app{{\lem[wit={{{self._named(lemma.sigla if lemma else ())}}},alt={{{escaped(shortened(said.lemma))}}}]{{"

    def closed(self, unit: int, said: SaidUnit) -> str:
        readings = []
        for one in said.readings:
            words = " ".join(filter(None, (rf"\textit{{{escaped(one.said)}}}" if one.said else "", escaped(one.reading))))
            readings.append(rf"\rdg[wit={{{self._named(one.sigla)}}},alt={{{words}}}]{{{escaped(one.reading)}}}")
        remark = rf"\note{{({escaped(said.remark)})}}" if said.remark else ""
        return "}" + "".join(readings) + remark + "}"

    def note(self, words: str) -> str:
        return rf"\footnote{{{words}}}"

    def paragraph(self, words: str, space: str = "") -> Iterator[str]:
        if space:
            yield rf"\par{space}"
        yield words
        yield ""

    def verses(self, lines: Sequence[str], *, opens: bool) -> Iterator[str]:
        yield r"\begin{ekdverse}"
        yield from (rf"{line}\\" for line in lines)
        yield r"\end{ekdverse}"
