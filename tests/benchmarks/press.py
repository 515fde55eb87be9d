"""Measure how long a critical edition takes to be set, beside reledmac, and how that grows: run by `make bench-press`.

The same words with the same apparatus, an entry at every twelfth word, go through `edition pdf` and through three passes of
pdfLaTeX with reledmac (Debian: texlive-humanities), which needs three to bring line numbers to rest. Wall seconds, processor
seconds and the largest process in MB, medians of RUNS runs taken in turn; the last column is how many times as fast we are.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SIZES = (25_000, 100_000)
# Sizes at which reledmac is not run: what matters is how our time grows.
GROWTH = (250_000,)
RUNS = int(os.environ.get("RUNS", "3"))
EVERY = 12
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
    """What a command took."""

    wall: float
    cpu: float
    memory: float


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


def run(*commands: list[str | Path], folder: Path) -> Run | None:
    """Run commands one after another; None where one fails."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "max_print_line": "1000"}
    begin, cpu, memory = time.monotonic(), 0.0, 0.0
    for command in commands:
        process = subprocess.Popen(
            list(map(str, command)), cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            return None
        cpu, memory = cpu + usage.ru_utime + usage.ru_stime, max(memory, usage.ru_maxrss / 1024)
    return Run(time.monotonic() - begin, cpu, memory)


def medians(runs: list[Run]) -> Run:
    return Run(*(statistics.median(getattr(each, name) for each in runs) for name in ("wall", "cpu", "memory")))


def row(what: str, words: int, result: Run | None, times: float | None = None) -> None:
    if result is None:
        print(f"{what:24}{words:>10,}   failed")
        return
    faster = f"{times:10.1f}" if times else ""
    print(f"{what:24}{words:>10,}{result.wall:10.1f}{result.cpu:10.1f}{result.memory:10.0f}{faster}", flush=True)


def compare(words: int, folder: Path, *, peer: bool) -> None:
    """Take the runs of one size in turn and print their medians."""
    text = paragraphs(words)
    (folder / "text.xml").write_text(tei(text), encoding="utf-8")
    (folder / "text.tex").write_text(latex(text), encoding="utf-8")
    ours: list[list[str | Path]] = [[sys.executable, "-m", "edition", "pdf", "text.xml", "-o", "ours.pdf"]]
    theirs: list[list[str | Path]] = [["pdflatex", "-interaction=batchmode", "text.tex"]] * 3
    taken: tuple[list[Run], list[Run]] = ([], [])
    for _ in range(RUNS if peer else 1):
        for aux in folder.glob("text.[!xt]*"):
            aux.unlink()
        for found, commands in zip(taken, (ours, theirs) if peer else (ours,), strict=False):
            result = run(*commands, folder=folder)
            if result is None:
                row("failed", words, None)
                return
            found.append(result)
    mine = medians(taken[0])
    row("edition pdf", words, mine, medians(taken[1]).wall / mine.wall if peer else None)
    if peer:
        row("reledmac, three passes", words, medians(taken[1]))


def main() -> None:
    """Print the table."""
    there = shutil.which("pdflatex") and subprocess.run(["kpsewhich", "reledmac.sty"], capture_output=True).returncode == 0
    if not there:
        print("reledmac is not installed here (Debian: texlive-humanities texlive-latex-extra): not measured.")
    print(f"{'':24}{'words':>10}{'wall s':>10}{'cpu s':>10}{'MB':>10}{'faster':>10}")
    with tempfile.TemporaryDirectory() as name:
        for words in SIZES:
            compare(words, Path(name), peer=bool(there))
        for words in GROWTH:
            compare(words, Path(name), peer=False)


if __name__ == "__main__":
    main()
