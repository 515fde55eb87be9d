"""The page of a change is shown before its TEI has been checked, and says so; what is found wrong takes it away again."""

from __future__ import annotations

import http.client
import json
import re
import threading
from pathlib import Path
from typing import Any

import pytest

from edition.desk.preview import Preview
from edition.errors import TextError
from edition.messages import Message
from edition.pipeline import steps
from edition.storage.cache import Cache
from edition.storage.memory import Memory
from tests.desk.conftest import LONGEST, copied, serving


@pytest.fixture
def preview(root: Path, tmp_path: Path) -> Preview:
    """The garden, built."""
    made = Preview(copied(root / "tests/cases/workspace/sources/garden", tmp_path), cache=Cache(tmp_path / "cache", Memory()))
    assert made.build()
    return made


def change(preview: Preview, old: str, new: str) -> None:
    path = preview.folder / "witnesses/b.txt"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_page_is_there_before_it_is_checked_and_is_the_one_that_is_written(preview: Preview) -> None:
    told: list[tuple[object, object, str]] = []
    before = preview.source

    def look() -> None:
        state = preview.state()
        told.append((state["checked"], state["failed"], preview.source))

    preview.shown = look
    change(preview, "repaired", "rebuilt")
    assert preview.build()
    state = preview.state()
    written = (preview.folder.parent.parent / "output/garden.html").read_text(encoding="utf-8")
    assert told == [(False, False, before), (False, False, written)]
    assert (state["checked"], state["failed"], preview.source) == (True, False, written)
    assert "rebuilt" in written
    # What is taken back comes from the cache, which keeps what has been checked.
    change(preview, "rebuilt", "repaired")
    assert preview.build()
    assert len(told) == 2


def test_what_is_not_valid_is_shown_no_more(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    preview.shown = lambda: shown.append(preview.source)
    before = preview.source

    def refused(*_: object) -> None:
        raise TextError(Message("E035", None, {"name": "garden", "count": 1}))

    with monkeypatch.context() as patch:
        patch.setattr("edition.pipeline.steps._checked", refused)
        change(preview, "repaired", "rebuilt")
        assert preview.build()
    assert "rebuilt" in shown[1]
    assert preview.source == before
    assert preview.state()["failed"]
    # What is changed next is beside the page that is shown, and comes first again.
    ahead: list[list[str]] = []
    preview.shown = lambda: ahead.append([*preview.state()["sections"]])
    change(preview, "rebuilt", "patched")
    assert preview.build()
    assert ahead == [["e.1921-05-04"], []]


def test_what_is_changed_while_it_is_built_is_built_next(preview: Preview) -> None:
    change(preview, "repaired", "rebuilt")
    preview.shown = lambda: change(preview, "rebuilt", "patched") if not preview.state()["sections"] else None
    assert preview.build()
    assert "patched" not in preview.source
    preview.shown = lambda: None
    assert preview.build()
    assert "patched" in preview.source
    assert not preview.build()


def test_the_sections_that_have_changed_come_before_the_page(preview: Preview) -> None:
    told: list[tuple[list[str], str]] = []
    preview.shown = lambda: told.append(([*preview.state()["sections"]], preview.source))
    before = preview.source
    change(preview, "repaired", "rebuilt")
    assert preview.build()
    assert told == [(["e.1921-05-04"], before), ([], preview.source)]
    # An entry that is new has no rows on the page into which its words could be put.
    del told[:]
    change(preview, "I will leave the ivy alone.", "I will leave the ivy alone.\n\n7 May 1921. Snow.")
    assert preview.build()
    assert [sections for sections, _ in told] == [[]]


def test_nobody_waits_until_the_cache_is_tidied(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    may_go_on = threading.Event()
    monkeypatch.setattr(Cache, "prune", lambda *_: may_go_on.wait(LONGEST))
    for served in serving(copied(root / "tests/cases/workspace/sources/garden", tmp_path)):
        connection = http.client.HTTPConnection("127.0.0.1", served.server.key.port, timeout=LONGEST)
        connection.request("GET", "/events", headers={"cookie": f"{served.server.key.cookie}={served.server.key.token}"})
        lines = connection.getresponse()
        state: dict[str, Any] = {}
        while not state.get("checked"):
            line = lines.readline()
            state = json.loads(line.removeprefix(b"data: ")) if line.strip() else state
        assert not may_go_on.is_set()
        may_go_on.set()
        connection.close()


# --- In the browser -----------------------------------------------------------------------------------------------------


def test_a_changed_word_is_seen_while_the_page_is_still_being_made(
    browser: Any, specimen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on = threading.Event()
    make = steps.made_book

    def slowly(*given: Any) -> bytes:
        assert may_go_on.wait(LONGEST)
        return make(*given)

    for served in serving(specimen):
        served.built(1)
        monkeypatch.setattr("edition.pipeline.steps.made_book", slowly)
        browser.driver.get(served.server.address)
        file = specimen / "witnesses/northing.txt"
        text = file.read_text(encoding="utf-8")
        old = re.search(r"(?<= )[a-z]{6,}(?= )", text[len(text) // 2 :])
        assert old is not None
        at = len(text) // 2 + old.start()
        browser.run("window.opened = 'once'")
        file.write_text(text[:at] + "zinnia" + text[at + len(old[0]) :], encoding="utf-8")
        served.until(lambda: browser.run("return document.getElementById('text').textContent.includes('zinnia')"))
        assert "still being checked" in browser.run("return document.getElementById('pulse').textContent")
        assert browser.run("return window.opened") == "once"
        may_go_on.set()
        served.until(lambda: browser.run("return document.body?.dataset.ready === '' && window.opened !== 'once'"))
        assert browser.run("return document.getElementById('text').textContent.includes('zinnia')")
        served.built(2)
        browser.driver.get("about:blank")
