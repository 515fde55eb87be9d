"""Measure what it costs to build an edition again: with nothing changed, with one word changed, and all of it without the cache.

Run by `make bench`. An edition of 100,000 words a side in two made-up renderings: dated entries of very different length, notes, a
list of names. Each figure is one process of its own, start of the program included, wall and processor seconds, medians of RUNS
runs taken in turn. In each round another word of one witness is changed, so that no run finds what an earlier one made. The last
columns are the parts of the time that a build without the cache takes.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.benchmarks.speed import two_renderings  # noqa: E402

WORDS = 100_000
RUNS = int(os.environ.get("RUNS", "3"))
LENGTHS = (40, 120, 250, 400, 900)  # words of an entry
NAMES = 60
DESCRIPTION = """format = 2
title = "Days"
authors = ["Nobody"]
editors = ["Nobody"]
language = "en"
base = "A"
date = "2026-01-01"
rights = "Made up."
""" + "".join(
    f"""
[[witness]]
siglum = "{siglum}"
title = "{title}"
translators = ["{title}"]
reader = "markdown"
file = "{title}.md"
rights = "Made up."
"""
    for siglum, title in (("A", "base"), ("B", "other"))
)
PARTS = ("tei", "tei,epub,pdf")


def renderings(words: int, seed: int = 1) -> tuple[str, str]:
    """Two renderings of a diary in Markdown: an entry a day, of its words every hundredth or so with a note."""
    chance = random.Random(seed)
    paragraphs = list(zip(*(side.split("\n\n") for side in two_renderings(words, seed)), strict=True))
    sides: tuple[list[str], list[str]] = ([], [])
    notes: tuple[list[str], list[str]] = ([], [])
    day, left = date(1936, 1, 1), 0
    for pair in paragraphs:
        if left <= 0:
            left = chance.choice(LENGTHS)
            day += timedelta(chance.randint(1, 4))
            for side in sides:
                side.append(f"## {day.day} {day:%B} {day.year}")
        left -= len(pair[0].split())
        noted = chance.random() < 0.5
        for side, aside, text in zip(sides, notes, pair, strict=True):
            mark = f"[^{len(aside) + 1}]" if noted else ""
            side.append(text.strip() + mark)
            if noted:
                aside.append(f"{mark}: {text.strip()[:60]}.")
    one, two = ("\n\n".join([*side, *aside]) + "\n" for side, aside in zip(sides, notes, strict=True))
    return one, two


def names(text: str) -> str:
    """A names.toml of the words that begin the most sentences of a text."""
    words = re.findall(r"\b[A-Z]\w{4,}", text)
    often = sorted(set(words), key=lambda word: (-words.count(word), word))[:NAMES]
    return "".join(f'[[person]]\nid = "pers.{word.lower()}"\nname = "{word}"\n\n' for word in often)


def workspace(folder: Path, texts: tuple[str, str]) -> Path:
    """A workspace with the edition `days`; gives the file of the other witness."""
    source = folder / "sources/days"
    (source / "witnesses").mkdir(parents=True)
    (source / "edition.toml").write_text(DESCRIPTION, encoding="utf-8")
    (source / "names.toml").write_text(names(texts[0]), encoding="utf-8")
    for title, text in zip(("base", "other"), texts, strict=True):
        (source / f"witnesses/{title}.md").write_text(text, encoding="utf-8")
    return source / "witnesses/other.md"


def changed(text: str) -> Iterator[str]:
    """A text with one word of it changed, each time another, further on."""
    words = list(re.finditer(r"(?<= )[a-z]+(?= )", text))
    for round_ in range(1, RUNS + 1):
        word = words[len(words) * round_ // (RUNS + 1)]
        yield text[: word.start()] + "otherwise" + text[word.end() :]


def build(folder: Path, *options: str) -> tuple[float, float]:
    """The wall and processor seconds of a build, its processes together: also those that it starts and leaves behind."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(folder / "cache")}
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    command = [sys.executable, "-m", "edition", "build", "days", *options]
    done = subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    wall = time.monotonic() - begin
    assert done.returncode == 0, f"edition build {' '.join(options)} ends with {done.returncode}"
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def adopt() -> None:
    """Have the processes whose parents have ended for children, so that their time is counted when they end: Linux, prctl(2)."""
    subreaper = 36
    if ctypes.CDLL(None).prctl(subreaper, 1, 0, 0, 0):
        raise OSError("prctl")


def measure(parts: str, texts: tuple[str, str], folder: Path) -> dict[str, list[tuple[float, float]]]:
    """The runs of each kind, taken in turn."""
    taken: dict[str, list[tuple[float, float]]] = {"nothing changed": [], "one word changed": [], "--no-cache": []}
    file = workspace(folder, texts)
    build(folder, "--only", parts)
    for text in changed(texts[1]):
        taken["nothing changed"].append(build(folder, "--only", parts))
        file.write_text(text, encoding="utf-8")
        taken["one word changed"].append(build(folder, "--only", parts))
        taken["--no-cache"].append(build(folder, "--only", parts, "--no-cache"))
    return taken


def main() -> None:
    """Print the table."""
    adopt()
    texts = renderings(WORDS)
    title = f"edition build, {len(texts[0].split()):,} words a side"
    print(f"{title:46}{'wall s':>8}{'cpu s':>8}{'wall':>8}{'cpu':>8}")
    for parts in PARTS:
        with tempfile.TemporaryDirectory() as name:
            taken = measure(parts, texts, Path(name))
        medians = {what: [statistics.median(side) for side in zip(*runs, strict=True)] for what, runs in taken.items()}
        for what, (wall, cpu) in medians.items():
            shares = [own / whole for own, whole in zip((wall, cpu), medians["--no-cache"], strict=True)]
            print(f"--only {parts}, {what}".ljust(46) + f"{wall:8.2f}{cpu:8.2f}{shares[0]:8.3f}{shares[1]:8.3f}", flush=True)


if __name__ == "__main__":
    main()
