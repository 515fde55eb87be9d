"""Turn numbers into Roman figures, and Roman figures into numbers."""

from __future__ import annotations

import re

_SIGNS = {
    "m": 1000, "cm": 900, "d": 500, "cd": 400, "c": 100, "xc": 90, "l": 50, "xl": 40, "x": 10, "ix": 9, "v": 5, "iv": 4, "i": 1,
}  # fmt: skip
# Printers also wrote iiii for iv and xxxx for xl.
_FIGURES = re.compile(r"m*(?:cm|cd|d?c{0,4})(?:xc|xl|l?x{0,4})(?:ix|iv|v?i{0,4})")


def roman(number: int) -> str:
    """Write a number, from 1 on, in small Roman figures."""
    letters = ""
    for sign, value in _SIGNS.items():
        letters += sign * (number // value)
        number %= value
    return letters


def from_roman(figures: str) -> int | None:
    """Turn small Roman figures into their number; None where they are none."""
    if not figures or not _FIGURES.fullmatch(figures):
        return None
    values = [_SIGNS[letter] for letter in figures]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
