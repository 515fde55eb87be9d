"""Turn what follows a dateline into a title, and tell captions and credits from text."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from edition.language.languages import language_read_as
from edition.model.documents import DocumentBlock

TITLE_WORDS = 8
# After a full stop, only a phrase in capitals of this many words is a title; after a colon any short phrase is.
CAPITAL_WORDS = 6
_CREDIT_WORDS = 30
_CAPTION_WORDS = 40

_PHRASE = re.compile(r"(?P<phrase>[^.?!:;…\n]+[.?!](?:[’”\"'])?)(?=\s|$)\s*")


@dataclass(frozen=True, slots=True)
class Title:
    """A title in the line of a dateline, as printed with its stop, where it ends, and a place before it."""

    title: str
    end: int
    place: str | None = None


def read_title(rest: str, language: str, *, after_colon: bool) -> Title | None:
    """Read the title that stands between a dateline and the text in one paragraph.

    After a colon the first phrase is the title. After a full stop it is one if it is short and in capitals, small words
    apart: printed in italics, it differs from a sentence in nothing else once the italics are lost.
    """
    found = _PHRASE.match(rest)
    if not found or found.end() == len(rest):
        return None
    phrase = found["phrase"]
    if not after_colon:
        return Title(phrase, found.end()) if _in_capitals(phrase, language, CAPITAL_WORDS) else None
    words = phrase.split()
    if not phrase[0].isupper() or len(words) > TITLE_WORDS:
        return None
    second = _PHRASE.match(rest, found.end())
    if second and second.end() < len(rest) and len(words) <= 2 and _in_capitals(second["phrase"], language, CAPITAL_WORDS):
        return Title(second["phrase"], second.end(), phrase)
    return Title(phrase, found.end())


def _in_capitals(phrase: str, language: str, most: int) -> bool:
    """Whether a phrase of two words or more is in capitals as titles are."""
    words = phrase.rstrip(".?!’”\"'").split()
    if not 2 <= len(words) <= most or not phrase.endswith("."):
        return False
    small = language_read_as(language).headings.small
    strong = [word for word in words if len(word) > 3 and word not in small]
    capital = sum(word[0].isupper() for word in words)
    return all(word[0].isupper() for word in (words[0], words[-1], *strong)) and capital >= 2


def is_heading(text: str, longest: int = TITLE_WORDS) -> bool:
    """Whether a block looks like a heading: a few words, begun with a capital, without closing punctuation."""
    words = text.split()
    if not words:
        return True
    return len(words) <= longest and (text.lstrip()[0].isupper() or text.lstrip()[0] in "“‘«\"'¿¡") and words[-1][-1].isalnum()


def is_credit(text: str, language: str, *, last: bool) -> bool:
    """Whether a block says who made or translated the text, or where it is taken from: it closes the entries.

    Before the last entry it must stand after a dash or in brackets, as credits do and sentences do not.
    """
    words = language_read_as(language).page
    dashed = re.match(r"\s*(?:[—–-]|[(\[])\s*", text)
    bare = text[dashed.end() :] if dashed else text
    opens = re.match(words.credits, bare, re.IGNORECASE)
    if not opens or len(bare.split()) > _CREDIT_WORDS:
        return False
    return bool(dashed) or (last and bool(re.search(words.agents, bare[opens.end() :])))


def is_caption(text: str, language: str) -> bool:
    """Whether a short block is a caption or the credit of a picture."""
    words, caption = len(text.split()), _caption(language)
    return words <= _CAPTION_WORDS and bool(caption.match(text) or (words <= _CAPTION_WORDS // 2 and caption.search(text)))


def with_captions(blocks: Sequence[DocumentBlock], language: str) -> tuple[DocumentBlock, ...]:
    """Blocks of a shape that says nothing of captions, those that look like one as captions. `language`: a tag, "" if unknown."""
    return tuple(
        replace(block, kind="caption")
        if block.kind in ("p", "cell") and not block.notes and not block.label and is_caption(block.text, language)
        else block
        for block in blocks
    )


@functools.lru_cache(maxsize=16)
def _caption(language: str) -> re.Pattern[str]:
    """How a caption begins, in the words of a language, or what credits of pictures say in any."""
    words = language_read_as(language).page
    return re.compile(
        rf"(?:{words.captions})s?(?:\s+(?:{words.caption_by})\b[^:]{{0,40}})?\s*:"
        r"|©|\blicen[sc]e\s*/|\bvia wikimedia\b|\bpublic domain\b",
        re.IGNORECASE,
    )
