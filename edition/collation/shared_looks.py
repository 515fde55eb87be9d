"""Turn the looks that each of several witnesses has on the same words into looks with the witnesses whose they are.

A difference of look alone is no reading: the witnesses share the words, and each look says whose it is (Guidelines 3.3.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from edition.model import InlineRange, Look
from edition.text.looks import look_runs


def shared_looks(looks: Sequence[tuple[str, Sequence[InlineRange]]]) -> tuple[InlineRange, ...]:
    """Turn pairs of a siglum and its looks, all of the same words, into one sequence. No sigla are given where all have a look.

    `looks`: at most one pair for each witness, one that has no look too.
    """
    if not any(ranges for _, ranges in looks):
        return ()
    sigla = tuple(siglum for siglum, _ in looks)
    own = [InlineRange(one.start, one.end, one.look, one.value, (siglum,)) for siglum, ranges in looks for one in ranges]
    found: list[InlineRange] = []
    for run in look_runs(own):
        having: dict[tuple[Look, str], list[str]] = {}
        for look, value, (siglum,) in run.keys:
            having.setdefault((look, value), []).append(siglum)
        for (look, value), some in having.items():
            of = () if len(some) == len(sigla) else tuple(siglum for siglum in sigla if siglum in some)
            found.append(InlineRange(run.start, run.end, look, value, of))
    return tuple(_joined(found))


def _joined(looks: Iterable[InlineRange]) -> Iterable[InlineRange]:
    """Looks in order, those of one kind that touch as one."""
    last: dict[tuple[object, ...], InlineRange] = {}
    for one in looks:
        key = one.look, one.value, one.sigla
        before = last.get(key)
        if before is not None and before.end == one.start:
            last[key] = InlineRange(before.start, one.end, one.look, one.value, one.sigla)
            continue
        if before is not None:
            yield before
        last[key] = one
    yield from last.values()
