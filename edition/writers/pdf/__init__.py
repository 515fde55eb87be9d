"""Turn a book into pages with line numbers, an apparatus keyed to them and notes, each page planned before it is set."""
