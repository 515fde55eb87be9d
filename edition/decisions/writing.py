"""Turn decisions into tables at the end of decisions.toml, and what a person found right into lines of accepted.tsv.

What stands in a file already is not changed by a byte. Each new state is written to a second file that takes the place of the
first, so that the file is whole at any time.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from edition.decisions.decision_file import EditorialDecision
from edition.decisions.form import Decision, EntryPair
from edition.decisions.rule_form import ReadingRule
from edition.files import decode, write_bytes
from edition.messages import Report
from edition.model import Locus
from edition.storage.toml_writing import in_toml, inline_table

_HEAD = "# Your hand: what the texts are to say, and how they answer one another. See docs/decisions.md.\n"
_ACCEPTED = "# What edition review showed and you found right; it does not ask again. Take a line out to be asked.\n"


def append_decision(path: Path, decision: EditorialDecision) -> None:
    """Write a decision at the end of decisions.toml. The file is made if there is none. Raises OutsideError (E006)."""
    _append(path, _HEAD, f"\n{decision_table(decision)}")


def _append(path: Path, head: str, text: str) -> None:
    """Write lines at the end of a file, with its own line ends. A file that is absent or empty begins with `head`."""
    before = path.read_bytes() if path.is_file() else b""
    before = before.rstrip() or head.rstrip().encode()
    try:
        before.decode("utf-8")
    except UnicodeDecodeError:
        # The file is read as files.read_text reads it, and written in UTF-8: what is added must be in the encoding of the rest.
        before = decode(before, Report(), Locus(path.name)).rstrip().encode()
    end = "\r\n" if b"\r\n" in before else "\n"
    write_bytes(path, before + f"\n{text}".replace("\n", end).encode())


def decision_table(decision: EditorialDecision) -> str:
    """Turn a decision into its table in decisions.toml: `[[retype]]`, and each key on a line."""
    if isinstance(decision, ReadingRule):
        return _rule_table(decision)
    if isinstance(decision, Decision):
        return _word_table(decision)
    if isinstance(decision, EntryPair):
        return f"[[pair]]\nentries = {_by_siglum(decision.entries)}\n" + _lines({"reason": decision.reason})
    lines = [f"[[{decision.kind}]]", f"entry = {_visible(decision.entry)}", f"at = {_by_siglum(decision.at)}"]
    for key, by_siglum in (("to", decision.to), ("occurrence", decision.occurrence)):
        if by_siglum:
            lines.append(f"{key} = {_by_siglum(by_siglum)}")
    rest = {"type": decision.type, "grade": decision.grade, "text": decision.text, "reason": decision.reason}
    return "\n".join(lines) + "\n" + _lines(rest)


def _word_table(decision: Decision) -> str:
    """Turn a decision on the words of one text into its table."""
    said: dict[str, str | int] = {
        "siglum": decision.siglum,
        "entry": decision.entry,
        "at": decision.at,
        "occurrence": decision.occurrence or 0,
        "note": decision.note,
    }
    lines = f"[[{decision.kind}]]\n{_lines(said)}"
    if decision.kind == "emendation":
        # Words that are struck out are read as none, and lost ones have no reading.
        lines += f"read = {_visible(decision.read)}\n" if decision.read is not None else ""
        lines += f"kind = {_visible(decision.cause)}\n"
    return lines + _lines({"reason": decision.reason})


def _lines(values: Mapping[str, str | int]) -> str:
    return "".join(f"{key} = {_visible(value)}\n" for key, value in values.items() if value)


def _rule_table(rule: ReadingRule) -> str:
    """Turn a rule on a pair of forms, in all entries, into its table."""
    lines = ["[[rule]]", f"pair = [{', '.join(map(_visible, rule.pair))}]", f'do = "{rule.do}"']
    lines += [f"{key} = {_visible(value)}" for key, value in (("type", rule.type), ("grade", rule.grade)) if value]
    return "\n".join(lines) + "\n"


def _by_siglum(values: Mapping[str, str] | Mapping[str, int]) -> str:
    return inline_table({siglum: _visible(value) for siglum, value in values.items()})


def _visible(value: str | int) -> str:
    """Write a value in TOML so that each character can be seen: an editor cannot tell a no-break space from a space."""
    return "".join(letter if letter.isprintable() else f"\\U{ord(letter):08X}" for letter in in_toml(value))


def read_accepted(path: Path) -> frozenset[str]:
    """Read the keys in accepted.tsv: the first field of each line that is no comment; none if there is no file."""
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n") if path.is_file() else []
    return frozenset(line.split("\t")[0].strip() for line in lines if line.strip() and not line.startswith("#"))


def append_accepted(path: Path, key: str, what: str) -> None:
    """Write a line at the end of accepted.tsv: the key of the doubt, and what it is, for people. Raises OutsideError (E006)."""
    _append(path, _ACCEPTED, f"{key}\t{' '.join(what.split())}\n")
