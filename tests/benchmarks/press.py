"""Measure how long a critical edition takes to be set, beside reledmac, and how that grows: run by `make bench-press`.

The same words with the same apparatus, an entry at every twelfth word, go through `edition pdf` and through three passes of
pdfLaTeX with reledmac (Debian: texlive-humanities), which needs three to bring line numbers to rest; then through `edition pdf`
again with one word changed. Wall seconds, processor seconds of all processes, MB of the largest process and of all together
(memory that processes share counted once), medians of RUNS runs taken in turn; the last column is how many times as fast we are.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SIZES = (25_000, 50_000, 100_000)
# Sizes at which reledmac is not run: what matters is how our time grows.
GROWTH = (250_000,)
# prctl(2): processes whose parent is gone become children of this one, so that what they took is told here.
PR_SET_CHILD_SUBREAPER = 36
RUNS = int(os.environ.get("RUNS", "3"))
EVERY = 12
THEIRS = "reledmac, three passes"
HEADER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="la"><teiHeader><fileDesc>
<titleStmt><title>Measure</title></titleStmt><publicationStmt><p>Made up.</p></publicationStmt><sourceDesc><listWit>
<witness xml:id="A"><abbr type="siglum">A</abbr></witness><witness xml:id="B"><abbr type="siglum">B</abbr></witness>
</listWit></sourceDesc></fileDesc><encodingDesc><variantEncoding method="parallel-segmentation" location="internal"/></encodingDesc>
</teiHeader><text><body>"""
LATEX = r"""\documentclass[10pt,a5paper]{article}
\usepackage[series={A},noend,noeledsec,nofamiliar]{reledmac}
\Xarrangement[A]{paragraph}
\begin{document}
\beginnumbering
"""


@dataclass(frozen=True)
class Run:
    """What a command took: seconds, and MB."""

    wall: float
    cpu: float
    largest: float
    together: float


def paragraphs(words: int, seed: int = 1) -> list[list[tuple[str, str, str]]]:
    """Paragraphs of clauses, each eleven words of text, a lemma and the reading opposed to it."""
    chance = random.Random(seed)
    syllables = [first + vowel for first in "bdfgklmnprstvz" for vowel in "aeiou"]
    vocabulary = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(4_000)]
    weights = [1 / rank for rank in range(1, len(vocabulary) + 1)]
    draw = lambda count: " ".join(chance.choices(vocabulary, weights, k=count))  # noqa: E731
    clauses = [(draw(EVERY - 1), draw(1), draw(chance.randint(1, 3))) for _ in range(words // EVERY)]
    return [clauses[at : at + 8] for at in range(0, len(clauses), 8)]


def tei(text: list[list[tuple[str, str, str]]]) -> str:
    """The text as TEI, four paragraphs an entry."""
    parts = [HEADER]
    for at, clauses in enumerate(text):
        if at % 4 == 0:
            number = at // 4 + 1
            parts.append(f'{"</div>" if at else ""}<div type="entry" n="{number}" xml:id="e{number}"><head>Entry {number}</head>')
        said = (f'{words} <app><lem wit="#A">{lemma}</lem><rdg wit="#B">{reading}</rdg></app>' for words, lemma, reading in clauses)
        parts.append(f"<p>{' '.join(said)}.</p>")
    return "".join((*parts, "</div></body></text></TEI>"))


def latex(text: list[list[tuple[str, str, str]]]) -> str:
    """The text as reledmac takes it."""
    parts = [LATEX]
    for at, clauses in enumerate(text):
        if at % 4 == 0:
            parts.append(f"\\pstart\\noindent\\textit{{Entry {at // 4 + 1}}}\\pend\n")
        said = (rf"{words} \edtext{{{lemma}}}{{\Afootnote{{{reading} \textit{{B}}}}}}" for words, lemma, reading in clauses)
        parts.append(f"\\pstart {' '.join(said)}.\\pend\n")
    return "".join((*parts, "\\endnumbering\n\\end{document}\n"))


def descendants() -> list[int]:
    """The processes that this one has started, and those that they have."""
    children: dict[int, list[int]] = {}
    for name in filter(str.isdecimal, os.listdir("/proc")):
        with contextlib.suppress(OSError):
            parent = Path("/proc", name, "stat").read_text().rpartition(")")[2].split()[1]
            children.setdefault(int(parent), []).append(int(name))
    found = children.get(os.getpid(), [])[:]
    for process in found:
        found += children.get(process, [])
    return found


def memory() -> float:
    """The MB that all processes which this one has started hold together."""
    total = 0
    for process in descendants():
        with contextlib.suppress(OSError):
            rows = Path("/proc", str(process), "smaps_rollup").read_text().splitlines()
            total += sum(int(row.split()[1]) for row in rows if row.startswith("Pss:"))
    return total / 1024


def run(*commands: list[str | Path], folder: Path) -> Run | None:
    """Run commands one after another; None where one fails."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "max_print_line": "1000", "XDG_CACHE_HOME": str(folder / "cache")}
    wall = cpu = largest = 0.0
    held, ended = [0.0], threading.Event()

    def watch() -> None:
        while not ended.wait(0.25):
            held.append(memory())

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        for command in commands:
            begin = time.monotonic()
            process = subprocess.Popen(
                list(map(str, command)), cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            with contextlib.suppress(ChildProcessError):
                while True:
                    pid, status, usage = os.wait4(-1, 0)
                    cpu, largest = cpu + usage.ru_utime + usage.ru_stime, max(largest, usage.ru_maxrss / 1024)
                    if pid == process.pid:
                        wall += time.monotonic() - begin
                        process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                return None
    finally:
        ended.set()
        watching.join()
    return Run(wall, cpu, largest, max(held))


def medians(runs: list[Run]) -> Run:
    return Run(*(statistics.median(getattr(each, name) for each in runs) for name in Run.__dataclass_fields__))


def row(what: str, words: int, result: Run | None, last: str = "") -> None:
    if result is None:
        print(f"{what:24}{words:>10,}   failed")
        return
    print(
        f"{what:24}{words:>10,}{result.wall:10.1f}{result.cpu:10.1f}{result.largest:10.0f}{result.together:10.0f}{last:>10}",
        flush=True,
    )


def compare(words: int, folder: Path, *, peer: bool) -> Run | None:
    """Take the runs of one size in turn, print their medians and give ours."""
    text = paragraphs(words)
    (folder / "text.tex").write_text(latex(text), encoding="utf-8")
    ours: list[list[str | Path]] = [[sys.executable, "-m", "edition", "pdf", "text.xml", "-o", "ours.pdf"]]
    theirs: list[list[str | Path]] = [["pdflatex", "-interaction=batchmode", "text.tex"]] * 3
    middle = len(text) // 2
    said, lemma, reading = text[middle][0]
    changed = [*text[:middle], [(f"{said.rpartition(' ')[0]} garden", lemma, reading), *text[middle][1:]], *text[middle + 1 :]]
    taken: dict[str, list[Run]] = {}
    for _ in range(RUNS if peer else 1):
        for aux in folder.glob("text.[!xt]*"):
            aux.unlink()
        shutil.rmtree(folder / "cache", ignore_errors=True)
        for what, version, commands in (("edition pdf", text, ours), ("one word changed", changed, ours), (THEIRS, text, theirs)):
            if what != THEIRS or peer:
                (folder / "text.xml").write_text(tei(version), encoding="utf-8")
                result = run(*commands, folder=folder)
                if result is None:
                    row(what, words, None)
                    return None
                taken.setdefault(what, []).append(result)
    found = {what: medians(runs) for what, runs in taken.items()}
    for what, result in found.items():
        row(what, words, result, f"{found[THEIRS].wall / result.wall:.1f}" if peer and what != THEIRS else "")
    return found["edition pdf"]


def main() -> None:
    """Print the table, and how much more time a word takes in the longest text than in the shortest."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    there = shutil.which("pdflatex") and subprocess.run(["kpsewhich", "reledmac.sty"], capture_output=True).returncode == 0
    if not there:
        print("reledmac is not installed here (Debian: texlive-humanities texlive-latex-extra): not measured.")
    print(f"{'':24}{'words':>10}{'wall s':>10}{'cpu s':>10}{'MB':>10}{'MB of all':>10}{'faster':>10}")
    with tempfile.TemporaryDirectory() as name:
        taken = {words: compare(words, Path(name), peer=bool(there)) for words in SIZES}
        taken |= {words: compare(words, Path(name), peer=False) for words in GROWTH}
    first, last = taken[SIZES[0]], taken[GROWTH[-1]]
    if first and last:
        linear = GROWTH[-1] / SIZES[0]
        wall, cpu = last.wall / first.wall / linear, last.cpu / first.cpu / linear
        print(f"From {SIZES[0]:,} to {GROWTH[-1]:,} words wall time grows {wall:.2f} times as fast as the text, cpu {cpu:.2f}.")


if __name__ == "__main__":
    main()
