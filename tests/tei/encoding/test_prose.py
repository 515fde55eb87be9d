"""The editor's preface in Markdown becomes TEI."""

from __future__ import annotations

import re

from lxml import etree

from edition.model.sources import Witness
from edition.tei.encoding.prose import front_division


def encoded(markdown: str) -> str:
    """A preface as TEI, of an edition with the translations A and B and a review Br of B."""
    witnesses = [Witness("A"), Witness("B"), Witness("Br", fragment_of="B")]
    division = front_division(markdown, witnesses)
    return re.sub(r' xmlns(:\w+)?="[^"]*"|ns0:', "", etree.tostring(division, encoding="unicode"))


def test_a_siglum_in_bold_is_raised_as_in_the_list_of_witnesses() -> None:
    assert encoded("**B** is whole, **Br** quotes it.") == (
        '<div type="preface"><p><hi rend="bold">B</hi> is whole, '
        '<hi rend="bold">B<hi rend="superscript">r</hi></hi> quotes it.</p></div>'
    )


def test_no_other_word_is_taken_for_a_siglum() -> None:
    assert "superscript" not in encoded("A word, *A*, **a**, **A word**, **Br.** and Br")
