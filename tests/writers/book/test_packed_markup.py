"""Elements that are kept as bytes come back as they were, and so does the apparatus of a section."""

from __future__ import annotations

import pytest
from lxml import etree

from edition.writers.book.packed_markup import PackedEntries, may_hold, packed, unpacked
from edition.writers.book.types import ApparatusEntry

P = '<p xmlns="http://www.w3.org/1999/xhtml" {}>{}</p>'


@pytest.mark.parametrize(
    "inside",
    [
        'rain <i class="ed">adds</i> & <b>snow</b>\n tail '.replace("&", "&amp;"),
        "a carriage return &#13; and a tab &#9; in <span title='a&#10;b'/> … ¶ \U0001f327",
        "<i></i> nothing <b/>",
        "<math xmlns='http://www.w3.org/1998/Math/MathML'><mi>x</mi></math><!-- so --><?so it is?>",
    ],
)
def test_an_element_comes_back_as_it_was(inside: str) -> None:
    element = etree.fromstring(P.format('xml:lang="en"', inside))
    for holder in element.iter("{*}i"):
        holder.text = holder.text or ""
    before = etree.tostring(element)
    markup = packed(element)
    assert etree.tostring(unpacked(markup)) == before


def test_a_text_of_no_letters_is_written_as_it_was() -> None:
    element = etree.fromstring(P.format("", "<em/>"))
    element[0].text = ""
    assert etree.tostring(unpacked(packed(element))).count(b"<em></em>") == 1


def entry(number: int, lemma: str | None) -> ApparatusEntry:
    read = etree.fromstring(f"<span>rain {number}</span>")
    return ApparatusEntry(f"a{number}", "here", "", etree.fromstring(f"<b>{lemma}</b>") if lemma else None, read, "lexical", "")


def test_an_apparatus_is_gone_through_again_and_again_with_elements_of_its_own() -> None:
    entries = PackedEntries([entry(1, "snow"), entry(2, None), entry(3, "hail")])
    for _ in range(2):
        found = list(entries)
        words = [(each.id, None if each.lemma is None else each.lemma.text, each.readings.text) for each in found]
        assert words == [("a1", "snow", "rain 1"), ("a2", None, "rain 2"), ("a3", "hail", "rain 3")]
        found[0].readings.text = "changed"
    assert (len(entries), entries[1].id, [each.id for each in entries[1:]]) == (3, "a2", ["a2", "a3"])
    assert may_hold(entries, b"hail")
    assert not may_hold(entries, b"<a ")


def test_a_link_in_a_reading_is_seen_without_going_through_the_apparatus() -> None:
    read = etree.fromstring(P.format("", 'see <a href="#there">there</a>'))
    assert may_hold(PackedEntries([ApparatusEntry("a1", "here", "", None, read, "lexical", "")]), b"<a ")
