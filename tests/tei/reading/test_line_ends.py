"""A word that the end of a line, column or page cuts is whole again; a hyphen of its own stays."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest
from lxml import etree

from edition.tei.names import NS, TEI
from edition.tei.reading.line_ends import join_lines
from tests.tei.growth import grows_with_length


def joined(tei: str) -> str:
    """The text as it is read: breaks without break="no" are spaces, hyphens of line ends are not read."""
    root = etree.fromstring(f'<body xmlns="{NS}"><p>{tei}</p></body>')
    join_lines(root)
    for mark in list(root.iter(TEI + "lb", TEI + "pc", TEI + "note")):
        text = " " if mark.tag == TEI + "lb" and mark.get("break") != "no" else ""
        mark.text = (mark.text or "") + text if mark.get("force") != "weak" and mark.tag != TEI + "note" else ""
    return "".join(root.itertext())


@pytest.mark.parametrize(
    ("tei", "text"),
    [
        # Told to be no end of a word.
        ("the lan-<lb break='no'/>tern", "the lantern"),
        ("the lan<lb break='no'/>-tern", "the lantern"),
        ("the lan\n   <lb break='no'/>tern", "the lantern"),
        ("the lan-\n   <lb break='no'/>\n   tern", "the lantern"),
        ("the lan-<pb n='2' break='no'/><lb/>tern", "the lantern"),
        ("the lan\n   <lb break='no'/>...tern", "the lan...tern"),
        ("the <hi>lan-</hi><lb break='no'/><hi>tern</hi>", "the lantern"),
        ("the lan<pc>-</pc><lb break='no'/>tern", "the lantern"),
        ("the lan<note>so</note><lb break='no'/>tern", "the lantern"),
        ("the lan¬<lb/>tern", "the lantern"),
        # Not told, but there is a hyphen: the word goes on, with the hyphen.
        ("the lamp-<lb/>light", "the lamp-light"),
        ("the lamp-\n   <lb/>light", "the lamp-light"),
        # The document has the word elsewhere, with a hyphen or without.
        ("the lamp-<lb/>light, and no lamplight", "the lamplight, and no lamplight"),
        ("a well-<lb break='no'/>known man, well-known", "a well-known man, well-known"),
        # Ends of words.
        ("the lamp<lb/>light", "the lamp light"),
        ("fore- <lb/>and hindmost", "fore-  and hindmost"),
        ("he slept –<lb/>she woke", "he slept – she woke"),
        ("the lamp-<lb break='yes'/>light", "the lamp- light"),
    ],
)
def test_halves_of_words(tei: str, text: str) -> None:
    assert joined(tei) == text


def test_joining_twice_is_joining_once() -> None:
    root = etree.fromstring(f'<body xmlns="{NS}"><p>the lan-<lb break="no"/>tern, the lamp-<lb/>light</p></body>')
    join_lines(root)
    once = etree.tostring(root)
    join_lines(root)
    assert etree.tostring(root) == once


@pytest.mark.parametrize(
    "body",
    [
        "<p>a <hi>b</hi> wel-</p><pb/><p>come</p>",
        "<p>all is wel-<pb/></p><head>come</head>",
        "<p>all is wel-<seg><pb/></seg><head>come</head></p>",
        "<list><item>all is wel-</item><pb/><item>come</item></list>",
        "<p>all is wel-<hi><list><item>a</item></list></hi><lb/>come</p>",
    ],
)
def test_a_word_ends_with_its_block(body: str) -> None:
    root = etree.fromstring(f'<body xmlns="{NS}">{body}</body>')
    before = etree.tostring(root)
    join_lines(root)
    assert etree.tostring(root) == before


def test_what_stands_beside_the_text_is_no_half_of_a_word() -> None:
    assert (
        joined("<hi>the lan-<note>so</note><!-- so --></hi><lb break='no'/><hi><!-- so --><note>so</note>tern</hi>")
        == "the lantern"
    )


@pytest.mark.parametrize(
    "piece",
    ["<lb/><anchor/>", "<lb/><note>a</note>", "<pb/><fw>a</fw>", "<lb/><!-- a -->", "a"],
    ids=["anchor", "note", "fw", "comment", "run"],
)
def test_breaks_take_time_in_proportion_to_their_number(piece: str) -> None:
    def work(size: int) -> Callable[[], object]:
        root = etree.fromstring(f'<body xmlns="{NS}"><p>lan-{piece * size}<lb/>tern</p></body>')
        return lambda: join_lines(copy.deepcopy(root))

    assert grows_with_length(work, 1000)
