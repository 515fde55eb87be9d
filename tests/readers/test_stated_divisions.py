"""What an editor states of how a text is divided is obeyed whatever the text looks like."""

from __future__ import annotations

import textwrap
import time
from collections import Counter
from typing import Any

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from edition.messages import Report
from edition.model import Locus, StatedDivisions, StatedOmission
from edition.model.documents import DocumentOutline
from edition.readers.outlines import outline_of
from edition.readers.stated_headings import pattern_fault
from tests.examples import examples

FORD = (
    "The ford was deep that spring, and the carter who knew it best had gone to the coast to see his sister, so that nobody "
    "crossed for nine days and the letters lay at the inn."
)
INN = (
    "At the inn they read the letters aloud, since they had nothing else to read, and by the end of the week the whole valley knew "
    "what the notary owed and to whom he owed it."
)
NOTARY = (
    "The notary came down on the tenth day with a lantern, though it was noon, and asked who had broken the seals. The dog, said "
    "the innkeeper; and the dog was shown to him."
)
CARTER = (
    "When the carter came home he found the ford lower than he had left it and his trade gone: they had built a bridge of planks "
    "in his absence, and were proud of it."
)
PIECES = (FORD, INN, NOTARY, CARTER)


def page(*parts: str) -> str:
    """Parts as a library prints them: prose broken at a measure, headings after three empty lines."""
    return "\n\n\n\n".join("\n\n".join(textwrap.fill(each, 70) for each in part.split("\n\n")) for part in parts) + "\n"


def headed(*heads: str) -> str:
    return page(*(f"{head}\n\n{PIECES[index % 4]}" for index, head in enumerate(heads)))


def read(text: str, name: str = "ford.txt", language: str = "en", **stated: Any) -> tuple[DocumentOutline, list[str]]:
    report = Report()
    loci = {key: Locus("valley/edition.toml", 7) for key in ("divisions", "headings", "from", "to", "leave_out", "key", "verse")}
    outline, _ = outline_of(text.encode("utf-8"), name, language, report, StatedDivisions(**stated, loci=loci))
    return outline, [str(message) for message in report]


def keys(text: str, name: str = "ford.txt", language: str = "en", **stated: Any) -> list[str]:
    """The keys of the entries; nothing may be reported."""
    outline, told = read(text, name, language, **stated)
    assert not told
    return [entry.n for entry in outline.entries]


def words_of(outline: DocumentOutline) -> list[str]:
    return [" ".join(block.text for block in entry.blocks) for entry in outline.entries]


# A work in two parts of two chapters each, with contents, a preface and an appendix.
WORK = page(
    "THE FORD",
    "CONTENTS\n\nPART ONE\n\nCHAPTER I\n\nCHAPTER II\n\nPART TWO\n\nCHAPTER I\n\nCHAPTER II",
    "PREFACE\n\nI have told this before, and to better listeners, who are dead; whoever reads it now must do with the printer.",
    f"PART ONE\n\nCHAPTER I\n\n{FORD}",
    f"CHAPTER II\n\n{INN}",
    f"PART TWO\n\nCHAPTER I\n\n{NOTARY}",
    f"CHAPTER II\n\n{CARTER}",
    "APPENDIX\n\nThe tolls of the bridge in the first three years, as far as they were paid, were entered by the notary himself.",
)


# --- divisions ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("levels", "wanted"),
    [
        (("part", "chapter"), ["1.1", "1.2", "2.1", "2.2"]),
        (("part",), ["1", "2"]),
        (("parts", "chapters"), ["1.1", "1.2", "2.1", "2.2"]),
        ((), ["1"]),
    ],
)
def test_the_levels_that_are_stated_divide_the_text(levels: tuple[str, ...], wanted: list[str]) -> None:
    assert keys(WORK, levels=levels) == wanted


def test_headings_below_the_stated_level_are_words_of_the_text() -> None:
    outline, _ = read(WORK, levels=("part",))
    assert [[block.text for block in entry.blocks] for entry in outline.entries] == [
        ["CHAPTER I", FORD, "CHAPTER II", INN],
        ["CHAPTER I", NOTARY, "CHAPTER II", CARTER],
    ]


def test_headings_above_the_stated_level_are_none_of_the_text_where_the_numbers_run_on() -> None:
    text = page(f"PART ONE\n\nCHAPTER 1\n\n{FORD}", f"CHAPTER 2\n\n{INN}", f"PART TWO\n\nCHAPTER 3\n\n{NOTARY}")
    outline, told = read(text, levels=("chapter",))
    assert not told
    assert [(entry.n, entry.above) for entry in outline.entries] == [("1", ()), ("2", ()), ("3", ())]
    assert words_of(outline) == [FORD, INN, NOTARY]
    assert [part.what for part in outline.outside if part.where == "between"] == ["part-heading"]


def test_where_numbers_begin_again_the_level_above_is_kept_and_told() -> None:
    outline, told = read(WORK, levels=("chapter",))
    assert [entry.n for entry in outline.entries] == ["1.1", "1.2", "2.1", "2.2"]
    assert told == [
        "valley/edition.toml:7: W061 the numbers of chapters begin again, so that the level above, part, was kept to tell them "
        'apart. Write divisions = ["part", "chapter"].'
    ]


def test_a_level_that_the_text_has_not_is_told_with_those_that_it_has() -> None:
    outline, (told,) = read(WORK, levels=("canto",))
    assert [entry.n for entry in outline.entries] == ["1.1", "1.2", "2.1", "2.2"]
    assert "E069 ford.txt has no headings “canto”" in told
    assert "part (2 times), chapter (4 times)" in told


@pytest.mark.parametrize(
    ("language", "levels", "heads"),
    [
        ("de", ("chapter",), ("Erstes Kapitel", "Zweites Kapitel", "Drittes Kapitel")),
        ("fr", ("letter",), ("LETTRE I", "LETTRE II", "LETTRE III")),
        ("it", ("canto",), ("CANTO I", "CANTO II", "CANTO III")),
        ("de", ("canto",), ("Erster Gesang", "Zweiter Gesang", "Dritter Gesang")),
        ("es", ("capítulo",), ("CAPÍTULO I", "CAPÍTULO II", "CAPÍTULO III")),
    ],
)
def test_a_level_has_its_english_name_or_that_of_the_text(language: str, levels: tuple[str, ...], heads: tuple[str, ...]) -> None:
    assert keys(headed(*heads), language=language, levels=levels) == ["1", "2", "3"]


def test_what_evidence_passes_over_divides_where_it_is_stated() -> None:
    """Letters in a novel of chapters hold a small part of it; to this editor they are the work."""
    text = page(
        f"CHAPTER I\n\n{FORD}\n\n{INN}",
        f"CHAPTER II\n\n{NOTARY}\n\nLETTER I\n\n{INN}",
        f"LETTER II\n\n{CARTER}",
        f"CHAPTER III\n\n{FORD}",
    )
    assert keys(text, levels=("letter",)) == ["1", "2"]
    assert keys(text, levels=("chapter",)) == ["1", "2", "3"]


# --- headings -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "heads", "titles"),
    [
        ("Fytte", ("Fytte 1", "Fytte 2", "Fytte 3"), ["", "", ""]),
        ("No. {n}", ("No. 1", "No. 2", "No. 3"), ["", "", ""]),
        ("No. {n}", ("NO. 1", "no. II", "No. three"), ["", "", ""]),
        ("— {n} —", ("- 1 -", "– 2 –", "—3—"), ["", "", ""]),
        ("{n}. {title}", ("1. Of fords", "2. Of inns", "3. Of seals"), ["Of fords", "Of inns", "Of seals"]),
        ("{title} ({n})", ("Of fords (I)", "Of inns (II)", "Of seals (III)"), ["Of fords", "Of inns", "Of seals"]),
        ("Of {title}", ("Of fords", "Of inns", "Of seals"), ["fords", "inns", "seals"]),
        ("* * {n}", ("* * 1", "* * 2", "* * 3"), ["", "", ""]),
    ],
)
def test_lines_of_the_stated_form_are_the_headings(form: str, heads: tuple[str, ...], titles: list[str]) -> None:
    text = headed(*heads)
    assert keys(text, headings=form) == ["1", "2", "3"]
    outline, _ = read(text, headings=form)
    assert [entry.title for entry in outline.entries] == titles
    assert words_of(outline) == [FORD, INN, NOTARY]


def test_headings_without_numbers_are_counted() -> None:
    outline, told = read(headed("INTERLUDE", "INTERLUDE", "INTERLUDE"), headings="Interlude")
    assert not told
    assert [entry.n for entry in outline.entries] == ["1", "2", "3"]
    assert outline.levels == ("interlude",)


def test_a_number_before_the_text_of_its_piece_is_parted_from_it() -> None:
    text = page(f"1. {FORD}", f"2. {INN}", f"3. {NOTARY}")
    assert keys(text, headings="{n}.") == ["1", "2", "3"]
    assert words_of(read(text, headings="{n}.")[0]) == [FORD, INN, NOTARY]


def test_a_year_at_the_beginning_of_a_paragraph_is_no_number_of_a_piece() -> None:
    text = page(f"1. {FORD}", f"1801. {CARTER}", f"2. {INN}", f"3. {NOTARY}")
    assert keys(text, headings="{n}.") == ["1", "2", "3"]


def test_a_heading_may_stand_right_above_its_text() -> None:
    text = page(*PIECES[:3])
    for number, first in enumerate(("The ford was", "At the inn", "The notary came"), 1):
        text = text.replace(first, f"Fytte {number}\n{first}")
    outline, told = read(text, headings="Fytte {n}")
    assert not told
    assert [entry.head for entry in outline.entries] == [("Fytte 1",), ("Fytte 2",), ("Fytte 3",)]
    assert words_of(outline) == [FORD, INN, NOTARY]


def test_a_misprinted_number_is_read_by_its_place() -> None:
    outline, told = read(headed("No. 1", "No. 5", "No. 3"), headings="No. {n}")
    assert [entry.n for entry in outline.entries] == ["1", "2", "3"]
    assert ["W190" in line for line in told] == [True]


def test_a_number_outside_the_count_is_none_of_its_headings() -> None:
    assert keys(headed("1", "2", "40118", "3"), headings="{n}") == ["1", "2", "3"]


def test_the_lines_of_contents_are_no_headings() -> None:
    outline, told = read(WORK, headings="Part")
    assert not told
    assert [entry.n for entry in outline.entries] == ["1", "2"]
    assert "contents" in [part.what for part in outline.outside]


def test_a_form_that_no_heading_has_is_told() -> None:
    outline, (told,) = read(WORK, headings="No. {n}")
    assert "valley/edition.toml:7: E079 ford.txt has no heading that looks like “No. {n}”" in told
    assert len(outline.entries) == 4


@pytest.mark.parametrize(
    ("form", "fault"),
    [
        ("{number}", "{number}"),
        ("{n} of {n}", "{n}"),
        ("{title}", "{title}"),
        ("{n}{title}", "{title}"),
        ("No. {n", "{"),
        ("No. }", "}"),
        ("{}", "{}"),
        ("No. {n}", ""),
        ("Canto", ""),
        (".*(a+)+${n}", ""),
    ],
)
def test_a_form_has_its_fields_once_and_parted(form: str, fault: str) -> None:
    assert pattern_fault(form) == fault


@pytest.mark.parametrize("form", ["(a+)+$ {n}", "[{n}]", ".* {n}", "\\{n}\\", "^{n}$", "{n}|{title}", "(?P<n>{n})"])
def test_signs_of_patterns_stand_for_themselves(form: str) -> None:
    heads = [form.replace("{n}", str(number)).replace("{title}", "Of fords") for number in (1, 2, 3)]
    assert keys(headed(*heads), headings=form) == ["1", "2", "3"]
    assert "E079" in read(headed("aaaa 1", "aaaa 2"), headings=form)[1][0]


def test_long_lines_are_sought_for_a_form_in_bounded_time() -> None:
    text = page(*(f"{'a ' * 190}!\n\n{'- ' * 200}{number}" for number in range(100)))
    begin = time.process_time()
    read(text, headings="— {title} — {n} —")
    assert time.process_time() - begin < 60


# --- from, to -------------------------------------------------------------------------------------------------------------


def test_the_text_begins_with_the_first_words_and_the_headings_above_them() -> None:
    outline, told = read(WORK, first_words="the FORD was deep")
    assert not told
    assert [entry.n for entry in outline.entries] == ["1.1", "1.2", "2.1", "2.2"]
    assert outline.entries[0].above[0].head == "PART ONE"
    assert [part.what for part in outline.outside if part.where == "before"] == ["title-page", "contents", "preface"]


def test_a_title_of_the_whole_above_the_first_heading_is_none_of_the_text() -> None:
    text = page("THE FORD", f"CANTOS 1 - 3\n\nCANTO I\n\n{FORD}", f"CANTO II\n\n{INN}", f"CANTO III\n\n{NOTARY}")
    assert keys(text, first_words="The ford was deep", levels=("canto",)) == ["1", "2", "3"]


def test_first_words_are_found_over_lines_blocks_marks_and_capitals() -> None:
    text = page(f"CHAPTER I\n\n“Ford!”\n\nHe said no more—not for nine days. {FORD}", f"CHAPTER II\n\n{INN}")
    outline, told = read(text, first_words="'ford' he said NO more not for nine days the ford")
    assert not told
    assert words_of(outline)[0].startswith("“Ford!” He said no more—not")


def test_an_argument_between_heading_and_first_words_is_outside() -> None:
    argument = " ".join(["He comes to a ford and cannot cross it, and is told by an innkeeper what he must do to cross it."] * 3)
    text = page(f"CHAPTER I\n\n{argument}\n\n{FORD}", f"CHAPTER II\n\n{INN}")
    outline, told = read(text, first_words="The ford was deep")
    assert not told
    assert [entry.n for entry in outline.entries] == ["1", "2"]
    assert words_of(outline) == [FORD, INN]
    assert [part.what for part in outline.outside] == ["argument"]


def test_what_stands_before_the_first_heading_is_an_entry_if_the_text_begins_there() -> None:
    text = page(f"THE FORD\n\n{FORD}", f"CHAPTER II\n\n{INN}", f"CHAPTER III\n\n{NOTARY}")
    outline, told = read(text, first_words="The ford was deep")
    assert not told
    assert [(entry.n, entry.head) for entry in outline.entries] == [("1", ()), ("2", ("CHAPTER II",)), ("3", ("CHAPTER III",))]
    assert words_of(outline) == [FORD, INN, NOTARY]


def test_a_preface_is_an_entry_if_the_text_begins_with_it() -> None:
    outline, told = read(WORK, first_words="PREFACE I have told")
    assert not told
    assert [(entry.n, entry.head) for entry in outline.entries][:2] == [("preface", ("PREFACE",)), ("1.1", ("CHAPTER I",))]


def test_the_text_ends_with_the_last_words() -> None:
    outline, told = read(WORK, last_words=" ".join(CARTER.split()[-4:]))
    assert not told
    assert words_of(outline)[-1] == CARTER
    after = [part for part in outline.outside if part.where == "after"]
    assert after
    assert "APPENDIX" in [block.text for part in after for block in part.blocks]


def test_a_paragraph_is_cut_at_the_words() -> None:
    outline, told = read(headed("I", "II"), first_words="the carter who", last_words="nothing else to read,")
    assert not told
    assert words_of(outline) == ["the carter who knew" + FORD.split("the carter who knew")[1], INN.split(" and by")[0]]
    assert [block.text for part in outline.outside for block in part.blocks][-1].startswith("and by the end")


def test_first_and_last_words_count_also_in_what_looks_like_a_licence() -> None:
    text = "*** START OF THIS BOOK ***\n\n" + headed("I", "II") + "\n\n*** END OF THIS BOOK ***\n\n" + CARTER + "\n"
    outline, told = read(text, last_words="were proud of it")
    assert not told
    assert words_of(outline)[-1].endswith("were proud of it.")


def test_words_that_do_not_stand_there_are_told_with_the_nearest() -> None:
    _, (told,) = read(WORK, first_words="The ford was steep that spring")
    line = WORK[: WORK.index(FORD[:20])].count("\n") + 1
    assert told == (
        "valley/edition.toml:7: E065 the words of from, “The ford was steep that spring”, do not stand in ford.txt. "
        f"Most like them is “The ford was deep that spring” (line {line}): write it as the file has it."
    )


def test_words_that_are_like_nothing_are_told() -> None:
    _, (told,) = read(WORK, last_words="Zwölf Boxkämpfer jagen Viktor")
    assert "E065" in told
    assert "Look them up in the file" in told


def test_words_in_several_places_are_told() -> None:
    outline, told = read(WORK, first_words="The notary")
    assert any("W060 the words of from, “The notary”, stand 3 times" in line for line in told)
    assert outline.entries


def test_an_end_before_the_beginning_is_told_and_nothing_is_cut() -> None:
    outline, told = read(headed("I", "II", "III"), first_words="The notary came", last_words="The ford was deep")
    assert ["E066" in line for line in told] == [True]
    assert words_of(outline) == [FORD, INN, NOTARY]


# --- leave_out ------------------------------------------------------------------------------------------------------------


def omitted(*parts: str | tuple[int, int]) -> tuple[StatedOmission, ...]:
    here = Locus("valley/edition.toml", 9)
    return tuple(StatedOmission(part, None, here) if isinstance(part, str) else StatedOmission("", part, here) for part in parts)


def test_a_heading_is_left_out_with_what_it_holds() -> None:
    text = page(f"CHAPTER I\n\n{FORD}", f"TO THE PRINTER\n\n{CARTER}", f"CHAPTER II\n\n{INN}", f"A WORD MORE\n\n{NOTARY}")
    outline, told = read(text, leave_out=omitted("to the printer", "A Word"))
    assert not told
    assert words_of(outline) == [FORD, INN]
    assert [(part.what, part.where) for part in outline.outside] == [("other-work", "between"), ("other-work", "after")]


def test_in_a_page_a_heading_is_left_out_to_the_next_of_its_rank() -> None:
    text = (
        f"<html><body><h2>Chapter 1</h2><p>{FORD}</p><h3>Tolls</h3><p>{CARTER}</p><h4>More tolls</h4><p>{CARTER}</p>"
        f"<h3>The inn</h3><p>{INN}</p><h2>Chapter 2</h2><p>{NOTARY}</p></body></html>"
    )
    outline, told = read(text, "ford.html", leave_out=omitted("Tolls"))
    assert not told
    assert words_of(outline) == [f"{FORD} The inn {INN}", NOTARY]


def test_lines_are_left_out_also_within_a_paragraph() -> None:
    text = headed("I", "II")
    rows = text.split("\n")
    outline, told = read(text, leave_out=omitted((4, 4)))
    assert not told
    assert words_of(outline)[0] == " ".join((rows[2], *rows[4:6])).strip()
    assert [" ".join(block.text for block in part.blocks) for part in outline.outside] == [rows[3]]


def test_numbered_headings_in_lines_that_are_left_out_count_for_nothing() -> None:

    text = "I\n\nA false start of the printer, who set the first page twice and left it so.\n\n\n\n" + headed("I", "II", "III")
    assert keys(text, leave_out=omitted((1, 3))) == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("name", "left", "code"),
    [
        ("ford.txt", (2, 4000), "E067"),
        ("ford.txt", (4000, 4001), "E067"),
        ("ford.txt", "APENDIX", "E078"),
        ("ford.txt", "Quite another heading", "E078"),
    ],
)
def test_what_is_not_there_cannot_be_left_out(name: str, left: str | tuple[int, int], code: str) -> None:
    outline, (told,) = read(WORK, name, leave_out=omitted(left))
    assert told.startswith(f"valley/edition.toml:9: {code}")
    assert len(outline.entries) == 4


# --- key ------------------------------------------------------------------------------------------------------------------

DATED = page(f"LETTER I\n\n3 May 1801\n\n{FORD}", f"LETTER II\n\n9 May 1801\n\n{INN}", f"LETTER III\n\n2 June 1801\n\n{NOTARY}")


@pytest.mark.parametrize(
    ("stated", "wanted"),
    [
        ({"key": "number"}, ["1", "2", "3"]),
        ({"key": "date"}, ["1801-05-03", "1801-05-09", "1801-06-02"]),
        ({"levels": ("letter",), "key": "date"}, ["1801-05-03", "1801-05-09", "1801-06-02"]),
        ({"levels": ("date",)}, ["1801-05-03", "1801-05-09", "1801-06-02"]),
        ({"levels": ("date",), "key": "number"}, ["1", "2", "3"]),
        ({"levels": ("letter",), "key": "heading"}, ["letter-i", "letter-ii", "letter-iii"]),
        ({"headings": "Letter", "key": "date"}, ["1801-05-03", "1801-05-09", "1801-06-02"]),
    ],
)
def test_the_stated_key_is_taken(stated: dict[str, Any], wanted: list[str]) -> None:
    assert keys(DATED, **stated) == wanted


def test_a_text_without_dates_cannot_be_known_by_them() -> None:
    outline, (told,) = read(headed("I", "II", "III"), key="date")
    assert "E080 the entries of ford.txt have no dates" in told
    assert [entry.n for entry in outline.entries] == ["1", "2", "3"]


# --- verse ----------------------------------------------------------------------------------------------------------------

LONG_LINES = """\
I

The river came down in the night and stood at the door of the mill
And nobody heard it but I, who was lying awake as I often lie still
And counting the carts that would cross if there were but a bridge and a will.

II

They built it of planks in the spring when the carter had gone to the sea.
"""


def test_lines_are_verses_where_this_is_stated() -> None:
    assert {block.kind for entry in read(LONG_LINES)[0].entries for block in entry.blocks} == {"p"}
    outline, told = read(LONG_LINES, verse=True)
    assert not told
    assert [[(block.kind, block.text) for block in entry.blocks] for entry in outline.entries] == [
        [("l", line) for line in LONG_LINES.split("\n")[2:5]],
        [("l", LONG_LINES.split("\n")[8])],
    ]


def test_lines_are_joined_where_this_is_stated() -> None:
    text = headed("I", "II").replace(textwrap.fill(INN, 70), "At the inn\nthey read the _letters_ aloud\nand drank\nto the notary")
    assert [block.kind for block in read(text)[0].entries[1].blocks] == ["l"] * 4
    outline, told = read(text, verse=False)
    assert not told
    (block,) = outline.entries[1].blocks
    assert (block.kind, block.text) == ("p", "At the inn they read the letters aloud and drank to the notary")
    assert [block.text[one.start : one.end] for one in block.inline] == ["letters"]


def test_notes_stay_where_they_are_called_in_verses() -> None:
    text = LONG_LINES.replace("lying awake", "lying[1] awake") + "\n[1] He was not.\n"
    outline, _ = read(text, verse=True)
    second = outline.entries[0].blocks[1]
    assert [(call.note.n, second.text[: call.offset]) for call in second.notes] == [
        ("1", "And nobody heard it but I, who was lying")
    ]


# --- Whatever is stated ---------------------------------------------------------------------------------------------------

SAID = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["Part", "CHAPTER {n}", "{n}", "The notary", "ford was deep", "PREFACE", "proud of it", "chapter", "date"]),
)
STATED = st.fixed_dictionaries({
    "levels": st.one_of(st.none(), st.lists(SAID.filter(str.strip), max_size=3).map(tuple)),
    "headings": SAID.filter(lambda form: not pattern_fault(form)).map(str.strip),
    "first_words": SAID,
    "last_words": SAID,
    "leave_out": st.tuples(SAID, st.tuples(st.integers(1, 90), st.integers(1, 90)).map(lambda pair: (min(pair), max(pair)))).map(
        lambda parts: omitted(*parts)
    ),
    "key": st.sampled_from(["", "date", "number", "heading"]),
    "verse": st.sampled_from([None, True, False]),
})  # fmt: skip


@settings(max_examples=examples(60), deadline=None, phases=(Phase.explicit, Phase.generate))
@given(STATED)
@example({"first_words": "PART", "headings": "", "leave_out": omitted("0", (1, 1))})
@example({"last_words": "I", "leave_out": omitted("PART", (1, 1))})
@example({"leave_out": omitted("CHAPTER")})
@example({"levels": ("Part", "0"), "headings": "CHAPTER {n}", "first_words": "Part", "leave_out": omitted((29, 46))})
@example({"leave_out": omitted(":")})
def test_whatever_is_stated_no_word_is_lost(stated: dict[str, Any]) -> None:
    outline, _ = read(WORK, **stated)
    found = [word for part in outline.outside for block in part.blocks for word in (block.label + block.text).split()]
    for division in {id(division): division for entry in outline.entries for division in entry.above}.values():
        found += division.head.split()
    for entry in outline.entries:
        found += " ".join(entry.head).split()
        found += [word for block in entry.blocks for word in (block.label + block.text).split()]
    assert Counter(found) == Counter(WORK.split())
    assert len({entry.n for entry in outline.entries}) == len(outline.entries)
