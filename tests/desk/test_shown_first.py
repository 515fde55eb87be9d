"""The page of a change is shown before its TEI has been checked, and says so; what is found wrong takes it away again."""

from __future__ import annotations

import http.client
import json
import re
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import event, example, given, settings
from hypothesis import strategies as st

from edition.desk.preview import Preview
from edition.errors import TextError
from edition.messages import Message
from edition.pipeline import steps
from edition.storage.cache import Cache
from edition.storage.memory import Memory
from tests.desk.conftest import LONGEST, copied, serving
from tests.examples import examples


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


def test_a_file_that_changes_before_it_is_read_is_built_again(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor saves, and takes it back at once: the page shows what the file has in the end."""
    build = steps.build

    def late(*given: Any, **named: Any) -> tuple[Path, ...]:
        change(preview, "mended", "rebuilt")
        return build(*given, **named)

    change(preview, "repaired", "mended")
    with monkeypatch.context() as patch:
        patch.setattr(steps, "build", late)
        assert preview.build()
    assert "rebuilt" in preview.source
    change(preview, "rebuilt", "mended")
    assert preview.build()
    assert "mended" in preview.source
    assert not preview.build()


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


WORDS = ("rain", "Karen", "the rake.", "3", "“", "—", "[1]", "a.\n\nIt", "", "\n", "5 May 1921.", "\n\n6 May 1921. Snow.\n\n")
REVIEW = """\
On gardens

Of the soil she says that it “is cold still, yet the sky stayed clear”; of the rain, “I read in the shed and repaired the rake.”
Nobody, she adds, “has ever counted the snails of this valley twice.”
"""


@pytest.fixture(scope="module")
def at_work(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Preview:
    """The garden with a review that quotes it, built; it is changed again and again."""
    folder = copied(root / "tests/cases/workspace/sources/garden", tmp_path_factory.mktemp("work"))
    (folder / "witnesses/review.txt").write_text(REVIEW, encoding="utf-8")
    with (folder / "edition.toml").open("a", encoding="utf-8") as description:
        description.write(
            '\n[[witness]]\nsiglum = "Br"\ntitle = "On gardens"\nauthors = ["D. Vole"]\nreader = "plain"\nfragment_of = "B"\n'
            'file = "review.txt"\n'
        )
    made = Preview(folder, cache=Cache(None, Memory()))
    assert made.build()
    return made


@settings(max_examples=examples(15), deadline=None)
@given(file=st.sampled_from("ab"), at=st.integers(0, 60), word=st.sampled_from(WORDS))
@example(file="b", at=14, word="warm")
@example(file="a", at=14, word="earth")
def test_what_is_shown_first_is_what_comes_of_the_whole_build(at_work: Preview, file: str, at: int, word: str) -> None:
    path = at_work.folder / f"witnesses/{file}.txt"
    text = path.read_text(encoding="utf-8")
    words = text.split(" ")
    words[at % len(words)] = word
    first: dict[str, bytes] = {}
    at_work.shown = lambda: first.update({key: at_work.entries[key] for key in at_work.sections if key not in first})
    path.write_text(" ".join(words), encoding="utf-8")
    at_work.build()
    event(f"{len(first)} entries shown first")
    if not at_work.state()["failed"]:
        assert first == {key: at_work.entries[key] for key in first}
    path.write_text(text, encoding="utf-8")
    at_work.shown = lambda: None
    at_work.build()


def test_the_entries_that_have_other_words_are_shown_before_the_edition_is_compared(
    at_work: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise TextError(Message("E035", None, {"name": "garden", "count": 1}))

    told: list[dict[str, str]] = []
    at_work.shown = lambda: told.append(dict(at_work.sections))
    with monkeypatch.context() as patch:
        patch.setattr("edition.pipeline.steps.compare", refused)
        change(at_work, "repaired", "rebuilt")
        at_work.build()
    assert [[*sections] for sections in told] == [["e.1921-05-04"]]
    assert "rebuilt" in told[0]["e.1921-05-04"]
    # The edition was not built: what is shown is the page of before, and the next look begins there.
    assert "rebuilt" not in at_work.source
    change(at_work, "rebuilt", "repaired")
    at_work.shown = lambda: None
    at_work.build()


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
