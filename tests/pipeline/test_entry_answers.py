"""An edition of two or three texts in, what is compared and what stands beside the base out."""

from __future__ import annotations

from pathlib import Path

import pytest

import edition

Units = tuple[edition.ApparatusUnit, ...]
RAIN = """It has rained since morning, and the river stands at the second step of the mill. The miller moved his flour
to the loft and his mother to the chapel. We carried the goats over the bridge one by one, because they would not walk
on boards that moved. By night only the roof of the forge was dry, and the smith sat on it with his cat.""".replace("\n", " ")
RAINED = """Since morning it has been raining; at the mill the river has reached the second step. To the loft went the
miller's flour, and to the chapel his mother. One by one we carried the goats across the bridge, for on moving boards
they would not walk. At night the forge alone had a dry roof, on which the smith was sitting with the cat.""".replace("\n", " ")
PLUIE = """Il pleut depuis le matin, et la rivière est à la deuxième marche du moulin. Le meunier a porté sa farine au
grenier et sa mère à la chapelle. Nous avons porté les chèvres une à une par le pont, car elles ne voulaient pas marcher
sur des planches qui bougent. La nuit, seul le toit de la forge était sec, et le forgeron y était assis avec son chat.""".replace(
    "\n", " "
)
PARROTS = """My aunt kept three parrots in a room without windows, and each of them spoke another language. On Sundays
she took the eldest to the harbour, where sailors paid a penny to be insulted. A judge bought the smallest, taught it
Latin, and hung it in his court. Its verdicts were short; nobody laughed at them but the cook.""".replace("\n", " ")
DESCRIPTION = """format = 2
title = "Water"
authors = ["Ida Holm"]
editors = ["Jo Marsh"]
language = "en"
base = "A"
key = "number"
date = "2026-11-22"
"""


def units(folder: Path, decisions: str = "", **texts: tuple[str, list[str]]) -> tuple[list[str], Units]:
    """Build an edition of numbered texts: siglum -> language and entries. Returns the codes of what is told, and the apparatus."""
    sources = folder / "sources/water"
    (sources / "witnesses").mkdir(parents=True)
    tables = [DESCRIPTION]
    for siglum, (language, entries) in texts.items():
        text = "\n\n\n".join(f"CHAPTER {n}\n\n{body}" for n, body in enumerate(entries, 1))
        (sources / f"witnesses/{siglum}.txt").write_text(text + "\n", encoding="utf-8")
        tables.append(
            f'[[witness]]\nsiglum = "{siglum}"\ntitle = "Water"\nreader = "plain"\nfile = "{siglum}.txt"\nlanguage = "{language}"\n'
        )
    tables.append("[epub]\nparallel = true\n")
    (sources / "edition.toml").write_text("\n".join(tables), encoding="utf-8")
    (sources / "decisions.toml").write_text(decisions, encoding="utf-8")
    built = edition.build(sources, only=["tei"], cache=False)
    return [message.code for message in built.messages], edition.open_tei(folder / "tei/water.xml").apparatus


def silent(apparatus: Units, siglum: str) -> set[bool]:
    """Whether the readings of a witness are kept out of the printed apparatus."""
    return {reading.silent for unit in apparatus for reading in unit.readings if siglum in reading.sigla and not reading.is_lemma}


def told_of(apparatus: Units, siglum: str) -> list[tuple[str, str, str]]:
    """What a printed apparatus says of a witness: type, lemma, reading."""
    readings = [(unit, reading) for unit in apparatus for reading in unit.readings if siglum in reading.sigla]
    return [(unit.type, unit.lemma, reading.text) for unit, reading in readings if not (reading.is_lemma or reading.silent)]


def test_an_original_stands_beside_two_translations_that_are_compared(tmp_path: Path) -> None:
    codes, three = units(tmp_path / "three", A=("en", [RAIN]), B=("en", [RAINED]), F=("fr", [PLUIE]))
    _, two = units(tmp_path / "two", A=("en", [RAIN]), B=("en", [RAINED]))
    assert (codes, told_of(three, "F")) == ([], [])
    assert told_of(three, "B") == told_of(two, "B") != []
    document = edition.open_tei(tmp_path / "three/tei/water.xml")
    for siglum, words in (("A", RAIN), ("B", RAINED), ("F", PLUIE)):
        assert document.text(siglum).partition("CHAPTER 1")[2].split() == words.split()


def test_an_entry_with_few_words_in_common_is_told_and_not_compared(tmp_path: Path) -> None:
    codes, apparatus = units(tmp_path, A=("en", [RAIN, RAIN + " It rained."]), B=("en", [RAINED, PARROTS]))
    assert "W291" in codes
    assert {unit.entry: silent_in(unit) for unit in apparatus} == {"1": False, "2": True}


def silent_in(unit: edition.ApparatusUnit) -> bool:
    return any(reading.silent for reading in unit.readings)


def test_a_pair_in_decisions_toml_has_them_compared(tmp_path: Path) -> None:
    pair = '[[pair]]\nentries = { A = "2", B = "2" }\n'
    codes, apparatus = units(tmp_path, pair, A=("en", [RAIN, RAIN + " It rained."]), B=("en", [RAINED, PARROTS]))
    assert "W291" not in codes
    assert silent(apparatus, "B") == {False}


def test_two_texts_that_have_few_words_in_common_are_told_once(tmp_path: Path) -> None:
    codes, apparatus = units(tmp_path, A=("en", [RAIN, RAINED]), B=("en", [PARROTS, PARROTS]))
    assert (codes, silent(apparatus, "B")) == (["W293"], {True})


@pytest.mark.parametrize(("chapters", "told"), [(1, ["W294"]), (2, [])])
def test_a_whole_work_beside_one_chapter_is_told(tmp_path: Path, chapters: int, told: list[str]) -> None:
    more = [" ".join(f"{word} {at} was paid by {word[::-1]} {at}." for at in range(20)) for word in ("toll", "rent", "wool")]
    whole = [RAIN, PARROTS, *(more if chapters == 1 else ())]
    codes, _ = units(tmp_path / "base", A=("en", whole), B=("en", [RAINED, PARROTS][:chapters]))
    assert codes == told
    # So it is with the two in the other order.
    assert units(tmp_path / "other", A=("en", [RAINED, PARROTS][:chapters]), B=("en", whole))[0] == told


def test_a_pair_names_entries_that_are_there(tmp_path: Path) -> None:
    pair = '[[pair]]\nentries = { A = "1", B = "9" }\n'
    with pytest.raises(edition.EditionError, match="E354"):
        units(tmp_path, pair, A=("en", [RAIN]), B=("en", [RAINED]))
