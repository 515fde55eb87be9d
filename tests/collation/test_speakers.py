"""Who speaks is no word of the text: where witnesses differ in it is told beside the words, in units of type "speaker"."""

from __future__ import annotations

from edition.alignment import align
from edition.collation import collate
from edition.collation.merge import apparatus
from edition.collation.speakers import Persons, persons
from edition.language.languages import language_of_tag
from edition.model import Apparatus, CollatedWitness, Entry, Paragraph, RunningText, Stretch
from edition.text.running_text import running_text

ENGLISH = language_of_tag("en")

# (speaker, words); "" is nobody: a direction.
Speech = tuple[str, str]
BARN: list[Speech] = [
    ("MOLL", "Who left the door of the barn open all night?"),
    ("HAL", "The wind did it, I was asleep by nine."),
    ("MOLL", "The wind lifts no latch."),
    ("KIT", "There are prints of two boots in the straw."),
    ("HAL", "Then ask whose boots are wet."),
]


def scene(speeches: list[Speech]) -> RunningText:
    made = [Paragraph(words, "p", within=("speech",) if name else (), speaker=name) for name, words in speeches]
    return running_text(Entry("1", None, "", None, None, tuple(made)))


def other(siglum: str, base: RunningText, speeches: list[Speech]) -> CollatedWitness:
    text = scene(speeches)
    alignment = align(base, text, ENGLISH)
    return CollatedWitness(siglum, (Stretch(0, len(base.text), text, collate(base, text, alignment, ENGLISH)),), alignment.beads)


def merged(base: list[Speech], *others: list[Speech], known: Persons | None = None) -> Apparatus:
    text = scene(base)
    collated = [other(siglum, text, speeches) for siglum, speeches in zip("BCD", others, strict=False)]
    return apparatus("1", None, "A", text, collated, persons=known)


def told(found: Apparatus) -> list[tuple[str, list[str], str]]:
    """Of each unit the first word of the speech, the readings and the grade."""
    return [
        (
            found.text.text[unit.start :].split()[0],
            [f"{' '.join(r.sigla)}: {r.content.text}" for r in unit.readings],
            unit.grade,
        )
        for unit in found.speakers
    ]


def named(speeches: list[Speech], **names: str) -> list[Speech]:
    return [(names.get(name, name), words) for name, words in speeches]


def test_the_same_speakers_make_no_unit() -> None:
    assert not merged(BARN, BARN).speakers


def test_another_form_of_a_name_is_accidental_wherever_the_person_speaks() -> None:
    found = merged(BARN, named(BARN, MOLL="Molly"), BARN)
    assert told(found) == [("Who", ["A C: MOLL", "B: Molly"], "accidental"), ("The", ["A C: MOLL", "B: Molly"], "accidental")]
    assert {(unit.type, unit.end - unit.start) for unit in found.speakers} == {("speaker", 0)}
    assert len({unit.key for unit in found.speakers}) == 2
    assert not found.units


def test_a_speech_given_to_another_is_substantive() -> None:
    given = [*BARN[:2], ("KIT", BARN[2][1]), *BARN[3:]]
    assert told(merged(BARN, given)) == [("The", ["A: MOLL", "B: KIT"], "substantive")]


def test_a_name_misprinted_once_is_the_same_person() -> None:
    base = named(BARN, HAL="MARTHA")
    wrong = [base[0], ("MARTBA", base[1][1]), *base[2:]]
    assert told(merged(base, wrong)) == [("The", ["A: MARTHA", "B: MARTBA"], "accidental")]


def test_a_name_cut_short_once_is_the_same_person() -> None:
    short = [BARN[0], ("H.", BARN[1][1]), BARN[2], ("K", BARN[3][1]), *BARN[4:]]
    base = [*BARN, *BARN[3:]]
    assert [grade for *_, grade in told(merged(base, [*short, *BARN[3:]]))] == ["accidental", "accidental"]


def test_two_persons_whose_names_differ_in_a_letter_are_two() -> None:
    base = named(BARN, HAL="MARIA", KIT="MARTA")
    given = [base[0], ("MARTA", base[1][1]), *base[2:]]
    assert told(merged([*base, *base[3:]], [*given, *given[3:]]))[0] == ("The", ["A: MARIA", "B: MARTA"], "substantive")


def test_one_person_may_have_several_names() -> None:
    base = [("MOLL", f"{line} said she, {number}.") for number, line in enumerate("Rain hail snow frost thaw mud".split())]
    kinds = ["MOLL", "MOLL", "MOLL", "The Widow", "MOLL", "The Widow"]
    found = merged(base, [(name, words) for name, (_, words) in zip(kinds, base, strict=True)])
    assert [grade for *_, grade in told(found)] == ["accidental", "accidental"]


def test_a_speech_that_runs_on_is_substantive() -> None:
    joined = [BARN[0], BARN[1], ("HAL", BARN[2][1]), *BARN[3:]]
    text = scene(joined)
    # The second of two speeches of one person begins as a new paragraph of the first.
    kept = RunningText(text.text, text.blocks, text.spans, tuple(m for k, m in enumerate(text.marks) if k != 2), text.looks)
    base = scene(BARN)
    variants = collate(base, kept, align(base, kept, ENGLISH), ENGLISH)
    found = apparatus("1", None, "A", base, [CollatedWitness("B", (Stretch(0, len(base.text), kept, variants),))])
    assert told(found) == [("The", ["A: MOLL", "B: "], "substantive")]


def test_a_speech_that_a_witness_lacks_is_told_by_its_words_alone() -> None:
    found = merged(BARN, [*BARN[:2], *BARN[3:]])
    assert told(found) == [("The", ["A: MOLL", "B: "], "accidental")]
    assert [(unit.type, unit.readings[1].content.text) for unit in found.units] == [("omission", ""), ("paragraph", "")]


def test_a_speech_that_one_witness_begins_within_another_is_of_type_speaker() -> None:
    base = [BARN[0], ("HAL", f"{BARN[1][1]} {BARN[2][1]}"), *BARN[3:]]
    found = merged(base, BARN)
    assert not found.speakers
    (unit,) = found.units
    assert (unit.type, unit.grade, [reading.content.text for reading in unit.readings]) == ("speaker", "substantive", [" ", "\n"])
    assert [(mark.kind, mark.value) for mark in found.marks if mark.at == unit.end] == [("speech", "MOLL")]


def test_whose_a_name_is_may_be_learned_from_other_entries() -> None:
    base = scene(BARN)
    wrong = [*BARN[:3], ("The Elder", BARN[3][1]), BARN[4]]
    # In this scene the two names answer one another alone, in the others that of the base has another answer.
    assert [grade for *_, grade in told(merged(BARN, wrong))] == ["accidental"]
    known = persons([("A", base, [other("B", base, speeches)]) for speeches in (wrong, BARN, BARN)])
    assert [grade for *_, grade in told(merged(BARN, wrong, known=known))] == ["substantive"]
