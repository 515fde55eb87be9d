"""The page engine by itself: lines planned into pages, and the parts of WeasyPrint that it takes hold of."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.writers.book.types import BookNote, Section
from edition.writers.pdf.feet import ApparatusFoot, KeyedEntry, label_of
from edition.writers.pdf.markup import document, numbered_notes, settle
from edition.writers.pdf.markup import written as as_xhtml
from edition.writers.pdf.planning import ApparatusRows, Leaf, Series, SetLine, Sizes, may_break, plan
from edition.writers.pdf.rows import NUMBER, Fragment, MeasuredWord, Rows, Widths, in_words, told_apart, written
from tests.examples import examples
from tests.writers.pdf.counted_rows import CountedRows

SIZES = Sizes(height=200.0, gap=10.0, row=8.0, between=4.0, line=10.0)


def text_of(*paragraphs: int, lead: float = 10.0) -> list[SetLine]:
    """Lines of paragraphs that have so many lines each; a paragraph of 0 is a heading of one line."""
    lines = []
    for block, count in enumerate(paragraphs):
        for _ in range(count or 1):
            top = len(lines) * lead
            lines.append(SetLine(top, top + lead, top + 8.0, block, keep=count == 0, numbered=count > 0))
    return lines


def notes_of(count: int) -> list[SetLine]:
    return [SetLine(at * 8.0, at * 8.0 + 8.0, at * 8.0 + 6.0, at) for at in range(count)]


def height_of(leaf: Leaf, lines: list[SetLine], *series: list[SetLine]) -> float:
    """What a page takes of its height: text, and its foot where it has one."""
    text = lines[leaf.last - 1].bottom - lines[leaf.first].top if leaf.last > leaf.first else 0.0
    blocks = [sum(part.last - part.first for part in leaf.rows) * SIZES.row]
    for notes, (first, last) in zip(series, leaf.notes, strict=True):
        blocks.append(notes[last - 1].bottom - notes[first].top if last > first else 0.0)
    held = [block for block in blocks if block]
    return text + (SIZES.gap + sum(held) + (len(held) - 1) * SIZES.between if held else 0.0)


# --- Where a page may end --------------------------------------------------------------------------------------------


def test_no_page_ends_with_a_heading_with_a_first_line_or_before_a_last_line() -> None:
    lines = text_of(3, 0, 4, 1)
    #            3 lines: 0 1 2, heading: 3, 4 lines: 4 5 6 7, one line: 8
    assert [at for at in range(1, 9) if may_break(lines, at)] == [3, 6, 8]


def test_a_paragraph_of_three_lines_stays_whole() -> None:
    assert [at for at in range(1, 3) if may_break(text_of(3), at)] == []


def test_the_source_of_a_quotation_stays_with_it() -> None:
    lines = [replace(line, clings=at == 4) for at, line in enumerate(text_of(4, 1, 3))]
    assert [at for at in range(1, 8) if may_break(lines, at)] == [2, 5]


# --- Plans ------------------------------------------------------------------------------------------------------------


def test_a_text_without_foot_fills_its_pages() -> None:
    lines = text_of(20, 20)
    assert plan(lines, CountedRows(lambda a, b: 0), [], SIZES) == (Leaf(0, 20), Leaf(20, 40))


def test_the_foot_takes_its_room_from_the_text() -> None:
    """Each line brings a row of apparatus: ten lines of 10 and ten rows of 8 with the gap are 190; an eleventh would be 208."""
    lines = text_of(*[1] * 20)
    leaves = plan(lines, CountedRows(lambda a, b: b - a), [], SIZES)
    assert [(leaf.first, leaf.last) for leaf in leaves] == [(0, 10), (10, 20)]
    assert leaves[0].rows == (ApparatusRows(0, 0, 10),)


def test_a_foot_goes_on_at_the_next_page_rather_than_leave_four_lines_empty() -> None:
    """Eleven lines, the twelfth of which brings 12 rows: with them the page would be too full, without it 90 of 200 would be
    empty.
    """
    lines = text_of(*[1] * 20)
    leaves = plan(lines, CountedRows(lambda a, b: 12 if a <= 10 < b else 0), [], SIZES)
    assert leaves[0].last == 11
    assert leaves[0].rows == (ApparatusRows(0, 0, 10),)
    assert leaves[1].rows == (ApparatusRows(0, 10, 12),)
    # Three lines may stay empty: a page with 16 lines and the one after it whose foot needs 5.
    leaves = plan(lines, CountedRows(lambda a, b: 2 if a <= 17 < b else 0), [], SIZES)
    assert leaves[0].last == 17
    assert leaves[0].rows == (ApparatusRows(0, 0, 0),)[1:]


def test_a_heading_goes_over_to_the_page_of_its_text() -> None:
    lines = text_of(*[1] * 18, 0, 4)
    assert plan(lines, CountedRows(lambda a, b: 0), [], SIZES)[1].first == 18


def test_no_page_ends_inside_a_word_where_one_to_three_lines_less_mend_it() -> None:
    lines = text_of(40)
    ends = []
    for parted in (19, 18, 17, 16):
        lines[parted] = replace(lines[parted], parted=True)
        ends.append(plan(lines, CountedRows(lambda a, b: 0), [], SIZES)[0].last)
    # With four such lines in a row four would stay empty: the hyphen stays.
    assert ends == [19, 18, 17, 20]


def test_a_page_ends_inside_a_word_where_two_lines_less_would_leave_a_hole_above_the_foot() -> None:
    """The last two of twelve lines bring a row each; without both, and with six rows, four lines would stay empty."""
    lines = text_of(40)
    for parted in (11, 10):
        lines[parted] = replace(lines[parted], parted=True)
    rows = CountedRows(lambda a, b: 6 + max(0, b - 10) if a == 0 else 0)
    assert plan(lines, rows, [], SIZES)[0].last == 12


def test_a_note_longer_than_the_page_goes_on_at_the_foot_of_the_next() -> None:
    lines, notes = text_of(*[1] * 30), notes_of(40)
    leaves = plan(lines, CountedRows(lambda a, b: 0), [Series(notes, [0, *[40] * 29])], SIZES)
    assert [at for leaf in leaves for at in range(*leaf.notes[0])] == list(range(40))
    assert leaves[0].notes[0][0] == 0
    assert leaves[0].notes[0][1] > 10
    assert all(height_of(leaf, lines, notes) <= SIZES.height for leaf in leaves)


def test_where_a_foot_is_parted_a_note_begins_on_the_page_of_its_call() -> None:
    """Fourteen lines and their six rows of apparatus fill the page but for what the rows of the last lines need."""
    lines, notes = text_of(12, 4), notes_of(6)
    leaves = plan(lines, CountedRows(lambda a, b: 14 if a == 0 and b > 11 else 0), [Series(notes, [0] * 11 + [6] * 5)], SIZES)
    page = next(leaf for leaf in leaves if leaf.first <= 11 < leaf.last)
    assert page.notes[0][1] > page.notes[0][0]


def test_of_several_notes_called_on_one_page_the_last_begins_there_too() -> None:
    """Three notes of five lines, called on lines 1, 2 and 12: what does not find room is the end of the third."""
    lines, notes = text_of(12, 12), notes_of(15)
    due = [0, 5, 10, *[10] * 9, *[15] * 12]
    leaves = plan(lines, CountedRows(lambda a, b: 0), [Series(notes, due, [0, 5, 10])], SIZES)
    for line, start in ((1, 0), (2, 5), (12, 10)):
        page = next(leaf for leaf in leaves if leaf.first <= line < leaf.last)
        assert page.notes[0][0] <= start < page.notes[0][1]


def test_an_apparatus_longer_than_the_page_goes_on_and_says_whose_it_is() -> None:
    lines = text_of(*[1] * 12)
    leaves = plan(lines, CountedRows(lambda a, b: 50 if a == 0 else 0), [], SIZES)
    placed = [(part.owner, row) for leaf in leaves for part in leaf.rows for row in range(part.first, part.last)]
    assert placed == [(0, row) for row in range(50)]
    assert len(leaves) > 2


def test_what_is_higher_than_a_page_has_one_for_itself() -> None:
    lines = [*text_of(2), SetLine(20.0, 320.0, 320.0, 9), SetLine(320.0, 330.0, 328.0, 10)]
    assert [(leaf.first, leaf.last) for leaf in plan(lines, CountedRows(lambda a, b: 0), [], SIZES)] == [(0, 2), (2, 3), (3, 4)]


def test_no_text_is_no_page() -> None:
    assert plan([], CountedRows(lambda a, b: 0), [], SIZES) == ()


books = st.integers(0, 2**32 - 1).map(random.Random)


@given(books)
@settings(deadline=None, max_examples=examples(150))
def test_nothing_is_lost_nothing_overlaps_and_all_is_in_order(chance: random.Random) -> None:
    """Any text with any foot: every line, row and note stands once, in order, and no page holds more than it can."""
    lines = text_of(*(chance.choice((0, 1, 2, 3, 5, 9, 30)) for _ in range(chance.randint(1, 25))))
    rows = [chance.choice((0, 0, 1, 1, 2, 40 if chance.random() < 0.05 else 3)) for _ in lines]
    series = []
    for _ in range(chance.choice((0, 1, 2))):
        counts = [chance.choice((0, 0, 0, 1, 3, 60 if chance.random() < 0.05 else 5)) for _ in lines]
        series.append(Series(notes_of(sum(counts)), [sum(counts[: at + 1]) for at in range(len(lines))]))
    leaves = plan(lines, CountedRows(lambda a, b: sum(rows[a:b])), series, SIZES)

    assert [at for leaf in leaves for at in range(leaf.first, leaf.last)] == list(range(len(lines)))
    for which, each in enumerate(series):
        assert [at for leaf in leaves for at in range(*leaf.notes[which])] == list(range(len(each.lines)))
    placed = [(part.owner, row) for leaf in leaves for part in leaf.rows for row in range(part.first, part.last)]
    assert placed == [(at, row) for at, leaf in enumerate(leaves) for row in range(sum(rows[leaf.first : leaf.last]))]
    for at, leaf in enumerate(leaves):
        assert height_of(leaf, lines, *(list(each.lines) for each in series)) <= SIZES.height
        assert all(part.owner <= at for part in leaf.rows)
        if leaf.last > leaf.first and any(may_break(lines, end) for end in range(leaf.first + 1, leaf.last)):
            assert may_break(lines, leaf.last)


# --- The run-on apparatus ---------------------------------------------------------------------------------------------


def apparatus_of(lines: list[SetLine], *entries: tuple[str, int, int], measure: float = 200.0) -> ApparatusFoot:
    """Entries whose letters are all 5 wide, in rows of 40 letters unless another measure is given."""
    letters = dict.fromkeys(map(chr, range(32, 0x2100)), 5.0)
    widths = Widths({(): letters, (NUMBER.look,): letters})
    keyed = [
        KeyedEntry(words, first, last, widths.measured(in_words(markup_of(words)), measure), anchor=words)
        for words, first, last in entries
    ]
    return ApparatusFoot(lines, keyed, widths, measure)


def markup_of(lemma: str) -> etree._Element:
    return etree.fromstring(f'<p><span class="lemma">{lemma}</span>] other</p>')


def test_an_entry_has_the_number_of_its_line_and_the_next_of_the_same_line_has_none() -> None:
    apparatus = apparatus_of(text_of(0, 6), ("one", 2, 2), ("two", 2, 3), ("three", 5, 6), measure=150.0)
    # The heading is no numbered line.
    assert apparatus.written(apparatus.whole(0, [(0, 7)]), lambda begin, end: label_of(begin, end)) == [
        '<p class="apparatus single"><a class="of-line line-of" href="#one">2</a>\u00a0one] other'
        '<span class="bar">\u00a0‖\u00a0</span>two] other</p>',
        '<p class="apparatus single"><a class="of-line" href="#three"><b class="line-of">5</b>–<b class="line-of">6</b></a>\u00a0'
        "three] other</p>",
    ]


def test_a_lemma_that_ends_on_the_next_page_says_so() -> None:
    assert label_of(10, 1, 2) == "10–2.1"
    assert label_of(3, 3) == "3"


@given(
    st.lists(st.tuples(st.text("abcdefgh ", min_size=1, max_size=60), st.integers(0, 29), st.integers(0, 3)), max_size=30), books
)
@settings(deadline=None)
def test_no_page_has_more_rows_than_were_planned_and_no_row_is_too_wide(
    entries: list[tuple[str, int, int]], chance: random.Random
) -> None:
    """Planned line by line, as a page grows: the rows written are at most so many, each fits, and every word is there."""
    lines = text_of(30)
    held = sorted(((f"x{words}", first, min(first + more, 29)) for words, first, more in entries), key=lambda entry: entry[1])
    apparatus = apparatus_of(lines, *held)
    starts = [0, *sorted(chance.sample(range(1, 30), chance.randint(0, 4)))]
    pages = list(pairwise([*starts, 30]))

    def labelled(begin: int, end: int) -> str:
        page, ends = (next(at for at, (_, last) in enumerate(pages) if line < last) for line in (begin, end))
        return label_of(begin - pages[page][0] + 1, end - pages[ends][0] + 1, ends + 1 if ends > page else None)

    written: list[str] = []
    for first, last in pages:
        planned = [apparatus.most([(first, end)]) for end in range(first + 1, last + 1)][-1]
        part = apparatus.whole(0, [(first, last)])
        parts = [part] if chance.random() < 0.5 else apparatus.divided(part, chance.randint(0, part.last))
        texts = []
        for each in parts:
            texts += ["".join(etree.fromstring(row).itertext()) for row in apparatus.written(each, labelled)]
        assert part.last <= planned
        assert len(texts) == sum(each.count for each in parts)
        assert all(len(text) * 5.0 <= 200.0 for text in texts)
        assert not any(text.strip().startswith("‖") or text.strip().endswith("‖") for text in texts)
        written += [word for text in texts for word in re.findall(r"[a-x]+", text)]
    whole = [word for words, _, _ in held for word in re.findall(r"[a-x]+", f"{words} other")]
    assert "".join(written) == "".join(whole)


def rows_of(apparatus: ApparatusFoot, part: ApparatusRows) -> list[str]:
    rows = apparatus.written(part, lambda begin, end: label_of(begin + 1, end + 1))
    return ["".join(etree.fromstring(row).itertext()).replace("\u00a0", " ") for row in rows]


def test_a_double_bar_neither_ends_nor_begins_a_row() -> None:
    """The word before it goes over with it. Where they have no room in one row the number of the line stands there again."""
    apparatus = apparatus_of(text_of(6), ("one", 1, 1), ("two", 1, 1), ("three", 1, 1), measure=120.0)
    assert rows_of(apparatus, apparatus.whole(0, [(0, 6)])) == ["2 one] other ‖ two]", "other ‖ three] other"]
    narrow = apparatus_of(text_of(6), ("one", 1, 1), ("fourteenletter", 1, 1), measure=100.0)
    assert rows_of(narrow, narrow.whole(0, [(0, 6)])) == ["2 one] other", "2 fourteenletter]", "other"]


def test_no_row_stays_half_empty_for_a_bar() -> None:
    """Where a long word would go over with the bar, the row ends before the bar, and the number of the line stands there again."""
    apparatus = apparatus_of(text_of(6), ("one", 1, 1), ("two-and-twenty-sails", 1, 1), measure=160.0)
    assert rows_of(apparatus, apparatus.whole(0, [(0, 6)])) == ["2 one] other", "2 two-and-twenty-sails] other"]


def test_a_bar_after_italics_stands_a_hair_space_further_off() -> None:
    letters = dict.fromkeys(map(chr, range(32, 0x2100)), 5.0)
    widths = Widths({(): letters, (NUMBER.look,): letters, ("abbr.siglum",): letters})
    markup = (f"<p>{each}</p>" for each in ('one] two <abbr class="siglum">C</abbr>', "three] four", "five] six"))
    words = [widths.measured(in_words(etree.fromstring(each)), 999.0) for each in markup]
    apparatus = ApparatusFoot(text_of(6), [KeyedEntry("", 1, 1, each) for each in words], widths, 999.0)
    (row,) = apparatus.written(apparatus.whole(0, [(0, 6)]), lambda begin, end: label_of(begin + 1, end + 1))
    said = "".join(etree.fromstring(row).itertext())
    assert said == "2\u00a0one] two\u00a0C\u00a0\u200a‖\u00a0three] four\u00a0‖\u00a0five] six"


def test_the_number_of_anothers_verse_stands_beside_that_of_the_base_where_it_differs() -> None:
    """Verses 7 to 9 of the base; B has the reading in another, in the same, in one, and again in the same as before."""
    apparatus = apparatus_of(
        text_of(6), ("one", 1, 1), ("two", 1, 1), ("three", 2, 2), ("four", 3, 3), ("five", 3, 3), measure=999.0
    )

    def said(number: str) -> dict[str, tuple[str, MeasuredWord]]:
        word = (Fragment(f"(B {number})"),)
        return {"B": (number, MeasuredWord(word, apparatus.widths.of(word)))}

    numbers = ("6", "7", "8", "10", "10")
    apparatus.entries = [replace(entry, beside=said(number)) for entry, number in zip(apparatus.entries, numbers, strict=True)]
    apparatus.verses = ["6", "7", "8", "9", "10", "11"]
    assert rows_of(apparatus, apparatus.whole(0, [(0, 6)])) == [
        "7 (B 6) one] other ‖ (B 7) two] other\u2003 8 three] other\u2003 9 (B 10) four] other ‖ five] other"
    ]


def test_an_entry_goes_over_whole_to_the_next_page() -> None:
    apparatus = apparatus_of(text_of(6), ("one", 0, 0), ("a lemma of many words", 1, 1), ("three", 2, 2), measure=130.0)
    whole = apparatus.whole(0, [(0, 6)])
    assert rows_of(apparatus, whole)[0] == "1 one] other\u2003 2 a lemma of"
    here, rest = apparatus.divided(whole, 1)
    assert rows_of(apparatus, here) == ["1 one] other"]
    assert rows_of(apparatus, rest)[0].startswith("2 a lemma of many words")


def test_a_long_entry_is_parted_and_not_in_its_lemma() -> None:
    """Its lemma takes two rows: one row is not given to it, three are."""
    words = " ".join(["reading"] * 40)
    apparatus = apparatus_of(text_of(6), ("a lemma of so many words that it takes two rows", 0, 0), measure=200.0)
    more = apparatus_of(text_of(6), (words, 0, 0)).entries[0].words
    apparatus.entries = [replace(entry, words=(*entry.words, *more)) for entry in apparatus.entries]
    whole = apparatus.whole(0, [(0, 6)])
    assert whole.count > 8
    assert [part.count for part in apparatus.divided(whole, 1)] == [0, whole.count]
    assert [part.count for part in apparatus.divided(whole, 3)] == [3, whole.count - 3]
    assert [part.count for part in apparatus.divided(whole, 1, forced=True)] == [1, whole.count - 1]


def test_elements_go_on_in_the_next_row_and_ids_do_not() -> None:
    markup = etree.fromstring('<p>in <i id="a">a great many words</i> AG<sup>b</sup></p>')
    widths = Widths({look: dict.fromkeys("abdefghinmortswyAGk ", 10.0) for look in ((), ("i.",), ("sup.",))})
    rows = Rows(100.0)
    for wide in widths.measured(in_words(markup), 100.0):
        rows.add(" ", 10.0, wide.word, wide.width)
    assert written(rows.filled, str) == ['in <i id="a">a great</i>', "<i>many words</i>", "AG<sup>b</sup>"]


def test_a_siglum_stays_on_the_row_of_its_reading() -> None:
    markup = etree.fromstring(
        '<p>carrying <span class="sigla"><abbr class="siglum">AG</abbr>, <abbr class="siglum">SS</abbr></span></p>'
    )
    words = ["".join(fragment.text for fragment in word) for word in in_words(markup)]
    assert words == ["carrying\u00a0AG,", "SS"]


def test_the_same_word_twice_in_a_line_is_told_apart_by_a_raised_figure() -> None:
    markup = etree.fromstring('<p>*<span class="lemma">the old</span>] an old</p>')
    rows = [[(" ", word) for word in told_apart(in_words(markup), "2")]]
    assert written(rows, str) == [" *the old<sup>2</sup>] an old"]


@pytest.mark.parametrize(
    ("lemma", "expected"),
    [
        ('bell <span class="sigla"><abbr class="siglum">A</abbr></span>', "bell<sup>3</sup> A]"),
        (
            'old bell <span class="sigla"><abbr class="siglum">A</abbr>, <abbr class="siglum">B</abbr></span>',
            "old bell<sup>3</sup> A, B]",
        ),
        ("bell", "bell<sup>3</sup>]"),
    ],
)
def test_the_figure_stands_before_the_sigla_of_a_lemma(lemma: str, expected: str) -> None:
    markup = etree.fromstring(f'<p><span class="lemma">{lemma}</span>] horn</p>')
    row = written([[(" ", word) for word in told_apart(in_words(markup), "3")]], str)[0]
    bare = re.sub(r"</?(?:span|abbr)[^>]*>", "", row).replace("\u00a0", " ")
    assert bare.strip() == f"{expected} horn"


def test_the_editors_notes_are_a_series_with_letters_where_there_are_others() -> None:
    """In the order of reading; numbers go on from section to section, and so do letters, since a page may hold several sections."""

    def section(name: str, *series: str) -> Section:
        calls = "".join(f'<span class="call" id="{name}{at}"/>' for at in range(len(series)))
        notes = tuple(
            BookNote(f"n{name}{at}", f"{name}{at}", "1", kind, etree.Element("div"), None) for at, kind in enumerate(series)
        )
        return Section(name, "entry", 1, "", "", "", "", "en", etree.fromstring(f"<section>{calls}</section>"), (), notes)

    both = [section("x", "translator", "editorial", "editorial", "author"), section("y", "editorial", "translator")]
    marks = [(note.mark, note.series) for note in numbered_notes(both).values()]
    assert marks == [("1", 0), ("a", 1), ("b", 1), ("2", 0), ("c", 1), ("3", 0)]
    alone = [section("x", "editorial", "editorial")]
    assert [(note.mark, note.series) for note in numbered_notes(alone).values()] == [("1", 0), ("2", 0)]
    many = [section("x", "author", *["editorial"] * 27)]
    assert [note.mark for note in numbered_notes(many).values()][-3:] == ["y", "z", "a"]


# --- The markup that is set ---------------------------------------------------------------------------------------------


def settled(markup: str) -> str:
    element = etree.fromstring(markup)
    settle(element)
    return etree.tostring(element, encoding="unicode")


def test_an_empty_place_goes_before_the_space_that_it_follows() -> None:
    assert settled('<p>one <span id="a"/>two</p>') == '<p>one<span id="a" data-next=""/> two</p>'
    assert (
        settled('<p>one <span id="a"/><span id="b"/>two</p>')
        == '<p>one<span id="a" data-next=""/><span id="b" data-next=""/> two</p>'
    )
    assert settled('<p>one<span id="a"/> two</p>') == '<p>one<span id="a"/> two</p>'


def test_no_block_begins_with_a_space() -> None:
    assert settled('<div><p> <span id="a"/>one</p></div>') == '<div><p><span id="a"/>one</p></div>'
    number = '<span class="line-number">5</span>'
    assert settled(f'<div>{number} <span id="a"/>one</div>') == f'<div>{number}<span id="a"/>one</div>'
    assert settled('<div>x<p><span id="a"/> <span id="b"/>one</p></div>') == '<div>x<p><span id="a"/><span id="b"/>one</p></div>'


def quoting(*blocks: tuple[int, bool]) -> list[SetLine]:
    """Lines of plain paragraphs and of quotations (True), which have half a line above and below."""
    lines: list[SetLine] = []
    top, before = 0.0, False
    for block, (count, quoted) in enumerate(blocks):
        top += 5.0 if lines and (quoted or before) else 0.0
        for at in range(count):
            settles = bool(lines) and before and not quoted and not at
            lines.append(SetLine(top, top + 10.0, top + 8.0, block, settles=settles))
            top += 10.0
        before = quoted
    return lines


@settings(deadline=None, max_examples=examples(60))
@given(st.lists(st.tuples(st.integers(1, 9), st.booleans()), min_size=1, max_size=14))
def test_plain_text_stands_on_the_grid_of_its_page(blocks: list[tuple[int, bool]]) -> None:
    """Half a line above a quotation is lost where a page begins with it, and what follows would stand between the lines of the
    page that it faces."""
    lines = quoting(*blocks)
    leaves = plan(lines, CountedRows(lambda first, last: 0), (), SIZES)
    assert sum(leaf.last - leaf.first for leaf in leaves) == len(lines)
    for leaf in leaves:
        down = dict(leaf.settled)
        added = 0.0
        for at in range(leaf.first, leaf.last):
            added += down.get(at, 0.0)
            if not blocks[lines[at].block][1]:
                assert (lines[at].top - lines[leaf.first].top + added) % 10 == 0
        assert lines[leaf.last - 1].bottom - lines[leaf.first].top + added <= SIZES.height or leaf.last == leaf.first + 1


# --- What is taken from inside WeasyPrint ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def layout(tool: Callable[[str], str]) -> Any:
    tool("pango")
    from edition.writers.pdf import layout

    return layout


def press_of(layout: Any, style: str) -> Any:
    return layout.Press((f"body {{ margin: 0 }} p {{ margin: 0 }} {style}",))


def test_weasyprint_is_the_version_that_this_was_written_for(layout: Any) -> None:
    """Its inside is taken hold of; another version has to be looked at before it is let in."""
    import weasyprint

    assert weasyprint.__version__ == "70.0"


def test_the_private_parts_are_where_they_were(layout: Any) -> None:
    import inspect

    from weasyprint import pdf
    from weasyprint.layout import inline

    assert list(inspect.signature(pdf.add_tags).parameters) == ["pdf", "document", "pdf_version", "page_streams"]
    assert list(inspect.signature(pdf.build_fonts_dictionary).parameters) == ["pdf", "fonts", "compress", "subset", "options"]
    assert list(inspect.signature(pdf.Stream.marked).parameters) == ["self", "box", "tag"]
    assert list(inspect.signature(inline.split_first_line).parameters)[:4] == ["text", "style", "context", "max_width"]
    page = press_of(layout, "").render(document(["<p>x</p>"], "en")).pages[0]
    assert layout.body_of(page).element_tag == "body"


def test_a_column_has_its_lines_and_the_places_of_ids(layout: Any) -> None:
    press = press_of(layout, "@page { size: 100px 9000px; margin: 0 } p { font-size: 20px; line-height: 30px }")
    words = "".join(f'<span id="w{at}">wordword</span> ' for at in range(4))
    column = layout.Column(press.render(document([f'<h1 id="h">H</h1><p id="p" data-numbered="">{words}</p>'], "en")))
    assert [line.keep for line in column.lines] == [True, False, False, False, False]
    assert [line.numbered for line in column.lines] == [False, True, True, True, True]
    assert column.places["h"] == (0, 1)
    assert column.places["p"] == (1, 5)
    assert [column.places[f"w{at}"] for at in range(4)] == [(1, 2), (2, 3), (3, 4), (4, 5)]
    assert column.lines[2].top - column.lines[1].top == pytest.approx(30)


def test_a_direction_before_what_is_said_does_not_end_a_page(layout: Any) -> None:
    press = press_of(layout, "@page { size: 200px 9000px; margin: 0 }")
    speech = '<p class="speaker">NORA</p><p class="stage">smiling</p><p>Yes.</p><p class="stage">She goes.</p>'
    column = layout.Column(press.render(document([f'<section><div class="speech">{speech}</div><p>x</p></section>'], "en")))
    assert [line.keep for line in column.lines] == [True, True, False, False, False]
    assert [line.settles for line in column.lines] == [True, False, True, False, True]


def test_lines_cut_off_stand_where_they_were_put_and_keep_their_markup(
    layout: Any, tmp_path: Path, tool: Callable[[str], str]
) -> None:
    """A phrase in italics over four lines, cut in the middle: both halves are in italics, and no word is lost."""
    import subprocess

    from edition.writers.pdf import binding

    press = press_of(layout, "@page { size: 100px 9000px; margin: 0 } p { font-size: 20px; line-height: 30px }")
    column = layout.Column(press.render(document(["<p><em>wordone wordtwo wordthree wordfour</em></p>"], "en")))
    frame = press_of(layout, "@page { size: 100px 100px; margin: 0 } .text { height: 90px; break-after: page }")
    pages = frame.render(document(['<div class="text"></div>'] * 2, "en"))
    for page, (first, last) in zip(pages.pages, ((0, 2), (2, 4)), strict=True):
        slot = layout.slots(page, "text")[0]
        pieces = column.cut(first, last, *layout.corner(slot))
        layout.place(slot, pieces)
        boxes = [box for piece in pieces for box in piece.descendants()]
        assert {box.style["font_style"] for box in boxes if box.element_tag == "em"} == {"italic"}
        assert min(box.position_y for box in boxes if type(box).__name__ == "LineBox") == pytest.approx(layout.corner(slot)[1])
    target = tmp_path / "cut.pdf"
    binding.bind([binding.part(pages, 0, (), "")], ((0, "D", 1),), target)
    said = [
        subprocess.run([tool("pdftotext"), "-f", str(at), "-l", str(at), target, "-"], capture_output=True, encoding="utf-8").stdout
        for at in (1, 2)
    ]
    assert [text.split() for text in said] == [["wordone", "wordtwo"], ["wordthree", "wordfour"]]


def test_words_that_fit_without_the_space_after_them_stay_on_their_line(layout: Any) -> None:
    """WeasyPrint sets the first of such words on a line of its own; every line but the last is to be filled."""
    chance = random.Random(2)
    words = "old stair went down past rows of lamps and over water where somebody had left a chair until evening".split()
    paragraphs = (
        "<p>" + "".join(chance.choice(words) + (" <b>of</b> " if chance.random() < 0.3 else " ") for _ in range(80)) + "</p>"
        for _ in range(40)
    )
    press = press_of(layout, "@page { size: 402px 90000px; margin: 0 }")
    column = layout.Column(press.render(document(paragraphs, "en")))
    widths = column.widths()
    ends = {at for at, line in enumerate(column.lines) if at + 1 == len(widths) or column.lines[at + 1].block != line.block}
    assert len(widths) == len(column.lines)
    assert [width for at, width in enumerate(widths) if at not in ends and width < 300] == []


def test_an_empty_place_after_a_space_belongs_to_the_next_word(layout: Any) -> None:
    paragraph_ = etree.fromstring('<p>wordone <span id="a"/>wordtwo<span id="b"/> wordthree</p>')
    settle(paragraph_)
    press = press_of(layout, "@page { size: 100px 9000px; margin: 0 } p { font-size: 20px; line-height: 30px }")
    column = layout.Column(press.render(document([as_xhtml(paragraph_)], "en")))
    assert len(column.lines) == 3
    assert column.places["a"][0] == 1
    assert column.places["b"][0] == 1


def test_no_file_and_no_address_is_opened(layout: Any, tmp_path: Path) -> None:
    (tmp_path / "secret.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    heard = layout.LayoutFaults()
    with layout.logged(heard):
        address = (tmp_path / "secret.svg").as_uri()
        press_of(layout, "").render(
            document([f'<p><img src="{address}" alt="picture"/><img src="http://192.0.2.1/x.png" alt="other"/></p>'], "en")
        )
    assert len(heard.faults) == 2
    assert not heard.letters
