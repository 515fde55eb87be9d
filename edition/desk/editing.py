"""Turn what an editor does on the page into decisions in the files of the edition, and tell what was written."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from edition.decisions.decision_file import EditorialDecision
from edition.decisions.file_history import FileHistory, table_lines, table_text, table_texts, take_out
from edition.decisions.form import PairDecision
from edition.decisions.questions import EVERYWHERE, GRADE_KEYS, PAIR_KEYS, TYPES, answer, candidates, shown, title
from edition.decisions.rule_form import ReadingRule
from edition.decisions.writing import append_accepted, append_decision

if TYPE_CHECKING:
    from edition.decisions.doubts import Doubt
    from edition.decisions.places_at_work import PlacesAtWork
    from edition.project.description import Project

# The page is told so many questions at once, and gets others when these are answered.
MOST_QUESTIONS = 50
# What may be decided of a reading, by the keys of `edition review`.
_READING_ACTS = frozenset({*GRADE_KEYS, *EVERYWHERE, "t", "m", "s", "x", "c", "e"})


class RefusedError(Exception):
    """What an editor asked for cannot be done. The words say why, in a sentence."""


class Editing:
    """The desk of an edition as it was built. `places`: where something may be decided; `history`: what was decided so far."""

    def __init__(self, project: Project, places: PlacesAtWork, history: FileHistory) -> None:
        self.project, self.places, self.history = project, places, history
        self.decisions = tuple(one for one in project.decisions if isinstance(one, PairDecision))
        self.rules = {one.id: one for one in project.decisions if isinstance(one, ReadingRule)}

    @property
    def _file(self) -> Path:
        return self.project.folder / "decisions.toml"

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

    def listed(self) -> dict[str, object]:
        """Tell all that was decided of readings and sentences, what stands last in decisions.toml first."""
        held: list[PairDecision | ReadingRule] = [*self.decisions, *self.rules.values()]
        return {"decisions": self._written(held)[::-1]}

    def _written(self, held: Iterable[PairDecision | ReadingRule]) -> list[dict[str, object]]:
        """Tell of decisions in which line of decisions.toml they stand, and what is written there, in the order of the file."""
        lines = sorted(one.locus.line for one in held if one.locus is not None and one.locus.line)
        return [{"line": line, "text": text} for line, text in table_texts(self._file, lines).items()]

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
            "decided": self._written(of_place),
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
        """Do what the page asks. `asked`: `act`, and what the act needs: `id`, `key`, `value`, `second`, `line` and `text`.

        Raises RefusedError, and OutsideError (E006).
        """
        name = _text(asked, "act")
        if name in ("undo", "redo"):
            what = self.history.undo() if name == "undo" else self.history.redo()
            if not what:
                raise RefusedError("There is nothing to take back that has not been changed by hand since.")
            return self._told(f"{'Undone' if name == 'undo' else 'Done again'}: {what}", "")
        if name == "take out":
            line = asked.get("line")
            if not isinstance(line, int) or not self._taken_out(line, _text(asked, "text")):
                raise RefusedError("This table cannot be taken out here. Take it out in decisions.toml by hand.")
            return self._told("Taken out of decisions.toml.", "")
        if name == "link":
            return self._link(_text(asked, "id"), _text(asked, "with"), _text(asked, "siglum"))
        doubt = self._one(_text(asked, "id"), _text(asked, "key"))
        if name in ("accept", "accept all"):
            return self._accept([doubt, *(doubt.like if name == "accept all" else ())])
        second = asked.get("second")
        parts = (str(second[0]), str(second[1])) if isinstance(second, list) and len(second) == 2 else ("", "")
        return self._decide(doubt, name, " ".join(_text(asked, "value", needed=False).split()), parts)

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
        self.history.change("accepted", write)
        return self._told(f"Found right: {len(found)}. Written into accepted.tsv.", "")

    def _decide(self, doubt: Doubt, key: str, typed: str, second: tuple[str, str]) -> dict[str, object]:
        if doubt.variant:
            possible = key in _READING_ACTS and bool(typed or key not in "tc") and (key != "t" or typed in TYPES.values())
        else:
            possible = key == "u" or key in {str(number) for number, _ in enumerate(_candidates(doubt), 1)}
        if not possible:
            raise RefusedError("That cannot be done here.")
        decision = answer(doubt, key, typed=typed, second=second)
        if decision is None:
            raise RefusedError("That cannot be done here.")
        before = self._before(doubt, decision)
        if before is not None and isinstance(decision, PairDecision):
            decision = replace(decision, type=decision.type or before.type, grade=decision.grade or before.grade)
        if any(_same(decision, one) for one in self.project.decisions):
            raise RefusedError("This is decided already.")
        return self._write(decision, before)

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
        return self._write(found[1], None)

    def _write(self, decision: PairDecision | ReadingRule, before: PairDecision | None) -> dict[str, object]:
        def write() -> None:
            if before is not None and before.locus is not None and not take_out(self._file, before.locus.line or 0):
                raise RefusedError(
                    f"decisions.toml, line {before.locus.line}, decides this in a way that only you can change, by hand."
                )
            append_decision(self._file, decision)
            if not _is_toml(self._file):
                raise RefusedError("This cannot be written below what stands in decisions.toml. Write it by hand.")

        self.history.change(f"[[{decision.kind}]]", write)
        last = len(self._file.read_text(encoding="utf-8").rstrip().split("\n"))
        lines = table_lines(self._file, last)
        return self._told(f"Written into decisions.toml, line {lines[0] if lines else last}:", table_text(self._file, last))

    def _taken_out(self, line: int, text: str) -> bool:
        """Take out the table in a line, if it is the one that the page shows: lines move when a file is changed by hand."""
        done = False

        def write() -> None:
            nonlocal done
            done = take_out(self._file, line)

        if table_text(self._file, line) != text:
            return False
        self.history.change("taken out", write)
        if not done:
            self.history.done.pop()
        return done

    def _told(self, words: str, lines: str) -> dict[str, object]:
        return {"told": words, "lines": lines, "undo": len(self.history.done), "redo": len(self.history.undone)}


def _is_toml(path: Path) -> bool:
    """Tell whether a file can be read again: no table can follow tables of its kind that are written as one array."""
    try:
        tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError:
        return False
    return True


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


def _text(asked: Mapping[str, object], name: str, *, needed: bool = True) -> str:
    found = asked.get(name, "")
    if not isinstance(found, str) or (needed and not found):
        raise RefusedError(f"The request says no {name}.")
    return found
