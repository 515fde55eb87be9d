"""The desk in Chromium, by mouse and by keys alone: a reading is decided, the page comes anew at its place, and it is undone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desk.conftest import LONGEST, Served, serving

THIRD = "e.1931-03-03.a.third-c48796"
READY = "return document.body?.dataset.ready === '' && !!document.getElementById('deciding')"
GRADE = "return document.querySelector('#deciding [aria-pressed=\"true\"]')?.textContent"
PANEL_BUTTON = "return [...document.querySelectorAll('#panel > .acts button')].find((one) => one.textContent === arguments[0])"
BUTTON = "return [...document.querySelectorAll('#deciding button')].find((one) => one.textContent === arguments[0])"


@pytest.fixture(scope="module")
def served(specimen: Path, browser: Any) -> Iterator[Served]:
    for found in serving(specimen):
        assert not found.built(1).failed
        # The browser has the token from here on.
        browser.driver.get(found.server.address)
        yield found


@pytest.fixture
def desk(served: Served, browser: Any) -> Iterator[Any]:
    """The browser before a reading of the specimen that nobody has graded."""
    browser.resize(1600, 1000)
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    browser.driver.get("about:blank")
    # What the test before has undone is built first: else the page is made anew under the hand.
    asyncio.run_coroutine_threadsafe(served.server.build(), served.server._loop).result(LONGEST)
    browser.driver.get(f"{served.server.key.origin}/#{THIRD}")
    served.until(lambda: browser.run(READY))
    yield browser
    # A page that asks while it is made anew is told so (409).
    told = [entry["message"] for entry in browser.driver.get_log("browser") if "status of 409" not in entry["message"]]
    assert told == [], "nothing that the policy had to stop"
    browser.run("sessionStorage.clear()")
    browser.driver.get("about:blank")


def keys(browser: Any, *pressed: str) -> None:
    chains = pytest.importorskip("selenium.webdriver.common.action_chains")
    chains.ActionChains(browser.driver).send_keys(*pressed).perform()


def test_a_reading_is_regraded_by_mouse_and_the_desk_shows_what_it_wrote(desk: Any, served: Served) -> None:
    decisions = served.folder / "decisions.toml"
    before = decisions.read_text(encoding="utf-8")
    assert desk.run(GRADE) == "substantive"
    desk.run(BUTTON, "stylistic").click()
    served.until(lambda: desk.run(READY) and desk.run(GRADE) == "stylistic")
    lines = desk.run("return document.querySelector('.written pre').textContent")
    assert lines.startswith("[[retype]]\n")
    assert decisions.read_text(encoding="utf-8").rstrip() == f"{before.rstrip()}\n\n{lines}"
    assert desk.run("return document.getElementById('panel').querySelector('h2').textContent").startswith("third] fourth L")
    desk.keep("desk after a decision")
    for step, grade in (("Next", None), ("Previous", "stylistic")):
        desk.run(PANEL_BUTTON, f"{step} difference").click()
        served.until(lambda grade=grade: desk.run(READY) and grade in (None, desk.run(GRADE)))
        assert desk.run("return document.querySelector('.written p').textContent") == "", "it was of another place, or is old"
    desk.run("document.activeElement.blur()")
    keys(desk, "u")
    served.until(lambda: desk.run(READY) and desk.run(GRADE) == "substantive")
    assert decisions.read_text(encoding="utf-8") == before


def test_a_reading_is_silenced_and_commented_by_keys_alone(desk: Any, served: Served) -> None:
    decisions = served.folder / "decisions.toml"
    before = decisions.read_text(encoding="utf-8")
    desk.run("document.activeElement.blur()")
    keys(desk, "d")
    assert desk.run("return document.activeElement.textContent") == "Right as it is"
    for _ in range(30):
        keys(desk, "\ue004")
        if desk.run("return document.activeElement.textContent") == "Comment …":
            break
    keys(desk, "\ue007")
    keys(desk, "Both count.", "\ue007")
    served.until(lambda: "Both count." in decisions.read_text(encoding="utf-8"))
    served.until(lambda: desk.run(READY) and "Both count." in desk.run("return document.getElementById('panel').innerText"))
    desk.run("document.activeElement.blur()")
    keys(desk, "u")
    served.until(lambda: decisions.read_text(encoding="utf-8") == before)
    served.until(lambda: desk.run("return document.body?.dataset.ready === ''"))


def test_where_a_reading_was_silenced_its_sentence_is_shown_and_no_other_reading(desk: Any, served: Served) -> None:
    decisions = served.folder / "decisions.toml"
    before = decisions.read_text(encoding="utf-8")
    sentence = desk.run("return document.querySelector('.r.now').id")
    desk.run(BUTTON, "Silence").click()
    served.until(lambda: desk.run(READY) and "[[silence]]" in desk.run("return document.querySelector('.written pre').textContent"))
    served.until(lambda: desk.run(f"return !document.getElementById('{THIRD}') && document.body?.dataset.ready === ''"))
    served.until(lambda: desk.run(READY))
    assert desk.run("return document.querySelector('.r.now').id") == sentence
    assert desk.run(BUTTON, "They do not answer one another")
    assert desk.run("return document.querySelector('.written pre').textContent").startswith("[[silence]]")
    desk.run("document.activeElement.blur()")
    keys(desk, "u")
    served.until(lambda: decisions.read_text(encoding="utf-8") == before)
    served.until(lambda: desk.run(f"return !!document.getElementById('{THIRD}') && document.body?.dataset.ready === ''"))


def test_a_question_leads_to_its_place(desk: Any, served: Served) -> None:
    desk.run("document.getElementById('desk').open = true")
    first = served.until(lambda: desk.run("return document.querySelector('#desk .hits li button')"))
    words = first.text
    assert "Doubt 70 %" in words
    desk.keep("questions")
    first.click()
    served.until(lambda: desk.run(READY))
    assert desk.run("return document.getElementById('panel').contains(document.activeElement)")
    assert desk.run("return document.querySelector('.r.now').closest('section').id").startswith("e.1931-06-12")


# What is open while axe looks: the forms of the panel, how a text is divided, questions and decisions.
OPEN = {
    "forms": "[...document.querySelectorAll('#deciding [aria-expanded=false]')].forEach((one) => one.click())",
    "divided": "document.getElementById('desk').open = true; [...document.querySelectorAll('#desk details')].at(1).open = true",
    "lists": "document.getElementById('desk').open = true; document.querySelector('#desk details').open = true",
}
OPENED = {
    "forms": "return document.querySelectorAll('#deciding textarea').length === 2 && !!document.querySelector('#deciding option')",
    "divided": "return document.querySelectorAll('#desk .outline li').length > 5",
    "lists": "return document.querySelectorAll('#desk .hits li, #desk .decided li').length > 20",
}
FIRST_TEXT = "document.querySelector('#desk [aria-label=Text] button')"


@pytest.mark.parametrize(("width", "theme", "what"), [(360, "light", "forms"), (900, "dark", "divided"), (1600, "light", "lists")])
def test_axe_finds_nothing_against_the_desk(
    desk: Any, served: Served, tool: Callable[[str], str], width: int, theme: str, what: str
) -> None:
    ace = tool("ace")
    desk.resize(width, 900)
    desk.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": theme}]})
    desk.run(OPEN[what])
    if what == "divided":
        served.until(lambda: desk.run(f"return {FIRST_TEXT}"))
        desk.run(f"{FIRST_TEXT}.click()")
    served.until(lambda: desk.run(OPENED[what]))
    faults = desk.violations(ace)
    desk.keep(f"desk {what} {theme} {width}")
    assert faults == []
    assert desk.overflow() == 0


def test_a_type_is_given_by_a_button_and_not_by_an_arrow(desk: Any, served: Served) -> None:
    desk.run("document.querySelector('#deciding select').focus()")
    keys(desk, "\ue015")
    assert desk.run("return document.querySelector('#deciding select').value") != "", "an arrow has chosen a type"
    assert not desk.run("return document.querySelector('.written p').textContent"), "and decided nothing"
