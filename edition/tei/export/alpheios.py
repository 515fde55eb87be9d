"""Turn an edition into an alignment as the Alpheios Alignment Editor reads it: the first witness as origin, the others as targets.

Its form: docs/json-format-specification.md of alpheios-project/alignment-editor-new.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from lxml import etree

from edition.language.tags import direction, three_letters
from edition.model import Note
from edition.tei.export.answering_pairs import LinkedEntry, WordsOfPassage, linked_entry
from edition.tei.export.exported_edition import ExportedEdition, ExportedEntry, ExportedWitness

_Entry: TypeAlias = tuple[ExportedEntry, LinkedEntry]
_TOKENIZATION = {"tokenizer": "simpleLocalTokenizer", "segments": "doubleline"}


def made(edition: ExportedEdition, tree: etree._ElementTree) -> tuple[bytes, Mapping[str, int]]:
    """Make the alignment: a segment for each passage, a group for the words of each place. Notes are comments on words."""
    entries = [(entry, linked_entry(edition, entry)) for entry in edition.entries if entry.texts]
    passages = [passage for _, linked in entries for passage in linked.passages]
    had = [witness for witness in edition.witnesses if any(passage.words.get(witness.siglum) for passage in passages)]
    texts = {witness.siglum: _AlpheiosText(edition, witness, number, passages) for number, witness in enumerate(had, 1)}
    origin, *targets = texts.values()
    said = {
        "id": _ident(edition, "alignment"),
        "title": edition.title,
        "origin": origin.values(),
        "targets": {target.ident: target.values() for target in targets},
        "alignmentGroups": [group for target in targets for group in _groups(edition, entries, origin, target)],
        "annotations": dict(note for text in texts.values() for note in text.annotations(entries)),
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode(), {}


def _ident(edition: ExportedEdition, name: str) -> str:
    """An id that is always the same for the same edition."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{edition.title}\n{name}"))


class _AlpheiosText:
    """One text of the alignment."""

    def __init__(self, edition: ExportedEdition, witness: ExportedWitness, prefix: int, passages: Sequence[WordsOfPassage]) -> None:
        self.siglum = witness.siglum
        self.title = witness.title
        self.prefix = prefix
        self.kind = "origin" if prefix == 1 else "target"
        self.language = three_letters(witness.language, otherwise=witness.language)
        self.direction = direction(witness.language)
        self.ident = _ident(edition, f"text {witness.siglum}")
        self.segments = [passage.words.get(witness.siglum, ()) for passage in passages]

    def word(self, segment: int, number: int) -> str:
        """The id of a word. `segment`, `number`: from 0."""
        return f"{self.prefix}-{segment}-{number}"

    def values(self) -> dict[str, object]:
        known = {
            "textId": self.ident,
            "textType": self.kind,
            "direction": self.direction,
            "lang": self.language,
            "sourceType": "text",
        }
        title = {"property": "title", "value": f"{self.siglum}: {self.title}".removesuffix(": ")}
        return {
            "docSource": {
                **known,
                "text": "\n\n".join(" ".join(segment) for segment in self.segments),
                "tokenization": _TOKENIZATION,
                "metadata": {"properties": [title]},
            },
            "alignedText": {
                **known, "tokenPrefix": str(self.prefix), "tokenization": _TOKENIZATION, "segments": [*self._segments()],
            },
        }  # fmt: skip

    def _segments(self) -> Iterator[dict[str, object]]:
        for index, words in enumerate(self.segments):
            shared = {"textType": self.kind, "docSourceId": self.ident}
            placed = {**shared, "segmentIndex": index + 1, "sentenceIndex": 1}
            tokens = [
                {**placed, "idWord": self.word(index, number), "word": word, "tokenIndex": number}
                for number, word in enumerate(words)
            ]
            yield {"index": index + 1, **shared, "lang": self.language, "direction": self.direction, "tokens": tokens}

    def annotations(self, entries: Sequence[_Entry]) -> Iterator[tuple[str, list[dict[str, object]]]]:
        """The notes of the text as comments on the words before their calls, with the ids of these."""
        found: dict[str, list[tuple[str, Note]]] = {}
        first = 0
        for entry, linked in entries:
            text = next((text for text in entry.texts if text.siglum == self.siglum), None)
            for note, at in text.notes if text is not None else ():
                if not note.again and (place := linked.word_at(self.siglum, at)) is not None:
                    segment, number = place
                    word = linked.passages[segment].words[self.siglum][number]
                    found.setdefault(self.word(first + segment, number), []).append((word, note))
            first += len(linked.passages)
        for ident, notes in found.items():
            yield (
                ident,
                [
                    {
                        "id": str(uuid.uuid5(uuid.UUID(self.ident), f"note {ident} {index}")),
                        "tokenData": {"textType": self.kind, "idWord": ident, "word": word},
                        "type": "comment",
                        "text": note.text,
                        "index": index,
                    }
                    for index, (word, note) in enumerate(notes, 1)
                ],
            )


def _groups(
    edition: ExportedEdition, entries: Sequence[_Entry], origin: _AlpheiosText, target: _AlpheiosText
) -> Iterator[dict[str, object]]:
    first = 0
    for _, linked in entries:
        for place in linked.places:
            one, other = place.numbers.get(origin.siglum), place.numbers.get(target.siglum)
            if one and other and place.apart.isdisjoint((origin.siglum, target.siglum)):
                segment = first + place.passage
                words = [origin.word(segment, number) for number in one]
                ident = _ident(edition, f"group {words[0]} {target.siglum}")
                actions = {
                    "segmentIndex": segment + 1, "targetId": target.ident, "origin": words,
                    "target": [target.word(segment, number) for number in other],
                }  # fmt: skip
                yield {"id": ident, "actions": actions}
        first += len(linked.passages)
