"""Turn a file into a TEI tree: any encoding, nothing read from outside the file, and a clear word where it is no TEI."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from edition.errors import TextError
from edition.files import is_there, read_bytes
from edition.messages import Message, Report
from edition.model import Locus
from edition.tei.attribute_values import file_at
from edition.tei.names import NS, TEI, XI, XML_ID, digest, stated_digest
from edition.tei.reading.declared_encoding import declared_encoding, misread_encoding, seeming_encoding, unseen_character
from edition.tei.reading.positions import Places, line_of
from edition.tei.reading.safety import DEEPEST, safe_parser
from edition.tei.reading.wellformed import fault_of, is_bomb, is_encoding, is_limit, is_outside, is_too_deep

_HTML = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_EXTERNAL = r"<!ENTITY\s+(?:%\s+)?{}\s+(?:SYSTEM|PUBLIC)\b"


def open_tei(path: Path, report: Report) -> etree._ElementTree:
    """Turn a file into the tree of a TEI P5 document or a corpus of such; comments and processing instructions are kept.

    Its own entities are put in. Nothing outside the file is read: no DTD, no external entity, no XInclude (W405 where one stands
    that points into the same folder). An xml:id given twice is reported (E407) and does not stop the work. An apparatus outside the
    text, or by the double end-point or the location-referenced method, is put into the text (W461, W462).

    Raises TextError: the file is not there (E001), empty (E470) or not well-formed (E401), nested too deep (E402), grows by its
    entities or asks for files outside (E403, E404, E471), or is no TEI P5 (E406, E472 to E475). OutsideError: it cannot be read
    (E005).
    """
    return open_bytes(read_bytes(path), str(path), path.parent, report)


def open_bytes(raw: bytes, file: str, folder: Path, report: Report) -> etree._ElementTree:
    """Turn the bytes of a document into its tree as `open_tei` does; `file` is its name in messages, `folder` where it lies."""
    # Validation parses and puts nothing into the text, and need not wait for what does.
    from edition.tei.reading.location_referenced import put_apparatus_into_text

    _check_words(raw, file)
    tree = parse(raw, file, folder, report)
    if put_apparatus_into_text(tree, file, report):
        _check_depth(tree, file)
    return tree


def read_document(path: Path) -> bytes:
    """The bytes of a file that must be there and hold something. Raises TextError (E001, E470), OutsideError (E005)."""
    raw = read_bytes(path)
    _check_words(raw, str(path))
    return raw


def _check_words(raw: bytes, file: str) -> None:
    """Raise TextError (E470) where a document has nothing but white space and marks of an encoding."""
    if not raw.strip(b"\0 \t\r\n\xef\xbb\xbf\xfe\xff"):
        raise TextError(Message("E470", Locus(file)))


def parse(raw: bytes, file: str, folder: Path, report: Report) -> etree._ElementTree:
    """Turn the bytes of a document into its tree, as open_tei does; `file` is its name in messages, `folder` where it lies."""
    try:
        tree = _parsed(raw, huge=False)
    except etree.XMLSyntaxError as error:
        # Without entities nothing can grow, so a long text is only long.
        if not is_limit(error) or b"<!ENTITY" in raw.replace(b"\0", b""):
            raise TextError(_fault(error, raw, file)) from error
        tree = _parsed_long(raw, file)
    tree.docinfo.URL = file
    if given := misread_encoding(raw):
        report.add("W495", Locus(file, 1), encoding=declared_encoding(raw), given=given)
    _check_root(tree.getroot(), file)
    _check_includes(tree, raw, file, folder, report)
    _check_ids(tree, raw, file, report)
    return tree


def _parsed(raw: bytes, *, huge: bool) -> etree._ElementTree:
    return etree.fromstring(raw, safe_parser(huge=huge)).getroottree()


def _parsed_long(raw: bytes, file: str) -> etree._ElementTree:
    """Parse a document with texts of more than ten million characters; the parser's own bound on depth is off then."""
    try:
        tree = _parsed(raw, huge=True)
    except etree.XMLSyntaxError as error:
        raise TextError(_fault(error, raw, file)) from error
    _check_depth(tree, file)
    return tree


def _check_depth(tree: etree._ElementTree, file: str) -> None:
    """Raise TextError (E402) where elements stand deeper in one another than DEEPEST."""
    depth = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise TextError(Message("E402", Locus(file, line_of(element)), {"deepest": DEEPEST}))


def _fault(error: etree.XMLSyntaxError, raw: bytes, file: str) -> Message:
    """The message for a document that does not parse."""
    line, column = error.position
    locus = Locus(file, line or None, column or None)
    text = as_text(raw)
    if _HTML.match(text):
        return Message("E474", Locus(file, 1, 1))
    if is_too_deep(error):
        return Message("E402", locus, {"deepest": DEEPEST})
    if is_bomb(error):
        return Message("E403", locus)
    if fault := _encoding_fault(error, raw, locus) or _unseen_fault(error, text, locus):
        return fault
    name = re.search(r"'([^']+)'", str(error.msg))
    if name and re.search(_EXTERNAL.format(re.escape(name[1])), text):
        return Message("E471", locus, {"name": name[1]})
    return Message("E401", locus, {"fault": fault_of(error)})


def _encoding_fault(error: etree.XMLSyntaxError, raw: bytes, locus: Locus) -> Message | None:
    """The message for bytes that are not in the encoding that the document says (E485), or in UTF-8 where it says none (E487)."""
    said = declared_encoding(raw)
    wide = said.lower().startswith(("utf-16", "utf-32", "ucs")) and b"\0" not in raw
    if not (is_encoding(error) or wide):
        return None
    given = seeming_encoding(raw)
    if given.lower() == (said or "UTF-8").lower():
        return None
    values = {"encoding": said, "given": given} if said else {"given": given}
    return Message("E485" if said else "E487", locus, values)


def _unseen_fault(error: etree.XMLSyntaxError, text: str, locus: Locus) -> Message | None:
    """The message for a character without width outside the tags of the document (E408)."""
    if not is_outside(error) or locus.line is None:
        return None
    # XML counts the ends of lines that a file has, not every character that parts lines in Python.
    line = re.split(r"\r\n?|\n", text)[locus.line - 1 : locus.line]
    name = unseen_character(line[0][(locus.column or 1) - 1 :]) if line else ""
    return Message("E408", locus, {"name": name}) if name else None


def as_text(raw: bytes, encoding: str = "") -> str:
    """The bytes of a document as text, for looking into: never fails."""
    for mark, name in ((b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            return raw.decode(name, "replace")
    encoding = encoding or declared_encoding(raw) or "utf-8"
    try:
        return raw.decode(encoding, "replace").removeprefix("\ufeff")
    except LookupError:
        return raw.decode("utf-8", "replace").removeprefix("\ufeff")


def _check_root(root: etree._Element, file: str) -> None:
    """Raise TextError (E406, E472 to E475) where the document is something else than a TEI P5 text or a corpus of such."""
    if root.tag in (f"{TEI}TEI", f"{TEI}teiCorpus"):
        return
    name, locus = etree.QName(root), Locus(file, line_of(root))
    if name.localname in ("TEI.2", "teiCorpus.2"):
        message = Message("E472", locus)
    elif name.localname == "TEI":
        message = Message("E473", locus, {"namespace": NS})
    elif name.localname.lower() == "html":
        message = Message("E474", locus)
    else:
        code = "E475" if name.namespace == NS else "E406"
        message = Message(code, locus, {"name": name.localname, "namespace": NS})
    raise TextError(message)


def places_of(tree: etree._ElementTree, raw: bytes) -> Places:
    """Where the elements of a tree stand in the bytes that it was parsed from."""
    return Places(tree, as_text(raw, tree.docinfo.encoding or ""))


def _check_includes(tree: etree._ElementTree, raw: bytes, file: str, folder: Path, report: Report) -> None:
    """Refuse XInclude of anything outside the folder (E404), unless it says what to take instead (W464).

    Of others it is said that they are not put in (W405): those within the folder, and those in a header, which ask for no words of
    the text, so that the text can be read without them.
    """
    includes = list(tree.iter(f"{XI}include"))
    places = places_of(tree, raw) if includes else None
    for include in includes:
        href = include.get("href", "")
        locus = Locus(file, *places.of(include)) if places else None
        if _inside(folder, href) or next(include.iterancestors(f"{TEI}teiHeader"), None) is not None:
            report.add("W405", locus, href=href)
        elif include.find(f"{XI}fallback") is not None:
            report.add("W464", locus, href=href)
        else:
            raise TextError(Message("E404", locus, {"href": href}))


def _inside(folder: Path, href: str) -> bool:
    target = file_at(folder, href)
    return target is not None and target.is_relative_to(folder.resolve())


def _check_ids(tree: etree._ElementTree, raw: bytes, file: str, report: Report) -> None:
    first: dict[str, etree._Element] = {}
    again: list[etree._Element] = []
    for element in tree.iter(etree.Element):
        xml_id = element.get(XML_ID)
        if xml_id is not None and first.setdefault(xml_id, element) is not element:
            again.append(element)
    places = places_of(tree, raw) if again else None
    for element in again:
        if places:
            xml_id = element.get(XML_ID, "")
            report.add("E407", Locus(file, *places.of(element, XML_ID)), id=xml_id, line=places.of(first[xml_id])[0])


def changed_by_hand(path: Path) -> bool:
    """Whether a document is no longer what the compiler wrote: the digest that it carries is not its own, or it carries none.

    A file that is not there was changed by nobody.
    """
    if not is_there(path):
        return False
    document = read_document(path)
    return stated_digest(document) != digest(document)
