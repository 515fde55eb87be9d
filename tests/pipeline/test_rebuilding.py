"""A build that finds what earlier ones left gives the same bytes and the same messages as one that finds nothing."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from edition.errors import EditionError
from edition.messages import Report
from edition.pipeline import steps
from edition.project import description
from edition.storage.cache import Cache
from edition.storage.memory import Memory
from tests.examples import examples

T = TypeVar("T")
REVIEW = """\
On gardens

Of the soil he says that it “is still cold, but the sky was clear”; of the rain, “I read in the shed and mended the rake.”
Nobody, he adds, “has ever counted the snails of this valley twice.”
"""
WITNESS = """
[[witness]]
siglum = "Ar"
title = "On gardens"
authors = ["C. Mole"]
reader = "plain"
fragment_of = "A"
file = "review.txt"
"""
# An entry that B lacks, and a review that quotes B for it: the quotation is found in the words of A.
ONLY_IN_A = """
5 May 1921. Mended the gate by the lane at last. Karen held the post while I drove the nails, and the blackbird scolded us both
from the top of the ivy.
"""
REVIEW_OF_B = """\
On gates

Her version is the plainer: “Karen steadied the post while I drove in the nails, and the blackbird scolded both of us from the top
of the ivy.” One hears the hammer.
"""
WITNESS_OF_B = """
[[witness]]
siglum = "Br"
title = "On gates"
authors = ["D. Vole"]
reader = "plain"
fragment_of = "B"
file = "gates.txt"
"""
# What a server has: all that earlier builds left in memory, and no file that would answer before it.
REMEMBERING = Cache(None, Memory())
# What may stand in decisions.toml, of which some find their place and others find none any more.
DECISIONS = (
    '[[emendation]]\nsiglum = "A"\nentry = "1921-05-03"\nat = "beans"\nread = "peas"\nkind = "print"\nreason = "a slip"\n',
    '[[comment]]\nentry = "1921-05-04"\nat = { A = "mended", B = "repaired" }\ntext = "Both did."\n',
    '[[silence]]\nentry = "1921-05-03"\nat = { A = "soil", B = "earth" }\n',
    '[[unlink]]\nentry = "1921-05-04"\nat = { A = "blackbird", B = "blackbird" }\n',
)
FILES = ("witnesses/a.txt", "witnesses/b.txt", "witnesses/review.txt", "witnesses/gates.txt")
WORDS = (
    "rain",
    "Karen",
    "ivy",
    "the rake.",
    "3",
    "“",
    "—",
    "[1]",
    "\n\n",
    "5 May 1921.",
    "4 May 1921.",
    "\n\n6 May 1921. Snow.\n\n",
)


@pytest.fixture(scope="module")
def garden(root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str], Cache]:
    """A workspace with two full texts and two reviews, what its files hold, and a cache that all builds share."""
    folder = tmp_path_factory.mktemp("garden")
    shutil.copytree(root / "tests/cases/workspace", folder, dirs_exist_ok=True)
    source = folder / "sources/garden"
    (source / "witnesses/review.txt").write_text(REVIEW, encoding="utf-8")
    with (source / "edition.toml").open("a", encoding="utf-8") as description:
        description.write(WITNESS + WITNESS_OF_B)
    (source / "witnesses/gates.txt").write_text(REVIEW_OF_B, encoding="utf-8")
    with (source / "witnesses/a.txt").open("a", encoding="utf-8") as text:
        text.write(ONLY_IN_A)
    files = {path: (source / path).read_text("utf-8") for path in FILES}
    return folder, files, Cache(folder / "cache")


def changes() -> st.SearchStrategy[tuple[dict[str, tuple[int, str]], list[str]]]:
    """A change: in each of some files one word, by its number, replaced by others; and some decisions."""
    word = st.tuples(st.integers(0, 60), st.sampled_from(WORDS))
    files = st.dictionaries(st.sampled_from(FILES), word, max_size=2)
    return st.tuples(files, st.lists(st.sampled_from(DECISIONS), unique=True, max_size=3))


@settings(max_examples=examples(15), deadline=None)
@given(change=changes())
@example(change=({}, []))
@example(change=({}, list(DECISIONS)))
@example(change=({"witnesses/a.txt": (50, "beside"), "witnesses/gates.txt": (12, "nail")}, []))
@example(change=({"witnesses/a.txt": (8, "rain"), "witnesses/review.txt": (12, "stones")}, list(DECISIONS)))
def test_a_build_after_any_change_is_as_one_without_a_cache(
    garden: tuple[Path, dict[str, str], Cache], change: tuple[dict[str, tuple[int, str]], list[str]]
) -> None:
    folder, files, cache = garden
    changed, decisions = change
    for name, text in files.items():
        words = text.split(" ")
        if name in changed:
            words[changed[name][0] % len(words)] = changed[name][1]
        (folder / "sources/garden" / name).write_text(" ".join(words), encoding="utf-8")
    (folder / "sources/garden/decisions.toml").write_text("\n".join(decisions), encoding="utf-8")
    fresh = built(folder, Cache(None))
    # What this change left, and then what it has left itself.
    assert built(folder, cache) == fresh
    assert built(folder, REMEMBERING) == fresh
    shutil.rmtree(folder / "cache/tei", ignore_errors=True)
    assert built(folder, cache) == fresh
    assert built(folder, cache) == fresh


def test_the_garden_as_it_stands_is_built(garden: tuple[Path, dict[str, str], Cache]) -> None:
    folder, files, _ = garden
    for name, text in files.items():
        (folder / "sources/garden" / name).write_text(text, encoding="utf-8")
    (folder / "sources/garden/decisions.toml").write_text("\n".join(DECISIONS), encoding="utf-8")
    messages, written = built(folder, Cache(None))
    assert [message.split()[1] for message in messages] == ["I250", "I381"]
    assert len(written) == 5


@pytest.mark.parametrize(
    ("file", "old", "new", "cost"),
    [
        # The beads and variants of its entry; each review is sought in the whole text.
        ("witnesses/b.txt", "earth", "ground", [1, 1, 0, 1]),
        ("witnesses/a.txt", "soil", "ground", [1, 1, 0, 2]),
        # The quotation and the entry that stand in this text alone.
        ("witnesses/a.txt", "gate", "door", [1, 0, 1, 2]),
        ("witnesses/review.txt", "snails", "slugs", [0, 0, 0, 1]),
        ("witnesses/gates.txt", "Karen", "She", [0, 0, 1, 2]),
        ("names.toml", "Karen Lind", "Karen Lund", [0, 0, 0, 0]),
        ("decisions.toml", "Both did.", "Neither did.", [0, 0, 0, 0]),
    ],
    ids=lambda value: str(value).partition("/")[2] or None,
)
def test_a_changed_word_costs_its_entry(
    garden: tuple[Path, dict[str, str], Cache], tmp_path: Path, file: str, old: str, new: str, cost: list[int]
) -> None:
    folder, files, _ = garden
    source, cache = folder / "sources/garden", Cache(tmp_path)
    for name, text in files.items():
        (source / name).write_text(text, encoding="utf-8")
    (source / "decisions.toml").write_text("\n".join(DECISIONS[:2]), encoding="utf-8")
    kinds = ("beads", "variants", "quoted", "hits")
    before = (source / file).read_text("utf-8")
    kept = []
    for text in (before, before.replace(old, new)):
        (source / file).write_text(text, encoding="utf-8")
        built(folder, cache)
        kept.append([len(list((tmp_path / kind).iterdir())) for kind in (*kinds, "tei")])
    (source / file).write_text(before, encoding="utf-8")
    first = [3, 2, 1, 3]
    assert kept == [[*first, 1], [*(one + more for one, more in zip(first, cost, strict=True)), 2]]


def test_memory_searches_again_only_for_what_a_changed_word_may_answer(garden: tuple[Path, dict[str, str], Cache]) -> None:
    folder, files, _ = garden
    memory = CountingMemory()
    made = []
    for old, new in (("", ""), ("beans", "zinnias"), ("post", "rail")):
        for name, text in files.items():
            (folder / "sources/garden" / name).write_text(text.replace(old, new) if name == FILES[0] else text, encoding="utf-8")
        memory.counts.clear()
        built(folder, Cache(None, memory))
        made.append((memory.counts["files"], memory.counts["searches"]))
    # All; the one file that has another word, and no piece of a quotation has it; the file, and one of three quotations.
    assert made[0][0] == len(FILES)
    assert made[1] == (1, 0)
    assert made[2][0] == 1
    assert 0 < made[2][1] < made[0][1] / 2


@dataclass(slots=True)
class CountingMemory(Memory):
    """A memory that counts what it had to have made."""

    counts: Counter[str] = field(default_factory=Counter)

    def made(self, kind: str, most: int, key: Hashable, make: Callable[[], T]) -> T:
        def counted() -> T:
            self.counts[kind] += 1
            return make()

        return Memory.made(self, kind, most, key, counted)


def built(folder: Path, cache: Cache) -> tuple[list[str], dict[str, bytes]]:
    """The messages of a build, in order, what stops it last; and the files that it writes."""
    report = Report()
    shutil.rmtree(folder / "tei", ignore_errors=True)
    # What decisions were on in a build before is an input of its own (tests/decisions/test_decided_words.py).
    (folder / "sources/garden/decided.tsv").unlink(missing_ok=True)
    stopped = []
    try:
        loaded = description.load(folder, "garden", report)
        texts, _ = description.find_texts(loaded, ())
        steps.build(loaded, texts, report, cache=cache, only=("tei",))
    except EditionError as error:
        stopped = [str(error.message)]
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.glob("tei/**/*.xml")}
    return [*map(str, report), *stopped], files
