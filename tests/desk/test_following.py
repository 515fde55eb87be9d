"""A file of an edition is changed while it is served: the page is made anew, or says what is wrong and stays as it was."""

from __future__ import annotations

import json
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from edition.desk.preview import Preview
from edition.desk.server import DeskServer
from edition.errors import OutsideError
from edition.storage.cache import Cache
from tests.desk.conftest import Served, copied, serving

DAY = "3 May 1921"


@pytest.fixture
def served(root: Path, tmp_path: Path) -> Iterator[Served]:
    """A server of the garden, built."""
    for found in serving(copied(root / "tests/cases/workspace/sources/garden", tmp_path)):
        assert not found.built(1).failed
        yield found


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def codes(served: Served, build: int) -> list[str]:
    return [message.code for message in served.built(build).messages]


def test_a_word_is_changed_in_a_source(served: Served) -> None:
    before = served.ask("/")[1]
    change(served.folder / "witnesses/b.txt", "repaired", "mended")
    assert not served.built(2).failed
    after = served.ask("/")[1]
    assert "repaired" in before
    assert "repaired" not in after
    # What the build itself writes is no change.
    assert len(served.outcomes) == 2


def test_what_a_build_has_used_stays_in_the_cache_however_much_it_is(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("edition.storage.cache._MOST", 0)
    preview = Preview(copied(root / "tests/cases/workspace/sources/garden", tmp_path), cache=Cache(tmp_path / "cache"))
    preview.build()
    assert {path.parent.name for path in (tmp_path / "cache").glob("*/*")} >= {"tei", "html"}


def test_a_decision_that_finds_no_place_is_told_with_its_line_and_the_page_stays(served: Served) -> None:
    before = served.ask("/")[1]
    decisions = served.folder / "decisions.toml"
    decisions.write_text('[[silence]]\nentry = "1921-05-03"\nat = { A = "no such words", B = "earth" }\n', encoding="utf-8")
    outcome = served.built(2)
    assert outcome.failed
    assert [(message.code, str(message.locus)) for message in outcome.messages] == [("E351", "garden/decisions.toml:3")]
    assert served.ask("/")[1] == before
    decisions.unlink()
    assert not served.built(3).failed


def test_tei_that_is_changed_by_hand_is_not_written_over(served: Served) -> None:
    tei = served.folder.parent.parent / "tei/garden.xml"
    change(tei, "A Garden Notebook", "My Garden")
    assert codes(served, 2) == ["E027"]
    assert "My Garden" in tei.read_text(encoding="utf-8")


def test_a_fault_of_the_program_is_told_and_the_next_change_is_built(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*asked: object, **named: object) -> None:
        raise ValueError("a letter that is none")

    with monkeypatch.context() as patch:
        patch.setattr("edition.pipeline.steps.build", fails)
        change(served.folder / "witnesses/b.txt", "repaired", "mended")
        assert codes(served, 2) == ["E901"]
    change(served.folder / "witnesses/b.txt", "mended", "fixed")
    assert not served.built(3).failed


def test_a_folder_that_goes_and_comes_again_is_followed(served: Served) -> None:
    away = served.folder.with_name("away")
    served.folder.rename(away)
    assert served.built(2).failed
    away.rename(served.folder)
    served.until(lambda: not served.outcomes[-1].failed)
    count = len(served.outcomes)
    change(served.folder / "witnesses/b.txt", "repaired", "mended")
    assert not served.built(count + 1).failed


def test_an_edition_that_cannot_be_built_yet_is_told_and_built_when_it_can(root: Path, tmp_path: Path) -> None:
    folder = copied(root / "tests/cases/workspace/sources/garden", tmp_path)
    whole = (folder / "edition.toml").read_text(encoding="utf-8")
    (folder / "edition.toml").write_text("format = 2\ntitle = ", encoding="utf-8")
    shutil.move(folder / "witnesses/b.txt", tmp_path / "b.txt")
    for served in serving(folder):
        assert codes(served, 1) == ["E007"]
        status, words = served.ask("/")
        assert status == 200
        assert "Notebook" not in words
        (folder / "edition.toml").write_text(whole, encoding="utf-8")
        assert codes(served, 2) == ["E022"]
        shutil.move(tmp_path / "b.txt", folder / "witnesses/b.txt")
        assert not served.built(3).failed
        assert "A Garden Notebook" in served.ask("/")[1]


def test_the_page_that_is_served_runs_its_own_program_and_asks_this_server_alone(served: Served) -> None:
    page = served.server.preview.page("a token")
    assert "http-equiv" not in page.source
    rules = dict(rule.strip().partition(" ")[::2] for rule in page.policy.split(";"))
    assert rules.pop("script-src").startswith("'sha256-")
    assert rules.pop("style-src").startswith("'sha256-")
    assert rules == {
        "default-src": "'none'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "connect-src": "'self'",
        "frame-ancestors": "'none'",
    }


def test_a_port_that_is_taken_is_told(served: Served) -> None:
    port = served.server.key.port
    with pytest.raises(OutsideError) as found:
        DeskServer(served.folder, port=port)
    assert found.value.message.code == "E081"
    assert str(port) in str(found.value)


def test_a_browser_may_come_before_the_server_runs(served: Served) -> None:
    server = DeskServer(served.folder)
    with server.socket, socket.create_connection(("127.0.0.1", server.key.port), timeout=20) as connection:
        assert connection.getpeername()[1] == server.key.port


# --- In the browser -----------------------------------------------------------------------------------------------------


def test_the_page_keeps_its_place_and_shows_what_is_wrong(browser: Any, specimen: Path) -> None:
    for served in serving(specimen):
        served.built(1)
        browser.resize(1600, 700)
        browser.driver.get(served.server.address)
        assert browser.driver.current_url == f"{served.server.key.origin}/", "no address holds the token"
        rows = browser.run("return [...document.querySelectorAll('#text .r[id]')].map((row) => row.id)")
        row = rows[len(rows) // 2]
        top = "return Math.round(document.getElementById(arguments[0]).getBoundingClientRect().top)"
        browser.run("document.getElementById(arguments[0]).scrollIntoView({ block: 'center' })", row)
        place = browser.run(top, row)
        assert browser.run("return scrollY") > 500
        version = "return JSON.parse(document.getElementById('served').textContent).version"
        before = browser.run(version)
        change(specimen / "edition.toml", 'title = "The Wax Notebooks"', 'title = "The Notebooks of Wax"')
        served.until(lambda: browser.run("return document.body?.dataset.ready === ''") and browser.run(version) != before)
        assert browser.driver.title == "The Notebooks of Wax"
        served.until(lambda: abs(browser.run(top, row) - place) <= 2)
        change(specimen / "edition.toml", "language", "langauge")
        served.until(lambda: not browser.run("return document.getElementById('faults').hidden"))
        assert "specimen/edition.toml:" in browser.run("return document.getElementById('faults').innerText")
        browser.keep("desk with a fault")
        assert browser.driver.title == "The Notebooks of Wax"
        change(specimen / "edition.toml", "langauge", "language")
        served.until(lambda: browser.run("return document.getElementById('faults').hidden"))
        assert browser.driver.get_log("browser") == [], "nothing that the policy had to stop"
        # A page that stays open asks for a server that is gone.
        browser.driver.get("about:blank")
        state = json.dumps(served.server.preview.state())
        assert served.server.key.token not in state
