"""Hold the words, in one language, with which a letter opens and ends, and those that announce one in a story."""

from __future__ import annotations

from dataclasses import dataclass

from edition.language.word_patterns import NEVER


@dataclass(frozen=True, slots=True, eq=False)
class LetterWords:
    """Patterns, used without regard to capitals.

    `salutation`: how a letter begins (“My dear Sir”). `closing`: how the line before its signature begins (“Yours ever”, “I
    remain”). `signed`: what a copyist writes before a signature. `postscript`: what an addition begins with (“P.S.”). `letter`:
    words for a letter, or for writing one; `writing`: words for what else somebody writes or reads out; `speech`: verbs that tell
    that somebody says what follows; `verse`: words for what is quoted in lines; `begins`: the
    words after which somebody reads or writes, at the end of a sentence (“began to read”).
    """

    salutation: str = NEVER
    closing: str = NEVER
    signed: str = NEVER
    postscript: str = NEVER
    letter: str = NEVER
    writing: str = NEVER
    speech: str = NEVER
    verse: str = NEVER
    begins: str = NEVER
