"""A text and names in, the places where they are named out."""

from __future__ import annotations

from edition.model import Name
from edition.text.naming import name_finder

NAMES = (
    Name("pers.holm", "person", "Ida Holm", ("Holm", "I. H.")),
    Name("place.bergen", "place", "Bergen"),
    Name("org.bergen", "org", "Bergen Museum", ("d'Art",)),
)


def named(text: str) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.value.id) for span in name_finder(NAMES)(text)]  # type: ignore[attr-defined]


def test_the_longest_name_is_taken_and_none_within_it() -> None:
    assert named("Ida Holm at the Bergen Museum, Bergen.") == [
        ("Ida Holm", "pers.holm"),
        ("Bergen Museum", "org.bergen"),
        ("Bergen", "place.bergen"),
    ]


def test_names_are_whole_words_with_their_capitals() -> None:
    assert named("Holmgren, holm, I. H., Holm’s Bergener") == [("I. H.", "pers.holm"), ("Holm", "pers.holm")]


def test_a_name_may_run_over_any_space_but_not_over_a_paragraph() -> None:
    assert named("Ida  Holm; Ida\nHolm") == [("Ida  Holm", "pers.holm"), ("Holm", "pers.holm")]


def test_the_shape_of_an_apostrophe_does_not_matter() -> None:
    assert named("d’Art and d'Art") == [("d’Art", "org.bergen"), ("d'Art", "org.bergen")]


def test_without_names_nothing_is_named() -> None:
    assert name_finder(())("Ida Holm") == ()


WORKS = (
    Name("w.time", "work", "Time", ("Time magazine", "The Time")),
    Name("w.atlas", "work", "Atlas of Lost Words", ("the Atlas", "The Atlas", "My atlas")),
    Name("w.faim", "work", "La faim du monde", ("faim du monde", "Faim")),
    Name("w.egoist", "work", "The Egoist", ("the Egoist", "Un homme seul", "the novel of a man")),
)


def works(text: str) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.kind) for span in name_finder(WORKS, {"the", "my"})(text)]


def test_of_a_work_the_title_alone_is_found_without_article_or_kind() -> None:
    assert works("Time magazine, The Time, Time") == [("Time", "name")] * 3
    assert works("the Atlas, The Atlas, Atlas of Lost Words") == [
        ("Atlas", "name"),
        ("Atlas", "name"),
        ("Atlas of Lost Words", "name"),
    ]


def test_small_letters_and_articles_that_the_title_has_are_its_own() -> None:
    assert works("faim du monde; Faim; La faim du monde") == [
        ("faim du monde", "name"),
        ("Faim", "name"),
        ("La faim du monde", "name"),
    ]
    assert works("The Egoist and the Egoist") == [("The Egoist", "name"), ("Egoist", "name")]


def test_another_title_of_a_work_is_a_title() -> None:
    assert works("Un homme seul; the novel of a man") == [("Un homme seul", "name"), ("the novel of a man", "mention")]


def test_a_work_may_be_meant_by_words_that_are_not_its_title() -> None:
    assert works("‘My atlas,’ he says") == [("My atlas", "mention")]
