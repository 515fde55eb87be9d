"""Hold what the functions of `edition.api` give, besides what two texts or a TEI document give: frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from edition.messages import Message
from edition.model import Entry
from edition.model.documents import DocumentEntry, DocumentOutline
from edition.pipeline.entry_values import entry_values
from edition.pipeline.result_sequence import ResultSequence
from edition.pipeline.result_tables import as_table, entries_table

if TYPE_CHECKING:
    from edition.decisions.doubts import Doubt
    from edition.decisions.review_walk import ReviewWalk
    from edition.project.founding import SurveyedFile


@dataclass(frozen=True, slots=True, repr=False)
class SourceOutline(ResultSequence[DocumentEntry]):
    """How a file divides, a sequence of its entries. `path`: its file. `language`: the tag of the language that it is read in.

    `outline`: levels, entries, what is outside, what was passed over. `messages`: what was reported.
    """

    path: Path
    language: str
    outline: DocumentOutline
    messages: tuple[Message, ...]

    @property
    def _parts(self) -> tuple[DocumentEntry, ...]:
        return self.outline.entries

    def __str__(self) -> str:
        """The outline as a tree, with counts."""
        from edition.pipeline.outline_values import outline_as_tree

        return outline_as_tree(self.outline, self.language)

    def to_dict(self) -> dict[str, object]:
        """The outline as plain values, as `edition read --json` prints it."""
        from edition.pipeline.outline_values import outline_as_dict

        return outline_as_dict(self.outline, self.language)

    def _repr_html_(self) -> str:
        rows = [(entry.n, " ".join(entry.head), str(len(entry.blocks))) for entry in self.outline.entries]
        return as_table(f"{self.outline.document.title or self.path.name}: {len(rows)} entries", ("key", "heading", "blocks"), rows)


@dataclass(frozen=True, slots=True, repr=False)
class SourceText(ResultSequence[Entry]):
    """A source text as it was read, a sequence of its entries: with what its file states, and the whole text.

    `path`: its file. `reader`: its shape, as edition.toml calls it. `language`: a tag such as "en". `text`: all that the file
    holds, in its order, notes last. `messages`: what was reported; errors among them are faults in the text, also that it has no
    entry (E103).
    """

    path: Path
    reader: str
    language: str
    title: str
    authors: tuple[str, ...]
    translators: tuple[str, ...]
    entries: tuple[Entry, ...]
    text: str
    messages: tuple[Message, ...]

    @property
    def _parts(self) -> tuple[Entry, ...]:
        return self.entries

    def to_dict(self) -> dict[str, object]:
        """What was read as plain values, entries as `edition witness --json` prints them."""
        people = {"authors": [*self.authors], "translators": [*self.translators]}
        said = {"file": str(self.path), "reader": self.reader, "language": self.language, "title": self.title, **people}
        return {**said, "entries": [{"n": entry.n, **entry_values(entry)} for entry in self.entries]}

    def _repr_html_(self) -> str:
        return entries_table(f"{self.title} ({self.path.name})", self.entries)


@dataclass(frozen=True, slots=True, repr=False)
class WordLinks(ResultSequence[tuple[tuple[int, int], ...]]):
    """A sequence with an element for each line of sentence pairs: the links of its words, (base, other), counted from 0, in order.

    `messages`: what was reported; a line without a tab has no links and is told.
    """

    lines: tuple[tuple[tuple[int, int], ...], ...]
    messages: tuple[Message, ...]

    @property
    def _parts(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        return self.lines

    def to_dict(self) -> list[list[list[int]]]:
        """The links as plain values: a list for each line."""
        return [[[*link] for link in line] for line in self.lines]

    def _repr_html_(self) -> str:
        rows = [(number, " ".join(f"{base}-{other}" for base, other in line)) for number, line in enumerate(self.lines, 1)]
        return as_table(f"{len(rows)} pairs of sentences", ("line", "links"), rows)


@dataclass(frozen=True, slots=True, repr=False)
class BuildResult(ResultSequence[Path]):
    """A sequence of the files that were made.

    `folder`: the workspace; of a single book, where it lies. `messages`: what was reported. Of an edition among several `edition`
    is its name, and `error` what stopped its build: then the others are built all the same.
    """

    folder: Path
    paths: tuple[Path, ...]
    messages: tuple[Message, ...]
    edition: str = ""
    error: Exception | None = None

    @property
    def _parts(self) -> tuple[Path, ...]:
        return self.paths

    def to_dict(self) -> dict[str, object]:
        """The result as plain values: the paths, and the messages as lines."""
        return {"paths": [*map(str, self.paths)], "messages": [*map(str, self.messages)]}

    def _repr_html_(self) -> str:
        rows = [(path, f"{path.stat().st_size:,} bytes" if path.exists() else "removed since") for path in self.paths]
        return as_table(f"{len(rows)} files, {len(self.messages)} messages", ("file", "size"), rows)


@dataclass(frozen=True, slots=True, repr=False)
class NewEdition(ResultSequence["SurveyedFile"]):
    """A workspace that was made of files, a sequence of these: `str` of each says in a line what was found in it.

    `folder`: the workspace. `name`: the name of the edition in it. `several_languages`: whether the translations are in more than
    one. `beside`: the sigla of those that are not compared with the base and stand beside it, because they are in another language
    or have few words in common with it.
    """

    folder: Path
    name: str
    files: tuple[SurveyedFile, ...]
    several_languages: bool
    beside: tuple[str, ...] = ()

    @property
    def sources(self) -> Path:
        """The folder of the edition."""
        return self.folder / "sources" / self.name

    @property
    def _parts(self) -> tuple[SurveyedFile, ...]:
        return self.files

    def to_dict(self) -> dict[str, object]:
        """The result as plain values: the folder, the name, and a line for each file."""
        return {"folder": str(self.folder), "name": self.name, "files": [*map(str, self.files)]}

    def _repr_html_(self) -> str:
        return as_table(f"{self.name} in {self.folder}", ("file",), [(file,) for file in self.files])


@dataclass(frozen=True, slots=True, repr=False)
class DoubtList(ResultSequence["Doubt"]):
    """A sequence of what is doubtful in an edition and waits for the editor, first those whose answer is worth most.

    Of each: `n`, the key of the entry; `sigla`, the base and the other text; `words(0)` and `words(1)`, the words of the two;
    `doubt`, from 0 to 1. `folder`: the edition's. `messages`: what was reported on the way.
    """

    folder: Path
    name: str
    waiting: tuple[Doubt, ...]
    messages: tuple[Message, ...]

    @property
    def _parts(self) -> tuple[Doubt, ...]:
        return self.waiting

    def walk(self) -> ReviewWalk:
        """A walk through these places, which writes each answer into the files of the edition."""
        from edition.decisions.review_walk import ReviewWalk

        return ReviewWalk(self.folder, self.waiting)

    def to_dict(self) -> dict[str, object]:
        """The list as plain values: of each place the entry, the sigla, the words of both texts, and how doubtful it is."""
        places = [
            {"n": place.n, "sigla": [*place.sigla], "words": [place.words(0), place.words(1)], "doubt": place.doubt}
            for place in self.waiting
        ]
        return {"name": self.name, "places": places}

    def _repr_html_(self) -> str:
        rows = [(place.n, " / ".join(place.sigla), place.words(0), place.words(1), f"{place.doubt:.2f}") for place in self.waiting]
        return as_table(f"{self.name}: {len(rows)} doubtful places", ("n", "sigla", "base", "other", "doubt"), rows)
