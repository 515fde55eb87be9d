"""Turn a TEI document into other forms that other tools take."""
