"""Collections of poems and letters: groups, pieces beside the groups, numbers with titles in one part and without in another."""

from __future__ import annotations

import pytest

from tests.readers.test_named_divisions import above, outside
from tests.readers.test_work_divisions import EVENING, MORNING, NIGHT, PIECES, keys, page, read

VERSES = ("The mule has gone before us to the ford,", "And will not drink of water that is cold,", "And all the night comes on.")
LONG = "The mule has gone before us to the ford, and round it, and over it, and has not drunk, nor looked, nor turned, nor waited."


def song(times: int = 3) -> str:
    return f"<p>{'<br>'.join(VERSES)}</p>" * times


def printed(*parts: str) -> str:
    return "\n\n\n".join(parts) + "\n"


def verses(*first: str) -> str:
    return "\n\n".join("\n".join((*first, *VERSES)) for _ in range(3))


def told(text: str, name: str) -> list[list[str]]:
    return [[block.kind for block in entry.blocks] for entry in read(text, name)[0].entries]


# --- Groups of poems, and poems beside them -------------------------------------------------------------------------------


def mixed() -> str:
    """A page in which some poems stand in groups, others beside these; some have parts with numbers."""
    parts = "".join(f"<h3>{n}</h3>{song(2)}" for n in (1, 2, 3))
    night = "".join(f"<h3>{head}</h3>{song()}" for head in ("The Knock", "To the Owl", "The Lamp", "The Rope"))
    sacks = "".join(f"<h3>{head}</h3>{song()}" for head in ("The Weigher", "The Boy", "The Priest", "The Bell"))
    return page(
        f"<h1>Songs of a mill</h1><h2>The Long Water</h2>{parts}<h2>Of Night</h2>{night}"
        f"<h2>The Ford</h2>{parts}<h2>Of Sacks</h2>{sacks}<h2>Farewell</h2>{song()}"
    )


def test_poems_in_groups_and_beside_them_are_all_entries() -> None:
    assert keys(mixed(), "mill.html") == [
        *("the-long-water", "the-knock", "to-the-owl", "the-lamp", "the-rope", "the-ford"),
        *("the-weigher", "the-boy", "the-priest", "the-bell", "farewell"),
    ]  # fmt: skip
    assert outside(mixed(), "mill.html") == [("title-page", "before")]


def test_a_poem_as_high_as_the_groups_is_in_none() -> None:
    assert above(mixed(), "mill.html") == ["", *["Of Night"] * 4, "", *["Of Sacks"] * 4, ""]


def test_a_few_words_below_the_heading_of_a_group_are_no_poem() -> None:
    text = mixed().replace("<h2>Of Sacks</h2>", "<h2>Of Sacks</h2><p>(Second book)</p>")
    assert keys(text, "mill.html") == keys(mixed(), "mill.html")


def test_a_part_without_a_number_may_hold_poems_before_the_numbered_group_in_it() -> None:
    numbered = [f"{n}\n\n{verses()}" for n in ("I", "II", "III", "IV")]
    text = printed(
        "The Sluice\n\n\n" + numbered[0], *numbered[1:],
        "To the Weir", f"The Knock\n\n{verses()}", "Of Sacks, for B. H.\n\n" + numbered[0], *numbered[1:],
    )  # fmt: skip
    assert keys(text) == [*(f"1.{n}" for n in range(1, 5)), "the-knock", *(f"3.{n}" for n in range(1, 5))]
    assert above(text) == [*["The Sluice"] * 4, "To the Weir", *["Of Sacks, for B. H."] * 4]


def test_of_one_part_the_numbers_have_titles_of_another_none() -> None:
    bare = [f"{n}\n\n{verses()}" for n in ("I", "II", "III", "IV", "V", "VI", "VII")]
    titles = ("The Knock", "The Owl", "The Weigher", "The Boy", "A Long Talk at the Weir")
    titled = [f"{n}\n\n{title}\n\n{verses()}" for n, title in zip(("I", "II", "III", "IV", "V"), titles, strict=True)]
    titled[2] = titled[2].replace("The Weigher\n", "The Weigher\n\n(For B. H.)\n")
    outline, _ = read(printed("The Sluice\n\n\n" + bare[0], *bare[1:], "The Sacks\n\n\n" + titled[0], *titled[1:]))
    assert [entry.title for entry in outline.entries] == [*[""] * 7, *titles]


# --- Verses of pages ------------------------------------------------------------------------------------------------------


def test_lines_that_are_elements_by_themselves_are_verses_however_long() -> None:
    lines = f"<p><span>{LONG}</span><br/><span>{LONG}</span></p>"
    text = page("".join(f"<h2>{head}</h2>{lines * 3}" for head in ("The Sluice", "The Knock", "The Owl")))
    assert told(text, "mill.html") == [["l"] * 6] * 3


@pytest.mark.parametrize("inner", [f"<span>{LONG}</span>", f"It rained. <span>{LONG}</span><br/><span>{LONG}</span>"])
def test_a_paragraph_in_one_element_or_with_words_beside_them_is_prose(inner: str) -> None:
    text = page("".join(f"<h2>{head}</h2><p>{inner}</p><p>{MORNING}</p>" for head in ("The Sluice", "The Knock", "The Owl")))
    assert told(text, "mill.html") == [["p", "p"]] * 3


def test_the_place_of_a_picture_below_a_stanza_is_no_verse() -> None:
    songs = [f"{head}\n\n{verses()}\n[Illustration]" for head in ("The Sluice", "The Knock", "The Owl")]
    assert told(printed(*songs), "mill.txt") == [["l"] * 9] * 3


# --- Letters --------------------------------------------------------------------------------------------------------------


def letters(dates: tuple[str, ...], link: str = "") -> str:
    """A page of letters, each with a number, a title, its date in italics where it has one, and a salutation."""
    heads = zip(("I", "II", "III", "IV", "V"), ("THE MILL", "A DOG", "THE SACKS", "THE KNOCK", "A COMET"), dates, strict=True)
    return page(
        "".join(
            f"<h3>{n}{link}</h3><h3>{title}</h3>{f'<div>{date}</div>' if date else ''}<p>Dear Mrs. Weir,&mdash;</p>"
            f"<p>{PIECES[index % 3]}</p><p>{NIGHT}</p><p>{EVENING}</p><p>Your friend,</p><p>IDA PELL.</p>"
            for index, (n, title, date) in enumerate(heads)
        )
    )


DATES = tuple(f"<i>{date}</i>" for date in ("May 24, 1809.", "June 2, 1809.", "July 4, 1809.", "May 5, 1810.", "June 7, 1811."))


def test_a_title_over_the_date_of_a_letter_is_no_part_and_the_date_no_argument() -> None:
    for dates in (DATES, ("", *DATES[1:]), (DATES[0], "", *DATES[2:4], "")):
        text = letters(dates)
        assert keys(text, "mill.html") == ["1", "2", "3", "4", "5"]
        outline, _ = read(text, "mill.html")
        assert [entry.title for entry in outline.entries] == ["THE MILL", "A DOG", "THE SACKS", "THE KNOCK", "A COMET"]
        assert [entry.blocks[0].kind for entry in outline.entries] == ["dateline" if date else "salute" for date in dates]


def test_a_place_on_the_line_over_the_date_is_of_the_dateline_and_no_epigraph() -> None:
    text = letters(("Crumb, on the Ford,<br><i>April 18, 1809.</i>", *DATES[1:]))
    first = read(text, "mill.html")[0].entries[0].blocks
    assert [(block.kind, block.text) for block in first[:3]] == [
        ("dateline", "Crumb, on the Ford,"),
        ("dateline", "April 18, 1809."),
        ("salute", "Dear Mrs. Weir,—"),
    ]


def test_a_link_from_each_heading_to_the_contents_is_no_word_of_it() -> None:
    link = "<span><a href='#contents'>Top</a></span>"
    outline, report = read(letters(DATES, link), "mill.html")
    assert [entry.heading[0].text for entry in outline.entries] == ["I", "II", "III", "IV", "V"]
    assert "I136" in [message.code for message in report.messages]
    own, _ = read(letters(DATES).replace("<h3>A DOG</h3>", "<h3>A DOG, <a href='#x'>seen</a></h3>"), "mill.html")
    assert own.entries[1].title == "A DOG, seen"


def test_a_heading_that_ends_in_a_comma_goes_on_in_the_next() -> None:
    heads = ("I. IDA TO BERTA May 24,", "II. BERTA TO IDA", "III. IDA TO BERTA")
    text = page(
        "".join(f"<h2>{head}</h2><p>{PIECES[at]}</p>" for at, head in enumerate(heads)).replace(
            "24,</h2>", "24,</h2><h2>1809.</h2>"
        )
    )
    outline, _ = read(text, "mill.html")
    assert [entry.title for entry in outline.entries] == ["IDA TO BERTA May 24, 1809.", "BERTA TO IDA", "IDA TO BERTA"]


def test_a_dedication_that_contents_name_is_the_one_below_them() -> None:
    contents = "<h2>Contents</h2><h3>DEDICATION<br><br>TALES</h3><p>I. The mill</p>"
    front = f"{contents}<h2>DEDICATION</h2><p>To Berta, who has kept the lamp.</p>"
    tales = "".join(f"<h2>{n}</h2><p>{piece}</p>" for n, piece in zip(("I", "II", "III"), PIECES, strict=True))
    outline, _ = read(page(f"<h1>Tales</h1>{front}{tales}"), "mill.html")
    assert [(part.what, len(part.blocks)) for part in outline.outside] == [("title-page", 1), ("contents", 4), ("dedication", 2)]
