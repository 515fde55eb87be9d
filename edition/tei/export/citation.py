"""Turn the header of a TEI document into how it is cited: CITATION.cff (1.2.0), and .zenodo.json for a deposit at Zenodo."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping

from lxml import etree

from edition.language.tags import three_letters
from edition.tei.export.exported_edition import UNKNOWN_LANGUAGE, ExportedEdition
from edition.tei.names import TEI

# Licences by what addresses and words of theirs begin with, as SPDX names them.
_LICENCE = re.compile(
    r"\b(?:creativecommons\.org/licenses/|CC[ -])(by(?:-nc)?(?:-sa|-nd)?)[ /-](\d\.\d)|\b(CC0\b|publicdomain/zero/)", re.IGNORECASE
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR = re.compile(r"\b(\d{4})\b")
_DOI = re.compile(r"\b10\.\d{4,9}/\S+")

# A value of YAML, as these files need it.
_Value = str | int | list["_Value"] | dict[str, "_Value"]


def made(edition: ExportedEdition, tree: etree._ElementTree) -> tuple[Mapping[str, bytes], Mapping[str, int]]:
    """Make the two files; what the header does not state is left out of them."""
    header = _CitedHeader(tree, edition)
    zenodo = json.dumps(header.deposit(), ensure_ascii=False, indent=2) + "\n"
    citation = "".join(line + "\n" for line in _yaml(header.citation()))
    return {"CITATION.cff": citation.encode(), ".zenodo.json": zenodo.encode()}, {}


class _CitedHeader:
    """What a header states, as the two files ask for it."""

    def __init__(self, tree: etree._ElementTree, edition: ExportedEdition) -> None:
        self.root = tree.getroot()
        self.edition = edition

    def _found(self, path: str) -> Iterator[etree._Element]:
        within = "/".join(TEI + step if step else "" for step in path.split("/"))
        return self.root.iterfind(f"{TEI}teiHeader/{within}")

    def _first(self, path: str) -> str:
        return next((words for element in self._found(path) if (words := _words(element))), "")

    @property
    def title(self) -> str:
        """The title and the subtitle."""
        titles = [_words(title) for title in self._found("fileDesc/titleStmt/title")]
        return ": ".join(filter(None, titles[:2])) or self.edition.title or "Untitled"

    @property
    def editors(self) -> list[dict[str, str]]:
        """Who made the edition; where nobody is named, the authors of the work."""
        for path in ("fileDesc/titleStmt/editor", "fileDesc/titleStmt/author", "fileDesc/publicationStmt/publisher"):
            if people := [_person(one) for one in self._found(path) if _words(one)]:
                return people
        return [{"name": "Anonymous"}]

    @property
    def licence(self) -> str:
        """The licence as SPDX calls it, "" where none is known."""
        for element in self._found("fileDesc/publicationStmt/availability"):
            targets = " ".join(part.get("target", "") for part in element.iter(TEI + "licence", TEI + "ref"))
            if match := _LICENCE.search(f"{_words(element)} {targets}"):
                return "CC0-1.0" if match[3] else f"CC-{match[1].upper()}-{match[2]}"
        return ""

    @property
    def date(self) -> str:
        for element in self._found("fileDesc/publicationStmt//date"):
            if match := _DAY.search(f"{element.get('when', '')} {_words(element)}"):
                return match[0]
        return ""

    @property
    def identifiers(self) -> list[tuple[str, str]]:
        """(doi, url or other, value) of each."""
        found = []
        for element in self._found("fileDesc/publicationStmt//idno"):
            if said := _words(element):
                doi = _DOI.search(said)
                found.append(("doi", doi[0]) if doi else ("url" if re.match("https?:", said) else "other", said))
        return found

    def _about(self) -> str:
        return self._first("encodingDesc/projectDesc") or self.title

    def _keywords(self) -> list[str]:
        terms = (word for term in self._found("profileDesc/textClass/keywords//term") if (word := _words(term)))
        return [*dict.fromkeys(terms)]

    def citation(self) -> dict[str, _Value]:
        """What CITATION.cff says."""
        known = dict(reversed(self.identifiers))
        said: dict[str, _Value] = {
            "cff-version": "1.2.0",
            "message": "If you use this edition, please cite it as below.",
            "type": "dataset",
            "title": self.title,
            "authors": [{**person} for person in self.editors],
            "abstract": self._about(),
            "date-released": self.date,
            "version": next((edition.get("n", "") for edition in self._found("fileDesc/editionStmt/edition")), ""),
            "license": self.licence,
            "doi": known.get("doi", ""),
            "url": known.get("url", ""),
            "identifiers": [{"type": kind, "value": value} for kind, value in self.identifiers],
            "keywords": [*self._keywords()],
            "references": [*self._references()],
        }
        return {key: value for key, value in said.items() if value}

    def _references(self) -> Iterator[_Value]:
        """The sources of the witnesses, as books."""
        authors = [_person(one) for one in self._found("fileDesc/titleStmt/author") if _words(one)]
        for witness in self._found("fileDesc/sourceDesc//witness"):
            title = next((_words(one) for one in witness.iter(TEI + "title")), "")
            if not title:
                continue
            people: dict[str, list[dict[str, str]]] = {"author": [], "translator": []}
            for one in witness.iter(TEI + "author", TEI + "editor"):
                kind = "author" if one.tag == TEI + "author" else one.get("role", "")
                if kind in people:
                    people[kind].append(_person(one))
            publisher = next((_words(one) for one in witness.iter(TEI + "publisher")), "")
            year = next((match for one in witness.iter(TEI + "date") if (match := _YEAR.search(_words(one)))), None)
            said: dict[str, _Value] = {
                "type": "book",
                "title": title,
                "authors": [{**one} for one in people["author"] or authors or [{"name": "Anonymous"}]],
                "translators": [{**one} for one in people["translator"]],
                "publisher": {"name": publisher} if publisher else "",
                "year": int(year[1]) if year else "",
            }
            yield {key: value for key, value in said.items() if value}

    def deposit(self) -> dict[str, object]:
        """What .zenodo.json says (Zenodo's deposit metadata)."""
        language = self.edition.language
        people = [_person(one) for one in self._found("fileDesc/titleStmt/author") if _words(one)]
        said: dict[str, object] = {
            "title": self.title,
            "upload_type": "dataset",
            "description": html.escape(self._about(), quote=False),
            "creators": [{"name": _inverted(person)} for person in self.editors],
            "contributors": [{"name": _inverted(person), "type": "Other"} for person in people if person not in self.editors],
            "publication_date": self.date,
            "access_right": "open" if self.licence else "",
            "license": self.licence.lower(),
            "language": three_letters(language, otherwise="") if language != UNKNOWN_LANGUAGE else "",
            "keywords": self._keywords(),
            "references": [_words(bibl) for bibl in self._found("fileDesc/sourceDesc//witness//bibl")],
            "related_identifiers": [
                {"identifier": value, "relation": "isAlternateIdentifier"} for kind, value in self.identifiers if kind != "other"
            ],
        }
        return {key: value for key, value in said.items() if value}


def _words(element: etree._Element) -> str:
    return " ".join(str(element.xpath("string()")).split())


def _person(element: etree._Element) -> dict[str, str]:
    """A person by family name and given names where TEI tells these apart (Guidelines 14.2.1), else by one name."""
    family, given = (
        " ".join(_words(part) for part in element.iter(*(TEI + name for name in names)))
        for names in (("surname",), ("forename", "addName"))
    )
    return {"family-names": family, "given-names": given} if family and given else {"name": _words(element)}


def _inverted(person: Mapping[str, str]) -> str:
    return person["name"] if "name" in person else f"{person['family-names']}, {person['given-names']}"


def _yaml(value: _Value, indent: int = 0) -> Iterator[str]:
    """The lines of a value in YAML. A text is written as in JSON, which is YAML too, so that nothing in it can mean anything."""
    space = "  " * indent
    pairs = value.items() if isinstance(value, dict) else ()
    for key, held in pairs:
        if isinstance(held, dict | list):
            yield f"{space}{key}:"
            yield from _yaml(held, indent + 1)
        else:
            yield f"{space}{key}: {json.dumps(held, ensure_ascii=False)}"
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict):
            first, *rest = _yaml(one, indent + 1)
            yield f"{space}- {first.lstrip()}"
            yield from rest
        else:
            yield f"{space}- {json.dumps(one, ensure_ascii=False)}"
