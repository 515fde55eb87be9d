"""What may stand where somebody types, in TEI and in TOML alike."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Continuation:
    """What may be typed: its name, and of which kind it is.

    `kind`: in TEI `element`, `attribute`, `value`, `end` or `id`, in TOML `key`, `value` or `table`. `of`: of an attribute, the
    element that has it; of an id, the element that it names.
    """

    name: str
    kind: str
    of: str = ""
