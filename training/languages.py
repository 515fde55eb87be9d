"""Turn sentences linked by hand, and two texts of one wording, into how well words are compared without the tables of English.

usage: OMP_NUM_THREADS=1 PYTHONPATH=. python training/languages.py links GOLD.json
       PYTHONPATH=. python training/languages.py grades GOLD.json…
       PYTHONPATH=. python training/languages.py spellings ONE.txt OTHER.txt TAG

`links`: of the pairs from novels in GOLD, each linked by weights trained on the other four folds in the same state of knowledge,
macro F1 and F1 of words that differ: in English as it is, with its file alone, and with nothing known of it. `grades`: the share of
an editor's grades that are given, in the same three states (significance 1 is stylistic, 2 and 3 are substantive). `spellings`: how
many readings of each grade two texts have that differ in hardly more than spelling, by the rules of none, of English, and of the
language TAG.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from crossvalidate import FOLDS
from words import BY_ITS_FILE, fit, pairs_of

from edition.collation.classify import classify
from edition.collation.sentences import opens
from edition.collation.words import likely_links_of
from edition.files import read_text
from edition.language.languages import Language, language_of_tag
from edition.messages import Report
from edition.pipeline.two_texts import compare

ENGLISH = language_of_tag("en")
# The trained links and the table of senses go by the tag: without it the file of the language is all that is known.
KNOWN = {
    "English as it is": ENGLISH,
    "its file alone": BY_ITS_FILE,
    "nothing known": Language("und", "no language"),
}


def f1(want: set[tuple[int, int]], have: set[tuple[int, int]]) -> float:
    """The F1 of links found; 1 where there are none on either side."""
    return 2 * len(want & have) / (len(want) + len(have)) if want or have else 1.0


def links(gold: Path) -> None:
    """Print both measures for each state of knowledge."""
    records = json.loads(gold.read_text(encoding="utf-8"))
    macro: dict[str, list[float]] = {name: [] for name in KNOWN}
    differing = {name: Counter[str]() for name in KNOWN}
    for fold in range(FOLDS):
        others = pairs_of([record for number, record in enumerate(records) if number % FOLDS != fold])
        models = {language: fit(others, language=language) for language in (ENGLISH, BY_ITS_FILE)}
        novels = [record for record in records[fold::FOLDS] if record["name"].startswith("novels")]
        passages = [(record["source"].split(), record["target"].split()) for record in novels]
        for name, language in KNOWN.items():
            linked = likely_links_of(passages, language, models.get(language, models[BY_ITS_FILE]))
            for record, (base, other), found in zip(novels, passages, linked, strict=True):
                wanted = {(int(i), int(j)) for i, j in (link.split("-") for link in record["sureAlign"].split())}
                macro[name].append(f1(wanted, set(found)))
                want, have = ({(i, j) for i, j in some if base[i].lower() != other[j].lower()} for some in (wanted, set(found)))
                differing[name] += Counter(met=len(want & have), all=len(want) + len(have))
    for name in KNOWN:
        print(f"{name}: macro F1 {sum(macro[name]) / len(macro[name]):.3f}, of words that differ", end=" ")
        print(f"{2 * differing[name]['met'] / differing[name]['all']:.3f}")


def grades(files: Sequence[Path]) -> None:
    """Print how many of the editor's grades are given for each state of knowledge."""
    met, count = Counter[str](), 0
    for path in files:
        gold = json.loads(path.read_text(encoding="utf-8"))
        for passage in gold["beads"] if "beads" in gold else gold:
            for divergence in passage.get("divergences", passage.get("records")):
                # 0: a quoter's cut.
                if not divergence["significance"]:
                    continue
                small = divergence["type"] in ("punctuation", "spelling", "register")
                wanted = "accidental" if small else "stylistic" if divergence["significance"] == 1 else "substantive"
                count += 1
                sides = [(passage[siglum]["text"], divergence[siglum]) for siglum in ("ss", "ag")]
                for name, language in KNOWN.items():
                    one, two = (opens(text, max(0, text.find(words)), language) for text, words in sides)
                    met[name] += classify(sides[0][1], sides[1][1], language, (one, two))[1] == wanted
    for name in KNOWN:
        print(f"{name}: {met[name]} of {count}, {met[name] / count:.3f}")


def spellings(one: Path, other: Path, tag: str) -> None:
    """Print how many readings of each grade there are, by language."""
    texts = [read_text(path, Report()) for path in (one, other)]
    for language in (Language("und", "no language"), ENGLISH, language_of_tag(tag)):
        beads = compare(texts[0], texts[1], language)
        grades = Counter(reading.grade for bead in beads for reading in bead.readings)
        alone = sum(not (bead.base and bead.other) for bead in beads)
        print(f"{language.name}: {', '.join(f'{grade} {grades[grade]}' for grade in sorted(grades))}; beads of one text: {alone}")


if __name__ == "__main__":
    if sys.argv[1] == "links":
        links(Path(sys.argv[2]))
    elif sys.argv[1] == "grades":
        grades([Path(path) for path in sys.argv[2:]])
    else:
        spellings(Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4])
