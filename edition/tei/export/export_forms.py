"""Turn the name of a form that other programs read into what is known of it, and into the function that makes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from edition.errors import OutsideError, TextError, UsageError
from edition.files import write_bytes, write_folder
from edition.messages import Message, Report
from edition.model import Locus
from edition.tei.export import left_out as kinds

if TYPE_CHECKING:
    from lxml import etree

    from edition.tei.export.exported_edition import ExportedEdition

# What is made: the bytes of a file, or those of the files of a folder by their paths in it; and how much of what was left out, by
# the words of left_out.py, besides that for which the form has no place at all.
Made: TypeAlias = "tuple[bytes | Mapping[str, bytes], Mapping[str, int]]"
FormMaker: TypeAlias = "Callable[[ExportedEdition, etree._ElementTree], Made]"


@dataclass(frozen=True, slots=True)
class ExportForm:
    """A form that other programs read: a row of the table.

    `name`: its word in `--to`. `suffix`: the end of the file's name; one without a full stop is that of a folder. `title`: what
    messages call it. `module`: the module here whose function `made` makes it. `holds`: what it has a place for, in the words of
    left_out.py. `library`, `extra`: the Python module that it takes, and what of pyproject.toml brings that.
    `least`: how many texts it needs. `facing`: the module that makes it with two texts on facing pages, "" if none does.
    """

    name: str
    suffix: str
    title: str
    module: str
    holds: tuple[str, ...]
    library: str = ""
    extra: str = ""
    least: int = 1
    facing: str = ""

    def path_beside(self, file: Path) -> Path:
        """Where it is written if nobody says: beside the document."""
        return file.with_name(file.stem + self.suffix)


_TEXTS = (kinds.TEXTS, kinds.READINGS)
_TEXTS_AND_NOTES = (*_TEXTS, kinds.NOTES)
_PRINTED = (*_TEXTS_AND_NOTES, kinds.LOOKS, kinds.REMARKS, kinds.SPEAKERS)
FORMS: dict[str, ExportForm] = {
    form.name: form
    for form in (
        ExportForm("docx", ".docx", "Word document", "word_file", _PRINTED, library="docx", extra="docx"),
        ExportForm("latex", ".tex", "LaTeX document (reledmac)", "reledmac", _PRINTED, facing="reledpar"),
        ExportForm("ekdosis", ".ekdosis.tex", "LaTeX document (ekdosis)", "ekdosis", _PRINTED),
        ExportForm("csv", ".csv", "table of readings (CSV)", "comma_separated", (kinds.READINGS, kinds.NOTES, kinds.REMARKS)),
        ExportForm("ods", ".ods", "spreadsheet (ODS)", "spreadsheet", (*_TEXTS_AND_NOTES, kinds.REMARKS, kinds.SPEAKERS)),
        ExportForm("tmx", ".tmx", "translation memory (TMX)", "translation_memory", _TEXTS_AND_NOTES),
        ExportForm("collatex-json", ".collatex.json", "alignment table (CollateX)", "collation_table", _TEXTS),
        ExportForm("alpheios", ".alpheios.json", "word alignment (Alpheios)", "alpheios", _TEXTS_AND_NOTES),
        ExportForm("pharaoh", "-pharaoh", "folder of word links (Pharaoh)", "pharaoh", _TEXTS, least=2),
        ExportForm("dts", "-dts", "static DTS tree", "text_services", kinds.ALL),
        ExportForm("citation", "-citation", "citation", "citation", kinds.ALL),
    )
}


def form_of(name: str) -> ExportForm:
    """Find a form by its name. Raises UsageError (E051): there is none."""
    if name not in FORMS:
        raise UsageError(Message("E051", None, {"kind": name, "made": tuple(FORMS)}))
    return FORMS[name]


def write_form(
    name: str,
    tree: etree._ElementTree,
    path: Path,
    report: Report,
    apparatus: str = "all",
    *,
    parallel: bool = False,
    compared: bool = False,
) -> None:
    """Turn a TEI document into a form of FORMS, at a path. What the form cannot hold is told (I579).

    `apparatus`: which readings a form that is to be printed says, a word of APPARATUS; the others have all. `parallel`: two full
    witnesses stand on facing pages; where there are none, the pages are single (I555). `compared`: witnesses with which nothing is
    compared have no readings.

    Raises UsageError: there is no such form (E051) or apparatus, or none such has facing pages (E011), or a folder is to be written
    where something stands (E032).
    OutsideError: a library is missing (E053), or it cannot be written (E006, E076). TextError: the document has no words (E494) or
    too few texts (E580).
    """
    from edition.tei.export.exported_edition import APPARATUS, compared_alone, exported_edition

    if apparatus not in APPARATUS:
        raise UsageError(Message("E011", None, {"key": "apparatus", "value": apparatus, "allowed": APPARATUS}))
    form = form_of(name)
    if parallel and not form.facing:
        allowed = tuple(each.name for each in FORMS.values() if each.facing)
        raise UsageError(Message("E011", None, {"key": "parallel", "value": name, "allowed": allowed}))
    if form.library and find_spec(form.library) is None:
        raise OutsideError(Message("E053", None, {"form": form.title, "library": form.library, "extra": form.extra}))
    edition = replace(exported_edition(tree), apparatus=apparatus)
    if compared:
        edition = compared_alone(edition)
    if (count := len(edition.witnesses)) < form.least:
        raise TextError(Message("E580", Locus(tree.docinfo.URL or ""), {"form": form.title, "count": count, "least": form.least}))
    module = _facing(form, tree, report) if parallel else form.module
    made, counts = import_module(f"edition.tei.export.{module}").made(edition, tree)
    if isinstance(made, bytes):
        write_bytes(path, made)
    else:
        write_folder(path, made)
    found = kinds.contents(tree, edition)
    kinds.tell_left_out(form.title, form.holds, {**found, **counts}, report)


def _facing(form: ExportForm, tree: etree._ElementTree, report: Report) -> str:
    """The module that makes a form with facing pages; that of single pages (I555) where no two full witnesses are."""
    from edition.tei.reading.declared_witnesses import declared_witnesses

    declared = declared_witnesses(tree.getroot())
    count = len(declared.sigla.keys() - declared.quoted.keys())
    if count < 2:
        report.add("I555", None, count=count)
    return form.module if count < 2 else form.facing
