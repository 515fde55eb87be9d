"""Turn a Book into an EPUB."""
