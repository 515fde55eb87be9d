"""Turn a range of an entry into an xml:id made from the entry's key and the words, and a source into the file name of its TEI."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath

from edition.model import Entry, Quotation, Witness, entry_id
from edition.text.running_text import paragraph_starts, running_text


def word_id(n: str, letter: str, text: str, start: int, end: int, salt: str, taken: dict[str, int]) -> str:
    """Turn a range of an entry into an id made from key, words and surroundings: `e.1944-08-09.a.carrying-3f9c1a`.

    `n`: key of the entry. `letter`: what the id is for, such as "a" for app. `salt`: tells ids of one place apart. `taken`: how
    often each id was given in this entry; it is counted up, and from the second time on a number follows the id. A decision
    elsewhere in the entry changes no id.
    """
    around = text[max(0, start - 40) : start] + "|" + text[start:end] + "|" + text[end : end + 40]
    digest = hashlib.sha256(f"{salt}|{around}".encode()).hexdigest()[:6]
    key = f"{entry_id(n)}.{letter}.{_slug(text[start:end] or text[end : end + 20])}{digest}"
    taken[key] = taken.get(key, 0) + 1
    return key if taken[key] == 1 else f"{key}.{taken[key]}"


def tied_ids(key: str, count: int) -> tuple[str, ...]:
    """Turn the id of a variation unit into those of the apps that it is parted into: KEY, KEY-2, … No `word_id` is such an id."""
    return key, *(f"{key}-{number}" for number in range(2, count + 1))


def paragraph_ids(entry: Entry) -> tuple[str, ...]:
    """Turn an entry as read into the ids that its paragraphs have in the TEI of its source, in order."""
    text = running_text(entry, emended=False).text
    taken: dict[str, int] = {}
    return tuple(
        word_id(entry.n, paragraph.kind[0], text, start, start + min(len(paragraph.label) + len(paragraph.text), 80), "", taken)
        for paragraph, start in zip(entry.paragraphs, paragraph_starts(entry), strict=True)
    )


def quotation_ids(quotations: Sequence[Quotation]) -> tuple[str, ...]:
    """Turn the quotations of a review into the ids that they have in its TEI: `q.carrying-3f9c1a`."""
    taken: dict[str, int] = {}
    found = []
    for quotation in quotations:
        key = f"q.{_slug(quotation.text)}{hashlib.sha256(quotation.text.encode()).hexdigest()[:6]}"
        taken[key] = taken.get(key, 0) + 1
        found.append(key if taken[key] == 1 else f"{key}.{taken[key]}")
    return tuple(found)


def source_names(witnesses: Sequence[Witness]) -> dict[str, str]:
    """Turn the witnesses of an edition into the file names of their sources' TEI: siglum -> the name of the text file with ending
    .xml."""
    stems = {witness.siglum: PurePosixPath(witness.file).stem for witness in witnesses}
    folded = Counter(stem.casefold() for stem in stems.values())
    return {
        siglum: f"{stem if folded[stem.casefold()] == 1 else f'{stem}-{siglum}'}.xml" for siglum, stem in stems.items()
    }  # fmt: skip


def _slug(text: str) -> str:
    """The first word of a text in plain letters, with a hyphen after it; "" where there is none."""
    word = re.search(r"\w+", unicodedata.normalize("NFKD", text).lower())
    slug = re.sub(r"[^a-z0-9]", "", word[0].encode("ascii", "ignore").decode())[:12] if word else ""
    return slug and slug + "-"
