"""Turn the page of an edition into the page that a server shows while the edition is at work, with a further program in it.

The file on the disk asks nobody for anything. The page that is served may ask the server that it comes from, and nobody else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from edition.writers.html.html_source import text
from edition.writers.html.page_program import file_of_page, in_block, page_program, policy, policy_element

# What a page that is served may do besides, and who may put it into a frame.
_SERVED = "; connect-src 'self'; frame-ancestors 'none'"


@dataclass(frozen=True, slots=True)
class ServedPage:
    """A page as it is served. `policy`: its Content-Security-Policy, which goes with it as a header."""

    source: str
    policy: str


def served_page(source: str, program: str, style: str, known: Mapping[str, str]) -> ServedPage:
    """Put a program and a style into a page. `source`: the page as `page.py` writes it. `known`: what the program is to know, which
    it finds in the element `served`.
    """
    head, _, rest = source.partition("<style>")
    own_style, _, rest = rest.partition("</style>")
    own, whole, all_style = page_program(), page_program(program), own_style + style
    # The document's words have no "<" of their own, so that these are the page's elements.
    head = head.replace(policy_element(policy(own, own_style)), "", 1)
    before, _, after = rest.rpartition(f"<script>{own}</script>")
    made = f"{head}<style>{all_style}</style>{before}{_known(known)}<script>{whole}</script>{after}"
    return ServedPage(made, policy(whole, all_style, _SERVED))


def empty_page(title: str, program: str, style: str, known: Mapping[str, str]) -> ServedPage:
    """Write a page without a text, for a program that tells why there is none."""
    all_style, whole = file_of_page("page.css") + style, in_block((program,))
    made = (
        "<!doctype html><html lang=en><head><meta charset=utf-8>"
        '<meta name=viewport content="width=device-width, initial-scale=1"><meta name=color-scheme content="light dark">'
        f"<title>{text(title)}</title><style>{all_style}</style></head>"
        f"<body><main id=text><h1>{text(title)}</h1></main>{_known(known)}<script>{whole}</script></body></html>\n"
    )
    return ServedPage(made, policy(whole, all_style, _SERVED))


def _known(known: Mapping[str, str]) -> str:
    held = json.dumps(known, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
    return f"<script type=application/json id=served>{held}</script>"
