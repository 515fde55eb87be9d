"""Turn what an editor does on the page into decisions in the files of the edition, and tell what was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from edition.decisions.decision_file import EditorialDecision
from edition.decisions.file_history import FileHistory
from edition.decisions.form import PairDecision
from edition.decisions.questions import EVERYWHERE, GRADE_KEYS, PAIR_KEYS, TYPES, answer, candidates, shown, title
from edition.decisions.rule_form import ReadingRule
from edition.decisions.writing import append_accepted
from edition.desk.wording import WORD_ACTS, WordDesk
from edition.desk.written_decisions import DecisionPen, RefusedError, asked_text

if TYPE_CHECKING:
    from edition.decisions.doubts import Doubt
    from edition.decisions.places_at_work import PlacesAtWork
    from edition.decisions.words_at_work import WordsAtWork
    from edition.project.description import Project

# The page is told so many questions at once, and gets others when these are answered.
MOST_QUESTIONS = 50
# What may be decided of a reading, by the keys of `edition review`.
_READING_ACTS = frozenset({*GRADE_KEYS, *EVERYWHERE, "t", "m", "s", "x", "c", "e"})
_NO_SPLIT = (
    "The second reading begins with words of this one, but not with its first. Leave the field of a text empty that has none there."
)


class Editing:
    """The desk of an edition as it was built. `places`: where something may be decided; `work`: the words of its texts; `history`:
    what was decided so far.
    """

    def __init__(self, project: Project, places: PlacesAtWork, work: WordsAtWork, history: FileHistory) -> None:
        self.project, self.places = project, places
        self.pen = DecisionPen(project.folder, history)
        self.wording = WordDesk(work, self.pen)
        self.decisions = tuple(one for one in project.decisions if isinstance(one, PairDecision))
        self.rules = {one.id: one for one in project.decisions if isinstance(one, ReadingRule)}

    # --- What may be done ------------------------------------------------------------------------------------------------

    def at(self, ident: str) -> list[dict[str, object]]:
        """Tell of a reading or a sentence of the page what may be decided of it, text by text."""
        return [self._values(doubt) for doubt in self._doubts(ident)]

    def questions(self) -> dict[str, object]:
        """Tell what is doubtful, first what matters most."""
        waiting = self.places.waiting()
        told = [
            {"id": ident, "key": doubt.key, "title": title(doubt), "sides": _sides(doubt)}
            for ident, doubt in waiting[:MOST_QUESTIONS]
        ]
        return {"count": len(waiting), "questions": told}

    def _doubts(self, ident: str) -> tuple[Doubt, ...]:
        return self.places.reading(ident) or self.places.sentence(ident)

    def _values(self, doubt: Doubt) -> dict[str, object]:
        from edition.decisions.places_at_work import decided_of

        variant = doubt.variant
        of_place: list[PairDecision | ReadingRule] = [*decided_of(doubt, self.decisions), *self._rules_on(doubt)]
        made: dict[str, object] = {
            "key": doubt.key,
            "sigla": [*doubt.sigla],
            "words": [" ".join(doubt.words(side).split()) for side in (0, 1)],
            "accepted": self.places.accepted(doubt),
            "like": len(doubt.like),
            "decided": self.pen.written(of_place),
        }
        if variant is None:
            linked = PAIR_KEYS["u"] if None not in doubt.ranges else ""
            answers = [" ".join(self._answer(doubt, place).split()) for place in _candidates(doubt)]
            return made | {"kind": "sentence", "unlink": linked, "candidates": answers}
        possible = {key for key in (*GRADE_KEYS, "m", "x", *EVERYWHERE, "e") if answer(doubt, key) is not None}
        types = [name for name in TYPES.values() if answer(doubt, "t", typed=name) is not None]
        return made | {
            "kind": "reading",
            "type": variant.type,
            "grade": variant.grade,
            "weight": variant.weight,
            "silent": "silence" in variant.decided,
            "acts": sorted(possible),
            "types": types,
        }

    def _answer(self, doubt: Doubt, place: tuple[int, int]) -> str:
        return doubt.texts[1 if doubt.ranges[0] else 0].text[slice(*place)]

    def _rules_on(self, doubt: Doubt) -> list[ReadingRule]:
        ids = doubt.variant.rules if doubt.variant else ()
        return [self.rules[ident] for ident in ids if ident in self.rules]

    # --- What is done ----------------------------------------------------------------------------------------------------

    def act(self, asked: Mapping[str, object]) -> dict[str, object]:
        """Do what the page asks. `asked`: `act`, and what the act needs: `id`, `key`, `value`, `second`; what is asked of
        words, in `wording.py`.

        Raises RefusedError, and OutsideError (E006).
        """
        name = asked_text(asked, "act")
        if name in WORD_ACTS:
            return self.wording.act(name, asked)
        if name == "link":
            return self._link(asked_text(asked, "id"), asked_text(asked, "with"), asked_text(asked, "siglum"))
        doubt = self._one(asked_text(asked, "id"), asked_text(asked, "key"))
        if name in ("accept", "accept all"):
            return self._accept([doubt, *(doubt.like if name == "accept all" else ())])
        second = asked.get("second")
        parts = (str(second[0]), str(second[1])) if isinstance(second, list) and len(second) == 2 else ("", "")
        return self._decide(doubt, name, " ".join(asked_text(asked, "value", needed=False).split()), parts)

    def _one(self, ident: str, key: str) -> Doubt:
        found = next((doubt for doubt in self._doubts(ident) if doubt.key == key), None)
        # A question may stand at a sentence that is not its own, where nothing of the base answers it.
        found = found or next((doubt for _, doubt in self.places.waiting() if doubt.key == key), None)
        if found is None:
            raise RefusedError("This place has changed meanwhile. Look at it again.")
        return found

    def _accept(self, found: list[Doubt]) -> dict[str, object]:
        def write() -> None:
            for doubt in found:
                words = " / ".join(" ".join(doubt.words(side).split()[:4]) or "nothing" for side in (0, 1))
                told = f"{doubt.n} {doubt.sigla[0]} {doubt.sigla[1]}: {words}"
                append_accepted(self.project.folder / "accepted.tsv", doubt.key, told)

        found = [doubt for doubt in found if not self.places.accepted(doubt)]
        if not found:
            raise RefusedError("You have found this right before.")
        self.pen.history.change("accepted", write)
        return self.pen.told(f"Found right: {len(found)}. Written into accepted.tsv.")

    def _decide(self, doubt: Doubt, key: str, typed: str, second: tuple[str, str]) -> dict[str, object]:
        if doubt.variant:
            possible = key in _READING_ACTS and bool(typed or key not in "tc") and (key != "t" or typed in TYPES.values())
        else:
            possible = key == "u" or key in {str(number) for number, _ in enumerate(_candidates(doubt), 1)}
        if not possible:
            raise RefusedError("That cannot be done here.")
        decision = answer(doubt, key, typed=typed, second=second)
        if decision is None:
            raise RefusedError(_NO_SPLIT if key == "s" else "That cannot be done here.")
        before = self._before(doubt, decision)
        if before is not None and isinstance(decision, PairDecision):
            decision = replace(decision, type=decision.type or before.type, grade=decision.grade or before.grade)
        if any(_same(decision, one) for one in self.project.decisions):
            raise RefusedError("This is decided already.")
        return self.pen.write([decision], [before] if before else [])

    def _before(self, doubt: Doubt, decision: PairDecision | ReadingRule) -> PairDecision | None:
        """Find the decision that a new one takes the place of: a reading has one type and one grade."""
        from edition.decisions.places_at_work import decided_of

        if decision.kind != "retype":
            return None
        return next((one for one in decided_of(doubt, self.decisions) if one.kind == "retype"), None)

    def _link(self, one: str, other: str, siglum: str) -> dict[str, object]:
        found = self.places.linked(one, other, siglum)
        if found is None:
            raise RefusedError(f"These sentences cannot be linked: they answer one another already, or {siglum} has nothing there.")
        return self.pen.write([found[1]])


def _same(decision: PairDecision | ReadingRule, other: EditorialDecision) -> bool:
    """Tell whether two decisions say the same of the same place."""
    if isinstance(decision, ReadingRule):
        return isinstance(other, ReadingRule) and replace(other, locus=None, reason="", number=decision.number) == decision
    return isinstance(other, PairDecision) and replace(other, locus=None, reason="") == decision


def _candidates(doubt: Doubt) -> list[tuple[int, int]]:
    return candidates(doubt) if None in doubt.ranges else []


def _sides(doubt: Doubt) -> list[dict[str, str]]:
    return [
        {"siglum": side.siglum, "before": side.before, "words": side.words.strip(), "after": side.after} for side in shown(doubt)
    ]
