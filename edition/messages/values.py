"""Turn the values of a message into the words that stand for them in its text, and into JSON and back.

A value is what a message is about, never a sentence: a number, a name, lines of a file, a place, the names that something can have.
`VALUES` says of which type the value of each name is. How a type is worded is told here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from itertools import groupby
from typing import get_args

from edition.messages.hints import nearest
from edition.messages.xml_faults import XmlFault
from edition.model import Locus

# A message lists so many names, and counts the rest: they fill a line of a terminal, by eye.
MOST_LISTED = 12
# The places of a message on more pages than these are told by page alone: more would not be read, by eye on reports of whole books.
FEW_PAGES = 4


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a file, from 1: “line 3”, “lines 3, 5–9”. Of a file without lines `unit` is what is counted, such as paragraphs.

    `pages`: of a file that has pages the page of each line; the lines are then counted on their pages.
    """

    numbers: tuple[int, ...]
    unit: str = "line"
    pages: tuple[int, ...] = ()

    def __str__(self) -> str:
        if len(set(self.pages)) > FEW_PAGES:
            return _runs("page", self.pages)
        if not self.pages:
            return _runs(self.unit, self.numbers)
        on_pages = groupby(sorted(zip(self.pages, self.numbers, strict=True)), key=lambda line: line[0])
        return "; ".join(f"page {page} {_runs(self.unit, [number for _, number in lines])}" for page, lines in on_pages)

    def counted_by(self, place: Callable[[int], Lines]) -> Lines:
        """The same lines as a file counts them of which these are a reader's own count; `place` says it of one line."""
        placed = [place(number) for number in self.numbers]
        pages = tuple(page for line in placed for page in line.pages)
        return Lines(tuple(number for line in placed for number in line.numbers), placed[0].unit if placed else self.unit, pages)


def _runs(unit: str, numbers: Sequence[int]) -> str:
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    named = listed([str(first) if first == last else f"{first}–{last}" for first, last in runs])
    return f"{unit} {named}" if len(runs) == 1 and runs[0][0] == runs[0][1] else f"{unit}s {named}"


@dataclass(frozen=True, slots=True)
class Placed:
    """Something with the lines that it stands on, or with its place: “note 3 (line 7)”."""

    name: str
    where: Lines | Locus

    def __str__(self) -> str:
        return f"{self.name} ({self.where.within if isinstance(self.where, Locus) else self.where})"


@dataclass(frozen=True, slots=True)
class Counted:
    """Something that there is a number of times: “1921-05-03 (2 times)”, or once: “1921-05-03”."""

    name: str
    count: int

    def __str__(self) -> str:
        return self.name if self.count == 1 else f"{self.name} ({self.count} times)"


@dataclass(frozen=True, slots=True)
class Candidates:
    """A word that is not known, and the words that are: a hint asks for the nearest, or lists them all."""

    word: str
    known: tuple[str, ...]

    @property
    def nearest(self) -> str:
        """The known word most like the one that is not; "" where none is near."""
        return nearest(self.word, self.known)

    def __str__(self) -> str:
        return listed(self.known)


@dataclass(frozen=True, slots=True)
class Opposed:
    """What stands in each of two texts in one place, "" for nothing: “tin roof” / “metal roof”."""

    texts: tuple[str, ...]

    def __str__(self) -> str:
        return " / ".join(f"“{text}”" if text else "nothing" for text in self.texts)


@dataclass(frozen=True, slots=True)
class BlockPlace:
    """A block of an entry by its number: paragraphs from 1, 0 the heading, None what follows the last."""

    number: int | None

    def __str__(self) -> str:
        return "the end" if self.number is None else f"paragraph {self.number}" if self.number else "the heading"


@dataclass(frozen=True, slots=True)
class TableName:
    """A table of a TOML file by its header, as it is named after a key of it: “ in [witness]”, and nothing where it has none."""

    header: str

    def __str__(self) -> str:
        return f" in [{self.header}]" if self.header else ""


# What stands under a key of a TOML file, by the type that it is read as; and what a program gives for the table of behaviours.
TOML_KINDS = {
    "str": "text in quotation marks",
    "tuple": "a list of texts",
    "int": "a whole number",
    "bool": "true or false",
    "dict": "a table by sigla",
    "pairs": "pairs of element and form",
}


@dataclass(frozen=True, slots=True)
class TomlKind:
    """A kind of value in a TOML file, a key of TOML_KINDS."""

    name: str

    def __str__(self) -> str:
        return TOML_KINDS[self.name]


# What to write for a kind of value in XML, by the name of the datatype in XML Schema; "date" also where TEI takes parts of one.
DATATYPES = {
    "anyURI": "an address, or a # and an xml:id of this file; between several, a space",
    "boolean": "true or false",
    "date": "the date as year, month and day, 1944-08-09, or year and month, 1944-08, or the year",
    "decimal": "a number: 2 or 0.5",
    "double": "a number: 2 or 0.5",
    "float": "a number: 2 or 0.5",
    "ID": "a letter, then letters, digits, full stops, hyphens or underscores, without spaces",
    "integer": "a whole number: 12",
    "language": "a language tag like en, fr, de-AT or grc",
    "Name": "a letter, then letters, digits, full stops, hyphens or underscores, without spaces",
    "NCName": "a letter, then letters, digits, full stops, hyphens or underscores, without spaces",
    "nonNegativeInteger": "a whole number: 0, 1, 2 and so on",
    "token": "one word, without spaces, of the form that the schema asks for",
}


@dataclass(frozen=True, slots=True)
class Datatype:
    """A datatype of XML Schema, a key of DATATYPES."""

    name: str

    def __str__(self) -> str:
        return DATATYPES[self.name]


# The types that a value can have besides numbers, strings and tuples of them: their names stand in the cache.
TYPES: dict[str, type] = {
    kind.__name__: kind
    for kind in (Lines, Placed, Counted, Candidates, Opposed, BlockPlace, TableName, TomlKind, Datatype, XmlFault, Locus)
}


def listed(names: Sequence[object], joint: str = ", ") -> str:
    """Names one after the other; of very many the first, and how many more there are."""
    more = f" and {len(names) - MOST_LISTED} more" if len(names) > MOST_LISTED else ""
    return joint.join(map(str, names[:MOST_LISTED])) + more


def is_there(value: object) -> bool:
    """Whether a value says something: an empty string, an empty list and None do not."""
    return value is not None and value != () and str(value) != ""


def worded(value: object, form: str = "") -> str:
    """Turn a value into its words in a text.

    `form` is what stands after the colon in a row. For a number: the thing counted (`{count:error}`: “1 error”, “2 errors”, or with
    its plural `{count:entry/entries}`), or a comma for thousands. For a tuple: what stands between its members (`{names:or}`,
    `{readings:;}`), `quoted`, or `counted`: “3 breaks, 1 join”.
    """
    if isinstance(value, int) and form == ",":
        return f"{value:,}"
    if isinstance(value, int) and form:
        one, _, many = form.partition("/")
        return f"{value} {one if value == 1 else many or f'{one}s'}"
    if not isinstance(value, tuple):
        return str(value)
    if not value:
        return "none"
    if form == "counted":
        return listed([worded(part.count, part.name) for part in value])
    if form == "quoted":
        return listed([f"“{part}”" for part in value], " … ")
    return listed(value, {"": ", ", ";": "; ", " ": " "}.get(form, f" {form} "))


def to_json(value: object) -> object:
    """Turn a value into what JSON can hold, its type with it."""
    if isinstance(value, tuple):
        return [to_json(part) for part in value]
    if type(value).__name__ in TYPES:
        return {type(value).__name__: [to_json(getattr(value, part.name)) for part in fields(value)]}  # type: ignore[arg-type]
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"a message has no values of the type {type(value).__name__}")


def from_json(plain: object) -> object:
    """Turn what `to_json` made back into the value."""
    if isinstance(plain, list):
        return tuple(from_json(part) for part in plain)
    if isinstance(plain, dict):
        [(name, parts)] = plain.items()
        return TYPES[name](*(from_json(part) for part in parts))
    return plain


# The type of the value of each name; a name has one type in all messages.
VALUES: dict[str, object] = {
    **dict.fromkeys(
        "all columns count current deepest format least line most number occurrence offset seconds size width".split(), int
    ),
    **dict.fromkeys(
        """
        answer at attribute base before bound code date divided early element encoding entry example extra file first folder form
        found given has header heading here href id key kind lacks language last late library m made_for model n name namespace near
        nearest note one other page paper part path place quoted read schema short siglum stands tag target text there to type url
        value version what within word words
        """.split(),
        str,
    ),
    # The words of a program or of a library outside: of the system, a parser, WeasyPrint, Python.
    "reason": str,
    **dict.fromkeys(
        (
            "allowed attributes books codes entries files fonts forms full known letters made may missing names of pieces pointers "
            "shapes sought"
        ).split(),
        tuple[str, ...],
    ),
    **dict.fromkeys(("headers", "ids", "keys", "one_of", "sigla"), Candidates),
    **dict.fromkeys(("begins", "lines"), Lines),
    **dict.fromkeys(("doubtful", "parts", "places"), tuple[Placed, ...]),
    **dict.fromkeys(("found_in", "kinds"), tuple[Counted, ...]),
    **dict.fromkeys(("passages", "reading"), Opposed),
    "readings": tuple[Opposed, ...],
    "block": BlockPlace,
    "datatype": Datatype,
    "fault": XmlFault,
    "table": TableName,
    "wanted": TomlKind,
}


def type_fault(name: str, value: object) -> str:
    """Why a message cannot have this value under this name, "" where it can."""
    if name not in VALUES:
        return f"no message has a value named {name}"
    wanted = VALUES[name]
    if members := get_args(wanted):
        good = isinstance(value, tuple) and all(isinstance(part, members[0]) for part in value)
    else:
        good = isinstance(value, wanted) and not isinstance(value, bool)  # type: ignore[arg-type]
    return "" if good else f"{name} is {value!r}, and no {wanted}"
