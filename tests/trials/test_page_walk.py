"""All that the page does at three widths, by mouse and by keys alone, light and dark, with its program and without, and printed."""

from __future__ import annotations

import base64
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from edition.messages import Report
from edition.tei.reading.opening import open_tei
from edition.writers.html.page import page
from edition.writers.settings import Settings
from tests.hands import CONTROL, DOWN, ENTER, ESCAPE, HOME, TAB, Hands

WIDTHS = (360, 900, 1600)
ENTRY = "e.1931-03-03"
ROW = f"{ENTRY}.b.room-eb3fe4"
FIRST_ROW = f"[id='{ROW}']"
PANEL = "const p = document.getElementById('panel'); return p.hidden ? '' : p.querySelector('h2')?.textContent ?? p.textContent"
ON_SCREEN = "const box = arguments[0].getBoundingClientRect(); return box.bottom > 0 && box.top < innerHeight"
CELLS = "[...document.querySelector(arguments[0]).children].filter((one) => one.matches('div'))"
SEEN = f"return {CELLS}.map((one) => one.checkVisibility())"
COPIES = "Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (words) => { window.copied = words } } })"


@pytest.fixture(scope="module")
def specimen(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "specimen.html"
    path.write_text(page(open_tei(root / "tei/specimen.xml", Report()), Settings(), Report()), encoding="utf-8")
    return path


@pytest.fixture(params=[f"{width} {theme}" for width in WIDTHS for theme in ("light", "dark")])
def screen(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    """A screen of a width, light or dark. What a page has to complain of is told at the end."""
    width, theme = request.param.split()
    browser.resize(int(width), 900)
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": theme}]})
    browser.driver.get("about:blank")
    browser.driver.get_log("browser")
    yield browser
    browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    assert browser.driver.get_log("browser") == []


@pytest.fixture(params=["mouse", "keys"])
def hands(request: pytest.FixtureRequest, screen: Any, specimen: Path) -> Hands:
    """Hands before the page, which has not been opened before."""
    screen.open(specimen)
    screen.run("localStorage.clear()")
    screen.driver.refresh()
    screen.run(COPIES)
    return Hands(screen, request.param == "keys")


def wait(hands: Hands, script: str, *values: object) -> Any:
    """What a script gives, once it gives something."""
    for _ in range(200):
        if found := hands.run(script, *values):
            return found
        time.sleep(0.02)
    raise AssertionError(script)


def seen_in(hands: Hands, css: str) -> list[bool]:
    return list(hands.run(SEEN, css))


def to_entry(hands: Hands) -> None:
    hands.follow(hands.run(f"return document.querySelector(`#contents a[href='#{ENTRY}']`).textContent"))
    wait(hands, ON_SCREEN, hands.one(f"[id='{ENTRY}'] .r"))


def to_first_row(hands: Hands) -> None:
    """To the row that the walk is about: with `j` by keys; for the mouse it is put on the screen."""
    to_entry(hands)
    if not hands.by_keys:
        hands.run("document.querySelector(arguments[0]).scrollIntoView({ block: 'center' })", FIRST_ROW)
        return
    for _ in range(20):
        if hands.run("return document.activeElement.id") == ROW:
            return
        hands.keys("j")
    raise AssertionError("j does not lead to the sentence")


def to_reading(hands: Hands) -> None:
    """Show the reading `third] fourth`: with `n` by keys, by mouse in the list of its row."""
    if hands.by_keys:
        to_entry(hands)
        for _ in range(20):
            if hands.run(PANEL).startswith("*third]"):
                return
            hands.keys("n")
        raise AssertionError("n does not lead to the reading")
    to_first_row(hands)
    hands.point(hands.one(f"{FIRST_ROW} > details > summary"))
    hands.point(
        next(item for item in hands.browser.driver.find_elements("css selector", f"{FIRST_ROW} li") if "third" in item.text)
    )


# --- What a reader does. Each looks whether it has come to be.


def views(hands: Hands) -> None:
    tops = "return [...row.children].slice(0, 2).map((cell) => cell.getBoundingClientRect().top)"
    # What is far from the screen has no places.
    tops = f"const row = document.querySelector(arguments[0]); row.scrollIntoView(); {tops}"
    hands.choose("view-under")
    left, right = hands.run(tops, FIRST_ROW)
    assert left < right
    hands.choose("view-one")
    assert seen_in(hands, FIRST_ROW) == [True, False]
    hands.choose("view-columns")
    left, right = hands.run(tops, FIRST_ROW)
    assert (left == right) == (hands.run("return innerWidth") > 640)


def texts(hands: Hands) -> None:
    hands.tick(hands.one("#show-b"))
    assert seen_in(hands, FIRST_ROW) == [True, False]
    hands.choose("view-one")
    hands.choose("alone-b")
    assert seen_in(hands, FIRST_ROW) == [False, True]


def light(hands: Hands) -> None:
    for step, names in (("2", {"sense"}), ("0", {"sense", "style", "form"}), ("3", set())):
        hands.choose(f"lit-{step}")
        assert set(hands.run("return [...CSS.highlights.keys()].filter((name) => /^(sense|style|form)$/.test(name))")) == names


def contents(hands: Hands) -> None:
    to_entry(hands)
    top = hands.run("return document.getElementById(arguments[0]).getBoundingClientRect().top", ENTRY)
    assert -5 <= top <= 300


def strip(hands: Hands) -> None:
    bar = hands.one(f"#strip svg a[href='#{ENTRY}']")
    if hands.by_keys:
        hands.press(bar)
    else:
        # A link of a drawing is pointed at by what is drawn.
        hands.point(bar.find_element("css selector", ".has"))
    wait(hands, ON_SCREEN, hands.one(f"[id='{ENTRY}'] .r"))


def table(hands: Hands) -> None:
    hands.press(hands.one("#strip details > summary"))
    assert len(hands.one("#strip tbody").find_elements("tag name", "tr")) > 5
    hands.press(hands.one(f"#strip tbody a[href='#{ENTRY}']"))
    wait(hands, ON_SCREEN, hands.one(f"[id='{ENTRY}'] .r"))


def other_text(hands: Hands) -> None:
    hands.choose("view-one")
    to_first_row(hands)
    for seen in (True, False):
        if hands.by_keys:
            hands.keys("o" if seen else ENTER)
        else:
            hands.point(hands.one(f"{FIRST_ROW} > .a p"))
        assert seen_in(hands, FIRST_ROW) == [True, seen]


def apparatus(hands: Hands) -> None:
    to_entry(hands)
    hands.press(hands.one(f"{FIRST_ROW} > details > summary"))
    assert "*third] fourth L" in hands.one(f"{FIRST_ROW} > details").text


def reading(hands: Hands) -> None:
    to_reading(hands)
    said = hands.one("#panel").text
    assert "substantive, weight" in said
    words = "[...CSS.highlights.get('answer')].map((r) => r.startContainer.data.slice(r.startOffset, r.endOffset))"
    assert hands.run(f"return {words}") == ["third", "fourth"]
    box = (
        "const [one] = CSS.highlights.get('answer'); const range = new Range();"
        "range.setStart(one.startContainer, one.startOffset);"
        "range.setEnd(one.endContainer, one.endOffset); const { top, bottom } = range.getBoundingClientRect();"
    )
    assert hands.run(f"{box} return top > 0 && bottom < innerHeight - document.getElementById('panel').offsetHeight")


def steps(hands: Hands) -> None:
    to_reading(hands)
    first = hands.run(PANEL)
    for label in ("Next difference", "Previous difference"):
        hands.press(hands.called("#panel button", label))
        assert (hands.run(PANEL) == first) == label.startswith("Previous")
    if hands.by_keys:
        hands.keys(ESCAPE)
    else:
        hands.point(hands.one("#panel > button"))
    assert hands.run(PANEL) == ""
    assert hands.run("return document.activeElement.closest('.r')?.id") == ROW or not hands.by_keys


def sentence(hands: Hands) -> None:
    hands.choose("lit-3")
    to_first_row(hands)
    if hands.by_keys:
        hands.keys(ENTER)
    else:
        hands.point(hands.one(f"{FIRST_ROW} > .a p"))
    said = hands.one("#panel").text
    for words in ("Room on the third floor", "My room is on the fourth floor", "Marseille, 3 March 1931"):
        assert words in said


def copies(hands: Hands) -> None:
    to_reading(hands)
    hands.press(hands.called("#panel button", "Copy the versions"))
    assert wait(hands, "return window.copied").startswith("K: Room on the third floor")
    assert hands.run("return document.getElementById('told').textContent") == "Copied"
    hands.press(hands.called("#panel button", "Copy the citation"))
    assert wait(hands, "return window.copied.includes('Marseille, 3 March 1931')")
    hands.press(hands.called("#panel a", "Link to this place"))
    assert hands.run("return decodeURIComponent(location.hash)").startswith(f"#{ENTRY}.a.third")


def search(hands: Hands) -> None:
    hands.press(hands.one("#searching > summary"))
    wait(hands, "return document.activeElement.id === 'query'")
    hands.keys("zephirin")
    wait(
        hands,
        "return document.querySelectorAll('#searching li').length === 1 || document.querySelectorAll('#searching mark').length",
    )
    assert {mark.text for mark in hands.browser.driver.find_elements("css selector", "#searching mark")} == {"Zéphirin", "Zephyrin"}
    link = hands.one("#searching li a")
    place = link.get_attribute("hash")
    hands.press(link)
    wait(hands, ON_SCREEN, hands.one(f"[id='{place[1:]}']"))


def differences(hands: Hands) -> None:
    hands.press(hands.one("#heaviest > summary"))
    every = wait(hands, "return document.querySelector('#heaviest [role=status]').textContent")
    fields = hands.browser.driver.find_elements("css selector", "#heaviest select")
    hands.take(fields[0], "substantive")
    hands.take(fields[1], "words")
    assert hands.one("#heaviest [role=status]").text != every
    items = [item.text for item in hands.browser.driver.find_elements("css selector", "#heaviest li")]
    assert items
    assert all(item.startswith("*") and " words " in item for item in items)
    weights = [float(found[1]) for item in items if (found := re.search(r" words (\d\.\d\d)", item))]
    assert weights
    assert weights == sorted(weights, reverse=True)
    hands.press(hands.one("#heaviest li a"))
    assert items[0].startswith(hands.run(PANEL)[:12])


def terms(hands: Hands) -> None:
    hands.follow("About this book")
    word = hands.one("#terms tbody button")
    hands.press(word)
    wait(hands, "return document.querySelectorAll('#searching mark').length")
    assert hands.run("return document.getElementById('query').value") == "asked"
    assert all(mark.text.lower() == "asked" for mark in hands.browser.driver.find_elements("css selector", "#searching mark"))


def profiles(hands: Hands) -> None:
    hands.follow("About this book")
    hands.press(hands.one("#profiles details > summary"))
    link = hands.one("#profiles details[open] a")
    place = link.get_attribute("hash")
    hands.press(link)
    wait(hands, ON_SCREEN, hands.one(f"[id='{place[1:]}'] .r"))


def names(hands: Hands) -> None:
    hands.follow("Index of names")
    link = hands.one("section.index li a")
    place = link.get_attribute("hash")
    hands.press(link)
    wait(hands, ON_SCREEN, hands.one(f"[id='{place[1:]}']"))


def notes(hands: Hands) -> None:
    call = hands.one("#text a.call")
    entry = "const id = arguments[0].closest('section').id; return document.querySelector(`#contents a[href='#${id}']`).textContent"
    title = hands.run(entry, call)
    hands.follow(title)
    hands.press(call)
    assert len(hands.run("return document.getElementById('panel').textContent")) > 10
    assert hands.run("return document.activeElement.id") == "panel"
    hands.keys(ESCAPE)


def aids(hands: Hands) -> None:
    hands.press(hands.one("#aids > summary"))
    size, width, face = hands.browser.driver.find_elements("css selector", "#aids select")
    hands.take(size, "150 %")
    hands.take(width, "wide")
    hands.take(face, "sans serif")
    style = "return document.documentElement.style"
    assert hands.run(f"{style}.getPropertyValue('--size')") == "1.5"
    assert hands.run(f"{style}.getPropertyValue('--measure')") == "50rem"
    assert "sans" in hands.run(f"{style}.getPropertyValue('--face')")
    assert hands.browser.overflow() == 0
    clean, keys = hands.browser.driver.find_elements("css selector", "#aids input")
    hands.tick(clean)
    assert not hands.run("return document.querySelector('details.v').checkVisibility()")
    hands.tick(keys)
    hands.browser.driver.refresh()
    assert hands.run(f"{style}.getPropertyValue('--size')") == "1.5", "it is kept"
    hands.keys("n")
    assert hands.run(PANEL) == "", "keys are off"


def up(hands: Hands) -> None:
    to_entry(hands)
    # Who goes back a little is shown it.
    hands.run("scrollBy(0, -60)")
    wait(hands, "const up = document.querySelector('.up'); return up.checkVisibility() && !up.classList.contains('away')")
    if hands.by_keys:
        hands.keys(HOME, held=CONTROL)
    else:
        hands.one(".up").click()
    wait(hands, ON_SCREEN, hands.one("#bar"))


DONE: tuple[Callable[[Hands], None], ...] = (
    *(views, texts, light, contents, strip, table, other_text, apparatus, reading, steps, sentence, copies, search),
    *(differences, terms, profiles, names, notes, aids, up),
)
# What needs no program.
BARE = (views, texts, contents, strip, table, apparatus, profiles, names)


@pytest.mark.parametrize("act", DONE, ids=lambda act: act.__name__)
def test_what_a_reader_does_comes_to_be(hands: Hands, act: Callable[[Hands], None]) -> None:
    act(hands)
    assert hands.browser.overflow() == 0
    hands.browser.keep(f"page {act.__name__} {hands.run('return innerWidth')} {'keys' if hands.by_keys else 'mouse'}")


@pytest.mark.parametrize("by_keys", [False, True], ids=["mouse", "keys"])
@pytest.mark.parametrize("act", BARE, ids=lambda act: act.__name__)
def test_without_its_program_the_page_is_read_too(screen: Any, specimen: Path, act: Callable[[Hands], None], by_keys: bool) -> None:
    screen.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    screen.open(specimen)
    hands = Hands(screen, by_keys)
    assert hands.run("return document.body.dataset.ready ?? ''") == ""
    assert not hands.one("#tools").is_displayed(), "what needs the program is not there"
    act(hands)
    assert screen.overflow() == 0
    screen.keep(f"bare {act.__name__} {hands.run('return innerWidth')}")


# --- For all, and on paper


# What is opened before axe looks, how one sees that it is open, and where axe looks: at the whole of a small page, at the tools and
# lists of a long one.
OPEN = {
    "columns": ("", "'ready' in document.body.dataset", ""),
    "under": ("document.getElementById('view-under').click()", "document.getElementById('view-under').checked", ""),
    "one": (
        "document.getElementById('view-one').click(); document.querySelector('.r:not(.h):not(.heads) > .a p').click()",
        "document.querySelector('.r:not(.h):not(.heads) > .b').checkVisibility()",
        "",
    ),
    "reading": (
        "document.querySelector('details.v').open = true; document.querySelector('details.v li').click()",
        "document.getElementById('panel').checkVisibility()",
        "",
    ),
    "aids": (
        "document.getElementById('aids').open = document.getElementById('contents').open = true",
        "document.querySelector('#aids select').checkVisibility()",
        "",
    ),
    "found": ("document.querySelector('#terms button').click()", "document.querySelector('#searching mark')", "#bar"),
    "differences": (
        "document.getElementById('heaviest').open = document.querySelector('#strip details').open = true",
        "document.querySelector('#heaviest li')?.checkVisibility()",
        "#bar",
    ),
    "lists": (
        "document.querySelectorAll('#profiles details').forEach((one) => (one.open = true))",
        "document.querySelector('#profiles details[open]')",
        ".lists",
    ),
}


@pytest.fixture(scope="module")
def small(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a small document with every device of the encoding."""
    path = tmp_path_factory.mktemp("small") / "notebook.html"
    path.write_text(page(open_tei(root / "tests/writers/notebook.xml", Report()), Settings(), Report()), encoding="utf-8")
    return path


@pytest.mark.parametrize("what", OPEN)
def test_axe_finds_nothing_against_the_page(
    screen: Any, specimen: Path, small: Path, tool: Callable[[str], str], what: str
) -> None:
    ace = tool("ace")
    opens, opened, within = OPEN[what]
    shown = specimen if within else small
    screen.open(shown)
    screen.run("localStorage.clear()")
    screen.driver.refresh()
    screen.run(opens or "return 0")
    # Colours that are on their way to others are not those that one reads.
    wait(Hands(screen, by_keys=False), f"return !!({opened}) && document.getAnimations().length === 0")
    faults = screen.violations(ace, within)
    screen.keep(f"axe {what} {screen.run('return innerWidth')}")
    assert faults == []
    assert screen.overflow() == 0


@pytest.mark.parametrize("with_program", [True, False], ids=["program", "bare"])
@pytest.mark.parametrize("view", ["columns", "under", "one"])
def test_what_is_printed_has_the_texts_and_the_apparatus_and_no_controls(
    screen: Any, specimen: Path, tmp_path: Path, tool: Callable[[str], str], view: str, with_program: bool
) -> None:
    screen.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not with_program})
    screen.open(specimen)
    screen.run(f"document.getElementById('view-{view}').click()")
    made = tmp_path / "page.pdf"
    made.write_bytes(base64.b64decode(screen.driver.print_page()))
    printed = subprocess.run([tool("pdftotext"), str(made), "-"], capture_output=True, encoding="utf-8", check=True).stdout
    words = " ".join(printed.split())
    assert ("third] fourth L" in words) == (view != "one"), "one text is printed to be read"
    assert "Room on the third floor, rue du Puits-Salé" in words
    assert ("My room is on the fourth floor" in words) == (view != "one")
    for control in ("Reading aids", "One under the other", "↑"):
        assert control not in words


def test_tab_leads_first_to_the_text(screen: Any, specimen: Path) -> None:
    screen.open(specimen)
    hands = Hands(screen, by_keys=True)
    hands.keys(TAB)
    assert hands.run("return document.activeElement.textContent") == "To the text"
    assert hands.run(ON_SCREEN, hands.run("return document.activeElement"))
    hands.keys(ENTER)
    assert hands.run("return location.hash") == "#text"
    hands.keys(DOWN)
