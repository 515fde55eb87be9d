"""Tell who speaks once in a play whose names nothing sets apart: a voice in a crowd, two at once, all of them.

Such a name has the look of any short sentence. It is one where nearly every paragraph of the play opens with a name.
"""

from __future__ import annotations

import re

from edition.language.languages import Language
from edition.model.documents import DocumentBlock, DocumentOutline
from edition.readers.plays import Play, in_full, is_bracketed, line_openings, may_speak
from edition.readers.speaker_openings import SpeakerOpening, key_of_name, may_be_name
from edition.readers.stage_directions import begins_direction

# So many paragraphs show it, and this share of them, directions and quotations left out, opens with a name; by eye, on plays in
# prose and in verse of public libraries.
_FEWEST, _REGULAR = 100, 0.95
# A name that nothing sets apart and that comes once has no more words: “Voices from the crowd.”
_WORDS = 5
_VOICE = re.compile(
    r"(?P<name>[^\W\d_a-zß-ÿ][^.!?:;,()\[\]\"“”—–]{0,50}?)(?P<told>\s*\([^()]{1,60}\))?\.\s+(?=[\"“(\[]?[^\W\d_a-zß-ÿ])"
)
# A name of one word, and its stop, on a line by itself.
_ALONE = re.compile(r"([^\W\d_a-zß-ÿ][\w’'-]{1,20})\.")
# A name, a comma and a word with a capital: the comma may be a misprint for the stop.
_COMMA = re.compile(r"(?P<name>[^\W\d_a-zß-ÿ][^,!?:;()\[\]]{1,40}),\s+(?P<after>[^\W\d_a-zß-ÿ][\w’']*)")
# A name that comes oftener is known: who speaks twice may be told by chance.
_KNOWN = 2


def names_voices(outline: DocumentOutline, play: Play, language: Language) -> bool:
    """Whether so many paragraphs of a play open with a name, and a stop, that one which opens otherwise may name a voice."""
    if play.stated or play.said or play.narrated or any(look != "plain" for look, _ in play.forms) or "." not in play.stops:
        return False
    count = opened = 0
    for entry in outline.entries:
        for block in entry.blocks:
            told = is_bracketed(block.text) or begins_direction(block.text, language) or "quotation" in block.within
            if (block.kind == "p" or (block.kind == "l" and block.gap)) and may_speak(block) and not told:
                count += 1
                opened += any(play.opens(one) for _, one in line_openings(in_full(block), language))
    return count >= _FEWEST and opened >= _REGULAR * count


def voice_opening(block: DocumentBlock, play: Play, language: Language) -> SpeakerOpening | None:
    """The name that opens a paragraph as a short sentence without a verb that the language lists, before a misprinted stop, or over
    verses.
    """
    if block.kind != "p" and (block.kind != "l" or block.run_in):
        return None
    over_verses = _over_verses(block, language) if ("plain", True) in play.forms else None
    return over_verses or _before_comma(block, play, language) or _in_a_sentence(block, language)


def _over_verses(block: DocumentBlock, language: Language) -> SpeakerOpening | None:
    """A name that nobody else has, such as one misprinted: a word and its stop, alone on the first line of a stanza."""
    found = _ALONE.fullmatch(block.text)
    if found is None or block.kind != "l" or not block.stop or not may_be_name(found[1], language):
        return None
    return SpeakerOpening(0, found.end(1), len(block.text), key_of_name(found[1]), "plain", ".", alone=True)


def _before_comma(block: DocumentBlock, play: Play, language: Language) -> SpeakerOpening | None:
    """A known name before a comma that is a misprint for its stop: a word follows that has a capital at no other place."""
    found = _COMMA.match(block.text)
    if found is None:
        return None
    key, after = key_of_name(found["name"]), found["after"]
    answers = re.fullmatch(language.drama.labels, after, re.IGNORECASE) is not None
    no_name = answers or "'" in after.replace("’", "'") or language.is_function_word(language.fold(after))
    if play.names.get(key, 0) > _KNOWN and len(after) > 1 and no_name:
        return SpeakerOpening(0, found.end("name"), found.start("after"), key, "plain", ",")
    return None


def _in_a_sentence(block: DocumentBlock, language: Language) -> SpeakerOpening | None:
    """A name that is a short sentence without a verb that the language lists, with a direction before its stop or without."""
    found = _VOICE.match(block.text)
    if found is None or not may_be_name(found["name"], language):
        return None
    words, listed = key_of_name(found["name"]).split(), language.words
    if len(words) > _WORDS or words[-1] in language.abbreviations:
        return None
    if any(word in listed.auxiliaries or word in listed.persons for word in words):
        return None
    told = ((found.end("told") - len(found["told"].lstrip()), found.end("told")),) if found["told"] else ()
    return SpeakerOpening(0, found.end("name"), found.end(), key_of_name(found["name"]), "plain", ".", directions=told)
