"""Measure what many small editions cost: one after another, in two processes, and with nothing to do.

Run by `make bench`; prints the table of docs/scale.md. EDITIONS made-up editions (200) of 1,500 words a side, TEI and EPUB.
Seconds by the clock, and of the processors for all processes of a build together. Efficiency: by the clock, the time of one process
divided by twice that of two; by work, the processor seconds of one divided by those of two, which holds also where the machine has
other things to do. Memory is the most that the first process held (VmHWM), also for a quarter of the editions: level where it does
not grow with their number.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.benchmarks.rebuilding import DESCRIPTION, renderings  # noqa: E402

EDITIONS = int(os.environ.get("EDITIONS", "200"))
WORDS = 1_500
_NOTES = re.compile(r"^\[\^\d+\]: .*\n?|\[\^\d+\]", re.MULTILINE)


def library(folder: Path, editions: int) -> None:
    """A workspace with so many editions, no two alike."""
    for number in range(editions):
        source = folder / f"sources/days-{number:05}"
        (source / "witnesses").mkdir(parents=True)
        (source / "edition.toml").write_text(DESCRIPTION, encoding="utf-8")
        for title, text in zip(("base", "other"), renderings(WORDS, number + 1), strict=True):
            # Without notes, whose numbers a text so short may have twice.
            bare = _NOTES.sub("", text)
            (source / f"witnesses/{title}.md").write_text(bare, encoding="utf-8")


def build(folder: Path, *options: str) -> tuple[float, float, float]:
    """Build the library: seconds by the clock, seconds of all its processes, and the most megabytes that the first one held."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(folder / "cache"), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "edition", "build", "--only", "tei,epub", *options]
    with open(folder / "told", "w") as told:
        before, begin = os.times(), time.monotonic()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=told)
        most = 0
        while process.poll() is None:
            with contextlib.suppress(OSError, IndexError):
                most = int(Path(f"/proc/{process.pid}/status").read_text().split("VmHWM:")[1].split()[0])
            time.sleep(0.05)
        wall, after = time.monotonic() - begin, os.times()
    assert process.returncode == 0, (folder / "told").read_text()[-2000:]
    work = after.children_user - before.children_user + after.children_system - before.children_system
    return wall, work, most / 1024


def digest(folder: Path) -> str:
    """A digest of all that was built."""
    found = hashlib.sha256()
    for path in sorted([*folder.glob("tei/**/*"), *folder.glob("output/*")]):
        if path.is_file():
            found.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes())
    return found.hexdigest()


def fresh(folder: Path) -> None:
    """Take away what was built and what was kept."""
    for name in ("tei", "output", "cache"):
        shutil.rmtree(folder / name, ignore_errors=True)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        library(folder, EDITIONS)
        runs, made = {}, {}
        for jobs in ("1", "2"):
            fresh(folder)
            runs[jobs] = build(folder, "--jobs", jobs)
            made[jobs] = digest(folder)
        again = build(folder, "--jobs", "2")
        fresh(folder)
        quarter = build(folder, "--jobs", "2", "--shard", "1/4")
    part = -(-EDITIONS // 4)
    print("| build | seconds by the clock | seconds of the processors | MB |\n| --- | --- | --- | --- |")
    for what, (wall, work, most) in {
        "`--jobs 1`": runs["1"],
        "`--jobs 2`": runs["2"],
        "`--jobs 2`, nothing changed": again,
        f"`--jobs 2`, {part} of them (`--shard 1/4`)": quarter,
    }.items():
        print(f"| {what} | {wall:.0f} | {work:.1f} | {most:.0f} |")
    (wall, work, _), (wall_of_two, work_of_two, _) = runs["1"], runs["2"]
    each = (work_of_two - quarter[1]) / (EDITIONS - part)
    print(f"\n{EDITIONS} editions of {WORDS:,} words a side, the same bytes: {'yes' if made['1'] == made['2'] else 'NO'}.")
    print(f"Efficiency of two processes by the clock {wall / wall_of_two / 2:.2f}, by work {work / work_of_two:.2f}.")
    print(f"Each edition costs {each:.2f} seconds of a processor, {work_of_two - each * EDITIONS:.1f} whatever their number.")


if __name__ == "__main__":
    main()
