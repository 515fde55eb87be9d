"""Turn each decision on beads or readings into the two places that it names in the texts of an entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from edition.decisions.form import BEAD_KINDS, PairDecision
from edition.decisions.places import SoughtPlace, entries_near, find, nearest_place, one_of
from edition.language.languages import Language, language_of_tag
from edition.messages import Report
from edition.model import Emendation, Entry, Range, RunningText, Stretch, Witness
from edition.text.running_text import as_emended, running_text

# An entry by its n, and the siglum of the text that is compared with its base.
Key = tuple[str, str]
# A place of an EntryText: the index of the part, and the range in it.
Place = tuple[int, Range]


@dataclass(frozen=True, slots=True)
class EntryText:
    """A text of an entry in which decisions find their places.

    `parts`: of a full witness one part, of a review one for each piece that it quotes; each with its words as read, before any
    decision, and its emendations. `language`: that of its
    words. `elsewhere`: the other entries of the witness, for hints.
    """

    siglum: str
    n: str
    language: Language
    parts: tuple[tuple[RunningText, tuple[Emendation, ...]], ...]
    elsewhere: tuple[Entry, ...] = ()


def text_of(entry: Entry, witness: Witness) -> EntryText:
    """Turn an entry of a full witness into the text in which decisions find their places."""
    others = tuple(other for other in witness.entries if other.n != entry.n)
    language = language_of_tag(witness.language)
    return EntryText(witness.siglum, entry.n, language, ((running_text(entry, emended=False), entry.emendations),), others)


def text_of_pieces(n: str, siglum: str, language: Language, stretches: Sequence[Stretch]) -> EntryText:
    """Turn what a review quotes of an entry into the text in which decisions find their places."""
    return EntryText(siglum, n, language, tuple((stretch.text, ()) for stretch in stretches))


def languages_of(witnesses: Iterable[Witness]) -> dict[str, Language]:
    """Find the language of the words of each witness, by siglum. What a review quotes is in the language of the text quoted."""
    tags = {witness.siglum: witness.language for witness in witnesses}
    return {witness.siglum: language_of_tag(tags.get(witness.fragment_of or "", witness.language)) for witness in witnesses}


def by_pair(
    decisions: Iterable[PairDecision],
    extant: Mapping[str, tuple[str, Sequence[str]]],
    witnesses: Sequence[Witness],
    report: Report,
) -> dict[Key, list[PairDecision]]:
    """Sort decisions by entry and by the text that is compared with the base there: (n of the entry, siglum) -> decisions.

    `extant`: n of an entry -> siglum of its base, and of the other full witnesses that have it. Reports an entry that is not
    there (E354), two texts of which neither is the base (E371), and beads of a review (E380).
    """
    fragment_of = {witness.siglum: witness.fragment_of for witness in witnesses if witness.fragment_of}
    found: dict[Key, list[PairDecision]] = {}
    for decision in decisions:
        base, others = extant.get(decision.entry, ("", ()))
        against = [siglum for siglum in decision.sigla if siglum != base]
        absent = [siglum for siglum in against if siglum not in others and siglum not in fragment_of]
        reviews = [siglum for siglum in against if siglum in fragment_of]
        if not base or absent:
            known = [n for n, (first, rest) in extant.items() if not absent or absent[0] in (first, *rest)]
            siglum = absent[0] if base else decision.sigla[0]
            report.add("E354", decision.locus, siglum=siglum, **entries_near(decision.entry, known))
        elif reviews and decision.kind in BEAD_KINDS:
            report.add("E380", decision.locus, siglum=reviews[0])
        elif len(against) != 1:
            report.add("E371", decision.locus, one=decision.sigla[0], other=decision.sigla[1], entry=decision.entry, base=base)
        else:
            found.setdefault((decision.entry, against[0]), []).append(decision)
    return found


def both(decision: PairDecision, base: EntryText, other: EntryText, report: Report) -> tuple[Place | None, Place | None] | None:
    """Find the places that a decision names in the base and in the other text, as emended; None for a text in which it names none.

    Returns None and reports if a quotation is not found (E351 to E353, E383).
    """
    before = len(report.errors)
    places = place_of(decision, base, report), place_of(decision, other, report)
    return None if len(report.errors) > before else places


def place_of(decision: PairDecision, text: EntryText, report: Report) -> Place | None:
    """Find the place that a decision names in one text, as emended: from the first letter of `at` to the last of `to`.

    Returns None if it names none there, or if a quotation is not found, which is reported (E351 to E353, E383).
    """
    at = decision.at[text.siglum]
    if not at:
        return None
    found = [(part, place) for part, (as_read, _) in enumerate(text.parts) for place in find(as_read.text, at)]

    def near() -> dict[str, object]:
        whole = text.parts[0][0]
        return nearest_place(at, whole, ((entry.n, running_text(entry, emended=False)) for entry in text.elsewhere))

    sought = SoughtPlace(text.siglum, text.n, at, decision.occurrence.get(text.siglum), decision.locus)
    number = one_of(len(found), sought, near, report)
    if number is None:
        return None
    part, (start, end) = found[number]
    as_read, emendations = text.parts[part]
    if to := decision.to.get(text.siglum):
        ends = [place[1] for place in find(as_read.text, to) if place[0] >= start]
        if not ends:
            report.add("E383", decision.locus, to=to, at=at, siglum=text.siglum, entry=text.n)
            return None
        end = max(end, ends[0])
    return part, (as_emended(emendations, start), as_emended(emendations, end, closing=True))
