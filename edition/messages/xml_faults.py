"""Turn the number that libxml2 gives to a fault of XML into what is wrong and what to write.

The numbers are libxml2's error codes (xmlerror.h). Its own messages are in the terms of a parser.
"""

from __future__ import annotations

from dataclasses import dataclass

# The numbers of faults whose sentences need names. UNKNOWN is for a number that the table has not: the parser's words are quoted.
NO_TAG, AFTER_END, BYTES = 4, 5, 81
TAG_MISMATCH, TAG_OPEN, ENTITY, ENTITY_LOOP, TWICE, PREFIX, UNKNOWN = 76, 77, 26, 89, 42, 201, 0

# number: (what is wrong, what to write); braces are filled with the names of the fault in their order.
FAULTS: dict[int, tuple[str, str]] = {
    NO_TAG: (
        "the file does not begin with a tag",
        "Delete what stands before <TEI …>; if there is no such tag, it is no TEI document",
    ),
    AFTER_END: ("something stands after the end of the document", "Delete what follows the last closing tag, or put it inside"),
    6: ("a character reference is cut short", "Write it whole, such as &#8212;, or write the character itself"),
    9: ("a character stands here that XML does not allow", "Delete it: it is a control character that cannot be seen"),
    23: ("an entity is not closed", "Write a semicolon after it, such as &amp;; or write a plain & as &amp;"),
    ENTITY: ("the entity &{}; is not declared in this file", "Write the character itself, or its number, such as &#8212;"),
    32: ("the encoding that the first line names is not known", 'Save the file as UTF-8 and write encoding="UTF-8"'),
    38: ("a < stands inside an attribute, or the mark at its end is missing", 'Write " after the value; write a plain < as &lt;'),
    39: ("the value of an attribute has no quotation marks", 'Write it between them: type="entry"'),
    40: ("the quotation mark at the end of an attribute is missing", 'Write " after its value'),
    41: ("an attribute has no value", 'Write an equals sign and a value: type="entry"'),
    TWICE: ("the attribute {} stands twice in one tag", "Keep one of the two"),
    45: ("a comment is not closed", "Write --> at its end"),
    47: ("a processing instruction is not closed", "Write ?> at its end"),
    60: ("the document type at the top is faulty", "Delete the line that begins with <!DOCTYPE"),
    63: ("a CDATA section is not closed", "Write ]]> at its end"),
    64: ("something stands before <?xml …?>", "Delete what stands before it, empty lines too"),
    65: ("a space is missing", "Write a space between the name and what follows, and between two attributes"),
    68: ("a < or & stands here that begins no tag and no entity", "Write a plain < as &lt; and a plain & as &amp;"),
    73: ("a tag is not closed", "Write > at its end; look for a missing quotation mark before it"),
    TAG_MISMATCH: (
        "<{0}> of line {1} is closed by </{2}>",
        "Write </{0}> before it, or correct one of the two names",
    ),
    TAG_OPEN: ("the file ends while <{0}> of line {1} is still open", "Write </{0}>; perhaps the file was cut off"),
    80: ("two hyphens stand inside a comment", "Write one, or a dash"),
    BYTES: ("bytes stand here that do not fit the encoding of the file", "Save the file as UTF-8, and let its first line say so"),
    ENTITY_LOOP: ("an entity is declared by way of itself", "Write the characters instead of the entity"),
    PREFIX: ("the prefix {0}: is not declared", 'Declare it on the root, xmlns:{0}="…", or take it away'),
    UNKNOWN: ("the parser says “{}”", "Look at this place and the tags before it"),
}


@dataclass(frozen=True, slots=True)
class XmlFault:
    """A fault because of which a document is no XML. `number`: a key of FAULTS. `names`: what fills the braces of its sentences."""

    number: int
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        return FAULTS[self.number][0].format(*self.names)

    @property
    def remedy(self) -> str:
        """What to write."""
        return FAULTS[self.number][1].format(*self.names)
