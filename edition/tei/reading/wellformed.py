"""Turn what the parser says of a document that is not well-formed into the fault that it is."""

from __future__ import annotations

import re

from lxml import etree

from edition.messages.xml_faults import (
    AFTER_END,
    BYTES,
    ENTITY,
    FAULTS,
    NO_TAG,
    PREFIX,
    TAG_MISMATCH,
    TAG_OPEN,
    TWICE,
    UNKNOWN,
    XmlFault,
)

# libxml2's codes (xmlerror.h) for what is no fault of form, and a second one for an entity that is not declared.
_LIMIT, _ENTITY_WARNED = 114, 27
# How libxml2 names what a fault is about, by its code.
_NAMES = {
    TAG_MISMATCH: re.compile(r"mismatch: (\S+) line (\d+) and (\S+)"),
    TAG_OPEN: re.compile(r"tag (\S+) line (\d+)"),
    ENTITY: re.compile(r"'([^']+)'"),
    TWICE: re.compile(r"Attribute (\S+) redefined"),
    PREFIX: re.compile(r"prefix (\S+)"),
}


def _code(error: etree.XMLSyntaxError) -> int:
    return int(getattr(error, "code", 0) or 0)


def fault_of(error: etree.XMLSyntaxError) -> XmlFault:
    """Turn a parser's error into the fault of XML that it tells of; one that is not known has the parser's own words."""
    code = ENTITY if _code(error) == _ENTITY_WARNED else _code(error)
    text = str(error.msg or "").split(", line ")[0].strip()
    names = _NAMES[code].search(text) if code in _NAMES else None
    if code in FAULTS and (names or code not in _NAMES):
        return XmlFault(code, names.groups() if names else ())
    return XmlFault(UNKNOWN, (text.rstrip("."),))


def is_encoding(error: etree.XMLSyntaxError) -> bool:
    """Whether bytes stand in the document that its encoding has not."""
    return _code(error) == BYTES


def is_outside(error: etree.XMLSyntaxError) -> bool:
    """Whether something stands before the first tag or after the last one."""
    return _code(error) in (NO_TAG, AFTER_END)


def is_limit(error: etree.XMLSyntaxError) -> bool:
    """Whether the parser stopped because the document is larger than it reads unasked."""
    return _code(error) == _LIMIT and "amplification" not in str(error.msg) and "depth" not in str(error.msg)


def is_bomb(error: etree.XMLSyntaxError) -> bool:
    """Whether entities grow beyond all measure when they are put in."""
    return _code(error) == _LIMIT and "amplification" in str(error.msg)


def is_too_deep(error: etree.XMLSyntaxError) -> bool:
    """Whether elements are nested deeper than the parser follows."""
    return _code(error) == _LIMIT and "depth" in str(error.msg)
