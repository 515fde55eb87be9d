"""Turn an editor's answers, one doubtful place after the other, into decisions and accepted places in the files of an edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from edition.decisions.doubts import Doubt
    from edition.decisions.file_history import Snapshot
    from edition.decisions.form import PairDecision
    from edition.decisions.questions import ShownSide
    from edition.decisions.rule_form import ReadingRule


@dataclass(frozen=True)
class _Stand:
    """How a walk stood before an answer: what was waiting, how many were decided, found right and left, the files."""

    waiting: list[Doubt]
    counts: tuple[int, int, int]
    files: Snapshot


class ReviewWalk:
    """A walk through the doubtful places of an edition. Each answer is written into the edition's files at once.

    `folder`: the edition's. `waiting`: the places not yet answered; the questions are on the first. `decided`, `accepted`, `left`:
    how many were decided, found right, and left for another time.
    """

    def __init__(self, folder: Path, waiting: Sequence[Doubt]) -> None:
        self.folder = folder
        self.waiting = [*waiting]
        self.decided = self.accepted = self.left = 0
        self._before: list[_Stand] = []

    @property
    def can_take_back(self) -> bool:
        """Whether there is an answer to take back."""
        return bool(self._before)

    def title(self) -> str:
        """What the place is, where, what the program proposes, how doubtful it is: a line."""
        from edition.decisions.questions import title

        return title(self.waiting[0])

    def like(self) -> str:
        """How often the same pair of forms stands elsewhere, and of which types and grades: a line; "" where it does not."""
        from edition.decisions.questions import like

        return like(self.waiting[0])

    def sides(self) -> tuple[ShownSide, ShownSide]:
        """The words in question in both texts, with those around them."""
        from edition.decisions.questions import shown

        return shown(self.waiting[0])

    def candidates(self) -> list[str]:
        """Of a sentence that nothing answers, what may answer it, the likeliest first: keys "1", "2", … link it. Else nothing."""
        from edition.decisions.questions import candidates

        doubt = self.waiting[0]
        if None not in doubt.ranges:
            return []
        text = doubt.texts[1 if doubt.ranges[0] else 0].text
        return [" ".join(text[slice(*place)].split()) for place in candidates(doubt)]

    def keys(self) -> dict[str, str]:
        """The keys that answer the place, each with what it does."""
        from edition.decisions.questions import keys

        return keys(self.waiting[0])

    def types(self) -> dict[str, str]:
        """The types that may be given to a reading, by the key of each."""
        from edition.decisions.questions import TYPES

        return dict(TYPES)

    def leave(self) -> None:
        """Leave the place for another time."""
        self._remember()
        self.left += 1
        self.waiting = self.waiting[1:]

    def accept(self) -> None:
        """Note that the place is right as it is. Raises OutsideError (E006)."""
        from edition.decisions.writing import append_accepted

        doubt = self.waiting[0]
        words = " / ".join(" ".join(doubt.words(side).split()[:4]) or "nothing" for side in (0, 1))
        self._remember()
        append_accepted(self.folder / "accepted.tsv", doubt.key, f"{doubt.n} {doubt.sigla[0]} {doubt.sigla[1]}: {words}")
        self.accepted += 1
        self.waiting = self.waiting[1:]

    def decide(self, key: str, *, typed: str = "", second: tuple[str, str] = ("", "")) -> PairDecision | ReadingRule | None:
        """Write the decision that a key stands for; None where it cannot be made here, and then nothing is changed.

        `typed`: the type for "t", the comment for "c". `second`: for "s", the first words of the second reading in each text. Other
        places that the decision changes are left for another time. Raises OutsideError (E006).
        """
        from edition.decisions.questions import answer, changes
        from edition.decisions.writing import append_decision

        doubt = self.waiting[0]
        decision = answer(doubt, key, typed=typed, second=second)
        if decision is None:
            return None
        self._remember()
        append_decision(self.folder / "decisions.toml", decision)
        self.decided += 1
        # What a decision on bounds has changed is no longer as it would be shown.
        kept = [other for other in self.waiting[1:] if not changes(decision, doubt, other)]
        self.left += len(self.waiting) - 1 - len(kept)
        self.waiting = kept
        return decision

    def stop(self) -> None:
        """Leave all that waits for another time."""
        self.left += len(self.waiting)
        self.waiting = []

    def take_back(self) -> None:
        """Put all back as it stood before the last answer, which is asked again. Raises OutsideError (E006)."""
        from edition.decisions.file_history import restore

        stand = self._before.pop()
        restore(stand.files)
        self.waiting, (self.decided, self.accepted, self.left) = stand.waiting, stand.counts

    def _remember(self) -> None:
        from edition.decisions.file_history import snapshot

        self._before.append(_Stand(self.waiting, (self.decided, self.accepted, self.left), snapshot(self.folder)))
