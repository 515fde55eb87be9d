"""Turn the witnesses of a document, declared in it or only named by its readings, into who is meant by a siglum or a pointer.

Documents name a witness in many ways: by `#id` (Guidelines 13.1.4.3), by the siglum with or without `#`, by the id of a list of
witnesses for all in it, by an address that ends in `#id`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from edition.errors import UsageError
from edition.messages import Message
from edition.tei.attribute_values import whole_number
from edition.tei.names import TEI, XML_ID, siglum_of
from edition.tei.reading.app_readings import POINTS, READINGS, is_ascribed, readings_of, tokens_of

_APP, _LEM = TEI + "app", TEI + "lem"
# What can be a siglum, where @wit holds remarks besides: no brackets, commas or signs of pointers.
_SIGLUM = re.compile(r"[^\s,;()#/]+")
_REMARK = re.compile(r"\([^)]*\)")
_PARTS = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class DeclaredWitnesses:
    """The witnesses of a document, in its order: those that it declares; if it declares none, those that its readings name.

    A witness has a key: its xml:id, or its siglum where it has no id. `sigla`: key -> siglum. `undeclared`: the sigla that readings
    name besides, which are their keys too; also where these are the only witnesses. `groups`: the xml:id of a listWit -> the keys
    of all witnesses in it. `owners`: a key, or an id within the description of a witness, such as its translator's -> the key of
    the witness. `by_siglum`: siglum, and where no other witness is called so, @n -> key. `quoted`: a witness that quotes another
    -> that one. `seen`: whom each @wit was found to name, for a document says the same few thousands of times.
    """

    sigla: dict[str, str]
    groups: dict[str, tuple[str, ...]]
    owners: dict[str, str]
    by_siglum: dict[str, str]
    quoted: dict[str, str]
    undeclared: frozenset[str] = frozenset()
    seen: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    def key(self, siglum: str) -> str:
        """The key of a witness, by its siglum or its xml:id. Raises UsageError (E490) where there is no such witness."""
        found = self.by_siglum.get(siglum) or (siglum if siglum in self.sigla or siglum in self.undeclared else None)
        if found is None:
            raise UsageError(Message("E490", None, {"siglum": siglum, "known": tuple(self.sigla.values())}))
        return found

    def siglum(self, key: str) -> str:
        """The siglum of a witness; what is no key is its own siglum."""
        return self.sigla.get(key, key)

    def named(self, tokens: Iterable[str]) -> tuple[str, ...]:
        """The keys of the witnesses that pointers or sigla name, each once; a pointer to a list of witnesses names all in it."""
        return tuple(dict.fromkeys(key for token in tokens for key in self._keys(token)))

    def _keys(self, token: str) -> tuple[str, ...]:
        sign = "#" in token
        # A siglum may have a colon itself.
        if ":" in token and not sign and (whole := self.by_siglum.get(token.strip(",;"))):
            return (whole,)
        # A prefix stands for the address of a list of witnesses (Guidelines 17.2.3).
        ident = token.rpartition("#" if sign else ":")[2].strip(",;")
        if group := self.groups.get(ident):
            return group
        ways = (self.owners, self.by_siglum) if sign else (self.by_siglum, self.owners)
        key = next((key for way in ways if (key := way.get(ident))), ident if ident in self.undeclared else None)
        return () if key is None else (key,)

    def one(self, token: str) -> str:
        """The key of the witness that a pointer or a siglum names, or the id of a list; else the token without its sign."""
        ident = token.removeprefix("#")
        found = () if ident in self.groups else self._keys(token)
        return found[0] if len(found) == 1 else ident

    def is_declared(self, key: str) -> bool:
        """Whether a key, or the id of a list, is that of a witness or a list that the document declares."""
        return key in self.groups or (key in self.sigla and key not in self.undeclared)

    def pointed(self, tokens: Iterable[str]) -> tuple[str, ...]:
        """As `named`, with the ids that no witness has, as they stand."""
        found: dict[str, None] = {}
        for token in tokens:
            if keys := self.named([token]):
                found.update(dict.fromkeys(keys))
            elif token.startswith("#") and len(token) > 1:
                found[token[1:]] = None
        return tuple(found)

    def of(self, reading: etree._Element) -> tuple[str, ...]:
        """The keys of the witnesses that a reading names."""
        wit = reading.get("wit", "")
        if wit.isspace() or not wit:
            return self.named(part for token in tokens_of(reading) for part in _PARTS.split(token))
        if wit not in self.seen:
            self.seen[wit] = self.named(wit.split())
        return self.seen[wit]

    def reading(self, readings: list[etree._Element], key: str) -> etree._Element | None:
        """What the witness `key` has of an app.

        The reading that names it, of several the one that its first hand wrote first (@hand, @varSeq); else the reading in which
        an app names it, for it agrees with that around. Where none does, the lemma, for whoever is not named agrees with it
        (Guidelines 13.1.2); without a lemma, the reading that names nobody, no editor who conjectured it either.
        """
        if mine := [reading for reading in readings if key in self.of(reading)]:
            return mine[0] if len(mine) == 1 else min(mine, key=_layer)
        for reading in readings:
            if reading.tag != _LEM and any(key in self.of(inner) for app in reading.iter(_APP) for inner in readings_of(app)):
                return reading
        lemma = next((reading for reading in readings if reading.tag == _LEM), None)
        return lemma if lemma is not None else next((reading for reading in readings if not is_ascribed(reading)), None)

    def readers(self, readings: list[etree._Element]) -> list[tuple[str, ...]]:
        """The witnesses of each of the readings of an app: whom it names, and of a lemma without @wit all whom the others leave.

        A witness that two readings name stands in both. Witnesses that only quote are never left for a lemma.
        """
        named = [self.of(reading) for reading in readings]
        taken = {key for keys in named for key in keys}
        left = tuple(key for key in self.sigla if key not in taken and key not in self.quoted)
        return [
            left if reading.tag == _LEM and not keys and not reading.get("wit") else keys
            for reading, keys in zip(readings, named, strict=True)
        ]


def _layer(reading: etree._Element) -> tuple[bool, int]:
    """When a witness came to read so, to sort by: its first hand before others, then by @varSeq (Guidelines 13.1.2)."""
    return reading.get("hand") is not None, whole_number(reading.get("varSeq", "")) or 0


def declared_witnesses(root: etree._Element) -> DeclaredWitnesses:
    """The witnesses that a document declares, wherever its listWit stands, and those that its readings name besides."""
    sigla: dict[str, str] = {}
    owners: dict[str, str] = {}
    numbers: dict[str, str] = {}
    corresp: dict[str, list[str]] = {}
    groups: dict[str, tuple[str, ...]] = {}
    for witness in root.iter(TEI + "witness"):
        if key := witness_key(witness):
            sigla.setdefault(key, siglum_of(witness) or key)
            owners[key] = key
            owners |= {ident: key for part in witness.iter(etree.Element) if (ident := part.get(XML_ID))}
            numbers.setdefault(witness.get("n", key), key)
            corresp[key] = [token.removeprefix("#") for token in witness.get("corresp", "").split()]
    for listed in root.iter(TEI + "listWit"):
        if ident := listed.get(XML_ID):
            groups[ident] = tuple(key for witness in listed.iter(TEI + "witness") if (key := witness_key(witness)))
    quoted = {key: owners[there] for key, targets in corresp.items() for there in targets[:1] if there in owners}
    by_siglum: dict[str, str] = {}
    for key, siglum in sigla.items():
        by_siglum.setdefault(siglum, key)
    for number, key in numbers.items():
        by_siglum.setdefault(number, key)
    declared = DeclaredWitnesses(sigla, groups, owners, by_siglum, quoted)
    undeclared = dict.fromkeys(_undeclared(root, declared))
    if not sigla:
        sigla = {key: key for key in undeclared}
    return DeclaredWitnesses(sigla, groups, owners, by_siglum, quoted, frozenset(undeclared))


def witness_key(witness: etree._Element) -> str:
    """The key of a witness: its xml:id, else its siglum, @n, or all that is said of it where that is one word; "" for none."""
    if key := witness.get(XML_ID) or siglum_of(witness) or witness.get("n", "").strip():
        return key
    words = "".join(map(str, witness.itertext())).split()
    return words[0] if len(words) == 1 else ""


def _undeclared(root: etree._Element, declared: DeclaredWitnesses) -> Iterator[str]:
    """The sigla that readings, and bounds of witnesses, name by @wit and that no witness has, in their order."""
    told: set[str] = set()
    for element in root.iter(*READINGS, *POINTS):
        wit = element.get("wit")
        if not wit or wit in told:
            continue
        told.add(wit)
        for token in _REMARK.sub(" ", wit).split():
            siglum = token.rpartition("#")[2].strip(",;")
            if not declared.named([token]) and _SIGLUM.fullmatch(siglum):
                yield siglum
