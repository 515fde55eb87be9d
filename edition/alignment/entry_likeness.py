"""Turn the entries of two texts into how alike their words are, two and two, and into the share of each that the other answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from edition.language.languages import Language
from edition.model import Alignment, Entry, RunningText, Segment
from edition.text.running_text import running_text

# A word that more than COMMON entries have does not bring two entries together (by eye; no run is known). A bead is an answer from
# the score ANSWER on, and two entries are the same when at least the share MOSTLY of each is answered: entries that do answer one
# another have .94 and more, others at most .17 (docs/alignment.md, "Entries").
COMMON, ANSWER, MOSTLY = 8, 0.2, 0.5

# Two entries have few words in common when their likeness is below FEW: the mean score of their beads by length, a passage without
# an answer counted as 0, in that of the two texts where it is greater. Entries and editions of fewer words than ENOUGH are not
# judged; in an edition that has few words in common as a whole, all entries are told together. Measured by `python
# tests/benchmarks/answers.py` on entries of 50 words and more.
FEW, ENOUGH = 0.08, 50

# Index of an entry, index of an entry of the other text, and how alike they are, from 0 to 1.
Likeness = tuple[int, int, float]
# Two running texts and their language into their beads: edition.alignment.align, or what has its results from an earlier run.
Aligner = Callable[[RunningText, RunningText, Language], Alignment]


def anew(one: RunningText, two: RunningText, language: Language) -> Alignment:
    """Align two texts (an Aligner)."""
    from edition.alignment import align

    return align(one, two, language)


def likenesses(entries: Sequence[Entry], others: Sequence[Entry], language: Language, *, headed: bool = False) -> list[Likeness]:
    """Compare all entries that share some word which few entries have, in order of the two indexes.

    The likeness is the cosine of the features of both (features.py), of which only those rarer words count that both have.
    `headed`: the words of the headings count too. Time and memory grow with the length of the texts.
    """
    import numpy as np

    from edition.alignment.anchors import gathered
    from edition.alignment.features import shared, sides

    if not entries or not others:
        return []
    texts: list[str] = []
    cuts: list[list[Segment]] = []
    for group in (entries, others):
        bodies = [text.text[0 if headed else text.body :] + "\n" for text in map(running_text, group)]
        ends = np.cumsum([len(body) for body in bodies]).tolist()
        texts.append("".join(bodies))
        cuts.append([Segment(end - len(body), end) for body, end in zip(bodies, ends, strict=True)])
    one, two = sides((texts[0], texts[1]), (cuts[0], cuts[1]), language)
    places = shared(one, two, COMMON)
    rows, columns, product = gathered(one.rows[places[0]], two.rows[places[1]], one.weights[places[0]] * two.weights[places[1]])
    norms = [np.sqrt(np.bincount(side.rows, weights=side.weights**2, minlength=len(side))) for side in (one, two)]
    alike = product / (norms[0][rows] * norms[1][columns])
    return list(zip(rows.tolist(), columns.tolist(), alike.tolist(), strict=True))


def answered(one: Entry, two: Entry, language: Language, aligner: Aligner = anew) -> tuple[float, float]:
    """Compute the share of the text of each entry, 0 to 1, that the other entry answers."""
    texts = running_text(one), running_text(two)
    beads = [bead for bead in aligner(*texts, language).beads if bead.score >= ANSWER]
    base = sum(bead.base[1] - bead.base[0] for bead in beads if bead.base)
    other = sum(bead.other[1] - bead.other[0] for bead in beads if bead.other)
    return base / max(1, len(texts[0].text) - texts[0].body), other / max(1, len(texts[1].text) - texts[1].body)


def where_answered(one: Entry, two: Entry, language: Language, aligner: Aligner = anew) -> int | None:
    """Find where in the running text of entry `two` begins what answers entry `one`; None where nothing does."""
    beads = aligner(running_text(one), running_text(two), language).beads
    return min((bead.other[0] for bead in beads if bead.base and bead.other and bead.score >= ANSWER), default=None)


def likeness(entries: Sequence[tuple[Alignment, tuple[RunningText, RunningText]]]) -> float:
    """Compute how alike two texts are, from 0 to 1, in one entry or in several, each given by its beads and the running texts.

    It is the mean score of the beads by length, a passage without an answer counted as 0, in that of the two texts where it is
    greater: a text that leaves out much of the other is as like it as one that has all.
    """
    scored, lengths = [0.0, 0.0], [0, 0]
    for alignment, texts in entries:
        for bead in alignment.beads:
            if bead.base and bead.other:
                for side, place in enumerate((bead.base, bead.other)):
                    scored[side] += bead.score * (place[1] - place[0])
        for side, text in enumerate(texts):
            lengths[side] += len(text.text) - text.body
    return max(part / max(1, whole) for part, whole in zip(scored, lengths, strict=True))


def few_in_common(base: Sequence[Entry], other: Sequence[Entry], language: Language, most: int) -> bool:
    """Tell whether two texts have few words in common as a whole. Of the entries with equal keys at most `most` are looked at,
    evenly spread over the text. False where no keys are equal, or the texts are too short to tell.
    """
    from edition.alignment import align

    held = {entry.n: entry for entry in other}
    pairs = [(running_text(entry), running_text(held[entry.n])) for entry in base if entry.n in held]
    pairs = pairs[:: max(1, -(-len(pairs) // most))]
    if min(sum(len(pair[side].text.split()) for pair in pairs) for side in (0, 1)) < ENOUGH:
        return False
    return likeness([(align(*pair, language), pair) for pair in pairs]) < FEW
