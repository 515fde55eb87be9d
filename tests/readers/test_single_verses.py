"""A line of a poem that stands alone, where poems have stops and where they have none; what stands above a poem and is no verse."""

from __future__ import annotations

from collections import Counter

from tests.readers.test_work_divisions import read

BARE = (
    "The mill goes round at night",
    "And nobody has lit the lamp",
    "The mule stands in the yard",
    "The priest has gone to Crumb",
)


def poem(title: str, *parts: str) -> str:
    return "\n\n".join((f"{title.upper()}\n", *parts))


def kinds(text: str) -> list[Counter[tuple[str, bool]]]:
    found = []
    for entry in read(text)[0].entries:
        found.append(Counter((block.kind, "epigraph" in block.within) for block in entry.blocks if block.text))
    return found


def stanzas(count: int) -> str:
    return "\n\n".join("\n".join(BARE[(n + at) % 4] for at in range(4)) for n in range(count))


def test_a_line_alone_is_a_verse_where_verses_have_no_stops() -> None:
    text = "\n\n\n\n".join(
        poem(title, "Barley has its own shadow", stanzas(4), "Nobody has lit the lamp", stanzas(3))
        for title in ("The mill", "The mule", "The ford", "The lamp")
    )
    assert kinds(f"POEMS\n\n\n\n{text}") == [Counter({("l", False): 30})] * 4


def test_for_whom_a_poem_is_is_no_argument_of_it() -> None:
    poems = (poem(title, "To Berta Hob", stanzas(5)) for title in ("The mill", "The mule", "The ford", "The lamp"))
    text = "\n\n\n\n".join(poems)
    assert all(found["argument", False] == 0 for found in kinds(f"POEMS\n\n\n\n{text}"))
