"""Made-up editions for property tests: entries of any shape, collated by the plainest means there is.

The collation here is no part of the program: it only has to keep the contract of Variant, so that what is tested is the
merging, the encoding and the reading back.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import replace

from hypothesis import strategies as st

from edition.collation.merge import apparatus
from edition.model import (
    CollatedWitness,
    Description,
    Edition,
    Emendation,
    Entry,
    InlineRange,
    Look,
    Note,
    Paragraph,
    Piece,
    Quotation,
    RunningText,
    Span,
    Stretch,
    Variant,
    Witness,
)
from edition.text.looks import canonical
from edition.text.running_text import running_text

# The words of a passage that a review quotes, and their looks.
Quoted = tuple[str, tuple[InlineRange, ...]]

WORDS = ["rain", "Regen", "the", "a", "harbour", "harbor", "été", "she", "left", "“No”", "half-dark", "3,000", "<&>", "naïve", "—"]
STOPS = ["", ",", ".", ";", "!", "…"]
LABELS = ["– ", "1. ", "• "]

word = st.builds(str.__add__, st.sampled_from(WORDS), st.sampled_from(STOPS))
sentence = st.lists(word, min_size=1, max_size=7).map(" ".join)


LOOKS: list[tuple[Look, str]] = [
    ("italic", ""), ("italic", ""), ("bold", ""), ("small-caps", ""), ("sup", ""), ("sub", ""), ("underline", ""), ("strike", ""),
    ("lang", "fr"), ("lang", "en"), ("link", "https://example.org/a"), ("link", "mailto:a@example.org"),
]  # fmt: skip


@st.composite
def looks(draw: st.DrawFn, text: str) -> tuple[InlineRange, ...]:
    """Looks of a text, which may cross and repeat one another; often none, sometimes all of it."""
    places = st.integers(0, len(text)) if draw(st.booleans()) else st.sampled_from([0, len(text)])
    found = draw(st.lists(st.tuples(st.sampled_from(LOOKS), places, places), max_size=5)) if text else []
    return canonical(text, [InlineRange(min(a, b), max(a, b), *look) for look, a, b in found])


@st.composite
def entries(draw: st.DrawFn, n: str) -> Entry:
    """An entry with any of: dateline, title, run-in heading, list items, notes, emendations."""
    labels = draw(st.lists(st.sampled_from(["", "", "", *LABELS]), min_size=1, max_size=4))
    texts = [draw(sentence) for _ in labels]
    paragraphs = tuple(
        Paragraph(text, "item" if label else "p", label, looks=draw(looks(text))) for text, label in zip(texts, labels, strict=True)
    )
    dateline = draw(st.sampled_from(["", "3 May 1931.", "May 3, 1931", "Oran, 3 May 1931:"]))
    title = draw(st.sampled_from([None, "Rain", "The harbour."]))
    heading = " ".join(part for part in (dateline, title or "") if part)
    places: list[int | None] = [*range(len(paragraphs)), *([None] if heading else [])]
    notes = []
    for number in range(draw(st.integers(0, 2))):
        place = draw(st.sampled_from(places))
        words = heading if place is None else paragraphs[place].text
        # A note hangs on a word, not within one.
        between = [at for at in range(len(words) + 1) if not re.fullmatch(r"\w\w", words[max(at - 1, 0) : at + 1])]
        said = draw(sentence)
        notes.append(Note(str(number + 1), said, place, draw(st.sampled_from(between)), looks=draw(looks(said))))
    notes.sort(key=lambda note: (-1 if note.paragraph is None else note.paragraph, note.offset))
    entry = Entry(
        n,
        n,
        dateline,
        "Oran" if "Oran" in dateline else None,
        title,
        paragraphs,
        tuple(notes),
        run_in=draw(st.booleans()) and bool(heading),
        head_looks=draw(looks(heading)),
    )
    return replace(entry, emendations=draw(emendations(entry)))


@st.composite
def emendations(draw: st.DrawFn, entry: Entry) -> tuple[Emendation, ...]:
    """Corrections of words, words struck out, put in or lost, paragraphs joined; none over a list mark or the heading."""
    text = running_text(entry, emended=False)
    found = []
    words = [m for m in re.finditer(r"\w+", text.text) if m.start() >= text.body and not _in_label(text, m.start(), m.end())]
    for match in draw(st.lists(st.sampled_from(words), max_size=2, unique_by=lambda m: m.start())) if words else ():
        kind = draw(st.sampled_from(["corr", "out", "in", "gap"]))
        start, end = match.span()
        if kind == "corr":
            found.append(Emendation(start, end, match[0], draw(st.sampled_from(["read", "read so"])), "print"))
        elif kind == "out" and len(match[0]) > 2:
            found.append(Emendation(start + 1, start + 2, match[0][1:2], "", "print"))
        elif kind == "in":
            found.append(Emendation(end, end, "", "added", "extraction"))
        else:
            found.append(Emendation(end, end, "", "", "gap"))
    joins = [
        (a.end, b.start)
        for a, b in zip(text.blocks, text.blocks[1:], strict=False)
        if a.kind != "head" and not _in_label(text, b.start, b.start + 1)
    ]
    if joins and draw(st.booleans()):
        start, end = draw(st.sampled_from(joins))
        found.append(Emendation(start, end, "\n", " ", "extraction"))
    spaces = [
        m.start() for m in re.finditer(" ", text.text) if m.start() > text.body and not _in_label(text, m.start(), m.start() + 1)
    ]
    if spaces and draw(st.booleans()):
        at = draw(st.sampled_from(spaces))
        found.append(Emendation(at, at + 1, " ", "\n", "extraction"))
    return tuple(sorted(found, key=lambda e: e.start))


def _in_label(text: RunningText, start: int, end: int) -> bool:
    return any(s.kind == "label" and s.start < end and s.end > start for s in text.spans)


def variants(base: RunningText, other: RunningText) -> tuple[Variant, ...]:
    """The variants of two texts by the longest common runs of words, heading against heading and body against body."""
    made: list[Variant] = []
    for (a, b), (c, d) in zip(_parts(base), _parts(other), strict=True):
        made += _part(base.text[a:b], other.text[c:d], a, c)
    return tuple(made)


def _parts(text: RunningText) -> tuple[tuple[int, int], ...]:
    """Heading, what parts it from the body, body."""
    head = text.blocks[0].end if text.blocks[0].kind == "head" else 0
    return (0, head), (head, text.body), (text.body, len(text.text))


def _part(base: str, other: str, base_at: int, other_at: int) -> list[Variant]:
    first, second = re.findall(r"\n|\w+|[^\w\n]", base), re.findall(r"\n|\w+|[^\w\n]", other)
    made = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        start, at = base_at + len("".join(first[:a])), other_at + len("".join(second[:c]))
        stop = at + len("".join(second[c:d]))
        pieces = re.findall(r"\n|[^\n]+", "".join(first[a:b])) or [""]
        for number, piece in enumerate(pieces):
            made.append(_variant((start, start + len(piece)), (at, stop) if not number else (stop, stop), piece))
            start += len(piece)
    return made


def _variant(base: tuple[int, int], other: tuple[int, int], piece: str) -> Variant:
    if piece in ("\n", " "):
        return Variant(base, other, "paragraph", "accidental")
    if not piece:
        return Variant(base, other, "addition", "substantive")
    return Variant(base, other, "lexical" if other[0] < other[1] else "omission", "substantive")


@st.composite
def stretches(draw: st.DrawFn, base: RunningText) -> tuple[Stretch, ...]:
    """Passages of the base as a review quotes them: some words changed, some supplied by the quoter."""
    words = [m for m in re.finditer(r"\w+", base.text) if m.start() >= base.body]
    made = []
    at = 0
    while words and at < len(words) and draw(st.booleans()):
        first = draw(st.integers(at, len(words) - 1))
        last = draw(st.integers(first, min(first + 6, len(words) - 1)))
        start, end = words[first].start(), words[last].end()
        if "\n" not in base.text[start:end] and not _in_label(base, start, end):
            passage = "".join(
                draw(st.sampled_from([part, part, part, "quoted"])) if part.isalnum() else part
                for part in re.findall(r"\w+|\W+", base.text[start:end])
            )
            supplied = (Span("supplied", 0, len(re.match(r"\w+", passage)[0])),) if draw(st.booleans()) else ()  # type: ignore[index]
            text = RunningText(passage, (), supplied, looks=draw(looks(passage)))
            quotation = Quotation(passage, 0, len(passage), (Piece(passage, 0, len(passage)),), draw(st.sampled_from([None, "12"])))
            made.append(Stretch(start, end, text, tuple(_part(base.text[start:end], passage, start, 0)), quotation))
        at = last + 2
    return tuple(made)


@st.composite
def editions(draw: st.DrawFn) -> tuple[Edition, dict[str, dict[str, Entry]], dict[str, dict[str, list[Quoted]]]]:
    """An edition of one to four full witnesses and up to two reviews, with what each should read back as."""
    full = ["A", "B", "C", "D"][: draw(st.integers(1, 4))]
    reviews = ["Br", "Bs"][: draw(st.integers(0, 2))] if len(full) > 1 else []
    fragment_of = dict.fromkeys(reviews, "B")
    wanted: dict[str, dict[str, Entry]] = {siglum: {} for siglum in full}
    quoted: dict[str, dict[str, list[Quoted]]] = {siglum: {} for siglum in reviews}
    made = []
    for n in ["1931-05-03", "1931-05-04/1931-05-06"][: draw(st.integers(1, 2))]:
        extant = [siglum for siglum in full if siglum == full[0] or draw(st.integers(0, 4))]
        found = {siglum: draw(entries(n)) for siglum in extant}
        base = running_text(found["A"])
        others = []
        for siglum in extant[1:]:
            text = running_text(found[siglum])
            others.append(CollatedWitness(siglum, (Stretch(0, len(base.text), text, variants(base, text)),)))
        if "B" not in extant:
            for siglum in reviews:
                passages = draw(stretches(base))
                quoted[siglum][n] = [(stretch.text.text, stretch.text.looks) for stretch in passages]
                others.append(CollatedWitness(siglum, passages))
        made.append(apparatus(n, n, "A", base, others, [siglum for siglum in full if siglum not in extant], fragment_of))
        for siglum, entry in found.items():
            wanted[siglum][n] = entry
    witnesses = tuple(Witness(s, s, ("T. Ranslator",), rights="CC0") for s in full)
    witnesses += tuple(Witness(s, f"Review {s}", fragment_of="B") for s in reviews)
    return (
        Edition(
            Description("made-up", "Made up", editors=("E. Ditor",), base="A", date="2026-01-01", rights="CC0"),
            witnesses,
            tuple(made),
        ),
        wanted,
        quoted,
    )
