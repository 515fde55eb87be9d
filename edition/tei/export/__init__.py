"""Turn a TEI document into the forms of TEI that other programs take."""
