"""What the program knows of languages: stems, months, figures, dates, the words of headers and of books."""
