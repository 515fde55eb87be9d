"""Turn a code and the values of a case into a message: severity, what is wrong, what to write.

All that a message says stands in the tables of this folder, a module for each family; what a value is called there and of which
type it is stands in values.py. Codes are permanent; each has a case in tests/cases/messages. E: the result cannot be used as it is.
W: go on, but look. I: for your knowledge. The first digit names the family.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
from edition.messages.values import is_there, worded
from edition.model import Locus

Severity = Literal["error", "warning", "info"]
SEVERITIES: dict[str, Severity] = {"E": "error", "W": "warning", "I": "info"}

# The families of messages, by the first digit of a code, and the rows of each. A row: what is wrong, then what to write; braces are
# filled with the values of the message. Where there are several sentences of what to write, the first holds of which the message
# has all values, and the last where it has none of those.
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


class _Words(Formatter):
    """Put the values of a message into a sentence, each worded by its type."""

    def format_field(self, value: Any, format_spec: str) -> str:
        return worded(value, format_spec)


_WORDS = _Words()


@dataclass(frozen=True, slots=True)
class Message:
    """One message: a code of the table, where it happened, and the values that fill its text."""

    code: str
    locus: Locus | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """The severity, from the first letter of the code."""
        return SEVERITIES[self.code[0]]

    @property
    def text(self) -> str:
        """What is wrong, in a sentence."""
        return _WORDS.vformat(MESSAGES[self.code][0], (), self.values)

    @property
    def hint(self) -> str:
        """What to write or do; may be empty."""
        *first, last = MESSAGES[self.code][1:]
        sentence = next((sentence for sentence in first if self._has(sentence)), last)
        return _WORDS.vformat(sentence, (), self.values)

    def _has(self, sentence: str) -> bool:
        """Whether the message has every value that a sentence asks for."""
        names = [name for _, name, _, _ in _WORDS.parse(sentence) if name]
        return all(name.split(".")[0] in self.values and is_there(_WORDS.get_field(name, (), self.values)[0]) for name in names)

    def __str__(self) -> str:
        where = f"{self.locus}: " if self.locus else ""
        return f"{where}{self.code} {self.text} {self.hint}".rstrip()


# Messages that are alike are told one by one as long as they are no more than these.
FEW = 3


def told_once(
    messages: Iterable[Message], alike: Callable[[Message], Hashable | None], at_once: Callable[[Sequence[Message]], Message]
) -> Iterator[Message]:
    """Turn messages into the same with those that are alike told as one, in the place of the first, where they are more than a few.

    `alike`: what messages have in common that are alike; None for one that is told by itself.
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


class Report:
    """The messages of a run, in the order in which they came; the library reports here and never prints."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    def add(self, code: str, locus: Locus | None = None, **values: object) -> Message:
        """Report a message; unknown codes and missing values fail here, at their author's desk."""
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
        """The messages of severity error."""
        return tuple(m for m in self.messages if m.severity == "error")
