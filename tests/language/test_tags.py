"""Language tags as people and programs write them, and what they say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.language.tags import direction, direction_of, is_tag, normal_tag, primary_language, shared_tag


@pytest.mark.parametrize(
    ("tag", "normal", "language"),
    [
        ("en", "en", "en"),
        ("EN-gb", "en-GB", "en"),
        ("deu", "de", "de"),
        ("ger-AT", "de-AT", "de"),
        ("grc", "grc", "grc"),
        ("de-1901", "de-1901", "de"),
        ("zh-Hant-TW", "zh-Hant-TW", "zh"),
        ("iw", "he", "he"),
        ("la-x-medieval", "la-x-medieval", "la"),
        ("x-private", "x-private", "x"),
        ("i-klingon", "tlh", "tlh"),
        ("und", "und", "und"),
    ],
)
def test_a_tag_has_a_normal_form_and_a_language(tag: str, normal: str, language: str) -> None:
    assert is_tag(tag)
    assert (normal_tag(tag), primary_language(tag)) == (normal, language)


@pytest.mark.parametrize("tag", ["", "a", "xx", "xyz", "en-", "de--AT", "en-a", "en GB", "en-QQQQ", "English text", "français"])
def test_what_is_not_registered_or_not_well_formed_is_no_tag(tag: str) -> None:
    assert not is_tag(tag)
    assert (normal_tag(tag), primary_language(tag), direction(tag)) == ("", "", "ltr")


def test_a_tag_as_systems_write_it_and_a_name_are_read_but_are_no_tags() -> None:
    assert (is_tag("en_US"), normal_tag("en_US")) == (False, "en-US")
    assert (is_tag("Latin"), normal_tag("Latin")) == (False, "la")
    assert normal_tag(" fr ") == "fr"


@pytest.mark.parametrize(
    ("tags", "way"),
    [
        ("ar ara arc fa he hbo heb-IL iw ps sd syc syr ug ur yi dv nqo az-Arab ku-Arab ha-Arab ckb und-Hebr en-Arab", "rtl"),
        ("en de-Latf el grc ru ja zh-Hant hi ar-Latn he-Latn fa-Cyrl ku ha und x-private mn-Mong", "ltr"),
    ],
)
def test_the_script_says_which_way_a_text_runs(tags: str, way: str) -> None:
    assert {tag: direction(tag) for tag in tags.split()} == dict.fromkeys(tags.split(), way)


@pytest.mark.parametrize(
    ("tag", "words", "way"),
    [
        ("ar", "مطر", "rtl"),
        ("ar", "maṭar", "ltr"),
        ("ar-acm-x-baghdad", "ʔafya!", "ltr"),
        ("he", "the word גשם", "rtl"),
        ("he", "12 – 13", "rtl"),
        ("en", "גשם", "ltr"),
    ],
)
def test_words_in_transliteration_run_from_left_to_right(tag: str, words: str, way: str) -> None:
    assert direction_of(tag, [words]) == way


@given(st.text(max_size=20) | st.from_regex(r"[a-zA-Z]{1,3}([-_][a-zA-Z0-9]{1,8}){0,4}", fullmatch=True))
def test_whatever_stands_for_a_tag_the_normal_form_is_one_and_is_its_own(text: str) -> None:
    normal = normal_tag(text)
    assert normal == "" or (is_tag(normal) and normal_tag(normal) == normal)
    assert direction(text) == direction(normal)


def test_the_registry_is_loaded_when_a_tag_is_looked_up_and_not_before(root: Path) -> None:
    code = (
        "import sys; from edition.language.tags import direction, is_tag, normal_tag; "
        "assert is_tag('en') and normal_tag('fr') == 'fr' and direction('de') == direction('und') == direction('') == 'ltr'; "
        "assert 'langcodes' not in sys.modules; is_tag('grc'); assert 'langcodes' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True)


@pytest.mark.parametrize(
    ("tags", "shared"),
    [
        (["en-GB", "en-US"], "en"),
        (["de-AT"], "de-AT"),
        (["sr-Latn-RS", "sr-Latn"], "sr-Latn"),
        (["en", "es"], ""),
        (["en", ""], ""),
        ([], ""),
    ],
)
def test_tags_share_what_they_begin_with(tags: list[str], shared: str) -> None:
    assert shared_tag(tags) == shared
