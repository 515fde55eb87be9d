"""Turn the entries of two texts into how alike their words are, two and two, and into the share of each that the other answers."""

from __future__ import annotations

from collections.abc import Sequence

from edition.language.languages import Language
from edition.model import Entry, Segment
from edition.text.running_text import running_text

# A word that more than COMMON entries have does not bring two entries together (by eye; no run is known). A bead is an answer from
# the score ANSWER on, and two entries are the same when at least the share MOSTLY of each is answered: entries that do answer one
# another have .94 and more, others at most .17 (docs/alignment.md, "Entries").
COMMON, ANSWER, MOSTLY = 8, 0.2, 0.5

# Index of an entry, index of an entry of the other text, and how alike they are, from 0 to 1.
Likeness = tuple[int, int, float]


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


def answered(one: Entry, two: Entry, language: Language) -> tuple[float, float]:
    """Compute the share of the text of each entry, 0 to 1, that the other entry answers."""
    from edition.alignment import align

    texts = running_text(one), running_text(two)
    beads = [bead for bead in align(*texts, language).beads if bead.score >= ANSWER]
    base = sum(bead.base[1] - bead.base[0] for bead in beads if bead.base)
    other = sum(bead.other[1] - bead.other[0] for bead in beads if bead.other)
    return base / max(1, len(texts[0].text) - texts[0].body), other / max(1, len(texts[1].text) - texts[1].body)


def where_answered(one: Entry, two: Entry, language: Language) -> int | None:
    """Find where in the running text of entry `two` begins what answers entry `one`; None where nothing does."""
    from edition.alignment import align

    beads = align(running_text(one), running_text(two), language).beads
    return min((bead.other[0] for bead in beads if bead.base and bead.other and bead.score >= ANSWER), default=None)
