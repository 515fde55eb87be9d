"""Turn a tagged PDF into its tree of tags, with the words that a screen reader says for each; and its pages into what they paint.

What is said are the words that stand in the place of a sign, and what is painted where none do. Nothing of how tags are made is
used here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Tag:
    """An element of the structure tree. Kids are elements and, as strings, words."""

    sort: str
    parts: list[Tag | str] = field(default_factory=list)
    language: str = ""
    title: str = ""
    description: str = ""
    identifier: str = ""
    scope: str = ""
    contents: str = ""

    @property
    def kids(self) -> list[Tag]:
        """The elements in it; itself has words if there are none."""
        found = [part for part in self.parts if isinstance(part, Tag)]
        return found or [self] if self.parts else []

    def walk(self) -> Iterator[Tag]:
        """Yield this element and all in it, in order."""
        yield self
        for part in self.parts:
            if isinstance(part, Tag):
                yield from part.walk()

    def all(self, sort: str) -> list[Tag]:
        """Find all elements of a sort in this one."""
        return [each for each in self.walk() if each.sort == sort]

    def first(self, sort: str) -> Tag:
        """Find the first element of a sort."""
        return self.all(sort)[0]


def spoken(tag: Tag) -> str:
    """The words that are said for an element, blocks with a space between them."""
    said = "".join(part if isinstance(part, str) else f" {spoken(part)} " for part in tag.parts)
    return " ".join(re.sub("\u00ad\\s*", "\u00ad", said).split())


def tags_of(path: Path) -> Tag:
    """Read the tree of tags of a PDF."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        words = [_words(page) for page in pdf.pages]
        numbers = {page.objgen: at for at, page in enumerate(pdf.pages)}

        def read(element: Any, page: int) -> Tag:
            page = numbers[element.Pg.objgen] if "/Pg" in element else page
            found = Tag(str(element.S)[1:])
            for name, key in (("language", "/Lang"), ("title", "/T"), ("description", "/Alt"), ("identifier", "/ID")):
                setattr(found, name, str(element.get(key, "")))
            found.scope = str(element.A.get("/Scope", ""))[1:] if "/A" in element else ""
            kids = element.get("/K", [])
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if isinstance(kid, int):
                    found.parts.append(words[page][kid])
                elif kid.get("/Type") == "/OBJR":
                    found.contents = str(kid.Obj.get("/Contents", ""))
                elif "/MCID" in kid:
                    found.parts.append(words[numbers[kid.Pg.objgen]][int(kid.MCID)])
                else:
                    found.parts.append(read(kid, page))
            return found

        roots = pdf.Root.StructTreeRoot.K
        return read(roots[0] if isinstance(roots, pikepdf.Array) else roots, 0)


@dataclass(frozen=True)
class Run:
    """What is painted at once in one face: the name of the face without the tag of its subset, the numbers of its glyphs, the
    letters that each stands for. `stroked`: its outlines are drawn with a pen, too (ISO 32000-1, 9.3.6: rendering mode 2)."""

    face: str
    glyphs: tuple[int, ...]
    letters: tuple[str, ...]
    stroked: bool = False

    @property
    def text(self) -> str:
        return "".join(self.letters)

    def glyph_of(self, letter: str) -> int:
        """The first glyph that stands for a letter. Raises ValueError: the run has no such letter."""
        return self.glyphs[self.letters.index(letter)]


def runs_of(path: Path) -> list[list[Run]]:
    """Read what each page of a PDF paints, artifacts too, in the order in which it does."""
    import pikepdf

    pages: list[list[Run]] = []
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            fonts = {name: (str(font.BaseFont)[1:].split("+")[-1], _letters(font)) for name, font in page.Resources.Font.items()}
            face, letters, stroked = "", dict[int, str](), False
            pages.append([])
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    face, letters = fonts[str(operands[0])]
                elif str(operator) == "Tr":
                    stroked = int(operands[0]) == 2
                elif str(operator) == "TJ":
                    glyphs = _glyphs(operands[0])
                    pages[-1].append(Run(face, glyphs, tuple(letters.get(glyph, "\ufffd") for glyph in glyphs), stroked))
    return pages


def _glyphs(shown: Any) -> tuple[int, ...]:
    import pikepdf

    said = b"".join(bytes(item) for item in shown if isinstance(item, pikepdf.String))
    return tuple(int.from_bytes(said[at : at + 2]) for at in range(0, len(said), 2))


def _words(page: Any) -> dict[int, str]:
    """The words of each marked content of a page: what is said in the place of signs, else what is painted."""
    import pikepdf

    fonts: dict[str, dict[int, str]] = {name: _letters(font) for name, font in page.Resources.Font.items()}
    found: dict[int, str] = {}
    open_: list[tuple[int | None, bool]] = []
    letters: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        sign = str(operator)
        if sign in ("BDC", "BMC"):
            marks = operands[1] if sign == "BDC" and isinstance(operands[1], pikepdf.Dictionary) else {}
            number = int(marks["/MCID"]) if "/MCID" in marks else open_[-1][0] if open_ else None
            said = marks.get("/ActualText", marks.get("/E"))
            if number is not None:
                found[number] = found.get(number, "") + (str(said) if said is not None else "")
            open_.append((number, said is not None or bool(open_ and open_[-1][1])))
        elif sign == "EMC":
            open_.pop()
        elif sign == "Tf":
            letters = fonts[str(operands[0])]
        elif sign == "TJ" and open_ and open_[-1][0] is not None and not open_[-1][1]:
            found[open_[-1][0]] += "".join(letters.get(glyph, "\ufffd") for glyph in _glyphs(operands[0]))
    return found


def _letters(font: Any) -> dict[int, str]:
    said = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]*)>", font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in said}
