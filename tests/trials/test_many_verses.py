"""A poem of 20,000 verses in two translations, through to its TEI: every verse is there, in time that grows with their number."""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

import edition

# Verses of one length are compared with those of four times that; work that grew with the square would take sixteen times as long.
SHORT, LONG, SLACK = 5_000, 20_000, 2
# So many verses have a canto and a stanza.
CANTO, STANZA = 500, 4
WORDS = (
    "the reeve mule bridge water barley toll frost lamp road weir cart clerk stone door hand night bell grey slow of with".split()
)


def verses(count: int) -> list[str]:
    chance = random.Random(3)
    return [" ".join(chance.choices(WORDS, k=7)).capitalize() + chance.choice([",", ".", ";", ""]) for _ in range(count)]


def poem(lines: list[str]) -> str:
    cantos = []
    for at in range(0, len(lines), CANTO):
        stanzas = ("\n".join(lines[one : one + STANZA]) for one in range(at, at + CANTO, STANZA))
        cantos.append(f"Canto {at // CANTO + 1}\n\n" + "\n\n".join(stanzas))
    return "\n\n\n".join(cantos) + "\n"


def built(folder: Path, count: int) -> tuple[str, float]:
    """The TEI of two translations of so many verses, every third of which differs in a word, and the seconds that it took."""
    folder.mkdir()
    lines = verses(count)
    changed = [line if at % 3 else line.replace("reeve", "bailiff").replace("mule", "donkey") for at, line in enumerate(lines)]
    for name, text in (("one.txt", lines), ("other.txt", changed)):
        (folder / name).write_text(poem(text), encoding="utf-8")
    begun = time.process_time()
    made = edition.new_edition(folder / "new", [folder / "one.txt", folder / "other.txt"])
    (path,) = edition.build(made.sources, only=["tei"])
    return path.read_text(encoding="utf-8"), time.process_time() - begun


def test_twenty_thousand_verses(tmp_path: Path) -> None:
    short, few = built(tmp_path / "short", SHORT)
    long, many = built(tmp_path / "long", LONG)
    assert [len(re.findall(r"<l\b", text)) for text in (short, long)] == [SHORT, LONG]
    assert [len(re.findall(r"<lb\b", text)) for text in (short, long)] == [SHORT, LONG]
    assert many < SLACK * LONG / SHORT * few
