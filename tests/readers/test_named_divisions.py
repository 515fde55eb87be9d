"""How a document divides whose headings have no numbers, or count anew in each part: what a reader would say of the page."""

from __future__ import annotations

import io
import zipfile

import pytest

from edition.messages import Report
from edition.readers.outlines import outline_of
from tests.readers.test_work_divisions import EVENING, MORNING, NIGHT, PIECES, chapters, keys, page, read, wrapped


def above(text: str, name: str = "mill.txt") -> list[str]:
    """Of each entry the titles of the divisions above it."""
    return [" / ".join(one.title for one in entry.above) for entry in read(text, name)[0].entries]


def outside(text: str, name: str = "mill.txt") -> list[tuple[str, str]]:
    return [(part.what, part.where) for part in read(text, name)[0].outside]


def tales(*heads: str) -> str:
    return wrapped(*(f"{head}\n\n{PIECES[index % 3]}" for index, head in enumerate(heads)))


# --- Headings without numbers --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heads",
    [
        ("THE SLUICE", "THE SACKS", "THE KNOCK"),
        ("The Sluice", "Of Sacks", "The Knock at Night"),
        ("OF DOGS.", "OF SACKS.", "OF NIGHT."),
    ],
)
def test_headings_without_numbers_divide_a_text_and_are_keys(heads: tuple[str, ...]) -> None:
    assert keys(tales(*heads)) == ["-".join(head.lower().strip(".").split()) for head in heads]


def test_headings_of_one_level_divide_a_page() -> None:
    body = "<h1>Tales of a mill</h1>" + "".join(f"<h2>{head}</h2><p>{piece}</p>" for head, piece in zip("ABC", PIECES, strict=True))
    outline, _ = read(page(body.replace(">A<", ">The Sluice<").replace(">B<", ">Sacks<").replace(">C<", ">A Knock<")), "mill.html")
    assert [entry.n for entry in outline.entries] == ["the-sluice", "sacks", "a-knock"]
    assert [entry.title for entry in outline.entries] == ["The Sluice", "Sacks", "A Knock"]
    assert outline.keys == "none"


def test_a_list_of_the_tales_and_the_title_page_are_none_of_them() -> None:
    front = wrapped("TALES OF A MILL", "BY NORA TAMM", "CONTENTS\n\nTHE SLUICE\n\nTHE SACKS\n\nTHE KNOCK", "TALES OF A MILL")
    text = front + "\n\n\n" + tales("THE SLUICE", "THE SACKS", "THE KNOCK")
    assert keys(text) == ["the-sluice", "the-sacks", "the-knock"]
    assert outside(text) == [("title-page", "before"), ("contents", "before")]


def test_a_title_over_the_first_tale_is_none_of_it() -> None:
    text = "A BOOK OF MILLS\n\n\n" + wrapped("THE SLUICE\n\n" + MORNING, "THE SACKS\n\n" + EVENING, "THE KNOCK\n\n" + NIGHT)
    assert keys(text) == ["the-sluice", "the-sacks", "the-knock"]


def test_tales_of_which_one_has_numbered_pieces_are_divided_by_their_titles() -> None:
    parts = [f"{head}\n\n{MORNING}\n\n{EVENING}\n\n{NIGHT}" for head in ("THE SLUICE", "THE SACKS", "THE KNOCK", "THE COMET")]
    text = wrapped(
        *parts[:2], "THE THREE HENS", "1. HOW THEY WENT\n\nThey went at night.", "2. HOW THEY CAME\n\nThey came.", *parts[2:]
    )
    found = keys(text)
    assert found[:2] == ["the-sluice", "the-sacks"]
    assert found[-2:] == ["the-knock", "the-comet"]


def test_who_speaks_in_a_play_is_no_heading() -> None:
    speech = "\n\n\n".join(f"{who}\n\n{piece}" for who, piece in zip(("OLAF", "BERTA", "OLAF"), PIECES, strict=True))
    assert keys(wrapped("ACT I") + "\n\n" + speech + "\n\n\n\n" + wrapped("ACT II") + "\n\n" + speech) == ["1", "2"]


def test_headings_within_chapters_are_text_of_the_chapters() -> None:
    body = "".join(
        f"<h2>CHAPTER {n}</h2><p>{MORNING}</p><h3>Of dogs {n}</h3><p>{EVENING}</p><h3>Of sacks {n}</h3><p>{NIGHT}</p>"
        for n in ("I", "II", "III")
    )
    assert keys(page(body), "mill.html") == ["1", "2", "3"]
    assert keys(page(body.replace("h3>", "h2>")), "mill.html") == ["1", "2", "3"]


# --- Divisions above the entries -----------------------------------------------------------------------------------------


def test_parts_without_numbers_in_which_the_count_begins_anew_are_numbered() -> None:
    text = wrapped("THE MILL") + "\n\n" + chapters("I", "II", "III") + "\n\n\n" + wrapped("THE FORD") + "\n\n" + chapters("I", "II")
    assert keys(text) == ["1.1", "1.2", "1.3", "2.1", "2.2"]
    assert above(text) == ["THE MILL"] * 3 + ["THE FORD"] * 2


def test_editions_of_one_poem_in_one_file() -> None:
    stanza = "Turn, wheel,\nturn again,\nturn."
    poem = "\n\n".join(f"{n}\n\n{stanza}" for n in ("I", "II", "III", "IV"))
    text = "\n\n\n\n".join(("FIRST EDITION", poem, "SECOND EDITION", poem)) + "\n"
    assert keys(text) == [f"{edition}.{n}" for edition in (1, 2) for n in (1, 2, 3, 4)]


def test_plays_in_one_file_hold_their_acts_and_their_casts_are_no_entries() -> None:
    acts = "".join(f"<h3>ACT {n}</h3><p>{piece}</p>" for n, piece in zip(("I", "II", "III"), PIECES, strict=True))
    cast = "<h3>A play in three acts</h3><h4>Dramatis Personæ</h4><p>OLAF, a miller.</p><p>BERTA, his wife.</p>"
    text = page(f"<h1>Two plays</h1><h2>The Mill</h2>{cast}{acts}<h2>The Ford</h2>{cast}{acts}")
    assert keys(text, "mill.html") == ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3"]
    assert above(text, "mill.html") == ["The Mill"] * 3 + ["The Ford"] * 3


def test_parts_through_which_the_count_runs_on_are_kept_above_it() -> None:
    body = f"<h2>Of dogs</h2><h3>1</h3><p>{MORNING}</p><h3>2</h3><p>{EVENING}</p><h2>Of sacks</h2><h3>3</h3><p>{NIGHT}</p>"
    assert keys(page(body), "mill.html") == ["1", "2", "3"]
    assert above(page(body), "mill.html") == ["Of dogs", "Of dogs", "Of sacks"]


@pytest.mark.parametrize(
    "head",
    ["{name}: Canto {n}", "{name} • Canto {n}", "Canto {part}.{n}."],
)
def test_a_heading_may_say_what_it_is_part_of(head: str) -> None:
    heads = [
        head.format(name=name, part=part, n=n) for part, name in ((1, "The Mill"), (2, "The Ford")) for n in ("I", "II", "III")
    ]
    assert keys(chapters(*heads)) == ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3"]


def test_parts_within_some_of_the_sections_are_no_entries() -> None:
    halves = f"PART I.\n\n{MORNING}\n\nPART II.\n\n{EVENING}"
    text = wrapped("SECTION I.\n\n" + NIGHT, "SECTION II.\n\n" + halves, "SECTION III.\n\n" + NIGHT, "SECTION IV.\n\n" + halves)
    assert keys(text) == ["1", "2", "3", "4"]


def test_one_book_right_over_its_chapters_is_cited() -> None:
    assert keys("BOOK I\n\n\n\n" + chapters("CHAPTER I", "CHAPTER II", "CHAPTER III")) == ["1.1", "1.2", "1.3"]


# --- Counts --------------------------------------------------------------------------------------------------------------


def test_numbered_letters_with_dates_and_bare_years_go_by_their_numbers() -> None:
    letters = [
        f"{n}.\n\nTO THE MILLER.\n\n{date}\n\n{piece}" for n, date, piece in zip("123", ("1801.", "May 4, 1802.", "1803."), PIECES)
    ]
    assert keys(wrapped(*letters)) == ["1", "2", "3"]


def test_a_numbered_list_within_a_letter_breaks_no_count() -> None:
    items = "1.\n\nA sack of rye, as he had said before.\n\n2.\n\nA dog that would not bark at all."
    text = chapters("1.", "2.", "3.", "4.", "5.")
    assert keys(text.replace(f"4.\n\n{wrapped(MORNING).strip()}", f"4.\n\n{items}")) == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize(
    ("heads", "wanted"),
    [
        (("CHAPTER I", "CHAPTER II", "CHAPTER THE LAST"), ["1", "2", "3"]),
        (("FIRST CHAPTER", "SECOND CHAPTER", "LAST CHAPTER"), ["1", "2", "3"]),
        (("LETTER, I", "LETTER, II", "LETTER III"), ["1", "2", "3"]),
        (("C H A P T E R  I", "C H A P T E R  I I", "C H A P T E R  I I I"), ["1", "2", "3"]),
        (("C H A P T E R I", "C H A P T E R I I", "C H A P T E R I I I"), ["1", "2", "3"]),
        (("DAY THE FIRST", "DAY THE SECOND", "DAY THE THIRD"), ["1", "2", "3"]),
        (("I", "II", "IV", "V", "VIII", "IX"), ["1", "2", "4", "5", "8", "9"]),
    ],
)
def test_more_forms_of_numbers(heads: tuple[str, ...], wanted: list[str]) -> None:
    assert keys(chapters(*heads)) == wanted


@pytest.mark.parametrize(
    ("heads", "language"),
    [
        (("Neunundzwanzigstes Kapitel", "Dreißigstes Kapitel", "Einunddreißigstes Kapitel"), "de"),
        (("Viertes Kapitel", "Fuenftes Kapitel", "Sechstes Kapitel"), "de"),
        (("Sechster Auftritt", "Siebender Auftritt", "Letzter Auftritt"), "de"),
        (("Scène première", "Scène II", "Dernière scène"), "fr"),
        (("Capítulo XLIX. De la mula", "Capítulo L. De la harina", "Capítulo LI. Del perro"), "es"),
    ],
)
def test_numbers_that_are_typed_otherwise(heads: tuple[str, ...], language: str) -> None:
    assert len(keys(chapters(*heads), language=language)) == 3


def test_a_number_and_a_title_without_a_mark_between_are_a_heading_where_the_file_says_so() -> None:
    body = "".join(
        f"<h2>{n} {t}</h2><p>{p}</p>" for n, t, p in zip(("I", "II", "III"), ("The Dog", "Sacks", "Night"), PIECES, strict=True)
    )
    outline, _ = read(page(body), "mill.html")
    assert [(entry.n, entry.title) for entry in outline.entries] == [("1", "The Dog"), ("2", "Sacks"), ("3", "Night")]


def test_letters_before_the_chapters_are_entries_by_their_headings() -> None:
    text = chapters("LETTER I", "LETTER II") + "\n\n\n" + chapters("CHAPTER I", "CHAPTER II", "CHAPTER III")
    assert keys(text) == ["letter-i", "letter-ii", "1", "2", "3"]


def test_two_epilogues_with_chapters_of_their_own_are_cited_by_their_names() -> None:
    books = "\n\n\n\n".join(f"BOOK {n}\n\n\n\n" + chapters("CHAPTER I", "CHAPTER II") for n in ("I", "II", "III"))
    ends = "\n\n\n\n".join(f"{n} EPILOGUE\n\n\n\n" + chapters("CHAPTER I", "CHAPTER II") for n in ("FIRST", "SECOND"))
    found = keys(books + "\n\n\n\n" + ends)
    assert found[-4:] == ["first-epilogue.1", "first-epilogue.2", "second-epilogue.1", "second-epilogue.2"]


def test_a_number_that_is_misspelt_is_read_by_its_place_and_told() -> None:
    outline, report = read(chapters("Erstes Kapitel", "Zweites Kapitel", "Drittzes Kapitel", "Viertes Kapitel"), language="de")
    assert [entry.n for entry in outline.entries] == ["1", "2", "3", "4"]
    assert [message.code for message in report] == ["W190"]


def test_a_running_title_with_a_number_on_each_page_is_no_heading() -> None:
    pages = "\n\n\n\n".join(f"[Day the {n}]\n\n{piece}" for n in ("First", "Second") for piece in PIECES * 2)
    assert keys("Day the First\n\n" + MORNING + "\n\n\n\n" + pages)[:1] == ["1"]


# --- What is none of an entry --------------------------------------------------------------------------------------------


def test_an_argument_is_no_text_of_its_book() -> None:
    verses = "Turn, wheel,\nTurn again,\nTurn."
    for argument in (
        "ARGUMENT\n\nThe miller sleeps.",
        "THE ARGUMENT. The miller sleeps.",
        "ARGUMENT OF THE {n} BOOK.\n\nHe sleeps.",
    ):
        text = "\n\n\n\n".join(f"BOOK {n}\n\n{argument.format(n=n)}\n\n{verses}\n\n{verses}" for n in ("I", "II", "III"))
        outline, _ = read(text)
        assert [entry.title for entry in outline.entries] == [""] * 3, argument
        told = [[block.text for block in entry.blocks if block.kind == "argument"] for entry in outline.entries]
        assert all(told), argument
        assert all(entry.blocks[len(said)].text == "Turn, wheel," for entry, said in zip(outline.entries, told, strict=True))


def test_a_running_title_before_each_book_is_of_no_entry() -> None:
    body = "".join(f"<h2>THE MILL</h2><h2>BOOK {n}</h2><p>{p}</p>" for n, p in zip(("I", "II", "III"), PIECES, strict=True))
    outline, _ = read(page(body), "mill.html")
    assert [(entry.n, len(entry.blocks)) for entry in outline.entries] == [("1", 1), ("2", 1), ("3", 1)]


def test_the_notes_after_the_text_count_no_books_of_their_own() -> None:
    notes = wrapped("NOTES") + "\n\n" + wrapped("BOOK I\n\nA mill is a mill.", "BOOK II\n\nSacks are sacks.")
    assert keys(chapters("BOOK I", "BOOK II", "BOOK III") + "\n\n\n" + notes) == ["1", "2", "3"]


def test_who_typed_a_text_does_not_swallow_its_title_page() -> None:
    text = "Produced by Ida Quist and others\n\n\n\n" + wrapped("THE MILL", "LONDON") + "\n\n\n" + chapters("I", "II", "III")
    assert outside(text) == [("transcriber", "before"), ("title-page", "before")]


def test_the_numbers_beside_verses_are_none_of_their_words() -> None:
    numbers = {n: f' <span class="linenum">{n}</span>' for n in range(5, 21, 5)}
    lines = "".join(f"Turn, wheel of water,{numbers.get(n, '')}<br>" for n in range(1, 21))
    outline, _ = read(page("".join(f"<h2>{n}</h2><p>{lines}</p>" for n in ("I", "II"))), "mill.html")
    verses = [block for entry in outline.entries for block in entry.blocks if block.kind == "l"]
    assert {block.text for block in verses} == {"Turn, wheel of water,"}
    assert [block.n for block in verses if block.n] == ["5", "10", "15", "20"] * 2


def test_a_preface_within_a_poem_ends_where_its_section_ends() -> None:
    verses = "<br/>".join(f"The ferry turns about for the {n}. time" for n in range(20))
    long = "<section epub:type='preface'><h3>Preface</h3><p>Written in a week.</p></section>"
    long += "".join(f"<section><h3>{roman}</h3><p>{verses}</p></section>" for roman in ("I", "II"))
    poems = "".join(f"<article><h2>{title}</h2>{body}</article>" for title, body in (
        ("The Ferry", f"<p>{verses}</p>"), ("The Bell", f"<p>{verses}</p>"), ("The Rope", long), ("The Goat", f"<p>{verses}</p>")
    ))  # fmt: skip
    outline = outline_of(f"<html><body>{poems}</body></html>".encode(), "ferry.html", "en", Report())[0]
    assert [[block.text for block in part.blocks] for part in outline.outside] == [["Preface", "Written in a week."]]
    assert [sum(block.kind == "l" for block in entry.blocks) for entry in outline.entries] == [20, 20, 40, 20]


# --- What a file says of itself ------------------------------------------------------------------------------------------


def test_an_entry_without_a_text_is_told() -> None:
    _, report = read("CHAPTER I\n\n" + MORNING + "\n\n\n\nCHAPTER II\n\n\n\n" + wrapped("CHAPTER III\n\n" + NIGHT))
    assert [message.code for message in report if message.code == "W193"] == ["W193"]


@pytest.mark.parametrize(
    ("front", "wanted"),
    [
        (("THE MILL", "by Nora Tamm", "Translated by Ida Quist"), ("The Mill", ("Nora Tamm",), ("Ida Quist",))),
        (("THE MILL", "BY", "NORA TAMM"), ("The Mill", ("Nora Tamm",), ())),
        (("Das Mühlrad", "von Nora Tamm", "Übersetzt von Ida Quist"), ("Das Mühlrad", ("Nora Tamm",), ("Ida Quist",))),
    ],
)
def test_a_title_page_is_read_where_nothing_else_says_a_title(front: tuple[str, ...], wanted: tuple[object, ...]) -> None:
    outline, report = read(wrapped(*front) + "\n\n\n" + chapters("I", "II", "III"), language="de" if "von" in front[1] else "en")
    assert (outline.document.title, outline.document.authors, outline.document.translators) == wanted
    assert "I195" in [message.code for message in report]


def epub(nav: str, *pages: str) -> bytes:
    """An EPUB of pages, a.xhtml and so on, and its contents."""
    names = [f"{letter}.xhtml" for letter, _ in zip("abcdef", pages, strict=False)]
    items = "".join(f'<item id="{name[0]}" href="{name}" media-type="application/xhtml+xml"/>' for name in names)
    spine = "".join(f'<itemref idref="{name[0]}"/>' for name in names)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>The Mill</dc:title><dc:language>en</dc:language></metadata>"
        f'<manifest><item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>{items}</manifest>'
        f"<spine>{spine}</spine></package>"
    )
    head = (
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head><body>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="content.opf"/>'
            "</rootfiles></container>",
        )
        archive.writestr("content.opf", package)
        archive.writestr("nav.xhtml", f'{head}<nav epub:type="toc"><ol>{nav}</ol></nav></body></html>')
        for name, body in zip(names, pages, strict=True):
            archive.writestr(name, f"{head}{body}</body></html>")
    return made.getvalue()


def keys_of_epub(nav: str, *pages: str) -> list[str]:
    return [entry.n for entry in outline_of(epub(nav, *pages), "mill.epub", "en", Report())[0].entries]


def test_the_contents_of_an_epub_name_pages_that_have_no_heading() -> None:
    links = "".join(f'<li><a href="{letter}.xhtml">Chapter {n}</a></li>' for n, letter in enumerate("abc", 1))
    assert keys_of_epub(links, *(f"<p>{piece}</p>" for piece in PIECES)) == ["1", "2", "3"]


def test_the_contents_of_an_epub_name_tales_that_have_no_heading() -> None:
    links = "".join(
        f'<li><a href="{letter}.xhtml">{name}</a></li>' for letter, name in zip("abc", ("Dogs", "Sacks", "Night"), strict=True)
    )
    assert keys_of_epub(links, *(f"<p>{piece}</p>" for piece in PIECES)) == ["dogs", "sacks", "night"]


def test_a_page_of_an_epub_with_a_heading_gets_no_other() -> None:
    links = "".join(f'<li><a href="{letter}.xhtml">{n}. Of mills</a></li>' for n, letter in enumerate("abc", 1))
    pages = (f"<h2>Chapter {n}</h2><p>{piece}</p>" for n, piece in zip(("I", "II", "III"), PIECES, strict=True))
    assert keys_of_epub(links, *pages) == ["1", "2", "3"]


def test_the_foot_of_a_letter_in_an_epub_is_text() -> None:
    links = '<li><a href="a.xhtml">1</a></li>'
    body = "".join(
        f"<section><h2>{n}</h2><p>{p}</p><footer><p>Farewell.</p></footer></section>" for n, p in zip(("I", "II"), PIECES)
    )
    outline, _ = outline_of(epub(links, body), "mill.epub", "en", Report())
    assert [entry.blocks[-1].text for entry in outline.entries] == ["Farewell.", "Farewell."]


# --- Titles of several lines ---------------------------------------------------------------------------------------------


def test_the_title_of_a_tale_may_stand_on_several_lines() -> None:
    text = "It rained upon the ferry for a week, and the ferryman mended his net under the upturned boat and waited for the frost."
    pieces = "\n\n\n".join(f"      {number}\n\n{text}\n\n{text}" for number in ("I", "II", "III"))
    heads = ("      THE RAIN", "      THE LEGEND\n      OF\n      THE SMITH OF CRUMB", "      THE THAW")
    page = "  PETER PELL\n\n\n  THREE TALES\n\n\n"
    outline, _ = read("\n\n\n\n\n".join([page, *(f"{head}\n\n\n\n{pieces}" for head in heads)]))
    assert [entry.n for entry in outline.entries] == [f"{tale}.{piece}" for tale in (1, 2, 3) for piece in (1, 2, 3)]
    assert [entry.above[-1].title for entry in outline.entries[::3]] == ["THE RAIN", "THE LEGEND OF THE SMITH OF CRUMB", "THE THAW"]


# --- Parts in words ------------------------------------------------------------------------------------------------------

MOTTO = "The wheel that turns for every sack will not turn twice for one.--THE MILLER, I."


@pytest.mark.parametrize(
    "parts",
    [
        ("FIRST PART. OF DOGS", "THE MILL. SECOND PART.", "THIRD AND LAST PART."),
        ("BOOK THE FIRST", "THE MILL: SECOND BOOK", "THE THIRD AND LAST BOOK"),
    ],
)
def test_parts_in_words_are_divisions_though_mottoes_stand_under_them(parts: tuple[str, ...]) -> None:
    numbers = iter(("I. A DOG", "II. A SACK", "III. A KNOCK", "IV. A STEP", "V. A FORD", "VI. A COMET"))
    body = "".join(
        f"<h2>{part}</h2><p>{MOTTO}</p>" + "".join(f"<h2>{next(numbers)}</h2><p>{piece}</p>" for piece in (MORNING, NIGHT))
        for part in parts
    )
    notes = "".join(f"<h2>PART {n}</h2><p>{EVENING}</p>" for n in ("I", "II"))
    text = page(f"<h1>The Mill</h1>{body}<h1>Appendix</h1><h2>Notes on “The Mill”</h2><p>{MORNING * 3}</p>{notes}")
    outline = read(text, "mill.html")[0]
    assert [entry.n for entry in outline.entries] == ["1", "2", "3", "4", "5", "6"]
    assert [entry.above[0].head for entry in outline.entries] == [part for part in parts for _ in range(2)]


def test_a_prologue_under_the_first_part_is_an_entry_of_it() -> None:
    prologue = f"<h2>The miller’s prologue</h2><p>{NIGHT}</p><p>{EVENING}</p><h2>The mill</h2>"
    heads = ("I. A DOG", "II. A SACK", "III. A STEP", "IV. A FORD", "V. A COMET", "VI. A KNOCK")
    pieces = [f"<h2>{head}</h2><p>{MORNING * 3}</p>" for head in heads]
    first, second = "".join(pieces[:3]), "".join(pieces[3:])
    text = page(f"<h1>The Mill</h1><h2>First part. Dogs</h2>{prologue}{first}<h2>Second part. Fords</h2>{second}")
    assert keys(text, "mill.html") == ["the-miller-s-prologue", "1", "2", "3", "4", "5", "6"]
    assert [entry.above[0].n for entry in read(text, "mill.html")[0].entries] == ["1"] * 4 + ["2"] * 3


# --- Collections of poems -------------------------------------------------------------------------------------------------

STANZA = "The mule has gone before us to the ford,<br>And will not drink of water that is cold,<br>And all the night<br>Comes on."


def poems(*heads: str) -> str:
    """A page of poems, one under each heading but those that end with a dash."""
    songs = (f"<h2>{head.rstrip('-')}</h2>" + f"<p>{STANZA}</p>" * (0 if head.endswith("-") else 3) for head in heads)
    return page(f"<h1>Songs of a mill</h1>{''.join(songs)}")


def test_headings_without_a_poem_of_their_own_are_those_of_parts() -> None:
    text = poems("The Sluice", "Of Night-", "The Knock", "The Owl", "Of Sacks-", "The Weigher", "The Boy")
    assert keys(text, "mill.html") == ["the-sluice", "the-knock", "the-owl", "the-weigher", "the-boy"]
    assert above(text, "mill.html") == ["", "Of Night", "Of Night", "Of Sacks", "Of Sacks"]


def test_a_dedication_under_the_heading_of_a_poem_is_of_that() -> None:
    text = poems("The Sluice", "The Knock-", "To Berta Weir", "The Owl", "The Boy")
    assert keys(text, "mill.html") == ["the-sluice", "the-knock", "the-owl", "the-boy"]
    assert above(text, "mill.html") == [""] * 4


def test_one_heading_without_a_poem_is_no_part() -> None:
    assert keys(poems("The Sluice", "Of Night-", "The Knock", "The Owl"), "mill.html") == [
        "the-sluice",
        "of-night",
        "the-knock",
        "the-owl",
    ]


def test_a_preface_in_verse_is_a_poem_of_a_book_of_verse() -> None:
    stanza = STANZA.replace("<br>", "\n  ")
    verses = "\n\n".join([f"  {stanza}"] * 3)
    text = "\n\n\n\n".join(
        (
            "SONGS OF A MILL",
            f"TO THE READER\n\n\n{verses}",
            *(f"{head}\n\n\n{verses}" for head in ("THE SLUICE", "THE KNOCK", "THE OWL")),
        )
    )
    assert keys(text) == ["to-the-reader", "the-sluice", "the-knock", "the-owl"]
    prose = text.replace(verses, MORNING, 1)
    assert keys(prose) == ["the-sluice", "the-knock", "the-owl"]


def test_pieces_in_verse_before_the_first_act_are_of_the_play() -> None:
    said = "".join(f"<p>{name}</p><p>{STANZA}</p>" for name in ("ODO.", "BERTA.") * 4)
    pieces = (
        "<h2>PREFACE</h2>" + f"<p>{MORNING}</p>" * 3,
        f"<h2>DEDICATION</h2><p>{STANZA}</p><p>{STANZA}</p>",
        f"<h2>PRELUDE AT THE FORD</h2>{said}",
        f"<h2>PROLOGUE IN THE MILL</h2>{said}",
        *(f"<h2>ACT {number}</h2>{said}" for number in ("I", "II", "III")),
    )
    text = page("<h1>The Mule</h1>" + "".join(pieces))
    assert keys(text, "mule.html") == ["dedication", "prelude-at-the-ford", "prologue-in-the-mill", "1", "2", "3"]
    assert ("preface", "before") in outside(text, "mule.html")
