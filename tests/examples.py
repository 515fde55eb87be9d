"""How many examples made at random a property is tried on: few in `make test`, all in `make trial`."""

from __future__ import annotations

import os


def examples(many: int) -> int:
    """Give `many` where `EDITION_EXAMPLES` is `all`, as in `make trial`, and else a third of them, but not fewer than five."""
    return many if os.environ.get("EDITION_EXAMPLES") == "all" else min(many, max(5, many // 3))
