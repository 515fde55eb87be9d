"""Hold the words, in one language, that plays tell directions by, and those that look like a speaker and are none."""

from __future__ import annotations

from dataclasses import dataclass

from edition.language.word_patterns import NEVER


@dataclass(frozen=True, slots=True, eq=False)
class DramaWords:
    """Patterns, used without regard to capitals.

    `directions`: what a direction begins with that stands between speeches without brackets (“Enter”, “Exeunt”). `settings`: what
    one is in whole, or begins with before a stop (“Pause”, “Scene”). `labels`: what stands before paragraphs again and again and
    names nobody: a question and its answer, a proof, an objection. `together`: the words between two who speak at once.
    """

    directions: str = NEVER
    settings: str = NEVER
    labels: str = NEVER
    together: str = NEVER
