"""Turn the names that a package hands on into what imports each when it is first asked for: a command needs few of them."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Sequence


def importing(package: str, names: Sequence[str], modules: Sequence[str]) -> Callable[[str], object]:
    """The `__getattr__` of a package or module that hands on names (PEP 562).

    `names`: those that it hands on. `modules`: where they come from, by their full names; those first that are imported fastest.
    What it gives raises AttributeError for any other name.
    """

    def imported(name: str) -> object:
        if name in names:
            for module in modules:
                home = importlib.import_module(module)
                if hasattr(home, name):
                    return vars(sys.modules[package]).setdefault(name, getattr(home, name))
        raise AttributeError(f"module {package} has no attribute {name}")

    return imported
