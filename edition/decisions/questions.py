"""Turn a doubt into what a person is shown and may answer, and the answer into a decision that is known to find its place."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from edition.alignment.segments import segments
from edition.decisions.decided_beads import decide_beads
from edition.decisions.decided_readings import decide_readings, retyped
from edition.decisions.doubts import Doubt, as_read
from edition.decisions.form import MOST_WORDS, PairDecision, PairKind
from edition.decisions.places import find, quoted
from edition.decisions.rule_form import ReadingRule
from edition.decisions.rule_matches import ComparedSides
from edition.language.languages import Language, between
from edition.messages import Report
from edition.model import GRADES, Alignment, Range

# So many characters are shown on either side, and so many sentences offered as answers. By eye: with them a doubt fits on a screen
# of 24 lines.
_CONTEXT = 90
# So many words on either side show a reading of the same pair that has another grade. By eye: they fit on a line.
_NEAR = 5
CANDIDATES = 3
# What XML has no place for, as it comes with words that are copied out of a PDF.
_NO_LETTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# The types that a reading may be given, by their keys.
TYPES = {"l": "lexical", "y": "syntactic", "o": "orthographic", "p": "punctuation", "a": "addition", "i": "omission"}

# The grades, by their keys.
GRADE_KEYS = {str(number): grade for number, grade in enumerate(GRADES, 1)}

# The answers: key -> what it does.
READING_KEYS = {
    "a": "right as it is",
    **GRADE_KEYS,
    "t": "another type",
    "m": "one with the next",
    "s": "split",
    "x": "silence",
    "c": "comment",
}
# Of a reading whose pair stands elsewhere too: the grade that a key gives to all of them; "e" silences them.
EVERYWHERE = {"4": "accidental", "5": "stylistic", "6": "substantive"}
PAIR_KEYS = {"a": "right as it is", "u": "unlink"}
ALWAYS = {"n": "next, ask again later", "q": "quit"}


@dataclass(frozen=True, slots=True)
class ShownSide:
    """One side of a doubt as it is shown: siglum, words before, the words in question, words after."""

    siglum: str
    before: str
    words: str
    after: str


def title(doubt: Doubt) -> str:
    """Describe a doubt in a line: what it is, where it stands, its type and grade, how doubtful it is."""
    if doubt.variant:
        weight = "" if doubt.variant.weight is None else f", weight {doubt.variant.weight:.2f}"
        kind = f"reading: {doubt.variant.type}, {doubt.variant.grade}{weight}"
    elif doubt.bead and doubt.bead.moved:
        kind = "sentences that answer one another, moved"
    elif None in doubt.ranges:
        kind = "a sentence that nothing answers"
    else:
        kind = "sentences that answer one another"
    return f"{doubt.n}, {doubt.sigla[0]} and {doubt.sigla[1]}. {kind[0].upper()}{kind[1:]}. Doubt {round(100 * doubt.doubt)} %."


def shown(doubt: Doubt) -> tuple[ShownSide, ShownSide]:
    """Give both sides with the words around them. A side without words is shown by the place where they would stand."""
    one, two = (_shown(doubt, side) for side in (0, 1))
    return one, two


def _shown(doubt: Doubt, side: int) -> ShownSide:
    text, place = doubt.texts[side].text, doubt.ranges[side]
    siglum = doubt.sigla[side]
    if place is None:
        return ShownSide(siglum, "", "", "")
    words = text[slice(*place)]
    # The white space after a sentence is no part of it.
    place = (place[0] + len(words) - len(words.lstrip()), place[1] - len(words) + len(words.rstrip())) if words.strip() else place
    before, after = text[: place[0]][-_CONTEXT:], text[place[1] :][:_CONTEXT]
    # No word is shown in part.
    if place[0] > _CONTEXT:
        before = "… " + before.partition(" ")[2]
    if len(text) - place[1] > _CONTEXT:
        after = after.rpartition(" ")[0] + " …"
    return ShownSide(siglum, *(" ".join(part.split(" ")).replace("\n", " ¶ ") for part in (before, text[slice(*place)], after)))


def like(doubt: Doubt) -> str:
    """Tell, of a reading whose pair stands elsewhere too, how often it does, and of which types and grades; "" else."""
    kinds = Counter(f"{other.variant.type}, {other.variant.grade}" for other in doubt.like if other.variant)
    if not kinds:
        return ""
    told = "; ".join(f"{count} {kind}" for kind, count in sorted(kinds.items(), key=lambda found: (-found[1], found[0])))
    return f"The same pair elsewhere: {told}.{''.join(map(_otherwise, _of_other_grades(doubt)))}"


def _of_other_grades(doubt: Doubt) -> list[Doubt]:
    """Give the first of the other readings of a pair for each grade that is not that of the one asked about."""
    seen = {doubt.variant.grade} if doubt.variant else set()
    found = []
    for other in doubt.like:
        if other.variant and other.variant.grade not in seen:
            seen.add(other.variant.grade)
            found.append(other)
    return found


def _otherwise(doubt: Doubt) -> str:
    """Show a reading of the same pair that has another grade, in a line with the words around it in the base."""
    side = _shown(doubt, 0)
    before, after = side.before.split()[-_NEAR:], side.after.split()[:_NEAR]
    words = " ".join([*before, f"[{side.words.strip() or 'nothing'}]", *after])
    return f"\n{doubt.variant.grade.capitalize() if doubt.variant else ''} in {doubt.n}: {words}"


def keys(doubt: Doubt) -> dict[str, str]:
    """Give the keys that answer a doubt, each with what it does."""
    if doubt.variant:
        known = dict(READING_KEYS)
        if answer(doubt, "m") is None:
            known.pop("m")
        if doubt.like:
            others = f"and the {len(doubt.like)} others like it" if len(doubt.like) > 1 else "and the other like it"
            known["a"] = f"right as it is, {others}"
            possible = {**EVERYWHERE, "e": "silence"}
            known |= {key: f"{what}, {others}" for key, what in possible.items() if answer(doubt, key) is not None}
        return known | ALWAYS
    if None not in doubt.ranges:
        return PAIR_KEYS | ALWAYS
    linked = {str(number): f"answers {number}" for number, _ in enumerate(candidates(doubt), 1)}
    return {"a": "right as it is: nothing answers it", **linked} | ALWAYS


def candidates(doubt: Doubt) -> list[Range]:
    """Find, for a sentence that nothing answers, the sentences of the other text that may: those that share most of its words, the
    best first, and one that stands at its place.
    """
    side = 0 if doubt.ranges[0] else 1
    text = doubt.texts[1 - side]
    language = between(doubt.sides[0].language, doubt.sides[1].language)
    wanted = _stems(doubt.words(side), language)
    scored = []
    cuts = segments(text, language)
    for segment in cuts:
        found = _stems(text.text[segment.start : segment.end], language)
        shared = 2 * sum((wanted & found).values()) / max(1, sum((wanted + found).values()))
        if shared:
            scored.append((-shared, segment.start, segment.end))
    alike = [(start, end) for _, start, end in sorted(scored)[:CANDIDATES]]
    here = _at_its_place(doubt, side)
    near = next(((cut.start, cut.end) for cut in cuts if here is not None and cut.start <= here < cut.end), None)
    return alike if near is None or near in alike else [near, *alike[: CANDIDATES - 1]]


def _at_its_place(doubt: Doubt, side: int) -> int | None:
    """Find where the answer of a sentence would stand in the other text: what follows what answers the sentences before it begins
    there. None where that is not known.
    """
    place = doubt.ranges[side]
    if place is None or doubt.collated is None:
        return None
    before = [
        answer
        for bead in doubt.collated.beads
        if (own := (bead.base, bead.other)[side]) and own[1] <= place[0] and not bead.moved
        if (answer := (bead.base, bead.other)[1 - side])
    ]
    return max((answer[1] for answer in before), default=doubt.texts[1 - side].body)


def _stems(text: str, language: Language) -> Counter[str]:
    return Counter(language.stem(token.n) for token in language.tokens(text) if language.is_content(token.n))


# --- Answers ----------------------------------------------------------------------------------------------------------------


def answer(doubt: Doubt, key: str, *, typed: str = "", second: tuple[str, str] = ("", "")) -> PairDecision | ReadingRule | None:
    """Turn a key into the decision that it stands for; None if the place cannot be named or the decision would have no effect.

    `typed`: the type for "t", the text for "c". `second`: for "s", the first words of the second reading in each text.
    """
    if doubt.variant is None:
        if key.isdigit():
            found = candidates(doubt)[int(key) - 1]
            ranges = (doubt.ranges[0] or found, doubt.ranges[1] or found)
            return _sure(doubt, stretched(doubt, "link", ranges))
        return _sure(doubt, _decision(doubt, "unlink", doubt.ranges))
    if key == "e" or key in EVERYWHERE:
        return _rule(doubt, EVERYWHERE.get(key, ""))
    if key in GRADE_KEYS:
        return _sure(doubt, _with(_decision(doubt, "retype", doubt.ranges), grade=GRADE_KEYS[key]))
    if key == "t":
        return _sure(doubt, _with(_decision(doubt, "retype", doubt.ranges), type=typed))
    if key == "m":
        if doubt.following is None:
            return None
        ranges = _spanned(doubt.variant.base, doubt.following.base), _spanned(doubt.variant.other, doubt.following.other)
        return _sure(doubt, stretched(doubt, "merge", ranges))
    if key == "s":
        return _sure(doubt, _split(doubt, second))
    if key == "x":
        return _sure(doubt, _decision(doubt, "silence", doubt.ranges))
    return _sure(doubt, _with(_decision(doubt, "comment", doubt.ranges), text=_NO_LETTER.sub("", typed)))


def _rule(doubt: Doubt, grade: str) -> ReadingRule | None:
    """Make a rule on the pair of a reading: it silences all of them, or gives them a grade; None if it would not be on each."""
    one, two = (" ".join(doubt.words(side).split()) for side in (0, 1))
    rule = ReadingRule((one, two), "", "retype" if grade else "silence", grade=grade)
    changed = False
    for other in (doubt, *doubt.like):
        if other.variant is None:
            return None
        words = other.words(0), other.words(1)
        language = between(other.sides[0].language, other.sides[1].language)
        if not ComparedSides(*words, other.variant.type, language).is_on(rule):
            return None
        changed |= not grade or retyped(other.variant, "", grade) != (other.variant.type, other.variant.grade)
    return rule if changed else None


def _with(decision: PairDecision | None, **more: str) -> PairDecision | None:
    return replace(decision, **more) if decision else None  # type: ignore[arg-type]


def _spanned(one: Range, other: Range) -> Range:
    return one[0], other[1]


def _decision(doubt: Doubt, kind: PairKind, ranges: tuple[Range | None, Range | None]) -> PairDecision | None:
    """Make a decision that names two ranges by their first words. A side without words is named by ""."""
    at: dict[str, str] = {}
    occurrence: dict[str, int] = {}
    for side, place in enumerate(ranges):
        siglum = doubt.sigla[side]
        named = _quoted(doubt, side, place) if place else None
        at[siglum] = named[0] if named else ""
        if named and named[1]:
            occurrence[siglum] = named[1]
    return PairDecision(kind, doubt.n, at, occurrence=occurrence) if any(at.values()) else None


def _quoted(doubt: Doubt, side: int, place: Range) -> tuple[str, int | None] | None:
    """Turn a range into a quotation that finds it in the text as read, and its occurrence counted through all parts."""
    part = doubt.part if side else 0
    text, found = as_read(doubt.sides[side], part, place)
    named = quoted(text.text, found)
    if named is None or len(doubt.sides[side].parts) == 1:
        return named
    counts = [len(find(other.text, named[0])) for other, _ in doubt.sides[side].parts]
    return named[0], sum(counts[:part]) + (named[1] or 1) if sum(counts) > 1 else None


def stretched(doubt: Doubt, kind: PairKind, ranges: tuple[Range, Range]) -> PairDecision | None:
    """Make a decision on two whole ranges. A range that is too long for a quotation has its last words under `to`."""
    decision = _decision(doubt, kind, ranges)
    if decision is None:
        return None
    to = {}
    for side, place in enumerate(ranges):
        text, found = as_read(doubt.sides[side], doubt.part if side else 0, place)
        words = text.text[slice(*found)].split()
        if len(words) > MOST_WORDS and decision.at[doubt.sigla[side]]:
            to[doubt.sigla[side]] = " ".join(words[-min(MOST_WORDS, len(words) - MOST_WORDS) :])
    return replace(decision, to=to)


def _split(doubt: Doubt, second: tuple[str, str]) -> PairDecision | None:
    """Make a split before the words typed, at the first place in the reading where they stand."""
    if doubt.variant is None:
        return None
    ranges: list[Range | None] = []
    for side, place in enumerate((doubt.variant.base, doubt.variant.other)):
        at = doubt.texts[side].text.find(second[side], *place) if second[side] else place[1]
        if at < 0:
            return None
        ranges.append((at, at + len(second[side])) if second[side] else None)
    return _decision(doubt, "split", (ranges[0], ranges[1]))


def _sure(doubt: Doubt, decision: PairDecision | None) -> PairDecision | None:
    """Try a decision on the texts: the decision, or None if it would not be used."""
    if decision is None or doubt.collated is None:
        return None
    if doubt.variant is None:
        _, used = decide_beads(Alignment(doubt.collated.beads), doubt.texts, doubt.sides, [decision], Report())
    else:
        _, used = decide_readings(doubt.collated.stretches, doubt.texts[0], doubt.sides, [decision], Report())
    return decision if used else None


def changes(decision: PairDecision | ReadingRule, doubt: Doubt, other: Doubt) -> bool:
    """Tell whether a decision on one doubt changes another: one in the same texts and the same place, or, for a link, anywhere in
    them.
    """
    if (doubt.n, doubt.sigla) != (other.n, other.sigla) or decision.kind not in ("link", "unlink", "merge", "split"):
        return False
    if decision.kind == "link" or (doubt.following is not None and other.variant == doubt.following):
        return True
    pairs = zip(doubt.ranges, other.ranges, strict=True)
    return any(one and two and one[0] < two[1] and two[0] < one[1] for one, two in pairs)
