"""Turn a TEI document into a Book: sections, apparatus, notes, front and back matter, for whatever kind of book."""
