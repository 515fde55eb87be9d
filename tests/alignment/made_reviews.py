"""Turn a text into a review that quotes it, made up by a seed: what is quoted and where it comes from are known."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from edition.model import Range

# How long a quotation is, in words, and what quoters do to one: each with its chance.
SHORTEST, LONGEST = 8, 60
CUT, BRACKET, CHANGED, GARBLED, CAPITAL, BLOCK = 0.35, 0.25, 0.3, 0.1, 0.3, 0.1
# The reviewer's own sentences; "{}" is where a quotation stands.
SENTENCES = (
    "The author is seldom as plain as here: “{}”",
    "“{},” we read, and nobody has said it better since.",
    "Of all this the book has little to tell (“{}”), and perhaps that is as well.",
    "A few pages on the tone is another, for “{}” is no joke.",
    "“{}” That is the voice of the whole.",
    "It would be idle to ask whether “{}” was meant in earnest; the critics of the day thought so.",
)
BLOCKS = "There is one passage that I have read again and again since I first opened the book:\n\n{}\n\nSo much for that."
BETWEEN = (
    "Reviewers before me have complained of the length. They are right, though not for the reasons that they give.",
    "I was twenty when I read it first, on a train, and missed my station.",
    "The printer deserves a word of thanks: the type is large and the margins are wide.",
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation of a made-up review: its range there, and the range of the text that it comes from; None from another book."""

    quote: Range
    source: Range | None


@dataclass(frozen=True, slots=True)
class MadeReview:
    """A review and what it quotes, in order."""

    text: str
    quoted: tuple[Quoted, ...]


def made_review(source: str, foreign: str, count: int, seed: int) -> MadeReview:
    """Make up a review that quotes `source` and as often `foreign`, `count` times each, in no order."""
    chance = random.Random(seed)
    wanted = [(text, text is source) for text in (source, foreign) for _ in range(count)]
    chance.shuffle(wanted)
    words = {text: list(re.finditer(r"\S+", text)) for text in (source, foreign)}
    parts: list[str] = []
    quoted: list[Quoted] = []
    at = 0
    for text, own in wanted:
        place = _stretch(text, words[text], chance)
        quotation = _as_quoted(text[slice(*place)].split(), [word[0] for word in words[text]], chance)
        frame = BLOCKS if chance.random() < BLOCK else chance.choice(SENTENCES)
        before, after = frame.split("{}")
        parts += (before, quotation, after)
        start = at + len(before)
        quoted.append(Quoted((start, start + len(quotation)), place if own else None))
        at = start + len(quotation) + len(after)
        parts.append(chance.choice((" ", "\n\n", f"\n\n{chance.choice(BETWEEN)}\n\n")) if frame != BLOCKS else "\n\n")
        at += len(parts[-1])
    return MadeReview("".join(parts), tuple(quoted))


def _stretch(text: str, words: list[re.Match[str]], chance: random.Random) -> Range:
    """A run of words within a paragraph, that begins and ends with a sentence as often as not."""
    while True:
        first = chance.randrange(len(words) - SHORTEST)
        if chance.random() < 0.5:
            while first and not re.search(r"[.?!][”’\"']?$", words[first - 1][0]):
                first -= 1
        last = min(len(words), first + chance.randint(SHORTEST, LONGEST))
        if chance.random() < 0.5:
            ends = [at + 1 for at in range(first, last) if re.search(r"[.?!;]$", words[at][0])]
            last = ends[-1] if ends else last
        start, end = words[first].start(), words[last - 1].end()
        if last - first >= SHORTEST and not re.search(r"\n\s*\n", text[start:end]):
            return start, end


def _as_quoted(words: list[str], vocabulary: list[str], chance: random.Random) -> str:
    """The words as a quoter gives them: cut, with words in brackets, one changed or garbled, another capital."""
    words = [word for word in (re.sub(r"[“”\"„«»\[\]]", "", word) for word in words) if word]
    if chance.random() < CHANGED:
        words[chance.randrange(len(words))] = re.sub(r"\W", "", chance.choice(vocabulary)) or "thing"
    if chance.random() < GARBLED:
        at = max(range(len(words)), key=lambda index: (len(words[index]), -index))
        letter = chance.randrange(1, len(words[at]))
        words[at] = words[at][:letter] + words[at][letter + 1 :]
    if chance.random() < CAPITAL:
        words[0] = words[0][0].swapcase() + words[0][1:]
        if chance.random() < 0.5:
            words[0] = f"[{words[0][0]}]{words[0][1:]}"
    if chance.random() < CUT and len(words) >= 2 * SHORTEST:
        first = chance.randint(3, len(words) - 5)
        last = min(len(words) - 2, first + chance.randint(1, max(1, len(words) // 4)))
        words[first:last] = [chance.choice(("…", ". . .", "...", "[…]"))]
    if chance.random() < BRACKET:
        at = chance.randrange(1, len(words))
        words[at:at] = [chance.choice(("[that is, the author]", "[sic]", "[of the house]"))]
    return " ".join(words).rstrip(",;:.")
