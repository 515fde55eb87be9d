"""What the editor is asked about text pulled out of a PDF, and what settles it."""

from __future__ import annotations

from edition import readers
from edition.decisions import Decision, apply_decisions
from edition.decisions.reading_doubts import report_doubts
from edition.messages import Message, Report
from edition.messages.values import Counted
from edition.model import Name, Witness

DIARY = """3 May 1921. Sowed the beans along the wall before the rain came.
The soil of the garden is still cold, and where the sun does not
reach it before noon the seed will lie for a week without a sign
of life; but the sky was clear all day, and from the house I saw
the swallows over the pond, five of them, which are the first of
the year. Karen came by with her basket and two dozen of the seed
potatoes, and says that the frost is over and that her own guard
against it, straw and an old blanket, lies in the shed again.
4 May 1921. Rain since morning. I read in the shed and mended the
rake, and when the light went I carried everything back into the
house, where the stove was out and the cat asleep in the ashes as
if nothing had ever been warm. The blackbird has built in the ivy
again, and I shall leave the ivy as it is for another summer.
"""


def asked(text: str, *decisions: Decision, names: tuple[Name, ...] = ()) -> list[Message]:
    """The messages about doubts, but for the one that tells of italics."""
    report = Report()
    witness = readers.read_file(Witness("A", reader="pdf-text", file="a.txt"), text.encode(), report)
    emended, used = apply_decisions([witness], decisions, report)
    report_doubts(emended, used, names, report)
    return [message for message in report if message.code != "I162"]


def doubted(text: str, *decisions: Decision, names: tuple[Name, ...] = ()) -> list[tuple[str, object]]:
    return [(message.code, message.values.get("at")) for message in asked(text, *decisions, names=names)]


def test_a_sound_text_is_not_asked_about() -> None:
    assert asked(DIARY) == []


def test_an_emendation_or_a_decision_to_keep_the_words_settles_a_doubt() -> None:
    text = DIARY.replace("dozen of the seed", "bags of the kvhs")
    assert doubted(text) == [("W160", "kvhs")]
    assert doubted(text, Decision("emendation", "A", "1921-05-03", "the kvhs", read="the KVHS")) == []
    assert doubted(text, Decision("keep", "A", "1921-05-03", "kvhs")) == []
    assert doubted(text, Decision("keep", "A", "1921-05-04", "kvhs")) == [("E351", "kvhs"), ("W160", "kvhs")]


def test_equal_words_are_asked_about_together_and_settled_one_by_one() -> None:
    text = DIARY.replace("dozen of the seed", "bags of the kvhs").replace("the ashes as", "the kvhs, as")
    (message,) = asked(text)
    assert message.values["found_in"] == (Counted("1921-05-03", 1), Counted("1921-05-04", 1))
    (message,) = asked(text, Decision("emendation", "A", "1921-05-03", "kvhs", read="KVHS"))
    assert message.values["found_in"] == (Counted("1921-05-04", 1),)
    assert message.locus is not None
    assert message.locus.line == 11


def test_an_abbreviation_that_looks_like_a_word_is_known_by_names_toml() -> None:
    text = DIARY.replace("dozen of the seed", "bags of the plum")
    assert doubted(text) == []
    assert doubted(text, names=(Name("org.plum", "org", "Plant Union", ("PLUM",)),)) == [("W160", "plum")]


def test_words_in_notes_are_told_without_asking() -> None:
    text = (
        DIARY.replace("the year. Karen", "the year.1 Karen")
        + "1 The swallows came on 5 May in 1920, as the kvhs has written\ndown.\n"
    )
    assert [message.code for message in asked(text)] == ["I163"]


def test_a_compound_that_has_its_hyphen_elsewhere_may_have_lost_it() -> None:
    long = "The gate, the old one, was mended by me and the coauthor of my misfortunes, who has the other key and the shed; "
    text = DIARY.replace("3 May 1921. Sowed", f"3 May 1921. {long}\nand I sowed").replace("an old blanket", "her co-author")
    assert ("W157", "coauthor") in doubted(text)
    assert ("W157", "coauthor") not in doubted(text.replace("co-author", "old blanket"))


def test_a_letter_lost_at_the_beginning_is_asked_about_and_a_dash_is_not() -> None:
    assert doubted(DIARY.replace("Rain since", "ain since")) == [("W161", "ain")]
    assert doubted(DIARY.replace("Rain since", "—Rain since")) == []
