"""Verses of several witnesses: their words are compared, and where each has its lines is kept beside the words.

A small notation shows an apparatus: `{A: harbour | B: port}` is a unit; `/B ` stands where a verse of B begins, `//B ` where a
stanza, `¶B ` where what somebody speaks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.alignment import align
from edition.collation import collate
from edition.collation.divergence import divergences
from edition.collation.merge import apparatus
from edition.language.languages import language_of_tag
from edition.model import (
    BEGINNINGS,
    Apparatus,
    CollatedWitness,
    Entry,
    Mark,
    Paragraph,
    Reading,
    RunningText,
    Stretch,
    Surrounding,
    Variant,
)
from edition.text.running_text import running_text
from tests.examples import examples
from tests.tei.growth import grows_with_length

ENGLISH = language_of_tag("en")
SIGNS = {"section": "*", "speech": "¶", "stanza": "//", "line": "/"}


def verse(*stanzas: str) -> RunningText:
    """Stanzas, the verses of each parted by a slash."""
    made = []
    for stanza in stanzas:
        for number, line in enumerate(stanza.split(" / ")):
            made.append(Paragraph(line, "l", within=("stanza",), shared=min(number, 1)))
    return running_text(Entry("1", None, "", None, None, tuple(made)))


def prose(*paragraphs: str) -> RunningText:
    return running_text(Entry("1", None, "", None, None, tuple(Paragraph(p) for p in paragraphs)))


def merged(base: RunningText, *others: RunningText) -> Apparatus:
    collated = []
    for siglum, other in zip("BCD", others, strict=False):
        alignment = align(base, other, ENGLISH)
        variants = collate(base, other, alignment, ENGLISH)
        collated.append(CollatedWitness(siglum, (Stretch(0, len(base.text), other, variants),), alignment.beads))
    return apparatus("1", None, "A", base, collated)


def shown(found: Apparatus) -> str:
    out, at = [], 0
    common = [mark for mark in found.marks if mark.kind in BEGINNINGS]
    for unit in found.units:
        # What begins at a place stands next to the character there, after the units without width before it.
        out.append(_signed(found.text.text, [m for m in common if at <= m.at < unit.start], at, unit.start))
        out.append("{" + " | ".join(f"{' '.join(r.sigla)}: {_of(r)}" for r in unit.readings) + "}")
        at = unit.end
    out.append(_signed(found.text.text, [m for m in common if m.at >= at], at, len(found.text.text)))
    return "".join(out).replace("\n", "¬")


def _of(reading: Reading) -> str:
    return _signed(reading.content.text, reading.content.marks, 0, len(reading.content.text))


def _signed(text: str, marks: Sequence[Mark], start: int, end: int) -> str:
    places: dict[tuple[int, str], list[str]] = {}
    for mark in marks:
        if mark.kind in BEGINNINGS:
            places.setdefault((mark.at, SIGNS[mark.kind]), []).append(mark.siglum)
    out, at = [], start
    for (place, sign), sigla in places.items():
        out += [text[at:place], sign, "".join(sigla), " "]
        at = place
    return "".join([*out, text[at:end]])


def test_equal_verses_are_one_text_with_the_lines_of_each() -> None:
    text = verse("The tide came in, / the tide went out.")
    assert shown(merged(text, text)) == "//AB /AB The tide came in, /AB the tide went out."


def test_shifted_lines_make_no_reading() -> None:
    base = verse("The tide came in, and all night long / it beat upon the wall.")
    other = verse("The tide came in, / and all night long it beat / upon the wall.")
    found = merged(base, other)
    assert not found.units
    assert shown(found) == "//AB /AB The tide came in, /B and all night long /A it beat /B upon the wall."


def test_the_capital_of_a_verse_is_a_reading_of_lineation_that_stands_apart() -> None:
    base = verse("He saw the wall. / And all night long / The tide beat on.")
    other = verse("He saw the wall, and all / Night long the tide / Beat on.")
    found = merged(base, other)
    told = [(unit.readings[0].content.text, [r.cause for r in unit.readings], unit.type, unit.grade) for unit in found.units]
    assert told == [
        (".", ["", ""], "punctuation", "accidental"),
        ("And", ["", "lineation"], "orthographic", "accidental"),
        ("night", ["", "lineation"], "orthographic", "accidental"),
        ("The", ["", "lineation"], "orthographic", "accidental"),
        ("beat", ["", "lineation"], "orthographic", "accidental"),
    ]


@pytest.mark.parametrize(
    ("base", "other"),
    [
        # Both verses begin there, and both have no capital for the line alone.
        ("He saw the wall / And then the tide.", "He saw the wall / and then the tide."),
        # The capital is of a name, in the middle of a verse of either.
        ("He saw the Wall / of the town.", "He saw the wall / of the town."),
        # The word begins a verse here, but the capital is there.
        ("He saw the wall / then the tide.", "He saw the wall Then / the tide."),
    ],
)
def test_another_capital_is_of_no_lineation(base: str, other: str) -> None:
    (unit,) = merged(verse(base), verse(other)).units
    assert [reading.cause for reading in unit.readings] == ["", ""]


def test_a_capital_behind_a_quotation_mark_is_of_the_verse() -> None:
    (unit,) = merged(verse("He said: / “My wall is high.”"), verse("He said: “my wall / is high.”")).units
    assert (unit.readings[0].content.text, unit.readings[1].cause) == ("My", "lineation")


def test_a_capital_that_a_third_witness_has_in_the_middle_of_a_line_counts() -> None:
    base = verse("He saw the wall and / all the night.")
    found = merged(base, verse("He saw the wall / And all the night."), verse("He saw the wall And / all the night."))
    (unit,) = found.units
    assert [(reading.sigla, reading.cause) for reading in unit.readings] == [(("A",), ""), (("B", "C"), "")]


def test_prose_against_verse_has_the_lines_and_capitals_of_the_verse_alone() -> None:
    base = prose("He saw the wall, and all night long the tide beat on.")
    found = merged(base, verse("He saw the wall, / And all night long / The tide beat on."))
    assert shown(found) == ("//B /B He saw the wall, {A: and | B: /B And} all night long {A: the | B: /B The} tide beat on.")
    assert [unit.readings[1].cause for unit in found.units] == ["lineation", "lineation"]


def test_a_reading_over_the_end_of_a_line_is_one() -> None:
    base = verse("The storm had thrown / its ashes on the sea.")
    other = verse("The storm had cast / the cinders on the sea.")
    assert shown(merged(base, other)) == ("//AB /AB The storm had {A: thrown /A its ashes | B: cast /B the cinders} on the sea.")


def test_two_witnesses_with_the_same_words_share_a_reading_whatever_their_lines() -> None:
    base = verse("The storm had thrown / its ashes on the sea.")
    others = verse("The storm had cast / the cinders on the sea."), verse("The storm had / cast the / cinders on the sea.")
    assert shown(merged(base, *others)) == (
        "//ABC /ABC The storm had {A: thrown /A its ashes | B C: /C cast /B the /C cinders} on the sea."
    )


def test_a_line_of_one_alone_is_one_reading_with_its_beginning() -> None:
    base = verse("The tide came in. / It went away.")
    other = verse("The tide came in. / A gull cried over the harbour. / It went away.")
    assert shown(merged(base, other)) == "//AB /AB The tide came in. {A:  | B: /B A gull cried over the harbour. }/AB It went away."


def test_a_line_that_moved_is_one_passage_with_its_beginning_at_either_end() -> None:
    one, two = "The lamps were lit along the northern quay.", "Nobody answered when the captain called."
    three, four = "Old women sat and mended broken nets.", "A bell rang twice across the frozen bay."
    found = merged(verse(f"{one} / {two} / {three} / {four}"), verse(f"{one} / {three} / {four} / {two}"))
    assert [unit.type for unit in found.units] == ["transposition", "transposition"]
    assert {unit.partner for unit in found.units} == {unit.key for unit in found.units}
    assert [mark.siglum for unit in found.units for r in unit.readings for mark in r.content.marks] == ["A", "B"]


def test_stanzas_of_one_and_paragraphs_of_the_other() -> None:
    base = verse("The tide came in, / it went.", "The gulls came back.")
    found = merged(
        base,
        verse("The tide came in, it went. / The gulls came back."),
        prose("The tide came in, it went.", "The gulls came back."),
    )
    assert shown(found) == "//AB /AB The tide came in, /A it went.{A B:   | C: ¬}//A /AB The gulls came back."
    (unit,) = found.units
    assert (unit.type, unit.grade) == ("paragraph", "accidental")


def test_lineation_does_not_count_as_divergence_where_others_have_other_words() -> None:
    base = verse("He saw the wall / The tide beat on.")
    found = merged(base, verse("He saw the wall the tide / beat on."), verse("He saw the wall / Some waves beat on."))
    assert any(reading.cause == "lineation" and unit.grade != "accidental" for unit in found.units for reading in unit.readings)
    assert dict(divergences(base.text, found.units, ["B", "C"]))["B"] == 0.0 < dict(found.divergences)["C"]


@pytest.mark.parametrize(
    ("base", "other", "grade"),
    [
        # A common word that has its capital from the verse alone is no name, whatever answers it.
        ("He saw the tide along / Grey walls.", "He saw the tide along dull / walls.", "stylistic"),
        # A name is one wherever it stands.
        ("He saw the tide with / Hal there.", "He saw the tide with old / Kit there.", "substantive"),
        ("He saw the tide with / Hal there.", "He saw the tide with Moll / there.", "substantive"),
    ],
)
def test_the_capital_of_a_verse_makes_no_name(base: str, other: str, grade: str) -> None:
    assert [unit.grade for unit in merged(verse(base), verse(other)).units if unit.type == "lexical"] == [grade]


def test_two_words_with_the_capital_of_a_verse_are_no_name_spelled_two_ways() -> None:
    (unit,) = merged(verse("He stood there and / Beheld the tide."), verse("He stood there and / Behold the tide.")).units
    assert (unit.type, unit.grade) != ("orthographic", "accidental")


# --- Each witness can be put together again ------------------------------------------------------------------------------

WORDS = st.sampled_from("The the and And tide wall sea gull, night. grey came went; over Old old “Come saw.".split())
LINE = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
NAMES = st.sampled_from(["HAL", "MOLL", "KIT", ""])


@st.composite
def texts(draw: st.DrawFn) -> RunningText:
    """An entry of paragraphs, verses in stanzas, speeches and breaks, in any order."""
    made: list[Paragraph] = []
    speaker = ""
    around: tuple[Surrounding, ...] = ()
    for _ in range(draw(st.integers(1, 6))):
        change = draw(st.booleans())
        if change:
            speaker = draw(NAMES)
            around = ("speech",) if speaker else ()
        section = draw(st.integers(0, 5)) == 0
        if draw(st.booleans()):
            made.append(Paragraph(draw(LINE), within=around, shared=0 if change else len(around), speaker=speaker, section=section))
            continue
        for number in range(draw(st.integers(1, 4))):
            shared = len(around) + 1 if number else 0 if change else len(around)
            made.append(Paragraph(draw(LINE), "l", within=(*around, "stanza"), shared=shared, speaker=speaker, section=section))
            section = False
    return running_text(Entry("1", None, "", None, None, tuple(made)))


def put_together(found: Apparatus, siglum: str) -> tuple[str, list[tuple[int, str, object]]]:
    """The words and beginnings of a witness, from its readings and the text outside them."""
    text: list[str] = []
    length = at = 0
    marks: list[tuple[int, str, object]] = []
    common = [mark for mark in found.marks if mark.kind in BEGINNINGS and mark.siglum == siglum]

    def put(words: str, own: Sequence[Mark], start: int) -> int:
        marks.extend((length + mark.at - start, mark.kind, mark.value) for mark in own if mark.siglum == siglum)
        text.append(words)
        return length + len(words)

    for unit in found.units:
        length = put(found.text.text[at : unit.start], [mark for mark in common if at <= mark.at < unit.start], at)
        (reading,) = (reading for reading in unit.readings if siglum in reading.sigla)
        length = put(reading.content.text, [mark for mark in reading.content.marks if mark.kind in BEGINNINGS], 0)
        at = unit.end
    put(found.text.text[at:], [mark for mark in common if mark.at >= at], at)
    return "".join(text), marks


@settings(deadline=None, max_examples=examples(60))
@given(st.lists(texts(), min_size=2, max_size=3))
def test_words_and_beginnings_of_each_witness_can_be_put_together_again(found: list[RunningText]) -> None:
    made = merged(*found)
    for siglum, text in zip("ABC", found, strict=False):
        assert put_together(made, siglum) == (text.text, [(m.at, m.kind, m.value) for m in text.marks if m.kind in BEGINNINGS])


def many(size: int) -> tuple[RunningText, RunningText, tuple[Variant, ...]]:
    """Two texts of as many verses, a speech for each four, of which the second has another word in every third and other lines."""
    lines = [f"the tide {number} came in over the wall" for number in range(size)]
    changed = [line.replace("came", "went") if number % 3 == 0 else line for number, line in enumerate(lines)]
    made = []
    for side, apart in ((lines, 4), (changed, 3)):
        parts = []
        for number, line in enumerate(side):
            begins = number % 4 == 0
            shared = 0 if begins else 2 if number % apart else 1
            speaker = "HAL" if number // 4 % 2 else "MOLL"
            parts.append(Paragraph(line, "l", within=("speech", "stanza"), shared=shared, speaker=speaker))
        made.append(running_text(Entry("1", None, "", None, None, tuple(parts))))
    places = [place.start() for place in re.finditer("went", made[1].text)]
    return made[0], made[1], tuple(Variant((at, at + 4), (at, at + 4), "lexical", "stylistic") for at in places)


def test_the_work_of_merging_verses_and_speeches_grows_with_their_number() -> None:
    def made(size: int) -> Callable[[], object]:
        base, other, variants = many(size)
        witnesses = [CollatedWitness(siglum, (Stretch(0, len(base.text), other, variants),)) for siglum in "BC"]
        return lambda: apparatus("1", None, "A", base, witnesses)

    assert grows_with_length(made, 200)


def test_the_work_of_aligning_one_line_without_a_stop_grows_with_its_length() -> None:
    def made(size: int) -> Callable[[], object]:
        base, other = (verse(" ".join(f"{word}{number}" for number in range(size))) for word in ("tide", "sea"))
        return lambda: align(base, other, ENGLISH)

    assert grows_with_length(made, 800)
