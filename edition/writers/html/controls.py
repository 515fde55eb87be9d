"""Turn the names of the texts into what stands above them: ways to read, contents, the strip of the whole book."""

from __future__ import annotations

from collections.abc import Sequence

from edition.language.book_words import BookWords
from edition.language.screen_words import ScreenWords
from edition.writers.html.html_source import tag, text

_LETTERS = "abcd"


def controls(names: Sequence[tuple[str, str]], words: BookWords, said: ScreenWords, contents: str, strip: str) -> str:
    """Write the controls. `names`: siglum and title of each text. Those that need the program are hidden until it runs."""
    several = len(names) > 1
    parts = ["<nav id=bar tabindex=-1>"]
    if several:
        parts.append(_choices("view", said.views, [("columns", said.columns), ("under", said.under), ("one", said.one)], "columns"))
        parts.append(_texts(names, said))
        grades = [("2", said.sense), ("1", said.style), ("0", said.all), ("3", said.none)]
        parts.append(_choices("lit", said.lit, grades, "1", hidden=True))
    parts.append(f"<details id=contents><summary>{text(words.contents)}</summary><div class=scroll>{contents}</div></details>")
    if strip:
        parts.append(f"<details id=strip open><summary>{text(said.strip)}</summary>{strip}</details>")
    up = tag("a", [("class", "up"), ("href", "#bar"), ("aria-label", said.to_controls)])
    parts.append(f"<div id=tools hidden></div>{up}↑</a></nav>")
    return "".join(parts)


def _choices(name: str, title: str, values: Sequence[tuple[str, str]], chosen: str, *, hidden: bool = False) -> str:
    made = "".join(
        f"<label>{tag('input', _input('radio', name, f'{name}-{value}', value == chosen))}{text(label)}</label>"
        for value, label in values
    )
    opened = tag("fieldset", [("id", f"{name}s"), *([("hidden", "")] if hidden else [])])
    return f"{opened}<legend>{text(title)}</legend>{made}</fieldset>"


def _texts(names: Sequence[tuple[str, str]], said: ScreenWords) -> str:
    """Write which texts are shown: several in columns, one where one is read alone."""
    several, alone = [], []
    for letter, (siglum, title) in zip(_LETTERS, names, strict=False):
        shown = tag("input", _input("checkbox", f"show-{letter}", f"show-{letter}", True))
        chosen = tag("input", _input("radio", "alone", f"alone-{letter}", letter == "a"))
        label = tag("label", [("title", title)])
        several.append(f"{label}{shown}<b>{text(siglum)}</b></label>")
        alone.append(f"{label}{chosen}<b>{text(siglum)}</b></label>")
    legend = f"<legend>{text(said.shown)}</legend>"
    return f"<fieldset id=several>{legend}{''.join(several)}</fieldset><fieldset id=alone>{legend}{''.join(alone)}</fieldset>"


def _input(kind: str, name: str, ident: str, chosen: bool) -> list[tuple[str, str]]:
    return [("type", kind), ("name", name), ("id", ident), *([("checked", "")] if chosen else [])]
