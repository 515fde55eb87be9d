"""The printed apparatus: readings of a document in, entries as a reader sees them out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.messages import Report
from edition.writers.book import sections
from edition.writers.book.metadata import XHTML, raw
from edition.writers.book.printed_readings import last_word, lemma_markup, trim
from edition.writers.book.types import ApparatusEntry, Book, Section
from edition.writers.settings import Settings
from tests.examples import examples

BREAK = '<milestone unit="paragraph"/>'
Maker = Callable[..., Book]


def printed(entry: ApparatusEntry) -> str:
    """An entry as it reads on the page."""
    lemma = f"{raw(entry.lemma)}] " if entry.lemma is not None else ""
    return " ".join((lemma + raw(entry.readings)).split())


def silent(unit: str, siglum: str) -> str:
    """The same app, the reading of a witness kept out of the printed apparatus."""
    return unit.replace(f'<rdg wit="#{siglum}">', f'<rdg wit="#{siglum}" ana="#readings.silent">')


def section_of(book: Book) -> Section:
    return next(section for section in book.sections if section.kind == "entry")


def entries(book: Book) -> list[str]:
    return [printed(entry) for entry in section_of(book).apparatus]


def app(lemma: str, *readings: str, kind: str = "lexical", grade: str = "substantive") -> str:
    """An app of A against B, C, …; a reading None is left out."""
    others = "".join(f'<rdg wit="#{siglum}">{words}</rdg>' for siglum, words in zip("BC", readings, strict=False))
    return f'<app type="{kind}" subtype="{grade}"><lem wit="#A">{lemma}</lem>{others}</app>'


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        (f"The {app('lamp', 'light')} is out.", ["lamp] light B"]),
        (f"The {app('lamp', 'light', 'lantern')} is out.", ["lamp] light B; lantern C"]),
        # A reading that agrees with the base is not printed.
        (f"The {app('lamp', 'light', 'lamp')} is out.", ["lamp] light B"]),
        (f"The {app('lamp', 'lamp', kind='emendation')} is out.", []),
        # Nor is one that the editor silenced.
        (f"The {silent(app('lamp', 'light', 'lantern'), 'B')} is out.", ["lamp] lantern C"]),
        (f"The {silent(app('lamp', 'light'), 'B')} is out.", []),
        # A lemma alone is printed for the note that it has.
        ('The <app><lem wit="#A">lamp</lem><note>of tin</note></app> is out.', ["lamp] (of tin)"]),
        # Omission and addition.
        (f"A {app('small ', '')}lamp.", ["small] not in B"]),
        (f"A {app('small ', '', '')}lamp.", ["small] not in B, C"]),
        (f"A small {app('', 'red ', kind='addition')}lamp.", ["small] B adds red"]),
        (f"{app('', 'Once ', kind='addition')}a lamp.", ["B adds Once"]),
        # Punctuation goes with the word before it, an opening mark with the word after it.
        (f"It went out{app(';', ',', kind='punctuation')} and on.", ["out;] out, B"]),
        (f"It went out{app('', ',', kind='punctuation')} and on.", ["out] out, B"]),
        (f"It went out{app(',', '', kind='punctuation')} and on.", ["out,] out B"]),
        (f"He said, {app('‘', '“', kind='punctuation')}Light it.", ["‘Light] “Light B"]),
        # White space at the ends of a reading is not printed.
        (f"It went{app(' out', '')}.", ["out] not in B"]),
        # Paragraphs.
        (f"{app(BREAK, ' ', kind='paragraph')}Night.", ["no new paragraph in B"]),
        (f"Night.{app(' ', BREAK, kind='paragraph')}Rain.", ["Night] new paragraph in B"]),
        # The sign of a paragraph is not printed at the end of what is added.
        (f"Night. {app('', f'It rained.{BREAK}', kind='addition')}Rain.", ["Night] B adds It rained."]),
        # Nor is the mark of a list that one has and the other has not; its words are.
        (f"{app('<label>–</label> ', '', kind='punctuation')}oil", []),
        (f"{app('<label>1.</label> ', '<label>–</label> ', kind='punctuation')}oil", []),
        (f"{app('<label>–</label> oil', '<label>–</label> salt')}", ["– oil] – salt B"]),
        # What a longer lemma begins and ends with.
        (f"{app('one two three four five six seven eight nine', 'ten')}.", ["one two three … eight nine] ten B"]),
    ],
)
def test_a_variant_is_printed_negatively(entry: Maker, paragraph: str, expected: list[str]) -> None:
    assert entries(entry(f"<p>{paragraph}</p>")) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("light", " light ", ["lamp] light B, C"]),
        ("<hi rend='italic'>light</hi>", " <hi rend='italic'>light</hi>", ["lamp] light B, C"]),
        # Other looks or notes are other readings.
        ("light", "<hi rend='italic'>light</hi>", ["lamp] light B; light C"]),
        ("<foreign xml:lang='la'>lux</foreign>", "<foreign xml:lang='it'>lux</foreign>", ["lamp] lux B; lux C"]),
        ("light<note>of oil</note>", "light<note>of tin</note>", ["lamp] light B; light C"]),
    ],
)
def test_readings_that_are_printed_alike_are_one(one: str, other: str, expected: list[str], entry: Maker) -> None:
    book = entry(f"<p>The {app('lamp', one, other)} is out.</p>")
    assert entries(book) == expected
    section = section_of(book)
    calls = {part.get("id") for found in section.apparatus for part in found.readings.iter() if part.get("class") == "call"}
    assert calls == {note.anchor for note in section.notes}


def test_the_words_of_the_base_stand_in_the_text_and_the_entry_points_to_them(entry: Maker) -> None:
    section = section_of(entry(f"<p>The {app('lamp', 'light')} is{app(' out', '')}.</p>"))
    assert raw(section.body).strip().endswith("The lamp is out.")
    places = {element.get("id"): raw(element) for element in section.body.iter(XHTML + "span") if element.get("class") == "lem"}
    assert [places[found.anchor] for found in section.apparatus] == ["lamp", "out"]


def test_a_document_without_base_names_the_witnesses_of_its_lemma(entry: Maker) -> None:
    source = f"<p>The {app('lamp', 'light')}.</p>"
    assert entries(entry(source)) == ["lamp] light B"]
    assert entries(entry(source, base="")) == ["lamp A] light B"]


def test_an_app_without_lemma_shows_the_base_and_is_reported(entry: Maker) -> None:
    report = Report()
    source = '<p>The <app><rdg wit="#B">light</rdg><rdg wit="#A">lamp</rdg></app>.</p>'
    book = entry(source, report)
    assert entries(book) == ["lamp] light B"]
    assert [message.code for message in report] == ["I503"]


def test_a_comment_in_an_app_and_a_witness_detail_are_printed_after_the_readings(entry: Maker) -> None:
    source = (
        '<p>The <app><lem wit="#A">lamp</lem><rdg wit="#B">light</rdg><note>Both are usual.</note>'
        '<witDetail wit="#B">in pencil</witDetail></app>.</p>'
    )
    assert entries(entry(source)) == ["lamp] light B (Both are usual.) (B: in pencil)"]


def test_an_unknown_siglum_is_printed_as_it_stands_and_reported_once(entry: Maker) -> None:
    report = Report()
    twice = '<app><lem wit="#A">lamp</lem><rdg wit="#X">light</rdg></app>'
    assert entries(entry(f"<p>The {twice}, the {twice}.</p>", report)) == ["lamp] light X", "lamp] light X"]
    assert [str(message.values["siglum"]) for message in report] == ["X"]


def test_readings_that_hold_one_another_are_all_set(entry: Maker) -> None:
    inner = app("small", "little")
    book = entry(f"<p>{app(f'a {inner} lamp', 'a light')}.</p>")
    assert entries(book) == ["a small lamp] a light B", "small] little B"]


# --- The notebook: the devices of our own encoding ------------------------------------------------------------------


def found(notebook: etree._ElementTree, ident: str, **settings: str) -> list[str]:
    book = sections.book(notebook, Settings(**settings), Report())  # type: ignore[arg-type]
    return [printed(entry) for section in book.sections for entry in section.apparatus if section.id == ident]


def test_the_apparatus_of_an_entry(notebook: etree._ElementTree) -> None:
    assert found(notebook, "e.1901-02-03", apparatus="all") == [
        "3 February 1901.] February 3, 1901 B",
        "lamp] light B",
        "out;] out, B",
        "Rui] the boy B",
        "ran] B adds quickly",
        "Nobody saw him … the river.] not in B",
        "quoted in Br",
        "no new paragraph in B",
        "Night] new paragraph in B",
        "A dog barked.] stands later in B",
        "Phare] B has here A dog was barking.",
        "wick] weak in the source A",
        "– salt.] not in B",
    ]


def test_quotations_say_from_where_to_where_and_whole_lacunae_that_the_witness_is_silent(notebook: etree._ElementTree) -> None:
    assert found(notebook, "e.1901-05") == [
        "Not in B.",
        "all that I have is this] quoted in Bs",
        "all that I … its oil] quoted in Br",
        "all that I have] all [that] is mine Br; all mine Bs",
    ]


def test_a_siglum_has_its_raised_letter_and_its_full_title(notebook: etree._ElementTree) -> None:
    book = sections.book(notebook, Settings(), Report())
    readings = [entry.readings for section in book.sections for entry in section.apparatus]
    siglum = next(abbr for markup in readings for abbr in markup.iter(XHTML + "abbr") if raw(abbr) == "Br")
    assert siglum.get("title") == "The Gazette"
    assert [raw(part) for part in siglum.iter(XHTML + "sup")] == ["r"]


def test_stylistic_is_the_default_and_leaves_accidentals_out_and_none_leaves_all_out(notebook: etree._ElementTree) -> None:
    kept = found(notebook, "e.1901-02-03")
    assert kept == found(notebook, "e.1901-02-03", apparatus="stylistic")
    assert "lamp] light B" in kept
    assert not [line for line in kept if line.startswith(("out", "no new", "3 Feb"))]
    # An emendation has no grade.
    assert "wick] weak in the source A" in kept
    assert found(notebook, "e.1901-02-03", apparatus="none") == []


def test_substantive_prints_substantive_readings_alone(notebook: etree._ElementTree) -> None:
    kept = found(notebook, "e.1901-02-03", apparatus="substantive")
    assert not {"lamp] light B", "wick] weak in the source A"}.intersection(kept)
    assert "Rui] the boy B" in kept


# An app with readings of two grades, those of B and C.
TWO = (
    '<app type="lexical" subtype="substantive"><lem wit="#A">forty</lem>'
    '<rdg wit="#B" type="lexical" subtype="substantive">four</rdg>'
    '<rdg wit="#C" type="{kind}" subtype="{grade}">two score</rdg>{note}</app>'
)


@pytest.mark.parametrize(
    ("apparatus", "grade", "note", "expected"),
    [
        ("all", "accidental", "", ["forty] four B; two score C"]),
        ("stylistic", "stylistic", "", ["forty] four B; two score C"]),
        ("stylistic", "accidental", "", ["forty] four B"]),
        ("substantive", "stylistic", "", ["forty] four B"]),
        ("substantive", "substantive", "", ["forty] four B; two score C"]),
        ("none", "substantive", "", []),
        # What the editor says there may be of any of them.
        ("substantive", "stylistic", "<note>so C too</note>", ["forty] four B; two score C (so C too)"]),
    ],
)
def test_of_one_place_readings_of_less_than_the_grade_asked_for_are_left_out(
    entry: Maker, apparatus: str, grade: str, note: str, expected: list[str]
) -> None:
    unit = TWO.format(kind="lexical", grade=grade, note=note)
    assert entries(entry(f"The {unit} lamps.", apparatus=apparatus)) == expected


def test_an_entry_has_the_grade_of_the_readings_that_are_printed(entry: Maker) -> None:
    unit = TWO.format(kind="lexical", grade="stylistic", note="").replace('<rdg wit="#B"', '<rdg wit="#B" ana="#readings.silent"')
    assert [each.grade for each in section_of(entry(f"The {unit} lamps.")).apparatus] == ["stylistic"]


def test_a_moved_passage_is_printed_in_both_places_if_one_half_is_asked_for(entry: Maker) -> None:
    def half(own: str, other: str, words: tuple[str, str], grade: str) -> str:
        lemma, reading = words
        opening = f'<app xml:id="{own}" type="transposition" subtype="{grade}" corresp="#{other}">'
        return f'{opening}<lem wit="#A">{lemma}</lem><rdg wit="#B">{reading}</rdg></app>'

    text = f"{half('m1', 'm2', ('Now', ''), 'substantive')} it rains {half('m2', 'm1', ('', 'now'), 'stylistic')}."
    assert entries(entry(text, apparatus="substantive")) == ["Now] stands later in B", "rains] B has here now"]
    neither = text.replace("substantive", "stylistic")
    assert entries(entry(neither, apparatus="substantive")) == []


FOREIGN = '<app><lem wit="#A">lamp</lem><rdg wit="#B"{b}>light</rdg><rdg wit="#C"{c}>lampe</rdg></app>'


@pytest.mark.parametrize(
    ("b", "c", "expected", "told"),
    [
        # Nothing is said of grades: all is printed, and that is told.
        ("", "", ["lamp] light B; lampe C"], ["W587"]),
        ("", ' type="orthographic"', ["lamp] light B"], ["W587"]),
        (' type="substantive"', ' type="orthographic"', ["lamp] light B"], []),
        (' type="substantive"', "", ["lamp] light B"], []),
    ],
)
def test_what_documents_of_others_say_of_grades(entry: Maker, b: str, c: str, expected: list[str], told: list[str]) -> None:
    report = Report()
    assert entries(entry(f"<p>The {FOREIGN.format(b=b, c=c)}.</p>", report, apparatus="substantive")) == expected
    assert [message.code for message in report if message.code == "W587"] == told


def test_a_bead_translated_freely_is_a_note_with_the_words_of_the_others(entry: Maker) -> None:
    unit = app("The lamp went out and nobody minded.", "Darkness fell, and they slept on.")
    free = f'<seg type="bead" subtype="free" cert="low" resp="#tool">{unit} </seg>'
    found = entries(entry(f"<p>Night. {free}Rain.</p>"))
    assert found == ["translated freely: Darkness fell, and they slept on. B"]
    # With words beside it that all have it is a reading like others.
    assert entries(entry(f"<p>{free.replace('<app', 'Night. <app')}</p>")) == [
        "The lamp went out and nobody minded.] Darkness fell, and they slept on. B"
    ]


def test_no_note_is_lost_when_its_reading_is_not_printed(notebook: etree._ElementTree) -> None:
    for apparatus in ("all", "stylistic", "substantive", "none"):
        book = sections.book(notebook, Settings(apparatus=apparatus), Report())  # type: ignore[arg-type]
        notes = [note for section in book.sections for note in section.notes]
        assert [note.id for note in notes] == ["n.boy", "n.porto", "n.ed"]


# --- Small parts ---------------------------------------------------------------------------------------------------


WORDS = st.lists(st.text(st.characters(categories=("L",)), min_size=1, max_size=6), min_size=1, max_size=14)


@settings(deadline=None, max_examples=examples(60))
@given(WORDS)
def test_a_lemma_keeps_its_first_and_last_words(words: list[str]) -> None:
    shown = raw(lemma_markup(" ".join(words))).split()
    assert shown[0] == words[0]
    assert shown[-1] == words[-1]
    assert shown == words if len(words) <= 8 else len(shown) == 6


@settings(deadline=None, max_examples=examples(60))
@given(WORDS)
def test_the_last_word_is_found_whatever_follows_it(words: list[str]) -> None:
    assert last_word(f"{' '.join(words)}.” ") == words[-1]
    assert last_word(f"{' '.join(words)}.”", whole=True) == f"{words[-1]}.”"
    # Marks that stand apart after it, as those that open a speech, are no word by themselves.
    assert last_word(f"{' '.join(words)}: “") == f"{words[-1]}: “"


@settings(deadline=None, max_examples=examples(60))
@given(st.text(" ab", max_size=6), st.text(" ab", max_size=6), st.text(" ab", max_size=6))
def test_trimming_takes_white_space_off_the_ends_only(before: str, inside: str, after: str) -> None:
    markup = etree.fromstring(f"<span>{before}<i>{inside}</i>{after}</span>")
    text = raw(markup)
    trim(markup)
    assert raw(markup).strip() == text.strip()
    assert raw(markup) == raw(markup).strip()
