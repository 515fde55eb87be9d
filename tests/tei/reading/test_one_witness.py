"""One witness of TEI as others write it: its words, whatever stands around and within the readings."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from edition.errors import EditionError
from edition.messages import Report
from edition.pipeline.reading_paragraphs import reading_paragraphs
from edition.tei.export.interchange import alone
from edition.tei.reading.apparatus import variation_units
from edition.tei.reading.one_witness import sigla, witness_tree
from edition.tei.reading.opening import open_tei
from edition.tei.reading.witness_text import edited_text, read_witness

WITNESSES = '<listWit><witness xml:id="A"/><witness xml:id="B"/><witness xml:id="C"/></listWit>'
HEADER = """<teiHeader><fileDesc><titleStmt><title>Rain</title></titleStmt><publicationStmt><p>None.</p></publicationStmt>
<sourceDesc>{}</sourceDesc></fileDesc></teiHeader>"""

Open = Callable[..., etree._ElementTree]


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    """Open a document with a text of the body given."""

    def opened(body: str, witnesses: str = WITNESSES, *, text: str = "<text><body>{}</body></text>") -> etree._ElementTree:
        path = tmp_path / "rain.xml"
        path.write_text(
            f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER.format(witnesses)}{text.format(body)}</TEI>', encoding="utf-8"
        )
        return open_tei(path, Report())

    return opened


def lines(tree: etree._ElementTree, siglum: str) -> list[str]:
    """The headings and paragraphs of a witness in their order, its notes in brackets."""
    found = []
    for entry in read_witness(tree, siglum).entries:
        found += [line for line in (entry.dateline, *(paragraph.labelled for paragraph in reading_paragraphs(entry))) if line]
        found += [f"[{note.text}]" for note in entry.notes]
    return found


# A body, and what three witnesses have of it: lines parted by " / "; "" where the document has no words of the witness.
CASES = {
    "an app in a reading": (
        '<p>It <app><lem wit="#A">rained</lem><rdg wit="#B #C">poured <app><lem wit="#B">all day</lem>'
        '<rdg wit="#C">all night</rdg></app></rdg></app> long.</p>',
        ("It rained long.", "It poured all day long.", "It poured all night long."),
    ),
    "an app in a reading, whose lemma names nobody": (
        '<p>It <app><lem>rained</lem><rdg wit="#B #C">poured <app><lem>once</lem><rdg wit="#C">twice</rdg></app></rdg></app>.</p>',
        ("It rained.", "It poured once.", "It poured twice."),
    ),
    "apps that stand in no block": (
        '<app><lem wit="#A">one</lem><rdg wit="#B #C">two</rdg></app>\n<app><lem>oak</lem><rdg wit="#C">ash</rdg></app>',
        ("one oak", "two oak", "two ash"),
    ),
    "groups of readings, groups in groups": (
        '<p>It <app><lem wit="#A">rained</lem><rdgGrp type="x"><rdg wit="#B">poured</rdg><rdgGrp>'
        '<rdg wit="#C">hailed</rdg></rdgGrp>'
        "</rdgGrp></app>.</p>",
        ("It rained.", "It poured.", "It hailed."),
    ),
    "a lemma without witnesses is all others'": (
        '<p>It <app><lem>rained</lem><rdg wit="#B">poured</rdg></app>.</p>',
        ("It rained.", "It poured.", "It rained."),
    ),
    "a reading without words": (
        '<p>It <app><lem wit="#A #C">really </lem><rdg wit="#B"/></app>rained.</p>',
        ("It really rained.", "It rained.", "It really rained."),
    ),
    "no lemma: whom no reading names has nothing": (
        '<p>It <app><rdg wit="#A">really </rdg><rdg wit="#B">hardly </rdg></app>rained.</p>',
        ("It really rained.", "It hardly rained.", "It rained."),
    ),
    "no lemma: a reading that names nobody is the others'": (
        '<p>It <app><rdg wit="#A">rained</rdg><rdg>poured</rdg></app>.</p>',
        ("It rained.", "It poured.", "It poured."),
    ),
    "a conjecture is nobody's": (
        '<p>It rained<app><rdg source="#Vane">, I think</rdg></app>.</p>',
        ("It rained.", "It rained.", "It rained."),
    ),
    "a witness named within the reading": (
        "<p>It <app><lem>rained</lem><rdg><wit>B</wit>poured</rdg></app>.</p>",
        ("It rained.", "It poured.", "It rained."),
    ),
    "details of witnesses and notes on an app are no text": (
        '<p>It <app><lem wit="#A">rained</lem><rdg wit="#B #C">poured</rdg><witDetail wit="#B">in pencil</witDetail>'
        "<note>A likely slip.</note></app>.</p>",
        ("It rained.", "It poured.", "It poured."),
    ),
    "comments and instructions in readings": (
        '<p>It <app><!-- one --><lem wit="#A">rai<!-- two -->ned</lem><?three?><rdg wit="#B #C">'
        "<?four?>poured<!-- five --></rdg></app>.</p>",
        ("It rained.", "It poured.", "It poured."),
    ),
    "an app around paragraphs": (
        '<p>It rained.</p><app><lem wit="#A"><p>It stopped.</p><p>We left.</p></lem><rdg wit="#B">'
        '<p>We stayed.</p></rdg><rdg wit="#C"/></app>'
        "<p>The end.</p>",
        ("It rained. / It stopped. / We left. / The end.", "It rained. / We stayed. / The end.", "It rained. / The end."),
    ),
    "an app around divisions": (
        '<div n="1"><p>It rained.</p></div><app><lem wit="#A #C"><div n="2"><head>Two</head><p>It stopped.'
        '</p></div></lem><rdg wit="#B"/></app>',
        ("It rained. / Two / It stopped.", "It rained.", "It rained. / Two / It stopped."),
    ),
    "an app in a heading": (
        '<div><head>Of <app><lem wit="#A">rain</lem><rdg wit="#B #C">hail</rdg></app></head><p>It fell.</p></div>',
        ("Of rain / It fell.", "Of hail / It fell.", "Of hail / It fell."),
    ),
    "choices, in readings and around them": (
        '<p><choice><abbr>Dr</abbr><expan>Doctor</expan></choice> <app><lem wit="#A"><choice><sic>Vain</sic>'
        "<corr>Vane</corr></choice></lem>"
        '<rdg wit="#B #C"><choice><orig>Vayne</orig><reg>Vaine</reg></choice></rdg></app> came.</p>',
        ("Doctor Vane came.", "Doctor Vaine came.", "Doctor Vaine came."),
    ),
    "verse": (
        '<lg><l>It rained <app><lem wit="#A">all day</lem><rdg wit="#B #C">all night</rdg></app>,</l><l>and more.</l></lg>',
        ("It rained all day,\nand more.", "It rained all night,\nand more.", "It rained all night,\nand more."),
    ),
    "a verse that one witness lacks": (
        '<lg><l>It rained,</l><app><lem wit="#A #C"><l>it poured,</l></lem><rdg wit="#B"/></app><l>and more.</l></lg>',
        ("It rained,\nit poured,\nand more.", "It rained,\nand more.", "It rained,\nit poured,\nand more."),
    ),
    "notes, each its witness's": (
        '<p>It rained.<note place="bottom" source="#A">In May.</note><note place="end" source="#B">In June.</note>'
        '<note place="margin">Every year.</note></p>',
        ("It rained. / [In May.] / [Every year.]", "It rained. / [In June.] / [Every year.]", "It rained. / [Every year.]"),
    ),
    "an app in a note": (
        '<p>It rained.<note>In <app><lem wit="#A">May</lem><rdg wit="#B">June</rdg></app>.</note></p>',
        ("It rained. / [In May.]", "It rained. / [In June.]", "It rained. / [In May.]"),
    ),
    "the beginning and the end of a witness": (
        '<p>It rained. <app><rdg wit="#B"><witStart/></rdg></app>It stopped. <app><rdg wit="#B"><witEnd/></rdg></app>We left.</p>',
        ("It rained. It stopped. We left.", "It stopped.", "It rained. It stopped. We left."),
    ),
    "points that name their witness": (
        '<p>It rained. <witStart wit="#B"/>It stopped. <witEnd wit="#B"/>We left.</p>',
        ("It rained. It stopped. We left.", "It stopped.", "It rained. It stopped. We left."),
    ),
    "a point within the first reading": (
        '<p>It <app><lem wit="#A #C">rained</lem><rdg wit="#B"><witStart/>poured</rdg></app> all day.</p>',
        ("It rained all day.", "poured all day.", "It rained all day."),
    ),
    "a gap across paragraphs and divisions": (
        '<div><p>It rained. <app><rdg wit="#B"><lacunaStart/></rdg></app>It stopped.</p></div><div><p>We left.</p></div>'
        '<div><p>We came. <app><rdg wit="#B"><lacunaEnd/></rdg></app>We slept.</p></div>',
        (
            "It rained. It stopped. / We left. / We came. We slept.",
            "It rained. / We slept.",
            "It rained. It stopped. / We left. / We came. We slept.",
        ),
    ),
    "a whole text lost": (
        '<app><rdg wit="#B"><lacunaStart/></rdg></app><p>It rained.</p>',
        ("It rained.", "", "It rained."),
    ),
    "drama": (
        '<sp><speaker>Ann</speaker><l>It <app><lem wit="#A">rains</lem><rdg wit="#B #C">pours</rdg></app>.'
        "</l><stage>She waits.</stage></sp>",
        ("Ann / It rains.\nShe waits.", "Ann / It pours.\nShe waits.", "Ann / It pours.\nShe waits."),
    ),
    "a list": (
        '<list><item>Rain</item><app><lem wit="#A"><item>Hail</item></lem><rdg wit="#B #C"/></app><item>Snow</item></list>',
        ("Rain / Hail / Snow", "Rain / Snow", "Rain / Snow"),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_witness_has_its_words(opened: Open, tmp_path: Path, case: str) -> None:
    body, expected = CASES[case]
    tree = opened(body)
    before = etree.tostring(tree)
    for siglum, wanted in zip("ABC", expected, strict=True):
        if not wanted:
            with pytest.raises(EditionError, match="E493"):
                read_witness(tree, siglum)
            continue
        assert lines(tree, siglum) == wanted.split(" / ")
        out = tmp_path / "out.xml"
        out.write_bytes(alone(tree, siglum))
        assert lines(open_tei(out, Report()), siglum) == wanted.split(" / ")
    assert etree.tostring(tree) == before


def test_no_app_and_no_reading_is_left(opened: Open) -> None:
    for body, _ in CASES.values():
        tree = opened(body)
        for siglum in "ABC":
            left = {etree.QName(element).localname for element in witness_tree(tree, siglum).iter(etree.Element)}
            assert not left & {"app", "lem", "rdg", "rdgGrp", "witStart", "witEnd", "lacunaStart", "lacunaEnd"}
            names = {str(name) for element in witness_tree(tree, siglum).iter(etree.Element) for name in element.attrib}
            assert not {name for name in names if name.startswith("edition-")}


# --- Witnesses -------------------------------------------------------------------------------------------------------------


NESTED = """<listWit xml:id="all"><witness xml:id="A"><abbr type="siglum">α</abbr></witness>
<listWit xml:id="family"><head>Copies</head>
<witness xml:id="B">B, 1900</witness><witness xml:id="C">
<listWit><witness xml:id="C2">Its second hand</witness></listWit></witness></listWit>
</listWit>"""


def test_a_list_of_witnesses_stands_for_all_in_it(opened: Open) -> None:
    tree = opened('<p>It <app><lem wit="#A">rained</lem><rdg wit="#family">poured</rdg></app>.</p>', NESTED)
    assert sigla(tree) == {"A": "α", "B": "B", "C": "C", "C2": "C2"}
    assert [lines(tree, siglum) for siglum in ("α", "A", "B", "C", "C2")] == [["It rained."], ["It rained."], *[["It poured."]] * 3]


def test_a_witness_that_is_not_declared_is_a_wrong_call(opened: Open) -> None:
    tree = opened("<p>It rained.</p>", '<listWit><witness>Without a name</witness><witness xml:id="A"/></listWit>')
    assert sigla(tree) == {"A": "A"}
    with pytest.raises(EditionError, match="E490"):
        read_witness(tree, "Without a name")
    with pytest.raises(EditionError, match="E490"):
        alone(opened("<p>It rained.</p>", "<p>None.</p>"), "A")


@pytest.mark.parametrize(
    "body", ["", "<p/>", "<div><head/><p><pb/></p></div>", '<p><app><lem wit="#B">It rained.</lem><rdg wit="#A"/></app></p>']
)
def test_a_text_without_words_of_the_witness_is_an_error(opened: Open, body: str) -> None:
    tree = opened(body)
    with pytest.raises(EditionError, match="E493"):
        read_witness(tree, "A")
    with pytest.raises(EditionError, match="E493"):
        alone(tree, "A")


# --- Texts and divisions ---------------------------------------------------------------------------------------------------


def entries(tree: etree._ElementTree, siglum: str) -> list[tuple[str, str | None, str]]:
    """Of each entry its key, its date and its heading."""
    return [(entry.n, entry.edtf, entry.dateline) for entry in read_witness(tree, siglum).entries]


def test_each_division_that_holds_text_is_an_entry(opened: Open) -> None:
    tree = opened(
        '<div type="part" n="1"><head>Part one</head><div type="chapter" n="1"><p>It rained.</p></div>'
        '<div type="chapter" n="2"><p>It '
        '<app><lem wit="#A">stopped</lem><rdg wit="#B"/></app>.</p></div></div>'
        '<div type="part" n="2"><p>Between.</p><div type="chapter" n="1"><p>We left.</p></div></div><div>'
        "<head>The end</head><p>Of it.</p></div>"
    )
    assert [n for n, _, _ in entries(tree, "A")] == ["1", "1.1", "2", "2.2", "2.1", "the-end"]


def test_who_lacks_a_division_has_the_keys_of_the_text_that_is_printed(opened: Open) -> None:
    """A preface is the editor's: witnesses begin after it."""
    tree = opened(
        '<div n="preface"><div n="1"><p>On rain.</p></div></div><div n="text"><div n="1"><p>'
        '<app><rdg wit="#A #B #C"><witStart/></rdg>'
        '</app>It <app><lem wit="#A">rained</lem><rdg wit="#B">froze</rdg></app>.</p></div></div>'
    )
    assert [entry.n for entry in edited_text(tree).entries] == ["1", "text.1"]
    assert [n for n, _, _ in entries(tree, "B")] == ["text.1"]


def test_a_member_of_a_family_is_no_witness_of_what_goes_out_alone(opened: Open) -> None:
    tree = opened(
        '<div><p>It <app><lem wit="#A">rained</lem><rdg wit="#B">froze</rdg></app>.</p></div>',
        '<listWit><witness xml:id="A">Aix <listWit><witness xml:id="B">its copy</witness></listWit></witness></listWit>',
    )
    assert alone(tree, "A").count(b"<witness") == 1


def test_front_body_and_back_of_several_texts_are_read(opened: Open) -> None:
    first = "<text><front><p>Before.</p></front><body><p>It rained.</p></body><back><p>After.</p></back></text>"
    tree = opened("", text=f"<text><group>{first}<text><body><p>It stopped.</p></body></text></group></text>")
    assert lines(tree, "A") == ["Before.", "It rained.", "After.", "It stopped."]


def test_a_corpus_is_read_as_its_documents_follow(tmp_path: Path) -> None:
    parts = "".join(
        f"<TEI>{HEADER.format(WITNESSES if word == 'rained' else '<p>None.</p>')}<text><body><p>It "
        f'<app><lem wit="#A">{word}</lem><rdg wit="#B">froze</rdg></app>.</p></body></text></TEI>'
        for word in ("rained", "stopped")
    )
    path = tmp_path / "corpus.xml"
    path.write_text(
        f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">{HEADER.format("<p>None.</p>")}{parts}</teiCorpus>', encoding="utf-8"
    )
    tree = open_tei(path, Report())
    assert [lines(tree, siglum) for siglum in "AB"] == [["It rained.", "It stopped."], ["It froze."] * 2]


@pytest.mark.parametrize("kind", ["letter", "entry"])
def test_a_number_that_looks_like_a_year_is_none(opened: Open, kind: str) -> None:
    tree = opened(
        f'<div type="{kind}" n="1732"><head>To Ann</head><p>It rained.</p></div>'
        f'<div type="{kind}" n="1733"><opener><dateline>'
        '<date when="1899-05-02">2 May</date></dateline></opener><p>It stopped.</p></div>'
    )
    assert [edtf for _, edtf, _ in entries(tree, "A")] == [None, "1899-05-02"]
    assert b'when="1732"' not in alone(tree, "A")


# --- Apparatus -------------------------------------------------------------------------------------------------------------


def test_what_nests_is_a_unit_of_its_own(opened: Open) -> None:
    outer, inner = variation_units(opened(CASES["an app in a reading"][0]))
    assert [(reading.sigla, reading.text) for reading in outer.readings] == [(("A",), "rained"), (("B", "C"), "poured all day")]
    assert [(reading.sigla, reading.text) for reading in inner.readings] == [(("B",), "all day"), (("C",), "all night")]
    assert (outer.start, outer.end, outer.within, inner.within) == (3, 9, None, 0)


def test_points_alone_are_no_unit(opened: Open) -> None:
    assert variation_units(opened(CASES["the beginning and the end of a witness"][0])) == ()


def test_grade_and_type_of_readings_are_those_of_the_unit(opened: Open) -> None:
    (unit,) = variation_units(
        opened(
            '<p>It <app><lem wit="#A">rained</lem><rdg wit="#B" type="lexical" subtype="stylistic">showered</rdg>'
            '<rdg wit="#C" type="lexical" subtype="substantive">hailed</rdg></app>.</p>'
        )
    )
    assert (unit.entry, unit.lemma, unit.type, unit.grade, unit.sigla) == (
        "1",
        "rained",
        "lexical",
        "substantive",
        ("A", "B", "C"),
    )


# --- Growth ----------------------------------------------------------------------------------------------------------------


APP = '<app><lem wit="#A">rained</lem><rdg wit="#B">poured</rdg></app> '
PIECES = {
    "apps in one paragraph": f"It {APP}",
    "breaks in one paragraph": 'It rained.<app><lem wit="#A"> </lem><rdg wit="#B"><milestone unit="paragraph"/></rdg></app>',
    "gaps in one paragraph": 'a <app><rdg wit="#B"><lacunaStart/></rdg></app>b <app><rdg wit="#B"><lacunaEnd/></rdg></app>',
    "notes of others": 'a<note source="#A">b</note> ',
    "choices": "<choice><sic>a</sic><corr>b</corr></choice> ",
    "readings of nobody": '<app><rdg wit="#A">a </rdg></app>',
}


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_text(opened: Open, piece: str) -> None:
    """Four times the text takes about four times as long; where each piece was looked for among all, it took sixteen times."""
    small, large = (opened(f"<p>{PIECES[piece] * count}x</p>") for count in (1000, 4000))
    least = min(seconds(lambda: (read_witness(small, "B"), alone(small, "B"))) for _ in range(3))
    most = min(seconds(lambda: (read_witness(large, "B"), alone(large, "B"))) for _ in range(2))
    assert most < 9 * least + 0.05


def test_readings_that_nest_as_deep_as_a_document_may(opened: Open) -> None:
    depth = 100
    tree = opened("<p>" + '<app><lem>a</lem><rdg wit="#B">b ' * depth + "</rdg></app>" * depth + "</p>")
    assert lines(tree, "B") == [" ".join("b" * depth)]
    assert lines(tree, "A") == ["a"]
    assert len(variation_units(tree)) == depth


def test_elements_of_another_namespace_hold_blocks_and_notes_too(opened: Open) -> None:
    """As in a book, where only their own words stand as they are."""
    tree = opened(
        "<x:part xmlns:x='urn:x'><x:name>One</x:name><head>Rain</head><p>wet<note>On roofs.</note></p>"
        "<p>and <app><lem>cold</lem><rdg wit='#B'>warm</rdg></app></p></x:part>"
    )
    assert lines(tree, "B") == ["One", "Rain", "wet", "and warm", "[On roofs.]"]


def test_a_note_that_describes_is_words_of_the_text(opened: Open) -> None:
    """As in a book: what a list says of a person stands with the name; a note below a table or in a list is a paragraph there."""
    tree = opened(
        "<p>Rain.<note>On the roof.</note></p>"
        "<listPerson><person><persName>Holm</persName> <note>A <hi>baker</hi>.</note></person></listPerson>"
        "<table><row><cell>wet</cell></row><note>By the gauge.</note></table><list><item>one</item><note>Of two.</note></list>"
    )
    assert lines(tree, "A") == ["Rain.", "Holm A baker.", "wet", "By the gauge.", "one", "Of two.", "[On the roof.]"]
    first = opened("<p>Rain.</p><list><note><p>On roofs.</p></note><item>one</item></list>")
    assert lines(first, "A") == ["Rain.", "On roofs.", "one"]
