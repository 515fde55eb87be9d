"""Turn XML into a tree without reading anything but what was given: no DTD, no entity from outside, no network."""

from __future__ import annotations

from lxml import etree

# Elements within one another; no edition comes near it, and whoever walks the tree by recursion must come back.
DEEPEST = 256
# Where the parser's bounds are taken away, this one stays (XML_MAX_HUGE_DEPTH in parserInternals.h of libxml2).
DEEPEST_HUGE = 2048


class _NothingFromOutside(etree.Resolver):
    """Answers every request for a DTD with an empty one: libxml2 opens the file that DOCTYPE names, told to load it or not."""

    def resolve(self, system_url: str, public_id: str, context: object) -> object:  # type: ignore[override]
        return self.resolve_string("<!-- -->", context)  # type: ignore[call-arg]


def safe_parser(*, huge: bool = False) -> etree.XMLParser:
    """A parser for XML from anyone. Entities that the document itself declares are put in, within libxml2's bounds on their growth.

    `huge` takes these bounds away, and that on the length of a text: only for documents without entities. Ids may be given
    twice (they are not collected), comments and processing instructions are kept.
    """
    parser = etree.XMLParser(
        resolve_entities="internal",  # type: ignore[arg-type]
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=huge,
        collect_ids=False,
    )
    parser.resolvers.add(_NothingFromOutside())
    return parser
