"""Turn the faces that the parts of a book use into fonts of the whole PDF: each face stands in it once, with the letters of all.

Each part is set in a process of its own and tells which glyphs of which face it shows; the fonts are made when the parts are bound.
Glyphs keep their numbers, so that what a page paints need not change. The name of a font begins with a tag made of its content:
different subsets under one tag are not allowed (ISO 32000-1, 9.6.4).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pydyf
from weasyprint.pdf import fonts
from weasyprint.text.ffi import ffi, harfbuzz

if TYPE_CHECKING:
    import pikepdf

# Glyph -> what it stands for; of letters that a face lacks, the code that stands for each.
Letters = tuple[tuple[int, str], ...]
# Glyph -> its width in thousandths of the size.
GlyphWidths = tuple[tuple[int, float], ...]
# A map from codes to letters has so many in a list (ISO 32000-1, 9.10.3, refers to Adobe Technical Note 5014: at most 100).
_LISTED = 100


@dataclass(frozen=True, slots=True)
class UsedFace:
    """A face as a part uses it.

    `key`: its name among the fonts of a page. `name`: its name without tag. `file`: the SHA-256 of its file; `index`: which font of
    the file. `look`: family, size, weight, style and flags, as WeasyPrint has them. `variations`: the axes of a variable font.
    `pictures`: its glyphs are pictures, which are painted without it. `missing`: the codes that stand for letters that it lacks.
    """

    key: str
    name: str
    file: str
    index: int
    look: tuple[str, float, int, int, int]
    extent: tuple[int, int]
    variations: tuple[tuple[str, float], ...]
    pictures: bool
    glyphs: Letters
    widths: GlyphWidths
    missing: tuple[int, ...]

    @property
    def program(self) -> tuple[str, int, tuple[tuple[str, float], ...]]:
        """What two faces have in common that are one face of the PDF."""
        return self.file, self.index, self.variations


def faces_of(used: Iterable[Any]) -> tuple[tuple[UsedFace, ...], dict[str, bytes]]:
    """Turn the fonts of a written document into faces, and their files: SHA-256 -> content.

    `used`: `weasyprint.pdf.fonts.Font`, none of them of dots. WeasyPrint may have several for one face.
    """
    found: dict[str, list[Any]] = {}
    files: dict[str, bytes] = {}
    for font in used:
        found.setdefault(font.hash, []).append(font)
    faces = []
    for key in sorted(found):
        fonts_of_key = found[key]
        first = fonts_of_key[0]
        file = hashlib.sha256(first.file_content).hexdigest()
        files[file] = first.file_content
        glyphs: dict[int, str] = {}
        widths: dict[int, float] = {}
        for font in fonts_of_key:
            glyphs = {**font.to_unicode, **glyphs}
            widths = {**font.widths, **widths}
        faces.append(
            UsedFace(
                key,
                first.name.decode().split("+", 1)[1],
                file,
                first.index,
                (first.family, min(font.font_size for font in fonts_of_key), first.weight, int(first.style), first.flags),
                (first.ascent, first.descent),
                tuple(sorted(first.variations.items())),
                bool(first.png or first.svg or first.colr),
                tuple(sorted(glyphs.items())),
                tuple(sorted(widths.items())),
                tuple(sorted(code for font in fonts_of_key for code in font.missing.values())),
            )
        )
    return tuple(faces), files


def embedded(
    whole: pikepdf.Pdf, parts: Sequence[Sequence[UsedFace]], files: Mapping[str, bytes]
) -> list[dict[str, pikepdf.Object]]:
    """Embed the faces of all parts. Returns for each part the fonts of its pages: key -> font.

    `files`: SHA-256 -> content of a file.
    """
    programs: dict[Any, list[UsedFace]] = {}
    for faces in parts:
        for face in faces:
            programs.setdefault(face.program, []).append(face)
    made = {program: _Program(whole, programs[program], files) for program in sorted(programs)}
    return [{face.key: made[face.program].font(face) for face in faces} for faces in parts]


class _Program:
    """A font program in a PDF, and the fonts that show it: one, and one more for each set of letters that it lacks."""

    def __init__(self, whole: pikepdf.Pdf, faces: Sequence[UsedFace], files: Mapping[str, bytes]) -> None:
        import pikepdf

        self.whole = whole
        self._fonts: dict[tuple[tuple[int, str], ...], pikepdf.Object] = {}
        self.letters: dict[int, str] = {}
        widths: dict[int, float] = {}
        for face in faces:
            lacking = set(face.missing)
            self.letters = {**{glyph: said for glyph, said in face.glyphs if glyph not in lacking}, **self.letters}
            widths = {**{glyph: width for glyph, width in face.widths if glyph not in lacking}, **widths}
        family, _, _, _, flags = faces[0].look
        content = _subset(faces, {*self.letters, *({0} if any(face.missing for face in faces) else ())}, files)
        tag = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(content).digest()[:6])
        self.name = pikepdf.Name(f"/{tag}+{min(face.name for face in faces)}")
        opentype = content.startswith(b"OTTO")
        program = whole.make_stream(content)
        if opentype:
            program.Subtype = pikepdf.Name.OpenType
        else:
            program.Length1 = len(content)
        ascent, descent = faces[0].extent
        if len(widths) > 1 and len(set(widths.values())) == 1:
            flags |= 1
        descriptor = pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor,
            FontName=self.name,
            FontFamily=pikepdf.String(family),
            Flags=flags,
            FontBBox=[0, descent, max(widths.values(), default=0), ascent],
            ItalicAngle=0,
            Ascent=ascent,
            Descent=descent,
            CapHeight=ascent,
            StemV=80,
        )
        descriptor["/FontFile3" if opentype else "/FontFile2"] = program
        self.descendant = whole.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.CIDFontType0 if opentype else pikepdf.Name.CIDFontType2,
                BaseFont=self.name,
                CIDSystemInfo=pikepdf.Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
                W=_runs(widths),
                FontDescriptor=whole.make_indirect(descriptor),
            )
        )
        if not opentype:
            self.descendant.CIDToGIDMap = pikepdf.Name.Identity

    def font(self, face: UsedFace) -> pikepdf.Object:
        """Make the font for the pages of a part, or give the one that other parts have too."""
        import pikepdf

        lacking = tuple((code, said) for code, said in face.glyphs if code in set(face.missing))
        if lacking not in self._fonts:
            letters = {**self.letters, **dict(lacking)}
            encoding: pikepdf.Object = pikepdf.Name("/Identity-H")
            if lacking:
                # Each letter that the face lacks shows its glyph 0; all other codes are glyphs.
                encoding = self.whole.make_stream(_cmap("WP-Encod-0", 1, "Identity", "cidchar", {code: "0" for code, _ in lacking}))
                encoding.Type, encoding.CMapName = pikepdf.Name.CMap, pikepdf.Name("/WP-Encod-0")
                encoding.CIDSystemInfo = pikepdf.Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0)
            hexed = {code: f"<{said.encode('utf-16-be').hex()}>" for code, said in letters.items()}
            self._fonts[lacking] = self.whole.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Font,
                    Subtype=pikepdf.Name.Type0,
                    BaseFont=self.name,
                    Encoding=encoding,
                    DescendantFonts=[self.descendant],
                    ToUnicode=self.whole.make_stream(_cmap("Adobe-Identity-UCS", 2, "UCS", "bfchar", hexed)),
                )
            )
        return self._fonts[lacking]


def _runs(widths: Mapping[int, float]) -> list[Any]:
    """Write widths as a PDF has them: the first glyph of a run, and the widths of the run (ISO 32000-1, 9.7.4.3)."""
    found: list[Any] = []
    for glyph in sorted(widths):
        if glyph - 1 not in widths:
            found += [glyph, []]
        found[-1].append(round(widths[glyph]))
    return found


def _cmap(name: str, kind: int, ordering: str, what: str, codes: Mapping[int, str]) -> bytes:
    """Write a CMap (ISO 32000-1, 9.7.5.4). `what`: "cidchar" or "bfchar". `codes`: code -> what it stands for.

    In a map of "cidchar" all other codes are the glyphs themselves.
    """
    lines = ["/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap"]
    lines.append(f"/CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement 0 >> def")
    lines += [f"/CMapName /{name} def", f"/CMapType {kind} def", "1 begincodespacerange", "<0000> <ffff>", "endcodespacerange"]
    if what == "cidchar":
        bounds = [-1, *sorted(codes), 0x10000]
        spans = [(one + 1, other - 1) for one, other in pairwise(bounds) if one + 1 < other]
        lines += [f"{len(spans)} begincidrange", *(f"<{a:04x}> <{b:04x}> {a}" for a, b in spans), "endcidrange"]
    ordered = sorted(codes.items())
    for at in range(0, len(ordered), _LISTED):
        listed = ordered[at : at + _LISTED]
        lines += [f"{len(listed)} begin{what}", *(f"<{code:04x}> {said}" for code, said in listed), f"end{what}"]
    return "\n".join([*lines, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]).encode("ascii")


def _subset(faces: Sequence[UsedFace], glyphs: Iterable[int], files: Mapping[str, bytes]) -> bytes:
    """Make the font program that holds some glyphs of a face, with the numbers that they have in its file."""
    face = faces[0]
    content = files[face.file]
    font = fonts.Font.__new__(fonts.Font)
    font.hb_face, _held = _opened(content, face.index)
    font.file_content, font.index = content, face.index
    font.family, font.font_size, font.weight, font.style, font.flags = face.look
    font.font_size = min(each.look[1] for each in faces)
    font.variations = dict(face.variations)
    # The glyph of letters that are lacking is kept with its outline.
    font.missing = {0: 0} if any(each.missing for each in faces) else {}
    font.tables = _tables(font.hb_face)
    font.png, font.svg, font.colr = face.pictures, False, False
    font.clean(dict.fromkeys(sorted(glyphs), ""), hinting=False)
    return bytes(font.file_content)


@cache
def _declared() -> None:
    """Declare the two functions of HarfBuzz that WeasyPrint has no need of."""
    ffi.cdef(
        "hb_blob_t * hb_blob_create (const char *data, unsigned int length, int mode, void *user_data, void *destroy);"
        "hb_face_t * hb_face_create (hb_blob_t *blob, unsigned int index);"
    )


def _opened(content: bytes, index: int) -> tuple[Any, Any]:
    """Open a font file. Returns the face, and what must live as long as it does."""
    _declared()
    held = ffi.from_buffer(content)
    # Mode 1: HarfBuzz reads the bytes where they are.
    blob = ffi.gc(harfbuzz.hb_blob_create(held, len(content), 1, ffi.NULL, ffi.NULL), harfbuzz.hb_blob_destroy)
    return ffi.gc(harfbuzz.hb_face_create(blob, index), harfbuzz.hb_face_destroy), (held, blob)


def _tables(face: Any) -> list[str]:
    """Find the tables of a font."""
    count, tags, name = ffi.new("unsigned int *", 100), ffi.new("hb_tag_t[100]"), ffi.new("char[4]")
    harfbuzz.hb_face_get_table_tags(face, 0, count, tags)
    found = []
    for at in range(count[0]):
        harfbuzz.hb_tag_to_string(tags[at], name)
        found.append(ffi.string(name).decode())
    return found


def of_dots(pdf: pydyf.PDF, used: Iterable[Any], compress: bool, options: Mapping[str, Any]) -> pydyf.Dictionary:
    """Write fonts that are made of dots as WeasyPrint does; they are no subsets of a file, and stay where they are."""
    return fonts.build_fonts_dictionary(pdf, {number: font for number, font in enumerate(used)}, compress, True, options)
