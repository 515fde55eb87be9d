"""Turn decisions that were used into a record of the words that they are on, and two such records into what has become of each.

The record is `decided.tsv` beside decisions.toml: a line for each text with a digest of its file, and a line for each decision
with at most seven words of each text and digests of the rest. It is kept with the edition, so that a decision whose words have
changed is told also to somebody who has only the newer file. Rules are on no words of their own, and have no line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from edition.decisions.decision_file import EditorialDecision
from edition.decisions.form import MOST_WORDS, Decision, EntryPair, PairDecision
from edition.decisions.places import WORD
from edition.messages import Report
from edition.messages.values import Lines, Opposed
from edition.model import Locus, Range, RunningText

RECORD = "decided.tsv"
# So many words on either side say whether some words still stand where they stood, and so many before them are shown. By eye: three
# words seldom come again, and with two before it a quotation has seven, fewer than a sentence of a text in copyright may have here.
_AROUND = 3
_SHOWN = 2
# Letters of a digest in hexadecimal: two of a hundred thousand places are alike by chance once in 1e5² / 16⁸, about never.
_DIGITS = 8
_HEAD = (
    "# The words that the decisions of decisions.toml are on, written by edition build; keep it with them. A build compares.\n"
    "# Take out the line of a decision that is right on its new words.\n"
)
_WITNESS = "witness"


@dataclass(frozen=True, slots=True)
class DecidedSide:
    """The words of one text that a decision is on: the first five, and the two before them. `digests`: of all of them, of the three
    words before, and of the three after.
    """

    words: str
    before: str
    digests: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.before} [{self.words}]".strip()

    def is_kept(self, new: DecidedSide) -> bool:
        """Tell whether the words are the same, and stand after or before the same words as they did."""
        return self.digests[0] == new.digests[0] and any(
            old == now for old, now in zip(self.digests[1:], new.digests[1:], strict=True)
        )


@dataclass(frozen=True, slots=True)
class DecidedWords:
    """What a decision is on, in each text that it names. `what`: its kind, entry and sigla, for people."""

    what: str
    sides: tuple[DecidedSide, ...]

    @property
    def shown(self) -> Opposed:
        """The words, as a value of messages."""
        return Opposed(tuple(str(side) if side.words else "" for side in self.sides))

    def is_kept(self, new: DecidedWords) -> bool:
        """Tell whether the decision is on the same words. Where a text has nothing, that it has nothing says enough."""
        if [bool(side.words) for side in self.sides] != [bool(side.words) for side in new.sides]:
            return False
        return all(old.is_kept(now) for old, now in zip(self.sides, new.sides, strict=True) if old.words)


@dataclass
class DecisionRecord:
    """What the decisions of an edition are on. `texts`: siglum -> digest of its file. `decided`: key of a decision -> its words."""

    texts: dict[str, str] = field(default_factory=dict)
    decided: dict[str, DecidedWords] = field(default_factory=dict)

    def note(self, decision: EditorialDecision, sides: Iterable[DecidedSide]) -> None:
        """Note the words that a decision is on."""
        self.decided[key_of_decision(decision)] = DecidedWords(_what(decision), tuple(sides))


def side_of(text: str, place: Range) -> DecidedSide:
    """Turn a range of a text into what is recorded of it."""
    words, before, after = text[slice(*place)].split(), text[: place[0]].split()[-_AROUND:], text[place[1] :].split()[:_AROUND]
    return DecidedSide(" ".join(words[:MOST_WORDS]), " ".join(before[-_SHOWN:]), tuple(map(_digest, (words, before, after))))


def beginning(text: RunningText) -> Range:
    """The range of the first words of an entry below its heading: what is recorded of a decision on a whole entry."""
    words = list(WORD.finditer(text.text, text.body))[:MOST_WORDS]
    return (words[0].start(), words[-1].end()) if words else (text.body, text.body)


def _digest(words: Sequence[str]) -> str:
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:_DIGITS]


def digest_of_file(raw: bytes) -> str:
    """The digest of the file of a text, as the record has it."""
    return hashlib.sha256(raw).hexdigest()[: 2 * _DIGITS]


def key_of_decision(decision: EditorialDecision) -> str:
    """The name of a decision in the record: made of its kind and its place alone, for these say what it is on."""
    if isinstance(decision, Decision):
        place = [decision.siglum, decision.entry, decision.at, str(decision.occurrence or ""), *filter(None, (decision.note,))]
    elif isinstance(decision, PairDecision):
        by_siglum = (decision.at, decision.to, decision.occurrence)
        place = [decision.entry, *(f"{siglum} {value}" for values in by_siglum for siglum, value in sorted(values.items()))]
    elif isinstance(decision, EntryPair):
        place = [f"{siglum} {n}" for siglum, n in sorted(decision.entries.items())]
    else:
        place = [decision.id]
    return hashlib.sha256("\0".join([decision.kind, *place]).encode()).hexdigest()[: 2 * _DIGITS]


def _what(decision: EditorialDecision) -> str:
    entry = decision.entry if isinstance(decision, Decision | PairDecision) else ""
    return " ".join(filter(None, (decision.kind, entry, *decision.sigla)))


# --- The file ---------------------------------------------------------------------------------------------------------------


def read_record(path: Path) -> DecisionRecord:
    """Read decided.tsv; without the file the record is empty."""
    return parsed(path.read_text(encoding="utf-8", errors="replace") if path.is_file() else "")


def parsed(text: str) -> DecisionRecord:
    """Turn the text of a record into the record. A line that is none of it is left out: its decision is recorded anew."""
    record = DecisionRecord()
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        match line.split("\t"):
            case ["witness", siglum, digest]:
                record.texts[siglum] = digest
            case [key, what, *rest] if rest and len(rest) % 3 == 0:
                sides = [rest[at : at + 3] for at in range(0, len(rest), 3)]
                if all(len(marks.split()) == 3 for *_, marks in sides):
                    made = (DecidedSide(words, before, tuple(marks.split())) for before, words, marks in sides)
                    record.decided[key] = DecidedWords(what, tuple(made))
    return record


def written(record: DecisionRecord) -> str:
    """Turn a record into its text; "" for one without a decision."""
    if not record.decided:
        return ""
    lines = [f"{_WITNESS}\t{siglum}\t{digest}" for siglum, digest in record.texts.items()]
    for key, decided in record.decided.items():
        sides = [part for side in decided.sides for part in (side.before, side.words, " ".join(side.digests))]
        lines.append("\t".join([key, decided.what, *sides]))
    return _HEAD + "\n".join(lines) + "\n"


# --- Two records ------------------------------------------------------------------------------------------------------------


def renewed(old: DecisionRecord, new: DecisionRecord, decisions: Iterable[EditorialDecision], report: Report) -> DecisionRecord:
    """Turn the record of before and that of now into the one to keep, and tell what has become of each decision.

    `decisions`: those that were looked for, in the order of the file. Reports how many are kept where a text has changed (I367),
    and each that is on other words now (W368) or on none (W369): its line stays as it was, so that it is told again until somebody
    has looked at it.
    """
    changed = tuple(siglum for siglum, digest in new.texts.items() if old.texts.get(siglum, digest) != digest)
    kept: list[Locus] = []
    decided: dict[str, DecidedWords] = {}
    for decision in decisions:
        key = key_of_decision(decision)
        was, now = old.decided.get(key), new.decided.get(key)
        if now and (was is None or was.is_kept(now)):
            decided[key] = now
            if was and decision.locus and not set(changed).isdisjoint(decision.sigla):
                kept.append(decision.locus)
        elif was:
            decided[key] = was
            if now:
                report.add("W368", decision.locus, passages=_quoted(decision), was=was.shown, now=now.shown)
            else:
                report.add("W369", decision.locus, passages=_quoted(decision), was=was.shown)
    if kept:
        lines = Lines(tuple(locus.line or 0 for locus in kept))
        report.add("I367", Locus(kept[0].file), names=changed, count=len(kept), lines=lines)
    return DecisionRecord(new.texts if decided else {}, decided)


def _quoted(decision: EditorialDecision) -> Opposed:
    """What a decision quotes, as a value of messages; of one on entries their keys."""
    if isinstance(decision, Decision):
        return Opposed((decision.at or decision.entry,))
    if isinstance(decision, EntryPair):
        return Opposed(tuple(decision.entries.values()))
    return decision.passages


def texts_of(raw: Mapping[str, bytes]) -> dict[str, str]:
    """Turn the files of the texts, by siglum, into their digests."""
    return {siglum: digest_of_file(content) for siglum, content in sorted(raw.items())}
