"""Turn a language tag (BCP 47) into what it says: whether it is one, its normal form, its language, how its script runs.

The registry of tags is that of langcodes, which is loaded when a tag is first looked up.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import takewhile

# Tags in their normal form, written from left to right, for which nothing is loaded: the languages that the program knows, two old
# ones that they quote, and the tag of a text of which nobody says the language. To load langcodes 3.5.1 takes 60 ms, where a build
# that finds all kept takes 220 (docs/pipeline.md).
_USUAL = frozenset({"en", "en-GB", "en-US", "fr", "de", "es", "it", "la", "el", "und"})
# What documents write in the place of a tag; by eye, on headers of TEI that use the English name.
_NAMES = {
    "english": "en", "french": "fr", "german": "de", "greek": "el", "italian": "it", "latin": "la", "spanish": "es",
}  # fmt: skip
# Scripts that run from right to left, of which HTML has to say so: those of Unicode's table of scripts with letters of the
# bidirectional classes R and AL, but for Cypriot, of which transcripts are read.
_LEFTWARDS = frozenset(
    "Adlm Arab Armi Avst Chrs Elym Hatr Hebr Hung Khar Lydi Mand Mani Mend Merc Mero Narb Nbat Nkoo Orkh Ougr Palm Phli Phlp Phnx"
    " Prti Rohg Samr Sarb Sogd Sogo Syrc Thaa Yezi".split()
)
# The scripts of old languages of which langcodes knows none, or another than that of their editions (ISO 15924).
_SCRIPTS = {"grc": "Grek", "hbo": "Hebr", "syc": "Syrc"}


@lru_cache(maxsize=1024)
def is_tag(tag: str) -> bool:
    """Whether this is a language tag: well formed, and each part of it registered or private use (BCP 47, 2.2.9)."""
    if tag in _USUAL:
        return True
    if not tag:
        return False
    import langcodes

    return "_" not in tag and langcodes.tag_is_valid(tag)


@lru_cache(maxsize=1024)
def normal_tag(tag: str) -> str:
    """The normal form of a tag (BCP 47, 4.5): `deu` is de, `EN-gb` is en-GB; "" for what is none.

    A tag with `_` in the place of `-` is read too, as systems write them, and the English names of a few languages.
    """
    if tag in _USUAL:
        return tag
    tag = _NAMES.get(tag.lower(), tag.strip().replace("_", "-"))
    if not is_tag(tag):
        return ""
    import langcodes

    return langcodes.standardize_tag(tag)


def primary_language(tag: str) -> str:
    """The language of a tag without script, region and all else: `deu-AT` is de; "" for what is no tag."""
    return normal_tag(tag).partition("-")[0]


@lru_cache(maxsize=1024)
def has_leftward(text: str) -> bool:
    """Whether a text has letters that are written from right to left."""
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


def three_letters(tag: str, otherwise: str) -> str:
    """The code of three letters of a language (ISO 639-3); another word where it has none."""
    import langcodes

    try:
        return langcodes.Language.get(tag).to_alpha3()
    except (LookupError, ValueError):
        return otherwise


def direction(tag: str) -> str:
    """How a text of this tag is written, as HTML says it: "rtl" or "ltr"; by the script that it names, else the usual one."""
    normal = normal_tag(tag)
    if not normal or normal in _USUAL:
        return "ltr"
    import langcodes

    language = langcodes.Language.get(normal)
    script = language.script or _SCRIPTS.get(language.language or "") or language.maximize().script
    return "rtl" if script in _LEFTWARDS else "ltr"


def direction_of(tag: str, words: Iterable[str]) -> str:
    """How these words of this tag are written, as `direction` says it: those in transliteration run from left to right, though the
    tag does not say so. They have letters, and none of a script that runs from right to left.
    """
    if direction(tag) == "ltr":
        return "ltr"
    classes = {unicodedata.bidirectional(letter) for part in words for letter in part}
    return "ltr" if "L" in classes and classes.isdisjoint(("R", "AL")) else "rtl"


def shared_tag(tags: Iterable[str]) -> str:
    """Find what tags have in common, from their language on: en-GB and en-US are both en; "" if nothing."""
    if len(different := {*tags}) == 1:
        return different.pop()
    parts = takewhile(lambda each: len(set(each)) == 1, zip(*(tag.split("-") for tag in different), strict=False))
    return "-".join(part for part, *_ in parts)
