"""Turn sigla and keys into xml:ids, a tree into bytes, and a document into its digest; hold the names of the TEI namespace.

Every id that the program makes has a full stop in it (`e.1944-08-09`, `AG.tr`, `wits.full`), except those in RESERVED. The id
of a witness never has one, so that no siglum can clash with another id.
"""

from __future__ import annotations

import hashlib
import re

from lxml import etree

NS = "http://www.tei-c.org/ns/1.0"
TEI = f"{{{NS}}}"
XML_NS = "http://www.w3.org/XML/1998/namespace"
XML = f"{{{XML_NS}}}"
XML_ID = f"{XML}id"
XML_LANG = f"{XML}lang"
XI = "{http://www.w3.org/2001/XInclude}"
# The elements that are divisions of a text (Guidelines 4.1).
DIVISIONS = tuple(TEI + name for name in ("div", *(f"div{depth}" for depth in range(1, 8))))
# For xpath() and find().
PREFIXES = {"tei": NS, "xml": XML_NS}

# What the xml-model instruction of our documents ends with; validation knows our schema by it.
SCHEMA = "edition.rng"

# What rdg/@ana points to where the editor keeps a reading out of the printed apparatus.
SILENT = "readings.silent"
# The words of a witness that is not compared with the base, and stands beside it.
BESIDE = "readings.beside"

# What quotation/@ana points to where books print the marks of print for the straight quotation marks of witnesses.
TYPOGRAPHY = "typography.book"

# The taxonomy of the editor's rules. rdg/@ana points to a category of it where a rule silences or retypes the reading.
RULES = "rules"

# Ids without a full stop that the header uses.
RESERVED = frozenset({"ed", "tool", "types", "grades", "typography", RULES})

# Letters that both editions of XML 1.0 in use (the fourth in Java's validators, the fifth in libxml2) allow in a name.
_LETTERS = "A-Za-zÀ-ÖØ-öø-ÿ\u0391-\u03a1\u03a3-\u03c9\u0410-\u044f\u05d0-\u05ea"
_NOT_IN_NAME = re.compile(rf"[^{_LETTERS}0-9._-]|_(?=[0-9a-f]+_)|(?<![\s\S])[^{_LETTERS}_]")
# The names of XML 1.0, fifth edition, as far as Python's classes of characters go.
_NCNAME = re.compile(r"[^\W\d][\w.·-]*")
_SEAL = re.compile(rb'(<ident type="sha256">)([^<]*)(</ident>)')
# listX, its child, and the element that names it (Guidelines 14.3).
NAME_LISTS = {
    "person": ("listPerson", "person", "persName"),
    "place": ("listPlace", "place", "placeName"),
    "org": ("listOrg", "org", "orgName"),
    "work": ("listBibl", "bibl", "title"),
}


def ncname(text: str) -> str:
    """Turn any text into an XML name without colon (NCName); different texts give different names.

    A character that may not stand in a name is written as its code point in hexadecimal between low lines: `A²` is `A_b2_`.
    """
    return _NOT_IN_NAME.sub(lambda match: f"_{ord(match[0]):x}_", text)


def is_ncname(text: str) -> bool:
    """Tell whether a text is an XML name without colon (NCName), as an xml:id must be."""
    return _NCNAME.fullmatch(text) is not None


def ident(siglum: str) -> str:
    """Turn a siglum into the xml:id of its witness: the siglum itself where it can be a name and clashes with no other id."""
    name = ncname(siglum).replace(".", "_2e_")
    return f"_{ord(name[0]):x}_{name[1:]}" if name in RESERVED else name


def pointer(siglum: str) -> str:
    """Turn a siglum into the pointer that @wit, @source and @corresp hold: `#AG`."""
    return f"#{ident(siglum)}"


def sort_key_of(words: str) -> str:
    """Turn the words by which a name is sorted into a sort key, which may hold no space (att.sortable; teidata.word)."""
    return "_".join(words.split())


def words_of_sort_key(key: str) -> str:
    """Turn a sort key into the words by which a name is sorted; the way back of sort_key_of."""
    return " ".join(key.replace("_", " ").split())


def siglum_of(witness: etree._Element) -> str:
    """Find the siglum that a witness element gives (Guidelines 13.1.4.3), on one line; its xml:id if it gives none."""
    abbr = next((a for a in witness.iter(TEI + "abbr") if a.get("type") in (None, "siglum")), None)
    words = "" if abbr is None else " ".join("".join(map(str, abbr.itertext())).split())
    return words or witness.get(XML_ID, "")


def digest(document: bytes) -> str:
    """Compute the SHA-256, in hexadecimal, of a serialised document whose <ident type="sha256"> is emptied."""
    return hashlib.sha256(_SEAL.sub(rb"\1\3", document, count=1)).hexdigest()


def seal(document: bytes) -> bytes:
    """Write the digest of a serialised document into its <ident type="sha256">. A document without one stays as it is."""
    value = digest(document).encode("ascii")
    return _SEAL.sub(rb"\g<1>" + value + rb"\g<3>", document, count=1)


def stated_digest(document: bytes) -> str | None:
    """Find the digest that a serialised document states; None if it has no place for one."""
    match = _SEAL.search(document)
    return match[2].decode("ascii", "replace") if match else None


# Elements that hold no text of their own: a line each, so that a difference between two versions can be read.
_STRUCTURE = frozenset(
    "TEI teiHeader fileDesc titleStmt respStmt publicationStmt availability seriesStmt sourceDesc listWit encodingDesc projectDesc "
    "editorialDecl normalization classDecl taxonomy refsDecl citeStructure appInfo application profileDesc langUsage standOff "
    "listPerson person listPlace place listOrg org listBibl linkGrp interpGrp text front body back div list cit".split()
)


def serialised(root: etree._Element) -> bytes:
    """Turn a document of ours into bytes in UTF-8, with the instruction that names its schema."""
    for element in root.iter(*(TEI + tag for tag in _STRUCTURE)):
        if len(element) and not (element.text or "").strip():
            element.text = "\n"
            for child in element:
                child.tail = "\n"
    model = f'<?xml-model href="{SCHEMA}" type="application/xml" schematypens="http://relaxng.org/ns/structure/1.0"?>\n'
    document = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{model}{document}\n'.encode()
