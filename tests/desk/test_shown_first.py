"""The page of a change is shown before its TEI has been checked, and says so; what is found wrong takes it away again."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.desk.preview import Preview
from edition.errors import TextError
from edition.messages import Message
from edition.storage.cache import Cache
from edition.storage.memory import Memory
from tests.desk.conftest import copied


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

    def look() -> None:
        state = preview.state()
        told.append((state["checked"], state["failed"], preview.source))

    preview.shown = look
    change(preview, "repaired", "rebuilt")
    assert preview.build()
    state = preview.state()
    written = (preview.folder.parent.parent / "output/garden.html").read_text(encoding="utf-8")
    assert told == [(False, False, written)]
    assert (state["checked"], state["failed"], preview.source) == (True, False, written)
    assert "rebuilt" in written
    # What is taken back comes from the cache, which keeps what has been checked.
    change(preview, "rebuilt", "repaired")
    assert preview.build()
    assert len(told) == 1


def test_what_is_not_valid_is_shown_no_more(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    preview.shown = lambda: shown.append(preview.source)
    before = preview.source

    def refused(*_: object) -> None:
        raise TextError(Message("E035", None, {"name": "garden", "count": 1}))

    monkeypatch.setattr("edition.pipeline.steps._checked", refused)
    change(preview, "repaired", "rebuilt")
    assert preview.build()
    assert "rebuilt" in shown[0]
    assert preview.source == before
    assert preview.state()["failed"]


def test_what_is_changed_while_it_is_built_is_built_next(preview: Preview) -> None:
    preview.shown = lambda: change(preview, "rebuilt", "patched") if "rebuilt" in preview.source else None
    change(preview, "repaired", "rebuilt")
    assert preview.build()
    assert "patched" not in preview.source
    assert preview.build()
    assert "patched" in preview.source
    assert not preview.build()
