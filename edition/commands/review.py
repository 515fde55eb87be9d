"""edition review: a person before the doubtful beads and readings of an edition, one key each, into decisions.toml."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edition import api
from edition.commands.console import reporting, result, showing_progress
from edition.errors import UsageError
from edition.messages import Message

if TYPE_CHECKING:
    from rich.console import Console

    from edition.api import DoubtList
    from edition.decisions.doubts import Doubt
    from edition.decisions.form import PairDecision
    from edition.decisions.questions import ShownSide

# The key that takes the last answer back.
_UNDO = {"z": "take the last answer back"}
# Ctrl-C, Ctrl-D and Escape end the walk as q does.
_QUIT = frozenset({"q", "\x03", "\x04", "\x1b", ""})


@click.command(short_help="Go through what is doubtful, one key each.")
@click.argument("name", required=False, metavar="[NAME]")
@click.option(
    "--texts", multiple=True, type=click.Path(path_type=Path), metavar="DIR", help="Where the texts lie; may be repeated."
)
def review(name: str | None, texts: tuple[Path, ...]) -> None:
    """Go through the doubtful sentences and readings of the edition NAME, the most doubtful first.

    Each is answered with one key. What you decide is written into decisions.toml at once, what you find right into accepted.tsv
    beside it; neither is asked again. Stop with q at any time.
    """
    name = _named(name, api.editions())
    if not sys.stdin.isatty():
        raise UsageError(Message("E038"))
    with reporting() as report:
        with showing_progress(api.STEPS[:3], name) as progress:
            found = api.doubtful_places(name, texts=texts, progress=progress)
        report.messages += found.messages
        if found.waiting:
            _ReviewWalk(found).go()
        else:
            report.add("I040", None, name=found.name)


def _named(name: str | None, known: tuple[str, ...]) -> str:
    if name is None and len(known) > 1:
        raise UsageError(Message("E039", None, {"known": known, "first": known[0]}))
    return name or (known[0] if known else "")


@dataclass(frozen=True)
class _Stand:
    """How a walk stood before an answer: what was waiting, how many were decided, found right and left, the files."""

    waiting: list[Doubt]
    counts: tuple[int, int, int]
    files: Mapping[Path, bytes | None]


class _ReviewWalk:
    """The walk through what is doubtful in one edition."""

    def __init__(self, found: DoubtList) -> None:
        from rich.console import Console

        self.folder = found.folder
        self.waiting = [*found.waiting]
        self.console = Console(highlight=False, markup=False, emoji=False)
        self.decided = self.accepted = self.left = 0
        self.before: list[_Stand] = []

    def go(self) -> None:
        """Ask one after the other until all are answered or the person stops."""
        total = len(self.waiting)
        while self.waiting:
            doubt = self.waiting[0]
            _show(self.console, f"{total - len(self.waiting) + 1} of {total}", doubt, self._keys(doubt))
            if not self._ask(doubt):
                self.left += len(self.waiting)
                break
        result(f"Decided: {self.decided}. Found right: {self.accepted}. Left for another time: {self.left}.")
        if self.decided:
            result(f"Written into {self.folder.name}/decisions.toml. Build again to see it: edition build {self.folder.name}")

    def _ask(self, doubt: Doubt) -> bool:
        """Take an answer; False where the person stops."""
        known = self._keys(doubt)
        while True:
            key = _key()
            if key in _QUIT:
                return False
            if key not in known:
                self.console.print(f"{key!r} is none of the keys: {_listed(known)}")
                continue
            if key in _UNDO:
                return self._take_back()
            stand = _Stand(self.waiting, (self.decided, self.accepted, self.left), self._files())
            self.waiting = self.waiting[1:]
            if self._answered(doubt, key):
                self.before.append(stand)
                return True
            self.waiting = stand.waiting

    def _keys(self, doubt: Doubt) -> dict[str, str]:
        from edition.decisions.questions import keys

        known = keys(doubt)
        ends = {"q": known.pop("q")}
        return known | (_UNDO if self.before else {}) | ends

    def _files(self) -> dict[Path, bytes | None]:
        """What stands in the files that answers are written into; None where there is none."""
        files = [self.folder / name for name in ("decisions.toml", "accepted.tsv")]
        return {file: file.read_bytes() if file.is_file() else None for file in files}

    def _take_back(self) -> bool:
        """Put all back as it stood before the last answer, which is asked again."""
        from edition.files import write_bytes

        stand = self.before.pop()
        for file, content in stand.files.items():
            if content is None:
                file.unlink(missing_ok=True)
            else:
                write_bytes(file, content)
        self.waiting, (self.decided, self.accepted, self.left) = stand.waiting, stand.counts
        self.console.print("Taken back.")
        return True

    def _answered(self, doubt: Doubt, key: str) -> bool:
        """Do what a key says; False where it cannot be done and another is wanted."""
        from edition.decisions.questions import answer
        from edition.decisions.writing import append_accepted, append_decision

        if key == "n":
            self.left += 1
            return True
        if key == "a":
            words = " / ".join(" ".join(doubt.words(side).split()[:4]) or "nothing" for side in (0, 1))
            append_accepted(self.folder / "accepted.tsv", doubt.key, f"{doubt.n} {doubt.sigla[0]} {doubt.sigla[1]}: {words}")
            self.accepted += 1
            return True
        typed, second = self._typed(doubt, key)
        if key in "tc" and not typed:
            return False
        decision = answer(doubt, key, typed=typed, second=second)
        if decision is None:
            self.console.print("That cannot be done here. Choose another key.")
            return False
        append_decision(self.folder / "decisions.toml", decision)
        self.console.print(f"Written: [[{decision.kind}]]")
        self.decided += 1
        self._overtaken(doubt, decision)
        return True

    def _typed(self, doubt: Doubt, key: str) -> tuple[str, tuple[str, str]]:
        """What a key needs besides: a type, a comment, or where a reading is to be split."""
        from edition.decisions.questions import TYPES

        if key == "t":
            self.console.print(f"Type: {_listed(TYPES)}")
            return TYPES.get(_key(), ""), ("", "")
        if key == "c":
            return _line("Comment"), ("", "")
        if key == "s":
            self.console.print("Where does the second reading begin? Its first words in each text; nothing where it has none.")
            return "", (_line(doubt.sigla[0]), _line(doubt.sigla[1]))
        return "", ("", "")

    def _overtaken(self, doubt: Doubt, decision: PairDecision) -> None:
        """Leave for another time what a decision on bounds has changed: it is no longer as it would be shown."""
        from edition.decisions.questions import changes

        kept = [other for other in self.waiting if not changes(decision, doubt, other)]
        self.left += len(self.waiting) - len(kept)
        self.waiting = kept


def _show(console: Console, count: str, doubt: Doubt, known: Mapping[str, str]) -> None:
    """Print a doubt in plain lines: the words in question stand in square brackets, whatever the terminal can show besides."""
    from edition.decisions.questions import candidates, shown, title

    console.print()
    console.print(f"{count}. {title(doubt)}")
    for side in shown(doubt):
        console.print(_side(side))
    if None in doubt.ranges:
        text = doubt.texts[1 if doubt.ranges[0] else 0].text
        for number, place in enumerate(candidates(doubt), 1):
            console.print(f"{number}: {' '.join(text[slice(*place)].split())}")
    console.print(f"Keys: {_listed(known)}")


def _side(side: ShownSide) -> object:
    from rich.text import Text

    words = side.words.strip() or "nothing"
    return Text.assemble(f"{side.siglum}: {side.before}", "[", (words, "bold underline"), "]", side.after)


def _listed(keys: Mapping[str, str]) -> str:
    return "; ".join(f"{key} {what}" for key, what in keys.items())


def _key() -> str:
    try:
        return click.getchar().lower()
    except (KeyboardInterrupt, EOFError):
        return "q"


def _line(what: str) -> str:
    try:
        return str(click.prompt(what, default="", show_default=False)).strip()
    except click.Abort:
        return ""
