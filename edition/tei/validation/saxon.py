"""Turn a document into what a stylesheet of XSLT 3 makes of it, with Saxon in a process that is stopped if it takes too long.

Saxon is the extra `schematron`. It is given the document as it was parsed here: without DOCTYPE, with entities expanded.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tempfile
import threading
from functools import cache
from pathlib import Path

from lxml import etree

from edition.tei.reading.safety import safe_parser

# Seconds after which the process is stopped. By eye: a rule of a schema, which may come from anyone, need not end.
PATIENCE = 60


def is_there() -> bool:
    """Tell whether Saxon is installed."""
    return importlib.util.find_spec("saxonche") is not None


@cache
def _process() -> subprocess.Popen[str]:
    """Start the process for the first document; it is kept for the next ones, and ends when its input does."""
    command = [sys.executable, "-m", __name__]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=quiet, encoding="utf-8")


def transform(stylesheet: etree._ElementTree, tree: etree._ElementTree) -> etree._Element | None:
    """Give the root of what the stylesheet makes of a document; None if Saxon failed, or was not ready after PATIENCE seconds."""
    with tempfile.TemporaryDirectory(prefix="edition-") as name:
        folder = Path(name)
        (folder / "rules.xsl").write_bytes(etree.tostring(stylesheet, encoding="utf-8"))
        (folder / "document.xml").write_bytes(etree.tostring(tree.getroot(), encoding="utf-8", with_tail=False))
        if not _asked(name):
            _process().kill()
            _process.cache_clear()
            return None
        return etree.fromstring((folder / "result.xml").read_bytes(), safe_parser())


def _asked(folder: str) -> bool:
    """Let the process run the stylesheet in a folder. Returns whether it was ready in time."""
    process = _process()
    assert process.stdin is not None
    assert process.stdout is not None
    stop = threading.Timer(PATIENCE, process.kill)
    stop.start()
    try:
        process.stdin.write(f"{folder}\n")
        process.stdin.flush()
        return process.stdout.readline() == "ready\n"
    except OSError:
        return False
    finally:
        stop.cancel()


def main() -> None:
    """Run the process: for each folder named on a line of the input, apply rules.xsl to document.xml, write result.xml, and answer
    “ready”.
    """
    from saxonche import PySaxonProcessor

    with PySaxonProcessor(license=False) as processor:
        # No rule reads a file: doc(), unparsed-text() and the like fail.
        processor.set_configuration_property("http://saxon.sf.net/feature/allowedProtocols", "")
        compiler = processor.new_xslt30_processor()
        for line in sys.stdin:
            folder = Path(line.rstrip("\n"))
            rules, document = ((folder / name).read_text(encoding="utf-8") for name in ("rules.xsl", "document.xml"))
            stylesheet = compiler.compile_stylesheet(stylesheet_text=rules)
            result = stylesheet.transform_to_string(xdm_node=processor.parse_xml(xml_text=document))
            (folder / "result.xml").write_text(result, encoding="utf-8")
            sys.stdout.write("ready\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
