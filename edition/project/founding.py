"""Turn files into the sources of a new edition: each file is read to find out what it holds, and edition.toml says so."""

from __future__ import annotations

import datetime
import hashlib
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from edition.errors import TextError, UsageError
from edition.files import is_folder, read_bytes, reading, resolved, write_bytes
from edition.language.language_files import tags
from edition.language.languages import UNKNOWN, language_of, language_of_tag, language_of_texts
from edition.language.scripts import written_in
from edition.language.tags import primary_language
from edition.messages import Message, Report
from edition.model import Locus, StatedDivisions, Witness
from edition.project.review_evidence import ReviewEvidence, evidence
from edition.readers.shapes.table import SHAPES
from edition.readers.tei_words import OTHER_READINGS
from edition.storage.toml_writing import in_toml
from edition.writers import book_settings
from edition.writers.kinds import KINDS

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_NAMES = """\
# Who and what the texts name, for the index. Tables: [[person]], [[place]], [[org]], [[work]].

# [[person]]
# id = "pers.smith"                 # any name, once; it begins with the kind, by custom
# name = "Ada Smith"
# forms = ["Ada", "Miss Smith"]     # what the texts call her
# dates = "1902–1944"
"""

_DECISIONS = """\
# Your hand: where a text is to be read otherwise than it stands, which sentences answer one another, how much a reading matters.
# docs/decisions.md has all kinds. `edition review` asks you about what is doubtful and writes here; `edition serve` does too.

# [[emendation]]
# siglum = "A"                      # in which text
# entry = "1"                       # in which entry: its number or date, as edition read shows it
# at = "stood on hte hill"          # at most five words, as they stand there
# read = "stood on the hill"
# kind = "print"                    # a misprint; "extraction": lost on the way out of a PDF; "gap": words are lost after `at`

# [[retype]]                        # how much a reading matters
# entry = "1"
# at = { A = "third", B = "fourth" }
# grade = "substantive"             # or "stylistic", "accidental"

# [[rule]]                          # what holds wherever it stands
# kind = "punctuation"              # or pair = ["grey", "gray"]
# do = "silence"                    # it is not printed; or "retype", and the grade
"""


# So many entries of two texts are looked at for words in common. By eye: a build looks at all of them.
_LOOKED_AT = 12


@dataclass(frozen=True, slots=True)
class SurveyedFile:
    """A file, and what was found in it: the witness as read, its path, the bytes, and the messages of its reader.

    `why`: in words, why it was taken for a review or, where it might be one, for a translation; "" where there was no question.
    """

    witness: Witness
    path: Path
    raw: bytes
    messages: tuple[Message, ...]
    why: str = ""

    def __str__(self) -> str:
        """Describe in a line what was found."""
        witness = self.witness
        notes = sum(not note.again for entry in witness.entries for note in entry.notes)
        parts = [f"{witness.file}: {SHAPES[witness.reader].title} in {language_of_tag(witness.language).name}"]
        if column := _column(witness):
            parts.append(f"column {column} of its tables")
        if witness.fragment_of:
            parts.append(
                f"taken for a review of {witness.fragment_of}, because {self.why}; quotations: {len(witness.quotations)}; if it is "
                "a translation, take fragment_of out of its table in edition.toml"
            )
        else:
            first, last = witness.entries[0].n, witness.entries[-1].n
            parts.append(f"entries: {len(witness.entries)} ({first} to {last}), notes: {notes}")
            if any(message.code == "I138" and message.values.get("part") == OTHER_READINGS for message in self.messages):
                parts.append(
                    f"without its apparatus, since an edition is made of texts; edition html {witness.file}, edition pdf and the "
                    "others take the document with it"
                )
        if self.why and not witness.fragment_of:
            parts.append(f"taken for a translation, because {self.why}; if it is a review, write fragment_of in edition.toml")
        return f"{', '.join(parts)}. Siglum {witness.siglum}."


def empty(folder: Path) -> Path:
    """Give back a folder in which a workspace can be made.

    Raises UsageError (E032): it is not empty. OutsideError (E005): it cannot be read.
    """
    if is_folder(folder):
        with reading(folder):
            begun = any(folder.iterdir())
        if begun:
            raise UsageError(Message("E032", None, {"folder": str(folder)}))
    return folder


def name_for(folder: Path) -> str:
    """Make the name of an edition from the name of its folder, with only characters that can stand in a path and in an id."""
    return re.sub(r"[^\w.-]+", "-", resolved(folder).name).strip("-.") or "edition"


def today() -> str:
    """Give the date of a new edition, as 2026-11-22: SOURCE_DATE_EPOCH if it is set, else the day of today."""
    return book_settings({}).date[:10] or datetime.date.today().isoformat()


def copy_example(folder: Path) -> None:
    """Write the workspace with the example that `edition new` makes. Raises OutsideError (E006)."""
    _copy(files("edition.project") / "workspace", folder)


def _copy(source: Traversable, target: Path) -> None:
    for part in sorted(source.iterdir(), key=lambda part: part.name):
        if part.is_dir():
            _copy(part, target / part.name)
        else:
            write_bytes(target / part.name, part.read_bytes())


def survey(paths: Sequence[Path]) -> tuple[SurveyedFile, ...]:
    """Read files of any shape, and tell translations from reviews by how long they are and what they quote (review_evidence.py).

    Texts side by side in the columns of a file are a translation each. Returns the translations, those of the commonest language
    first, then the reviews, with sigla. The first is the base.

    Raises TextError: a file is absent, damaged or of no known shape, or a translation has no entry. OutsideError: a file cannot be
    read.
    """
    found = [one for path, file in zip(paths, _names(paths), strict=True) for one in _texts(path, file)]
    evidence = [_evidence(one, [other for other in found if other is not one]) for one in found]
    if all(weighed and weighed.is_review for weighed in evidence):
        evidence[max(range(len(found)), key=lambda place: len(_text(found[place])))] = None
    full: list[SurveyedFile] = []
    for one, weighed in zip(found, evidence, strict=True):
        if weighed is None or not weighed.is_review:
            if not one.witness.entries:
                raise TextError(next(message for message in one.messages if message.code == "E103"))
            full.append(_titled(one))
    full = _of_one_language_first(full)
    sigla: list[str] = []
    named: list[SurveyedFile] = []
    for one in full:
        sigla.append(_siglum(one.witness, sigla))
        named.append(replace(one, witness=replace(one.witness, siglum=sigla[-1])))
    for place, (one, weighed) in enumerate(zip(found, evidence, strict=True)):
        others = [other for number, other in enumerate(found) if number != place]
        if weighed is not None and weighed.is_review:
            named.append(_as_review(one, weighed, others, named[: len(full)], sigla))
        elif weighed is not None:
            longest = max(others, key=lambda other: len(_text(other)))
            at = next(number for number, other in enumerate(named) if other.path == one.path)
            named[at] = replace(named[at], why=weighed.said(longest.witness.file))
    return tuple(named)


def _evidence(one: SurveyedFile, others: Sequence[SurveyedFile]) -> ReviewEvidence | None:
    """Weigh a file that may be a review: one that is not divided into entries. None for any other, and for one that is alone."""
    if len(one.witness.entries) > 1 or not others or _column(one.witness):
        return None
    review = _read(replace(one.witness, fragment_of="A"), one.path, one.raw).witness
    return evidence(_text(one), [quotation.text for quotation in review.quotations], [_text(other) for other in others])


def _text(one: SurveyedFile) -> str:
    """The words of a file: those of its entries or, where it has none, all of them."""
    return "\n".join(paragraph.text for entry in one.witness.entries for paragraph in entry.paragraphs) or one.witness.layer


def _of_one_language_first(full: Sequence[SurveyedFile]) -> list[SurveyedFile]:
    """Put the texts in front that are in one language, if there are several: these are compared, and the base is one of them."""
    tags = [primary_language(one.witness.language) for one in full]
    most = max(tags, key=tags.count, default="")
    return sorted(full, key=lambda one: primary_language(one.witness.language) != most)


def _names(paths: Sequence[Path]) -> list[str]:
    """Give the files names that differ: the second file of a name gets a number."""
    names: list[str] = []
    for path in paths:
        name, count = path.name, 1
        while name in names:
            count += 1
            name = f"{path.stem}-{count}{path.suffix}"
        names.append(name)
    return names


def surveyed(path: Path, language: str = "") -> SurveyedFile:
    """Read one file of any shape. The siglum of its witness is "". `language`: the language tag, "" if it is not known.

    Raises TextError: the file is absent, empty, damaged or of no known shape. OutsideError: it cannot be read.
    """
    one = _titled(_surveyed(path, path.name, language))
    return replace(one, witness=replace(one.witness, siglum=""))


def _texts(path: Path, file: str) -> list[SurveyedFile]:
    """Read the text of a file, or those in the columns of its tables, each in the language of its words."""
    from edition.readers.shapes import UnknownFile, document_of
    from edition.readers.table_columns import text_columns

    one = _surveyed(path, file)
    if not any(message.code == "W110" for message in one.messages):
        return [one]
    document = document_of(SHAPES[one.witness.reader], UnknownFile(one.raw, file), Report())
    return [_surveyed(path, file, column.tag, column.number) for column in text_columns(document)]


def _column(witness: Witness) -> int:
    """The column of the tables of its file in which a text stands; 0 for a file with one text."""
    return witness.stated.column if witness.stated else 0


def _surveyed(path: Path, file: str, language: str = "", column: int = 0) -> SurveyedFile:
    """Read a file in the language given, or in the one that it states; if there is neither, in the language of its words.

    `column`: that of its tables in which the text stands, 0 for all of the file.
    """
    from edition.readers.telling import told

    raw = read_bytes(path)
    if not raw.strip():
        raise TextError(Message("E002", Locus(str(path))))
    stated = told(raw, str(path))
    tried: dict[str, SurveyedFile] = {}

    def attempt(language: str) -> SurveyedFile:
        if language not in tried:
            witness = Witness("A", title=stated.title, authors=stated.authors, reader=stated.reader, file=file, language=language)
            witness = replace(witness, translators=stated.translators, stated=StatedDivisions(column=column) if column else None)
            tried[language] = _read(witness, path, raw)
        return tried[language]

    if language:
        return attempt(language)
    first = attempt(stated.language or "en")
    text = " ".join(paragraph.text for entry in first.witness.entries for paragraph in entry.paragraphs)
    if (not stated.language or not text) and (written := language_of(text)):
        return attempt(written.tag) if attempt(written.tag).witness.entries else first
    nowhere = not stated.language and not language_of_texts([text]).known
    if text and (nowhere or not written_in(text, language_of_tag(stated.language or "en"))):
        # What a page states may be of the page alone: a Greek text in one of a German library.
        return attempt(UNKNOWN) if attempt(UNKNOWN).witness.entries else first
    others = (attempt(tag) for tag in tags())
    return first if text else next((one for one in others if one.witness.entries), first)


def _read(witness: Witness, path: Path, raw: bytes) -> SurveyedFile:
    """Read a file as a witness; messages and places name it by its path, as it was given."""
    from edition.readers import read_file

    report = Report()
    read = read_file(replace(witness, file=str(path)), raw, report)
    return SurveyedFile(replace(read, file=witness.file), path, raw, tuple(report))


def _titled(one: SurveyedFile) -> SurveyedFile:
    """Add the title and persons that the text names, if the format states none. Without any title, the name of the file is the
    title.
    """
    from edition.readers.title_page import as_title, said

    witness, page = one.witness, said(one.witness)
    # The title of a web page of a library names the library; the head of the text names the work.
    own = "" if page.framed else as_title(witness.title) or witness.title
    title = own or page.title or re.sub(r"[_\s-]+", " ", Path(witness.file).stem).strip().title() or witness.file
    translators = page.translators or witness.translators
    stated = page.authors if page.framed or SHAPES[witness.reader].typed else ()
    authors = stated or tuple(name for name in witness.authors if name not in translators) or page.authors
    return replace(one, witness=replace(witness, title=title, authors=authors, translators=translators))


def _as_review(
    one: SurveyedFile, weighed: ReviewEvidence, others: Sequence[SurveyedFile], full: Sequence[SurveyedFile], sigla: list[str]
) -> SurveyedFile:
    """Read a file as a review of the translation with which its quotations share most phrases; if none shares any, of the first.

    `others`: the files against which it was weighed, in that order.
    """
    shares = {other.path: share for other, share in zip(others, weighed.verbatim, strict=False)}
    of = max(full, key=lambda other: shares.get(other.path, 0.0)).witness
    read = _read(replace(one.witness, fragment_of=of.siglum), one.path, one.raw)
    sigla.append(_not_taken(f"{of.siglum}r", sigla))
    witness = replace(read.witness, siglum=sigla[-1], fragment_of=of.siglum)
    named = of.siglum if weighed.quotes is not None else max(others, key=lambda other: len(_text(other))).witness.file
    return _titled(replace(read, witness=witness, why=weighed.said(named)))


def _siglum(witness: Witness, taken: Sequence[str]) -> str:
    """Make a siglum that is not taken, as editors do for translations of one work: the first letters of the surnames of the
    translators, two letters of one of whom the first is taken; where none is named, the first capitals of the title, or of two
    side by side the first letter of the language.
    """
    surnames = [re.sub(r"[\W\d_]", "", name.split()[-1]) for name in witness.translators[:3] if name.strip()]
    letters = "".join(surname[:1].upper() for surname in surnames)
    if len(surnames) == 1 and letters in taken:
        letters = surnames[0][:2].capitalize()
    words = re.findall(r"[A-Za-z][^\W_]*", witness.title)
    capitals = "".join(word[0] for word in words if word[0].isupper() and word not in ("The", "A", "An"))[:2]
    # Of texts side by side that nobody is named of, each is known by its language.
    language = language_of_tag(witness.language).name[:1] if _column(witness) and witness.language != UNKNOWN else ""
    return _not_taken(letters or language or capitals or "W", taken)


def _not_taken(siglum: str, taken: Sequence[str]) -> str:
    """A siglum, with a number if another has it."""
    numbered = (f"{siglum}{count}" for count in itertools.count(2))
    return next(name for name in itertools.chain((siglum,), numbered) if name not in taken)


def describe(found: Sequence[SurveyedFile], apart: Sequence[str], date: str) -> str:
    """Write the edition.toml of an edition made from files. What no file says is marked FILL IN.

    `apart`: the sigla of the texts that are not compared with the base, as `beside` gives them. `date`: as 2026-11-22.
    """
    base = found[0].witness
    dated = any(entry.edtf for entry in base.entries)
    by = next((one.witness for one in found if one.witness.authors and not one.witness.fragment_of), None)
    lines = [
        "# The description of this edition, made from the files by edition new --from. What is marked FILL IN it could not know.",
        "",
        "format = 2",
        f"title = {in_toml(base.title)}",
        _author(by) if by else 'authors = ["Author unknown"]  # FILL IN: who wrote the work',
        'editors = ["Your Name"]  # FILL IN: who makes this edition',
        _language(base),
        f"base = {in_toml(base.siglum)}  # the text that is printed; the others stand in the apparatus",
        f"key = {in_toml('date' if dated else 'number')}",
        f"divisions = {in_toml('year' if dated else _division(base))}",
        f"date = {in_toml(date)}",
        'publisher = ""  # FILL IN; without it the books say that they are not published',
        'rights = ""  # FILL IN: what readers may do with this edition',
    ]
    for one in found:
        witness = one.witness
        lines += [
            "",
            "[[witness]]",
            f"siglum = {in_toml(witness.siglum)}",
            f"title = {in_toml(witness.title)}",
            _persons("translators", witness.translators),
            'date = ""  # FILL IN: when it came out',
            'rights = ""  # FILL IN',
            "in_copyright = true  # until you know that it is not",
            f"reader = {in_toml(witness.reader)}  # {SHAPES[witness.reader].title}",
            f"file = {in_toml(witness.file)}",
            f"sha256 = {in_toml(hashlib.sha256(one.raw).hexdigest())}",
            _language(witness),
        ]
        if column := _column(witness):
            lines.append(f"column = {column}  # of the tables of its file")
        if _by_heading(witness):
            lines.append('key = "heading"  # its headings have no numbers')
        if witness.fragment_of and witness.authors:
            lines.append(_persons("authors", witness.authors))
        if witness.fragment_of:
            lines.append(f"fragment_of = {in_toml(witness.fragment_of)}  # a review, which quotes that text")
    return "\n".join((*lines, *_looks(found, apart))) + "\n"


def _by_heading(witness: Witness) -> bool:
    """Tell whether most entries of a text are known by the words of their headings: what the whole edition is known by, a number
    or a date, would divide it nowhere.
    """
    numbered = sum(bool(entry.edtf) or entry.n.rpartition(".")[2][:1].isdigit() for entry in witness.entries)
    return len(witness.entries) > 1 and not witness.fragment_of and 2 * numbered < len(witness.entries)


def _author(witness: Witness) -> str:
    """Write who wrote the work as a file says; whom no word of a typed file names may be whoever typed it."""
    line = _persons("authors", witness.authors)
    words = " ".join(witness.layer.split()).casefold()
    if SHAPES[witness.reader].typed and not all(name.casefold() in words for name in witness.authors):
        return f"{line.partition('  #')[0]}  # FILL IN, if this is whoever typed the file"
    return line


def _language(witness: Witness) -> str:
    tag = f"language = {in_toml(witness.language)}"
    return tag if witness.language != UNKNOWN else f'{tag}  # FILL IN: its tag, such as "pt"'


def _division(witness: Witness) -> str:
    """Find what the headings over the entries count: "book", "part" and so on; "book" if none says."""
    return next((entry.above[-1].type for entry in witness.entries if entry.above), "book")


def _looks(found: Sequence[SurveyedFile], apart: Sequence[str]) -> list[str]:
    """Write the tables of the books: the settings that the texts call for, and as comments those that an editor may want."""
    full = [one.witness for one in found if not one.witness.fragment_of]
    compared = [witness for witness in full if witness.siglum not in apart]
    lines = ['# apparatus = "stylistic"  # without spelling and punctuation; or "all", "substantive", "none"']
    if len(compared) < 2 <= len(full):
        lines = [f"parallel = true  # {_why_beside(found)}: side by side", 'apparatus = "none"  # nothing to compare']
    elif len({"“" in witness.layer for witness in compared}) > 1:
        lines = ['apparatus = "stylistic"  # without spelling and punctuation: the files have straight and curly quotation marks']
    paper = ['# page = "A5"  # or "A4", "6in 9in"']
    if apart and len(compared) > 1:
        # Three columns need more than A5 (docs/pdf.md); what can have none prints the other texts after the base.
        paper = [
            f"columns = true  # {_why_beside(found)}: all side by side, the apparatus below",
            'page = "A4"  # or "A4 landscape"',
        ]
    tables = []
    for kind in KINDS.values():
        said = [*(lines if "apparatus" in kind.settings else []), *(paper if "page" in kind.settings else [])]
        tables += ["", f"[{kind.name}]", *said] if said else []
    return tables


def _why_beside(found: Sequence[SurveyedFile]) -> str:
    return "the texts are in several languages" if several_languages(found) else "the texts have few words in common"


def several_languages(found: Sequence[SurveyedFile]) -> bool:
    """Tell whether the translations are in several languages, so that there is nothing to compare in an apparatus."""
    return len({primary_language(one.witness.language) for one in found if not one.witness.fragment_of}) > 1


def beside(found: Sequence[SurveyedFile]) -> tuple[str, ...]:
    """Find the translations that are not compared with the base, by siglum: in another language, or with few words in common."""
    from edition.alignment.entry_likeness import few_in_common
    from edition.alignment.entry_pairs import keyed_alike

    base = found[0].witness
    language = language_of_tag(base.language)
    apart = []
    for one in found[1:]:
        if one.witness.fragment_of:
            continue
        if primary_language(one.witness.language) != primary_language(base.language):
            apart.append(one.witness.siglum)
        elif language.known:
            first, other = keyed_alike((base, one.witness), base.siglum, {}, Report())
            if few_in_common(first.entries, other.entries, language, _LOOKED_AT):
                apart.append(one.witness.siglum)
    return tuple(apart)


def _persons(key: str, names: Sequence[str]) -> str:
    """Write the line of edition.toml that names persons, or asks for them."""
    return f"{key} = [{', '.join(map(in_toml, names))}]" + ("  # as the file says" if names else "  # FILL IN")


def found_edition(folder: Path, name: str, found: Sequence[SurveyedFile], apart: Sequence[str], date: str) -> None:
    """Write the folder sources/<name>: edition.toml, names.toml and decisions.toml to begin with, and the files.

    `apart` as `beside` gives it.

    Raises OutsideError (E006).
    """
    sources = folder / "sources" / name
    for one in found:
        write_bytes(sources / "witnesses" / one.witness.file, one.raw)
    write_bytes(sources / "edition.toml", describe(found, apart, date).encode())
    write_bytes(sources / "names.toml", _NAMES.encode())
    write_bytes(sources / "decisions.toml", _DECISIONS.encode())
