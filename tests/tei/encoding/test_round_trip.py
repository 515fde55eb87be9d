"""Every witness of a made-up edition reads back from its TEI as it went in: before decisions and after them."""

from __future__ import annotations

import io
from importlib import resources

from hypothesis import HealthCheck, given, settings
from lxml import etree

from edition.model import Edition, Entry, RunningText
from edition.tei.encoding.document import build
from edition.tei.reading.witness_text import witness_entries
from edition.text.running_text import running_text
from tests.examples import examples
from tests.tei.made_up import Quoted, editions

SLOW = settings(
    deadline=None,
    max_examples=examples(100),
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


OWN = etree.RelaxNG(etree.parse(resources.files("edition.tei") / "schema" / "edition.rng"))


def parsed(document: bytes) -> etree._ElementTree:
    return etree.parse(io.BytesIO(document))


def shape(text: RunningText) -> tuple[object, ...]:
    """What of an entry must come back: heading, blocks without list marks, list marks, title, looks, notes with places."""
    labels = {span.start: span.end for span in text.spans if span.kind == "label"}
    blocks = [(b.kind == "head", text.text[labels.get(b.start, b.start) : b.end]) for b in text.blocks]
    notes = []
    for mark in text.marks:
        if mark.kind == "note":
            block = max((b for b in text.blocks if b.start <= mark.at), key=lambda b: b.start)
            notes.append((text.blocks.index(block), mark.at - block.start, mark.value.n, mark.value.text, mark.value.looks))  # type: ignore[attr-defined]
    run_in = len(text.blocks) > 1 and text.blocks[0].kind == "head" and text.text[text.blocks[0].end] == " "
    title = [text.text[span.start : span.end] for span in text.spans if span.kind == "title"]
    marks = [text.text[start:end] for start, end in sorted(labels.items())]
    return blocks, marks, title, sorted(notes, key=lambda note: note[:4]), run_in, text.looks


def wanted_back(entry: Entry, *, emended: bool) -> tuple[object, ...]:
    return shape(running_text(entry, emended=emended))


@SLOW
@given(editions())
def test_each_full_witness_reads_back(made: tuple[Edition, dict[str, dict[str, Entry]], object]) -> None:
    edition, wanted, _ = made
    tree = parsed(build(edition))
    for siglum, entries in wanted.items():
        emended = {entry.n: entry for entry in witness_entries(tree, siglum)}
        source = {entry.n: entry for entry in witness_entries(tree, siglum, source=True)}
        assert list(emended) == list(source) == list(entries)
        for n, entry in entries.items():
            assert shape(running_text(emended[n])) == wanted_back(entry, emended=True)
            assert shape(running_text(source[n])) == wanted_back(entry, emended=False)


@SLOW
@given(editions())
def test_each_review_reads_back_as_what_it_quotes(made: tuple[Edition, object, dict[str, dict[str, list[Quoted]]]]) -> None:
    edition, _, quoted = made
    tree = parsed(build(edition))
    for siglum, entries in quoted.items():
        found = {entry.n: [(p.text, p.looks) for p in entry.paragraphs] for entry in witness_entries(tree, siglum)}
        assert found == {n: texts for n, texts in entries.items() if texts}


@SLOW
@given(editions())
def test_every_witness_extant_stands_once_in_every_app(made: tuple[Edition, object, object]) -> None:
    edition, _, _ = made
    for entry in edition.entries:
        full = {w.siglum for w in edition.witnesses if not w.fragment_of} - set(entry.lacking)
        for unit in entry.units:
            sigla = [siglum for reading in unit.readings for siglum in reading.sigla]
            assert len(sigla) == len(set(sigla))
            assert unit.type == "attestation" or full <= set(sigla)


@SLOW
@given(editions())
def test_every_edition_is_valid(made: tuple[Edition, object, object]) -> None:
    tree = parsed(build(made[0]))
    assert OWN.validate(tree), OWN.error_log


@SLOW
@given(editions())
def test_the_same_edition_gives_the_same_bytes(made: tuple[Edition, object, object]) -> None:
    assert build(made[0]) == build(made[0])
