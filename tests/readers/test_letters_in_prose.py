"""Letters that a text announces, their parts, what is read out; inscriptions; who signs a preface; the motto of a title page."""

from __future__ import annotations

import pytest

from edition.messages import Report
from edition.model.documents import DocumentBlock
from edition.readers.outlines import outline_of
from tests.readers.test_set_off import PROSE, chapters, page, told

Told = list[tuple[str, str, str]]


def outside(text: str, name: str = "ferry.txt", language: str = "en") -> list[DocumentBlock]:
    """The blocks of all that is none of the work."""
    outline, _ = outline_of(text.encode("utf-8"), name, language, Report())
    return [block for part in outline.outside for block in part.blocks]


def announced(*inner: str) -> Told:
    """What is told of paragraphs after one that announces a letter."""
    return told(chapters("\n\n".join((f"{PROSE}On Monday there came this letter:", *inner, "")), ""))


def test_an_announced_letter_without_marks_ends_with_its_signature() -> None:
    found = announced("To Mr. B. HOLM, at the Weir.", PROSE, "Very truly yours, IDA PELL, Keeper of the Lamp.")
    assert found == [("p", "letter", "To Mr. B."), ("p", "letter", "The lamp went"), ("signed", "letter", "Very truly yours,")]


def test_a_name_in_capitals_signs_an_announced_letter() -> None:
    assert announced(PROSE, "IDA PELL, Keeper of the Lamp.", "“The lamp!” cried Holm.") == [
        ("p", "letter", "The lamp went"), ("signed", "letter", "IDA PELL, Keeper"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "after", [("“Who was it?” he asked.", "IDA PELL."), (PROSE, PROSE), ("IDA PELL.",), ("—Yes, Sir.", "IDA PELL.")]
)
def test_without_a_signature_before_somebody_speaks_there_is_no_letter(after: tuple[str, ...]) -> None:
    assert "letter" not in [within for _, within, _ in announced(*after)]


def test_a_letter_that_a_page_sets_apart_has_its_address_and_date_and_several_lines_of_signature() -> None:
    letter = "<p>Captain Holm<br/>dealer in lamps and eels,<br/>Sluice Street</p><p>Sir:</p><p>I paid it.</p>"
    letter = letter.replace("I paid it.", "I paid it at noon, to the ferryman himself, and to nobody else at all.")
    letter += "<p>IDA PELL,</p><p>Keeper of the Lamp.</p>"
    found = told(page(f"<p>{PROSE} The letter ran:</p><blockquote>{letter}</blockquote>", ""), "ferry.html")
    assert found == [
        ("p", "letter", "Captain Holm dealer"), ("salute", "letter", "Sir:"), ("p", "letter", "I paid it"),
        ("signed", "letter", "IDA PELL, Keeper"),
    ]  # fmt: skip


@pytest.mark.parametrize("said", ["As Pell wrote:", "He read the letter aloud:"])
def test_a_quotation_without_a_line_of_a_letter_is_none(said: str) -> None:
    found = told(
        page(f"<p>{PROSE} {said}</p><blockquote><p>No bridge is older.</p><p>—Ida Pell</p></blockquote>", ""), "ferry.html"
    )
    assert [within for _, within, _ in found] == ["quotation", "quotation"]


def test_names_below_signed_are_one_signature() -> None:
    letter = f'"DEAR ALL,--{PROSE.strip()}\n\n{" " * 20}(Signed)\n{" " * 30}IDA PELL.\n{" " * 30}B. HOLM.\n\n"P.S. It is paid."'
    assert [one for one in announced(letter) if one[0] != "p"] == [("signed", "letter", "(Signed) IDA PELL.")]


@pytest.mark.parametrize(
    ("language", "before"),
    [
        ("en", "He sat down and began to read."), ("de", "Da begann er zu lesen."), ("fr", "Alors il se mit à lire."),
        ("es", "Entonces empezó a leer."), ("it", "Allora cominciò a leggere."),
    ],
)  # fmt: skip
def test_what_somebody_begins_to_read_is_quoted_to_its_end(language: str, before: str) -> None:
    text = f"{PROSE}{before}\n\n“{PROSE.strip()}\n\n“{PROSE.strip()}”\n\n“Stop,” said the cousin.\n\n"
    found = told(chapters(text, ""), language=language)
    assert [(kind, bool(within)) for kind, within, _ in found] == [("p", True), ("p", True)]


def test_a_short_remark_after_reading_begins_is_said() -> None:
    assert told(chapters(f"{PROSE}He sat down and began to read.\n\n“Stop that at once, and put out the lamp.”\n\n", "")) == []


def test_paragraphs_below_a_break_are_of_the_letter_that_was_named_before_it() -> None:
    quoted = f"\n\n      *       *       *       *       *\n\n“{PROSE.strip()}\n\n“{PROSE.strip()}”\n\n"
    letter = told(chapters(f"{PROSE}Here is a passage of the letter that she wrote.{quoted}", ""))
    assert [within for _, within, _ in letter] == ["", "letter", "letter"]
    told_of = told(chapters(f"{PROSE}Nobody spoke until the morning came.{quoted}", ""))
    assert "letter" not in [within for _, within, _ in told_of]


# --- Inscriptions, signatures of prefaces, mottoes --------------------------------------------------------------------------


def test_capitals_after_a_colon_are_an_inscription() -> None:
    text = f"{PROSE}Over the door stood a motto:\n\nLUX IN TENEBRIS\n\n"
    assert told(chapters(text, "")) == [("p", "quotation", "LUX IN TENEBRIS")]


def test_capitals_that_nothing_announces_are_no_quotation() -> None:
    assert "quotation" not in [within for _, within, _ in told(chapters(f"{PROSE}\nLUX IN TENEBRIS\n\n", ""))]


def test_the_name_and_the_date_below_a_preface_are_its_signature() -> None:
    preface = f"PREFACE\n\n{PROSE}\n{PROSE}\nIDA PELL\n\nLondon, May 3, 1801.\n\n\n"
    found = [(one.kind, one.text) for one in outside(preface + chapters("", "", ""))]
    assert [one for one in found if one[0] != "p"] == [("signed", "IDA PELL"), ("dateline", "London, May 3, 1801.")]


@pytest.mark.parametrize("last", ["THE END", "The lamp is out.", "NOTES", "THE FERRY"])
def test_the_last_line_of_a_preface_that_is_no_name_signs_nothing(last: str) -> None:
    preface = f"Title: The Ferry\n\nAuthor: Ida Pell\n\n\n\nPREFACE\n\n{PROSE}\n{PROSE}\n{last}\n\n\n"
    assert "signed" not in [one.kind for one in outside(preface + chapters("", "", ""))]


def test_a_line_of_another_language_on_the_title_page_is_an_epigraph() -> None:
    title = "THE FERRY AT THE WEIR\n\nby Ida Pell\n\nNemo flumen sine vado transit.\n\n\n"
    found = [one.text for one in outside(title + chapters("", "", "")) if "epigraph" in one.within]
    assert found == ["Nemo flumen sine vado transit."]


def test_what_a_title_page_says_in_words_of_the_work_is_no_epigraph() -> None:
    title = "THE FERRY AT THE WEIR\n\nby Ida Pell\n\nSold by the cousin at nine.\n\n\n"
    assert not [one.text for one in outside(title + chapters("", "", "")) if "epigraph" in one.within]


def test_a_log_that_begins_with_a_date_is_no_letter() -> None:
    log = "<p>Monday, May 3, 1801</p><p>Wind from the weir.</p><p>Direction, North.</p>"
    found = told(page(f"<p>{PROSE} He wrote in his book:</p><blockquote>{log}</blockquote>", ""), "ferry.html")
    assert "letter" not in [within for _, within, _ in found]


def test_marks_that_point_inwards_open_a_letter_too() -> None:
    text = f"{PROSE}Er schrieb in diesem Brief:\n\n»{PROSE.strip()}\n\n»{PROSE.strip()}«\n\n»Ach«, sagte der Vetter.\n\n"
    assert [within for _, within, _ in told(chapters(text, ""), language="de")] == ["letter", "letter"]


def test_what_follows_the_words_of_somebody_is_an_answer() -> None:
    said = f"Holm gave her the letter. “It is from the weir.”\n\n“{PROSE.strip()}”\n\nThe lamp went out.\n\n"
    assert told(chapters(PROSE + said, "")) == []


def test_what_somebody_says_last_is_no_signature() -> None:
    assert told(chapters("", "", "").replace(PROSE + "\n\n\n", PROSE) + '\n\n"I am much of that mind," said I.\n') == []
