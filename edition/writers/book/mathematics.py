"""Turn a formula in MathML, anyone's, into one of MathML Core, in which nothing runs, fetches or leads anywhere.

The elements and attributes are those of MathML Core (https://www.w3.org/TR/mathml-core/, 2.1.1 and 2.1.4), less what no book needs:
`a`, `annotation-xml` and `maction`, which are there for markup of HTML, and class, id, style, event handlers and colours. What is
left is also what the schema of EPUBCheck allows: MathML 3 with its numbers of children.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

MATHML_NS = "http://www.w3.org/1998/Math/MathML"
MATHML = f"{{{MATHML_NS}}}"
# Elements of HTML and SVG whose text is a program or a style, or stands for something that is fetched: it is no text to be read.
PROGRAMS = frozenset("script style iframe frame object embed applet template noscript noframes noembed".split())

_BOOLEAN = "true|false"
# https://www.w3.org/TR/mathml-core/#types-for-mathml-attributes-in-the-mathml-namespace, with the units that MathML 3 has too.
_LENGTH = r"[+-]?[0-9]{0,4}\.?[0-9]{1,4}(?:em|ex|px|in|cm|mm|pt|pc|%)?"
_SPAN = "[1-9][0-9]{0,2}"
_WAY = {"dir": "ltr|rtl"}
_TOKEN = {**_WAY, "mathsize": _LENGTH}
_LEVEL = {"displaystyle": _BOOLEAN, "scriptlevel": "[+-]?[0-9]{1,2}"}
_BOX = {name: _LENGTH for name in ("width", "height", "depth")}
# Each element of MathML Core that a book takes -> its attributes, each with the values that it may have.
CORE: dict[str, dict[str, str]] = {
    "math": {**_WAY, **_LEVEL, "display": "block|inline", "alttext": r"[\s\S]*"},
    "annotation": {"encoding": "[A-Za-z][A-Za-z0-9.+/_-]{0,60}"},
    "merror": {},
    "mfrac": {"linethickness": _LENGTH},
    "mi": {**_TOKEN, "mathvariant": "normal"},
    "mmultiscripts": {},
    "mn": _TOKEN,
    "mo": {
        **_TOKEN,
        "form": "prefix|infix|postfix",
        **dict.fromkeys(("fence", "separator", "stretchy", "symmetric", "largeop", "movablelimits"), _BOOLEAN),
        **dict.fromkeys(("lspace", "rspace", "maxsize", "minsize"), _LENGTH),
    },
    "mover": {"accent": _BOOLEAN},
    "mpadded": {**_BOX, "lspace": _LENGTH, "voffset": _LENGTH},
    "mphantom": {},
    "mprescripts": {},
    "mroot": {},
    "mrow": _WAY,
    "ms": _TOKEN,
    "mspace": _BOX,
    "msqrt": {},
    "mstyle": {**_TOKEN, **_LEVEL},
    "msub": {},
    "msubsup": {},
    "msup": {},
    "mtable": {"displaystyle": _BOOLEAN},
    "mtd": {"columnspan": _SPAN, "rowspan": _SPAN},
    "mtext": _TOKEN,
    "mtr": {},
    "munder": {"accentunder": _BOOLEAN},
    "munderover": {"accent": _BOOLEAN, "accentunder": _BOOLEAN},
    "semantics": {},
}
# Elements that hold text and nothing else, and elements that have a certain number of children (MathML Core, 3.2 to 3.4).
_TOKENS = frozenset(("mi", "mn", "mo", "ms", "mtext", "annotation"))
_CHILDREN = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3}
# Elements of MathML 3 that become a row of MathML Core without loss.
_ROWS = frozenset(("mfenced", "none", "mlabeledtr"))


@dataclass(slots=True)
class LeftOut:
    """What of a document's formulas and drawings is in no book: how often each element, and each attribute, by its name."""

    elements: Counter[str] = field(default_factory=Counter)
    attributes: Counter[str] = field(default_factory=Counter)


def core(math: etree._Element, left: LeftOut) -> etree._Element:
    """Turn a `math` element into one of MathML Core, without its tail. What is not taken is counted in `left`.

    Text that stands in an element that is not taken is kept, but for that of PROGRAMS and of `annotation-xml`. An element that has
    not as many children as it must becomes a row of them.
    """
    made = etree.Element(MATHML + "math", nsmap={None: MATHML_NS})  # type: ignore[dict-item]  # no prefix
    _attributes(math, made, left)
    _fill(math, made, left)
    _settle(made, "math")
    return made


def words_of(element: etree._Element, left: LeftOut) -> str:
    """The text in an element of any language, without that of PROGRAMS, which is counted in `left`."""
    return " ".join("".join(_texts(element, left)).split())


def _texts(element: etree._Element, left: LeftOut) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            name = etree.QName(child).localname
            if name in PROGRAMS:
                left.elements[name] += 1
            else:
                yield from _texts(child, left)
        yield child.tail or ""


def _fill(element: etree._Element, into: etree._Element, left: LeftOut) -> None:
    """Set what an element holds into one of MathML Core that holds expressions."""
    _loose(element.text, into)
    for child in element:
        if isinstance(child.tag, str):
            _set(child, into, left)
        _loose(child.tail, into)


def _loose(text: str | None, into: etree._Element) -> None:
    """Keep text that stands where only elements may stand."""
    if text and text.strip():
        etree.SubElement(into, MATHML + "mtext").text = " ".join(text.split())


def _set(element: etree._Element, into: etree._Element, left: LeftOut) -> None:
    name = etree.QName(element)
    if name.namespace != MATHML_NS:
        left.elements[name.localname] += 1
        if name.localname not in PROGRAMS:
            _loose(words_of(element, left), into)
    elif name.localname == "annotation-xml" or (name.localname == "annotation" and into.tag != MATHML + "semantics"):
        left.elements[name.localname] += 1
    elif name.localname == "maction":
        # Of its children one is shown; which one would be for a program to change.
        left.elements[name.localname] += 1
        for child in element.iterchildren(etree.Element):
            _set(child, into, left)
            break
    elif name.localname not in CORE or name.localname == "math":
        _row(element, name.localname, into, left)
    else:
        made = etree.SubElement(into, element.tag)
        _attributes(element, made, left)
        if name.localname in _TOKENS:
            made.text = _token(element, left)
        else:
            _fill(element, made, left)
            _settle(made, name.localname)


def _row(element: etree._Element, name: str, into: etree._Element, left: LeftOut) -> None:
    """Set an element that MathML Core does not have as a row of what it holds."""
    if name not in _ROWS:
        left.elements[name] += 1
    if name in ("maligngroup", "malignmark"):
        return
    if name == "mlabeledtr" and into.tag == MATHML + "mtable":
        made = etree.SubElement(into, MATHML + "mtr")
        _fill(element, made, left)
        _settle(made, "mtr")
        return
    made = etree.SubElement(into, MATHML + "mrow")
    if name == "mfenced":
        _fenced(element, made, left)
    else:
        _fill(element, made, left)
    _settle(made, "mrow")


def _fenced(element: etree._Element, into: etree._Element, left: LeftOut) -> None:
    """Set what stands in brackets, with the brackets and separators that MathML 3 writes for it (3.3.8)."""
    etree.SubElement(into, MATHML + "mo", {"fence": "true"}).text = element.get("open", "(")
    separators = "".join(element.get("separators", ",").split())
    for at, child in enumerate(element.iterchildren(etree.Element)):
        if at and separators:
            sign = separators[min(at - 1, len(separators) - 1)]
            etree.SubElement(into, MATHML + "mo", {"separator": "true"}).text = sign
        _set(child, into, left)
    etree.SubElement(into, MATHML + "mo", {"fence": "true"}).text = element.get("close", ")")


def _token(element: etree._Element, left: LeftOut) -> str:
    """The text of an element that holds text alone; of a sign that is drawn, its alternative text."""
    text = element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            name = etree.QName(child)
            left.elements[name.localname] += 1
            if name.localname not in PROGRAMS:
                text += child.get("alt", "") if name.localname == "mglyph" else words_of(child, left)
        text += child.tail or ""
    return text


def _settle(made: etree._Element, name: str) -> None:
    """Give an element the children that it must have, or make a row of it."""
    homes = {"mtr": ("mtable",), "mtd": ("mtr", "mtable"), "mprescripts": ("mmultiscripts",)}
    for child in made:
        # A row or a cell without its table, a sign without its base.
        if name not in homes.get(etree.QName(child).localname, (name,)):
            child.tag = MATHML + "mrow"
            child.attrib.clear()
            _settle(child, "mrow")
    if name in ("mtable", "mtr"):
        _wrapped(made, "mtr" if name == "mtable" else "mtd")
    elif name in ("mspace", "mprescripts"):
        made[:] = []
    elif (
        (name == "mmultiscripts" and not _paired(made))
        or (name == "semantics" and not _annotated(made))
        or len(made) != _CHILDREN.get(name, len(made))
    ):
        made.tag = MATHML + "mrow"
        made.attrib.clear()
        for child in list(made):
            if child.tag in (MATHML + "mprescripts", MATHML + "annotation"):
                made.remove(child)


def _wrapped(made: etree._Element, tag: str) -> None:
    """Put what stands among the rows of a table, or the cells of a row, into a row or a cell of its own."""
    for child in list(made):
        if child.tag == MATHML + tag:
            continue
        outer = etree.Element(MATHML + tag)
        made.replace(child, outer)
        if tag == "mtr" and child.tag != MATHML + "mtd":
            etree.SubElement(outer, MATHML + "mtd").append(child)
        else:
            outer.append(child)


def _paired(scripts: etree._Element) -> bool:
    """Whether a base is followed by pairs of scripts, with `mprescripts` once at most."""
    names = [child.tag for child in scripts]
    at = names.index(MATHML + "mprescripts") if MATHML + "mprescripts" in names else len(names)
    return at % 2 == 1 and (len(names) - at) % 2 == (at < len(names)) and names.count(MATHML + "mprescripts") < 2


def _annotated(semantics: etree._Element) -> bool:
    """Whether one expression is followed by annotations alone."""
    notes = [child.tag == MATHML + "annotation" for child in semantics]
    return bool(notes) and not notes[0] and all(notes[1:])


def _attributes(element: etree._Element, made: etree._Element, left: LeftOut) -> None:
    """Give an element the attributes of its own in MathML Core, each with a value that it may have."""
    allowed = CORE[etree.QName(made).localname]
    for name, value in element.attrib.items():
        if name in allowed and re.fullmatch(allowed[str(name)], str(value).strip()):
            made.set(name, str(value).strip())
        else:
            left.attributes[etree.QName(name).localname] += 1
