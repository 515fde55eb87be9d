"""Turn an edition at work into a page in the browser that follows its files, and on which its editor decides."""
