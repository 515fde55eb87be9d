"""Turn the TEI header and the lists of names into front and back matter: title page, rights, sigla and signs, index, colophon."""

from __future__ import annotations

from lxml import etree

from edition.tei.names import TEI
from edition.tei.reading.declared_witnesses import witness_key
from edition.tei.reading.element_text import plain
from edition.writers.book import book_references, drawn_figures, names_index, overview, rendering, signs, speaker_variants
from edition.writers.book.compositor import Compositor, Flow, mend, text_of
from edition.writers.book.metadata import XHTML, all_of, first
from edition.writers.book.rendering import markup
from edition.writers.book.types import FRONT_KINDS, Section

# The face in which a PDF is set (writers/pdf/page.css).
TYPEFACE = "EB Garamond"
_PUBLICATION = "tei:teiHeader/tei:fileDesc/tei:publicationStmt"


def around(c: Compositor, sections: list[Section]) -> list[Section]:
    """Put before the sections of a text what stands before it: title page, rights, the editor's prose, sigla and signs."""
    text = next((place for place, section in enumerate(sections) if section.kind not in FRONT_KINDS), len(sections))
    sigla = _witnesses(c)
    before = [_title_page(c), _copyright(c), *sections[:text], sigla]
    return [*(section for section in before if section is not None), *sections[text:]]


def _title_page(c: Compositor) -> Section:
    """Make the title page. If the book holds texts in copyright, it says so."""
    book = c.header.metadata
    restricted = [witness for witness in c.header.witnesses.values() if witness.restricted]
    alone = c.header.witnesses.get(c.alone)
    return rendering.section(
        c,
        "titlepage",
        book.title,
        statement=c.words.restricted.format(sigla=", ".join(witness.siglum for witness in restricted)) if restricted else "",
        reading=c.words.reading_of.format(sigla=alone.siglum if alone else c.alone) if c.alone else "",
        people={role: _names(c, role, whole=True) for role in ("aut", "edt", "trl")},
    )


# A name of more letters may be parted over two lines of a title page: it would not stand on a narrow one. By eye.
_LONGEST_WHOLE = 28


def _names(c: Compositor, role: str, *, whole: bool = False) -> str:
    """Write the names of those in a role. `whole`: no line ends within a name."""
    names = [creator.name for creator in c.header.metadata.creators if creator.role == role]
    if whole:
        names = [name.replace(" ", "\u00a0") if len(name) <= _LONGEST_WHOLE else name for name in names]
    return f" {c.words.and_} ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _copyright(c: Compositor) -> Section | None:
    """Make the page of rights, for the back of the title page: who publishes the book, whose rights are in it, its numbers, its
    typeface. None if the document says nothing of the kind.
    """
    book, words = c.header.metadata, c.words
    imprint = ", ".join(filter(None, (book.publisher, " ".join(filter(None, (book.place, book.date[:4]))))))
    c.flow = Flow("copyright")
    shown = []
    with c.set_aside(quiet=True):
        for element in all_of(c.header.root, "descendant::tei:witness"):
            found = c.header.witnesses.get(witness_key(element))
            if found is not None and found.rights and c.alone in ("", found.key):
                said = text_of(line := _described(c, element))
                if said and not said.endswith("."):
                    line.tail = "."
                shown.append((markup(found.markup), etree.tostring(line, encoding="unicode"), found.rights))
    stated = {plain(idno) for idno in all_of(c.header.root, f"{_PUBLICATION}//tei:idno[not(tei:idno)]")}
    identifiers = [each for each in (book.identifier, *book.identifiers) if any(each.endswith(value) for value in stated)]
    rights = _rights_of_book(c)
    series = ", ".join(filter(None, (book.series, book.volume)))
    if not (imprint or book.printing or series or rights or shown or identifiers):
        return None
    # A page on paper says in which typeface it is set, unless a style sheet of the user may ask for another.
    typeface = "" if c.screen or "font" in c.settings.stylesheet else words.typeface.format(face=c.settings.font or TYPEFACE)
    return rendering.section(
        c,
        "copyright",
        "",
        imprint=imprint,
        series=series,
        rights=rights,
        witnesses=shown,
        identifiers=list(dict.fromkeys(map(_shown_identifier, identifiers))),
        typeface=typeface,
    )


def _shown_identifier(identifier: str) -> str:
    """Write an identifier for readers: an ISBN, ISSN or DOI by its name, another as it is."""
    for start, name in (("urn:isbn:", "ISBN"), ("urn:issn:", "ISSN"), ("doi:", "DOI")):
        if identifier.lower().startswith(start):
            return f"{name} {identifier[len(start) :]}"
    return identifier


def _rights_of_book(c: Compositor) -> list[str]:
    rights = [plain(p) for p in all_of(c.header.root, f"{_PUBLICATION}/tei:availability/*")]
    return [text for text in rights if text]


def back(c: Compositor, sections: list[Section]) -> list[Section]:
    """Make the names of speakers, chronology, figures, bibliography, index and colophon, each if the document has something for
    it.
    """
    overviews = [overview.forms, speaker_variants.table, overview.chronology, drawn_figures.figures, overview.bibliography]
    made = [*(made_of(c, sections) for made_of in overviews), names_index.index(c, sections), _colophon(c)]
    return [section for section in made if section is not None]


def _witnesses(c: Compositor) -> Section | None:
    """Make the section of sigla and signs: the witnesses, by the lists of the header, each with siglum and description, and the
    signs of text and apparatus.
    """
    explained, remarks = signs.signs(c, c.met), signs.remarks(c, c.met)
    if not (c.header.witnesses or explained):
        return None
    c.flow = Flow("witnesses")
    groups = []
    with c.set_aside(quiet=True):
        for group in all_of(c.header.root, "descendant::tei:listWit[tei:witness]"):
            fallback = c.words.quotations if any(w.get("corresp") for w in group) else c.words.translations
            rows = [row for witness in all_of(group, "tei:witness") if (row := _witness(c, witness))]
            # In a document of another encoding a list without a heading may be anything.
            named = c.header.metadata.encoding and len(rows) < len(c.header.witnesses)
            heading = plain(first(group, "tei:head")) or (fallback if named else "")
            groups.append((heading, rows))
    title = c.words.sigla_and_signs if explained or remarks else c.words.witnesses
    return rendering.section(c, "witnesses", title, groups=groups, signs=explained, remarks=remarks)


def _witness(c: Compositor, witness: etree._Element) -> tuple[str, str, str] | None:
    """Give the id, siglum and description of a witness, as markup; None if it is not to be listed."""
    found = c.header.witnesses.get(witness_key(witness))
    if found is None:
        return None
    line = _described(c, witness)
    line.tag = XHTML + "div"
    return c.claim(f"witness.{found.key}", "w"), markup(found.markup), markup(line)


def _described(c: Compositor, witness: etree._Element) -> etree._Element:
    """Set what is said of a witness, without its siglum and its rights, as a line."""
    bibl = first(witness, "tei:bibl")
    return book_references.reference(c, bibl if bibl is not None else witness, TEI + "abbr", TEI + "availability")


def _colophon(c: Compositor) -> Section:
    """Make the colophon: how the book is cited, and how the text was made."""
    c.flow = Flow("colophon")
    made = []
    with c.set_aside(quiet=True):
        for paragraph in all_of(
            c.header.root,
            "descendant::tei:encodingDesc/*[self::tei:projectDesc or self::tei:editorialDecl]//tei:p",
        ):
            if first(paragraph, "tei:ident") is None:
                holder = etree.Element(XHTML + "div")
                c.element(paragraph, holder)
                mend(holder)
                made += [markup(child) for child in holder if text_of(child)]
    identifier = c.header.metadata.identifier
    return rendering.section(c, "colophon", c.words.colophon, paragraphs=made, cite=_citation(c), identifier=identifier)


def _citation(c: Compositor) -> str:
    """Write how to cite the book: author, title, translators and editors, publisher, date. Its identifier stands after that."""
    book, words = c.header.metadata, c.words
    makers = [(words.translated_by, _names(c, "trl")), (words.edited_by, _names(c, "edt"))]
    parts = [
        _names(c, "aut"),
        book.title,
        book.subtitle,
        *(f"{said} {names}" for said, names in makers if names),
        ", ".join(filter(None, (": ".join(filter(None, (book.place, book.publisher))), words.written_date(book.date)))),
    ]
    return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts if part)
