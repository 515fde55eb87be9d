"""Turn docs/ and the pages at the top of the repository into a site of plain files, output/site/. Run by `make site`.

The pages are written for the repository, where they are read as they stand. For the site they are copied to output/site-pages/; a
link that leads to something which is not on the site, such as a module, becomes the words of the link, and a picture its
description. A warning of Sphinx ends it.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent.parent
OUTPUT = ROOT / "output"

# A page of the repository -> its name on the site; those of docs/ keep theirs.
TOP = {
    "README.md": "index.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
    "tests/README.md": "tests.md",
}
# What the contents list, under these headings. What is missing here is a warning of Sphinx.
CONTENTS = {
    "Begin": ("tutorial", "coming-from", "pipeline", "modules"),
    "Texts": ("shapes", "imports", "reading", "languages"),
    "The edition": ("edition-toml", "decisions", "desk", "lsp", "messages", "scale"),
    "How texts are compared": ("alignment", "words", "quotations"),
    "Results": ("encoding", "screen", "books", "pdf", "exports", "validation"),
    "From Python": ("api",),
    "The project": ("contributing", "tests", "changelog", "licences", "security"),
}
_LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|!\[[^\]]*\]\([^)]*\))+)\]\(([^)\s#]*)(#[^)\s]*)?\)")
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")


def pages() -> dict[str, str]:
    """Every page and file of the site: its place in the repository -> its place on the site."""
    found = dict(TOP)
    for path in sorted((ROOT / "docs").rglob("*")):
        if path.is_file():
            found[path.relative_to(ROOT).as_posix()] = path.relative_to(ROOT / "docs").as_posix()
    return found


def moved(text: str, page: str, known: dict[str, str]) -> str:
    """A page of the repository as it stands on the site: links and pictures lead to where things are there.

    `page`: its place in the repository.
    """
    here = PurePosixPath(known[page]).parent

    def place(target: str) -> str | None:
        wanted = os.path.normpath(PurePosixPath(page).parent / target)
        return os.path.relpath(known[wanted], here) if wanted in known else None

    def link(match: re.Match[str]) -> str:
        words, target, anchor = match[1], match[2], match[3] or ""
        if not target or "://" in target:
            return match[0]
        found = place(target)
        return words if found is None else f"[{words}]({found}{anchor})"

    def picture(match: re.Match[str]) -> str:
        if "://" in match[2]:
            return match[0]
        found = place(match[2])
        return match[1] if found is None else f"![{match[1]}]({found})"

    # Nothing within a block of code is a link.
    parts = re.split(r"(^```.*?^```$)", text, flags=re.MULTILINE | re.DOTALL)
    return "".join(part if number % 2 else _PICTURE.sub(picture, _LINK.sub(link, part)) for number, part in enumerate(parts))


def contents() -> str:
    """The contents, which stand at the side of every page."""
    blocks = (
        "\n".join(("```{toctree}", f":caption: {caption}", ":hidden:", "", *names, "```")) for caption, names in CONTENTS.items()
    )
    return "\n\n".join(("", *blocks, ""))


def main() -> int:
    """Make the site. Returns the exit status of Sphinx."""
    from sphinx.cmd.build import main as sphinx

    known = pages()
    staged, site = OUTPUT / "site-pages", OUTPUT / "site"
    for folder in (staged, site):
        shutil.rmtree(folder, ignore_errors=True)
    for place, name in known.items():
        target = staged / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.suffix == ".md":
            text = moved((ROOT / place).read_text(encoding="utf-8"), place, known)
            target.write_text(text + (contents() if name == "index.md" else ""), encoding="utf-8")
        else:
            shutil.copy(ROOT / place, target)
    options = ["--fail-on-warning", "--keep-going", "--quiet", "-d", str(OUTPUT / "site-pages/.doctrees")]
    return sphinx([*options, "-c", str(ROOT / "tools/site"), str(staged), str(site)])


if __name__ == "__main__":
    sys.exit(main())
