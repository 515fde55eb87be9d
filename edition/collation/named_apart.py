"""Turn the answering passages of an entry into the names that one witness has there and the other has not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from edition.messages import Report
from edition.model import CollatedWitness, Name, RunningText, Span

NameFinder = Callable[[str], tuple[Span, ...]]


@dataclass
class NamesApart:
    """The names that stand in one reading and not in its counterpart, over all entries of an edition, in order."""

    find: NameFinder
    found: dict[tuple[Name, str, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    def look(self, n: str, siglum: str, text: RunningText, others: Sequence[CollatedWitness]) -> None:
        """Look through an entry: `siglum` and `text` are the base's, `others` are set against it."""
        for other in others:
            for ours, theirs in _answering(text, other):
                here, there = ({span.value for span in self.find(words)} for words in (ours, theirs))
                for has, lacks, names in ((siglum, other.siglum, here - there), (other.siglum, siglum, there - here)):
                    for name in sorted((name for name in names if isinstance(name, Name)), key=lambda name: name.id):
                        if n not in self.found[name, has, lacks]:
                            self.found[name, has, lacks].append(n)

    def tell(self, report: Report) -> None:
        """Report each name once for two witnesses, with the entries (I270)."""
        for (name, has, lacks), entries in self.found.items():
            report.add("I270", None, name=name.name, id=name.id, has=has, lacks=lacks, entries=tuple(entries))


def _answering(text: RunningText, other: CollatedWitness) -> Iterator[tuple[str, str]]:
    """The passages of the base and another witness that answer one another: bead by bead, or a quotation as a whole."""
    for stretch in other.stretches:
        if stretch.quotation:
            yield text.text[stretch.start : stretch.end], stretch.text.text
            continue
        for bead in other.beads:
            if bead.base and bead.other:
                yield text.text[slice(*bead.base)], stretch.text.text[slice(*bead.other)]
