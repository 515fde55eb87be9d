"""Each witness of a document has its own verses, stanzas and speeches, whatever the base has in their place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree

from edition.messages import Report
from edition.model import Entry
from edition.tei.reading.one_witness import edited_tree, witness_tree
from edition.tei.reading.opening import open_bytes, open_tei
from edition.tei.reading.witness_text import edited_text, read_witness
from edition.text.running_text import running_text
from tests.tei.growth import grows_with_length

DOCUMENT = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Rain</title></titleStmt>
<publicationStmt><p>None.</p></publicationStmt><sourceDesc><listWit><witness xml:id="A"/><witness xml:id="B"/>
<witness xml:id="C"><abbr type="siglum">Cc</abbr></witness></listWit></sourceDesc></fileDesc><encodingDesc><refsDecl>
<citeStructure unit="entry" match="//div[@type='entry']" use="@n"/></refsDecl></encodingDesc></teiHeader>
<text><body><div type="entry" n="1" source="#A">{}</div></body></text></TEI>"""


def opened(body: str) -> etree._ElementTree:
    """A document of ours with one entry, of which A is the base."""
    return open_bytes(DOCUMENT.format(body).encode(), "rain.xml", Path(), Report())


def entry(body: str, siglum: str) -> Entry:
    """The entry of one witness; "": of the text that is printed."""
    tree = opened(body)
    return (read_witness(tree, siglum) if siglum else edited_text(tree)).entries[0]


def shown(body: str, siglum: str) -> str:
    """The blocks of a witness: a verse ends with "/", a stanza begins with "¶", what follows a break with "*", who speaks stands
    before a colon, a part of a verse after "^"."""
    return " ".join(_shown(entry(body, siglum)))


def _shown(read: Entry) -> Iterator[str]:
    text = running_text(read)
    stanzas = {mark.at for mark in text.marks if mark.kind == "stanza"}
    speeches = {mark.at: mark.value for mark in text.marks if mark.kind == "speech"}
    at = 0
    for paragraph in read.paragraphs:
        words = "".join((paragraph.label, paragraph.text, f"^{paragraph.part}" if paragraph.part else ""))
        said = "* " if paragraph.section else ""
        if at in speeches:
            said += f"{speeches[at] or '-'}: "
        said += "¶ " if at in stanzas else ""
        number = f"{paragraph.n} " if paragraph.n else ""
        yield f"{said}{number}{words}{' /' if paragraph.kind == 'l' else ' |'}"
        at += len(paragraph.label) + len(paragraph.text) + 1


LB = '<lb edRef="#B"/>'
STANZA = '<milestone unit="stanza" edRef="#B"/>'
PARAGRAPH = '<milestone unit="paragraph" edRef="#B"/>'
RUNS_ON = '<app type="paragraph"><lem wit="#A"><milestone unit="paragraph"/></lem><rdg wit="#B">{}</rdg></app>'
TWO = "<lg><l>{}Rain fell on the roof</l><l>{}and I lay awake.</l></lg>"

# A body, and what A and B have of it.
VERSES = {
    "equal verses": (
        TWO.format(STANZA + LB, LB),
        "¶ Rain fell on the roof / and I lay awake. /",
        "¶ Rain fell on the roof / and I lay awake. /",
    ),
    "a verse begins within one of the base": (
        f"<lg><l>{STANZA}{LB}Rain fell {LB}on the roof</l><l>and I lay awake.</l></lg>",
        "¶ Rain fell on the roof / and I lay awake. /",
        "¶ Rain fell / on the roof and I lay awake. /",
    ),
    "the other is prose": (
        TWO.format("", ""),
        "¶ Rain fell on the roof / and I lay awake. /",
        "Rain fell on the roof and I lay awake. |",
    ),
    "the base is prose": (
        f"<p>{STANZA}{LB}Rain fell on the roof {LB}and I lay {STANZA}<lb edRef='#B' n='3'/>awake.</p>",
        "Rain fell on the roof and I lay awake. |",
        "¶ Rain fell on the roof / and I lay / ¶ 3 awake. /",
    ),
    "a stanza ends within one of the base, and another goes over its end": (
        f"<lg><l>{STANZA}{LB}Rain fell</l><l>{STANZA}{LB}on the roof</l></lg><lg>"
        f"<l>{LB}all night,</l><l>{LB}and I lay awake.</l></lg>",
        "¶ Rain fell / on the roof / ¶ all night, / and I lay awake. /",
        "¶ Rain fell / ¶ on the roof / all night, / and I lay awake. /",
    ),
    "verses begin in readings": (
        f'<lg><l>{STANZA}<app><lem wit="#A">Rain</lem><rdg wit="#B">{LB}Hail, {LB}then rain</rdg></app> fell</l>'
        "<l>on the roof.</l></lg>",
        "¶ Rain fell / on the roof. /",
        "¶ Hail, / then rain fell on the roof. /",
    ),
    "a reading goes over a verse's end": (
        f'<lg><l>{STANZA}{LB}Rain <app xml:id="e.1" next="#e.2"><lem wit="#A">fell upon</lem><rdg wit="#B">beat</rdg></app></l>'
        '<l><app xml:id="e.2" prev="#e.1"><lem wit="#A">the roof</lem><rdg wit="#B"/></app> all night.</l></lg>',
        "¶ Rain fell upon / the roof all night. /",
        "¶ Rain beat all night. /",
    ),
    "a reading goes over the ends of two verses": (
        f'<lg><l>{STANZA}{LB}Rain <app xml:id="e.1" next="#e.2"><lem wit="#A">fell</lem>'
        f'<rdg wit="#B">beat, {LB}it beat</rdg></app></l>'
        '<l><app xml:id="e.2" prev="#e.1" next="#e.3"><lem wit="#A">upon</lem><rdg wit="#B"/></app></l>'
        '<l><app xml:id="e.3" prev="#e.2"><lem wit="#A">the roof</lem><rdg wit="#B"/></app> all night.</l></lg>',
        "¶ Rain fell / upon / the roof all night. /",
        "¶ Rain beat, / it beat all night. /",
    ),
    "a paragraph of the other begins within the base's verses": (
        f"<lg><l>Rain fell on the roof</l><l>{PARAGRAPH}and I lay awake.</l></lg>",
        "¶ Rain fell on the roof / and I lay awake. /",
        "Rain fell on the roof | and I lay awake. |",
    ),
    "verses after a paragraph": (
        f"<lg><l>Rain fell on the roof</l><l>{PARAGRAPH}{STANZA}{LB}and I {LB}lay awake.</l></lg>",
        "¶ Rain fell on the roof / and I lay awake. /",
        "Rain fell on the roof | ¶ and I / lay awake. /",
    ),
    "a bead over a verse's end": (
        f'<lg><l>{STANZA}{LB}<seg type="bead" xml:id="b.1.1" next="#b.1.2">Rain fell {LB}on the</seg></l>'
        '<l><seg type="bead" xml:id="b.1.2" prev="#b.1.1">roof.</seg></l></lg>',
        "¶ Rain fell on the / roof. /",
        "¶ Rain fell / on the roof. /",
    ),
    "a break before a stanza, and one within": (
        f'<lg><l>{STANZA}{LB}Rain fell</l></lg><milestone unit="section" edRef="#A"/><lg><l>on the roof</l>'
        f'<l><milestone unit="section" edRef="#B"/>{STANZA}{LB}all night.</l></lg>',
        "¶ Rain fell / * ¶ on the roof / all night. /",
        "¶ Rain fell on the roof / * ¶ all night. /",
    ),
    "verses in an item": (
        f"<list><item>{STANZA}{LB}Rain fell {LB}on the roof.</item></list>",
        "Rain fell on the roof. |",
        "¶ Rain fell / on the roof. /",
    ),
    "items of a list in an item, which the other has as one paragraph": (
        f"<p>Rain</p><list>\n<item>{RUNS_ON.format(' ')}falls<list>\n<item>{RUNS_ON.format('')}, and falls</item>"
        f"\n<item>{RUNS_ON.format('')}.</item>\n</list></item>\n</list>",
        "Rain | falls | , and falls | . |",
        "Rain falls, and falls. |",
    ),
    "a caption and a cell, which the other has as one paragraph": (
        f"<table><head>Rain</head><row><cell>{RUNS_ON.format(' ')}falls.</cell></row></table>",
        "Rain | falls. |",
        "Rain falls. |",
    ),
    "a break before the items of a list in an item": (
        '<list><item>Rain<list><milestone unit="section" edRef="#A"/><item>falls.</item></list></item></list>',
        "Rain | * falls. |",
        "Rain | falls. |",
    ),
    "a line that is divided for the print is no verse": (
        '<p>Rain fell on the win<lb edRef="#B" break="no"/>dow.</p>',
        "Rain fell on the window. |",
        "Rain fell on the window. |",
    ),
}


@pytest.mark.parametrize("case", VERSES)
def test_verses(case: str) -> None:
    body, base, other = VERSES[case]
    assert (shown(body, "A"), shown(body, "B")) == (base, other)
    # What is printed is the base's.
    assert shown(body, "") == base


BEGINS = '<milestone unit="speech" edRef="#B"/><label type="speaker" source="#B">ANNE</label>'
ENDS = '<milestone unit="speech" edRef="#B"/>'

SPEECHES = {
    "another form of the name": (
        '<sp><speaker><app type="speaker"><lem wit="#A">ANN</lem><rdg wit="#B">ANNE</rdg></app></speaker>'
        "<p>It rains.</p><p>Still.</p></sp>",
        "ANN: It rains. | Still. |",
        "ANNE: It rains. | Still. |",
    ),
    "a speech that one has as two": (
        f"<sp><speaker>BEN</speaker><p>It rains. {BEGINS}It pours.</p></sp>",
        "BEN: It rains. It pours. |",
        "BEN: It rains. | ANNE: It pours. |",
    ),
    "two speeches that one has as one": (
        "<sp><speaker>BEN</speaker><p>It rains.</p></sp>"
        '<sp><speaker><app type="speaker"><lem wit="#A">ANN</lem><rdg wit="#B"/></app></speaker>'
        "<p>It pours.</p></sp>",
        "BEN: It rains. | ANN: It pours. |",
        "BEN: It rains. | It pours. |",
    ),
    "a narrator after a speech": (
        f"<sp><speaker>BEN</speaker><p>It rains.</p></sp><p>{ENDS}He waits.</p>",
        "BEN: It rains. | -: He waits. |",
        "BEN: It rains. | -: He waits. |",
    ),
    "one speaks on where the base's speech ends": (
        "<sp><speaker>BEN</speaker><p>It rains.</p></sp><p>We wait.</p>",
        "BEN: It rains. | -: We wait. |",
        "BEN: It rains. | We wait. |",
    ),
    "one ends within the base's speech": (
        f"<sp><speaker>BEN</speaker><p>It rains.</p><p>{ENDS}He waits.</p></sp>",
        "BEN: It rains. | He waits. |",
        "BEN: It rains. | -: He waits. |",
    ),
    "one speaks where the base has prose": (
        f"<p>{BEGINS}It rains.</p><p>It pours.</p><p>{ENDS}She waits.</p>",
        "It rains. | It pours. | She waits. |",
        "ANNE: It rains. | It pours. | -: She waits. |",
    ),
    "a speech over the end of a quotation": (
        f"<p>He said:</p><quote><p>So.</p><p>{BEGINS}It rains.</p></quote><p>It pours.</p><p>{ENDS}She waits.</p>",
        "He said: | So. | It rains. | It pours. | She waits. |",
        "He said: | So. | ANNE: It rains. | It pours. | -: She waits. |",
    ),
    "a speech over a part of a list": (
        f"<list><item>So.</item><item>{BEGINS}It rains.</item></list><p>It pours.</p>",
        "So. | It rains. | It pours. |",
        "So. | ANNE: It rains. | It pours. |",
    ),
    "a verse that two share": (
        f'<sp><speaker>BEN</speaker><lg><l part="I"><lb edRef="#B" type="I"/>It rains.</l></lg></sp><sp><speaker>ANN</speaker><lg>'
        f'<l part="F"><milestone unit="part" type="F" n="5" edRef="#B"/>It pours.</l><l>{LB}And pours.</l></lg></sp>',
        "BEN: ¶ It rains.^I / ANN: ¶ It pours.^F / And pours. /",
        "BEN: ¶ It rains.^I / ANN: ¶ 5 It pours.^F / And pours. /",
    ),
    "one ends in a verse that the base has as an item with a list in it": (
        f"<p>{BEGINS}Who calls?</p><list><item>{ENDS}{STANZA}{LB}Nobody.<list><item>No.</item></list></item></list>",
        "Who calls? | Nobody. | No. |",
        "ANNE: Who calls? | -: ¶ Nobody. / No. |",
    ),
    "one begins in a list within an item": (
        f"<list><item>Rain.<list>\n<item>{BEGINS}Who calls?</item></list></item></list><p>Nobody.</p>",
        "Rain. | Who calls? | Nobody. |",
        "Rain. | ANNE: Who calls? | Nobody. |",
    ),
    "directions between speeches and within": (
        "<stage>Night.</stage><sp><speaker>BEN</speaker><stage>He sits.</stage>"
        '<p><stage source="#A">Softly.</stage> It rains.</p></sp>',
        "Night. | BEN: He sits. | Softly. It rains. |",
        "Night. | BEN: He sits. | Softly. It rains. |",
    ),
}


@pytest.mark.parametrize("case", SPEECHES)
def test_speeches(case: str) -> None:
    body, base, other = SPEECHES[case]
    assert (shown(body, "A"), shown(body, "B")) == (base, other)
    assert shown(body, "") == base


# --- Trees, others' documents, notes/encoding ----------------------------------------------------------------------------------


def body_of(tree: etree._ElementTree) -> str:
    """The entry of a tree as XML, without namespaces and ids."""
    found = next(tree.iter("{*}div"))
    made = etree.fromstring(etree.tostring(found, with_tail=False))
    for element in made.iter(etree.Element):
        element.attrib.pop("{http://www.w3.org/XML/1998/namespace}id", "")
    etree.cleanup_namespaces(made)
    return etree.tostring(made, encoding="unicode").replace(' xmlns="http://www.tei-c.org/ns/1.0"', "")


def test_the_tree_of_a_witness_has_its_verses_and_speeches() -> None:
    body = (
        f'<sp who="#b"><speaker>BEN</speaker><lg><l n="1">{STANZA}<lb edRef="#B" n="7"/>Rain {LB}fell</l>'
        f'<l>{STANZA}{LB}<seg type="bead">all night.</seg></l></lg></sp>'
        '<sp who="#a"><speaker><app type="speaker"><lem wit="#A">ANN</lem><rdg wit="#B"/></app></speaker><p>Still.</p></sp>'
    )
    assert body_of(witness_tree(opened(body), "B")) == (
        '<div type="entry" n="1" source="#A"><sp who="#b"><speaker>BEN</speaker><lg><l n="7">Rain</l><l>fell</l></lg>'
        '<lg><l><seg type="bead">all night.</seg></l></lg><p>Still.</p></sp></div>'
    )
    assert (
        body_of(witness_tree(opened(body), "A"))
        == body_of(edited_tree(opened(body)))
        == (
            '<div type="entry" n="1" source="#A"><sp who="#b"><speaker>BEN</speaker><lg><l n="1">Rain fell</l>'
            '<l><seg type="bead">all night.</seg></l></lg></sp><sp who="#a"><speaker>ANN</speaker><p>Still.</p></sp></div>'
        )
    )


def test_verses_that_follow_others_as_a_block_of_their_own_are_a_poem() -> None:
    body = f"<p>{STANZA}{LB}Rain {LB}fell</p><p>{STANZA}{LB}on {STANZA}{LB}roofs.</p>"
    tree = body_of(witness_tree(opened(body), "B"))
    assert "<lg><l>Rain</l><l>fell</l></lg><lg><lg><l>on</l></lg><lg><l>roofs.</l></lg></lg>" in tree
    text = running_text(entry(body, "B"))
    assert (text.text, [block.kind for block in text.blocks]) == ("Rain fell\non roofs.", ["l", "l"])


def test_parts_of_a_shared_verse_may_be_in_small_letters() -> None:
    read = entry('<lg><l part="i">Rain fell</l></lg><lg><l part="M">all</l></lg><lg><l part="f">night.</l></lg>', "A")
    assert [paragraph.part for paragraph in read.paragraphs] == ["I", "M", "F"]


def test_a_pointer_names_a_siglum_or_an_id() -> None:
    body = '<p>Rain<lb ed="Cc"/> <lb edRef="#B #C"/>fell<pb ed="B"/> <lb/>here.</p>'
    found = {siglum: [*witness_tree(opened(body), siglum).iter("{*}lb", "{*}pb")] for siglum in ("A", "B", "Cc")}
    assert {siglum: [etree.QName(mark).localname for mark in marks] for siglum, marks in found.items()} == {
        "A": ["lb"],
        "B": ["lb", "pb", "lb"],
        "Cc": ["lb", "lb", "lb"],
    }


OTHERS = (
    "<head>One</head><epigraph><p>So it goes.</p></epigraph><lg><lg><l>Rain</l><l>fell</l></lg><lg><l n='3'>on roofs</l></lg></lg>"
    "<sp><speaker>BEN</speaker><stage>Sits.</stage><p>Rain <stage>rises</stage> again.</p></sp><sp><speaker>ANN</speaker></sp>"
    "<quote><p>It fell.</p><lg><l>It fell</l></lg></quote><milestone unit='section'/>"
    "<list><item>One</item><item><p>Two</p></item></list>"
    "<table><row><cell>a</cell><cell>b</cell></row></table><floatingText type='letter'><body><opener><dateline>Rome</dateline>"
    "<salute>Dear Ann,</salute></opener><p>Come.</p><closer><signed>B.</signed></closer>"
    "<postscript><p>Soon.</p></postscript></body>"
    "</floatingText><argument><p>What comes.</p></argument>"
)  # fmt: skip


def test_what_the_blocks_of_a_document_are_and_stand_in() -> None:
    paragraphs = entry(OTHERS, "A").paragraphs
    assert [(p.kind, "/".join(p.within), p.shared, p.text) for p in paragraphs] == [
        ("p", "epigraph", 0, "So it goes."),
        ("l", "stanza", 0, "Rain"),
        ("l", "stanza", 1, "fell"),
        ("l", "stanza", 0, "on roofs"),
        ("stage", "speech", 0, "Sits."),
        ("p", "speech", 1, "Rain rises again."),
        ("p", "speech", 0, ""),
        ("p", "quotation", 0, "It fell."),
        ("l", "quotation/stanza", 1, "It fell"),
        ("item", "list", 0, "One"),
        ("p", "list", 1, "Two"),
        ("cell", "table/row", 0, "a"),
        ("cell", "table/row", 2, "b"),
        ("dateline", "letter", 0, "Rome"),
        ("salute", "letter", 1, "Dear Ann,"),
        ("p", "letter", 1, "Come."),
        ("signed", "letter", 1, "B."),
        ("p", "letter/postscript", 1, "Soon."),
        ("argument", "", 0, "What comes."),
    ]
    assert [p.speaker for p in paragraphs if p.speaker] == ["BEN", "BEN", "ANN"]
    assert [p.text for p in paragraphs if p.section] == ["One"]
    assert [p.n for p in paragraphs if p.n] == ["3"]
    assert [(look.start, look.end, look.look) for p in paragraphs for look in p.looks] == [(5, 10, "stage")]


# How many verses, stanzas and speeches each witness of these documents has, and the words with a look: counted by hand.
COUNTED = {
    ("ex1", "A"): (6, 2, 0, []),
    ("ex1", "B"): (7, 2, 0, ["snow"]),
    ("ex1", "C"): (7, 2, 0, []),
    ("ex2", "A"): (0, 0, 0, []),
    ("ex2", "B"): (6, 3, 0, []),
    ("ex3", "A"): (3, 2, 4, ["wild duck"]),
    ("ex3", "B"): (3, 2, 4, ["(Sits.)", "duck is"]),
    ("ex4", "A"): (0, 0, 0, []),
    ("ex4", "B"): (0, 0, 0, []),
}


@pytest.mark.parametrize(("name", "siglum"), COUNTED)
def test_the_documents_of_the_notes_on_encoding(shared: Callable[[str], Path], name: str, siglum: str) -> None:
    path = shared("notes/encoding") / f"{name}.xml"
    entries = read_witness(open_tei(path, Report()), siglum).entries
    marks = Counter(mark.kind for each in entries for mark in running_text(each).marks)
    looked = [p.text[look.start : look.end] for each in entries for p in each.paragraphs for look in p.looks]
    assert (marks["line"], marks["stanza"], marks["speech"], looked) == COUNTED[name, siglum]


def test_time_grows_with_the_length_of_verses_and_speeches() -> None:
    def verses(count: int) -> Callable[[], object]:
        line = f'<l>{LB}Rain <app><lem wit="#A">fell</lem><rdg wit="#B">beat, {LB}it beat</rdg></app> on the roof</l>'
        tree = opened("<lg>" + line * count + "</lg>")
        return lambda: read_witness(tree, "B")

    def speeches(count: int) -> Callable[[], object]:
        speaker = '<speaker><app type="speaker"><lem wit="#A">BEN</lem><rdg wit="#B">BENNO</rdg></app></speaker>'
        tree = opened(f"<sp>{speaker}<p>Rain.</p><lg><l>{LB}It falls.</l></lg></sp>" * count)
        return lambda: read_witness(tree, "B")

    assert grows_with_length(verses, 100)
    assert grows_with_length(speeches, 100)
