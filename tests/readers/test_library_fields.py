"""The header of a library in, the fields that it states out: title, authors, translators, language."""

from __future__ import annotations

import pytest

from edition.readers.library_fields import LibraryFields, library_fields, without_library

START = "*** START OF THE PROJECT GUTENBERG EBOOK THE KEPT LAMP ***"
LAMP = LibraryFields("The Kept Lamp", ("Jonas Reed",), ("Ida Marsh",), "en")


@pytest.mark.parametrize(
    ("header", "found"),
    [
        # A field to a line, with or without an empty line between.
        ("Title: The Kept Lamp\n\nAuthor: Jonas Reed\n\nTranslator: Ida Marsh\n\nLanguage: English\n\n", LAMP),
        ("Title: The Kept Lamp\nAuthor: Jonas Reed\nTranslator: Ida Marsh\nLanguage: English\n", LAMP),
        # A page that has lost its line ends, and a date after a name.
        (
            "Free. Title: The Kept Lamp Author: Jonas Reed Translator: Ida Marsh Release Date: May 2, 2001 Language: English",
            LAMP,
        ),
        # What stands farther in belongs to the field above it; below a person it is another.
        ("Title: The Kept Lamp\n    or, Oil\n\nAuthor: Jonas Reed\n", LibraryFields("The Kept Lamp or, Oil", ("Jonas Reed",))),
        ("Author: Jonas Reed\n        Ada Hill\n", LibraryFields("", ("Jonas Reed", "Ada Hill"))),
        # What does not stand farther in, or is a field of a name that nobody knows, does not belong to it.
        ("Translator: Ida Marsh\nRelease Date: May 2, 2001\n", LibraryFields("", (), ("Ida Marsh",))),
        ("Translator: Ida Marsh\n    Scanned by: Jo Finch\n", LibraryFields("", (), ("Ida Marsh",))),
        ("Translator: Ida Marsh\nThis file was made by hand.\n", LibraryFields("", (), ("Ida Marsh",))),
        # Persons in a row are parted where each has a whole name.
        ("Translators: Ida Marsh and Bo van Hale\n", LibraryFields("", (), ("Ida Marsh", "Bo van Hale"))),
        ("Translators: Ida and Bo Marsh\n", LibraryFields("", (), ("Ida and Bo Marsh",))),
        ("Author: Jonas Reed, translated by Ida Marsh\n", LibraryFields("", ("Jonas Reed",), ("Ida Marsh",))),
        # Old files name the work in their first line alone.
        ("**The Project Gutenberg Etext of The Kept Lamp**\n\nRead this.\n", LibraryFields("The Kept Lamp")),
        # And count the texts of an author, whom they name there in full.
        (
            "**The Project Gutenberg Etext of The Kept Lamp by Reed**\n#7 in our series by Jonas Reed\n",
            LibraryFields("The Kept Lamp", ("Jonas Reed",)),
        ),
        ("", LibraryFields()),
    ],
)
def test_the_header_before_the_line_at_which_a_text_begins(header: str, found: LibraryFields) -> None:
    assert library_fields(f"{header}\n{START}\n\nTitle: none of the header's\n") == found


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (
            "TITOLO: La lanterna\nAUTORE: Canna, Giona\nTRADUTTORE: Ida Palude\nCURATORE:\nNOTE: nessuna\n",
            LibraryFields("La lanterna", ("Canna, Giona",), ("Ida Palude",)),
        ),
        (
            "Titre : La lanterne\nAuteur : Jonas Roseau\nÉditeur : Marais (Paris)\nDate d'édition : 1851\n",
            LibraryFields("La lanterne", ("Jonas Roseau",)),
        ),
        ("Titel: Licht\nAutor: Jonas Rohr\nÜbersetzerin: Ida Moor\n", LibraryFields("Licht", ("Jonas Rohr",), ("Ida Moor",))),
        ("**Title:** The Kept Lamp\n**Author:** Jonas Reed\n", LibraryFields("The Kept Lamp", ("Jonas Reed",))),
        (
            "La lanterne\n\nRoseau, Jonas (1801-1872). Auteur du texte. La lanterne. 1851.\n",
            LibraryFields("La lanterne", ("Roseau, Jonas",)),
        ),
    ],
)  # fmt: skip
def test_headers_of_other_libraries_stand_at_the_top_and_state_two_things(header: str, found: LibraryFields) -> None:
    assert library_fields(f"{header}\n\nIt was night.\n") == found


@pytest.mark.parametrize(
    "text",
    [
        "Title: An answer\n\nIt was night.\n",
        f"It was night.{chr(10) * 80}Title: The Kept Lamp\nAuthor: Jonas Reed\n",
        "He wrote a note: on rain. The author: he himself.\n",
    ],
)
def test_a_text_without_a_header_states_nothing(text: str) -> None:
    assert library_fields(text) == LibraryFields()


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("The Project Gutenberg eBook of The Kept Lamp, by Jonas Reed.", ("The Kept Lamp", "Jonas Reed")),
        ("The Project Gutenberg EBook of The Kept Lamp by Jonas Reed", ("The Kept Lamp", "Jonas Reed")),
        ("Project Gutenberg's Stand by Me, by Jonas Reed", ("Stand by Me", "Jonas Reed")),
        ("The Kept Lamp | Project Gutenberg", ("The Kept Lamp", "")),
        ("Die Laterne – Wikisource", ("Die Laterne", "")),
        ("A Lamp by Night: a story", ("A Lamp by Night: a story", "")),
    ],
)
def test_a_title_without_the_name_of_the_library(title: str, parts: tuple[str, str]) -> None:
    assert without_library(title) == parts
