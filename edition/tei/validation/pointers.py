"""Turn the pointers of a document into messages on those that lead to nothing: one for each pointer, siglum or habit.

A document may say the same thousands of times. The first place is that of the message, and the message has all others (`also`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from edition.messages import FEW
from edition.messages.hints import nearest
from edition.messages.values import Candidates, Counted
from edition.tei.names import TEI, XI, XML_ID, is_ncname
from edition.tei.validation.examination import Examination, Place

# The attributes whose values are pointers (Guidelines 1.4.2, teidata.pointer), as far as editions use them.
POINTERS = frozenset(
    "wit source corresp resp ref next prev target who ana sameAs copyOf exclude synch select decls edRef change spanTo hand".split()
)
# For so many pointers of a document an id is sought that was meant. By eye: it takes as long as the document has ids, and nobody
# reads more suggestions.
_MOST_GUESSED = 100


def check_pointers(examination: Examination) -> None:
    """Report pointers to nothing (E430, E467) or without # (E486, E468), and @wit that is no pointer (E431), gives a siglum in
    place of an id (E466) or points to no witness (E432, E469).

    A document that asks for parts that are not read (XInclude) may point into these, so its pointers are not checked; nor are its
    sigla if it declares none itself.
    """
    found = _LostPointers(examination)
    unread = next(examination.tree.iter(f"{XI}include"), None) is not None
    for element, attribute, value in pointers_of(examination):
        tokens = value.split()
        if attribute != "wit":
            for token in () if unread else tokens:
                found.look(element, attribute, token)
        elif unread and not examination.witnesses:
            continue
        elif all(_is_pointer(token) for token in tokens):
            for token in tokens:
                found.look(element, attribute, token)
        else:
            found.bare.setdefault(" ".join(tokens), []).append((element, "wit"))
    found.tell()


def pointers_of(examination: Examination) -> Iterator[tuple[etree._Element, str, str]]:
    """Yield each attribute that holds pointers: its element, its name, its value."""
    ours = examination.ours
    for element, items in examination.table.rows:
        for attribute, value in items:
            if attribute in POINTERS:
                if not (ours and attribute == "edRef") and str(element.tag).startswith(TEI):
                    yield element, attribute, value
            # On an app of another method (13.2.1, 13.2.2) @from and @to are places; elsewhere they are dates.
            elif attribute in ("from", "to") and element.tag == f"{TEI}app":
                yield element, attribute, value


def check_pointer(examination: Examination, element: etree._Element, attribute: str, token: str) -> None:
    """Report what is wrong with one pointer."""
    found = _LostPointers(examination)
    found.look(element, attribute, token)
    found.tell()


def _is_pointer(token: str) -> bool:
    """Tell whether a token of @wit can be a pointer: `#AG`, `witnesses.xml#AG`, `prefix:AG`."""
    return bool(re.fullmatch(r"[^\s,;()]*#[^\s,;()#]+|[a-z][\w+.-]*:[^\s,;()]+", token))


@dataclass(slots=True)
class _LostPointers:
    """The pointers of a document that lead to nothing, each with its places: `lost` and `bare_ids` by attribute and value,
    `undeclared` and `sigla` (given in place of an id) by what follows the #, `bare` by the whole of @wit.
    """

    examination: Examination
    lost: dict[tuple[str, str], list[Place]] = field(default_factory=dict)
    bare_ids: dict[tuple[str, str], list[Place]] = field(default_factory=dict)
    undeclared: dict[str, list[Place]] = field(default_factory=dict)
    sigla: dict[str, list[Place]] = field(default_factory=dict)
    bare: dict[str, list[Place]] = field(default_factory=dict)

    def look(self, element: etree._Element, attribute: str, token: str) -> None:
        """Note a pointer if something is wrong with it."""
        examination, place = self.examination, (element, attribute)
        target = token[1:]
        if not token.startswith("#"):
            if token in examination.ids:
                self.bare_ids.setdefault((attribute, token), []).append(place)
        elif attribute == "wit" and (target not in examination.ids or (examination.ours and target not in examination.witnesses)):
            noted = self.sigla if target in examination.by_siglum else self.undeclared
            noted.setdefault(target, []).append(place)
        elif target not in examination.ids:
            self.lost.setdefault((attribute, token), []).append(place)

    def tell(self) -> None:
        """Report all that was noted."""
        for siglum, places in self.sigla.items():
            pointer = f"#{self.examination.by_siglum[siglum]}"
            self.examination.tell_together("E466", places, siglum=siglum, pointers=(pointer,))
        for value, places in self.bare.items():
            self.examination.tell_together("E431", places, value=value, pointers=self._pointers(value))
        self._tell_undeclared()
        self._tell_bare_ids()
        self._tell_lost()

    def _pointers(self, value: str) -> tuple[str, ...]:
        """The pointers to write for a @wit that holds sigla without #, commas or remarks; none if not all sigla are known."""
        words = [word.lstrip("#") for word in re.split(r"[\s,;]+", value) if word.strip("#")]
        known = [self.examination.by_siglum.get(word, word) for word in words]
        return tuple(f"#{xml_id}" for xml_id in known) if all(each in self.examination.witnesses for each in known) else ()

    def _tell_undeclared(self) -> None:
        if not self.examination.witnesses and len(self.undeclared) > FEW:
            every = [place for places in self.undeclared.values() for place in places]
            self.examination.tell_together("E469", every, kinds=_counted(self.undeclared))
            return
        known = tuple(f"#{xml_id}" for xml_id in sorted(self.examination.witnesses))
        for siglum, places in self.undeclared.items():
            valid = {} if is_ncname(siglum) else {"id": self._free_id(siglum)}
            self.examination.tell_together("E432", places, siglum=siglum, known=known, **valid)

    def _tell_bare_ids(self) -> None:
        for attribute, values in _by_attribute(self.bare_ids).items():
            if len(values) > FEW:
                every = [place for places in values.values() for place in places]
                first = next(iter(values))
                self.examination.tell_together("E468", every, attribute=attribute, kinds=_counted(values), first=first)
                continue
            for value, places in values.items():
                self.examination.tell_together("E486", places, attribute=attribute, value=value)

    def _tell_lost(self) -> None:
        """Report each pointer to nothing; those of an attribute for which no id is near, together if they are many."""
        ids = tuple(self.examination.ids)
        guessed = 0
        for attribute, values in _by_attribute(self.lost).items():
            near: dict[str, str] = {}
            for value in values:
                if guessed == _MOST_GUESSED:
                    break
                guessed += 1
                if meant := nearest(value[1:], ids):
                    near[value] = meant
            far = {value: places for value, places in values.items() if value not in near}
            if len(far) > FEW:
                every = [place for places in far.values() for place in places]
                first = next(iter(far))
                self.examination.tell_together("E467", every, attribute=attribute, kinds=_counted(far), first=first)
            for value, places in values.items():
                if value in near or len(far) <= FEW:
                    self._tell_one_lost(attribute, value, near.get(value, ""), places)

    def _tell_one_lost(self, attribute: str, value: str, near: str, places: list[Place]) -> None:
        target = value[1:]
        values: dict[str, object] = {"attribute": attribute, "value": value}
        if near:
            values["ids"] = Candidates(target, (near,))
        elif is_ncname(target):
            values["target"] = target
        else:
            values["id"] = self._free_id(target)
        self.examination.tell_together("E430", places, **values)

    def _free_id(self, word: str) -> str:
        """An xml:id that can be written for a word that is none, such as 45, and that nothing else has."""
        name = re.sub(r"[^\w.-]+", "-", word).strip("-")
        name = name if is_ncname(name) else f"n{name}"
        while name in self.examination.ids:
            name += "_"
        return name


def _by_attribute(found: dict[tuple[str, str], list[Place]]) -> dict[str, dict[str, list[Place]]]:
    parted: dict[str, dict[str, list[Place]]] = {}
    for (attribute, value), places in found.items():
        parted.setdefault(attribute, {})[value] = places
    return parted


def _counted(found: dict[str, list[Place]]) -> tuple[Counted, ...]:
    return tuple(Counted(value, len(places)) for value, places in found.items())


def check_witnesses(examination: Examination) -> None:
    """Report sigla that are given twice (E433), and witnesses that no reading names and nobody quotes (W434).

    Where a lemma has no @wit, or the apparatus stands outside the text, it is negative: a witness that is not named has the text.
    """
    first: dict[str, etree._Element] = {}
    used, apparatus = _used(examination)
    idle = []
    for xml_id, witness in examination.witnesses.items():
        siglum = examination.siglum(xml_id)
        if siglum in first:
            examination.tell("E433", witness, siglum=siglum, line=examination.places.of(first[siglum])[0])
        first.setdefault(siglum, witness)
        around = [ancestor.get(XML_ID) for ancestor in witness.iterancestors(f"{TEI}witness", f"{TEI}listWit")]
        if apparatus and xml_id not in used and not used.intersection(around):
            idle.append((witness, ""))
    if idle:
        named = tuple(examination.siglum(witness.get(XML_ID, "")) for witness, _ in idle)
        examination.tell_together("W434", idle, names=named)


_NAMES_WITNESSES = frozenset({"wit", "source", "corresp", "edRef"})


def _used(examination: Examination) -> tuple[set[str], bool]:
    """Find the ids that something names as a witness, by a pointer or by the siglum, and whether a positive apparatus does."""
    used: set[str] = set()
    positive = False
    if any(lem.get("wit") is None and lem.get("source") is None for lem in examination.tree.iter(f"{TEI}lem")):
        return used, False
    for element, items in examination.table.rows:
        for key, value in items:
            if key in _NAMES_WITNESSES or (key == "target" and element.tag == f"{TEI}link"):
                positive = positive or key == "wit"
                used.update(token.rpartition("#")[2] for token in value.split())
            elif key in ("from", "loc") and element.tag == f"{TEI}app":
                return used, False
    used.update(examination.by_siglum[siglum] for siglum in used & examination.by_siglum.keys())
    return used, positive
