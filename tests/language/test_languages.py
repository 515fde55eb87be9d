"""Words in, what their language says of them out."""

from __future__ import annotations

import pytest

from edition.language.language_files import tags
from edition.language.languages import between, language_of, language_of_tag, language_of_texts, language_read_as
from edition.language.word_forms import is_word

ENGLISH = language_of_tag("en")
fold, stem, american = ENGLISH.fold, ENGLISH.stem, ENGLISH.one_spelling


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("honour", "honor"),
        ("honourable", "honorable"),
        ("theatre", "theater"),
        ("organise", "organize"),
        ("organisation", "organization"),
        ("analysed", "analyzed"),
        ("defence", "defense"),
        ("dialogue", "dialog"),
        ("travelled", "traveled"),
        ("towards", "toward"),
        ("mediaeval", "medieval"),
        ("manoeuvre", "maneuver"),
        ("programme", "program"),
    ],
)
def test_british_and_american_spellings_share_a_key(one: str, two: str) -> None:
    assert american(one) == american(two)


@pytest.mark.parametrize("word", ["hour", "four", "rise", "wise", "fire", "here", "hence", "fall"])
def test_short_words_keep_their_letters(word: str) -> None:
    assert american(word) == word


def test_folding_and_stems() -> None:
    assert fold("Café’s") == "cafe's"
    assert stem(fold("Widow’s")) == stem("widows") == stem("widow")
    assert stem("cometh") == stem("comes")
    assert stem("twentieth") != stem("twenty")
    assert ENGLISH.is_function_word("it's")
    assert ENGLISH.is_function_word("the")
    assert not ENGLISH.is_function_word("widow")
    assert is_word("1942")
    assert not is_word("—")


def test_a_stop_before_three_dots_stands_alone() -> None:
    assert ENGLISH.token.findall("over. . . . He") == ["over", ".", ". . .", "He"]
    assert ENGLISH.token.findall("over... he… it") == ["over", "...", "he", "…", "it"]


def test_a_pronoun_that_a_hyphen_ties_to_a_verb_is_a_word() -> None:
    french = language_of_tag("fr")
    assert french.token.findall("Y a-t-il, dit‑elle") == ["Y", "a", "-", "t", "-", "il", ",", "dit", "‑", "elle"]
    assert french.token.findall("donne-le-moi") == ["donne", "-", "le", "-", "moi"]
    whole = ["Villers-le-Bel", "arc-en-ciel", "peut-être", "lui-même", "va-t'en", "est-ce-que"]
    assert french.token.findall(" ".join(whole)) == whole


@pytest.mark.parametrize(
    ("tag", "one", "two"),
    [
        ("fr", "roy", "roi"),
        ("fr", "auoit", "avait"),
        ("fr", "siége", "siège"),
        ("fr", "loix", "lois"),
        ("de", "Glük", "Glück"),
        ("de", "tieffe", "tiefe"),
        ("de", "seyn", "sein"),
        ("de", "gehn", "gehen"),
        ("de", "wachet", "wacht"),
        ("es", "habia", "había"),
        ("es", "quando", "cuando"),
        ("es", "podeis", "podéis"),
        ("it", "huomo", "uomo"),
    ],
)
def test_spellings_of_older_books_are_those_of_one_word(tag: str, one: str, two: str) -> None:
    language = language_of_tag(tag)
    assert language.same_word(language.fold(one), language.fold(two))


@pytest.mark.parametrize(
    ("tag", "one", "two"),
    [
        ("fr", "croix", "crois"),
        ("fr", "vie", "vu"),
        ("de", "ihn", "in"),
        ("de", "wahren", "waren"),
        ("de", "offen", "Ofen"),
        ("es", "habló", "hablo"),
        ("es", "hacía", "hacia"),
        ("es", "él", "el"),
        ("it", "hanno", "anno"),
    ],
)
def test_different_words_are_not_one_for_their_letters(tag: str, one: str, two: str) -> None:
    language = language_of_tag(tag)
    assert not language.same_word(language.fold(one), language.fold(two))


def test_the_forms_of_a_pronoun_are_one_person() -> None:
    assert {ENGLISH.person_of(word) for word in ("i", "me", "my", "i've")} == {"i"}
    assert ENGLISH.person_of("thee") == ENGLISH.person_of("your") == "you"
    assert ENGLISH.person_of("it") is ENGLISH.person_of("harbour") is None


@pytest.mark.parametrize(
    ("text", "abbreviation"), [("Mr. Land", True), ("i.e. so", True), ("P. Levi", True), ("So am I. No.", False)]
)
def test_a_stop_after_an_abbreviation_ends_no_sentence(text: str, abbreviation: bool) -> None:
    assert ENGLISH.abbreviated(text, 0, text.rindex(". ")) is abbreviation


# --- Which language ---------------------------------------------------------------------------------------------------------


def test_a_tag_gives_the_language_of_its_first_part() -> None:
    assert language_of_tag("en-GB") is language_of_tag("eng") is ENGLISH
    assert language_of_tag("fr_CA") is language_of_tag("fr")
    assert not language_of_tag("pt").known
    assert language_of_tag("../en") is language_of_tag("")


@pytest.mark.parametrize("tag", tags())
def test_a_file_has_all_that_a_comparison_needs(tag: str) -> None:
    assert language_of_tag(tag).lacking == ()


def test_a_language_is_told_by_its_commonest_words() -> None:
    assert language_of("Es war nicht der Regen, sondern das Meer, und ich habe auch die Lampe gehört.") is language_of_tag("de")
    assert language_of("12 34") is None
    # One word that is commonest elsewhere does not make a text German.
    assert (
        language_of(f"{'Rain fell upon another empty village. ' * 5} They die. {'Rain fell upon another empty village. ' * 5}")
        is None
    )


def test_a_text_too_short_to_tell_goes_with_the_other() -> None:
    french = "Les lampes de la maison sont dans une chambre, et nous les avons vues sur la table."
    assert language_of_texts(["Lampe", french]) is language_of_tag("fr")
    assert language_of_texts(["Lampe", "Lampes"]) is ENGLISH
    assert not language_of_texts(["chuva vento farol porto " * 20, "Lampe"]).known


def test_two_languages_are_compared_by_no_rules_of_either() -> None:
    both = between(language_of_tag("fr"), ENGLISH)
    assert both.stem("houses") == "houses"
    assert not both.is_function_word("the")
    assert both.lacking == ("stems", "function words", "negations", "numbers in words")
    assert between(ENGLISH, ENGLISH) is ENGLISH


def test_what_is_kept_goes_by_the_tag_and_the_file() -> None:
    assert {ENGLISH.tag, ENGLISH.digest} <= set(repr(ENGLISH).replace("'", " ").split())
    assert ENGLISH.digest != language_of_tag("fr").digest
    assert repr(between(language_of_tag("fr"), ENGLISH)) != repr(between(language_of_tag("de"), ENGLISH))


def test_a_translation_may_keep_the_headings_of_its_original() -> None:
    words = language_read_as("en")
    assert words.headings.groups[0] == "book"
    assert "livre" in words.headings.groups
    assert words.calendar is ENGLISH.calendar
    assert language_read_as("pt").calendar is ENGLISH.calendar


# --- What files say ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "one", "other"),
    [
        ("fr", "avoit", "avait"),
        ("fr", "paye", "paie"),
        ("fr", "fesant", "faisant"),
        ("fr", "mouvemens", "mouvements"),
        ("de", "thür", "tür"),
        ("es", "sólo", "solo"),
    ],
)
def test_old_and_new_spellings_share_a_key(tag: str, one: str, other: str) -> None:
    language = language_of_tag(tag)
    assert language.one_spelling(language.fold(one)) == language.one_spelling(language.fold(other))


@pytest.mark.parametrize(
    ("tag", "word", "said"),
    [
        ("en", "2,100", "two thousand a hundred"),
        ("fr", "80", "quatre-vingts"),
        ("de", "21", "einundzwanzig"),
        ("es", "500", "quinientos"),
    ],
)
def test_figures_and_words_say_the_same_number(tag: str, word: str, said: str) -> None:
    numbers = language_of_tag(tag).numbers
    assert numbers.said(word) == [part for one in said.split() for part in numbers.said(one)]


@pytest.mark.parametrize(
    ("tag", "words", "value"),
    [("en", "twenty-one", 21), ("fr", "vingt et un", 21), ("de", "zweite", 2), ("es", "tercero", 3), ("it", "ventuno", 21)],
)
def test_words_name_a_number(tag: str, words: str, value: int) -> None:
    language = language_of_tag(tag)
    assert language.numbers.value(language.fold(words)) == value


def test_a_word_that_lost_its_vowel_is_a_word() -> None:
    french = language_of_tag("fr")
    assert [token.n for token in french.tokens("L’homme d'aujourd’hui")] == ["l'", "homme", "d'", "aujourd'hui"]
    assert french.written_out("chef-d'oeuvre") == ["chef", "de", "oeuvre"]
    assert ENGLISH.written_out("o'clock") == ["o'clock"]


def test_accents_that_tell_words_apart_are_kept() -> None:
    french = language_of_tag("fr")
    assert french.fold("Parlé") == "parlé"
    assert french.fold("naïf") == "naif"
    assert ENGLISH.fold("Café") == "cafe"
