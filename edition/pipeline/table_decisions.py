"""Turn a table of readings that an editor has changed into decisions: a type, a grade, what is not printed, a remark."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from edition.decisions.answering_places import languages_of
from edition.decisions.file_history import FileHistory, can_be_taken_out, take_out
from edition.decisions.form import TYPES, PairDecision
from edition.decisions.places_at_work import PlacesAtWork, decided_of
from edition.decisions.questions import GRADE_KEYS, answer
from edition.decisions.writing import append_decision
from edition.errors import TextError
from edition.messages import Report
from edition.messages.values import Lines
from edition.model import GRADES, Locus
from edition.pipeline import steps
from edition.pipeline.progress import Progress, silent
from edition.pipeline.results import BuildResult
from edition.project.description import Project
from edition.storage.cache import user_cache
from edition.tei.export.exported_edition import exported_edition
from edition.tei.export.reading_rows import SEPARATOR, ReadingRow, reading_rows
from edition.tei.export.table_files import table_rows

if TYPE_CHECKING:
    from edition.decisions.doubts import Doubt

_ALLOWED = {"type": TYPES, "grade": GRADES, "printed": ("yes", "no")}
_KEY_OF_GRADE = {grade: key for key, grade in GRADE_KEYS.items()}


def table_decisions(
    rows: Iterable[tuple[int, Mapping[str, str]]],
    current: Iterable[ReadingRow],
    places: PlacesAtWork,
    decisions: Sequence[PairDecision],
    file: str,
    report: Report,
    *,
    by_hand: Callable[[int], bool] = lambda line: False,
) -> list[tuple[PairDecision, PairDecision | None]]:
    """Turn rows, each with its line, into the decisions that make the readings so; each with the one whose place it takes.

    `current`: the readings as they are; `decisions`: those of decisions.toml; `file`: what messages call the table. Reports a word
    that no reading can have (E011), rows that fit no reading (W088), and what cannot be decided of one (W089). `by_hand`: whether
    the decision on a line of decisions.toml stands in a form that cannot be taken out.
    """
    known = {(row.id, row.witnesses): row for row in current if row.kind == "reading"}
    made: list[tuple[PairDecision, PairDecision | None]] = []
    lost: list[int] = []
    impossible: list[int] = []
    for line, row in rows:
        now = known.get((row["id"], row["witnesses"]))
        if now is None:
            lost.append(line)
            continue
        wanted = {name: " ".join(row.get(name, "").split()) for name in ("type", "grade", "printed", "remark")}
        changed = {name: value for name, value in wanted.items() if value and value != " ".join(getattr(now, name).split())}
        if wrong := [name for name, value in changed.items() if name in _ALLOWED and value not in _ALLOWED[name]]:
            for name in wrong:
                report.add("E011", Locus(file, line), key=name, value=wanted[name], allowed=_ALLOWED[name])
        elif changed:
            found = _decided(changed, _of_witness(places.reading(row["id"]), row["witnesses"]), decisions)
            fixed = [decided for _, old in found if old is not None and by_hand(decided := _line(old))]
            for decided in fixed[:1]:
                report.add("W089", Locus(file), lines=Lines((line,)), line=decided)
            made += [] if fixed else found
            impossible += [] if found else [line]
    for code, lines in (("W088", lost), ("W089", impossible)):
        if lines:
            report.add(code, Locus(file), lines=Lines(tuple(lines)))
    return made


def _of_witness(doubts: Sequence[Doubt], witnesses: str) -> list[Doubt]:
    """The readings of the first witness that a row names: what is decided of them holds for those that share the words."""
    sigla = [siglum for siglum in witnesses.split(SEPARATOR) if any(doubt.sigla[1] == siglum for doubt in doubts)]
    return [doubt for doubt in doubts if sigla and doubt.sigla[1] == sigla[0]]


def _decided(
    changed: Mapping[str, str], doubts: Sequence[Doubt], decisions: Sequence[PairDecision]
) -> list[tuple[PairDecision, PairDecision | None]]:
    made: list[tuple[PairDecision, PairDecision | None]] = []
    for doubt in doubts:
        before = decided_of(doubt, decisions)
        acts = [("t", changed["type"])] if "type" in changed else []
        acts += [(_KEY_OF_GRADE[changed["grade"]], "")] if "grade" in changed and "type" not in changed else []
        acts += [("x", "")] if changed.get("printed") == "no" else []
        acts += [("c", changed["remark"])] if "remark" in changed else []
        for key, typed in acts:
            decision = answer(doubt, key, typed=typed)
            if not isinstance(decision, PairDecision):
                continue
            old = next((one for one in before if one.kind == decision.kind == "retype"), None)
            grade = decision.grade or (changed.get("grade", "") if decision.kind == "retype" else "")
            made.append((replace(decision, grade=grade or (old.grade if old else "")), old))
    return made


def _line(decision: PairDecision) -> int:
    return (decision.locus.line if decision.locus is not None else None) or 0


def write_decisions(path: Path, made: Sequence[tuple[PairDecision, PairDecision | None]]) -> None:
    """Write decisions at the end of decisions.toml, and take out those whose place they take. Raises OutsideError (E006)."""
    lines = {line for _, old in made if old is not None and (line := _line(old))}
    # From the end, so that no line moves before it is looked for.
    for line in sorted(lines, reverse=True):
        take_out(path, line)
    for decision, _ in made:
        append_decision(path, decision)


def read_back(project: Project, texts: Mapping[str, Path], table: Path, report: Report, progress: Progress = silent) -> BuildResult:
    """Write what a table decides of the readings of an edition; raises as `edition.api.read_report` does."""
    rows = table_rows(table, report)
    told, cache = Report(), user_cache()
    raw = steps.read_texts(project, texts)
    compared, edition = steps.compared_edition(project, raw, told, cache, progress)
    document = steps.document(project, texts, told, cache, progress)
    places = PlacesAtWork(compared.held, languages_of(compared.witnesses), edition.entries, frozenset())
    decisions = [one for one in project.decisions if isinstance(one, PairDecision)]
    path = project.folder / "decisions.toml"
    made = table_decisions(
        rows,
        reading_rows(exported_edition(document)),
        places,
        decisions,
        table.name,
        report,
        by_hand=lambda line: not can_be_taken_out(path, line),
    )
    if report.errors:
        raise TextError(report.errors[0])
    # Whole or not at all: where one of them cannot be written, the file is put back.
    FileHistory(project.folder).change(table.name, lambda: write_decisions(path, made))
    return BuildResult(project.folder, (path,) * len(made), tuple(report))
