"""Two texts in, the beads out: which passage answers which, what either lacks, what moved."""

from __future__ import annotations

from edition.alignment import align
from edition.language.languages import language_of_tag
from edition.model import Block, Entry, Paragraph, RunningText
from edition.text.running_text import running_text

ENGLISH = language_of_tag("en")

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
        for bead in align(base, other, ENGLISH).beads
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
    beads = align(prose(*BASE), moved, ENGLISH).beads
    found = [bead for bead in beads if bead.moved]
    assert [moved.text[slice(*bead.other)].strip() for bead in found if bead.other] == [OTHER[1]]


def test_a_passage_that_moved_takes_its_sentences_along() -> None:
    beads = align(prose(*BASE), prose(*OTHER[3:5], *OTHER[:3], OTHER[5]), ENGLISH).beads
    assert [
        bead.base and bead.other and BASE.index(prose(*BASE).text[slice(*bead.base)].strip()) for bead in beads if bead.moved
    ] in (
        [3, 4],
        [0, 1, 2],
    )


def test_a_passage_that_only_stands_between_omissions_has_not_moved() -> None:
    beads = align(prose(*BASE[:3], *BASE[4:]), prose(OTHER[0], *OTHER[2:]), ENGLISH).beads
    assert not any(bead.moved for bead in beads)


def test_sentences_without_a_word_in_common_answer_by_their_place() -> None:
    base = prose(BASE[0], "They laughed him to scorn.", BASE[2])
    other = prose(OTHER[0], "Everybody ridiculed Anton.", OTHER[2])
    assert ("They laughed him to scorn.", "Everybody ridiculed Anton.") in shown(base, other)


def test_a_few_sentences_stand_where_the_other_text_has_a_thousand() -> None:
    """The corridor is then so steep that two of its rows could have no column in common."""
    others = [f"Chapter {number} tells of ship {number + 5000} and of harbour {number + 9000}." for number in range(1000)]
    between = [f"Here stands something else{mark}" for mark in ("!", "?", ".", "…", "!!")]
    base, other = prose(*BASE, *between, *BASE[::-1]), prose(*BASE, *others, *BASE[::-1])
    beads = shown(base, other)
    assert [(sentence, sentence) for sentence in BASE] == beads[: len(BASE)]
    assert [(sentence, sentence) for sentence in BASE[::-1]] == beads[-len(BASE) :]


def test_the_heading_is_in_no_bead() -> None:
    texts = [
        running_text(Entry("1941-05-02", "1941-05-02", dateline, None, None, (Paragraph(BASE[0]), Paragraph(BASE[1]))))
        for dateline in ("2 May 1941", "")
    ]
    beads = align(texts[0], texts[1], ENGLISH).beads
    assert beads[0].base is not None
    assert beads[0].base[0] == texts[0].body == len("2 May 1941\n")
