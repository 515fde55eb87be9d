"""Turn the contents of an EPUB, its nav or its NCX, into the headings of pages that have none of their own."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag

from edition.readers.containers import Archive, local_name
from edition.readers.outside import kind_by_role
from edition.readers.shapes.page_markup import HEADINGS, HtmlPage, text_of

if TYPE_CHECKING:
    from lxml import etree

_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
# Headings of HTML have so many levels.
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class NamedPage:
    """A line of the contents, how deep it stands, and the part and place in it that it leads to, "" for the beginning."""

    name: str
    place: str
    label: str
    depth: int


def named_pages(archive: Archive, name: str, package: etree._Element) -> list[NamedPage]:
    """What the contents of an EPUB name: those of its nav, else of its NCX; none where neither can be read."""
    found: list[NamedPage] = []
    for item in package.iter("{*}item"):
        part = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(item.get("href", ""))))
        if part not in archive.names:
            continue
        if "nav" in (item.get("properties") or "").split():
            return [*_of_nav(part, archive.tree(part))]
        if item.get("media-type") == "application/x-dtbncx+xml":
            found = [*_of_ncx(part, archive.tree(part))]
    return found


def _of_nav(part: str, root: etree._Element) -> Iterator[NamedPage]:
    for nav in root.iter("{*}nav"):
        if "toc" not in (nav.get(_EPUB_TYPE) or "toc").split():
            continue
        for link in nav.iter("{*}a"):
            depth = sum(local_name(above) == "ol" for above in link.iterancestors())
            yield _named(part, link.get("href", ""), text_of(link), depth)


def _of_ncx(part: str, root: etree._Element) -> Iterator[NamedPage]:
    for point in root.iter("{*}navPoint"):
        label, content = point.find("{*}navLabel"), point.find("{*}content")
        if label is not None and content is not None:
            depth = 1 + sum(local_name(above) == "navPoint" for above in point.iterancestors())
            yield _named(part, content.get("src", ""), text_of(label), depth)


def _named(part: str, href: str, label: str, depth: int) -> NamedPage:
    path, place = urldefrag(href)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(part), unquote(path))) if path else part
    return NamedPage(target, place, " ".join(label.split()), depth)


def with_headings(pages: Sequence[HtmlPage], named: Sequence[NamedPage]) -> None:
    """Give the pages that have no heading those by which the contents name them, in their trees."""
    by_name = {page.name: page for page in pages}
    bare = {
        page.name
        for page in pages
        if not any(local_name(element) in HEADINGS for element in page.root.iter("{*}*") if isinstance(element.tag, str))
    }
    for one in named:
        if one.name in bare and one.label and (place := _place(by_name[one.name].root, one.place)) is not None:
            said = " ".join(
                element.get(_EPUB_TYPE) or "" for element in (place, *place.iterancestors(), *place.iterchildren("{*}section"))
            )
            if kind_by_role(said) is None:
                _put(place, one)


def _place(root: etree._Element, place: str) -> etree._Element | None:
    if place:
        return next((element for element in root.iter("{*}*") if element.get("id") == place), None)
    return next(iter(root.iter("{*}body")), None)


def _put(place: etree._Element, named: NamedPage) -> None:
    """Put a heading at the beginning of a body, or before another element."""
    tag = place.tag
    space = tag[: tag.index("}") + 1] if isinstance(tag, str) and "}" in tag else ""
    heading = place.makeelement(f"{space}h{min(_DEEPEST, named.depth + 1)}", {})
    heading.text = named.label
    if local_name(place) == "body":
        heading.tail, place.text = place.text, None
        place.insert(0, heading)
    else:
        place.addprevious(heading)
