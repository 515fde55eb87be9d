"""Put the words of a passage together as they are found in markup: white space made single, calls of notes apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

# What calls a note: figures, a letter or small Roman figures, a sign; in brackets or bare.
_CALL = re.compile(r"\s*[\[(]?\s*(?P<n>\d{1,4}[a-z]?|[a-z]|[ivxlc]{1,6}|[*∗†‡§¶#]{1,4})\s*[\])]?\s*[.:]?\s*$")


@dataclass(frozen=True, slots=True)
class Call:
    """The call of a note: its place in the text, which does not hold it, what is printed there, and the key of its note."""

    at: int
    printed: str
    target: str


@dataclass(slots=True)
class PassageWords:
    """The words of a passage as they are found: runs of white space are one space, calls stand right after a word."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    calls: list[Call] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    joined: bool = False

    def put(self, text: str | None) -> None:
        """Add text."""
        words = re.sub(r"\s+", " ", text or "")
        if words and (not self.length or self.joined or self.parts[-1].endswith(" ")):
            words = words.removeprefix(" ")
        if words:
            self.parts.append(words)
            self.length += len(words)
            self.joined = False

    def join(self) -> None:
        """Let a word go on over the white space before and after this place."""
        if self.parts and self.parts[-1].endswith(" "):
            self.parts[-1] = self.parts[-1].removesuffix(" ")
            self.length -= 1
        self.joined = True

    def line(self) -> None:
        """End a line within the passage."""
        self.put(" ")
        self.breaks.append(self.length)

    def call(self, printed: str, target: str) -> None:
        """Add the call of a note."""
        space = bool(self.parts) and self.parts[-1].endswith(" ")
        self.calls.append(Call(self.length - space, printed.strip(), target))

    def taken(self) -> tuple[str, tuple[Call, ...]]:
        """The text and its calls."""
        text = "".join(self.parts).rstrip()
        return text, tuple(replace(call, at=min(call.at, len(text))) for call in self.calls)


def call_number(printed: str) -> str:
    """The number or sign of a note without brackets and stops; "" where the text cannot call a note."""
    found = _CALL.match(printed)
    return found["n"] if found else ""
