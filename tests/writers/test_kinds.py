"""What is no kind of book, and what is no setting of one, is an error with a code, from the library as from edition.toml."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from lxml import etree

from edition.errors import EditionError
from edition.messages import Report
from edition.writers import book_settings, write_book
from edition.writers.kinds import KINDS
from edition.writers.settings import KEYS, Settings

WRONG = [
    (
        {"apparatus": "everything", "page": 7},
        "E011 apparatus cannot be “everything”. Write one of: all, stylistic, substantive, none.",
    ),
    ({"page": 7}, "E010 page must be text in quotation marks."),
    ({"parallel": "yes"}, "E010 parallel must be true or false."),
    ({"collumns": True}, "E008 the key collumns is not known. Did you mean columns?"),
    ({"lines": "stanza"}, "E011 lines cannot be “stanza”."),
    # Which can be had is said; why this one cannot, in docs/pdf.md.
    ({"variant": "pdf/x-4"}, "E011 variant cannot be “pdf/x-4”. Write one of: pdf/ua-1, pdf/a-2a, pdf/a-3a."),
    ({"date": "yesterday"}, "E028 yesterday is no date of the calendar."),
    ({"behaviours": {"seg": "fly"}}, "E511 under [behaviours] seg cannot become “fly”"),
    ({"behaviours": 7}, "E010 behaviours must be pairs of element and form."),
    ({"behaviours": ("seg",)}, "E010 behaviours must be pairs of element and form."),
]


@pytest.mark.parametrize(("looks", "said"), WRONG)
def test_a_wrong_setting_is_an_error(looks: dict[str, object], said: str) -> None:
    with pytest.raises(EditionError) as raised:
        book_settings(looks)
    assert str(raised.value).startswith(said)


def test_settings_are_taken_as_edition_toml_has_them() -> None:
    given = {"reading": None, "apparatus": "none", "columns": True, "date": "2026-11-29", "behaviours": {"fw": "omit"}}
    expected = Settings(apparatus="none", columns=True, date="2026-11-29", behaviours=(("fw", "omit"),))
    assert book_settings(given) == expected
    assert book_settings({"behaviours": (("fw", "omit"),)}).behaviours == (("fw", "omit"),)


def test_every_setting_has_one_rule() -> None:
    """Of each field of Settings it is told once what may stand there, and each kind of book picks from these."""
    assert {field.name for field in fields(Settings)} == {*KEYS, "behaviours"}
    for kind in KINDS.values():
        assert set(kind.settings) <= set(KEYS)


def test_a_book_of_no_kind_is_not_written(tmp_path: Path) -> None:
    tree = etree.ElementTree(etree.fromstring("<TEI xmlns='http://www.tei-c.org/ns/1.0'/>"))
    with pytest.raises(EditionError, match=r"^E051 this program makes no “mobi”\. It makes: epub, html, pdf\.$"):
        write_book("mobi", tree, Settings(), tmp_path / "x.mobi", Report())
    assert not list(tmp_path.iterdir())
