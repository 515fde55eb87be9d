"""Turn a file into a TEI tree, and a TEI tree into one witness: what everything that opens TEI stands on."""
