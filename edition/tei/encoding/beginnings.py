"""Turn marks of what begins for some witnesses (a verse, a stanza, a speech, what follows a break) into lb, milestone and label.

Each element names its witnesses in @edRef, the label of a speaker in @source (Guidelines 3.11.3; docs/encoding.md, “Verse”).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from edition.model import BEGINNINGS, Mark, VerseNumber
from edition.tei.encoding.pen import Pen
from edition.tei.names import pointer


def pointers(sigla: Iterable[str]) -> str:
    """Turn sigla into the pointers that @wit and @edRef hold: `#A #B`."""
    return " ".join(pointer(siglum) for siglum in sigla)


def write_beginnings(pen: Pen, marks: Sequence[Mark]) -> None:
    """Write what begins at one place, in the order of BEGINNINGS; witnesses for whom the same begins have one element."""
    for kind in BEGINNINGS:
        groups: dict[object, list[str]] = {}
        for mark in marks:
            if mark.kind == kind:
                groups.setdefault(mark.value, []).append(mark.siglum)
        for value, sigla in groups.items():
            of = pointers(dict.fromkeys(sigla))
            if kind == "line":
                _line(pen, value if isinstance(value, VerseNumber) else VerseNumber(), of)
                continue
            pen.empty("milestone", unit=kind, edRef=of)
            if kind == "speech" and value:
                pen.open("label", type="speaker", source=of)
                pen.write(str(value))
                pen.close()


def _line(pen: Pen, verse: VerseNumber, of: str) -> None:
    """The beginning of a verse; what goes on with a verse that somebody else began is no new line."""
    if verse.part in ("M", "F"):
        pen.empty("milestone", unit="part", type=verse.part, n=verse.n, edRef=of)
    else:
        pen.empty("lb", type=verse.part, n=verse.n, edRef=of)
