"""What was made comes back under its key, with its messages, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.cache import Cache, Made, key_of, user_cache
from edition.messages import Message
from edition.model import Locus

MADE = Made(b"bytes\nof a book", (Message("E005", Locus("a.txt", 3), {"reason": "no"}), Message("E002")))


def test_what_was_kept_is_found_with_its_messages(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    assert cache.find("k") is None
    cache.keep("k", MADE)
    assert cache.find("k") == MADE


def test_a_key_changes_with_every_part_and_every_boundary() -> None:
    keys = {key_of(parts) for parts in (["a", "b"], ["ab"], ["a", "b", ""], ["b", "a"], [b"a", "c"])}
    assert len(keys) == 5
    assert key_of(["a", "b"]) == key_of([b"a", b"b"])


def test_what_is_broken_is_not_found(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.keep("k", MADE)
    whole = (tmp_path / "k").read_bytes()
    for broken in (b"", whole[:-1], b"not json\n", whole.replace(b'"E005"', b'"E999"')):
        (tmp_path / "k").write_bytes(broken)
        assert cache.find("k") is None


def test_a_cache_that_cannot_be_written_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    cache = Cache(tmp_path / "file")
    cache.keep("k", MADE)
    assert cache.find("k") is None


def test_the_oldest_go_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for number in range(70):
        cache.keep(f"k{number}", MADE)
    assert len(list(tmp_path.iterdir())) == 60
    assert cache.find("k69") == MADE


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
    cache.keep("k", MADE)
    assert cache.find("k") is None
