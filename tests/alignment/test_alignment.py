"""Two texts in, the beads out: which passage answers which, what either lacks, what moved."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from edition.alignment import align, align_entries
from edition.model import Alignment, Block, Entry, Paragraph, RunningText
from edition.running_text import running_text

BASE = [
    "The ferry from Piraeus came in at dawn with forty soldiers on board.",
    "Nobody in the customs house had slept, and the stove had gone out.",
    "I bought figs from a widow who would not take my money.",
    "Later the mayor read out a list of the missing, slowly, as if he were counting sheep.",
    "My brother's name stood on the second page.",
    "We walked home along the railway without a word.",
]
OTHER = [
    "At daybreak the Piraeus ferry arrived, carrying forty soldiers.",
    "No one had slept in the customs house; the stove was out.",
    "From a widow I bought some figs, and she refused my money.",
    "Then the mayor slowly read the list of missing men, the way one counts sheep.",
    "On page two: my brother's name.",
    "Without speaking we went home, following the railway.",
]


def prose(*sentences: str) -> RunningText:
    text = " ".join(sentences)
    return RunningText(text, (Block("p", 0, len(text)),))


def shown(base: RunningText, other: RunningText) -> list[tuple[str | None, str | None]]:
    """The beads as texts, outer spaces off."""
    return [
        (bead.base and base.text[slice(*bead.base)].strip(), bead.other and other.text[slice(*bead.other)].strip())
        for bead in align(base, other).beads
    ]


def test_sentences_that_answer_one_another() -> None:
    assert shown(prose(*BASE), prose(*OTHER)) == list(zip(BASE, OTHER, strict=True))


def test_a_sentence_that_one_text_lacks() -> None:
    assert shown(prose(*BASE), prose(*OTHER[:2], *OTHER[3:])) == [
        *zip(BASE[:2], OTHER[:2], strict=True),
        (BASE[2], None),
        *zip(BASE[3:], OTHER[3:], strict=True),
    ]
    assert (None, OTHER[3]) in shown(prose(*BASE[:3], *BASE[4:]), prose(*OTHER))


def test_two_sentences_made_one() -> None:
    joined = "No one had slept in the customs house, the stove was out, and from a widow who refused my money I bought some figs."
    assert (f"{BASE[1]} {BASE[2]}", joined) in shown(prose(*BASE), prose(OTHER[0], joined, *OTHER[3:]))


def test_a_passage_that_moved() -> None:
    moved = prose(OTHER[0], *OTHER[2:], OTHER[1])
    beads = align(prose(*BASE), moved).beads
    found = [bead for bead in beads if bead.moved]
    assert [moved.text[slice(*bead.other)].strip() for bead in found if bead.other] == [OTHER[1]]


def test_entries_are_paired_by_date_and_stand_in_its_order() -> None:
    def entry(n: str) -> Entry:
        return Entry(n, n, "", None, None, (Paragraph("Text."),))

    one, two, three, season = entry("1941-05-02"), entry("1941-06-30"), entry("1942-01-01/1942-01-03"), entry("1941-21")
    assert align_entries((two, three), (season, one, two)) == ((None, season), (None, one), (two, two), (three, None))


def test_numbered_entries_keep_the_order_of_the_base() -> None:
    def entry(n: str) -> Entry:
        return Entry(n, None, "", None, None, (Paragraph("Text."),))

    base, other = tuple(map(entry, ("2.10", "2.9", "1.1"))), tuple(map(entry, ("2.10", "2.11", "1.1")))
    assert [(a and a.n, b and b.n) for a, b in align_entries(base, other)] == [
        ("2.10", "2.10"),
        (None, "2.11"),
        ("2.9", None),
        ("1.1", "1.1"),
    ]


def test_the_heading_is_in_no_bead() -> None:
    texts = [
        running_text(Entry("1941-05-02", "1941-05-02", dateline, None, None, (Paragraph(BASE[0]), Paragraph(BASE[1]))))
        for dateline in ("2 May 1941", "")
    ]
    beads = align(texts[0], texts[1]).beads
    assert beads[0].base is not None
    assert beads[0].base[0] == texts[0].body == len("2 May 1941\n")


WORDS = st.sampled_from("the a of rain harbour letters written Anna 1942 slowly ships grey night Kolya bread".split())
TEXTS = st.lists(
    st.tuples(st.lists(WORDS, min_size=1, max_size=8).map(" ".join), st.sampled_from([". ", "! ", "; ", ".\n"])), max_size=9
).map(lambda parts: "".join(words.capitalize() + stop for words, stop in parts).strip())


def tiles(alignment: Alignment, base: RunningText, other: RunningText) -> None:
    """Every character of both bodies lies in exactly one bead of its side."""
    for side, text in (("base", base), ("other", other)):
        ranges = sorted(place for bead in alignment.beads if (place := getattr(bead, side)) is not None)
        assert [a for a, _ in ranges] == ([text.body] + [b for _, b in ranges])[: len(ranges)]
        assert (ranges[-1][1] if ranges else text.body) == len(text.text)
    assert all(0 <= bead.score <= 1 for bead in alignment.beads)
    unmoved = [bead.base for bead in alignment.beads if bead.base and not bead.moved]
    assert unmoved == sorted(unmoved)


@settings(deadline=None, max_examples=60)
@given(TEXTS | st.text(max_size=60), TEXTS | st.text(max_size=60))
def test_beads_tile_both_texts_and_are_mirrored_when_the_texts_are_swapped(one: str, two: str) -> None:
    base, other = (RunningText(text, (Block("p", 0, len(text)),)) for text in (one, two))
    there, back = align(base, other), align(other, base)
    tiles(there, base, other)
    assert {(bead.base, bead.other, bead.score, bead.moved) for bead in there.beads} == {
        (bead.other, bead.base, bead.score, bead.moved) for bead in back.beads
    }
    assert there == align(base, other)


@settings(deadline=None, max_examples=30)
@given(TEXTS)
def test_a_text_answers_itself_segment_by_segment(text: str) -> None:
    base = RunningText(text, (Block("p", 0, len(text)),))
    assert all(bead.base == bead.other for bead in align(base, base).beads)
