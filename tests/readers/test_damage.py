"""Files cut at their joints, with parts emptied, and given to the wrong reader: a message each time, never a traceback."""

from __future__ import annotations

import random
import re
import time
import zipfile
from io import BytesIO

import pytest

from edition.readers.shapes import table
from tests.readers.test_shapes import SHAPES, made, outcome, repacked

ARCHIVES = ["docx", "epub"]
# Where the parts of a file end that is no archive.
JOINTS = {"html": rb">", "tei": rb">", "pdf": rb"endobj|endstream|stream|xref|trailer|>>"}
MOST = 60


def members(shape: str) -> list[str]:
    with zipfile.ZipFile(BytesIO(made(shape))) as archive:
        return archive.namelist()


@pytest.mark.parametrize("shape", sorted(JOINTS))
def test_a_file_cut_after_any_of_its_parts_is_read_as_far_as_it_goes_or_told(shape: str) -> None:
    raw = made(shape)
    ends = [found.end() for found in re.finditer(JOINTS[shape], raw)]
    for end in ends[:: max(1, len(ends) // MOST)]:
        outcome(shape, raw[:end])


@pytest.mark.parametrize("left", ["nothing", "half", "one byte", "other bytes"])
@pytest.mark.parametrize("shape", ARCHIVES)
def test_an_archive_with_any_part_spoilt_ends_in_a_message(shape: str, left: str) -> None:
    spoil = {
        "nothing": lambda c: b"",
        "half": lambda c: c[: len(c) // 2],
        "one byte": lambda c: c[:1],
        "other bytes": lambda c: c[::-1],
    }
    for member in members(shape):
        outcome(
            shape, repacked(made(shape), lambda name, content, member=member: spoil[left](content) if name == member else content)
        )


@pytest.mark.parametrize("shape", ARCHIVES)
def test_an_archive_without_any_one_of_its_parts_ends_in_a_message(shape: str) -> None:
    for member in members(shape):
        out = BytesIO()
        with zipfile.ZipFile(BytesIO(made(shape))) as old, zipfile.ZipFile(out, "w") as new:
            for name in old.namelist():
                if name != member:
                    new.writestr(name, old.read(name))
        outcome(shape, out.getvalue())


@pytest.mark.parametrize("shape", ARCHIVES)
def test_an_archive_of_very_many_parts_is_refused(shape: str) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(20_001):
            archive.writestr(f"{number}", b"")
    assert outcome(shape, out.getvalue()) == "E189"


@pytest.mark.parametrize("reader", table.SHAPES)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_file_given_to_the_wrong_reader_ends_in_a_message(shape: str, reader: str) -> None:
    code = outcome(reader, made(shape))
    if shape == reader:
        assert code == ""
    elif shape in (*ARCHIVES, "pdf"):
        # Binary files hold no entry for anyone else.
        assert code


@pytest.mark.parametrize("shape", SHAPES)
def test_one_bit_turned_ends_in_a_message(shape: str) -> None:
    chance = random.Random(1)
    raw = made(shape)
    for _ in range(10 if shape == "pdf" else MOST):
        changed = bytearray(raw)
        changed[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        outcome(shape, bytes(changed))


@pytest.mark.parametrize("reader", table.SHAPES)
@pytest.mark.parametrize("raw", [b"", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\n\n\n", b"PK\5\6" + bytes(18)], ids=repr)
def test_a_file_of_nothing_ends_in_a_message(reader: str, raw: bytes) -> None:
    assert outcome(reader, raw).startswith("E")


def test_an_epub_that_is_no_archive_is_told_so() -> None:
    assert outcome("epub", made("html")) == "E130"
    # Its first bytes may be spoilt: where its parts are stands at its end.
    assert outcome("epub", b"QK" + made("epub")[2:]) == ""


@pytest.mark.parametrize("end", ["", "-"])
def test_a_word_of_very_many_letters_is_read_at_once(end: str) -> None:
    # From every letter of it a pattern once went on to its end: seconds for 8,000 letters, hours for a million.
    start = time.process_time()
    outcome("plain", ("a" * 200_000 + end + "\nand so on").encode())
    assert time.process_time() - start < 60
