"""A text that can be read and heard: what is linked in it, what a mark leads to, and where the variants stand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from edition.messages import Report
from edition.tei.names import NS
from edition.writers.book.metadata import XHTML, raw
from edition.writers.epub import publication
from edition.writers.settings import Settings
from tests.writers.epub.test_publication import OPF, TYPE, by_role, joined, made, package, pages

MARKS = ("substantive", "sentence", "all", "none")


@pytest.fixture(scope="module")
def books(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The specimen, once for each way to mark its variants."""
    tree = etree.parse(root / "tei/specimen.xml")
    return {marks: made(tree, tmp_path_factory.mktemp(marks), marks=marks, apparatus="all") for marks in MARKS}


def text(book: Path) -> etree._Element:
    """The sections of the entries, without the texts of the witnesses."""
    whole = joined(pages(book), "text/")
    kept = etree.Element("entries")
    kept.extend([section for section in whole.iter(XHTML + "section") if section.get("class") == "entry"])
    return kept


def variants(book: Path) -> etree._Element:
    return joined(pages(book), "variants/")


def running(section: etree._Element) -> list[etree._Element]:
    """The links within the words of a text: not those of the line under the heading, nor those of its notes."""
    return [
        link
        for link in section.iter(XHTML + "a")
        if link.get("class") in ("lem", "mark", "sign") and not any(node.get("class") == "notes" for node in link.iterancestors())
    ]


@pytest.mark.parametrize("marks", MARKS)
def test_no_link_in_the_text_is_punctuation_alone(marks: str, books: dict[str, Path]) -> None:
    for link in running(text(books[marks])):
        assert any(letter.isalnum() for letter in raw(link)) or raw(link) in "+¶", etree.tostring(link)


def test_words_that_differ_in_substance_are_links_and_no_others(books: dict[str, Path]) -> None:
    rows = {row.get("id"): row for row in variants(books["substantive"]).iter(XHTML + "li")}
    linked = [link for link in running(text(books["substantive"])) if link.get("class") == "lem"]
    assert len(linked) > 10
    for link in linked:
        assert raw(rows[link.get("href", "")[1:]]).startswith("*")
    everything = [link for link in running(text(books["all"])) if link.get("class") == "lem"]
    assert len(everything) > 4 * len(linked)


def test_each_sentence_with_variants_has_one_mark_that_counts_them(books: dict[str, Path]) -> None:
    groups = {group.get("id"): group for group in by_role(variants(books["sentence"]), "doc-footnote")}
    marked = running(text(books["sentence"]))
    assert {link.get("class") for link in marked} == {"mark"}
    assert max(Counter(link.get("href") for link in marked).values()) == 1
    counted = [link for link in marked if raw(link).isdigit()]
    assert len(counted) > 100
    for link in counted:
        rows = [row for row in groups[link.get("href", "")[1:]].iter(XHTML + "li") if "quoted in" not in raw(row)]
        assert raw(link) == str(len(rows))
        assert link.get("aria-label") == ("1 variant" if len(rows) == 1 else f"{len(rows)} variants")
        assert link.get("role") is None
    assert {link.get("aria-label") for link in marked if not raw(link).isdigit()} <= {"quoted in Lr"}


def test_a_book_without_marks_leads_to_the_variants_at_each_entry(books: dict[str, Path]) -> None:
    entries = text(books["none"])
    assert running(entries) == []
    heads = {heading.get("id") for heading in variants(books["none"]).iter(XHTML + "h1")}
    ways = [
        [(raw(link), link.get("href", "")[1:] in heads) for link in p]
        for p in entries.iter(XHTML + "p")
        if p.get("class") == "ways"
    ]
    assert ("Variants", True) in ways[0]


def test_the_text_of_each_witness_is_one_link_away_and_has_no_marks(books: dict[str, Path]) -> None:
    whole = joined(pages(books["substantive"]), "text/")
    ids = {element.get("id"): element for element in whole.iter() if element.get("id")}
    first = next(section for section in whole.iter(XHTML + "section") if section.get("class") == "entry")
    (ways,) = [p for p in first.iter(XHTML + "p") if p.get("class") == "ways"]
    assert [raw(link) for link in ways] == ["Variants", "The text of K", "The text of L"]
    for link in list(ways)[1:]:
        there = ids[link.get("href", "")[1:]]
        assert there.get("class") == "version"
        assert running(there) == []
        assert "crates" in raw(there)


def test_the_role_of_a_call_is_for_notes_alone(books: dict[str, Path]) -> None:
    for marks in MARKS:
        whole = joined(pages(books[marks]), "")
        ids = {element.get("id"): element for element in whole.iter() if element.get("id")}
        calls = by_role(whole, "doc-noteref")
        assert len(calls) > 5
        assert {ids[call.get("href", "")[1:]].get(TYPE) for call in calls} == {"endnote"}


def test_variants_stand_in_files_of_their_own_that_are_not_read_in_passing(books: dict[str, Path]) -> None:
    found = package(books["substantive"])
    files = {item.get("id"): item.get("href", "") for item in found.iter(OPF + "item")}
    linear = {files[ref.get("idref")]: ref.get("linear") for ref in found.iter(OPF + "itemref")}
    assert {path for path, said in linear.items() if said == "no"} == {
        path for path in files.values() if path.startswith("variants/")
    }
    assert len([path for path in linear if path.startswith("variants/")]) > 1
    assert not [row for row in text(books["substantive"]).iter(XHTML + "li") if row.get("class") == "variant"]


def test_a_sentence_is_quoted_once_and_followed_by_its_variants_and_the_other_text(books: dict[str, Path]) -> None:
    groups = by_role(variants(books["substantive"]), "doc-footnote")
    quoted = [raw(group[0]).partition(" ↩")[0] for group in groups]
    assert len(set(quoted)) == len(quoted)
    assert "" not in quoted
    group = groups[quoted.index("Room on the third floor, rue du Puits-Salé, above a chandler’s.")]
    said = [" ".join(raw(part).split()) for part in group]
    assert [" ".join(raw(row).split()) for row in group[1]][1].startswith("*third] fourth L")
    assert group[2].tag == XHTML + "details"
    assert said[2] == "The sentence in LMy room is on the fourth floor, above a ship chandler’s shop in the rue du Puits-Salé."
    assert "open" not in group[2].attrib


def test_no_aside_is_left_which_some_readers_hide(books: dict[str, Path]) -> None:
    for page in pages(books["substantive"]).values():
        assert not list(page.iter(XHTML + "aside"))
        assert "(construction)" not in raw(page)


def test_the_title_of_a_witness_is_told_once_in_a_file(books: dict[str, Path]) -> None:
    titled = 0
    for page in pages(books["substantive"]).values():
        titles = [abbr.get("title") for abbr in page.iter(XHTML + "abbr") if abbr.get("title")]
        assert len(titles) == len(set(titles))
        titled += len(titles)
    assert titled > 5


def test_long_entries_stand_by_themselves_and_short_ones_together(tmp_path: Path) -> None:
    header = f'<TEI xmlns="{NS}"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt></fileDesc></teiHeader><text><body>'
    entries = [(number, 40 if number % 4 else 4_000) for number in range(1, 9)]
    body = "".join(
        f'<div type="entry" n="{n}" xml:id="e{n}"><head>Day {n}</head><p>{"Snow. " * words}</p></div>' for n, words in entries
    )
    tree = etree.ElementTree(etree.fromstring(f"{header}{body}</body></text></TEI>"))
    publication.write(tree, Settings(), tmp_path / "book.epub", Report())
    found = {name: page for name, page in pages(tmp_path / "book.epub").items() if "entry" in name}
    days = [[raw(heading) for heading in page.iter(XHTML + "h1", XHTML + "h2")] for page in found.values()]
    assert days == [["Day 1", "Day 2", "Day 3", "Day 4"], ["Day 5", "Day 6", "Day 7", "Day 8"]]


def test_the_contents_list_the_entries_of_each_text(books: dict[str, Path]) -> None:
    nav = pages(books["substantive"])["nav.xhtml"]
    (line,) = [item for item in nav.iter(XHTML + "li") if raw(item[0]) == "The text of L"]
    assert len(list(line.iter(XHTML + "li"))) > 5
    (around,) = line.iterancestors(XHTML + "ol")
    assert around.getparent() is not None
    assert around.getparent().tag == XHTML + "nav"


def verses(base: str = "A") -> etree._ElementTree:
    """Three verses, of which the first two and half of the third are one sentence, in the text of `base`."""
    bead = '<seg type="bead" xml:id="b{}"{}>'
    first, second, third = (bead.format(*row) for row in ((1, ' next="#b2"'), (2, ' prev="#b1" next="#b3"'), (3, ' prev="#b2"')))
    other = "B" if base == "A" else "A"
    app = f'<app type="lexical" subtype="stylistic"><lem wit="#{base}">{{}}</lem><rdg wit="#{other}">{{}}</rdg></app>'
    witnesses = "".join(f'<witness xml:id="{key}"><abbr type="siglum">{key}</abbr></witness>' for key in "AB")
    return etree.ElementTree(
        etree.fromstring(
            f'<TEI xmlns="{NS}" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><sourceDesc><listWit>'
            f"{witnesses}</listWit></sourceDesc></fileDesc></teiHeader><text><body>"
            f'<div type="entry" n="1" xml:id="e" source="#{base}"><head>One</head><lg>'
            f"<l>{first}<lb edRef='#{other}'/>The tide <lb edRef='#{other}'/>{app.format('goes out', 'runs down')},</seg></l>"
            f"<l>{second}and the boats</seg></l></lg>"
            f"<lg><l>{third}lie {app.format('over', 'down')}.</seg> "
            f"{bead.format(4, '')}Nobody {app.format('calls', 'shouts')}.</seg></l>"
            "</lg></div></body></text></TEI>"
        )
    )


def test_a_sentence_over_several_verses_is_one(tmp_path: Path) -> None:
    book = made(verses(), tmp_path)
    (line,) = {link.getparent() for link in running(text(book))}
    assert raw(line) == "lie over.2 Nobody calls.1"
    groups = [" ".join(raw(group).split()) for group in by_role(variants(book), "doc-footnote")]
    assert [group.partition(" ↩")[0].removeprefix("1.3 ") for group in groups] == [
        "The tide goes out, / and the boats // lie over.",
        "Nobody calls.",
    ]
    assert groups[0].endswith("The sentence in BThe tide / runs down, and the boats lie down.")


@pytest.mark.parametrize("base", ["A", "B"])
def test_where_texts_stand_side_by_side_the_marks_stand_in_that_of_the_base(base: str, tmp_path: Path) -> None:
    book = made(verses(base), tmp_path, parallel=True)
    whole = joined(pages(book), "text/")
    marked = [link for link in running(whole) if link.get("class") == "mark"]
    versions = [next(node for node in link.iterancestors() if "version" in node.get("class", "")) for link in marked]
    assert [raw(version[0]) for version in versions] == [base, base]
    # From each entry a link leads back to the mark of its sentence.
    back = [link.get("href", "").rpartition("#")[2] for link in variants(book).iter(XHTML + "a") if link.get("class") == "lemma"]
    assert back == [marked[0].get("id"), marked[0].get("id"), marked[1].get("id")]
