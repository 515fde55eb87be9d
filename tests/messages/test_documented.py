"""docs/messages.md and the examples of `edition explain` are made from the messages and their cases, and are as new as these."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from edition.messages import MESSAGES
from tests.messages.test_cases import ELSEWHERE


@pytest.fixture(scope="module")
def made(root: Path) -> ModuleType:
    """The script that `make messages` runs."""
    spec = importlib.util.spec_from_file_location("make_messages", root / "tools/messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_both_files_are_as_new_as_the_messages(made: ModuleType) -> None:
    examples = made.gathered()
    assert made.EXAMPLES.read_text(encoding="utf-8") == made.as_json(examples), "run `make messages`"
    assert made.DOCUMENT.read_text(encoding="utf-8") == made.document(examples), "run `make messages`"


def test_every_message_has_an_example_that_a_file_can_bring_about(made: ModuleType) -> None:
    assert set(made.gathered()) == set(MESSAGES) - set(ELSEWHERE)
