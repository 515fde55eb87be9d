"""Turn the beginning of a word of a command line into what it may become: names of editions, codes of messages, forms of export."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from edition.errors import EditionError

if TYPE_CHECKING:
    import click


def _beginning(words: Iterable[str], incomplete: str) -> list[str]:
    return [word for word in words if word.startswith(incomplete)]


def of_editions(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """The editions of the workspace; none where there is no workspace."""
    from edition import api

    given = context.params.get(parameter.name or "") or ()
    try:
        return [name for name in _beginning(api.editions(), incomplete) if name not in given]
    except EditionError:
        return []


def of_codes(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """The codes of messages, whether the letter is typed in capitals or not."""
    from edition.messages import MESSAGES

    return _beginning(MESSAGES, incomplete.upper())


def of_forms(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """The forms that `edition export --to` writes."""
    from edition import api

    return _beginning(api.FORMS, incomplete)


def of_outputs(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """What `edition build --only` makes, after each comma."""
    from edition import api

    before, comma, last = incomplete.rpartition(",")
    return [f"{before}{comma}{name}" for name in _beginning(api.outputs(), last) if name not in before.split(",")]
