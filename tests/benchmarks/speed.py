"""Measure how long reading, alignment, EPUB and PDF take and how that grows with the text; with CollateX where it is installed.

Run by `make bench`. Each figure is one process, start of the program included: user and system seconds, and the largest memory
that it held. The last column of a growing series is the seconds for a thousand words: level where growth is linear.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
from tests.readers.long_books import SHAPES, book

ROOT = Path(__file__).resolve().parent.parent.parent
SHARED = ROOT.parent / "shared"
SIZES = (1_000, 2_000, 4_000, 8_000, 16_000, 32_000)
SIZES_READ = (100_000, 300_000, 1_000_000)
SIZES_OF_COLLATEX = (250, 500, 1_000, 2_000)
LIMIT = 600  # seconds

READING = """
import sys
from pathlib import Path
from edition import readers
from edition.messages import Report
from edition.model import Witness
readers.read_file(Witness("A", reader=sys.argv[1], file="book"), Path(sys.argv[2]).read_bytes(), Report())
"""
COLLATEX = """
import sys
from pathlib import Path
from collatex import Collation, collate
collation = Collation()
for siglum, path in zip("AB", sys.argv[1:]):
    collation.add_plain_witness(siglum, Path(path).read_text(encoding="utf-8"))
collate(collation, output="tei", segmentation=True)
"""


def measure(command: list[str | Path]) -> tuple[float, float] | None:
    """Run a command and give its processor seconds and largest memory in MB; None when it fails or takes too long."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": tempfile.gettempdir() + "/edition-bench"}
    limit = ["timeout", str(LIMIT), *map(str, command)]
    process = subprocess.Popen(limit, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return (usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024) if process.returncode == 0 else None


def two_renderings(words: int, seed: int = 1) -> tuple[str, str]:
    """Two made-up texts that answer each other as translations do: a third of the words differ, sentences are split and dropped."""
    chance = random.Random(seed)
    syllables = [first + vowel for first in "bdfgklmnprstvz" for vowel in "aeiou"]
    vocabulary = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(4_000)]
    weights = [1 / rank for rank in range(1, len(vocabulary) + 1)]
    synonyms = {word: chance.choice(vocabulary) if chance.random() < 1 / 3 else word for word in vocabulary}
    sides: tuple[list[str], list[str]] = ([], [])
    written = 0
    while written < words:
        sentence = chance.choices(vocabulary, weights, k=chance.randint(6, 36))
        written += len(sentence)
        answer = [synonyms[word] for word in sentence]
        cut = len(answer) // 2
        split = [answer[:cut], answer[cut:]] if chance.random() < 0.2 else [answer]
        sides[0].append(" ".join(sentence).capitalize() + ".")
        sides[1].extend(" ".join(part).capitalize() + "." for part in split if chance.random() > 0.02)
        if chance.random() < 0.15:
            for side in sides:
                side.append("\n\n")
    return " ".join(sides[0]), " ".join(sides[1])


def row(what: str, size: str, result: tuple[float, float] | None, thousands: float = 0.0) -> None:
    if result is None:
        print(f"{what:34}{size:>12}   failed, or took over {LIMIT} s")
        return
    each = f"{result[0] / thousands:14.3f}" if thousands else ""
    print(f"{what:34}{size:>12}{result[0]:10.2f}{result[1]:10.0f}{each}", flush=True)


def alignments(folder: Path) -> None:
    """`edition align` on growing texts, then CollateX, which has no sentences to hold on to, on as much as it can."""
    edition = [sys.executable, "-m", "edition", "align"]
    collatex = [sys.executable, "-c", COLLATEX]
    there = subprocess.run([sys.executable, "-c", "import collatex"], capture_output=True, check=False).returncode == 0
    for size in sorted({*SIZES, *SIZES_OF_COLLATEX}):
        paths = [folder / "base.txt", folder / "other.txt"]
        for path, text in zip(paths, two_renderings(size), strict=True):
            path.write_text(text, encoding="utf-8")
        if size in SIZES:
            row("edition align", f"{size:,} words", measure([*edition, *paths, "--json"]), size / 1000)
        if there and size in SIZES_OF_COLLATEX:
            row("CollateX, text in one piece", f"{size:,} words", measure([*collatex, *paths]), size / 1000)
    if not there:
        print("CollateX is not installed here: not measured.")


def readings(folder: Path) -> None:
    """Each shape of source as a growing diary, read into entries; a PDF, whose geometry takes time, of a hundredth of the words."""
    for shape in SHAPES:
        for size in SIZES_READ:
            words = size // 100 if shape == "pdf" else size
            path = folder / f"book.{shape}"
            path.write_bytes(book(shape, words))
            row(f"reading {shape}", f"{words:,} words", measure([sys.executable, "-c", READING, shape, path]), words / 1000)


def books(folder: Path) -> None:
    """A book of the specimen, and of larger documents where they are at hand."""
    for path in (ROOT / "tei/specimen.xml", SHARED / "corpus/synth-6080-apps.xml", ROOT / "tei/serge.xml"):
        if path.exists():
            for kind in ("epub", "pdf"):
                command = [sys.executable, "-m", "edition", kind, path, "-o", folder / f"book.{kind}"]
                row(f"edition {kind} {path.stem}", f"{path.stat().st_size / 1000:,.0f} kB", measure(command))


def main() -> None:
    """Print the table."""
    print(f"{'':34}{'size':>12}{'seconds':>10}{'MB':>10}{'s/1000 words':>14}")
    row("edition --help", "", measure([sys.executable, "-m", "edition", "--help"]))
    with tempfile.TemporaryDirectory() as name:
        readings(Path(name))
        alignments(Path(name))
        books(Path(name))


if __name__ == "__main__":
    main()
