"""Two renderings of a passage in, the readings out: what a philologist would print."""

from __future__ import annotations

import pytest

from edition.alignment import align
from edition.collation import collate
from edition.language.languages import language_of_tag
from edition.model import FOLDED, Block, Entry, Paragraph, RunningText
from edition.text.running_text import running_text

ENGLISH = language_of_tag("en")

Shown = list[tuple[str, str, str]]


def shown(base: RunningText, other: RunningText) -> Shown:
    variants = collate(base, other, align(base, other, ENGLISH), ENGLISH)
    return [(base.text[slice(*v.base)], other.text[slice(*v.other)], v.type) for v in variants if v.type != FOLDED]


def prose(text: str) -> RunningText:
    return RunningText(text, (Block("p", 0, len(text)),))


@pytest.mark.parametrize(
    ("base", "other", "readings"),
    [
        (
            "A boat carrying forty soldiers sank near Naxos.",
            "A boat bearing forty soldiers sank off Naxos.",
            [("carrying", "bearing", "lexical"), ("near", "off", "lexical")],
        ),
        (
            "The mayor read out the long list of the missing.",
            "The mayor read out the list of the missing.",
            [("long ", "", "omission")],
        ),
        (
            "We went to the harbor, and the colonel slept.",
            "We went to the harbour and the colonel slept.",
            [("harbor", "harbour", "orthographic"), (",", "", "punctuation")],
        ),
        (
            "The nets were dry. It was late when we mended them.",
            "The nets were dry; it was late when we mended them.",
            [(". It", "; it", "punctuation")],
        ),
        (
            "The nets hung there like sails. It was late when we mended them.",
            "The nets hung there like flags; it was late when we mended them.",
            [("sails", "flags", "lexical"), (". It", "; it", "punctuation")],
        ),
        (
            "I met the daughter of the baker in the street today.",
            "I met the baker’s daughter in the street today.",
            [("daughter of the baker", "baker’s daughter", "syntactic")],
        ),
        (
            "Nobody is safe from hostile sailors, because of their number.",
            "Nobody is safe from hostile seamen on account of their number.",
            [("sailors, because", "seamen on account", "lexical")],
        ),
        (
            "The captain came in. “Will you have some? Steward, uncork the wine.”",
            "The captain came in. “Do you wish a glass first? Steward, uncork the wine.”",
            [("Will you have some", "Do you wish a glass first", "lexical")],
        ),
        (
            "There is singing in the yard.",
            "Singing is going on in the yard.",
            [("There is singing", "Singing is going on", "syntactic")],
        ),
        (
            "She could see the lamp only at night.",
            "She could only see the lamp at night.",
            [("see the lamp only", "only see the lamp", "syntactic")],
        ),
        (
            "The daughter of the baker was singing.",
            "The baker’s daughter was dancing.",
            [("daughter of the baker", "baker’s daughter", "syntactic"), ("singing", "dancing", "lexical")],
        ),
        (
            "That evening the widow has been giving lessons to the sailors.",
            "That evening the widow was giving lessons to the sailors.",
            [("has been", "was", "syntactic")],
        ),
        (
            "“Nobody waved,” said the pilot.",
            "‘Nobody waved,’ said the pilot.",
            [("“", "‘", "punctuation"), ("”", "’", "punctuation")],
        ),
        (
            "The report by a naval surgeon on the fire in the hold.",
            "A naval surgeon’s account of the fire in the hold.",
            [("The report by a naval surgeon on", "A naval surgeon’s account of", "syntactic")],
        ),
        (
            "Why reason you thus among yourselves?",
            "Why do you reason thus among yourselves?",
            [("reason you", "do you reason", "syntactic")],
        ),
        (
            "He gave them wild honey. They slept.",
            "He gave them honey of the field; they slept.",
            [("wild honey", "honey of the field", "syntactic"), (". They", "; they", "punctuation")],
        ),
        (
            "They mended the nets and drowned them to the last rag …",
            "They mended the nets before drowning them.",
            [
                ("and drowned them to the last rag", "before drowning them", "lexical"),
                (" …", ".", "punctuation"),
            ],
        ),
        (
            "We supposed that it was a ghost. Nobody spoke.",
            "We thought [it] to be an apparition. Nobody spoke.",
            [
                ("supposed that", "thought", "lexical"),
                ("", "[", "punctuation"),
                ("", "]", "punctuation"),
                ("was a ghost", "to be an apparition", "lexical"),
            ],
        ),
        (
            "A remarkable example of decline. We went home.",
            "(There was no light, nothing but smoke.) A remarkably declining figure. We went home.",
            [
                ("", "(There was no light, nothing but smoke.) ", "addition"),
                ("remarkable example of decline", "remarkably declining figure", "syntactic"),
            ],
        ),
        (
            "He slept. They had long since given up every hope of bread. He woke.",
            "He slept. Everybody despaired of eating again. He woke.",
            [("They had long since given up every hope", "Everybody despaired", "lexical"), ("bread", "eating again", "lexical")],
        ),
        # A verb keeps its particle.
        (
            "The mate put up with it. We gave up the ship at once.",
            "The mate bore it. We abandoned the ship at once.",
            [("put up with", "bore", "lexical"), ("gave up", "abandoned", "lexical")],
        ),
        # Two halves of one turn of phrase are one reading.
        (
            "He did not take the news so badly.",
            "He bore the news well.",
            [("did not take the news so badly", "bore the news well", "lexical")],
        ),
        # Neither marks nor the kind of a mark are in the reading of a word.
        (
            "“Oh yes,” said the pilot.",
            "'O yes,' said the pilot.",
            [("“", "'", "punctuation"), ("Oh", "O", "lexical"), ("”", "'", "punctuation")],
        ),
        # Neither an older spelling nor figures are other words.
        (
            "The powerful kings lost thirty thousand cities.",
            "The powerfull Kings lost 30,000 Cities.",
            [
                ("powerful", "powerfull", "orthographic"),
                ("kings", "Kings", "orthographic"),
                ("thirty thousand", "30,000", "orthographic"),
                ("cities", "Cities", "orthographic"),
            ],
        ),
        # What a computer writes otherwise is no reading.
        ("The café and the oﬃce were shut.", "The cafe\u0301 and the of\u00adfice\u00a0were shut.", []),
    ],
)
def test_readings(base: str, other: str, readings: Shown) -> None:
    assert shown(prose(base), prose(other)) == readings


def test_a_sentence_that_one_text_lacks_is_one_reading_with_its_space() -> None:
    base = "The ferry came in at dawn. Nobody had slept in the customs house. We bought figs from the widow."
    other = "The ferry came in at dawn. We bought figs from the widow."
    assert shown(prose(base), prose(other)) == [("Nobody had slept in the customs house. ", "", "omission")]
    assert shown(prose(other), prose(base)) == [("", "Nobody had slept in the customs house. ", "addition")]


def test_what_stands_in_two_beads_is_two_readings_though_no_word_is_shared_between_them() -> None:
    base = "The pilot went ashore with a lantern; our cook swore at every gull. The stove was lit."
    other = "The pilot left the ship with a lantern in each hand. Meanwhile the cook cursed every bird. The stove was lit."
    assert shown(prose(base), prose(other)) == [
        ("went ashore", "left the ship", "lexical"),
        ("", " in each hand", "addition"),
        (";", ".", "punctuation"),
        ("our", "Meanwhile the", "lexical"),
        ("swore at", "cursed", "lexical"),
        ("gull", "bird", "lexical"),
    ]


def test_a_sentence_that_moved_is_two_halves_that_name_one_another() -> None:
    first, second, third = (
        "The ferry from Piraeus brought forty soldiers. ",
        "Nobody in the customs house had slept. ",
        "We bought green figs from a widow. ",
    )
    base, other = prose(f"{first}{second}{third}The lamp smoked."), prose(f"{second}{third}{first}The lamp smoked.")
    variants = collate(base, other, align(base, other, ENGLISH), ENGLISH)
    assert [(v.type, v.partner) for v in variants] == [("transposition", 1), ("transposition", 0)]
    assert {base.text[slice(*v.base)] or other.text[slice(*v.other)] for v in variants} == {first}


def entry(*paragraphs: Paragraph | str, dateline: str = "", title: str | None = None, run_in: bool = False) -> RunningText:
    made = tuple(Paragraph(p) if isinstance(p, str) else p for p in paragraphs)
    return running_text(Entry("1942-05-03", "1942-05-03", dateline, None, title, made, run_in=run_in))


def test_headings_are_compared_part_by_part() -> None:
    base = entry("The lamp smoked.", dateline="3 May 1942.", title="The Lamp", run_in=True)
    other = entry("The lamp smoked.", dateline="May 3, 1942")
    assert shown(base, other) == [
        ("3 May 1942.", "May 3, 1942", "dateline"),
        (" The Lamp", "", "omission"),
        (" ", "\n", "paragraph"),
    ]
    retitled = entry("The lamp smoked.", dateline="3 May 1942.", title="Smoke", run_in=True)
    assert shown(base, retitled) == [("The Lamp", "Smoke", "lexical")]


def test_paragraph_breaks_stand_apart_from_words() -> None:
    one = entry("The ferry from Piraeus came in late. Nobody in the customs house had slept.")
    two = entry("The ferry from Piraeus came in early.", "Nobody in the customs house had slept.")
    assert shown(one, two) == [("late", "early", "lexical"), (" ", "\n", "paragraph")]
    assert shown(two, one) == [("early", "late", "lexical"), ("\n", " ", "paragraph")]


def test_a_list_mark_stands_apart_from_words() -> None:
    listed = entry("Read today:", Paragraph("A ferry came in.", "item", "– "), Paragraph("Rain fell in Patras.", "item", "– "))
    plain = entry("Read today:", "Our ferry came in.", "Rain fell in Patras.")
    assert shown(listed, plain) == [("– ", "", "paragraph"), ("A", "Our", "syntactic"), ("– ", "", "paragraph")]


def test_what_one_text_has_at_the_end_of_a_paragraph_stands_before_its_break() -> None:
    one = entry("Read today:", Paragraph("A ferry sank.", "item", "– "), Paragraph("Rain fell in Patras.", "item", "– "))
    two = entry("Read today:", "A ferry sank to the last oar … (The port tried to calm the crew.)", "Rain fell in Patras.")
    assert shown(one, two) == [
        ("– ", "", "paragraph"),
        ("", " to the last oar", "addition"),
        (".", " …", "punctuation"),
        ("", " (The port tried to calm the crew.)", "addition"),
        ("– ", "", "paragraph"),
    ]


def test_an_omission_of_paragraphs_is_parted_at_the_blocks_of_the_base() -> None:
    base = entry("The ferry came in.", "Nobody had slept in the customs house.", "The stove went out.", "We bought green figs.")
    other = entry("The ferry came in.", "We bought green figs.")
    assert shown(base, other) == [
        ("Nobody had slept in the customs house.", "", "omission"),
        ("\n", "", "paragraph"),
        ("The stove went out.", "", "omission"),
        ("\n", "", "paragraph"),
    ]
    assert shown(other, base) == [("", "Nobody had slept in the customs house.\nThe stove went out.\n", "addition")]
