"""Turn what an editor does on the words of one text, in the panel of a page, into decisions, and tell what may be done there."""

from __future__ import annotations

from collections.abc import Mapping

from edition.decisions.words_at_work import PassageAtWork, WordChange, WordsAtWork
from edition.desk.written_decisions import DecisionPen, RefusedError, asked_text
from edition.model import Entry, Note

WORD_ACTS = ("emend", "heading", "note", "apart")
# So many letters of a note tell which it is. By eye: a line of a menu on a phone.
_SHOWN = 50


class WordDesk:
    """The desk of the words of each text. `work`: the texts as they are now; `pen`: what writes."""

    def __init__(self, work: WordsAtWork, pen: DecisionPen) -> None:
        self.work, self.pen = work, pen

    def texts(self, asked: Mapping[str, object]) -> dict[str, object]:
        """Tell what may be decided of the words that the page shows in a row. `asked`: `entry`, the id of its section, and `shown`,
        the words by siglum. Raises RefusedError.
        """
        entry, shown = asked_text(asked, "entry"), asked.get("shown")
        if not isinstance(shown, dict) or not all(isinstance(words, str) for words in shown.values()):
            raise RefusedError("The request says no shown.")
        found = self.work.passages(entry, shown)
        apart = [{"siglum": siglum, "n": n} for siglum, n in self.work.standing_under_another_key(entry)]
        return {"texts": [self._values(passage) for passage in found], "apart": apart}

    def _values(self, passage: PassageAtWork) -> dict[str, object]:
        # Only a passage at the beginning says where the heading ends.
        opening = passage.place[0] <= passage.text.body
        return {
            "siglum": passage.siglum,
            "words": passage.words.strip(),
            "heading": _heading(passage) if opening else None,
            "notes": len(self.work.notes(passage)),
            "decided": self.pen.written(self.work.decided(passage)),
        }

    def notes(self, asked: Mapping[str, object]) -> dict[str, object]:
        """Tell the notes of a text, those of the entry first. Raises RefusedError."""
        return {"notes": [_note(*held) for held in self.work.notes(self._passage(asked))]}

    def act(self, name: str, asked: Mapping[str, object]) -> dict[str, object]:
        """Do what is asked of the words of a text: one of WORD_ACTS. Raises RefusedError and OutsideError (E006)."""
        change = self._change(name, asked)
        if change.fault:
            raise RefusedError(change.fault)
        return self.pen.write(change.made, change.replaced)

    def _change(self, name: str, asked: Mapping[str, object]) -> WordChange:
        if name == "apart":
            return self.work.apart(asked_text(asked, "entry"), asked_text(asked, "siglum"))
        passage, words = self._passage(asked), asked_text(asked, "value", needed=name == "note")
        if name == "heading":
            return self.work.entitled(passage, words)
        if name == "note":
            number = asked.get("number")
            return self.work.bound(passage, number if isinstance(number, int) else -1, words)
        cause, reason = asked_text(asked, "cause"), " ".join(asked_text(asked, "reason", needed=False).split())
        if cause not in ("print", "extraction"):
            raise RefusedError("The fault is in print, or comes from taking the text out of its file.")
        return self.work.emended(passage, words, "print" if cause == "print" else "extraction", reason)

    def _passage(self, asked: Mapping[str, object]) -> PassageAtWork:
        siglum = asked_text(asked, "siglum")
        found = self.work.passages(asked_text(asked, "entry"), {siglum: asked_text(asked, "shown")})
        if not found:
            raise RefusedError(f"These words of {siglum} stand in several places, or in none. Decide it in decisions.toml by hand.")
        return found[0]


def _heading(passage: PassageAtWork) -> str:
    first = passage.text.blocks[0] if passage.text.blocks else None
    return passage.text.text[first.start : first.end] if first is not None and first.kind == "head" else ""


def _note(entry: Entry, note: Note) -> str:
    """Name a note by its mark, its entry and its first words."""
    short = note.text if len(note.text) <= _SHOWN else note.text[:_SHOWN].rsplit(" ", 1)[0] + " …"
    return f"{note.n} ({entry.n}): {short}"
