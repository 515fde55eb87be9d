"""Turn the values of a message into words for its sentences, and into JSON and back.

A value is what a message is about, never a sentence: a number, a name, lines of a file, a place, a list of names. `VALUES`
gives the type for each name of a value. How a type is written in words stands here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from itertools import groupby, repeat
from typing import get_args

from edition.messages.hints import nearest
from edition.messages.xml_faults import XmlFault
from edition.model import Locus

# A message lists at most so many names, and counts the rest. By eye: they fill a line of a terminal.
MOST_LISTED = 12
# A message names so many places, and counts the rest. By eye, on reports of whole books: who has seen five knows the kind.
MOST_PLACES = 5
# If the lines of a message stand on more than so many pages, only the pages are told. By eye, as above.
FEW_PAGES = 4


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a file, from 1: “line 3”, “lines 3, 5–9”. `unit`: what is counted in a file without lines, such as paragraphs.

    `pages`: in a file with pages, the page of each line. The lines are then counted on their page. Of more than MOST_PLACES runs
    of lines the first are told, and how many lines the others have.
    """

    numbers: tuple[int, ...]
    unit: str = "line"
    pages: tuple[int, ...] = ()

    def __str__(self) -> str:
        if len(set(self.pages)) > FEW_PAGES:
            return _in_words(_runs((0, page) for page in self.pages), "page")
        return _in_words(_runs(zip(self.pages or repeat(0), self.numbers, strict=False)), self.unit)

    def counted_by(self, place: Callable[[int], Lines]) -> Lines:
        """Turn lines that a reader has counted into lines as the file counts them. `place` does so for one line."""
        placed = [place(number) for number in self.numbers]
        pages = tuple(page for line in placed for page in line.pages)
        return Lines(tuple(number for line in placed for number in line.numbers), placed[0].unit if placed else self.unit, pages)


# Lines that follow one another: their page, 0 where there are none, the first and the last.
_Run = tuple[int, int, int]


def _runs(lines: Iterable[tuple[int, int]]) -> list[_Run]:
    """Turn lines, each with its page, into runs."""
    runs: list[_Run] = []
    for page, number in sorted(set(lines)):
        if runs and (page, number) == (runs[-1][0], runs[-1][2] + 1):
            runs[-1] = (page, runs[-1][1], number)
        else:
            runs.append((page, number, number))
    return runs


def _in_words(runs: Sequence[_Run], unit: str) -> str:
    """Turn runs into words: “lines 3, 5–9 and 40 more”, “page 1 line 3; page 2 lines 1–2”."""
    told = []
    for page, on_page in groupby(runs[:MOST_PLACES], key=lambda run: run[0]):
        numbers = [str(first) if first == last else f"{first}–{last}" for _, first, last in on_page]
        many = len(numbers) > 1 or "–" in numbers[0] or (not page and len(runs) > MOST_PLACES)
        told.append(f"{f'page {page} ' if page else ''}{unit}{'s' if many else ''} {', '.join(numbers)}")
    more = sum(last - first + 1 for _, first, last in runs[MOST_PLACES:])
    return "; ".join(told) + (f" and {more} more" if more else "")


@dataclass(frozen=True, slots=True)
class Placed:
    """Something with its lines, or its place: “note 3 (line 7)”."""

    name: str
    where: Lines | Locus

    def __str__(self) -> str:
        return f"{self.name} ({self.where.within if isinstance(self.where, Locus) else self.where})"


@dataclass(frozen=True, slots=True)
class Counted:
    """Something with the number of times that it occurs: “1921-05-03 (2 times)”; once: “1921-05-03”."""

    name: str
    count: int

    def __str__(self) -> str:
        return self.name if self.count == 1 else f"{self.name} ({self.count} times)"


@dataclass(frozen=True, slots=True)
class Candidates:
    """An unknown word, and the known ones. A sentence gives the nearest of these, or lists them all."""

    word: str
    known: tuple[str, ...]

    @property
    def nearest(self) -> str:
        """The known word most like the unknown one; "" if none is near."""
        return nearest(self.word, self.known)

    def __str__(self) -> str:
        return listed(self.known)


@dataclass(frozen=True, slots=True)
class Opposed:
    """The words of each of two texts in one place, "" for none: “tin roof” / “metal roof”."""

    texts: tuple[str, ...]

    def __str__(self) -> str:
        return " / ".join(f"“{text}”" if text else "nothing" for text in self.texts)


@dataclass(frozen=True, slots=True)
class KeyPair:
    """An entry of one text and the one of another that it answers, each by its own key: “L 13 with K 12”.

    `last_n`, `last_key`: where those that follow answer one another too, the last of them: “L 13 to 20 with K 12 to 19”.
    """

    siglum: str
    n: str
    other: str
    key: str
    last_n: str = ""
    last_key: str = ""

    def __str__(self) -> str:
        one, two = (f"{first} to {last}" if last else first for first, last in ((self.n, self.last_n), (self.key, self.last_key)))
        return f"{self.siglum} {one} with {self.other} {two}"


@dataclass(frozen=True, slots=True)
class BlockPlace:
    """A block of an entry by its number: paragraphs from 1; 0 is the heading, None the end."""

    number: int | None

    def __str__(self) -> str:
        return "the end" if self.number is None else f"paragraph {self.number}" if self.number else "the heading"


@dataclass(frozen=True, slots=True)
class TableName:
    """A table of a TOML file by its header, as it follows the name of a key: “ in [witness]”; nothing for a key outside of
    tables.
    """

    header: str

    def __str__(self) -> str:
        return f" in [{self.header}]" if self.header else ""


# The kinds of value in a TOML file by the Python type in which they are read, in words; "pairs" is what a script may give for the
# table of behaviours.
TOML_KINDS = {
    "str": "text in quotation marks",
    "tuple": "a list of texts",
    "int": "a whole number",
    "count": "a whole number, 1 or more",
    "bool": "true or false",
    "dict": "a table by sigla",
    "range": "two whole numbers in brackets, the first and the last",
    "list": "a list of tables in braces",
    "pairs": "pairs of element and form",
}


@dataclass(frozen=True, slots=True)
class TomlKind:
    """A kind of value in a TOML file: a key of TOML_KINDS."""

    name: str

    def __str__(self) -> str:
        return TOML_KINDS[self.name]


# What to write for a value in XML, by its datatype in XML Schema; "date" is also for the parts of a date that TEI allows.
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
    """A datatype of XML Schema: a key of DATATYPES."""

    name: str

    def __str__(self) -> str:
        return DATATYPES[self.name]


# The types that a value can have besides numbers, strings and tuples of them. The cache holds them by name.
TYPES: dict[str, type] = {
    kind.__name__: kind
    for kind in (Lines, Placed, Counted, Candidates, Opposed, KeyPair, BlockPlace, TableName, TomlKind, Datatype, XmlFault, Locus)
}


def listed(names: Sequence[object], joint: str = ", ", most: int = MOST_LISTED) -> str:
    """Join names to a list. Of more than `most`, the first are given and the number of the others."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return joint.join(map(str, names[:most])) + more


def is_there(value: object) -> bool:
    """Tell whether a value says something: an empty string, an empty tuple and None do not."""
    return value is not None and value != () and str(value) != ""


def worded(value: object, form: str = "") -> str:
    """Turn a value into its words in a sentence.

    `form`: what stands after the colon in a row. For a number: the thing counted (`{count:error}`: “1 error”, “2 errors”; with
    its plural `{count:entry/entries}`), or a comma to mark thousands. For a tuple: what stands between its members
    (`{names:or}`, `{readings:;}`), or `quoted`; `places` for names that are places, of which only MOST_PLACES are told, as of
    members that are Placed; `kinds` for members that are Placed and differ in kind, so that as many are told as of names.
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
    if form == "places" or (form != "kinds" and isinstance(value[0], Placed)):
        return listed(value, most=MOST_PLACES)
    if form == "kinds":
        return listed(value)
    return listed(value, {"": ", ", ";": "; ", " ": " "}.get(form, f" {form} "))


def to_json(value: object) -> object:
    """Turn a value into what JSON can hold, with its type. Raises TypeError: no message has values of its type."""
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


# The type of a value by its name, the same in all messages.
VALUES: dict[str, object] = {
    **dict.fromkeys(
        (
            "all columns count current deepest format height least line lowest most number occurrence offset seconds size times "
            "width"
        ).split(),
        int,
    ),
    **dict.fromkeys(
        """
        answer at attribute base before bound code date divided early element encoding entry example extra file first folder
        font form found given grade has header heading here highest href id key kind lacks language last late library m made_for
        model n name namespace near nearest note one other page paper part path phase place quoted read schema short siglum
        stands tag target text there to type url value version what within word words
        """.split(),
        str,
    ),
    # Words from outside this program: of the system, of a parser, of WeasyPrint, of Python.
    "reason": str,
    "conformance": str,
    **dict.fromkeys(
        (
            "allowed attributes books codes entries files fonts forms full known letters made may missing names of phases pieces "
            "pointers shapes sought tables"
        ).split(),
        tuple[str, ...],
    ),
    **dict.fromkeys(("headers", "ids", "keys", "one_of", "sigla"), Candidates),
    "lines": Lines,
    **dict.fromkeys(("doubtful", "parts", "places"), tuple[Placed, ...]),
    **dict.fromkeys(("found_in", "kinds"), tuple[Counted, ...]),
    **dict.fromkeys(("now", "passages", "reading", "was"), Opposed),
    "readings": tuple[Opposed, ...],
    "paired": tuple[KeyPair, ...],
    "block": BlockPlace,
    "datatype": Datatype,
    "fault": XmlFault,
    "table": TableName,
    "wanted": TomlKind,
}


def type_fault(name: str, value: object) -> str:
    """Say why a message cannot have this value under this name; "" if it can."""
    if name not in VALUES:
        return f"no message has a value named {name}"
    wanted = VALUES[name]
    if members := get_args(wanted):
        good = isinstance(value, tuple) and all(isinstance(part, members[0]) for part in value)
    else:
        good = isinstance(value, wanted) and not isinstance(value, bool)  # type: ignore[arg-type]
    return "" if good else f"{name} is {value!r}, and no {wanted}"
