"""Tell lines without words that part a text: rows of asterisks, dashes, dots (`* * *`)."""

from __future__ import annotations

import re

_SIGNS = frozenset("*•·#~+⁂")
_BESIDE = frozenset(" \t\u00a0.–—_=-") | _SIGNS
_RULE = re.compile(r"[–—_=-]{3}|^—{2}$")


def is_ornament(text: str) -> bool:
    """Whether a line has no letter and no figure, and a sign that parts: one of a row, three dashes together, two long ones."""
    signs = frozenset(text)
    return signs <= _BESIDE and (bool(signs & _SIGNS) or bool(_RULE.search(text)))
