"""Turn decisions.toml into the editor's decisions, in the order of the file."""

from __future__ import annotations

from pathlib import Path

from edition.decisions.form import (
    DECISION_KEYS,
    ENTRY_PAIR_KEYS,
    PAIR_KEYS,
    Decision,
    EntryPair,
    PairDecision,
    read_decision,
    read_entry_pair,
    read_pair_decision,
)
from edition.decisions.rule_form import RULE_KEYS, ReadingRule, read_rule
from edition.messages import Report
from edition.storage.toml_tables import checked, read_tables, tell_other_tables

# Whatever the editor decides.
EditorialDecision = Decision | PairDecision | EntryPair | ReadingRule


def read_decisions(path: Path, report: Report) -> tuple[EditorialDecision, ...]:
    """Read decisions.toml: its decisions in the order of the file, none if the file is absent.

    Reports faults of form (E012, and what the readers of each table name). Raises TextError (E007): the file is no TOML.
    """
    tables = read_tables(path, dict.fromkeys((*DECISION_KEYS, *PAIR_KEYS, "pair", "rule"), True), report, optional=True)
    for top in tables[""]:
        checked(top, {}, report)
    decisions: list[EditorialDecision] = []
    decisions += [pair for table in tables["pair"] if (pair := read_entry_pair(table, report))]
    for kind in DECISION_KEYS:
        decisions += [decision for table in tables[kind] if (decision := read_decision(kind, table, report))]
    for pair_kind in PAIR_KEYS:
        decisions += [found for table in tables[pair_kind] if (found := read_pair_decision(pair_kind, table, report))]
    decisions += [rule for number, table in enumerate(tables["rule"], 1) if (rule := read_rule(table, number, report))]
    for top in tables[""]:
        one = {str(kind): keys for kind, keys in DECISION_KEYS.items()}
        two = {str(kind): keys for kind, keys in PAIR_KEYS.items()}
        tell_other_tables(report, top.file, {**one, **two, "pair": ENTRY_PAIR_KEYS, "rule": RULE_KEYS})
    return tuple(sorted(decisions, key=lambda decision: decision.locus.line or 0 if decision.locus else 0))
