"""Turn a document in LaTeX into the nodes of its text: what it defines is put in, what it declares told, and all of it bounded.

pylatexenc reads what is between braces; nothing is run, and no file that the document names is read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from typing import Any, NoReturn

from edition.errors import OutsideError
from edition.imports import latex_commands as commands
from edition.messages import Message
from edition.model import Locus

FORM = "document in LaTeX"
_MADE = "TEI of a document in LaTeX"
# How deep groups and environments may stand in one another: editions have five; pylatexenc has room for some three hundred.
DEEPEST = 100
# How many definitions may be put in within one another, and how many in all: editions have two, and some ten thousand. By eye.
DEEPEST_DEFINITION = 30
MOST_DEFINITIONS = 200_000

_DEFINITION = re.compile(
    r"\\(?:(?:re|provide)?newcommand|DeclareRobustCommand)\*?\s*\{?\s*\\(?P<name>[A-Za-z@]+)\s*\}?\s*(?:\[(?P<count>\d)\])?\s*"
    r"(?P<given>\[[^\]]*\])?\s*(?=\{)"
    r"|\\(?:(?:long|global)\s*\\)?[egx]?def\s*\\(?P<defined>[A-Za-z@]+)\s*(?P<numbers>(?:#\d)*)\s*(?=\{)"
    r"|\\(?:New|Renew|Provide)DocumentCommand\s*\{?\s*\\(?P<made>[A-Za-z@]+)\s*\}?\s*\{(?P<spec>[^{}]*)\}\s*(?=\{)"
)
# Between these stands what is edited; what begins a numbering within an environment of ekdosis says no more.
_REGIONS = ((r"\\begin\{ekdosis\}", r"\\end\{ekdosis\}"), (r"\\beginnumbering\b", r"\\endnumbering\b"))
# A command with what says how the page is set, and braces.
_COMMAND = re.compile(
    r"\\(?:begin|end|vspace|hspace|label|usepackage|input|include|doendnotes|selectlanguage)\*?\s*(?:\[[^\]]*\])?\s*\{[^{}]*\}"
    r"|\\[A-Za-z@]+\*?(?:\[[^\]]*\])?|\\.|[{}~&]"
)
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*")


@dataclass(frozen=True, slots=True)
class LatexDefinition:
    """What a document defines a command as. `spec`: its arguments, as pylatexenc has them; `body`: with #1, #2 for them."""

    spec: str
    body: str
    given: str = ""


class LatexSource:
    """A document in LaTeX. `preamble`: what stands before its text; `body`: the text, at the places of the file."""

    def __init__(self, text: str, file: str) -> None:
        if find_spec("pylatexenc") is None:
            raise OutsideError(Message("E053", None, {"form": _MADE, "library": "pylatexenc", "extra": "latex"}))
        self.file = file
        text = _COMMENT.sub(lambda found: found[1] + "%" + " " * (len(found[0]) - len(found[1]) - 1), text)
        self.text = text
        _check_depth(text, file)
        self.definitions, text = _definitions(text)
        self.defined = text
        start = text.find(r"\begin{document}")
        self.preamble = text[: max(start, 0)]
        self.body = "".join("\n" if sign == "\n" else " " for sign in self.preamble) + text[max(start, 0) :]
        self.put_in = self.put_in_signs = 0
        self.bodies: dict[str, list[Any]] = {}
        self.outside = self._take_out_the_rest()

    def _take_out_the_rest(self) -> tuple[str, tuple[int, ...]]:
        """Where a document says which part of it is edited, take out all else. Returns its words and their lines, from 1."""
        for begin, end in _REGIONS:
            found = [*re.finditer(f"{begin}(?s:.*?)(?:{end}|$)", self.body)]
            if found:
                break
        else:
            return "", ()
        kept = [False] * len(self.body)
        for match in found:
            kept[match.start() : match.end()] = [True] * (match.end() - match.start())
        rest = "".join("\n" if sign == "\n" else " " if keep else sign for sign, keep in zip(self.body, kept, strict=True))
        self.body = "".join(sign if keep or sign == "\n" else " " for sign, keep in zip(self.body, kept, strict=True))
        words = [_COMMAND.sub(" ", line) for line in _COMMENT.sub("", rest).split("\n")]
        lines = tuple(number for number, line in enumerate(words, 1) if any(map(str.isalnum, line)))
        return " ".join(" ".join(words).split()), lines

    def locus(self, at: int) -> Locus:
        """The place of an offset in the file."""
        line = bisect_right(self._lines, at)
        return Locus(self.file, line, at - self._lines[line - 1] + 1)

    @cached_property
    def _lines(self) -> list[int]:
        """Where each line begins."""
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    @cached_property
    def _commands(self) -> Any:
        from pylatexenc import latexwalker, macrospec

        known: dict[str, str] = {
            **commands.LAYOUT, **commands.WORDS, **commands.FILES, **commands.NOTES, **commands.STRUCTURE,
            **dict.fromkeys((*commands.LOOKS, *commands.SIGLA), "{"), **dict.fromkeys(commands.DECLARED_LOOKS, ""),
            **dict.fromkeys(commands.HEADINGS, "*[{"), **dict.fromkeys(commands.ENTRIES, "[{"),
            **{name: one.spec for name, one in self.definitions.items()},
        }  # fmt: skip
        context = latexwalker.get_default_latex_context_db()
        context.add_context_category(
            "editions",
            macros=[macrospec.std_macro(name, spec) for name, spec in known.items()],
            environments=[macrospec.std_environment(name, spec) for name, spec in commands.ENVIRONMENTS.items()],
            prepend=True,
        )
        return context

    def nodes(self, text: str, at: int | None = None) -> list[Any]:
        """The nodes of some LaTeX. `at`: where it stands in the file; None for the body.

        Raises OutsideError (E142, E145): its braces or environments do not pair, or they stand too deep.
        """
        from pylatexenc import latexwalker

        walker = latexwalker.LatexWalker(text, latex_context=self._commands, tolerant_parsing=False)
        try:
            found, _, _ = walker.get_latex_nodes()
        except latexwalker.LatexWalkerParseError as error:
            place = self.locus(min(max(error.pos or 0, 0), len(text)) if at is None else at)
            raise OutsideError(Message("E142", place, {"form": FORM, "reason": str(error.msg).rstrip(".")})) from error
        except RecursionError as error:
            raise self.endless("it is nested too deep", at or 0) from error
        return list(found)

    def expanded(self, name: str, arguments: Sequence[str], depth: int, at: int) -> list[Any]:
        """The nodes of what a command of the document's own stands for. Raises OutsideError (E145): it has no end."""
        self.put_in += 1
        if depth > DEEPEST_DEFINITION or self.put_in > MOST_DEFINITIONS:
            raise self.endless(f"\\{name} stands for itself, or for too much", at)
        body = self.definitions[name].body
        # What a command is given goes through all that stand within it: so often a document may come to its own length again.
        most = DEEPEST_DEFINITION * (len(self.text) + 10_000)
        self.put_in_signs += len(body)
        for number, argument in enumerate(arguments, 1):
            self.put_in_signs += body.count(f"#{number}") * len(argument)
            if self.put_in_signs > most:
                break
            body = body.replace(f"#{number}", argument)
        if self.put_in_signs > most:
            raise self.endless(f"\\{name} stands for too much", at)
        if body not in self.bodies:
            self.bodies[body] = self.nodes(body, at)
        return self.bodies[body]

    def endless(self, what: str, at: int) -> OutsideError:
        """What is raised where a document cannot be read to its end."""
        return OutsideError(Message("E145", self.locus(at), {"form": FORM, "what": what}))


def closing_brace(text: str, at: int) -> int:
    """Where the group ends that begins at a brace: after its closing brace; -1 if it does not."""
    depth = 0
    while at < len(text):
        sign = text[at]
        if sign == "\\":
            at += 2
            continue
        depth += (sign == "{") - (sign == "}")
        at += 1
        if not depth:
            return at
    return -1


def arguments_after(text: str, at: int, count: int) -> tuple[list[str], int]:
    """The words of so many groups that follow one another, fewer where there are fewer, and where they end."""
    found: list[str] = []
    while len(found) < count:
        start = at
        while start < len(text) and text[start].isspace():
            start += 1
        if text[start : start + 1] != "{" or (end := closing_brace(text, start)) < 0:
            break
        found.append(text[start + 1 : end - 1])
        at = end
    return found, at


def _definitions(text: str) -> tuple[Mapping[str, LatexDefinition], str]:
    """What a document defines, and the document with spaces in the place of that. What is known already is not defined anew."""
    known = {
        *commands.LAYOUT, *commands.WORDS, *commands.FILES, *commands.NOTES, *commands.STRUCTURE, *commands.LOOKS, *commands.SIGLA,
        *commands.DECLARED_LOOKS, *commands.HEADINGS, *commands.ENTRIES,
    }  # fmt: skip
    found: dict[str, LatexDefinition] = {}
    parts: list[str] = []
    at = 0
    for match in _DEFINITION.finditer(text):
        end = closing_brace(text, match.end())
        if match.start() < at or end < 0:
            continue
        name = match["name"] or match["defined"] or match["made"]
        if match["made"]:
            spec = "".join({"m": "{", "s": "*"}.get(sign, "[" if sign in "oO" else "") for sign in match["spec"] if sign != " ")
        else:
            count = int(match["count"] or 0) if match["name"] else match["numbers"].count("#")
            spec = "[" + "{" * (count - 1) if match["given"] and count else "{" * count
        if name not in known:
            found[name] = LatexDefinition(spec, text[match.end() + 1 : end - 1], (match["given"] or "")[1:-1])
        parts += (text[at : match.start()], re.sub(r"[^\n]", " ", text[match.start() : end]))
        at = end
    return found, "".join(parts) + text[at:]


def _check_depth(text: str, file: str) -> None:
    """Raise OutsideError where groups and environments stand deeper in one another than DEEPEST (E145), or a group has no other
    end (E142). What may hold single braces, as \\verb, is left to pylatexenc.
    """
    open_: list[int] = []
    depth = 0
    paired = not re.search(r"\\verb|\\begin\{(?:verbatim|lstlisting)", text)
    for match in re.finditer(r"\\begin\b|\\end\b|\\.|[{}]", text, re.DOTALL):
        depth += {"{": 1, "}": -1, "\\begin": 1, "\\end": -1}.get(match[0], 0)
        if depth > DEEPEST:
            what = f"groups stand deeper than {DEEPEST} in one another"
            raise OutsideError(Message("E145", _locus(text, match.start(), file), {"form": FORM, "what": what}))
        if match[0] == "{":
            open_.append(match.start())
        elif match[0] == "}" and open_:
            open_.pop()
        elif match[0] == "}" and paired:
            _unpaired(text, match.start(), file, "the brace at this place closes nothing")
    if open_ and paired:
        _unpaired(text, open_[-1], file, "the brace at this place is never closed")


def _unpaired(text: str, at: int, file: str, reason: str) -> NoReturn:
    raise OutsideError(Message("E142", _locus(text, at, file), {"form": FORM, "reason": reason}))


def _locus(text: str, at: int, file: str) -> Locus:
    before = text[:at]
    return Locus(file, before.count("\n") + 1, at - before.rfind("\n"))
