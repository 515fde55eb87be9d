"""Whether a text is a poem throughout, told by its lines."""

from __future__ import annotations

from edition.readers.shapes.text_document import document_of_text

CAPITALS = """The ferryman went out at ten to look upon the river's bank
And found that all the planks were there, but not the boat, which sank
Before the frost, before the thaw, before the water rose;
He said a word that no one heard, and wiped his frozen nose
And went back home, and sat him down, and told it to the smith
Who said, Tomorrow I shall build the boat you left her with."""
SMALL = CAPITALS.replace("\n", "\n").lower()
PROSE = """The ferryman went out at ten to look upon the bank of the river and
found that all the planks were there, but not the boat. Before the
frost, before the thaw, before the water rose, he had tied it to the
old willow, which was gone too."""


def kinds(*paragraphs: str) -> list[str]:
    document = document_of_text("\n\n".join(paragraphs) + "\n", "ferry.txt", "en")
    return [block.kind for block in document.blocks]


def test_lines_that_all_begin_with_a_capital_are_verses_however_long() -> None:
    assert set(kinds(*[CAPITALS] * 4, PROSE)[:24]) == {"l"}


def test_prose_between_verses_is_prose() -> None:
    assert kinds(*[CAPITALS] * 4, PROSE)[-1] == "p"


def test_many_paragraphs_of_one_length_are_stanzas() -> None:
    assert set(kinds(*[SMALL] * 12)) == {"l"}


def test_a_title_of_two_lines_in_capitals_is_no_stanza() -> None:
    title = "THE BOAT THAT SANK BEFORE THE FROST, AND OTHER POEMS OF THE\nDISAPPOINTMENTS OF THE SMITH"
    assert kinds(*[CAPITALS] * 4, title)[-1] == "p"


def test_prose_of_many_lengths_is_no_poem() -> None:
    lines = PROSE.split("\n")
    assert set(kinds(*("\n".join((lines * 3)[:count]) for count in range(3, 11)))) == {"p"}


TERCET = """The ferryman went out at ten o'clock,
  And found the planks, and not the boat he sought,
  And struck with both his hands upon the lock."""


def test_a_few_stanzas_whose_lines_stand_in_alike_are_verse() -> None:
    assert kinds(*[TERCET] * 3) == ["l"] * 9


def test_hanging_lines_of_which_one_begins_small_are_prose() -> None:
    assert kinds(*[TERCET.replace("And struck", "and struck")] * 3) == ["p"] * 3


def test_lines_of_which_the_first_alone_stands_in_are_prose() -> None:
    first, *others = (line.strip() for line in TERCET.split("\n"))
    assert kinds(*["\n".join((f"  {first}", *others))] * 3) == ["p"] * 3


QUATRAIN = """Yonder the ferryman mends his boat,
Singing a song of an old grey goat,
Nobody knows of the road he came,
Nobody asks for the old goat's name."""


def test_a_short_poem_that_fills_its_width_is_verse() -> None:
    assert kinds(*[QUATRAIN] * 4) == ["l"] * 16


def test_prose_of_one_length_whose_lines_begin_small_is_prose() -> None:
    assert set(kinds(*[QUATRAIN.replace("Nobody asks", "nobody asks")] * 4)) == {"p"}
