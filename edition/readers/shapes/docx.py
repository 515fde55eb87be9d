"""Turn a Word document (DOCX, ECMA-376) into entries: paragraphs, headings and lists by their styles, footnotes, endnotes."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from edition.errors import TextError
from edition.language.numerals import roman
from edition.messages import Message, Report
from edition.model import Locus, Note, Witness
from edition.model.documents import Document
from edition.readers.account import Account
from edition.readers.blocks import SourceBlock, clean
from edition.readers.containers import Archive, damaged, library, tree_of
from edition.readers.passages import Call, Passage, PassageWords, bound, by_number, by_paragraph, call_number, numbered, witness_of
from edition.readers.shapes import Shape, Statement, UnknownFile
from edition.readers.shapes.page_markup import text_of
from edition.readers.shapes.word_document import document_of_word
from edition.readers.shapes.word_numbering import BULLETS
from edition.readers.shapes.word_package import EXTRA, KIND, MC, W

if TYPE_CHECKING:
    from lxml import etree

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
# Text that is not the text: where it stands in the document, and what it is called.
_LEFT_OUT = {"del": "deleted text (tracked changes)", "moveFrom": "deleted text (tracked changes)", "instrText": "field codes"}
_SIGNS = {"tab": " ", "noBreakHyphen": "‑", "ptab": " "}


def read(witness: Witness, raw: bytes, report: Report) -> Witness:
    """Read a witness that is a Word document. Reports W104, W105, W106, I111, I136 and what `assemble` reports.

    Raises TextError: it is damaged or something else (E130), python-docx is missing (E131), it unpacks beyond bounds (E132),
    declares entities (E133), holds no words (E134) or is locked (E135).
    """

    def make(mine: Report) -> tuple[Sequence[SourceBlock], Account]:
        return _WordDocument(raw, witness.file, witness.language, mine).blocks()

    return witness_of(witness, make, report, by_paragraph)


@dataclass(slots=True)
class _Level:
    """A level of a numbered list."""

    form: str = "decimal"
    text: str = "%1."
    start: int = 1


class _WordDocument:
    """A document on its way into blocks."""

    def __init__(self, raw: bytes, file: str, language: str, report: Report) -> None:
        self.file, self.language, self.report = file, language, report
        if raw.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
            # The container of .doc, and of .docx with a password.
            raise TextError(Message("E181", Locus(file)))
        archive = Archive(raw, file, KIND)
        for name in sorted(archive.names):
            if name.endswith((".xml", ".rels")):
                tree_of(archive.read(name), file, KIND)
        docx = library("docx", SHAPE.extra, KIND, file)
        try:
            self.document: Any = docx.Document(io.BytesIO(raw))
            self.part: Any = self.document.part
            self.body: etree._Element = self.document.element.body
        except Exception as error:
            # python-docx meets a damaged package with whatever error comes first.
            raise damaged(file, KIND, error) from error
        if self.body is None:
            raise TextError(Message("E171", Locus(file), {"kind": KIND}))
        self.left: Counter[str] = Counter()
        self.notes: dict[str, Note] = {}
        self.found: list[Passage] = []
        self.counts: dict[str, list[int]] = {}
        self.styles = _Styles(self._related("styles"))
        self.numbering = _numbering(self._related("numbering"))
        self.printed: Counter[str] = Counter()
        self.sources = {kind: self._notes(kind) for kind in ("footnote", "endnote")}

    def blocks(self) -> tuple[list[SourceBlock], Account]:
        """The blocks of the document, and the account of its text layer. Raises TextError (E134): there are no words."""
        for paragraph in _paragraphs(self.body):
            self._paragraph(paragraph)
        if not self.found:
            raise TextError(Message("E134", Locus(self.file), {"kind": KIND}))
        for kind in ("header", "footer", "comments"):
            for root in self._all_related(kind):
                count = len("".join(_text(root)).strip())
                self.left["comments" if kind == "comments" else "running heads and feet"] += count
        for kind, source in self.sources.items():
            for id_ in source:
                if f"{kind} {id_}" not in self.notes:
                    self._note(kind, id_, len(self.found))
        passages, notes, account = numbered(self.found, self.notes)
        blocks = bound(passages, notes, account, self.file, self.language, self.report)
        for part, count in sorted(self.left.items()):
            if count:
                self.report.add("I137", Locus(self.file), part=part, count=count)
        return blocks, account

    # --- Parts of the package

    def _all_related(self, kind: str) -> list[etree._Element]:
        found = []
        # A damaged package may have relations without an id.
        for _, relation in sorted(self.part.rels.items(), key=lambda item: str(item[0])):
            if relation.reltype == _RELATIONS + kind and not relation.is_external:
                found.append(tree_of(relation.target_part.blob, self.file, KIND))
        return found

    def _related(self, kind: str) -> etree._Element | None:
        return next(iter(self._all_related(kind)), None)

    def _notes(self, kind: str) -> dict[str, etree._Element]:
        """The footnotes or endnotes by their ids, without the lines that part them from the text."""
        root = self._related(kind + "s")
        if root is None:
            return {}
        return {note.get(f"{W}id", ""): note for note in root.iter(W + kind) if note.get(f"{W}type", "normal") == "normal"}

    # --- Text

    def _paragraph(self, paragraph: etree._Element) -> None:
        words = PassageWords()
        self._run(paragraph, words, len(self.found) + 1)
        text, calls = words.taken()
        if not text and not calls:
            return
        level = self.styles.level(paragraph)
        label = "" if level else self._label(paragraph)
        count = len(self.found) + 1
        self.found.append(
            Passage(SourceBlock(text, count, count, "item" if label else "p", label, (), level), calls, "", tuple(words.breaks))
        )

    def _run(self, paragraph: etree._Element, words: PassageWords, count: int) -> None:
        """Put the words of a paragraph, its calls of notes, and nothing of what is in paragraphs within it."""
        for element in _within(paragraph, self.left):
            name = element.tag.rpartition("}")[2]
            if name == "t":
                text = clean(element.text or "", self.file, self.report)
                n = text.strip()
                if _raised(element) and re.fullmatch(r"[\[(]?\d{1,3}[\])]?|[*†‡]{1,3}", n):
                    words.call(n, by_number(call_number(n)))
                else:
                    words.put(text)
            elif name in ("br", "cr"):
                words.line()
            elif name in _SIGNS:
                words.put(_SIGNS[name])
            elif name == "sym":
                code = element.get(f"{W}char", "")
                words.put(BULLETS.get(chr(int(code, 16)), chr(int(code, 16))) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else "")
            elif name in ("footnoteReference", "endnoteReference"):
                kind, id_ = name.removesuffix("Reference"), element.get(f"{W}id", "")
                n = self._note(kind, id_, count, _custom(element))
                words.call(n, f"{kind} {id_}")

    def _note(self, kind: str, id_: str, count: int, custom: str = "") -> str:
        """Read a note that is called, and give the number that Word prints for it."""
        key = f"{kind} {id_}"
        if key in self.notes:
            return self.notes[key].n
        if not custom:
            self.printed[kind] += 1
        form = _note_form(self.document.settings.element, kind)
        n = custom or _figure(self.printed[kind], form)
        source = self.sources[kind].get(id_)
        if source is None:
            return n
        words = PassageWords()
        for paragraph in _paragraphs(source):
            words.put(" ")
            self._run(paragraph, words, count)
        text, calls = words.taken()
        # A note with a sign of its own repeats it before its text.
        text = _with(text, calls)
        text = text.removeprefix(custom).lstrip() if custom else text
        self.notes[key] = Note(n, text, None, 0, locus=Locus(self.file, count))
        return n

    def _label(self, paragraph: etree._Element) -> str:
        """The mark that Word prints before a paragraph of a list."""
        id_, depth = self.styles.list_of(paragraph)
        levels = self.numbering.get(id_)
        if not levels or depth not in levels:
            return ""
        level = levels[depth]
        if level.form == "none":
            return ""
        if level.form == "bullet":
            return BULLETS.get(level.text, level.text[:1] or "•") + " "
        counts = self.counts.setdefault(id_, [])
        del counts[depth + 1 :]
        while len(counts) <= depth:
            counts.append(levels.get(len(counts), _Level()).start - 1)
        counts[depth] += 1
        shown = re.sub(
            r"%(\d)",
            lambda found: _figure(
                counts[int(found[1]) - 1] if 0 < int(found[1]) <= len(counts) else 1, levels.get(int(found[1]) - 1, level).form
            ),
            level.text,
        )
        return shown + " "


def _with(text: str, calls: Sequence[Call]) -> str:
    """A text with what is printed for its calls: notes have no notes."""
    parts: list[str] = []
    at = 0
    for call in calls:
        parts += (text[at : call.at], call.printed)
        at = call.at
    return "".join([*parts, text[at:]])


def _paragraphs(root: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of a part in order, those in tables and text boxes too, an alternative content once."""
    for paragraph in root.iter(W + "p"):
        if not any(above.tag in (MC + "Fallback", W + "del", W + "moveFrom") for above in paragraph.iterancestors()):
            yield paragraph


def _within(paragraph: etree._Element, left: Counter[str]) -> Iterator[etree._Element]:
    """The elements of a paragraph's own text: not those of a text box in it, not what is deleted, an alternative once."""
    from lxml import etree

    walk = etree.iterwalk(paragraph, events=("start",))
    for _, element in walk:
        if element is paragraph or not isinstance(element.tag, str):
            continue
        name = element.tag.rpartition("}")[2]
        if name in _LEFT_OUT or (name == "delText"):
            left[_LEFT_OUT.get(name, _LEFT_OUT["del"])] += len("".join(_text(element)).strip())
            walk.skip_subtree()
        elif element.tag in (W + "p", MC + "Fallback", W + "pPr", W + "rPr"):
            walk.skip_subtree()
        elif element.tag.startswith(W):
            yield element


def _text(root: etree._Element) -> Iterator[str]:
    """The text of a part, deleted text too."""
    for element in root.iter(W + "t", W + "delText", W + "instrText"):
        yield element.text or ""


def _raised(element: etree._Element) -> bool:
    """Whether a text stands in superscript."""
    run = element.getparent()
    raised = None if run is None else run.find(f"{W}rPr/{W}vertAlign")
    return raised is not None and raised.get(f"{W}val") == "superscript"


def _custom(reference: etree._Element) -> str:
    """The sign that an author chose for a note instead of its number."""
    if reference.get(f"{W}customMarkFollows") not in ("1", "true", "on"):
        return ""
    following = reference.getnext()
    text = following.text if following is not None and following.tag == W + "t" else ""
    if following is not None and text:
        following.text = ""
    return (text or "*").strip()


def _note_form(settings: etree._Element, kind: str) -> str:
    """How notes of a kind are numbered: Word's own way is figures for footnotes, small Roman ones for endnotes."""
    form = settings.find(f"{W}{kind}Pr/{W}numFmt") if settings is not None else None
    default = "decimal" if kind == "footnote" else "lowerRoman"
    return default if form is None else form.get(f"{W}val", default)


def _figure(number: int, form: str) -> str:
    """A number as a list or a note shows it."""
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        return roman(number) if form == "lowerRoman" else roman(number).upper()
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    return str(number)


@dataclass(slots=True)
class _Styles:
    """The styles of paragraphs: what each says of headings and lists, or the one that it is based on."""

    root: etree._Element | None
    by_id: dict[str, etree._Element] = field(default_factory=dict)
    default: str = ""

    def __post_init__(self) -> None:
        for style in self.root.iter(W + "style") if self.root is not None else ():
            self.by_id.setdefault(style.get(f"{W}styleId", ""), style)
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"):
                self.default = style.get(f"{W}styleId", "")

    def _chain(self, paragraph: etree._Element) -> list[etree._Element]:
        """The paragraph and its styles, the nearest first."""
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        id_ = self.default if named is None else named.get(f"{W}val", "")
        chain = [paragraph]
        seen: set[str] = set()
        while id_ in self.by_id and id_ not in seen:
            seen.add(id_)
            chain.append(self.by_id[id_])
            based = self.by_id[id_].find(f"{W}basedOn")
            id_ = "" if based is None else based.get(f"{W}val", "")
        return chain

    def level(self, paragraph: etree._Element) -> int:
        """The heading level of a paragraph, 1 to 6; 0 for text. The style Title is a heading of level 1."""
        for element in self._chain(paragraph):
            outline = element.find(f"{W}pPr/{W}outlineLvl")
            if outline is not None and (value := outline.get(f"{W}val", "")).isdigit():
                return min(int(value) + 1, 6) if int(value) < 9 else 0
            name = element.find(f"{W}name")
            if name is not None and (found := re.fullmatch(r"(?i)heading ([1-9])|title", name.get(f"{W}val", ""))):
                return min(int(found[1] or 1), 6)
        return 0

    def list_of(self, paragraph: etree._Element) -> tuple[str, int]:
        """The id of the list that a paragraph is in, and how deep it stands there; "" and 0 where it is in none."""
        depth = None
        for element in self._chain(paragraph):
            number = element.find(f"{W}pPr/{W}numPr")
            if number is None:
                continue
            id_, level = number.find(f"{W}numId"), number.find(f"{W}ilvl")
            if depth is None and level is not None and (value := level.get(f"{W}val", "")).isdigit():
                depth = min(int(value), 8)
            if id_ is not None:
                return id_.get(f"{W}val", ""), depth or 0
        return "", 0


def _numbering(root: etree._Element | None) -> Mapping[str, Mapping[int, _Level]]:
    """The lists of a document by their ids, each with its levels."""
    if root is None:
        return {}
    kinds = {kind.get(f"{W}abstractNumId", ""): _levels(kind) for kind in root.iter(W + "abstractNum")}
    lists = {}
    for number in root.iter(W + "num"):
        kind = number.find(f"{W}abstractNumId")
        if kind is not None:
            own = {depth: level for change in number.iter(W + "lvlOverride") for depth, level in _levels(change).items()}
            lists[number.get(f"{W}numId", "")] = {**kinds.get(kind.get(f"{W}val", ""), {}), **own}
    return lists


def _levels(root: etree._Element) -> dict[int, _Level]:
    levels = {}
    for level in root.iter(W + "lvl"):
        parts = ((part, level.find(W + part)) for part in ("numFmt", "lvlText", "start"))
        said = {part: found.get(f"{W}val", "") for part, found in parts if found is not None}
        start = said.get("start", "1")
        depth = level.get(f"{W}ilvl", "")
        if depth.isdigit():
            form = said.get("numFmt", "decimal")
            levels[int(depth)] = _Level(form, said.get("lvlText", ""), int(start) if re.fullmatch(r"\d{1,6}", start) else 1)
    return levels


def _document(file: UnknownFile, report: Report) -> Document:
    return document_of_word(file.raw, file.name, report)


def _knows(file: UnknownFile) -> bool:
    return file.archive is not None and "word/document.xml" in file.archive.names


def _states(file: UnknownFile) -> Statement:
    """Title and creator of its core properties, unless a program stands there as the creator."""
    if file.archive is None or "docProps/core.xml" not in file.archive.names:
        return Statement()
    core = file.archive.tree("docProps/core.xml")
    title, creator = (" ".join(map(text_of, core.iter(f"{{*}}{name}"))) for name in ("title", "creator"))
    return Statement(title, () if creator == "python-docx" else (creator,))


SHAPE = Shape(
    "docx", KIND, (".docx",), _knows, of_bytes=read, document=_document, states=_states, extra=EXTRA, libraries=("python-docx",)
)  # fmt: skip
