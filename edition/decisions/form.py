"""Turn tables of decisions.toml into decisions: on the words of a text, on beads and readings of two, on which entries are one.

A decision names a text by its siglum, an entry, and a quotation of at most five words as they were before any decision. A
decision on a bead or a reading quotes each of the two texts: `at = { K = "tin roof", L = "metal roof" }`, with "" for a text
that has nothing there. One on entries names them alone: `entries = { K = "12", L = "13" }`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from edition.messages import Report
from edition.messages.values import Opposed, TomlKind
from edition.model import GRADES, Locus
from edition.storage.toml_tables import Key, Table, checked

DecisionKind = Literal["emendation", "join", "break", "title", "keep", "note", "apart"]
PairKind = Literal["link", "unlink", "merge", "split", "retype", "silence", "comment"]
BEAD_KINDS: frozenset[PairKind] = frozenset({"link", "unlink"})
# A quotation has at most so many words. By eye: five words find a place, and are too few to hold a sentence of a text in copyright.
MOST_WORDS = 5
# The types that a decision can give to a reading. The others say how a reading came about, which no decision changes.
TYPES = ("lexical", "syntactic", "addition", "omission", "punctuation", "orthographic")

_ENTRY = Key(needed=True, example='"1944-08-09"', doc="the key of the entry")
_AT = Key(needed=True, example='"tin roof"', doc="at most five words of the text, as they were before any decision")
_REASON = Key(doc="why, for those who read the file")
_PLACE_KEYS = {
    "siglum": Key(needed=True, example='"A"', doc="the witness whose text is meant"),
    "entry": _ENTRY,
    "at": _AT,
    "occurrence": Key(int, doc="which of several places with these words is meant, from 1"),
    "reason": _REASON,
}
DECISION_KEYS: dict[DecisionKind, dict[str, Key]] = {
    "emendation": {
        **_PLACE_KEYS,
        "read": Key(doc="the words to be read for those at the place"),
        "kind": Key(
            needed=True,
            words=("print", "extraction", "gap"),
            doc="where the fault is: in print, or from taking the text out of its file; gap: words are lost after the place",
        ),
    },
    "join": _PLACE_KEYS,
    "break": _PLACE_KEYS,
    "title": _PLACE_KEYS,
    "keep": _PLACE_KEYS,
    "note": {
        **_PLACE_KEYS,
        "note": Key(needed=True, example='"A harbour in"', doc="at most five words of the note, the first ones best"),
    },
    "apart": {"siglum": _PLACE_KEYS["siglum"], "entry": _ENTRY, "reason": _REASON},
}
_ONE_PLACE = {
    "entry": _ENTRY,
    "at": Key(
        dict,
        needed=True,
        example='{ A = "tin roof", B = "metal roof" }',
        doc="of each of two texts at most five words, as they were before any decision; an empty text for nothing",
    ),
    "occurrence": Key(dict, of=int, example="{ A = 2 }", doc="which of several places with these words is meant, from 1"),
    "reason": _REASON,
}
_STRETCH = {**_ONE_PLACE, "to": Key(dict, doc="of each of the two texts the words with which the stretch ends")}
PAIR_KEYS: dict[PairKind, dict[str, Key]] = {
    "link": _STRETCH,
    "unlink": _ONE_PLACE,
    "merge": _STRETCH,
    "split": _ONE_PLACE,
    "retype": {
        **_ONE_PLACE,
        "type": Key(words=TYPES, doc="how the reading differs"),
        "grade": Key(words=GRADES, doc="how much the reading matters"),
    },
    "silence": _ONE_PLACE,
    "comment": {**_ONE_PLACE, "text": Key(needed=True, doc="the note")},
}
# What each table decides.
DECISION_TABLES: dict[DecisionKind | PairKind, str] = {
    "emendation": "Other words are read for some words of a text.",
    "join": "A paragraph belongs to the one before it.",
    "break": "A paragraph begins with some words.",
    "title": "The heading of an entry ends with some words.",
    "keep": "Words are right as they are.",
    "note": "A note belongs after some words.",
    "apart": "An entry is not the one that another text has under another key.",
    "link": "Sentences of two texts answer one another.",
    "unlink": "Sentences of two texts do not answer one another.",
    "merge": "Several readings are one.",
    "split": "A reading is two, of which the second begins here.",
    "retype": "A reading has another type or grade.",
    "silence": "A reading is not printed.",
    "comment": "A reading has a note.",
}

ENTRY_PAIR_KEYS = {
    "entries": Key(dict, needed=True, doc="the siglum of each of two texts, with the key of its entry"),
    "reason": Key(doc="why"),
}


@dataclass(frozen=True, slots=True)
class EntryPair:
    """A decision that an entry of one text answers one of another, whatever their numbers or dates are.

    `entries`: siglum -> key of the entry as its own text has it, for two texts.
    """

    entries: Mapping[str, str]
    reason: str = ""
    locus: Locus | None = None
    kind: Literal["pair"] = "pair"

    @property
    def sigla(self) -> tuple[str, ...]:
        """The sigla of the two texts that it names."""
        return tuple(self.entries)


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision on the words of a text, or on an entry of it.

    `emendation`: read `read` for the words `at`; `cause` is "print" or "extraction", or "gap": words are lost after `at`.
    `join`: the paragraph that begins with `at` belongs to the one before. `break`: a paragraph begins with `at`. `title`: the
    heading of the entry ends with `at`. `keep`: the words `at` are right as they are, and no doubt about them is reported.
    `note`: the note with the words `note` is called after `at`. `apart`: the entry is not the one that another text has under
    another key; it has no `at`. `occurrence`: which of several places with these words is meant, from 1.
    """

    kind: DecisionKind
    siglum: str
    entry: str
    at: str = ""
    occurrence: int | None = None
    read: str | None = None
    note: str = ""
    cause: Literal["print", "extraction", "gap"] = "extraction"
    reason: str = ""
    locus: Locus | None = None

    @property
    def sigla(self) -> tuple[str, ...]:
        """The siglum of the text that it names."""
        return (self.siglum,)


@dataclass(frozen=True, slots=True)
class PairDecision:
    """One decision on the beads or the readings of two texts. `at`, `to` and `occurrence` are by siglum.

    `link`: the sentences that hold `at`, up to those that hold `to`, answer one another. `unlink`: the two that hold `at` do
    not. `merge`: the readings from `at` to `to` are one. `split`: a second reading begins with `at`. `retype`: the reading at
    `at` has this type and grade. `silence`: it is not printed. `comment`: `text` is a note on it.
    """

    kind: PairKind
    entry: str
    at: Mapping[str, str]
    to: Mapping[str, str] = field(default_factory=dict)
    occurrence: Mapping[str, int] = field(default_factory=dict)
    type: str = ""
    grade: str = ""
    text: str = ""
    reason: str = ""
    locus: Locus | None = None

    @property
    def sigla(self) -> tuple[str, ...]:
        """The sigla of the two texts that it names."""
        return tuple(self.at)

    @property
    def passages(self) -> Opposed:
        """The two quotations, as a value of messages."""
        return Opposed(tuple(self.at.values()))


def read_entry_pair(table: Table, report: Report) -> EntryPair | None:
    """Read a table [[pair]]. Reports one that does not name an entry of each of two texts (E118)."""
    before = len(report.errors)
    values = checked(table, ENTRY_PAIR_KEYS, report)
    entries = values["entries"] if isinstance(values["entries"], dict) else {}
    if len(report.errors) == before and (len(entries) != 2 or not all(isinstance(n, str) and n for n in entries.values())):
        report.add("E118", table.locus("entries"))
    if len(report.errors) > before:
        return None
    return EntryPair(dict(entries), str(values.get("reason", "")), table.locus("entries"))


def read_decision(kind: DecisionKind, table: Table, report: Report) -> Decision | None:
    """Read a table on the words of one text. Reports faults of form (E008 to E011), a quotation that is too long (E350), and `read`
    that is missing or has no meaning (E360, E388).
    """
    before = len(report.errors)
    values = checked(table, DECISION_KEYS[kind], report)
    cause = values.pop("kind", "extraction")
    for key in ("at", "note"):
        _check_length(str(values.get(key, "")), table.locus(key), report)
    if kind == "emendation" and (cause == "gap") is ("read" in table.values):
        if cause == "gap":
            report.add("E388", table.locus("read"))
        else:
            report.add("E360", table.locus())
    if len(report.errors) > before:
        return None
    return Decision(kind=kind, cause=cause, locus=table.locus("at" if "at" in values else "entry"), **values)  # type: ignore[arg-type]


def read_pair_decision(kind: PairKind, table: Table, report: Report) -> PairDecision | None:
    """Read a table on beads or readings. Reports faults of form (E008 to E011, E070, E073), a quotation that is too long (E350), a
    decision on other than two texts (E370), and a retype that cannot be (E374, E392).
    """
    before = len(report.errors)
    values = checked(table, PAIR_KEYS[kind], report)
    at = values["at"] if isinstance(values["at"], dict) else {}
    if "at" in table.values and (len(at) != 2 or not any(at.values())) and len(report.errors) == before:
        report.add("E370", table.locus("at"), kind=kind)
    for key in ("at", "to", "occurrence"):
        _check_by_siglum(key, values.get(key), at, table, report)
    if kind in BEAD_KINDS and len(report.errors) == before and not all(at.values()):
        report.add("E370", table.locus("at"), kind=kind)
    if kind == "retype" and len(report.errors) == before:
        if not ("type" in values or "grade" in values):
            report.add("E374", table.locus())
        elif values.get("type") in TYPES[4:] and values.get("grade", GRADES[0]) != GRADES[0]:
            report.add("E392", table.locus("grade"), type=values["type"])
    if len(report.errors) > before:
        return None
    return PairDecision(kind=kind, locus=table.locus("at"), **values)  # type: ignore[arg-type]


def _check_by_siglum(key: str, value: object, at: Mapping[str, object], table: Table, report: Report) -> None:
    """Report values under a siglum that `at` does not name (E070), of the wrong kind (E073), or too long (E350)."""
    kind, example = (int, "2") if key == "occurrence" else (str, '"…"')
    for siglum, found in value.items() if isinstance(value, dict) else ():
        if siglum not in at:
            report.add("E070", table.locus(key, siglum), siglum=siglum, key=key, table=table.name, known=tuple(at))
        elif not isinstance(found, kind) or isinstance(found, bool):
            wanted, place = TomlKind(kind.__name__), table.locus(key, siglum)
            report.add("E073", place, siglum=siglum, key=key, table=table.name, wanted=wanted, example=example)
        elif isinstance(found, str):
            _check_length(found, table.locus(key, siglum), report)


def _check_length(quotation: str, locus: Locus, report: Report) -> None:
    words = quotation.split()
    if len(words) > MOST_WORDS:
        report.add("E350", locus, count=len(words), short=" ".join(words[:MOST_WORDS]))
