"""What a message says stands in its table: sentences whole, values of known types, and each call gives what its row asks."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from string import Formatter

import pytest

from edition.messages import MESSAGES
from edition.messages.values import TYPES, VALUES

PACKAGE = Path(__file__).resolve().parent.parent.parent / "edition"
CODE = re.compile(r"[EWI]\d{3}")
# How a message is made: `Message(code, place, values)`, and what hands code and values to it.
MAKERS = {"Message": 2, "add": 2, "tell": 3, "once": 3, "_unusable": 2}


def asked(sentence: str) -> set[str]:
    """The names of the values that a sentence asks for."""
    return {name.split(".")[0] for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_a_row_asks_for_values_of_known_types(code: str) -> None:
    assert [name for sentence in MESSAGES[code] for name in asked(sentence) if name not in VALUES] == []


def test_every_value_is_asked_for() -> None:
    assert sorted(set(VALUES) - {name for row in MESSAGES.values() for sentence in row for name in asked(sentence)}) == []


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_no_sentence_of_a_row_is_a_string_that_a_caller_gives(code: str) -> None:
    """A sentence has words of its own, or is worded by the type of a value, as faults of XML are."""
    for sentence in MESSAGES[code]:
        own = "".join(words for words, *_ in Formatter().parse(sentence))
        if sentence and not re.search(r"\w\w", own):
            assert {VALUES[name] for name in asked(sentence)} <= set(TYPES.values()), sentence


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_of_several_hints_each_but_the_last_asks_for_what_may_be_lacking(code: str) -> None:
    _, *hints = MESSAGES[code]
    for hint, after in pairwise(hints):
        names = {name for _, name, _, _ in Formatter().parse(hint) if name}
        assert names - {name for _, name, _, _ in Formatter().parse(after) if name}, f"“{after}” can never be told"


# --- The calls --------------------------------------------------------------------------------------------------------------


def calls() -> Iterator[tuple[str, ast.Call, set[str]]]:
    """Every call in the package that makes a message: where, the call, and the codes that it may make."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in MAKERS and node.args:
                    codes = {
                        part.value
                        for part in ast.walk(node.args[0])
                        if isinstance(part, ast.Constant) and isinstance(part.value, str) and CODE.fullmatch(part.value)
                    }
                    if codes:
                        yield f"{path.relative_to(PACKAGE.parent)}:{node.lineno}", node, codes


def given(call: ast.Call) -> tuple[dict[str, ast.expr], bool]:
    """The values that a call gives by name, and whether these are all of them."""
    values = {word.arg: word.value for word in call.keywords if word.arg}
    whole = all(word.arg for word in call.keywords)
    if isinstance(call.func, ast.Name) and call.func.id == "Message" and len(call.args) > 2:
        table = call.args[2]
        if not isinstance(table, ast.Dict):
            return values, False
        for key, value in zip(table.keys, table.values, strict=True):
            if isinstance(key, ast.Constant):
                values[str(key.value)] = value
            else:
                whole = False
    return values, whole


CALLS = [pytest.param(call, codes, id=where) for where, call, codes in calls()]


def test_the_calls_are_found() -> None:
    assert len(CALLS) > 200


@pytest.mark.parametrize(("call", "codes"), CALLS)
def test_a_call_gives_the_values_of_its_row_and_no_others(call: ast.Call, codes: set[str]) -> None:
    values, whole = given(call)
    for code in codes:
        what, *_, last = MESSAGES[code]
        if whole:
            assert asked(what) | asked(last) <= set(values), f"{code} lacks a value"
        assert set(values) <= {name for sentence in MESSAGES[code] for name in asked(sentence)}, f"{code} has a value too many"


def is_sentence(value: ast.expr) -> bool:
    """Whether words are put together where they are given: a string of several words, one with values in it, a list joined."""
    if isinstance(value, ast.Constant):
        return isinstance(value.value, str) and len(value.value.split()) > 1
    joins = isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr in ("join", "format")
    # One space between the words of a text, and the parts of a date, join no list.
    if joins and isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        return not (isinstance(value.func.value, ast.Constant) and value.func.value.value in (" ", "/"))
    if isinstance(value, ast.IfExp):
        return is_sentence(value.body) or is_sentence(value.orelse)
    return isinstance(value, ast.JoinedStr) and any(
        isinstance(part, ast.Constant) and " " in str(part.value) for part in value.values
    )


@pytest.mark.parametrize(("call", "codes"), CALLS)
def test_no_call_puts_words_together(call: ast.Call, codes: set[str]) -> None:
    values, _ = given(call)
    # An example is what to write, in TOML.
    assert [f"{codes}: {name}" for name, value in values.items() if name != "example" and is_sentence(value)] == []


def test_nothing_reads_the_words_of_a_message() -> None:
    """Only what prints messages asks for their text or hint, and nothing takes a place apart that it has as a string."""
    printers = {"edition/messages/__init__.py", "edition/pipeline/validation_result.py"}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = str(path.relative_to(PACKAGE.parent))
        source = path.read_text(encoding="utf-8")
        if name not in printers:
            assert not re.search(r"\bmessages?\.(?:text|hint)\b|\.message\.(?:text|hint)\b", source), name
        assert not re.search(r"str\([\w.]*(?:locus|message)\b[^)]*\)\.(?:re|split|part|startswith|find)", source), name
