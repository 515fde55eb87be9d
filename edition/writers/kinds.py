"""Turn the name of a kind of book into what is known of the kind: what edition.toml may say of it, and the function that writes
it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from edition.errors import OutsideError, UsageError
from edition.messages import Message, Report
from edition.storage.cache import fonts, versions
from edition.storage.toml_tables import Table, checked
from edition.writers.settings import KEYS, Settings

if TYPE_CHECKING:
    from lxml import etree

    from edition.writers.pdf.keeping import Shelf

# A function that writes a book of a TEI document at a path. The shelf, if there is one, holds parts that were made before.
BookWriter: TypeAlias = "Callable[[etree._ElementTree, Settings, Path, Report, Shelf | None], None]"


@dataclass(frozen=True, slots=True)
class BookKind:
    """A kind of book: a row of the table.

    `name`: the command that makes it, its table in edition.toml, and its word in `--only`. `suffix`: the end of the file's
    name. `title`: what messages call it. `article`: "a" or "an" before that. `settings`: the names of writers.settings.KEYS
    that its table in edition.toml may have; those that can be given on the command line are options of its command. `write`:
    the function that writes it; it imports the libraries that it needs. `libraries`: distributions whose version may change the
    bytes of the book. `uses_fonts`: the installed fonts may change them too. `slow`: it takes so long that another book is
    better made at the same time.
    """

    name: str
    suffix: str
    title: str
    article: str
    settings: tuple[str, ...]
    write: BookWriter
    libraries: tuple[str, ...] = ()
    uses_fonts: bool = False
    slow: bool = False

    def checked(self, table: Table, report: Report) -> dict[str, object]:
        """Turn its table in edition.toml into settings. Reports a key that is not known (E008) and wrong values (E010, E011)."""
        return checked(table, {name: KEYS[name] for name in self.settings}, report)

    def mark(self) -> str:
        """Describe what of this machine may change the bytes of a book, besides Python and the program: versions of libraries,
        fonts.
        """
        return versions(self.libraries) + (fonts() if self.uses_fonts else "")


def _write_epub(tree: etree._ElementTree, settings: Settings, path: Path, report: Report, shelf: Shelf | None) -> None:
    from edition.writers.epub import publication

    publication.write(tree, settings, path, report)


def _write_html(tree: etree._ElementTree, settings: Settings, path: Path, report: Report, shelf: Shelf | None) -> None:
    from edition.writers.html import page

    page.write(tree, settings, path, report)


def _write_pdf(tree: etree._ElementTree, settings: Settings, path: Path, report: Report, shelf: Shelf | None) -> None:
    """Write a PDF. Raises OutsideError (E903): the libraries that set pages are missing."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as error:
        raise OutsideError(Message("E903", None, {"reason": str(error).split("\n")[0]})) from error
    from edition.writers.pdf import printing

    printing.write(tree, settings, path, report, shelf)


_EVERY_BOOK = ("reading", "apparatus", "parallel", "contents")
KINDS: dict[str, BookKind] = {
    kind.name: kind
    for kind in (
        BookKind(
            "epub", ".epub", "EPUB", "an",
            (*_EVERY_BOOK, "marks", "stylesheet", "conformance", "checked_by", "contact"), _write_epub,
            libraries=("ebooklib", "jinja2", "pillow", "tinycss2"),
            uses_fonts=True,
        ),
        BookKind("html", ".html", "HTML page", "an", ("witnesses",), _write_html, libraries=("jinja2",)),
        BookKind(
            "pdf", ".pdf", "PDF", "a",
            (
                *_EVERY_BOOK, "columns", "facing_apparatus", "page", "lines", "font", "size", "leading", "margins", "stylesheet",
                "variant", "colour",
            ),
            _write_pdf,
            libraries=(
                "weasyprint", "pydyf", "pyphen", "tinycss2", "tinyhtml5", "cssselect2", "pikepdf", "fonttools", "jinja2", "pillow",
            ),
            uses_fonts=True,
            slow=True,
        ),
    )
}  # fmt: skip


def kind_of(name: str) -> BookKind:
    """Find a kind of book by its name. Raises UsageError (E051): there is none."""
    if name not in KINDS:
        raise UsageError(Message("E051", None, {"kind": name, "made": tuple(KINDS)}))
    return KINDS[name]


def outputs() -> tuple[str, ...]:
    """The names of what can be made of an edition: "tei", and the kinds of book."""
    return ("tei", *KINDS)


def outputs_of(only: str | Iterable[str] | None) -> tuple[str, ...]:
    """Those of `outputs` that are asked for, one or several, in the order in which they are made; None asks for all.

    Raises UsageError (E051): there is none of such a name.
    """
    known = outputs()
    asked = known if only is None else (only,) if isinstance(only, str) else tuple(only)
    for name in asked:
        if name not in known:
            raise UsageError(Message("E051", None, {"kind": str(name), "made": known}))
    return tuple(name for name in known if name in asked)


def checked_behaviours(table: Table, report: Report) -> tuple[tuple[str, str], ...]:
    """Turn the table [behaviours] into rows for every kind of book: (TEI element, form). Reports each row that cannot be read."""
    from edition.writers.book.behaviours import fault

    rows = tuple((element, str(form)) for element, form in table.values.items())
    for element, form in rows:
        if found := fault(element, form, table.locus(element)):
            report.messages.append(found)
    return rows
