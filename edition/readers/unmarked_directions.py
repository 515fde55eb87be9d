"""Turn the paragraphs of a play that stand between speeches, and that no mark sets apart, into whether they are directions.

What is done is told of those who speak, by their names, and nobody says I in it or exclaims; a speech of several paragraphs goes on
otherwise. So it is decided once for the whole play.
"""

from __future__ import annotations

from collections.abc import Iterator

from edition.language.languages import Language
from edition.model.documents import DocumentBlock, DocumentOutline
from edition.readers.plays import Play, in_full, line_openings, may_speak
from edition.readers.speaker_openings import key_of_name
from edition.readers.stage_directions import is_direction, looks_like_direction

# The numbers are by eye, on a play in prose whose entrances are plain paragraphs and on dialogues with speeches of many paragraphs.
# Fewer paragraphs show nothing; of a hundred so many may sound like talk; half name somebody who speaks.
_FEWEST, _TALK, _NAMED = 5, 0.05, 0.5


def tells_unmarked(outline: DocumentOutline, play: Play, language: Language) -> bool:
    """Whether the paragraphs of a play between speeches, in the look of these, are directions."""
    if play.stated:
        return False
    names = {name for name, count in play.names.items() if count > 1}
    count = talk = named = 0
    for entry in outline.entries:
        for block in _between(entry.blocks, play, language):
            count += 1
            talk += not may_tell(block, language)
            key = f" {key_of_name(block.text)} "
            named += any(f" {name} " in key for name in names)
    return count >= _FEWEST and talk <= _TALK * count and named >= _NAMED * count


def may_tell(block: DocumentBlock, language: Language) -> bool:
    """Whether a paragraph may tell what is done: nobody says I in it, asks or exclaims, and no direction begins it."""
    if block.kind != "p" or block.label or block.text[:1] in ("[", "(") or {"quotation", "letter", "list"} & {*block.within}:
        return False
    persons = language.words.persons
    speaking = next(iter(persons.values()), "")
    said = "?" in block.text or "!" in block.text
    return not said and not any(persons.get(word) == speaking for word in key_of_name(block.text).split())


def _between(blocks: tuple[DocumentBlock, ...], play: Play, language: Language) -> Iterator[DocumentBlock]:
    """The paragraphs after a speech that no name opens and no mark makes a direction, up to a heading or a break."""
    speaks = waits = False
    for block in blocks:
        if block.kind in ("head", "break"):
            speaks = waits = False
        elif not may_speak(block):
            continue
        elif opened := [one for _, one in line_openings(in_full(block), language) if play.opens(one)]:
            # What follows a name that is alone on its line is the speech itself.
            speaks, waits = True, opened[-1].alone and opened[-1].text >= len(block.text)
        elif block.kind == "p" and not is_direction(block, play) and not looks_like_direction(block, play, language):
            if speaks and not waits and block.text[:1] not in ("[", "("):
                yield block
            waits = False
