"""edition explain: the code of a message into what it says and what to do."""

from __future__ import annotations

import re

import click

from edition.commands.console import result
from edition.errors import UsageError
from edition.messages import FAMILIES, MESSAGES, SEVERITIES, Message

_VALUE = re.compile(r"\{(\w+)[^}]*\}")


@click.command(short_help="Explain the code of a message.")
@click.argument("code")
def explain(code: str) -> None:
    """Explain the message CODE, such as E022. What stands in <angle brackets> differs from case to case."""
    code = code.upper()
    if code not in MESSAGES:
        near = [known for known in MESSAGES if known[1:] == code[1:] or known[1:] == code]
        hint = f"Did you mean {near[0]}?" if near else "Codes are a letter and three digits: E022."
        raise UsageError(Message("E033", None, {"code": code, "hint": hint}))
    text, hint = (_VALUE.sub(r"<\1>", part) for part in MESSAGES[code])
    where, _ = FAMILIES[code[1]]
    result(f"{code} ({SEVERITIES[code[0]]}; {where})\n{text}\n{'' if hint == '<hint>' else hint}")
