"""Turn an app into its readings, and a reading into the witnesses that have it: as others encode it too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from edition.errors import UsageError
from edition.messages import Message
from edition.tei.names import TEI, XML_ID, siglum_of

READINGS = (TEI + "lem", TEI + "rdg")
# What says how words look, in which language they are, where they lead, that they say what is done; @source of these names the
# witnesses whose look it is.
LOOKED = tuple(TEI + name for name in ("hi", "foreign", "ref", "stage"))
# Where a witness begins, ends, breaks off and goes on (Guidelines 13.1.5).
POINTS = tuple(TEI + name for name in ("witStart", "witEnd", "lacunaStart", "lacunaEnd"))


def readings_of(group: etree._Element) -> Iterator[etree._Element]:
    """The readings of an app, those in groups too; not those of apps within them."""
    for child in group:
        if child.tag in READINGS:
            yield child
        elif child.tag == TEI + "rdgGrp":
            yield from readings_of(child)


def tied(elements: Iterable[etree._Element]) -> dict[etree._Element, tuple[etree._Element, ...]]:
    """The apps that are tied by @next and @prev, because one reading goes over the end of a verse or block: first -> the others."""
    apps = {f"#{key}": app for app in elements if (key := app.get(XML_ID))}
    found = {}
    for first in apps.values():
        if first.get("next") is None or first.get("prev") is not None:
            continue
        pieces = [first]
        while (
            (after := apps.get(pieces[-1].get("next", ""))) is not None
            and after.get("prev") == f"#{pieces[-1].get(XML_ID)}"
            and after not in pieces
        ):
            pieces.append(after)
        if len(pieces) > 1:
            found[first] = tuple(pieces[1:])
    return found


def only_points(reading: etree._Element) -> bool:
    """Whether a reading has no words and only says where its witnesses begin, end or have a gap."""
    return len(reading) > 0 and all(child.tag in POINTS for child in reading) and not "".join(map(str, reading.itertext())).strip()


def tokens_of(reading: etree._Element) -> list[str]:
    """By what a reading names who has it, as it stands: @wit, else the words of wit within it, else @source and @resp."""
    if tokens := reading.get("wit", "").split():
        return tokens
    inside = reading.find(TEI + "wit")
    if inside is not None and (words := " ".join("".join(map(str, inside.itertext())).split())):
        return [words]
    return [token for name in ("source", "resp") for token in reading.get(name, "").split() if len(token) > 1 and token[0] == "#"]


def _is_ascribed(reading: etree._Element) -> bool:
    """Whether a reading says whose it is: of witnesses, of an editor, of a book."""
    return any(reading.get(name) for name in ("wit", "source", "resp")) or reading.find(TEI + "wit") is not None


def edited_reading(readings: list[etree._Element], base: str = "") -> etree._Element | None:
    """The reading of an app that the edited text has: its lemma; without one, that of the base (an xml:id), else the first."""
    found = next((reading for reading in readings if reading.tag == TEI + "lem"), None)
    if found is None and base:
        found = next((reading for reading in readings if f"#{base}" in reading.get("wit", "").split()), None)
    return found if found is not None or not readings else readings[0]


def base_of(element: etree._Element) -> str:
    """The xml:id of the witness whose text an element is, as @source of what it stands in says; "" where nothing says so."""
    for above in element.iterancestors():
        if above.tag not in (*READINGS, *LOOKED) and (
            tokens := [token for token in above.get("source", "").split() if token[0] == "#"]
        ):
            return tokens[0][1:]
    return ""


@dataclass(frozen=True, slots=True)
class DeclaredWitnesses:
    """The witnesses that a document declares, in its order.

    `sigla`: xml:id -> siglum, the id where no siglum is given. `groups`: the xml:id of a listWit -> the ids of all witnesses in it.
    `owners`: an id within the description of a witness, such as its translator's -> the id of the witness. `quoted`: a witness that
    quotes another -> that one. `seen`: whom each @wit was found to name, for a document says the same few thousands of times.
    """

    sigla: dict[str, str]
    groups: dict[str, tuple[str, ...]]
    owners: dict[str, str]
    quoted: dict[str, str]
    seen: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    def key(self, siglum: str) -> str:
        """The xml:id of a witness, by its siglum or the id itself. Raises UsageError (E490) where there is no such witness."""
        for key, name in self.sigla.items():
            if siglum == name:
                return key
        if siglum in self.sigla:
            return siglum
        raise UsageError(Message("E490", None, {"siglum": siglum, "known": tuple(self.sigla.values())}))

    def named(self, tokens: Iterable[str]) -> tuple[str, ...]:
        """The ids of the witnesses that pointers name, each once; a pointer to a list of witnesses names all in it."""
        found: dict[str, None] = {}
        for token in tokens:
            ident = token.removeprefix("#")
            if group := self.groups.get(ident):
                found.update(dict.fromkeys(group))
            elif key := self.owners.get(ident):
                found[key] = None
        return tuple(found)

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
        """The ids of the witnesses that a reading names."""
        wit = reading.get("wit", "")
        if wit.isspace() or not wit:
            return self.named(tokens_of(reading))
        if wit not in self.seen:
            self.seen[wit] = self.named(wit.split())
        return self.seen[wit]

    def reading(self, readings: list[etree._Element], key: str) -> etree._Element | None:
        """What the witness `key` has of an app: the reading that names it; where none does, the lemma, for whoever is not named
        agrees with it (Guidelines 13.1.2); without a lemma, the reading that names nobody, no editor who conjectured it either."""
        for reading in readings:
            if key in self.of(reading):
                return reading
        lemma = next((reading for reading in readings if reading.tag == TEI + "lem"), None)
        return lemma if lemma is not None else next((reading for reading in readings if not _is_ascribed(reading)), None)

    def readers(self, readings: list[etree._Element]) -> list[tuple[str, ...]]:
        """The witnesses of each of the readings of an app: whom it names, and of a lemma without @wit all whom the others leave.

        A witness that two readings name stands in both. Witnesses that only quote are never left for a lemma.
        """
        named = [self.of(reading) for reading in readings]
        taken = {key for keys in named for key in keys}
        left = tuple(key for key in self.sigla if key not in taken and key not in self.quoted)
        return [
            left if reading.tag == TEI + "lem" and not keys and not reading.get("wit") else keys
            for reading, keys in zip(readings, named, strict=True)
        ]


def declared_witnesses(root: etree._Element) -> DeclaredWitnesses:
    """The witnesses that a document declares with an xml:id, wherever its listWit stands."""
    sigla: dict[str, str] = {}
    owners: dict[str, str] = {}
    corresp: dict[str, list[str]] = {}
    groups: dict[str, tuple[str, ...]] = {}
    for witness in root.iter(TEI + "witness"):
        if key := witness.get(XML_ID):
            sigla[key] = siglum_of(witness)
            owners |= {ident: key for part in witness.iter(etree.Element) if (ident := part.get(XML_ID))}
            corresp[key] = [token.removeprefix("#") for token in witness.get("corresp", "").split()]
    for listed in root.iter(TEI + "listWit"):
        if ident := listed.get(XML_ID):
            groups[ident] = tuple(key for witness in listed.iter(TEI + "witness") if (key := witness.get(XML_ID)))
    quoted = {key: owners[there] for key, targets in corresp.items() for there in targets[:1] if there in owners}
    return DeclaredWitnesses(sigla, groups, owners, quoted)
