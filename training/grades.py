"""Turn gold files of sure and of possible word links into the nearness from which two words are taken for one sense.

usage: python training/grades.py SURE.json SURE_AND_POSSIBLE.json

Annotators linked words as sure where they mean the same there, and as possible where they answer one another otherwise. Of the
pairs of content words of different stems, the nearness is printed that parts the two kinds best (the mean of the parts of each
that lie on its side).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

from edition.language.languages import language_of_tag
from edition.language.senses import nearness
from edition.language.word_forms import CONTENT

ENGLISH = language_of_tag("en")


def nearnesses(record: dict[str, str], links: set[str]) -> list[float]:
    """The nearness of the linked content words of a record that are of different stems; unknown words are left out."""
    base, other = ([ENGLISH.fold(word) for word in record[side].split()] for side in ("source", "target"))
    found = []
    for link in sorted(links):
        one, two = base[int(link.partition("-")[0])], other[int(link.partition("-")[2])]
        if ENGLISH.kind_of(one) == ENGLISH.kind_of(two) == CONTENT and ENGLISH.stem(one) != ENGLISH.stem(two):
            found.append(float(nearness([one], [two], ENGLISH)[0, 0]))
    return [near for near in found if near]


def main() -> None:
    """Print the nearness that parts sure links from possible ones, and how well it does."""
    sure_records, all_records = (json.loads(Path(path).read_text(encoding="utf-8")) for path in sys.argv[1:3])
    sure: list[float] = []
    possible: list[float] = []
    for one, two in zip(sure_records, all_records, strict=True):
        links = set(one["sureAlign"].split())
        sure += nearnesses(one, links)
        possible += nearnesses(one, set(two["sureAlign"].split()) - links)
    grades = {
        round(float(bound), 2): (np.mean(np.array(sure) >= bound) + np.mean(np.array(possible) < bound)) / 2
        for bound in np.arange(0, 1, 0.01)
    }
    best = max(grades, key=lambda bound: grades[bound])
    print(f"{len(sure)} sure, {len(possible)} possible links; nearness {best} parts them with {grades[best]:.3f}")


if __name__ == "__main__":
    main()
