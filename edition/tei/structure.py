"""Turn a document and a RELAX NG schema into messages: what stands where it may not, and what may stand there.

libxml2 gives the verdict in no time for a small schema, with a line and few words. Jing, where it is installed, gives line, column
and what it expected; for a large schema, which libxml2 takes seconds to load, it gives the verdict too. The two agree.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree

from edition.errors import TextError
from edition.messages import Message
from edition.model import Locus
from edition.tei.places import Places, line_of
from edition.tei.safety import safe_parser
from edition.tei.vocabulary import RNG, Vocabulary, listed, nearest

# Bytes of a schema from which on Jing is asked for the verdict.
LARGE = 300_000
# Seconds after which Jing is given up.
PATIENCE = 60
# Messages of one document; the rest are counted.
MOST = 100

_JING = re.compile(r"(?P<file>.*?):(?P<line>\d+):(?P<column>\d+): (?P<kind>error|fatal): (?P<text>.*)")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*>")
_DECLARATION = re.compile(r"\s*<\?xml\s.*?\?>", re.DOTALL)
_QUOTED = re.compile(r'"([^"]*)"')

# What to write where one element stands in another and may not: (element, parent).
_ADVICE = {
    ("p", "p"): "End the first paragraph with </p> before the next begins",
    ("lem", "app"): "Put <lem> first in <app>, before any <rdg>; there is one at most",
    ("app", "app"): "Put the inner <app> into its own place, after or before this one",
    ("app", "lem"): "End the reading first: apparatus entries do not stand within readings here",
    ("app", "rdg"): "End the reading first: apparatus entries do not stand within readings here",
    ("div", "p"): "Close the paragraph with </p> before the division begins",
    ("note", "note"): "Put the inner note beside the outer one",
}
# What to write where a value is no value of its attribute.
_DATES = frozenset({"when", "from", "to", "notBefore", "notAfter"})


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema, loaded: where it lies, and what it may hold; libxml2 loads it when it is asked."""

    path: Path
    vocabulary: Vocabulary

    @property
    def large(self) -> bool:
        """Whether libxml2 would take seconds to load it."""
        return self.path.stat().st_size > LARGE


def _parsed(path: Path) -> etree._Element:
    return etree.fromstring(path.read_bytes(), safe_parser(), base_url=str(path))


@lru_cache(maxsize=4)
def load_schema(path: Path) -> Schema:
    """Read a schema in RELAX NG's XML syntax. Raises TextError (E410): it is none."""
    try:
        root = _parsed(path)
    except (etree.XMLSyntaxError, OSError) as error:
        raise TextError(Message("E410", Locus(str(path)), {"reason": str(error)})) from error
    for part in root.iter(f"{RNG}include", f"{RNG}externalRef"):
        if urlsplit(part.get("href", "")).scheme:
            raise TextError(Message("E410", Locus(str(path), line_of(part)), {"reason": f"it asks for {part.get('href')}"}))
    vocabulary = Vocabulary(root)
    if not vocabulary.elements:
        raise TextError(Message("E410", Locus(str(path)), {"reason": "it declares no element in RELAX NG's XML syntax"}))
    return Schema(path, vocabulary)


@lru_cache(maxsize=4)
def compiled(path: Path) -> etree.RelaxNG:
    """A schema as libxml2 has it, loaded once. Raises TextError (E410): it is no RELAX NG."""
    try:
        return etree.RelaxNG(_parsed(path).getroottree())
    except etree.RelaxNGParseError as error:
        raise TextError(Message("E410", Locus(str(path)), {"reason": str(error)})) from error


def check_structure(tree: etree._ElementTree, places: Places, file: str, schema: Schema) -> list[Message]:
    """The messages on what the schema does not allow, in the order of the document, each fault once.

    Raises TextError (E410): the schema cannot be used.
    """
    explained: list[Message] | None = None
    if schema.large:
        explained = _by_jing(tree, places, file, schema)
    if explained is None:
        relaxng = compiled(schema.path)
        if relaxng.validate(tree):
            return []
        log = [(entry.type, entry.message, entry.path, entry.line) for entry in relaxng.error_log]
        explained = [] if schema.large else _by_jing(tree, places, file, schema)
        explained = explained or list(_by_libxml(log, tree, places, file, schema))
    if len(explained) > MOST:
        explained[MOST:] = [Message("I421", Locus(file), {"count": len(explained) - MOST})]
    return explained


# --- Jing -------------------------------------------------------------------------------------------------------------


def _by_jing(tree: etree._ElementTree, places: Places, file: str, schema: Schema) -> list[Message] | None:
    """What Jing says; None where it is not installed, could not run, or would read files that this document names."""
    program = shutil.which("jing")
    doctype = tree.docinfo.internalDTD
    entities = [] if doctype is None else doctype.entities()  # type: ignore[attr-defined]
    if program is None or not places.exact or entities:
        return None
    if next(tree.iter("{http://www.w3.org/2001/XInclude}include"), None) is not None:
        return None
    output = _run_jing(program, schema.path, _plain(places.text))
    if output is None:
        return None
    messages: list[Message] = []
    for match in _JING.finditer(output):
        if not match["file"].endswith("document.xml"):
            return None
        message = _translated(match["text"], int(match["line"]), int(match["column"]), places, file, schema)
        # What stands too early and what stands too late can be one fault, told twice.
        if message is not None and message not in messages:
            messages.append(message)
    return messages


def _plain(text: str) -> str:
    """A document without its XML declaration and DOCTYPE, every line and column where it was."""
    declaration = _DECLARATION.match(text)
    if declaration:
        text = re.sub(r"[^\n]", " ", declaration.group()) + text[declaration.end() :]
    return _DOCTYPE.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text, count=1)


def _run_jing(program: str, schema: Path, text: str) -> str | None:
    with tempfile.TemporaryDirectory(prefix="edition-") as folder:
        document = Path(folder) / "document.xml"
        document.write_text(text, encoding="utf-8", newline="")
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "JAVA_TOOL_OPTIONS": "-Duser.language=en"}
        try:
            result = subprocess.run(
                [program, "-i", str(schema.resolve()), str(document)],
                capture_output=True,
                text=True,
                encoding="utf-8",
                errors="replace",
                timeout=PATIENCE,
                env=environment,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
    # A verdict is silence and status 0, or errors and status 1; anything else is trouble with the tool.
    if (result.returncode == 0) != (not result.stdout.strip()):
        return None
    return result.stdout


def _translated(text: str, line: int, column: int, places: Places, file: str, schema: Schema) -> Message | None:
    """One message of Jing's in our words; `line` and `column` are where the markup ends that it speaks of."""
    found = places.before(line, column)
    if found is None:
        return Message("E420", Locus(file, line, column), {"what": text})
    element, kind, tag_line, tag_column = found
    here = Locus(file, tag_line, tag_column)
    said = text.partition("; expected ")[0]
    expected = [name for name in _QUOTED.findall(text.partition("; expected ")[2]) if ":" not in name]
    names = _QUOTED.findall(said)
    if said.startswith("text not allowed"):
        parent = element if kind == "start" else element.getparent()
        return _stray_text(parent if parent is not None else element, places, file, (tag_line, tag_column))
    if said.startswith("element") and "missing required element" in said and "incomplete" not in said:
        return _too_early(element, names[1:], places, file, schema)
    if said.startswith("element") and "missing required attribute" in said:
        lacking = [name for name in names[1:] if name not in _meant(element, schema)]
        return Message("E416", here, {"name": names[0], "attributes": listed(lacking)}) if lacking else None
    if said.startswith("element") and "incomplete" in said:
        return Message("E414", here, {"name": names[0], "missing": _tags(names[1:] or expected)})
    if said.startswith("element") and "not allowed" in said:
        return _misplaced(element, expected, here, schema)
    if said.startswith("attribute"):
        return _attribute(element, names[0], places, file, schema)
    if said.startswith("value of attribute"):
        return _value(element, names[0], places, file, schema)
    if "content of element" in said or "unfinished" in said:
        return Message("E419", here, {"name": etree.QName(element).localname, "text": _shown(element.text)})
    return Message("E420", here, {"what": said})


# --- libxml2 ----------------------------------------------------------------------------------------------------------


def _by_libxml(
    log: list[tuple[int, str, str, int]], tree: etree._ElementTree, places: Places, file: str, schema: Schema
) -> Iterator[Message]:
    """What libxml2's log says, without the messages that only follow from an earlier one on the same element or its children."""
    told: set[etree._Element] = set()
    for kind, text, path, line in log:
        found = tree.xpath(path) if path else []
        element = found[0] if isinstance(found, list) and found and isinstance(found[0], etree._Element) else None
        if element is None:
            yield Message("E420", Locus(file, line or None), {"what": text})
            continue
        if element in told or any(child in told for child in element):
            continue
        message = _of_log(kind, text, element, places, file, schema)
        if message is not None:
            told.add(element)
            yield message


def _of_log(kind: int, text: str, element: etree._Element, places: Places, file: str, schema: Schema) -> Message | None:
    here = Locus(file, *places.of(element))
    if kind == etree.RelaxNGErrorTypes.RELAXNG_ERR_INVALIDATTR and (match := re.match(r"Invalid attribute (\S+) for", text)):
        return _attribute_or_value(element, match[1], places, file, schema)
    if kind == etree.RelaxNGErrorTypes.RELAXNG_ERR_TEXTWRONG:
        return _stray_text(element, places, file, places.of(element))
    if kind == etree.RelaxNGErrorTypes.RELAXNG_ERR_ELEMWRONG:
        return _misplaced(element, [], here, schema)
    if kind == etree.RelaxNGErrorTypes.RELAXNG_ERR_ELEMNAME and (match := re.match(r"Expecting element (\S+), got (\S+)", text)):
        return Message("E413", here, {"name": match[2], "missing": _tags([match[1]])})
    if kind == etree.RelaxNGErrorTypes.RELAXNG_ERR_NOELEM and (match := re.match(r"Expecting an? element (\S*)", text)):
        return Message("E414", here, {"name": etree.QName(element).localname, "missing": _tags([match[1].strip(",")])})
    if kind == etree.RelaxNGErrorTypes.RELAXNG_ERR_EXTRACONTENT:
        return _misplaced(element, [], here, schema)
    return Message("E420", here, {"what": text})


def _attribute_or_value(element: etree._Element, name: str, places: Places, file: str, schema: Schema) -> Message | None:
    """libxml2 does not say whether the attribute or its value is wrong; the schema does."""
    tag = etree.QName(element).localname
    written = next((str(key) for key in element.keys() if etree.QName(key).localname == name), name)
    qualified = _attribute_name(written)
    if qualified == "xml:id" and re.fullmatch(r"[^\W\d][\w.-]*", element.get(written, "")):
        return None  # Given twice, which E407 says already.
    if qualified in schema.vocabulary.attributes_of(tag):
        return _value(element, qualified, places, file, schema)
    return _attribute(element, qualified, places, file, schema)


# --- The messages of both -----------------------------------------------------------------------------------------------


def _misplaced(element: etree._Element, expected: list[str], here: Locus, schema: Schema, otherwise: str = "") -> Message:
    name = etree.QName(element).localname
    parent = element.getparent()
    within = etree.QName(parent).localname if parent is not None else ""
    may = expected or schema.vocabulary.children(within)
    if name not in schema.vocabulary.elements:
        near = nearest(name, may) or nearest(name, sorted(schema.vocabulary.elements))
        hint = f"Did you mean <{near}>?" if near else f"In <{within}> may stand: {listed(may)}."
        return Message("E411", here, {"name": name, "hint": hint})
    hint = _ADVICE.get((name, within), otherwise or "Take it out")
    if (name, within) not in _ADVICE and may and not otherwise:
        hint = f"Here may stand: {listed(expected)}" if expected else f"In <{within}> may stand: {listed(may)}"
    return Message("E412", here, {"name": name, "within": within or "the document", "hint": f"{hint}."})


def _too_early(element: etree._Element, missing: list[str], places: Places, file: str, schema: Schema) -> Message:
    """An element before one that must come first: that is missing (E413), or it stands after (E412)."""
    late = next((other for other in element.itersiblings() if etree.QName(other).localname in missing), None)
    if late is not None:
        return _misplaced(late, [], Locus(file, *places.of(late)), schema, f"Put it before <{etree.QName(element).localname}>")
    return Message("E413", Locus(file, *places.of(element)), {"name": etree.QName(element).localname, "missing": _tags(missing)})


def _meant(element: etree._Element, schema: Schema) -> set[str]:
    """The attributes that an editor meant by those that the schema does not know."""
    may = schema.vocabulary.attributes_of(etree.QName(element).localname)
    unknown = [name for name in (_attribute_name(str(key)) for key in element.keys()) if name not in may]
    return {near for name in unknown if (near := nearest(name, may))}


def _attribute(element: etree._Element, name: str, places: Places, file: str, schema: Schema) -> Message:
    tag = etree.QName(element).localname
    may = schema.vocabulary.attributes_of(tag)
    near = nearest(name, [other for other in may if other not in {_attribute_name(str(key)) for key in element.keys()}])
    if name in may:
        hint = "Look at its other attributes: this one does not go with them."
    elif near:
        hint = f"Did you mean {near}?"
    else:
        hint = f"<{tag}> may have: {listed(may)}." if may else f"Take it out: <{tag}> has no attributes."
    return Message("E415", Locus(file, *places.of(element, _clark(name))), {"name": tag, "attribute": name, "hint": hint})


def _value(element: etree._Element, name: str, places: Places, file: str, schema: Schema) -> Message:
    tag = etree.QName(element).localname
    value = element.get(_clark(name), "")
    closed = schema.vocabulary.values(tag, name)
    if name in _DATES:
        hint = "Write the date as year, month and day, 1944-08-09, or year and month, 1944-08, or the year."
    elif name == "xml:id":
        hint = "Begin with a letter, then letters, digits, full stops, hyphens or low lines, without spaces."
    elif value in closed:
        hint = "It does not go with the other attributes, or not in this place."
    elif closed and (near := nearest(value, closed)):
        hint = f"Did you mean {near}? It is one of: {listed(closed)}."
    elif closed:
        hint = f"Write one of: {listed(closed)}."
    elif name in ("wit", "source", "corresp", "resp", "ref", "next", "prev", "target", "who"):
        hint = "Write a # and an xml:id of this file; between several, a space."
    else:
        hint = "Look up what the schema allows there."
    locus = Locus(file, *places.of(element, _clark(name)))
    return Message("E417", locus, {"name": tag, "attribute": name, "value": _shown(value), "hint": hint})


def _stray_text(element: etree._Element, places: Places, file: str, otherwise: tuple[int | None, int | None]) -> Message:
    words, line, column = places.words_in(element)
    locus = Locus(file, line, column) if words else Locus(file, *otherwise)
    return Message("E418", locus, {"name": etree.QName(element).localname, "text": _shown(words)})


def _tags(names: list[str]) -> str:
    return " or ".join(f"<{name}>" for name in names[:6] if name) or "something"


def _shown(text: str | None) -> str:
    """A text short enough to stand in a message."""
    words = " ".join((text or "").split())
    return words if len(words) <= 40 else f"{words[:39]}…"


def _attribute_name(key: str) -> str:
    return key.replace("{http://www.w3.org/XML/1998/namespace}", "xml:")


def _clark(name: str) -> str:
    return name.replace("xml:", "{http://www.w3.org/XML/1998/namespace}")
