"""Turn a RELAX NG schema into patterns, and patterns into states that say what may come next in a document."""
