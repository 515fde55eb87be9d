"""Turn what someone does before a screen into what the browser is told: with the mouse, or with keys alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

TAB, ENTER, ESCAPE, SPACE, CONTROL, SHIFT = "\ue004", "\ue007", "\ue00c", " ", "\ue009", "\ue008"
UP, DOWN, HOME = "\ue013", "\ue015", "\ue011"
# So many times someone presses Tab one by one before he gives up.
_STOPS = 60
# How many stops lie between where the keys are and an element: an estimate, for what is quicker than one stop after another.
_BETWEEN = """
  const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")].filter(
    (one) => one.checkVisibility() && !one.disabled && (one.type !== "radio" || one.checked));
  const active = document.activeElement === document.body ? document.querySelector(":target") : document.activeElement;
  const before = active ? stops.filter((one) => active.compareDocumentPosition(one) & 2 || one === active).length : 0;
  return stops.indexOf(arguments[0]) - before;
"""


@dataclass
class Hands:
    """A hand at the mouse, or two at the keys. What is done is never done by a script of the test."""

    browser: Any
    by_keys: bool

    def run(self, script: str, *values: object) -> Any:
        return self.browser.run(script, *values)

    def one(self, css: str) -> Any:
        """The element that a selector finds first."""
        return self.browser.driver.find_element("css selector", css)

    def called(self, css: str, label: str) -> Any:
        """The first element of those that a selector finds that can be seen and has these words."""
        named = "[...document.querySelectorAll(arguments[0])].filter((one) => one.textContent === arguments[1])"
        found = self.run(f"return {named}.find((one) => one.checkVisibility())", css, label)
        assert found, f"nothing is called {label}"
        return found

    def keys(self, *pressed: str, held: str = "") -> None:
        chain = pytest.importorskip("selenium.webdriver.common.action_chains").ActionChains(self.browser.driver, duration=0)
        chain = chain.key_down(held).send_keys(*pressed).key_up(held) if held else chain.send_keys(*pressed)
        chain.perform()

    def to(self, element: Any) -> None:
        """Go to an element with Tab, or back to it."""
        between = self.run(_BETWEEN, element)
        held = SHIFT if between < 0 else ""
        self.keys(*[TAB] * max(0, abs(between) - 2), held=held)
        for _ in range(_STOPS):
            if self.run("return document.activeElement === arguments[0]", element):
                return
            self.keys(TAB, held=held)
        raise AssertionError(f"Tab does not lead to {element.get_attribute('outerHTML')[:200]}")

    def point(self, element: Any) -> None:
        """Click an element where it stands in the middle of the screen, as far as the page goes."""
        self.run("arguments[0].scrollIntoView({ block: 'center' })", element)
        element.click()

    def press(self, element: Any) -> None:
        """Press a button, follow a link, or open what is folded."""
        if self.by_keys:
            self.to(element)
            self.keys(ENTER)
        else:
            self.point(element)

    def tick(self, element: Any) -> None:
        """Tick or untick a box."""
        if self.by_keys:
            self.to(element)
            self.keys(SPACE)
        else:
            self.point(element)

    def choose(self, ident: str) -> None:
        """Choose one of several that exclude one another."""
        wanted = self.one(f"[id='{ident}']")
        if not self.by_keys:
            self.point(wanted)
            return
        chosen = f"return [...document.getElementsByName('{wanted.get_attribute('name')}')].find((one) => one.checked)"
        self.to(self.run(chosen))
        for _ in range(8):
            if wanted.is_selected():
                return
            self.keys(DOWN)
        raise AssertionError(f"no arrow leads to {ident}")

    def take(self, field: Any, label: str) -> None:
        """Take a choice of a list that folds down."""
        options = [option.text for option in field.find_elements("tag name", "option")]
        if not self.by_keys:
            self.point(field)
            field.find_elements("tag name", "option")[options.index(label)].click()
            return
        self.to(field)
        for _ in options:
            self.keys(UP)
        for _ in range(options.index(label)):
            self.keys(DOWN)

    def follow(self, label: str) -> None:
        """Follow a link of the contents, so that what comes next is sought from its place."""
        if not self.run("return document.getElementById('contents').open"):
            self.press(self.one("#contents > summary"))
        self.press(self.called("#contents a", label))
