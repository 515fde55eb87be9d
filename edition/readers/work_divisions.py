"""Turn a document into entries and what is outside them: the scheme that divides it, keys, titles, where an entry ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from edition.language.edtf import certain
from edition.language.languages import Language
from edition.messages import Report
from edition.model import Locus, StatedDivisions
from edition.model.documents import (
    DivisionAbove,
    Document,
    DocumentBlock,
    DocumentEntry,
    DocumentOutline,
    OutsideKind,
    OutsidePart,
)
from edition.readers.act_ends import is_played, titles_again
from edition.readers.arguments import after_half_title, argument_above, argument_before, argument_below, is_half_title
from edition.readers.counted_apart import pieces_beside
from edition.readers.dated_letters import LinesOverDates
from edition.readers.division_doubts import tell_doubts
from edition.readers.division_schemes import citation, headings_apart, keys_of, name_of, runs_on
from edition.readers.entry_drafts import EntryDraft, slug
from edition.readers.entry_headings import EntryHeadings
from edition.readers.head_candidates import is_running_text
from edition.readers.inferred_dates import told_apart, with_years
from edition.readers.listed_pieces import listed_pieces
from edition.readers.named_divisions import still_open
from edition.readers.named_heads import NamedHead, rank_of, title_at, title_end
from edition.readers.outside import is_of_the_work, kind_by_role, lines_by, parts_before
from edition.readers.places_between import PlacesBetween
from edition.readers.preambles import preamble
from edition.readers.stated_divisions import TextBounds, as_verse, text_bounds
from edition.readers.stated_levels import StatedScheme, stated_scheme
from edition.readers.text_beginnings import PROLOGUE, opening_chapter, pieces_before, with_opening
from edition.readers.undivided_text import one_entry
from edition.readers.unnumbered_pieces import goes_on_counting, is_piece, piece_under, sets_act

# What stands before a text, or before a piece of it.
_BEFORE_TEXT = ("preface", "introduction", "dedication", "contents", "title-page", "cast")


def divide(
    document: Document,
    language: Language,
    report: Report,
    stated: StatedDivisions | None = None,
    rows: Sequence[str] = (),
) -> DocumentOutline:
    """Divide a document, its licence marked and its notes hung, into its entries.

    `stated`: how the editor divides it, which is obeyed. `rows`: the lines of its file, where it is a text. Reports what
    `tell_doubts` does, and a text that nothing divides (I194).
    """
    bounds = text_bounds(document, language, stated, rows, report)
    body, seen = bounds.body, bounds.seen()
    words = [len(re.findall(r"\w+", block.text)) for block in seen]
    usable = [count if is_running_text(block) else 0 for block, count in zip(seen, words, strict=True)]
    chosen = stated_scheme(seen, words, usable, language, stated, report, document.file)
    scheme = chosen.scheme
    outside = [*bounds.before]
    if scheme.levels:
        # What the editor states has no pieces beside it.
        beside = frozenset[int]() if chosen.series is None else pieces_beside(scheme.levels, chosen.series, usable, language)
        body, scheme, places = headings_apart(body, scheme)
        words = [len(re.findall(r"\w+", block.text)) for block in body]
        bounds, chosen = bounds.counted_in(body, places), chosen.counted_in(scheme, places)
        beside = frozenset(places[at] for at in beside)
        by_heading = bool(stated and stated.key == "heading")
        assembly = _Assembly(body, words, chosen, beside, language, bounds, by_heading=by_heading)
        entries, around = assembly.entries()
        tell_doubts(document.file, body, scheme, entries, report)
    else:
        entries, around = one_entry(bounds, language)
        if stated is None or stated.levels != ():
            report.add("I194", Locus(document.file))
    outside += [*around, *bounds.after]
    if stated is not None and stated.verse:
        entries = [replace(entry, blocks=tuple(map(as_verse, entry.blocks))) for entry in entries]
    levels = tuple(name_of(level) for level in scheme.levels)
    return DocumentOutline(document, levels, keys_of(scheme), scheme.why, tuple(entries), tuple(outside), scheme.passed_over)


class _Assembly:
    """Puts entries together out of blocks."""

    def __init__(
        self,
        blocks: Sequence[DocumentBlock],
        words: Sequence[int],
        chosen: StatedScheme,
        beside: frozenset[int],
        language: Language,
        bounds: TextBounds,
        *,
        by_heading: bool = False,
    ) -> None:
        scheme = chosen.scheme
        self.below = chosen.below
        self.beside = beside
        self.blocks = blocks
        self.played = is_played(blocks)
        self.opens = bounds.opens
        self.by_heading = by_heading
        self.words = words
        self.levels = scheme.levels
        self.leaf = scheme.levels[-1]
        self.language = language
        self.starts: dict[int, tuple[int, int]] = {}
        for depth, level in enumerate(scheme.levels):
            for index, member in enumerate(level.members):
                self.starts.setdefault(member.at, (depth, index))
        self.aside = bounds.aside_between(chosen.above, {*self.starts})
        if self.played:
            self.aside |= titles_again(blocks, self.starts, language)
        self.ends = {*self.starts, *self.aside, *self.below}
        self.last = max(self.starts)
        self.lines = LinesOverDates(blocks, words, self.leaf, self.starts, self.last, language)
        self.headings = EntryHeadings(blocks, words, self.ends, scheme.levels, language, letters=self.lines.letters)
        self.implied = scheme.implied
        self.heads = {head.at for head in chosen.heads}
        ranks = sorted(rank_of(blocks[place]) for place in self.leaf.places)
        self.rank = ranks[len(ranks) // 2]
        self.named = self._of_rank(chosen.heads)
        over, first = scheme.levels[-2:][0], min(self.starts)
        # The pieces of the work beside its divisions, by its contents.
        self.listed = listed_pieces(blocks, words, over, self.named.values(), first, language) if over.named else frozenset[int]()
        self.named = {at: head for at, head in self.named.items() if not self.lines.is_day_within(at)}
        # One piece of a collection is divided; headings below those of the pieces are within them.
        self.collected = bool(self.listed) and len(over.members) == 1
        if self.collected:
            self.named = {
                at: head for at, head in self.named.items() if head.rank >= rank_of(blocks[over.places[0]]) or at < self.last
            }
        self.dates = with_years(self.leaf.dates)
        self.years = frozenset(self.leaf.years)
        self.level = min((blocks[place].level for place in self.leaf.places), default=0)
        # The most empty lines between two paragraphs of an entry.
        self.gap = max((blocks[at].gap for at in range(min(self.starts) + 1, self.last) if at not in self.starts), default=0)
        self.places = PlacesBetween(
            blocks, words, language, self.starts, self.last, self.named, self.below, self.listed, self.rank, self.gap,
            bool(self.leaf.dates), bounds.closed, self.collected,
        )  # fmt: skip
        self.drafts: list[EntryDraft] = []
        self.outside: list[OutsidePart] = []
        self.above: list[DivisionAbove | None] = [None] * (len(self.levels) - 1)
        self.divisions: list[DivisionAbove] = []
        self.part: tuple[OutsideKind, list[DocumentBlock]] | None = None
        self.waiting: list[DocumentBlock] = []
        self.opening: list[DocumentBlock] = []  # to whom a dated letter is, above its date
        self.argument: list[DocumentBlock] = []  # of the entry that comes next, above its heading
        # An epilogue that has chapters of its own.
        self.unnumbered: DivisionAbove | None = None

    def _of_rank(self, heads: Sequence[NamedHead]) -> dict[int, NamedHead]:
        """The headings without a number that are of the rank of the entries, or above it, by their places."""
        rank = self.rank
        of_rank = {head.at: head for head in heads if head.rank >= rank and head.at not in self.starts}
        equal = [head for head in of_rank.values() if head.rank == rank and self.leaf.places[0] < head.at < self.leaf.places[-1]]
        if self.leaf.named or len(equal) > len(self.leaf.places):
            # So many are the headings of what is within the entries.
            of_rank = {at: head for at, head in of_rank.items() if head.rank > rank}
        return of_rank

    def entries(self) -> tuple[list[DocumentEntry], list[OutsidePart]]:
        """The entries, and what is outside them, in order."""
        if self.opens is None:
            at = self._begins()
            told = argument_before(self.blocks, self.words, at, self.language)
            self.outside += parts_before(self.blocks[: at - len(told)], self.language)
            self._argument_above(told, at, "before")
        else:
            at = self._opened(self.opens)
        while at < len(self.blocks):
            if at in self.aside:
                at = self._set_aside(at)
                continue
            at = self._numbered(at) if at in self.starts else self._other(at)
        self._end_part("after")
        self._end_waiting()
        self._tell_empty()
        for draft, key in zip(self.drafts, told_apart([draft.key for draft in self.drafts]), strict=True):
            draft.key = key
        return [draft.entry() for draft in self.drafts], self.outside

    def _begins(self) -> int:
        """Where the work begins, if nobody says it."""
        first = min({*self.starts, *self.years, *self.beside})
        self.beside |= {*(before := pieces_before(self.blocks, self.words, self.heads, first, self.language))}
        at = min(before, default=first)
        if at == first and (chapter := opening_chapter(self.blocks, self.words, self.heads, first, self.language)):
            at, end = chapter
            # The title of what follows it, but for the place over the first date.
            stop = first - (bool(self.leaf.dates) and self.lines.is_address(first - 1))
            self.aside |= {end: (stop, "part-heading")} if end < stop else {}
        if at == first and self.leaf.dates and first == self.leaf.places[0]:
            if at and self.lines.is_address(at - 1):
                return at - 1
            return with_opening(self.leaf.places, self._heads_next)
        if at < first:
            self.beside |= {at}
        numbered = at == first and not (self.leaf.dates or self.leaf.named)
        if numbered and not argument_before(self.blocks, self.words, at, self.language):
            at = preamble(self.blocks, first, self.language)
            if at < first:
                self.drafts.append(EntryDraft(slug(self.blocks[at].text), (), [], unnumbered=True))
        return at

    def _opened(self, opens: int) -> int:
        """Begin the first entry where the editor says that the text begins. Returns where what follows its heading begins.

        `opens`: how many blocks that heading has. Above the first words may stand no heading that divides the text: then the
        entry is known by the number before the first one, or by its first words.
        """
        first = min(self.starts)
        if not first:
            return 0
        if first < opens:
            # What stands above the first heading that divides the text is the title of the whole.
            self.outside += parts_before(self.blocks[:first], self.language)
            return first
        heads = [block for block in self.blocks[:opens] if block.text]
        number = self.leaf.members[0].number - 1
        if heads:
            key = slug(" ".join(head.text for head in heads))
        elif number > 0 and not self.leaf.dates and not self.by_heading:
            key = str(number)
        else:
            key = slug(next((block.text for block in self.blocks if block.text), ""))
        self.drafts.append(EntryDraft(key, (), heads, unnumbered=True))
        return opens

    def _set_aside(self, at: int) -> int:
        """Take what is left out. Returns where it ends."""
        end, kind = self.aside[at]
        if kind == "transcriber" and self.part is None and at > self.last and 0 < self.gap < self.blocks[at].gap:
            # What a wide gap parts from the last entry, and what follows it, is none of that.
            self.part = ("transcriber", [])
        if self.part is not None and kind == "transcriber":
            self.part[1].extend(self.blocks[at:end])
            return end
        self._end_part("after" if at > self.last else "between")
        self.outside.append(OutsidePart(kind, "after" if at > self.last else "between", tuple(self.blocks[at:end])))
        return end

    def _numbered(self, at: int) -> int:
        """Take a heading of the scheme: of what holds entries, or of an entry. Returns where what follows it begins."""
        self._end_part("between")
        depth, index = self.starts[at]
        level = self.levels[depth]
        setting = self._take_piece(leaf=level is self.leaf)
        member = level.members[index]
        dated = bool(level.dates)
        head, argument = member.head, list[DocumentBlock]()
        above, self.argument = self.argument, []
        if not (dated or level.named) and (half := after_half_title(self.blocks, at, head, self.ends, self.language)):
            self.outside.append(OutsidePart("part-heading", "between", (self.blocks[at],)))
            at, head, argument = half
        # A heading without a number is its title, to which its further lines belong.
        title = self.blocks[at].text if level.named else head.title
        heads, title, at = self.headings.heading(at, depth, title, run_in=member.end is not None, dated=dated)
        # A division that the file numbers may have no heading.
        heads = [head for head in heads if head.text] or heads[:1]
        heads, self.opening = [*self.opening, *heads], []
        if level is self.leaf:
            if level.named:
                self.above = still_open(self.above, self.blocks[level.places[index]].level, self.drafts)
            if index in self.implied:
                self.unnumbered = None
                self.above[-1] = DivisionAbove("section", self.implied[index][0], (), self.implied[index][1])
            holds = self.drafts and self.drafts[-1].unnumbered and not self.drafts[-1].blocks and index not in self.implied
            if holds and index in self.leaf.restarts:
                holder = self.drafts.pop()
                if runs_on(self.leaf):
                    # A heading over the first of a count that runs on holds nothing that others do not.
                    self.outside.append(OutsidePart("part-heading", "between", tuple(holder.head)))
                else:
                    self.unnumbered = DivisionAbove("section", holder.key, tuple(holder.head), holder.title)
            by_heading = self.by_heading or level.named
            key = slug(" ".join(head.text for head in heads)) if by_heading else self._key(index)
            draft = EntryDraft(key, self._over(), heads, title, run_in=level.members[index].end is not None)
            draft.unnumbered = level.named
            if self.dates:
                draft.edtf = self.dates[index][0] or None
                draft.inferred, draft.place = self.dates[index][1], self.leaf.dates[index].place
                draft.date = self.leaf.dates[index].date
            self.drafts.append(draft)
            told = argument_below(self.blocks, at, self.starts, self.language)
            told = [] if argument else told
            draft.blocks += setting + above + (argument or told)
            at += len(told)
        else:
            self.above[depth:] = [None] * (len(self.above) - depth)
            self.unnumbered = None
            self.above[depth] = division = DivisionAbove(name_of(level), level.key(index), tuple(heads), title)
            self.divisions.append(division)
            self._end_waiting()
        return at

    def _argument_above(self, told: list[DocumentBlock], at: int, where: Literal["before", "between"]) -> None:
        """Keep an argument that stands above the heading at `at` for the entry that begins there. That of a division that holds
        entries is in none, nor is a rule or a heading between an argument and its heading.
        """
        if at in self.starts and self.starts[at][0] == len(self.levels) - 1:
            self.argument = [block for block in told if block.kind == "argument"]
            told = [block for block in told if block.kind != "argument"]
        self.outside += [OutsidePart("argument", where, tuple(told))] * bool(told)

    def _other(self, at: int) -> int:
        """Take a block that is no heading of the scheme. Returns the next."""
        block = self.blocks[at]
        if at in self.years:
            self._end_part("between")
            self.waiting.append(block)
            self._end_waiting()
            return at + 1
        if at in self.beside:
            self._end_part("between")
            return self._unnumbered(at)
        if told := argument_above(self.blocks, self.words, at, self.starts, self.language):
            self._end_part("between")
            self._argument_above(told, at + len(told), "between")
            return at + len(told)
        if is_half_title(self.blocks, self.words, at, self.starts, self.language):
            self._end_part("between")
            self.outside.append(OutsidePart("part-heading", "between", (block,)))
            return at + 1
        if self.drafts and (count := self.lines.letter_head(at, self.named)):
            self._end_part("between")
            return self._letter(at, count)
        leaves = self.places.leaves(at, self.drafts)
        if leaves is None and block.text and self.part and self.part[0] in _BEFORE_TEXT and kind_by_role(self.part[1][0].role):
            # What the file says of a part holds up to its end, and the text goes on.
            self._end_part("between")
        if at in self.listed and not leaves and self.places.text_below(at) >= PROLOGUE:
            # What contents name with the divisions stands beside them, in none.
            self._end_part("between")
            self.above, self.unnumbered = [None] * len(self.above), None
            return self._unnumbered(at)
        if leaves and (self.part is None or leaves != self.part[0]):
            self._end_part("after" if at > self.last else "between")
            self.part = (leaves, [])
        elif (self.part is None or self._resumes(at)) and not (self.leaf.dates and self._heads_next(at)) and self._begins_entry(at):
            self._end_part("between")
            return self._unnumbered(at)
        if self.part is not None:
            self.part[1].append(block)
        elif self._heads_next(at):
            # A heading of a higher level is that of a part.
            letter = self.leaf.dates and not 0 < block.level < self.level
            (self.opening if letter else self.waiting).append(block)
        elif not self.drafts or self._over() != self.drafts[-1].above:
            # A division has begun of which no entry has been reached yet.
            self.waiting.append(block)
        else:
            self.drafts[-1].blocks.append(block)
        return at + 1

    def _resumes(self, at: int) -> bool:
        """Whether a heading over a text ends a colophon within the work: the words at the end of one piece are none of the next."""
        within = self.part is not None and self.part[0] == "colophon" and at < self.last
        return within and self.places.is_unnumbered(at) and self.places.text_below(at) >= PROLOGUE

    def _heads_next(self, at: int) -> bool:
        """Whether a heading stands over the next, as a running title or an addressee does: no text is between them."""
        return self.lines.heads_next(at, self.named)

    def _unnumbered(self, at: int) -> int:
        """Take a heading without a number that begins an entry. Returns where what follows it begins."""
        block = self.blocks[at]
        before = self.drafts[-1] if self.drafts else None
        if (
            before
            and not (before.blocks or before.title or before.unnumbered or self.leaf.dates)
            and not self.places.is_unnumbered(at)
        ):
            # Right under a number stands its title, whatever it says: X, Epilogue.
            before.head.append(block)
            before.title = block.text
            return at + 1
        same_day = bool(self.drafts) and self.lines.same_day(block.text)
        heads = list(self.blocks[at : lines_by(self.blocks, at, title_end(self.blocks, at), self.language)])
        title = title_at(self.blocks, at)
        key = self.drafts[-1].key if same_day else slug(title)
        if at > self.last and is_of_the_work(title, self.language) and block.level < self.level + (not self.level):
            # An epilogue after the last piece of all stands beside the divisions, in none.
            self.above, self.unnumbered = [None] * len(self.above), None
        self.drafts.append(EntryDraft(key, self._over(), heads, "" if same_day else title, unnumbered=True))
        return at + len(heads)

    def _letter(self, at: int, count: int) -> int:
        """Begin a letter that has a weekday and no date. Returns where what follows its heading begins."""
        heads = [*self.blocks[at : at + count]]
        key = slug(self.lines.letter_key(at + count - 1))
        self.drafts.append(EntryDraft(key, self._over(), heads, heads[-1].text, unnumbered=True))
        return at + count

    def _over(self) -> tuple[DivisionAbove, ...]:
        if self.unnumbered is not None:
            return (self.unnumbered,)
        return tuple(one for one in self.above if one is not None)

    def _end_part(self, where: Literal["between", "after"]) -> None:
        """End what is outside the work, if the last block was."""
        if self.part is not None:
            self.outside.append(OutsidePart(self.part[0], where, tuple(self.part[1])))
        self.part = None

    def _tell_empty(self) -> None:
        """The headings of divisions that hold no entry are outside."""
        held = {id(division) for draft in self.drafts for division in draft.above}
        for division in self.divisions:
            if id(division) not in held:
                self.outside.append(OutsidePart("part-heading", "between", division.heading))

    def _end_waiting(self) -> None:
        """What stands under the heading of a division before its first entry is none of an entry."""
        if self.waiting:
            self.outside.append(OutsidePart("part-heading", "between", tuple(self.waiting)))
        self.waiting = []

    def _take_piece(self, *, leaf: bool) -> list[DocumentBlock]:
        """Make an entry of a text without a number under the heading of a division. Returns where an act is set, said before its
        first scene, which that begins with. `leaf`: the next heading is that of an entry."""
        over, blocks = self._over(), self.waiting
        if not over or self.leaf.dates or not blocks:
            return []
        setting = leaf and self.played and sets_act(blocks, self.language)
        if not setting and is_piece(blocks, self.language):
            self.drafts.append(piece_under(over, blocks))
        elif not setting:
            return []
        self.waiting = []
        return blocks if setting else []

    def _begins_entry(self, at: int) -> bool:
        """Whether a heading without a number begins an entry: among the numbered ones, or as a prologue or an epilogue."""
        if not self.drafts or self._over() != self.drafts[-1].above:
            # Between the heading of a division and its first entry stand its title and who plays in it.
            named = at in self.named or (self.places.stands_alone(at) and is_of_the_work(self.blocks[at].text, self.language))
            return named and self.places.text_below(at) >= PROLOGUE
        if self.places.stands_alone(at) and self.lines.same_day(self.blocks[at].text):
            return True
        of_the_work = is_of_the_work(self.blocks[at].text, self.language)
        if of_the_work and (self.blocks[at].kind == "head" or self.places.stands_alone(at)):
            return True
        within = goes_on_counting(self.drafts[-1].blocks, self.blocks[at + 1 : at + 3])
        return at < self.last and self.places.is_unnumbered(at) and not within

    def _key(self, index: int) -> str:
        if self.leaf.dates:
            return certain(self.dates[index][0]) or f"undated-{index + 1}"
        number = self.leaf.key(index)
        if self.unnumbered is not None:
            return f"{self.unnumbered.n}.{number}"
        if runs_on(self.leaf) and not (len(self.levels) > 1 and len(self.levels[-2].members) == 1 and not self.levels[-2].named):
            return number
        return citation(self.above, self.levels, number)
