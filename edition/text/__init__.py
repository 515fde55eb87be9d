"""A text as one string, a running text with its places; names found in it; ids of its stretches."""
