"""Turn the description and the witnesses of an edition, or of one source, into a teiHeader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lxml import etree

from edition.language.header_words import HeaderWords
from edition.language.languages import language_of_tag
from edition.model import GRADES, VARIANT_TYPES, Apparatus, Block, Description, Edition, EditorialRule, VariationUnit, Witness
from edition.tei.elements import make
from edition.tei.encoding.written_habits import quotation_habits, spelling_habits
from edition.tei.names import BESIDE, RULES, SILENT, TEI, TYPOGRAPHY, XML_ID, ident, pointer

# The version of the encoding, not of the program. It goes up when documents of the version before would be read differently.
ENCODING = "1.0"

TYPE_DESCRIPTIONS = {
    "lexical": "Other words for the same thing.",
    "syntactic": "The same words, or nearly, in another order, form or construction.",
    "addition": "Words that the base does not have.",
    "omission": "Words of the base that the other translation does not have.",
    "transposition": "The same passage in another place; the two places point to each other.",
    "punctuation": "Stops and the capitals that go with them.",
    "orthographic": "Spelling, hyphens, capitals, contractions.",
    "paragraph": "Where paragraphs begin, headings run in, and lists are marked.",
    "speaker": "Who speaks: the name in another form, another name, or a speech that runs on.",
    "dateline": "The form of the date or of the heading.",
    "emendation": "A misprint that the editor mended: emended, the witnesses agree.",
    "attestation": "Where a witness begins, ends or lacks the entry.",
}
GRADE_DESCRIPTIONS = {
    "accidental": "No difference of sense: spelling, punctuation, breaks, layout.",
    "stylistic": "The same sense, or a shade of it, in other words.",
    "substantive": "A reader of the one text believes something that a reader of the other does not: who, what, how many, when, "
    "whether, how sure. The word is narrower here than Greg’s, for whom every change of words is substantive.",
}
SILENT_DESCRIPTION = (
    "The editor keeps this reading out of the printed apparatus; the document has it, so that each witness is whole."
)
BESIDE_DESCRIPTION = (
    "The witness is not compared with the base here, because it is in another language or has few words in common with it. Its "
    "words stand where they answer the base or, where there is nothing to answer, in their order; no apparatus prints them."
)
TYPOGRAPHY_DESCRIPTION = (
    "The document has the straight quotation marks and doubled hyphens of these sources. Books print the quotation marks, "
    "apostrophes and dashes of the language for them."
)


def header(edition: Edition) -> etree._Element:
    """Turn an edition's metadata into its teiHeader (Guidelines 2). The ident for the digest is empty: `names.seal` fills it."""
    description = edition.description
    words = language_of_tag(description.language).header
    return make(
        "teiHeader",
        make(
            "fileDesc",
            _title_statement(description, words, imported=edition.imported),
            make("editionStmt", make("edition", description.printing)) if description.printing else None,
            _publication(description, words),
            make("seriesStmt", make("title", description.series)) if description.series else None,
            make("sourceDesc", _with_languages(_witness_list(edition.witnesses, words, imported=edition.imported), edition)),
        ),
        _encoding(description, edition, words),
        make("profileDesc", make("langUsage", *(make("language", language, ident=language) for language in _languages(edition)))),
    )


def _languages(edition: Edition) -> list[str]:
    description = edition.description
    found = [description.language, description.source_language, *(w.language for w in edition.witnesses)]
    return [language for language in dict.fromkeys(found) if language]


def _title_statement(description: Description, words: HeaderWords, *, imported: bool) -> etree._Element:
    made_by = words.encoded if imported else words.collated
    return make(
        "titleStmt",
        make("title", description.title, type="main"),
        make("title", description.subtitle, type="sub") if description.subtitle else None,
        *(make("author", author) for author in description.authors),
        *(make("editor", editor) for editor in description.editors),
        make(
            "respStmt",
            make("resp", words.edited),
            *(make("name", name) for name in description.editors or (words.editor,)),
            xml_id="ed",
        ),
        make("respStmt", make("resp", made_by), make("name", "edition", type="software"), xml_id="tool"),
    )


def _publication(description: Description, words: HeaderWords) -> etree._Element:
    return make(
        "publicationStmt",
        make("publisher", description.publisher or words.unpublished),
        make("pubPlace", description.place) if description.place else None,
        make("date", description.date, when=description.date) if description.date else None,
        make("availability", make("p", description.rights or words.rights_unknown)),
        make("idno", description.identifier, type="URN") if description.identifier else None,
    )


def _witness_list(witnesses: Sequence[Witness], words: HeaderWords, *, imported: bool) -> etree._Element:
    full = [witness for witness in witnesses if not witness.fragment_of]
    quoted = [witness for witness in witnesses if witness.fragment_of]
    head = make("head", words.witnesses if imported else words.translations)
    groups = [make("listWit", head, *(_witness(w, words) for w in full), xml_id="wits.full")]
    if quoted:
        of = ", ".join(dict.fromkeys(str(witness.fragment_of) for witness in quoted))
        head = make("head", words.quoted.format(of=of))
        groups.append(make("listWit", head, *(_witness(w, words) for w in quoted), xml_id="wits.quoted"))
    return make("listWit", *groups)


def _with_languages(listed: etree._Element, edition: Edition) -> etree._Element:
    """Say of each witness in which language it is written, where that is not the document's (Guidelines 11.6.6)."""
    languages = {ident(w.siglum): w.language for w in edition.witnesses if w.language != edition.description.language}
    for bibl in listed.iter(TEI + "bibl"):
        parent = bibl.getparent()
        if parent is not None and (tag := languages.get(parent.get(XML_ID, ""), "")):
            bibl.append(make("textLang", mainLang=tag))
    return listed


def siglum(witness: Witness) -> etree._Element:
    """Turn a siglum into the abbr in which it is printed (Guidelines 13.1.4.3): what a review's siglum adds to the translation's is
    raised.
    """
    quoted = witness.fragment_of or ""
    if quoted and witness.siglum.startswith(quoted) and len(witness.siglum) > len(quoted):
        return make("abbr", quoted, make("hi", witness.siglum[len(quoted) :], rend="superscript"), type="siglum")
    return make("abbr", witness.siglum, type="siglum")


def _witness(witness: Witness, words: HeaderWords) -> etree._Element:
    key = ident(witness.siglum)
    named = _listed(witness.translators, words.conjunction)
    translators = [make("editor", *named, role="translator", xml_id=f"{key}.tr")] if named else []
    status = "restricted" if witness.in_copyright else "free" if witness.rights else "unknown"
    parts = [
        *(make("author", author) for author in witness.authors),
        *translators,
        make("title", witness.title) if witness.title else None,
        make("title", witness.journal, level="j") if witness.journal else None,
        make("biblScope", witness.issue) if witness.issue else None,
        make("publisher", witness.publisher) if witness.publisher else None,
        make("date", witness.date) if witness.date else None,
        make("availability", make("p", witness.rights or words.rights_unknown), status=status),
    ]
    bibl = make("bibl")
    for part in parts:
        if part is not None:
            if len(bibl):
                bibl[-1].tail = {TEI + "availability": ". ", TEI + "biblScope": " "}.get(str(part.tag), ", ")
            bibl.append(part)
    return make(
        "witness",
        siglum(witness),
        " ",
        bibl,
        xml_id=key,
        corresp=pointer(witness.fragment_of) if witness.fragment_of else "",
    )


def _listed(names: Sequence[str], conjunction: str) -> list[str | etree._Element]:
    """Turn names into a list in words, each a persName where there are several: A; A and B; A, B and C."""
    if len(names) == 1:
        return list(names)
    parts: list[str | etree._Element] = []
    for number, name in enumerate(names):
        if number:
            parts.append(f" {conjunction} " if number == len(names) - 1 else ", ")
        parts.append(make("persName", name))
    return parts


def _encoding(description: Description, edition: Edition, words: HeaderWords) -> etree._Element:
    base = words.base.format(base=description.base) if description.base else ""
    quoted = any(witness.fragment_of for witness in edition.witnesses)
    units = [unit for entry in edition.entries for unit in (*entry.units, *entry.speakers)]
    by_hand = any(unit.decided for unit in units) or any(bead.decided for entry in edition.entries for bead in entry.beads)
    return make(
        "encodingDesc",
        make("projectDesc", make("p", words.imported if edition.imported else words.project)),
        make(
            "editorialDecl",
            make("p", base, words.lacking),
            make("p", words.imported_method if edition.imported else words.method),
            make("p", words.weights) if any(unit.weight is not None for unit in units) else None,
            make("p", quoting) if (quoting := quotation_habits(edition.witnesses, words)) else None,
            *(make("p", said) for said in spelling_habits(edition.entries, words)),
            make("p", words.decided) if by_hand else None,
            make("normalization", make("p", words.foldings), method="silent"),
            _typography(edition.witnesses, words),
            make("p", words.verses) if any(_has_verses(entry) for entry in edition.entries) else None,
            make("p", words.reviews) if quoted else None,
            make("p", "SHA-256 of this document with this value blank: ", make("ident", "", type="sha256"), "."),
        ),
        make(
            "classDecl",
            _taxonomy("types", "type", VARIANT_TYPES, TYPE_DESCRIPTIONS),
            _taxonomy("grades", "grade", GRADES, GRADE_DESCRIPTIONS),
            _printing(units),
            _typographies(edition.witnesses),
            _rules(edition.rules),
        ),
        make("variantEncoding", method="parallel-segmentation", location="internal"),
        _references(block for entry in edition.entries for block in entry.text.blocks),
        _application(),
    )


def _has_verses(entry: Apparatus) -> bool:
    """Whether a witness of an entry has verses."""
    contents = (reading.content for unit in entry.units for reading in unit.readings)
    return any(mark.kind == "line" for marks in (entry.text.marks, entry.marks, *(c.marks for c in contents)) for mark in marks)


def _printing(units: Sequence[VariationUnit]) -> etree._Element | None:
    """Say why some readings are in no printed apparatus, if there are any."""
    readings = [reading for unit in units for reading in unit.readings]
    categories = []
    if any(reading.silent for reading in readings):
        categories.append(make("category", make("catDesc", SILENT_DESCRIPTION), xml_id=SILENT))
    if not all(reading.compared for reading in readings):
        categories.append(make("category", make("catDesc", BESIDE_DESCRIPTION), xml_id=BESIDE))
    return make("taxonomy", *categories, xml_id="readings.printing") if categories else None


def _typography(witnesses: Sequence[Witness], words: HeaderWords) -> etree._Element | None:
    """Say of which witnesses books print other quotation marks and dashes than the document has (Guidelines 2.3.3.2)."""
    found = [witness.siglum for witness in witnesses if witness.typography == "book"]
    if not found:
        return None
    said = make("p", words.typography.format(sigla=", ".join(found)))
    whose = " ".join(pointer(siglum) for siglum in found)
    return make("quotation", said, marks="all", corresp=whose, ana=f"#{TYPOGRAPHY}")


def _typographies(witnesses: Sequence[Witness]) -> etree._Element | None:
    if all(witness.typography == "source" for witness in witnesses):
        return None
    return make("taxonomy", make("category", make("catDesc", TYPOGRAPHY_DESCRIPTION), xml_id=TYPOGRAPHY), xml_id="typography")


def _rules(rules: Sequence[EditorialRule]) -> etree._Element | None:
    """Say by which rules of the editor readings are silenced or retyped, if there are any."""
    categories = [make("category", make("catDesc", rule.text), xml_id=rule.id) for rule in rules]
    return make("taxonomy", *categories, xml_id=RULES) if categories else None


def _references(blocks: Iterable[Block] = ()) -> etree._Element:
    """Say how entries and what is in them are cited. `blocks`: those of the edition; verses that speakers share count once."""
    found = {(block.kind, block.within not in ((), ("list",))) for block in blocks}
    verses = any(kind == "l" for kind, _ in found)
    # A paragraph of a speech or quotation stands deeper; none of a note is cited.
    within = any(held and kind in ("p", "item") for kind, held in found)
    paragraph, item = (".//p[not(ancestor::note)]", ".//item[not(ancestor::note)]") if within else ("p", "list/item")
    verse = ".//l[not(ancestor::note)][not(@part = 'M')][not(@part = 'F')]"
    return make(
        "refsDecl",
        make(
            "citeStructure",
            make("citeStructure", unit="paragraph", match=paragraph, use="position()", delim=":"),
            make("citeStructure", unit="item", match=item, use="position()", delim=":i"),
            make("citeStructure", unit="line", match=verse, use="position()", delim=":l") if verses else None,
            unit="entry",
            match="//body//div[@type='entry']",
            use="@n",
        ),
    )


def _application() -> etree._Element:
    return make("appInfo", make("application", make("label", "edition"), ident="edition", version=ENCODING))


def _taxonomy(key: str, prefix: str, terms: Iterable[str], descriptions: dict[str, str]) -> etree._Element:
    categories = (make("category", make("catDesc", descriptions[term]), xml_id=f"{prefix}.{term}") for term in terms)
    return make("taxonomy", *categories, xml_id=key)


def source_header(description: Description, witness: Witness) -> etree._Element:
    """Turn what is known of one source into the teiHeader of the TEI document of that source."""
    own = replace(description, rights=witness.rights, identifier="")
    words = language_of_tag("en").header
    return make(
        "teiHeader",
        make(
            "fileDesc",
            make(
                "titleStmt",
                make("title", witness.title or witness.file, type="main"),
                make("title", f"{witness.siglum}, a source of {description.title}", type="sub"),
                *(make("author", author) for author in witness.authors or description.authors),
                *(make("editor", name, role="translator") for name in witness.translators),
                make("respStmt", make("resp", "read and encoded by"), make("name", "edition", type="software"), xml_id="tool"),
            ),
            _publication(own, words),
            make("sourceDesc", make("listWit", _witness(replace(witness, fragment_of=None), words))),
        ),
        make(
            "encodingDesc",
            make("projectDesc", make("p", "One source of an edition, with all that its file holds, in its order.")),
            make(
                "editorialDecl",
                make(
                    "p",
                    f"The file is {witness.file}. Every character of it but white space stands here once: running heads and page "
                    "numbers in fw, a hyphen that a line’s end made in pc with lb, marks of the file’s format in metamark, notes "
                    "where they are printed, each called by a ref or ptr of type call. Nothing is emended.",
                ),
                make("p", "SHA-256 of this document with this value blank: ", make("ident", "", type="sha256"), "."),
            ),
            _references(),
            _application(),
        ),
        make("profileDesc", make("langUsage", make("language", witness.language, ident=witness.language))),
    )
