"""The keys of edition.toml and names.toml, each with its kind and what it says.

Whatever speaks of these keys is made from these tables: how the files are read, the messages on faults in them,
docs/edition-toml.md and the JSON Schemas (project/key_schemas.py).
"""

from __future__ import annotations

from dataclasses import replace

from edition.readers.shapes.table import SHAPES
from edition.storage.toml_tables import Key

# The format of edition.toml. It goes up when a file of the format before would be read wrongly: in format 1, apparatus =
# "substantive" asked for all readings that are not accidental.
FORMAT = 2
FORMATS = (1, FORMAT)

TOP_KEYS = {
    "format": Key(
        int,
        needed=True,
        example=str(FORMAT),
        doc="the version of the format of this file; a file of format 1 is read as it was meant",
    ),
    "title": Key(needed=True, doc="the title of the edition"),
    "subtitle": Key(doc="its subtitle"),
    "authors": Key(tuple, needed=True, example='["…"]', doc="who wrote the work"),
    "editors": Key(tuple, needed=True, example='["…"]', doc="who makes the edition"),
    "language": Key(needed=True, doc="the language of the edition, a BCP 47 tag: contents, notes, names of months are in it"),
    "source_language": Key(doc="the language that the witnesses translate"),
    "base": Key(needed=True, doc="the siglum of the witness that the others are compared with"),
    "key": Key(
        words=("date", "number"),
        default='"date"',
        doc="what an entry is known by in every witness that says nothing else, whatever the text looks like",
    ),
    "divisions": Key(
        example='"chapter"',
        default='"year"',
        doc='what the divisions of the edition are called that hold entries: "year", "book", "part"',
    ),
    "date": Key(needed=True, example='"2026-11-22"', doc="the day of the edition, which its books print"),
    "publisher": Key(doc="who publishes it"),
    "place": Key(doc="where it is published"),
    "printing": Key(example='"second printing, corrected"', doc="which edition or printing the books are of, as they print it"),
    "series": Key(doc="the series in which it appears"),
    "identifier": Key(example='"urn:isbn:9780000000000"', doc="a name that no other edition has"),
    "rights": Key(doc="what may be done with the edition"),
}
OMISSION_KEYS = {
    "heading": Key(filled=True, example='"APPENDIX"', doc="a heading: it is left out with all that it holds"),
    "lines": Key(range, doc="the first and the last line of the file to be left out, counted from 1"),
}
# The keys of [[witness]] that say how its text is divided. They are obeyed whatever the text looks like.
DIVISION_KEYS = {
    "divisions": Key(
        tuple,
        filled=True,
        example='["book", "chapter"]',
        doc="the words of the levels that divide the text, the uppermost first; in English, or as the text has them; [] makes "
        "it one entry",
    ),
    "headings": Key(
        filled=True,
        example='"Canto"',
        doc="the word of the headings, or a pattern in which {n} is their number and {title} their title: “No. {n}”, "
        "“{n}. {title}”",
    ),
    "from": Key(filled=True, example='"In the middle"', doc="the first words of the text: what stands before is none of it"),
    "to": Key(filled=True, example='"and the other stars"', doc="the last words of the text: what stands after is none of it"),
    "leave_out": Key(
        list,
        example='[{heading = "APPENDIX"}, {lines = [40, 95]}]',
        of=OMISSION_KEYS,
        doc="what stands within the text and is none of it, by its heading or by its lines",
    ),
    "key": Key(
        words=("date", "number", "heading"),
        doc="what an entry of this text is known by, where it is not what the edition says",
    ),
    "verse": Key(bool, doc="true: each line of the file is a verse; false: lines are joined to paragraphs"),
    "column": Key(
        int,
        example="2",
        doc="the column of the file's tables in which the text stands, where two texts stand side by side; each is a [[witness]] "
        "with the same file",
    ),
}
_WITNESS_KEYS = {
    "siglum": Key(needed=True, example='"A"', doc="the letters by which the apparatus names the witness"),
    "title": Key(needed=True, doc="its title"),
    "translators": Key(tuple, doc="who translated it"),
    "authors": Key(tuple, doc="who wrote it: for a review"),
    "date": Key(example='"1951"', doc="when it appeared"),
    "journal": Key(example='"The Fruit Growers’ Quarterly"', doc="the journal or magazine in which it appeared"),
    "issue": Key(example='"14, pp. 112–119"', doc="the volume, issue and pages of the journal"),
    "publisher": Key(doc="who published it"),
    "rights": Key(doc="what may be done with it"),
    "reader": Key(needed=True, example='"plain"', doc="how its file is read"),
    "file": Key(
        needed=True, example='"pell.txt"', doc="the name of its file, which lies in witnesses/ or in a folder given with --texts"
    ),
    "sha256": Key(doc="the digest of the file: another text is then noticed"),
    "language": Key(default='"en"', doc="its language, a BCP 47 tag"),
    "fragment_of": Key(example='"A"', doc="for a review: the siglum of the translation that it quotes"),
    "divided_as": Key(
        example='"A"', doc="for a text that divides the work in other places: the siglum of the witness as which it is divided"
    ),
    "typography": Key(
        words=("source", "book"),
        default='"source"',
        doc="book: books print the marks of print for its straight quotation marks and doubled hyphens; the TEI keeps those of "
        "the source",
    ),
    "in_copyright": Key(bool, default="false", doc="true: only the editor may have the text, and the book says so"),
    **DIVISION_KEYS,
}


def witness_keys() -> dict[str, Key]:
    """The keys of [[witness]]; `reader` is a name of the table of shapes."""
    return {**_WITNESS_KEYS, "reader": replace(_WITNESS_KEYS["reader"], words=tuple(sorted(SHAPES)))}


NAME_KEYS = {
    "id": Key(needed=True, example='"pers.holm"', doc="the xml:id of the name"),
    "name": Key(needed=True, example='"Ida Holm"', doc="the name as the edition writes it"),
    "forms": Key(tuple, example='["Holm", "I. H."]', doc="what the texts call it"),
    "dates": Key(example='"1890–1950"', doc="the years of a life"),
    "note": Key(doc="what the edition says of it"),
    "language": Key(doc="the language of the name, a BCP 47 tag"),
    "sort": Key(example='"Holm, Ida"', doc="the words by which the index sorts it; those of the name in another order are printed"),
}
# The tables of names.toml, with what each holds.
NAME_TABLES = {"person": "A person.", "place": "A place.", "org": "A body of people.", "work": "A work."}
