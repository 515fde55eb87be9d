"""Turn a TEI document into messages: what its schema does not allow, and what points to nothing or contradicts itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from edition.errors import TextError
from edition.messages import Message, Report
from edition.model import Locus
from edition.tei.attribute_values import file_at, split_address
from edition.tei.names import SCHEMA
from edition.tei.reading.opening import parse, places_of, read_document
from edition.tei.validation.references import check_references
from edition.tei.validation.schematron import check_rules
from edition.tei.validation.structure import check_structure, load_schema

OWN_SCHEMA = Path(__file__).parent.parent / "schema" / SCHEMA
# Codes of faults that a parser or a grammar sees, by their first two digits and the others one by one; of values; of pointers.
_STRUCTURE = frozenset({"40", "41", "47"})
_ALSO_STRUCTURE = frozenset(
    {"E424", "E425", "E426", "E427", "E428", "E429", "E447", "E448", "E480", "E481", "E482", "E483", "E484"}
)
_VALUES = frozenset({"E417", "E484"})
_POINTERS = frozenset({"E430", "E431", "E486"})
_HREF = re.compile(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def validate(path: Path, report: Report, schema: Path | None = None, schema_folders: Sequence[Path] = ()) -> None:
    """Check a TEI file and add what is wrong to the report: first faults of structure, then of reference, each in order of place.

    Structure is checked against `schema`; without it, against our own edition.rng where the document names it; else against the
    schema that its xml-model instruction names, if that lies beside the document or in one of `schema_folders`; else an
    I message says that it was not checked. Schematron rules within the schema are run too (schematron.py). The rules of reference
    (references.py) hold for every document.

    Raises OutsideError: the file cannot be read. Whatever is wrong with the text is a message.
    """
    own = Report()
    try:
        _check(path, own, schema, schema_folders)
    except TextError as error:
        own.messages.append(error.message)
    # Of a pointer that is no pointer, the rules of reference know better than the grammar what to write.
    pointers = {message.locus for message in own if message.code in _POINTERS}
    values = {message.locus for message in own if message.code in _VALUES}
    messages = [message for message in own if message.code not in _VALUES or message.locus not in pointers]
    structure = [message for message in messages if _is_of_structure(message, values)]
    reference = [message for message in messages if not _is_of_structure(message, values)]
    report.messages.extend(sorted(structure, key=_place) + sorted(reference, key=_place))


def _is_of_structure(message: Message, values: set[Locus | None]) -> bool:
    """Whether a message is on what a parser or a grammar sees, or stands for one that is."""
    by_grammar = message.code[1:3] in _STRUCTURE or message.code in _ALSO_STRUCTURE
    return by_grammar or (message.code in _POINTERS and message.locus in values)


def _check(path: Path, report: Report, schema: Path | None, schema_folders: Sequence[Path]) -> None:
    raw = read_document(path)
    file = str(path)
    tree = parse(raw, file, path.parent, report)
    places = places_of(tree, raw)
    named = schema_named(tree)
    ours = named is not None and _name(named) == SCHEMA
    found = schema or _find(named, path.parent, schema_folders)
    valid: bool | None = None
    if found is not None:
        faults = check_structure(tree, places, file, load_schema(found.resolve()))
        told = {message.locus for message in faults}
        report.messages.extend(faults)
        report.messages.extend(check_rules(tree, places, file, found.resolve(), told))
        valid = not faults
    elif named is None:
        report.add("I422", Locus(file))
    else:
        report.add("I423", Locus(file), schema=named)
    check_references(tree, places, file, report, ours=ours, valid=valid)


def _place(message: Message) -> tuple[bool, int, int]:
    """By place; what is said of the whole file last."""
    line = message.locus.line if message.locus else None
    return (line is None, line or 0, (message.locus.column if message.locus else None) or 0)


def schema_named(tree: etree._ElementTree) -> str | None:
    """The RELAX NG schema that a document's xml-model instructions name; None where none does."""
    node = tree.getroot().getprevious()
    names: list[str] = []
    while node is not None:
        if isinstance(node, etree._ProcessingInstruction) and node.target == "xml-model":
            match = _HREF.search(node.text or "")
            if match:
                names.append(match[1] or match[2] or "")
        node = node.getprevious()
    # Schematron and DTDs are named in the same way; the first RELAX NG schema in the document's order is the last seen here.
    grammars = [name for name in names if _path(name).endswith((".rng", ".rnc"))]
    return grammars[-1] if grammars else None


def _path(named: str) -> str:
    """The path of an address; of what can be no address, all of it."""
    parts = split_address(named)
    return named if parts is None else unquote(parts.path)


def _name(named: str) -> str:
    return _path(named).rpartition("/")[2]


def _find(named: str | None, folder: Path, schema_folders: Sequence[Path]) -> Path | None:
    """The schema's file: our own, or one of that name beside the document or in the folders; nothing is fetched."""
    if named is None:
        return None
    name = _name(named)
    if name == SCHEMA:
        return OWN_SCHEMA
    compact = name.endswith(".rnc")
    if compact:
        name = f"{name[:-1]}g"  # The compact syntax; the same schema in XML often lies beside it.
    candidates = [folder / name, *(Path(other) / name for other in schema_folders)]
    near = file_at(folder, named)
    if near is not None and near.is_relative_to(folder.resolve()):
        # A path of the document's own may lead down, not out of its folder.
        candidates.insert(0, near.with_name(name) if compact else near)
    return next((path for path in candidates if _is_file(path)), None)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # No file can have such a name.
        return False
