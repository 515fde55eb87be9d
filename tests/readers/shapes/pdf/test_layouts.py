"""Made-up diaries set in made-up pages are read back whole."""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests.examples import examples

if TYPE_CHECKING:
    from tests.readers.conftest import ReadAs

WORDS = (
    "rain gauge gutter window meadow postman kettle bridge morning thunder basket winter garden copper letter puddle cloud barrel "
    "afternoon millimetre weathercock umbrella the of and in with under over to for by from a it we she had was not"
).split()
NAMES = ["Quill", "Berta", "Oskarson", "Millicent", "Tobias", "Leonie", "Ferdinand", "Agathe"]


@dataclass(frozen=True)
class Layout:
    """How pages are set, and what their text lost on its way out.

    Letters in a line, few of them in columns; lines in a page; whether a form feed begins one; where the numbers of notes stand;
    running heads and folios; hyphens at line ends: none, kept, or taken out so that two lines became one; what parts paragraphs;
    whether years have headings.
    """

    measure: int
    height: int
    form_feed: bool
    numbers: str
    head: str
    hyphens: str
    parted: str
    years: bool


@dataclass
class Diary:
    """Entries as date and paragraphs, and notes as number, word before the mark, text; the lines, with the notes they call."""

    entries: list[tuple[str, list[str]]] = field(default_factory=list)
    notes: list[tuple[str, str, str]] = field(default_factory=list)
    lines: list[tuple[str, list[int]]] = field(default_factory=list)


layouts = st.builds(
    Layout,
    st.integers(44, 75),
    st.integers(20, 40),
    st.booleans(),
    st.sampled_from(["inline", "before", "after", "first at the end", "lost"]),
    st.sampled_from(["none", "head", "head and folio", "folio below"]),
    st.sampled_from(["none", "kept", "joined"]),
    st.sampled_from(["by nothing", "by indents", "by empty lines"]),
    st.booleans(),
)


def sentence(chance: random.Random, length: int) -> str:
    words = [chance.choice(WORDS) for _ in range(length)]
    return " ".join([words[0].capitalize(), *words[1:]]) + "."


def diary_of(chance: random.Random, layout: Layout) -> Diary:
    """Make up a diary, and set its lines."""
    diary = Diary()
    day = datetime.date(1942, 1, 1)
    for _ in range(chance.randint(3, 8)):
        before = day
        day += datetime.timedelta(chance.randint(1, 200 if layout.years else 20))
        if layout.years and day.year != before.year:
            diary.lines.append((str(day.year), []))
        paragraphs = []
        for index in range(chance.randint(1, 4)):
            text = " ".join(sentence(chance, chance.randint(6, 22)) for _ in range(chance.randint(4, 9)))
            lead = f"{day.day} {day:%B} {day.year}. " if index == 0 else ""
            text, n = (text, 0) if chance.random() < 0.7 else called(text, diary, chance)
            rows = broken(lead + text, layout, chance)
            while len(rows[-1]) > 0.7 * layout.measure:
                # A last line as long as the others would end no paragraph that anyone could see.
                text = f"{text} {sentence(chance, 3)}"
                rows = broken(lead + text, layout, chance)
            if layout.hyphens == "joined":
                rows = joined(rows, layout, chance)
            if layout.parted == "by empty lines":
                diary.lines.append(("", []))
            elif layout.parted == "by indents" and not lead:
                rows[0] = f"   {rows[0]}"
            diary.lines += [(row, [n] if n and f".{n} " in row + " " else []) for row in rows]
            paragraphs.append(text.replace(f".{n} ", ". ", 1) if n else text)
        diary.entries.append((day.isoformat(), paragraphs))
    return diary


def called(text: str, diary: Diary, chance: random.Random) -> tuple[str, int]:
    """Put the mark of a new note after the first sentence of a text."""
    n = len(diary.notes) + 1
    note = f"{chance.choice(NAMES)}: {' '.join(chance.choice(WORDS) for _ in range(chance.randint(16, 40)))}."
    end = text.index(".") + 1
    diary.notes.append((str(n), text[:end].split()[-1], note))
    return f"{text[:end]}{n}{text[end:]}", n


def broken(text: str, layout: Layout, chance: random.Random, measure: int = 0) -> list[str]:
    """Break a text into lines, with a hyphen in a long word where the layout has hyphens."""
    rows = [""]
    measure = measure or layout.measure
    for word in text.split(" "):
        room = measure - len(rows[-1]) - 2
        if len(rows[-1]) + 1 + len(word) <= measure:
            rows[-1] = f"{rows[-1]} {word}".strip()
        elif layout.hyphens and word.isalpha() and word.islower() and len(word) > 7 and room > 3 and chance.random() < 0.5:
            cut = min(room, len(word) - 3)
            rows[-1] = f"{rows[-1]} {word[:cut]}-"
            rows.append(word[cut:])
        else:
            rows.append(word)
    return rows


def joined(rows: list[str], layout: Layout, chance: random.Random) -> list[str]:
    """Take out hyphens at line ends, most of them with the line's end, as some programs do.

    No two ends in a row; and what is left is clearly more than one line, or nobody could see where it ends. Where a sentence ends
    with a page, only the width of its line tells whether a paragraph ends too, and of two lines in one nobody knows it.
    """
    found: list[str] = []
    for row in rows:
        single = found and len(found[-1]) <= layout.measure and 2 * len(row) > layout.measure
        single = single and not row.endswith(".")
        if single and found[-1].endswith("-") and chance.random() < 0.8:
            found[-1] = found[-1][:-1] + row
        else:
            found.append(row)
    return found


def paged(diary: Diary, layout: Layout, chance: random.Random) -> str:
    """Set the lines in pages, with the notes that they call at the foot."""
    pages: list[str] = []
    for start in range(0, len(diary.lines), layout.height):
        lines = diary.lines[start : start + layout.height]
        while lines and not lines[0][0]:
            del lines[0]
        calls = [n for _, called in lines for n in called]
        foot: list[str] = []
        for place, n in enumerate(calls):
            rows = broken(diary.notes[n - 1][2], layout, chance, int(1.15 * layout.measure))
            if layout.numbers == "inline" or (layout.numbers == "lost" and len(calls) > 1):
                rows[0] = f"{n} {rows[0]}"
            above = layout.numbers == "before" or (layout.numbers == "first at the end" and place)
            foot += [str(n), *rows] if above else rows
        foot += {"after": [str(n) for n in calls], "first at the end": [str(n) for n in calls[:1]]}.get(layout.numbers, [])
        # Notes without a number before them, under a paragraph that ends with its page, could not be told from it by anyone.
        assume(not calls or layout.numbers in ("inline", "before") or not lines[-1][0].endswith("."))
        head, folio = f"quill: The Rain Book {len(pages) + 40}", str(len(pages) + 40)
        top = {"head": [head, ""], "head and folio": ["", "quill: The Rain Book", "", folio, ""]}.get(layout.head, [])
        bottom = ["", folio] if layout.head == "folio below" else []
        pages.append("\n".join([*top, *(row for row, _ in lines), *foot, *bottom]))
    # The folio of a single page may be any number.
    assume(layout.head != "folio below" or len(pages) > 1)
    return ("\n\f" if layout.form_feed else "\n ").join(pages)


@given(layouts, st.integers(0, 2**32))
# A page with a mark whose note could as well be the end of its text, but for the other pages.
@example(Layout(55, 24, False, "lost", "none", "none", "by nothing", True), 24)
@example(Layout(57, 35, False, "lost", "none", "kept", "by indents", True), 4160862838)
# A note that fits the text better than the other notes, but for lines that are longer than any of the text.
@example(Layout(70, 24, True, "lost", "head", "none", "by empty lines", False), 3259326584)
# A note under the last paragraph of its page, which has more short lines than the page has notes.
@example(Layout(45, 25, False, "lost", "folio below", "none", "by empty lines", False), 2533578646)
@example(Layout(49, 21, False, "lost", "none", "kept", "by empty lines", False), 1943924257)
@settings(deadline=None, max_examples=examples(100))
def test_a_made_up_diary_is_read_back_whole(read_as: ReadAs, layout: Layout, seed: int) -> None:
    chance = random.Random(seed)
    diary = diary_of(chance, layout)
    # Running heads, folios and indents show where pages begin; the single space of a page without them would be one more indent.
    layout = replace(layout, form_feed=layout.form_feed or layout.head in ("head", "folio below") or layout.parted == "by indents")
    found = read_as("pdf-text", paged(diary, layout, chance))
    assert found.dates == [date for date, _ in diary.entries]
    assert {date: found.paragraphs(date) for date in found.dates} == dict(diary.entries)
    assert found.notes() == diary.notes
