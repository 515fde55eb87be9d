"""Turn the words of an entry of an apparatus into readings, each with the witnesses who have it, if they can be told.

What is read: “reading A B; other reading C”, “reading (A, B)”, “A: reading; B: other reading”, “om. A”, “add. reading A”, and the
sigla alone after the words; of an entry that is worded otherwise it is said that it is not clear.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from edition.imports.critical_source import SourceReading
from edition.imports.said_apparatus import SaidWord
from edition.language.language_files import tags
from edition.language.languages import language_of_tag

# What an apparatus says where a witness has nothing, has more, or has it before (the Latin of editors).
_NOTHING = frozenset(
    "om om. omm omm. omisit omiserunt omittit omittunt omit omits deest desunt def. deficit abest absunt ∅".split()
)
_MORE = frozenset("add add. addit addunt addidit addiderunt +".split())
_BEFORE = frozenset("praem praem. praemittit praemittunt praemisit pr. ante.".split())
_TURNED = frozenset("inv inv. invertit tr. transp. transp".split())
# What is said of a reading and is none: where it stands, whose hand, how sure.
_ABOUT = re.compile(
    r"(?:a[cd]d|cett|codd|con[ij]|corr|def|del|edd|eras|exp|fort|hab|illeg|i|in|iter|lac|lin|litt|m|marg|mg|ms|mss|om|praem|ras|s|sc|scr"
    r"|sic|spat|suppl|sup|tr|transp|vac|vid)\."
)
# A siglum of editors: a capital or a Greek letter, and at most two more signs.
_SIGLUM = re.compile(r"(?:[A-ZÀ-ÞΑ-Ω]|[α-ω])[\w*'’]{0,2}")


Part = Sequence[SaidWord]


def parts_of(words: Sequence[SaidWord], ends: Callable[[Sequence[SaidWord], SaidWord | None], bool]) -> Iterator[list[SaidWord]]:
    """Part an entry where semicolons and bars stand. `ends`: whether a part ends after some words and before another."""
    part: list[SaidWord] = []
    for number, word in enumerate(words):
        bare = word.text.rstrip(";|‖¦")
        here = [*part, SaidWord(bare, word.siglum, word.about)] if bare else part
        if bare != word.text and here and ends(here, words[number + 1] if number + 1 < len(words) else None):
            yield here
            part = []
        else:
            part = [*part, word]
    if part:
        yield part


def sigla_in(entries: Iterable[Sequence[SaidWord]]) -> list[str]:
    """The sigla that the entries of an apparatus use.

    Those that a command marks; if none is marked, what looks like one and ends a part of an entry, alone or after others: single
    letters, and longer ones that do so at least twice.
    """
    entries = [*entries]
    marked = dict.fromkeys(word.text.strip(" ,.:()") for entry in entries for word in entry if word.siglum)
    if marked:
        return sorted(siglum for siglum in marked if siglum)
    counts: Counter[str] = Counter()
    for entry in entries:
        for part in parts_of(entry, lambda part, following: True):
            for word in reversed(part):
                bare = word.text.strip(",.()")
                if not _SIGLUM.fullmatch(bare):
                    break
                counts[bare] += 1
    single = {siglum for siglum in counts if len(siglum) == 1}
    found = dict.fromkeys(
        siglum for siglum, count in counts.items() if len(siglum) == 1 or (count > 1 and not single.issuperset(siglum))
    )
    for siglum in counts:
        # Letters that stand together are several witnesses, where some of them stand alone elsewhere.
        if len(siglum) > 1 and siglum.isupper() and siglum.isalpha() and single & {*siglum}:
            found.pop(siglum, None)
            found |= dict.fromkeys(siglum)
    return sorted(found)


def with_remarks(entries: Sequence[Sequence[SaidWord]]) -> list[tuple[SaidWord, ...]]:
    """The entries of a series, where words in italics are about witnesses, if any of them is a word that editors have for that."""
    known = _NOTHING | _MORE | _BEFORE | _TURNED
    if not any(word.italic and word.text in known for entry in entries for word in entry):
        return [tuple(entry) for entry in entries]
    return [tuple(replace(word, about=True) if word.italic and not word.siglum else word for word in entry) for entry in entries]


class WordedEntryReader:
    """Reads entries of an apparatus with the sigla of an edition."""

    def __init__(self, sigla: Sequence[str]) -> None:
        self.sigla = {"".join(siglum.split()): siglum for siglum in sigla}
        words = [language_of_tag(tag).book for tag in tags()]
        self.nothing = _NOTHING | {" ".join(word.not_in.split()) for word in words}
        self.borders = {" ".join(word.new_paragraph.split()): "\n" for word in words}
        self.borders |= {" ".join(word.run_on.split()): " " for word in words}
        self.more = _MORE | {" ".join(word.adds.split()) for word in words}

    def readings(self, entry: Sequence[SaidWord], lemma: str) -> tuple[tuple[SourceReading, ...], str] | None:
        """The readings of an entry, and what is remarked in brackets at its end; None where it is not clear who has what.

        `lemma`: the words of the text.
        """
        entry, remark = self._remark(entry)
        found: list[SourceReading] = []
        for part in parts_of(entry, self._ends):
            reading = self._reading(part, lemma)
            if reading is None:
                return None
            found.extend(reading)
        return (tuple(found), remark) if found else None

    def _remark(self, entry: Sequence[SaidWord]) -> tuple[Sequence[SaidWord], str]:
        """Part an entry from what stands in brackets after its last siglum."""
        if entry and entry[-1].text.endswith(")"):
            start = next((at for at in range(len(entry) - 1, 0, -1) if entry[at].text.startswith("(")), 0)
            if start and self._named(entry[start - 1]) and not all(self._named(word) for word in entry[start:]):
                return entry[:start], " ".join(word.text for word in entry[start:])[1:-1]
        return entry, ""

    def _ends(self, part: Sequence[SaidWord], following: SaidWord | None) -> bool:
        """Whether a semicolon ends a part: after a siglum, or before one with a colon."""
        if self._named(part[-1]):
            return True
        return following is not None and following.text.endswith(":") and bool(self._named(following))

    def _reading(self, part: Part, lemma: str) -> list[SourceReading] | None:
        words = [*part]
        if (head := self._named(words[0])) and words[0].text.endswith(":") and len(words) > 1:
            made = self._made(words[1:], head, lemma, marked=False)
            return None if made is None else [made]
        found: list[SourceReading] = []
        pending: list[SaidWord] = []
        sigla: list[str] = []
        marked = False
        for word in [*words, None]:
            named = self._named(word) if word is not None else ()
            if word is not None and named and (pending or sigla):
                sigla += named
                marked = word.siglum
                continue
            if sigla:
                made = self._made(pending, tuple(dict.fromkeys(sigla)), lemma, marked=marked)
                if made is None:
                    return None
                found.append(made)
                pending, sigla = [], []
            if word is not None:
                pending.append(word)
        return found if found and not pending else None

    def _named(self, word: SaidWord) -> tuple[str, ...]:
        """The witnesses that a word names."""
        bare = "".join(word.text.strip(" ,.:()[]").split())
        if bare in self.sigla:
            return (self.sigla[bare],)
        if bare and not word.siglum and len(bare) > 1 and all(letter in self.sigla for letter in bare):
            return tuple(self.sigla[letter] for letter in bare)
        return ()

    def _made(self, words: Part, sigla: tuple[str, ...], lemma: str, *, marked: bool) -> SourceReading | None:
        """The reading that some words make; None where they are about it in a way that is not known.

        `marked`: a command marks the siglum after them, so that a comma before it is the reading's own.
        """
        texts = [word.text for word in words]
        if not marked:
            texts[-1] = texts[-1].rstrip(",") or texts[-1]
        whole = " ".join(texts)
        first_word = texts[0]
        if whole in self.nothing:
            return SourceReading(sigla, "")
        if whole in self.borders:
            return SourceReading(sigla, "", border=self.borders[whole])
        if first_word in _TURNED and len(texts) == 1:
            turned = lemma.split()
            return SourceReading(sigla, " ".join(reversed(turned))) if len(turned) == 2 else None
        about = " ".join(word.text for word in words if word.about)
        if about and about not in self.more | _BEFORE:
            return None
        first = about or texts[0]
        rest = [word.text for word in words if not word.about] if about else texts[1:]
        if first in self.more and rest:
            return SourceReading(sigla, " ".join(filter(None, (lemma, *rest))))
        if first in _BEFORE and rest:
            return SourceReading(sigla, " ".join(filter(None, (*rest, lemma))))
        return None if any(map(_ABOUT.fullmatch, texts)) else SourceReading(sigla, whole)
