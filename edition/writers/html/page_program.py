"""Turn the modules of the page's program into one program, and program and style into the policy that lets them run alone."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from pathlib import Path

from edition.writers.html.html_source import tag

_FOLDER = Path(__file__).parent
# In the order in which each uses what stands before it.
_MODULES = ("rows", "lights", "panel", "search", "tools")


def file_of_page(name: str) -> str:
    """Read one of the files that the page is made of."""
    return (_FOLDER / name).read_text(encoding="utf-8")


def page_program(more: str = "") -> str:
    """Put the modules of the page's program together. `more`: another module, which uses all of them."""
    return in_block((*(file_of_page(f"program/{name}.js") for name in _MODULES), more))


def in_block(modules: Iterable[str]) -> str:
    """Put modules into a block of their own, so that no name of theirs meets an id of the page."""
    return f'"use strict";\n{{\n{"".join(modules)}}}\n'


def policy(program: str, style: str, more: str = "") -> str:
    """Give the Content-Security-Policy of a page: it runs this program and shows this style, and asks nobody for anything. `more`:
    what else is allowed or forbidden.
    """
    return (
        f"default-src 'none'; script-src '{_hash(program)}'; style-src '{_hash(style)}'; img-src data:; "
        f"base-uri 'none'; form-action 'none'{more}"
    )


def policy_element(rules: str) -> str:
    """Write the element in which a page states its policy."""
    return tag("meta", [("http-equiv", "Content-Security-Policy"), ("content", rules)])


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode("ascii")
