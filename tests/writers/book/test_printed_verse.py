"""Verse and drama in the printed apparatus: lines of two translations that do not answer, and who speaks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from edition.writers.book.metadata import XHTML, raw
from edition.writers.book.types import Book
from tests.writers.book.test_printed_apparatus import app, entries, section_of

Maker = Callable[..., Book]


def line(edition: str = "#B", n: str = "") -> str:
    """Where a verse of other witnesses begins."""
    return f'<lb edRef="{edition}"' + (f' n="{n}"' if n else "") + "/>"


def tied(first: str, last: str, reading: str, between: str = "</l><l>") -> str:
    """A reading that goes over the end of a verse."""
    return (
        f'<app xml:id="e.a1" type="lexical" subtype="stylistic" next="#e.a1.2"><lem wit="#A">{first}</lem>'
        f'<rdg wit="#B">{reading}</rdg></app>{between}<app xml:id="e.a1.2" prev="#e.a1" type="lexical" subtype="stylistic">'
        f'<lem wit="#A">{last}</lem><rdg wit="#B"/></app>'
    )


CAPITAL = '<app type="orthographic" subtype="accidental"><lem wit="#A">{}</lem><rdg wit="#B" cause="lineation">{}</rdg></app>'
STANZA = '<milestone unit="stanza" edRef="#B"/>'


@pytest.mark.parametrize(
    ("verses", "expected"),
    [
        # A reading over the end of a verse is one entry.
        (f"<lg><l>a hand had {tied('thrown', 'its ashes', 'cast its ash')}</l></lg>", ["thrown / its ashes] cast its ash B"]),
        (f"<lg><l>a hand had {tied('thrown', 'its ash', f'cast {line()}down')}</l></lg>", ["thrown / its ash] cast / down B"]),
        # Between two stanzas stand two strokes.
        (f"<lg><l>had {tied('thrown', 'it', 'cast', '</l></lg><lg><l>')}.</l></lg>", ["thrown // it] cast B"]),
        # A long one is shortened, and a stroke is no word.
        (
            f"<lg><l>{tied('one two three four', 'five six seven eight', 'ten')}</l></lg>",
            ["one two three four / five six seven eight] ten B"],
        ),
        (f"<lg><l>{tied('one two three', '4 five six seven eight nine', 'ten')}</l></lg>", ["one two three … eight nine] ten B"]),
        # Lines and stanzas of the other witness part its reading, not where it begins and ends.
        (f"<lg><l>{app('Dusk', f'{line()}Evening {line()}fell{line()}')}.</l></lg>", ["Dusk] Evening / fell B"]),
        (f"<lg><l>{app('Dusk', f'Evening. {STANZA}{line()}Now')} fell.</l></lg>", ["Dusk] Evening. // Now B"]),
        # Of two witnesses the first is printed.
        ('<l><app><lem wit="#A">Dusk</lem><rdg wit="#B #C">Night <lb edRef="#C"/>fell</rdg></app></l>', ["Dusk] Night fell B, C"]),
        # Nor is a capital printed that only the beginning of a verse makes.
        (f"<lg><l>I crossed, {line()}{CAPITAL.format('and', 'And')} none saw.</l></lg>", []),
        (f"<lg><l>I crossed,</l><l>{CAPITAL.format('And', 'and')} none saw.</l></lg>", []),
        # Where lines, stanzas, parts of verses and paragraphs of others begin is no reading.
        (f'<lg><l>I {STANZA}{line(n="5")}crossed <milestone unit="part" type="F" edRef="#B"/>it.</l></lg>', []),
        ('<lg><l><milestone unit="paragraph" edRef="#B"/>I crossed.</l></lg>', []),
        # Verses that stand in a reading as elements, as others encode them.
        (app("<lg><l>1</l><l>2</l></lg>", "<lg><l>3</l><l>4</l></lg><lg><l>5</l></lg>"), ["1 / 2] 3 / 4 // 5 B"]),
    ],
)  # fmt: skip
def test_lines_in_the_apparatus(entry: Maker, verses: str, expected: list[str]) -> None:
    assert entries(entry(verses)) == expected


def test_what_others_begin_stands_not_in_the_text(entry: Maker) -> None:
    verses = f"<lg><l>I {STANZA}{line(n='5')}crossed {line('#B #C')}it, {CAPITAL.format('and', 'And')} fell.</l></lg>"
    assert raw(section_of(entry(verses)).body) == "1I crossed it, and fell."


@pytest.mark.parametrize(
    ("verses", "expected"),
    [
        # The verse of B's begins before the reading, or with it; one without a number is counted on.
        (
            f'<lg><l n="7">{line(n="9")}At {app("dusk", "night")} I</l><l n="8">{line()}crossed {app("it", "all")}.</l></lg>',
            ["9", "10"],
        ),
        (f'<lg><l n="7">{line(n="9")}At {app("dusk", f"{line()}night {line()}fell")} {app("I", "we")}</l></lg>', ["10", "11"]),
        # Counted from 1 where the base is counted; nothing is said of verses that only B's print does not number.
        (f"<lg><l>{line()}At dusk</l><l>I {line()}crossed {line()}{app('it', 'all')}.</l></lg>", ["3"]),
        (f'<lg><l n="7">{line()}At {app("dusk", "night")}.</l></lg>', [""]),
        (f'<lg><l n="7">{line("#C", "9")}At {app("dusk", "night")}.</l></lg>', [""]),
    ],
)  # fmt: skip
def test_a_reading_knows_its_own_verse(entry: Maker, verses: str, expected: list[str]) -> None:
    made = [", ".join(number for _, number in each.beside) for each in section_of(entry(verses)).apparatus]
    assert made == expected


def test_each_piece_of_a_lemma_leads_to_its_entry(entry: Maker) -> None:
    section = section_of(entry(f"<lg><l>had {tied('thrown', 'its ashes', 'cast')}.</l></lg>"))
    (only,) = section.apparatus
    lemmas = {span.get("id"): raw(span) for span in section.body.iter(XHTML + "span") if span.get("class") == "lem"}
    assert {only.anchor: "thrown", only.end: "its ashes"} == lemmas
    assert only.more == (only.end,)
    assert only.at.endswith("1–2")


def test_a_lemma_ends_in_the_last_verse_of_which_it_has_words(entry: Maker) -> None:
    """The other witness begins the next verse with a word more."""
    section = section_of(entry(f"<lg><l>had {tied('thrown it', '', 'cast it / and')}so.</l></lg>"))
    (only,) = section.apparatus
    assert (only.at.endswith("1"), only.end, len(only.more)) == (True, "", 1)


def test_lineation_does_not_count_as_a_difference(entry: Maker) -> None:
    section = section_of(entry(f"<lg><l>I crossed {CAPITAL.format('and', 'And')} fell.</l></lg>"))
    assert section.extent is not None
    assert section.extent.differing == 0


def speech(name: str, words: str) -> str:
    return f"<sp><speaker>{name}</speaker><p>{words}</p></sp>"


# Where a speech begins that the base does not begin.
BEGINS = '<milestone unit="speech" edRef="#B"/><label type="speaker" source="#B">GINA</label>'


def named(lemma: str, reading: str, grade: str) -> str:
    return app(lemma, reading, kind="speaker", grade=grade)


@pytest.mark.parametrize(
    ("scene", "expected"),
    [
        # Another form of a name stands in the table of the back, not here.
        (speech(named("GINA", "GINA EKDAL", "accidental"), "Feed it."), []),
        (speech(named("GINA", "HIALMAR", "substantive"), "Feed it."), ["GINA] HIALMAR B"]),
        (speech(named("GINA", "", "substantive"), "Feed it."), ["GINA] no new speech in B"]),
        # A speech that begins within one of the base.
        (speech("HJALMAR", f"It is hungry. {BEGINS}Let it be."), ["hungry] new speech in B (GINA)"]),
        (speech("HJALMAR", 'Hungry. <milestone unit="speech" edRef="#B #C"/>Let it be.'), ["Hungry] the speech ends in B, C"]),
        # At the beginning of a block the word after it is named.
        (speech("HJALMAR", f"{BEGINS}<hi>Let</hi> it be."), ["Let] new speech in B (GINA)"]),
        # Two witnesses give it to two people.
        (
            speech(
                "HJALMAR",
                'It is. <milestone unit="speech" edRef="#B #C"/><label type="speaker" source="#B">GINA</label>'
                '<label type="speaker" source="#C">EKDAL</label>Let it.',
            ),
            ["is] new speech in B (GINA); new speech in C (EKDAL)"],
        ),
        # Within a reading the name is printed before the words.
        (speech("HJALMAR", app("Let it", f"{BEGINS}{line()}Leave it") + " be."), ["Let it] GINA Leave it B"]),
    ],
)  # fmt: skip
def test_speakers_in_the_apparatus(entry: Maker, scene: str, expected: list[str]) -> None:
    assert entries(entry(scene)) == expected


def test_other_forms_of_a_name_stand_once_in_a_table(entry: Maker) -> None:
    hjalmar = named("HJALMAR", "HIALMAR EKDAL", "accidental")
    scene = speech(hjalmar, "I am tired.") + speech("GINA", "So am I.") + speech(hjalmar, "And hungry.")
    book = entry(scene)
    table = next(section for section in book.sections if section.kind == "speakers")
    rows = [[raw(cell) for cell in row] for row in table.body.iter(XHTML + "tr")]
    assert rows[1:] == [["HJALMAR", "HIALMAR EKDAL", "B", "2", "1"]]
    assert not section_of(book).apparatus
    assert "HIALMAR" not in raw(section_of(book).body)


def test_who_wants_no_accidental_readings_gets_no_table(entry: Maker) -> None:
    book = entry(speech(named("GINA", "EKDAL", "accidental"), "Feed it."), apparatus="substantive")
    assert "speakers" not in {section.kind for section in book.sections}
