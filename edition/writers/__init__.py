"""Turn a TEI document into books: EPUB and PDF. Nothing here knows where the document came from."""
