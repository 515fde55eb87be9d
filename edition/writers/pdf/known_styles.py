"""Compute once for each style what WeasyPrint computes anew for each word that has it.

A line of the apparatus is made of some ten small boxes. Each is measured, laid out and painted, and each time WeasyPrint
describes its font to Pango, finds the height of its line, and turns twenty margins, paddings and borders into pixels. What comes
out is the same here. This needs `text.line_break.Layout.setup`, `text.line_break.strut` and `layout.percent.resolve_percentages`,
which have no public name; `layout.in_place_of` puts these functions in their places.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from weasyprint.css import AnonymousStyle
from weasyprint.formatting_structure import boxes
from weasyprint.text.constants import LST_TO_ISO, PANGO_DIRECTION
from weasyprint.text.ffi import ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.fonts import font_features, get_font_description

# What a style says of the shapes of letters, in the order in which `font_features` takes it.
_FEATURES = (
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
)
# What else it says of letters. What stands in neither does not change how Pango is asked for them.
_LETTERS = (
    *("direction", "lang", "font_language_override", "font_variation_settings"),
    *("font_style", "font_stretch", "font_weight", "font_size"),
    *_FEATURES,
)
# The lengths that a box takes from its style.
_SIDES = ("left", "right", "top", "bottom")
_LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES),
    *(f"{limit}{edge}" for limit in ("", "min_", "max_") for edge in ("width", "height")),
)
_USED = (*_LENGTHS, *(f"border_{side}_width" for side in _SIDES))
_FROM_STYLE = (*_USED, "box_sizing", "border_collapse")


@dataclass(frozen=True, slots=True)
class _Letters:
    """How Pango is told of the letters of a style: what its layouts share. `features`: None for none."""

    context: Any
    language: Any
    description: Any
    features: Any


def setup(theirs: Callable[..., Any], layout: Any, style: Any) -> None:
    """Make the layout of Pango for a text (in place of `Layout.setup`). What is underlined is left to WeasyPrint."""
    letters = getattr(style, "known_letters", None)
    if letters is None:
        if style["text_decoration_line"] != "none" or not _language(style):
            theirs(layout, style)
            return
        known = style.font_config.__dict__.setdefault("known_letters", {})
        key = (tuple(style["font_family"]), *map(style.__getitem__, _LETTERS))
        letters = known.get(key)
        if letters is None:
            letters = known[key] = _described(style)
        style.known_letters = letters
    layout.style, layout.first_line_direction, layout.language = style, 0, letters.language
    layout.ascent = layout.underline_position = layout.strikethrough_position = None
    layout.underline_thickness = layout.strikethrough_thickness = None
    layout.layout = ffi.gc(pango.pango_layout_new(letters.context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(layout.layout, False)
    pango.pango_layout_set_font_description(layout.layout, letters.description)
    if letters.features is not None:
        # `set_text` may add to the list, so that each layout has one of its own.
        attributes = pango.pango_attr_list_new()
        pango.pango_attr_list_insert(attributes, letters.features)
        pango.pango_layout_set_attributes(layout.layout, attributes)


def _described(style: Any) -> _Letters:
    """Describe the letters of a style to Pango."""
    context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
    said, _ = unicode_to_char_p(_language(style))
    language = pango.pango_language_from_string(said)
    pango.pango_context_set_language(context, language)
    features = None
    if asked := font_features(*map(style.__getitem__, _FEATURES)):
        written = ",".join(f"{name} {value}" for name, value in asked.items()).encode()
        held = style.font_config.font_features
        features = held.get(written)
        if features is None:
            features = held[written] = pango.pango_attr_font_features_new(written)
    return _Letters(context, language, get_font_description(style), features)


def _language(style: Any) -> str | None:
    """Find the language that a style names to fonts."""
    asked = style["font_language_override"]
    return style["lang"] if asked == "normal" else LST_TO_ISO.get(asked.lower(), asked)  # type: ignore[no-any-return]


def strut(theirs: Callable[..., tuple[float, float]], style: Any) -> tuple[float, float]:
    """Find the height of a line and its baseline (in place of `strut`)."""
    found: tuple[float, float] | None = getattr(style, "known_strut", None)
    if found is None:
        found = style.known_strut = theirs(style)
    return found


def resolved(theirs: Callable[..., None], box: Any, around: Any) -> None:
    """Give a box in a line its margins, paddings and borders in pixels (in place of `resolve_percentages`)."""
    kind = type(box)
    if kind is boxes.TextBox and type(box.style) is AnonymousStyle:
        # A box of mere text has neither margins nor borders, whatever its style.
        holder = box.style.font_config
    elif kind is boxes.InlineBox:
        holder = box.style
    else:
        theirs(box, around)
        return
    used = getattr(holder, "known_lengths", None)
    if used is None:
        lengths = tuple(map(box.style.__getitem__, _FROM_STYLE))
        known = box.style.font_config.__dict__.setdefault("known_lengths_of", {})
        used = known.get(lengths)
        if used is None:
            theirs(box, around)
            used = {name: getattr(box, name) for name in _USED}
            if not all(map(_is_fixed, lengths[: len(_LENGTHS)])):
                return
            known[lengths] = used
        holder.known_lengths = used
    vars(box).update(used)


def _is_fixed(length: Any) -> bool:
    """Tell whether a length depends on nothing but its style."""
    return length == "auto" or getattr(length, "unit", "") == "px"
