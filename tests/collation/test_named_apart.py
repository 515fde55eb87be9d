"""Two witnesses in, the names that one has and its counterpart has not out."""

from __future__ import annotations

from edition.collation.named_apart import NamesApart
from edition.messages import Report
from edition.model import Bead, CollatedWitness, Name, Piece, Quotation, RunningText, Stretch
from edition.text.naming import name_finder

NAMES = (Name("pers.lind", "person", "Karen Lind", ("Karen", "Lind")), Name("plac.oslo", "place", "Oslo", ("Christiania",)))


def told(base: str, other: str, bead: Bead, quotation: Quotation | None = None) -> list[tuple[object, ...]]:
    apart = NamesApart(name_finder(NAMES))
    stretch = Stretch(0, len(base), RunningText(other), (), quotation)
    collated = CollatedWitness("B", (stretch,), () if quotation else (bead,))
    for n in ("1921", "1922"):
        apart.look(n, "A", RunningText(base), [collated])
    report = Report()
    apart.tell(report)
    return [(m.code, m.values["id"], m.values["has"], m.values["lacks"], m.values["entries"]) for m in report]


def whole(base: str, other: str) -> Bead:
    return Bead((0, len(base)), (0, len(other)), 1.0)


def test_a_name_without_counterpart_is_told_once_for_all_entries() -> None:
    base, other = "Karen left for Oslo.", "She left for Christiania."
    assert told(base, other, whole(base, other)) == [("I270", "pers.lind", "A", "B", ("1921", "1922"))]


def test_forms_of_one_name_answer_one_another_wherever_they_stand_in_the_passage() -> None:
    base, other = "To Oslo went Karen Lind.", "Lind went to Oslo."
    assert told(base, other, whole(base, other)) == []


def test_a_passage_that_has_no_counterpart_is_no_matter_of_names() -> None:
    assert told("Karen left.", "", Bead((0, 11), None, 1.0)) == []


def test_a_quotation_is_held_against_what_it_quotes() -> None:
    base, other = "Karen left for Oslo.", "Karen left for the north."
    quotation = Quotation(other, 0, len(other), (Piece(other, 0, len(other)),))
    assert told(base, other, whole(base, other), quotation) == [("I270", "plac.oslo", "A", "B", ("1921", "1922"))]
