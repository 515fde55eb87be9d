"""Turn the paragraphs of a play into speeches: who speaks, the directions, the paragraphs and verses of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from edition.language.languages import Language
from edition.model.documents import DocumentBlock, DocumentEntry, DocumentOutline, Surrounding
from edition.readers.block_parts import goes_on_in_stanza, part_of
from edition.readers.cast_lists import cast_before, with_cast, with_whole_items
from edition.readers.crowd_voices import names_voices, voice_opening
from edition.readers.persons_on_stage import lists_persons, persons_listed, without_persons_in_heading
from edition.readers.plays import LONGEST_SAID, Play, in_full, line_openings, may_speak, without_trail
from edition.readers.printed_lines import LONGEST_VERSE
from edition.readers.prose_plays import without_chance_verses, without_narrow_verses
from edition.readers.speaker_openings import CLOSING, SpeakerOpening, key_of_name, opening_at
from edition.readers.stage_directions import ends_act, is_direction, looks_like_direction, tells_setting, with_directions
from edition.readers.unmarked_directions import may_tell, tells_unmarked
from edition.readers.verse_directions import with_directions_among_verses

# A direction whose bracket is closed in a later paragraph fills no more of them.
_LONGEST_DIRECTION = 6
# What stands between the heading of an act and its first scene, where nobody speaks, has no more words; by eye.
_SETTING = 600
_STOPS = re.compile(r"[\s.:;,—–-]+$")
# Of speeches of several lines so many are verse in a scene in verse, where one of a single line is a verse too.
_IN_VERSE = 0.5
# In verse no more speeches of one line stand to each longer one; a song says nothing of short speeches. By eye, on pages.
_SINGLE = 5
# Where a scene has so many verses a single one is longer than the longest of them by no more than this. By eye, on plays in both.
_MEASURED, _BESIDE = 10, 1.1
# The second half of a verse stands so many characters farther in than verses do.
_SHARED = 8
# Names that open a speech within a paragraph are sought if they come so often.
_OFTEN = 3
# No more names are sought there; the most that a play has by eye is a hundred.
_MOST_NAMES = 200


def with_speeches(outline: DocumentOutline, play: Play, language: Language) -> DocumentOutline:
    """An outline in whose entries each speech is told: its speaker a block of its own, directions, verses."""
    if not play.stated and not play.narrated:
        outline = without_narrow_verses(outline, language)
    outline = without_chance_verses(outline, play, language)
    run_on = _run_on(play)
    acts = any(language.headings.kind_of(level) in ("act", "scene") for level in outline.levels)
    unmarked, voices = tells_unmarked(outline, play, language), names_voices(outline, play, language)
    entries = tuple(
        replace(entry, blocks=_Speeches(play, language, run_on, acts, unmarked, voices).of(entry))
        for entry in (without_persons_in_heading(entry, play, language) for entry in outline.entries)
    )
    outside = tuple(
        replace(part, blocks=with_whole_items(with_cast([_unspoken(block, play) for block in part.blocks], play.names, language)))
        for part in outline.outside
    )
    return replace(outline, entries=entries, outside=outside)


def without_names(block: DocumentBlock) -> DocumentBlock:
    """A block without the look that only names who speaks."""
    if not any(one.look == "speaker" for one in block.inline):
        return block
    return replace(block, inline=tuple(one for one in block.inline if one.look != "speaker"))


def _unspoken(block: DocumentBlock, play: Play) -> DocumentBlock:
    """A block of what is none of the text: a name in a cast is no speaker."""
    if play.stated:
        return block
    within = tuple(one for one in block.within if one != "speech")
    block = without_names(block if within == block.within else replace(block, within=within))
    return replace(block, kind="p") if block.kind in ("speaker", "stage") else block


def _run_on(play: Play) -> re.Pattern[str] | None:
    """What opens a speech within a paragraph: a name that speaks often, after the end of a sentence."""
    often = sorted((name for name, count in play.names.items() if count >= _OFTEN), key=lambda name: (-len(name), name))
    if not often or play.stated:
        return None
    names = "|".join(r"\W{1,2}".join(map(re.escape, name.split())) for name in often[:_MOST_NAMES])
    return re.compile(rf"(?<=[.?!…\"”’)\]—-] )(?:{names})(?=[.:]|\s?[(\[])", re.IGNORECASE)


def _without_stops(block: DocumentBlock) -> DocumentBlock:
    """A block of a speech that the file states, its speaker without the stop that parts it."""
    if "speech" not in block.within:
        return block
    speaker = _STOPS.sub("", block.speaker)
    if block.kind != "speaker" or not (named := _STOPS.sub("", block.text)):
        return replace(block, speaker=speaker) if speaker else block
    # A call in the stop, or after it, is one of the name.
    notes = tuple(replace(call, offset=min(call.offset, len(named))) for call in block.notes)
    return replace(part_of(block, 0, len(named)), notes=notes, stop=block.text[len(named) :], speaker="")


@dataclass(slots=True)
class _Speeches:
    """The blocks of an entry on their way into speeches.

    `acts`: the work is divided into acts or scenes. `unmarked`: paragraphs between speeches are directions. `voices`: a short
    sentence that opens a paragraph may name who speaks. `speaker`: who speaks, "" for nobody yet. `open`: the indexes of the
    paragraphs that a direction fills which begins in one and ends in another. `last`: the index of the last block with words, -1
    where none has any.
    """

    play: Play
    language: Language
    run_on: re.Pattern[str] | None
    acts: bool
    unmarked: bool
    voices: bool
    found: list[DocumentBlock] = field(default_factory=list)
    speaker: str = ""
    open: frozenset[int] = frozenset()
    sets_scene: bool = False
    last: int = -1

    def of(self, entry: DocumentEntry) -> tuple[DocumentBlock, ...]:
        """The blocks of an entry."""
        if self.play.stated:
            return tuple(map(_without_stops, entry.blocks))
        verses = [block for block in entry.blocks if block.kind == "l"]
        # Verses that all stand farther in, as a page may set a scene, are no quotation.
        inset = all("quotation" in block.within for block in verses)
        blocks = [*self._joined(self._unmarked(block, inset=inset) for block in entry.blocks)]
        cast = cast_before(blocks, entry.heading, self.play.names, self.language)
        self.found += map(without_names, with_whole_items(cast))
        blocks = blocks[len(cast) :]
        # Of what is no play in a book that holds one no name comes again.
        spoken = any(self._is_known(block, one) for block in blocks for _, one in self._openings(block))
        self.sets_scene = spoken or sum(len(block.text.split()) for block in blocks) <= _SETTING
        if not spoken and not (self.acts and self.sets_scene):
            return (*self.found, *(_unspoken(block, self.play) for block in blocks))
        if spoken:
            blocks = with_directions_among_verses(blocks, self._openings, self.play, self.language, acts=self.acts)
        if self.play.narrated:
            return self._told(blocks)
        self.open = self._long_directions(blocks)
        persons = persons_listed(blocks, self._openings) if self.acts else 0
        self.last = max((at for at, block in enumerate(blocks) if block.text), default=-1)
        for at, block in enumerate(blocks):
            if at < persons and block.text:
                self._direction(block)
            else:
                self._block(at, block)
        return tuple(_shared(self._bounded(self._versed())))

    def _told(self, blocks: Sequence[DocumentBlock]) -> tuple[DocumentBlock, ...]:
        """The blocks of a story, of which those that a name opens are speeches and all others what they were."""
        for block in blocks:
            if openings := self._openings(block)[:1]:
                self._cut(block, openings)
            else:
                self.found.append(without_names(block))
        return tuple(self.found)

    def _unmarked(self, block: DocumentBlock, *, inset: bool) -> DocumentBlock:
        dropped = ("speech", "quotation") if inset and block.kind == "l" else ("speech",)
        within = tuple(one for one in block.within if one not in dropped)
        return block if within == block.within else replace(block, within=within)

    def _joined(self, blocks: Iterator[DocumentBlock]) -> Iterator[DocumentBlock]:
        """The blocks, each verse that goes on in a stanza run in, so that what a paragraph was is known whatever is made of it."""
        before: DocumentBlock | None = None
        for block in blocks:
            goes_on = goes_on_in_stanza(before, block)
            if before is not None:
                yield replace(before, stop=" ") if goes_on else before
            before = replace(block, run_in=True) if goes_on else block
        if before is not None:
            yield before

    def _openings(self, block: DocumentBlock) -> list[tuple[int, SpeakerOpening]]:
        """The speeches that a block opens, each with the place at which its line begins."""
        if not may_speak(block):
            return []
        block = in_full(block)
        if block.kind == "speaker":
            return [(0, one)] if (one := self._said(block)) else []
        found = [(line, one) for line, one in line_openings(block, self.language) if self.play.opens(one)]
        if not found and self.voices and (voice := voice_opening(block, self.play, self.language)):
            found = [(0, voice)]
        if self.run_on is None or block.kind == "l":
            return found
        taken = [(line, one.text) for line, one in found]
        for name in self.run_on.finditer(block.text):
            start = name.start()
            typed = opening_at(block, start, without_trail(block.text, start, len(block.text)), self.language)
            before = block.text[max(0, start - 20) : start].split()[-1:]
            if before and before[0].casefold().strip(".([") in self.language.abbreviations:
                # MRS. HOLM is not HOLM.
                continue
            if typed is None or typed.alone or self._in_direction(block, start) or any(a <= start < b for a, b in taken):
                continue
            capital = typed.look != "plain"
            usual = ("capitals", False) in self.play.forms
            if (typed.directions and typed.stop) if not (capital and usual) else typed.stop in self.play.stops and typed.stop:
                found.append((start, typed))
        return sorted(found, key=lambda one: one[0])

    def _is_known(self, block: DocumentBlock, found: SpeakerOpening) -> bool:
        """Whether a name is one that the file gives, or speaks more than once."""
        return block.kind == "speaker" or found.look == "said" or self.play.names.get(found.key, 0) > 1

    def _in_direction(self, block: DocumentBlock, at: int) -> bool:
        before = block.text[:at]
        return before.rfind("(") > before.rfind(")") or before.rfind("[") > before.rfind("]")

    def _said(self, block: DocumentBlock) -> SpeakerOpening | None:
        """The name that a file says a block to be, with the speech in it if it holds one."""
        bare = replace(block, kind="p")
        first = block.starts[0] if block.starts else len(block.text)
        if len(block.text[:first].split()) > LONGEST_SAID:
            return None
        found = opening_at(bare, 0, without_trail(block.text, 0, first), self.language)
        if found is not None and found.alone:
            return found
        end = len(block.text[:first].rstrip(" .:;,—–-")) or first
        return SpeakerOpening(0, end, first, key_of_name(block.text[:first]), "said", alone=True)

    # --- Blocks ---------------------------------------------------------------------------------------------------------------

    def _block(self, at: int, block: DocumentBlock) -> None:
        if self.acts and (
            tells_setting(block, self.language) or (at == self.last and ends_act(block) and not self._is_said(block))
        ):
            self._direction(block)
            return
        if block.kind in ("head", "figure", "caption", "break", "argument") or not (block.text or block.label):
            if block.kind in ("head", "break"):
                self.speaker = ""
            self.found.append(without_names(block))
            return
        if at in self.open or (is_direction(block, self.play) and (not self._goes_on(block) or self._is_set_in(block))):
            self._direction(block)
            return
        openings = self._openings(block)
        told = not openings and not self._goes_on(block) and looks_like_direction(block, self.play, self.language)
        told = told or (not openings and self.unmarked and self._between(block) and may_tell(block, self.language))
        if told or (openings and not self.speaker and lists_persons(block, openings[0][1], self.play, self.language)):
            self._direction(block)
            return
        sets_scene = self.acts and not self.speaker and block.kind == "p" and not (set(block.within) - {"quotation", "stanza"})
        if not openings and sets_scene and self.sets_scene and not any(one.kind == "speaker" for one in self.found):
            self._direction(block)
            return
        if not openings:
            self._text(block)
            return
        self._cut(block, openings)

    def _goes_on(self, block: DocumentBlock) -> bool:
        """Whether a verse goes on with the stanza of a speech."""
        return block.kind == "l" and block.run_in and bool(self.speaker)

    def _is_said(self, block: DocumentBlock) -> bool:
        """Whether a name opens a block, or stands right above it."""
        return bool(self._openings(block)) or (bool(self.found) and self.found[-1].kind == "speaker")

    def _is_set_in(self, block: DocumentBlock) -> bool:
        """Whether a line stands farther in than the verse above it: in brackets it is a direction, and no half of a verse."""
        above = self.found[-1] if self.found else None
        return above is not None and above.kind == "l" and block.indent > above.indent and block.text[:1] in CLOSING

    def _between(self, block: DocumentBlock) -> bool:
        """Whether a paragraph stands after a speech, not right after the name of who speaks."""
        last = next((one for one in reversed(self.found) if one.kind != "stage" or not one.run_in), None)
        return bool(self.speaker) and block.kind == "p" and last is not None and last.kind != "speaker"

    def _direction(self, block: DocumentBlock) -> None:
        """Take a paragraph that is a direction."""
        kept = tuple(one for one in without_names(block).inline if one.look != "stage")
        within = tuple(one for one in block.within if one not in ("stanza", "table", "row", "quotation"))
        self.found.append(replace(block, kind="stage", level=0, inline=kept, within=within, speaker=""))

    def _long_directions(self, blocks: Sequence[DocumentBlock]) -> frozenset[int]:
        """The paragraphs of directions whose bracket opens at the beginning of one and closes at the end of a later one."""
        found: set[int] = set()
        for at, block in enumerate(blocks):
            first = block.text[:1]
            if at in found or first not in ("(", "[") or block.kind not in ("p", "stage", "cell"):
                continue
            depth = 0
            for end in range(at, min(at + _LONGEST_DIRECTION, len(blocks))):
                text = blocks[end].text
                if blocks[end].kind not in ("p", "stage", "cell") or (end > at and self._openings(blocks[end])):
                    break
                depth += text.count(first) - text.count(CLOSING[first])
                if depth <= 0:
                    if text.rstrip(" .").endswith(CLOSING[first]):
                        found.update(range(at, end + 1) if end > at else ())
                    break
        return frozenset(found)

    def _text(self, block: DocumentBlock) -> None:
        """Take a paragraph that no name opens: it goes on with the speech, or is none of one."""
        block = without_names(block)
        if self.speaker and block.kind in ("p", "l", "item", "cell", "pre"):
            self.found.append(self._spoken(block))
        elif block.kind == "speaker":
            self.found.append(replace(block, kind="p"))
        else:
            self.found.append(block)

    def _spoken(self, block: DocumentBlock) -> DocumentBlock:
        within: tuple[Surrounding, ...] = tuple(one for one in block.within if one not in ("table", "row"))
        kind = "p" if block.kind == "cell" else block.kind
        return with_directions(replace(block, kind=kind, within=("speech", *within), speaker=self.speaker), self.play)

    def _cut(self, block: DocumentBlock, openings: Sequence[tuple[int, SpeakerOpening]]) -> None:
        """Cut a paragraph into the names, directions and texts of its speeches."""
        block = in_full(block)
        text = block.text
        places: list[tuple[int, int, str, str]] = []
        first = openings[0][0]
        if first:
            places.append((0, first, "text", self.speaker))
        for (_, one), end in zip(openings, [line for line, _ in openings[1:]] + [len(text)], strict=True):
            speaker = (block.label if not one.start and block.label.strip(" -–—") else "") + text[one.start : one.end]
            places.append((one.start, one.end, "speaker", speaker))
            places += ((start, stop, "stage", speaker) for start, stop in one.directions)
            if text[one.text : end].strip():
                places.append((one.text, end, "text", speaker))
        pieces: list[DocumentBlock] = []
        ends: list[tuple[int, int]] = []
        for start, end, what, speaker in places:
            piece = part_of(block, start, end)
            shift = len(text[start:end]) - len(text[start:end].lstrip(" "))
            ends.append((start + shift, start + shift + len(piece.text)))
            piece = replace(piece, run_in=bool(pieces) or block.run_in, stop="", indent=block.indent)
            if pieces:
                piece = replace(piece, gap=0, label="", n="", line=piece.line)
            pieces.append(self._piece(piece, what, speaker))
        for index, ((_, last), (following, _)) in enumerate(pairwise([*ends, (len(text), 0)])):
            # A call between two pieces is one of the first.
            between = (call for call in block.notes if last < call.offset <= following)
            calls = (*pieces[index].notes, *(replace(call, offset=len(pieces[index].text)) for call in between))
            pieces[index] = replace(pieces[index], stop=text[last:following], notes=calls)
        if block.stop:
            pieces[-1] = replace(pieces[-1], stop=pieces[-1].stop + block.stop)
        if block.n:
            at = next((index for index, piece in enumerate(pieces) if piece.kind == "l"), 0)
            pieces = [replace(piece, n=block.n if index == at else "") for index, piece in enumerate(pieces)]
        self.found += pieces

    def _piece(self, piece: DocumentBlock, what: str, speaker: str) -> DocumentBlock:
        """A part of a paragraph as what it is."""
        within: tuple[Surrounding, ...] = ("speech", *(one for one in piece.within if one not in ("quotation", "table", "row")))
        piece = without_names(piece)
        self.speaker = speaker
        if what == "text":
            return (
                self._spoken(replace(piece, within=within[1:], kind="p" if piece.kind == "speaker" else piece.kind))
                if speaker
                else piece
            )
        inline = tuple(one for one in piece.inline if one.look != "stage")
        kind: str = "speaker" if what == "speaker" else "stage"
        within = tuple(one for one in within if one != "stanza")
        return replace(piece, kind=kind, within=within, inline=inline, n="", speaker=speaker if kind == "stage" else "")  # type: ignore[arg-type]

    # --- Verses ---------------------------------------------------------------------------------------------------------------

    def _versed(self) -> list[DocumentBlock]:
        """The blocks, where a speech of one line is a verse if those around it are in verse, and prose if not."""
        single: list[int] = []
        verse = prose = 0
        run: list[int] = []
        longest = self._longest_verse()
        for at, block in enumerate([*self.found, None]):
            if block is not None and block.kind in ("p", "l", "item", "pre") and "speech" in block.within:
                run.append(at)
                continue
            if block is None or block.kind != "stage" or not block.run_in:
                first = self.found[run[0]] if run else None
                # What a page breaks by hand after the name is prose if it is longer than any verse.
                long = any(len(self.found[one].text) > longest for one in run)
                if first is not None and ((len(run) == 1 and (first.kind == "l" or self._is_line(first))) or long):
                    # Verses that somebody quotes within his prose stay verses.
                    broken = len(run) == 1 or any(
                        self.found[one].kind == "l" and len(self.found[one].text) > LONGEST_VERSE for one in run
                    )
                    single += run if broken else [one for one in run if self.found[one].kind != "l"]
                    prose += long
                elif first is not None:
                    lines = sum(self.found[one].kind == "l" for one in run)
                    verse, prose = verse + (2 * lines >= len(run)), prose + (2 * lines < len(run))
                run = []
        in_verse = verse > 0 and verse >= _IN_VERSE * (verse + prose) and _SINGLE * verse >= len(single)
        for at in single:
            block = self.found[at]
            within = tuple(one for one in block.within if one != "stanza")
            if in_verse and self._is_line(block) and len(block.text) <= longest:
                self.found[at] = replace(block, kind="l", within=(*within, "stanza"))
            elif not in_verse and block.kind == "l" and not block.n and (verse or prose or len(single) > 1):
                self.found[at] = replace(block, kind="p", within=within)
        return self.found

    def _longest_verse(self) -> int:
        """How many letters a speech of one line has at most that may be a verse, beside the verses of the scene."""
        verses = [len(block.text) for block in self.found if block.kind == "l" and "speech" in block.within]
        return min(LONGEST_VERSE, int(_BESIDE * max(verses))) if len(verses) >= _MEASURED else LONGEST_VERSE

    def _is_line(self, block: DocumentBlock) -> bool:
        return block.kind == "p" and not block.starts and len(block.text) <= LONGEST_VERSE

    def _bounded(self, blocks: Sequence[DocumentBlock]) -> list[DocumentBlock]:
        """The blocks, where a direction is within a speech that goes on after it. So is a name over no speech that comes once, or
        before anybody speaks: NIGHT, over where a scene is set.
        """
        found: list[DocumentBlock] = []
        goes_on = ""
        spoken = (at for at, block in enumerate(blocks) if "speech" in block.within and block.kind not in ("speaker", "stage"))
        first = next(spoken, 0)
        for at, block in reversed([*enumerate(blocks)]):
            silent = block.kind == "speaker" and not goes_on
            if block.kind == "stage" and goes_on and "speech" not in block.within:
                block = replace(block, within=("speech", *block.within), speaker=goes_on)
            elif silent and (at < first or self.play.names.get(key_of_name(block.text)) == 1):
                block = replace(block, kind="stage", within=tuple(one for one in block.within if one != "speech"), speaker="")
            elif block.kind != "stage":
                goes_on = block.speaker if "speech" in block.within and block.kind != "speaker" else ""
            found.append(block)
        return found[::-1]


def _shared(blocks: Sequence[DocumentBlock]) -> Iterator[DocumentBlock]:
    """The blocks, where verses that speakers share are told by how far in the second half stands."""
    found = [*blocks]
    verses = [at for at, block in enumerate(found) if block.kind == "l" and "speech" in block.within]
    usual = sorted(found[at].indent for at in verses)
    left = usual[len(usual) // 2] if usual else 0
    for before, at in pairwise(verses):
        other = found[before].speaker != found[at].speaker or any(block.kind == "speaker" for block in found[before + 1 : at])
        if other and found[at].indent >= left + _SHARED and not found[at].part:
            first = found[before]
            found[before] = replace(first, part="M" if first.part == "F" else first.part or "I")
            found[at] = replace(found[at], part="F")
    return iter(found)
