"""The specimen's EPUB as a reader sees and handles it, in Chromium; pictures of the pages are kept to be looked at."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PHONE, TABLET, WIDE = (390, 844), (820, 1180), (1280, 900)
NIGHT = ":root { background: rgb(17, 17, 17); color: rgb(238, 238, 238) } a { color: rgb(153, 204, 255) }"
# The colours of all words that can be seen, of lines under them, and of the backgrounds behind them.
COLOURS = """
const seen = new Set();
for (const element of document.querySelectorAll('body *')) {
  const style = getComputedStyle(element);
  const own = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  if (own && !element.closest('svg')) seen.add(style.color);
  if (own && element.matches('svg text')) seen.add(style.fill);
  if (style.backgroundColor !== 'rgba(0, 0, 0, 0)') seen.add('behind ' + style.backgroundColor);
}
return [...seen].sort();
"""


@pytest.fixture(scope="module")
def pages(built: Any, unpacked: Callable[[Path], list[Path]]) -> list[Path]:
    return unpacked(built("specimen").epub)


@pytest.fixture(scope="module")
def parallel(built: Any, run_edition: Any, unpacked: Callable[[Path], list[Path]], tmp_path_factory: Any) -> list[Path]:
    """The pages of the book in which both translations stand side by side."""
    folder = tmp_path_factory.mktemp("parallel")
    result = run_edition("epub", built("specimen").tei, "-o", "both.epub", "--parallel", folder=folder)
    assert result.returncode == 0, result.stderr
    return unpacked(folder / "both.epub")


def named(pages: list[Path], part: str) -> Path:
    return next(page for page in pages if part in page.name)


@pytest.mark.parametrize("size", [PHONE, TABLET, WIDE], ids=["phone", "tablet", "wide"])
def test_no_page_is_wider_than_the_screen(size: tuple[int, int], pages: list[Path], browser: Any) -> None:
    browser.resize(*size)
    wide = []
    for page in pages:
        browser.open(page)
        browser.keep(f"{page.stem}-{size[0]}")
        wide += [page.name] if browser.overflow() else []
    assert wide == []


def test_a_note_is_followed_and_left_by_keyboard(pages: list[Path], browser: Any) -> None:
    """Enter on the call of a note or the mark of a sentence, Tab to the link back, Enter: the reader is where it stands."""
    keys = pytest.importorskip("selenium.webdriver.common.keys").Keys
    browser.resize(*PHONE)
    browser.open(named(pages, "division"))
    for kind in ("a.call", "a.mark"):
        call, note = browser.run(
            f"const call = document.querySelector('{kind}'); call.focus(); return [call.id, call.hash.slice(1)]"
        )
        browser.driver.switch_to.active_element.send_keys(keys.ENTER)
        assert browser.run("return location.hash.slice(1)") == note
        assert browser.run("const at = document.querySelector(':target').getBoundingClientRect(); return at.top < innerHeight")
        webdriver = pytest.importorskip("selenium.webdriver")
        webdriver.ActionChains(browser.driver).send_keys(keys.TAB).perform()
        assert browser.run("return document.activeElement.getAttribute('role')") == "doc-backlink"
        browser.driver.switch_to.active_element.send_keys(keys.ENTER)
        assert browser.run("return location.hash.slice(1)") == call
        top = browser.run("return document.querySelector(':target').getBoundingClientRect().top")
        assert 0 <= round(top) < PHONE[1]


def tops_and_lefts(browser: Any) -> tuple[list[int], list[int]]:
    """Where the two versions of the first paragraph stand."""
    found = browser.run(
        "const group = [...document.querySelectorAll('.parallel')].find(group => group.children.length === 2);"
        "return [...group.children].map(child => child.getBoundingClientRect()).map(box => [box.top, box.left])"
    )
    return [round(top) for top, _ in found], [round(left) for _, left in found]


def test_two_translations_stand_side_by_side_where_there_is_room(parallel: list[Path], browser: Any) -> None:
    page = named(parallel, "division")
    browser.resize(*WIDE)
    browser.open(page)
    browser.keep("parallel-wide")
    (top, other_top), (left, other_left) = tops_and_lefts(browser)
    assert top == other_top
    assert other_left > left
    browser.resize(*PHONE)
    browser.keep("parallel-phone")
    (top, other_top), (left, other_left) = tops_and_lefts(browser)
    assert other_top > top
    assert other_left == left


def test_a_night_theme_reaches_every_word(pages: list[Path], browser: Any) -> None:
    """What a reading system sets on the page holds for all of it: the book sets no colour of its own."""
    browser.resize(*TABLET)
    for page in pages:
        browser.open(page)
        browser.run("document.head.appendChild(document.createElement('style')).textContent = arguments[0]", NIGHT)
        found = browser.run(COLOURS)
        browser.keep(f"{page.stem}-night")
        assert set(found) <= {"rgb(238, 238, 238)", "rgb(153, 204, 255)"}, page.name


def test_all_can_be_read_at_twice_the_size(pages: list[Path], parallel: list[Path], browser: Any) -> None:
    """Zoom of 200 %, and letters twice as large, as a reading system sets them (WCAG 1.4.4 and 1.4.10)."""
    browser.resize(PHONE[0], PHONE[1], 2)
    for page in (named(pages, "division"), named(pages, "figures"), named(pages, "witnesses"), named(parallel, "division")):
        browser.open(page)
        browser.run("document.documentElement.style.fontSize = '200%'")
        browser.keep(f"{page.stem}-twice")
        assert browser.overflow() <= 0, page.name


# What a screen reader is given: the names of links, and the words between them.
HEARD = ("StaticText", "link", "doc-noteref", "doc-backlink")


def heard(browser: Any) -> list[str]:
    """The words of a page in the order in which they are heard, links and calls of notes in brackets."""
    nodes = browser.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    known = {node["nodeId"]: node for node in nodes}
    said: list[str] = []

    def listen(node: dict[str, Any]) -> None:
        role, name = node.get("role", {}).get("value"), node.get("name", {}).get("value", "")
        if role in HEARD and not node.get("ignored"):
            said.append(name if role == "StaticText" else f"[{name}]")
        else:
            for child in node.get("childIds", ()):
                if child in known:
                    listen(known[child])

    listen(nodes[0])
    return said


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


def test_a_book_is_heard_as_it_is_written_down(root: Path, run_edition: Any, unpacked: Any, browser: Any, tmp_path: Path) -> None:
    """docs/books.md has an entry of `edition epub tei/specimen.xml` and its first variants, with roles in brackets."""
    written = (root / "docs/books.md").read_text(encoding="utf-8").partition("### How it sounds")[2].partition("\n## ")[0]
    quoted = [words(re.sub(r"\[[^]]*\]", " ", part)) for part in re.findall("(?:^>.*\n)+", written, re.MULTILINE)]
    made = run_edition("epub", root / "tei/specimen.xml", "-o", tmp_path / "book.epub", folder=tmp_path)
    assert made.returncode == 0, made.stderr
    pages = unpacked(tmp_path / "book.epub")
    told = named(pages, "division"), next(page for page in pages if page.parent.name == "variants")
    for page, said in zip(told, quoted, strict=True):
        browser.open(page)
        assert said in words(" ".join(heard(browser))), page.name


def test_the_text_is_heard_as_sentences_with_one_link_after_each(pages: list[Path], browser: Any) -> None:
    browser.open(named(pages, "division"))
    said = re.sub(r"\[\d+ variants?\]", "[n variants]", "".join(heard(browser)))
    assert "[Variants] · [The text of K] · [The text of L]Arrived at six with the two crates and the horn, which the" in said
    assert "respect;[n variants] only the PLM guard asked to see a ticket for it.[n variants] Room on the [third] f" in said
    assert "anywhere.[1][n variants]I have been given three years" in said


def test_the_sentence_of_the_other_text_opens_in_place(pages: list[Path], browser: Any) -> None:
    """What is closed is not heard; a key on its line opens it, without a program."""
    keys = pytest.importorskip("selenium.webdriver.common.keys").Keys
    browser.open(next(page for page in pages if page.parent.name == "variants"))
    assert "I got in at six with both crates" not in "".join(heard(browser))
    browser.run("document.querySelector('summary').focus()")
    browser.driver.switch_to.active_element.send_keys(keys.ENTER)
    browser.keep("variants-opened")
    assert "I got in at six with both crates and the horn." in "".join(heard(browser))
