"""Turn libxml2's verdict on a document into messages: which element is at fault, and why.

libxml2 says that a document is not valid, and of a strict schema little more that is true: it gives up at some ancestor of the
fault. So each element is asked alone, from the root down: the innermost one that is not valid by itself is at fault, and what
the schema says of it tells why. For a schema that takes seconds to load that cannot be done; there its own log must do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from edition.messages import Message
from edition.tei.dates import DATE_ATTRIBUTES, is_date
from edition.tei.faults import POINTERS, Wording, attribute_name, clark, local
from edition.tei.names import NS
from edition.tei.places import words_of
from edition.tei.sequence import model
from edition.tei.vocabulary import Content, listed

_NAME = re.compile(r"[^\W\d][\w.-]*")
_INVALID = re.compile(r"Invalid attribute (\S+) for")
_ERRORS = etree.RelaxNGErrorTypes


class Explanation:
    """Finds the elements at fault in a document that is not valid."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self.vocabulary = wording.vocabulary

    def of(self, root: etree._Element) -> list[Message]:
        """The messages on a document whose root may be any element of the schema's start."""
        return list(self._faults(root, self.vocabulary.patterns(local(root))))

    def _faults(self, element: etree._Element, patterns: list[etree._Element]) -> Iterator[Message]:
        """The faults in an element that fits none of its patterns."""
        patterns = self._meant(element, patterns)
        content = self.vocabulary.content(patterns)
        told = list(self._own_faults(element, content))
        yield from told
        within = False
        for child in element.iterchildren(etree.Element):
            candidates = content.children.get(local(child), []) if etree.QName(child).namespace == NS else []
            if candidates and not self._valid(child, candidates):
                within = True
                yield from self._faults(child, candidates)
        if not told and not within:
            yield from self._order(element, patterns)

    def _meant(self, element: etree._Element, patterns: list[etree._Element]) -> list[etree._Element]:
        """Of the patterns for an element, those that its attributes with closed lists of values fit."""
        fitting = []
        for pattern in patterns:
            content = self.vocabulary.content([pattern])
            closed = ((name, content.closed(name)) for name in content.attributes)
            if all(element.get(clark(name)) in (None, *values) for name, values in closed if values):
                fitting.append(pattern)
        known = [pattern for pattern in fitting if not self._unknown(element, self.vocabulary.content([pattern]))]
        names = {attribute_name(key) for key in element.keys()}
        whole = [pattern for pattern in known if self.vocabulary.content([pattern]).required <= names]
        return whole or known or fitting or patterns

    def _unknown(self, element: etree._Element, content: Content) -> list[str]:
        return [name for name in map(attribute_name, element.keys()) if name not in content.attributes]

    def _own_faults(self, element: etree._Element, content: Content) -> Iterator[Message]:
        """What can be told of an element without looking at the order of its children."""
        lacking = self.wording.lacking(element, [name for name in content.required if clark(name) not in element.attrib], content)
        if lacking is not None:
            yield lacking
        for key in element.keys():
            name, value = attribute_name(key), element.get(key, "")
            closed = content.closed(name)
            if name not in content.attributes:
                yield self.wording.attribute(element, name, content)
            elif (closed and value not in closed) or not _fits(name, value):
                yield self.wording.value(element, name, content)
        yield from self._alternatives(element, content)
        if not content.text and words_of(element)[0]:
            yield self.wording.stray_text(element)
        for child in element.iterchildren(etree.Element):
            if local(child) not in content.children or etree.QName(child).namespace != NS:
                yield self.wording.misplaced(child, content.children)

    def _alternatives(self, element: etree._Element, content: Content) -> Iterator[Message]:
        """Sets of attributes of which an element must have one or the other, and has none whole."""
        names = {attribute_name(key) for key in element.keys()}
        for branches in content.alternatives:
            agreeing = [branch for branch in branches if not _disagreeing(element, branch)]
            if any(branch.required <= names for branch in agreeing):
                continue
            if agreeing:
                most = max(len(branch.required & names) for branch in agreeing)
                likely = [branch.required - names - content.required for branch in agreeing if len(branch.required & names) == most]
                if all(likely):
                    wanted = " or ".join(listed(sorted(lacking)) for lacking in likely)
                    yield Message("E416", self.wording.at(element), {"name": local(element), "attributes": wanted})
                continue
            # The set that fewest values speak against is the one that was meant.
            meant = min(branches, key=lambda branch: len(_disagreeing(element, branch)))
            for name in _disagreeing(element, meant):
                if element.get(clark(name)) in content.closed(name):
                    yield self.wording.value(element, name, meant)

    def _valid(self, element: etree._Element, patterns: list[etree._Element]) -> bool:
        return bool(self.vocabulary.alone(patterns).validate(element))

    def _order(self, element: etree._Element, patterns: list[etree._Element]) -> Iterator[Message]:
        """An element whose parts are right, each by itself: one is missing, or stands in the wrong place."""
        rest = model(self.vocabulary, patterns)
        for child in element.iterchildren(etree.Element):
            name = local(child)
            if name not in rest.first:
                missing = [other for other in sorted(rest.first) if name in rest.after(other).first]
                yield self.wording.too_early(child, missing) if missing else self.wording.misplaced(child, rest.first)
                return
            rest = rest.after(name)
        if not rest.complete:
            yield self.wording.incomplete(element, sorted(rest.first))
        else:
            yield from self._log(element, patterns)

    def _log(self, element: etree._Element, patterns: list[etree._Element]) -> Iterator[Message]:
        """An element whose names are all in order: of some value libxml2 knows that it is none."""
        schema = self.vocabulary.alone(patterns)
        schema.validate(element)
        texts = [str(entry.message) for entry in schema.error_log]
        attribute = next((match for text in texts if (match := _INVALID.match(text))), None)
        if attribute is not None:
            message = _attribute_or_value(element, attribute[1], self.wording)
            if message is not None:
                yield message
        elif self.vocabulary.content(patterns).typed:
            yield self.wording.content(element)
        else:
            yield self.wording.other(element, texts[-1] if texts else f"<{local(element)}>")


def _disagreeing(element: etree._Element, content: Content) -> list[str]:
    """The attributes whose values a set of attributes does not allow."""
    closed = ((name, content.closed(name)) for name in sorted(content.attributes))
    return [name for name, values in closed if values and element.get(clark(name)) not in (None, *values)]


def _fits(name: str, value: str) -> bool:
    """Whether a value is of the kind that attributes of this name have in the TEI."""
    if name in DATE_ATTRIBUTES:
        return is_date(value)
    if name == "xml:id":
        return _NAME.fullmatch(value) is not None
    if name in POINTERS - {"ref", "target"}:
        return all("#" in token or ":" in token for token in value.split()) and bool(value.split())
    return True


def by_log(log: list[tuple[int, str, str]], tree: etree._ElementTree, wording: Wording) -> Iterator[Message]:
    """What libxml2's log says (kind, text, path), without entries that only follow from one on the same element or its children."""
    told: set[etree._Element] = set()
    for kind, text, path in log:
        found = tree.xpath(path) if path else []
        element = found[0] if isinstance(found, list) and found and isinstance(found[0], etree._Element) else None
        if element is None:
            yield wording.other(None, text)
        elif element not in told and not any(child in told for child in element):
            message = of_log(kind, text, element, wording)
            if message is not None:
                told.add(element)
                yield message


def of_log(kind: int, text: str, element: etree._Element, wording: Wording) -> Message | None:
    """One entry of libxml2's log in our words; None for an id given twice, which E407 says."""
    if kind == _ERRORS.RELAXNG_ERR_INVALIDATTR and (match := _INVALID.match(text)):
        return _attribute_or_value(element, match[1], wording)
    if kind == _ERRORS.RELAXNG_ERR_TEXTWRONG:
        return wording.stray_text(element)
    if kind == _ERRORS.RELAXNG_ERR_ELEMNAME and (match := re.match(r"Expecting element (\S+), got (\S+)", text)):
        return wording.too_early(element, [match[1]])
    if kind == _ERRORS.RELAXNG_ERR_NOELEM and (match := re.match(r"Expecting an? element (\S*?),? got nothing", text)):
        return wording.incomplete(element, [match[1]])
    if kind in (_ERRORS.RELAXNG_ERR_ELEMWRONG, _ERRORS.RELAXNG_ERR_EXTRACONTENT):
        return wording.misplaced(element)
    return wording.other(element, text)


def _attribute_or_value(element: etree._Element, name: str, wording: Wording) -> Message | None:
    """libxml2 does not say whether the attribute or its value is wrong; the schema does."""
    written = next((attribute_name(key) for key in element.keys() if etree.QName(str(key)).localname == name), name)
    if written == "xml:id" and _NAME.fullmatch(element.get(clark(written), "")):
        return None
    if clark(written) not in element.attrib:
        return wording.lacking(element, [written])
    if written in wording.vocabulary.of(local(element)).attributes:
        return wording.value(element, written)
    return wording.attribute(element, written)
