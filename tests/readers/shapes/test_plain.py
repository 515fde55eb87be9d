"""Plain text: paragraphs parted by empty lines, entries by date and by number, and what the reader says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edition.model import InlineRange

if TYPE_CHECKING:
    from tests.readers.conftest import Outcome, ReadAs


def outside(found: Outcome) -> list[str]:
    """What one message tells of, and no other: what stands outside the entries."""
    (message,) = found.report
    assert message.code == "I150"
    parts = message.values["parts"]
    assert isinstance(parts, tuple)
    return [str(part) for part in parts]


def test_entries_stand_under_their_dates(read_as: ReadAs) -> None:
    found = read_as(
        "plain",
        """9 August 1944

Rain all day. The gutters sang and the
cat would not go out.

The stove smokes.

10 August 1944: Sun

We dried the blankets.
""",
    )
    assert found.dates == ["1944-08-09", "1944-08-10"]
    assert found.paragraphs("1944-08-09") == ["Rain all day. The gutters sang and the cat would not go out.", "The stove smokes."]
    assert (found.entries[1].dateline, found.entries[1].title) == ("10 August 1944:", "Sun")
    assert found.codes == []


def test_a_dateline_may_open_its_paragraph(read_as: ReadAs) -> None:
    found = read_as("plain", "9 August 1944. Rain all day.\n\n10 August 1944. Sun.\n")
    assert found.dates == ["1944-08-09", "1944-08-10"]
    assert all(entry.run_in for entry in found.entries)
    assert found.paragraphs("1944-08-10") == ["Sun."]


@pytest.mark.parametrize(
    ("text", "dateline", "place", "title", "first"),
    [
        ("2 May 1942. The Old Mill. It stands empty.", "2 May 1942.", None, "The Old Mill.", "It stands empty."),
        ("2 May 1942: Millers. They left.", "2 May 1942:", None, "Millers.", "They left."),
        ("2 May 1942. Rain. It never stops.", "2 May 1942.", None, None, "Rain. It never stops."),
        ("2 May 1942. Her birthday cake. Eaten.", "2 May 1942.", None, None, "Her birthday cake. Eaten."),
        ("May 1942: Lisbon. The Old Mill. Empty.", "May 1942: Lisbon.", "Lisbon", "The Old Mill.", "Empty."),
        ("Lisbon, 2 May 1942. It rains.", "Lisbon, 2 May 1942.", "Lisbon", None, "It rains."),
    ],
)
def test_titles_in_the_line(read_as: ReadAs, text: str, dateline: str, place: str | None, title: str | None, first: str) -> None:
    entry = read_as("plain", text).entries[0]
    assert (entry.dateline, entry.place, entry.title, entry.paragraphs[0].text) == (dateline, place, title, first)


def test_a_year_above_gives_the_year(read_as: ReadAs) -> None:
    found = read_as("plain", "1944\n\n9 August\n\nRain.\n\n1945\n\n2 May\n\nSun.\n")
    assert found.dates == ["1944-08-09", "1945-05-02"]
    assert outside(found) == ["part-heading “1944” (line 1)", "part-heading “1945” (line 7)"]


def test_nothing_is_left_out_unsaid(read_as: ReadAs) -> None:
    found = read_as(
        "plain",
        "The Rain Book\n\nA preface.\n\n9 August 1944\n\nRain.\n\n10 August 1944\n\nSun.\n\n"
        "Translated from the Dutch by A. Nobody\n\nShe lives.\n",
    )
    assert found.paragraphs("1944-08-10") == ["Sun."]
    assert outside(found) == [
        "title-page “The Rain Book A preface.” (lines 1–3)",
        "colophon “Translated from the Dutch by …” (lines 13–15)",
    ]


def test_a_wider_gap_after_the_last_entry_ends_it(read_as: ReadAs) -> None:
    found = read_as("plain", "9 August 1944\n\nRain.\n\nHail.\n\n10 August 1944\n\nSun.\n\n\n\nThe author lives in the hills.\n")
    assert found.paragraphs("1944-08-10") == ["Sun."]
    assert outside(found) == ["colophon “The author lives in the …” (line 13)"]


def test_a_list_keeps_its_marks(read_as: ReadAs) -> None:
    found = read_as("plain", "9 August 1944\n\nTo buy:\n\n– bread, if there\nis any;\n\n– lamp oil.\n\nNothing else.\n")
    entry = found.entries[0]
    assert [(p.kind, p.label, p.text) for p in entry.paragraphs] == [
        ("p", "", "To buy:"),
        ("item", "– ", "bread, if there is any;"),
        ("item", "– ", "lamp oil."),
        ("p", "", "Nothing else."),
    ]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("31 February 1942. Rain.", ["E101"]),
        ("Chapter 1\n\nRain.\n\nChapter 2\n\nSun.\n\nChapter 1\n\nHail.\n\nChapter 2\n\nSnow.", ["W130"]),
        ("Chapter 1\n\nRain.\n\nChapter 2\n\nSun.\n\nChapter 2\n\nHail.", ["W190"]),
        ("It rained for a week.", ["I194"]),
        ("2 May 1942. Rain.\n\n1 May 1942. Hail.", ["W113"]),
        ("13 May 1942. Rain.\n\n24 May 1942. Hail.", []),
        ("2 May 1942. Ra\x07in.", ["W106"]),
        ("2 May 1942\n\nRain.\n\n3 May 1942\n\nHail.\n\n4 May 1942. Then it cleared up.", ["W114"]),
    ],
)
def test_faults_are_told(read_as: ReadAs, text: str, codes: list[str]) -> None:
    found = read_as("plain", text)
    assert found.codes == codes
    assert all(message.locus is not None for message in found.report)


def test_a_long_dash_opens_a_speech(read_as: ReadAs) -> None:
    found = read_as("plain", "2 mai 1942. Il pleut.\n\n— Encore ? dit-il.\n", "fr")
    assert [(p.kind, p.text) for p in found.entries[0].paragraphs] == [("p", "Il pleut."), ("p", "— Encore ? dit-il.")]


def test_soft_hyphens_go(read_as: ReadAs) -> None:
    assert read_as("plain", "2 May 1942. The rain\u00admaker and the gar\u00ad\ndener.").paragraphs("1942-05-02") == [
        "The rainmaker and the gardener."
    ]


def test_a_season_stands_at_its_first_month(read_as: ReadAs) -> None:
    assert read_as("plain", "Spring 1942. Rain.\n\n2 May 1942. Hail.\n\nWinter 1942–43. Snow.\n\n3 January 1943. Ice.").codes == []


def test_two_entries_of_one_date_have_keys_of_their_own(read_as: ReadAs) -> None:
    found = read_as("plain", "2 May 1942. Rain.\n\n2 May 1942. Hail.")
    assert (found.dates, found.codes) == (["1942-05-02", "1942-05-02.2"], [])
    assert [entry.edtf for entry in found.entries] == ["1942-05-02", "1942-05-02"]


def test_works_without_dates_go_by_number(read_as: ReadAs) -> None:
    long = (
        "Of rain there is much, and whoever has sat under a gutter for a year will say so: it falls in the morning on those who\n"
        "mow, in the evening on those who have mown, and in the night on the hay, which neither of them has brought in."
    )
    found = read_as(
        "plain",
        f"THE FIRST BOOK\n\nI. {long}\n\nII. Of sun little.\n\nNone in March.\n\nTHE SECOND BOOK\n\nI. Of hail nothing.\n",
    )
    assert found.dates == ["1.1", "1.2", "2.1"]
    assert [(entry.edtf, entry.dateline, entry.run_in) for entry in found.entries] == [
        (None, "I.", True), (None, "II.", True), (None, "I.", True),
    ]  # fmt: skip
    assert found.paragraphs("1.1") == [long.replace("\n", " ")]
    assert found.paragraphs("1.2") == ["Of sun little.", "None in March."]
    assert [entry.above[0].head for entry in found.entries] == ["THE FIRST BOOK", "THE FIRST BOOK", "THE SECOND BOOK"]


def test_maxims_may_all_be_short(read_as: ReadAs) -> None:
    found = read_as("plain", "I. Rain is wet.\n\nII. Sun is dry.\n\nIII. Hail is both.\n\nIV. Snow is neither.\n")
    assert found.dates == ["1", "2", "3", "4"]
    assert found.paragraphs("3") == ["Hail is both."]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("2.17 Of rain.\n\n2.18 Of sun.", ["2.17", "2.18"]),
        ("1\n\nRain.\n\n2\n\nSun.", ["1", "2"]),
        ("Chapter I\n\nRain.\n\nChapter II\n\nSun.", ["1", "2"]),
        ("Chapter I. Of rain\n\nRain.\n\nChapter II: Of sun\n\nSun.", ["1", "2"]),
        ("Chapter I\n\nChapter II deals with sun.\n\nChapter II\n\nSun.", ["1", "2"]),
        ("Chapter 1\n\n1. Rain.\n\n2. Sun.\n\nChapter 2\n\n1. Wind.\n\n2. Snow.", ["1.1", "1.2", "2.1", "2.2"]),
        ("Book 1\n\nChapter 1\n\n1. Rain.\n\nIt fell.\n\nChapter 2\n\n1. Wind.\n\nIt blew.", ["1.1", "1.2"]),
        ("2.17\n\nOf rain.\n\n2.18\n\nOf sun.\n\n3.1\n\nOf hail.", ["2.17", "2.18", "3.1"]),
        ("2.17 inches of rain fell.\n\n9.4 inches fell on Monday.", ["1"]),
        ("XII\n\nRain.", ["12"]),
        ("Chapter 1\n\nHe had a list.\n\n1. Oil\n\n2. Wicks\n\nChapter 2\n\nHe lost it.", ["1", "2"]),
        ("Chapitre premier\n\nPluie.\n\nChapitre deuxième\n\nSoleil.", ["1", "2"]),
        ("1. Rain in 1812.\n\n2. Sun.\n\n7. of May it stopped.", ["1"]),
    ],
)
def test_forms_of_numbers(read_as: ReadAs, text: str, keys: list[str]) -> None:
    assert read_as("plain", text).dates == keys


def test_chapters_have_titles(read_as: ReadAs) -> None:
    titles = ["How it rained; and how the cat was driven out of the house", "Of sun", "Of the letter that came for nobody"]
    text = "It rained from Monday to Sunday, and nobody in the house could say when it had begun or what it was good for.\n\n"
    found = read_as("plain", "".join(f"{n}\n\n{title}\n\n{text}" for n, title in zip(("I", "II", "III"), titles, strict=True)))
    assert [(entry.n, entry.title) for entry in found.entries] == [*zip("123", titles, strict=True)]


def test_titles_of_chapters_that_end_with_a_stop(read_as: ReadAs) -> None:
    rain = "Chapter 1\n\nHow it rained.\n\nIt rained for a week, and the oil was bad.\n\n"
    sun = "Chapter 2\n\nHow it stopped.\n\nThe sun came out on the seventh day.\n\n"
    wind = "Chapter 3\n\nThe wind.\n\nIt blew from the north until Sunday.\n\n"
    titles = [entry.title for entry in read_as("plain", rain + sun + wind).entries]
    assert titles == ["How it rained.", "How it stopped.", "The wind."]
    talk = wind.replace("The wind.", "“Shut it. Shut the door,”")
    assert [entry.title for entry in read_as("plain", rain + sun + talk).entries] == [None, None, None]


def test_letters_go_by_their_numbers_and_their_datelines_are_of_the_text(read_as: ReadAs) -> None:
    found = read_as(
        "plain",
        "Letter I\n\nGraz, 2 May 1882\n\nDear Ida,\n\nRain.\n\n"
        "Letter II\n\nGraz, 4 May 1882\n\nDear Ida,\n\nSun.\n\n"
        "Letter III\n\n[no date]\n\nDear Ida,\n\nI write in haste.\n",
    )
    assert [(entry.n, entry.dateline, entry.paragraphs[0].text) for entry in found.entries] == [
        ("1", "Letter I", "Graz, 2 May 1882"),
        ("2", "Letter II", "Graz, 4 May 1882"),
        ("3", "Letter III", "[no date]"),
    ]
    assert found.codes == []


def test_days_within_chapters_stay_days(read_as: ReadAs) -> None:
    found = read_as("plain", "Chapter I\n\n2 May 1882\n\nRain.\n\n3 May 1882\n\nSun.\n\nChapter II\n\n4 May 1882\n\nWind.\n")
    assert found.dates == ["1882-05-02", "1882-05-03", "1882-05-04"]
    assert [entry.above[0].head for entry in found.entries] == ["Chapter I", "Chapter I", "Chapter II"]


def test_a_broken_word_is_mended_as_the_text_writes_it(read_as: ReadAs) -> None:
    text = (
        "2 May 1942. The rain-\nmaker came, a well-\nknown man; every rainmaker is well-known, and some-\n"
        "times poor. Anglo-\nSaxon rain.\n"
    )
    assert read_as("plain", text).paragraphs("1942-05-02") == [
        "The rainmaker came, a well-known man; every rainmaker is well-known, and sometimes poor. Anglo-Saxon rain."
    ]


def test_a_number_that_the_print_leaves_out_does_not_swallow_what_follows(read_as: ReadAs) -> None:
    first = "".join(f"{n}. It rained in 1634.\n\n" for n in ("I", "II", "IV", "V", "VI", "VII"))
    second = "".join(f"{n}. It hailed again.\n\n" for n in ("I", "II", "III", "IV"))
    found = read_as("plain", f"The First Book\n\n{first}The Second Book\n\n{second}X. A letter.\n")
    assert found.dates == [*("1.1", "1.2", "1.4", "1.5", "1.6", "1.7"), *("2.1", "2.2", "2.3", "2.4")]
    assert found.paragraphs("2.4") == ["It hailed again.", "X. A letter."]
    assert found.codes == ["W191"]


def test_a_book_without_numbers_is_an_entry(read_as: ReadAs) -> None:
    found = read_as("plain", "Book I\n\nOne thing.\n\nAnd another.\n\nBook II\n\nA third.\n")
    assert [(entry.n, entry.dateline, len(entry.paragraphs)) for entry in found.entries] == [
        ("1", "Book I", 2),
        ("2", "Book II", 1),
    ]


def test_a_line_of_capitals_under_a_number_is_the_title(read_as: ReadAs) -> None:
    found = read_as("plain", "I\n\nHOW THE RIVER ROSE.\n\nIt rose.\n\nAnd fell.\n")
    assert (found.entries[0].n, found.entries[0].title) == ("1", "HOW THE RIVER ROSE.")


def test_words_between_underscores_are_in_italics(read_as: ReadAs) -> None:
    found = read_as("plain", "2 May 1942. He read _The\nLamp_ and a_b_c, _ twice _.\n\n3 May 1942. _All_ of it!\n")
    assert found.paragraphs("1942-05-02") == ["He read The Lamp and a_b_c, _ twice _."]
    assert found.paragraphs("1942-05-03") == ["All of it!"]
    assert [paragraph.looks for entry in found.entries for paragraph in entry.paragraphs] == [
        (InlineRange(8, 16, "italic"),), (InlineRange(0, 3, "italic"),),
    ]  # fmt: skip
    assert found.codes == []


def test_footnotes_of_gutenberg_hang_at_their_marks(read_as: ReadAs) -> None:
    framed = "Chapter I\n\nRain[1] all day.\n\n[Footnote 1: The first\nof the year.]\n\nIt stopped.\n\nChapter II\n\nSun.\n"
    listed = "Chapter I\n\nRain[1] all day.\n\nIt stopped.\n\nChapter II\n\nSun.\n\nFOOTNOTES:\n\n[1] The first of the year.\n"
    for text, codes in ((framed, []), (listed, ["I150"])):
        found = read_as("plain", text)
        assert found.notes() == [("1", "Rain", "The first of the year.")]
        assert found.paragraphs("2") == ["Sun."]
        assert found.codes == codes


def test_lines_of_verse_are_verses_of_a_stanza(read_as: ReadAs) -> None:
    stanza = "The lamp was lit,\nThe fog came in,\nNobody spoke\nOf oil or gin.\n\n"
    found = read_as("plain", f"I\n\n{stanza}{stanza}II\n\n{stanza}")
    first, second = found.entries
    assert [(one.kind, one.shared, one.text.split()[0]) for one in first.paragraphs] == 2 * [
        ("l", 0, "The"), ("l", 1, "The"), ("l", 1, "Nobody"), ("l", 1, "Of"),
    ]  # fmt: skip
    assert {one.kind for one in second.paragraphs} == {"l"}
    assert found.codes == []
    prose = (
        "The lamp was lit, and the fog came in. Nobody spoke, and\nNobody slept before the ship had passed. Ida brought the\n"
        "Oil, which was cold, and went away again, for it was late\nAnd the stairs were many.\n\n"
    )
    assert read_as("plain", f"I\n\n{prose}{prose}{prose}").codes == []
