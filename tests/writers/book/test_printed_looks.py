"""Looks in the text of a book are those of the base, in the apparatus those of the reading."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree

from edition.writers.book.metadata import XHTML
from edition.writers.book.types import Book

Maker = Callable[..., Book]


def markup(element: etree._Element | None) -> str:
    """The XHTML of an element, without its namespace, ids and the element itself."""
    assert element is not None
    text = etree.tostring(element, encoding="unicode", with_tail=False).replace(f' xmlns="{XHTML[1:-1]}"', "")
    return text.partition(">")[2].rpartition("</")[0]


def paragraph(book: Book) -> str:
    section = next(section for section in book.sections if section.kind == "entry")
    return markup(next(section.body.iter(XHTML + "p")))


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ('<hi rend="italic">old</hi>', "<i>old</i>"),
        ('<hi rend="bold">old</hi>', "<b>old</b>"),
        ('<hi rend="smallcaps">old</hi>', '<span class="small-caps">old</span>'),
        ('<hi rend="superscript">o</hi>', "<sup>o</sup>"),
        ('<hi rend="subscript">o</hi>', "<sub>o</sub>"),
        ('<hi rend="underline">old</hi>', '<span class="underlined">old</span>'),
        ('<hi rend="strikethrough">old</hi>', '<span class="struck">old</span>'),
        ('<hi rend="italic" source="#A">old</hi>', "<i>old</i>"),
        ('<hi rend="italic" source="#B">old</hi>', "old"),
        ('<hi rend="bold" source="#B"><hi rend="italic" source="#A">old</hi></hi>', "<i>old</i>"),
        ('<ref target="https://example.org/">old</ref>', '<a href="https://example.org/">old</a>'),
        ('<ref target="https://example.org/" source="#B">old</ref>', "old"),
        ('<foreign xml:lang="fr">vieux</foreign>', '<i class="foreign" lang="fr" xml:lang="fr">vieux</i>'),
        ('<foreign xml:lang="fr" rend="bold">vieux</foreign>', '<b class="foreign" lang="fr" xml:lang="fr">vieux</b>'),
        ('<foreign xml:lang="el" rend="italic">παλαιός</foreign>', '<span class="foreign" lang="el" xml:lang="el">παλαιός</span>'),
        ('<foreign xml:lang="fr" source="#B">vieux</foreign>', "vieux"),
    ],
)
def test_the_text_has_the_looks_of_the_base(entry: Maker, said: str, printed: str) -> None:
    assert paragraph(entry(f"<p>The {said} lamp.</p>")) == f"The {printed} lamp."


def apparatus(book: Book) -> list[str]:
    section = next(section for section in book.sections if section.kind == "entry")
    return [markup(entry.readings) for entry in section.apparatus]


@pytest.mark.parametrize(
    ("reading", "wit", "printed"),
    [
        ('<hi rend="italic">dim</hi> light', "#B", "<i>dim</i> light"),
        ('<hi rend="italic" source="#C">dim</hi> light', "#B #C", "dim light"),
        ('<hi rend="italic" source="#B">dim</hi> light', "#B #C", "<i>dim</i> light"),
    ],
)
def test_a_reading_has_the_looks_of_the_first_who_has_it(entry: Maker, reading: str, wit: str, printed: str) -> None:
    book = entry(
        f'<p>The <app type="lexical" subtype="substantive"><lem wit="#A">lamp</lem><rdg wit="{wit}">{reading}</rdg></app>.</p>'
    )
    (found,) = apparatus(book)
    assert printed in found


def test_a_look_around_an_app_is_that_of_its_lemma_and_readings(entry: Maker) -> None:
    app = '<app type="lexical" subtype="substantive"><lem wit="#A">lamp</lem><rdg wit="#B">light</rdg></app>'
    book = entry(f'<p><hi rend="italic">The {app} is</hi> out.</p>')
    assert apparatus(book) == ['<span class="rdg"><i>light</i></span> <span class="sigla"><abbr class="siglum">B</abbr></span>']
    section = next(section for section in book.sections if section.kind == "entry")
    assert markup(section.apparatus[0].lemma) == "<i>lamp</i>"
