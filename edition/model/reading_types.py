"""Name the types and grades of readings."""

from __future__ import annotations

# The types of a variation unit: a closed list, the same in the schema and in the taxonomy of the header (docs/encoding.md).
_TYPES = (
    "lexical syntactic addition omission transposition punctuation orthographic paragraph speaker dateline emendation attestation"
)
VARIANT_TYPES = tuple(_TYPES.split())
# From the lowest to the highest.
GRADES = ("accidental", "stylistic", "substantive")
# The type of a variant of two texts that differ there in nothing but what is folded (text/foldings.py): no variation unit is made
# of it alone, so that it is none of VARIANT_TYPES.
FOLDED = "folded"
# Accidental, whatever the words are, unless the sense turns on them, as on a mark that makes a question; breaks and emendations are
# accidental always.
ACCIDENTAL_TYPES = frozenset({"punctuation", "orthographic", "paragraph", "dateline", "emendation", FOLDED})
