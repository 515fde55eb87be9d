"""Files as people bring them in, the entries of the TEI of their edition out: looks, blocks, verses.

Of each kind stand three examples here, small as they are, and more beside the readers. Ids, grades and the like are left out.
"""

from __future__ import annotations

import re

import pytest

from edition.tei.names import NS
from tests.pipeline.conftest import Founded, flat
from tests.readers.shapes.office_files import docx, odt, p, r, style

# --- Saved pages ---------------------------------------------------------------------------------------------------------

PAGE = {
    "italics by elements": (
        '<p>Ida read <em>The Salt Road</em>, said <i lang="fr">adieu</i> <b>twice</b>, and left on the 3<sup>rd</sup>.</p>',
        """
        <p>Ida read <hi rend="italic">The Salt Road</hi>, said <foreign xml:lang="fr" rend="italic">adieu</foreign> <hi
        rend="bold">twice</hi>, and left on the 3<hi rend="superscript">rd</hi>.</p>
        """,
    ),
    "italics by a class and by a style": (
        '<p><span class="ship">The Lark</span> lay <span style="font-style:oblique; font-weight:700">off</span> the quay.</p>',
        '<p><hi rend="italic">The Lark</hi> lay <hi rend="italic"><hi rend="bold">off</hi></hi> the quay.</p>',
    ),
    "a paragraph in italics, and bold within them": (
        "<p><i>Nobody counted.</i></p><p>The <i>reeve <b>and</b> his</i> clerk <cite>sang</cite>.</p>",
        """
        <p><hi rend="italic">Nobody counted.</hi></p>
        <p>The <hi rend="italic">reeve <hi rend="bold">and</hi> his</hi> clerk <hi rend="italic">sang</hi>.</p>
        """,
    ),
    "a list of terms": (
        "<p>He paid:</p><dl><dt>Mule</dt><dd>a penny</dd></dl><p>That was all.</p>",
        '<p>He paid:</p><list rend="plain"><item>Mule</item><item>a penny</item></list><p>That was all.</p>',
    ),
    "a table": (
        "<p>The board:</p><table><tr><th>Cart</th><th>Toll</th></tr><tr><td>hay</td><td>two</td></tr></table><p>Nobody paid.</p>",
        """
        <p>The board:</p><table><row><cell>Cart</cell><cell>Toll</cell></row><row><cell>hay</cell><cell>two</cell></row></table>
        <p>Nobody paid.</p>
        """,
    ),
    "a list within a list": (
        "<p>She packed</p><ol><li>bread</li><li>a lamp<ul><li>and oil</li></ul></li></ol><p>and went.</p>",
        """
        <p>She packed</p><list rend="numbered"><item><label>1. </label>bread</item><item><label>2. </label>a
        lamp<list rend="bulleted"><item><label>• </label>and oil</item></list></item></list><p>and went.</p>
        """,
    ),
    "a rule": (
        "<p>The clerk slept.</p><hr/><p>At noon the mules came.</p>",
        '<p>The clerk slept.</p><milestone unit="section" edRef="#TH"/><p>At noon the mules came.</p>',
    ),
    "stars": (
        '<p>The clerk woke.</p><p class="center">* * *</p><p>It froze.</p><p>***</p><p>It thawed.</p>',
        """
        <p>The clerk woke.</p><milestone unit="section" edRef="#TH"/><p>It froze.</p><milestone unit="section" edRef="#TH"/>
        <p>It thawed.</p>
        """,
    ),
    "an ornament": (
        '<p>The mules had gone.</p><div style="text-align:center">⁂</div><p>It rained.</p>',
        '<p>The mules had gone.</p><milestone unit="section" edRef="#TH"/><p>It rained.</p>',
    ),
    "an epigraph, and a letter": (
        '<blockquote class="epigraph"><p>Stones keep no accounts.&mdash;<i>Old saying.</i></p></blockquote><p><span class="sc">The '
        "reeve</span> wrote:</p><blockquote><p>Dear Ida,</p><p>The bridge is down.</p><p>Yours, O. Pell.</p></blockquote>"
        "<p>She wept.</p>",
        """
        <epigraph><p>Stones keep no accounts.—<hi rend="italic">Old saying.</hi></p></epigraph>
        <p><hi rend="smallcaps">The reeve</hi> wrote:</p><floatingText type="letter"><body><opener><salute>Dear
        Ida,</salute></opener><p>The bridge is down.</p><closer><signed>Yours, O. Pell.</signed></closer></body></floatingText>
        <p>She wept.</p>
        """,
    ),
    "verses in prose": (
        '<p>She hummed:</p><div class="poem"><span class="i0">The cart goes over,<br/></span><span class="i0">The mule goes round,'
        '<br/></span><span class="i2">And I to ground.<br/></span></div><p>And slept.</p>',
        """
        <p>She hummed:</p>
        <quote><lg><l>The cart goes over,</l><l>The mule goes round,</l><l>And I to ground.</l></lg></quote><p>And slept.</p>
        """,
    ),
    "a picture with its caption": (
        '<p>It held.</p><div class="figcenter"><img src="b.jpg" alt="A bridge in flood"/><p class="caption">The bridge.</p></div>',
        "<p>It held.</p><figure><head>The bridge.</head><figDesc>A bridge in flood</figDesc></figure>",
    ),
}


@pytest.mark.parametrize("example", PAGE)
def test_a_page_keeps_its_looks_and_blocks(founded: Founded, example: str) -> None:
    chapters = "".join(f"<h2>Chapter {n}</h2>{body}" for n, (body, _) in enumerate(PAGE.values(), 1))
    styles = "<style>.ship { font-style: italic } .sc { font-variant: small-caps }</style>"
    page = f'<html lang="en"><head><title>Toll House</title>{styles}</head><body><h1>Toll House</h1>{chapters}</body></html>'
    assert founded(toll_html=page)[str([*PAGE].index(example) + 1)] == flat(PAGE[example][1])


# --- Word, TEI, Markdown ---------------------------------------------------------------------------------------------------

STYLES = (
    style("Heading1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
    + style("Emphasis", "Emphasis", "<w:rPr><w:i/></w:rPr>", kind="character")
    + style("Song", "Song", "<w:rPr><w:i/></w:rPr>")
)
WORD = {
    "italics, small capitals, and what is hidden": (
        p(r("Ida read "), r("The Salt Road", "<w:i/>"), r(" to "), r("the reeve", "<w:smallCaps/>"), r(" and "),
          r("not to be seen ", "<w:vanish/>"), r("left.")),
        '<p>Ida read <hi rend="italic">The Salt Road</hi> to <hi rend="smallcaps">the reeve</hi> and left.</p>',
    ),
    "a style of words, and one of a paragraph": (
        p(r("He said "), r("never", '<w:rStyle w:val="Emphasis"/>'), r(".")) + p(r("The cart goes over."), style="Song"),
        '<p>He said <hi rend="italic">never</hi>.</p><p><hi rend="italic">The cart goes over.</hi></p>',
    ),
    "two looks on one word": (
        p(r("4 m"), r("2", '<w:vertAlign w:val="superscript"/>'), r(" of "), r("cold", "<w:b/>"), r(" cold", "<w:b/><w:i/>"),
          r(" stone.")),
        '<p>4 m<hi rend="superscript">2</hi> of <hi rend="bold">cold <hi rend="italic">cold</hi></hi> stone.</p>',
    ),
}  # fmt: skip


@pytest.mark.parametrize("example", WORD)
def test_a_word_document_keeps_its_looks(founded: Founded, example: str) -> None:
    body = "".join(p(r(f"Chapter {n}"), style="Heading1") + body for n, (body, _) in enumerate(WORD.values(), 1))
    assert founded(toll_docx=docx(body, styles=STYLES))[str([*WORD].index(example) + 1)] == WORD[example][1]


OTHERS_TEI = {
    "looks, and a word that a line divides": (
        '<p>The toll-<lb break="no"/>house stood, <hi rend="italic">The Lark</hi> lay <pb n="3"/>off it.</p>',
        '<p>The tollhouse stood, <hi rend="italic">The Lark</hi> lay off it.</p>',
    ),
    "verses": (
        '<p>She sang:</p><lg><l>The cart goes over,</l><l>the mule goes <emph rend="bold">round</emph>.</l></lg>',
        '<p>She sang:</p><quote><lg><l>The cart goes over,</l><l>the mule goes <hi rend="bold">round</hi>.</l></lg></quote>',
    ),
    "a title, another language, small capitals": (
        '<p><title>Tolls</title>, <foreign xml:lang="de">mit Verlaub</foreign>, <hi rend="smallcaps">anno</hi> 1831.</p>',
        """
        <p><hi rend="italic">Tolls</hi>, <foreign xml:lang="de">mit Verlaub</foreign>, <hi rend="smallcaps">anno</hi> 1831.</p>
        """,
    ),
}


@pytest.mark.parametrize("example", OTHERS_TEI)
def test_a_tei_document_keeps_its_looks_and_verses(founded: Founded, example: str) -> None:
    head = "<titleStmt><title>Tolls</title></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc>"
    body = "".join(
        f'<div type="chapter" n="{n}"><head>Chapter {n}</head>{body}</div>' for n, (body, _) in enumerate(OTHERS_TEI.values(), 1)
    )
    header = f"<teiHeader><fileDesc>{head}</fileDesc></teiHeader>"
    document = f'<TEI xmlns="{NS}" xml:lang="en">{header}<text><body>{body}</body></text></TEI>'
    assert founded(toll_xml=document)[str([*OTHERS_TEI].index(example) + 1)] == flat(OTHERS_TEI[example][1])


MARKDOWN = {
    "spaces at the end": (
        "The cart went over,  \nand nobody held the rein,  \nor drove it.\n\nGrass has covered  \nall of it.",
        "<lg><l>The cart went over,</l><l>and nobody held the rein,</l><l>or drove it.</l></lg>"
        "<lg><l>Grass has covered</l><l>all of it.</l></lg>",
    ),
    "strokes at the end": (
        "The reeve came down,\\\nhe counted every sheaf,\\\nand wrote it in his book.",
        "<lg><l>The reeve came down,</l><l>he counted every sheaf,</l><l>and wrote it in his book.</l></lg>",
    ),
    "bars before each line": (
        "| The mule stood idle\n|   at the mill-house door,\n| and nobody spoke.",
        "<lg><l>The mule stood idle</l><l>at the mill-house door,</l><l>and nobody spoke.</l></lg>",
    ),
}


@pytest.mark.parametrize("example", MARKDOWN)
def test_lines_of_markdown_are_verses(founded: Founded, example: str) -> None:
    text = "\n\n".join(f"## Chapter {n}\n\n{body}" for n, (body, _) in enumerate(MARKDOWN.values(), 1))
    assert founded(toll_md=text)[str([*MARKDOWN].index(example) + 1)] == MARKDOWN[example][1]


# --- Cells ---------------------------------------------------------------------------------------------------------------


# A paragraph, one in italics, a cell, a row and a file of each shape.
TABLES = {
    "toll_docx": (
        p(r("{}")), p(r("{}", "<w:i/>")), "<w:tc>{}</w:tc>", "<w:tr>{}</w:tr>",
        lambda rows: docx(p(r("Chapter 1"), style="Heading1") + f"<w:tbl>{rows}</w:tbl>" + p(r("Nobody paid.")), styles=STYLES),
    ),
    "toll_odt": (
        "<text:p>{}</text:p>", '<text:p><text:span text:style-name="T1">{}</text:span></text:p>',
        "<table:table-cell>{}</table:table-cell>", "<table:table-row>{}</table:table-row>",
        lambda rows: odt(
            f'<text:h text:outline-level="1">Chapter 1</text:h><table:table>{rows}</table:table><text:p>Nobody paid.</text:p>',
            '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>',
        ),
    ),
    "toll_html": (
        "<p>{}</p>", "<p><i>{}</i></p>", "<td>{}</td>", "<tr>{}</tr>",
        lambda rows: f'<html lang="en"><body><h2>Chapter 1</h2><table>{rows}</table><p>Nobody paid.</p></body></html>',
    ),
}  # fmt: skip


BILINGUAL = (
    ("The reeve counted the mules again.", "Le bailli compta encore une fois les mules."),
    ("His clerk looked behind the door and under the stairs.", "Son clerc regarda derrière la porte et sous l’escalier."),
    ("There was nothing there but the old grey cat.", "Il n’y avait rien là que le vieux chat gris."),
)


@pytest.mark.parametrize("name", TABLES)
def test_two_texts_side_by_side_in_a_table_are_two_witnesses(founded: Founded, name: str) -> None:
    paragraph, _, cell, row, file = TABLES[name]
    rows = (row.format("".join(cell.format(paragraph.format(one)) for one in pair)) for pair in BILINGUAL)
    entry = founded(**{name: file("".join(rows))})["1"]
    assert re.findall(r'<lem wit="#E">(.*?)</lem><rdg wit="#F"[^>]*>(.*?)</rdg>', entry) == [
        (one.removesuffix("."), other.removesuffix(".")) for one, other in BILINGUAL
    ]
    assert "<cell>" not in entry


@pytest.mark.parametrize("name", TABLES)
def test_two_paragraphs_of_a_cell_are_one_cell_and_no_word(founded: Founded, name: str) -> None:
    upright, slanted, cell, row, file = TABLES[name]
    first = cell.format(upright.format("Cart") + slanted.format("of hay")) + cell.format(upright.format("two"))
    second = cell.format(upright.format("Mule")) + cell.format(upright.format("one") + slanted.format("or none"))
    assert founded(**{name: file(row.format(first) + row.format(second))})["1"] == flat(
        """
        <table><row><cell>Cart <hi rend="italic">of hay</hi></cell><cell>two</cell></row><row><cell>Mule</cell><cell>one <hi
        rend="italic">or none</hi></cell></row></table><p>Nobody paid.</p>
        """
    )


# --- Verse ---------------------------------------------------------------------------------------------------------------

TERCETS = """\
When half the barley had been brought in dry,
  The reeve came down and reckoned every sheaf,
  And wrote it in his book, we knew not why.

The summer that had been so long was brief;
  The mule stood idle at the mill-house door,
  And on the water lay a yellow leaf.

And nobody had asked who held the rein,
  Or what the sacks had carried there before,
  Or whether they were filled with sand or grain.
"""
# The same in other lines, and in none.
MOVED = """\
With half the barley in, and dry, the reeve
  Came down and reckoned every sheaf, and wrote
  It in his book, and why, we never knew.

The summer had been long, and it was brief; the mule
  Stood idle at the mill-house door, and on
  The water lay a single yellow leaf.

And nobody had asked who held the rein, or what
  The sacks had carried there before, or whether
  They had been filled with sand, or filled with grain.
"""
QUATRAIN = """\
The cart went over and it came once more,
And nobody had asked who held the rein,
Or what the sacks had carried there before,
Or whether they were filled with sand or grain.
"""


def verses(entry: str) -> list[list[str]]:
    """The verses of each stanza of an entry, the words alone."""
    return [re.findall(r"<l>(.*?)</l>", stanza) for stanza in re.findall(r"<lg>(.*?)</lg>", entry)]


def lines(poem: str) -> list[list[str]]:
    return [[line.strip() for line in stanza.splitlines()] for stanza in poem.strip().split("\n\n")]


@pytest.mark.parametrize("poem", [TERCETS, MOVED, "\n".join([QUATRAIN] * 4)], ids=["tercets", "run-on lines", "quatrains"])
def test_lines_and_stanzas_of_a_text_are_kept(founded: Founded, poem: str) -> None:
    assert verses(founded(toll_txt=f"Chapter 1\n\n{poem}")["1"]) == lines(poem)


# The verses in the lines of prose: the capitals are those of sentences.
PROSE = re.sub(r"(?<=,)\n? +(\w)|(?<=;)\n? +(\w)", lambda found: " " + found[0].strip().lower(), TERCETS)


@pytest.mark.parametrize(
    ("base", "other"),
    [(TERCETS, MOVED), (PROSE, TERCETS), (TERCETS, TERCETS.replace("\n  And", " and").replace("\n  Or", " or"))],
    ids=["other verses", "prose", "longer verses"],
)
def test_the_capital_that_begins_a_verse_is_a_reading_of_lineation(founded: Founded, base: str, other: str) -> None:
    entry = founded(toll_txt=f"Chapter 1\n\n{base}", other_txt=f"Chapter 1\n\n{other}")["1"]
    readings = re.findall(r'<lem[^>]*>([^<]*)</lem><rdg wit="#\w+" type="\w+"(?: cause="(\w+)")?>(?:<[^>]*>)*([^<]*)</rdg>', entry)
    capitals = [(lemma.casefold(), cause) for lemma, cause, reading in readings if lemma.casefold() == reading.casefold()]
    assert len(capitals) > 2
    assert {cause for word, cause in capitals} == {"lineation"}


NUMBERED = {
    "a class": lambda n: f'<span class="linenum">{n}</span>',
    "raised figures": lambda n: f"<sup>{n}</sup>",
    "a style": lambda n: f'<span style="position:absolute; right:1em">{n}</span>',
}


@pytest.mark.parametrize("number", NUMBERED)
def test_numbers_in_the_margin_are_no_words(founded: Founded, number: str) -> None:
    numbered = [f"{line}{NUMBERED[number](at) if at % 5 == 0 else ''}<br>" for at, line in enumerate(QUATRAIN.splitlines() * 4, 1)]
    page = f'<html lang="en"><body><h2>Book I</h2><p>{"".join(numbered)}</p></body></html>'
    found = founded(toll_html=page)["1"]
    assert re.findall(r'<l(?: n="\d+")?>(.*?)</l>', found) == QUATRAIN.splitlines() * 4
    assert re.findall(r'<l n="(\d+)">', found) == ["5", "10", "15"]
