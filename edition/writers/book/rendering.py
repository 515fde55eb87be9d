"""Turn a template and values into markup, and the result into a section."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from edition.writers.book.compositor import Compositor, mend
from edition.writers.book.metadata import XHTML, XHTML_NS
from edition.writers.book.types import Section, SectionKind

if TYPE_CHECKING:
    import jinja2

_TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> jinja2.Environment:
    """Make the environment of the templates. Every value is escaped, and a missing name is an error."""
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(name: str, **values: object) -> str:
    """Fill a template of the folder templates/."""
    return _environment().get_template(name).render(**values)


def markup(element: etree._Element) -> str:
    """Turn an element into its source, to be put into a template."""
    return etree.tostring(element, encoding="unicode", with_tail=False)


def line(c: Compositor, element: etree._Element, *without: str) -> etree._Element:
    """Turn what a TEI element says into a line of a list. `without`: the tags of children that are left out."""
    made = etree.Element(XHTML + "span")
    c.text(element.text, made)
    for part in element:
        if part.tag not in without:
            c.element(part, made)
        c.text(part.tail, made)
    mend(made)
    return made


def section(
    c: Compositor, kind: SectionKind, title: str, *, mentions: tuple[tuple[str, tuple[str, ...]], ...] = (), **values: object
) -> Section:
    """Make a section from the template of its kind. `mentions`: as in Section."""
    ident = c.claim(kind, "s")
    head = c.claim(f"{ident}.head", "head")
    parser = etree.XMLParser(remove_blank_text=True, resolve_entities=False, no_network=True)
    filled = render(f"{kind}.xhtml", w=c.words, id=ident, head=head, title=title, book=c.header.metadata, xmlns=XHTML_NS, **values)
    body = etree.fromstring(filled, parser)
    return Section(ident, kind, 1, title, title, "", "", c.header.metadata.language, body, mentions=mentions)
