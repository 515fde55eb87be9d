"""Turn labels of passages, kept as offsets and weights, into the form of ../shared/gold/divergences, and back.

usage: labelled.py unpack TEXTS LABELS.json… -o FOLDER     TEXTS: a folder that has the files that the labels name, by their names
       labelled.py pack TEXTS PASSAGES.json… -o FOLDER     PASSAGES: in the form of the gold, the files of its sides under "source"

What is committed are numbers: which file of a public library (its SHA-256), from where to where in its words, and of each
divergence the ranges in the two passages, its kind and weight. The words of a file are its text without tags, with one space for
white space. A passage is one range of them, or several with a space between, as of verses without their numbers ("parts" in
PASSAGES).
"""

from __future__ import annotations

import argparse
import hashlib
import html
import json
import re
from collections.abc import Callable
from pathlib import Path

SIDES = ("base", "other")


def words_of(data: bytes) -> str:
    """Turn the bytes of a text or web page or XML, in UTF-8 or else Latin-1, into its words with one space between them."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    if "</" in text:
        text = html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"(?s)<(head|style|note)\b.*?</\1>", "", text)))
    return " ".join(text.split())


def place(text: str, part: str, which: int) -> tuple[int, int]:
    """Turn the words of a divergence, and which occurrence is meant, from 1, into their range in a passage: (0, 0) of none."""
    at = -1
    for _ in range(which if part else 0):
        at = text.index(part, at + 1)
    return (at, at + len(part)) if part else (0, 0)


def packed(passage: dict, files: Callable[[str], tuple[str, str]]) -> dict:
    """Turn a passage of the gold's form into offsets; `files`: the words and the digest of a file by its name."""
    made = {"id": passage["id"], "work": passage["work"], "chosen": bool(passage.get("chosen"))}
    for side in SIDES:
        name = Path(passage["source"][side]["file"]).name
        words, digest = files(name)
        source, ranges, start = passage["source"][side], [], 0
        for part in source.get("parts", [passage[side]["text"]]):
            text = " ".join(part.split())
            start = words.index(text, start)
            ranges.append([start, start + len(text)])
        where = {"range": ranges[0]} if len(ranges) == 1 else {"ranges": ranges}
        made[side] = {"repository": source["repository"], "file": name, "sha256": digest} | where
    texts = [" ".join(passage[side]["text"].split()) for side in SIDES]
    made["divergences"] = [
        [
            *place(texts[0], one["base"], one.get("base_n", 1)),
            *place(texts[1], one["other"], one.get("other_n", 1)),
            one["kind"],
            one["weight"],
        ]
        for one in passage["divergences"]
    ]
    return made


def unpacked(passage: dict, files: Callable[[str], tuple[str, str]]) -> dict:
    """Turn a passage kept as offsets into the gold's form. Raises ValueError where a file is another one than it was."""
    made = {"id": passage["id"], "work": passage["work"]}
    for side in SIDES:
        words, digest = files(passage[side]["file"])
        if digest != passage[side]["sha256"]:
            raise ValueError(f"{passage[side]['file']} is another file than the one that was labelled")
        ranges = passage[side].get("ranges") or [passage[side]["range"]]
        made[side] = {"siglum": side[0].upper(), "text": " ".join(words[slice(*one)] for one in ranges)}
    made["divergences"] = []
    for a, b, c, d, kind, weight in passage["divergences"]:
        one = {"kind": kind, "weight": weight}
        for side, (start, end) in zip(SIDES, ((a, b), (c, d)), strict=True):
            text = made[side]["text"]
            one[side] = text[start:end]
            if start < end:
                one[f"{side}_n"] = 1 + sum(text.startswith(one[side], at) for at in range(start))
        made["divergences"].append(one)
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("way", choices=("pack", "unpack"))
    parser.add_argument("texts", type=Path)
    parser.add_argument("passages", type=Path, nargs="+")
    parser.add_argument("-o", "--output", type=Path, required=True)
    asked = parser.parse_args()
    known: dict[str, tuple[str, str]] = {}

    def files(name: str) -> tuple[str, str]:
        if name not in known:
            data = (asked.texts / name).read_bytes()
            known[name] = words_of(data), hashlib.sha256(data).hexdigest()
        return known[name]

    turn = packed if asked.way == "pack" else unpacked
    asked.output.mkdir(parents=True, exist_ok=True)
    for path in asked.passages:
        found = [turn(passage, files) for passage in json.loads(path.read_text("utf-8"))]
        lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in found)
        (asked.output / path.name).write_text(f"[\n{lines}\n]\n", "utf-8")


if __name__ == "__main__":
    main()
