"""Texts that belong to no edition and have few words in common: told by `align` and `collate`."""

from __future__ import annotations

from pathlib import Path

import pytest

import edition

CASE = Path(__file__).parent.parent / "cases" / "messages" / "W257" / "in"
RAIN, TRADE = ((CASE / name).read_text(encoding="utf-8") for name in ("a.txt", "b.txt"))
PLUIE = (
    "La pluie tomba sur le port toute la nuit. Le gardien de la lampe monta l’escalier et la ralluma. Personne ne vint, et les "
    "barques restèrent dans la baie. Le matin sa sœur apporta du pain et une lettre de la ville. Il n’ouvrit pas la lettre, car il "
    "connaissait la main qui l’avait écrite. Le vent tourna au nord avant midi."
)


def codes(folder: Path, *texts: str) -> list[list[str]]:
    """The codes that are told of texts, by `align` of the first two and by `collate` of all."""
    files = [folder / f"{number}.txt" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8")
    told = edition.align(files[0], files[1], readings=False).messages, edition.collate(*files).messages
    return [[message.code for message in messages] for messages in told]


def test_two_texts_with_few_words_in_common(tmp_path: Path) -> None:
    assert codes(tmp_path, RAIN, TRADE) == codes(tmp_path, TRADE, RAIN) == [["W257"], ["W257"]]


def test_of_several_texts_each_is_told_that_does_not_answer_the_base(tmp_path: Path) -> None:
    assert codes(tmp_path, RAIN, RAIN.replace("lamp", "light"), TRADE) == [[], ["W257"]]
    [message] = edition.collate(tmp_path / "0.txt", tmp_path / "1.txt", tmp_path / "2.txt").messages
    assert str(message.locus) == str(tmp_path / "2.txt")


@pytest.mark.parametrize(
    ("base", "other"),
    [(RAIN, RAIN + TRADE), (RAIN + TRADE, TRADE), (RAIN, RAIN.replace("the ", "a ")), (RAIN[:150], TRADE[:150])],
    ids=["a part of the other", "a part of the base", "other words", "too short to tell"],
)
def test_other_texts_are_not_told(tmp_path: Path, base: str, other: str) -> None:
    assert codes(tmp_path, base, other) == [[], []]


def test_of_texts_in_two_languages_it_is_told_that_these_are_not_compared_by_what_is_known_of_either(tmp_path: Path) -> None:
    assert codes(tmp_path, RAIN, PLUIE) == [["W290"], ["W290"]]
