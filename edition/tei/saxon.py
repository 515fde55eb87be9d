"""Turn a stylesheet of XSLT 3 and a document into its result by Saxon, in a process that is stopped when it takes too long.

Saxon is the extra `schematron`. It sees the document as it was parsed here: without DOCTYPE, entities put in.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tempfile
from pathlib import Path

from lxml import etree

from edition.tei.safety import safe_parser

# Seconds after which the process is stopped.
PATIENCE = 60


def is_there() -> bool:
    """Whether Saxon is installed."""
    return importlib.util.find_spec("saxonche") is not None


def transform(stylesheet: etree._ElementTree, tree: etree._ElementTree) -> etree._Element | None:
    """The root of what the stylesheet makes of a document; None where it was not ready in time, or Saxon failed at it."""
    with tempfile.TemporaryDirectory(prefix="edition-") as name:
        folder = Path(name)
        (folder / "rules.xsl").write_bytes(etree.tostring(stylesheet))
        (folder / "document.xml").write_bytes(etree.tostring(tree.getroot(), encoding="utf-8", with_tail=False))
        command = [sys.executable, "-m", __name__, str(folder)]
        try:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return None
        return etree.fromstring(done.stdout, safe_parser()) if done.returncode == 0 and done.stdout else None


def main() -> None:
    """Run rules.xsl on document.xml in the folder that is named, and write what comes of it."""
    from saxonche import PySaxonProcessor

    folder = Path(sys.argv[1])
    with PySaxonProcessor(license=False) as processor:
        stylesheet = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(folder / "rules.xsl"))
        sys.stdout.write(stylesheet.transform_to_string(source_file=str(folder / "document.xml")))


if __name__ == "__main__":
    main()
