"""Measure how alike the entries of two translations of one work are, and those of different works or chapters; and how long.

The rows of docs/alignment.md, "Entries that hardly answer": for entries cut at the end of the sentence in which so many words are
reached, the likeness (edition/alignment/entry_likeness.py) of pairs of translations, of texts of different works, and of different
chapters of one work: the least, the hundredth part, the median, the greatest, and how many are below FEW. Then how many times as
long as the other the longer of two entries is. The texts lie in ../shared: two Candides, two Meditations, Genesis and Mark in three
translations, two Infernos, and the paraphrases of Edinburgh++, four sentences a text.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
from edition import api
from edition.alignment import align
from edition.alignment.divisions import divide_as
from edition.alignment.entry_likeness import FEW, likeness
from edition.language.languages import language_of_tag
from edition.model import Entry
from edition.project.founding import surveyed
from edition.text.raw_text import raw_text

SHARED = Path(__file__).resolve().parent.parent.parent.parent / "shared"
SIZES = (25, 50, 100, 300, 100_000)
MOST = 150  # pairs of a row
LONG = 100  # words of an entry whose length is compared
ENGLISH = language_of_tag("en")

Pairs = list[tuple[str, str]]


def main() -> None:
    """Print the rows."""
    works = dict(translations())
    chance = random.Random(1)
    names = list(works)
    for size in SIZES:
        print(f"entries of {size} words and more" if size < SIZES[-1] else "whole entries")
        for name, pairs in works.items():
            row(name, [alike(one, two, size) for one, two in chance.sample(pairs, min(len(pairs), MOST))])
        strangers = [chance.sample(names, 2) for _ in range(MOST)]
        row(
            "different works",
            [alike(chance.choice(works[a])[0], chance.choice(works[b])[1], size) for a, b in strangers if a[:4] != b[:4]],
        )
        same = [chance.sample(works[chance.choice(names[:-1])], 2) for _ in range(MOST)]
        row("different chapters", [alike(one[0], two[1], size) for one, two in same])
    ratios = [
        max(lengths) / min(lengths)
        for pairs in works.values()
        for pair in pairs
        if max(lengths := [len(text.split()) for text in pair]) >= LONG
    ]
    print(f"{len(ratios)} pairs of {LONG} words: the longer is at most {max(ratios):.2f} times as long, of 99 in 100 at most "
          f"{sorted(ratios)[int(0.99 * len(ratios))]:.2f}")  # fmt: skip


def translations() -> Iterator[tuple[str, Pairs]]:
    """The works, each as pairs of entries that answer one another; the paraphrases, which have no chapters, last."""
    candide = SHARED / "translations/voltaire-candide"
    files = candide / "modern-library-1918.chapters-1-6.txt", candide / "morley-1884.chapters-1-6.txt"
    one, two = (dict(bodies(surveyed(file).witness.entries)) for file in files)
    yield "Candide", [(one[n], two[n]) for n in one]
    aurelius = SHARED / "translations/marcus-aurelius-meditations"
    casaubon, long = (
        surveyed(aurelius / name).witness.entries for name in ("casaubon-1634.books-1-4.txt", "long-1862.books-1-4.txt")
    )
    one = dict(bodies(casaubon))
    yield "Meditations", [(one[n], text) for n, text in bodies(divide_as(casaubon, long, ENGLISH))]
    for book in ("Genesis", "Mark"):
        held = {
            name: json.loads((SHARED / f"alignment/bible/{name}-{book}.json").read_text())[book] for name in ("KJV", "WEB", "YLT")
        }
        for a, b in (("KJV", "WEB"), ("KJV", "YLT"), ("WEB", "YLT")):
            yield f"{book} {a} {b}", [(" ".join(held[a][n].values()), " ".join(held[b][n].values())) for n in held[a]]
    cary, longfellow = (cantos(SHARED / "library" / name) for name in ("inferno-cary.txt", "inferno-longfellow.htm"))
    yield "Inferno", [(cary[n], longfellow[n]) for n in cary if n in longfellow]
    pairs = json.loads((SHARED / "alignment/edinburgh-train.sure.json").read_text())
    sources, targets = ([pair[side] for pair in pairs] for side in ("source", "target"))
    yield "Edinburgh++", [(" ".join(sources[k : k + 4]), " ".join(targets[k : k + 4])) for k in range(0, len(pairs) - 3, 4)]


def bodies(entries: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    return ((entry.n, "\n".join(paragraph.text for paragraph in entry.paragraphs)) for entry in entries)


def cantos(path: Path) -> dict[str, str]:
    return {entry["n"]: " ".join(block["text"] for block in entry["blocks"]) for entry in api.outline(path).to_dict()["entries"]}  # type: ignore[attr-defined, index]


def alike(one: str, two: str, size: int) -> float:
    texts = raw_text(cut(one, size)).running, raw_text(cut(two, size)).running
    return likeness([(align(*texts, ENGLISH), texts)])


def cut(text: str, size: int) -> str:
    """The sentences of a text as far as so many words."""
    count = 0
    for sentence in re.finditer(r"[^.!?]+[.!?]+[\"”’']*\s*|[^.!?]+\Z", text):
        count += len(sentence[0].split())
        if count >= size:
            return text[: sentence.end()]
    return text


def row(name: str, values: Sequence[float]) -> None:
    rising = sorted(values)
    shown = [rising[int(share * (len(rising) - 1))] for share in (0, 0.01, 0.5, 0.99, 1)]
    below = sum(value < FEW for value in rising)
    print(f"  {name:20}{len(rising):5}", *(f"{value:6.2f}" for value in shown), f"{below:5} below {FEW}")


if __name__ == "__main__":
    main()
