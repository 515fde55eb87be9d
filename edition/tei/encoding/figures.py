"""Turn a picture of a source into a TEI figure, with its caption and what the file says that it shows (Guidelines 14.4)."""

from __future__ import annotations

from edition.model import Figure
from edition.tei.encoding.pen import Pen
from edition.text.xml_characters import NOT_XML


def write_figure(pen: Pen, figure: Figure) -> None:
    """Write a picture: its caption with its looks as a head, its description as a figDesc. The picture itself is not there."""
    pen.open("figure")
    if figure.caption:
        pen.open("head")
        pen.write_looked(figure.caption, figure.looks)
        pen.close()
    write_description(pen, figure.description)
    pen.close()


def write_description(pen: Pen, description: str) -> None:
    """Write what a file says that a picture shows, if it says so: it is no text of the file's layer."""
    if said := " ".join(NOT_XML.sub("", description).split()):
        pen.open("figDesc")
        pen.write(said)
        pen.close()
