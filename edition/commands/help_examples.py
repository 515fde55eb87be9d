"""The examples that `--help` of each command shows: what to type, in the order of the work."""

from __future__ import annotations

from collections.abc import Mapping

# Command -> what to type and what comes of it. tests/commands/test_help.py reads each line as the command line would.
EXAMPLES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "new": (
        ("edition new notebooks", "an example to look at and to change"),
        ("edition new candide --from morley.docx gutenberg.txt review.html", "an edition of your own files"),
    ),
    "read": (
        ("edition read morley.docx", "how the file divides"),
        ("edition read *.txt --language fr", "several files, in French"),
    ),
    "build": (
        ("edition build", "all editions, all books"),
        ("edition build candide --only tei,html", "while you work: the page alone"),
        ("edition build --jobs auto", "all, by as many processes as there are processors"),
        ("edition build --shard 2/8", "the second of eight parts, as CI matrices and Slurm arrays have them"),
        ("edition build --executor dask://node1:8786", "all, on a cluster of Dask"),
    ),
    "serve": (
        ("edition serve", "the only edition there is"),
        ("edition serve candide --port 8080 --no-open", "from a script"),
    ),
    "review": (("edition review candide --most 50", "fifty questions, what matters most first"),),
    "report": (
        ("edition report candide --most 10", "the ten heaviest differences"),
        ("edition report candide -o readings.ods", "all readings as a table"),
        ("edition report candide --read readings.ods", "what you changed in it is decided"),
    ),
    "validate": (
        ("edition validate tei/candide.xml", "one document"),
        ("edition validate corpus --format sarif > found.sarif", "all of a folder, for a program"),
    ),
    "epub": (("edition epub tei/candide.xml --apparatus substantive -o candide.epub", "only what differs in sense"),),
    "html": (("edition html tei/candide.xml -o candide.html", "one file, which needs no server"),),
    "pdf": (
        ("edition pdf tei/candide.xml", "text, apparatus, notes"),
        ("edition pdf tei/candide.xml --parallel -o facing.pdf", "two texts on facing pages"),
    ),
    "witness": (("edition witness tei/candide.xml S > smollett.txt", "the text of S, as its translator wrote it"),),
    "export": (
        ("edition export tei/candide.xml --to docx -o candide.docx", "a Word document with footnotes"),
        ("edition export tei/candide.xml --to latex --parallel", "LaTeX with two texts on facing pages"),
        ("edition export tei/candide.xml --witness S", "TEI of one witness"),
    ),
    "import": (
        ("edition import collation.json -o candide.xml", "TEI of what CollateX wrote"),
        ("edition import candide.tex --witnesses A,B", "TEI of an edition in LaTeX"),
    ),
    "align": (
        ("edition align morley.txt smollett.txt", "passages and readings"),
        ("edition align --words pairs.tsv", "word links of sentence pairs"),
    ),
    "locate": (("edition locate review.txt morley.txt", "where the review quotes Morley"),),
    "explain": (("edition explain W105", "what the message means, what to write"),),
    "lsp": (("edition lsp", "for the settings of your editor: docs/lsp.md"),),
}


def epilog(command: str) -> str | None:
    """The examples of a command as the last lines of its help; None for a command without any.

    A line that only `\\b` stands on keeps click from filling the lines.
    """
    lines = EXAMPLES.get(command, ())
    if not lines:
        return None
    return "\n".join(("\b", f"Example{'s' if len(lines) > 1 else ''}:", *(f"  {typed}\n      {gives}" for typed, gives in lines)))
