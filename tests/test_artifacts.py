"""What print and extraction did to the text of the first edition: each thing is read right, decided, or told of with its line.

The list of these is beside the repository (../shared/gold/artifacts.json), and so are the texts; none of their words stands here.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from edition import readers
from edition.decisions import apply_decisions
from edition.decisions.reading_doubts import report_doubts
from edition.files import read_text
from edition.messages import Report
from edition.model import Entry, Witness
from edition.project.description import load
from edition.text.running_text import running_text

Artifact = dict[str, object]
CONTEXT = 12


def squash(text: str) -> str:
    """A text without white space, figures and soft differences of extraction."""
    return re.sub(r"[\s\d]+", "", text)


class Reading:
    """The witness as read and as decided, and what was said."""

    def __init__(self, source: str, witness: Witness, report: Report) -> None:
        self.source = source
        self.entries: tuple[Entry, ...] = witness.entries
        self.texts = [running_text(entry) for entry in witness.entries]
        self.blocks = [text.text[block.start : block.end] for text in self.texts for block in text.blocks]
        self.notes = {note.n: (entry, note) for entry in witness.entries for note in entry.notes}
        self.squashed = squash("".join(text.text for text in self.texts))
        self.squashed_notes = [squash(note.text) for _, note in self.notes.values()]
        self.told = {str(message.values["at"]) for message in report if "at" in message.values}
        for message in report:
            if message.code == "I163":
                self.told.update(doubt.name for doubt in message.values["doubtful"])
        self.left: set[int] = set()
        for message in report:
            if message.code == "I109":
                self.left.update(message.values["lines"].numbers)
            elif message.code == "I150":
                self.left.update(line for part in message.values["parts"] for line in part.where.numbers)
        self.codes = {message.code for message in report}
        self.asked = [message for message in report if "decision" in message.values]

    def line(self, at: int) -> int:
        return self.source.count("\n", 0, at) + 1

    def has(self, words: str) -> bool:
        return squash(words) in self.squashed or any(squash(words) in note for note in self.squashed_notes)

    def fate(self, found: Artifact) -> str:
        """ "read", "decided", "told" or "missed"."""
        return FATES[str(found["kind"])](self, found)

    def around(self, found: Artifact) -> tuple[str, str, str]:
        """The words before an artifact, its own, and those after it."""
        start, end = int(str(found["start"])), int(str(found["end"]))
        return self.source[max(0, start - CONTEXT) : start], self.source[start:end], self.source[end : end + CONTEXT]

    def is_told(self, found: Artifact) -> bool:
        """Whether a message names the words, or says that their line is left out."""
        start, end = int(str(found["start"])), int(str(found["end"]))
        return self.source[start:end].strip() in self.told or self.line(start) in self.left

    def page_break(self, found: Artifact) -> str:
        if not found.get("previous_text"):
            begins = squash(self.around(found)[2])[1:]
            return "read" if begins in squash(self.blocks[0] + self.blocks[1])[:40] else "missed"
        # Small capitals at a page's end may have been restored.
        before, after = squash(str(found["previous_text"])).casefold(), squash(str(found["next_text"])).casefold()
        if any(words.startswith(str(found["next_text"])[:CONTEXT]) for words in self.told):
            return "told"
        joined = any(before + after in squash(block).casefold() for block in self.blocks)
        parted = any(squash(block).casefold().startswith(after) for block in self.blocks)
        return "read" if (joined if found["inside_paragraph"] else parted) else "missed"

    def mark(self, found: Artifact) -> str:
        n = str(found["note"])
        if n not in self.notes:
            return "missed"
        entry, note = self.notes[n]
        heading = " ".join((entry.dateline, entry.title or ""))
        text = heading if note.paragraph is None else entry.paragraphs[note.paragraph].text
        glued = self.around(found)[0] if found["kind"] == "glued-note-mark" else ""
        return "read" if squash(text[: note.offset]).endswith(squash(glued)) else "missed"

    def notes_at_foot(self, found: Artifact) -> str:
        block = squash(self.around(found)[1])
        numbers = [str(n) for n in found["notes"]]  # type: ignore[attr-defined]
        ok = all(n in self.notes and squash(self.notes[n][1].text) in block + block.replace("-", "") for n in numbers)
        return "read" if ok else "missed"

    def dash(self, found: Artifact) -> str:
        before, words, after = self.around(found)
        joined = before.split("\n")[-1] + words[0] + after.split("\n")[0]
        return "read" if any(joined in block for block in self.blocks) else "missed"

    def kept(self, found: Artifact) -> str:
        """What is to stay as it is: a spaced ellipsis, a spelling of the translators."""
        _, words, after = self.around(found)
        return "read" if self.has(words + after) else "told" if self.is_told(found) else "missed"

    def year(self, found: Artifact) -> str:
        return "read" if self.is_told(found) else "missed"

    def italics(self, found: Artifact) -> str:
        return "told" if "I162" in self.codes else "missed"

    def wrapped(self, found: Artifact) -> str:
        return "missed" if any("\n" in block for block in self.blocks) else "read"

    def gap(self, found: Artifact) -> str:
        first, second = self.around(found)[1].split()[:2]
        gaps = [text.text[: mark.at] for text in self.texts for mark in text.marks if mark.kind == "gap"]
        if any(gap.endswith(first) for gap in gaps):
            return "decided"
        return "told" if any(f"{first} {second}" in at for at in self.told) else "missed"

    def restored(self, found: Artifact) -> str:
        """Small capitals, an initial, a hyphen: right once the text has what is to be read."""
        if found.get("hyphen") == "soft":
            return self.kept(found)
        line = self.around(found)[0].rpartition("\n")[2]
        return "decided" if self.has(line + str(found["correction"])) else "told" if self.is_told(found) else "missed"


FATES: dict[str, Callable[[Reading, Artifact], str]] = {
    "page-break": Reading.page_break,
    "glued-note-mark": Reading.mark,
    "stranded-note-number": Reading.mark,
    "footnote-block-in-text": Reading.notes_at_foot,
    "dash-at-line-end": Reading.dash,
    "spaced-ellipsis": Reading.kept,
    "sic-in-print": Reading.kept,
    "year-heading": Reading.year,
    "lost-italics": Reading.italics,
    "line-wrap": Reading.wrapped,
    "lost-words": Reading.gap,
    "lost-small-caps": Reading.restored,
    "lost-drop-cap": Reading.restored,
    "dehyphenated-line-join": Reading.restored,
}


@pytest.fixture(scope="module")
def read_with(shared: Callable[[str], Path], root: Path) -> Callable[[bool], Reading]:
    def read(decided: bool) -> Reading:
        report = Report()
        project = load(root, "serge", report)
        witnesses = []
        for witness in project.witnesses:
            text = read_text(shared(f"serge/{witness.file}"), Report())
            witnesses.append(readers.read_file(witness, text.encode(), report if witness.siglum == "SS" else Report()))
        emended, decisions = apply_decisions(witnesses, project.decisions if decided else (), report)
        report_doubts(emended, decisions, project.names, report)
        base = next(witness for witness in emended if witness.siglum == "SS")
        return Reading(read_text(shared(f"serge/{base.file}"), Report()), replace(base), report)

    return read


@pytest.mark.parametrize("decided", [True, False], ids=["decided", "as-read"])
def test_every_artifact_is_read_right_decided_or_told(
    read_with: Callable[[bool], Reading], shared: Callable[[str], Path], decided: bool
) -> None:
    reading = read_with(decided)
    counts: dict[str, Counter[str]] = {}
    for found in json.loads(shared("gold/artifacts.json").read_text(encoding="utf-8")):
        counts.setdefault(found["kind"], Counter())[reading.fate(found)] += 1
    assert not any(fates["missed"] for fates in counts.values()), counts
    assert decided or not any(fates["decided"] for fates in counts.values()), counts


def test_messages_about_doubts_are_few(read_with: Callable[[bool], Reading], shared: Callable[[str], Path]) -> None:
    """No flood: without any decision, of more than a thousand lines fewer than thirty words are asked about."""
    assert len(read_with(False).asked) < 30
