"""Turn a code and values into a message: how severe it is, what is wrong, what to write.

All sentences of messages stand in the tables of this folder, one module for each family; values.py says of which type each
value is. Codes are permanent, and each has a case in tests/cases/messages. The letter of a code is its severity. E: the result
cannot be used as it is. W: the result can be used, but look at it. I: for your knowledge. The first digit is the family.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from string import Formatter
from typing import Any, Literal

from edition.messages import (
    alignment_and_quotations,
    collation_and_decisions,
    making_books,
    project_and_files,
    reading_a_text,
    tei_documents,
    the_machine,
)
from edition.messages.values import MOST_PLACES, Lines, is_there, listed, worded
from edition.model import Locus

Severity = Literal["error", "warning", "info"]
SEVERITIES: dict[str, Severity] = {"E": "error", "W": "warning", "I": "info"}

# The families of messages by the first digit of a code, and the rows of each. A row: what is wrong, then what to write, with braces
# for the values of the message. If there are several sentences on what to write, the message takes the first for which it has all
# values; if it has them for none, the last.
FAMILIES: dict[str, tuple[str, dict[str, tuple[str, ...]]]] = {
    "0": ("project and files", project_and_files.MESSAGES),
    "1": ("reading a text", reading_a_text.MESSAGES),
    "2": ("alignment and quotations", alignment_and_quotations.MESSAGES),
    "3": ("collation and decisions", collation_and_decisions.MESSAGES),
    "4": ("TEI", tei_documents.MESSAGES),
    "5": ("books", making_books.MESSAGES),
    "9": ("the machine", the_machine.MESSAGES),
}
MESSAGES: dict[str, tuple[str, ...]] = {code: row for _, rows in FAMILIES.values() for code, row in rows.items()}


class _SentenceFormatter(Formatter):
    """Puts the values of a message into a sentence, each in the words of its type."""

    def format_field(self, value: Any, format_spec: str) -> str:
        return worded(value, format_spec)


_WORDS = _SentenceFormatter()


@dataclass(frozen=True, slots=True)
class Message:
    """One message: a code of the table, the place in a file, and the values of its sentences.

    `also`: other places of which the same is told, so that a reader need not be told it of each.
    """

    code: str
    locus: Locus | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    also: tuple[Locus, ...] = ()

    @property
    def severity(self) -> Severity:
        """The severity, by the first letter of the code."""
        return SEVERITIES[self.code[0]]

    @property
    def text(self) -> str:
        """What is wrong, in a sentence."""
        return _WORDS.vformat(MESSAGES[self.code][0], (), self.values)

    @property
    def hint(self) -> str:
        """What to write or do, in a sentence; it may be empty."""
        *first, last = MESSAGES[self.code][1:]
        sentence = next((sentence for sentence in first if self._has(sentence)), last)
        return _WORDS.vformat(sentence, (), self.values)

    def _has(self, sentence: str) -> bool:
        """Tell whether the message has every value that a sentence needs."""
        names = [name for _, name, _, _ in _WORDS.parse(sentence) if name]
        return all(name.split(".")[0] in self.values and is_there(_WORDS.get_field(name, (), self.values)[0]) for name in names)

    @property
    def sentences(self) -> str:
        """What is wrong, what to write, and in which other places it is the same."""
        return f"{self.text} {self.hint}".rstrip() + self._elsewhere()

    def __str__(self) -> str:
        where = f"{self.locus}: " if self.locus else ""
        return f"{where}{self.code} {self.sentences}"

    def _elsewhere(self) -> str:
        """The other places of which the same is told, in a sentence: how many, and the first of them."""
        if not self.also:
            return ""
        first = listed([locus.within for locus in self.also], "; ", MOST_PLACES)
        if not any(locus.part for locus in self.also):
            first = str(Lines(tuple(locus.line for locus in self.also if locus.line)))
        return f" The same in {worded(len(self.also), 'more place')}: {first}."


# Messages that are alike are told one by one if there are at most so many. By eye: a fourth one tells no more than the first three.
FEW = 3


def told_once(
    messages: Iterable[Message], alike: Callable[[Message], Hashable | None], at_once: Callable[[Sequence[Message]], Message]
) -> Iterator[Message]:
    """Replace messages that are alike by one message, in the place of the first, if they are more than FEW.

    `alike` gives a key that is equal for messages that are alike, and None for one that stays by itself. `at_once` makes one
    message of several.
    """
    keyed = [(alike(message), message) for message in messages]
    groups: dict[Hashable, list[Message]] = {}
    for key, message in keyed:
        if key is not None:
            groups.setdefault(key, []).append(message)
    for key, message in keyed:
        group = groups.get(key, [])
        if len(group) <= FEW:
            yield message
        elif group[0] is message:
            yield at_once(group)


def folded(messages: Iterable[Message]) -> Iterator[Message]:
    """Let the first of many messages on places of one text stand for all with its code, with the places of the others.

    A message that tells of several places by itself stays, and so does one on a line that the editor wrote (edition.toml,
    names.toml, decisions.toml): each of these is to be corrected.
    """

    def alike(message: Message) -> Hashable | None:
        gathers = any(isinstance(value, Lines | tuple) for name, value in message.values.items())
        locus = message.locus
        if gathers or "count" in message.values or locus is None or not locus.within or locus.file.endswith(".toml"):
            return None
        return message.code, locus.file

    def at_once(group: Sequence[Message]) -> Message:
        return replace(group[0], also=tuple(message.locus for message in group[1:] if message.locus))

    return told_once(messages, alike, at_once)


class Report:
    """The messages of a run, in the order in which they came. The library adds to it and never prints."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    def add(self, code: str, locus: Locus | None = None, **values: object) -> Message:
        """Report a message. An unknown code or a missing value raises here, where the call can be corrected."""
        message = Message(code, locus, values)
        str(message)
        self.messages.append(message)
        return message

    def __iter__(self) -> Iterator[Message]:
        return iter(self.messages)

    def __len__(self) -> int:
        return len(self.messages)

    @property
    def errors(self) -> tuple[Message, ...]:
        """The messages that are errors."""
        return tuple(m for m in self.messages if m.severity == "error")
