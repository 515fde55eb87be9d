"""What the blocks of a text are: epigraphs, arguments, letters and their parts, tables, verses in prose, breaks, pictures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.messages import Report
from edition.model import Witness
from edition.model.documents import DocumentBlock
from edition.pipeline.outline_values import outline_as_dict
from edition.readers.outline_witness import witness_of
from edition.readers.outlines import outline_of
from tests.examples import examples

# A paragraph of prose, broken at a measure of some seventy letters.
PROSE = (
    "The lamp went out at nine, and the ferryman said that the oil had been\n"
    "bad since Easter. Nobody believed him, because his cousin sold the oil,\n"
    "and because the cousin sat beside him and laughed into his sleeve.\n"
)
NAMES = ("ONE", "TWO", "THREE", "FOUR")


def blocks(text: str, name: str = "ferry.txt", language: str = "en") -> list[DocumentBlock]:
    """The blocks of all entries."""
    outline, _ = outline_of(text.encode("utf-8"), name, language, Report())
    return [block for entry in outline.entries for block in entry.blocks]


def told(text: str, name: str = "ferry.txt", language: str = "en") -> list[tuple[str, str, str]]:
    """Kind, surroundings and first words of each block but paragraphs of the text itself."""
    found = blocks(text, name, language)
    return [(one.kind, "/".join(one.within), " ".join(one.text.split()[:3])) for one in found if one.kind != "p" or one.within]


def chapters(*inner: str) -> str:
    """A text of chapters, each with its heading and then what is given, and prose."""
    return "\n\n\n".join(f"\n\nCHAPTER {name}\n\n{text}\n{PROSE}\n{PROSE}" for name, text in zip(NAMES, inner, strict=False))


def page(*inner: str) -> str:
    parts = (f"<h2>Chapter {at}</h2>{text}<p>{PROSE}</p><p>{PROSE}</p>" for at, text in enumerate(inner, 1))
    return f"<html><body>{''.join(parts)}</body></html>"


# --- Epigraphs -----------------------------------------------------------------------------------------------------------


def test_verses_under_a_heading_are_its_epigraph_and_their_source_its_signature() -> None:
    verses = """
     The tide that took the boat away
     Came back without the men at night,
       --Song of the Weir.
"""
    found = told(chapters(verses, "", ""))
    assert found[:3] == [
        ("l", "epigraph/stanza", "The tide that"), ("l", "epigraph/stanza", "Came back without"),
        ("signed", "epigraph", "--Song of the"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "markup",
    [
        "<blockquote><p>No bridge is older than its toll.—<i>Old saying</i></p></blockquote>",
        '<div class="epigraph"><p>No bridge is older than its toll.</p></div>',
        '<blockquote epub:type="epigraph"><p>No bridge is older</p><cite>A toll-keeper</cite></blockquote>',
    ],
)
def test_a_page_sets_its_epigraph_apart(markup: str) -> None:
    assert told(page(markup, ""), "ferry.html")[0] == ("p", "epigraph", "No bridge is")


def test_a_letter_under_a_heading_is_no_epigraph() -> None:
    letter = "<blockquote><p>Dear Ida,</p><p>The toll is paid.</p><p>Yours, B. Holm</p></blockquote>"
    assert told(page(letter, ""), "ferry.html") == [
        ("salute", "letter", "Dear Ida,"), ("p", "letter", "The toll is"), ("signed", "letter", "Yours, B. Holm"),
    ]  # fmt: skip


# --- Arguments -----------------------------------------------------------------------------------------------------------


def test_phrases_parted_by_dashes_under_several_headings_are_arguments() -> None:
    tail = "The weir by night--A bargain that nobody kept--\nSeven eels and an oar--What the cousin said of it--Who laughed--"
    tail += "The lamp once more, and by whom it was lit--The end of the rope\n"
    heads = [f"The lamp {at}--A cousin--Bad oil--{tail}" for at in range(3)]
    assert [kind for kind, *_ in told(chapters(*heads))] == ["argument"] * 3


def test_prose_in_brackets_under_several_headings_is_an_argument() -> None:
    tail = (
        "and comes home poorer than he went, with an eel\nand an oar that belong to somebody else, as it turns out in the end.]\n"
    )
    heads = [f"[The teller leaves town {at} {tail}" for at in range(3)]
    assert [kind for kind, *_ in told(chapters(*heads))] == ["argument"] * 3


def test_one_chapter_that_begins_with_dashes_has_no_argument() -> None:
    assert (
        told(
            chapters(
                "The lamp--A cousin--Bad oil--The weir by night--A bargain that nobody kept--\nSeven eels--Who laughed\n", "", ""
            )
        )
        == []
    )


# --- Letters -------------------------------------------------------------------------------------------------------------


def test_an_announced_letter_in_quotation_marks_is_a_letter() -> None:
    letter = """On Monday he received a letter in these terms:

"The lamp is mine, and so is the oil. Whoever says that I laughed
lies."

"I never laughed," said the cousin.
"""
    assert told(chapters(letter, "")) == [("p", "letter", '"The lamp is')]


def test_a_message_may_be_said_aloud() -> None:
    said = f'{PROSE}Then the maid came in with the oil and this message:\n\n"The cousin has sent me to say that the lamp is lit."\n'
    assert told(chapters(said, "")) == []


def test_what_somebody_says_is_no_letter() -> None:
    speech = f'He put the letter away, and said:\n\n"{PROSE.strip()}"\n\n'
    assert told(chapters(speech, "")) == []


def test_a_letter_by_its_salutation_and_its_signature() -> None:
    letter = f"{PROSE}\nMy dear Ida,\n\n{PROSE}\nYour loving brother,\n\nB. HOLM.\n\nP.S. The eels are well.\n\n"
    assert told(chapters(letter, "")) == [
        ("salute", "letter", "My dear Ida,"), ("p", "letter", "The lamp went"), ("salute", "letter", "Your loving brother,"),
        ("signed", "letter", "B. HOLM."), ("p", "letter/postscript", "P.S. The eels"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "opening", "closing"),
    [
        ("fr", "Mon cher ami,", "Votre dévoué,"),
        ("de", "Lieber Freund!", "Dein treuer"),
        ("es", "Querido amigo:", "Tu hermano,"),
        ("it", "Caro amico,", "Tuo fratello,"),
    ],
)
def test_letters_in_other_languages(language: str, opening: str, closing: str) -> None:
    letter = f"{PROSE}\n{opening}\n\n{PROSE}\n{closing}\n\nB. Holm\n\n"
    found = told(chapters(letter, ""), language=language)
    assert [kind for kind, *_ in found] == ["salute", "p", "salute", "signed"]


def test_a_page_says_the_parts_of_a_letter_by_class() -> None:
    letter = '<p class="date">The weir, 3 May</p><p class="salutation">Sir,</p><p>I paid.</p><p class="signature">B. H.</p>'
    kinds = [one.kind for one in blocks(page(f"<p>{PROSE}</p>{letter}", ""), "ferry.html")]
    assert kinds[1:5] == ["dateline", "salute", "p", "signed"]


def test_a_poem_that_ends_with_a_name_is_not_signed() -> None:
    poem = """
     The river turns the wheel two times,
     The river turns the wheel by night,
     The river turns it for the price
     I am no miller, Ida Holm.
"""
    assert "signed" not in [one.kind for one in blocks(poem)]


# --- Tables, verses in prose, breaks, pictures, lists ----------------------------------------------------------------------


def test_columns_of_a_text_are_the_cells_of_a_table() -> None:
    table = f"""{PROSE}
ACCOUNT OF THE FERRY.

  Oil for the lamp               12 pence
  A new rope                      3 pence
  Total                          15 pence

"""
    found = blocks(chapters(table, ""))
    cells = [(one.row, one.text) for one in found if one.kind == "cell"]
    assert cells == [
        (1, "Oil for the lamp"), (1, "12 pence"), (2, "A new rope"), (2, "3 pence"), (3, "Total"), (3, "15 pence"),
    ]  # fmt: skip
    assert [(one.text, one.within) for one in found if one.kind == "caption"] == [("ACCOUNT OF THE FERRY.", ("table",))]


def test_rows_of_a_page_are_counted_and_a_table_in_a_cell_has_its_own() -> None:
    table = "<table><tr><td>a one</td></tr><tr><td><table><tr><td>b two</td></tr></table></td><td>c three</td></tr></table>"
    cells = [(one.text, one.row) for one in blocks(page(f"<p>{PROSE}</p>{table}", ""), "ferry.html") if one.kind == "cell"]
    assert cells == [("a one", 1), ("b two", 1), ("c three", 2)]


def test_a_line_that_stands_in_between_paragraphs_is_a_verse() -> None:
    song = f"{PROSE.replace('sleeve.', 'sleeve:')}\n      The tide, the tide has taken all,\n\n"
    assert told(chapters(song, "")) == [("l", "quotation/stanza", "The tide, the")]


def test_prose_in_a_narrower_measure_is_no_verse() -> None:
    letter = (
        "      The lamp is mine and I shall keep it\n      until the cousin has paid for the oil,\n"
        "      the rope, and whatever else it was that\n      he laughed about.\n"
    )
    assert told(chapters(f"{PROSE}\n{letter}", "")) == [("p", "quotation", "The lamp is")]


@pytest.mark.parametrize("line", ["<p>* * *</p>", "<p>⁂</p>", "<hr/>"])
def test_a_line_without_letters_on_a_page_is_a_break(line: str) -> None:
    assert [one.kind for one in blocks(page(f"<p>{PROSE}</p>{line}", ""), "ferry.html")][:3] == ["p", "break", "p"]


def test_a_picture_says_what_it_shows_and_an_initial_is_none() -> None:
    pictures = '<div><img src="a.png" alt="The weir at night"/><p class="caption">The weir.</p></div><p><img alt="T"/>he lamp</p>'
    found = blocks(page(f"<p>{PROSE}</p>{pictures}", ""), "ferry.html")
    assert [(one.description, one.text) for one in found if one.kind == "figure"] == [("The weir at night", "")]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ('<img src="t.png" alt="T"/>he lamp was lit.', "The lamp was lit."),
        ('<span class="left"><img src="t.png" alt="T"/></span>\n  HE LAMP was lit.', "THE LAMP was lit."),
        ('<img src="t.png" alt="“I"/>t rains,” said Ida.', "“It rains,” said Ida."),
        ('<img src="a.png" alt="A"/>\nlamp was lit.', "A lamp was lit."),
        ('</p><div><img src="t.png" alt="T"/></div><p>HE lamp was lit.', "THE lamp was lit."),
        ('<img src="t.png" alt="T"/>The lamp was lit.', "The lamp was lit."),
        ('<img src="t.png"/><span style="display: none">T</span>he lamp was lit.', "The lamp was lit."),
        ('<span style="display: none">T</span> Lamps were lit.', "Lamps were lit."),
        ('<img src="t.png" alt="X"/> Lamps were lit.', "Lamps were lit."),
    ],
)
def test_the_letter_that_a_picture_shows_at_the_beginning_of_a_word_is_text(printed: str, read: str) -> None:
    found = blocks(page(f"<p>{PROSE}</p><p>{printed}</p>", ""), "ferry.html")
    assert read in [one.text for one in found]


def test_a_picture_outside_the_entries_shows_its_description_as_its_text() -> None:
    picture = '<div><img src="a.png" alt="The weir at night"/></div>'
    text = page(f"{picture}<p>{PROSE}</p>", "").replace("<body>", f"<body><h1>The Ferry</h1>{picture}")
    outline, tag = outline_of(text.encode(), "ferry.html", "en", Report())
    values = outline_as_dict(outline, tag)
    shown: dict[str, list[str]] = {}
    for where in ("outside", "entries"):
        parts = values[where]
        assert isinstance(parts, list)
        shown[where] = [one["text"] for part in parts for one in part["blocks"] if one["kind"] == "figure"]
    assert shown == {"outside": ["The weir at night"], "entries": [""]}


def test_items_of_a_text_stand_in_a_list() -> None:
    found = told(chapters(f"{PROSE}\n- an oar that floats\n\n- a rope that does not\n\n", ""))
    assert [(kind, within) for kind, within, _ in found] == [("item", "list")] * 2


# --- What is hidden, or was deleted ----------------------------------------------------------------------------------------


def test_what_is_hidden_and_tooltips_are_no_words_and_are_told() -> None:
    report = Report()
    text = page(f'<p>{PROSE}<span hidden="">unseen</span><span class="tooltiptext">pointed at</span></p>', "")
    outline, _ = outline_of(text.encode(), "ferry.html", "en", report)
    assert not any(word in block.text for entry in outline.entries for block in entry.blocks for word in ("unseen", "pointed"))
    assert [message.code for message in report.messages] == ["I136"]


# --- What holds of every text ----------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        PROSE, "     The tide that took the boat\n     Came back at night,\n", "My dear Ida,\n", "Yours ever,\nB. Holm\n",
        '"The oil is bad," said he.\n', 'She wrote this letter:\n\n"The oil is bad."\n', "  Oil       12\n  Rope       3\n",
        "* * *\n",
        "- an oar\n", "P.S. Eels.\n", "      A single line stands here,\n", "--Old song.\n",
        "[Illustration: The weir]\n",
    ]
)  # fmt: skip


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@settings(deadline=None, max_examples=examples(60))
@given(st.lists(st.lists(PIECES, min_size=1, max_size=7), min_size=2, max_size=3))
def test_each_word_stands_in_one_place_and_the_witness_has_it_in_its_order(pieces: Sequence[Sequence[str]]) -> None:
    text = chapters(*("\n".join(piece) for piece in pieces))
    outline, _ = outline_of(text.encode(), "ferry.txt", "en", Report())
    places = [text for entry in outline.entries for text in (*entry.head, *(one.label + one.text for one in entry.blocks))]
    places += [one.label + one.text for part in outline.outside for one in part.blocks]
    assert sorted(words(" ".join(places))) == sorted(words(text.replace("[Illustration:", "")))
    witness = witness_of(outline, Witness("F", file="ferry.txt"), Report())
    read = [paragraph.label + paragraph.text for entry in witness.entries for paragraph in entry.paragraphs]
    kept = [one for entry in outline.entries for one in entry.blocks if one.kind != "caption" or "table" in one.within]
    assert words(" ".join(read)) == words(" ".join(one.label + one.text for one in kept))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("\n".join("     The tide went out\n     And in again,\n" for _ in range(10_000)), "ferry.txt"),
        ("word " * 20_000, "ferry.txt"),
        (page("<table>" + ("<tr>" + "<td>a 1</td>" * 500 + "</tr>") * 20 + "</table>"), "ferry.html"),
        (page("<ul><li>an oar" * 10 + "</li></ul>" * 10), "ferry.html"),
        (chapters(*["Sir,\n\n" * 3000] * 2), "ferry.txt"),
        (chapters(*['She wrote a letter:\n\n"The oil\n\n' * 2000] * 2), "ferry.txt"),
        (chapters(PROSE + "\n" + "  A   12 and some more words that follow here\n\n" * 3000), "ferry.txt"),
        (chapters(f"Sir,{'-' * 30_000}x\n\n{PROSE}", ""), "ferry.txt"),
    ],
)
def test_long_and_odd_texts_are_read_in_time(text: str, name: str) -> None:
    begun = process_time()
    found = blocks(text, name)
    assert found
    # None takes five seconds of the processor; what grows with the square of its length takes minutes.
    assert process_time() - begun < 60


def test_lists_ten_deep_say_how_deep_each_item_is() -> None:
    found = blocks(page(f"<p>{PROSE}</p>" + "<ul><li>an oar" * 10 + "</li></ul>" * 10, ""), "ferry.html")
    assert [len(one.within) for one in found if one.kind == "item"] == list(range(1, 11))


def test_a_poem_that_stands_farther_in_from_its_first_verse_to_its_last_is_no_quotation() -> None:
    verses = "The lamp is lit, the oil is low,\nThe ferry lies across the weir,\nAnd nobody has come to row\n"
    poem = f"<pre>\n{verses}</pre>"
    inner = f"<blockquote><pre>\n{verses}</pre></blockquote>"
    text = (
        "<html><body>" + "".join(f"<h2>{n}</h2>{one}" for n, one in (("I", poem), ("II", inner), ("III", poem))) + "</body></html>"
    )
    assert {one.within for one in blocks(text, "weir.html") if one.kind == "l"} == {("stanza",)}


def test_json_says_where_a_stanza_begins() -> None:
    poem = "<p>The lamp is lit,<br/>The oil is low,</p><p>The ferry lies<br/>Across the weir.</p>"
    text = "<html><body>" + "".join(f"<h2>{n}</h2>{poem}" for n in ("I", "II", "III")) + "</body></html>"
    outline, tag = outline_of(text.encode(), "weir.html", "en", Report())
    entries = outline_as_dict(outline, tag)["entries"]
    assert isinstance(entries, list)
    assert [one.get("stanza", False) for one in entries[0]["blocks"]] == [True, False, True, False]
