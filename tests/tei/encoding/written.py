"""Turn a few lines of text into the entries of a made-up edition, and these into the TEI of the entry, as a reader would write it.

The notation of a text: an empty line between two blocks; `~` before each verse, with its number in brackets (`~[5] `) and its
part (`~I `); verses with an empty line between them are of two stanzas. `@NAME` on a line of its own: NAME speaks from there, `@`
nobody. A block in parentheses is a stage direction; words in double braces are one within the text. `***` is a break.
`letter salute:` and the like before a block: what it stands in, and its kind; after `+` it goes on with what holds the one before.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import get_args

from lxml import etree

from edition.collation.merge import apparatus
from edition.model import (
    Apparatus,
    CollatedWitness,
    Description,
    Edition,
    Entry,
    InlineRange,
    Paragraph,
    Stretch,
    Surrounding,
    Witness,
)
from edition.model.sources import BlockKind
from edition.tei.encoding.document import build
from edition.tei.names import NS, TEI
from edition.text.running_text import running_text
from tests.tei.made_up import variants

_VERSE = re.compile(r"~(?:\[(\w+)\])?([IMF]?) (.*)")
_HELD = re.compile(rf"(\+ ?)?([a-z ]*)\b({'|'.join(get_args(BlockKind))}): (.*)", re.DOTALL)


def entry(text: str) -> Entry:
    """An entry in the notation above."""
    paragraphs: list[Paragraph] = []
    speech: tuple[Surrounding, ...] = ()
    speaker, begun, section = "", False, False
    for block in re.split(r"\n\s*\n|(?<=\n)(?=\s*@)|(?<=@)\n|(?<=@\w{3})\n|(?<=@\w{4})\n", text.strip()):
        block = re.sub(r"\n\s*", "\n", block.strip())
        if block.startswith("@"):
            speaker = block[1:]
            speech, begun = (("speech",) if speaker else ()), False
        elif block == "***":
            section = True
        elif block:
            for paragraph in _blocks(block):
                around = (*speech, *paragraph.within)
                shared = len(speech) + paragraph.shared if begun or not speech else 0
                plain, looks = _directions(paragraph.text)
                new = replace(paragraph, text=plain, looks=looks, within=around, shared=shared, speaker=speaker, section=section)
                paragraphs.append(new)
                begun, section = True, False
    return Entry("1", None, "", None, None, tuple(paragraphs))


def _blocks(block: str) -> Iterator[Paragraph]:
    if block.startswith("~"):
        for number, line in enumerate(block.split("\n")):
            match = _VERSE.fullmatch(line)
            assert match is not None
            n, part, words = match.groups()
            yield Paragraph(words, "l", within=("stanza",), shared=min(number, 1), n=n or "", part=part)
    elif block.startswith("("):
        yield Paragraph(block.replace("\n", " "), "stage")
    elif match := _HELD.fullmatch(block):
        goes_on, within, kind, words = match.groups()
        held = tuple(within.split())
        yield Paragraph(words.replace("\n", " "), kind, within=held, shared=len(held) if goes_on else 0)  # type: ignore[arg-type]
    else:
        yield Paragraph(block.replace("\n", " "))


def _directions(text: str) -> tuple[str, tuple[InlineRange, ...]]:
    """The text without the braces around its directions, and these."""
    found: list[InlineRange] = []
    plain = ""
    for number, part in enumerate(re.split(r"\{\{|\}\}", text)):
        if number % 2:
            found.append(InlineRange(len(plain), len(plain) + len(part), "stage"))
        plain += part
    return plain, tuple(found)


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
    """The entry of a document without what does not matter here: ids, grades, types of readings, beads.

    Each verse and block stands on a line.
    """
    div = next(each for each in tree.iter(TEI + "div") if each.get("type") == "entry")
    written = etree.tostring(div, encoding="unicode").replace(f' xmlns="{NS}"', "")
    written = re.sub(r' (xml:id|subtype|cert|resp)="[^"]*"|</?seg[^>]*>', "", written)
    written = re.sub(r'(<rdg [^>]*?) type="[^"]*"', r"\1", written)
    written = re.sub(r"^<div[^>]*>|</div>\s*$", "", written)
    # The elements of the entry that hold no words of their own are indented by the program, which would hide where these begin.
    written = re.sub(r"\s*\n\s*", "", written)
    return re.sub(r"(</(?:l|p|lg|speaker|sp|item|cell)>|<(?:lg|sp|list|quote|table|row)\b[^>]*>)", "\\1\n", written).strip()


def of(*texts: str) -> str:
    """The entry of the witnesses A, B, C … with these texts."""
    entries = [entry(text) for text in texts]
    return readable(document(collated(entries), "ABCDE"[: len(texts)]))
