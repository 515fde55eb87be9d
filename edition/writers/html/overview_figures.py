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
_WIDTH, _HEIGHT, _BAND = 1000.0, 60.0, 6.0
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


def strip(figures: Sequence[EntryFigures], names: Sequence[tuple[str, str]], words: BookWords, said: ScreenWords) -> str:
    """Draw the strip, with a link for each entry, and write its table; "" for fewer than two entries."""
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
        link = tag("a", [("href", f"#{entry.id}")])
        drawn.append(f"{link}<title>{text(label)}</title>{_bar('all', at, 0, wide, height)}{''.join(bars)}</a>")
        counts = "".join(f"<td>{count or '–'}</td>" for count in entry.words)
        grades = "".join(f"<td>{count}</td>" for count in reversed(entry.readings))
        rows.append(f"<tr><th scope=row>{link}{text(title)}</a></th>{counts}{grades}<td>{share or '–'}</td></tr>")
        at += wide
    heads = [said.text_words.format(siglum=siglum) for siglum, _ in names]
    heads += [words.grade_substantive, words.grade_stylistic, words.grade_accidental, words.share]
    head = "".join(f"<th scope=col>{text(each)}</th>" for each in heads)
    box = attribute(f"0 0 {_WIDTH:.0f} {height:.0f}")
    return (
        f"<p>{text(said.strip_said)}</p><svg viewBox={box} preserveAspectRatio=none role=group aria-label={attribute(said.strip)}>"
        f"{''.join(drawn)}</svg><details><summary>{text(said.table)}</summary><div class=scroll tabindex=0><table><thead><tr>"
        f"<th scope=col>{text(words.entry)}</th>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div></details>"
    )


def _bar(cls: str, x: float, y: float, width: float, height: float) -> str:
    sizes = {"x": x, "y": y, "width": max(width - 0.4, 0.6), "height": height}
    said = [("class", cls), *((name, f"{size:.1f}") for name, size in sizes.items())]
    return f"{tag('rect', said)}</rect>"


def lists_of_habits(root: etree._Element, said: ScreenWords, entries: Mapping[str, tuple[str, str]] | None = None) -> str:
    """Write the terms and the profiles that a document lists, each as a section with a table.

    `entries`: key of an entry -> its id and its title, where the entries stand on the same page: examples lead to them.
    """
    tree = root.getroottree()
    terms, profiles = listed_terms(tree), listed_profiles(tree)
    made = ""
    if terms:
        rows = "".join(
            f"<tr><th scope=row>{text(term.word)}</th><td>{text(term.answer)}</td><td>{term.count}</td><td>"
            + text("; ".join(f"{one.word or said.lacking.format(siglum=term.other)} {one.count}" for one in term.exceptions))
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
        shown = [
            {
                feature: [_example(one.words, one.answer, one.entry, entries or {}) for one in held]
                for feature, held in profile.examples.items()
            }
            for profile in profiles
        ]
        rows = "".join(
            f"<tr><th scope=row>{text(_named(said, feature))}</th>"
            + "".join(
                f"<td>{_counted(said, profile.counts, feature, held.get(feature, []))}</td>"
                for profile, held in zip(profiles, shown, strict=True)
            )
            + "</tr>"
            for feature in features
        )
        made += (
            f"<section id=profiles class=lists><h2>{text(said.profiles)}</h2>{_SCROLLED}<thead><tr><td></td>{head}</tr></thead>"
            f"<tbody>{rows}</tbody></table></div></section>"
        )
    return made


def _counted(said: ScreenWords, counts: Mapping[str, int], feature: str, examples: Sequence[str]) -> str:
    """Write how often a translator does something, with the places that the document gives as examples, to be opened."""
    count = text(_count(said, counts, feature))
    return f"<details><summary>{count}</summary><ul class=plain>{''.join(examples)}</ul></details>" if examples else count


def _example(words: str, answer: str, entry: str, entries: Mapping[str, tuple[str, str]]) -> str:
    said = f"{words} / {answer}" if answer else words
    ident, title = entries.get(entry, ("", ""))
    place = f"{tag('a', [('href', f'#{ident}'), ('title', title)])}{text(said)}</a>" if ident else text(said)
    return f"<li>{place}, {text(entry)}</li>"


def _named(said: ScreenWords, feature: str) -> str:
    return str(getattr(said, f"feature_{feature.replace('-', '_')}", ""))


def _count(said: ScreenWords, counts: Mapping[str, int], feature: str) -> str:
    if feature not in counts:
        return "–"
    of = counts.get(_SHARES.get(feature, ""))
    if not of:
        return str(counts[feature])
    share = round(100 * counts[feature] / of)
    percent = f"{share} %" if share or not counts[feature] else "< 1 %"
    return f"{percent} ({said.share_of.format(count=counts[feature], of=of)})"
