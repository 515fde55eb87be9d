"""Turn witnesses as emended into witnesses whose entries have the same key where they are the same entry of the edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from edition.decisions import Decision, EntryPair
from edition.language.languages import between, language_of_tag
from edition.messages import Message, Report, told_once
from edition.messages.values import Lines
from edition.model import Locus, Witness
from edition.pipeline.kept_comparisons import kept_beads
from edition.project.description import Project
from edition.storage.cache import Cache

# The messages on an entry that answers a part of another text's entry.
_PARTS = ("W281", "W284")


@dataclass(frozen=True, slots=True)
class KeyedWitnesses:
    """Witnesses after their entries were paired.

    `given`: key of an entry in the edition and siglum of a witness -> the key that its own text gives it. `paired`: the entries, by
    key and siglum, that the editor paired with another. `parted`: the sigla of two witnesses of which entries stand alone for a
    reason that was reported or decided.
    """

    witnesses: tuple[Witness, ...]
    given: Mapping[tuple[str, str], str]
    paired: frozenset[tuple[str, str]]
    parted: frozenset[frozenset[str]]


def key_witnesses(
    project: Project,
    witnesses: Sequence[Witness],
    used: Iterable[Decision],
    pairs: Sequence[EntryPair],
    report: Report,
    cache: Cache,
) -> KeyedWitnesses:
    """Divide witnesses as others where edition.toml says so, and give entries that are the same the same key.

    `used`: the editor's decisions on texts that found their places. `pairs`: his pairs of entries. Reports what `keyed_alike` does;
    many entries that answer parts of another text's are told at once (W285).
    """
    from edition.alignment.entry_pairs import keyed_alike

    apart = {(decision.siglum, decision.entry): decision.locus for decision in used if decision.kind == "apart"}
    divided = _divided(witnesses, report)
    named_pairs, aligner = [pair.entries for pair in pairs], partial(kept_beads, cache=cache)
    found = keyed_alike(divided, project.description.base, apart, keyed := Report(), named_pairs, aligner)
    # Where many entries answer parts of others, the two texts divide the work in different places.
    parts = told_once(keyed, lambda m: _answering(m) if m.code in _PARTS else None, partial(_divided_otherwise, project))
    report.messages += parts
    given = {
        (now.n, witness.siglum): before.n
        for own, witness in zip(divided, found, strict=True)
        for before, now in zip(own.entries, witness.entries, strict=True)
    }
    named = {(siglum, n) for pair in pairs for siglum, n in pair.entries.items()}
    paired = frozenset((n, siglum) for (n, siglum), own in given.items() if (siglum, own) in named)
    parted = {frozenset(_answering(message)) for message in keyed if message.code in _PARTS}
    parted |= {frozenset((siglum, project.description.base)) for siglum, _ in apart}
    return KeyedWitnesses(found, given, paired, frozenset(parted))


def _divided(witnesses: Sequence[Witness], report: Report) -> tuple[Witness, ...]:
    """Divide each witness that has `divided_as` into the entries of the witness that is named there. Reports its headings
    (I282).
    """
    from edition.alignment.divisions import divide_as

    by_siglum = {witness.siglum: witness for witness in witnesses}
    made = []
    for witness in witnesses:
        if witness.divided_as:
            model = by_siglum[witness.divided_as]
            language = between(language_of_tag(model.language), language_of_tag(witness.language))
            headed = [entry.locus for entry in witness.entries if entry.dateline or entry.title]
            if headed:
                lines = Lines(tuple(locus.line for locus in headed if locus and locus.line))
                report.add("I282", Locus(witness.file), siglum=witness.siglum, model=model.siglum, count=len(headed), lines=lines)
            witness = replace(witness, entries=divide_as(model.entries, witness.entries, language))
        made.append(witness)
    return tuple(made)


def _divided_otherwise(project: Project, alike: Sequence[Message]) -> Message:
    """Turn many messages on entries that answer parts of another witness's entries (W281, W284) into one on the two witnesses
    (W285).
    """
    pair = _answering(alike[0])
    divided, model = pair if pair[0] != project.description.base else pair[::-1]
    values = {"siglum": pair[0], "other": pair[1], "count": len(alike), "divided": divided, "model": model}
    return Message("W285", project.declared.get(divided), values)


def _answering(message: Message) -> tuple[str, str]:
    """Find the sigla of the two witnesses in a message on entries that answer one another."""
    return str(message.values["siglum"]), str(message.values["other"])
