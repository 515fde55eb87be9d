"""What was made comes back under its key, with its messages, or not at all."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from edition.errors import TextError
from edition.messages import Message, Report
from edition.messages.values import Lines
from edition.model import Locus
from edition.storage.cache import Cache, CacheHit, Pages, key_of, user_cache

MADE = CacheHit(
    b"bytes\nof a book",
    (
        Message("E005", Locus("a.txt", 3), {"reason": "no"}),
        Message("E002"),
        Message("I109", Locus("a.pdf", 3, None, "page 2"), {"lines": Lines((3, 4), pages=(2, 2))}),
        Message("E011", None, {"key": "key", "value": "day", "allowed": ("date", "number")}),
    ),
)


def test_what_was_kept_is_found_with_its_messages(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    assert cache.find("book", "k") is None
    cache.keep("book", "k", MADE)
    assert cache.find("book", "k") == MADE


def test_a_key_changes_with_every_part_and_every_boundary() -> None:
    keys = {key_of(parts) for parts in (["a", "b"], ["ab"], ["a", "b", ""], ["b", "a"], [b"a", "c"])}
    assert len(keys) == 5
    assert key_of(["a", "b"]) == key_of([b"a", b"b"])


def test_what_is_made_once_is_found_the_second_time_and_told_again(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    told = []
    for make in (making, failing):
        report = Report()
        assert cache.made("book", "k", report, make) == b"bytes"
        told.append([message.code for message in report])
    assert told == [["E002"], ["E002"]]


def test_what_could_not_be_made_is_told_and_not_kept(tmp_path: Path) -> None:
    cache, report = Cache(tmp_path), Report()
    with pytest.raises(TextError):
        cache.made("book", "k", report, failing)
    assert [message.code for message in report] == ["E001"]
    assert cache.find("book", "k") is None


def making(report: Report) -> bytes:
    report.add("E002")
    return b"bytes"


def failing(report: Report) -> bytes:
    report.add("E001", path="a.txt")
    raise TextError(Message("E002"))


def test_a_kind_has_its_own_keys(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.keep("epub", "k", MADE)
    assert cache.find("pdf", "k") is None


def test_what_is_broken_is_not_found(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.keep("book", "k", MADE)
    whole = (tmp_path / "book/k").read_bytes()
    for broken in (b"", whole[:-1], b"not json\n", whole.replace(b'"E005"', b'"E999"')):
        (tmp_path / "book/k").write_bytes(broken)
        assert cache.find("book", "k") is None


def test_a_cache_that_cannot_be_written_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    cache = Cache(tmp_path / "file")
    cache.keep("book", "k", MADE)
    assert cache.find("book", "k") is None


def test_the_oldest_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache, now = Cache(tmp_path), time.time()
    for number in range(9):
        cache.keep(f"kind{number % 2}", f"k{number}", MADE)
        os.utime(tmp_path / f"kind{number % 2}/k{number}", (now, now - 1000 * number))
    cache.prune(now + 60)
    assert names(tmp_path) == {f"k{number}" for number in range(9)}
    cache.find("kind1", "k7")
    size = (tmp_path / "kind0/k0").stat().st_size
    monkeypatch.setattr("edition.storage.cache._MOST", 4 * size)
    cache.prune(now + 60)
    assert names(tmp_path) == {"k7", "k0", "k1", "k2"}


def test_what_a_run_has_used_stays_however_much_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache, now = Cache(tmp_path), time.time()
    for name, used in {"before": now - 60, "found": now - 60, "made": now}.items():
        cache.keep("book", name, MADE)
        os.utime(tmp_path / "book" / name, (used, used))
    cache.find("book", "found")
    monkeypatch.setattr("edition.storage.cache._MOST", 0)
    cache.prune(now - 30)
    assert names(tmp_path) == {"found", "made"}
    cache.prune(now + 60)
    assert names(tmp_path) == set()


def test_what_nobody_used_for_long_goes(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    # As the cache was laid out before there were kinds.
    (tmp_path / "old").write_bytes(b"")
    cache.keep("book", "k", MADE)
    for path in ("old", "book/k"):
        os.utime(tmp_path / path, (0, 0))
    cache.keep("book", "new", MADE)
    cache.prune(0)
    assert names(tmp_path) == {"new"}


@pytest.mark.parametrize("keeps", [True, False])
def test_after_a_book_the_cache_is_tidied_if_pages_were_kept(tmp_path: Path, keeps: bool) -> None:
    old = tmp_path / "pages" / "old"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"page")
    os.utime(old, (0, 0))
    with Pages(Cache(tmp_path), lambda: "fonts").tidied() as pages:
        if keeps:
            pages.keep([b"source"], b"page")
            assert pages.find([b"source"]) == b"page"
    assert old.exists() is not keeps


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


def test_the_cache_lies_where_the_user_keeps_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert user_cache().folder == tmp_path / "edition"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert user_cache().folder == Path.home() / ".cache/edition"
    monkeypatch.setenv("XDG_CACHE_HOME", "")
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    assert user_cache().folder is None


def test_without_a_folder_nothing_is_kept() -> None:
    cache = Cache(None)
    cache.keep("book", "k", MADE)
    assert cache.find("book", "k") is None
