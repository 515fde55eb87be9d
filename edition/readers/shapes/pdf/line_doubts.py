"""Turn the printed lines of a text into doubts: what may have been lost at their ends, or with their small capitals."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from edition.model import Locus, TextDoubt
from edition.readers.printed_lines import PrintedLine, ends_sentence, opens_small
from edition.readers.shapes.pdf.widths import Measure

_LETTERS = re.compile(r"[^\W\d_]+")
_COMPOUND = re.compile(r"(?<![\w-])([^\W\d_]+)-([^\W\d_]+)(?![\w-])")
_LAST = re.compile(r"(?<![\w’'-])[^\W\d_]+$")
_FIRST = re.compile(r"[^\W\d_]+(?![\w’'-])")
# The two halves of a word that lost its hyphen have so many letters each.
_HALF = 4
# The two parts of a word that was parted have so many.
_PART = 3
# The end of a printed line within a longer one is known to this share of the measure.
_END = 0.1
# A line from which a few words are lost is still this share of the measure.
_LACKING = 0.75
# A small word that stands alone: no contraction, no part of a compound, no abbreviation with a stop, no unit of measure.
_SMALL = re.compile(r"(?<![\w’'.-])(?<!\d )[^\W\d_]{2,5}(?![\w’'-])")
_ROMAN = re.compile(r"[ivxlcdm]+")
_VOWELS = "aeiouyæœøı"
# The consonants, more than one, with which words of English, French, German, Spanish and Italian begin; a text may have others.
_OPENINGS = frozenset(
    "bl br ch chl chr cl cr dr dw fl fr gh gl gn gr kl kn kr ll mn pf ph phl phr pl pn pr ps pt rh sc sch schl schm schn schr schw "
    "scr sh shr sk sl sm sn sp sph spl spr st str sv sw th thr thw tr ts tsch tw tz vl vr wh wr zh zw".split()
)


class Vocabulary:
    """The words of a text: how often each occurs, which stand beside each other, where compounds have hyphens, how words begin."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.words: Counter[str] = Counter()
        self.pairs: set[tuple[str, str]] = set()
        self.seams: dict[str, int] = {}
        every: list[str] = []
        for line in lines:
            if "-" in line:
                for first, second in _COMPOUND.findall(line.casefold()):
                    self.seams[first + second] = len(first)
            words = _LETTERS.findall(line.casefold())
            every += words
            self.pairs.update(pairwise(words))
        self.words.update(every)
        self.openings: defaultdict[str, set[str]] = defaultdict(set)
        for word in self.words:
            self.openings[_clusters(word)[0]].add(word)
        self._small: dict[str, tuple[bool, bool]] = {}

    def small(self, word: str) -> tuple[bool, bool]:
        """Whether a small word may have been set in small capitals; whether a stop after it makes it an abbreviation."""
        if word not in self._small:
            opening, ending, spoken = _clusters(word)
            strange = len(opening) > 1 and opening not in _OPENINGS and not self.openings[opening] - {word}
            # No word of these languages ends in r after a consonant other than r or l.
            lost = not spoken or strange or bool(re.search(r"[^rl]r$", ending))
            self._small[word] = lost and not _ROMAN.fullmatch(word), not spoken and len(word) < 4
        return self._small[word]


def line_doubts(runs: Sequence[Sequence[PrintedLine]], full: Measure, known: Vocabulary, file: str) -> tuple[TextDoubt, ...]:
    """Turn the lines of paragraphs into doubts, in the order of the lines (W157 to W160, W164)."""
    return tuple(doubt for run in runs for line, after in zip(run, [*run[1:], None], strict=True) for doubt in (
        *_joined(line, full, known, file), *small_capitals(line, known, file),
        *(_parted(line, after, known, file) if after else ()), *(_short(run, line, after, full, file) if after else ()),
        *(_over_the_page(line, after, file) if after else ()),
    ))  # fmt: skip


def aside_doubts(lines: Iterable[PrintedLine], full: Measure, known: Vocabulary, file: str) -> tuple[TextDoubt, ...]:
    """Turn the lines of notes into doubts that no decision on the text of an entry can settle."""
    return tuple(
        TextDoubt(doubt.code, doubt.at, doubt.read, doubt.locus, aside=True)
        for line in lines for doubt in (*_joined(line, full, known, file), *small_capitals(line, known, file))
    )  # fmt: skip


def _joined(line: PrintedLine, full: Measure, known: Vocabulary, file: str) -> Iterator[TextDoubt]:
    """W157: words at which two printed lines were run together, and which two words of the text make up."""
    for word in _LETTERS.finditer(line.text) if full.width(line.text) > (1 + 2 * _END) * full.mean else ():
        if known.words[word[0].casefold()] > 1:
            continue
        start, end = (full.width(line.text[:at]) / full.mean for at in word.span())
        if start - _END < round((start + end) / 2) < end + _END:
            if cut := _seam(word[0], known):
                yield TextDoubt("W157", word[0], f"{word[0][:cut]}-{word[0][cut:]}", Locus(file, line.number))


def _seam(word: str, known: Vocabulary) -> int:
    """Where a word has its hyphen elsewhere, or a capital inside, or falls into two words of the text; 0 where it is one."""
    inside = re.search(r"(?<=[^\W\d_]{3}[^\W\d_A-Z])[A-Z](?=[a-z]{2})", word)
    if inside:
        return inside.start()
    folded = word.casefold()
    if folded in known.seams:
        return known.seams[folded]
    seams = [at for at in range(_HALF, len(word) - _HALF + 1) if known.words[folded[:at]] and known.words[folded[at:]]]
    return max(seams, key=lambda at: min(at, len(word) - at), default=0)


def _parted(line: PrintedLine, after: PrintedLine, known: Vocabulary, file: str) -> Iterator[TextDoubt]:
    """W158: two words on either side of a line's end that the text elsewhere writes as one, and never side by side."""
    first = _FIRST.match(after.text)
    # It has letters alone, and so no space.
    last = _LAST.search(line.text, line.text.rfind(" ") + 1) if first else None
    if last and first:
        pair = last[0].casefold(), first[0].casefold()
        if min(map(len, pair)) >= _PART and known.words["".join(pair)] and pair not in known.pairs:
            yield TextDoubt("W158", f"{last[0]} {first[0]}", last[0] + first[0], Locus(file, line.number))


def _short(run: Sequence[PrintedLine], line: PrintedLine, after: PrintedLine, full: Measure, file: str) -> Iterator[TextDoubt]:
    """W159: a line within a sentence that ends although the next word had room: where lines are full, words are missing."""
    beside_initial = opens_small(run[0].text) and line in run[:4]
    printed = full.width(line.text + "".join(note.n for _, note in line.marks))
    wanted = printed + full.width(" " + after.text.split(" ", 1)[0])
    if ends_sentence(line.text) or beside_initial or full.lines(printed) > 1 or line.text.endswith(("-", "—", "–")):
        return
    # A line that lacks more is one of a list or a poem.
    if _LACKING * full.mean < wanted < full.mean - 2 * full.spread:
        yield TextDoubt("W159", " ".join([*line.text.split()[-3:], after.text.split()[0]]), "", Locus(file, line.number))


def _over_the_page(line: PrintedLine, after: PrintedLine, file: str) -> Iterator[TextDoubt]:
    """W164: a page that begins with a sentence, under a full line: only the sense tells whether a paragraph begins there too."""
    if after.top and ends_sentence(line.text) and not opens_small(after.text):
        yield TextDoubt("W164", " ".join(after.text.split()[:4]), "", Locus(file, after.number))


def small_capitals(line: PrintedLine, known: Vocabulary, file: str) -> Iterator[TextDoubt]:
    """W160: short words in small letters that cannot be spoken, or begin as no other word of the text does."""
    for found in _SMALL.finditer(line.text):
        word = found[0]
        if not word.islower():
            continue
        lost, abbreviates = known.small(word)
        if lost and not (abbreviates and line.text[found.end() : found.end() + 1] == "."):
            yield TextDoubt("W160", word, word.upper(), Locus(file, line.number))


# A text has some ten thousand different words.
@lru_cache(1 << 15)
def _clusters(word: str) -> tuple[str, str, bool]:
    """The consonants that a word begins and ends with, and whether it has a vowel."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    opening = re.match(rf"[^{_VOWELS}]*", plain)[0]  # type: ignore[index]
    ending = re.search(rf"[^{_VOWELS}]*$", plain)[0]  # type: ignore[index]
    return opening, ending, len(opening) < len(plain)
