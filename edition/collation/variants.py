"""Turn two running texts and their beads into variants: a script by which the one becomes the other, character for character."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator, Sequence
from itertools import pairwise

from edition.collation.classify import classify, type_of
from edition.collation.moved_directions import common_directions, moved_directions
from edition.collation.parting import parted, placed
from edition.collation.paths import Anchor
from edition.collation.reading_evidence import LinkedBead
from edition.collation.readings import BeadWords, anchors
from edition.collation.same_numbers import same_with_words_beside
from edition.collation.same_place import without_bounds_in_place
from edition.collation.script import Difference, ScriptSide, gap, script, side_of
from edition.collation.sentences import answered, opens
from edition.collation.turned_clauses import turned_clauses
from edition.collation.verses import without_capitals
from edition.collation.weighing import weighed
from edition.collation.weight_model import weights_for
from edition.collation.words import likely_links_of
from edition.language.languages import Language
from edition.model import ACCIDENTAL_TYPES, FOLDED, Alignment, Bead, Range, RunningText, Span, Token, Variant
from edition.text.foldings import same_folded


def collate(base: RunningText, other: RunningText, alignment: Alignment, language: Language) -> tuple[Variant, ...]:
    """Turn two running texts and the beads of their bodies into variants, in order; none overlaps another on either side.

    Between variants the texts are the same, character for character. Headings are set against one another part by part. No
    variant's base range holds a separator of two blocks unless it is that separator alone. None runs over the bounds of a bead that
    the editor decided.
    """
    return collate_linked(base, other, alignment, language)[0]


def collate_linked(
    base: RunningText, other: RunningText, alignment: Alignment, language: Language
) -> tuple[tuple[Variant, ...], list[LinkedBead]]:
    """Turn two running texts and the beads of their bodies into variants, as `collate` does, and into the words of each bead that
    answers and has not moved, in order, with which answers which.
    """
    with _without_collection():
        return _collated(base, other, alignment, language)


@contextlib.contextmanager
def _without_collection() -> Iterator[None]:
    """Keep Python from looking for rings of garbage while the block runs: collation makes none, and very many other objects."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _collated(
    base: RunningText, other: RunningText, alignment: Alignment, language: Language
) -> tuple[tuple[Variant, ...], list[LinkedBead]]:
    passages = _passages(alignment.beads, base, other)
    answering = [(b.base, b.other) for b in alignment.beads if b.base and b.other and not b.moved]
    directions = common_directions((base, other), passages, language)
    if all(directions):
        # Where each stands is seen by the other words alone.
        sides = _sides(
            (base, other), *([*places, *(one.place for one in of)] for places, of in zip(_each(passages), directions, strict=True))
        )
        common = common_stretches(sides, answering, language)
        passages += moved_directions((base, other), alignment.beads, directions, common)
    sides = _sides((base, other), *_each(passages))
    linked = linked_beads(sides, answering, language)
    # Of a free bead no word is set against a word.
    free = [bead.free for bead in alignment.beads if bead.base and bead.other and not bead.moved]
    common = anchors_of([bead for bead, whole in zip(linked, free, strict=True) if not whole], sides, language)
    common = parted(common, alignment.beads, (base, other))
    beside = _with_what_is_alone(alignment.beads, linked, sides, language)
    common = without_bounds_in_place(common, beside[1], (base.text, other.text))
    turned = turned_clauses(common, *beside, (base.text, other.text), language)
    if turned := [pair for pair in turned if not any(_within(of.moved, place) for of, place in zip(sides, pair, strict=True))]:
        sides = _sides((base, other), *_each([*passages, *turned]))
    bodies = (base.body, len(base.text)), (other.body, len(other.text))
    heading = _heading(base, other, language)
    found: list[Difference] = []
    for one, two in _sections(alignment.beads, *bodies):
        inside = [(a, b) for a, b in common if one[0] <= a[0] and a[1] <= one[1] and two[0] <= b[0] and b[1] <= two[1]]
        found += script(sides[0], sides[1], (one, two), inside)
    body = typed(found, sides, language, len(heading), graded=weights_for(language) is None)
    variants = weighed(heading + body, linked, (base.text, other.text), language)
    return variants, linked


def _with_what_is_alone(
    beads: Sequence[Bead], linked: Sequence[LinkedBead], sides: tuple[ScriptSide, ScriptSide], language: Language
) -> tuple[list[tuple[Range, Range]], tuple[list[Token], list[Token]]]:
    """The two sides of each bead that answers and has not moved, each with what either text has alone beside it, but for what the
    editor decided; and the words of both texts there.
    """
    found: list[tuple[Range, Range]] = []
    words: tuple[list[Token], list[Token]] = ([], [])
    answering = iter(linked)
    # Where what is alone before the next bead begins, and where what is alone after the last bead that answers ends.
    begins: list[int | None] = [None, None]
    # Whether the editor decided on something after the last bead that answers: what is alone beyond that is not beside it.
    bounded = [False, False]
    for bead in beads:
        places = bead.base, bead.other
        if bead.moved:
            continue
        if all(places):
            tokens = next(answering)
            words[0].extend(tokens.base)
            words[1].extend(tokens.other)
            one, two = (
                (place[0] if at is None else at, place[1]) for place, at in zip(places, begins, strict=True) if place is not None
            )
            found.append((one, two))
            begins, bounded = [None, None], [False, False]
            continue
        for side, place in enumerate(places):
            if place and not bead.decided:
                words[side].extend(words_of(sides[side], place, language))
                begins[side] = place[0] if begins[side] is None else begins[side]
                if found and not bounded[side]:
                    before = found[-1]
                    found[-1] = ((before[0][0], place[1]), before[1]) if side == 0 else (before[0], (before[1][0], place[1]))
            elif place:
                begins[side], bounded[side] = None, True
    return found, words


def _within(moved: Sequence[tuple[Range, int]], whole: Range) -> bool:
    """Whether a passage that moved lies in a range, or a part of it."""
    return any(place[0] < whole[1] and whole[0] < place[1] for place, _ in moved)


def _each(passages: Sequence[tuple[Range, Range]]) -> tuple[list[Range], list[Range]]:
    """The ranges of passages in the one text and in the other."""
    return [one for one, _ in passages], [two for _, two in passages]


def _sides(texts: tuple[RunningText, RunningText], one: Sequence[Range], two: Sequence[Range]) -> tuple[ScriptSide, ScriptSide]:
    """Two texts as the script sees them, with the passages of each that moved, numbered in their order."""
    return (
        side_of(texts[0], [(place, number) for number, place in enumerate(one)]),
        side_of(texts[1], [(place, number) for number, place in enumerate(two)]),
    )


def set_beside(base: RunningText, other: RunningText, alignment: Alignment, language: Language) -> tuple[Variant, ...]:
    """Turn two running texts that are not compared, and the beads of their bodies, into variants as long as the beads.

    Within a variant no word of the one answers a word of the other. Nothing counts as moved: what stands elsewhere in the other
    text stays in the order of that text. What holds of the variants of `collate` holds of these.
    """
    sides = side_of(base), side_of(other)
    start, end = (base.body, other.body), (len(base.text), len(other.text))
    bounds = [((one,) * 2, (two,) * 2) for _, _, (one, two) in placed(alignment.beads, start)]
    heading = _heading(base, other, language)
    found = script(sides[0], sides[1], ((start[0], end[0]), (start[1], end[1])), bounds)
    return heading + typed(found, sides, language, len(heading))


def _sections(beads: Sequence[Bead], base: Range, other: Range) -> list[tuple[Range, Range]]:
    """The bodies of two texts parted at the bounds of the beads that the editor decided."""
    start, end = (base[0], other[0]), (base[1], other[1])
    bounds = [place for bead, *places in placed(beads, start) if bead.decided for place in places]
    return [((a, b), (c, d)) for (a, c), (b, d) in pairwise([start, *bounds, end]) if a < b or c < d]


def common_stretches(
    sides: tuple[ScriptSide, ScriptSide], ranges: Sequence[tuple[Range, Range]], language: Language
) -> list[Anchor]:
    """The stretches that answering ranges have in common, range by range; list marks stand aside."""
    return anchors_of(linked_beads(sides, ranges, language), sides, language)


def linked_beads(
    sides: tuple[ScriptSide, ScriptSide], ranges: Sequence[tuple[Range, Range]], language: Language
) -> list[LinkedBead]:
    """The words of answering ranges, with which answers which and how likely."""
    words = [(words_of(sides[0], base, language), words_of(sides[1], other, language)) for base, other in ranges]
    likely = likely_links_of([([token.t for token in one], [token.t for token in two]) for one, two in words], language)
    return [LinkedBead(*both, links) for both, links in zip(words, likely, strict=True)]


def anchors_of(linked: Sequence[LinkedBead], sides: tuple[ScriptSide, ScriptSide], language: Language) -> list[Anchor]:
    """The stretches that the two sides of linked beads have in common, bead by bead."""
    texts = sides[0].text, sides[1].text
    verses = sides[0].verses, sides[1].verses
    beads = [BeadWords(bead.base, bead.other, texts, bead.links, verses) for bead in linked]
    parts = [_answered_part(bead, language) for bead in beads]
    found: list[Anchor] = []
    for bead, part, common in zip(beads, parts, anchors(parts, language), strict=True):
        if part is bead:
            found += common
        else:
            # An empty stretch where a sentence that nothing answers ends or begins.
            first, last = (part.base[0], part.other[0]), (part.base[-1], part.other[-1])
            start = (first[0].start,) * 2, (first[1].start,) * 2
            found += [start, *common, ((last[0].end,) * 2, (last[1].end,) * 2)]
    return found


def _answered_part(bead: BeadWords, language: Language) -> BeadWords:
    """A bead without the sentences at its ends that nothing answers."""
    (first, last), (other_first, other_last) = answered((bead.base, bead.other), bead.texts, bead.likely, language)
    base, other = bead.base[first:last], bead.other[other_first:other_last]
    if len(base) == len(bead.base) and len(other) == len(bead.other):
        return bead
    within = {
        (i - first, j - other_first): chance
        for (i, j), chance in bead.likely.items()
        if first <= i < last and other_first <= j < other_last
    }
    return BeadWords(base, other, bead.texts, within, bead.verses)


def words_of(side: ScriptSide, place: Range, language: Language) -> list[Token]:
    """The tokens of a range without its list marks and without what moved."""
    aside = [*side.labels, *(moved for moved, _ in side.moved)]
    marks = sorted(mark for mark in aside if mark[0] < place[1] and place[0] < mark[1])
    found: list[Token] = []
    at = place[0]
    for start, end in [*marks, (place[1], place[1])]:
        found += language.tokens(side.text, at, max(at, start))
        at = end
    return found


def typed(
    stretches: Sequence[Difference],
    sides: tuple[ScriptSide, ScriptSide],
    language: Language,
    before: int = 0,
    *,
    graded: bool = True,
) -> tuple[Variant, ...]:
    """Turn stretches into variants; `before` is the number of variants that will stand before these.

    `graded`: False where they will be weighed; then the grade says no more than whether the type is accidental.
    """
    classified = _classified if graded else _of_type
    halves: dict[int, list[int]] = {}
    for index, stretch in enumerate(stretches):
        if stretch.kind == "moved":
            halves.setdefault(stretch.passage, []).append(index)
    partners = {a: b for pair in halves.values() if len(pair) == 2 for a, b in (pair, pair[::-1])}
    variants: list[Variant] = []
    for index, stretch in enumerate(stretches):
        texts = sides[0].text[slice(*stretch.base)], sides[1].text[slice(*stretch.other)]
        if same_folded(*texts):
            variants.append(Variant(stretch.base, stretch.other, FOLDED, "accidental"))
        elif stretch.kind == "paragraph":
            variants.append(Variant(stretch.base, stretch.other, "paragraph", "accidental"))
        elif index in partners:
            variants.append(Variant(stretch.base, stretch.other, "transposition", "stylistic", before + partners[index]))
        else:
            found = classified(stretch, texts, sides, language)
            whole = sides[0].text, sides[1].text
            # What is the same in both texts lies outside the reading: the month of a day, the name that a number follows.
            if (
                all(texts)
                and found[0] not in ACCIDENTAL_TYPES
                and same_with_words_beside(whole, (stretch.base, stretch.other), language)
            ):
                found = "orthographic", "accidental"
            variants.append(Variant(stretch.base, stretch.other, *found))
    return tuple(variants)


def _classified(
    stretch: Difference, texts: tuple[str, str], sides: tuple[ScriptSide, ScriptSide], language: Language
) -> tuple[str, str]:
    """The type and grade of a stretch; the capitals with which verses begin tell no names."""
    starts = stretch.base[0], stretch.other[0]
    opening = opens(sides[0].text, starts[0], language), opens(sides[1].text, starts[1], language)
    found = classify(*texts, language, opening)
    if not (sides[0].verses or sides[1].verses):
        return found
    plain = _without_verses(stretch, texts, sides)
    without = found if plain == texts else classify(*plain, language, opening)
    return found if without[0] in ACCIDENTAL_TYPES else without


def _of_type(
    stretch: Difference, texts: tuple[str, str], sides: tuple[ScriptSide, ScriptSide], language: Language
) -> tuple[str, str]:
    """The type of a stretch, as `_classified` gives it, and whether it is accidental."""
    found = type_of(*texts, language)
    if sides[0].verses or sides[1].verses:
        without = type_of(*_without_verses(stretch, texts, sides), language)
        found = found if without in ACCIDENTAL_TYPES else without
    return found, "accidental" if found in ACCIDENTAL_TYPES else "stylistic"


def _without_verses(stretch: Difference, texts: tuple[str, str], sides: tuple[ScriptSide, ScriptSide]) -> tuple[str, str]:
    """The two texts of a stretch without the capitals with which verses begin."""
    return (
        without_capitals(texts[0], stretch.base[0], sides[0].verses, texts[1]),
        without_capitals(texts[1], stretch.other[0], sides[1].verses, texts[0]),
    )


def _passages(beads: Sequence[Bead], base: RunningText, other: RunningText) -> list[tuple[Range, Range]]:
    """The moved passages: moved beads that touch on both sides joined, then parted at the separators of the base."""
    joined: list[tuple[Range, Range]] = []
    for bead in beads:
        if not (bead.moved and bead.base and bead.other):
            continue
        if joined and joined[-1][0][1] == bead.base[0] and joined[-1][1][1] == bead.other[0]:
            joined[-1] = (joined[-1][0][0], bead.base[1]), (joined[-1][1][0], bead.other[1])
        else:
            joined.append((bead.base, bead.other))
    return [part for one, two in joined for part in _by_block(one, two, base, other)]


def _by_block(one: Range, two: Range, base: RunningText, other: RunningText) -> list[tuple[Range, Range]]:
    """Part a moved passage at the blocks of the base, the other's side at the sentence ends that lie nearest."""
    blocks = [(max(block.start, one[0]), min(block.end, one[1])) for block in base.blocks]
    # The space after a passage inside a block goes with it; a separator stays where it is.
    blocks = [(start, end) for start, end in blocks if start < end]
    parts: list[tuple[Range, Range]] = []
    at = two[0]
    for number, block in enumerate(blocks, 1):
        share = (block[1] - one[0]) / (one[1] - one[0])
        end = two[1] if number == len(blocks) else max(at, gap(other.text, two, share)[1])
        parts.append((block, (at, end)))
        at = end
    return [part for part in parts if part[1][0] < part[1][1]]


# --- Headings -----------------------------------------------------------------------------------------------------------


def _heading(base: RunningText, other: RunningText, language: Language) -> tuple[Variant, ...]:
    """The variants of two headings: dateline against dateline, the rest against the rest, separator against separator."""
    parts = _parts(base), _parts(other)
    if not base.body and not other.body:
        return ()
    variants: list[Variant] = []
    for number, (one, two) in enumerate(zip(*parts, strict=True)):
        texts = base.text[slice(*one)], other.text[slice(*two)]
        if texts[0] == texts[1]:
            continue
        if same_folded(*texts):
            variants.append(Variant(one, two, FOLDED, "accidental"))
        elif number == 1:
            if texts[0] and texts[1] and texts[0][0] == texts[1][0] == " ":
                one, two = (one[0] + 1, one[1]), (two[0] + 1, two[1])
            kind, grade = classify(*texts, language, (True, True))
            if texts[0] and texts[1] and kind not in ACCIDENTAL_TYPES:
                kind = "lexical"
            variants.append(Variant(one, two, kind, grade))
        else:
            variants.append(Variant(one, two, "paragraph" if number else "dateline", "accidental"))
    return tuple(variants)


def _parts(text: RunningText) -> tuple[Range, Range, Range]:
    """The dateline, what follows it in the heading, and the separator after the heading."""
    head = next((block for block in text.blocks if block.kind == "head"), None)
    end = head.end if head else 0
    dateline: Span | None = next((span for span in text.spans if span.kind == "dateline" and span.end <= end), None)
    split = dateline.end if dateline else 0
    return (0, split), (split, end), (end, text.body)
