"""Turn decisions.toml, the decisions of the editor, into emendations of the texts, pairs of entries, beads and readings.

A decision names its place by a few words of the text, so that it finds the place again when a reader or another decision
changes.
"""

from __future__ import annotations

from edition.decisions.decision_file import EditorialDecision, read_decisions
from edition.decisions.emendations import apply_decisions
from edition.decisions.form import Decision, EntryPair, PairDecision
from edition.decisions.rule_form import ReadingRule

__all__ = ["Decision", "EditorialDecision", "EntryPair", "PairDecision", "ReadingRule", "apply_decisions", "read_decisions"]
