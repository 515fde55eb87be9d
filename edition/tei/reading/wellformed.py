"""Turn what the parser says of a document that is not well-formed into what is wrong and what to write.

The numbers are libxml2's error codes (xmlerror.h); its own words speak of the parser's insides.
"""

from __future__ import annotations

import re

from lxml import etree

# Codes whose message libxml2 fills with names and lines.
_TAG_MISMATCH, _TAG_OPEN, _ENTITY, _ENTITY_WARNED, _TWICE, _PREFIX, _LIMIT, _LOOP = 76, 77, 26, 27, 42, 201, 114, 89

# code: (what is wrong, what to write)
_FAULTS: dict[int, tuple[str, str]] = {
    4: ("the file holds no XML", "Give a TEI document; it begins with <TEI …>"),
    5: ("something stands after the end of the document", "Delete what follows the last closing tag, or put it inside"),
    6: ("a character reference is cut short", "Write it whole, such as &#8212;, or write the character itself"),
    9: ("a character stands here that XML does not allow", "Delete it: it is a control character that cannot be seen"),
    23: ("an entity is not closed", "Write a semicolon after it, such as &amp;; or write a plain & as &amp;"),
    32: ("the encoding that the first line names is not known", 'Save the file as UTF-8 and write encoding="UTF-8"'),
    38: ("a < stands inside an attribute, or the mark at its end is missing", 'Write " after the value; write a plain < as &lt;'),
    39: ("the value of an attribute has no quotation marks", 'Write it between them: type="entry"'),
    40: ("the quotation mark at the end of an attribute is missing", 'Write " after its value'),
    41: ("an attribute has no value", 'Write an equals sign and a value: type="entry"'),
    45: ("a comment is not closed", "Write --> at its end"),
    47: ("a processing instruction is not closed", "Write ?> at its end"),
    60: ("the document type at the top is faulty", "Delete the line that begins with <!DOCTYPE"),
    63: ("a CDATA section is not closed", "Write ]]> at its end"),
    64: ("something stands before <?xml …?>", "Delete what stands before it, empty lines too"),
    65: ("a space is missing", "Write a space between the name and what follows, and between two attributes"),
    68: ("a < or & stands here that begins no tag and no entity", "Write a plain < as &lt; and a plain & as &amp;"),
    73: ("a tag is not closed", "Write > at its end; look for a missing quotation mark before it"),
    80: ("two hyphens stand inside a comment", "Write one, or a dash"),
    81: ("bytes stand here that do not fit the encoding of the file", "Save the file as UTF-8, and let its first line say so"),
}
_MISMATCH = re.compile(r"mismatch: (\S+) line (\d+) and (\S+)")
_NAMED = re.compile(r"'([^']+)'")


def _code(error: etree.XMLSyntaxError) -> int:
    return int(getattr(error, "code", 0) or 0)


def explain(error: etree.XMLSyntaxError) -> tuple[str, str]:
    """Turn a parser's error into what is wrong and what to write, each without its full stop."""
    code = _code(error)
    text = str(error.msg or "").split(", line ")[0].strip()
    name = _NAMED.search(text)
    if code == _TAG_MISMATCH and (match := _MISMATCH.search(text)):
        opened, line, closed = match.groups()
        what = f"<{opened}> of line {line} is closed by </{closed}>"
        return what, f"Write </{opened}> before it, or correct one of the two names"
    if code == _TAG_OPEN and (open_tag := re.search(r"tag (\S+) line (\d+)", text)):
        what = f"the file ends while <{open_tag[1]}> of line {open_tag[2]} is still open"
        return what, f"Write </{open_tag[1]}>; perhaps the file was cut off"
    if code in (_ENTITY, _ENTITY_WARNED) and name:
        return f"the entity &{name[1]}; is not declared in this file", "Write the character itself, or its number, such as &#8212;"
    if code == _TWICE and (twice := re.search(r"Attribute (\S+) redefined", text)):
        return f"the attribute {twice[1]} stands twice in one tag", "Keep one of the two"
    if code == _PREFIX and (prefix := re.search(r"prefix (\S+)", text)):
        return f"the prefix {prefix[1]}: is not declared", f'Declare it on the root, xmlns:{prefix[1]}="…", or take it away'
    if code == _LOOP:
        return "an entity is declared by way of itself", "Write the characters instead of the entity"
    return _FAULTS.get(code, (f"it is not well-formed ({text.rstrip('.')})", "Look at this place and the tags before it"))


def is_limit(error: etree.XMLSyntaxError) -> bool:
    """Whether the parser stopped because the document is larger than it reads unasked."""
    return _code(error) == _LIMIT and "amplification" not in str(error.msg) and "depth" not in str(error.msg)


def is_bomb(error: etree.XMLSyntaxError) -> bool:
    """Whether entities grow beyond all measure when they are put in."""
    return _code(error) == _LIMIT and "amplification" in str(error.msg)


def is_too_deep(error: etree.XMLSyntaxError) -> bool:
    """Whether elements are nested deeper than the parser follows."""
    return _code(error) == _LIMIT and "depth" in str(error.msg)
