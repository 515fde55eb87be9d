"""The values of messages in, the words that stand for them out; and into JSON and back."""

from __future__ import annotations

import json

import pytest

from edition.messages import Message
from edition.messages.hints import nearest
from edition.messages.values import (
    BlockPlace,
    Candidates,
    Counted,
    Datatype,
    Lines,
    Opposed,
    Placed,
    TableName,
    TomlKind,
    from_json,
    is_there,
    to_json,
    type_fault,
    worded,
)
from edition.messages.xml_faults import FAULTS, XmlFault
from edition.model import Locus


@pytest.mark.parametrize(
    ("value", "form", "words"),
    [
        (3, "", "3"),
        (1, "error", "1 error"),
        (2, "error", "2 errors"),
        (2, "entry/entries", "2 entries"),
        (40_000_000, ",", "40,000,000"),
        (("A", "B"), "", "A, B"),
        (("A", "B"), "or", "A or B"),
        (("the tin", "the roof"), "quoted", "“the tin” … “the roof”"),
        ((), "", "none"),
        (tuple("abcdefghijklmn"), "", "a, b, c, d, e, f, g, h, i, j, k, l and 2 more"),
        (Lines((3,)), "", "line 3"),
        (Lines((9, 3, 5, 6, 7, 8)), "", "lines 3, 5–9"),
        (Lines((3, 4), "paragraph"), "", "paragraphs 3–4"),
        (Lines((2, *range(4, 600))), "", "lines 2, 4–599"),
        (Lines((1, 3, 5, 7, 9, 11, 12, 13)), "", "lines 1, 3, 5, 7, 9 and 3 more"),
        (Lines((3, 1, 2), pages=(1, 2, 2)), "", "page 1 line 3; page 2 lines 1–2"),
        (Lines((1, 1, 1, 1, 1), pages=(1, 2, 3, 4, 5)), "", "pages 1–5"),
        (Lines((1, 3, 5, 7, 2, 4, 6), pages=(1, 1, 1, 1, 2, 2, 2)), "", "page 1 lines 1, 3, 5, 7; page 2 line 2 and 2 more"),
        (Lines((1,) * 8, pages=(1, 3, 5, 7, 9, 11, 13, 14)), "", "pages 1, 3, 5, 7, 9 and 3 more"),
        (Placed("notes", Lines((4, 5))), "", "notes (lines 4–5)"),
        (Placed("7", Locus("a.pdf", 3, None, "page 2")), "", "7 (page 2, line 3)"),
        (tuple("abcdefg"), "places", "a, b, c, d, e and 2 more"),
        (
            tuple(Placed(str(n), Locus("a.txt", n)) for n in range(1, 8)),
            "",
            "1 (line 1), 2 (line 2), 3 (line 3), 4 (line 4), 5 (line 5) and 2 more",
        ),
        (
            tuple(Placed(kind, Lines((1,))) for kind in "abcdef"),
            "kinds",
            "a (line 1), b (line 1), c (line 1), d (line 1), e (line 1), f (line 1)",
        ),
        (Counted("1921-05-03", 1), "", "1921-05-03"),
        (Counted("1921-05-03", 2), "", "1921-05-03 (2 times)"),
        ((Counted("break", 3), Counted("join", 1)), "counted", "3 breaks, 1 join"),
        (Opposed(("tin roof", "")), "", "“tin roof” / nothing"),
        ((Opposed(("a", "b")), Opposed(("c", "d"))), ";", "“a” / “b”; “c” / “d”"),
        (BlockPlace(0), "", "the heading"),
        (BlockPlace(2), "", "paragraph 2"),
        (TableName("witness"), "", " in [witness]"),
        (TableName(""), "", ""),
        (TomlKind("bool"), "", "true or false"),
        (Datatype("integer"), "", "a whole number: 12"),
        (XmlFault(42, ("type",)), "", "the attribute type stands twice in one tag"),
    ],
)
def test_a_value_is_worded_by_its_type(value: object, form: str, words: str) -> None:
    assert worded(value, form) == words


def test_lines_of_a_readers_own_count_are_told_by_page() -> None:
    rows = {1: (1, 1), 2: (1, 2), 3: (2, 1)}
    told = Lines((2, 3)).counted_by(lambda number: Lines((rows[number][1],), pages=(rows[number][0],)))
    assert str(told) == "page 1 line 2; page 2 line 1"


def test_the_nearest_word_is_suggested_else_all() -> None:
    def hint(key: str, known: tuple[str, ...]) -> str:
        return Message("E008", None, {"key": key, "table": TableName("witness"), "keys": Candidates(key, known)}).hint

    assert hint("sigulm", ("siglum", "title")) == "Did you mean siglum?"
    assert hint("zzz", ("siglum", "title")) == "Known there: siglum, title."
    assert hint("zzz", ()) == "Take it out: no key may stand there."


def test_capitals_do_not_keep_a_word_from_being_found() -> None:
    assert nearest("witstart", ["witStart", "witEnd"]) == "witStart"
    assert nearest("SIGLUM", ["siglum"]) == "siglum"
    assert nearest("AG", ["SS"]) == ""


def test_an_empty_value_says_nothing() -> None:
    assert not any(map(is_there, ("", (), None, Candidates("x", ()))))
    assert all(map(is_there, (0, "x", ("x",), Lines((1,)))))


@pytest.mark.parametrize(
    "value",
    [
        3,
        "words",
        ("A", "B"),
        Lines((3, 5), pages=(1, 2)),
        (Placed("notes", Lines((4,))), Placed("7", Locus("a.txt", 3, None, "page 2"))),
        Candidates("sigulm", ("siglum", "title")),
        (Opposed(("a", "")),),
        BlockPlace(None),
        XmlFault(76, ("p", "3", "q")),
    ],
)
def test_a_value_comes_back_from_json_with_its_type(value: object) -> None:
    assert from_json(json.loads(json.dumps(to_json(value)))) == value


def test_what_is_no_value_of_a_message_is_not_written() -> None:
    with pytest.raises(TypeError, match="no values of the type set"):
        to_json({1})


def test_a_value_has_the_type_of_its_name() -> None:
    assert type_fault("lines", Lines((1,))) == ""
    assert type_fault("known", ("A",)) == ""
    assert "lines is 'lines 3, 5'" in type_fault("lines", "lines 3, 5")
    assert "known is 'A, B'" in type_fault("known", "A, B")
    assert "count is '3 errors'" in type_fault("count", "3 errors")
    assert "no message has a value named hint" in type_fault("hint", "Look again.")


@pytest.mark.parametrize("number", FAULTS)
def test_a_fault_of_xml_says_what_is_wrong_and_what_to_write(number: int) -> None:
    fault = XmlFault(number, ("p", "3", "q"))
    assert "{" not in f"{fault}{fault.remedy}"
    assert not f"{fault}".endswith(".")
    assert not fault.remedy.endswith(".")
