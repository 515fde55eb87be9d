"""Turn a range of running text, with its spans and marks, into the mixed content of a TEI element."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from edition.model import Emendation, Mark, Name, Note, Quotation, Span
from edition.tei.date_attributes import date_attributes
from edition.tei.encoding.beginnings import write_beginnings
from edition.tei.encoding.pen import Pen
from edition.tei.names import XML_LANG, pointer
from edition.text.looks import LookKey, LookRun
from edition.text.mark_order import beginnings_last, is_beginning

# The kinds of span that become elements. A "dateline" becomes none: the date and the place in it do.
ELEMENTS = frozenset({"date", "place", "title", "label", "sic", "supplied", "name", "mention", "foreign"})
_NAMED = ("name", "mention")
NAME_ELEMENTS = {"person": "persName", "place": "placeName", "org": "orgName", "work": "title"}


def write_mixed(
    pen: Pen,
    text: str,
    spans: Iterable[Span],
    marks: Sequence[Mark],
    note: Callable[[Pen, Mark], None],
    looks: Sequence[LookRun] = (),
) -> None:
    """Write a text, its spans as elements, its marks at their offsets, its words marked with their looks.

    If two spans cross, the later one is left out: names and dates help a reader and are not the witness's words. Looks cross
    anything. A mark stands after the spans that end at its offset and before those that begin there. `note` writes a mark that is
    a note.
    """
    nested = _nested(_around_directions(spans, looks))
    opening = sorted(nested, key=lambda span: (span.start, -span.end))
    waiting = sorted(marks, key=beginnings_last)
    stops = sorted(
        {0, len(text), *(s.start for s in nested), *(s.end for s in nested), *(m.at for m in marks)}.union(
            *((run.start, run.end) for run in looks)
        )
    )
    runs = iter(looks)
    run = next(runs, None)
    open_spans: list[Span] = []
    for place, at in enumerate(stops):
        while open_spans and open_spans[-1].end == at:
            _close(pen, open_spans.pop())
        while waiting and waiting[0].at == at and not (open_spans and open_spans[-1].kind == "sic"):
            _mark(pen, waiting, note)
        while opening and opening[0].start == at:
            open_spans.append(opening.pop(0))
            _open(pen, open_spans[-1])
        while run is not None and run.end <= at:
            run = next(runs, None)
        if place + 1 < len(stops):
            pen.write(text[at : stops[place + 1]], run.keys if run is not None and run.start <= at else ())
    while waiting:
        _mark(pen, waiting, note)


def _around_directions(spans: Iterable[Span], looks: Sequence[LookRun]) -> Iterator[Span]:
    """Leave out names of which a stage direction holds a part alone: no name may hold one (Guidelines 7.2.4)."""
    acted = [run for run in looks if any(key[0] == "stage" for key in run.keys)]
    for span in spans:
        held: Counter[LookKey] = Counter()
        if span.kind in (*_NAMED, "foreign"):
            for run in acted:
                width = min(run.end, span.end) - max(run.start, span.start)
                held.update({key: width for key in run.keys if key[0] == "stage" and width > 0})
        if all(width == span.end - span.start for width in held.values()):
            yield span


def _nested(spans: Iterable[Span]) -> list[Span]:
    """Choose the spans that become elements: those that lie within one another or apart; of two that cross, the first."""
    kept: list[Span] = []
    around: list[Span] = []
    # If a date or title is corrected as a whole, the date or title is the outer element: what the source has is one too.
    found = sorted(
        (s for s in spans if s.kind in ELEMENTS and s.start < s.end),
        key=lambda s: (s.start, -s.end, s.kind not in ("date", "title")),
    )
    for span in found:
        while around and around[-1].end <= span.start:
            around.pop()
        if around and (span.end > around[-1].end or (span.kind in _NAMED and any(s.kind in _NAMED for s in around))):
            continue
        if kept and kept[-1].kind == "place" and _names_place(span) and (span.start, span.end) == (kept[-1].start, kept[-1].end):
            # A place of a dateline that names.toml knows becomes one placeName with a reference, not two.
            around[-1] = kept[-1] = span
            continue
        around.append(span)
        kept.append(span)
    return kept


def _names_place(span: Span) -> bool:
    return isinstance(span.value, Name) and span.value.kind == "place"


def _open(pen: Pen, span: Span) -> None:
    if span.kind == "sic" and isinstance(span.value, Emendation):
        _sic(pen, span.value)
        pen.open("corr", type=span.value.kind, resp="#ed")
    elif span.kind == "name" and isinstance(span.value, Name):
        pen.open(NAME_ELEMENTS[span.value.kind], ref=f"#{span.value.id}")
    elif span.kind == "mention" and isinstance(span.value, Name):
        pen.open("rs", type="work", ref=f"#{span.value.id}")
    elif span.kind == "date":
        pen.open("date", **date_attributes(str(span.value)))
    elif span.kind == "foreign":
        pen.open("foreign").set(XML_LANG, str(span.value))
    elif span.kind == "title":
        pen.open("title", type="entry")
    elif span.kind == "supplied":
        pen.open("supplied", reason="quoter")
    else:
        pen.open({"place": "placeName", "label": "label"}[span.kind])


def _sic(pen: Pen, emendation: Emendation) -> None:
    """Open a choice and write what the source has. What is to be read instead comes next."""
    pen.open("choice")
    pen.open("sic")
    pen.write_looked(emendation.sic, emendation.looks)
    pen.close()


def _close(pen: Pen, span: Span) -> None:
    pen.close()
    if span.kind == "sic":
        pen.close()


def _mark(pen: Pen, waiting: list[Mark], note: Callable[[Pen, Mark], None]) -> None:
    """Write the first of some marks and take it away; of what begins, all that begins at that place."""
    mark = waiting.pop(0)
    source = pointer(mark.siglum) if mark.siglum else ""
    if is_beginning(mark):
        begun = [mark]
        while waiting and waiting[0].at == mark.at and is_beginning(waiting[0]):
            begun.append(waiting.pop(0))
        write_beginnings(pen, begun)
    elif mark.kind == "note" and isinstance(mark.value, Note):
        note(pen, mark)
    elif mark.kind == "gap":
        pen.empty("gap", reason="lost", source=source)
    elif mark.kind == "sic" and isinstance(mark.value, Emendation):
        _sic(pen, mark.value)
        pen.empty("corr", type=mark.value.kind, resp="#ed")
        pen.close()
    elif mark.kind in ("witStart", "witEnd"):
        page = mark.value.page if isinstance(mark.value, Quotation) else None
        pen.empty(mark.kind, n=page or "")
