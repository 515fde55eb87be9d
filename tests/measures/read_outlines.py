"""How files of public libraries divide, against facts counted in their own markup: `read_outlines.py FOLDER`.

`outlines.json` names each file, where it is from and its SHA-256 (none of an EPUB that has to be zipped), whether it was opened
while the reader was written ("open") or only when it was done ("sealed"), how its facts were counted, and of each entry its key,
its verses and its speeches, null for what was not counted. It has no words of the texts.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from edition.messages import Report
from edition.readers.outlines import outline_of

FACTS = Path(__file__).with_name("outlines.json")


def measured(file: Path, facts: dict[str, object]) -> str:
    """One line: of the entries that are wanted how many are read, with their keys, and with as many verses and speeches."""
    outline, _ = outline_of(file.read_bytes(), file.name, "", Report())
    wanted: list[tuple[str | None, int | None, int | None]] = facts["entries"]  # type: ignore[assignment]
    keys = [entry.n for entry in outline.entries]
    named = [key for key, _, _ in wanted if key is not None]
    found = sum(key in keys for key in named)
    counts = [(verses, speeches) for _, verses, speeches in wanted]
    right = total = 0
    for entry, (verses, speeches) in zip(outline.entries, counts, strict=False):
        for kind, count in (("l", verses), ("speaker", speeches)):
            if count is not None:
                total += 1
                right += sum(block.kind == kind for block in entry.blocks) == count
    has = f"entries {len(keys)} of {len(wanted)}, keys {found} of {len(named)}, counts {right} of {total}"
    return f"{file.name:48} {facts['drawn']:7} {has}"


def main() -> None:
    """Measure the files that lie in a folder."""
    folder = Path(sys.argv[1])
    for facts in json.loads(FACTS.read_text("utf-8")):
        file = folder / facts["file"]
        if not file.exists():
            continue
        if facts["sha256"] not in (None, hashlib.sha256(file.read_bytes()).hexdigest()):
            print(f"{file.name}: another file than the one that was counted")
            continue
        print(measured(file, facts), flush=True)


if __name__ == "__main__":
    main()
