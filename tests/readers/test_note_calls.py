"""Notes hang at their calls: what a reader of a page sees, and what the program says, in texts of all forms."""

from __future__ import annotations

import io
import re
import textwrap
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.messages import Report
from edition.model.documents import DocumentBlock, DocumentNote, DocumentOutline
from edition.pipeline.outline_values import outline_as_dict
from edition.readers.outlines import outline_of
from tests.examples import examples

# A note as it hangs: the words before its call, its mark, the texts of its blocks.
Hung = tuple[str, str, list[str]]
FILL = "The ferryman counted his coins by the light of the window, and did not hear who came down the steps to the water."


def read(text: str | bytes, name: str = "ferry.txt", language: str = "en") -> tuple[DocumentOutline, Report]:
    report = Report()
    raw = text if isinstance(text, bytes) else text.encode("utf-8")
    return outline_of(raw, name, language, report)[0], report


def blocks_of(outline: DocumentOutline) -> Iterator[DocumentBlock]:
    for part in (*outline.entries, *outline.outside):
        yield from part.blocks


def hung(outline: DocumentOutline) -> list[Hung]:
    """The notes in their order, with the last two words before each call."""
    found = [("", note.n, [one.text for one in note.blocks]) for entry in outline.entries for note in entry.head_notes]
    for block in blocks_of(outline):
        for call in block.notes:
            before = " ".join(block.text[: call.offset].split()[-2:])
            found.append((before, call.note.n, [one.text for one in call.note.blocks]))
    return found


def text_of(outline: DocumentOutline) -> str:
    """All that is text, without the notes."""
    return "\n".join(block.text for block in blocks_of(outline))


def page(*parts: str, apart: int = 1) -> str:
    """Paragraphs broken at a measure, with so many empty lines between them."""
    return ("\n" * (apart + 1)).join(textwrap.fill(part, 70) for part in parts) + "\n"


def chapters(*texts: str) -> str:
    return "\n\n\n".join(f"CHAPTER {number}\n\n\n{text}" for number, text in enumerate(texts, 1))


# --- What calls a note -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "opening"),
    [
        ("[1]", "[1] "),
        ("[A]", "[A] "),
        ("[*]", "[*] "),
        ("{7}", "{7} "),
        ("*", "* "),
        ("**", "** "),
        ("†", "† "),
        ("‡", "‡ "),
        ("(*)", "(*) "),
        ("(+)", "(+) "),
        ("(%)", "(%) "),
        ("(1)", "(1) "),
        ("^1", "^1 "),
        ("^{12}", "^{12} "),
        ("³", "³ "),
        ("[12a]", "[12a] "),
        ("[1]", "[Footnote 1: "),
        ("[Footnote 3]", "[Footnote 3: "),
        ("[*]", "[Footnote *: "),
        (" [1]", "[1] "),
        (" *", "* "),
    ],
)
def test_a_note_answers_the_call_with_its_mark(call: str, opening: str) -> None:
    closing = "]" if ":" in opening else ""
    outline, report = read(page(f"The rope{call} was of hemp. {FILL}", f"{opening}It came from the fair.{closing}", FILL))
    assert [(before, blocks) for before, _, blocks in hung(outline)] == [("The rope", ["It came from the fair."])]
    assert call.strip() not in text_of(outline)
    assert "fair" not in text_of(outline)
    assert not [message for message in report if message.code in ("W192", "W167")]


def test_words_that_open_a_note_are_those_of_each_language() -> None:
    for said, language in (("Fußnote", "de"), ("Anm.", "de"), ("Note", "fr"), ("Nota", "it"), ("Nota", "es")):
        outline, _ = read(page(f"Das Seil[1] war aus Hanf. {FILL}", f"[{said} 1: Vom Markt.]", FILL), language=language)
        assert hung(outline) == [("Das Seil", "1", ["Vom Markt."])], said


def test_a_raised_figure_of_a_page_calls_a_note_though_it_is_no_link() -> None:
    html = (
        f"<html><body><h2>Chapter 1</h2><p>The rope<sup>1</sup> was new. {FILL}</p><p><sup>1</sup> Of hemp.</p>"
        f"<h2>Chapter 2</h2><p>The oar<sup>1</sup> was old, in the 1<sup>st</sup> year. {FILL}</p><p><sup>1</sup> Of ash.</p>"
        "</body></html>"
    )
    outline, _ = read(html, "ferry.html")
    assert hung(outline) == [("The rope", "1", ["Of hemp."]), ("The oar", "1", ["Of ash."])]
    assert "1st year" in text_of(outline)


def test_figures_without_brackets_call_the_notes_under_a_heading() -> None:
    text = (
        page(f"The rope,1 the oar2 and the bell.3 {FILL}", FILL)
        + "\n\nNOTES\n\n"
        + page("1. Of hemp.", "2. Of ash.", "3. Of brass.")
    )
    assert hung(read(text)[0]) == [
        ("The rope,", "1", ["Of hemp."]),
        ("the oar", "2", ["Of ash."]),
        ("the bell.", "3", ["Of brass."]),
    ]


# --- What is no note ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        page(
            f"There are two ways (a) by the ford and (b) by the bridge. {FILL}", "(a) The ford is deep.", "(b) The bridge is far."
        ),
        page("He named (1) the rope and (2) the oar, and again (1) and (2).", "(1) The rope is long.", "(2) The oar is short."),
        page(f"In [1] sense it was so. {FILL}", FILL),
        page("1. A rope.", "2. An oar.", "3. A bell.", FILL),
        page(FILL, FILL) + "\n\nNOTES\n\n" + page("1. A rope.", "2. An oar."),
        page("* A rope.", "* An oar.", FILL),
        page(f"The year was 1842. {FILL}", "[1842] was written above the door.", FILL),
        page("“Note thou, when he comes,” she said.", "Note: she said it twice.", FILL),
    ],
)
def test_lists_and_figures_are_no_notes(text: str) -> None:
    outline, _ = read(text)
    assert hung(outline) == []


def test_a_note_never_takes_the_chapter_after_it() -> None:
    """The worst fault: whatever stands after the last note of a chapter, the next chapter is text."""
    for heading in ("CHAPTER II", "II", "THE SECOND DAY", "* * * * *"):
        for notes in ("[1] Of hemp.", "NOTES\n\n[1] Of hemp.", "* Of hemp."):
            call = "*" if notes[0] == "*" else "[1]"
            text = (
                f"CHAPTER I\n\n{page(f'The rope{call} was new. {FILL}')}\n\n{notes}\n\n\n\n{heading}\n\n\n{page(FILL, FILL, FILL)}"
            )
            outline, _ = read(text)
            assert hung(outline) == [("The rope", call.strip("[]"), ["Of hemp."])], (heading, notes)


# --- Where a note ends -------------------------------------------------------------------------------------------------


def test_a_note_has_several_paragraphs() -> None:
    ways = {
        "between brackets": (page(f"The rope[1] was new. {FILL}", "[Footnote 1: Of hemp.", "It was dear [very].]", FILL), 2),
        "apart from the text": (
            page(f"The rope[1] was new. {FILL}", FILL)
            + "\n\n[1] Of hemp.\n\nIt was dear [very].\n\n\n\nCHAPTER 2\n\n\n"
            + page(FILL),
            2,
        ),
        "under a heading": (
            page(f"The rope[1] was new. {FILL}")
            + "\n\nFOOTNOTES:\n\n[1] Of hemp.\n\nIt was dear [very].\n\n\n\nCHAPTER 2\n\n\n"
            + page(FILL),
            2,
        ),
    }
    for way, (text, count) in ways.items():
        found = hung(read("CHAPTER 1\n\n\n" + text)[0])
        assert [(n, blocks) for _, n, blocks in found] == [("1", ["Of hemp.", "It was dear [very]."])], (way, count)


def test_a_note_holds_verses() -> None:
    text = (
        page(f"The song[1] was old. {FILL}")
        + "\n[Footnote 1: It goes:\n\n    Row the boat,\n    ring the bell.\n]\n\n"
        + page(FILL, FILL)
    )
    [(_, _, blocks)] = hung(read(text)[0])
    assert blocks == ["It goes:", "Row the boat,", "ring the bell."]


def test_the_paragraph_after_a_note_in_the_text_is_text() -> None:
    outline, _ = read(page(f"The rope[1] was new. {FILL}", "[1] Of hemp.", "The oar[2] was old.", "[2] Of ash.", FILL))
    assert [blocks for _, _, blocks in hung(outline)] == [["Of hemp."], ["Of ash."]]


# --- Numbers that begin again ------------------------------------------------------------------------------------------


def test_numbers_begin_again_in_each_chapter() -> None:
    text = chapters(
        page(f"The rope[1] and the oar[2]. {FILL}", "[1] Of hemp.", "[2] Of ash."),
        page(f"The bell[1] and the lamp.[2] {FILL}", "[1] Of brass.", "[2] Of tin."),
        page(f"The door[1] was shut. {FILL}", "[1] Of oak."),
    )
    assert [(before.split()[-1], blocks[0]) for before, _, blocks in hung(read(text)[0])] == [
        ("rope", "Of hemp."), ("oar", "Of ash."), ("bell", "Of brass."), ("lamp.", "Of tin."), ("door", "Of oak."),
    ]  # fmt: skip


def test_notes_at_the_end_of_the_book_stand_under_the_headings_of_their_chapters() -> None:
    text = chapters(page(f"The rope[1] and the oar.[2] {FILL}"), page(FILL), page(f"The bell[1] and the lamp.[2] {FILL}"))
    notes = "\n\n\nNOTES\n\n\nCHAPTER 1\n\n[1] Of hemp.\n\n[2] Of ash.\n\nCHAPTER 3\n\n[1] Of brass.\n\n[2] Of tin.\n"
    outline, _ = read(text + notes)
    assert [entry.n for entry in outline.entries] == ["1", "2", "3"]
    assert [(before.split()[-1], blocks) for before, _, blocks in hung(outline)] == [
        ("rope", ["Of hemp."]), ("oar.", ["Of ash."]), ("bell", ["Of brass."]), ("lamp.", ["Of tin."]),
    ]  # fmt: skip


def test_a_chapter_whose_notes_are_lost_shifts_no_other() -> None:
    text = chapters(page(f"The rope[1] was new.[2] {FILL}", FILL), page(f"The bell[1] was old. {FILL}", "[1] Of brass."))
    outline, _ = read(text)
    assert hung(outline) == [("The bell", "1", ["Of brass."])]


def test_stars_are_paired_in_their_order() -> None:
    text = page(
        f"The rope* was new. {FILL}", "* Of hemp.", f"The oar* was old, the bell** older. {FILL}", "* Of ash.", "** Of brass.", FILL
    )
    assert [(before.split()[-1], blocks) for before, _, blocks in hung(read(text)[0])] == [
        ("rope", ["Of hemp."]), ("oar", ["Of ash."]), ("bell", ["Of brass."]),
    ]  # fmt: skip


# --- A note called twice, a call in a heading --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ferry.txt", page(f"The warden[1] slept. The other warden[1] woke. {FILL}", "[1] For life.", FILL)),
        ("ferry.md", f"# One\n\nThe warden[^w] slept. The other warden[^w] woke. {FILL}\n\n[^w]: For life.\n\n# Two\n\n{FILL}\n"),
        (
            "ferry.html",
            '<html><body><h2>Chapter 1</h2><p>The warden<a href="#n"><sup>1</sup></a> slept. The other warden<a href="#n">'
            f'<sup>1</sup></a> woke. {FILL}</p><p id="n">1. For life.</p><h2>Chapter 2</h2><p>{FILL}</p></body></html>',
        ),
    ],
)
def test_a_note_called_twice_is_one_note(name: str, text: str) -> None:
    outline, _ = read(text, name)
    calls = [call for block in blocks_of(outline) for call in block.notes]
    assert len(calls) == 2
    assert calls[0].note is calls[1].note
    assert [block.text for block in calls[0].note.blocks] == ["For life."]
    told = outline_as_dict(outline, "en")["entries"]
    assert isinstance(told, list)
    notes = [note for entry in told for note in entry["notes"]]
    assert [(note["n"], note["block"], note.get("again")) for note in notes] == [(notes[0]["n"], 0, None), (notes[0]["n"], 0, True)]
    assert notes[0]["offset"] < notes[1]["offset"]
    assert notes[0]["blocks"] == notes[1]["blocks"]
    assert "warden1" not in text_of(outline)


def test_a_mark_alone_in_its_paragraph_calls_the_note_that_has_words() -> None:
    text = chapters("The lamp was lit.\n\n[^1]\n\nNobody came.[^2]\n\n[^1]: At nine.\n\n[^2]: So she said.")
    found, report = read(text, "ferry.md")
    assert hung(found) == [("", "1", ["At nine."]), ("Nobody came.", "2", ["So she said."])]
    assert not [message for message in report if message.code == "W192"]


def test_a_call_in_a_heading_hangs_its_note_on_it() -> None:
    text = f"CHAPTER 1[1]\n\n\n{page(FILL)}\n\n[1] Written last.\n\n\n\nCHAPTER 2\n\n\n{page(FILL)}"
    outline, _ = read(text)
    assert outline.entries[0].head == ("CHAPTER 1",)
    assert [note.n for note in outline.entries[0].head_notes] == ["1"]


# --- Notes that nothing calls ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("[Footnote: Of hemp.]", "Of hemp."),
        ("[Note: Of hemp.]", "Of hemp."),
        ("[Transl. note: Of hemp.]", "Of hemp."),
        ("[Translator's Note.--Of hemp.]", "Of hemp."),
        ("(Note: Of hemp.)", "Note: Of hemp."),
    ],
)
def test_a_note_in_the_text_hangs_where_it_stands(note: str, words: str) -> None:
    after, _ = read(page(f"The rope was new. {FILL}", note, FILL))
    assert [(before, blocks) for before, _, blocks in hung(after)] == [("the water.", [words])]
    within, _ = read(page(f"The rope {note} was new. {FILL}", FILL))
    assert [(before, blocks) for before, _, blocks in hung(within)] == [("The rope", [words])]
    assert "The rope was new." in text_of(within)


def test_a_note_in_the_margin_hangs_on_the_paragraph_below_it() -> None:
    outline, _ = read(page(FILL, "[Sidenote: The rope.]", f"The rope was new. {FILL}"))
    [(before, _, blocks)] = hung(outline)
    assert (before, blocks) == ("", ["The rope."])
    html = f'<html><body><p>{FILL}</p><p><span class="sidenote">The rope.</span>The rope was new.</p></body></html>'
    assert hung(read(html, "ferry.html")[0]) == [("", "", ["The rope."])]


def test_what_is_shown_when_one_points_at_a_word_is_no_word_of_the_line() -> None:
    shown = '<span>hythe<span class="tooltiptext">A quay.</span></span>'
    html = f"<html><body><h2>Chapter 1</h2><p>To the {shown} by night.</p></body></html>"
    outline, _ = read(html, "ferry.html")
    assert hung(outline) == []
    assert [block.text for block in outline.entries[0].blocks] == ["To the hythe by night."]
    assert [(one.text, one.part) for one in outline.document.furniture] == [("A quay.", "what is hidden")]
    assert "hythe by night" in text_of(outline)


def test_notes_that_nothing_calls_and_calls_without_a_note_are_told_once() -> None:
    text = page(
        f"The rope[1], the oar[2] and the bell[9]. {FILL}", "[1] Of hemp.", "[2] Of ash.", "[Footnote 3: Of nothing.]", FILL
    )
    outline, report = read(text)
    assert [message.code for message in report if message.code in ("W192", "W167")] == ["W192", "W167"]
    assert "[9]" in text_of(outline)
    assert "Of nothing." not in text_of(outline)
    assert {n for _, n, _ in hung(outline)} == {"1", "2", "3"}


# --- Notes keyed by the number of a verse or stanza --------------------------------------------------------------------


PREFACE = f"PREFACE\n\n\n{page(*[FILL] * 8)}\n\n\n\n"


def canto(name: str, first: str) -> str:
    stanzas = "\n\n".join(
        "\n".join(f"    {first} {stanza} {line} rows over the river, rows on" for line in "abcd") for stanza in range(1, 6)
    )
    return f"CANTO {name}\n\n\n{stanzas}"


@pytest.mark.parametrize("key", ["Line {}. ", "V. {}. ", "L. {}: ", "({}) ", "{}. ", "[Verse {}] "])
def test_a_note_hangs_at_the_verse_that_it_names(key: str) -> None:
    notes = "\n\n".join(
        textwrap.fill(f"{key.format(number)}{words} {FILL}", 70) for number, words in ((3, "A ship."), (14, "A crew."))
    )
    outline, _ = read(f"{PREFACE}{canto('I', 'Ada')}\n\n\n{notes}\n\n\n\n{canto('II', 'Bela')}\n")
    assert [(before, n, blocks[0][:7]) for before, n, blocks in hung(outline)] == [
        ("rows on", "3", "A ship."), ("rows on", "14", "A crew."),
    ]  # fmt: skip
    lines = [block for block in outline.entries[0].blocks if block.kind == "l"]
    assert [at + 1 for at, line in enumerate(lines) if line.notes] == [3, 14]
    assert "A ship" not in text_of(outline)


def test_a_note_hangs_on_the_stanza_that_it_names() -> None:
    notes = "\n\n".join(f"{key} {words}" for key, words in (("Stanza II.", "Of a ship."), ("Stanza IV.", "Of a crew.")))
    outline, _ = read(f"{PREFACE}{canto('I', 'Ada')}\n\n\n{notes}\n\n\n\n{canto('II', 'Bela')}\n")
    lines = [block for block in outline.entries[0].blocks if block.kind == "l"]
    assert [at + 1 for at, line in enumerate(lines) if line.notes] == [8, 16]


@pytest.mark.parametrize("form", ["({}.) ", "[{}] ", "{}. ", "Stanza {}. "])
@pytest.mark.parametrize("shape", ["txt", "html"])
def test_notes_answer_the_numbers_of_stanzas_that_are_entries(form: str, shape: str) -> None:
    """Quatrains that are numbered each, and notes on some of them at the end, which call none and go over several paragraphs."""
    numbers = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"]
    notes = [("II", "A ship of the south."), ("IV", "A crew of six."), ("VII", "The sea itself.")]
    lines = [[f"The {name}. wave {word} came in at night" for word in "abcd"] for name in numbers]
    if shape == "html":
        stanzas = "".join(f"<p>{name}.</p><pre>\n{chr(10).join(one)}\n</pre>" for name, one in zip(numbers, lines, strict=True))
        said = "".join(f"<p>{form.format(name)}{words}</p><p>{FILL}</p>" for name, words in notes)
        text = f"<html><body><h1>Waves</h1><p>{FILL}</p><h2>The Waves</h2>{stanzas}<h2>Notes:</h2>{said}</body></html>"
    else:
        stanzas = "\n\n\n".join(
            f"{name}.\n\n" + "\n".join(f"    {line}" for line in one) for name, one in zip(numbers, lines, strict=True)
        )
        said = "\n\n".join(page(form.format(name) + words, FILL) for name, words in notes)
        text = f"{PREFACE}{stanzas}\n\n\n\nNOTES\n\n\n{said}"
    outline, _ = read(text, f"waves.{shape}")
    assert [entry.n for entry in outline.entries] == [*"12345678"]
    where = {entry.n: [call.note for block in entry.blocks for call in block.notes] for entry in outline.entries}
    assert {n: [[block.text for block in note.blocks] for note in found] for n, found in where.items() if found} == {
        "2": [["A ship of the south.", FILL]], "4": [["A crew of six.", FILL]], "7": [["The sea itself.", FILL]],
    }  # fmt: skip


def test_a_paragraph_that_begins_with_an_initial_is_no_note_on_a_stanza() -> None:
    notes = "\n\n".join(("II. Of a ship.", "C. Smith has seen it.", "IV. Of a crew."))
    outline, _ = read(f"{PREFACE}{canto('I', 'Ada')}\n\n\n{notes}\n\n\n\n{canto('II', 'Bela')}\n")
    assert [blocks for _, _, blocks in hung(outline)] == [["Of a ship.", "C. Smith has seen it."], ["Of a crew."]]


def test_notes_on_verses_at_the_end_of_the_book_open_no_cantos() -> None:
    filled = textwrap.fill(FILL, 70)
    notes = "NOTES\n\n\nCanto I.\n\n\n" + "\n\n\n".join(f"{n}. Word {n}.\n{filled}" for n in (2, 5, 9))
    notes += "\n\n\n\nCanto II.\n\n\n" + "\n\n\n".join(f"{n}. Word {n}.\n{filled}" for n in (1, 20))
    outline, _ = read(f"{PREFACE}{canto('I', 'Ada')}\n\n\n\n{canto('II', 'Bela')}\n\n\n\n{notes}\n")
    assert [entry.n for entry in outline.entries] == ["1", "2"]
    assert [
        [at + 1 for at, line in enumerate(block for block in entry.blocks if block.kind == "l") if line.notes]
        for entry in outline.entries
    ] == [[2, 5, 9], [1, 20]]


def test_numbers_at_the_ends_of_verses_call_no_notes() -> None:
    verses = "\n".join(
        f"    The {number}th wave came in from the sea at night{f' [{number}]' if number % 5 == 0 else ''}"
        for number in range(1, 31)
    )
    text = f"{PREFACE}CANTO I\n\n\n{verses}\n\n\n\nCANTO II\n\n\n{page(f'It was the end.[5] {FILL}', '[5] Of the sea.')}"
    outline, _ = read(text)
    assert [block.n for block in outline.entries[0].blocks if block.n] == ["5", "10", "15", "20", "25", "30"]
    assert hung(outline) == [("the end.", "5", ["Of the sea."])]


# --- Markdown, pages, EPUB ---------------------------------------------------------------------------------------------


def test_markdown() -> None:
    text = textwrap.dedent(
        """\
        ---
        title: The Ferry
        author: Nobody
        ---

        # Chapter 1 {#one .first}

        The rope[^a] was new, and so was the oar.[^long-name]

        | Row, row,
        |   the bell is slow.
        |
        | And so it goes.

        # Chapter 2 {-}

        It was night.

        [^a]: Of hemp.

            It was *dear*.

            - and long
            - and grey

        [^long-name]: Of ash.
        """
    )
    outline, _ = read(text, "ferry.md")
    assert (outline.document.title, outline.document.authors) == ("The Ferry", ("Nobody",))
    assert hung(outline) == [
        ("The rope", "a", ["Of hemp.", "It was dear.", "and long", "and grey"]),
        ("the oar.", "long-name", ["Of ash."]),
    ]
    assert [entry.head for entry in outline.entries] == [("Chapter 1",), ("Chapter 2",)]
    assert [(block.text, block.gap) for block in outline.entries[0].blocks if block.kind == "l"] == [
        ("Row, row,", 1), ("the bell is slow.", 0), ("And so it goes.", 1),
    ]  # fmt: skip
    assert "|" not in text_of(outline)


PAGES = {
    "a label of its own": (
        '<p>The rope<a id="r1" href="#n1"><sup>1</sup></a> was new.</p>',
        '<dl><dt><a id="n1" href="#r1">1.</a></dt><dd>Of hemp.</dd></dl>',
    ),
    "an empty paragraph that links lead to": (
        '<p>The rope<a name="linknoteref-1" href="#linknote-1">[1]</a> was new.</p>',
        '<p><a name="linknote-1"></a></p><p class="foot">1 (<a href="#linknoteref-1">return</a>)<br/>[ Of hemp.]</p>',
    ),
    "brackets round the link": (
        '<p>The rope(<a name="r1" href="#n1">1</a>) was new.</p>',
        '<p><a name="n1">1.</a> Of hemp. <a href="#r1">back</a></p>',
    ),
    "a place before a list with its own line": (
        '<p>The rope<a href="#n1"><sup>1</sup></a> was new.</p>',
        '<div><a id="n1"></a><p>Notes on this chapter:</p><ol><li><p>Of hemp.</p></li></ol></div>',
    ),
    "a place before each paragraph": (
        '<p>The rope<a href="#n1"><sup>1</sup></a> was new.</p>',
        '<div><a id="n1"></a><p>1. Of hemp.</p><a id="n2"></a><p>2. Of ash.</p></div><p>The oar.<a href="#n2"><sup>2</sup></a></p>',
    ),
    "a page within the link": (
        '<p>The rope<a id="r1" href="#n1" class="fn">[1]<span class="pagenum">[Pg 9]</span></a> was new.</p>',
        '<div><p><a id="n1" href="#r1">[1]</a> Of hemp.</p></div>',
    ),
}


@pytest.mark.parametrize("form", PAGES)
def test_pages(form: str) -> None:
    call, note = PAGES[form]
    html = f"<html><body><h2>Chapter 1</h2>{call}<p>{FILL}</p>{note}<h2>Chapter 2</h2><p>{FILL}</p></body></html>"
    outline, _ = read(html, "ferry.html")
    assert hung(outline)[:1] == [("The rope", "1", ["Of hemp."])]
    assert [blocks for _, n, blocks in hung(outline) if n != "1"] == [["Of ash."]] * ("Of ash" in note)
    assert [entry.n for entry in outline.entries] == ["1", "2"]
    assert "rope was new" in text_of(outline)
    assert not re.search(r"return|\bback\b|[\[\]]", text_of(outline))


def test_a_note_of_a_page_goes_on_in_the_blocks_after_it() -> None:
    html = (
        '<html><body><h2>Chapter 1</h2><p>The rope<a href="#n1"><sup>1</sup></a> and the oar.<a href="#n2"><sup>2</sup></a></p>'
        '<div class="footnotes"><p id="n1">1. Of hemp.</p><blockquote>Long and grey.</blockquote><p id="n2">2. Of ash.</p>'
        f"<p>And of iron.</p></div><h2>Chapter 2</h2><p>{FILL}</p></body></html>"
    )
    outline, _ = read(html, "ferry.html")
    assert [blocks for _, _, blocks in hung(outline)] == [["Of hemp.", "Long and grey."], ["Of ash.", "And of iron."]]
    assert FILL in text_of(outline)


def test_two_notes_of_one_name_answer_each_its_own_call() -> None:
    part = '<h2>Chapter {0}</h2><p>The {1}<a href="#n1"><sup>1</sup></a> was new.</p><p id="n1">1. Of {2}.</p>'
    html = f"<html><body>{part.format(1, 'rope', 'hemp')}{part.format(2, 'oar', 'ash')}</body></html>"
    assert [blocks for _, _, blocks in hung(read(html, "ferry.html")[0])] == [["Of hemp."], ["Of ash."]]


@pytest.mark.parametrize("places", [('<a href="n1">', '<a name="n1">'), ('<a name="n1">', '<a href="n1">')])
def test_the_place_of_a_note_may_be_written_as_a_link_by_mistake(places: tuple[str, str]) -> None:
    part = '<h2>Chapter {0}</h2><p>The {1}<a href="#n1"><sup>*</sup></a> was new. {4}</p><p>{3}<sup>*</sup></a>Of {2}.</p>'
    parts = part.format(1, "rope", "hemp", places[0], FILL) + part.format(2, "oar", "ash", places[1], FILL)
    outline, _ = read(f"<html><body>{parts}</body></html>", "ferry.html")
    assert hung(outline) == [("The rope", "*", ["Of hemp."]), ("The oar", "*", ["Of ash."])]


def test_a_note_may_link_to_itself_in_place_of_a_name() -> None:
    html = f'<body><h2>Chapter 1</h2><p>The rope<a href="#n1">*</a> is new.</p><p><a href="#n1">*</a> Of hemp.</p><p>{FILL}</p>'
    assert hung(read(html, "ferry.html")[0]) == [("The rope", "*", ["Of hemp."])]


def test_headings_of_a_file_of_notes_open_no_chapters() -> None:
    """Whether or not the file says by epub:type that it holds notes."""
    for said in ("", ' epub:type="endnotes"'):
        pages = {
            "a.xhtml": f'<h2>Chapter 1</h2><p>The rope<a href="n.xhtml#n1"><sup>1</sup></a> was new. {FILL}</p>',
            "b.xhtml": f'<h2>Chapter 2</h2><p>The oar<a href="n.xhtml#n2"><sup>1</sup></a> was old. {FILL}</p>',
            "n.xhtml": f'<section{said}><h2>Notes</h2><h3>Chapter 1</h3><p id="n1">1. Of hemp.</p><h3>Chapter 2</h3>'
            '<p id="n2">1. Of ash.</p></section>',
        }
        outline, _ = read(epub(pages), "ferry.epub")
        assert [entry.n for entry in outline.entries] == ["1", "2"]
        assert [blocks for _, _, blocks in hung(outline)] == [["Of hemp."], ["Of ash."]]


def epub(pages: dict[str, str]) -> bytes:
    """An EPUB of some pages."""
    items = "".join(f'<item id="i{at}" href="{name}" media-type="application/xhtml+xml"/>' for at, name in enumerate(pages))
    spine = "".join(f'<itemref idref="i{at}"/>' for at in range(len(pages)))
    files = {
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        "p.opf": f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{items}</manifest><spine>{spine}</spine></package>',
    }
    head = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head>'
    files |= {name: f"{head}<body>{body}</body></html>" for name, body in pages.items()}
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        for name, text in files.items():
            archive.writestr(name, text)
    return raw.getvalue()


# --- What holds of every text ------------------------------------------------------------------------------------------

PIECES = st.lists(
    st.sampled_from(
        [
            *("CHAPTER I", "CHAPTER II", "NOTES", "", "The rope[1] was new.", "The oar* was old.", "[1] Of hemp.", "* Of ash."),
            *("[Footnote 2: Of brass.", "And of tin.]", "[Note: It rained.]", "The bell[2] (Note: of tin) rang.", "(* Of oak.)"),
            *("(1) A list.", "    a verse", "    another verse", "1. A piece.", "[Sidenote: Night.]", "{3} Of snow."),
            "The snow{3} fell [and fell.",
        ]
    ),
    max_size=24,
)
# What may say that a note begins is no word of it there, and is kept where it does not.
SIGNS = {"footnote", "note", "sidenote"}


@settings(max_examples=examples(150), deadline=None)
@given(PIECES)
def test_no_word_is_lost_and_each_stands_once(pieces: list[str]) -> None:
    text = "A book of ropes.\n\n" + "\n\n".join(pieces)
    outline, _ = read(text)
    found: Counter[str] = Counter()
    told: set[int] = set()

    def count(note: DocumentNote) -> None:
        if id(note) not in told:
            told.add(id(note))
            for block in note.blocks:
                found.update(words(block.label + block.text))

    for entry in outline.entries:
        found.update(word for head in entry.head for word in words(head))
        found.update(word for division in entry.above for word in words(division.head))
        for note in entry.head_notes:
            count(note)
    for block in blocks_of(outline):
        found.update(words(block.label + block.text))
        for call in block.notes:
            count(call.note)
    wanted = Counter(words(text))
    for word in wanted.keys() - {"chapter", "i", "ii"} - SIGNS:
        assert found[word] == wanted[word], (word, wanted[word], found[word])


def words(text: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[^\W\d_]+", text)]


def test_time_grows_with_the_number_of_notes() -> None:
    """Four times as many notes take no more than about four times as long; what was quadratic took sixteen times."""

    def seconds(count: int) -> float:
        calls = "\n\n".join(f"The rope [{number}] was new." for number in range(1, count + 1))
        notes = "\n\n".join(f"[{number}] Of hemp." for number in range(1, count + 1))
        begun = time.process_time()
        outline, _ = read(f"{calls}\n\n\nNOTES\n\n{notes}\n\n" + "[Note: It rained.]\n\n" * count)
        assert len(hung(outline)) == 2 * count
        return time.process_time() - begun

    seconds(100)
    few, many = seconds(1000), seconds(4000)
    assert many < 9 * few, (few, many)


# --- The cases that reports led to -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "count"),
    [
        ("signs.txt", 4),
        ("two-paragraph-note.txt", 1),
        ("notes-restart.txt", 5),
        ("15-twocalls.html", 1),
        ("80-src.md", 3),
        ("93-gut.txt", 2),
        ("19-noteref.epub", 3),
    ],
)
def test_cases(shared: Callable[[str], Path], file: str, count: int) -> None:
    path = shared("cases/reading") / file
    outline, report = read(path.read_bytes(), path.name)
    assert len({id(call.note) for block in blocks_of(outline) for call in block.notes}) == count
    assert not [message for message in report if message.code in ("W192", "W167")]


def test_a_number_in_angles_calls_the_note_that_begins_with_it() -> None:
    text = f"I\n\n{FILL} He was late.<1> She was not.\n\nII\n\n{FILL}\n\nNOTES\n\n<1> The ferry left at nine.\n"
    assert hung(read(text)[0]) == [("was late.", "1", ["The ferry left at nine."])]
