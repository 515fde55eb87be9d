"""One module for each shape of file: what each turns into the entries of a witness."""
