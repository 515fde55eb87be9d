"""Turn a TEI document, its heaviest differences and the messages of its build into a page for its editor to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from edition.language.book_words import BookWords
from edition.language.languages import language_of_tag
from edition.messages import Report
from edition.model import GRADES
from edition.writers.book.metadata import XHTML
from edition.writers.book.sections import book
from edition.writers.html.html_source import inside, tag, text
from edition.writers.html.overview_figures import lists_of_habits
from edition.writers.html.page_program import file_of_page, policy, policy_element
from edition.writers.settings import Settings

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
    entries: Mapping[str, Mapping[str, int]],
    messages: Sequence[str],
    report: Report,
) -> str:
    """Write the page: figures, the heaviest differences, terms, profiles, messages. It runs no program and asks nobody. `entries`:
    how many readings of each grade an entry has, by its key.

    Raises TextError (E516): the document has no words.
    """
    words, said = language_of_tag(language).book, language_of_tag(language).screen
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
            f"<h1>{text(title)}</h1>{_figures(tree, report)}{_grades(entries, words)}",
            f"<section><h2>{text(said.heaviest)}</h2><ol>{items}</ol></section>" if items else "",
            lists_of_habits(tree.getroot(), said),
            f"<section lang=en><h2>Messages of the build</h2><ul>{told}</ul></section>" if told else "",
            "</main></body></html>\n",
        )
    )  # fmt: skip


def _figures(tree: etree._ElementTree, report: Report) -> str:
    """Write the section of figures as books have it, without links: the entries do not stand on this page."""
    made = next((section.body for section in book(tree, Settings(), report).sections if section.kind == "figures"), None)
    if made is None:
        return ""
    etree.strip_tags(made, XHTML + "a")
    made[0].tag = XHTML + "h2"
    return f"<section class=figures>{inside(made)}</section>"


def _grades(entries: Mapping[str, Mapping[str, int]], words: BookWords) -> str:
    """Write how many readings of each grade an entry has, as a table."""
    grades = [*reversed(GRADES)]
    head = "".join(f"<th scope=col class=figures>{text(getattr(words, f'grade_{grade}'))}</th>" for grade in grades)
    rows = "".join(
        f"<tr><th scope=row>{text(n)}</th>{''.join(f'<td class=figures>{held.get(grade, 0)}</td>' for grade in grades)}</tr>"
        for n, held in entries.items()
    )
    opened = f"<section class=figures><h2>{text(words.variants)}</h2><div class=scroll tabindex=0><table>"
    return (
        f"{opened}<thead><tr><th scope=col>{text(words.entry)}</th>{head}</tr></thead><tbody>{rows}</tbody></table></div></section>"
    )
