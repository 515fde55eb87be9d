"""Hold the patterns of headings, in one language, over what is none of the text: contents, a preface, an index."""

from __future__ import annotations

from dataclasses import dataclass

from edition.language.word_patterns import NEVER


@dataclass(frozen=True, slots=True, eq=False)
class OutsideWords:
    """Patterns of whole headings, used without regard to capitals and to marks at the ends.

    `argument` stands over what tells beforehand what a piece holds, `cast` over the persons of a play. `produced` begins the line
    of whoever typed the text. `of_the_work`: the headings of what has no number and is of the work all the same, a prologue, an
    epilogue. `addressed` begins the line that says to whom a letter is.
    """

    contents: str = NEVER
    argument: str = NEVER
    cast: str = NEVER
    preface: str = NEVER
    introduction: str = NEVER
    dedication: str = NEVER
    notes: str = NEVER
    index: str = NEVER
    transcriber: str = NEVER
    colophon: str = NEVER
    other_work: str = NEVER
    advertisement: str = NEVER
    produced: str = NEVER
    of_the_work: str = NEVER
    addressed: str = NEVER
