"""Turn two texts that belong to no edition, and their beads, into a message where hardly a word of the one answers the other."""

from __future__ import annotations

from collections.abc import Sequence

from edition.alignment.entry_likeness import ENOUGH, FEW, likeness
from edition.language.languages import Language
from edition.messages import Report
from edition.model import Alignment, Bead, Block, Locus, RunningText
from edition.pipeline.two_texts import PairBead


def report_unlike(
    files: tuple[str, str], texts: tuple[str, str], beads: Sequence[Bead | PairBead], language: Language, report: Report
) -> None:
    """Report two texts with few words in common (W257), which is told of the entries of an edition by W291 to W294.

    `files`: the names of both. `beads`: their ranges are those of the texts. Of texts of a few words, in two languages or in one
    that this program does not know nothing is told.
    """
    if not language.known or min(len(text.split()) for text in texts) < ENOUGH:
        return
    base, other = (RunningText(text, (Block("p", 0, len(text)),)) for text in texts)
    placed = Alignment(tuple(Bead(bead.base, bead.other, bead.score) for bead in beads))
    if likeness([(placed, (base, other))]) < FEW:
        report.add("W257", Locus(files[1]), base=files[0])
