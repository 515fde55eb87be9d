"""Turn a TEI document, its heaviest differences and the messages of its build into a page for its editor to read."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from edition.messages import Report
from edition.writers.html.html_source import tag, text
from edition.writers.html.page import overview
from edition.writers.html.page_program import file_of_page, policy, policy_element

# A difference: its entry, its grade and weight, and what each witness has, with its sigla.
ReportedDifference = tuple[str, str, Sequence[tuple[str, str]]]
_STYLE = """
#report { max-width: 70rem; padding: 1rem; }
#report > h1, #report > section, #report .lists { max-width: none; }
#report h2 { margin-top: 2rem; }
#report li { margin: 0.5rem 0; overflow-wrap: anywhere; }
#report p { margin: 0.1rem 0; }
"""


def report_page(
    tree: etree._ElementTree,
    title: str,
    language: str,
    heaviest: Sequence[ReportedDifference],
    messages: Sequence[str],
    report: Report,
) -> str:
    """Write the page: figures, the heaviest differences, terms, profiles, messages. It runs no program and asks nobody.

    Raises TextError (E516): the document has no words.
    """
    figures, _, said = overview(tree, report)
    style = file_of_page("page.css") + _STYLE
    items = "".join(
        f"<li><p>{text(entry)}, {text(judgement)}</p>"
        + "".join(f"<p><b>{text(sigla)}</b> {text(words)}</p>" for sigla, words in readings)
        + "</li>"
        for entry, judgement, readings in heaviest
    )
    told = "".join(f"<li>{text(message)}</li>" for message in messages)
    return "".join(
        (
            "<!doctype html>\n", tag("html", [("lang", language)]), "<head><meta charset=utf-8>",
            policy_element(policy("", style)),
            '<meta name=viewport content="width=device-width, initial-scale=1"><meta name=color-scheme content="light dark">',
            f"<title>{text(title)}</title><style>{style}</style></head><body><main id=report>",
            f"<h1>{text(title)}</h1><section id=strip>{figures}</section>",
            f"<section><h2>{text(said.heaviest)}</h2><ol>{items}</ol></section>" if items else "",
            f"<section lang=en><h2>Messages of the build</h2><ul>{told}</ul></section>" if told else "",
            "</main></body></html>\n",
        )
    )  # fmt: skip
