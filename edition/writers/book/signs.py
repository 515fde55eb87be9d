"""Turn what stands in a book into the explanation of its signs: of each sign that it prints, and of no other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from edition.language.book_words import ELLIPSIS, GRADE_SIGNS, PILCROW, BookWords
from edition.model import GRADES
from edition.writers.book.compositor import Compositor
from edition.writers.book.met_signs import MetSigns
from edition.writers.book.metadata import first

# Signs of which only the pages of a PDF can tell whether they are there: what numbers before entries count, the bar between two
# entries of a line, the figure after a word that a line has twice, the page beside rows that go on, a lemma that goes over a page.
PrintedSign = Literal["", "line-page", "line-entry", "line-verse", "bar", "which", "carried", "over"]


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign and what it means. `kind`: how it is set. `printed`: it is printed only if the pages have this one."""

    sign: str
    meaning: str
    kind: Literal["plain", "phrase", "raised", "number"] = "plain"
    printed: PrintedSign = ""


def signs(c: Compositor, there: MetSigns) -> list[Sign]:
    """Explain the signs of the apparatus and the text, in the order in which a reader meets them. `there`: what he meets."""
    words = c.words
    found = [] if c.screen else _numbers(words, there.entries)
    if c.screen and there.verse:
        found.append(Sign("1.2", words.sign_verse))
    found += _grades(c, there.grades)
    if there.lemma:
        found.append(Sign("]", words.sign_bracket))
    if not c.screen and there.entries:
        found += [Sign("‖", words.sign_bar, printed="bar"), Sign("2", words.sign_which, "raised", "which")]
        found.append(Sign(f"{words.page_short} 7", words.sign_carried, "phrase", "carried"))
        found.append(Sign("14–7.2", words.sign_over, "number", "over"))
    found += _phrases(words, there.said)
    found += _marks(words, there)
    if not c.screen and len({series == "editorial" for series in there.series}) == 2:
        # Where the editor has notes besides those of others, his have letters (writers/pdf/markup.py).
        found += [Sign("1", words.sign_notes, "raised"), Sign("a", words.sign_editor, "raised")]
    elif there.series:
        found.append(Sign("1", words.sign_editor if there.series == {"editorial"} else words.sign_notes, "raised"))
    return found


def _numbers(words: BookWords, there: bool) -> list[Sign]:
    meanings: tuple[tuple[str, PrintedSign], ...] = (
        (words.sign_line, "line-page"),
        (words.sign_entry_line, "line-entry"),
        (words.sign_verse, "line-verse"),
    )
    return [Sign("5", meaning, "number", printed) for meaning, printed in meanings] if there else []


def _grades(c: Compositor, grades: set[str]) -> list[Sign]:
    """Explain the grades that are printed.

    Of a document of another encoding only the names of the grades are told: what it means by them is not known.
    """
    ours = bool(c.header.metadata.encoding)
    found = [
        Sign(GRADE_SIGNS.get(grade, ""), getattr(c.words, grade if ours else f"grade_{grade}"))
        for grade in reversed(GRADES)
        if grade in grades
    ]
    return found if ours or any(each.sign for each in found) else []


def _phrases(words: BookWords, said: set[str]) -> list[Sign]:
    """Explain the words of the editor in readings that stand for more than they say."""
    meanings = ((words.adds, words.sign_adds), (words.not_in, words.sign_not_in), (words.quoted_in, words.sign_quoted))
    return [Sign(phrase, meaning, "phrase") for phrase, meaning in meanings if phrase in said]


def _marks(words: BookWords, there: MetSigns) -> list[Sign]:
    """Explain the marks within texts, lemmas and readings."""
    kinds = there.kinds
    found = [
        Sign(ELLIPSIS, words.sign_between) if there.shortened else None,
        Sign("/", words.sign_line_end) if "line-end" in kinds else None,
        Sign("//", words.sign_stanza_end) if "stanza-end" in kinds else None,
        Sign(PILCROW, words.sign_paragraph) if there.pilcrow else None,
        Sign(f"[{ELLIPSIS}]", words.sign_gap) if "gap" in kinds else None,
        Sign("[ ]", words.sign_supplied) if "supplied" in kinds else None,
        Sign("( )", words.sign_comment) if kinds & {"comment", "commentary"} else None,
        Sign("?", words.sign_doubt) if there.doubt else None,
    ]
    return [each for each in found if each is not None]


def remarks(c: Compositor, there: MetSigns) -> list[str]:
    """Say what else a reader of the apparatus has to know: what the base is, what *substantive* means, who graded, what is left
    out.
    """
    grades = there.grades
    ours = bool(c.header.metadata.encoding)
    counts = [
        c.words.left.format(grade=getattr(c.words, f"grade_{grade}"), count=c.left_out[grade])
        for grade in GRADES[:-1]
        if c.left_out[grade]
    ]
    weighed = first(c.header.root, "descendant::tei:standOff/tei:certainty") is not None
    bases = [*there.bases]
    several = len(c.header.witnesses) > 1 and not c.alone
    said = [
        c.words.base_of.format(sigla=bases[0]) if ours and several and bases else "",
        c.words.other_bases.format(base=bases[0], sigla=", ".join(bases[1:])) if ours and several and len(bases) > 1 else "",
        c.words.narrower if ours and "substantive" in grades else "",
        c.words.weighed if weighed and grades & {"substantive", "stylistic", "accidental"} else "",
        c.words.left_out.format(counts=", ".join(counts)) if counts else "",
    ]
    return [remark for remark in said if remark]
