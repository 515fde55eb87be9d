"""Hold the words, in one language, that open a note and that name the verse or the stanza to which a note belongs."""

from __future__ import annotations

from dataclasses import dataclass

from edition.language.word_patterns import NEVER


@dataclass(frozen=True, slots=True, eq=False)
class NoteWords:
    """Patterns, used without regard to capitals.

    `opens`: what a note begins with in brackets, before its mark or a colon (“Footnote”, “Translator's note”). `beside`: the same
    of a note in the margin, which belongs to the paragraph below it. `line` and `stanza`: what stands before the number of a verse
    or a stanza in a note without a call.
    """

    opens: str = NEVER
    beside: str = NEVER
    line: str = NEVER
    stanza: str = NEVER
