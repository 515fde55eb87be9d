"""Made-up editions of verse, plays, letters and what else blocks stand in, for property tests: one to three witnesses of one entry.

The witnesses share most of their words, seldom their lines, speeches and blocks.
"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from edition.collation.merge import apparatus
from edition.model import (
    CollatedWitness,
    Description,
    Edition,
    Entry,
    InlineRange,
    Name,
    Note,
    Paragraph,
    Stretch,
    Surrounding,
    Witness,
)
from edition.model.sources import BlockKind
from edition.text.looks import canonical, shifted
from edition.text.running_text import running_text
from tests.tei.made_up import variants

WORDS = ["rain", "Rain", "the", "a", "harbour", "harbor", "and", "And", "she", "left", "été", "<&>", "in", "the", "night"]
STOPS = ["", "", "", ",", ".", ";", "!"]
SPEAKERS = ["ANN", "TOM", "THE KEEPER", "Ann"]

_words = st.lists(st.builds(str.__add__, st.sampled_from(WORDS), st.sampled_from(STOPS)), min_size=1, max_size=5).map(" ".join)
_Held = tuple[Surrounding, ...]


@st.composite
def _looks(draw: st.DrawFn, text: str) -> tuple[InlineRange, ...]:
    if draw(st.integers(0, 3)):
        return ()
    places = st.sampled_from([0, len(text), *(at for at, letter in enumerate(text) if letter == " ")])
    found = draw(st.lists(st.tuples(st.sampled_from(["stage", "italic", "stage", "lang"]), places, places), max_size=3))
    return canonical(text, [InlineRange(min(a, b), max(a, b), look, "fr" if look == "lang" else "") for look, a, b in found])  # type: ignore[arg-type]


@st.composite
def _block(draw: st.DrawFn, kind: BlockKind, within: _Held, shared: int, label: str = "") -> Paragraph:
    text = draw(_words)
    return Paragraph(text, kind, label, None, draw(_looks(text)), within, shared)


@st.composite
def _verses(draw: st.DrawFn, within: _Held, shared: int) -> list[Paragraph]:
    """Stanzas: the first begins where what holds it may begin."""
    made: list[Paragraph] = []
    for _ in range(draw(st.integers(1, 2))):
        for number in range(draw(st.integers(1, 3))):
            around: _Held = (*within, "stanza")
            verse = draw(_block("l", around, len(around) if number else len(within) if made else shared))
            n, part = draw(st.sampled_from([("", ""), ("", ""), ("5", ""), ("", "I"), ("", "F"), ("7", "M")]))
            made.append(replace(verse, n=n, part=part))
    return made


@st.composite
def _blocks(draw: st.DrawFn, within: _Held, kinds: list[BlockKind]) -> list[Paragraph]:
    """Blocks that stand in something together; the last of what holds them begins with the first."""
    made: list[Paragraph] = []
    for _ in range(draw(st.integers(1, 3))):
        shared = len(within) if made else max(len(within) - 1, 0)
        kind = draw(st.sampled_from(kinds))
        if kind == "l":
            made += draw(_verses(within, shared))
        else:
            made.append(draw(_block(kind, within, shared, draw(st.sampled_from(["", "1. "])) if kind == "item" else "")))
    return made


@st.composite
def _group(draw: st.DrawFn) -> list[Paragraph]:
    """Blocks that follow one another: of prose or verse, a speech, a quotation, a letter, a list, a table."""
    what = draw(st.sampled_from(["prose", "verse", "speech", "speech", "quotation", "letter", "list", "table", "other"]))
    if what == "prose":
        return draw(_blocks((), ["p"]))
    if what == "verse":
        return draw(_blocks((), ["l", "l", "stage"]))
    if what == "speech":
        speaker = draw(st.sampled_from(SPEAKERS))
        within: _Held = draw(st.sampled_from([("speech",), ("speech",), ("speech",), ("quotation", "speech")]))
        found = draw(_blocks(within, ["p", "l", "l", "stage"]))
        return [replace(one, speaker=speaker, shared=one.shared if place else 0) for place, one in enumerate(found)]
    if what == "quotation":
        found = draw(_blocks(draw(st.sampled_from([("quotation",), ("epigraph",)])), ["p", "l", "signed"]))
        inner = draw(_blocks((found[0].within[0], "quotation"), ["p"])) if draw(st.booleans()) else []
        return found + inner
    if what == "letter":
        held: _Held = ("letter",)
        kinds = draw(st.lists(st.sampled_from(["dateline", "salute", "p", "p", "signed"]), min_size=1, max_size=5))
        letter = [draw(_block(kind, held, min(place, 1))) for place, kind in enumerate(kinds)]  # type: ignore[arg-type]
        return letter + (draw(_blocks(("letter", "postscript"), ["p"])) if draw(st.booleans()) else [])
    if what == "list":
        items = draw(_blocks(("list",), ["item"]))
        return items + (draw(_blocks(("list", "list"), ["item"])) if draw(st.booleans()) else [])
    if what == "table":
        captions = [draw(_block("caption", ("table",), 0))] if draw(st.booleans()) else []
        cells = [cell for _ in range(draw(st.integers(1, 2))) for cell in draw(_blocks(("table", "row"), ["cell"]))]
        found = captions + cells
        return [replace(one, shared=one.shared if place else 0) for place, one in enumerate(found)]
    return draw(_blocks((), ["argument", "pre", "caption", "dateline", "salute", "signed", "item"]))


@st.composite
def block_entries(draw: st.DrawFn) -> Entry:
    """An entry of a few groups of blocks, with notes, breaks and perhaps a heading."""
    paragraphs = [one for _ in range(draw(st.integers(1, 4))) for one in draw(_group())]
    paragraphs = [replace(one, section=not draw(st.integers(0, 7))) for one in paragraphs]
    title = draw(st.sampled_from([None, "Rain"]))
    notes = []
    for number in range(draw(st.integers(0, 2))):
        place = draw(st.integers(0, len(paragraphs) - 1))
        text = paragraphs[place].text
        at = draw(st.sampled_from([len(text), *(at for at, letter in enumerate(text) if letter == " ")]))
        verses = draw(_verses((), 0)) if draw(st.booleans()) else []
        blocks = (Paragraph("A note."), *verses) if verses else ()
        words = " ".join(one.text for one in blocks) or "A note."
        starts = [sum(len(one.text) + 1 for one in blocks[:count]) for count in range(len(blocks))]
        looked = canonical(words, [one for block, start in zip(blocks, starts, strict=True) for one in shifted(block.looks, start)])
        notes.append(Note(str(number + 1), words, place, at, blocks=blocks, looks=looked))
    notes.sort(key=lambda note: (note.paragraph or 0, note.offset))
    return Entry("1", None, "", None, title, tuple(paragraphs), tuple(notes))


@st.composite
def block_editions(draw: st.DrawFn) -> tuple[Edition, dict[str, Entry]]:
    """An edition of one entry of one to three witnesses, and what each should read back as."""
    sigla = "ABC"[: draw(st.integers(1, 3))]
    found = {siglum: draw(block_entries()) for siglum in sigla}
    base = running_text(found["A"])
    others = []
    for siglum in sigla[1:]:
        text = running_text(found[siglum])
        others.append(CollatedWitness(siglum, (Stretch(0, len(base.text), text, variants(base, text)),)))
    names = (Name("pers.keeper", "person", "The Keeper", ("THE KEEPER", "the harbour")),)
    witnesses = tuple(Witness(siglum, siglum, ("T. Ranslator",)) for siglum in sigla)
    made = apparatus("1", None, "A", base, others)
    return Edition(Description("made-up", "Made up", base="A"), witnesses, (made,), names=names), found
