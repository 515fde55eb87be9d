"""Messages 9xx: the machine. The form of a row is told in `edition/messages/__init__.py`."""

MESSAGES: dict[str, tuple[str, ...]] = {
    "E901": (
        "the program has a fault: {reason}.",
        "Please report it with the lines above and, if you may, the text that shows it.",
    ),
    "E902": ("{what} cannot be written: {reason}.", "Check the space on the disk and what reads the output."),
    "E903": (
        "a PDF cannot be made here, because WeasyPrint or Pango is missing or broken: {reason}.",
        "Install Pango (Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0), or make no PDF: edition build --only tei,epub.",
    ),
    "E904": (
        "the PDF was not made: a process that sets its pages was ended from outside, most likely because memory is short.",
        "Close other programs and build again; edition build --only pdf takes less memory than all books at once.",
    ),
    "E970": (
        "the program has a fault: WeasyPrint, which sets the pages, does not understand what it was given: {reason}.",
        "Please report it with the edition.toml and, if you may, the text that shows it.",
    ),
}
