"""edition explain: the code of a message into what it says and what to do, with an example."""

from __future__ import annotations

import click

from edition.commands.completion import of_codes
from edition.commands.console import result
from edition.errors import UsageError
from edition.messages import FAMILIES, MESSAGES, SEVERITIES, Message
from edition.messages.examples import examples, explanation


@click.command(short_help="Explain the code of a message.")
@click.argument("code", shell_complete=of_codes)
def explain(code: str) -> None:
    """Explain the message CODE, such as E022. What stands in <angle brackets> differs from case to case."""
    code = code.upper()
    if code not in MESSAGES:
        near = next((known for known in MESSAGES if known[1:] == code[1:] or known[1:] == code), "")
        raise UsageError(Message("E033", None, {"code": code, "near": near}))
    where, _ = FAMILIES[code[1]]
    result("\n".join([f"{code} ({SEVERITIES[code[0]]}; {where})", *explanation(code), *_example(code)]))


def _example(code: str) -> list[str]:
    """The lines of an example; none for what no file brings about."""
    example = examples().get(code)
    if example is None:
        return []
    return ["", "For example:", *([f"  {example.line}"] if example.line else []), f"  {example.said}"]
