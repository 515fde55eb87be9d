"""Turn the tables [[rule]] of decisions.toml into rules: what the editor decides of like readings wherever they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from edition.decisions.form import MOST_WORDS, TYPES
from edition.messages import Report
from edition.messages.values import Opposed
from edition.model import ACCIDENTAL_TYPES, GRADES, EditorialRule, Locus
from edition.storage.toml_tables import Key, Table, checked, tables_in

# The kinds of difference that a rule can name, and what each is: a closed list. rule_matches.py knows each by the words.
RULE_KINDS = {
    "quotation-marks": "other quotation marks, or double ones that one text lacks",
    "punctuation": "other marks with the same words",
    "capitals": "capitals",
    "accents": "accents",
    "hyphens": "hyphens, or words written as one",
    "contractions": "words that one text contracts",
    "numerals": "figures for words of number",
    "spelling": "a spelling that is none of the other kinds",
}
_EXCEPTION_KEYS = {
    "entry": Key(needed=True, example='"1944-08-09"', doc="the key of an entry"),
    "at": Key(
        filled=True, example='"grey eyes"', doc="at most five words of either text there; without them the whole entry is meant"
    ),
}
# The keys of every rule, and those that only a rule with do = "retype" has.
_EVERY_RULE = {
    "pair": Key(
        tuple, example='["grey", "gray"]', doc="the two forms, whichever of them the base has; one may be empty, for nothing"
    ),
    "kind": Key(words=tuple(RULE_KINDS), doc="how the readings differ, instead of a pair"),
    "do": Key(
        needed=True,
        words=("silence", "retype"),
        doc="what becomes of the readings: they are not printed, or have another type or grade",
    ),
    "entries": Key(
        tuple, filled=True, example='["1944-08-09"]', default="[]", doc="the entries in which the rule holds; all, if none is named"
    ),
    "but": Key(
        list,
        of=_EXCEPTION_KEYS,
        example='[{ entry = "1944-08-09", at = "grey eyes" }]',
        doc="the places where it does not hold",
    ),
    "reason": Key(doc="why; the document says it too"),
}
_TYPE_AND_GRADE = {
    "type": Key(words=TYPES, doc='how the readings differ; with do = "retype"'),
    "grade": Key(words=GRADES, doc='how much the readings matter; with do = "retype"'),
}
RULE_KEYS = {**_EVERY_RULE, **_TYPE_AND_GRADE}
RULE_TABLE = "Like readings are silenced or retyped wherever they stand."


@dataclass(frozen=True, slots=True)
class RuleException:
    """A place where a rule does not hold: the readings that the words `at` touch in an entry, in either text; "" for all of it."""

    entry: str
    at: str = ""
    locus: Locus | None = None


@dataclass(frozen=True, slots=True)
class ReadingRule:
    """A decision of the editor on all readings of a pair of forms, or of a kind of difference.

    `pair`: the two forms, in either order; () where `difference`, a key of RULE_KINDS, says which readings are meant. A hyphen
    before or after both forms stands for any letters, the same in both. `do`: "silence" keeps them out of the printed apparatus;
    "retype" gives them `type` and `grade`, "" for those that they have. `entries`: where it holds; everywhere if there are none.
    `number`: its place among the rules, from 1.
    """

    pair: tuple[str, ...]
    difference: str
    do: Literal["silence", "retype"]
    type: str = ""
    grade: str = ""
    entries: tuple[str, ...] = ()
    but: tuple[RuleException, ...] = ()
    reason: str = ""
    number: int = 1
    locus: Locus | None = None
    kind: Literal["rule"] = "rule"

    @property
    def sigla(self) -> tuple[str, ...]:
        """The sigla that it names: none."""
        return ()

    @property
    def id(self) -> str:
        """The xml:id of its category in the document."""
        return f"rule.{self.number}"

    @property
    def passages(self) -> Opposed:
        """The pair, or the kind of difference, as a value of messages."""
        return Opposed(self.pair or (self.difference,))

    def in_document(self) -> EditorialRule:
        """The rule as the document tells it."""
        if self.pair:
            one, two = (f"“{form}”" if form else "nothing" for form in self.pair)
            which = f"Readings of {one} against {two}, or the other way round"
        else:
            which = f"Readings that differ in this alone: {RULE_KINDS[self.difference]}"
        where = f", in {', '.join(self.entries)}" if self.entries else ""
        if self.but:
            places = [f"{one.entry} (“{one.at}”)" if one.at else one.entry for one in self.but]
            where += f", but not in {', '.join(places)}"
        done = "not printed" if self.do == "silence" else " and ".join(part for part in (self.type, self.grade) if part)
        reason = f" {self.reason.strip()}" if self.reason.strip() else ""
        return EditorialRule(self.id, f"{which}{where}: {done}.{reason}")


def read_rule(table: Table, number: int, report: Report) -> ReadingRule | None:
    """Read a table [[rule]], the `number`-th of its file from 1; None if it has a fault.

    Reports faults of form (E008 to E011, E060), a rule that names neither a pair nor a kind or both (E361), a pair that is none
    (E362), a retype without type and grade (E374) or with two that exclude one another (E392), and a quotation that is too long
    (E350).
    """
    before = len(report.errors)
    silences = table.values.get("do") == "silence"
    values = checked(table, _EVERY_RULE if silences else RULE_KEYS, report)
    if len(report.errors) > before:
        return None
    pair = tuple(" ".join(str(form).split()) for form in _texts(values.get("pair")))
    if ("pair" in values) is ("kind" in values):
        report.add("E361", table.locus())
    elif "pair" in values and (len(pair) != 2 or pair[0] == pair[1]):
        report.add("E362", table.locus("pair"))
    if not silences and not ("type" in values or "grade" in values):
        report.add("E374", table.locus())
    elif values.get("type") in ACCIDENTAL_TYPES and values.get("grade", GRADES[0]) != GRADES[0]:
        report.add("E392", table.locus("grade"), type=values["type"])
    exceptions = []
    for inner in tables_in(table, "but") if "but" in table.values else ():
        at = str(inner.values.get("at", ""))
        if len(words := at.split()) > MOST_WORDS:
            report.add("E350", inner.locus("at"), count=len(words), short=" ".join(words[:MOST_WORDS]))
        exceptions.append(RuleException(str(inner.values["entry"]), at, inner.locus()))
    if len(report.errors) > before:
        return None
    return ReadingRule(
        pair,
        str(values.get("kind", "")),
        "silence" if silences else "retype",
        str(values.get("type", "")),
        str(values.get("grade", "")),
        _texts(values.get("entries")),
        tuple(exceptions),
        str(values.get("reason", "")),
        number,
        table.locus(),
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else ()
