"""Verses in prose and in notes are quoted; a line of prose among verses is a verse."""

from __future__ import annotations

import pytest

from edition.messages import Report
from edition.readers.outlines import outline_of
from tests.readers.test_set_off import PROSE, blocks, chapters, page, told

POEM = "".join(
    f"The river turns the wheel {at} times,\nAnd grinds the meal for all who come;\nIt asks no toll of wind or rain,\n\n"
    for at in ("two", "three", "four", "five", "six", "ten")
)


def test_verses_on_a_page_of_prose_are_quoted_also_within_a_sentence() -> None:
    verses = (
        f"<p>{PROSE} And the ferryman sang</p><div class='poem'><p>the river turns,<br/>The toll is paid</p></div><p>and slept.</p>"
    )
    assert told(page(f"<p>{PROSE}</p>{verses}", ""), "ferry.html") == [
        ("l", "quotation/stanza", "the river turns,"), ("l", "quotation/stanza", "The toll is"),
    ]  # fmt: skip


def test_verses_of_a_poem_are_not_quoted() -> None:
    assert all(one.within == ("stanza",) for one in blocks(POEM) if one.kind == "l")


def test_verses_in_a_note_are_quoted() -> None:
    note = '<div id="n1"><p><a href="#c1">1</a> As the song has it:</p><p class="poem">The river turns,<br/>The toll is paid,<br/>'
    note += f"The lamp is out.</p><p>{PROSE}</p></div>"
    text = page(f'<p>{PROSE}<a id="c1" href="#n1"><sup>1</sup></a></p>', "").replace("</body>", f"{note}</body>")
    outline, _ = outline_of(text.encode(), "ferry.html", "en", Report())
    inner = [one for entry in outline.entries for block in entry.blocks for call in block.notes for one in call.note.blocks]
    assert [one.within for one in inner if one.kind == "l"] == [("note", "quotation", "stanza")] * 3


@pytest.mark.parametrize(
    ("note", "kinds"),
    [
        ("This is a verse of Marsh, in the second act:\n\nThe river turns the wheel all night.", ["p", "l"]),
        ("Thus Marsh in the second act:\n    The river turns the wheel all night.\n    The lamp is out.", ["p", "l", "l"]),
        ("Thus Marsh, in the second act, of his friend:\n\nThe river turns the wheel all night.", ["p", "p"]),
    ],
)
def test_a_verse_that_a_note_announces_is_one_and_the_line_that_announces_it_is_none(note: str, kinds: list[str]) -> None:
    text = f"{chapters(PROSE.rstrip() + '[1]', '')}\n\nNOTES\n\n[1] {note}\n\n[2] That was all.\n"
    outline, _ = outline_of(text.replace("the cousin", "the cousin [2]", 1).encode(), "ferry.txt", "en", Report())
    notes = [call.note for entry in outline.entries for block in entry.blocks for call in block.notes]
    (found,) = (one.blocks for one in notes if "Marsh" in one.blocks[0].text)
    assert [one.kind for one in found] == kinds


def test_paragraphs_of_a_quotation_that_verses_announce_are_verses() -> None:
    quoted = "<blockquote><p>The river turns the wheel</p><p>And asks no toll of us</p></blockquote>"
    found = told(page(f"<p>{PROSE} He sang two verses of it:</p>{quoted}", ""), "ferry.html")
    assert [kind for kind, *_ in found] == ["l", "l"]
    other = told(page(f"<p>{PROSE} On the door stood:</p>{quoted}", ""), "ferry.html")
    assert [kind for kind, *_ in other] == ["p", "p"]


def test_a_line_below_verses_that_looks_like_them_is_one() -> None:
    lines = f"{POEM}And nobody has ever asked it why.\n\n{POEM}"
    assert "p" not in [one.kind for one in blocks(lines)]


@pytest.mark.parametrize(
    "line", ["The Song Of The Seven Lamps.", "THE RIVER TURNS THE WHEEL BY NIGHT.", "1801, in the month of May,"]
)
def test_a_title_or_a_date_among_verses_is_none(line: str) -> None:
    found = blocks(f"{POEM}\n\n{line}\n\n{POEM}")
    assert line not in [one.text for one in found if one.kind == "l"]


@pytest.mark.parametrize(
    ("line", "kind"), [("“The river turns the wheel by night and day”", "l"), ("The river turns by night and by day too.", "p")]
)
def test_a_centred_line_is_a_verse_only_in_quotation_marks(line: str, kind: str) -> None:
    text = chapters(f"{PROSE}\n{PROSE}\n{line.center(70).rstrip()}\n\n", "", "")
    assert [one.kind for one in blocks(text) if one.text == line] == [kind]


def test_a_couplet_that_is_too_short_for_prose_is_verse_without_a_stop() -> None:
    couplet = "  The river turns the wheel by night and asks no toll of wind\n"
    couplet += "  Nor any of the men who come to grind their meal at noon.\n"
    assert told(chapters(f"{PROSE}\n{couplet}\n", "", ""))[:2] == [
        ("l", "quotation/stanza", "The river turns"), ("l", "quotation/stanza", "Nor any of"),
    ]  # fmt: skip


def test_two_lines_of_a_quotation_that_fill_their_measure_are_no_couplet() -> None:
    quoted = "  The river turns the wheel by night and asks no toll of wind at all\n"
    quoted += "  Holm said; and so it went on until the lamp burned out.\n"
    assert [kind for kind, *_ in told(chapters(f"{PROSE}\n{quoted}\n", "", ""))] == ["p"]


def test_lines_within_a_paragraph_that_stand_farther_in_are_verses() -> None:
    inner = "     The river turns the wheel by night,\n     And asks no toll.\n"
    found = blocks(chapters(f"{PROSE}{inner}And so he slept.\n\n", "", ""))
    assert [(one.kind, one.text[:9], one.goes_on) for one in found[:4]] == [
        ("p", "The lamp ", False), ("l", "The river", True), ("l", "And asks ", True), ("p", "And so he", True),
    ]  # fmt: skip


@pytest.mark.parametrize("inner", ["     Yours, B. Holm", "     and asks no toll\n     of anybody", "     At noon"])
def test_other_lines_that_stand_farther_in_are_none(inner: str) -> None:
    assert "l" not in [one.kind for one in blocks(chapters(f"{PROSE}{inner}\nand so he slept.\n\n", "", ""))]


def test_a_stanza_of_a_poem_is_verse_though_one_of_its_lines_begins_small() -> None:
    stanza = (
        "".join(f"The river turns the wheel {at} times by night and day\n" for at in range(11))
        + "and asks no toll of anybody here\n\n"
    )
    assert {one.kind for one in blocks(POEM + stanza + POEM)} == {"l"}


def test_in_a_poem_verses_beside_prose_are_not_quoted() -> None:
    prose = "\n".join([PROSE] * 4)
    text = f"CANTO I\n\n{POEM * 4}\n\n\nCANTO II\n\n{prose}\nThe river turns,\nThe toll is paid,\nThe lamp is out.\n\n{PROSE}\n"
    assert not [one for one in blocks(text) if one.kind == "l" and "quotation" in one.within]


def test_in_a_book_of_poems_what_prose_introduces_is_the_poem_itself() -> None:
    stanza = (
        "The river turns the wheel,<br/>And grinds the meal for all;<br/>It asks no toll of wind,<br/>And waits for rain to fall."
    )
    poem = f"<p>{stanza}</p>" * 6
    introduced = f"<p>[{PROSE} And so it is that of the miller, of his mule and of the ford it may be said that—</p><p>{stanza}</p>"
    text = f"<html><body><h1>Tolls</h1><h2>I</h2>{poem}<h2>II</h2>{introduced}<h2>III</h2>{poem}</body></html>"
    verses = [one for one in blocks(text, "tolls.html") if one.kind == "l"]
    assert len(verses) == 52
    assert all(one.within == ("stanza",) for one in verses)
