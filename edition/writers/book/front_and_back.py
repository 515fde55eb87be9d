"""Turn the TEI header and the lists of names into front and back matter: title page, witnesses, index, colophon."""

from __future__ import annotations

from lxml import etree

from edition.language.book_words import GRADE_SIGNS
from edition.tei.names import TEI
from edition.tei.reading.declared_witnesses import witness_key
from edition.writers.book import book_references, names_index, overview, rendering, speaker_variants
from edition.writers.book.compositor import Compositor, Flow, mend, text_of
from edition.writers.book.metadata import XHTML, all_of, first, plain
from edition.writers.book.rendering import markup
from edition.writers.book.types import Section


def front(c: Compositor) -> list[Section]:
    """Make the title page. If the book holds texts in copyright, it says so."""
    book = c.header.metadata
    restricted = [witness for witness in c.header.witnesses.values() if witness.restricted]
    alone = c.header.witnesses.get(c.alone)
    return [
        rendering.section(
            c,
            "titlepage",
            book.title,
            statement=c.words.restricted.format(sigla=", ".join(witness.siglum for witness in restricted)) if restricted else "",
            reading=c.words.reading_of.format(sigla=alone.siglum if alone else c.alone) if c.alone else "",
            people={role: _names(c, role) for role in ("aut", "edt", "trl")},
        )
    ]


def _names(c: Compositor, role: str) -> str:
    names = [creator.name for creator in c.header.metadata.creators if creator.role == role]
    return f" {c.words.and_} ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def back(c: Compositor, sections: list[Section]) -> list[Section]:
    """Make the witnesses, names of speakers, chronology, divergence, bibliography, index and colophon, each if the document has
    something for it.
    """
    overviews = [overview.forms, speaker_variants.table, overview.chronology, overview.divergence, overview.bibliography]
    made = [_witnesses(c, sections), *(made_of(c, sections) for made_of in overviews), names_index.index(c, sections), _colophon(c)]
    return [section for section in made if section is not None]


def _witnesses(c: Compositor, sections: list[Section]) -> Section | None:
    """Make the section of the witnesses, by the lists of the header, each with siglum and description, and of the signs of the
    apparatus.
    """
    if not c.header.witnesses:
        return None
    c.flow = Flow("witnesses")
    groups = []
    with c.set_aside(quiet=True):
        for group in all_of(c.header.root, "descendant::tei:listWit[tei:witness]"):
            fallback = c.words.quotations if any(w.get("corresp") for w in group) else c.words.translations
            rows = [row for witness in all_of(group, "tei:witness") if (row := _witness(c, witness))]
            heading = plain(first(group, "tei:head")) or (fallback if len(rows) < len(c.header.witnesses) else "")
            groups.append((heading, rows))
    signs, remarks = _signs(c, sections)
    return rendering.section(c, "witnesses", c.words.witnesses, groups=groups, signs=signs, remarks=remarks)


def _signs(c: Compositor, sections: list[Section]) -> tuple[list[tuple[str, str]], list[str]]:
    """Explain the grades that are printed: (sign, meaning) of each; and say what else a reader of them has to know.

    Of a document of another encoding only the names of the grades are told: what it means by them is not known.
    """
    grades = {entry.grade for section in sections for entry in section.apparatus}
    ours = bool(c.header.metadata.encoding)
    signs = [
        (GRADE_SIGNS.get(grade, ""), getattr(c.words, grade if ours else f"grade_{grade}"))
        for grade in ("substantive", "stylistic", "accidental")
        if grade in grades
    ]
    if not (ours or any(sign for sign, _ in signs)):
        signs = []
    counts = [
        c.words.left.format(grade=getattr(c.words, f"grade_{grade}"), count=c.left_out[grade])
        for grade in ("accidental", "stylistic")
        if c.left_out[grade]
    ]
    weighed = first(c.header.root, "descendant::tei:standOff/tei:certainty") is not None
    remarks = [
        c.words.narrower if ours and "substantive" in grades else "",
        c.words.weighed if weighed and signs else "",
        c.words.left_out.format(counts=", ".join(counts)) if counts else "",
    ]
    return signs, [remark for remark in remarks if remark]


def _witness(c: Compositor, witness: etree._Element) -> tuple[str, str, str, list[str]] | None:
    """Give the id, siglum, description and rights of a witness, as markup and text; None if it is not to be listed."""
    found = c.header.witnesses.get(witness_key(witness))
    if found is None:
        return None
    bibl = first(witness, "tei:bibl")
    line = book_references.reference(c, bibl if bibl is not None else witness, TEI + "abbr", TEI + "availability")
    line.tag = XHTML + "div"
    rights = [plain(p) for p in all_of(witness, ".//tei:availability/*")]
    return c.claim(f"witness.{found.key}", "w"), markup(found.markup), markup(line), [text for text in rights if text]


def _colophon(c: Compositor) -> Section:
    """Make the colophon: what the book is, in which encoding, under which rights, and what a program did."""
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
    rights = [plain(p) for p in all_of(c.header.root, "tei:teiHeader/tei:fileDesc/tei:publicationStmt/tei:availability/*")]
    rights = [text for text in rights if text]
    return rendering.section(c, "colophon", c.words.colophon, paragraphs=made, rights=rights, cite=_citation(c))


def _citation(c: Compositor) -> str:
    """Write how to cite the book: author, title, translators and editors, publisher, date, identifier."""
    book, words = c.header.metadata, c.words
    makers = [(words.translated_by, _names(c, "trl")), (words.edited_by, _names(c, "edt"))]
    parts = [
        _names(c, "aut"),
        book.title,
        book.subtitle,
        *(f"{said} {names}" for said, names in makers if names),
        ", ".join(filter(None, (book.publisher, words.written_date(book.date)))),
        book.identifier,
    ]
    return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts if part)
