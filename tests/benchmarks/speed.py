"""Measure how long reading, alignment, EPUB and PDF take, how that grows with the text, and how that compares with peers.

Run by `make bench`. Each figure is one process, start of the program included: user and system seconds, and the largest memory
that it held. The last column of a growing series is the seconds for a thousand words: level where growth is linear. Peers are
CollateX, and the prototype of the alignment where it lies beside the repository; a peer is given longer texts until one takes it
more than a minute, which ends it. At the end stand the ratios, each the median of five runs at the longest text that both could do.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
from tests.readers.long_books import SHAPES, book

ROOT = Path(__file__).resolve().parent.parent.parent
SHARED = ROOT.parent / "shared"
PROTOTYPES = SHARED / "notes/prototypes/alignment"
SIZES = (250, 500, 1_000, 3_000, 10_000, 30_000, 100_000)
SIZES_OF_BOOKS = (25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000)
SIZE_OF_PANDOC = 250_000
SIZES_READ = (100_000, 300_000, 1_000_000)
RUNS = 5
LIMIT = 600  # seconds of the processor
PATIENCE = 60  # seconds that a peer may take

READING = """
import sys
from pathlib import Path
from edition import readers
from edition.messages import Report
from edition.model import Witness
readers.read_file(Witness("A", reader=sys.argv[1], file="book"), Path(sys.argv[2]).read_bytes(), Report())
"""
NOTEBOOK = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc>
<titleStmt><title>Days</title></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc>
</fileDesc></teiHeader><text><body>{entries}</body></text></TEI>"""
COLLATEX = """
import sys
from pathlib import Path
from collatex import Collation, collate
collation = Collation()
for siglum, path in zip("AB", sys.argv[1:]):
    collation.add_plain_witness(siglum, Path(path).read_text(encoding="utf-8"))
collate(collation, output="tei", segmentation=True)
"""
PROTOTYPE = f"""
import sys
from pathlib import Path
sys.path.insert(0, {str(PROTOTYPES)!r})
import sentalign, textutil
texts = [Path(path).read_text(encoding="utf-8") for path in sys.argv[1:]]
sentalign.align(*[[text[a:b] for a, b in textutil.split_sents(text)] for text in texts])
"""
# What is measured on two texts: its name, its command, and which of our own it is held against.
PYTHON = [sys.executable]
OURS = {
    "edition align --no-readings": [*PYTHON, "-m", "edition", "align", "--json", "--no-readings"],
    "edition align": [*PYTHON, "-m", "edition", "align", "--json"],
}
PEERS = {
    "prototype, beads": ([*PYTHON, "-c", PROTOTYPE], "import scipy, sys; sys.path.insert(0, sys.argv[1]); import sentalign"),
    "CollateX, text in one piece": ([*PYTHON, "-c", COLLATEX], "import collatex, Levenshtein"),
}
RIVALS = (("prototype, beads", "edition align --no-readings"), ("CollateX, text in one piece", "edition align"))


def measure(command: list[str | Path], limit: int = LIMIT) -> tuple[float, float] | None:
    """Run a command and give its processor seconds and largest memory in MB; None when it fails or takes too long."""
    # One thread for all: what is measured is work, and peers that use more would count as slower.
    environment = {
        **os.environ,
        "OMP_NUM_THREADS": "1",
        "PYTHONPATH": str(ROOT),
        "XDG_CACHE_HOME": tempfile.gettempdir() + "/edition-bench",
    }
    process = subprocess.Popen(
        list(map(str, command)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (limit, limit)),
    )
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


def row(what: str, size: str, result: tuple[float, float] | None, thousands: float = 0.0, limit: int = LIMIT) -> None:
    if result is None:
        print(f"{what:34}{size:>12}   failed, or took over {limit} s", flush=True)
        return
    each = f"{result[0] / thousands:14.3f}" if thousands else ""
    print(f"{what:34}{size:>12}{result[0]:10.2f}{result[1]:10.0f}{each}", flush=True)


def alignments(folder: Path) -> None:
    """Our own commands and their peers on growing texts, and the ratios."""
    commands = dict(OURS)
    for name, (command, probe) in PEERS.items():
        if subprocess.run([*PYTHON, "-c", probe, PROTOTYPES], capture_output=True, check=False).returncode:
            print(f"{name}: not here, not measured.")
        else:
            commands[name] = command
    longest: dict[str, int] = {}
    for name, command in commands.items():
        for size in SIZES:
            limit = PATIENCE if name in PEERS else LIMIT
            result = measure([*command, *texts(folder, size)], limit)
            row(name, f"{size:,} words", result, size / 1000, limit)
            if result is None:
                break
            longest[name] = size
    for peer, own in RIVALS:
        if size := min(longest.get(peer, 0), longest.get(own, 0)):
            ratio(peer, own, {name: [*commands[name], *texts(folder, size)] for name in (peer, own)}, size)


def texts(folder: Path, size: int) -> list[Path]:
    """The files of two renderings of so many words, written unless they are there."""
    paths = [folder / f"{side}-{size}.txt" for side in ("base", "other")]
    if not paths[0].exists():
        for path, text in zip(paths, two_renderings(size), strict=True):
            path.write_text(text, encoding="utf-8")
    return paths


def ratio(peer: str, own: str, commands: dict[str, list[str | Path]], size: int) -> None:
    """Print how many times as long a peer takes, by the medians of runs taken in turn."""
    seconds: dict[str, list[float]] = {peer: [], own: []}
    for _ in range(RUNS):
        for name, command in commands.items():
            if result := measure(command):
                seconds[name].append(result[0])
    medians = {name: statistics.median(taken) for name, taken in seconds.items() if taken}
    if len(medians) == len(seconds):
        print(f"{peer}: {medians[peer] / medians[own]:.1f} times as long as {own}, {size:,} words, median of {RUNS}", flush=True)


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


def notebook(words: int, folder: Path) -> tuple[Path, Path]:
    """The same made-up notebook as TEI and as Markdown: entries of 250 words, a note of ten of them every 50."""
    chance = random.Random(1)
    vocabulary = ["".join(chance.choices("aeinorst", k=chance.randint(2, 9))) for _ in range(4_000)]

    def some(count: int) -> str:
        return " ".join(chance.choices(vocabulary, k=count)).capitalize()

    tei, markdown = [], []
    for entry in range(words // 250):
        pieces = [(some(40), some(10)) for _ in range(5)]
        marked = "".join(f"{text}<note>{note}.</note>. " for text, note in pieces)
        tei.append(f'<div type="entry" n="{entry}" xml:id="e{entry}"><head>Day {entry}</head><p>{marked}</p></div>')
        marked = "".join(f"{text}^[{note}.]. " for text, note in pieces)
        markdown.append(f"# Day {entry}\n\n{marked}\n")
    paths = folder / "days.xml", folder / "days.md"
    paths[0].write_text(NOTEBOOK.format(entries="".join(tei)), encoding="utf-8")
    paths[1].write_text("---\ntitle: Days\nlang: en\n---\n\n" + "\n".join(markdown), encoding="utf-8")
    return paths


def epubs(folder: Path) -> None:
    """`edition epub` on growing notebooks, and pandoc on one of them."""
    for size in SIZES_OF_BOOKS:
        tei, markdown = notebook(size, folder)
        command = [sys.executable, "-m", "edition", "epub", tei, "-o", folder / "days.epub"]
        row("edition epub", f"{size:,} words", measure(command), size / 1000)
        if size == SIZE_OF_PANDOC:
            if shutil.which("pandoc"):
                peer: list[str | Path] = ["pandoc", markdown, "--to", "epub3", "--toc", "-o", folder / "peer.epub"]
                row("pandoc, Markdown", f"{size:,} words", measure(peer), size / 1000)
            else:
                print("pandoc is not installed here: not measured.")


def main() -> None:
    """Print the table."""
    print(f"{'':34}{'size':>12}{'seconds':>10}{'MB':>10}{'s/1000 words':>14}")
    row("edition --help", "", measure([sys.executable, "-m", "edition", "--help"]))
    with tempfile.TemporaryDirectory() as name:
        readings(Path(name))
        alignments(Path(name))
        epubs(Path(name))
        books(Path(name))


if __name__ == "__main__":
    main()
