"""Turn a TEI document into a Book, from which each kind of book is made: sections, apparatus, notes, front and back matter."""
