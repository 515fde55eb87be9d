"""Turn what a library of texts says before a text into the fields that it states: title, authors, translators, language.

A field is `Name: value` on a line of its own, as Project Gutenberg, Liber Liber and the BnF write them. It goes on on the next line
only if that stands farther in and is no field itself. A web page may have lost the ends of the lines, so that several fields of
known names stand in a row.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from edition.language.language_files import tags
from edition.language.languages import language_of_tag

# What fields are called, in any language: a library may describe a text in another than its own. Those under "" tell nothing that
# is asked here, but end the field before them.
_NAMES: dict[str, str] = {
    "title": "Title|Titel|Titre|Titolo|Título",
    "author": "Authors?|Autor(?:in|en|es)?|Auteurs?|Autor[ei]",
    "translator": "Translators?|Translated by|Übersetzer(?:in)?|Übersetzung|Traducteurs?|Traductrice|Traduction|Traduttor[ei]|"
    "Traduttrice|Traductor(?:a|es)?",
    "language": "Language|Sprache|Langue|Lingua|Idioma",
    "": "Editors?|Illustrators?|Commentator|Contributors?|Compiler|Dubious Author|Release Date|Posting Date|First Posted|Reposted|"
    "Last Updated|Most Recently Updated|Character Set Encoding|Original Publication|Credits|Produced by|"
    "Herausgeber(?:in)?|Erscheinungsdatum|Éditeurs?|Date d[’']édition|Cotes?|Identifiant|Droits?|Sujet|"
    "Curatori?|Curatrice|Note|Diritti d[’']autore|Licenza|Tratto da|Codice ISBN|Editor(?:a|es)|Ilustrador(?:a|es)?|"
    "Fecha de publicación",
}
_ANY = "|".join(f"(?P<{kind or 'other'}>{names})" for kind, names in _NAMES.items())
# Marks of emphasis may stand round a name: **Title:** in Markdown.
_FIELD = re.compile(rf"[\s*_•–-]*(?:{_ANY})[*_]*\s*:[*_]*(?=\s|$)", re.IGNORECASE)
# Within a row only names with a capital are fields: “a note: on rain” is none.
_IN_A_ROW = re.compile(rf"(?<=\s)(?:{'|'.join(_NAMES.values())})\s*:(?=\s|$)")
# A field of a name that is not known here.
_OTHER = re.compile(r"\s*[^\W\d_a-zß-ÿ][\w’' -]{0,40}:(?=\s|$)")
# The catalogue of the BnF gives the one who wrote a text in a line of sentences: name, years, task, title, year.
_CATALOGUED = re.compile(
    r"^(?P<author>[^\W\d_][^().:;\n]{2,60}?)\s*(?:\([^()]{0,40}\))?\.\s+Auteur du texte\.\s+"
    r"(?P<title>[^.]{1,200}?)[.\s]*(?:\d{4}[-\d]*\.?)?$",
    re.MULTILINE,
)
# By this line a library says where a text begins; older small print says it otherwise.
BEGINS = re.compile(
    r"\*\*\*\s*START OF (?:THE|THIS)\b[^*]*\*\*\*|\*END\*?\s*THE SMALL PRINT.{0,200}?\*END\*|\*{3}\s*START:[^*]*\*{3}",
    re.IGNORECASE,
)
# A header without such a line stands in so many lines at the top, and states two things at least. By eye.
_LINES, _FEWEST = 60, 2
# What is longer, in letters, is no title and no name. By eye.
_LONGEST = 200
# Who wrote a text, behind its title: “, by O. Pruss”, or without the comma at least two names.
_BY = r"(?:,\s+[Bb]y\s+(?P<author>[^\W\d_a-z].*?)|\s+[Bb]y\s+(?P<names>[^\W\d_a-z][^\s,]*(?:\s+[^\s,]+)+?))?"
# How a library names itself in a title: “The Project Gutenberg eBook of The Mill, by O. Pruss”, “The Mill | Project Gutenberg”.
_NAMES_ITSELF = (
    re.compile(
        rf"\W*(?i:(?:The\s+)?Project\s+Gutenberg(?:[’']s)?(?:\s+(?:e-?book|e-?text)(?:\s+of|\s*,)?)?)\s+(?P<title>.+?){_BY}\W*"
    ),
    re.compile(rf"\W*(?P<title>.+?){_BY}\s*(?:\s[-–—:]|\|)\s*(?i:The\s+)?(?:Project\s+Gutenberg|Wikisource|Gallica)\b.*"),
)
# An older library counts the texts of an author below the title: “#7 in our series by O. Pruss”.
_IN_A_SERIES = re.compile(r"\s*\(?#\s*\d+ in our series(?: by (?P<author>[^\W\d_][^#]*?))?\)?\s*$")
# A field for the author may name the translator too.
_TRANSLATED = re.compile(
    r",?\s+(?:translated|traduite?|tradott[oa]|traducid[oa]|übersetzt)\s+(?:by|par|da|por|von)\s+", re.IGNORECASE
)
_BETWEEN = re.compile(r"\s*;\s*|,?\s+(?:and|und|et|e|y|&)\s+|,\s+")


@dataclass(frozen=True, slots=True)
class LibraryFields:
    """What a library states of a text; empty where it states nothing. `language`: a tag."""

    title: str = ""
    authors: tuple[str, ...] = ()
    translators: tuple[str, ...] = ()
    language: str = ""


def library_fields(text: str) -> LibraryFields:
    """What the header of a library states, in the lines before a text. Lines of a file or a page; more may follow.

    Without the line by which a library says where a text begins, fields count if they stand at the top and are two at least.
    """
    edge = BEGINS.search(text)
    header = text[: edge.start()] if edge else "\n".join(text.split("\n", _LINES)[:_LINES])
    found: dict[str, list[str]] = {}
    for kind, value in _fields(header):
        if kind and 0 < len(value) <= _LONGEST:
            found.setdefault(kind, []).append(value)
    if not edge and len(found) < _FEWEST:
        catalogued = _CATALOGUED.search(header)
        found = {kind: [" ".join(value.split())] for kind, value in catalogued.groupdict().items()} if catalogued else {}
    elif edge and "title" not in found:
        found |= _in_the_first_line(header)
    written = [_TRANSLATED.split(value) for value in found.get("author", ())]
    translated = [*found.get("translator", ()), *(name for _, *names in written for name in names)]
    return LibraryFields(
        next(iter(found.get("title", ())), ""),
        tuple(name for value, *_ in written for name in _people(value)),
        tuple(name for value in translated for name in _people(value)),
        _tag(next(iter(found.get("language", ())), "")),
    )


def without_library(title: str) -> tuple[str, str]:
    """Part a title in which a library names itself into the title of the work and its author, "" where none is named."""
    for pattern in _NAMES_ITSELF:
        if found := pattern.fullmatch(title):
            return found["title"].strip(), (found["author"] or found["names"] or "").strip()
    return title, ""


def _in_the_first_line(header: str) -> dict[str, list[str]]:
    """The title and author that the first line of a header without such fields names beside the library."""
    lines = [line.strip("* ") for line in header.strip("* \n").split("\n", 2)]
    first, below = re.split(r"\*{2,}", lines[0])[0].strip(), lines[1] if len(lines) > 1 else ""
    # In a document the two lines are one paragraph.
    series = _IN_A_SERIES.search(lines[0]) or _IN_A_SERIES.match(below)
    first = _IN_A_SERIES.sub("", first)
    title, author = without_library(first)
    if series and series["author"]:
        # The line on the series has the whole name, the title often the last part of it.
        author = series["author"]
        title = title.removesuffix(f" by {author.split()[-1]}")
    return {} if title == first else {kind: [value] for kind, value in (("title", title), ("author", author)) if value}


def _fields(text: str) -> Iterator[tuple[str, str]]:
    """The fields of a header in their order: what each is, "" for what is not asked, and its value on one line."""
    kind, value, farther = "", "", 0
    for line in _parted(text.split("\n")):
        indent = len(line) - len(line.lstrip())
        if field := _FIELD.match(line) or _OTHER.match(line):
            yield kind, value
            kind = field.lastgroup if field.re is _FIELD and field.lastgroup != "other" else ""  # type: ignore[assignment]
            value, farther = " ".join(line[field.end() :].split()), indent
        elif line.strip() and (indent > farther or not value) and kind:
            # The second of two persons stands under the first.
            joint = "; " if value and kind in ("author", "translator") else " "
            value = f"{value}{joint}{' '.join(line.split())}".strip()
        elif value or line.strip():
            yield kind, value
            kind = value = ""
    yield kind, value


def _parted(lines: Iterable[str]) -> Iterator[str]:
    """Lines, of which one with several fields in a row is several."""
    for line in lines:
        at = 0
        for found in _IN_A_ROW.finditer(line):
            if line[at : found.start()].strip():
                yield line[at : found.start()]
                at = found.start()
        yield line[at:]


def _people(value: str) -> tuple[str, ...]:
    """The names in a field, parted where each part is a whole name: not “Louise and Aylmer Maude”, not “Svevo, Italo”."""
    parts = [part for part in _BETWEEN.split(value) if part]
    return tuple(parts) if all(len(part.split()) > 1 for part in parts) else (value,)


def _tag(name: str) -> str:
    """The tag of a language that is named in English, or by its tag."""
    return _tags().get(name.casefold(), "")


@functools.cache
def _tags() -> dict[str, str]:
    return {key.casefold(): tag for tag in tags() for key in (tag, language_of_tag(tag).name)}
