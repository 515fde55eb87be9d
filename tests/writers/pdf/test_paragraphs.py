"""Paragraphs on the page: what is in their lines, how wide the spaces are, and where no line ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.examples import examples

STRIP = "@page strip {{ size: {width}pt 4000pt; margin: 0 }}"
WORDS = (
    "The gardener came down the old steps with a lamp, and nobody in the greenhouse had thought of the superintendent, whose "
    "chair stood where the enlightened neighbours kept their watering cans; so he waited there until the evening turned to rain."
)


@pytest.fixture
def lines_of(tool: Callable[[str], str]) -> Callable[..., list[Any]]:
    """Set markup in a strip of some width; gives the boxes of its lines."""
    tool("pango")
    from weasyprint.formatting_structure import boxes

    from edition.messages import Report
    from edition.writers.pdf.layout import Press, body_of
    from edition.writers.pdf.markup import document
    from edition.writers.pdf.typography import sheets
    from edition.writers.settings import Settings

    press = Press(sheets(Settings(), Report()))

    def lines(markup: str, width: float = 302.0, kind: str = "strip text", language: str = "en") -> list[Any]:
        made = press.render(document([f'<div class="{kind}">{markup}</div>'], language), STRIP.format(width=width))
        return [box for box in body_of(made.pages[0]).descendants() if isinstance(box, boxes.LineBox)]

    return lines


def said(line: Any) -> str:
    from weasyprint.formatting_structure import boxes

    return "".join(box.text for box in line.descendants() if isinstance(box, boxes.TextBox))


def joined(lines: list[Any]) -> str:
    """The words of lines; a word parted with a hyphen is whole again."""
    return re.sub(r"‐ ", "", " ".join(said(line) for line in lines))


def spaces(line: Any) -> float:
    """How wide the spaces of a line were made, over their own width, in points."""
    from weasyprint.formatting_structure import boxes

    return max((box.justification_spacing * 0.75 for box in line.descendants() if isinstance(box, boxes.TextBox)), default=0.0)


@pytest.mark.parametrize("width", [180.0, 240.0, 302.0])
def test_no_line_is_loose_and_none_goes_over_the_edge(width: float, lines_of: Callable[..., list[Any]]) -> None:
    lines = lines_of(f"<p>{WORDS} {WORDS}</p>", width)
    assert joined(lines) == f"{WORDS} {WORDS}"
    for line in lines[:-1]:
        assert line.width * 0.75 == pytest.approx(width, abs=0.2)
        # Of their own the spaces are 2.16 points wide.
        assert spaces(line) < 3.5


def test_a_long_word_after_a_dash_is_parted_rather_than_the_line_left_wide(lines_of: Callable[..., list[Any]]) -> None:
    first = (
        "Little grew there for the old ex-superintendents—possibly enlightened by all that they were told of the weeds, and so on."
    )
    assert max(spaces(line) for line in lines_of(f"<p>{first}</p>", 260)[:-1]) < 2.5


@given(
    tags=st.lists(st.sampled_from(["", "i", "b", "span", "sup"]), min_size=8, max_size=8),
    width=st.sampled_from([150.0, 210.0]),
    empty=st.integers(0, 7),
)
@settings(deadline=None, max_examples=examples(15), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_letter_is_lost_whatever_stands_around_words(
    tags: list[str], width: float, empty: int, lines_of: Callable[..., list[Any]]
) -> None:
    """Elements may begin and end inside words, and an empty one may stand anywhere."""
    cuts = [WORDS[at * len(WORDS) // 8 : (at + 1) * len(WORDS) // 8] for at in range(8)]
    parts = [f"<{tag}>{cut}</{tag}>" if tag else cut for tag, cut in zip(tags, cuts, strict=True)]
    parts[empty] += '<span id="here"></span>'
    lines = lines_of(f"<p>{''.join(parts)}</p>", width)
    assert joined(lines).replace(" ", "") == WORDS.replace(" ", "")


def test_a_line_break_of_the_text_ends_a_line(lines_of: Callable[..., list[Any]]) -> None:
    texts = [said(line).strip() for line in lines_of(f"<p>One.<br/>Two.<br/>{WORDS}</p>")]
    assert texts[:2] == ["One.", "Two."]


def test_what_is_held_together_stays_on_a_line(lines_of: Callable[..., list[Any]]) -> None:
    for width in range(150, 300, 10):
        texts = [
            said(line) for line in lines_of(f'<p>{WORDS[:60]}<span class="siglum">as it stands there</span> {WORDS}</p>', width)
        ]
        assert any("as it stands there" in text for text in texts)


def test_no_line_begins_with_the_call_of_a_note(lines_of: Callable[..., list[Any]]) -> None:
    call = '<span class="call"><a class="call" href="#n">5</a></span>'
    for width in range(150, 300, 6):
        texts = [said(line) for line in lines_of(f"<p>{WORDS.replace('lamp,', f'lamp.{call}')}</p>", width)]
        assert not [text for text in texts if text.startswith("5")]


def test_a_heading_is_not_parted_at_a_hyphen_and_its_lines_are_of_one_length(lines_of: Callable[..., list[Any]]) -> None:
    head = "HOW THERE WAS A GOOD AUTO-DA-FÉ TO PREVENT EARTHQUAKES IN THE WHOLE COUNTRY"
    for width in (180, 200, 230):
        lines = lines_of(f'<h2 class="head">{head}</h2>', width)
        assert not [said(line) for line in lines if said(line).rstrip().endswith("-")]
        assert max(line.width for line in lines) < 1.7 * min(line.width for line in lines)


def test_a_narrow_column_is_not_justified(lines_of: Callable[..., list[Any]]) -> None:
    assert all(spaces(line) == 0 for line in lines_of(f"<p>{WORDS}</p>", 150, "strip text narrow"))


@pytest.mark.parametrize(("language", "parted"), [("en", True), ("la", False)])
def test_words_are_parted_by_the_rules_of_their_language(language: str, parted: bool, lines_of: Callable[..., list[Any]]) -> None:
    lines = lines_of(
        f"<p>{'superintendents '.strip()} {'enlightenment superintendents neighbourhood ' * 6}</p>", 160, language=language
    )
    assert any(said(line).endswith("‐") for line in lines) == parted


def test_a_word_of_letters_is_never_parted_without_a_hyphen(lines_of: Callable[..., list[Any]]) -> None:
    from edition.writers.pdf.markup import parted

    word = "metaphysico-theologico-cosmolonigology"
    for width in range(60, 200, 20):
        texts = [said(line) for line in lines_of(f"<p>{parted(f'He taught {word} there.')}</p>", width)]
        assert not [text for text in texts[:-1] if text.rstrip().endswith(("theologi", "co", "metaphys"))]
    assert "\u200b" in (parted("https://example.org/a/very/long/address/of/the/web") or "")


def test_the_grid_of_a_page_is_a_line_of_its_text(lines_of: Callable[..., list[Any]]) -> None:
    from edition.messages import Report
    from edition.writers.pdf.galley import type_area
    from edition.writers.pdf.layout import Press
    from edition.writers.pdf.spreads import SINGLE
    from edition.writers.pdf.typography import sheets
    from edition.writers.settings import Settings

    area = type_area(Press(sheets(Settings(), Report())), "A5", "page", SINGLE)
    assert area.sizes.line == pytest.approx(lines_of(f"<p>{WORDS}</p>")[0].height)


def test_items_hang_in_one_way_and_keep_to_the_grid(lines_of: Callable[..., list[Any]]) -> None:
    lines = lines_of(
        f'<p>{WORDS}</p><ul class="dash"><li>{WORDS}</li></ul><ul class="bulleted"><li>{WORDS}</li></ul><p>{WORDS}</p>'
    )
    tops = [line.position_y * 0.75 for line in lines if line.height * 0.75 > 14]
    assert all(abs((top - tops[0]) / 14.4 - round((top - tops[0]) / 14.4)) < 0.01 for top in tops)
