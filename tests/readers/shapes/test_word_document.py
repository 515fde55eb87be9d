"""A Word document as a document: what somebody sees who opens it in Word, and what the program says of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.messages import Report
from edition.readers.outlines import outline_of
from tests.examples import examples
from tests.readers import notebook
from tests.readers.shapes.office_files import blocks, call, document, docx, hung, looks, note, p, r, style, words_of

pytest.importorskip("docx")

HEADINGS = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>'
    + style("Heading1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr>')
    + style("Heading2", "heading 2", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>')
    + style("Quote", "Quote", "<w:rPr><w:i/></w:rPr>")
    + style("Verse", "Verse")
    + style("Emphasis", "Emphasis", "<w:rPr><w:i/></w:rPr>", kind="character")
    + style("Slanted", "Slanted", "<w:rPr><w:i/></w:rPr>")
)


def numbering(*levels: str, more: str = "") -> str:
    """A numbering part with one list, number 1, of levels given as attributes and elements in short."""
    shown = "".join(f'<w:lvl w:ilvl="{depth}">{level}</w:lvl>' for depth, level in enumerate(levels))
    return (
        f'<w:abstractNum w:abstractNumId="7">{shown}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>{more}'
    )


def level(form: str, text: str, more: str = "") -> str:
    return f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'


def in_list(depth: int = 0, id_: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{id_}"/></w:numPr>'


# --- Headings ------------------------------------------------------------------------------------------------------------


def test_a_heading_that_word_counts_has_its_number() -> None:
    raw = docx(
        p(r("The Mill"), style="Heading1", more=in_list()) + p(r("Rain.")) + p(style="Heading1", more=in_list()) + p(r("Fog.")),
        styles=HEADINGS, numbering=numbering(level("upperRoman", "Chapter %1.", '<w:suff w:val="space"/>')),
    )  # fmt: skip
    assert [(block.kind, block.level, block.text) for block in blocks("docx", raw)] == [
        ("head", 1, "Chapter I. The Mill"), ("p", 0, "Rain."), ("head", 1, "Chapter II."), ("p", 0, "Fog."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        ("cardinalText", "Chapter Three"), ("ordinalText", "Chapter Third"), ("upperLetter", "Chapter C"),
        ("ordinal", "Chapter 3rd"), ("decimalZero", "Chapter 03"), ("lowerRoman", "Chapter iii"),
        ("taiwaneseCounting", "Chapter 3"),
    ],
)  # fmt: skip
def test_numbers_of_headings_in_every_form(form: str, wanted: str) -> None:
    raw = docx(
        "".join(p(style="Heading1", more=in_list()) for _ in range(3)),
        styles=HEADINGS,
        numbering=numbering(level(form, "Chapter %1")),
    )
    assert blocks("docx", raw)[-1].text == wanted


@pytest.mark.parametrize(("restart", "wanted"), [("", ["1", "2", "1"]), ('<w:lvlRestart w:val="0"/>', ["1", "2", "3"])])
def test_chapters_count_anew_in_each_part_or_run_on(restart: str, wanted: list[str]) -> None:
    heads = "".join(
        p(style=f"Heading{depth + 1}", more=in_list(depth)) + p(r("Rain."))
        for depth in (0, 1, 1, 0, 1)
    )  # fmt: skip
    raw = docx(heads, styles=HEADINGS, numbering=numbering(level("decimal", "Part %1"), level("decimal", "%2", restart)))
    assert [block.text for block in blocks("docx", raw) if block.level == 2] == wanted


def test_a_list_that_begins_anew_and_one_that_goes_on() -> None:
    other = '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="7"/>'
    other += '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    raw = docx(
        "".join(p(r(f"Oats {id_}"), more=in_list(0, id_)) for id_ in (1, 1, 2, 3, 3)),
        numbering=numbering(level("decimal", "%1."), more=other),
    )
    assert [block.label for block in blocks("docx", raw)] == ["1. ", "2. ", "3. ", "1. ", "2. "]


def test_a_title_is_a_heading_and_its_subtitle_is_one_below() -> None:
    raw = docx(
        p(r("The Mill"), style="T") + p(r("A tale"), style="S"), styles=style("T", "Title") + style("S", "Subtitle")
    )  # fmt: skip
    assert [(block.kind, block.level) for block in blocks("docx", raw)] == [("head", 1), ("head", 2)]


# --- Looks and languages -------------------------------------------------------------------------------------------------


def test_looks_of_runs_and_of_styles() -> None:
    raw = docx(
        p(r("He read"), r(" The ", "<w:i/>"), r("Drowned Bell", "<w:i/>"), r(" to "), r("Ada Pell", "<w:smallCaps/>"), r(", 10 m"),
          r("2", '<w:vertAlign w:val="superscript"/>'), r(", "), r("twice", '<w:rStyle w:val="Emphasis"/>'), r(".")),
        styles=HEADINGS,
    )  # fmt: skip
    assert looks(blocks("docx", raw)[0]) == [
        ("The Drowned Bell", "italic"), ("Ada Pell", "small-caps"), ("2", "sup"), ("twice", "italic"),
    ]  # fmt: skip


def test_an_emphasis_within_italics_is_upright() -> None:
    raw = docx(p(r("All slanted but "), r("this", '<w:rStyle w:val="Emphasis"/>'), r(".")), styles=HEADINGS)
    assert looks(blocks("docx", raw)[0]) == [("this", "italic")]
    raw = docx(p(r("All slanted but "), r("this", '<w:rStyle w:val="Emphasis"/>'), r("."), style="Slanted"), styles=HEADINGS)
    assert looks(blocks("docx", raw)[0]) == [("All slanted but", "italic"), (".", "italic")]


def test_what_a_style_looks_like_because_of_what_it_is_is_no_look_of_the_words() -> None:
    raw = docx(
        p(r("The "), r("Heron", "<w:i/>"), style="Heading1")
        + p(r("Quoted, and "), r("said", '<w:rStyle w:val="Emphasis"/>'), style="Quote"),
        styles=HEADINGS,
    )  # fmt: skip
    head, quotation = blocks("docx", raw)
    assert (looks(head), looks(quotation), quotation.within) == ([("Heron", "italic")], [("said", "italic")], ("quotation",))


def test_only_what_is_in_another_language_than_the_text_has_its_language() -> None:
    raw = docx(
        p(r("He said "), r("guten Morgen", '<w:lang w:val="de-DE"/>'), r(" and went.", '<w:lang w:val="en-US"/>')), styles=HEADINGS
    )
    assert looks(blocks("docx", raw)[0]) == [("guten Morgen", "de-DE")]


def test_links() -> None:
    underlined = r("the page", "<w:u/>")
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://example.org/b"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("another") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    raw = docx(
        p(r("See "), f'<w:hyperlink r:id="x1">{underlined}</w:hyperlink>', r(" and "), field), {"x1": "https://example.org/a"}
    )
    (block,) = document("docx", raw)[0].blocks
    assert looks(block) == [("the page", "https://example.org/a"), ("another", "https://example.org/b")]


# --- Notes ---------------------------------------------------------------------------------------------------------------


def test_a_note_holds_paragraphs_lists_and_verses() -> None:
    raw = docx(
        p(r("The toll"), call(3), r(" was paid.")),
        styles=HEADINGS, numbering=numbering(level("lowerLetter", "(%1)")),
        footnotes=note(
            3, p("<w:r><w:footnoteRef/></w:r>", r(" These were paid:")),
            p(r("a calf"), more=in_list()), p(r("a cart"), more=in_list()),
            p(r("Turn, wheel,"), style="Verse"), p(r("turn again."), style="Verse"),
        ),
    )  # fmt: skip
    (block,) = blocks("docx", raw)
    assert hung([block]) == [("1", "The toll", ["These were paid:", "(a) a calf", "(b) a cart", "Turn, wheel,", "turn again."])]
    assert [(one.kind, one.within) for one in block.notes[0].note.blocks[1::2]] == [
        ("item", ("note", "list")), ("l", ("note", "stanza")),
    ]  # fmt: skip


def test_marks_of_notes() -> None:
    raw = docx(
        p(r("One"), call(1), r(", two"), call(2, mark="*"), r(", three"), call(3), r(", the end"), call(1, "endnote")),
        footnotes="".join(note(n, p(r(f"{'*' if n == 2 else ''} Note {n}."))) for n in (1, 2, 3)),
        endnotes=note(1, p(r("An endnote.")), kind="endnote"),
        settings='<w:footnotePr><w:numFmt w:val="lowerLetter"/></w:footnotePr>',
    )
    assert hung(blocks("docx", raw)) == [
        ("a", "One", ["Note 1."]), ("*", "One, two", ["Note 2."]), ("b", "One, two, three", ["Note 3."]),
        ("i", "One, two, three, the end", ["An endnote."]),
    ]  # fmt: skip


def test_numbers_of_notes_begin_again_in_each_section() -> None:
    section = '<w:sectPr><w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr></w:sectPr>'
    raw = docx(
        p(r("One"), call(1)) + p(r("Two"), call(2), more=section) + p(r("Three"), call(3)) + section,
        footnotes="".join(note(n, p(r(f"Note {n}."))) for n in (1, 2, 3)),
    )
    assert [n for n, _, _ in hung(blocks("docx", raw))] == ["1", "2", "1"]


@pytest.mark.parametrize(("switch", "places"), [(" \\f", ["One", "One, two"]), ("", ["One"])])
def test_a_note_may_be_called_twice(switch: str, places: list[str]) -> None:
    marked = f'<w:bookmarkStart w:id="0" w:name="_Ref5"/>{call(1)}<w:bookmarkEnd w:id="0"/>'
    again = f'<w:fldSimple w:instr=" NOTEREF _Ref5 \\h{switch}">{r("1")}</w:fldSimple>'
    raw = docx(p(r("One"), marked, r(", two"), again), footnotes=note(1, p(r("A note."))))
    (block,) = blocks("docx", raw)
    assert [before for _, before, _ in hung([block])] == places
    assert block.text == ("One, two" if switch else "One, two1")
    assert len({id(one.note) for one in block.notes}) == 1


def test_a_note_in_a_heading() -> None:
    raw = docx(p(r("Of Mills"), call(1), style="Heading1"), styles=HEADINGS, footnotes=note(1, p(r("A note."))))
    assert hung(blocks("docx", raw)) == [("1", "Of Mills", ["A note."])]


def test_a_note_that_nothing_calls_is_told_and_stands_after_the_text() -> None:
    found, report = document("docx", docx(p(r("Rain.")), footnotes=note(1, p(r("Lost.")))))
    assert [(block.label, block.text, block.within) for block in found.blocks[1:]] == [("1 ", "Lost.", ("endnotes",))]
    assert [message.code for message in report] == ["W192"]


# --- Paragraphs that are no prose ----------------------------------------------------------------------------------------


def test_lines_that_somebody_ended_by_hand_are_verses_and_long_ones_are_not() -> None:
    line = "<w:r><w:br/></w:r>"
    raw = docx(p(r("Turn, wheel,"), line, r("turn again,"), line, line, r("stand.")) + p(r("word " * 40), line, r("word " * 40)))
    *verses, prose = blocks("docx", raw)
    assert [(verse.kind, verse.text, verse.gap, verse.rows) for verse in verses] == [
        ("l", "Turn, wheel,", 1, 2), ("l", "turn again,", 0, 2), ("p", "stand.", 2, 1),
    ]  # fmt: skip
    assert (prose.kind, prose.rows) == ("p", 2)


def test_a_style_of_verse_makes_each_paragraph_a_line_and_an_empty_one_ends_the_stanza() -> None:
    raw = docx("".join(p(r(text), style="Verse") if text else p() for text in ("Turn,", "wheel,", "", "stand.")), styles=HEADINGS)
    assert [(block.kind, block.gap, block.rows) for block in blocks("docx", raw)] == [("l", 1, 2), ("l", 0, 2), ("l", 2, 1)]


def test_tables_lists_captions_and_breaks() -> None:
    table = f"<w:tbl><w:tr><w:tc>{p(r('oats'))}</w:tc><w:tc>{p(r('4 d.'))}</w:tc></w:tr></w:tbl>"
    raw = docx(
        table + p(r("The mill"), style="C") + p(r("* * *")) + p(r("a calf"), more=in_list(1)),
        styles=style("C", "caption"), numbering=numbering(level("bullet", "-"), level("bullet", "\uf0b7")),
    )  # fmt: skip
    assert [(block.kind, block.within, block.label) for block in blocks("docx", raw)] == [
        ("cell", ("table", "row"), ""), ("cell", ("table", "row"), ""), ("caption", (), ""), ("break", (), ""),
        ("item", ("list", "list"), "• "),
    ]  # fmt: skip


def test_a_table_of_contents_is_navigation_and_an_index_is_one() -> None:
    def field(code: str, *rows: str) -> str:
        begin = (
            f'<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>{code}</w:instrText><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        return p(begin, r(rows[0])) + "".join(p(r(row)) for row in rows[1:]) + p('<w:r><w:fldChar w:fldCharType="end"/></w:r>')

    raw = docx(field(' TOC \\o "1-3" ', "I 3", "II 9") + p(r("Rain.")) + field(" INDEX ", "mill, 3", "rain, 9"))
    found, report = document("docx", raw)
    assert [("navigation" in block.within, block.role) for block in found.blocks] == [
        (True, ""), (True, ""), (False, ""), (False, "index"), (False, "index"),
    ]  # fmt: skip
    assert [message.values["part"] for message in report] == ["field codes"]


def test_a_large_initial_belongs_to_its_word() -> None:
    raw = docx(p(r("R"), more='<w:framePr w:dropCap="drop"/>') + p(r("ain fell.")))
    assert [block.text for block in blocks("docx", raw)] == ["Rain fell."]


def test_a_page_that_begins_is_a_wide_gap() -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    raw = docx(
        p(r("One.")) + p(page, r("Two.")) + p(r("Three."), page) + p(r("Four.")) + p(r("Five."), more="<w:pageBreakBefore/>")
    )
    assert [(block.text, block.gap) for block in blocks("docx", raw)] == [
        ("One.", 1), ("Two.", 4), ("Three.", 1), ("Four.", 4), ("Five.", 4),
    ]  # fmt: skip


# --- What is left out ----------------------------------------------------------------------------------------------------


def test_hidden_text_is_left_out_and_told() -> None:
    hidden = style("Secret", "Secret", "<w:rPr><w:vanish/></w:rPr>", kind="character")
    raw = docx(
        p(r("Rain "), r("and snow ", "<w:vanish/>"), r("(so) ", '<w:rStyle w:val="Secret"/>'), r("fell.", '<w:vanish w:val="0"/>')),
        styles=hidden,
    )
    found, report = document("docx", raw)
    assert [block.text for block in found.blocks] == ["Rain fell."]
    assert [(message.code, message.values["part"], message.values["count"]) for message in report] == [("I137", "hidden text", 12)]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    gone = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
    raw = docx(p(r("Rain "), more=gone) + p(r("fell.")) + p(r("No end."), more=gone))
    assert [block.text for block in blocks("docx", raw)] == ["Rain fell.", "No end."]


def test_a_note_that_only_deleted_text_calls_is_left_out_with_it() -> None:
    deleted = f'<w:del w:id="1" w:author="a"><w:r><w:delText>snow</w:delText></w:r>{call(1)}</w:del>'
    found, report = document("docx", docx(p(r("Rain."), deleted), footnotes=note(1, p(r("White.")))))
    assert (hung(found.blocks), [message.values["count"] for message in report]) == ([], [10])


def test_comments_and_running_heads_are_told() -> None:
    raw = docx(
        p(r("Rain.")), comments=f'<w:comment w:id="1">{p(r("Really?"))}</w:comment>', header1=p(r("THE MILL"))
    )  # fmt: skip
    assert [(m.code, m.values["part"], m.values["count"]) for m in document("docx", raw)[1]] == [
        ("I137", "comments", 7), ("I137", "running heads and feet", 8),
    ]  # fmt: skip


def test_a_text_box_stands_aside_once() -> None:
    box = f"<v:textbox><w:txbxContent>{p(r('In a box.'))}</w:txbxContent></v:textbox>"
    both = f'<mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>'
    both = f"<w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r>"
    assert [(block.text, block.within) for block in blocks("docx", docx(p(r("Rain."), both)))] == [
        ("Rain.", ()), ("In a box.", ("aside",)),
    ]  # fmt: skip


# --- No word is lost -----------------------------------------------------------------------------------------------------

WORDS = st.sampled_from(["rain", "mill", "Turn, wheel", "oats 4", "12", "Bell "])
PROPERTIES = st.sampled_from(["", "<w:i/>", "<w:b/><w:i/>", '<w:vertAlign w:val="superscript"/>', '<w:lang w:val="fr-FR"/>'])
RUNS = st.one_of(
    st.builds(r, WORDS, PROPERTIES),
    st.sampled_from(["<w:r><w:br/></w:r>", "<w:r><w:tab/></w:r>", '<w:r><w:br w:type="page"/></w:r>', call(1), call(2), call(9)]),
)  # fmt: skip
MORE = st.sampled_from(
    [
        "", in_list(), in_list(1), '<w:rPr><w:del w:id="1"/></w:rPr>', "<w:sectPr/>", '<w:framePr w:dropCap="drop"/>',
        "<w:pageBreakBefore/>",
    ]
)  # fmt: skip
PARAGRAPHS = st.builds(
    lambda runs, name, more: p(*runs, style=name, more=more),
    st.lists(RUNS, max_size=5), st.sampled_from(["", "Heading1", "Verse", "Quote", "Slanted", "C"]), MORE,
)  # fmt: skip
BODIES = st.lists(
    st.one_of(
        PARAGRAPHS,
        st.lists(PARAGRAPHS, max_size=3).map(lambda cells: f"<w:tbl><w:tr><w:tc>{''.join(cells)}</w:tc></w:tr></w:tbl>"),
        st.lists(PARAGRAPHS, max_size=2).map(lambda box: p(r("box"), f"<w:r><w:txbxContent>{''.join(box)}</w:txbxContent></w:r>")),
    ),
    max_size=8,
)  # fmt: skip


@given(BODIES)
@settings(max_examples=examples(150), deadline=None)
def test_every_word_of_a_document_stands_in_it_once(body: list[str]) -> None:
    raw = docx(
        "".join(body), styles=HEADINGS + style("C", "caption"),
        numbering=numbering(level("bullet", "-"), level("decimal", "(%2)")),
        footnotes=note(1, p(r("a first note"))) + note(2, p(r("the second")), p(r("goes on")), p(call(1), r("nested"))),
    )  # fmt: skip
    words = re.sub(r"<[^>]*>", " ", "".join(body)) + " a first note the second goes on nested"
    found = " ".join(words_of(document("docx", raw)[0].blocks))
    # What tests and the program count is figures; a deleted mark of a paragraph joins words.
    assert Counter(re.findall(r"[^\W\d_]", found)) == Counter(re.findall(r"[^\W\d_]", words))


def test_what_the_notebook_says_is_what_the_document_holds() -> None:
    lines, notes = notebook.lines()
    found, _ = document("docx", notebook.docx())
    assert [block.text for block in found.blocks] == [notebook.TITLE, *(line.text for line in lines)]
    assert [note for _, _, (note,) in hung(found.blocks)] == notes


# --- The cases that people brought ---------------------------------------------------------------------------------------


def test_the_word_cases_are_read_as_documents(shared: Callable[[str], Path]) -> None:
    folder = shared("cases") / "reading"
    listed, _ = outline_of((folder / "05-notelist.docx").read_bytes(), "a.docx", "", Report())
    notes = [one.note for entry in listed.entries for block in entry.blocks for one in block.notes]
    assert [[block.kind for block in one.blocks] for one in notes] == [["p", "item", "item", "item"], ["p", "p"]]
    slanted, _ = outline_of((folder / "06-italic.docx").read_bytes(), "a.docx", "", Report())
    assert [look for _, look in looks(slanted.entries[0].blocks[0])] == ["italic", "bold", "small-caps"]
