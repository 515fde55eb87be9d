"""A document of another project gets the habits of ours before it is read; one of ours stays as it is."""

from __future__ import annotations

import copy
from collections.abc import Callable

from lxml import etree

from edition.tei.names import NS, TEI
from edition.tei.reading.settled import is_settled, settled
from edition.tei.reading.witness_text import read_witness
from tests.tei.growth import grows_with_length

WITNESSES = '<listWit><witness xml:id="A">a</witness><witness xml:id="B">b</witness></listWit>'
OURS = '<encodingDesc><refsDecl><citeStructure unit="entry" match="//div" use="@n"/></refsDecl></encodingDesc>'


def document(body: str, header: str = "") -> etree._ElementTree:
    return etree.ElementTree(
        etree.fromstring(
            f'<TEI xmlns="{NS}"><teiHeader><fileDesc><sourceDesc>{WITNESSES}</sourceDesc></fileDesc>{header}</teiHeader>'
            f"<text><body>{body}</body></text></TEI>"
        )
    )


def paragraphs(body: str) -> list[str]:
    (entry,) = read_witness(document(f"<div>{body}</div>"), "A").entries
    return [paragraph.label + paragraph.text for paragraph in entry.paragraphs]


def test_a_witness_reads_whole_words() -> None:
    text = 'It <app><lem wit="#A">rained</lem><rdg wit="#B">poured</rdg></app> on the lan-<lb break="no"/>tern'
    name = "<persName><surname>Farrer</surname><forename>Odo</forename></persName>"
    assert paragraphs(f"<p>{text} of {name}.</p>") == ["It rained on the lantern of Farrer Odo."]


def test_a_witness_reads_the_articles_of_a_dictionary_each_for_itself() -> None:
    pail = "<entry><form><orth>pail</orth></form><sense><def>a tub</def></sense></entry>"
    pale = "<entry><form><orth>pale</orth></form><sense><def>wan</def></sense></entry>"
    assert paragraphs(pail + pale) == ["pail a tub", "pale wan"]


def test_a_witness_has_a_note_where_it_is_called() -> None:
    body = "<div><p>It rained<ptr target='#n1'/> again.</p><note xml:id='n1'>Until noon.</note></div>"
    (entry,) = read_witness(document(body), "A").entries
    assert [(note.text, note.offset) for note in entry.notes] == [("Until noon.", len("It rained"))]


def test_the_end_of_a_line_to_unicode_is_white_space() -> None:
    assert paragraphs("<p>one\u2028two \u2029three</p>") == ["one two three"]


def test_a_document_of_ours_stays_as_it_is() -> None:
    tree = document('<div type="entry" n="1"><p><date>1 May</date><placeName>Hythe</placeName></p></div>', OURS)
    before = etree.tostring(tree)
    assert is_settled(tree.getroot())
    assert etree.tostring(settled(tree.getroot())) == before


def test_the_work_grows_with_the_document() -> None:
    words = "<persName><surname>Farrer</surname><forename>Odo</forename></persName> lan-<lb break='no'/>tern<ptr target='#n{0}'/> "
    rows = "<gap/><lb/><pb/>"

    def work(number: int) -> Callable[[], object]:
        notes = "".join(f"<note xml:id='n{count}'>Note.</note>" for count in range(number))
        text = "".join(words.format(count) for count in range(number))
        root = document(f"<p>{text}</p><p>{rows * number}</p>{notes}").getroot()
        return lambda: settled(root)

    assert grows_with_length(work, 200)


def test_the_document_itself_is_not_changed() -> None:
    tree = document("<div><p>lan-<lb break='no'/>tern</p></div>")
    before = copy.deepcopy(tree)
    assert next(settled(tree.getroot()).iter(TEI + "pc"), None) is not None
    assert etree.tostring(tree) == etree.tostring(before)
