"""Turn a gold file of word links into figures for words that the model was not trained on: five folds.

usage: python training/crossvalidate.py GOLD.json SCORE.py

Each fold is every fifth pair of sentences. Weights are trained on the other four, and SCORE.py runs `edition align --words` with
them on the fold's pairs from novels. $EDITION names the `edition` command; without it, the one beside this Python.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from words import fit, pairs_of

from edition.collation.network import save

FOLDS = 5


def main() -> None:
    """Print the score of each fold, and the mean."""
    gold_path, score = (Path(argument).resolve() for argument in sys.argv[1:3])
    gold = json.loads(gold_path.read_text(encoding="utf-8"))
    command = os.environ.get("EDITION", str(Path(sys.executable).parent / "edition"))
    figures = []
    for fold in range(FOLDS):
        with tempfile.TemporaryDirectory() as folder:
            weights, pairs, wrapped = (Path(folder, name) for name in ("weights.npz", "fold.json", "edition"))
            save(fit(pairs_of([record for number, record in enumerate(gold) if number % FOLDS != fold])), weights)
            pairs.write_text(json.dumps(gold[fold::FOLDS]), encoding="utf-8")
            call = f'exec {shlex.quote(command)} "$@" --model {shlex.quote(str(weights))}'
            wrapped.write_text(f"#!/bin/sh\n{call}\n", encoding="utf-8")
            wrapped.chmod(0o755)
            scored = subprocess.run(
                [sys.executable, str(score), str(pairs), "--only", "novels"],
                env={**os.environ, "EDITION": str(wrapped)},
                capture_output=True,
                text=True,
                check=False,
            )
        if scored.returncode:
            sys.exit(scored.stdout + scored.stderr)
        print(f"fold {fold + 1}: {scored.stdout.strip()}", flush=True)
        figures.append([float(re.search(rf"{name} ([\d.]+)", scored.stdout)[1]) for name in ("macro F1", "differing words F1")])
    means = [sum(figure) / FOLDS for figure in zip(*figures, strict=True)]
    print(f"mean of {FOLDS} folds: macro F1 {means[0]:.3f}, differing words F1 {means[1]:.3f}")


if __name__ == "__main__":
    main()
