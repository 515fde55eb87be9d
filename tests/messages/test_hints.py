"""An unknown word in, a hint out."""

from __future__ import annotations

from edition.messages.hints import nearest, suggest


def test_the_nearest_word_is_suggested_else_all() -> None:
    assert suggest("sigulm", ["siglum", "title"]) == "Did you mean siglum?"
    assert suggest("zzz", ["siglum", "title"]) == "Known here: siglum, title."
    assert suggest("zzz", []) == "Known here: nothing."


def test_capitals_do_not_keep_a_word_from_being_found() -> None:
    assert nearest("witstart", ["witStart", "witEnd"]) == "witStart"
    assert nearest("SIGLUM", ["siglum"]) == "siglum"
    assert nearest("AG", ["SS"]) == ""
