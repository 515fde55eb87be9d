"""What a print sets below the last verse of a poem: an editor's remark, the line that says that it ends, or more of the poem."""

from __future__ import annotations

import textwrap

import pytest

from edition.messages import Report
from edition.model.documents import DocumentOutline
from edition.model.sources import StatedDivisions
from edition.readers.outlines import outline_of

REMARK = "The poet has told in this canto how the barge was built, and says nothing of the carpenter, whom we know from elsewhere."


def read(text: str, name: str, stated: StatedDivisions | None = None) -> DocumentOutline:
    return outline_of(text.encode(), name, "en", Report(), stated)[0]


def page(after: str, *, verses: int = 12) -> str:
    cantos = []
    for number, roman in enumerate(("I", "II", "III"), 1):
        poem = "<br/>".join(f"The oar of canto {number} dips for the {line}. time" for line in range(verses))
        cantos.append(f"<h2>CANTO {roman}</h2><div class='poem'><p>{poem}</p></div>{after if number != 2 else ''}")
    return f"<html><body>{''.join(cantos)}</body></html>"


def text_after(after: str) -> str:
    # What is broken at a measure shows that verses are not.
    cantos = [f"PREFACE\n\n\n{textwrap.fill(REMARK * 5, 70)}"]
    after = after.replace(REMARK, textwrap.fill(REMARK, 70))
    for number, roman in enumerate(("I", "II", "III"), 1):
        poem = "\n".join(f"    The oar of canto {number} dips for the {line}. time" for line in range(12))
        cantos.append(f"CANTO {roman}\n\n\n{poem}{after if number != 2 else ''}")
    return "\n\n\n\n".join(cantos) + "\n"


def kinds(outline: DocumentOutline) -> list[tuple[str, str]]:
    return [(part.what, part.where) for part in outline.outside]


@pytest.mark.parametrize(
    ("text", "name"),
    [(page(f"<hr/><p>{REMARK}</p>"), "oar.html"), (text_after(f"\n\n\n  * * * * *\n\n\n{REMARK}"), "oar.txt")],
    ids=["page", "text"],
)
def test_prose_that_a_rule_parts_from_a_poem_is_a_remark_on_it(text: str, name: str) -> None:
    outline = read(text, name)
    assert [len(entry.blocks) for entry in outline.entries] == [12, 12, 12]
    assert [one for one in kinds(outline) if one[1] != "before"] == [("notes", "between"), ("notes", "after")]


@pytest.mark.parametrize(
    "after", ["<hr/><p>London, in May.</p>", f"<p>{REMARK}</p>", f"<hr/><p>{REMARK}</p>" * 20], ids=["place", "no rule", "long"]
)
def test_a_place_and_prose_without_a_rule_and_much_prose_are_of_the_text(after: str) -> None:
    outline = read(page(after), "oar.html")
    assert [len([block for block in entry.blocks if block.kind == "p"]) for entry in outline.entries] == [
        after.count("<p>"), 0, after.count("<p>"),
    ]  # fmt: skip


def test_the_words_with_which_the_text_ends_are_of_it() -> None:
    outline = read(page(f"<hr/><p>{REMARK}</p>"), "oar.html", StatedDivisions(last_words="whom we know from elsewhere."))
    assert [entry.blocks[-1].text == REMARK for entry in outline.entries] == [True, False, True]


@pytest.mark.parametrize("said", ["DONE IS THE ROWING.", "EXPLICIT"])
def test_a_line_in_capitals_under_the_last_verse_says_that_it_ends(said: str) -> None:
    outline = read(page(f"<p>{said}</p>"), "oar.html")
    # Under the first canto, which is not the last, it is of the poem.
    assert [entry.blocks[-1].text == said for entry in outline.entries] == [True, False, False]
    assert kinds(outline) == [("colophon", "after")]


def test_what_is_said_of_the_poet_after_his_last_poem_may_be_longer_than_that() -> None:
    life = f"<hr/><p>{REMARK}</p><p>{REMARK}</p>"
    pages = page("", verses=40).replace(
        "</body>", f"<h2>CANTO IV</h2><div class='poem'><p>One oar<br/>is lost.</p></div>{life}</body>"
    )
    outline = read(pages, "oar.html")
    assert [len(entry.blocks) for entry in outline.entries] == [40, 40, 40, 2]
    assert kinds(outline) == [("notes", "after")]
