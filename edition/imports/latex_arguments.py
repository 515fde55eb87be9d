"""Turn arguments of commands of LaTeX, as pylatexenc gives them, into keys, values and words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from edition.imports.said_apparatus import SaidWord
from edition.imports.text_builder import TextBuilder


@contextmanager
def all_places(text: TextBuilder, said: Sequence[object], locus: Any) -> Iterator[None]:
    """What is written within is what several things are said of."""
    if not said:
        yield
        return
    with text.place(said[0], locus), all_places(text, said[1:], locus):
        yield


def begins_readings(node: Any) -> bool:
    """Whether a node is a group that begins with a reading or a remark, as one may stand after the lemma of an entry of ekdosis."""
    if type(node).__name__ != "LatexGroupNode":
        return False
    first = next((one for one in node.nodelist if type(one).__name__ == "LatexMacroNode"), None)
    return first is not None and first.macroname in ("rdg", "rdgGrp", "note")


def options(node: Any) -> dict[str, str]:
    """The keys and values of an argument in brackets or braces, as `wit={A,B}, alt=x`."""
    if node is None:
        return {}
    inner = node.latex_verbatim()[1:-1]
    found: dict[str, str] = {}
    for match in re.finditer(r"(\w+)\s*(?:=\s*(\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}|[^,{}]*))?(?:,|$)", inner):
        value = (match[2] or "").strip()
        found.setdefault(match[1], value[1:-1] if value.startswith("{") else value)
    return found


def keys(said: str) -> tuple[str, ...]:
    """The keys of a list that commas part."""
    return tuple(key.strip() for key in said.split(",") if key.strip())


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(words: str, looks: frozenset[str]) -> str:
    """Words without looks: a figure that is raised, as of a hand or an edition, stays so."""
    return words.translate(_RAISED) if "sup" in looks else words


def said_words(pieces: Sequence[tuple[str, frozenset[str]]]) -> Iterator[SaidWord]:
    """The words of an entry; what a command marks as a siglum is one word, and what touches it belongs to the word before."""
    text = ""
    flags: frozenset[str] = frozenset()
    for piece, looks in [*pieces, (" ", frozenset())]:
        words = raised(piece, looks)
        marked = looks & {"said", "siglum", "italic"}
        if "siglum" in marked:
            if "siglum" in flags:
                text += words
            else:
                if text.strip():
                    yield from _split(text, flags)
                text, flags = words, marked
            continue
        if "siglum" in flags:
            lead = re.match(r"\S*", words)
            assert lead is not None
            yield SaidWord(text.strip() + lead[0], siglum=True)
            text, flags = words[lead.end() :], marked
        elif marked != flags and text.strip() and (text[-1:].isspace() or words[:1].isspace()):
            yield from _split(text, flags)
            text, flags = words, marked
        else:
            text += words
            flags = flags | marked if text.strip() == words.strip() else flags
    if text.strip():
        yield from _split(text, flags)


def _split(text: str, flags: frozenset[str]) -> Iterator[SaidWord]:
    for word in text.replace("\u00a0", " ").split():
        yield SaidWord(word, "siglum" in flags, "said" in flags, "italic" in flags)
