"""On which pages sigla and signs stand, and which rows of a table after the text share a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from lxml import etree

from edition.language.languages import language_of_tag
from edition.messages import Report
from edition.tei.names import NS
from edition.writers.settings import Settings

FRONT = f"""<TEI xmlns="{NS}" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>The Lamps</title></titleStmt><publicationStmt>
<publisher>Quay Books</publisher></publicationStmt><sourceDesc><listWit><witness xml:id="A"><abbr type="siglum">A</abbr> a</witness>
<witness xml:id="B"><abbr type="siglum">B</abbr> b</witness></listWit></sourceDesc></fileDesc></teiHeader><text>{{0}}<body>
<div><head>One</head><p><app><lem wit="#A">Nobody</lem><rdg wit="#B">No man</rdg></app> saw.</p></div></body></text></TEI>"""
PREFACE = "<front><div><head>Preface</head><p>Words.</p></div></front>"


@dataclass
class Page:
    anchors: list[str] = field(default_factory=list)


@dataclass
class Pages:
    pages: list[Page]


class StandInPress:
    """Sets each part of the front on as many pages as it is told, where the style sheet lets it begin."""

    def __init__(self, sigla: int, close: int) -> None:
        self.sigla, self.close = sigla, close
        self.contents = ""

    def render(self, text: str) -> Any:
        pages: list[Page] = []
        for part in re.split(r'(?=<div class="(?:flow of-|half-title|blank)|<section class="contents)', text)[1:]:
            kind = re.match(r'<\w+ class="([^"]+)"', part)
            assert kind
            if kind[1].startswith("contents"):
                self.contents = part
            if len(pages) % 2 and re.search("contents|preface|half-title", kind[1]):
                pages.append(Page())
            ident = re.search(r' id="([^"]+)"', part)
            pages.append(Page([ident[1]] if ident and "of-" in kind[1] else []))
            if "of-witnesses" in kind[1]:
                pages += [Page() for _ in range((self.close if "close" in kind[1] else self.sigla) - 1)]
        return Pages(pages)


def front(preface: str, sigla: int, close: int) -> tuple[StandInPress, list[Page], str]:
    """The pages of a front that ends in sigla of so many pages, and the id of the sigla. `close`: the pages of sigla set closer."""
    from edition.writers.book import sections
    from edition.writers.pdf.front_matter import FrontMatter

    tree = etree.ElementTree(etree.fromstring(FRONT.format(preface)))
    book = sections.book(tree, Settings(), Report())
    press = StandInPress(sigla, close)
    made = FrontMatter(book, language_of_tag("en").book).set(press, {})  # type: ignore[arg-type]
    return press, list(made.pages), next(section.id for section in book.sections if section.kind == "witnesses")


@pytest.mark.parametrize("preface", ["", PREFACE], ids=["contents", "contents, preface"])
@pytest.mark.parametrize(("sigla", "close"), [(1, 1), (2, 1), (2, 2), (3, 3)])
def test_the_last_page_of_sigla_faces_the_text_and_the_contents_name_the_first(
    tool: Callable[[str], str], preface: str, sigla: int, close: int
) -> None:
    """The text begins on a right page: so as many pages as stand before it are even, and the last of them is of the sigla."""
    tool("pango")
    press, pages, ident = front(preface, sigla, close)
    first = next(number for number, page in enumerate(pages, 1) if ident in page.anchors)
    assert len(pages) % 2 == 0
    assert len(pages) == first + (close if sigla == 2 else sigla) - 1
    said = re.search(r'Sigla and signs</span> <span class="to">(\w+)<', press.contents)
    assert said
    assert said[1] == ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"][first]


@pytest.mark.parametrize("parts", [[4, 2], [6], [9, 2]])
def test_no_row_of_a_table_stands_alone_nor_the_name_of_a_part_without_a_row(tool: Callable[[str], str], parts: list[int]) -> None:
    """A page has six rows. `parts`: how many rows each part of a table has below its name."""
    tool("pango")
    from edition.writers.pdf.layout import Press, pages_of_anchors
    from edition.writers.pdf.markup import document
    from edition.writers.pdf.typography import sheets

    rows = [
        "".join(f'<tr id="{part}.{n}"><th class="{"" if n else "part-name"}">{n}</th></tr>' for n in range(count + 1))
        for part, count in enumerate(parts)
    ]
    table = "".join(f"<tbody>{each}</tbody>" for each in rows)
    small = "@page { size: 200pt 100pt; margin: 10pt } .charts th.part-name { padding: 0 } .charts table { margin: 0 }"
    made = Press(sheets(Settings(), Report())).render(document([f'<div class="charts"><table>{table}</table></div>'], "en"), small)
    found = pages_of_anchors(made)
    on = Counter(page for name, page in found.items() if not name.endswith(".0"))
    assert len(made.pages) > 1
    assert min(on[page] for page in range(1, len(made.pages) + 1)) > 1
    assert all(page == found[name.replace(".0", ".1")] for name, page in found.items() if name.endswith(".0"))


def test_figures_of_addresses_are_as_high_as_capitals() -> None:
    """Beside figures of old style a 0 in an address looks like an o."""
    from edition.writers.pdf.flowing_pages import addressed

    row = etree.fromstring("<p>Quay (2 vols, https://quay.example/10.5281), 1901, <i>doi:10.1000/b</i>; see urn:uuid:58b0.</p>")
    addressed(row)
    assert [part.text for part in row.iter("span")] == ["https://quay.example/10.5281", "doi:10.1000/b", "urn:uuid:58b0"]
    assert "".join(row.itertext()) == "Quay (2 vols, https://quay.example/10.5281), 1901, doi:10.1000/b; see urn:uuid:58b0."
