"""edition review: a person before the doubtful beads and readings of an edition, one key each, into decisions.toml."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edition import api
from edition.commands.completion import of_editions
from edition.commands.console import edition_named, reporting, result, showing_progress
from edition.errors import UsageError
from edition.messages import Message

if TYPE_CHECKING:
    from rich.console import Console

    from edition.api import ReviewWalk

# What a philologist may ask of the words beside the keys, in docs/decisions.md at length.
_MEANINGS = {
    "right as it is": "the program took it rightly; it asks no more.",
    "accidental": "spelling, capitals or marks differ; the books leave it out as a rule.",
    "stylistic": "the words differ, and say the same.",
    "substantive": "who reads one text believes something that a reader of the other does not.",
    "another type": "lexical, syntactic, an addition, an omission, marks or spelling.",
    "one with the next": "this reading and the one after it are printed as one.",
    "split": "this reading is two; you write where the second begins.",
    "silence": "it is not printed, and stays in the TEI document.",
    "comment": "a line of yours is printed after the reading.",
}
# The key that takes the last answer back.
_UNDO = {"z": "take the last answer back"}
# Ctrl-C, Ctrl-D and Escape end the walk as q does.
_QUIT = frozenset({"q", "\x03", "\x04", "\x1b", ""})


@click.command(short_help="Go through what is doubtful, one key each.")
@click.argument("name", required=False, metavar="[NAME]", shell_complete=of_editions)
@click.option(
    "--texts", multiple=True, type=click.Path(path_type=Path), metavar="DIR", help="Where the texts lie; may be repeated."
)
@click.option("--most", type=click.IntRange(1), metavar="N", help="Ask N questions at most.")
def review(name: str | None, texts: tuple[Path, ...], most: int | None) -> None:
    """Go through the doubtful sentences and readings of the edition NAME, first those whose answer is worth most.

    Each is answered with one key. What you decide is written into decisions.toml at once, what you find right into accepted.tsv
    beside it; neither is asked again. Stop with q at any time.
    """
    name = edition_named(name, api.editions())
    if not sys.stdin.isatty():
        raise UsageError(Message("E038"))
    with reporting() as report:
        with showing_progress(api.STEPS[:3], name) as progress:
            found = api.doubtful_places(name, texts=texts, most=most, progress=progress)
        report.messages += found.messages
        if found.waiting:
            _walk(found.walk())
        else:
            report.add("I040", None, name=found.name)


def _walk(walk: ReviewWalk) -> None:
    """Ask one after the other until all are answered or the person stops."""
    from rich.console import Console

    console = Console(highlight=False, markup=False, emoji=False)
    total = len(walk.waiting)
    while walk.waiting:
        _show(console, f"{total - len(walk.waiting) + 1} of {total}", walk, _keys(walk))
        if not _ask(console, walk):
            walk.stop()
    result(f"Decided: {walk.decided}. Found right: {walk.accepted}. Left for another time: {walk.left}.")
    if walk.decided:
        result(f"Written into {walk.folder.name}/decisions.toml. Build again to see it: edition build {walk.folder.name}")


def _keys(walk: ReviewWalk) -> dict[str, str]:
    known = walk.keys()
    ends = {"?": "what these words mean", "q": known.pop("q")}
    return known | (_UNDO if walk.can_take_back else {}) | ends


def _meanings(known: Mapping[str, str]) -> str:
    """Say in a line each what the words beside the keys mean, of those that have a meaning of their own."""
    said = [f"{word}: {meaning}" for word, meaning in _MEANINGS.items() if any(what.startswith(word) for what in known.values())]
    return "\n".join((*said, "With more examples: docs/decisions.md."))


def _ask(console: Console, walk: ReviewWalk) -> bool:
    """Take an answer; False where the person stops."""
    known = _keys(walk)
    while True:
        key = _key()
        if key in _QUIT:
            return False
        if key == "?":
            console.print(_meanings(known))
        elif key not in known:
            console.print(f"{key!r} is none of the keys: {_listed(known)}")
        elif key in _UNDO:
            walk.take_back()
            console.print("Taken back.")
            return True
        elif _answered(console, walk, key):
            return True


def _answered(console: Console, walk: ReviewWalk, key: str) -> bool:
    """Do what a key says; False where it cannot be done and another is wanted."""
    if key == "n":
        walk.leave()
        return True
    if key == "a":
        walk.accept()
        return True
    typed, second = _typed(console, walk, key)
    if key in "tc" and not typed:
        return False
    decision = walk.decide(key, typed=typed, second=second)
    if decision is None:
        console.print("That cannot be done here. Choose another key.")
        return False
    console.print(f"Written: [[{decision.kind}]]")
    return True


def _typed(console: Console, walk: ReviewWalk, key: str) -> tuple[str, tuple[str, str]]:
    """What a key needs besides: a type, a comment, or where a reading is to be split."""
    if key == "t":
        types = walk.types()
        console.print(f"Type: {_listed(types)}")
        return types.get(_key(), ""), ("", "")
    if key == "c":
        return _line("Comment"), ("", "")
    if key == "s":
        console.print("Where does the second reading begin? Its first words in each text; nothing where it has none.")
        base, other = walk.waiting[0].sigla
        return "", (_line(base), _line(other))
    return "", ("", "")


def _show(console: Console, count: str, walk: ReviewWalk, known: Mapping[str, str]) -> None:
    """Print a doubt in plain lines: the words in question stand in square brackets, whatever the terminal can show besides."""
    from rich.text import Text

    console.print()
    console.print(f"{count}. {walk.title()}")
    for side in walk.sides():
        words = side.words.strip() or "nothing"
        console.print(Text.assemble(f"{side.siglum}: {side.before}", "[", (words, "bold underline"), "]", side.after))
    if like := walk.like():
        console.print(like)
    for number, words in enumerate(walk.candidates(), 1):
        console.print(f"{number}: {words}")
    console.print(f"Keys: {_listed(known)}")


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
