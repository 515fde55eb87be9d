"""A decision in, a table at the end of decisions.toml out, and all that stood in the file as it was."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from edition.decisions.decision_file import read_decisions
from edition.decisions.form import PairDecision
from edition.decisions.writing import append_accepted, append_decision, decision_table, read_accepted
from edition.messages import Report


def test_a_decision_is_written_at_the_end_and_the_rest_of_the_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "decisions.toml"
    mine = '# My hand.\n\n[[join]]   # as in print\nsiglum = "P"\nentry = "1.1"\nat = "It is"\n'
    path.write_text(mine, encoding="utf-8")
    decision = PairDecision("comment", "1.1", {"P": "tin", "B.2": "“metal”"}, occurrence={"P": 2}, text='He says "zinc" \\ tin.')
    append_decision(path, decision)
    assert path.read_text(encoding="utf-8") == mine + (
        '\n[[comment]]\nentry = "1.1"\nat = { P = "tin", "B.2" = "“metal”" }\noccurrence = { P = 2 }\n'
        'text = "He says \\"zinc\\" \\\\ tin."\n'
    )
    report = Report()
    _, read = read_decisions(path, report)
    assert isinstance(read, PairDecision)
    assert (read.kind, read.at, read.occurrence, read.text) == ("comment", decision.at, decision.occurrence, decision.text)
    assert not len(report)
    assert [path.name for path in tmp_path.iterdir()] == ["decisions.toml"]


SILENCE = PairDecision("silence", "1.1", {"P": "tin", "H": ""})


def test_without_a_file_one_is_made(tmp_path: Path) -> None:
    append_decision(tmp_path / "decisions.toml", SILENCE)
    assert (tmp_path / "decisions.toml").read_text(encoding="utf-8") == (
        "# Your hand: what the texts are to say, and how they answer one another. See docs/decisions.md.\n"
        '\n[[silence]]\nentry = "1.1"\nat = { P = "tin", H = "" }\n'
    )


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_a_byte_order_mark_stay_as_the_file_has_them(tmp_path: Path, mark: bytes) -> None:
    path = tmp_path / "decisions.toml"
    mine = mark + b'# Mine\r\n[[silence]]\r\nentry = "1"\r\nat = { P = "a", H = "" }\r\n'
    path.write_bytes(mine)
    append_decision(path, SILENCE)
    assert path.read_bytes() == mine + b'\r\n[[silence]]\r\nentry = "1.1"\r\nat = { P = "tin", H = "" }\r\n'
    assert len(read_decisions(path, Report())) == 2


def test_a_file_in_another_encoding_becomes_utf_8_with_all_its_letters(tmp_path: Path) -> None:
    path = tmp_path / "decisions.toml"
    path.write_bytes("# Café\n".encode("cp1252"))
    append_decision(path, SILENCE)
    assert path.read_bytes().startswith("# Café\n\n[[silence]]\n".encode())


def test_what_cannot_be_seen_is_written_so_that_it_can(tmp_path: Path) -> None:
    assert 'at = { P = "tin\\U000000A0roof", H = "\\u0007" }' in decision_table(
        PairDecision("silence", "1", {"P": "tin\u00a0roof", "H": "\x07"})
    )


# What XML cannot hold is told where it is read (E011).
NO_CHARACTERS = "".join(map(chr, [*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF]))
SAID = st.characters(exclude_categories=["Cs"], exclude_characters=NO_CHARACTERS)
WORD = st.text(SAID, max_size=8)


@given(st.text(SAID, min_size=1), st.text(SAID), WORD, WORD, WORD)
@example("1", '"""', "'''", "\\", "\x7f")
@example("[[x]]", "\n[[silence]]\n", "#", "\u00a0\u2028", "\x85")
def test_whatever_a_decision_says_reads_back(entry: str, text: str, siglum: str, one: str, two: str) -> None:
    decision = PairDecision("comment", entry, {siglum: one or "a", siglum + "x": two}, text=text or "t", reason=text)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "decisions.toml"
        append_decision(path, SILENCE)
        append_decision(path, decision)
        report = Report()
        _, read = read_decisions(path, report)
    assert not len(report)
    assert isinstance(read, PairDecision)
    assert (read.entry, read.at, read.text, read.reason) == (decision.entry, decision.at, decision.text, decision.reason)
    assert read.locus is not None
    assert read.locus.line == 9


def test_what_was_accepted_is_known_by_its_key(tmp_path: Path) -> None:
    path = tmp_path / "accepted.tsv"
    assert read_accepted(path) == frozenset()
    append_accepted(path, "ab12", "1.1 P H: tin / metal")
    append_accepted(path, "cd34", "1.1 P H: old /\tancient")
    assert read_accepted(path) == {"ab12", "cd34"}
    assert path.read_text(encoding="utf-8").endswith(
        "again. Take a line out to be asked.\nab12\t1.1 P H: tin / metal\ncd34\t1.1 P H: old / ancient\n"
    )
