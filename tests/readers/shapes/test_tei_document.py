"""TEI as a document: looks, verses, speeches, lists, tables, letters, notes of several blocks, numbered divisions, every word."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from itertools import count

import pytest

from edition.messages import Report
from edition.model.documents import Document, DocumentBlock, DocumentNote
from edition.readers.outlines import outline_of
from edition.readers.shapes import UnknownFile, document_of
from edition.readers.shapes.table import SHAPES

HEADER = '<encodingDesc><tagsDecl><rendition xml:id="slanted">font-style: italic</rendition></tagsDecl></encodingDesc>'


def source(text: str) -> bytes:
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader>{HEADER}</teiHeader><text>{text}</text></TEI>'.encode()
    )


def document(body: str, *, whole: bool = False) -> Document:
    raw = source(body if whole else f"<body>{body}</body>")
    return document_of(SHAPES["tei"], UnknownFile(raw, "a.xml"), Report())


def blocks(body: str) -> tuple[DocumentBlock, ...]:
    return document(body).blocks


def kinds(body: str) -> list[tuple[str, tuple[str, ...], str]]:
    return [(block.kind, block.within, block.label + block.text) for block in blocks(body)]


def looks(block: DocumentBlock) -> list[tuple[str, str, str]]:
    return [(block.text[one.start : one.end], one.look, one.value) for one in block.inline]


def keys(body: str) -> list[str]:
    outline, _ = outline_of(source(f"<body>{body}</body>"), "a.xml", "en", Report())
    return [entry.n for entry in outline.entries]


# --- Looks and words --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "wanted"),
    [
        ("<hi rend='italic'>The Salt Road</hi>", [("The Salt Road", "italic", "")]),
        ("<hi rendition='#slanted'>The Salt Road</hi>", [("The Salt Road", "italic", "")]),
        ("<hi style='font-variant: small-caps'>Pell</hi>", [("Pell", "small-caps", "")]),
        ("<title>The Salt Road</title>", [("The Salt Road", "italic", "")]),
        ("<title level='a'>Of Salt</title>", []),
        ("<emph>now</emph>", [("now", "italic", "")]),
        ("<emph rend='bold'>now</emph>", [("now", "bold", "")]),
        ("<foreign xml:lang='la'>nix</foreign>", [("nix", "lang", "la")]),
        ("<foreign xml:lang='la' rend='italic'>nix</foreign>", [("nix", "italic", ""), ("nix", "lang", "la")]),
        ("<hi rend='bold'>a <hi rend='italic'>b</hi></hi>", [("a b", "bold", ""), ("b", "italic", "")]),
        ("1<hi rend='sup'>st</hi>", [("st", "sup", "")]),
        ("<ref target='https://salt.example/'>there</ref>", [("there", "link", "https://salt.example/")]),
        ("<stage>aside</stage>", [("aside", "stage", "")]),
    ],
)
def test_looks_of_a_phrase(phrase: str, wanted: list[tuple[str, str, str]]) -> None:
    (block,) = blocks(f"<p>He wrote {phrase}, and left.</p>")
    assert looks(block) == wanted


def test_a_word_goes_on_over_the_end_of_a_line_that_says_so() -> None:
    (block,) = blocks("<p>the har <lb break='no'/>\n bour, the ever-<pb n='2'/>green and the <lb/>ship</p>")
    assert block.text == "the harbour, the ever-green and the ship"


# --- Blocks -----------------------------------------------------------------------------------------------------------------


def test_verses_stand_in_their_stanzas() -> None:
    found = blocks(
        "<lg type='poem'><head>Two stanzas</head><lg><l n='1'>a</l><l>b</l></lg><lg><l>c</l><l>d</l></lg></lg><p>Prose.</p>"
    )
    assert [(block.kind, block.text, block.gap, block.rows, block.n) for block in found] == [
        ("head", "Two stanzas", 1, 1, ""), ("l", "a", 1, 2, "1"), ("l", "b", 0, 2, ""), ("l", "c", 1, 2, ""), ("l", "d", 0, 2, ""),
        ("p", "Prose.", 1, 1, ""),
    ]  # fmt: skip
    assert [block.within for block in found if block.kind == "l"] == [("stanza",)] * 4


def test_a_speech_says_who_speaks() -> None:
    found = blocks("<sp><speaker>Odo<note>A miller.</note></speaker><p>Come in.</p><stage>Rain.</stage><l>Come.</l></sp><p>So.</p>")
    assert [(block.kind, block.speaker) for block in found] == [
        ("speaker", "Odo"), ("p", "Odo"), ("stage", "Odo"), ("l", "Odo"), ("p", ""),
    ]  # fmt: skip
    assert found[3].within == ("speech", "stanza")


def test_parts_of_a_shared_verse_may_be_in_small_letters() -> None:
    found = blocks("<sp><l part='i'>Come</l></sp><sp><l part='m'>in,</l></sp><sp><l part='F'>then.</l><l part='x'>So.</l></sp>")
    assert [block.part for block in found] == ["I", "M", "F", ""]


def test_what_stands_in_what() -> None:
    assert kinds(
        "<div><epigraph><cit><quote>Salt.</quote><bibl>Pell</bibl></cit></epigraph><p>He said <q>come</q>:</p>"
        "<quote><p>One.</p></quote><floatingText type='letter'><body><opener><dateline>Hull, May</dateline>"
        "<salute>Dear O.,</salute>"
        "</opener><p>Rain.</p><closer><signed>P.</signed></closer></body></floatingText>"
        "<table><head>Calves</head><row><cell>red <p>one</p></cell><cell>2</cell></row></table>"
        "<figure><head>A mill</head><figDesc>The wheel</figDesc></figure><milestone unit='section'/><p>* * *</p></div>"
    ) == [
        ("p", ("epigraph", "quotation"), "Salt."), ("p", ("epigraph", "quotation"), "Pell"), ("p", (), "He said come:"),
        ("p", ("quotation",), "One."), ("dateline", ("letter",), "Hull, May"), ("salute", ("letter",), "Dear O.,"),
        ("p", ("letter",), "Rain."), ("signed", ("letter",), "P."), ("caption", ("table",), "Calves"),
        ("cell", ("table", "row"), "red one"), ("cell", ("table", "row"), "2"), ("caption", (), "A mill"),
        ("figure", (), "The wheel"), ("break", (), ""), ("break", (), ""),
    ]  # fmt: skip


def test_items_have_their_marks() -> None:
    assert kinds(
        "<list rend='numbered'><item>Oil</item><item><p>Salt.</p><p>More.</p>"
        "<list rend='dash'><item>Fine</item></list></item></list>"
        "<list><label>a)</label><item>Lamp</item></list><list type='simple'><item>Ink</item></list>"
    ) == [
        ("item", ("list",), "1. Oil"), ("item", ("list",), "2. Salt."), ("p", ("list",), "More."),
        ("item", ("list", "list"), "– Fine"), ("item", ("list",), "a) Lamp"), ("item", ("list",), "Ink"),
    ]  # fmt: skip


def test_headings_lie_as_deep_as_their_divisions() -> None:
    found = blocks("<div><head>A</head><div><head>B</head><head type='sub'>b</head><p>x</p></div></div>")
    assert [(block.text, block.level) for block in found if block.kind == "head"] == [("A", 1), ("B", 2), ("b", 3)]


def test_front_and_back_say_what_they_are() -> None:
    found = document(
        "<front><titlePage><docTitle><titlePart>Salt</titlePart></docTitle></titlePage>"
        "<div type='preface'><p>Hear.</p></div></front>"
        "<body><p>Rain.</p></body><back><div type='index'><p>Salt, 2</p></div></back>",
        whole=True,
    ).blocks
    assert [(block.within, block.role) for block in found] == [
        (("title-page",), "frontmatter"), ((), "frontmatter preface"), ((), ""), ((), "backmatter index"),
    ]  # fmt: skip


# --- Notes ------------------------------------------------------------------------------------------------------------------


def hung(note: DocumentNote) -> list[str]:
    return [block.text for block in note.blocks]


def test_a_note_keeps_its_blocks_and_looks() -> None:
    (block,) = blocks("<p>He slept.<note n='4'><p>In <hi rend='italic'>his</hi> chair.</p><lg><l>O</l><l>my</l></lg></note></p>")
    (call,) = block.notes
    assert (call.offset, call.note.n, hung(call.note)) == (9, "4", ["In his chair.", "O", "my"])
    assert [one.within for one in call.note.blocks] == [("note",), ("note", "stanza"), ("note", "stanza")]
    assert looks(call.note.blocks[0]) == [("his", "italic", "")]


def test_a_note_that_is_called_twice_is_one() -> None:
    found = blocks("<p>Salt<ref target='#a'>1</ref> and oil<ptr target='#a'/>.</p><noteGrp><note xml:id='a'>Dear.</note></noteGrp>")
    (block,) = found
    assert [(call.offset, call.note.n, hung(call.note)) for call in block.notes] == [(4, "1", ["Dear."]), (12, "1", ["Dear."])]
    assert block.notes[0].note is block.notes[1].note


def test_words_that_lead_to_a_note_stay() -> None:
    (block,) = blocks("<p>Salt (<ref target='#a'>as told below</ref>).<note xml:id='a'>Dear.</note></p>")
    assert block.text == "Salt (as told below)."
    assert [(call.offset, hung(call.note)) for call in block.notes] == [(19, ["Dear."])]


def test_a_note_between_two_paragraphs_hangs_on_the_first() -> None:
    found = blocks("<p>Rain.</p><note>Cold.</note><p>Sun.</p>")
    assert [(block.text, [(call.offset, hung(call.note)) for call in block.notes]) for block in found] == [
        ("Rain.", [(5, ["Cold."])]), ("Sun.", []),
    ]  # fmt: skip


# --- Divisions that the file numbers ------------------------------------------------------------------------------------------

RAIN = "<p>It rained for a day and a night, and nobody went out.</p>"


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("".join(f"<div n='{n}'><head>{head}</head>{RAIN}</div>" for n, head in ((4, "Salt"), (5, "Oil"))), ["4", "5"]),
        (
            "<div n='urn:salt'>"
            + "".join(f"<div n='{book}'>" + "".join(f"<div n='{n}'>{RAIN}</div>" for n in (1, 2)) + "</div>" for book in (1, 2))
            + "</div>",
            ["1.1", "1.2", "2.1", "2.2"],
        ),
        ("".join(f"<div n='{n}'>{RAIN}</div>" for n in ("prol", "12a", "12b")), ["prol", "12a", "12b"]),
        ("".join(f"<div n='{n}'><head>{h}</head>{RAIN}</div>" for n, h in ((8, "Chapter 1"), (9, "Chapter 2"))), ["1", "2"]),
        (f"<div n='1'><head>Salt</head>{RAIN}</div><div n='2'><head>9 August 1944</head>{RAIN}</div>", ["1", "2"]),
    ],
    ids=[
        "headings without numbers",
        "books within an edition",
        "names",
        "the text's own numbers go before",
        "one date is no scheme",
    ],
)
def test_entries_by_the_numbers_of_the_file(body: str, wanted: list[str]) -> None:
    assert keys(body) == wanted


def test_numbered_paragraphs_of_numbered_chapters_are_no_entries() -> None:
    body = "".join(
        f"<div><head>Chapter {c}</head>" + "".join(f"<div n='{n}'>{RAIN}</div>" for n in (1, 2)) + "</div>" for c in (1, 2)
    )
    assert keys(body) == ["1", "2"]


# --- Every word ---------------------------------------------------------------------------------------------------------------

TAGS = """div p ab head l lg sp speaker stage list item table row cell figure quote q cit epigraph floatingText body opener closer
dateline salute signed note ref ptr hi emph foreign title lb pb milestone seg argument trailer byline titlePage docTitle titlePart
castList castItem address addrLine bibl name date postscript anchor label""".split()
EMPTY = frozenset("lb pb milestone ptr anchor".split())
SAID = [
    "n='1'", "n='IV'", "rend='italic'", "rend='run-in'", "rend='numbered'", "rend='plain'", "type='letter'", "xml:lang='la'",
    "break='no'", "unit='section'",
]  # fmt: skip


def tree(chance: random.Random, words: Iterator[int], depth: int = 4) -> str:
    tag = chance.choice(TAGS)
    said = f" {chance.choice(SAID)}" if chance.random() < 0.4 else ""
    if tag == "note":
        said += f" xml:id='n{next(words)}'" if chance.random() < 0.3 else ""
    if tag in ("ref", "ptr"):
        said += f" target='#n{chance.randrange(60)}'"
    if tag in EMPTY:
        return f"<{tag}{said}/>"
    inner = "".join(
        chance.choice([f" w{next(words)} ", "\n", ""]) + tree(chance, words, depth - 1)
        for _ in range(chance.randrange(5) if depth else 0)
    )
    return f"<{tag}{said}>{inner} w{next(words)} </{tag}>"


def told(found: tuple[DocumentBlock, ...], seen: set[int]) -> Iterator[str]:
    """The words of blocks, a note's once."""
    for block in found:
        assert all(0 <= one.start < one.end <= len(block.text) for one in block.inline)
        yield block.label
        yield block.text
        for call in block.notes:
            assert 0 <= call.offset <= len(block.text)
            if id(call.note) not in seen:
                seen.add(id(call.note))
                yield from told(call.note.blocks, seen)


@pytest.mark.parametrize("seed", range(60))
def test_no_word_is_lost_or_read_twice(seed: int) -> None:
    chance, words = random.Random(seed), count()
    body = "".join(f"<div n='{n}'>{tree(chance, words)}{tree(chance, words)}</div>" for n in (1, 2, 3))
    found = Counter(re.findall(r"w\d+", " ".join(told(blocks(body), set()))))
    assert found == Counter(re.findall(r"\bw\d+", body))


def test_letters_are_divided_by_their_datelines() -> None:
    opener = "<opener><dateline>Hull, {} May 1801</dateline><salute>Dear O.,</salute></opener>"
    body = "".join(f"<div>{opener.format(day)}{RAIN}</div>" for day in (4, 9, 12))
    assert keys(body) == ["1801-05-04", "1801-05-09", "1801-05-12"]


def test_a_remark_of_whoever_encoded_it_may_stand_between_divisions_that_have_numbers() -> None:
    scenes = "".join(f"<!-- looked at --><div n='{n}'><head>SCENE {n}</head><!-- here --><p>It rained.</p></div>" for n in (1, 2))
    assert keys(
        f"<div n='1'><!-- first --><head>ACT I</head>{scenes}</div><!-- last --><div n='2'><head>ACT II</head>{scenes}</div>"
    ) == [
        "1.1",
        "1.2",
        "2.1",
        "2.2",
    ]
