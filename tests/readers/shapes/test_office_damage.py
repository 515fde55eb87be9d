"""Word documents and ODT files that are damaged, large or dangerous, read as documents: a message each time, and bounded time."""

from __future__ import annotations

import random
import time
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.errors import TextError
from edition.messages import Report
from edition.readers.outlines import outline_of
from tests.examples import examples
from tests.readers.shapes import office_files as files
from tests.readers.test_shapes import LAUGHS, OUTSIDE, made, repacked

pytest.importorskip("docx")
SHAPES = ["docx", "odt"]
TEXT = {"docx": "document.xml", "odt": "content.xml"}


def outcome(shape: str, raw: bytes) -> str:
    """The code of the error that a file brings; anything but a message is the program's fault."""
    try:
        outline_of(raw, f"a.{shape}", "en", Report())
    except TextError as error:
        return str(error.message.code)
    return ""


@pytest.mark.parametrize("shape", SHAPES)
@given(cut=st.floats(0, 1), seed=st.integers(0, 2**32), count=st.integers(1, 40))
@settings(deadline=None, max_examples=examples(40))
def test_a_file_with_bytes_changed_or_lost_ends_in_a_message(shape: str, cut: float, seed: int, count: int) -> None:
    whole = made(shape)
    outcome(shape, whole[: int(cut * len(whole))])
    changed = bytearray(whole)
    chance = random.Random(seed)
    for _ in range(count):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    outcome(shape, bytes(changed))


@pytest.mark.parametrize("shape", SHAPES)
@given(seed=st.integers(0, 2**32), count=st.integers(1, 30))
@settings(deadline=None, max_examples=examples(60))
def test_a_file_whose_markup_lies_ends_in_a_message(shape: str, seed: int, count: int) -> None:
    """Names and values of one element are given to another, so that the XML stays sound and says what is not so."""
    chance = random.Random(seed)

    def damage(name: str, content: bytes) -> bytes:
        if not name.endswith(".xml"):
            return content
        tree = files.parsed(content)
        elements = [*tree.iter("*")]
        for _ in range(count):
            one, other = chance.choice(elements), chance.choice(elements)
            match chance.randrange(4):
                case 0:
                    one.tag = other.tag
                case 1:
                    for key, value in other.attrib.items():
                        one.set(key, value)
                case 2:
                    one.text, other.text = other.text, one.text
                case _:
                    one.attrib.clear()
        return files.written(tree)

    outcome(shape, repacked(made(shape), damage))


@pytest.mark.parametrize("left", ["nothing", "half", "other bytes"])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_file_with_any_part_spoilt_or_lost_ends_in_a_message(shape: str, left: str) -> None:
    spoil: dict[str, Callable[[bytes], bytes]] = {
        "nothing": lambda content: b"",
        "half": lambda content: content[: len(content) // 2],
        "other bytes": lambda content: content[::-1],
    }
    with zipfile.ZipFile(BytesIO(made(shape))) as archive:
        members = archive.namelist()
    for member in members:
        spoilt = repacked(
            made(shape), lambda name, content, member=member: spoil[left](content) if name == member else content
        )  # fmt: skip
        outcome(shape, spoilt)


@pytest.mark.parametrize("shape", SHAPES)
def test_dangerous_files_are_refused(shape: str) -> None:
    def with_text(change: Callable[[bytes], bytes]) -> bytes:
        return repacked(made(shape), lambda name, content: change(content) if name.endswith(TEXT[shape]) else content)

    for doctype in (LAUGHS, OUTSIDE):
        assert outcome(shape, with_text(lambda content, doctype=doctype: doctype + content[content.index(b"<", 3) :])) == "E133"
    assert outcome(shape, with_text(lambda content: b"<x>" * 3000 + b"</x>" * 3000)) == "E402"
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for number in range(6):
            archive.writestr(f"word/{number}.xml", b"\0" * 2**26)
    assert outcome(shape, bomb.getvalue()) == "E132"


def test_tables_and_lists_may_nest_deep() -> None:
    """Seventy tables in one another, which python-docx opens, and three hundred lists: no function calls itself for each."""
    deep = 70
    table = "<w:tbl><w:tr><w:tc>" * deep + files.p(files.r("Rain.")) + "</w:tc></w:tr></w:tbl>" * deep
    assert [block.text for block in files.blocks("docx", files.docx(table))] == ["Rain."]
    deep = 300
    listed = "<text:list><text:list-item>" * deep + "<text:p>Rain.</text:p>" + "</text:list-item></text:list>" * deep
    assert [block.text for block in files.blocks("odt", files.odt(listed))] == ["Rain."]


@pytest.mark.parametrize("shape", SHAPES)
def test_reading_grows_with_the_length_of_a_file(shape: str) -> None:
    """Four times as many paragraphs, notes and lists take no more than eight times as long."""

    def long(count: int) -> bytes:
        if shape == "docx":
            body = "".join(
                files.p(files.r("Rain "), files.r("fell", "<w:i/>"), files.call(n), files.r(" all day."), more=files.W_LIST)
                for n in range(count)
            )
            return files.docx(body, footnotes="".join(files.note(n, files.p(files.r("So."))) for n in range(count)))
        note = "<text:note-citation>1</text:note-citation><text:note-body><text:p>So.</text:p></text:note-body>"
        words = f"<text:p>Rain <text:span>fell</text:span><text:note>{note}</text:note> all day.</text:p>"
        return files.odt(f"<text:list><text:list-item>{words}</text:list-item></text:list>" * count)

    def took(raw: bytes) -> float:
        begun = time.process_time()
        files.document(shape, raw)
        return time.process_time() - begun

    short, whole = long(1500), long(6000)
    took(short)
    assert took(whole) < 8 * max(took(short), 0.05)
