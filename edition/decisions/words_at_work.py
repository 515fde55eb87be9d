"""Turn the words of a text as a page shows them, and what its editor writes for them, into decisions known to find their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Literal

from edition.decisions.emendations import apply_decisions, quoted_place
from edition.decisions.form import MOST_WORDS, Decision
from edition.decisions.places import FOLDED, WORD, find, quoted
from edition.messages import Message, Report
from edition.model import Entry, Note, Range, RunningText, Witness, entry_id
from edition.text.running_text import as_emended, running_text

_SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True)
class PassageAtWork:
    """A range of an entry of a text, as emended. `entry`: as emended; `source`: as read, before any decision, both with the key
    that their own text gives them.
    """

    siglum: str
    entry: Entry
    source: Entry
    text: RunningText
    place: Range

    @property
    def words(self) -> str:
        """Its words as they are read now."""
        return self.text.text[slice(*self.place)]


@dataclass(frozen=True, slots=True)
class WordChange:
    """What is to be written. `made`: new decisions; `replaced`: those that they take the place of. `fault`: why nothing can be."""

    made: tuple[Decision, ...] = ()
    replaced: tuple[Decision, ...] = ()
    fault: str = ""


class WordsAtWork:
    """The words of an edition as its editor decides on them. `entries`: by siglum, as compared; `sources`: the witnesses as read;
    `decisions`: those on words that are there.
    """

    def __init__(self, entries: Iterable[Mapping[str, Entry]], sources: Sequence[Witness], decisions: Iterable[Decision]) -> None:
        self._entries = {entry_id(next(iter(held.values())).n): held for held in entries}
        self._sources = {witness.siglum: witness for witness in sources if witness.entries}
        self._decisions = tuple(decisions)

    @cached_property
    def _emended(self) -> dict[str, tuple[Entry, ...]]:
        """The entries of each text with all that was decided, in the order of `_sources`."""
        found, _ = apply_decisions(list(self._sources.values()), self._decisions, Report())
        return {witness.siglum: witness.entries for witness in found}

    # --- Places ----------------------------------------------------------------------------------------------------------

    def passages(self, ident: str, shown: Mapping[str, str]) -> list[PassageAtWork]:
        """Find what a page shows of an entry. `ident`: the id of the entry; `shown`: siglum -> the words, whatever white space and
        dashes they have.
        """
        held = self._entries.get(ident, {})
        return [
            found
            for siglum, words in shown.items()
            if siglum in held and siglum in self._sources and (found := self._passage(held[siglum], siglum, words))
        ]

    def _passage(self, entry: Entry, siglum: str, words: str) -> PassageAtWork | None:
        """Find words in a text: in the entry that the edition has there, else in the only one that has them. A text that is divided
        as another has its words in other entries.
        """
        pairs = list(zip(self._emended[siglum], self._sources[siglum].entries, strict=True))
        for held in ([pair for pair in pairs if pair[1].locus == entry.locus], pairs):
            found = []
            for emended, source in held:
                text = running_text(emended)
                if place := _place_of(text.text, words):
                    found.append(PassageAtWork(siglum, emended, source, text, place))
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def own_key(self, ident: str, siglum: str) -> str:
        """The key that the text of a witness gives an entry of the edition; "" where that is not known."""
        held = self._entries.get(ident, {})
        own = self._sources[siglum].entries if siglum in held and siglum in self._sources else ()
        return next((one.n for one in own if one.locus == held[siglum].locus), "")

    def standing_under_another_key(self, ident: str) -> list[tuple[str, str]]:
        """Find the texts that have an entry under another key than the edition: siglum and own key."""
        found = [(siglum, self.own_key(ident, siglum)) for siglum in list(self._entries.get(ident, {}))[1:]]
        return [(siglum, n) for siglum, n in found if n and entry_id(n) != ident]

    def notes(self, passage: PassageAtWork) -> list[tuple[Entry, Note]]:
        """The notes of a text, those of the entry of a passage first, each with the entry at which it hangs."""
        found = [(one, note) for one in self._emended[passage.siglum] for note in one.notes if not note.again and note.text]
        return sorted(found, key=lambda held: held[0] is not passage.entry)

    def decided(self, passage: PassageAtWork) -> list[Decision]:
        """The decisions on words of a passage."""
        place = _read_range(passage, passage.place)
        own = [one for one in self._decisions if (one.siglum, one.entry) == (passage.siglum, passage.source.n)]
        found = []
        for decision in own:
            at = quoted_place(decision, passage.source, self._sources[passage.siglum])
            if at is None or (at[0] < place[1] and place[0] < at[1]):
                found.append(decision)
        return found

    # --- Decisions -------------------------------------------------------------------------------------------------------

    def emended(self, passage: PassageAtWork, words: str, cause: Literal["print", "extraction"], reason: str = "") -> WordChange:
        """Make emendations of all words that an editor has changed in a passage. `words`: the passage as it is to be read."""
        made: list[Decision] = []
        replaced: list[Decision] = []
        for place, read in _changes(passage.text.text, passage.place, words):
            as_read = _read_range(passage, place)
            emendations = passage.entry.emendations
            whole = as_emended(emendations, as_read[0]), as_emended(emendations, as_read[1], closing=True)
            read = passage.text.text[whole[0] : place[0]] + read + passage.text.text[place[1] : whole[1]]
            source = _as_read(passage.source)
            replaced += [one for one in self._emending(passage, as_read) if one not in replaced]
            if " ".join(read.split()) == " ".join(source[slice(*as_read)].split()):
                # The text says so itself.
                continue
            found = _whole_quotation(source, as_read)
            if found is None:
                return WordChange(fault=_TOO_LONG)
            at, occurrence = found
            made.append(
                Decision(
                    "emendation",
                    passage.siglum,
                    passage.source.n,
                    at,
                    occurrence,
                    " ".join(read.split()),
                    cause=cause,
                    reason=reason,
                )
            )
        if not made and not replaced:
            return WordChange(fault="No word has been changed.")
        return self._tried(passage.siglum, made, replaced)

    def _emending(self, passage: PassageAtWork, place: Range) -> list[Decision]:
        """Find the emendations that were decided of words in a range of a text as read."""
        found = []
        for one in self._decisions:
            if one.kind == "emendation" and (one.siglum, one.entry) == (passage.siglum, passage.source.n) and one.cause != "gap":
                at = quoted_place(one, passage.source, self._sources[passage.siglum])
                held = at and any(
                    at[0] <= made.start and made.end <= at[1] and made.start < place[1] and place[0] < made.end
                    for made in passage.entry.emendations
                )
                found += [one] if held else []
        return found

    def entitled(self, passage: PassageAtWork, last: str) -> WordChange:
        """End the heading of the entry of a passage after some words; without words, after its date."""
        source = passage.source
        words = (last.split() or source.dateline.split())[-MOST_WORDS:]
        if not words:
            return WordChange(fault="This entry has no date: say with which words its heading ends.")
        decision = Decision("title", passage.siglum, source.n, " ".join(words))
        before = [one for one in self._decisions if one.kind == "title" and (one.siglum, one.entry) == (passage.siglum, source.n)]
        found = self._tried(passage.siglum, [decision], before)
        # Where the heading ends there by itself, what was decided of it is taken out.
        return WordChange(replaced=tuple(before)) if found.fault and before and self._ends_so(passage, decision) else found

    def _ends_so(self, passage: PassageAtWork, decision: Decision) -> bool:
        report = Report()
        apply_decisions([self._sources[passage.siglum]], [decision], report)
        return [message.code for message in report] == ["W359"]

    def bound(self, passage: PassageAtWork, number: int, after: str) -> WordChange:
        """Call a note after some words of a passage. `number`: of the note, as `notes` gives them."""
        notes = self.notes(passage)
        if not 0 <= number < len(notes):
            return WordChange(fault="This note has changed meanwhile. Look at it again.")
        note = notes[number][1]
        place = next((at for at in find(passage.text.text, after) if passage.place[0] <= at[0] and at[1] <= passage.place[1]), None)
        if place is None:
            return WordChange(fault=f"“{after}” does not stand in these words of {passage.siglum}.")
        at = _last_words(_as_read(passage.source), _read_range(passage, place))
        words = note.text.split()[:MOST_WORDS]
        if at is None or not words:
            return WordChange(fault="These words cannot be named. Choose others before or after them.")
        decision = Decision("note", passage.siglum, passage.source.n, at[0], at[1], note=" ".join(words))
        before = [
            one for one in self._decisions if one.kind == "note" and one.siglum == passage.siglum and find(note.text, one.note)
        ]
        return self._tried(passage.siglum, [decision], before)

    def apart(self, ident: str, siglum: str) -> WordChange:
        """Keep the entry that a text has under another key by itself."""
        n = dict(self.standing_under_another_key(ident)).get(siglum)
        if n is None:
            return WordChange(fault=f"{siglum} has this entry under the same key, so that nothing keeps the two apart.")
        return self._tried(siglum, [Decision("apart", siglum, n)], [])

    def _tried(self, siglum: str, made: Sequence[Decision], replaced: Sequence[Decision]) -> WordChange:
        """Try decisions on the text, with all others that stay."""
        stay = [one for one in self._decisions if one.siglum == siglum and one not in replaced]
        report = Report()
        _, used = apply_decisions([self._sources[siglum]], [*stay, *made], report)
        told = [message for message in report if message.locus is None or message.severity == "error"]
        if told or not all(one in used for one in made):
            return WordChange(fault=_fault(told[0]) if told else "That cannot be done here.")
        return WordChange(tuple(made), tuple(replaced))


_TOO_LONG = (
    f"One emendation is of {MOST_WORDS} words at most, within one paragraph. Change fewer words that stand together at a time."
)


def _fault(message: Message) -> str:
    return f"{message.sentences[:1].upper()}{message.sentences[1:]}"


def _as_read(entry: Entry) -> str:
    return running_text(entry, emended=False).text


def _read_range(passage: PassageAtWork, place: Range) -> Range:
    """Turn a range of a text as emended into that of the text as read. A corrected word is in it as a whole."""
    start, end = (_read_offset(passage.entry, at, closing=closing) for at, closing in zip(place, (False, True), strict=True))
    return start, max(start, end)


def _read_offset(entry: Entry, at: int, *, closing: bool) -> int:
    """Turn an offset of a text as emended into that of the text as read: within a correction its beginning, or, if `closing`, its
    end.
    """
    shift = 0
    for one in entry.emendations:
        start = one.start - shift
        end = start + len(one.corr)
        if start < at < end:
            return one.end if closing else one.start
        if end > at or (closing and start == end == at):
            break
        shift += one.end - one.start - len(one.corr)
    return at + shift


def _place_of(text: str, words: str) -> Range | None:
    """Find the words of a page in a text, if they stand there once; white space and dashes need not be the same."""
    kept, offsets = _letters(text)
    wanted, _ = _letters(words)
    at = kept.find(wanted) if wanted else -1
    if at < 0 or kept.find(wanted, at + 1) >= 0:
        return None
    return offsets[at], offsets[at + len(wanted) - 1] + 1


def _letters(text: str) -> tuple[str, list[int]]:
    """The characters of a text without white space and soft hyphens, a run of dashes as one, and where each stands."""
    found: list[tuple[str, int]] = []
    for at, letter in enumerate(text):
        folded = letter.translate(FOLDED)
        if folded != _SOFT_HYPHEN and not folded.isspace() and not (folded == "-" and found and found[-1][0] == "-"):
            found.append((folded, at))
    return "".join(letter for letter, _ in found), [at for _, at in found]


def _changes(text: str, place: Range, words: str) -> Iterable[tuple[Range, str]]:
    """Find which words of a passage were changed: a range of the text for each, and what is to be read there.

    Where words were added, the word before them goes with them, at the beginning the word after them: a decision names words.
    """
    old = list(WORD.finditer(text, *place))
    new = words.split()
    for what, i, j, k, m in SequenceMatcher(None, [word[0] for word in old], new, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        if i == j:
            opens = i < len(old) and (not i or "\n" in text[old[i - 1].end() : old[i].start()])
            held = old[i if opens else i - 1]
            added = [*new[k:m], held[0]] if opens else [held[0], *new[k:m]]
            yield held.span(), " ".join(added)
        else:
            yield (old[i].start(), old[j - 1].end()), " ".join(new[k:m])


def _whole_quotation(text: str, place: Range) -> tuple[str, int | None] | None:
    """Quote a whole range, which has few words enough."""
    found = quoted(text, place)
    return found if found and len(found[0].split()) == len(text[slice(*place)].split()) else None


def _last_words(text: str, place: Range) -> tuple[str, int | None] | None:
    """Quote the last words of a range."""
    words = list(WORD.finditer(text, *place))[-MOST_WORDS:]
    return next((found for word in words if (found := _whole_quotation(text, (word.start(), place[1])))), None)
