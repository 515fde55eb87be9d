"""Turn the apparatus of a TEI document back into variation units: plain values, whoever made the document."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from edition.model import GRADES
from edition.model.apparatus_units import ApparatusUnit, WitnessReading
from edition.tei.attribute_values import probability
from edition.tei.names import BESIDE, RULES, SILENT, TEI, XML_ID
from edition.tei.reading.app_readings import (
    base_of,
    edited_reading,
    only_points,
    readings_of,
    tied,
)
from edition.tei.reading.declared_witnesses import DeclaredWitnesses, declared_witnesses
from edition.tei.reading.one_witness import texts
from edition.tei.reading.positions import line_of
from edition.tei.reading.tei_phrases import words_of_reading
from edition.tei.reading.witness_text import edited_entries


def variation_units(tree: etree._ElementTree) -> tuple[ApparatusUnit, ...]:
    """Turn a TEI document, as `open_tei` gives it, into its variation units in the order of the text.

    Apps that only say where a witness begins, ends or has a gap are none. What nests within a reading is a unit of its own. Apps
    tied by @next and @prev are one unit, in the place of the first: a reading that goes over the end of a verse or a block.
    """
    return numbered_units(tree)[0]


def numbered_units(tree: etree._ElementTree) -> tuple[tuple[ApparatusUnit, ...], dict[int, int]]:
    """The variation units of a document, and by the number of an app among all apps of the texts the index of its unit."""
    declared = declared_witnesses(tree.getroot())
    rules = _rules(tree)
    places = {
        number: (entry.n, place)
        for entry, found in ((text.entry, text.places) for text in edited_entries(tree))
        for number, place in found.items()
    }
    units: list[ApparatusUnit] = []
    index: dict[etree._Element, int] = {}
    numbers: dict[int, int] = {}
    apps = [app for text in texts(tree.getroot()) for app in text.iter(TEI + "app")]
    weights = stated_weights(tree.getroot())
    first_of = {app: first for first, rest in tied(apps).items() for app in rest}
    for number, app in enumerate(apps):
        readings = list(readings_of(app))
        if not readings or all(only_points(reading) for reading in readings):
            continue
        outer = next((index[above] for above in app.iterancestors(TEI + "app") if above in index), None)
        entry, place = places.get(number, ("", None))
        if number not in places and outer is not None:
            # What nests in a reading that the edited text has not stands where that reading would stand.
            entry, place = units[outer].entry, _range(units[outer])
        if app in first_of and first_of[app] in index:
            first = index[app] = numbers[number] = index[first_of[app]]
            units[first] = _with_rest(units[first], readings, declared, place, base_of(app))
            continue
        index[app] = numbers[number] = len(units)
        unit = _unit(app, readings, declared, entry, place, outer, rules)
        units.append(replace(unit, weight=weights.get(app.get(XML_ID, ""))))
    return tuple(units), numbers


def stated_weights(root: etree._Element) -> dict[str, float]:
    """The weights that a document states, from 0 to 1, by the ids of its apps: certainty on @subtype (Guidelines 22.2).

    What is no number from 0 to 1 is passed over; of two weights of one app the higher counts.
    """
    found: dict[str, float] = {}
    for certainty in root.iter(TEI + "certainty"):
        if certainty.get("match") == "@subtype" and certainty.get("assertedValue") == "substantive":
            degree = probability(certainty.get("degree", ""))
            if degree is not None:
                for token in certainty.get("target", "").split():
                    key = token.removeprefix("#")
                    found[key] = max(degree, found.get(key, 0.0))
    return found


def _with_rest(
    unit: ApparatusUnit, readings: list[etree._Element], declared: DeclaredWitnesses, place: tuple[int, int] | None, base: str
) -> ApparatusUnit:
    """A unit with the words of an app that goes on with it: each reading with those of the same witnesses, a space between."""
    edited = edited_reading(readings, base)
    words = {
        (frozenset(declared.siglum(key) for key in keys), reading is edited): words_of_reading(reading)
        for reading, keys in zip(readings, declared.readers(readings), strict=True)
    }
    longer = tuple(
        replace(one, text=f"{one.text} {words.get((frozenset(one.sigla), one.is_lemma), '')}".strip()) for one in unit.readings
    )
    return replace(unit, readings=longer, end=unit.end if place is None else place[1])


def _range(unit: ApparatusUnit) -> tuple[int, int] | None:
    return None if unit.start is None or unit.end is None else (unit.start, unit.end)


def _unit(
    app: etree._Element,
    readings: list[etree._Element],
    declared: DeclaredWitnesses,
    entry: str,
    place: tuple[int, int] | None,
    within: int | None,
    rules: frozenset[str],
) -> ApparatusUnit:
    edited = edited_reading(readings, base_of(app))
    made = tuple(
        WitnessReading(
            _sigla(declared, keys),
            words_of_reading(reading),
            reading.get("type", ""),
            _grade(reading),
            reading.get("cause", ""),
            reading is edited,
            not {f"#{SILENT}", f"#{BESIDE}"}.isdisjoint(reading.get("ana", "").split()),
            tuple(key for key in _pointed(reading.get("ana", "")) if key in rules),
        )
        for reading, keys in zip(readings, map(frozenset, declared.readers(readings)), strict=True)
    )
    graded = _grade(app) or max((reading.grade for reading in made), key=_rank)
    partner = app.get("corresp", "").split()[:1] if app.get("type") == "transposition" else []
    return ApparatusUnit(
        entry=entry,
        id=app.get(XML_ID, ""),
        start=place[0] if place else None,
        end=place[1] if place else None,
        line=line_of(app),
        type=app.get("type") or next((reading.type for reading in made if reading.type), ""),
        grade=graded,
        readings=made,
        partner=partner[0].removeprefix("#") if partner else None,
        within=within,
    )


def _sigla(declared: DeclaredWitnesses, keys: frozenset[str]) -> tuple[str, ...]:
    """The sigla of witnesses, those that the document declares first, in its order."""
    known = tuple(siglum for key, siglum in declared.sigla.items() if key in keys)
    return known if len(known) == len(keys) else known + tuple(sorted(keys - declared.sigla.keys()))


def _rules(tree: etree._ElementTree) -> frozenset[str]:
    """The ids of the editor's rules, as the header of a document lists them."""
    taxonomies = (found for found in tree.iter(TEI + "taxonomy") if found.get(XML_ID) == RULES)
    return frozenset(category.get(XML_ID, "") for found in taxonomies for category in found.iter(TEI + "category"))


def _pointed(pointers: str) -> list[str]:
    return [pointer.removeprefix("#") for pointer in pointers.split()]


def _grade(element: etree._Element) -> str:
    grade = element.get("subtype", "")
    return grade if grade in GRADES else ""


def _rank(grade: str) -> int:
    return GRADES.index(grade) if grade in GRADES else -1
