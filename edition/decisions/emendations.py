"""Turn the editor's decisions on the words of a text into emendations of its entries as read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from edition.decisions.entry_titles import end_heading
from edition.decisions.form import Decision
from edition.decisions.note_places import bind_note
from edition.decisions.places import WORD, SoughtPlace, entries_near, find, nearest_place, one_of
from edition.messages import Report
from edition.model import Emendation, Entry, Locus, Range, RunningText, Witness
from edition.text.running_text import emend, running_text


def apply_decisions(
    witnesses: Sequence[Witness], decisions: Iterable[Decision], report: Report
) -> tuple[tuple[Witness, ...], tuple[Decision, ...]]:
    """Turn witnesses as read into witnesses whose entries carry the decided emendations. Returns them, and the decisions that were
    used.

    Reports a decision without a place (E351 to E358, E385 to E391), with the nearest place, and one that changes nothing
    (W359).
    """
    by_siglum = {witness.siglum: witness for witness in witnesses}
    made: dict[tuple[str, str], list[Emendation]] = {}
    used: list[Decision] = []
    # The ends of headings are settled first. No offset changes by it, because the words of the entry stay where they are.
    for decision in sorted(decisions, key=lambda decision: decision.kind != "title"):
        entry = entry_of(decision.siglum, decision.entry, decision.locus, by_siglum, report)
        if entry is None:
            continue
        if decision.kind == "apart":
            used.append(decision)
            continue
        if decision.kind == "note":
            text = running_text(entry, emended=False)
            place = _place(decision, text, by_siglum[decision.siglum], report)
            bound = bind_note(decision, by_siglum[decision.siglum], entry, place[1], report) if place else None
            if bound is not None:
                by_siglum[decision.siglum] = bound
                used.append(decision)
            continue
        if decision.kind in ("title", "keep"):
            witness = by_siglum[decision.siglum]
            found = (_entitled if decision.kind == "title" else _kept)(decision, entry, witness, report)
            if found is not None:
                entries = tuple(found if known is entry else known for known in witness.entries)
                by_siglum[decision.siglum] = replace(witness, entries=entries)
                used.append(decision)
            continue
        emendation = _emendation(decision, entry, by_siglum[decision.siglum], report)
        if emendation is None:
            continue
        others = made.setdefault((decision.siglum, decision.entry), [])
        if any(_collide(emendation, other) for other in others):
            report.add("E358", decision.locus, **_named(decision))
            continue
        if kind := _emptied(running_text(entry, emended=False), (*others, emendation)):
            report.add("E390" if kind == "head" else "E389", decision.locus, siglum=decision.siglum, entry=decision.entry)
            continue
        others.append(emendation)
        used.append(decision)
    return tuple(_emended(by_siglum[witness.siglum], made) for witness in witnesses), tuple(used)


def _emended(witness: Witness, made: dict[tuple[str, str], list[Emendation]]) -> Witness:
    entries = tuple(
        replace(entry, emendations=tuple(sorted((*entry.emendations, *found), key=lambda e: (e.start, e.end))))
        if (found := made.get((witness.siglum, entry.n)))
        else entry
        for entry in witness.entries
    )
    return replace(witness, entries=entries)


def entry_of(siglum: str, n: str, locus: Locus | None, witnesses: Mapping[str, Witness], report: Report) -> Entry | None:
    """Find the entry that a decision names by siglum and key; None, with a message, if there is none (E354, E355).

    `locus`: where the decision stands. `witnesses`: by siglum.
    """
    witness = witnesses.get(siglum)
    if witness is None or not witness.entries:
        report.add("E355", locus, siglum=siglum, full=tuple(s for s, w in witnesses.items() if w.entries))
        return None
    for entry in witness.entries:
        if entry.n == n:
            return entry
    report.add("E354", locus, siglum=siglum, **entries_near(n, [entry.n for entry in witness.entries]))
    return None


def _named(decision: Decision) -> dict[str, str]:
    """Give the words of a decision and where they stand, as values of messages."""
    return {"at": decision.at, "siglum": decision.siglum, "entry": decision.entry}


def _emendation(decision: Decision, entry: Entry, witness: Witness, report: Report) -> Emendation | None:
    """Turn a decision into an emendation of the entry's running text as read; None, with a message, if it has no place or cannot
    be.
    """
    text = running_text(entry, emended=False)
    place = _place(decision, text, witness, report)
    if place is None:
        return None
    start, end = place
    if "\n" in text.text[start:end] and decision.kind == "emendation":
        report.add("E356", decision.locus, **_named(decision))
        return None
    if decision.kind == "emendation":
        found = _reading(decision, text, start, end, report)
        if found is None or not _leaves_heading(text, found):
            return found
        report.add("E391", decision.locus, **_named(decision))
        return None
    return _join(decision, text, start, report) if decision.kind == "join" else _break(decision, text, start, report)


def _place(decision: Decision, text: RunningText, witness: Witness, report: Report) -> Range | None:
    """Find where the words of a decision stand; None, with a message, if they do not."""
    found = find(text.text, decision.at)
    if decision.kind in ("join", "break") and len(found) > 1 and decision.occurrence is None:
        # A join can only mean a place that begins a paragraph, and a break only one that does not.
        fit = [place for place in found if _begins(text, place[0]) is (decision.kind == "join")]
        found = fit or found

    def near() -> dict[str, object]:
        others = (other for other in witness.entries if other.n != decision.entry)
        return nearest_place(decision.at, text, ((other.n, running_text(other, emended=False)) for other in others))

    sought = SoughtPlace(decision.siglum, decision.entry, decision.at, decision.occurrence, decision.locus)
    number = one_of(len(found), sought, near, report)
    if number is None:
        return None
    return found[number]


def quoted_place(decision: Decision, entry: Entry, witness: Witness) -> Range | None:
    """Find the words of a decision that was used in the running text of its entry as read; None where it quotes none."""
    if not decision.at:
        return None
    anywhere = decision.kind in ("title", "keep")
    sought = replace(decision, occurrence=decision.occurrence or 1) if anywhere else decision
    return _place(sought, running_text(entry, emended=False), witness, Report())


def _entitled(decision: Decision, entry: Entry, witness: Witness, report: Report) -> Entry | None:
    """End the heading of an entry after the words of a decision; None, with a message, if it cannot end there."""
    # A title stands at the beginning, so that of several places the first is meant.
    first = replace(decision, occurrence=decision.occurrence or 1)
    place = _place(first, running_text(entry, emended=False), witness, report)
    if place is None:
        return None
    found = end_heading(entry, place[1])
    if found is None:
        report.add("E387", decision.locus, **_named(decision))
    elif found == entry:
        report.add("W359", decision.locus, **_named(decision))
    return found


def _kept(decision: Decision, entry: Entry, witness: Witness, report: Report) -> Entry | None:
    """Give the entry as it is, if it has the words of a decision; None, with a message, if not."""
    anywhere = replace(decision, occurrence=decision.occurrence or 1)
    return entry if _place(anywhere, running_text(entry, emended=False), witness, report) else None


def _reading(decision: Decision, text: RunningText, start: int, end: int, report: Report) -> Emendation | None:
    """Make the emendation of the words that differ, without those that are the same on both sides."""
    if decision.cause == "gap":
        return Emendation(end, end, "", "", "gap", decision.reason)
    read = " ".join((decision.read or "").split())
    if text.text[start:end] == read:
        report.add("W359", decision.locus, **_named(decision))
        return None
    if not read:
        # If words are struck out, one of the two spaces around them goes with them.
        # Before a verse it is the one that parts it from the verse before; that goes if nothing is left of the verse.
        verse = any(mark.kind == "line" and mark.at == start for mark in text.marks) and text.text[end : end + 1] == " "
        if text.text[start - 1 : start] == " " and not verse and not any(block.start == start for block in text.blocks):
            start -= 1
        elif text.text[end : end + 1] == " ":
            end += 1
        return Emendation(start, end, text.text[start:end], "", decision.cause, decision.reason)
    old = [(start + m.start(), start + m.end()) for m in WORD.finditer(text.text[start:end])]
    new = [m.span() for m in WORD.finditer(read)]
    most = min(len(old), len(new)) - 1

    def same(i: int) -> bool:
        return text.text[slice(*old[i])] == read[slice(*new[i])]

    before = after = 0
    while before < most and same(before):
        before += 1
    while before + after < most and same(-1 - after):
        after += 1
    start, end = old[before][0], old[-1 - after][1]
    return Emendation(start, end, text.text[start:end], read[new[before][0] : new[-1 - after][1]], decision.cause, decision.reason)


def _join(decision: Decision, text: RunningText, start: int, report: Report) -> Emendation | None:
    for before, block in zip(text.blocks, text.blocks[1:], strict=False):
        if block.start == start and before.kind != "head" and block.kind == "p":
            return Emendation(before.end, start, text.text[before.end : start], " ", "extraction", decision.reason)
    report.add("E357", decision.locus, **_named(decision))
    return None


def _break(decision: Decision, text: RunningText, start: int, report: Report) -> Emendation | None:
    inside = any(block.start < start < block.end and block.kind != "head" for block in text.blocks)
    if inside and text.text[start - 1] == " " and not _begins(text, start):
        return Emendation(start - 1, start, " ", "\n", "extraction", decision.reason)
    report.add("E385" if _begins(text, start) else "E386", decision.locus, **_named(decision))
    return None


def _begins(text: RunningText, start: int) -> bool:
    """Tell whether a block begins at an offset, or would but for its list mark."""
    labels = {span.end for span in text.spans if span.kind == "label"}
    return start in labels or any(block.start == start for block in text.blocks)


def _leaves_heading(text: RunningText, emendation: Emendation) -> bool:
    """Tell whether an emendation holds words of the heading and of the text that runs on after it."""
    return any(block.kind == "head" and emendation.start < block.end < emendation.end - 1 for block in text.blocks)


def _emptied(text: RunningText, emendations: Sequence[Emendation]) -> str:
    """Find a block of which emendations leave nothing, and give its kind; "" if there is none."""
    return next((block.kind for block in emend(text, tuple(emendations)).blocks if block.start == block.end), "")


def _collide(one: Emendation, other: Emendation) -> bool:
    """Tell whether two emendations exclude one another: they share a letter, or stand at one point."""
    return (one.start < other.end and other.start < one.end) or (one.start, one.end) == (other.start, other.end)
