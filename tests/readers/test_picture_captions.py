"""Pictures and captions of an entry in, figures out: which caption is whose."""

from __future__ import annotations

import pytest

from edition.model.documents import DocumentBlock
from edition.readers.entry_blocks import entry_blocks
from edition.readers.picture_captions import with_captions

RAIN = DocumentBlock("p", "It rained.")


def picture(shows: str) -> DocumentBlock:
    return DocumentBlock("figure", "", description=shows)


def caption(text: str) -> DocumentBlock:
    return DocumentBlock("caption", text)


@pytest.mark.parametrize(
    ("blocks", "figures"),
    [
        ([picture("a wheel"), caption("The mill"), RAIN], [("a wheel", "The mill")]),
        ([caption("The mill"), picture("a wheel"), RAIN], [("a wheel", "The mill")]),
        ([caption("One"), picture("a"), caption("Two"), RAIN], [("", "One"), ("a", "Two")]),
        ([picture("a"), picture("b"), caption("Both")], [("a", ""), ("b", "Both")]),
        ([caption("One"), caption("Two")], [("", "One"), ("", "Two")]),
        ([picture("a wheel"), RAIN, caption("The mill")], [("a wheel", ""), ("", "The mill")]),
        ([picture(""), RAIN], []),
    ],
)
def test_a_caption_goes_with_the_picture_beside_it(blocks: list[DocumentBlock], figures: list[tuple[str, str]]) -> None:
    assert [(one.description, one.text) for one in with_captions(blocks) if one.kind == "figure"] == figures


def test_a_picture_within_a_speech_ends_it_not() -> None:
    said = [DocumentBlock("p", text, within=("speech",), speaker="ANN") for text in ("Hush.", "Hear the rain.")]
    found = [*entry_blocks([DocumentBlock("speaker", "ANN"), said[0], picture("a window"), said[1]])]
    assert [one.what for one in found] == ["speaker", "paragraph", "figure", "paragraph"]
    assert [one.shared for one in found] == [0, 0, 0, 1]
