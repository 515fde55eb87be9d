"""Turn a TEI document into its notes that calls elsewhere lead to, by the pointers of these calls."""

from __future__ import annotations

from lxml import etree

from edition.tei.names import TEI, XML_ID

_NOTE = TEI + "note"


def called_notes(root: etree._Element) -> dict[str, list[etree._Element]]:
    """The pieces of notes that stand where they are printed, not at their marks, by #id: a ref or ptr of type call leads there.

    A call with @source is a later one of a note that stands at its first.
    """
    notes = {f"#{note.get(XML_ID)}": note for note in root.iter(_NOTE)}
    found: dict[str, list[etree._Element]] = {}
    for call in root.iter(TEI + "ref", TEI + "ptr"):
        target = call.get("target", "")
        if call.get("type") == "call" and not call.get("source") and target in notes:
            pieces = found[target] = [notes[target]]
            while (following := notes.get(pieces[-1].get("next", ""))) is not None and following not in pieces:
                pieces.append(following)
    return found


def recalled_notes(root: etree._Element) -> dict[str, etree._Element]:
    """The notes that stand at their first call and that another one, a ptr with @source, leads to as well, by #id."""
    notes = {f"#{note.get(XML_ID)}": note for note in root.iter(_NOTE)}
    calls = (call for call in root.iter(TEI + "ptr") if call.get("type") == "call" and call.get("source"))
    return {target: notes[target] for call in calls if (target := call.get("target", "")) in notes}
