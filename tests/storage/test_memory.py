"""The memory of a process gives what it has under a key, and forgets what was not used for longest."""

from __future__ import annotations

from edition.storage.memory import Memory


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
