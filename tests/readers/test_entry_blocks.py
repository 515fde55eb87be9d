"""The blocks of an entry of an outline in, what each is in the text out: what it stands in, where that begins, who speaks it."""

from __future__ import annotations

from collections.abc import Iterable

from edition.model.documents import DocumentBlock, DocumentBlockKind, Surrounding
from edition.readers.entry_blocks import EntryBlock, entry_blocks


def block(kind: DocumentBlockKind, text: str, *within: Surrounding, **more: object) -> DocumentBlock:
    return DocumentBlock(kind, text, within=within, **more)  # type: ignore[arg-type]


def placed(blocks: Iterable[DocumentBlock]) -> list[tuple[str, str, tuple[str, ...], int]]:
    """The kind, the words, the surroundings of each paragraph, and how many of these it shares with the one before."""
    return [(one.kind, one.block.text, one.within, one.shared) for one in paragraphs(blocks)]


def paragraphs(blocks: Iterable[DocumentBlock]) -> list[EntryBlock]:
    return [one for one in entry_blocks(blocks) if one.what == "paragraph"]


def test_verses_go_on_in_their_stanza_until_a_gap() -> None:
    found = placed([
        block("l", "The wheel goes round", "stanza", gap=1), block("l", "and round", "stanza"),
        block("l", "Sleep,", "stanza", gap=1),
        block("p", "So they sang."), block("l", "without a stanza", gap=1),
    ])  # fmt: skip
    assert found == [
        ("l", "The wheel goes round", ("stanza",), 0), ("l", "and round", ("stanza",), 1), ("l", "Sleep,", ("stanza",), 0),
        ("p", "So they sang.", (), 0), ("l", "without a stanza", ("stanza",), 0),
    ]  # fmt: skip


def test_cells_are_in_the_row_that_the_file_gives_them_and_a_table_begins_with_its_first_row() -> None:
    cells = [("Sack", 1), ("Price", 1), ("Rye", 2), ("3", 2), ("Oats", 1), ("2", 1)]
    found = placed([
        block("caption", "Prices", "table"), *(block("cell", text, "table", "row", row=row) for text, row in cells),
        block("caption", "below", "table"),
    ])  # fmt: skip
    assert [shared for *_, shared in found] == [0, 1, 2, 1, 2, 0, 2, 0]
    assert [kind for kind, *_ in found] == ["caption", *["cell"] * 6, "p"]
    assert found[-1][2] == ()


def test_a_name_begins_a_speech_and_what_stands_within_it_is_of_it() -> None:
    said = {"speaker": "ODA"}
    found = [*entry_blocks([
        block("speaker", "ODA", "speech", stop="."), block("p", "Shut it.", "speech", **said), block("signed", "Oda, her hand"),
        block("p", "It rains.", "speech", **said), block("speaker", "BEN", "speech"), block("stage", "He goes."),
        block("speaker", "ODA", "speech"), block("p", "Ben?", "speech", **said),
    ])]  # fmt: skip
    assert [(one.what, one.block.text, one.speaker, one.within, one.shared) for one in found] == [
        ("speaker", "ODA", "", (), 0),
        ("paragraph", "Shut it.", "ODA", ("speech",), 0),
        ("paragraph", "Oda, her hand", "ODA", ("speech",), 1),
        ("paragraph", "It rains.", "ODA", ("speech",), 1),
        # Nobody's speech follows this name: it is words of the text.
        ("paragraph", "BEN", "", (), 0),
        ("paragraph", "He goes.", "", (), 0),
        ("speaker", "ODA", "", (), 0),
        ("paragraph", "Ben?", "ODA", ("speech",), 0),
    ]


def test_a_break_parts_what_stands_before_it_from_what_follows() -> None:
    found = paragraphs([
        block("p", "Night.", "quotation"), block("break", ""), block("p", "Day.", "quotation"), block("break", "", "quotation"),
        block("p", "Noon.", "quotation"), block("break", ""),
    ])  # fmt: skip
    assert [(one.block.text, one.section, one.shared) for one in found] == [
        ("Night.", False, 0), ("Day.", True, 0), ("Noon.", True, 1),
    ]  # fmt: skip


def test_items_have_a_list_and_what_goes_on_with_an_item_is_a_paragraph_in_it() -> None:
    found = placed([
        block("p", "Nails", label="– "), block("p", "A saw", label="– "), block("item", "Oak", "list", label="1. "),
        block("item", "of the hill", "list"), block("item", "Elm", "list", label="2. "),
    ])  # fmt: skip
    assert [(kind, within) for kind, _, within, _ in found] == [
        ("item", ("list",)), ("item", ("list",)), ("item", ("list",)), ("p", ("list",)), ("item", ("list",)),
    ]  # fmt: skip


def test_a_letter_begins_where_somebody_is_greeted_after_the_one_before_was_signed() -> None:
    found = placed([
        block("salute", "Dear Ida,", "letter"), block("p", "Come.", "letter"), block("signed", "Jo", "letter"),
        block("dateline", "Bern, 3 May", "letter"), block("salute", "Dear Jo,", "letter"), block("p", "No.", "letter"),
    ])  # fmt: skip
    assert [shared for *_, shared in found] == [0, 1, 1, 0, 1, 1]
