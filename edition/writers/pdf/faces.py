"""Turn letters that the book's face lacks into the packages of Debian that have faces for their scripts."""

from __future__ import annotations

from collections.abc import Iterable

# The first letter of a block of Unicode, the last, and a package with a text face for it.
SCRIPTS = (
    ("\u0370", "\u03ff", "fonts-ebgaramond"),
    ("\u0590", "\u05ff", "culmus"),
    ("\u0600", "\u06ff", "fonts-hosny-amiri"),
    ("\u0700", "\u074f", "fonts-noto-core"),
    ("\u0900", "\u1cff", "fonts-noto-core"),
    ("\u2190", "\u2bff", "fonts-dejavu-core"),
    ("\u2e80", "\u9fff", "fonts-noto-cjk"),
    ("\uac00", "\ud7ff", "fonts-noto-cjk"),
    ("\ufb1d", "\ufb4f", "culmus"),
    ("\ufb50", "\ufdff", "fonts-hosny-amiri"),
    ("\ufe70", "\ufeff", "fonts-hosny-amiri"),
    ("\U00010000", "\U000107ff", "fonts-noto-core"),
)


def fonts_for(letters: Iterable[str]) -> tuple[str, ...]:
    """Name the packages for letters, in the order of SCRIPTS."""
    wanted = set(letters)
    found = (package for first, last, package in SCRIPTS if any(first <= letter <= last for letter in wanted))
    return tuple(dict.fromkeys(found))
