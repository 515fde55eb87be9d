"""Turn the first sentence of each module into docs/modules.md, in the order of the work. Run by `make modules`."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs/modules.md"

# The folders in the order of the work, each with what it is for.
FOLDERS = {
    "edition": "What a script calls, and what all others stand on",
    "edition/model": "The types between the steps",
    "edition/messages": "Every message",
    "edition/language": "What is known of a language",
    "edition/text": "One text as a string, with the places of its blocks",
    "edition/storage": "What lies on disk between runs",
    "edition/project": "edition.toml and what lies beside it; files into a new edition",
    "edition/readers": "Step 1: a document into entries: what all shapes share",
    "edition/readers/shapes": "Step 1: a file into a document: one module a shape, and what these share",
    "edition/readers/shapes/pdf": "Step 1: a PDF into a document",
    "edition/alignment": "Step 2: two running texts into beads",
    "edition/collation": "Step 3: beads into variants, and these into variation units",
    "edition/decisions": "The editor’s hand, and what the program asks",
    "edition/pipeline": "The steps in order, and their results",
    "edition/tei": "Step 4: what all of TEI stands on",
    "edition/tei/encoding": "Step 4: an edition and its sources into TEI",
    "edition/tei/reading": "Step 4: any TEI into a tree, and a tree into the text of one witness",
    "edition/tei/validation": "Step 4: TEI into faults",
    "edition/tei/validation/relaxng": "Step 4: a schema into what may come next",
    "edition/tei/export": "Step 4: TEI into what other programs read",
    "edition/imports": "Step 4: what other programs wrote, into TEI",
    "edition/writers": "Step 5: the table of kinds of book, and their settings",
    "edition/writers/book": "Step 5: TEI into a book of no kind yet",
    "edition/writers/epub": "Step 5: a book into an EPUB",
    "edition/writers/html": "Step 5: a book into the page on screen",
    "edition/writers/pdf": "Step 5: a book into a PDF",
    "edition/desk": "The page of an edition at work",
    "edition/live": "What an editor of text is told while somebody types",
    "edition/commands": "The command line: one module a command",
}
HEAD = """# Every module

What each module turns into what, in the first sentence of its own text, folder by folder in the order in which a text goes through
them. [pipeline.md](pipeline.md) tells the same as a story.

This page is made from the modules by `make modules`; do not change it by hand.
"""


def modules() -> dict[str, list[Path]]:
    """The modules of each folder of the package, by the folder's path in the repository."""
    found: dict[str, list[Path]] = {}
    for path in sorted((ROOT / "edition").rglob("*.py")):
        if path.name != "__main__.py":
            found.setdefault(path.parent.relative_to(ROOT).as_posix(), []).append(path)
    return found


def first_sentence(module: Path) -> str:
    """The first sentence of a module's docstring, on one line; "" where it has none."""
    said = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    paragraph = " ".join(said.partition("\n\n")[0].split())
    sentence = re.match(r".*?[.!?](?=\s+[A-Z`]|$)", paragraph)
    # What means something to Markdown is escaped, but in `code`.
    parts = re.split(r"(`[^`]*`)", sentence[0] if sentence else paragraph)
    return "".join(part if number % 2 else re.sub(r"([|\[\]<*_])", r"\\\1", part) for number, part in enumerate(parts))


def document() -> str:
    """The page. Raises KeyError: a folder of the package is none of FOLDERS."""
    found = modules()
    if unknown := found.keys() - FOLDERS.keys():
        raise KeyError(f"FOLDERS has no words for {sorted(unknown)}")
    parts = [HEAD]
    for folder, title in FOLDERS.items():
        if folder in found:
            rows = [
                (folder if path.name == "__init__.py" else path.stem, first_sentence(path))
                for path in found[folder]
                if path.stat().st_size
            ]
            parts.append(f"## `{folder}/`\n\n{title}.\n")
            parts.append(
                "\n".join(("| module | what it does |", "| --- | --- |", *(f"| `{name}` | {said} |" for name, said in rows)))
            )
            parts.append("")
    return "\n".join(parts)


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
