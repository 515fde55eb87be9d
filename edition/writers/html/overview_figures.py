"""Turn the figures of the entries into a strip of the whole book and its table, and the lists of habits into tables."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from edition.language.book_words import BookWords
from edition.language.screen_words import ScreenWords
from edition.tei.reading.listed_terms import listed_profiles, listed_terms
from edition.writers.book.metadata import raw
from edition.writers.html.html_source import attribute, tag, text

_WORD = re.compile(r"\w+(?:[-’']\w+)*")
# The size of the strip in units of its own; it is as wide as the page. By eye.
_WIDTH, _HEIGHT, _BAND, _KIND = 1000.0, 60.0, 6.0, 120.0
# What the features of a profile are shares of (docs/words.md).
_SHARES = {
    "alone": "content", "passage-words": "words", "joined": "beads", "contractions": "words", "older": "words", "named": "names",
    "quantities": "numbers", "emphasis": "emphases",
}  # fmt: skip


_SCROLLED = "<div class=scroll tabindex=0><table>"


@dataclass(frozen=True, slots=True)
class EntryFigures:
    """An entry in numbers. `words`: in each column. `readings`: of each grade, the lowest first. `share`: of the words that
    differ, or None.
    """

    id: str
    title: str
    words: tuple[int, ...]
    readings: tuple[int, ...]
    share: float | None


def words_in(markup: etree._Element) -> int:
    """Count the words of a cell."""
    return len(_WORD.findall(raw(markup)))


def strip(
    figures: Sequence[EntryFigures], names: Sequence[tuple[str, str]], words: BookWords, said: ScreenWords, *, linked: bool = True
) -> str:
    """Draw the strip, with a link for each entry where they stand on the page, and write its table; "" for fewer than two
    entries.
    """
    if len(figures) < 2:
        return ""
    total = sum(max(entry.words, default=0) or 1 for entry in figures)
    height = _HEIGHT + _BAND * len(names)
    drawn, rows, at = [], [], 0.0
    for number, entry in enumerate(figures, 1):
        title = entry.title or str(number)
        wide = _WIDTH * (max(entry.words, default=0) or 1) / total
        high = _HEIGHT * (entry.share or 0)
        share = "" if entry.share is None else f"{round(100 * entry.share)} %"
        bars = [_bar("bar", at, _HEIGHT - high, wide, high)] if entry.share is not None else []
        bars += [
            _bar(f"has {letter}", at, _HEIGHT + _BAND * place + 1, wide, _BAND - 1)
            for place, (letter, count) in enumerate(zip("abcd", entry.words, strict=False))
            if count
        ]
        label = f"{title}: {share}" if share else title
        # A bar of nothing can be pointed at too.
        link, end = (tag("a", [("href", f"#{entry.id}")]), "</a>") if linked else ("", "")
        opened, closed = (link, end) if linked else ("<g>", "</g>")
        drawn.append(f"{opened}<title>{text(label)}</title>{_bar('all', at, 0, wide, height)}{''.join(bars)}{closed}")
        counts = "".join(f"<td>{count or '–'}</td>" for count in entry.words)
        grades = "".join(f"<td>{count}</td>" for count in reversed(entry.readings))
        rows.append(f"<tr><th scope=row>{link}{text(title)}{end}</th>{counts}{grades}<td>{share or '–'}</td></tr>")
        at += wide
    heads = [said.text_words.format(siglum=siglum) for siglum, _ in names]
    heads += [words.grade_substantive, words.grade_stylistic, words.grade_accidental, words.share]
    head = "".join(f"<th scope=col>{text(each)}</th>" for each in heads)
    box = attribute(f"0 0 {_WIDTH:.0f} {height:.0f}")
    role = "group" if linked else "img"
    return (
        f"<p>{text(said.strip_said)}</p><svg viewBox={box} preserveAspectRatio=none role={role} aria-label={attribute(said.strip)}>"
        f"{''.join(drawn)}</svg><details><summary>{text(said.table)}</summary><div class=scroll tabindex=0><table><thead><tr>"
        f"<th scope=col>{text(words.entry)}</th>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div></details>"
    )


def kinds_table(kinds: Sequence[str], counts: Mapping[tuple[int, int], int], words: BookWords, said: ScreenWords) -> str:
    """Write how many readings there are of each kind, as a table with bars. `counts`: kind and grade -> how many."""
    if not kinds:
        return ""
    totals = [sum(counts.get((number, grade), 0) for grade in range(3)) for number in range(len(kinds))]
    most = max(totals)
    rows = []
    for number in sorted(range(len(kinds)), key=lambda number: -totals[number]):
        cells, bars, at = "", "", 0.0
        for grade in (2, 1, 0):
            count = counts.get((number, grade), 0)
            cells += f"<td>{count or '–'}</td>"
            wide = _KIND * count / most
            bars += _bar(f"g{grade}", at, 0, wide, _BAND) if count else ""
            at += wide
        drawing = f"<svg viewBox={attribute(f'0 0 {_KIND:.0f} {_BAND:.0f}')} class=kinds aria-hidden=true>{bars}</svg>"
        rows.append(f"<tr><th scope=row>{text(kinds[number])}</th>{cells}<td>{drawing}</td></tr>")
    heads = (words.grade_substantive, words.grade_stylistic, words.grade_accidental)
    head = "".join(f"<th scope=col>{text(each)}</th>" for each in heads)
    return (
        f"<details><summary>{text(said.kinds)}</summary>{_SCROLLED}<thead><tr><td></td>{head}<td></td></tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></div></details>"
    )


def _bar(cls: str, x: float, y: float, width: float, height: float) -> str:
    sizes = {"x": x, "y": y, "width": max(width - 0.4, 0.6), "height": height}
    said = [("class", cls), *((name, f"{size:.1f}") for name, size in sizes.items())]
    return f"{tag('rect', said)}</rect>"


def lists_of_habits(root: etree._Element, said: ScreenWords) -> str:
    """Write the terms and the profiles that a document lists, each as a section with a table."""
    tree = root.getroottree()
    terms, profiles = listed_terms(tree), listed_profiles(tree)
    made = ""
    if terms:
        rows = "".join(
            f"<tr><th scope=row>{text(term.word)}</th><td>{text(term.answer)}</td><td>{term.count}</td><td>"
            + text("; ".join(f"{one.word or '–'} {one.count}" for one in term.exceptions))
            + "</td></tr>"
            for term in terms
        )
        pair = f"{terms[0].siglum} – {terms[0].other}"
        made += (
            f"<section id=terms class=lists><h2>{text(said.terms)} ({text(pair)})</h2>{_SCROLLED}<thead><tr>"
            f"<th scope=col>{text(said.word)}</th><th scope=col>{text(said.answer)}</th><th scope=col>{text(said.times)}</th>"
            f"<th scope=col>{text(said.exceptions)}</th></tr></thead><tbody>{rows}</tbody></table></div></section>"
        )
    if profiles:
        features = list(dict.fromkeys(feature for profile in profiles for feature in profile.counts if _named(said, feature)))
        head = "".join(f"<th scope=col>{text(profile.siglum)} ({text(profile.other)})</th>" for profile in profiles)
        rows = "".join(
            f"<tr><th scope=row>{text(_named(said, feature))}</th>"
            + "".join(f"<td>{text(_count(said, profile.counts, feature))}</td>" for profile in profiles)
            + "</tr>"
            for feature in features
        )
        made += (
            f"<section id=profiles class=lists><h2>{text(said.profiles)}</h2>{_SCROLLED}<thead><tr><td></td>{head}</tr></thead>"
            f"<tbody>{rows}</tbody></table></div></section>"
        )
    return made


def _named(said: ScreenWords, feature: str) -> str:
    return str(getattr(said, f"feature_{feature.replace('-', '_')}", ""))


def _count(said: ScreenWords, counts: Mapping[str, int], feature: str) -> str:
    if feature not in counts:
        return "–"
    of = counts.get(_SHARES.get(feature, ""))
    return said.share_of.format(count=counts[feature], of=of) if of else str(counts[feature])
