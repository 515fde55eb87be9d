"""The lists of elements that the program carries are those of the schema of the whole TEI."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from edition.tei.element_classes import ALL, CHUNKS, HOLDERS, META, OF_ENTRIES, PHRASES, WORDS
from edition.tei.names import TEI
from tests.tei.whole_grammar import WholeGrammar


@pytest.fixture(scope="module")
def grammar(shared: Callable[[str], Path]) -> WholeGrammar:
    return WholeGrammar(shared("schema/tei_all.rng"))


def names(tags: Iterable[str]) -> set[str]:
    return {tag.removeprefix(TEI) for tag in tags}


def test_all_elements_are_known(grammar: WholeGrammar) -> None:
    assert names(ALL) == set(grammar.elements)


def test_what_holds_elements_and_no_text(grammar: WholeGrammar) -> None:
    forms_of_a_word = grammar.classes("pPart.edit", "global", "rdgLike") | {"rdgGrp", "ruby"}
    assert names(HOLDERS) == grammar.without_text() - forms_of_a_word


def test_what_stands_on_lines_of_its_own(grammar: WholeGrammar) -> None:
    chunks = grammar.classes(
        "common", "divPart", "divTop", "divBottom", "frontPart", "pLike.front", "titlepagePart", "personLike", "placeLike",
        "eventLike", "objectLike", "entryLike", "egLike",
    )  # fmt: skip
    in_line = grammar.classes("phrase", "global") | {"q", "quote", "said", "cit", "bibl", "desc", "label", "stage"}
    assert names(CHUNKS) == chunks - in_line


def test_what_is_beside_the_text(grammar: WholeGrammar) -> None:
    assert names(META) == grammar.classes("global.meta")


def test_what_is_a_word(grammar: WholeGrammar) -> None:
    words = grammar.classes(
        "pPart.data", "pPart.msdesc", "addrPart", "biblPart", "imprintPart", "msItemPart", "entryPart", "formPart", "gramPart",
        "castItemPart", "personPart", "divWrapper",
    )  # fmt: skip
    assert names(WORDS) == words - names(CHUNKS) - {"quote", "cit", "hyph", "syll", "stress"}


def test_what_is_a_word_in_an_entry_of_a_dictionary_or_a_bibliography(grammar: WholeGrammar) -> None:
    assert names(PHRASES) == grammar.classes("emphLike", "ptrLike", "quoteLike") - {"emph", "distinct"}
    assert names(OF_ENTRIES) == grammar.classes("entryLike", "entryPart", "formPart") | {"bibl", "imprint", "re"}
