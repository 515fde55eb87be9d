"""Where a tag or an attribute stands in a document, to the column."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.tei.reading.positions import Places
from edition.tei.reading.safety import safe_parser
from tests.examples import examples

SAMPLE = Path(__file__).parent.parent / "samples" / "notebook.xml"


def places(document: str) -> tuple[Places, list[etree._Element]]:
    tree = etree.fromstring(document.encode(), safe_parser()).getroottree()
    return Places(tree, document), list(tree.iter(etree.Element))


def test_a_tag_stands_where_it_begins_though_it_goes_over_lines() -> None:
    found, (root, child) = places('<a>\n  <b\n    n="1"\n    xml:id="x">words</b>\n</a>')
    assert found.of(root) == (1, 1)
    assert found.of(child) == (2, 3)
    assert found.of(child, "n") == (3, 5)
    assert found.of(child, "{http://www.w3.org/XML/1998/namespace}id") == (4, 5)
    assert found.end_of(child) == (4, 21)


def test_what_only_looks_like_a_tag_is_none() -> None:
    top = '<!DOCTYPE a [<!-- <b> --> <!ENTITY c "]>&lt;b>">]>\n'
    line = '<a n="&lt;b>"><!-- <b/> --><![CDATA[<b/>]]><?b <b/> ?><c/></a>'
    found, elements = places(top + line)
    assert found.exact
    assert found.of(elements[1]) == (2, line.index("<c/>") + 1)
    assert found.end_of(elements[1]) == found.of(elements[1])


def test_words_between_children_are_found() -> None:
    found, (root, first, second) = places("<a>\n <b>one</b>\n stray words <b/></a>")
    assert found.words_in(root) == ("stray words", 3, 2)
    assert found.words_in(first) == ("one", 2, 5)
    assert found.words_in(second)[0] == ""


def test_the_markup_that_ends_before_a_place() -> None:
    found, (root, child) = places("<a>\n <b>one</b></a>")
    assert found.before(2, 5) == (child, "start")
    assert found.before(2, 12) == (child, "end")
    assert found.before(2, 16) == (root, "end")
    assert found.before(1, 1) is None
    assert found.before(9, 1) is None


def test_where_entities_put_in_elements_only_lines_are_known() -> None:
    found, elements = places('<!DOCTYPE a [<!ENTITY b "<b/>">]>\n<a>\n&b;\n<c/></a>')
    assert not found.exact
    assert found.of(elements[-1]) == (4, None)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_element_of_the_notebook_stands_at_its_tag(end: str) -> None:
    document = SAMPLE.read_text(encoding="utf-8").replace("\n", end)
    found, elements = places(document)
    lines = document.split("\n")
    for element in elements:
        line, column = found.of(element)
        assert line is not None
        assert column is not None
        assert lines[line - 1][column - 1 :].startswith(f"<{etree.QName(element).localname}")


@settings(deadline=None, max_examples=examples(150))
@given(
    st.lists(
        st.sampled_from(["<b>", "</b>", "<c n='>'/>", "<!-- <b> -->", "words", "\n", "<?p ?>", "<![CDATA[<b>]]>"]), max_size=30
    )
)
def test_whatever_is_well_formed_is_scanned_right(parts: list[str]) -> None:
    document = f"<a>{''.join(parts)}</a>"
    try:
        found, elements = places(document)
    except etree.XMLSyntaxError:
        return
    assert found.exact
    assert [found.of(element) for element in elements] == sorted({found.of(element) for element in elements})
