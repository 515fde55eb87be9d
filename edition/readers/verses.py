"""Turn the lines of a text that look like verses into the message that they were joined."""

from __future__ import annotations

from collections.abc import Sequence

from edition.messages import Report
from edition.messages.values import Lines
from edition.model import Locus

# So many lines in a row that all begin with a capital are a stanza; a text has two such at least.
_LINES, _STANZAS = 4, 2
# What may stand before the first letter of a verse.
_BEFORE = " \t“‘\"'«—–-¡¿([_"


def is_stanza(lines: Sequence[str]) -> bool:
    """Whether the lines of a paragraph look like verses: four or more, each begun with a capital."""
    return len(lines) >= _LINES and all(line.lstrip(_BEFORE)[:1].isupper() for line in lines)


def tell(stanzas: Sequence[Sequence[int]], file: str, report: Report) -> None:
    """Report the lines of stanzas that were joined to paragraphs (W185); one stanza alone may be chance."""
    if len(stanzas) >= _STANZAS:
        report.add("W185", Locus(file, stanzas[0][0]), lines=Lines(tuple(line for stanza in stanzas for line in stanza)))
