"""RELAX NG: a schema into patterns, patterns into what may come next, a document's elements into a verdict."""
