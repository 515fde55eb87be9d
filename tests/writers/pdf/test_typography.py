"""Which packages have faces for the letters that a book's own lacks."""

from __future__ import annotations

from edition.writers.pdf.typography import fonts_for


def test_packages_with_faces_for_a_script_are_named() -> None:
    assert fonts_for("שם") == ("culmus",)
    assert fonts_for("日本ب") == ("fonts-hosny-amiri", "fonts-noto-cjk")
    assert fonts_for("\ue0a1") == ()
