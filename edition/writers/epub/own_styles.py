"""Turn the user's style sheet for an EPUB into one that names nothing outside of the book."""

from __future__ import annotations

from collections.abc import Iterator

from edition.messages import Report
from edition.model import Locus

# What brings something from elsewhere into a page.
_FETCHING = ("import", "font-face", "namespace")


def own_styles(css: str, report: Report) -> str:
    """Take out of a style sheet the rules that fetch something, and those that are no CSS (W546)."""
    if not css.strip():
        return ""
    import tinycss2

    kept = []
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if fault := _fault(rule):
            report.add("W546", Locus("stylesheet", rule.source_line), reason=fault)
        else:
            kept.append(rule.serialize())
    return "\n".join([*kept, ""])


def _fault(rule: object) -> str:
    """Say what is wrong with a rule; "" if nothing is."""
    kind = getattr(rule, "type", "")
    if kind == "error":
        return str(getattr(rule, "message", ""))
    if kind == "at-rule" and getattr(rule, "lower_at_keyword", "") in _FETCHING:
        return f"@{getattr(rule, 'lower_at_keyword', '')}"
    if any(token == "url" for token in _kinds(rule)):
        return "url()"
    return ""


def _kinds(node: object) -> Iterator[str]:
    """Yield the kinds of all tokens within a rule; "url" for a call of url(), too."""
    for name in ("prelude", "content", "arguments"):
        for token in getattr(node, name, None) or ():
            kind = str(token.type)
            yield "url" if kind == "function" and token.lower_name in ("url", "image-set", "image") else kind
            yield from _kinds(token)
