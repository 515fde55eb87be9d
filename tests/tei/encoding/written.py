"""Turn a few lines of text into the entries of a made-up edition, and these into the TEI of the entry, as a reader would write it.

The notation of a text: an empty line between two blocks; `~` before each verse, and before its number in brackets (`~[5] `); verses
with an empty line between them are of two stanzas.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from lxml import etree

from edition.collation.merge import apparatus
from edition.model import Apparatus, CollatedWitness, Description, Edition, Entry, Paragraph, Stretch, Witness
from edition.tei.encoding.document import build
from edition.tei.names import NS, TEI
from edition.text.running_text import running_text
from tests.tei.made_up import variants

_VERSE = re.compile(r"~(?:\[(\w+)\])?([IMF]?) (.*)")


def entry(text: str) -> Entry:
    """An entry in the notation above."""
    paragraphs: list[Paragraph] = []
    for block in text.strip().split("\n\n"):
        lines = [line.strip() for line in block.split("\n")]
        if lines[0].startswith("~"):
            for number, line in enumerate(lines):
                match = _VERSE.fullmatch(line)
                assert match is not None
                n, part, words = match.groups()
                paragraphs.append(Paragraph(words, "l", within=("stanza",), shared=min(number, 1), n=n or "", part=part))
        else:
            paragraphs.append(Paragraph(" ".join(lines)))
    return Entry("1", None, "", None, None, tuple(paragraphs))


def collated(entries: Sequence[Entry]) -> Apparatus:
    """The apparatus of entries by the witnesses A, B, C …, of which A is the base; compared by the longest runs of equal words."""
    texts = [running_text(one) for one in entries]
    others = [
        CollatedWitness(siglum, (Stretch(0, len(texts[0].text), text, variants(texts[0], text)),))
        for siglum, text in zip("BCDE", texts[1:], strict=False)
    ]
    return apparatus("1", None, "A", texts[0], others)


def document(made: Apparatus, sigla: str) -> etree._ElementTree:
    """The whole document of one entry."""
    witnesses = tuple(Witness(siglum, siglum) for siglum in sigla)
    return etree.parse(io.BytesIO(build(Edition(Description("made-up", "Made up", base="A"), witnesses, (made,)))))


def readable(tree: etree._ElementTree) -> str:
    """The entry of a document without what does not matter here: ids, grades and beads; each verse and block on a line."""
    div = next(each for each in tree.iter(TEI + "div") if each.get("type") == "entry")
    written = etree.tostring(div, encoding="unicode").replace(f' xmlns="{NS}"', "")
    written = re.sub(r' (xml:id|subtype|cert|resp)="[^"]*"|</?seg[^>]*>', "", written)
    written = re.sub(r"^<div[^>]*>|</div>\s*$", "", written)
    # The elements of the entry that hold no words of their own are indented by the program, which would hide where these begin.
    written = re.sub(r"\s*\n\s*", "", written)
    return re.sub(r"(</(?:l|p|lg|stage|speaker|sp|item|cell)>|<(?:lg|sp|list|quote|table|row)[^>]*>)", "\\1\n", written).strip()


def of(*texts: str) -> str:
    """The entry of the witnesses A, B, C … with these texts."""
    entries = [entry(text) for text in texts]
    return readable(document(collated(entries), "ABCDE"[: len(texts)]))
