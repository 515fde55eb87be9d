"""Turn words that are to be bold, in a face without a bold font, into words with thicker strokes.

EB Garamond as Debian has it (fonts-ebgaramond) has a bold font of no more than the letters of English, so that fontconfig gives its
regular font for bold words, and asks whoever draws it to embolden it. WeasyPrint does not: bold words would be lost in print. This
needs `draw.text.draw_first_line`, which has no public name.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from fontTools.ttLib import TTFont, TTLibError
from weasyprint.text.ffi import ffi

# Fonts of at least this weight are bold (CSS Fonts 4, 2.2: 600 is semi-bold).
BOLD = 600
# The outlines of letters are drawn with a pen of so many ems: the stems of EB Garamond's own bold are so much thicker (0.03 em, its
# `l` at 77 against 55 thousandths, measured with fontTools).
PEN = 0.025
# Fill, then stroke (ISO 32000-1, table 106), and fill alone.
_FILL_AND_STROKE, _FILL = 2, 0


def drawn(draw: Callable[..., Any], stream: Any, textbox: Any, *rest: Any, **named: Any) -> Any:
    """Draw a line of text (in place of `draw.text.draw_first_line`), with thicker strokes if it is bold and its font is not."""
    if textbox.style["font_weight"] < BOLD or not textbox.text.strip() or _is_bold(stream, textbox):
        return draw(stream, textbox, *rest, **named)
    stream.set_line_width(textbox.style["font_size"] * PEN)
    stream.set_text_rendering(_FILL_AND_STROKE)
    made = draw(stream, textbox, *rest, **named)
    stream.set_text_rendering(_FILL)
    return made


def _is_bold(stream: Any, textbox: Any) -> bool:
    """Tell whether the font of the first letters of a text is bold in itself."""
    line, _ = textbox.pango_layout.get_first_line()
    if line.runs == ffi.NULL:
        return True
    font, _ = stream.add_font(line.runs.data.item.analysis.font)
    if not hasattr(font, "is_bold"):
        try:
            with TTFont(io.BytesIO(font.file_content), fontNumber=font.index, lazy=True) as read:
                font.is_bold = read["OS/2"].usWeightClass >= BOLD or "fvar" in read
        except (TTLibError, KeyError):
            font.is_bold = True
    return bool(font.is_bold)
