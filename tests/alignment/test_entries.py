"""The entries of two or three witnesses in, the same entries under the same keys out."""

from __future__ import annotations

from collections.abc import Sequence

from edition.alignment.entry_pairs import align_entries, keyed_alike
from edition.messages import Report
from edition.model import Entry, Paragraph, Witness

BASE = [
    "The ferry from Piraeus came in at dawn with forty soldiers on board. Nobody in the customs house had slept.",
    "I bought figs from a widow who would not take my money. Her son is on the list of the missing.",
    "We walked home along the railway without a word. Later the wind rose, and the lamps went out in the harbour.",
]
OTHER = [
    "At daybreak the Piraeus ferry arrived, carrying forty soldiers. No one in the customs house had slept.",
    "From a widow I bought some figs, and she refused my money. Her son stands on the list of missing men.",
    "Without speaking we went home, following the railway. Later the wind came up, and the harbour lamps went out.",
]


def entry(n: str, text: str = "Text.") -> Entry:
    return Entry(n, n if "-" in n else None, "", None, None, (Paragraph(text),))


def keys(*witnesses: Witness, apart: Sequence[tuple[str, str]] = ()) -> tuple[list[list[str]], list[str]]:
    """The keys of the entries of each witness, the base first, and the codes of what is told."""
    report = Report()
    found = keyed_alike(witnesses, witnesses[0].siglum, dict.fromkeys(apart), report)
    return [[entry.n for entry in witness.entries] for witness in found], [message.code for message in report]


def witness(siglum: str, **entries: str) -> Witness:
    return Witness(siglum, entries=tuple(entry(n.replace("_", "-").removeprefix("d"), text) for n, text in entries.items()))


def test_entries_are_paired_by_date_and_stand_in_its_order() -> None:
    def entry(n: str) -> Entry:
        return Entry(n, n, "", None, None, (Paragraph("Text."),))

    one, two, three, season = entry("1941-05-02"), entry("1941-06-30"), entry("1942-01-01/1942-01-03"), entry("1941-21")
    assert align_entries((two, three), (season, one, two)) == ((None, season), (None, one), (two, two), (three, None))


def test_numbered_entries_keep_the_order_of_the_base() -> None:
    def entry(n: str) -> Entry:
        return Entry(n, None, "", None, None, (Paragraph("Text."),))

    base, other = tuple(map(entry, ("2.10", "2.9", "1.1"))), tuple(map(entry, ("2.10", "2.11", "1.1")))
    assert [(a and a.n, b and b.n) for a, b in align_entries(base, other)] == [
        ("2.10", "2.10"),
        (None, "2.11"),
        ("2.9", None),
        ("1.1", "1.1"),
    ]


def test_an_entry_that_another_witness_dates_otherwise_stands_under_the_key_of_the_base() -> None:
    base = witness("A", d1941_05_02=BASE[0], d1941_05_03=BASE[1], d1941_05_06=BASE[2])
    other = witness("B", d1941_05_02=OTHER[0], d1941_05_04=OTHER[1], d1941_05_06=OTHER[2])
    assert keys(base, other) == ([["1941-05-02", "1941-05-03", "1941-05-06"]] * 2, ["W280"])
    assert keyed_alike((base, other), "A", {}, Report())[1].entries[1].edtf == "1941-05-04"


def test_a_third_witness_follows_the_second_where_the_base_has_nothing() -> None:
    base = witness("A", d1941_05_02=BASE[0])
    second, third = witness("B", d1941_05_03=BASE[1]), witness("C", d1941_05_04=OTHER[1])
    assert keys(base, second, third) == ([["1941-05-02"], ["1941-05-03"], ["1941-05-03"]], ["W280"])


def test_a_part_of_an_entry_that_another_witness_dates_apart_is_told() -> None:
    base = witness("A", d1941_05_02=f"{BASE[0]} {BASE[1]}", d1941_05_06=BASE[2])
    other = witness("B", d1941_05_02=OTHER[0], d1941_05_03=OTHER[1], d1941_05_06=OTHER[2])
    assert keys(base, other) == ([["1941-05-02", "1941-05-06"], ["1941-05-02", "1941-05-03", "1941-05-06"]], ["W281"])
    assert keys(other, base)[1] == ["W281"]


def test_entries_that_say_other_things_stay_apart() -> None:
    base, other = witness("A", d1941_05_02=BASE[0], d1941_05_03=BASE[1]), witness("B", d1941_05_02=OTHER[0], d1941_05_06=OTHER[2])
    assert keys(base, other) == ([["1941-05-02", "1941-05-03"], ["1941-05-02", "1941-05-06"]], [])


def test_a_review_keeps_its_keys() -> None:
    review = Witness("R", fragment_of="B")
    assert keyed_alike((witness("A", d1941_05_02=BASE[0]), review), "A", {}, Report())[1] == review


def test_the_editor_keeps_an_entry_apart_from_what_another_text_has_under_another_date() -> None:
    base = witness("A", d1941_05_02=BASE[0], d1941_05_03=BASE[1], d1941_05_06=BASE[2])
    other = witness("B", d1941_05_02=OTHER[0], d1941_05_04=OTHER[1], d1941_05_06=OTHER[2])
    own = [["1941-05-02", "1941-05-03", "1941-05-06"], ["1941-05-02", "1941-05-04", "1941-05-06"]]
    assert keys(base, other, apart=[("B", "1941-05-04")]) == (own, [])


def test_an_entry_that_stands_alone_anyway_needs_no_decision() -> None:
    base, other = witness("A", d1941_05_02=BASE[0]), witness("B", d1941_05_02=OTHER[0], d1941_05_06=OTHER[2])
    assert keys(base, other, apart=[("B", "1941-05-06")])[1] == ["W282"]


# --- Numbers that disagree with the words ---------------------------------------------------------------------------------

CHAPTERS = [
    *zip(BASE, OTHER, strict=True),
    (
        "The schoolmaster counts swallows on the wire and chalks the number on his wall. This year there were ninety.",
        "On his wall the schoolmaster chalks how many swallows he has counted on the wire. There were ninety this year.",
    ),
    (
        "My uncle's mule refused the bridge again. Six men pushed, and a seventh played the flute to give her courage.",
        "Again the mule of my uncle would not cross the bridge. Six men were pushing; a seventh played her the flute.",
    ),
    (
        "Nothing grows on the terrace but thistles and one obstinate lemon tree. I water it with what is left of the tea.",
        "On the terrace nothing will grow except thistles, and a lemon tree which is obstinate. What tea is left I give it.",
    ),
]
PREFACE = "This translation was begun in a hospital and ended on a ship. The publisher has waited for it with patience."


def numbered(siglum: str, texts: Sequence[str], language: str = "en") -> Witness:
    return Witness(siglum, language=language, entries=tuple(entry(str(n), text) for n, text in enumerate(texts, 1)))


def told(*witnesses: Witness, paired: Sequence[dict[str, str]] = ()) -> tuple[list[str], list[str]]:
    """The keys of the second witness, and what is told, without the hints."""
    report = Report()
    found = keyed_alike(witnesses, witnesses[0].siglum, {}, report, paired)
    return [entry.n for entry in found[1].entries], [f"{message.code} {message.text}" for message in report]


ORIGINAL = [one for one, _ in CHAPTERS]
RENDERED = [two for _, two in CHAPTERS]


def test_numbers_that_agree_with_the_words_are_left_as_they_are() -> None:
    assert told(numbered("A", ORIGINAL), numbered("B", RENDERED)) == (["1", "2", "3", "4", "5", "6"], [])


def test_after_a_preface_that_is_counted_as_the_first_chapter_entries_are_paired_by_their_words() -> None:
    keys, said = told(numbered("A", ORIGINAL), numbered("B", [PREFACE, *RENDERED]))
    assert keys == ["1-B", "1", "2", "3", "4", "5", "6"]
    assert [line[:4] for line in said] == ["W283", "W287"]
    assert "B 2 to 7 with A 1 to 6" in said[0]


def test_after_two_chapters_that_are_counted_as_one_entries_are_paired_by_their_words() -> None:
    as_one = [*RENDERED[:1], f"{RENDERED[1]} {RENDERED[2]}", *RENDERED[3:]]
    keys, said = told(numbered("A", ORIGINAL), numbered("B", as_one))
    assert keys in (["1", "2", "4", "5", "6"], ["1", "3", "4", "5", "6"])
    assert [line[:4] for line in said] == ["W283", "W281"]
    # The chapter that stands alone is told with the place where its words begin.
    assert "answers a part of the entry" in said[1]
    assert any(" ".join(chapter.split()[:3]) in said[1] for chapter in RENDERED[1:3])


def test_after_a_chapter_that_is_missing_entries_are_paired_by_their_words() -> None:
    keys, said = told(numbered("A", ORIGINAL), numbered("B", RENDERED[:2] + RENDERED[3:]))
    assert (keys, [line[:4] for line in said]) == (["1", "2", "4", "5", "6"], ["W283"])


def test_a_short_entry_between_two_that_are_paired_by_their_words_goes_with_them() -> None:
    short = [*ORIGINAL[:3], "Rain.", *ORIGINAL[3:]], [PREFACE, *RENDERED[:3], "Showers.", *RENDERED[3:]]
    assert told(numbered("A", short[0]), numbered("B", short[1]))[0] == ["1-B", "1", "2", "3", "4", "5", "6", "7"]


def test_a_number_that_the_count_leaves_out_is_told_with_the_place_where_its_words_stand() -> None:
    held = (("1", RENDERED[0]), ("2", f"{RENDERED[1]} {RENDERED[2]}"), ("4", RENDERED[3]), ("5", RENDERED[4]))
    other = Witness("B", entries=tuple(entry(n, text) for n, text in held))
    (line,) = told(numbered("A", ORIGINAL[:5]), other)[1]
    assert line.startswith("W284 B counts from the number before 3 to the one after it")
    assert "“Without speaking we went home, following" in line


def test_the_editor_pairs_two_entries_whatever_their_numbers() -> None:
    keys, said = told(numbered("A", ORIGINAL[:2]), numbered("B", [PREFACE, "Nothing."]), paired=[{"A": "2", "B": "1"}])
    assert (keys, said[0][:4]) == (["2", "2-B"], "W287")


def test_the_editor_overrules_what_the_words_say() -> None:
    keys, _ = told(
        numbered("A", ORIGINAL), numbered("B", [PREFACE, *RENDERED]), paired=[{"A": "1", "B": "1"}, {"A": "3", "B": "3"}]
    )
    assert (keys[0], keys[2], keys[4:]) == ("1", "3", ["4", "5", "6"])


def test_names_and_cognates_pair_entries_of_two_languages() -> None:
    french = [
        "Le ferry du Pirée est arrivé avec quarante soldats ; le capitaine Mavros dormait.",
        "Le professeur Anselme compte les hirondelles de Corinthe ; il y en a 90 cette année.",
        "La mule de Théodora refuse le pont de Volos ; Nikos joue de la flûte.",
        "Le citronnier de la terrasse est obstiné ; Ariane lui donne 12 tasses de thé.",
    ]
    english = [
        "This translation was begun in a hospital.",
        "The ferry arrived with soldiers, and captain Mavros was asleep.",
        "Professor Anselme counts the swallows of Corinth: this year there are 90.",
        "The mule of Theodora refuses the bridge at Volos, and Nikos plays the flute.",
        "On the terrace the obstinate lemon tree gets 12 cups of tea from Ariane.",
    ]
    keys, said = told(numbered("F", french, "fr"), numbered("E", english))
    assert keys == ["1-E", "1", "2", "3", "4"]
    assert said[0].startswith("W283")


def letter(n: str, to: str, text: str) -> Entry:
    return Entry(n, "1842-05-19", "19 May 1842", None, to, (Paragraph(text),))


def test_two_letters_of_one_day_are_paired_by_addressee_and_words() -> None:
    one = (
        letter("1842-05-19", "To Mrs Arden", "I thank you for the quinces."),
        letter("1842-05-19.2", "To Dr Foss", "My knee is worse."),
    )
    two = (
        letter("1842-05-19", "To Dr Foss", "It is worse with my knee."),
        letter("1842-05-19.2", "To Mrs Arden", "Thanks for quinces."),
    )
    keys, said = told(Witness("A", entries=one), Witness("B", entries=two))
    assert keys == ["1842-05-19.2", "1842-05-19"]
    assert said[0].startswith("W283")
    assert "B 1842-05-19 with A 1842-05-19.2" in said[0]


def test_letters_of_one_day_that_say_nothing_alike_are_paired_in_order() -> None:
    one = letter("1842-05-19", "To Ida", "Come soon."), letter("1842-05-19.2", "To Ida", "Bring tea.")
    two = letter("1842-05-19", "To Bo", "Hurry up."), letter("1842-05-19.2", "To Bo", "Take leaves.")
    assert told(Witness("A", entries=one), Witness("B", entries=two)) == (["1842-05-19", "1842-05-19.2"], [])
