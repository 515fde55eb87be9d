"""Turn a document and a RELAX NG schema into messages: what stands where it may not, and what may stand there.

Of a small schema, as ours is, libxml2 gives the verdict at once, and explaining.py the reasons. A large one, as that of the whole
TEI, takes libxml2 seconds to load: there Jing is asked first, where it is installed. The two agree in their verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree

from edition.errors import TextError
from edition.messages import Message
from edition.model import Locus
from edition.tei.explaining import Explanation, by_log
from edition.tei.faults import Wording
from edition.tei.jing import by_jing
from edition.tei.places import Places, line_of
from edition.tei.safety import safe_parser
from edition.tei.vocabulary import RNG, Vocabulary

# Bytes of a schema from which on libxml2 takes long to load it.
LARGE = 300_000
# Messages of one document; the rest are counted.
MOST = 100


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema: where it lies, what its elements may hold, and whether libxml2 would take seconds to load it."""

    path: Path
    vocabulary: Vocabulary
    large: bool


@lru_cache(maxsize=4)
def load_schema(path: Path) -> Schema:
    """Read a schema in RELAX NG's XML syntax. Raises TextError (E410): it is none, or asks for parts from the network."""
    try:
        root = _parsed(path)
    except (etree.XMLSyntaxError, OSError) as error:
        raise _unusable(path, str(error)) from error
    for part in root.iter(f"{RNG}include", f"{RNG}externalRef"):
        if urlsplit(part.get("href", "")).scheme:
            raise _unusable(path, f"it asks for {part.get('href')}", line_of(part))
    vocabulary = Vocabulary(root)
    if not vocabulary.elements:
        raise _unusable(path, "it declares no element in RELAX NG's XML syntax")
    return Schema(path, vocabulary, path.stat().st_size > LARGE)


@lru_cache(maxsize=4)
def compiled(path: Path) -> etree.RelaxNG:
    """A schema as libxml2 has it, loaded once. Raises TextError (E410): it is no RELAX NG."""
    try:
        return etree.RelaxNG(_parsed(path).getroottree())
    except etree.RelaxNGParseError as error:
        raise _unusable(path, str(error)) from error


def _parsed(path: Path) -> etree._Element:
    return etree.fromstring(path.read_bytes(), safe_parser(), base_url=str(path))


def _unusable(path: Path, reason: str, line: int | None = None) -> TextError:
    return TextError(Message("E410", Locus(str(path), line), {"reason": reason}))


def check_structure(tree: etree._ElementTree, places: Places, file: str, schema: Schema) -> list[Message]:
    """The messages on what the schema does not allow, each fault once, at most MOST of them.

    Raises TextError (E410): the schema cannot be used.
    """
    wording = Wording(places, file, schema.vocabulary)
    messages = by_jing(tree, schema.path, wording) if schema.large else None
    if messages is None:
        messages = _by_libxml(tree, schema, wording)
    if len(messages) > MOST:
        messages[MOST:] = [Message("I421", Locus(file), {"count": len(messages) - MOST})]
    return messages


def _by_libxml(tree: etree._ElementTree, schema: Schema, wording: Wording) -> list[Message]:
    relaxng = compiled(schema.path)
    if relaxng.validate(tree):
        return []
    log = [(entry.type, str(entry.message), str(entry.path or "")) for entry in relaxng.error_log]
    if schema.vocabulary.plain and not schema.large:
        return Explanation(wording).of(tree.getroot())
    return list(by_log(log, tree, wording))
