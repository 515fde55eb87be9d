"""What a document says of its translations, as its editor reads it."""

from __future__ import annotations

from edition.model import Entry, Paragraph, ProfileExample, Term, TermAnswer, TranslatorProfile
from edition.model.apparatus_units import ApparatusUnit, WitnessReading
from edition.pipeline.edition_report import EditionReport, report_of

TEXT = "The keeper lit forty lamps. The sea was grey; nobody slept that night, and in the morning the boat had gone."


def unit(lemma: str, other: str, grade: str, weight: float | None = None, *, silent: bool = False, **more: str) -> ApparatusUnit:
    start = TEXT.index(lemma)
    readings = WitnessReading(("A",), lemma, is_lemma=True), WitnessReading(("B",), other, silent=silent)
    return ApparatusUnit(
        "1", more.get("id", lemma), start, start + len(lemma), 1, "lexical", grade, readings, more.get("partner"), None, weight
    )


def report(*units: ApparatusUnit, terms: tuple[Term, ...] = (), profiles: tuple[TranslatorProfile, ...] = ()) -> EditionReport:
    entry = Entry("1", None, "", None, None, (Paragraph(TEXT),))
    return report_of("Lamps", ("A", "B"), units, (entry,), terms, profiles)


def lemmas(found: EditionReport) -> list[str]:
    return [one.unit.lemma for one in found]


def test_the_heaviest_go_first() -> None:
    found = report(
        unit("keeper", "warden", "stylistic", 0.1),
        unit("forty", "four", "substantive", 0.9),
        unit("slept", "sat", "stylistic", 0.3),
    )
    assert lemmas(found) == ["forty", "slept", "keeper"]
    assert "by weight" in found.text()


def test_where_nothing_is_weighed_grade_and_length_tell() -> None:
    found = report(
        unit("keeper", "warden", "stylistic"),
        unit("forty", "four", "substantive"),
        unit("The sea was", "All the water was", "stylistic"),
    )
    assert lemmas(found) == ["forty", "The sea was", "keeper"]
    assert "none is weighed" in found.text()


def test_what_no_book_prints_is_counted_and_not_shown() -> None:
    found = report(unit("grey", "gray", "accidental", 0.0), unit("forty", "four", "substantive", 0.9, silent=True))
    assert lemmas(found) == []
    assert dict(found.counts) == {"substantive": 1, "stylistic": 0, "accidental": 1}
    assert "HEAVIEST" not in found.text()


def test_a_moved_passage_is_one_difference() -> None:
    found = report(
        unit("that night", "", "stylistic", 0.0, id="x", partner="y"),
        unit("in the morning", "", "stylistic", 0.0, id="y", partner="x"),
    )
    assert lemmas(found) == ["that night"]


def test_a_difference_stands_among_its_words() -> None:
    text = report(unit("forty lamps", "four lamps", "substantive", 0.91), unit("slept", "", "stylistic")).text()
    assert "1. 1, substantive 0.91\n  A: … The keeper lit [forty lamps]. The sea was grey; nobody …\n  B: four lamps\n" in text
    assert text.endswith("\n  B: –")


def test_so_many_are_shown_as_are_asked_for_and_all_are_in_the_plain_values() -> None:
    found = report(unit("keeper", "warden", "stylistic"), unit("forty", "four", "substantive"))
    assert "1 of 2" in found.text(1)
    assert "warden" not in found.text(1)
    assert [one["before"] for one in found.to_dict()["divergences"]] == ["The keeper lit", "The"]  # type: ignore[attr-defined]


def test_a_term_is_told_with_all_its_exceptions() -> None:
    ability = Term("A", "B", "ability", "vertue", 6, (TermAnswer("valour", 1, ("4",)), TermAnswer("", 2, ("1", "3"))))
    soul = Term("A", "B", "soul", "Soul", 9, (TermAnswer("mind", 2, ("2",)),))
    text = report(terms=(ability, soul)).text()
    assert "  ability: vertue 6 of 9; else valour 1 (4), no word 2 (1, 3)\n" in text
    assert "  soul 9 of 11; else mind 2 (2)" in text
    assert text.index("Mostly another word") < text.index("ability") < text.index("Mostly the same word") < text.index("soul")


def test_profiles_of_two_stand_side_by_side_with_what_their_figures_are_shares_of() -> None:
    one = TranslatorProfile("A", "B", {"words": 1200, "names": 8, "named": 2}, {"named": (ProfileExample("3", "Pilar", "she"),)})
    two = TranslatorProfile("B", "A", {"words": 1000, "names": 9, "named": 0})
    lines = [" ".join(line.split()) for line in report(profiles=(one, two)).text().splitlines()]
    assert "words 1,200 1,000" in lines
    assert "words for 100 of the other 120.0 83.3" in lines
    assert "names where the other has a pronoun 2 of 8 (25 %) 0 of 9 (0 %)" in lines
    assert "A names, B has a pronoun: Pilar ] she (3)" in lines
    assert sum("EACH AGAINST THE OTHER" in line for line in lines) == 1


def test_no_line_judges() -> None:
    one, two = (TranslatorProfile(*sigla, {"words": 5, "passages": 1}) for sigla in (("A", "B"), ("B", "A")))
    text = report(unit("forty", "", "substantive", 0.9), profiles=(one, two)).text().casefold()
    assert not [word for word in ("omit", "left out", "added", "wrong", "missing", "faithful") if word in text]
