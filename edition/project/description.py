"""Turn the folder sources/<name> into a Project: edition.toml, names.toml, decisions.toml, front/*.md, and the paths of the
texts.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from edition.decisions import EditorialDecision, read_decisions
from edition.decisions.decided_words import RECORD, DecisionRecord, read_record
from edition.errors import TextError, UsageError
from edition.files import is_file, is_folder, read_text, resolved
from edition.language.tags import is_tag, normal_tag, primary_language
from edition.messages import Message, Report
from edition.messages.values import Candidates
from edition.model import Description, Locus, Name, StatedDivisions, Witness
from edition.project.edition_keys import FORMAT, FORMATS, NAME_KEYS, NAME_TABLES, TOP_KEYS, witness_keys
from edition.project.stated_keys import stated_divisions
from edition.storage.toml_tables import Table, checked, read_tables, tell_other_tables
from edition.text.ids import source_names
from edition.writers.kinds import KINDS, checked_behaviours

# A siglum has no white space and no character that XML or a pointer would take for its own.
_SIGLUM = re.compile(r"[^\s#<>&\"']+")
_ID = re.compile(r"[^\W\d][\w.-]*")


@dataclass(frozen=True, slots=True)
class Project:
    """An edition as its folder describes it, before any text is read.

    `workspace`: the folder that holds sources/, tei/ and output/. `looks`: kind of book -> what its table says, by the names of
    `writers.settings.Settings`. `declared`: siglum -> the place of its table in edition.toml. `record`: what
    the decisions were on when they were used last.
    """

    name: str
    workspace: Path
    description: Description
    witnesses: tuple[Witness, ...]
    names: tuple[Name, ...]
    decisions: tuple[EditorialDecision, ...]
    looks: Mapping[str, Mapping[str, object]]
    declared: Mapping[str, Locus]
    record: DecisionRecord = field(default_factory=DecisionRecord)

    @property
    def folder(self) -> Path:
        """The folder of the sources."""
        return self.workspace / "sources" / self.name

    @property
    def tei(self) -> Path:
        """The path of the TEI document."""
        return self.workspace / "tei" / f"{self.name}.xml"

    @property
    def sources(self) -> dict[str, Path]:
        """The path of the TEI of each source, by siglum."""
        folder = self.workspace / "tei" / self.name
        return {siglum: folder / name for siglum, name in source_names(self.witnesses).items()}

    def book(self, kind: str) -> Path:
        """Give the path of the book of a kind. `kind`: a name of `writers.kinds.KINDS`, such as "epub"."""
        return self.workspace / "output" / f"{self.name}{KINDS[kind].suffix}"


def find_workspace(start: Path) -> Path:
    """Find the folder that holds sources/: `start`, or the nearest one above it. Raises UsageError (E020): there is none."""
    start = resolved(start)
    for folder in (start, *start.parents):
        if is_folder(folder / "sources"):
            return folder
    raise UsageError(Message("E020", None, {"folder": str(start)}))


def editions(workspace: Path) -> tuple[str, ...]:
    """Give the names of the editions in a workspace, sorted: the folders of sources/ with an edition.toml."""
    return _editions_in(workspace / "sources")


def _editions_in(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.parent.name for path in folder.glob("*/edition.toml")))


def find_edition(edition: str | os.PathLike[str]) -> tuple[Path, str]:
    """The workspace and the name of an edition, given by its folder or, in its workspace, by its name.

    A name is one that has no folder in it: `notes` is sought in the workspace of the working folder, `./notes` is a folder.

    Raises UsageError: there is no such edition (E019), or the place is in no workspace (E020).
    """
    name = Path(edition).name
    if os.fspath(edition) == name and name not in ("", ".."):
        return find_workspace(Path()), name
    folder = resolved(Path(edition))
    workspace = find_workspace(folder)
    sources = workspace / "sources"
    if not is_file(folder / "edition.toml"):
        raise _no_edition(folder.name, folder.parent)
    if folder.parent != sources:
        raise _no_edition(folder.name, sources)
    return workspace, folder.name


def _no_edition(name: str, folder: Path) -> UsageError:
    return UsageError(Message("E019", None, {"name": name, "folder": str(folder), "known": _editions_in(folder)}))


def load(workspace: Path, name: str, report: Report) -> Project:
    """Read sources/<name> into a Project. Each fault is reported with its line.

    Raises UsageError (E019): there is no such edition. TextError: a file is absent or no TOML (E001, E007), or faults were
    found (the one, or E018 for several).
    """
    folder = workspace / "sources" / name
    if not is_file(folder / "edition.toml"):
        raise _no_edition(name, workspace / "sources")
    before = len(report.errors)
    tables = read_tables(folder / "edition.toml", _headers(), report)
    top = tables[""][0]
    witnesses = _witnesses(top, tables["witness"], report)
    sigla = {witness.siglum: witness for witness in witnesses}
    description = _description(name, top, _front(folder, report), report)
    _check_base(top, description.base, sigla, report)
    names = _names(folder / "names.toml", report)
    decisions = read_decisions(folder / "decisions.toml", report)
    for decision in decisions:
        for siglum in decision.sigla:
            if siglum not in sigla:
                _undeclared(siglum, decision.locus, sigla, report)
    looks = _looks(tables, folder, report)
    books = {kind.name: kind.settings for kind in KINDS.values()}
    tell_other_tables(report, top.file, {"witness": witness_keys(), **books})
    if not any(said.get("parallel") or said.get("columns") for said in looks.values()):
        _check_one_language(tables["witness"], sigla, description.base, report)
    stop_at_errors(name, report.errors[before:])
    declared = {str(table.values["siglum"]): table.locus("siglum") for table in tables["witness"]}
    record = read_record(folder / RECORD)
    return Project(name, workspace, description, witnesses, names, decisions, looks, declared, record)


def stated_for(path: Path, report: Report) -> tuple[StatedDivisions | None, str]:
    """What an edition says of a text in its folder witnesses: how it is divided, and its language; nothing of other files.

    Faults in the table of the text are reported as `load` does. Raises TextError: edition.toml is no TOML (E007).
    """
    folder = resolved(path).parent
    if folder.name != "witnesses" or not is_file(folder.parent / "edition.toml"):
        return None, ""
    tables = read_tables(folder.parent / "edition.toml", _headers(), report)
    for table in tables["witness"]:
        if table.values.get("file") == path.name:
            values = checked(table, witness_keys(), report)
            tag = _language(str(values.get("language", "")), table.locus("language"), report)
            return stated_divisions(table, values, tables[""][0], report), tag
    return None, ""


def read_looks(path: Path, report: Report) -> dict[str, dict[str, object]]:
    """Read a TOML file that says how books look: a table for each kind of book, and [behaviours]. Returns kind of book -> its
    settings.

    It may be an edition.toml or a file of its own. Faults are reported with their lines. Raises TextError: the file is absent
    or no TOML (E001, E007).
    """
    return _looks(read_tables(path, _headers(), report, name=str(path)), path.parent, report)


def stop_at_errors(name: str, errors: Sequence[Message]) -> None:
    """Stop the work on an edition that has errors. Raises TextError: the error itself if there is one, E018 for several."""
    if len(errors) == 1:
        raise TextError(errors[0])
    if errors:
        raise TextError(Message("E018", None, {"name": name, "count": len(errors)}))


def _headers() -> dict[str, bool]:
    """Give the tables of edition.toml, with whether each may be repeated."""
    return {"witness": True, **dict.fromkeys(KINDS, False), "behaviours": False}


def _looks(tables: Mapping[str, Sequence[Table]], folder: Path, report: Report) -> dict[str, dict[str, object]]:
    """Give the settings of each kind of book, with the rows of [behaviours] among them."""
    rows = [checked_behaviours(table, report) for table in tables["behaviours"]]
    looks: dict[str, dict[str, object]] = {}
    for kind in KINDS.values():
        said = looks[kind.name] = {}
        for table in tables[kind.name]:
            said |= kind.checked(table, report)
            if "stylesheet" in said:
                said["stylesheet"] = _stylesheet(table, folder, report)
        if rows:
            said["behaviours"] = rows[0]
    if tables[""][0].values.get("format") == 1:
        _read_as_before(tables, looks, report)
    return looks


def _read_as_before(tables: Mapping[str, Sequence[Table]], looks: Mapping[str, dict[str, object]], report: Report) -> None:
    """Read apparatus = "substantive" as format 1 meant it, in which it asked for stylistic readings too, and say so (W087)."""
    kinds = [kind for kind, said in looks.items() if said.get("apparatus") == "substantive"]
    for kind in kinds:
        looks[kind]["apparatus"] = "stylistic"
    if kinds:
        report.add("W087", tables[kinds[0]][0].locus("apparatus"), books=tuple(f"[{kind}]" for kind in kinds), current=FORMAT)


def _stylesheet(table: Table, folder: Path, report: Report) -> str:
    """Read the style sheet that a table names. It must lie in the folder of the file that names it (E050)."""
    name = str(table.values["stylesheet"])
    if Path(name).name != name:
        report.add("E050", table.locus("stylesheet"), file=name, name=Path(name).name)
        return ""
    try:
        return read_text(folder / name, report, str(Path(table.file).with_name(name)))
    except TextError as error:
        report.messages.append(error.message)
        return ""


def _description(name: str, top: Table, front: tuple[tuple[str, str], ...], report: Report) -> Description:
    values = checked(top, TOP_KEYS, report)
    if "format" in top.values and (found := values.pop("format")) not in FORMATS:
        report.add("E021", top.locus("format"), format=found, current=FORMAT)
    values.pop("format", None)
    if values["date"]:
        _check_date(str(values["date"]), top.locus("date"), report)
    for key in ("language", "source_language"):
        if key in values:
            values[key] = _language(str(values[key]), top.locus(key), report)
    for key in ("authors", "editors"):
        if top.values.get(key) == []:
            report.add("E009", top.locus(key), key=key, table=top.name, example=TOP_KEYS[key].shown)
    return Description(name=name, front=front, **values)  # type: ignore[arg-type]


def _check_date(date: str, locus: Locus, report: Report) -> None:
    try:
        good = datetime.date.fromisoformat(date).isoformat() == date
    except ValueError:
        good = False
    if not good:
        report.add("E028", locus, date=date)


def _language(tag: str, locus: Locus, report: Report) -> str:
    """Turn a language tag into its normal form, of which the first part is the language. Reports one that is no tag (E029)."""
    if tag and not is_tag(tag):
        report.add("E029", locus, tag=tag)
        return tag
    return normal_tag(tag)


def _witnesses(edition: Table, tables: Sequence[Table], report: Report) -> tuple[Witness, ...]:
    """Read the tables of witnesses, in the order of the file, beside the keys of the edition. A siglum that is given twice is
    reported (E013), and so are two translations of one text (W085).
    """
    if not tables:
        report.add("E071", Locus("edition.toml"))
    witnesses: dict[str, Witness] = {}
    lines: dict[str, int | None] = {}
    parts: dict[tuple[object, ...], str] = {}
    for table in tables:
        values = checked(table, witness_keys(), report)
        stated = stated_divisions(table, values, edition, report)
        witness = Witness(**values, stated=stated)  # type: ignore[arg-type]
        siglum = witness.siglum
        if siglum in witnesses and siglum:
            report.add("E013", table.locus("siglum"), siglum=siglum, line=lines[siglum])
            continue
        if siglum and not _SIGLUM.fullmatch(siglum):
            report.add("E015", table.locus("siglum"), siglum=siglum)
        if witness.file and Path(witness.file).name != witness.file:
            report.add("E030", table.locus("file"), file=witness.file, name=Path(witness.file).name)
        if witness.file and not witness.fragment_of:
            # A file may hold several translations, one after another or side by side.
            part = (witness.file, *(repr(table.values.get(key)) for key in ("from", "to", "leave_out", "column")))
            if (other := parts.setdefault(part, siglum)) != siglum:
                report.add("W085", table.locus("file"), siglum=siglum, other=other, file=witness.file)
        witness = replace(witness, language=_language(witness.language, table.locus("language"), report))
        witnesses[siglum], lines[siglum] = witness, table.locus("siglum").line
    for table in tables:
        _check_fragment(table, witnesses, report)
        _check_division(table, witnesses, report)
    return tuple(witnesses.values())


def _check_fragment(table: Table, witnesses: Mapping[str, Witness], report: Report) -> None:
    """Report a review whose quoted witness is not declared (E014) or a review itself (E074), or whose siglum does not begin with
    that of the quoted witness (E017).
    """
    quoted = table.values.get("fragment_of")
    siglum = str(table.values.get("siglum", ""))
    if not isinstance(quoted, str) or not quoted:
        return
    if quoted not in witnesses:
        _undeclared(quoted, table.locus("fragment_of"), witnesses, report)
    elif witnesses[quoted].fragment_of:
        report.add("E074", table.locus("fragment_of"), siglum=quoted)
    elif siglum and (not siglum.startswith(quoted) or siglum == quoted):
        report.add("E017", table.locus("siglum"), siglum=siglum, quoted=quoted)


def _check_division(table: Table, witnesses: Mapping[str, Witness], report: Report) -> None:
    """Report `divided_as` that names no declared witness (E014), that stands in the table of a review, or that names a review or a
    text which is itself divided as another (E041).
    """
    model = table.values.get("divided_as")
    if not isinstance(model, str) or not model:
        return
    if model not in witnesses:
        _undeclared(model, table.locus("divided_as"), witnesses, report)
    elif table.values.get("fragment_of") or witnesses[model].fragment_of or witnesses[model].divided_as:
        report.add("E041", table.locus("divided_as"), siglum=str(table.values.get("siglum", "")), model=model)


def _check_base(top: Table, base: str, witnesses: Mapping[str, Witness], report: Report) -> None:
    if base and base not in witnesses:
        _undeclared(base, top.locus("base"), witnesses, report)
    elif base and witnesses[base].fragment_of:
        report.add("E016", top.locus("base"), siglum=base)


def _check_one_language(tables: Sequence[Table], witnesses: Mapping[str, Witness], base: str, report: Report) -> None:
    """Report a full text in another language than the base, if an apparatus is to be printed (W084): it compares texts in one
    language.
    """
    books = tuple(f"[{kind}]" for kind in KINDS)
    for table in tables:
        witness = witnesses.get(str(table.values.get("siglum")))
        if witness and base in witnesses and not witness.fragment_of:
            tags = [one.language for one in (witness, witnesses[base])]
            if all(tags) and primary_language(tags[0]) != primary_language(tags[1]):
                report.add(
                    "W084", table.locus("language"), siglum=witness.siglum, language=tags[0], base=base, other=tags[1], books=books
                )


def _undeclared(siglum: str, locus: Locus | None, sigla: Mapping[str, object], report: Report) -> None:
    report.add("E014", locus, siglum=siglum, sigla=Candidates(siglum, tuple(sigla)))


def _names(path: Path, report: Report) -> tuple[Name, ...]:
    """Read names.toml in the order of the file. Reports an id that is given twice (E026), and a form that stands under two names
    (W025).
    """
    tables = read_tables(path, dict.fromkeys(NAME_TABLES, True), report, optional=True)
    for top in tables[""]:
        checked(top, {}, report)
    names: list[Name] = []
    ids: dict[str, int | None] = {}
    forms: dict[str, str] = {}
    for table in sorted((table for kind in NAME_TABLES for table in tables[kind]), key=lambda table: table.line or 0):
        name = Name(kind=table.header, **checked(table, NAME_KEYS, report))  # type: ignore[arg-type]
        if name.id and not _ID.fullmatch(name.id):
            report.add("E031", table.locus("id"), id=name.id)
        if name.id in ids and name.id:
            report.add("E026", table.locus("id"), id=name.id, line=ids[name.id])
        ids.setdefault(name.id, table.locus("id").line)
        for form in dict.fromkeys((name.name, *name.forms)):
            if form and forms.setdefault(form, name.id) != name.id:
                place = ("forms", name.forms.index(form)) if form in name.forms else ("name",)
                report.add("W025", table.locus(*place), form=form, id=name.id, other=forms[form])
        names.append(name)
    return tuple(names)


def _front(folder: Path, report: Report) -> tuple[tuple[str, str], ...]:
    """Read the editor's prose, front/*.md: (file name without ending, text), in the order of the names."""
    paths = sorted((folder / "front").glob("*.md"))
    return tuple((path.stem, read_text(path, report, f"front/{path.name}")) for path in paths)


# --- Where the texts lie ------------------------------------------------------------------------------------------------


def text_folders(project: Project, texts: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Give the folders in which texts are sought, in order: `texts`, those of $EDITION_TEXTS, the edition's own witnesses/."""
    named = [Path(part) for part in os.environ.get("EDITION_TEXTS", "").split(os.pathsep) if part]
    return (*texts, *named, project.folder / "witnesses")


def find_texts(project: Project, texts: Sequence[Path] = ()) -> tuple[dict[str, Path], tuple[Message, ...]]:
    """Find the file of each witness's text. Returns siglum -> path, and a message (E022) for each text that is in no folder."""
    folders = text_folders(project, texts)
    found: dict[str, Path] = {}
    missing: list[Message] = []
    for witness in project.witnesses:
        path = next((folder / witness.file for folder in folders if is_file(folder / witness.file)), None)
        if path is not None:
            found[witness.siglum] = path
            continue
        values: dict[str, object] = {
            "siglum": witness.siglum,
            "file": witness.file,
            "folder": _short(folders[-1], project.workspace),
            "sought": tuple(_short(folder, project.workspace) for folder in folders),
        }
        missing.append(Message("E022", project.declared.get(witness.siglum), values))
    return found, tuple(missing)


def check_digest(project: Project, witness: Witness, raw: bytes, report: Report) -> None:
    """Report a text whose SHA-256 is not the one in edition.toml (W024). The work goes on with it."""
    found = hashlib.sha256(raw).hexdigest()
    if witness.sha256 and witness.sha256.lower() != found:
        report.add("W024", project.declared.get(witness.siglum), file=witness.file, siglum=witness.siglum, found=found)


def _short(path: Path, workspace: Path) -> str:
    """Turn a path into the form that the user knows: relative to the workspace if it lies there."""
    return str(path.relative_to(workspace)) if path.is_relative_to(workspace) else str(path)
