"""Turn the database of WordNet 3.0 and the table of senses into the thesaurus that comes with the program.

usage: python training/thesaurus.py WORDNET [--out FILE.npz]

WORDNET: the folder with data.noun, index.noun, noun.exc, cntlist.rev (Debian: wordnet-base, /usr/share/wordnet). The same files
give the same bytes. Only numpy is needed.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

from edition.collation.thesaurus import NO_FIELD, save
from edition.language.languages import language_of_tag
from edition.language.senses import _table as senses

STEM = language_of_tag("en").stem
OWN = Path(__file__).resolve().parent.parent / "edition" / "collation" / "thesaurus.npz"
PARTS = ("noun", "verb", "adj", "adv")
# Senses of a word that are kept, the commonest first: rarer ones make synonyms of words that hardly ever stand for one another.
SENSES = 4
# Pointers of WordNet: kind of, and similar to; derived from, and pertaining to; opposite of.
ABOVE, DERIVED, OPPOSITE = {"@", "@i", "&"}, {"+", "\\", "<"}, {"!"}
# Synsets high up, such as that of all things: what they have in common relates no two words.
CHILDREN = 150

Synset = tuple[str, int]


def lines_of(path: Path) -> list[list[str]]:
    """The lines of a file of WordNet as words, without its licence."""
    return [line.split(" | ")[0].split() for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != " "]


def stem_of(lemma: str) -> str | None:
    """The stem of a lemma of one word."""
    word = lemma.partition("(")[0].lower()
    return STEM(word) if word.isalpha() else None


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("wordnet", type=Path)
    parser.add_argument("--out", type=Path, default=OWN)
    options = parser.parse_args()
    known = set(senses()[0])
    counts = Counter[tuple[str, str, int]]()
    for key, _, count in lines_of(options.wordnet / "cntlist.rev"):
        lemma, _, rest = key.partition("%")
        part = "nvaras"[int(rest[0]) - 1 if rest[0] != "5" else 2]
        counts[lemma, part, int(rest.split(":")[1])] += int(count)
    fields: defaultdict[str, Counter[int]] = defaultdict(Counter)
    common: Counter[str] = Counter()
    for (lemma, _, field), count in sorted(counts.items()):
        if stem := stem_of(lemma):
            fields[stem][field] += count
            common[stem] += count
    own: defaultdict[str, set[Synset]] = defaultdict(set)
    for part in PARTS:
        for line in lines_of(options.wordnet / f"index.{part}"):
            stem = stem_of(line[0])
            if stem in known:
                number = int(line[2])
                own[stem] |= {(part, int(offset)) for offset in line[len(line) - number :][:SENSES]}
    parents: dict[Synset, set[Synset]] = {}
    words: dict[Synset, list[str | None]] = {}
    derived, opposites = set(), set()
    pointers = []
    for part in PARTS:
        for line in lines_of(options.wordnet / f"data.{part}"):
            synset, size = (part, int(line[0])), int(line[3], 16)
            words[synset] = [stem_of(line[4 + 2 * at]) for at in range(size)]
            for stem in words[synset]:
                if stem:
                    fields[stem][int(line[1])] += 0
            at = 5 + 2 * size
            for number in range(int(line[4 + 2 * size])):
                sign, offset, where, ends = line[at + 4 * number : at + 4 * number + 4]
                to = ({"n": "noun", "v": "verb", "a": "adj", "r": "adv"}[where], int(offset))
                if sign in ABOVE:
                    parents.setdefault(synset, set()).add(to)
                elif sign in DERIVED | OPPOSITE and ends != "0000":
                    pointers.append((sign, synset, int(ends[:2], 16) - 1, to, int(ends[2:], 16) - 1))
    for sign, synset, place, to, other in pointers:
        pair = words[synset][place], words[to][other]
        if None not in pair and pair[0] != pair[1] and known.issuperset(pair):
            (opposites if sign in OPPOSITE else derived).add(tuple(sorted(pair)))
    for part in PARTS:
        for line in (options.wordnet / f"{part}.exc").read_text(encoding="utf-8").splitlines():
            form, *lemmas = (stem_of(word) for word in line.split())
            for lemma in lemmas:
                # An irregular form is the word itself.
                if form and lemma and form in known | {form} and lemma in own and form != lemma:
                    own[form] |= own[lemma]
                    fields[form] += fields[lemma]
                    common[form] = max(common[form], common[lemma])
                    derived.add(tuple(sorted((form, lemma))))
    children = Counter(above for synset in parents for above in parents[synset])
    stems = sorted(stem for stem in own if own[stem])
    row = {stem: number for number, stem in enumerate(stems)}
    used = Counter(synset for stem in stems for synset in own[stem])
    above = {s: {p for p in parents.get(s, ()) if children[p] <= CHILDREN} for s in used}
    numbers = {s: number for number, s in enumerate(sorted(set(used) | {p for s in used for p in above[s]}))}
    lists = [sorted(numbers[s] for s in own[stem]) for stem in stems]
    over = [sorted(numbers[p] for p in above.get(s, ())) for s in numbers]
    pairs = [
        np.array(sorted((row[a], row[b]) for a, b in kind if a in row and b in row), np.uint16) for kind in (derived, opposites)
    ]
    first = [min(fields[stem], key=lambda f, stem=stem: (-fields[stem][f], f)) if fields[stem] else NO_FIELD for stem in stems]
    save(
        stems,
        {
            "fields": np.array(first, np.uint8),
            "counts": np.round(np.log2(1 + np.array([common[stem] for stem in stems]))).astype(np.uint8),
            "synset_sizes": np.array(list(map(len, lists)), np.uint8),
            "synsets": np.array([s for own in lists for s in own], np.uint16),
            "parent_sizes": np.array(list(map(len, over)), np.uint8),
            "parents": np.array([s for own in over for s in own], np.uint16),
            "derived": pairs[0],
            "opposites": pairs[1],
        },
        options.out,
    )
    print(f"{len(stems)} stems, {len(numbers)} synsets, {len(derived)} derived, {len(opposites)} opposites")


if __name__ == "__main__":
    main()
