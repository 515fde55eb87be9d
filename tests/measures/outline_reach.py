"""What of a careful reader's samples of speeches and blocks a reading can meet: `outline_reach.py GOLD FILES [READ]`.

GOLD holds an outline in JSON for each file (../shared/gold/outline), FILES the files. A sample is met by one block whose words
begin with its first letters: 24 of a block, 30 of a speech, as score/outline.py compares. One that is not met is of these kinds:

    no words     its letters stand nowhere in the file as they follow one another in the sample, stage directions left out or not
    directions   they do, if the stage directions that stand among them are left out
    border       they go over the end of a paragraph or verse: no one block of the file has them
    words below  it is a break that begins with the words below it, which are another block
    within       they stand within one block, at its beginning or later: another reading can meet it

Only counts are printed, no word of a file or a sample. READ is a folder with what `edition read --json` gave, if it is there.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import edition

# The calls of notes, which the outlines keep in their words (score/outline.py).
_CALL = re.compile(r"\[(?:\d{1,3}|[A-Za-z])\]|\{\d+\}|\([*+%#&$†‡]\)")
_FEW = {"block": 24, "speech": 30}
_NAMES = ("met", "within", "border", "directions", "words below", "no words")
# What may hold a sample of each kind, as the score says it; kinds that are not named there are not counted.
_KINDS = {
    "quotation": {"quotation", "epigraph", "letter"},
    "epigraph": {"epigraph", "quotation"},
    "letter": {"letter", "quotation"},
    "table": {"table", "cell"},
    "list": {"list", "item"},
    "figure": {"figure"},
    "caption": {"caption", "figure"},
    "scene break": {"break"},
    "dateline": {"dateline"},
    "salute": {"salute"},
    "signed": {"signed", "closer"},
    "argument": {"argument", "epigraph"},
}


def key(text: str) -> str:
    """The words of a text, by letters and figures alone, with single spaces."""
    return " ".join(re.findall(r"\w+", re.sub(r"[_’'‘\u2060\u00ad]", "", _CALL.sub(" ", text)).casefold()))


def blocks_of(read: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """All blocks of a file in their order, a note's after what it stands in."""
    for part in (*read["entries"], *read["outside"]):
        yield from part["blocks"]
        for note in part["notes"]:
            yield from note["blocks"]


def undirected(block: dict[str, Any]) -> str:
    """The text of a block without the stage directions within it."""
    text = str(block["text"])
    for start, end, *_ in sorted((one for one in block["inline"] if one[2] == "stage"), reverse=True):
        text = text[:start] + " " + text[end:]
    return text


def reach(sample: str, kind: str, blocks: list[dict[str, Any]]) -> str:
    """Of which kind a sample is that no block of its kind meets. `kind`: block, or speech."""
    few = _FEW[kind]
    first = key(sample)[:few]
    each = [key(block["text"]) for block in blocks]
    if any(f" {first}" in f" {text}" for text in each):
        return "within"
    if f" {first}" in " " + " ".join(filter(None, each)):
        return "border"
    bare = [key(undirected(block)) for block in blocks]
    return "directions" if f" {first}" in " " + " ".join(filter(None, bare)) else "no words"


def counted(gold: dict[str, Any], read: dict[str, Any]) -> dict[str, Counter[str]]:
    """How many samples of a file are met, and of what kind the others are."""
    blocks = list(blocks_of(read))
    found: dict[str, Counter[str]] = {"speech": Counter(), "block": Counter()}
    spoken = [block for block in blocks if block.get("speaker") and block["kind"] != "speaker"]
    for sample in (gold.get("drama") or {}).get("sample") or ():
        first = key(sample["first"])
        texts = [key(block["text"]) for block in spoken if key(block["speaker"]) == key(sample["speaker"])]
        met = any(
            text.startswith(first[: _FEW["speech"]]) or (f"{first} ".startswith(f"{text} ") and len(text.split()) > 2)
            for text in texts
        )
        found["speech"]["met" if met else reach(sample["first"], "speech", spoken)] += 1
    for sample in gold.get("blocks") or ():
        kinds = _KINDS.get(re.split(r" \(|,", sample["kind"])[0].strip())
        first = key(sample["first"])
        if kinds is None or len(first.split()) < 2:
            continue
        held = (block for block in blocks if kinds & {block["kind"], *block["within"]})
        if any(key(block["text"]).startswith(first[: _FEW["block"]]) for block in held):
            found["block"]["met"] += 1
        elif kinds == {"break"}:
            found["block"]["words below"] += 1
        else:
            found["block"][reach(sample["first"], "block", blocks)] += 1
    return found


def main() -> None:
    """Print the counts of each file, and the means of what is met and of what can be."""
    gold_folder, files, *kept = map(Path, sys.argv[1:])
    shares: dict[str, list[tuple[float, float]]] = {"speech": [], "block": []}
    for path in sorted(gold_folder.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        if not (gold.get("drama") or {}).get("sample") and not gold.get("blocks"):
            continue
        stored = kept[0] / path.name if kept else None
        read = (
            json.loads(stored.read_text("utf-8")) if stored and stored.exists() else edition.outline(files / gold["file"]).to_dict()
        )
        for kind, found in counted(gold, read).items():
            if total := found.total():
                shares[kind].append((found["met"] / total, (found["met"] + found["within"]) / total))
                told = ", ".join(f"{name} {found[name]}" for name in _NAMES if found[name])
                print(f"{gold['file']:32} {kind:7} {total:3}: {told}", flush=True)
    for kind, pairs in shares.items():
        met, can = (sum(column) / len(pairs) for column in zip(*pairs, strict=True))
        print(f"{kind}: met {met:.3f}, within reach {can:.3f}")


if __name__ == "__main__":
    main()
