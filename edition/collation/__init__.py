"""Turn the beads of two texts into the variants at which they differ."""

from __future__ import annotations

from edition.collation.quoted import against, piece_text
from edition.collation.variants import collate, collate_linked, set_beside
from edition.collation.words import link_words

__all__ = ["against", "collate", "collate_linked", "link_words", "piece_text", "set_beside"]
