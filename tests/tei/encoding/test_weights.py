"""Weights, grades and free beads of made-up comparisons, written into a document and read back; each document is valid."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lxml import etree

import edition
from edition.collation.merge import apparatus
from edition.messages import Report
from edition.model import Bead, CollatedWitness, Description, Edition, Entry, Paragraph, Stretch, Variant, Witness
from edition.tei.encoding.document import build
from edition.tei.names import TEI
from edition.tei.validation.checking import OWN_SCHEMA, validate
from edition.text.running_text import running_text

BASE = "The keeper lit forty lamps. The sea was grey; nobody slept."


def made(tmp_path: Path, *others: tuple[str, list[tuple[str, str, str, str, float | None]], tuple[Bead, ...]]) -> Path:
    """A document of BASE and others. Of each other: its siglum, its variants, in order, as (words of the base, its own words, type,
    grade, weight), and its beads.
    """
    entry = Entry("1", None, "", None, None, (Paragraph(BASE),))
    text = running_text(entry)
    witnesses, collated = [Witness("A", entries=(entry,))], []
    for siglum, readings, beads in others:
        own, at, variants = "", 0, []
        for lemma, words, type_, grade, weight in readings:
            start = text.text.index(lemma, at)
            own += text.text[at:start]
            at = start + len(lemma)
            variants.append(Variant((start, at), (len(own), len(own) + len(words)), type_, grade, weight=weight))
            own += words
        other = running_text(replace(entry, paragraphs=(Paragraph(own + text.text[at:]),)))
        witnesses.append(Witness(siglum, entries=(entry,)))
        collated.append(CollatedWitness(siglum, (Stretch(0, len(text.text), other, tuple(variants)),), beads))
    found = apparatus("1", None, "A", text, collated)
    description = Description("x", "Lamps", authors=("Nobody",), editors=("Ed",), base="A", key="number")
    path = tmp_path / "x.xml"
    path.write_bytes(build(Edition(description, tuple(witnesses), (found,))))
    return path


FORTY = ("forty", "four", "lexical", "substantive", 0.834)
GREY = ("grey", "gray", "orthographic", "accidental", 0.0)
SLEPT = ("slept", "was asleep", "lexical", "stylistic", 0.212)
FOUR = ("forty", "two score", "lexical", "stylistic", 0.118)


def checked(path: Path, tei_all: etree.RelaxNG) -> etree._ElementTree:
    report = Report()
    validate(path, report, OWN_SCHEMA)
    assert [str(message) for message in report if message.severity != "info"] == []
    tree = etree.parse(path)
    tei_all.assertValid(tree)
    return tree


def test_each_value_of_a_weight_stands_once_and_is_read_back(tmp_path: Path, tei_all: etree.RelaxNG) -> None:
    path = made(tmp_path, ("B", [FORTY, GREY, SLEPT], ()))
    tree = checked(path, tei_all)
    stated = [(each.get("degree"), len(each.get("target", "").split())) for each in tree.iter(TEI + "certainty")]
    assert stated == [("0.83", 1), ("0.21", 1), ("0.00", 1)]
    book = edition.open_tei(path)
    assert [(unit.lemma, unit.weight) for unit in book.apparatus] == [("forty", 0.83), ("grey", 0.0), ("slept", 0.21)]
    assert [unit.lemma for unit in book.apparatus.heaviest()] == ["forty", "slept", "grey"]
    assert "calibrated on prose in English" in "".join(map(str, tree.getroot().itertext()))


def test_units_of_one_weight_share_a_value(tmp_path: Path, tei_all: etree.RelaxNG) -> None:
    tree = checked(made(tmp_path, ("B", [(*FORTY[:4], 0.211), SLEPT], ())), tei_all)
    assert [(each.get("degree"), len(each.get("target", "").split())) for each in tree.iter(TEI + "certainty")] == [("0.21", 2)]


def test_what_was_not_weighed_has_no_weight(tmp_path: Path, tei_all: etree.RelaxNG) -> None:
    path = made(tmp_path, ("B", [(*FORTY[:4], None)], ()))
    tree = checked(path, tei_all)
    assert next(tree.iter(TEI + "certainty"), None) is None
    assert "calibrated" not in "".join(map(str, tree.getroot().itertext()))
    book = edition.open_tei(path)
    assert [unit.weight for unit in book.apparatus] == [None]
    assert book.apparatus.heaviest() == tuple(book.apparatus)


def test_each_reading_has_its_own_type_and_grade_and_the_app_the_highest(tmp_path: Path, tei_all: etree.RelaxNG) -> None:
    path = made(
        tmp_path, ("B", [FORTY], ()), ("C", [FOUR, SLEPT], ()), ("D", [("forty", "forti", "orthographic", "accidental", 0.0)], ())
    )
    checked(path, tei_all)
    forty, slept = edition.open_tei(path).apparatus
    assert (forty.type, forty.grade, forty.weight) == ("lexical", "substantive", 0.83)
    assert [(reading.sigla, reading.type, reading.grade) for reading in forty] == [
        (("A",), "", ""),
        (("B",), "lexical", "substantive"),
        (("C",), "lexical", "stylistic"),
        (("D",), "orthographic", "accidental"),
    ]
    assert [reading.grade for reading in slept] == ["", "stylistic"]


def test_a_mark_may_be_of_sense(tmp_path: Path, tei_all: etree.RelaxNG) -> None:
    path = made(tmp_path, ("B", [("slept.", "slept?", "punctuation", "substantive", 0.7)], ()))
    checked(path, tei_all)
    [unit] = edition.open_tei(path).apparatus
    assert (unit.type, unit.grade, unit.weight) == ("punctuation", "substantive", 0.7)


FIRST = (0, BASE.index("The sea"))


def test_a_free_bead_is_one_reading_and_says_so(tmp_path: Path, tei_all: etree.RelaxNG) -> None:
    whole = ("The keeper lit forty lamps. ", "Light fell on the stair. ", "lexical", "stylistic", 0.4)
    rest = Bead((FIRST[1], len(BASE)), (25, 57), 0.9)
    tree = checked(made(tmp_path, ("B", [whole], (Bead(FIRST, (0, 25), 0.1, free=True), rest))), tei_all)
    segs = [(seg.get("subtype"), len(seg.findall(TEI + "app"))) for seg in tree.iter(TEI + "seg")]
    assert segs == [("free", 1), (None, 0)]


def test_a_free_bead_of_which_no_reading_covers_the_whole_is_none(tmp_path: Path, tei_all: etree.RelaxNG) -> None:
    beads = Bead(FIRST, FIRST, 0.1, free=True), Bead((FIRST[1], len(BASE)), (FIRST[1], len(BASE)), 0.9)
    tree = checked(made(tmp_path, ("B", [FORTY], beads)), tei_all)
    assert [seg.get("subtype") for seg in tree.iter(TEI + "seg")] == [None, None]
