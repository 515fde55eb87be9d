"""Turn the TEI of one witness into its entries: headings, paragraphs, notes at their places.

The inverse of `build`: what goes into the TEI of an edition comes out again (E491 where it does not). Of TEI made elsewhere each
division that holds text is an entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple, replace

from lxml import etree

from edition.errors import TextError
from edition.messages import Message, Report
from edition.model import BEGINNINGS, Entry, Locus, Note, RunningText, Witness
from edition.tei.elements import cites_entries
from edition.tei.names import TEI
from edition.tei.reading.declared_witnesses import DeclaredWitnesses, declared_witnesses
from edition.tei.reading.entry_divisions import Keys, date_in, edtf_date, entry_divisions, stated_dates
from edition.tei.reading.entry_text import EntryInWitness, EntryReader
from edition.tei.reading.one_witness import edited_tree, text_of_witness
from edition.tei.reading.tei_looks import TeiLooks
from edition.text.foldings import folded_text
from edition.text.running_text import running_text


def read_witness(tree: etree._ElementTree, siglum: str, *, source: bool = False) -> Witness:
    """Turn a TEI document, as `open_tei` gives it, into one witness, with the entries and notes that it has.

    `siglum`: as listWit prints it, or the xml:id. `source` gives the text before emendations. `Entry.n` is the key of a division:
    its @n, else its heading, else its place. `Entry.edtf` is None where the document gives the entry no date. A quoting witness
    gives its words as the paragraphs of the entries they stand in.

    Raises UsageError (E490) where the document has no such witness, TextError (E493) where it has no words of it.
    """
    declared = declared_witnesses(tree.getroot())
    key = declared.key(siglum)
    entries = witness_entries(tree, siglum, declared, source=source)
    if not entries:
        raise no_words(tree, siglum)
    return Witness(declared.siglum(key), fragment_of=declared.sigla.get(declared.quoted.get(key, "")), entries=entries)


def witness_entries(
    tree: etree._ElementTree, siglum: str, declared: DeclaredWitnesses | None = None, *, source: bool = False
) -> tuple[Entry, ...]:
    """The entries of a witness as `read_witness` gives them; none where the document has no words of it.

    `declared`: the witnesses of the document, if they are known already. Raises UsageError (E490) where it has no such witness.
    """
    declared = declared or declared_witnesses(tree.getroot())
    key = declared.key(siglum)
    alone = text_of_witness(tree.getroot(), key, declared, choices="source" if source else "edited")
    return tuple(entries_alone(alone, tree, quoted=key in declared.quoted))


def entries_alone(alone: etree._Element, of: etree._ElementTree, *, quoted: bool) -> Iterator[Entry]:
    """The entries of what `text_of_witness` made of a document, one after another, as `read_witness` gives them."""
    return (part.entry for part in placed_entries(alone, of, quoted=quoted))


def placed_entries(alone: etree._Element, of: etree._ElementTree, *, quoted: bool) -> Iterator[EntryInWitness]:
    """As `entries_alone`, each entry with the places of what @UNIT marks in it."""
    return _entries(etree.ElementTree(alone), of=of, headed=not quoted)


def no_words(tree: etree._ElementTree, siglum: str) -> TextError:
    """What is raised (E493) where a document has no words of a witness, which is named by its siglum or xml:id."""
    declared = declared_witnesses(tree.getroot())
    return TextError(Message("E493", Locus(tree.docinfo.URL or ""), {"siglum": declared.siglum(declared.key(siglum))}))


def edited_text(tree: etree._ElementTree) -> Witness:
    """Turn a TEI document into the text that it prints: the lemma of each app.

    `Witness.siglum` is that of the base, "" where the document names none.

    Raises TextError (E494) where the document has no words.
    """
    entries = tuple(part.entry for part in _entries(edited_tree(tree), of=tree))
    if not entries:
        raise TextError(Message("E494", Locus(tree.docinfo.URL or "")))
    sources = (token for division in tree.iter(TEI + "div") for token in division.get("source", "").split()[:1])
    declared = declared_witnesses(tree.getroot())
    return Witness(next((declared.siglum(key) for token in sources for key in declared.named([token])), ""), entries=entries)


def edited_entries(tree: etree._ElementTree) -> tuple[EntryInWitness, ...]:
    """The entries of the edited text, each with the places of its apps, by their numbers among all apps of the texts."""
    return tuple(_entries(edited_tree(tree, marked=True), of=tree))


def _entries(alone: etree._ElementTree, *, of: etree._ElementTree, headed: bool = True) -> Iterator[EntryInWitness]:
    """The entries of a tree without apparatus, with their keys and dates; `of`: the document that it was made from."""
    cited = cites_entries(of)
    reader = EntryReader(alone.getroot(), TeiLooks.of(of.getroot()), exact=cited, headed=headed)
    stated = stated_dates(of) if cited else {}
    keys = None if cited else Keys(of)
    for division in entry_divisions(alone, cited=cited):
        found = reader.read(division.nodes, division.text)
        if found is None:
            continue
        entry = found.entry
        n = division.element.get("n", "") if keys is None else keys.key(division, entry.dateline)
        date = date_in(division.element) or stated.get(n, {})
        yield replace(found, entry=replace(entry, n=n, edtf=edtf_date(n, found.date, date)))


def check_read_back(witnesses: Iterable[Witness], tree: etree._ElementTree, report: Report) -> None:
    """Report (E491, as emended E489) each entry of a full witness that reads back from the document otherwise than it went in.

    Both ways are compared, as read and as emended: headings, blocks, list marks, notes and their places.
    """
    # Only a choice reads otherwise as emended: without one the document is read once for each witness, not twice.
    emends = next(tree.getroot().iter(TEI + "choice"), None) is not None
    for witness in witnesses:
        if witness.fragment_of:
            continue
        found: dict[str, Entry] = {}
        for emended in (False, True):
            if emends or not emended:
                found = {entry.n: entry for entry in witness_entries(tree, witness.siglum, source=not emended)}
            for entry in witness.entries:
                back = found.get(entry.n)
                # What is read back as emended has no emendations of its own.
                if back is None or not same_text(running_text(back), running_text(entry, emended=emended)):
                    report.add("E489" if emended else "E491", entry.locus, siglum=witness.siglum, n=entry.n)


def same_text(back: RunningText, text: RunningText) -> bool:
    """Whether a text came back from TEI. Outside app the characters are those of the base: what is folded makes no difference."""
    return _shape(back) == _shape(text) or _shape(folded_text(back)) == _shape(folded_text(text))


def _shape(text: RunningText) -> tuple[object, ...]:
    """What of a running text must come back from TEI: words, blocks, verses, speeches, list marks, looks, notes at places."""
    kept = {(span.kind, span.start, span.end) for span in text.spans if span.kind in ("label", "title")}
    values = [(mark.at, mark.value) for mark in text.marks if isinstance(mark.value, Note)]
    notes = sorted((at, note.n, note.text, note.again, [astuple(look) for look in note.looks]) for at, note in values)
    begun = [(mark.at, mark.kind, mark.value) for mark in text.marks if mark.kind in BEGINNINGS]
    return text.text, [block.start for block in text.blocks], kept, begun, notes, text.looks
