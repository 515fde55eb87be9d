"""The steps in order: from a project to its TEI and its books, an entry at a time where an entry is enough."""
