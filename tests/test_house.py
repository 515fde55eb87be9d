"""What must hold of every file of the repository: no text in copyright, nothing of one machine, nothing too long to read."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

RUN = 8  # words in a row that two texts do not share by chance
LONGEST = 500  # lines of a module

# What belongs to one machine or to a package registry. Written so that this file does not match itself.
FOREIGN = {
    "a path of one machine": re.compile(r"(?<![\w.])/(?:work|farm|root|home/\w+)/"),
    "a package registry's host": re.compile(r"py(?:pi|thonhosted)\.org|npmj[s]\.(?:org|com)|(?:deb|security)\.debian\.[o]rg"),
    "a package registry's address": re.compile(r"https?://\S+/(?:simple/|packages/[0-9a-f]{2}/|debian/pool|-/\S+\.tgz)"),
}
UNFINISHED = re.compile(r"\b(?:TOD[O]|FIXM[E]|XX[X]|NotImplemented[E]rror)\b")


def files_of(root: Path) -> list[Path]:
    """The files that are tracked, or would be: what .gitignore names is left out. In an unpacked archive, all files."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    git = shutil.which("git")
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False) if git else None
    if listed and listed.returncode == 0:
        names = [name for name in listed.stdout.split("\0") if name]
    else:
        ours = re.compile(r"\.(?:venv|tools|git|\w+_cache|hypothesis)/|dist/|output/|tei/(?!specimen\b)|.*__pycache__/")
        names = [str(path.relative_to(root)) for path in root.rglob("*")]
        names = [name for name in names if not ours.match(name)]
    return [root / name for name in sorted(set(names)) if (root / name).is_file()]


@pytest.fixture(scope="module")
def texts(root: Path) -> dict[str, str]:
    """Every file of the repository that is text, by its name."""
    found = {}
    for path in files_of(root):
        try:
            found[str(path.relative_to(root))] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    assert "edition/model/__init__.py" in found
    return found


def runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return zip(*(words[start:] for start in range(RUN)), strict=False)


@pytest.mark.parametrize(("folder", "files"), [("serge", "*.txt"), ("translations", "*/*.txt")])
def test_no_file_shares_eight_words_in_a_row_with_texts_that_are_not_ours(
    folder: str, files: str, texts: dict[str, str], shared: Callable[[str], Path]
) -> None:
    """Those of Serge are in copyright; those of the other editions are not, and are kept out all the same."""
    sources = sorted(shared(folder).glob(files))
    assert len(sources) >= 5
    forbidden = {run for path in sources for run in runs(path.read_text(encoding="utf-8-sig"))}
    assert len(forbidden) > 10_000
    # Plain words without markup too: tags and entities do not hide a quotation.
    bare = re.compile(r"<[^>]*>")
    guilty = [
        name
        for name, text in texts.items()
        if any(run in forbidden for run in runs(text)) or any(run in forbidden for run in runs(bare.sub("", text)))
    ]
    assert not guilty, f"these hold text that is not ours: {guilty}"


def test_the_guard_sees_a_quotation(shared: Callable[[str], Path]) -> None:
    words = re.findall(r"\w+", (shared("serge") / "paris-review.txt").read_text(encoding="utf-8-sig"))
    forbidden = set(runs(" ".join(words)))
    assert any(run in forbidden for run in runs("He wrote: “" + ", ".join(words[100:108]) + "…”"))
    assert not any(run in forbidden for run in runs(" ".join(words[100:107])))


def test_nothing_compiled_from_texts_in_copyright_is_tracked(root: Path) -> None:
    names = [str(path.relative_to(root)) for path in files_of(root)]
    compiled = [name for name in names if re.match(r"output/|tei/(?!specimen\b)|sources/(?!specimen/)[^/]+/witnesses/", name)]
    assert not [name for name in compiled if not name.endswith("/.gitignore")]


@pytest.mark.parametrize("what", FOREIGN)
def test_no_file_holds(what: str, texts: dict[str, str]) -> None:
    places = [
        f"{name}:{text.count(chr(10), 0, match.start()) + 1}: {match.group()}"
        for name, text in texts.items()
        for match in FOREIGN[what].finditer(text)
    ]
    assert not places


def test_nothing_is_left_unfinished(texts: dict[str, str]) -> None:
    ours = {name: text for name, text in texts.items() if name.startswith(("edition/", "tests/", "tools/"))}
    assert not [name for name, text in ours.items() if UNFINISHED.search(text)]


def test_every_module_can_be_read_in_one_sitting(texts: dict[str, str]) -> None:
    sizes = {name: text.count("\n") for name, text in texts.items() if name.startswith("edition/") and name.endswith(".py")}
    assert not {name: size for name, size in sizes.items() if size > LONGEST}


def test_every_module_says_first_what_it_is(texts: dict[str, str]) -> None:
    silent = [
        name for name, text in texts.items() if name.startswith("edition/") and name.endswith(".py") and not text.startswith('"""')
    ]
    assert not silent
