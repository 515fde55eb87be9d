"""Messages 2xx: alignment and quotations. The form of a row is told in `edition/messages/__init__.py`."""

MESSAGES: dict[str, tuple[str, ...]] = {
    "I250": (
        "given as fragments, because they were found in no entry: {count:quotation} of {siglum} ({lines}).",
        "",
    ),
    "I251": (
        "left out, because they seem to be no words of the work: {count:passage} in quotation marks in {siglum} ({lines}).",
        "",
    ),
    "W252": (
        "{pieces:quoted}, a part of a quotation in {siglum}, was found nowhere; it stands as a fragment.",
        "Look whether the file has the words and the marks of the cut as the review prints them.",
    ),
    "I270": (
        "{has} names {name}, and the passage of {lacks} that answers it does not: {entries:places}.",
        "If {lacks} has another form of the name, add that form to {id} in names.toml; if the translators differ, leave it.",
    ),
    "I253": ("{siglum} quotes the same words twice; they stand in the apparatus once: “{words}”.", ""),
    "W254": (
        "{siglum} gives page {page} for “{words}”, which was found in entry {n}; but its page {other} is in entry {m}, and pages "
        "and entries must run in one order.",
        "Look whether one of the two pages is misprinted in the review, or one of the quotations is from another entry.",
    ),
    "W255": (
        "the words “{words}” in {siglum} answer a passage that other words of {siglum} answer already; they were left out.",
        "If the review gives one passage in two wordings, there is nothing to do; else look whether its quotation marks are right.",
    ),
    "W280": (
        "{siglum} has as {n} what {other} has as {key}: the words answer one another, and the two stand together as {key}.",
        "Compare the headings of the two; each text keeps its own. If they are two entries, write into decisions.toml "
        '[[apart]], and below it siglum = "{siglum}" and entry = "{n}".',
    ),
    "W281": (
        "the entry {n} of {siglum} answers a part of the entry {key} of {other}; it stands alone.",
        "To have them compared, take its heading out of the file of {siglum}, or put one at that place into the file of {other}.",
    ),
    "W285": (
        "{siglum} and {other} divide the work in different places: {count} entries of {siglum} answer parts of entries of {other}, "
        "and stand alone, compared with nothing.",
        'To have them compared, write divided_as = "{model}" under the [[witness]] {divided} in edition.toml.',
    ),
    "W282": (
        "[[apart]] changes nothing: no other text has under another date what {siglum} has as {n}.",
        "Take it out, or correct siglum and entry: the entry is named as its own text dates it.",
    ),
    "W290": (
        "texts in {language} are compared without {missing}.",
        "Types and grades of their readings rest on less than elsewhere: look through them. docs/languages.md says what is known "
        "of each language, and how one is added.",
    ),
}
