"""Turn searches of the whole document within an expression of XPath into look-ups in an index (xsl:key).

A rule that looks for an id in the whole document does so for each node that it judges, so that its time grows with the square of
the document. `//tei:person[@xml:id = current()/@ref]` and `@ref = //@xml:id` become key(…). What is written in another way stays as
it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_NAME = r"(?:[\w.-]+:)?[\w-][\w.-]*"
_STEP = rf"(?:{_NAME}|(?:[\w.-]+:)?\*)"
# What has the value of a string or of nodes, and of no number: an attribute, a path from current(), a function of strings of these.
_PATH = rf"(?:current\(\)(?:/(?:@?{_NAME}|\.\.))*|@{_NAME})"
_ARGUMENT = rf"(?:{_PATH}|\d+|\"[^\"]*\"|'[^']*'|\$[\w.-]+)"
_TEXT = (
    rf"(?:(?:substring|substring-after|substring-before|string|normalize-space|translate|concat)"
    rf"\(\s*{_ARGUMENT}(?:\s*,\s*{_ARGUMENT})*\s*\)|{_PATH})"
)
# A path from current() alone does not depend on the node that a predicate is on; an attribute does.
_FROM_CURRENT = _TEXT.replace(rf"|@{_NAME}", "")
_FOUND = re.compile(rf"//(?P<step>{_STEP})\[\s*@(?P<name>{_NAME})\s*=\s*(?P<value>{_FROM_CURRENT})\s*\](?!\s*\[)")
# What is compared with all attributes of a name, and nothing else, must be all of a condition.
_ONE_OF = re.compile(rf"(?P<value>{_TEXT})\s*=\s*//(?:(?P<step>{_STEP})/)?@(?P<name>{_NAME})(?=\s*(?:$|[)\],]|(?:and|or)\b))")
_CONDITION_BEGINS = re.compile(r"(?:^|[(\[,]|(?<![\w.:@/$-])(?:and|or))\s*$")
# After anything else than these a path goes on from a node.
_PATH_BEGINS = re.compile(r"(?:^|[(\[,=|+<>]|(?<![\w.:@/$-])(?:and|or))\s*$")
_STRING = re.compile(r"\"[^\"]*\"|'[^']*'")


@dataclass(slots=True)
class RuleIndexes:
    """The indexes that the rules of a stylesheet need: of a step and the name of an attribute the name of the key."""

    names: dict[tuple[str, str], str] = field(default_factory=dict)

    def looked_up(self, expression: str) -> str:
        """Put look-ups into an expression in the place of searches of the whole document, with the same result."""
        expression = self._replaced(_FOUND, _PATH_BEGINS, expression, "{}")
        return self._replaced(_ONE_OF, _CONDITION_BEGINS, expression, "boolean({})")

    def _replaced(self, search: re.Pattern[str], begins: re.Pattern[str], expression: str, form: str) -> str:
        pieces: list[str] = []
        done = 0
        for match in search.finditer(expression):
            within = any(string.start() < match.start() < string.end() for string in _STRING.finditer(expression))
            if within or not begins.search(expression[: match.start()]):
                continue
            key = self.names.setdefault((match["step"] or "*", match["name"]), f"index-{len(self.names)}")
            pieces += [expression[done : match.start()], form.format(f"key('{key}', {match['value']})")]
            done = match.end()
        return "".join((*pieces, expression[done:]))
