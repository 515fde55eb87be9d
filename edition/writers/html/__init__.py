"""Turn a TEI document into one HTML page, which holds all that it needs and works without JavaScript."""
