"""Turn decisions into tables at the end of decisions.toml, and what was accepted into lines of accepted.tsv.

Comments and the order of the file stay as they are. Each change is written aside and renamed, so the file is whole at any time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from edition.decisions.form import PairDecision
from edition.files import write_bytes

_HEAD = "# Your hand: what the texts are to say, and how they answer one another. See docs/decisions.md.\n"
_ACCEPTED = "# What edition review showed and you found right; it does not ask again. Take a line out to be asked.\n"
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def append_decision(path: Path, decision: PairDecision) -> None:
    """Write a decision at the end of decisions.toml, which is made where there is none. Raises OutsideError (E006)."""
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    before = before or _HEAD
    write_bytes(path, f"{before.rstrip()}\n\n{in_toml(decision)}".encode())


def in_toml(decision: PairDecision) -> str:
    """Turn a decision into its table."""
    lines = [f"[[{decision.kind}]]", f"entry = {_text(decision.entry)}", f"at = {_by_siglum(decision.at)}"]
    for key, by_siglum in (("to", decision.to), ("occurrence", decision.occurrence)):
        if by_siglum:
            lines.append(f"{key} = {_by_siglum(by_siglum)}")
    for key, value in (("type", decision.type), ("grade", decision.grade), ("text", decision.text), ("reason", decision.reason)):
        if value:
            lines.append(f"{key} = {_text(value)}")
    return "\n".join(lines) + "\n"


def _by_siglum(values: Mapping[str, str | int]) -> str:
    parts = (
        f"{siglum if _BARE.fullmatch(siglum) else _text(siglum)} = {value if isinstance(value, int) else _text(value)}"
        for siglum, value in values.items()
    )
    return f"{{ {', '.join(parts)} }}"


def _text(value: str) -> str:
    escaped = "".join(_ESCAPES.get(letter) or (letter if letter.isprintable() else f"\\U{ord(letter):08X}") for letter in value)
    return f'"{escaped}"'


def read_accepted(path: Path) -> frozenset[str]:
    """The keys in accepted.tsv: the first field of each line that is no comment; none where there is no file."""
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n") if path.is_file() else []
    return frozenset(line.split("\t")[0].strip() for line in lines if line.strip() and not line.startswith("#"))


def append_accepted(path: Path, key: str, what: str) -> None:
    """Write a line at the end of accepted.tsv: the key, and for people what it is. Raises OutsideError (E006)."""
    before = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else _ACCEPTED
    write_bytes(path, f"{before.rstrip()}\n{key}\t{' '.join(what.split())}\n".encode())
