"""The site of the documentation: the contents have every page, and links of the repository lead to where things are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.site.build import CONTENTS, TOP, moved, pages


def test_the_contents_have_every_page_once(root: Path) -> None:
    listed = [name for names in CONTENTS.values() for name in names]
    there = {path.stem for path in (root / "docs").glob("*.md")} | {Path(name).stem for name in TOP.values()}
    assert sorted(listed) == sorted(there - {"index"})


@pytest.mark.parametrize(
    ("page", "written", "on_the_site"),
    [
        ("README.md", "[first](docs/tutorial.md#two), [all](docs/pdf.md)", "[first](tutorial.md#two), [all](pdf.md)"),
        ("README.md", "the [licence](LICENSE)", "the licence"),
        ("README.md", "[![a page](docs/pictures/a.png)](docs/pdf.md)", "[![a page](pictures/a.png)](pdf.md)"),
        ("docs/words.md", "![a wall](../tests/wall.png)", "a wall"),
        ("docs/words.md", "![away](https://example.org/a.png)", "![away](https://example.org/a.png)"),
        ("docs/shapes.md", "[how](../CONTRIBUTING.md#to-add)", "[how](contributing.md#to-add)"),
        ("docs/words.md", "[it](../training/cuts.py), [below](#there)", "it, [below](#there)"),
        ("docs/words.md", "```\n[a](b)\n```\n", "```\n[a](b)\n```\n"),
        ("docs/words.md", "[away](https://example.org/a.md)", "[away](https://example.org/a.md)"),
    ],
)  # fmt: skip
def test_a_link_leads_to_where_its_page_is_on_the_site(page: str, written: str, on_the_site: str) -> None:
    known = {**pages(), "docs/pictures/a.png": "pictures/a.png"}
    assert moved(written, page, known) == on_the_site
