"""Turn a document in LaTeX, for reledmac or ekdosis, into an edition: its text, its witnesses, its apparatus, its notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from edition.imports import latex_commands as commands
from edition.imports.critical_source import CriticalSource
from edition.imports.latex_arguments import all_places, begins_readings, keys, options, raised, said_words
from edition.imports.latex_declarations import declarations, language_of
from edition.imports.latex_source import LatexSource
from edition.imports.said_apparatus import EncodedReading, EncodedUnit, SaidEntry, SaidNote
from edition.imports.settled_apparatus import settled
from edition.imports.text_builder import TextBuilder, WordsOnLine
from edition.messages import Report
from edition.messages.values import Lines
from edition.model import InlineRange, Locus

# Signs that LaTeX makes of several, unless a document turns that off (TeX ligatures of fontspec).
_LIGATURES = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("`", "‘"), ("'", "’"), (",,", "„"), ("<<", "«"), (">>", "»"))
_SIGNS = {
    "&": "&", "%": "%", "$": "$", "#": "#", "_": "_", "{": "{", "}": "}", " ": " ", ",": "\u202f", "-": "\u00ad", "/": "", "@": "",
    ";": "\u2009", ":": "\u2009", "!": "", "quad": " ", "qquad": " ", "enspace": " ", "thinspace": "\u202f", "space": " ",
    "nobreakspace": "\u00a0", "textbackslash": "\\", "textasciicircum": "^", "textasciitilde": "~", "slash": "/", "dots": "…",
    "ldots": "…", "textellipsis": "…", "char": "", "TeX": "TeX", "LaTeX": "LaTeX",
    "LuaLaTeX": "LuaLaTeX", "\n": " ", "\t": " ", "newline": " ",
    "(": "", ")": "",
}  # fmt: skip


_OUTSIDE = "what stands before and after the text that is edited"


def latex_edition(text: str, file: str, report: Report, sigla: Sequence[str] = ()) -> CriticalSource:
    """Turn a document in LaTeX into an edition. `sigla`: its witnesses, where it does not declare them.

    What is not known is told: commands (W142), files that it asks for (W143), entries of which the witnesses cannot be told (W144).

    Raises OutsideError (E142, E145, E053): its braces do not pair, it has no end, or pylatexenc is missing.
    """
    source = LatexSource(text, file)
    reader = _LatexReader(source, report)
    declared = declarations(source, reader.words_of, sigla)
    words, lines = source.outside
    if lines and words != declared.title:
        report.add("I136", Locus(file), part=_OUTSIDE, lines=Lines(lines))
    reader.walk(source.nodes(source.body), 0)
    return settled(reader.text, declared, source.locus(0), report, language_of(source.preamble))


class _LatexReader:
    """Walks through a document and puts its words where they belong."""

    def __init__(self, source: LatexSource, report: Report) -> None:
        self.source, self.report = source, report
        self.text = TextBuilder()
        self.ligatures = "Ligatures=TeXOff" not in source.preamble
        self.numbered = r"\beginnumbering" in source.body
        # Where the nodes of a definition stand in the file, None for those of the file itself.
        self.at: int | None = None
        self.plain: list[list[tuple[str, frozenset[str]]]] = []
        self.said: frozenset[str] = frozenset()
        self.verses = False
        self.unknown: set[str] = set()
        self.special: Mapping[str, Callable[[Any, int, list[Any]], None]] = {
            "edtext": self._edtext, "app": self._app, "pstart": self._border, "pend": self._border, "par": self._border,
            "stanza": self._stanza, "endstanza": self._end_stanza, "vnum": self._verse, "stage": self._stage,
            "speaker": self._speaker, "ekddiv": self._division, "divisionhead": self._division_head, "item": self._border,
            "sectionbreak": self._section, "note": self._note, "getsiglum": self._siglum, "char": self._character,
            "entryhead": self._entry_head, "stagefont": self._stage_font, "title": self._nothing, "author": self._nothing,
            "date": self._nothing,
        }  # fmt: skip

    # --- The walk -----------------------------------------------------------------------------------------------------

    def walk(self, nodes: Sequence[Any], depth: int) -> None:
        """Walk through nodes in order. `depth`: how many definitions hold them."""
        waiting = [*reversed(nodes)]
        while waiting:
            node = waiting.pop()
            kind = type(node).__name__
            if kind == "LatexCharsNode":
                self._characters(node.chars)
            elif kind == "LatexGroupNode":
                self._group(node.nodelist, depth)
            elif kind == "LatexCommentNode":
                if node.comment_post_space.count("\n") > 1:
                    self._break()
            elif kind == "LatexSpecialsNode":
                self._special_sign(node)
            elif kind == "LatexMathNode":
                self._mathematics(node)
            elif kind == "LatexEnvironmentNode":
                self._environment(node, depth)
            elif kind == "LatexMacroNode":
                self._macro(node, depth, waiting)

    def _group(self, nodes: Sequence[Any], depth: int) -> None:
        looks, said = self.text.looks, self.said
        self.walk(nodes, depth)
        self.text.looks, self.said = looks, said

    def _characters(self, chars: str) -> None:
        for number, words in enumerate(re.split(r"\n[ \t]*\n\s*", chars)):
            if number:
                self._break()
            self._write(self._ligated(words))

    def _ligated(self, words: str) -> str:
        if self.ligatures:
            for signs, one in _LIGATURES:
                words = words.replace(signs, one)
        return words

    def _write(self, words: str) -> None:
        if self.plain:
            self.plain[-1].append((words, self.said | self.text.looks))
        else:
            self.text.write(words)

    def _break(self) -> None:
        """An empty line or a command that ends a paragraph."""
        if self.plain:
            self._write(" ")
        elif not self.verses:
            self.text.end()

    def _special_sign(self, node: Any) -> None:
        signs = node.specials_chars
        if signs == "&":
            if self.verses and not self.plain:
                self.text.end()
            else:
                self._write(" ")
        elif signs == "~":
            self._write("\u00a0")
        else:
            self._write(self._ligated(signs))

    def _mathematics(self, node: Any) -> None:
        """Figures and letters raised by a dollar sign are words; other formulas are kept as they are written."""
        inner = node.latex_verbatim()[len(node.delimiters[0]) : -len(node.delimiters[1])]
        if "\\" in inner:
            from pylatexenc.latex2text import LatexNodes2Text

            self._told(node, "a formula")
            self._write(LatexNodes2Text().nodelist_to_text([node]).strip())
        elif inner[:1] in ("^", "_"):
            with self.text.looking("sup" if inner[0] == "^" else "sub"):
                self._write(inner[1:].strip("{} "))
        else:
            self._write(re.sub(r"[{}]", "", inner))

    def _environment(self, node: Any, depth: int) -> None:
        name = node.environmentname
        if name in commands.OUTSIDE_ENVIRONMENTS:
            first = self._locus(node)
            more = node.latex_verbatim().count("\n") if self.at is None else 0
            lines = Lines(tuple(range(first.line, first.line + more + 1)))
            self.report.add("I136", Locus(first.file), part=rf"\begin{{{name}}}", lines=lines)
            return
        known = name in commands.PLAIN_ENVIRONMENTS
        kind, within, verses = self.text.kind, self.text.within, self.verses
        looks = self.text.looks
        if not self.plain:
            self.text.end()
        if name in commands.VERSE_ENVIRONMENTS:
            self._begin_verses()
        elif name in commands.QUOTING_ENVIRONMENTS:
            self.text.within = (*within, "quotation")
        elif name == "speech":
            self.text.within = (*within, "speech")
            self.text.break_surroundings()
        elif not known:
            self._told(node, f"the environment {name}")
        self.walk(node.nodelist, depth)
        if not self.plain:
            self.text.end()
        self.text.kind, self.text.within, self.verses, self.text.looks = kind, within, verses, looks

    def _begin_verses(self) -> None:
        self.text.end()
        self.verses = True
        self.text.kind, self.text.within, self.text.stanza_begins = "l", (*self._without_stanza(), "stanza"), True

    def _without_stanza(self) -> tuple[Any, ...]:
        return tuple(one for one in self.text.within if one != "stanza")

    def _macro(self, node: Any, depth: int, following: list[Any]) -> None:
        name = node.macroname
        if name in self.special and not (self.plain and name in ("edtext", "app")):
            self.special[name](node, depth, following)
        elif name in commands.LOOKS:
            with self.text.looking(commands.LOOKS[name]):
                self._arguments(node, depth)
        elif name in commands.DECLARED_LOOKS:
            self.text.looks |= {commands.DECLARED_LOOKS[name]}
        elif name in commands.SIGLA or name == "said":
            before, self.said = self.said, self.said | {"said" if name == "said" else "siglum"}
            self._arguments(node, depth)
            self.said = before
        elif name in ("edtext", "app"):
            self._arguments(node, depth, which=0)
        elif name in commands.NOTES:
            self._called(node, depth)
        elif name in commands.HEADINGS:
            with self.text.heading(commands.HEADINGS[name]):
                self._arguments(node, depth)
        elif name == "\\":
            if self.verses and not self.plain:
                self.text.end()
            else:
                self._write(" ")
        elif name == "&" and self.verses and not self.plain:
            self._end_stanza(node, depth, following)
        elif name == "enquote":
            self._write("“")
            self._arguments(node, depth)
            self._write("”")
        elif name in commands.WORDS:
            self._arguments(node, depth)
        elif name in _SIGNS:
            self._write(_SIGNS[name])
        elif name in commands.FILES:
            self.report.add("W143", self._locus(node), name=f"\\{name}", href=self._verbatim(node) or "no name")
        elif name in self.source.definitions:
            self._defined(node, depth)
        elif name not in commands.LAYOUT and name not in commands.STRUCTURE:
            self._unknown(node, depth)

    def _unknown(self, node: Any, depth: int) -> None:
        """A sign that pylatexenc knows, such as a letter with an accent; else a command of which the words are kept."""
        from pylatexenc import latex2text

        if node.macroname in commands.DEFINITIONS:
            return
        if latex2text.get_default_latex_context_db().get_macro_spec(node.macroname) is not None:
            words = latex2text.LatexNodes2Text(keep_comments=False).nodelist_to_text([node])
            if words.strip():
                self._write(words)
                return
        self._told(node, f"\\{node.macroname}")
        self._arguments(node, depth)

    def _told(self, node: Any, what: str) -> None:
        self.report.add("W142", self._locus(node), name=what)

    def _locus(self, node: Any) -> Any:
        return self.source.locus(node.pos if self.at is None else self.at)

    def _given(self, node: Any) -> list[Any]:
        """The arguments of a command, None for one that is left out."""
        return [*node.nodeargd.argnlist] if node.nodeargd is not None and node.nodeargd.argnlist else []

    def _arguments(self, node: Any, depth: int, which: int = -1) -> None:
        """Walk through an argument in braces, the last by default."""
        given = [one for one in self._given(node) if one is not None]
        if given:
            one = given[which]
            self._group(one.nodelist if type(one).__name__ == "LatexGroupNode" else [one], depth)

    def _verbatim(self, node: Any) -> str:
        given = [one for one in self._given(node) if one is not None]
        return given[-1].latex_verbatim().strip("{}") if given else ""

    def _defined(self, node: Any, depth: int) -> None:
        definition = self.source.definitions[node.macroname]
        given = [
            definition.given if one is None else one.latex_verbatim()[1:-1] if type(one).__name__ == "LatexGroupNode"
            else one.latex_verbatim() for one in self._given(node)
        ]  # fmt: skip
        at = node.pos if self.at is None else self.at
        nodes = self.source.expanded(node.macroname, given, depth + 1, at)
        before, self.at = self.at, at
        self.walk(nodes, depth + 1)
        self.at = before

    # --- Text in other places -----------------------------------------------------------------------------------------

    def _pieces(self, nodes: Sequence[Any], depth: int) -> list[tuple[str, frozenset[str]]]:
        """The words of nodes that stand in no place of the text, such as those of a note, with their looks."""
        looks, said = self.text.looks, self.said
        self.text.looks, self.said = frozenset(), frozenset()
        self.plain.append([])
        self.walk(nodes, depth)
        self.text.looks, self.said = looks, said
        return self.plain.pop()

    def words_of(self, nodes: Sequence[Any], depth: int = 0, at: int | None = None) -> str:
        """The words of nodes on one line. `at`: where in the file they stand, if not by their own places."""
        before, self.at = self.at, self.at if at is None else at
        pieces = self._pieces(nodes, depth)
        self.at = before
        return " ".join("".join(raised(words, looks) for words, looks in pieces).replace("\u00a0", " ").split())

    def _placed(self, pieces: Sequence[tuple[str, frozenset[str]]]) -> tuple[str, tuple[InlineRange, ...]]:
        made = WordsOnLine()
        for words, looks in pieces:
            marked: frozenset[Any] = frozenset({"italic" if one in ("said", "siglum") else one for one in looks})
            made.write(words, marked)
        text = made.text.rstrip(" ")
        return text, tuple(look for look in made.looks if look.start < len(text))

    def _called(self, node: Any, depth: int) -> None:
        given = [one for one in self._given(node) if one is not None]
        text, looks = self._placed(self._pieces(given[-1].nodelist if hasattr(given[-1], "nodelist") else given[-1:], depth))
        if text and not self.plain:
            with self.text.place(SaidNote(text, looks), self._locus(node)):
                pass
        elif text:
            self._write(f" ({text})")

    # --- reledmac -----------------------------------------------------------------------------------------------------

    def _edtext(self, node: Any, depth: int, following: list[Any]) -> None:
        words, said = self._given(node)
        entries = self._entries(getattr(said, "nodelist", []), depth)
        with all_places(self.text, entries, self._locus(node)):
            self._group(getattr(words, "nodelist", [words]), depth)

    def _entries(self, nodes: Sequence[Any], depth: int) -> list[SaidEntry]:
        lemma = ""
        found: list[SaidEntry] = []
        for node in nodes:
            if type(node).__name__ == "LatexGroupNode":
                found += self._entries(node.nodelist, depth)
            if type(node).__name__ != "LatexMacroNode":
                continue
            given = [one for one in self._given(node) if one is not None]
            if node.macroname == "lemma" and given:
                lemma = self.words_of(given[-1].nodelist, depth)
            elif node.macroname in commands.ENTRIES and given:
                pieces = self._pieces(given[-1].nodelist, depth)
                text, looks = self._placed(pieces)
                found.append(SaidEntry(commands.ENTRIES[node.macroname], lemma, tuple(said_words(pieces)), text, looks))
            elif node.macroname in self.source.definitions:
                at = node.pos if self.at is None else self.at
                given_words = [one.latex_verbatim()[1:-1] for one in given]
                found += self._entries(self.source.expanded(node.macroname, given_words, depth + 1, at), depth + 1)
        return found

    def _border(self, node: Any, depth: int, following: list[Any]) -> None:
        self._break()

    def _nothing(self, node: Any, depth: int, following: list[Any]) -> None:
        """What was told before the text."""

    def _stanza(self, node: Any, depth: int, following: list[Any]) -> None:
        if not self.plain:
            self._begin_verses()

    def _end_stanza(self, node: Any, depth: int, following: list[Any]) -> None:
        self.text.end()
        self.verses = False
        self.text.kind, self.text.within = "p", self._without_stanza()

    # --- ekdosis ------------------------------------------------------------------------------------------------------

    def _app(self, node: Any, depth: int, following: list[Any]) -> None:
        groups = [one.nodelist for one in self._given(node)[1:] if one is not None]
        # Readings may stand in a group of their own after that of the lemma.
        while following and (
            (type(following[-1]).__name__ == "LatexCharsNode" and not following[-1].chars.strip()
             and len(following) > 1 and begins_readings(following[-2])) or begins_readings(following[-1])
        ):  # fmt: skip
            one = following.pop()
            groups.append(getattr(one, "nodelist", []))
        unit = EncodedUnit()
        lemma: list[Any] = []
        for nodes in groups:
            lemma += self._encoded(nodes, unit, depth)
        with self.text.place(unit, self._locus(node)):
            self._group(lemma, depth)

    def _encoded(self, nodes: Sequence[Any], unit: EncodedUnit, depth: int) -> list[Any]:
        """Put the readings and remarks of an app into a unit. Returns the nodes of its lemma."""
        lemma: list[Any] = []
        for node in nodes:
            if type(node).__name__ != "LatexMacroNode":
                continue
            given = self._given(node)
            inner = getattr(given[-1], "nodelist", []) if given else []
            if node.macroname == "lem":
                stated = options(given[0])
                unit.lemma += keys(stated.get("wit", ""))
                if stated.get("alt"):
                    at = node.pos if self.at is None else self.at
                    unit.stated = self.words_of(self.source.nodes(stated["alt"], at), depth, at)
                lemma += inner
            elif node.macroname == "rdg":
                stated = options(given[0])
                said = stated.get("source", "") or stated.get("resp", "")
                unit.readings.append(EncodedReading(keys(stated.get("wit", "")), self.words_of(inner, depth), said))
            elif node.macroname == "rdgGrp":
                lemma += self._encoded(inner, unit, depth)
            elif node.macroname == "note":
                unit.remarks.append(self.words_of(inner, depth))
        return lemma

    def _note(self, node: Any, depth: int, following: list[Any]) -> None:
        self._called(node, depth)

    def _siglum(self, node: Any, depth: int, following: list[Any]) -> None:
        self._write(self._verbatim(node))

    def _verse(self, node: Any, depth: int, following: list[Any]) -> None:
        number, words = self._given(node)
        self.text.verse = number.latex_verbatim().strip("{}")
        self._group(words.nodelist, depth)

    def _stage(self, node: Any, depth: int, following: list[Any]) -> None:
        if self.plain or self.text.words.text:
            with self.text.looking("stage"):
                self._arguments(node, depth)
            return
        kind, verses, within = self.text.kind, self.verses, self.text.within
        self.text.kind, self.text.within = "stage", self._without_stanza()
        self._arguments(node, depth)
        self.text.end()
        self.text.kind, self.verses, self.text.within = kind, verses, within

    def _speaker(self, node: Any, depth: int, following: list[Any]) -> None:
        self.text.end()
        given = [one for one in self._given(node) if one is not None]
        self.text.speaker = self.words_of(given[-1].nodelist, depth).rstrip(".: ") if given else ""
        if "speech" not in self.text.within:
            self.text.within = (*self.text.within, "speech")
        self.text.break_surroundings()

    def _division(self, node: Any, depth: int, following: list[Any]) -> None:
        stated = options(self._given(node)[0])
        deep = int(stated["depth"]) if stated.get("depth", "").isdecimal() and len(stated["depth"]) < 3 else 2
        said = stated.get("head") or " ".join(filter(None, (stated.get("type", ""), stated.get("n", ""))))
        with self.text.heading(deep):
            self.walk(self.source.nodes(said, node.pos if self.at is None else self.at), depth + 1)

    # --- What our own documents have ----------------------------------------------------------------------------------

    def _division_head(self, node: Any, depth: int, following: list[Any]) -> None:
        number, words = self._given(node)
        deep = number.latex_verbatim().strip("{}")
        with self.text.heading(int(deep) if deep.isdecimal() and len(deep) < 3 else 1):
            self._group(words.nodelist, depth)

    def _entry_head(self, node: Any, depth: int, following: list[Any]) -> None:
        """The rest of the group is the heading of an entry."""
        rest = [*reversed(following)]
        following.clear()
        with self.text.heading(100):
            self.walk(rest, depth)

    def _stage_font(self, node: Any, depth: int, following: list[Any]) -> None:
        rest = [*reversed(following)]
        following.clear()
        self.text.kind = "stage"
        self.walk(rest, depth)
        self.text.end()
        self.text.kind = "p"

    def _section(self, node: Any, depth: int, following: list[Any]) -> None:
        self.text.end()
        self.text.section = True

    def _character(self, node: Any, depth: int, following: list[Any]) -> None:
        """A sign by its number, as \\char38."""
        if following and type(following[-1]).__name__ == "LatexCharsNode":
            chars = following.pop().chars
            number = re.match(r"\d{1,6}", chars)
            if number and int(number[0]) < 0x110000 and not 0xD800 <= int(number[0]) < 0xE000:
                self._write(chr(int(number[0])))
            self._characters(chars[number.end() :] if number else chars)
