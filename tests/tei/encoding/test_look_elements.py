"""Marked stretches of text as hi, foreign and ref."""

from __future__ import annotations

import time

from hypothesis import given
from lxml import etree

from edition.model import Edition, Entry, InlineRange, Mark, Name, Note, Span
from edition.tei.encoding.document import build
from edition.tei.encoding.look_elements import set_looks
from edition.tei.encoding.mixed import write_mixed
from edition.tei.encoding.pen import Pen
from edition.tei.names import NS, TEI
from edition.text.looks import canonical, look_runs
from tests.tei.encoding.test_round_trip import SLOW, parsed
from tests.tei.made_up import editions

HI, APP = TEI + "hi", TEI + "app"


def written(text: str, *looks: InlineRange, spans: tuple[Span, ...] = (), marks: tuple[Mark, ...] = ()) -> str:
    """A paragraph as TEI, without the namespace."""
    paragraph = etree.Element(TEI + "p", nsmap={None: NS})  # type: ignore[dict-item]
    pen = Pen(paragraph)
    write_mixed(pen, text, spans, marks, lambda pen, mark: None, look_runs(canonical(text, looks)))
    set_looks(paragraph, pen.marked)
    return etree.tostring(paragraph, encoding="unicode").replace(f' xmlns="{NS}"', "").removeprefix("<p>").removesuffix("</p>")


def test_a_look_is_hi() -> None:
    assert written("an old mill", InlineRange(3, 6, "italic")) == 'an <hi rend="italic">old</hi> mill'
    assert written("H2O", InlineRange(1, 2, "sub")) == 'H<hi rend="subscript">2</hi>O'


def test_looks_that_cross_are_parted_and_the_longer_stands_without() -> None:
    found = written("an old mill by", InlineRange(0, 6, "italic"), InlineRange(3, 14, "bold"))
    assert found == '<hi rend="italic">an <hi rend="bold">old</hi></hi> <hi rend="bold">mill by</hi>'


def test_a_look_goes_around_a_name_of_which_it_is_the_look_and_into_one_of_which_it_is_not() -> None:
    name = Span("name", 3, 12, Name("pers.anna", "person", "Anna Loewe"))
    around = '<hi rend="italic">to <persName ref="#pers.anna">Anna Loew</persName>e now</hi>'
    assert written("to Anna Loewe now", InlineRange(0, 17, "italic"), spans=(name,)) == around
    within = 'to <persName ref="#pers.anna">Anna <hi rend="italic">Loew</hi></persName><hi rend="italic">e now</hi>'
    assert written("to Anna Loewe now", InlineRange(8, 17, "italic"), spans=(name,)) == within
    alone = 'to <persName ref="#pers.anna"><hi rend="italic">Anna Loew</hi></persName>e now'
    assert written("to Anna Loewe now", InlineRange(3, 12, "italic"), spans=(name,)) == alone


def test_of_words_in_another_language_one_element_says_both() -> None:
    both = InlineRange(4, 13, "lang", "fr"), InlineRange(4, 13, "italic")
    assert written("her idée fixe.", *both) == 'her <foreign xml:lang="fr" rend="italic">idée fixe</foreign>.'
    apart = InlineRange(4, 13, "lang", "fr"), InlineRange(4, 8, "italic")
    assert written("her idée fixe.", *apart) == 'her <foreign xml:lang="fr"><hi rend="italic">idée</hi> fixe</foreign>.'


def test_a_link_is_ref() -> None:
    link = InlineRange(4, 8, "link", "https://example.org/")
    assert written("see here", link) == 'see <ref target="https://example.org/">here</ref>'


def test_a_note_within_a_look_has_not_its_look() -> None:
    note = Mark("note", 3, Note("1", "n", 0, 3))
    assert written("old mill", InlineRange(0, 8, "italic"), marks=(note,)) == '<hi rend="italic">old mill</hi>'


def test_all_looks_at_once_are_each_there_once() -> None:
    every = [InlineRange(0, 4, look) for look in ("italic", "bold", "small-caps", "sup", "sub", "underline", "strike")]  # type: ignore[arg-type]
    found = written("word", *every, *every, InlineRange(0, 4, "lang", "fr"), InlineRange(0, 4, "link", "https://example.org/"))
    assert found.count("<hi ") == 6  # the seventh is the look of foreign
    assert found.count("<foreign ") == found.count("<ref ") == 1


@SLOW
@given(editions())
def test_a_look_goes_over_an_app_only_if_all_its_readings_have_it_and_pieces_that_touch_are_one(
    made: tuple[Edition, dict[str, dict[str, Entry]], object],
) -> None:
    for hi in parsed(build(made[0])).iter(HI):
        after = hi.getnext()
        if after is not None and after.tag == HI and not (hi.tail or "").strip():
            assert dict(after.attrib) != dict(hi.attrib)
        if hi.get("source"):
            assert next(hi.iter(APP), None) is None


def test_looks_that_change_at_every_word_take_time_by_their_number() -> None:
    count = 20_000
    text = "ab " * count
    looks = [InlineRange(at, at + 2, "bold" if at % 2 else "italic") for at in range(0, len(text), 3)]
    begun = time.process_time()
    found = written(text, *looks)
    assert time.process_time() - begun < 60
    assert found.count("<hi ") == count
