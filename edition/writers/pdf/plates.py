"""Turn the pictures of a book into plates for its pages, and one that cannot be printed into its description (W556, W578)."""

from __future__ import annotations

import hashlib
import io
import struct
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from lxml import etree

from edition.language.languages import language_of_tag
from edition.messages import Message, Report
from edition.writers.book.metadata import XHTML
from edition.writers.book.types import Book, Picture
from edition.writers.pdf.pieces import TextPiece

# The most dots in a picture. A page of A4 at 600 dots an inch has 35 million; each takes four bytes of memory while it is set.
MOST_DOTS = 40_000_000
_FORMATS = ("PNG", "JPEG", "GIF")
# The beginning of the address of a plate. The rest is a digest of its bytes, so that pages with another picture have another key.
PLATE = "plate:"


def plates(book: Book, report: Report) -> dict[str, bytes]:
    """Replace the addresses of a book's pictures by those of plates, in place.

    Returns address -> bytes of the file. Reports W556 and W578.
    """
    found: dict[str, bytes] = {}
    addresses: dict[str, str] = {}
    for picture in book.pictures:
        if code := fault_of(picture):
            values = {"name": picture.name, "most": MOST_DOTS} if code == "W578" else {"name": picture.name}
            report.messages.append(Message(code, None, values))
        else:
            named = PLATE + hashlib.sha256(picture.content).hexdigest()[:32]
            addresses[f"../{picture.path}"] = named
            found[named] = picture.content
    word = language_of_tag(book.metadata.language).book.figure
    for image in list(_images(book)):
        address = addresses.get(image.get("src", ""))
        if address:
            image.set("src", address)
        else:
            _described(image, word)
    return found


def hung(pieces: Sequence[TextPiece], found: Mapping[str, bytes]) -> tuple[TextPiece, ...]:
    """Give each piece the plates that it shows."""
    return tuple(replace(piece, plates=tuple(_shown(piece, found))) for piece in pieces)


def _shown(piece: TextPiece, found: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    markup = piece.html + "".join(note.html for note in piece.notes)
    for address, content in found.items():
        if address in markup:
            yield address, content


def fault_of(picture: Picture) -> str:
    """Give the code of the message on a picture that cannot be printed: W556 damaged, W578 too large; "" if it can."""
    # Pillow comes with WeasyPrint, which sets it to show as much as it can of a damaged file.
    from PIL import Image, ImageFile

    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(picture.content), formats=_FORMATS) as image:
            if image.width * image.height > MOST_DOTS:
                return "W578"
            image.load()
    except Image.DecompressionBombError:
        return "W578"
    except (OSError, SyntaxError, ValueError, EOFError, struct.error):
        return "W556"
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
    return ""


def _images(book: Book) -> Iterator[etree._Element]:
    for section in book.sections:
        for markup in section.markups:
            yield from markup.iter(XHTML + "img")


def _described(image: etree._Element, word: str) -> None:
    """Replace a picture by its description."""
    said = image.get("alt", "")
    image.tag = XHTML + "span"
    image.attrib.clear()
    image.set("class", "picture")
    image.text = f"[{word}: {said}]" if said and said != word else f"[{word}]"
