"""Turn a review whose quotations are known into an account of its whole text: what it quotes, and what else it holds."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from edition.messages import Report
from edition.model import NOT_BLOCKS, Part, PartKind, Quotation, Witness
from edition.readers.account import Account, in_order
from edition.readers.marks import bind
from edition.readers.review_paragraphs import paragraphs

# The page that a review gives stands so near its quotation.
_PAGE_NEAR = 600


def with_account(review: Witness, text: str, kinds: Mapping[int, PartKind]) -> Witness:
    """A review with its text layer and what each stretch of it is; its quotations are known already.

    `kinds`: what each paragraph is, by its first line.
    """
    account = Account(text)
    blocks = bind(paragraphs(text, review.language, whole=True), review.file, Report())
    for block in blocks:
        account.block(kinds[block.first], block.lines, block.text, label=block.label, calls=block.marks)
    parts = account.parts()
    quoted = [*_quotes(review.quotations, parts), *_cited(text, review.quotations)]
    return replace(review, layer=text, parts=in_order((*parts, *quoted)))


def _quotes(quotations: Sequence[Quotation], parts: Sequence[Part]) -> Iterator[Part]:
    """The quotations as parts, cut where a block ends; `value` is the number of the quotation."""
    blocks = [part for part in parts if part.kind not in NOT_BLOCKS and part.start < part.end]
    ends = [block.end for block in blocks]
    for number, quotation in enumerate(quotations):
        for block in blocks[bisect_right(ends, quotation.start) :]:
            if block.start >= quotation.end:
                break
            yield Part("quote", max(quotation.start, block.start), min(quotation.end, block.end), str(number))


def _cited(text: str, quotations: Sequence[Quotation]) -> Iterator[Part]:
    """The pages that the review gives, each once."""
    seen: set[int] = set()
    for quotation in quotations:
        if not quotation.page:
            continue
        found = re.compile(rf"(?<!\d){re.escape(quotation.page)}(?!\d)").search(text, quotation.end, quotation.end + _PAGE_NEAR)
        if found and found.start() not in seen:
            seen.add(found.start())
            yield Part("cited", found.start(), found.end())
