"""Turn a TEI file into messages: find its schema, check its structure, its Schematron rules and its references, and sort what was
found.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from edition.errors import TextError
from edition.messages import Message, Report
from edition.model import Locus
from edition.tei.attribute_values import split_address
from edition.tei.names import SCHEMA
from edition.tei.reading.opening import parse, places_of, read_document
from edition.tei.validation.examination import ElementTable
from edition.tei.validation.references import check_references
from edition.tei.validation.repeated_findings import MOST, counted, told_together
from edition.tei.validation.schematron import check_rules
from edition.tei.validation.structure import check_structure, load_schema

OWN_SCHEMA = Path(__file__).parent.parent / "schema" / SCHEMA
# Codes of faults that a parser or a grammar finds: by their first two digits, and the others one by one. Then those on values, and
# on pointers.
_STRUCTURE = frozenset({"40", "41", "47"})
_ALSO_STRUCTURE = frozenset(
    {"E424", "E425", "E426", "E427", "E428", "E429", "E447", "E448", "E480", "E481", "E482", "E483", "E484"}
)
_VALUES = frozenset({"E417", "E484"})
_POINTERS = frozenset({"E430", "E431", "E486", "E467", "E468"})
_HREF = re.compile(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def validate(
    path: Path, report: Report, schema: Path | None = None, schema_folders: Sequence[Path] = (), raw: bytes | None = None
) -> None:
    """Check a TEI file and add what is wrong to the report: first faults of structure, then faults of reference, each in order of
    place.

    The schema is `schema`; if none is given, our own edition.rng for a document that names it; else the schema that the
    document's xml-model instruction names, if that file lies where the document says, beside it, or in one of `schema_folders`. If
    there is none, a message says so (I422, I423). `raw`: the bytes of the document, where an editor holds others than the file. The
    Schematron rules within the schema are run as well (schematron.py). The
    rules of reference (references.py) hold for every document. What is the same in many places is told once, with all of them.

    Raises OutsideError: the file cannot be read. Whatever is wrong with the text is a message.
    """
    own = Report()
    try:
        _check(path, read_document(path) if raw is None else raw, own, schema, schema_folders)
    except TextError as error:
        own.messages.append(error.message)
    # If both the grammar and the rules of reference refuse a value as a pointer, the rules know better what to write.
    pointers = {place for message in own if message.code in _POINTERS for place in (message.locus, *message.also)}
    values = {message.locus for message in own if message.code in _VALUES}
    messages = [message for message in own if message.code not in _VALUES or message.locus not in pointers]
    structure = told_together(sorted((message for message in messages if _is_of_structure(message, values)), key=_place))
    if len(structure) > MOST:
        structure[MOST:] = [Message("I421", Locus(str(path)), {"count": counted(structure[MOST:])})]
    reference = [message for message in messages if not _is_of_structure(message, values)]
    report.messages.extend(structure + told_together(sorted(reference, key=_place)))


def _is_of_structure(message: Message, values: set[Locus | None]) -> bool:
    """Tell whether a message is on what a parser or a grammar sees, or on a pointer that the grammar refuses in the same place."""
    by_grammar = message.code[1:3] in _STRUCTURE or message.code in _ALSO_STRUCTURE
    return by_grammar or (message.code in _POINTERS and message.locus in values)


def _check(path: Path, raw: bytes, report: Report, schema: Path | None, schema_folders: Sequence[Path]) -> None:
    file = str(path)
    tree = parse(raw, file, path.parent, report)
    places = places_of(tree, raw)
    table = ElementTable(tree)
    named = schema_named(tree)
    ours = named is not None and _name(named) == SCHEMA
    found = schema or find_schema(named, path.parent, schema_folders)
    valid: bool | None = None
    if found is not None:
        faults = check_structure(tree, places, file, load_schema(found.resolve()))
        told = {message.locus for message in faults}
        report.messages.extend(faults)
        report.messages.extend(check_rules(table, tree, places, file, found.resolve(), told))
        valid = not faults
    elif named is None:
        report.add("I422", Locus(file))
    else:
        sought = tuple(dict.fromkeys(str(place) for place in _candidates(named, path.parent, schema_folders)))
        report.add("I423", Locus(file), schema=named, sought=sought)
    check_references(tree, table, places, file, report, ours=ours, valid=valid)


def _place(message: Message) -> tuple[bool, int, int]:
    """Give the key by which messages are sorted: line, then column; what is said of the whole file comes last."""
    line = message.locus.line if message.locus else None
    return (line is None, line or 0, (message.locus.column if message.locus else None) or 0)


def schema_named(tree: etree._ElementTree) -> str | None:
    """Find the RELAX NG schema that a document's xml-model instructions name; None if they name none."""
    node = tree.getroot().getprevious()
    names: list[str] = []
    while node is not None:
        if isinstance(node, etree._ProcessingInstruction) and node.target == "xml-model":
            match = _HREF.search(node.text or "")
            if match:
                names.append(match[1] or match[2] or "")
        node = node.getprevious()
    # Schematron and DTDs are named in the same way. The loop goes backwards, so the first RELAX NG schema of the document is the
    # last.
    grammars = [name for name in names if _path(name).endswith((".rng", ".rnc"))]
    return grammars[-1] if grammars else None


def _path(named: str) -> str:
    """The path of an address; of what can be no address, all of it."""
    parts = split_address(named)
    return named if parts is None else unquote(parts.path)


def _name(named: str) -> str:
    return _path(named).rpartition("/")[2]


def folders_of_schemas() -> list[Path]:
    """The folders of $EDITION_SCHEMAS."""
    return [Path(part) for part in os.environ.get("EDITION_SCHEMAS", "").split(os.pathsep) if part]


def find_schema(named: str | None, folder: Path, schema_folders: Sequence[Path]) -> Path | None:
    """Find the file of a schema: our own, or the first that is there of _candidates. Nothing is fetched."""
    if named is None:
        return None
    if _name(named) == SCHEMA:
        return OWN_SCHEMA
    return next((path for path in _candidates(named, folder, schema_folders) if _is_file(path)), None)


def _candidates(named: str, folder: Path, schema_folders: Sequence[Path]) -> list[Path]:
    """Where a schema is sought: in the place that the document names, on this disk and as seen from the document; then under its
    name beside the document and in the folders.

    The place may lie anywhere that the reader of the document can read (docs/validation.md says why that is safe), but an address
    that begins at the root of the disk is that of another machine.
    """
    parts = split_address(named)
    if parts is None:
        return []
    name = _name(named)
    if name.endswith(".rnc"):
        name = f"{name[:-1]}g"  # The compact syntax; the same schema in XML often lies beside it.
    candidates = [Path(place) / name for place in (folder, *schema_folders)]
    where = unquote(parts.path).rpartition("/")[0]
    if not parts.scheme and not parts.netloc and not parts.path.startswith("/"):
        candidates.insert(0, folder / where / name)
    return candidates


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # No file can have such a name.
        return False
