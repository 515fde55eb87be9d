"""Every operation of the desk at three widths, by mouse and by keys, light and dark: written, shown, undone and done again."""

from __future__ import annotations

import contextlib
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.desk.conftest import Served, copied, serving
from tests.hands import CONTROL, DOWN, ENTER, ESCAPE, TAB, Hands

READY = "return document.body?.dataset.ready === '' && JSON.parse(document.getElementById('served').textContent).version"
DECIDING = "return !!document.querySelector('#deciding button')"
ROW = "return [...document.querySelectorAll('#text .r:not(.heads)')].find((row) => row.textContent.includes(arguments[0]))"
ITEM = "return [...document.querySelectorAll('details.v li')].find((item) => item.textContent.includes(arguments[0]))"
BUTTON = "return [...document.querySelectorAll('#deciding button, #desk button')].find((one) => one.textContent === arguments[0] && one.offsetParent)"  # fmt: skip  # noqa: E501
FIELD = (
    "return [...document.querySelectorAll('#deciding input, #deciding textarea')].filter((one) => one.offsetParent)[arguments[0]]"
)
FOCUSED = """
  const one = document.activeElement;
  return one.matches('input, select, textarea') ? one.closest('label')?.textContent ?? one.placeholder : one.textContent;
"""
ENTRY = "5 May 1921. In the evening I {} the gate, and the dog slept {} there.\n\n{}\n"


@dataclass
class Walker(Hands):
    """Hands at the desk, and its files."""

    served: Served

    def ready(self, builds: int = 1) -> None:
        """Wait until the page is that of the last build, of so many at least."""
        self.served.until(lambda: len(self.served.outcomes) >= builds)
        self.served.until(lambda: self._is_ready())

    def _is_ready(self) -> bool:
        from selenium.common.exceptions import JavascriptException

        try:
            return bool(self.run(READY) == self.served.server.preview.version)
        except JavascriptException:
            # It is being made anew.
            return False

    def files(self) -> dict[str, bytes]:
        found = {}
        for name in ("accepted.tsv", "decisions.toml", "edition.toml"):
            # What is undone may go while one looks.
            with contextlib.suppress(FileNotFoundError):
                found[name] = (self.served.folder / name).read_bytes()
        return found

    # --- To a place, and what is done there

    def to_sentence(self, words: str) -> None:
        self.run("document.activeElement.blur()")
        if self.by_keys:
            self.keys(ESCAPE)
            self.run("scrollTo(0, 0)")
            self.served.until(lambda: self.keys("j") or self.run(f"return (() => {{ {ROW} }})() === document.activeElement", words))
            self.keys(ENTER)
        else:
            # Where nothing is lit, one points at a sentence.
            self.choose("lit-3")
            self.point(self.run(ROW, words).find_element("css selector", "p"))
        self.served.until(lambda: self.run(DECIDING))

    def to_reading(self, words: str) -> None:
        self.run("document.activeElement.blur()")
        if self.by_keys:
            self.keys(ESCAPE)
            self.run("scrollTo(0, 0)")
            title = "return document.querySelector('#panel:not([hidden]) h2')?.textContent ?? ''"
            self.served.until(lambda: self.keys("n") or words in self.run(title))
        else:
            item = self.run(ITEM, words)
            self.point(item.find_element("xpath", "ancestor::details/summary"))
            self.point(item)
        self.served.until(lambda: self.run(DECIDING))

    def push(self, label: str) -> None:
        """Press a button of the desk."""
        if not self.by_keys:
            self.point(self.run(BUTTON, label))
            return
        self.tab_to(label)
        self.keys(ENTER)

    def tab_to(self, label: str) -> None:
        if not self.run("return document.activeElement.closest('#deciding, #desk') !== null"):
            self.keys("d")
        self.served.until(lambda: label in self.run(FOCUSED) or self.keys(TAB))

    def type(self, words: str, field: int = 0) -> None:
        """Put words into a field of an open form, for those that stand there."""
        found = self.served.until(lambda: self.run(FIELD, field))
        self.served.until(lambda: self.run("return document.activeElement.matches('input, select, textarea')"))
        if self.by_keys:
            self.served.until(lambda: self.run("return document.activeElement === arguments[0]", found) or self.keys(TAB))
        else:
            found.click()
        self.keys("a", held=CONTROL)
        self.keys(words)


def split(walk: Walker) -> None:
    walk.to_reading("came by with")
    walk.push("Split …")
    walk.type("with")
    walk.keys(ENTER)


def retype(walk: Walker) -> None:
    walk.to_reading("mended")
    if walk.by_keys:
        walk.tab_to("Type ")
        walk.keys(DOWN)
    else:
        walk.take(walk.one("#deciding select"), "syntactic")
    walk.push("Give this type")


def comment(walk: Walker) -> None:
    walk.to_reading("mended")
    walk.push("Comment …")
    walk.type("Both say it.")
    walk.keys(ENTER)


def link(walk: Walker) -> None:
    walk.to_sentence("Rain since")
    walk.push("Link with another sentence of B …")
    if walk.by_keys:
        walk.served.until(lambda: walk.keys("j") or "read in the shed" in walk.run("return document.activeElement.textContent"))
        walk.keys(ENTER)
    else:
        # The panel may take the lower half of a telephone.
        to = "row.scrollIntoView({ block: 'start' }); scrollBy(0, -innerHeight / 4)"
        walk.run(f"const row = (() => {{ {ROW} }})(); {to}", "read in the shed")
        walk.run(ROW, "read in the shed").find_element("css selector", "p").click()


def emend(walk: Walker) -> None:
    walk.to_sentence("Sowed the beans")
    walk.push("Emend …")
    walk.type("Sowed the peas along the wall.")
    walk.push("Write")


def heading(walk: Walker) -> None:
    walk.to_sentence("Sowed the beans")
    walk.push("End of the heading …")
    walk.type("along the wall.")
    walk.keys(ENTER)


def note(walk: Walker) -> None:
    walk.to_sentence("Karen")
    walk.push("A note belongs here …")
    walk.type("seed potatoes")
    walk.keys(ENTER)


def divide(walk: Walker) -> None:
    if not walk.run("return document.getElementById('desk').open"):
        walk.press(walk.one("#desk > summary"))
    if not walk.run("return [...document.querySelectorAll('#desk details')].at(1).open"):
        walk.press(walk.run("return [...document.querySelectorAll('#desk details')].at(1).querySelector('summary')"))
    first = "return document.querySelector('#desk [aria-label=Text] button')"
    name = walk.served.until(lambda: walk.run(first)).text
    walk.push(name)
    walk.served.until(lambda: walk.run("return document.querySelector('#desk .outline li')"))
    ends = walk.run("return [...document.querySelectorAll('#desk .fields input')].at(3)")
    if walk.by_keys:
        walk.tab_to("The text ends with")
    else:
        ends.click()
    walk.keys("mended the rake.")
    walk.push("Show the outline")
    walk.served.until(lambda: walk.run("return document.querySelector('#desk .outline ins')"))
    walk.push("Write into edition.toml")


def on_reading(label: str) -> Callable[[Walker], None]:
    return lambda walk: (walk.to_reading("mended"), walk.push(label))[1]


def on_sentence(words: str, label: str) -> Callable[[Walker], None]:
    return lambda walk: (walk.to_sentence(words), walk.push(label))[1]


# What is done, and the table of decisions.toml that it writes; "" for another file.
OPERATIONS: dict[str, tuple[Callable[[Walker], None], str]] = {
    "accept": (on_reading("Right as it is"), ""),
    "accept all": (on_reading("Right as they are"), ""),
    "join": (lambda walk: (walk.to_reading("long"), walk.push("One with the next"))[1], "merge"),
    "split": (split, "split"),
    "retype": (retype, "retype"),
    "regrade": (on_reading("accidental"), "retype"),
    "silence": (on_reading("Silence"), "silence"),
    "silence everywhere": (on_reading("silence"), "rule"),
    "comment": (comment, "comment"),
    "part": (on_sentence("She says the frost", "They do not answer one another"), "unlink"),
    "link": (link, "link"),
    "keep apart": (on_sentence("Sowed the beans", "Keep the two apart"), "apart"),
    "bind a note": (note, "note"),
    "emend": (emend, "emendation"),
    "end a heading": (heading, "title"),
    "divide": (divide, ""),
}


@pytest.fixture(scope="module")
def garden_at_work(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The garden with a note, two readings that are alike, and an entry under another day in the second text."""
    folder = copied(root / "tests/cases/workspace/sources/garden", tmp_path_factory.mktemp("operations"))
    a, b = (folder / "witnesses" / name for name in ("a.txt", "b.txt"))
    own = ENTRY.format("mended", "long and badly", "At dusk the whole village came to look at the old well.")
    a.write_text(a.read_text("utf-8").replace("day.", "day.[1]", 1) + f"\n{own}\n[1] Of flint, like the house.\n", "utf-8")
    b.write_text(
        b.read_text("utf-8").replace("3 May", "2 May") + "\n" + ENTRY.format("repaired", "much and poorly", "No letter came."),
        "utf-8",
    )
    (folder / "decisions.toml").write_text("# Mine.\n", "utf-8")
    for served in serving(folder):
        assert not served.built(1).failed
        yield served


def turn(walk: Walker, label: str) -> None:
    """Undo or redo, by `u` or with the buttons of the desk."""
    if walk.by_keys and label == "Undo":
        walk.keys(ESCAPE)
        if walk.run("return document.activeElement.matches('body, .r')"):
            walk.keys("u")
            return
    if not walk.run("return document.getElementById('desk').open"):
        walk.press(walk.one("#desk > summary"))
    button = f"return [...document.querySelectorAll('#desk button')].find((one) => one.textContent === '{label}' && !one.disabled)"
    walk.press(walk.served.until(lambda: walk.run(button)))


@pytest.mark.parametrize("name", OPERATIONS)
@pytest.mark.parametrize("by_keys", [False, True], ids=["mouse", "keys"])
@pytest.mark.parametrize("width", [360, 900, 1600])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_operation_is_written_shown_undone_and_done_again(
    garden_at_work: Served, browser: Any, tool: Callable[[str], str], name: str, by_keys: bool, width: int, theme: str
) -> None:
    act, table = OPERATIONS[name]
    walk = Walker(browser, by_keys, garden_at_work)
    browser.resize(width, 900)
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": theme}]})
    browser.driver.get(garden_at_work.server.address)
    # What one reader chose is kept for the next time: each begins as one who has not been here.
    walk.run("sessionStorage.clear(); localStorage.clear()")
    browser.driver.refresh()
    walk.ready()
    before = walk.files()
    served = garden_at_work
    # What was found right is no part of a build.
    rebuilds = not name.startswith("accept")
    builds = len(served.outcomes) + rebuilds
    act(walk)
    # What was written is told when all of it is.
    served.until(lambda: len(served.outcomes) >= builds)
    walk.ready(builds)
    served.until(lambda: walk.run("return document.querySelector('#desk .written')?.textContent"))
    written = walk.files()
    assert written != before
    walk.ready(builds)
    browser.keep(f"operation {name} {width} {theme}")
    if not by_keys:
        assert browser.violations(tool("ace")) == []
    assert written["decisions.toml"].startswith(b"# Mine.\n")
    if table:
        assert [*tomllib.loads(written["decisions.toml"].decode())] == [table]
        assert walk.run("return document.querySelector('#desk .written pre').textContent").startswith(f"[[{table}]]")
    served.until(lambda: served.outcomes and not served.outcomes[-1].failed)
    # Done again at one width: each is a build.
    for label, wanted in (("Undo", before), ("Redo", written), ("Undo", before))[: 3 if width == 900 else 1]:
        builds = len(served.outcomes) + rebuilds
        turn(walk, label)
        served.until(lambda wanted=wanted: walk.files() == wanted)
        walk.ready(builds)
    assert browser.overflow() == 0
