"""Turn a file into its outline: the document that its shape gives, its notes hung, divided into the entries of the work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from edition.errors import TextError
from edition.files import decode
from edition.language.languages import UNKNOWN, Language, language_of, language_of_tag, language_read_as
from edition.language.scripts import written_in
from edition.language.tags import normal_tag
from edition.messages import Message, Report
from edition.messages.values import Lines
from edition.model import Locus, StatedDivisions
from edition.model.documents import (
    Document,
    DocumentOutline,
)
from edition.readers.blocks import clean
from edition.readers.bold_heads import with_bold_heads
from edition.readers.document_places import placed
from edition.readers.double_heads import with_heads_parted
from edition.readers.keyed_notes import hang_keyed_notes
from edition.readers.library_fields import library_fields
from edition.readers.note_calls import bind_notes
from edition.readers.outside import with_licence
from edition.readers.play_doubts import tell_silent
from edition.readers.plays import in_speeches, play_of
from edition.readers.preambles import tell_running_text
from edition.readers.set_off import with_blocks_told
from edition.readers.shapes import UnknownFile, document_of
from edition.readers.speeches import with_speeches, without_names
from edition.readers.table_cells import with_whole_cells
from edition.readers.table_columns import with_column
from edition.readers.telling import SniffedFile, described, shape_of
from edition.readers.text_layer import with_layer
from edition.readers.title_page import guessed
from edition.readers.transcriber_notes import with_transcriber
from edition.readers.typed_lines import with_typed_lines
from edition.readers.verse_ends import without_remarks
from edition.readers.verse_paragraphs import with_verse_paragraphs
from edition.readers.verse_tables import with_verse_tables
from edition.readers.work_divisions import divide

# So many blocks may hold the header of a library. By eye: the longest of older files has fifty.
_HEADER = 80
# Whoever types a text as paragraphs with looks may end the lines of a poem as he ends paragraphs, and set a heading in bold.
_OF_PARAGRAPHS = frozenset(("docx", "odt", "html", "epub"))


def outline_of(
    raw: bytes, file: str, tag: str, report: Report, stated: StatedDivisions | None = None
) -> tuple[DocumentOutline, str]:
    """Read a file of any shape into its outline, and the tag of the language that it is read in.

    `tag`: that of its language, "" where nobody says: then what the file states or is written in. `stated`: how the editor divides
    the text, which is obeyed. Reports a title taken from the title page (I195), and what `divided` reports.

    Raises TextError: nothing here reads the file (E139), it is empty (E002) or damaged (E130 to E135).
    """
    if not raw.strip():
        raise TextError(Message("E002", Locus(file)))
    unknown = UnknownFile(raw, file)
    shape = shape_of(unknown)
    sniffed = described(unknown)
    document = with_column(_described(document_of(shape, unknown, report), sniffed), stated, report)
    spoken = tag or _tag_of(document)
    language = language_read_as(spoken)
    mine = Report()
    try:
        rows = rows_of(unknown) if stated is not None else ()
        outline = divided(document, language, mine, stated, rows)
        # An edition has a title of its own.
        titled = outline if stated is not None else _with_title_page(outline, language, shape.typed, mine)
        return titled, spoken
    finally:
        report.messages += placed(mine, document)


def divided(
    document: Document, language: Language, report: Report, stated: StatedDivisions | None = None, rows: Sequence[str] = ()
) -> DocumentOutline:
    """Hang the notes of a document at their calls, divide it into the entries of the work, and those of a play into speeches.

    It then has a text layer.

    `stated`: how the editor divides it; `rows`: then the lines of its file. Reports what `bind_notes` and `divide` report, and
    running text that was left out with the title page (W196).
    """
    document = with_notes(document, language, report)
    if document.reader in _OF_PARAGRAPHS:
        if stated is None or stated.verse is not True:
            document = with_typed_lines(document)
        document = replace(document, blocks=with_bold_heads(document.blocks))
    document = replace(document, blocks=with_heads_parted(document.blocks, language))
    play = play_of(document, language)
    if play is None:
        document = replace(document, blocks=tuple(map(without_names, document.blocks)))
        document = _with_verses(document, language, report, None if stated is None else stated.verse)
    else:
        document = replace(document, blocks=in_speeches(document.blocks, play, language))
    outline = hang_keyed_notes(divide(document, language, report, stated, rows), language)
    if stated is None or not (stated.first_words or stated.headings or stated.levels is not None):
        # The editor who says how the text divides has looked where it begins.
        tell_running_text(outline, report)
    if stated is None or not stated.last_words:
        # What stands before the words with which the editor says that the text ends is text.
        outline = without_remarks(outline)
    if play is None or play.narrated:
        outline = with_blocks_told(outline, language)
    if play is None:
        return with_whole_cells(outline)
    outline = with_whole_cells(with_speeches(outline, play, language))
    if not play.stated:
        tell_silent(outline, report)
    return outline


def _with_verses(document: Document, language: Language, report: Report, stated: bool | None) -> Document:
    """A document of a text processor, or a page, whose short paragraphs are verses where they are the lines of a poem.

    `stated`: whether the editor says that lines are verses, None where he says nothing; then poems that are told so are reported
    (W109).
    """
    if document.reader not in _OF_PARAGRAPHS or stated is False:
        return document
    blocks, begins = with_verse_paragraphs(document.blocks, language, stated=bool(stated))
    if begins and stated is None:
        lines = Lines(tuple(line for at in begins if (line := blocks[at].line)))
        report.add("W109", Locus(document.file, blocks[begins[0]].line), count=len(begins), lines=lines)
    return replace(document, blocks=tuple(blocks))


def with_notes(document: Document, language: Language, report: Report) -> Document:
    """A document with a text layer, its licence marked and its notes hung at their calls.

    Reports what is in no block of a page, such as page numbers (I136), and what `bind_notes` reports.
    """
    document = with_layer(with_verse_tables(document))
    lines: dict[str, list[int]] = {}
    for one in document.furniture:
        if one.part:
            lines.setdefault(one.part, []).append(one.line)
    for part, its in lines.items():
        report.add("I136", Locus(document.file, min(its)), part=part, lines=Lines(tuple(sorted(set(its)))))
    document = with_licence(document)
    return bind_notes(replace(document, blocks=with_transcriber(document.blocks, language)), language, report)


def rows_of(file: UnknownFile) -> list[str]:
    """The lines of a file, as its shape counts them; none of one that is no text. What its letters are, the shape has said."""
    if file.archive or file.start.startswith("%PDF"):
        return []
    return clean(decode(file.raw, Report(), Locus(file.name)), file.name, Report()).split("\n")


def _with_title_page(outline: DocumentOutline, language: Language, typed: bool, report: Report) -> DocumentOutline:
    """An outline whose document has what its title page says and it did not state. Reports a title that is so taken (I195).

    A library names the author in its header, and often no translator; or whoever translated the text as its author. `typed`: the
    author whom the file states may be whoever typed it, so that one named on the title page goes first.
    """
    document = outline.document
    pages = [part for part in outline.outside if part.what == "title-page" and part.where == "before"]
    if not pages or (document.title and document.translators):
        return outline
    said = guessed([block for part in pages for block in part.blocks], language.tag)
    translators = document.translators or said.translators
    if document.title or not said.title:
        authors = said.authors if typed and said.authors else tuple(name for name in document.authors if name not in translators)
        return replace(outline, document=replace(document, authors=authors, translators=translators)) if translators else outline
    authors = (said.authors or document.authors) if typed else (document.authors or said.authors)
    report.add("I195", Locus(document.file, pages[0].blocks[0].line), names=(said.title, *authors, *translators))
    return replace(outline, document=replace(document, title=said.title, authors=authors, translators=translators))


def _tag_of(document: Document) -> str:
    """The tag of the language in which a document is written; what its file states of another script does not count."""
    text = " ".join(block.text for block in document.blocks)
    if written := language_of(text):
        return written.tag
    stated = document.language or "en"
    return stated if written_in(text, language_of_tag(stated)) else UNKNOWN


def _described(document: Document, stated: SniffedFile) -> Document:
    """A document with what its file states of the work: in the header of a library, or in its format."""
    rows = (("\n" if block.gap else "    ") + block.label + block.text for block in document.blocks[:_HEADER])
    header = library_fields("\n".join(rows))
    language = stated.language or normal_tag(document.language) or header.language
    return replace(
        document,
        title=header.title or stated.title or document.title,
        authors=header.authors or stated.authors or document.authors,
        translators=header.translators or stated.translators,
        language=language,
    )
