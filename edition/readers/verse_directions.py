"""Turn the lines of a play that look like verses, but tell what is done, into the paragraphs of directions that they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from edition.language.languages import Language
from edition.model.documents import DocumentBlock
from edition.readers.block_parts import lines_joined
from edition.readers.persons_on_stage import Openings, are_persons
from edition.readers.plays import Play, is_bracketed, opens_bracket
from edition.readers.printed_lines import ends_sentence, opens_small
from edition.readers.speaker_openings import CLOSING
from edition.readers.stage_directions import begins_direction, names_speaker

# Lines that look like verses are where a scene is set if they are no more; by eye: a song before the first name has a stanza.
_SHORT_SETTING = 3
# A line among verses that begins as a direction does and names nobody has no more words: Exeunt severally. By eye, on old plays.
_FEW_WORDS = 3
# Of an act in prose no more letters are verse; by eye, on plays in prose with a song.
_VERSE = 0.1
# A bracket that opens at the beginning of one verse closes within so many lines. By eye, as above.
_LINES = 6


def with_directions_among_verses(
    blocks: Sequence[DocumentBlock], opens: Openings, play: Play, language: Language, *, acts: bool
) -> list[DocumentBlock]:
    """The blocks of an entry of a play, where lines that only look like verses are the paragraphs of directions.

    These are the few short lines before the first name of an act or a scene, those in brackets of which one goes on in the next,
    those of which the first opens a bracket that none closes, and single lines of a stanza that begin as directions do.
    `opens`: the speeches that a block opens, each with the place of its line. Each verse that goes on in its stanza is run in.
    """
    first = next((at for at, block in enumerate(blocks) if opens(block)), 0) if acts else 0
    few = sum(block.kind == "l" for block in blocks[:first]) <= _SHORT_SETTING
    verse = sum(len(block.text) for block in blocks[first:] if block.kind == "l")
    prose = verse <= _VERSE * sum(len(block.text) for block in blocks[first:])
    found: list[DocumentBlock] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if block.kind != "l":
            found.append(block)
            at += 1
            continue
        end = next((end for end in range(at + 1, len(blocks)) if not blocks[end].run_in), len(blocks))
        lines = blocks[at:end]
        setting = few and at < first and not any(one.n for one in lines)
        # A name with a stop is that of who speaks; one without, below others, is that of who is on the stage.
        setting = setting and not any(one.stop for line in blocks[first:end] for _, one in opens(line))
        # What goes on after a bracket that the paragraph above opened, or opens one, is no verse either.
        opened = bool(found) and opens_bracket(found[-1].text)
        setting = setting or (at < first and play.brackets and (opened or lines[0].text[:1] == "["))
        # A list of who is on the stage is a direction, too, if it says in brackets what they do.
        bracketed = any(mark in one.text for one in lines for mark in CLOSING)
        listed = acts and at <= first and bracketed and are_persons(", ".join(one.text for one in lines), play, language)
        found += (
            [_paragraph(lines)]
            if setting or listed or _is_direction(lines, play, prose=prose)
            else _parted(lines, opens, play, language)
        )
        at = end
    return found


def _is_direction(lines: Sequence[DocumentBlock], play: Play, *, prose: bool) -> bool:
    """Whether all lines of a stanza are one direction, by its bracket. `prose`: what is said is mostly prose."""
    whole = " ".join(one.text for one in lines)
    if len(lines) > 1 and play.brackets and opens_bracket(whole) and (prose or lines[0].text[-1:] not in ".?!"):
        return True
    # A sentence in brackets that goes on over the end of a line is none that is said in verses.
    return any(opens_small(one.text) for one in lines[1:]) and is_bracketed(whole)


def _parted(lines: Sequence[DocumentBlock], opens: Openings, play: Play, language: Language) -> Iterator[DocumentBlock]:
    """The lines of a stanza, in which each direction among them is a paragraph of its own."""
    at = 0
    while at < len(lines):
        end = _end_of_direction(lines, at, opens, play, language)
        if end > at:
            yield _paragraph(lines[at:end])
        else:
            end = at + 1
            yield lines[at]
        at = end


def _end_of_direction(lines: Sequence[DocumentBlock], at: int, opens: Openings, play: Play, language: Language) -> int:
    """Where a direction ends that begins with a line of a stanza; `at` where none does."""
    text = lines[at].text
    if _is_told(lines, at, play, language):
        return at + 1
    first = text[:1]
    square = first == "[" and play.brackets
    # What is said in round brackets begins with a capital, as verses do, or goes on with a sentence.
    told = square or (
        first == "(" and opens_small(text[1:]) and (not at or ends_sentence(lines[at - 1].text) or bool(opens(lines[at - 1])))
    )
    if not told or text.count(first) <= text.count(CLOSING[first]):
        return at
    for end in range(at + 1, min(at + _LINES, len(lines))):
        if CLOSING[first] in lines[end].text:
            return end + 1 if lines[end].text.rstrip(" .").endswith(CLOSING[first]) else at
    return at


def _is_told(lines: Sequence[DocumentBlock], at: int, play: Play, language: Language) -> bool:
    """Whether a line among verses tells what is done: it begins as directions do, and is short or names who speaks."""
    text = lines[at].text
    if len(lines) == 1 or not begins_direction(text, language):
        return text[:1] == "[" and play.brackets and is_bracketed(text)
    if is_bracketed(text):
        return True
    short = len(text.split()) <= _FEW_WORDS and at == len(lines) - 1
    return text[-1:] in ".])" and (short or names_speaker(text, play))


def _paragraph(lines: Sequence[DocumentBlock]) -> DocumentBlock:
    """The lines of a direction as one paragraph."""
    within = tuple(one for one in lines[0].within if one != "stanza")
    return replace(lines_joined(lines), stop=lines[-1].stop, kind="p", within=within)
