"""The page in Chromium: each way to read, by mouse and by keys, wide and narrow, light and dark, with and without its program."""

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

WIDTHS = (360, 900, 1600)
FIRST = "e.1931-03-03"
THIRD = "e.1931-03-03.a.third-c48796"
# What a test sees of the page, by the words that it has itself.
LIT = "return [...CSS.highlights.keys()].filter((name) => name !== 'answer' && CSS.highlights.get(name).size).sort()"
LACKING = "return [...CSS.highlights.keys()].filter((name) => name.startsWith('lacks-')).sort()"
ANSWERING = "return [...CSS.highlights.get('answer')].map((r) => r.startContainer.data.slice(r.startOffset, r.endOffset))"
TOPS = "return [...document.getElementById(arguments[0]).children].slice(0, 2).map((cell) => cell.getBoundingClientRect().top)"
PANEL = "const p = document.getElementById('panel'); return p.hidden ? '' : p.querySelector('h2').textContent"


@pytest.fixture(scope="module")
def specimen(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "specimen.html"
    path.write_text(page(open_tei(root / "tei/specimen.xml", Report()), Settings(), Report()), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def canto_page(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a poem."""
    path = tmp_path_factory.mktemp("poem") / "canto.html"
    path.write_text(page(open_tei(root / "tests/writers/canto.xml", Report()), Settings(), Report()), encoding="utf-8")
    return path


@pytest.fixture
def shown(browser: Any, specimen: Path) -> Iterator[Any]:
    """The specimen's page on a wide screen, as someone sees it who has not been there before."""
    browser.resize(1600, 1000)
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    browser.driver.get("about:blank")
    # What pages said that other tests left open.
    browser.driver.get_log("browser")
    browser.open(specimen, FIRST)
    yield browser
    browser.run("localStorage.clear()")
    assert browser.driver.get_log("browser") == []


def keys(browser: Any, *pressed: str) -> None:
    chains = pytest.importorskip("selenium.webdriver.common.action_chains")
    chains.ActionChains(browser.driver).send_keys(*pressed).perform()


def click(browser: Any, ident: str) -> None:
    browser.driver.find_element("id", ident).click()


def wait(browser: Any, script: str, *values: object) -> Any:
    """What a script gives, once it gives something."""
    for _ in range(100):
        if found := browser.run(script, *values):
            return found
        time.sleep(0.03)
    raise AssertionError(script)


# --- Reading ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
def test_sentences_face_one_another_where_there_is_room(shown: Any, width: int) -> None:
    shown.resize(width, 800)
    left, right = shown.run(TOPS, f"{FIRST}.b.room-eb3fe4")
    assert (left == right) == (width > 600)
    assert shown.overflow() == 0
    shown.keep(f"page at {width}")


def test_one_text_opens_the_other_below_a_sentence_by_mouse_and_by_key(shown: Any) -> None:
    click(shown, "view-one")
    other = f"return document.getElementById('{FIRST}.b.room-eb3fe4').children[1].checkVisibility()"
    row = shown.driver.find_element("id", f"{FIRST}.b.room-eb3fe4")
    assert not shown.run(other)
    row.find_element("css selector", ".a p").click()
    assert shown.run(other)
    row.find_element("css selector", ".a p").click()
    assert not shown.run(other)
    shown.run("arguments[0].tabIndex = -1; arguments[0].focus()", row)
    keys(shown, "o")
    assert shown.run(other)
    keys(shown, "\ue007")
    assert not shown.run(other)


def test_the_other_text_is_read_alone_and_a_text_is_left_out_of_the_columns(shown: Any) -> None:
    seen = "return [...document.querySelectorAll('.r:not(.heads):not(.h)')][3].innerText.trim().split('\\n').length"
    assert (
        shown.run("return [0, 1].map((n) => document.querySelectorAll('.r:not(.h)')[3].children[n].checkVisibility())")
        == [True] * 2
    )
    click(shown, "show-b")
    assert shown.run("return [0, 1].map((n) => document.querySelectorAll('.r:not(.h)')[3].children[n].checkVisibility())") == [
        True,
        False,
    ]
    click(shown, "view-one")
    click(shown, "alone-b")
    assert shown.run("return [0, 1].map((n) => document.querySelectorAll('.r:not(.h)')[3].children[n].checkVisibility())") == [
        False,
        True,
    ]
    assert shown.run(seen)


def test_one_under_the_other_names_each_text(shown: Any) -> None:
    click(shown, "view-under")
    left, right = shown.run(TOPS, f"{FIRST}.b.room-eb3fe4")
    assert left < right
    name = "return getComputedStyle(document.querySelector('.r:not(.heads) > .b'), '::before').content"
    assert shown.run(name) == '"L"'


# --- What differs -------------------------------------------------------------------------------------------------------


def test_what_differs_is_lit_in_three_steps(shown: Any) -> None:
    for step, lit in (("2", ["sense"]), ("1", ["sense", "style"]), ("0", ["form", "sense", "style"]), ("3", [])):
        click(shown, f"lit-{step}")
        assert [name for name in shown.run(LIT) if not name.startswith("lacks-")] == lit
        assert shown.run(LACKING) == [f"lacks-{name}" for name in lit], "where a text has nothing, it is marked otherwise"


def test_the_words_that_answer_are_lit_where_one_points(shown: Any) -> None:
    chains = pytest.importorskip("selenium.webdriver.common.action_chains")
    # A pointer outside of the window points at nothing.
    shown.run("document.getElementById(arguments[0]).scrollIntoView({ block: 'center' })", f"{FIRST}.b.room-eb3fe4")
    spot = shown.run(
        "const walk = document.createTreeWalker(document.getElementById(arguments[0]), NodeFilter.SHOW_TEXT);"
        "for (let node = walk.nextNode(); node; node = walk.nextNode()) { const at = node.data.indexOf('third'); if (at >= 0) {"
        "const range = new Range(); range.setStart(node, at); range.setEnd(node, at + 5);"
        "const box = range.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2] } }",
        f"{FIRST}.b.room-eb3fe4",
    )
    builder = chains.ActionBuilder(shown.driver)
    # From elsewhere, so that it moves wherever the test before left it.
    builder.pointer_action.move_to_location(1, 1)
    builder.pointer_action.move_to_location(int(spot[0]), int(spot[1]))
    builder.perform()
    assert wait(shown, ANSWERING) == ["third", "fourth"]


def test_keys_go_from_difference_to_difference_and_the_panel_tells_of_each(shown: Any) -> None:
    click(shown, "lit-2")
    shown.run("document.activeElement.blur(); document.getElementById(arguments[0]).scrollIntoView()", FIRST)
    keys(shown, "n")
    assert shown.run(PANEL).startswith("*third] fourth L")
    said = shown.run("return document.querySelector('#panel dl').innerText").split("\n")
    assert said[said.index("Grade") + 1].startswith("substantive, weight 0.")
    keys(shown, "n")
    assert shown.run(PANEL).startswith("*end of it] time it’s over L")
    keys(shown, "p")
    assert shown.run(PANEL).startswith("*third]")
    assert shown.run("return document.getElementById('told').textContent").startswith("*third]")
    keys(shown, "\ue00c")
    assert shown.run(PANEL) == ""


def test_the_address_of_a_reading_shows_it(shown: Any, specimen: Path) -> None:
    shown.open(specimen, THIRD)
    assert shown.run(PANEL).startswith("*third] fourth L")
    top = shown.run("return document.getElementById(arguments[0]).closest('.r').getBoundingClientRect().top", THIRD)
    assert 0 <= top < 1000


def test_the_heaviest_differences_come_first_and_lead_to_their_places(shown: Any) -> None:
    shown.driver.find_element("css selector", "#heaviest > summary").click()
    weights = wait(
        shown, "return [...document.querySelectorAll('#heaviest li small')].map((s) => Number(s.textContent.split(' ').at(-2)))"
    )
    assert weights == sorted(weights, reverse=True)
    grade = shown.driver.find_element("css selector", "#heaviest select")
    grade.find_elements("tag name", "option")[1].click()
    texts = shown.run("return [...document.querySelectorAll('#heaviest li')].map((item) => item.textContent)")
    assert texts
    assert all(text.startswith("*") for text in texts)
    shown.driver.find_element("css selector", "#heaviest li a").click()
    assert shown.run(PANEL) == texts[0].split(" only")[0].rstrip() or texts[0].startswith(shown.run(PANEL))


# --- Search, copies, aids ----------------------------------------------------------------------------------------------


def results(browser: Any, words: str) -> list[list[str]]:
    """The texts of each place that a search finds, as listed."""
    browser.run("document.getElementById('searching').open = true; document.body.dataset.searched = ''")
    field = browser.driver.find_element("id", "query")
    field.clear()
    field.send_keys(words)
    wait(browser, "return document.body.dataset.searched")
    time.sleep(0.2)
    return browser.run(
        "return [...document.querySelectorAll('#searching li')].map((i) => [...i.querySelectorAll('p')].map((p) => p.textContent))"
    )


def test_a_search_finds_words_in_all_texts_whatever_their_accents_and_shows_what_answers(shown: Any) -> None:
    found = results(shown, "zephirin")
    assert [
        "K He is called Zéphirin, or lets himself be called so.",
        "L His name is Zephyrin, or that’s what he lets people call him.",
    ] in found
    marks = shown.run("return [...document.querySelectorAll('#searching mark')].map((mark) => mark.textContent)")
    assert set(marks) == {"Zéphirin", "Zephyrin"}, "y and i were one letter once"
    assert results(shown, "travell") != []


def test_verses_are_searched_and_shown_with_a_stroke_between_them(shown: Any, canto_page: Path) -> None:
    shown.open(canto_page)
    lines = shown.run(
        "const linesOf = (cell) => [...cell.querySelectorAll('.line')].map((line) => line.innerText);"
        "return [...document.querySelectorAll('.r > .a')].map(linesOf)"
        ".find((lines) => lines.length > 1 && lines.every((line) => line.trim()))"
    )
    end, begin = re.findall(r"\w+", lines[0])[-1], re.findall(r"[^\W\d]+", lines[1])[0]
    found = results(shown, f"{end} {begin}")
    assert len(found) == 1
    assert re.search(rf"{end}\W* / {begin}", found[0][0])


def test_what_leads_to_the_controls_is_gone_where_they_are(shown: Any, specimen: Path) -> None:
    seen = "return document.querySelector('.up').checkVisibility()"
    assert wait(shown, seen)
    shown.run("document.getElementById('bar').scrollIntoView()")
    assert wait(shown, "return !document.querySelector('.up').checkVisibility()")


def test_what_is_copied_says_where_it_stands(shown: Any, specimen: Path, canto_page: Path) -> None:
    shown.open(specimen, THIRD)
    shown.run("Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (words) => { window.copied = words } } })")
    citation, versions = [button for button in shown.driver.find_elements("css selector", "#panel button") if "Copy" in button.text]
    versions.click()
    assert wait(shown, "return window.copied") == (
        "K: Room on the third floor, rue du Puits-Salé, above a chandler’s.\n"
        "L: My room is on the fourth floor, above a ship chandler’s shop in the rue du Puits-Salé."
    )
    citation.click()
    said = wait(shown, "return window.copied.includes('–') && window.copied")
    for part in ("The Wax Notebooks", "Marseille, 3 March 1931", "K (", "L (", f"#{THIRD}"):
        assert part in said
    shown.open(canto_page)
    shown.run("Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (words) => { window.copied = words } } })")
    shown.run("[...document.querySelectorAll('.r > .a .line')].find((line) => line.innerText.trim()).click()")
    shown.run("[...document.querySelectorAll('#panel button')].find((one) => one.textContent === 'Copy the citation').click()")
    assert re.search(r"\), l\. 1\b", wait(shown, "return window.copied")), "a citation of a poem has the verse"


def test_what_a_reader_chooses_is_kept(shown: Any) -> None:
    click(shown, "view-under")
    shown.driver.find_element("css selector", "#aids > summary").click()
    shown.driver.find_elements("css selector", "#aids option")[3].click()
    shown.driver.refresh()
    assert shown.run("return document.documentElement.style.getPropertyValue('--size')") == "1.5"
    assert shown.run("return document.getElementById('view-under').checked")


# --- Without the program, on paper, for all ------------------------------------------------------------------------------


def test_without_the_program_texts_apparatus_and_links_are_there(browser: Any, specimen: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare.html"
    source = specimen.read_text(encoding="utf-8")
    bare.write_text(source[: source.rindex("<script>")] + "</body></html>", encoding="utf-8")
    browser.resize(900, 800)
    browser.open(bare)
    assert browser.run("return document.body.dataset.ready ?? null") is None
    details = browser.driver.find_element("css selector", f"[id='{FIRST}.b.room-eb3fe4'] > details")
    assert not details.find_element("tag name", "li").is_displayed()
    details.find_element("tag name", "summary").click()
    assert "*third] fourth L" in details.text
    browser.driver.find_element("id", "view-one").click()
    assert not browser.run("return document.getElementById(arguments[0]).children[1].checkVisibility()", f"{FIRST}.b.room-eb3fe4")
    browser.open(bare, THIRD)
    assert browser.driver.find_element("id", THIRD).is_displayed(), "a list that is closed opens where a link leads into it"


def test_a_printed_page_has_the_texts_and_the_apparatus_and_no_controls(
    shown: Any, tmp_path: Path, tool: Callable[[str], str]
) -> None:
    made = tmp_path / "page.pdf"
    made.write_bytes(base64.b64decode(shown.driver.print_page()))
    printed = subprocess.run(
        [tool("pdftotext"), "-layout", str(made), "-"], capture_output=True, encoding="utf-8", check=True
    ).stdout
    assert "third] fourth L" in printed
    assert "Reading aids" not in printed


@pytest.fixture(scope="module")
def notebook_page(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a small document with every device of the encoding."""
    path = tmp_path_factory.mktemp("small") / "notebook.html"
    path.write_text(page(open_tei(root / "tests/writers/notebook.xml", Report()), Settings(), Report()), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [360, 1600])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_against_the_page(
    browser: Any, notebook_page: Path, tool: Callable[[str], str], width: int, theme: str
) -> None:
    ace = tool("ace")
    browser.resize(width, 900)
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": theme}]})
    browser.open(notebook_page)
    browser.run("for (const one of document.querySelectorAll('#bar details, details.v')) one.open = true")
    browser.run("document.querySelector('.r:not(.h):not(.heads) > .a p').click()")
    assert not browser.run("return document.getElementById('panel').hidden")
    faults = browser.violations(ace)
    browser.keep(f"page {theme} {width}")
    assert faults == []
