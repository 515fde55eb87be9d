"""Turn what a [[witness]] of edition.toml says of how its text is divided into StatedDivisions, every fault with its line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from edition.messages import Report
from edition.model import Range, StatedDivisions, StatedOmission
from edition.project.edition_keys import DIVISION_KEYS, OMISSION_KEYS
from edition.readers.stated_headings import pattern_fault
from edition.storage.toml_tables import Table, tables_in

# What a text that is divided as another one does not decide itself.
_DECIDED_BY_ANOTHER = ("divisions", "headings", "key")


def stated_divisions(table: Table, values: dict[str, object], edition: Table, report: Report) -> StatedDivisions | None:
    """Take the keys on divisions out of the checked values of a [[witness]], and turn them into one value; None if there are none.

    `edition`: the keys before the first table, whose `key` holds for every witness that has none. Reports a pattern of headings
    that cannot be (E061), what is to be left out and is no heading and no lines (E062), lines that are none (E063), and keys that
    mean nothing for a review or for a text that is divided as another one (E064).
    """
    said = {key: values.pop(key) for key in DIVISION_KEYS if key in values}
    _check_use(table, said, report)
    loci = {key: table.locus(key) for key in said}
    quoting = bool(table.values.get("fragment_of"))
    shared = edition.values.get("key")
    if "key" not in said and shared in ("date", "number") and not quoting and not table.values.get("divided_as"):
        # No place: a text that has not what the edition is known by may be one that answers nothing, and this is told elsewhere.
        said["key"] = shared
    headings = str(said.get("headings", ""))
    if fault := pattern_fault(headings):
        report.add("E061", loci["headings"], form=headings, what=fault)
        headings = ""
    if not said:
        return None
    return StatedDivisions(
        levels=tuple(map(str, cast(Sequence[str], said["divisions"]))) if "divisions" in said else None,
        headings=headings,
        first_words=str(said.get("from", "")),
        last_words=str(said.get("to", "")),
        leave_out=_omissions(table, cast(Sequence[Mapping[str, object]], said.get("leave_out", ())), report),
        key=said.get("key", ""),  # type: ignore[arg-type]
        verse=cast(bool | None, said.get("verse")),
        column=cast(int, said.get("column", 0)),
        loci=loci,
    )


def _check_use(table: Table, said: Mapping[str, object], report: Report) -> None:
    """Report keys that say nothing in this table (E064)."""
    if table.values.get("fragment_of"):
        useless, by = tuple(said), "fragment_of"
    elif table.values.get("divided_as"):
        useless, by = tuple(key for key in _DECIDED_BY_ANOTHER if key in said), "divided_as"
    else:
        return
    for key in useless:
        report.add("E064", table.locus(key), key=key, other=by)


def _omissions(table: Table, said: Sequence[Mapping[str, object]], report: Report) -> tuple[StatedOmission, ...]:
    found: list[StatedOmission] = []
    for inner, values in zip(tables_in(table, "leave_out") if said else (), said, strict=True):
        here = inner.locus()
        if len(inner.values.keys() & OMISSION_KEYS.keys()) != 1:
            if inner.values.keys() <= OMISSION_KEYS.keys():
                report.add("E062", here)
            continue
        lines = cast("Range | None", values.get("lines"))
        if lines is not None and not 1 <= lines[0] <= lines[1]:
            report.add("E063", here, first=str(lines[0]), last=str(lines[1]))
        elif values:
            found.append(StatedOmission(str(values.get("heading", "")), lines, here))
    return tuple(found)
