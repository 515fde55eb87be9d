"""Turn the lists of terms and of profiles in a TEI document's standOff back into terms and profiles."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from edition.model import ProfileExample, Term, TermAnswer, TranslatorProfile
from edition.tei.elements import by_id
from edition.tei.names import TEI
from edition.tei.reading.declared_witnesses import declared_witnesses


def stated_title(tree: etree._ElementTree) -> str:
    """The title that the header of a document states first, "" where there is none (Guidelines 2.2.1)."""
    title = tree.find(f"{TEI}teiHeader/{TEI}fileDesc/{TEI}titleStmt/{TEI}title")
    return "" if title is None else _words(title)


def listed_terms(tree: etree._ElementTree) -> tuple[Term, ...]:
    """The terms that a document lists, in its order; what is no term with two words and a count is passed over."""
    sigla, keys = _sigla(tree), _keys(tree)
    found = []
    for held in _lists(tree, "terms"):
        base, other = (sigla(held.get(name, "")) for name in ("source", "corresp"))
        for item in held.iterchildren(TEI + "item"):
            words = [_words(term) for term in item.iterchildren(TEI + "term")]
            count = _count(item)
            if len(words) == 2 and count is not None:
                exceptions = tuple(_exceptions(item, keys))
                found.append(Term(base, other, words[0], words[1], count, exceptions))
    return tuple(found)


def _exceptions(item: etree._Element, keys: dict[str, str]) -> Iterator[TermAnswer]:
    for one in item.iterfind(f"{TEI}list[@type='exceptions']/{TEI}item"):
        word, ptr = one.find(TEI + "term"), one.find(TEI + "ptr")
        targets = ptr.get("target", "").split() if ptr is not None else []
        entries = tuple(keys.get(target.removeprefix("#"), target) for target in targets)
        yield TermAnswer(_words(word) if word is not None else "", _count(one) or 0, entries)


def listed_profiles(tree: etree._ElementTree) -> tuple[TranslatorProfile, ...]:
    """The profiles that a document lists, in its order."""
    sigla, keys = _sigla(tree), _keys(tree)
    found = []
    for held in _lists(tree, "profiles"):
        for item in held.iterchildren(TEI + "item"):
            measures = [
                (measure.get("type", ""), count, measure)
                for measure in item.iterchildren(TEI + "measure")
                if (count := _quantity(measure)) is not None
            ]
            counts = {feature: count for feature, count, _ in measures}
            examples = {feature: shown for feature, _, measure in measures if (shown := tuple(_examples(measure, keys)))}
            found.append(TranslatorProfile(sigla(item.get("source", "")), sigla(item.get("corresp", "")), counts, examples))
    return tuple(found)


def _examples(measure: etree._Element, keys: dict[str, str]) -> Iterator[ProfileExample]:
    for ref in measure.iterchildren(TEI + "ref"):
        words, answer, *_ = [*map(_words, ref.iterchildren(TEI + "mentioned")), "", ""]
        target = ref.get("target", "").removeprefix("#")
        yield ProfileExample(keys.get(target, target), words, answer)


def _lists(tree: etree._ElementTree, kind: str) -> Iterator[etree._Element]:
    for stand_off in tree.iter(TEI + "standOff"):
        yield from (held for held in stand_off.iterchildren(TEI + "list") if held.get("type") == kind)


def _sigla(tree: etree._ElementTree) -> Callable[[str], str]:
    """A function from a pointer to a witness to its siglum."""
    known = declared_witnesses(tree.getroot()).sigla
    return lambda pointer: known.get(pointer.removeprefix("#"), pointer.removeprefix("#"))


def _keys(tree: etree._ElementTree) -> dict[str, str]:
    """The keys of the entries of a document, by their ids."""
    return {key: element.get("n", "") for key, element in by_id(tree.getroot()).items() if element.get("type") == "entry"}


def _count(item: etree._Element) -> int | None:
    measure = item.find(TEI + "measure")
    return None if measure is None else _quantity(measure)


def _quantity(measure: etree._Element) -> int | None:
    written = measure.get("quantity", "")
    return int(written) if written.isascii() and written.isdigit() else None


def _words(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())
