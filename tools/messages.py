"""Turn the table of messages and their cases into docs/messages.md and edition/messages/examples.json. Run by `make messages`."""

from __future__ import annotations

import json
import re
from pathlib import Path

from edition.messages import FAMILIES, SEVERITIES
from edition.messages.examples import wording

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests/cases/messages"
DOCUMENT, EXAMPLES = ROOT / "docs/messages.md", ROOT / "edition/messages/examples.json"
# Characters of a line on each side of the fault.
_AROUND = 60
_PLACED = re.compile(r"(?P<file>[^\s:][^:\n]*):(?P<line>\d+)(?::(?P<column>\d+))?: ")

HEAD = """# Messages

A message says where something is wrong, what, and what to write. `edition explain CODE` prints what stands here.

The letter tells how bad it is: **E** the result cannot be used as it is, **W** go on, but look, **I** for your knowledge. The first
digit tells what it is about. Codes are permanent. What stands in *slanted letters* differs from case to case.

This page is made from `edition/messages/` and the cases in `tests/cases/messages/` by `make messages`; do not change it by hand.
"""


def _excerpt(case: Path, said: str) -> str:
    """The line of the case's files that a message is on, cut to what stands around the place; "" where it is on no line."""
    match = _PLACED.match(said)
    if match is None:
        return ""
    files = [*(case / "in").rglob("*"), *(CASES.parent / "workspace").rglob("*")]
    path = next((path for path in sorted(files) if path.is_file() and f"/{path}".endswith(f"/{match['file']}")), None)
    if path is None:
        return ""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    line = lines[int(match["line"]) - 1] if int(match["line"]) <= len(lines) else ""
    start = max(int(match["column"] or 1) - 1 - _AROUND, 0)
    end = start + 2 * _AROUND
    return ("…" if start else "") + line[start:end].strip() + ("…" if len(line) > end else "")


def gathered() -> dict[str, list[str]]:
    """For each code the line at fault and what was said, from the first of its cases."""
    found: dict[str, list[str]] = {}
    for case in sorted(path for path in CASES.iterdir() if path.is_dir()):
        code = case.name.partition("-")[0]
        said = "\n".join(
            (case / "golden" / name).read_text("utf-8") for name in ("stderr", "stdout") if (case / "golden" / name).exists()
        )
        line = next((line for line in said.splitlines() if re.search(rf"(^|: ){code} ", line)), "")
        if line and code not in found:
            line = line.replace("WORKSPACE/", "")
            found[code] = [_excerpt(case, line), line]
    return found


def as_json(examples: dict[str, list[str]]) -> str:
    """The examples as the program reads them."""
    return json.dumps(examples, ensure_ascii=False, indent=1) + "\n"


def document(examples: dict[str, list[str]]) -> str:
    """The page."""
    parts = [HEAD]
    for digit, (title, rows) in FAMILIES.items():
        parts.append(f"\n## {digit}: {title}\n")
        for code, row in sorted(rows.items(), key=lambda row: row[0][1:]):
            told = [part.replace("<", "\\<") for part in wording(row, "*{}*".format)]
            parts.append(
                f"\n### {code}\n\n{SEVERITIES[code[0]].capitalize()}{':' if told else '.'} {' '.join(told)}".rstrip() + "\n"
            )
            if code in examples:
                line, said = examples[code]
                parts.append("\n```\n" + (f"{line}\n\n" if line else "") + f"{said}\n```\n")
    return "".join(parts)


def main() -> None:
    """Write both files."""
    examples = gathered()
    EXAMPLES.write_text(as_json(examples), encoding="utf-8")
    DOCUMENT.write_text(document(examples), encoding="utf-8")


if __name__ == "__main__":
    main()
