"""A text of OpenDocument as a document: what somebody sees who opens it, and what the program says of it."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.errors import TextError
from edition.messages import Report
from edition.readers.outlines import outline_of
from edition.readers.telling import told
from tests.examples import examples
from tests.readers import notebook
from tests.readers.shapes.office_files import blocks, document, hung, looks, odt, words_of

OUTLINE = (
    '<text:outline-style style:name="Outline">'
    '<text:outline-level-style text:level="1" style:num-format="I" style:num-prefix="Part " style:num-suffix="."/>'
    '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>'
    "</text:outline-style>"
)
LISTS = (
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="a" style:num-suffix=")"/>'
    '<text:list-level-style-bullet text:level="2" text:bullet-char="\uf0b7"/></text:list-style>'
)


def styled(name: str, properties: str, family: str = "paragraph", more: str = "") -> str:
    """A style with properties of its text. `more`: attributes."""
    return f'<style:style style:name="{name}" style:family="{family}" {more}><style:text-properties {properties}/></style:style>'


def p(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def h(text: str, level: int = 1, style: str = "Heading", more: str = "") -> str:
    return f'<text:h text:style-name="{style}" text:outline-level="{level}" {more}>{text}</text:h>'


def item(*parts: str, more: str = "") -> str:
    return f"<text:list-item {more}>{''.join(parts)}</text:list-item>"


def listed(*items: str, more: str = 'text:style-name="L1"') -> str:
    return f"<text:list {more}>{''.join(items)}</text:list>"


def note(n: str, *parts: str, kind: str = "footnote", label: str = "") -> str:
    said = f' text:label="{label}"' if label else ""
    return (
        f'<text:note text:id="n{n}" text:note-class="{kind}"><text:note-citation{said}>{label or n}</text:note-citation>'
        f"<text:note-body>{''.join(parts)}</text:note-body></text:note>"
    )


def span(text: str, style: str) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


# --- Headings and lists --------------------------------------------------------------------------------------------------


def test_headings_that_are_counted_have_their_numbers() -> None:
    raw = odt(h("Mills") + h("", 2) + p("Rain.") + h("Dogs", 2) + h("Fords") + h("", 2) + p("Fog."), styles=OUTLINE)
    assert [(block.level, block.text) for block in blocks("odt", raw)] == [
        (1, "Part I. Mills"), (2, "I.1"), (0, "Rain."), (2, "I.2 Dogs"), (1, "Part II. Fords"), (2, "II.1"), (0, "Fog."),
    ]  # fmt: skip


def test_headings_without_numbers_among_counted_ones() -> None:
    bare = '<style:style style:name="Bare" style:family="paragraph" style:list-style-name=""/>'
    raw = odt(
        h("Preface", style="Bare") + h("Mills") + h("Interlude", more='text:is-list-header="true"') + h("Fords"),
        bare, OUTLINE,
    )  # fmt: skip
    assert [block.text for block in blocks("odt", raw)] == ["Preface", "Part I. Mills", "Interlude", "Part II. Fords"]


def test_a_pattern_of_numbers_of_later_versions() -> None:
    pattern = OUTLINE.replace('style:num-prefix="Part " style:num-suffix="."', 'style:num-list-format="Chapter %1% –"')
    raw = odt(h("Mills") + h("Fords"), styles=pattern)
    assert [block.text for block in blocks("odt", raw)] == ["Chapter I – Mills", "Chapter II – Fords"]


def test_a_paragraph_with_the_style_of_a_title_or_of_an_outline_level_is_a_heading() -> None:
    styles = '<style:style style:name="Chapter_20_Head" style:family="paragraph" style:default-outline-level="3"/>'
    styles += (
        '<style:style style:name="Title" style:family="paragraph"/><style:style style:name="Subtitle" style:family="paragraph"/>'
    )
    mine = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    raw = odt(p("The Mill", "P1") + p("A tale", "Subtitle") + p("Rain", "Chapter_20_Head"), mine, styles)
    assert [(block.kind, block.level) for block in blocks("odt", raw)] == [("head", 1), ("head", 2), ("head", 3)]


def test_lists_count_nest_and_go_on() -> None:
    inner = listed(item(p("oats")), more="")
    raw = odt(
        listed(item(p("one"), p("more of one"), inner), item(p("two")))
        + listed(item(p("three")), more='text:style-name="L1" text:continue-numbering="true"')
        + listed(item(p("seven"), more='text:start-value="7"'))
        + listed(f"<text:list-header>{p('none')}</text:list-header>", item(p("one again"))),
        LISTS,
    )
    assert [(block.label, block.text, len(block.within)) for block in blocks("odt", raw)] == [
        ("a) ", "one", 1), ("", "more of one", 1), ("• ", "oats", 2), ("b) ", "two", 1), ("c) ", "three", 1), ("g) ", "seven", 1),
        ("", "none", 1), ("a) ", "one again", 1),
    ]  # fmt: skip
    assert {block.kind for block in blocks("odt", raw)} == {"item"}


# --- Looks and languages -------------------------------------------------------------------------------------------------


def test_looks_of_spans_their_parents_and_spans_within() -> None:
    automatic = (
        styled("T1", "", "text", 'style:parent-style-name="Emphasis"') + styled("T2", 'fo:font-weight="bold"', "text")
        + styled("T3", 'style:text-position="super 58%"', "text") + styled("T4", 'fo:font-style="normal"', "text")
        + styled("T5", 'fo:font-variant="small-caps" style:text-underline-style="solid"', "text")
    )  # fmt: skip
    raw = odt(
        p(
            f"He read {span('The ' + span('Drowned', 'T2') + ' Bell ' + span('(so)', 'T4'), 'T1')} m{span('2', 'T3')} "
            + span("Pell", "T5")
        ),
        automatic, styled("Emphasis", 'fo:font-style="italic"', "text"),
    )  # fmt: skip
    assert looks(blocks("odt", raw)[0]) == [
        ("The Drowned Bell", "italic"), ("Drowned", "bold"), ("2", "sup"), ("Pell", "small-caps"), ("Pell", "underline"),
    ]  # fmt: skip


def test_what_a_style_looks_like_because_of_what_it_is_is_no_look_of_the_words() -> None:
    styles = styled("Quotations", 'fo:font-style="italic"') + styled("Letter_20_text", 'fo:font-style="italic"')
    automatic = styled("T1", 'fo:font-style="italic"', "text")
    automatic += styled("P1", 'fo:font-weight="bold"', more='style:parent-style-name="Quotations"')
    raw = odt(p(f"Quoted {span('twice', 'T1')}", "P1") + p("Dear Pell", "Letter_20_text"), automatic, styles)
    quotation, letter = blocks("odt", raw)
    assert (quotation.within, looks(quotation), looks(letter)) == (
        ("quotation",), [("Quoted twice", "bold")], [("Dear Pell", "italic")],
    )  # fmt: skip


def test_only_what_is_in_another_language_than_the_text_has_its_language() -> None:
    stated = '<style:text-properties fo:language="en" fo:country="GB"/>'
    default = f'<style:default-style style:family="paragraph">{stated}</style:default-style>'
    automatic = styled("T1", 'fo:language="de" fo:country="DE"', "text") + styled("T2", 'fo:language="en" fo:country="US"', "text")
    raw = odt(p(f"He said {span('guten Morgen', 'T1')} {span('and went.', 'T2')}"), automatic, default)
    assert looks(blocks("odt", raw)[0]) == [("guten Morgen", "de-DE")]


def test_links_are_links_and_not_underlined() -> None:
    link = f'<text:a xlink:href="https://example.org/a">{span("the page", "T1")}</text:a>, <text:a xlink:href="#b">b</text:a>'
    raw = odt(p(f"See {link}."), styled("T1", 'style:text-underline-style="solid"', "text"))
    assert looks(blocks("odt", raw)[0]) == [("the page", "https://example.org/a")]


def test_spaces_tabs_and_pages_of_the_print() -> None:
    raw = odt(p('Rain<text:s text:c="3"/>fell<text:tab/>all <text:soft-page-break/>\n   day<!-- x -->long.'))
    assert [block.text for block in blocks("odt", raw)] == ["Rain fell all daylong."]


# --- Notes ---------------------------------------------------------------------------------------------------------------


def test_notes_of_several_blocks_of_both_kinds_and_with_signs() -> None:
    several = note("1", p("These were paid:"), listed(item(p("a calf")), item(p("a cart"))))
    raw = odt(
        p(f"The toll{several} was{note('i', p('An endnote.'), kind='endnote')} paid{note('2', p('A star.'), label='*')}."), LISTS
    )
    assert hung(blocks("odt", raw)) == [
        ("1", "The toll", ["These were paid:", "a) a calf", "b) a cart"]), ("i", "The toll was", ["An endnote."]),
        ("*", "The toll was paid", ["A star."]),
    ]  # fmt: skip


def test_a_note_may_be_called_twice_by_a_raised_reference_and_not_by_its_mention() -> None:
    reference = '<text:note-ref text:ref-name="n1" text:note-class="footnote" text:reference-format="text">1</text:note-ref>'
    raw = odt(
        p(f"One{note('1', p('A note.'))}, two{span(reference, 'T1')}, see note {reference}"),
        styled("T1", 'style:text-position="super 58%"', "text"),
    )
    (block,) = blocks("odt", raw)
    assert block.text == "One, two, see note 1"
    assert [before for _, before, _ in hung([block])] == ["One", "One, two"]
    assert len({id(one.note) for one in block.notes}) == 1


def test_a_note_in_a_heading() -> None:
    assert hung(blocks("odt", odt(h(f"Of Mills{note('1', p('A note.'))}")))) == [("1", "Of Mills", ["A note."])]


# --- Paragraphs that are no prose ----------------------------------------------------------------------------------------


def test_verses_by_line_breaks_and_by_style() -> None:
    raw = odt(
        p("Turn,<text:line-break/>wheel.") + p("Stand,", "Verse") + p("wheel.", "Verse") + p("", "Verse") + p("Fall.", "Verse"),
        styles='<style:style style:name="Verse" style:family="paragraph"/>',
    )
    assert [(block.kind, block.text, block.gap, block.rows) for block in blocks("odt", raw)] == [
        ("l", "Turn,", 1, 2), ("l", "wheel.", 0, 2), ("l", "Stand,", 1, 2), ("l", "wheel.", 0, 2), ("l", "Fall.", 2, 1),
    ]  # fmt: skip


def test_tables_frames_captions_and_rules() -> None:
    table = f"<table:table><table:table-row><table:table-cell>{p('oats')}</table:table-cell></table:table-row></table:table>"
    caption = p("<draw:frame><draw:image/></draw:frame>Figure 1: The mill", "Figure")
    frame = f"<draw:frame><draw:text-box>{caption}</draw:text-box></draw:frame>"
    styles = '<style:style style:name="Caption" style:family="paragraph"/>'
    styles += '<style:style style:name="Figure" style:family="paragraph" style:parent-style-name="Caption"/>'
    raw = odt(table + p(f"Rain.{frame}") + p("", "Horizontal_20_Line"), styles=styles)
    assert [(block.kind, block.text, block.within) for block in blocks("odt", raw)] == [
        ("cell", "oats", ("table", "row")), ("p", "Rain.", ()), ("caption", "Figure 1: The mill", ("aside",)), ("break", "", ()),
    ]  # fmt: skip


def test_contents_are_navigation_and_an_index_is_one() -> None:
    raw = odt(
        f"<text:table-of-content><text:index-body><text:index-title>{p('Contents')}</text:index-title>{p('I 3')}</text:index-body>"
        f"</text:table-of-content>{p('Rain.')}<text:alphabetical-index><text:index-body>{p('mill, 3')}</text:index-body>"
        "</text:alphabetical-index>"
    )
    assert [(block.text, block.within, block.role) for block in blocks("odt", raw)] == [
        ("Contents", ("navigation",), ""), ("I 3", ("navigation",), ""), ("Rain.", (), ""), ("mill, 3", (), "index"),
    ]  # fmt: skip


def test_a_page_that_begins_is_a_wide_gap() -> None:
    page = (
        '<style:style style:name="P1" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>'
    )
    assert [block.gap for block in blocks("odt", odt(p("One.") + p("") + p("Two.") + p("Three.", "P1"), page))] == [1, 2, 4]


# --- What is left out ----------------------------------------------------------------------------------------------------


def left_out(raw: bytes) -> tuple[list[str], list[tuple[str, object, object]]]:
    """The texts of a file, and the messages on what was left out of it."""
    found, report = document("odt", raw)
    return [block.text for block in found.blocks], [(m.code, m.values["part"], m.values["count"]) for m in report]


def test_hidden_text_sections_and_paragraphs_are_left_out_and_told() -> None:
    automatic = styled("T1", 'text:display="none"', "text")
    raw = odt(
        p(f"Rain {span('and snow', 'T1')} fell.") + f'<text:section text:display="none">{p("Hidden")}</text:section>'
        + p('<text:hidden-paragraph text:is-hidden="true"/>Gone') + p('<text:hidden-text text:string-value="so"/>More.'),
        automatic,
    )  # fmt: skip
    assert left_out(raw) == (["Rain fell.", "More."], [("I137", "hidden text", 8 + 6 + 4 + 2)])


def test_deleted_text_comments_and_running_heads_are_left_out_and_told() -> None:
    gone = f"<text:changed-region><text:deletion>{p('snow')}</text:deletion></text:changed-region>"
    changes = f"<text:tracked-changes>{gone}</text:tracked-changes>"
    comment = f"<office:annotation><dc:creator>Ada</dc:creator>{p('Really?')}</office:annotation>"
    pages = f"<style:master-page><style:header>{p('THE MILL')}</style:header></style:master-page>"
    assert left_out(odt(changes + p(f"Rain {comment}<text:change/>fell."), pages=pages)) == (
        ["Rain fell."],
        [("I137", "comments", 7), ("I137", "deleted text (tracked changes)", 4), ("I137", "running heads and feet", 8)],
    )  # fmt: skip


# --- Files ---------------------------------------------------------------------------------------------------------------


def test_what_an_odt_states_of_itself() -> None:
    raw = odt(
        p("Rain."),
        meta="<dc:title>The Mill</dc:title><meta:initial-creator>Ada Pell</meta:initial-creator><dc:creator>B</dc:creator>",
    )
    assert (told(raw, "a.bin").reader, told(raw, "a.bin").title, told(raw, "a.bin").authors) == ("odt", "The Mill", ("Ada Pell",))


def test_an_odt_with_a_password_is_told() -> None:
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    locked = f'<m:manifest xmlns:m="{space}"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    with pytest.raises(TextError, match="E135"):
        document("odt", odt(p("Rain."), manifest=locked))


def test_what_the_notebook_says_is_what_the_document_holds() -> None:
    lines, notes = notebook.lines()
    found = blocks("odt", notebook.odt())
    assert [block.text for block in found] == [notebook.TITLE, *(line.text for line in lines)]
    assert [note for _, _, (note,) in hung(found)] == notes
    outline, _ = outline_of(notebook.odt(), "a.odt", "en", Report())
    assert [entry.n for entry in outline.entries] == ["1944-08-09", "1944-08-11", "1945-01-02"]


# --- No word is lost -----------------------------------------------------------------------------------------------------

TEXTS = st.sampled_from(["rain", "mill ", "Turn, wheel", "oats 4", "<text:line-break/>", "<text:s/>", "<text:tab/>"])
PIECES = st.one_of(
    TEXTS, st.builds(span, TEXTS, st.sampled_from(["T1", "T2", "T9"])),
    st.builds(lambda text: note("1", p(text), p("on and on")), TEXTS),
    st.builds(lambda text: f"<draw:frame><draw:text-box>{p(text)}</draw:text-box></draw:frame>", TEXTS),
)  # fmt: skip
PARAGRAPHS = st.builds(
    lambda pieces, style, level: h("".join(pieces), level, style) if level else p("".join(pieces), style),
    st.lists(PIECES, max_size=4), st.sampled_from(["Standard", "Verse", "Quotations", "Caption"]), st.integers(0, 2),
)  # fmt: skip
BODIES = st.recursive(
    PARAGRAPHS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: listed(item(*parts), item(*parts[:1]))),
        st.lists(inner, max_size=3).map(
            lambda cells: (
                f"<table:table><table:table-row><table:table-cell>{''.join(cells)}</table:table-cell></table:table-row></table:table>"
            )
        ),
        st.lists(inner, max_size=3).map(lambda parts: f"<text:section>{''.join(parts)}</text:section>"),
    ),
    max_leaves=12,
)


@given(st.lists(BODIES, max_size=5))
@settings(max_examples=examples(80), deadline=None)
def test_every_word_of_a_document_stands_in_it_once(body: list[str]) -> None:
    automatic = styled("T1", 'fo:font-style="italic"', "text") + styled("T2", 'style:text-position="sub 58%"', "text")
    numbers = LISTS.replace('style:num-format="a"', 'style:num-format="1"')
    named = "".join(f'<style:style style:name="{name}" style:family="paragraph"/>' for name in ("Verse", "Quotations", "Caption"))
    raw = odt("".join(body), automatic + numbers, named)
    # The number of a note is data.
    text = re.sub(r"<text:note-citation>1</text:note-citation>", " ", "".join(body))
    wanted = Counter(re.findall(r"[^\W\d_]", re.sub(r"<[^>]*>", " ", text)))
    assert Counter(re.findall(r"[^\W\d_]", " ".join(words_of(document("odt", raw)[0].blocks)))) == wanted
