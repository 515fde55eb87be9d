"""Tell the lists of who is on the stage at the beginning of a scene from names over what they say."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from edition.language.languages import Language
from edition.model.documents import DocumentBlock, DocumentEntry
from edition.readers.plays import Play
from edition.readers.speaker_openings import SpeakerOpening, key_of_name

# So many commas part the names of persons who come; those who speak at once are fewer.
_MANY_PERSONS = 3
# A person in the list of those who are on the stage, or a few of them, fill no more lines.
_PERSON_ROWS = 8
# So many of the persons listed speak under the names that the list has, and no name has more words. By eye, on French plays.
_KNOWN, _NAME = 0.75, 4
# What a person does stands in brackets, which may not be closed on the same line.
_IN_BRACKETS = re.compile(r"\([^()]*\)?|\[[^\[\]]*\]?")

Openings = Callable[[DocumentBlock], Sequence[tuple[int, SpeakerOpening]]]


def without_persons_in_heading(entry: DocumentEntry, play: Play, language: Language) -> DocumentEntry:
    """A scene whose list of persons, set in capitals under its number, is the first paragraph and no title."""
    heading, title, blocks = entry.heading, entry.title, entry.blocks
    while len(heading) > 1 and are_persons(heading[-1].text, play, language):
        persons = replace(heading[-1], kind="p", level=0)
        heading, title, blocks = heading[:-1], title.removesuffix(persons.text).strip(), (persons, *blocks)
    return replace(entry, heading=heading, title=title, blocks=blocks)


def are_persons(text: str, play: Play, language: Language) -> bool:
    """Whether a text is names of persons and nothing else, two or more of who speaks, what each does in brackets."""
    bare = _IN_BRACKETS.sub(" ", text).strip(" .()")
    parts = re.split(rf"[.,;:]\s*|\s+(?:{language.drama.together})\s+", bare)
    parts = [part for part in parts if part.strip()]
    known = sum(key_of_name(part) in play.names for part in parts)
    # Of several one may be listed otherwise than he is named when he speaks: AN OFFICER.
    named = all(part[:1].isupper() and len(part.split()) <= _NAME for part in parts)
    return known > 1 and named and known >= _KNOWN * len(parts)


def lists_persons(block: DocumentBlock, first: SpeakerOpening, play: Play, language: Language) -> bool:
    """Whether a line before the first speech names who is on the stage. `first`: the name with which it begins."""
    text = block.text
    if are_persons(text, play, language) and (_IN_BRACKETS.search(text) or not first.alone or key_of_name(text) != first.key):
        return True
    if first.alone and key_of_name(text) == first.key:
        return False
    if not first.stop and not first.directions and text[: first.end].count(",") >= _MANY_PERSONS:
        return True
    sentences = [part for part in re.split(r"[.;]\s+", text.strip(" .()")) if part.strip()]
    named = {name for part in sentences if (name := _name_before_comma(part, play))}
    return len(named) == len(sentences) >= _MANY_PERSONS


def persons_listed(blocks: Sequence[DocumentBlock], openings: Openings) -> int:
    """How many blocks at the beginning of a scene name who is on the stage, each a person of whom nothing is said.

    `openings`: the speeches that a block opens, each with the place of its line.
    """
    at = count = 0
    while at < len(blocks) and blocks[at].rows <= _PERSON_ROWS and (found := openings(blocks[at])):
        if blocks[at].kind == "speaker" or not all(one.alone for _, one in found):
            break
        # Of a name on the line over what is said, the speech follows.
        ends = [*(line for line, _ in found[1:]), len(blocks[at].text)]
        said = any(one.text < end for (_, one), end in zip(found, ends, strict=True))
        if said:
            break
        count += len(found)
        at += 1
    if at < len(blocks) and not openings(blocks[at]):
        # The last of them speaks first.
        at, count = at - 1, count - 1
    return at if count > 1 else 0


def _name_before_comma(part: str, play: Play) -> str:
    """The name of who speaks that a part of a list of persons is, or begins with before a comma; "" for none."""
    name = key_of_name(part.partition(",")[0])
    return name if name in play.names else ""
