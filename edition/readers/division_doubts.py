"""Turn the divisions of a document into messages on what is doubtful in them: numbers out of the count, dates, empty entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from edition.messages import Report
from edition.messages.values import Placed
from edition.model import Locus
from edition.model.documents import DocumentBlock, DocumentEntry
from edition.readers.division_schemes import DivisionScheme


def tell_doubts(
    file: str, blocks: Sequence[DocumentBlock], scheme: DivisionScheme, entries: Sequence[DocumentEntry], report: Report
) -> None:
    """Report what is doubtful in the divisions of a document.

    `blocks`: those in which the scheme counts. Reports numbers that do not fit into the count (W190) or are missing in it (W191),
    numbers that come again (W130), entries without a text (W193), years that were inferred (I193), dates that do not exist (E101)
    and paragraphs that begin with a date and no entry (W114).
    """
    for level in (level for level in scheme.levels if not level.keys):
        doubtful: list[tuple[str, Locus]] = []
        missing: list[tuple[str, Locus]] = []
        before = 0
        for index, member in enumerate(level.members):
            here = Locus(file, blocks[member.at].line)
            if member.doubtful:
                doubtful.append((f"{member.head.printed} as {member.number}", here))
            expected = before + 1 if index not in level.restarts else member.number if not index else 1
            missing += [(str(number), here) for number in range(expected, member.number)]
            before = member.number
        for code, told in (("W190", doubtful), ("W191", missing)):
            if told:
                report.add(code, told[0][1], places=tuple(Placed(*one) for one in told))
    empty = tuple(Placed(entry.n, Locus(file, entry.line)) for entry in entries if not any(block.text for block in entry.blocks))
    if empty:
        report.add("W193", Locus(file, next(entry.line for entry in entries if entry.n == empty[0].name)), places=empty)
    again = tuple(Placed(entry.n, Locus(file, entry.line)) for entry in _come_again(entries))
    if again:
        first = next(entry.line for entry in entries if entry.n == again[0].name)
        report.add("W130", Locus(file, first), count=len(again), places=again)
    inferred = [entry.n for entry in entries if entry.inferred]
    if inferred:
        report.add("I193", Locus(file), count=len(inferred), first=inferred[0], last=inferred[-1])
    leaf = scheme.levels[-1]
    for member, date in zip(leaf.members, leaf.dates, strict=False):
        if date.edtf is None:
            report.add("E101", Locus(file, blocks[member.at].line), date=date.date)
    for at, printed in leaf.paragraphs:
        report.add("W114", Locus(file, blocks[at].line), date=printed)


def _come_again(entries: Sequence[DocumentEntry]) -> Iterator[DocumentEntry]:
    """The entries without a date whose number an entry before them has; their keys were told apart by a further number."""
    seen: set[str] = set()
    for entry in entries:
        number, _, _ = entry.n.rpartition(".")
        if entry.edtf is None and number in seen:
            yield entry
        seen.add(entry.n)
