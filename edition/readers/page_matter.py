"""Turn the paragraphs of a web page into what each is: title, standfirst, byline, caption, heading, pull quote, reference …

The text itself is "p" and "item". What else a page holds is told by where it stands and how it looks, never by its words alone: a
title is the first thing that is no caption, a pull quote repeats the text, a reference opens with a name and soon has a year.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from edition.language.languages import language_read_as
from edition.messages import Report
from edition.messages.values import Lines, Placed
from edition.model import TEXT_PARTS, Locus, PartKind
from edition.model.documents import DocumentBlock
from edition.readers.blocks import SourceBlock
from edition.readers.headings import is_caption, is_credit, is_heading
from edition.readers.printed_lines import ends_sentence

# A paragraph of the text has this many words at least; before the first such one stand title, byline and the like.
_TEXT_WORDS = 30
# A biography at the end of a review, a pull quote, a reference and a standfirst are no longer than this.
_SHORT_WORDS = 60
# What follows the last entry may tell a life at more length.
_LONG_WORDS = 300
_BYLINE_WORDS = 8
# How an editor is told of what has no name of its own.
_NAMES: dict[PartKind, str] = {"matter": "other text"}
# The measure of a column: shorter lines that follow one another are one paragraph.
_NARROW = 80
# A pull quote has this share of its rows of four words from the text, one in narrow lines that: its ends may have been changed.
_REPEATED, _REPEATED_NARROW, _FEWEST = 0.8, 0.5, 4
_NOTE = re.compile(r"\[\^?(?:\d{1,3}|[ivxlc]{1,6}|\*{1,3}|†|‡)\]:?\s*\S")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d[a-z]?\b")
# A book in a list of references: its author, perhaps with initials, and soon the year.
_BOOK = re.compile(r"[^\W\d_a-z](?:[^.?!]|(?<=\b\w)\.|(?<=\bed)\.|(?<=\beds)\.){1,80}?[ (](?:1[5-9]|20)\d\d[a-z]?[,.:)]")
# Some names in a row, with the small words that names have between them, and perhaps the years of a life.
_SOMEONE = r"(?:[^\W\d_a-z][\w.’'-]*\s+(?:(?:de|del|di|du|la|van|von|der|den)\s+){0,2}){2,4}(?:\([^()]*\)\s+)?"


@dataclass(frozen=True, slots=True)
class _MatterPatterns:
    """How pages of one language say who wrote, what is cited, and who somebody is."""

    byline: re.Pattern[str]
    references: re.Pattern[str]
    edited: re.Pattern[str]
    is_someone: re.Pattern[str]


@functools.lru_cache(maxsize=16)
def _patterns(language: str) -> _MatterPatterns:
    words = language_read_as(language).page
    return _MatterPatterns(
        re.compile(rf"(?i:{words.byline})\s+[^\W\d_a-z]"),
        re.compile(rf"(?:{words.references})\W*", re.IGNORECASE),
        re.compile(words.edited),
        re.compile(rf"{_SOMEONE}(?:(?<=\d\)\s)|(?:{words.is_someone})\s)"),
    )


def kinds(blocks: Sequence[SourceBlock], language: str) -> list[PartKind]:
    """What each paragraph of a review is, in their order. Lines of a narrow column are told together."""
    groups = _groups(blocks, language)
    texts = [" ".join(blocks[index].text for index in group) for group in groups]
    told: list[PartKind] = ["p"] * len(groups)
    first, last = _body(texts, language)
    for index in range(len(groups)):
        if _NOTE.match(texts[index]) and index > last:
            told[index] = "note"
        elif is_caption(texts[index], language):
            told[index] = "caption"
    _opening(groups, texts, told, first, language)
    _closing(texts, told, last, language)
    pulled = _pull_quotes(groups, texts)
    for index, text in enumerate(texts):
        if told[index] == "p" and index >= first:
            kind: PartKind = "heading" if is_heading(text) and index else blocks[groups[index][0]].kind
            told[index] = "pull quote" if index in pulled else kind
    return [told[number] for number, group in enumerate(groups) for _ in group]


def before(blocks: Sequence[SourceBlock | DocumentBlock], language: str) -> list[PartKind]:
    """What the paragraphs before the first entry are: title, rubric ("matter"), standfirst, captions."""
    groups = _groups(blocks, language)
    texts = [" ".join(blocks[index].text for index in group) for group in groups]
    told: list[PartKind] = ["caption" if is_caption(text, language) else "p" for text in texts]
    _opening(groups, texts, told, len(groups), language)
    return [told[number] for number, group in enumerate(groups) for _ in group]


def after(blocks: Sequence[SourceBlock | DocumentBlock], language: str) -> list[PartKind]:
    """What the paragraphs after the last entry are: credits, biographies, captions, notes."""
    found: list[PartKind] = []
    is_someone = _patterns(language).is_someone
    for block in blocks:
        if is_credit(block.text, language, last=True):
            found.append("credit")
        elif is_someone.match(block.text) and len(block.text.split()) <= _LONG_WORDS:
            found.append("biography")
        else:
            found.append("caption" if is_caption(block.text, language) else "note" if _NOTE.match(block.text) else "matter")
    return found


def tell(told: Iterable[tuple[PartKind, Iterable[int]]], file: str, report: Report) -> None:
    """Report what stands round a text (I150): of each kind the lines. The text itself goes unsaid."""
    where: dict[PartKind, list[int]] = {}
    for kind, lines in told:
        if kind not in TEXT_PARTS:
            where.setdefault(kind, []).extend(lines)
    if where:
        first = min(line for lines in where.values() for line in lines)
        parts = tuple(Placed(_NAMES.get(kind, kind), Lines(tuple(lines))) for kind, lines in where.items())
        report.add("I150", Locus(file, first), parts=parts)


def _groups(blocks: Sequence[SourceBlock | DocumentBlock], language: str) -> list[list[int]]:
    """The paragraphs by their indexes: narrow lines that follow one another with no empty line between are one paragraph.

    A byline and the heading of the references are paragraphs of their own, and a note begins one.
    """
    groups: list[list[int]] = []
    patterns = _patterns(language)
    for index, block in enumerate(blocks):
        narrow = block.gap == 0 and max(len(block.text), len(blocks[index - 1].text)) <= _NARROW
        alone = any(
            _is_byline(text, patterns) or patterns.references.fullmatch(text) for text in (blocks[index - 1].text, block.text)
        )
        narrow = narrow and not alone and not _NOTE.match(block.text)
        if groups and narrow and block.kind == "p":
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _body(texts: Sequence[str], language: str) -> tuple[int, int]:
    """The first and the last paragraph of the text; (0, -1) where all are short: then nothing is told by its place."""
    long = [index for index, text in enumerate(texts) if len(text.split()) >= _TEXT_WORDS and not is_caption(text, language)]
    if not long:
        return 0, -1
    first = long[0]
    # A standfirst may be long too: what a title precedes and a byline or the book reviewed follows is none of the text.
    if first and len(texts[first].split()) <= _SHORT_WORDS and len(long) > 1:
        between = [text for text in texts[first + 1 : long[1]] if not is_caption(text, language)]
        patterns = _patterns(language)
        if between and all(patterns.byline.match(text) or _is_work(text, patterns) for text in between):
            first = long[1]
    return first, long[-1]


def _opening(groups: Sequence[Sequence[int]], texts: Sequence[str], told: list[PartKind], first: int, language: str) -> None:
    """Tell what stands before the text: the title is first, captions apart."""
    titled, patterns = False, _patterns(language)
    for index in range(first):
        if told[index] != "p":
            continue
        text = texts[index]
        if _is_byline(text, patterns):
            told[index] = "byline"
        elif not titled and not ends_sentence(text.rstrip("?!")):
            told[index], titled = "title", True
        elif titled and (len(groups[index]) > 1 or _is_work(text, patterns)):
            told[index] = "reference"
        else:
            told[index] = "standfirst" if ends_sentence(text) else "matter"


def _is_byline(text: str, patterns: _MatterPatterns) -> bool:
    return bool(patterns.byline.match(text)) and len(text.split()) <= _BYLINE_WORDS


def _is_work(text: str, patterns: _MatterPatterns) -> bool:
    """Whether a short paragraph describes a book: commas, and a year outside its title or a translator."""
    short = len(text.split()) <= _SHORT_WORDS // 2
    return short and text.count(",") >= 2 and bool(_YEAR.search(text) or patterns.edited.search(text))


def _closing(texts: Sequence[str], told: list[PartKind], last: int, language: str) -> None:
    """Tell what stands after the text: references, and who wrote the review."""
    rest = [index for index in range(len(texts)) if index > last >= 0 and told[index] == "p"]
    if not rest:
        return
    patterns = _patterns(language)
    headed = next((at for at, index in enumerate(rest) if patterns.references.fullmatch(texts[index])), None)
    books = [at for at, index in enumerate(rest) if _BOOK.match(texts[index]) and len(texts[index].split()) <= _SHORT_WORDS]
    if headed is not None:
        listed = range(headed + 1, len(rest))
    else:
        listed = range(books[0], books[-1] + 1) if len(books) > 1 else range(0)
    for at, index in enumerate(rest):
        if at in listed:
            told[index] = "reference"
        elif at == headed:
            told[index] = "heading"
        elif len(texts[index].split()) <= _SHORT_WORDS and is_credit(texts[index], language, last=True):
            told[index] = "credit"
        elif len(texts[index].split()) <= _SHORT_WORDS and patterns.is_someone.match(texts[index]):
            told[index] = "biography"
        elif _is_byline(texts[index], patterns):
            told[index] = "byline"


def _pull_quotes(groups: Sequence[Sequence[int]], texts: Sequence[str]) -> set[int]:
    """The short paragraphs that a longer one has in it, and that nothing before them introduces."""
    found: set[int] = set()
    longest: dict[tuple[str, ...], int] = {}
    # What a page may change when it repeats the text is left out: quotation marks, capitals.
    split = [re.findall(r"\w+", text.casefold()) for text in texts]
    rows = [list(zip(words, words[1:], words[2:], words[3:], strict=False)) for words in split]
    for words, own in zip(split, rows, strict=True):
        for row in own:
            longest[row] = max(longest.get(row, 0), len(words))
    for index, own in enumerate(rows):
        share = _REPEATED_NARROW if len(groups[index]) > 1 else _REPEATED
        repeated = sum(longest[row] > len(split[index]) for row in own)
        short = len(split[index]) <= _SHORT_WORDS
        introduced = any(text.endswith(":") for text in texts[max(0, index - 1) : index + 1])
        if short and not introduced and repeated >= max(_FEWEST, share * len(own)) and _is_one(texts[index]):
            found.add(index)
    return found


def _is_one(text: str) -> bool:
    """Whether a paragraph is one man's words: not the reviewer's with a quotation in them."""
    return not re.search(r"[“”\"„«»]", text[1:].rstrip('”"»“.,'))
