"""Turn a file that is open in an editor into what a language server says of it: faults while typing, and what may stand there."""
