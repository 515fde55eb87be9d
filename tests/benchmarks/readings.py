"""Measure how long readings take and how that grows, and how long the prototype of ../shared takes for the same beads.

Run by `make bench`. Processor seconds of the step from beads to readings alone, the median of five runs in one process. The
prototype needs rapidfuzz (requirements/bench.txt) and WordNet, from $WORDNET or where Debian has it (wordnet-base); its weights
are trained here, in its shape.
"""

from __future__ import annotations

import functools
import gc
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent.parent
SHARED = ROOT.parent / "shared"
sys.path[:0] = [str(ROOT), str(ROOT / "training")]

import words as training  # noqa: E402

from edition.alignment import align  # noqa: E402
from edition.collation import collate  # noqa: E402
from edition.language.languages import language_of_tag  # noqa: E402
from edition.model import Alignment, RunningText  # noqa: E402
from edition.text.raw_text import raw_text  # noqa: E402

ENGLISH = language_of_tag("en")

SIZES = (12_500, 25_000, 50_000, 100_000)
RUNS = 5
WORDNET = Path(os.environ.get("WORDNET", "/usr/share/wordnet"))
# Books, and pairs of translations of which none stands on both sides: it would answer itself, and be read at once.
BOOKS, PAIRS = ("Mark", "Genesis"), (("KJV", "WEB"), ("YLT", "WEB"))
# The prototype trains on so many pairs of sentences: enough for weights that link.
TRAINED, HIDDEN = 120, 48


def verses(version: str) -> list[str]:
    chapters = [json.loads((SHARED / "alignment/bible" / f"{version}-{book}.json").read_text("utf-8"))[book] for book in BOOKS]
    return [" ".join(book[number].values()) for book in chapters for number in sorted(book, key=int)]


def texts(words: int) -> tuple[RunningText, RunningText, Alignment]:
    """Two texts of about so many words a side, a chapter a paragraph, and their beads."""
    sides: tuple[list[str], list[str]] = ([], [])
    written = 0
    for one, two in PAIRS:
        for base, other in zip(verses(one), verses(two), strict=True):
            if written < words:
                sides[0].append(base)
                sides[1].append(other)
                written += len(base.split())
    base_text, other_text = (raw_text("\n\n".join(side)).running for side in sides)
    return base_text, other_text, align(base_text, other_text, ENGLISH)


def seconds(work: Callable[[], object]) -> float:
    """The median of the processor seconds of so many runs, each as the first: what was kept of words before is forgotten."""
    taken = []
    for _ in range(RUNS):
        for kept in gc.get_objects():
            if isinstance(kept, functools._lru_cache_wrapper) and kept.cache_parameters()["maxsize"]:
                kept.cache_clear()
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


Prototype = tuple[ModuleType, ModuleType, Callable[..., object]]


def prototype() -> Prototype | None:
    """The prototype's modules and an aligner with trained weights; None where it or what it needs is not there."""
    folder = SHARED / "notes/prototypes/alignment"
    if not folder.exists() or not WORDNET.exists():
        return None
    sys.path.insert(0, str(folder))
    with tempfile.TemporaryDirectory() as empty:
        # It keeps WordNet in the folder in which it runs; there it looks for it before anywhere else.
        os.chdir(empty)
        try:
            import textutil  # type: ignore[import-not-found]

            textutil.WordNet.__init__.__defaults__ = (str(WORDNET), "wn.pkl")
            import readings  # type: ignore[import-not-found]
            import wordalign  # type: ignore[import-not-found]
        except ImportError:
            return None
        finally:
            os.chdir(ROOT)
    gold = json.loads((SHARED / "alignment/edinburgh-train.sure.json").read_text("utf-8"))
    pairs = [pair for pair, _ in training.pairs_of(gold[:TRAINED])]
    wanted = [training._links(*pair).reshape(-1) for pair in pairs]
    training.HIDDEN = HIDDEN
    first = [wordalign.feats1(base, other)[0] for base, other, _ in pairs]
    nets = [_net(wordalign, [table.reshape(-1, table.shape[-1]) for table in first], wanted)]
    second = [wordalign.feats2(table, nets[0](table)) for table in first]
    nets.append(_net(wordalign, [table.reshape(-1, table.shape[-1]) for table in second], wanted))
    return readings, wordalign, wordalign.Aligner(*nets).prob


def _net(wordalign: ModuleType, tables: Sequence[training.Single], wanted: Sequence[training.Single]) -> Callable[..., object]:
    import numpy as np

    network = training.trained(np.concatenate(tables), np.concatenate(wanted), 3, 1)
    return wordalign.MLP(network.mean, network.scale, [w for w, _ in network.layers], [b for _, b in network.layers])


def by_prototype(found: Prototype, one: RunningText, two: RunningText, beads: Alignment) -> None:
    readings, wordalign, chances = found
    for bead in beads.beads:
        if bead.base and bead.other:
            sides = [readings.tokens(text.text[slice(*place)]) for text, place in ((one, bead.base), (two, bead.other))]
            table = chances(*sides)
            links = wordalign.decode(table, *sides)
            readings.readings(*sides, {link: float(table[link]) for link in links})


def main() -> None:
    """Print the table."""
    if not (SHARED / "alignment/bible").exists():
        print("../shared/alignment is not there: readings are not measured.")
        return
    found = prototype()
    print(f"{'words a side':>14}{'readings, s':>14}{'s/1000 words':>14}{'prototype, s':>14}{'times':>8}")
    for size in SIZES:
        one, two, beads = texts(size)
        count = len(one.text.split())
        mine = seconds(lambda one=one, two=two, beads=beads: collate(one, two, beads, ENGLISH))
        line = f"{count:>14,}{mine:>14.2f}{1000 * mine / count:>14.3f}"
        if found:
            theirs = seconds(lambda one=one, two=two, beads=beads: by_prototype(found, one, two, beads))
            line += f"{theirs:>14.2f}{theirs / mine:>8.1f}"
        print(line, flush=True)
    if not found:
        print("The prototype, rapidfuzz or WordNet is not here: not measured.")


if __name__ == "__main__":
    main()
