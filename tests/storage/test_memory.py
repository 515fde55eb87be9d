"""The memory of a process gives what it has under a key, and forgets what was not used for longest."""

from __future__ import annotations

import platform
from pathlib import Path

import pytest

from edition.storage.memory import Memory, give_back


def test_what_was_used_last_is_kept() -> None:
    memory = Memory()
    made: list[str] = []

    def ask(key: str) -> str:
        return memory.made("letters", 2, key, lambda: (made.append(key), key.upper())[1])

    assert [ask(key) for key in "abacb"] == [*"ABACB"]
    # "b" had to go for "c", because "a" had been asked for since.
    assert made == [*"abcb"]


def test_nothing_is_a_result_too_and_kinds_do_not_mix() -> None:
    memory, made = Memory(), list[str]()
    for kind in ("one", "two", "one"):
        assert memory.made(kind, 5, "key", lambda kind=kind: made.append(kind)) is None  # type: ignore[misc]
    assert made == ["one", "two"]


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only of glibc can memory be asked back")
def test_memory_that_was_freed_between_what_stays_is_given_back() -> None:
    def held() -> int:
        return int(Path("/proc/self/status").read_text().split("VmRSS:")[1].split()[0])

    # Pieces of a length that Python asks glibc for; of every hundred one stays, the last among them.
    pieces = [bytes(1_000) for _ in range(50_000)]
    full = held()
    stay = pieces[99::100]
    del pieces
    give_back()
    assert full - held() > 25_000  # kilobytes, half of what was freed
    assert len(stay) == 500
