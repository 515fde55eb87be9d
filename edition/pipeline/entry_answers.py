"""Turn the aligned entries of an edition into those that are not compared, and into messages on those that hardly answer.

Entries under one key may say other things: another work, another part of it, or a division that one file has and the other has not.
Setting every word of the one against every word of the other would help nobody. Such entries stand side by side, and so do all
entries of texts in two languages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median

from edition.alignment.entry_likeness import ANSWER, ENOUGH, FEW, likeness
from edition.language.languages import Language
from edition.messages import Message, Report, told_once
from edition.model import Alignment, Entry, Locus, RunningText
from edition.pipeline.entry import AlignedEntry
from edition.pipeline.keyed_witnesses import KeyedWitnesses
from edition.text.running_text import paragraph_at

# An entry is many times as long as its answer from TIMES on, beside what the two texts are as a whole, if it has LONG words:
# `python tests/benchmarks/answers.py`; of pairs of entries of 100 words the longer is at most 1.60 times as long.
TIMES, LONG = 3.0, 200
# A message quotes so many words to name a place. By eye: enough to find it.
_FIRST_WORDS = 6

# Key of an entry and siglum of a witness that has it beside its base.
Beside = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _AnsweringEntry:
    """An entry in a witness that is not its base: both texts, by siglum, their beads and their likeness, 0 to 1."""

    n: str
    sigla: tuple[str, str]
    entries: tuple[Entry, Entry]
    texts: tuple[RunningText, RunningText]
    beads: Alignment
    likeness: float

    @property
    def words(self) -> tuple[int, int]:
        """How many words the body of each text has."""
        one, two = (len(text.text[text.body :].split()) for text in self.texts)
        return one, two


def set_beside(
    entries: Sequence[AlignedEntry],
    full: Sequence[str],
    languages: Mapping[str, Language],
    keyed: KeyedWitnesses,
    report: Report,
) -> frozenset[Beside]:
    """Find the entries that stand beside their base and are not compared with it.

    `full`: the sigla of the full witnesses, the base of the edition first. `keyed`: which entries have got which keys; those that
    the editor paired are compared whatever their words. Reports entries
    with few words in common (W291 to W293), witnesses of which none or few entries answer the base or the base them (W294), and
    entries that are many times as long as what answers them (W295, W296).
    """
    paired = [_answering(entry, *other) for entry in entries for other in entry.others]
    beside: set[Beside] = set()
    for siglum in full[1:]:
        if frozenset((siglum, full[0])) not in keyed.parted:
            _tell_unanswered(entries, siglum, full[0], report)
    for sigla in dict.fromkeys(one.sigla for one in paired):
        group = [one for one in paired if one.sigla == sigla]
        one, two = (languages[siglum] for siglum in sigla)
        if one is not two:
            beside |= {(entry.n, sigla[1]) for entry in group}
        elif one.known:
            unlike = _unlike(group, keyed, report)
            beside |= {(entry.n, sigla[1]) for entry in unlike}
            group = [entry for entry in group if entry not in unlike]
        _tell_lengths(group, report, known=one is two and one.known)
    return frozenset(beside)


def _answering(entry: AlignedEntry, siglum: str, text: RunningText, beads: Alignment) -> _AnsweringEntry:
    texts = entry.text, text
    held = entry.entries[entry.base], entry.entries[siglum]
    return _AnsweringEntry(entry.n, (entry.base, siglum), held, texts, beads, likeness([(beads, texts)]))


def _tell_unanswered(entries: Sequence[AlignedEntry], siglum: str, base: str, report: Report) -> None:
    """Report a witness of which no entry answers the base, and of two the one that is many times as long, most of it unanswered."""
    for one, other in ((siglum, base), (base, siglum)):
        words = [_words(entry, one) for entry in entries]
        answer = sum(_words(entry, other) for entry in entries)
        alone = [entry for entry in entries if one in entry.entries and other not in entry.entries]
        count = sum(one in entry.entries for entry in entries)
        none = one == siglum and len(alone) == count
        longer = sum(words) >= max(LONG, TIMES * answer) and 2 * sum(_words(entry, one) for entry in alone) > sum(words)
        if count and answer and (none or longer):
            report.add("W294", alone[0].entries[one].locus, siglum=one, other=other, count=count, number=len(alone))
            return


def _words(entry: AlignedEntry, siglum: str) -> int:
    """How many words of an entry a witness has, 0 where it lacks it."""
    return sum(len(one.text.split()) for one in entry.entries[siglum].paragraphs) if siglum in entry.entries else 0


# --- Few words in common --------------------------------------------------------------------------------------------------


def _unlike(group: Sequence[_AnsweringEntry], keyed: KeyedWitnesses, report: Report) -> list[_AnsweringEntry]:
    """Find and report the entries of two witnesses that have few words in common."""
    alike = likeness([(entry.beads, entry.texts) for entry in group])
    # Where the editor has linked sentences he has said that the two answer one another.
    by_hand = {entry.n for entry in group if any(bead.decided for bead in entry.beads.beads)}
    open_to = [entry for entry in group if (entry.n, entry.sigla[1]) not in keyed.paired and entry.n not in by_hand]
    length = min(sum(entry.words[side] for entry in group) for side in (0, 1))
    if alike < FEW and length >= ENOUGH and len(open_to) == len(group):
        base, other = group[0].sigla
        report.add("W293", group[0].entries[1].locus, siglum=other, other=base, count=len(group))
        return open_to
    unlike = [entry for entry in open_to if entry.likeness < FEW and min(entry.words) >= ENOUGH]
    found = Report()
    for entry in unlike:
        base, other = entry.sigla
        # A decision names an entry as its own text does.
        own = keyed.given.get((entry.n, other), entry.n)
        found.add("W291", entry.entries[1].locus, siglum=other, other=base, n=entry.n, key=own)
    report.messages += told_once(found, _sigla, partial(_all_at_once, "W292"))
    return unlike


def _sigla(message: Message) -> tuple[object, object]:
    return message.values["siglum"], message.values["other"]


def _all_at_once(code: str, alike: Sequence[Message]) -> Message:
    """Turn messages on single entries of two witnesses into one on all of them, which has the values of the first."""
    keys = tuple(str(message.values["n"]) for message in alike)
    return Message(code, alike[0].locus, {**alike[0].values, "count": len(alike), "entries": keys})


# --- Many times as long ---------------------------------------------------------------------------------------------------


def _tell_lengths(group: Sequence[_AnsweringEntry], report: Report, *, known: bool) -> None:
    """Report the entries that are many times as long in one witness as in the other, against what they are as a rule."""
    ratios = [entry.words[0] / entry.words[1] for entry in group if all(entry.words)]
    usual = median(ratios) if len(ratios) > 2 else 1.0
    found = Report()
    for entry in group:
        for side in (0, 1):
            longer, shorter = entry.words[side], entry.words[1 - side]
            expected = shorter * (usual if side == 0 else 1 / usual)
            if longer >= LONG and longer >= TIMES * max(1.0, expected):
                at = _goes_on_alone(entry, side, known)
                words, locus = _place(entry.entries[side], entry.texts[side], at)
                found.add(
                    "W295",
                    locus,
                    siglum=entry.sigla[side],
                    other=entry.sigla[1 - side],
                    n=entry.n,
                    times=round(longer / max(1, shorter)),
                    words=words,
                    place=locus.within if locus else "",
                )
    report.messages += told_once(found, _sigla, partial(_all_at_once, "W296"))


def _goes_on_alone(entry: _AnsweringEntry, side: int, known: bool) -> int:
    """Find where the longest stretch of a text begins that the other text does not answer. `known`: whether the scores of beads can
    tell, which need a language.
    """
    text = entry.texts[side]
    beads = [bead for bead in entry.beads.beads if bead.base and bead.other and (bead.score >= ANSWER or not known)]
    answered = sorted(place for bead in beads if (place := (bead.base, bead.other)[side]))
    at, best = text.body, (0, text.body)
    for start, end in [*answered, (len(text.text), len(text.text))]:
        best = max(best, (start - at, at), key=lambda stretch: stretch[0])
        at = max(at, end)
    return best[1]


def _place(entry: Entry, text: RunningText, at: int) -> tuple[str, Locus | None]:
    """The first words from an offset of a running text on, and where their paragraph stands in its file."""
    words = " ".join(text.text[at:].split()[:_FIRST_WORDS])
    number = paragraph_at(entry, at + 1)
    return words, (entry.paragraphs[number].locus if number is not None else None) or entry.locus
