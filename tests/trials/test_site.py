"""Sphinx makes the site without a warning, and each page of it leads only to what is there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html


def test_the_site_is_made_and_leads_nowhere_else(root: Path) -> None:
    pytest.importorskip("sphinx", reason="Sphinx is not installed (make site installs it)")
    done = subprocess.run([sys.executable, "tools/site/build.py"], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    site = root / "output/site"
    pages = sorted(site.glob("*.html"))
    assert {"index.html", "tutorial.html", "messages.html"} <= {page.name for page in pages}
    broken = []
    for page in pages:
        tree = html.parse(page)
        for target in (*tree.xpath("//a/@href"), *tree.xpath("//img/@src")):
            parts = urlsplit(str(target))
            if not parts.scheme and parts.path and not (page.parent / unquote(parts.path)).exists():
                broken.append(f"{page.name}: {target}")
    assert not broken
