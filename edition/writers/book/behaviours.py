"""Turn the name of a TEI element into its behaviour in a book: one table, in the order of the chapters of the Guidelines.

A row of the table holds the behaviours of an element, each with a condition on the element (None: always); the first that fits
holds. What each kind of behaviour does is in setters.py. Another element of TEI is set by its class
(edition/tei/element_classes.py): as a block, or as words in the line. The text of an element that is none of TEI P5 is kept, and
the element is reported once (W501).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from lxml import etree

from edition.messages import Message
from edition.model import Locus
from edition.tei.element_classes import ALL, CHUNKS, HOLDERS, WORDS
from edition.tei.names import NS
from edition.tei.reading.element_text import is_said_span
from edition.writers.book.element_conditions import (
    Condition,
    either,
    having,
    heads_article,
    holding,
    in_article,
    in_label_row,
    in_place_as,
    in_structure,
    inside,
    is_described,
    is_empty,
    rendered,
    stands_alone,
    translates,
    within,
)
from edition.writers.book.mathematics import MATHML_NS, PROGRAMS

Kind = Literal[
    "block", "inline", "through", "omit", "division", "head", "list", "table", "figure", "graphic", "note", "variation",
    "attestation", "choice", "date", "foreign", "link", "gap", "break", "page", "milestone", "point", "name", "quotation",
    "verbatim", "math", "drawing", "program", "label", "call", "sense", "ruby",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How an element is set: its kind, the XHTML element and class that it becomes, and signs that are printed around its text.

    `also`: further looks of the same words, each an element within.
    """

    kind: Kind
    tag: str = ""
    cls: str = ""
    before: str = ""
    after: str = ""
    also: tuple[Behaviour, ...] = ()


Rule = tuple[Condition | None, Behaviour]


def _block(tag: str = "p", cls: str = "") -> tuple[Rule, ...]:
    return ((None, Behaviour("block", tag, cls)),)


def _inline(tag: str = "span", cls: str = "", before: str = "", after: str = "") -> tuple[Rule, ...]:
    return ((None, Behaviour("inline", tag, cls, before, after)),)


def _of(kind: Kind) -> tuple[Rule, ...]:
    return ((None, Behaviour(kind)),)


_SAID_LOOKS: tuple[Rule, ...] = (
    (rendered("super", r"\bsup\b"), Behaviour("inline", "sup")),
    (rendered("subscript", r"\bsub\b", "inferior"), Behaviour("inline", "sub")),
    (rendered("small-?caps?", r"\bsc\b", "font-variant"), Behaviour("inline", "span", "small-caps")),
    (rendered("bold", r"\bb\b", "strong"), Behaviour("inline", "b")),
    (rendered("ital", r"\bi\b"), Behaviour("inline", "i")),
    (rendered("underline", r"\bu\b"), Behaviour("inline", "span", "underlined")),
    (rendered("strike", "line-?through"), Behaviour("inline", "span", "struck")),
    (rendered("wide", "spaced", "gesperrt", "letter-?spac"), Behaviour("inline", "em", "spaced")),
    (rendered("roman", "normal", "plain"), Behaviour("inline", "span", "roman")),
)
# Upright letters are no look besides another one.
_ROMAN = ("span", "roman")
_LOOK_CONDITIONS = frozenset(condition for condition, _ in _SAID_LOOKS)
_HI: tuple[Rule, ...] = (*_SAID_LOOKS, (None, Behaviour("inline", "em")))
_PLAIN_OR_HI: tuple[Rule, ...] = (*_SAID_LOOKS, (None, Behaviour("through")))

TABLE: dict[str, tuple[Rule, ...]] = {
    # 2 The TEI header: only the elements in those parts of it that a book prints
    "listWit": _of("omit"),
    "idno": _inline("span", "idno"),
    "availability": ((inside("teiHeader", "listWit"), Behaviour("omit")), (None, Behaviour("block", "div"))),
    "licence": _block(),
    # 3 Elements available in all TEI documents
    "p": ((within("ab"), Behaviour("block", "div", "version")), (None, Behaviour("block", "p"))),
    "foreign": (
        *((condition, replace(look, kind="foreign")) for condition, look in _SAID_LOOKS),
        (None, Behaviour("foreign")),
    ),
    "emph": _inline("em"),
    "hi": _HI,
    "distinct": _inline("i"),
    "said": ((stands_alone, Behaviour("block", "blockquote")), (None, Behaviour("quotation"))),
    "q": ((in_article, Behaviour("quotation")), (stands_alone, Behaviour("block", "blockquote")), (None, Behaviour("quotation"))),
    "quote": (
        (translates, Behaviour("inline", "span", "translation")),
        (in_article, Behaviour("inline", "i", "example")),
        (stands_alone, Behaviour("block", "blockquote")),
        (None, Behaviour("quotation")),
    ),
    "cit": (
        (in_article, Behaviour("inline", "span", "cit")),
        (either(in_structure, rendered("block", "display")), Behaviour("block", "div", "cit")),
        (None, Behaviour("inline", "span", "cit")),
    ),
    "soCalled": _of("quotation"),
    "mentioned": _inline("i", "mentioned"),
    "term": _inline("span", "term"),
    "gloss": _inline("span", "gloss"),
    "desc": ((in_structure, Behaviour("block", "p", "desc")), (None, Behaviour("inline", "span", "desc"))),
    "choice": _of("choice"),
    "sic": _inline("span", "sic"),
    "corr": _of("through"),
    "orig": _of("through"),
    "reg": _of("through"),
    "gap": _of("gap"),
    "ellipsis": _of("gap"),
    "unclear": _inline("span", "unclear"),
    "add": _inline("span", "add", "⟨", "⟩"),
    "del": _inline("del", ""),
    "name": _of("name"),
    "rs": _of("name"),
    "email": _inline("span", "email"),
    "address": ((in_structure, Behaviour("block", "p", "address")), (None, Behaviour("inline", "span", "address"))),
    "addrLine": _inline("span", "address-line", "", "\n"),
    "street": _of("through"),
    "postCode": _of("through"),
    "postBox": _of("through"),
    "num": _of("through"),
    "measure": _of("through"),
    "unit": _of("through"),
    "date": _of("date"),
    "time": _of("date"),
    "abbr": _of("through"),
    "expan": _of("through"),
    "ref": ((having("type", "call"), Behaviour("call")), (None, Behaviour("link"))),
    "ptr": ((having("type", "call"), Behaviour("call")), (None, Behaviour("link"))),
    "list": _of("list"),
    "item": _block("li"),
    "label": (
        (having("type", "speaker"), Behaviour("label", cls="speaker")),
        (in_structure, Behaviour("block", "p", "label")),
        (None, Behaviour("label")),
    ),
    "headLabel": _block("p", "list-head"),
    "headItem": _block("p", "list-head"),
    "note": (
        (in_place_as("phrase"), Behaviour("inline", "span", "note-in-place")),
        (in_place_as("block"), Behaviour("block", "p", "note-in-place")),
        (None, Behaviour("note")),
    ),
    "noteGrp": _of("through"),
    "index": _of("omit"),
    "graphic": _of("graphic"),
    "media": _of("graphic"),
    "binaryObject": _of("graphic"),
    "milestone": _of("milestone"),
    "gb": _of("point"),
    "pb": _of("page"),
    "lb": _of("break"),
    "cb": _of("point"),
    "bibl": (
        (in_article, Behaviour("inline", "span", "bibl")),
        (either(in_structure, within("cit", "listBibl")), Behaviour("block", "p", "bibl")),
        (None, Behaviour("inline", "span", "bibl")),
    ),
    "biblStruct": _block("p", "bibl"),
    "listBibl": _block("div", "bibliography"),
    "analytic": _inline("span", "", "", " "),
    "monogr": _of("through"),
    "imprint": _of("through"),
    "series": _of("through"),
    "edition": _of("through"),
    "author": _of("through"),
    "editor": _of("through"),
    "respStmt": _of("through"),
    "resp": _of("through"),
    "publisher": _of("through"),
    "pubPlace": _of("through"),
    "biblScope": _of("through"),
    "citedRange": _of("through"),
    "title": (
        (having("type", "entry"), Behaviour("inline", "span", "title")),
        (having("level", "a", "s", "u"), Behaviour("inline", "span", "work")),
        (None, Behaviour("inline", "cite")),
    ),
    "meeting": _of("through"),
    "relatedItem": _of("through"),
    "textLang": _of("through"),
    "l": ((rendered("indent"), Behaviour("block", "div", "line indented")), (None, Behaviour("block", "div", "line"))),
    "lg": ((holding("lg"), Behaviour("block", "div", "verse")), (None, Behaviour("block", "div", "stanza"))),
    "sp": _block("div", "speech"),
    "speaker": _block("p", "speaker"),
    "stage": (
        (either(in_structure, within("sp", "lg")), Behaviour("block", "p", "stage")),
        (None, Behaviour("inline", "i", "stage")),
    ),
    # 4 Default text structure
    "div": _of("division"),
    **{f"div{depth}": _of("division") for depth in range(1, 8)},
    "divGen": _of("omit"),
    "head": _of("head"),
    "trailer": _block("p", "trailer"),
    "epigraph": _block("div", "epigraph"),
    "argument": _block("div", "argument"),
    "opener": _block("div", "opener"),
    "closer": _block("div", "closer"),
    "postscript": _block("div", "postscript"),
    "salute": _block("p", "salute"),
    "signed": _block("p", "signed"),
    "byline": _block("p", "byline"),
    "dateline": _block("p", "dateline"),
    "floatingText": _block("div", "floating"),
    "text": _of("through"),
    "body": _of("through"),
    "front": _of("through"),
    "back": _of("through"),
    "group": _of("through"),
    "titlePage": _block("div", "title-page"),
    "docTitle": _block("div", "doc-title"),
    "titlePart": _block("p", "title-part"),
    "docAuthor": ((within("titlePage"), Behaviour("block", "p", "doc-author")), (None, Behaviour("through"))),
    "docImprint": _block("p", "doc-imprint"),
    "docDate": ((within("titlePage"), Behaviour("block", "p", "doc-date")), (None, Behaviour("through"))),
    "docEdition": _block("p", "doc-edition"),
    "imprimatur": _block("p", "imprimatur"),
    # 5 Characters, glyphs
    "g": _of("through"),
    # 6 Verse
    "caesura": _inline("span", "caesura", "\u2003"),
    "rhyme": _of("through"),
    # 7 Performance texts
    "set": _block("div", "set"),
    "prologue": _block("div", "prologue"),
    "epilogue": _block("div", "epilogue"),
    "performance": _block("div", "performance"),
    "castList": _of("list"),
    "castItem": _block("li"),
    "castGroup": _block("li"),
    "role": _inline("b", "role"),
    "roleDesc": _inline("i", "role-desc"),
    "actor": _of("through"),
    "spGrp": _block("div", "speeches"),
    "move": _of("point"),
    "sound": _block("p", "stage"),
    **{
        name: ((either(in_structure, within("sp")), Behaviour("block", "p", "stage")), (None, Behaviour("inline", "i", "stage")))
        for name in ("camera", "caption", "tech", "view")
    },
    # 8 Transcriptions of speech
    "u": _block("p", "utterance"),
    "pause": _of("gap"),
    "incident": _inline("i", "stage", "[", "]"),
    "vocal": _inline("i", "stage", "[", "]"),
    "kinesic": _inline("i", "stage", "[", "]"),
    "writing": _block("p", "utterance"),
    # 9 Dictionaries
    "superEntry": _block("div", "super-article"),
    "entry": _block("p", "article"),
    "entryFree": _block("p", "article"),
    "re": _block("p", "article related"),
    "hom": _of("sense"),
    "sense": _of("sense"),
    "orth": ((heads_article, Behaviour("inline", "b", "headword")), (None, Behaviour("inline", "i"))),
    **{name: _inline("i", "grammar") for name in "pos gen number case per tns mood iType gram subc colloc".split()},
    **{name: _inline("i", "usage") for name in ("usg", "lbl")},
    **{name: ((is_empty, Behaviour("inline", "i", before="~")), (None, Behaviour("inline", "i"))) for name in ("oRef", "pRef")},
    # 11 Manuscript description
    "msDesc": _block("p", "bibl"),
    "msIdentifier": _of("through"),
    "repository": _of("through"),
    "institution": _of("through"),
    "collection": _of("through"),
    "locus": _of("through"),
    # 12 Representation of primary sources
    **{name: _of("point") for name in "handShift addSpan delSpan damageSpan shift undo redo path when".split()},
    "supplied": _inline("span", "supplied", "[", "]"),
    "surplus": _inline("span", "surplus", "{", "}"),
    "secl": _inline("span", "surplus", "[", "]"),
    "damage": _inline("span", "damage"),
    "subst": _of("through"),
    "restore": _of("through"),
    "retrace": _of("through"),
    "mod": _of("through"),
    "space": _inline("span", "space", " "),
    "ex": _inline("i", "ex", "(", ")"),
    "am": _of("omit"),
    "fw": _of("omit"),
    "line": _block("div", "written-line"),
    "sourceDoc": _block("div", "source-document"),
    "surface": _block("div", "surface"),
    "zone": _block("div", "zone"),
    # Marks of a file's format, such as the # of a heading in Markdown, are no text of the book.
    "metamark": ((having("function", "markup"), Behaviour("omit")), (None, Behaviour("through"))),
    # 13 Critical apparatus
    "app": (
        (holding("rdg", "lem", "rdgGrp"), Behaviour("variation")),
        (within("listApp"), Behaviour("block", "p", "app")),
        (None, Behaviour("through")),
    ),
    "lem": _of("through"),
    "rdg": _of("through"),
    "rdgGrp": _of("through"),
    "wit": _of("omit"),
    "witDetail": ((within("app", "rdgGrp", "lem", "rdg"), Behaviour("omit")), (None, Behaviour("note"))),
    "witStart": _of("attestation"),
    "witEnd": _of("attestation"),
    "lacunaStart": _of("attestation"),
    "lacunaEnd": _of("attestation"),
    "listApp": _block("div", "list-app"),
    # 14 Names, dates, people, and places
    **{
        name: ((is_described, Behaviour("inline", "b", "described")), (None, Behaviour("name")))
        for name in ("persName", "placeName", "orgName", "objectName")
    },
    "eventName": _of("name"),
    "geogName": _of("name"),
    "settlement": _of("name"),
    "region": _of("name"),
    "country": _of("name"),
    "district": _of("name"),
    "bloc": _of("name"),
    "geogFeat": _of("through"),
    "surname": _of("through"),
    "forename": _of("through"),
    "roleName": _of("through"),
    "addName": _of("through"),
    "nameLink": _of("through"),
    "genName": _of("through"),
    "listPerson": _block("div", "names"),
    "listPlace": _block("div", "names"),
    "listOrg": _block("div", "names"),
    "person": _block("p", "name-entry"),
    "place": _block("p", "name-entry"),
    "org": _block("p", "name-entry"),
    **{name: _block("p", "name-entry") for name in ("personGrp", "object", "nym")},
    **{name: _block("div", "names") for name in ("listEvent", "listObject", "listNym")},
    # 15 Tables, formulae, graphics
    "table": _of("table"),
    "row": _block("tr"),
    "cell": (
        (either(having("role", "label"), in_label_row), Behaviour("block", "th")),
        (None, Behaviour("block", "td")),
    ),
    "formula": _inline("span", "formula"),
    "notatedMusic": _of("figure"),
    "figure": _of("figure"),
    "figDesc": _block("p", "figure-description"),
    # 17 Linking, segmentation, and alignment
    "ab": ((having("type", "parallel"), Behaviour("block", "div", "parallel")), (None, Behaviour("block", "p", "ab"))),
    "seg": _PLAIN_OR_HI,
    "ruby": _of("ruby"),
    "anchor": _of("point"),
    **{name: _of("omit") for name in "join joinGrp alt altGrp timeline substJoin listTranspose fs fLib fvLib".split()},
    "linkGrp": _of("omit"),
    "link": _of("omit"),
    "standOff": _of("omit"),
    # 18 Simple analytic mechanisms
    "s": _of("through"),
    "cl": _of("through"),
    "phr": _of("through"),
    "w": _of("through"),
    "m": _of("through"),
    "c": _of("through"),
    # A hyphen that the end of a printed line made.
    "pc": ((having("force", "weak"), Behaviour("omit")), (None, Behaviour("through"))),
    "span": ((is_said_span, Behaviour("through")), (None, Behaviour("omit"))),
    "spanGrp": _of("omit"),
    "interp": _of("omit"),
    "interpGrp": _of("omit"),
    # 22 Certainty, precision, and responsibility
    "certainty": _of("omit"),
    "precision": _of("omit"),
    "respons": _of("omit"),
    # 23 Documentation elements
    "gi": _inline("code", "", "<", ">"),
    "att": _inline("code", "", "@"),
    "val": _inline("code"),
    "tag": _inline("code", "", "<", ">"),
    "code": _inline("code"),
    "ident": _inline("code"),
    "eg": _of("verbatim"),
}  # fmt: skip
# Elements of other namespaces inside TEI.
FOREIGN: dict[str, Behaviour] = {
    MATHML_NS: Behaviour("math"),
    "http://www.w3.org/2000/svg": Behaviour("drawing"),
    "http://www.tei-c.org/ns/Examples": Behaviour("verbatim"),
}


# The forms that a user may write in edition.toml, and the XHTML elements that two of them may become; the first is the default.
FORMS: dict[Kind, tuple[str, ...]] = {
    "block": ("p", "div", "blockquote"),
    "inline": ("span", "b", "cite", "code", "em", "i", "sub", "sup"),
    "through": (),
    "omit": (),
    "note": (),
    "quotation": (),
    "verbatim": (),
}
_ELEMENT = re.compile(r"([A-Za-z][\w.-]*)(?:\[@([\w:.-]+)(?:='([^']*)')?\])?")


def fault(element: str, form: str, locus: Locus | None = None) -> Message | None:
    """Find what is wrong with a row of [behaviours] in edition.toml (E511, E570 to E572); None if nothing is."""
    kind, *tag = form.split() or [""]
    if not _ELEMENT.fullmatch(element):
        return Message("E570", locus, {"element": element})
    if kind not in FORMS:
        return Message("E511", locus, {"element": element, "form": form, "forms": tuple(FORMS)})
    if tag and (len(tag) > 1 or tag[0] not in FORMS[kind]):
        values = {"element": element, "form": form, "kind": kind}
        return Message("E571", locus, {**values, "forms": FORMS[kind]}) if FORMS[kind] else Message("E572", locus, values)
    return None


def extended(rows: Iterable[tuple[str, str]]) -> dict[str, tuple[Rule, ...]]:
    """Give the table with a user's rows, each before the rows of the same element: `("seg[@type='verse']", "block div")`."""
    table = dict(TABLE)
    for element, form in reversed(tuple(rows)):
        if (match := _ELEMENT.fullmatch(element)) is None:
            continue
        name, attribute, value = match.groups()
        kind, *tag = form.split() or [""]
        made = Behaviour(kind, (*tag, *FORMS[kind], "")[0], f"as-{name}" if FORMS[kind] else "")  # type: ignore[arg-type,index]
        condition = having(attribute, *((value,) if value is not None else ())) if attribute else None
        table[name] = ((condition, made), *table.get(name, ()))
    return table


def behaviour(element: etree._Element, table: Mapping[str, tuple[Rule, ...]] = TABLE) -> Behaviour | None:
    """Find the behaviour of an element; None if the table has none."""
    namespace, _, name = element.tag.removeprefix("{").rpartition("}")
    if namespace != NS:
        return Behaviour("program") if name in PROGRAMS else FOREIGN.get(namespace)
    for condition, found in table.get(name, ()):
        if condition is None or condition(element):
            return replace(found, also=_further(element, found)) if condition in _LOOK_CONDITIONS else found
    return _by_class(element.tag)


def _further(element: etree._Element, first: Behaviour) -> tuple[Behaviour, ...]:
    """The other looks that an element says it has: `italic bold` is both."""
    said = [look for condition, look in _SAID_LOOKS if condition is not None and condition(element)]
    return tuple(look for look in said if (look.tag, look.cls) not in ((first.tag, first.cls.removeprefix("foreign ")), _ROMAN))


def _by_class(tag: str) -> Behaviour | None:
    """Give the behaviour of an element of TEI that the table has not; None if it is none of TEI P5."""
    if tag in HOLDERS and tag not in WORDS:
        return Behaviour("block", "div")
    if tag in CHUNKS:
        return Behaviour("block", "p")
    return Behaviour("through") if tag in ALL else None
