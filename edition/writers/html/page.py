"""Turn a TEI document into one HTML page: its texts in rows, its apparatus at each row, and what leads through both."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from edition.files import write_bytes
from edition.language.languages import Language, language_of, language_of_tag
from edition.language.tags import direction
from edition.messages import Report
from edition.model import GRADES
from edition.tei.elements import append
from edition.tei.names import BESIDE, TEI, XML_ID, XML_LANG
from edition.tei.reading.apparatus import stated_weights
from edition.tei.reading.declared_witnesses import declared_witnesses, witness_key
from edition.tei.reading.element_text import language
from edition.tei.reading.listed_terms import listed_terms
from edition.writers.book.compositor import text_of
from edition.writers.book.drawn_figures import kind_in_words
from edition.writers.book.metadata import XHTML, attributes, ids, read
from edition.writers.book.sections import synoptic
from edition.writers.book.types import Book, BookNote, Section
from edition.writers.html.controls import controls
from edition.writers.html.facing_rows import FacingRow, rows_of
from edition.writers.html.habitual_readings import habitual_readings
from edition.writers.html.html_source import attribute, inside, tag, text
from edition.writers.html.overview_figures import EntryFigures, lists_of_habits, strip, words_in
from edition.writers.html.page_program import file_of_page, page_program, policy, policy_element
from edition.writers.html.passages import MARKING, NAMES, with_passages
from edition.writers.html.reading_places import Calls, ReadingPlace, cells_of, is_empty, mark_lemmas, take_places, verses_of
from edition.writers.html.shown_readings import ShownReading, listed, numbers, shown_readings, whole
from edition.writers.settings import Settings

# The classes of the columns, which hold the texts side by side. Four are what a wide screen can show.
LETTERS = "abcd"
# A stretch of so many rows is laid out when it comes near the screen, not before. By eye: some ten screens of text.
_STRETCH = 60
# By the words of so many sections the language of a text is found. By eye: one may be a title.
_SAMPLE = 5


@dataclass(frozen=True, slots=True)
class ShownText:
    """A text of the page. `key`: the xml:id of its witness, "" for the text as the document prints it."""

    key: str
    siglum: str
    title: str
    language: str


def write(tree: etree._ElementTree, settings: Settings, path: Path, report: Report) -> None:
    """Write the page of a TEI document at a path."""
    write_bytes(path, page(tree, settings, report).encode("utf-8"))


def page(tree: etree._ElementTree, settings: Settings, report: Report) -> str:
    """Turn a TEI document into the source of its page. Raises TextError (E516): it has no words."""
    return _page(tree, settings, report).source()


def sections(tree: etree._ElementTree, settings: Settings, report: Report) -> dict[str, str]:
    """Turn a TEI document into the sections of its page, each by its id. Raises TextError (E516): it has no words."""
    return _page(tree, settings, report).sections()


def _page(tree: etree._ElementTree, settings: Settings, report: Report) -> _Page:
    marked = with_passages(tree)
    root = marked.getroot()
    settings = replace(settings, apparatus="all", reading=None, parallel=False)
    columns = _columns(root, settings, report)
    bases = {
        base for division in root.iter(TEI + "div") if division.get("type") == "entry" for base in ids(division.get("source"))[:1]
    }
    # The text of the base stands in the book already, with its notes and names.
    keys = [column.key for column in columns if column.key and (bases != {column.key})]
    book, texts = synoptic(marked, settings, report, keys, MARKING)
    return _Page(root, book, texts, [_in_its_language(column, root, texts) for column in columns])


def _in_its_language(column: ShownText, root: etree._Element, texts: dict[str, tuple[Section, ...]]) -> ShownText:
    """Find the language of a text of which the document does not say it, if it says that it holds several: by the text's words."""
    held = {language(element.get("ident"), "und") for element in root.iter(TEI + "language")}
    if len(held) < 2 or column.key not in texts:
        return column
    sample = " ".join(text_of(section.body) for section in texts[column.key][:_SAMPLE])
    found = language_of(sample)
    return replace(column, language=found.tag) if found is not None and found.tag in held else column


def _columns(root: etree._Element, settings: Settings, report: Report) -> list[ShownText]:
    """The texts that stand side by side: the witnesses that are no quotations, or those of the settings; before them the text as it
    is printed, where the document does not say whose it is. Raises UsageError (E490): the document has no such witness.
    """
    header = read(root, settings)
    declared = declared_witnesses(root)
    words = language_of_tag(header.metadata.language).book
    described = {witness_key(witness): witness for witness in root.iter(TEI + "witness")}
    every = [witness for witness in header.witnesses.values() if not witness.quoted]
    asked = [declared.key(siglum) for siglum in settings.witnesses]
    found = [header.witnesses[key] for key in asked if key in header.witnesses] or every
    based = any(ids(division.get("source"))[:1] for division in root.iter(TEI + "div") if division.get("type") == "entry")
    made = [] if based else [ShownText("", words.text, header.metadata.title, header.metadata.language)]
    room = len(LETTERS) - len(made)
    if len(found) > room and not asked:
        report.add("I561", count=len(found) - room)
    for witness in found[:room]:
        said = described[witness.key].get(XML_LANG) if witness.key in described else None
        made.append(ShownText(witness.key, witness.siglum, witness.title, language(said, header.metadata.language)))
    return made


@dataclass
class _Page:
    """Writes the parts of a page one after another.

    `kinds`: the kinds of readings, numbered as they come. `numbers`: what the page's program knows of each reading.
    """

    root: etree._Element
    book: Book
    texts: dict[str, tuple[Section, ...]]
    columns: list[ShownText]
    kinds: dict[str, int] = field(default_factory=dict)
    numbers: list[list[int]] = field(default_factory=list)
    count: int = 0
    figures: list[EntryFigures] = field(default_factory=list)
    # Of each reading the words of the text, and what others have.
    worded: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        spoken = language_of_tag(self.book.metadata.language)
        self.words, self.said = spoken.book, spoken.screen
        self.weights = stated_weights(self.root)
        self.certainties = {seg.get(XML_ID, ""): seg.get("cert", "") for seg in self.root.iter(TEI + "seg") if seg.get("cert")}
        beside = {key for rdg in self.root.iter(TEI + "rdg") if BESIDE in ids(rdg.get("ana")) for key in ids(rdg.get("wit"))}
        # An original in another language stands in a column and is compared with nothing.
        self.beside = [number for number, column in enumerate(self.columns) if column.key in beside]
        self.wanted: set[str] = set()
        # Name -> title of the entry -> the rows in which it is mentioned.
        self.mentions: dict[str, dict[str, list[str]]] = {}

    def source(self) -> str:
        """Write the page."""
        return self._whole("\n".join(self.sections().values()))

    def sections(self) -> dict[str, str]:
        """Write the sections of the page, by their ids. To be called once: it uses up the elements of the book."""
        rowed = [section for section in self.book.sections if self._in_rows(section)]
        mark_lemmas(rowed)
        self.wanted = self._linked()
        rows = rows_of([(section, self._column_of(section)) for section in rowed], self.texts)
        return {
            section.id: self._in_columns(section, rows[section.id]) if section.id in rows else self._alone(section)
            for section in self.book.sections
        }

    def _in_rows(self, section: Section) -> bool:
        return section.kind == "entry" or (bool(section.apparatus) and section.kind in ("division", "preface", "appendix"))

    def _column_of(self, section: Section) -> str:
        base = section.extent.base if section.extent is not None else ""
        known = {column.key for column in self.columns}
        if base in known:
            return base
        named = next((column.key for column in self.columns if column.siglum == section.base), "")
        return named if named in known else self.columns[0].key if self.columns else ""

    def _linked(self) -> set[str]:
        """The ids to which anything leads."""
        # The index leads to rows.
        markups = [markup for section in self.book.sections if section.kind != "index" for markup in section.markups]
        markups += [markup for sections in self.texts.values() for section in sections for markup in section.markups]
        hrefs = (href for markup in markups for href in attributes(markup, "href"))
        return {href[1:] for href in hrefs if href.startswith("#")}

    # --- Sections --------------------------------------------------------------------------------------------------------

    def _alone(self, section: Section) -> str:
        """Write a section that all texts share, or that is none of theirs."""
        calls = Calls({"": section.notes})
        calls.number(section.body, "")
        if section.kind == "index":
            self._index(section.body)
        self._clean(section.body, {section.id})
        self._set_pictures(section.body)
        notes = self._notes(section, calls)
        apparatus = ""
        for entry in section.apparatus:
            lemma = f"{inside(entry.lemma)}] " if entry.lemma is not None else ""
            apparatus += f"<p>{lemma}{inside(entry.readings)}</p>"
        name = "header" if section.kind == "titlepage" else "section"
        opened = [("class", section.kind), ("id", section.id), *self._spoken(section.language)]
        return f"{tag(name, opened)}{inside(section.body)}{apparatus}{notes}</{name}>"

    def _in_columns(self, section: Section, rows: list[FacingRow]) -> str:
        """Write a section in rows, with its apparatus and its notes."""
        calls = Calls(self._callable(section))
        places: dict[str, list[ReadingPlace]] = {}
        first = self.count
        set_rows = []
        for row in rows:
            cells = cells_of(row, [column.key for column in self.columns])
            for column, cell in zip(self.columns, cells, strict=True):
                calls.number(cell, column.key)
                if verses := verses_of(cell):
                    cell.set("data-v", verses)
                self._clean(cell, {row.id})
                self._set_pictures(cell)
            self._name(row, section, cells)
            take_places(cells, self.count, places, self.beside)
            for cell in cells:
                if is_empty(cell):
                    # What it goes on with in other rows would draw a mark of its own here.
                    del cell[:]
            set_rows.append((row, cells))
            self.count += 1
        of_all = [entry for entry in section.apparatus if entry.anchor == section.id]
        entries = [entry for entry in section.apparatus if entry.anchor != section.id]
        base = self._column_of(section)
        for entry in entries:
            # A note in a reading stands in the column of its text.
            calls.number(entry.readings, base)
            self.kinds.setdefault(entry.type, len(self.kinds))
        shown = shown_readings(entries, places, self.weights, first)
        parts: list[str] = []
        stretch: list[str] = []
        for number, (row, cells) in enumerate(set_rows, first):
            if len(stretch) >= _STRETCH and row.begins(base):
                parts.append(_stretch(stretch))
                stretch = []
            readings = shown.get(number, [])
            self.numbers += numbers(readings, self.kinds)
            self.worded += [reading.words for reading in readings]
            details = listed(readings, self.said.readings.format(count=len(readings))) if readings else ""
            stretch.append(self._row(row, cells, details))
            if number == first:
                stretch += map(whole, of_all)
        if stretch:
            parts.append(_stretch(stretch))
        self._count(section, set_rows, shown)
        opened = [("class", section.kind), ("id", section.id), *self._spoken(section.language)]
        return f"{tag('section', opened)}{''.join(parts)}{self._notes(section, calls)}</section>"

    def _name(self, row: FacingRow, section: Section, cells: list[etree._Element]) -> None:
        """Note which names a row mentions."""
        named = (part.get(NAMES, "") for cell in cells for part in cell.iter(XHTML + "span") if part.get(NAMES))
        for ident in dict.fromkeys(key for keys in named for key in keys.split()):
            self.mentions.setdefault(ident, {}).setdefault(section.name, []).append(row.id)

    def _index(self, body: etree._Element) -> None:
        """Lead each name of the index to all the rows that mention it: the entry for the first, a number for each of the others."""
        for item in [item for item in body.iter(XHTML + "li") if item.get("id", "") in self.mentions]:
            old = [link for link in item.iter(XHTML + "a")]
            for link in old:
                item.remove(link)
            for number, (title, places) in enumerate(self.mentions[item.get("id", "")].items()):
                for count, place in enumerate(places, 1):
                    before = "" if count == 1 and not number else ", " if count > 1 else "; "
                    append(item, before)
                    etree.SubElement(item, XHTML + "a", {"href": f"#{place}"}).text = str(count) if count > 1 else title or "→"

    def _row(self, row: FacingRow, cells: list[etree._Element], details: str) -> str:
        classes = ["r"]
        if any(row.begins(column.key) for column in self.columns):
            classes.append("p")
        if (certainty := self.certainties.get(row.id, "")) in ("medium", "low"):
            classes.append(certainty)
        written = []
        for letter, column, cell in zip(LETTERS, self.columns, cells, strict=False):
            spoken = self._spoken(column.language)
            if any(block.tag in _HEADINGS for block in cell):
                classes = [*classes, "h"]
            if column.key != self._first_heading(row):
                for block in cell:
                    # A section has one heading; those of other texts stand beside it.
                    if block.tag in _HEADINGS:
                        block.tag = XHTML + "p"
            verses = [("data-v", cell.get("data-v", ""))] if cell.get("data-v") else []
            written.append(f"{tag('div', [('class', letter), *verses, *spoken])}{inside(cell)}</div>")
        return f"{tag('div', [('class', ' '.join(dict.fromkeys(classes))), ('id', row.id)])}{''.join(written)}{details}</div>"

    def _first_heading(self, row: FacingRow) -> str:
        for column in self.columns:
            if any(block.tag in _HEADINGS for block in row.cells.get(column.key, ())):
                return column.key
        return ""

    def _spoken(self, tag_: str) -> list[tuple[str, str]]:
        """The language of a part, if it is not that of the page, and the direction of its script, if it is another."""
        if not tag_ or tag_ == self.book.metadata.language or tag_ == "und":
            return []
        turned = direction(tag_) != direction(self.book.metadata.language)
        return [("lang", tag_), *([("dir", direction(tag_) or "ltr")] if turned else [])]

    def _callable(self, section: Section) -> dict[str, list[BookNote]]:
        """The notes that each column may call: those of its witness, and in the column of the base what is nobody's else."""
        sigla = {column.siglum: column.key for column in self.columns}
        base = self._column_of(section)
        found: dict[str, list[BookNote]] = {}
        for note in section.notes:
            owner = sigla.get(text_of(note.siglum), base) if note.siglum is not None else base
            if owner == base or owner not in self.texts:
                found.setdefault(base, []).append(note)
        for key, sections in self.texts.items():
            if key != base:
                held = (note for part in sections for note in part.notes)
                found[key] = [note for note in held if note.siglum is not None and sigla.get(text_of(note.siglum)) == key]
        return found

    def _notes(self, section: Section, calls: Calls) -> str:
        if not calls.called:
            return ""
        items = []
        for _, note in calls.called.values():
            self._clean(note.body, set())
            siglum = f" ({inside(note.siglum)})" if note.siglum is not None else ""
            back = f"{tag('a', [('href', f'#{note.anchor}'), ('role', 'doc-backlink'), ('aria-label', self.words.back)])}↩</a>"
            items.append(f"{tag('li', [('id', note.id)])}{inside(note.body)}<p>{siglum} {back}</li>")
        level = min(section.level + 1, 6)
        return f"<section class=notes><h{level}>{text(self.words.notes)}</h{level}><ol>{''.join(items)}</ol></section>"

    # --- Cells -----------------------------------------------------------------------------------------------------------

    def _clean(self, markup: etree._Element, others: set[str]) -> None:
        """Take out the ids to which nothing leads, and classes that say nothing here."""
        for element in markup.iter(etree.Element):
            ident = element.get("id")
            called = element.get("role") == "doc-noteref"
            # The name and the description of a drawing are found by their ids.
            described = element.tag in _DESCRIPTIONS
            if ident is not None and (ident in others or (ident not in self.wanted and not called and not described)):
                del element.attrib["id"]
            if element.get("class") in ("name", "date", "line-begins", "stanza-end"):
                del element.attrib["class"]
            if (step := int(element.attrib.pop("data-step", "0") or 0)) > 0:
                # A verse that speakers share: its later parts are set in, in steps of six letters.
                element.set("class", f"{element.get('class', '')} in{min(1 + step // 6, 8)}".strip())
            element.attrib.pop("data-verse", "")
            element.attrib.pop("datetime", "")

    def _set_pictures(self, markup: etree._Element) -> None:
        pictures = {f"../{picture.path}": picture for picture in self.book.pictures}
        for image in markup.iter(XHTML + "img"):
            if (picture := pictures.get(image.get("src", ""))) is not None:
                content = base64.b64encode(picture.content).decode("ascii")
                image.set("src", f"data:{picture.media_type};base64,{content}")

    def _count(
        self, section: Section, rows: list[tuple[FacingRow, list[etree._Element]]], shown: dict[int, list[ShownReading]]
    ) -> None:
        if section.kind != "entry":
            return
        readings = [reading for held in shown.values() for reading in held]
        self.figures.append(
            EntryFigures(
                section.id,
                section.title,
                tuple(sum(words_in(cells[at]) for _, cells in rows) for at in range(len(self.columns))),
                tuple(sum(reading.grade == grade for reading in readings) for grade in range(3)),
                section.extent.share if section.extent is not None else None,
            )
        )

    # --- The whole -------------------------------------------------------------------------------------------------------

    def _whole(self, body: str) -> str:
        meta = self.book.metadata
        style = file_of_page("page.css") + _sigla_css(self.columns)
        program = page_program()
        data = json.dumps(self._data(), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
        contents = self._contents()
        names = self._names
        figures = strip(self.figures, self._names, self.words, self.said)
        parts = [
            "<!doctype html>",
            tag("html", [("lang", meta.language), *([("dir", "rtl")] if direction(meta.language) == "rtl" else [])]),
            "<head><meta charset=utf-8>",
            policy_element(policy(program, style)),
            '<meta name=viewport content="width=device-width, initial-scale=1"><meta name=color-scheme content="light dark">',
            f"<title>{text(meta.title)}</title>",
            f"<style>{style}</style></head>",
            tag("body", [("class", f"n{len(self.columns)}")]),
            f"<a class=skip href=#text>{text(self.said.to_text)}</a>",
            controls(names, self.words, self.said, contents, figures),
            f"<main id=text>\n{_heads(names)}{body}\n{lists_of_habits(self.root, self.said, self._entries())}</main>",
            f"<aside id=panel hidden tabindex=-1 aria-label={attribute(self.words.variants)}></aside>",
            "<p id=told role=status></p>",
            f"<script type=application/json id=data>{data}</script>",
            f"<script>{program}</script>",
            "</body></html>\n",
        ]
        return "\n".join(parts)

    def _entries(self) -> dict[str, tuple[str, str]]:
        """The entries by their keys: the id and the title of each."""
        titles = {section.id: section.title for section in self.book.sections if section.kind == "entry"}
        keyed = {entry.get("n", ""): entry.get(XML_ID, "") for entry in self.root.iter(TEI + "div") if entry.get("type") == "entry"}
        return {key: (ident, titles[ident] or key) for key, ident in keyed.items() if ident in titles}

    @property
    def _language(self) -> Language:
        return language_of_tag(self.book.metadata.language)

    @property
    def _names(self) -> list[tuple[str, str]]:
        return [(column.siglum, column.title) for column in self.columns]

    def _contents(self) -> str:
        lines = [
            f"{tag('li', [('class', f'l{section.level}')])}{tag('a', [('href', f'#{section.id}')])}{text(section.title)}</a></li>"
            for section in self.book.sections
            if section.title and section.kind != "titlepage"
        ]
        return f"<ol>{''.join(lines)}</ol>"

    def _kinds(self) -> list[str]:
        """The kinds of readings in words, in the order in which the page counts them."""
        return [kind_in_words(kind, self.said, self.words.variants) for kind in self.kinds]

    def _data(self) -> dict[str, object]:
        """What the page's program knows besides the page itself."""
        spelling = self._language.spelling
        rules = [[pattern.pattern, key] for pattern, key in (*spelling.rules, *spelling.older)]
        names = [getattr(self.words, f"grade_{grade}") for grade in GRADES]
        return {
            "readings": self.numbers,
            "kinds": self._kinds(),
            "grades": names,
            "beside": self.beside,
            "columns": [[column.siglum, column.title] for column in self.columns],
            "title": self.book.metadata.title,
            "identifier": self.book.metadata.identifier,
            "page": self.words.page_short,
            "line": self.words.line_short,
            "habits": habitual_readings(
                # Several texts may have a term from one base.
                dict.fromkeys((term.word, term.answer) for term in listed_terms(self.root.getroottree())),
                self.worded,
                self._language,
            ),
            "spelling": rules,
            "words": {name: getattr(self.said, name) for name in self.said.__slots__ if not name.startswith(("type_", "feature_"))},
        }


_HEADINGS = frozenset(f"{XHTML}h{level}" for level in range(1, 7))
_DESCRIPTIONS = ("{http://www.w3.org/2000/svg}title", "{http://www.w3.org/2000/svg}desc")


def _heads(names: list[tuple[str, str]]) -> str:
    """Write the names of the texts, to stand over their columns."""
    if len(names) < 2:
        return ""
    heads = ""
    for letter, (siglum, title) in zip(LETTERS, names, strict=False):
        heads += f"<div class={letter}><b>{text(siglum)}</b> {text(title)}</div>"
    return f'<div class="r heads">{heads}</div>'


def _stretch(rows: list[str]) -> str:
    return f"<div class=s>{''.join(rows)}</div>\n"


def _sigla_css(columns: list[ShownText]) -> str:
    """Write a rule for each column that names its text where they stand under one another."""
    rules = []
    for letter, column in zip(LETTERS, columns, strict=False):
        # Any character may be written so (CSS Syntax 3, 4.3.7).
        siglum = "".join(char if char.isascii() and char.isalnum() else f"\\{ord(char):x} " for char in column.siglum)
        rules.append(f'.{letter}{{--name:"{siglum}"}}')
    # Room for the longest of them, in small letters: by eye.
    longest = max((len(column.siglum) for column in columns), default=0)
    return f":root{{--label:{0.55 + 0.52 * longest:.2f}em}}{''.join(rules)}\n"
