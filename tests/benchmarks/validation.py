"""Measure how long validation takes, beside Jing's whole run: our schema and that of the whole TEI, one document and many.

Before that, how long findings of Schematron rules take, which must grow with their count and not with its square.

Run by `make bench`. Every figure but the first two is a process of its own, start of the program included, and the median of RUNS;
`seconds` are of the wall clock, so measure on a machine that does nothing else.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SHARED = ROOT.parent / "shared"
RUNS = 5
MEGABYTE = 1_000_000


def a_megabyte() -> str:
    """The specimen with its years again and again, each time 400 years later, so that leap years fall where they did."""
    text = (ROOT / "tei/specimen.xml").read_text(encoding="utf-8")
    head, years, foot = re.split(r'(?<=<body>)|(?=<div type="fragments">)', text)
    own = set(re.findall(r'xml:id="([^"]+)"', years))
    again = [years]
    while len(head) + sum(map(len, again)) + len(foot) < MEGABYTE:
        number = len(again)
        later = re.sub(r'(?<=["/])1\d{3}(?=[-"])', lambda match, number=number: str(int(match[0]) + 400 * number), years)
        # Whatever begins with #, or is an xml:id, and names something within the years.
        again.append(
            re.sub(
                r'((?:xml:id="|#))([^"# ]+)(?=[" ])',
                lambda match, number=number: f"{match[1]}{match[2]}.{number}" if match[2] in own else match[0],
                later,
            )
        )
    return head + "".join(again) + foot


DRY = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" xmlns:sch="http://purl.oclc.org/dsdl/schematron">
<start><ref name="any"/></start>
<define name="any"><element><anyName/><zeroOrMore><choice><text/><ref name="any"/></choice></zeroOrMore></element></define>
<sch:ns prefix="tei" uri="http://www.tei-c.org/ns/1.0"/>
<sch:pattern id="dry"><sch:rule context="tei:p"><sch:report test="true()">it is dry.</sch:report></sch:rule></sch:pattern>
</grammar>"""


def rule_findings(folder: Path) -> None:
    """Print how long so many findings of a rule take."""
    from edition.messages import Report
    from edition.tei.validation.checking import validate

    schema, document = folder / "dry.rng", folder / "dry.xml"
    schema.write_text(DRY, encoding="utf-8")
    for count in (8_000, 16_000, 32_000, 64_000):
        paragraphs = "<p>Dry.</p>\n" * count
        document.write_text(
            f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{paragraphs}</body></text></TEI>', encoding="utf-8"
        )
        taken = seconds(lambda: validate(document, Report(), schema))
        print(f"{f'{count} findings of a Schematron rule':62}{taken:9.3f}", flush=True)
    print()


def seconds(work: Callable[[], object]) -> float:
    """The median of several runs."""
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def process(*command: str | Path) -> Callable[[], object]:
    """A command as work; what it prints is dropped."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return lambda: subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def row(what: str, taken: float, jing: float) -> None:
    print(f"{what:62}{taken:9.3f}{taken / jing:12.2f}", flush=True)


def main() -> None:
    """Print the table."""
    sys.path.insert(0, str(ROOT))
    from edition.messages import Report
    from edition.tei.validation.checking import OWN_SCHEMA, validate
    from edition.tei.validation.structure import load_schema

    with tempfile.TemporaryDirectory() as name:
        rule_findings(Path(name))
    tei_all = SHARED / "schema/tei_all.rng"
    if not shutil.which("jing") or not tei_all.exists():
        print("Jing or ../shared/schema is not there: nothing to measure against.")
        return
    with tempfile.TemporaryDirectory() as name:
        large = Path(name) / "large.xml"
        large.write_text(a_megabyte(), encoding="utf-8")
        report = Report()
        validate(large, report)
        assert not report.errors, str(report.errors[0])
        small, many = SHARED / "notes/small.xml", [SHARED / "notes/small.xml"] * 50
        ours = (sys.executable, "-m", "edition", "validate")
        jing = seconds(process("jing", OWN_SCHEMA, large))
        print(f"{'':62}{'seconds':>9}{'of Jing':>12}")
        row("Jing, our schema, 1 MB", jing, jing)

        def load() -> None:
            load_schema.cache_clear()
            load_schema(OWN_SCHEMA)

        row("our schema loaded (its parts are read when asked for)", seconds(load), jing)
        row("1 MB with all rules, schema loaded", seconds(lambda: validate(large, Report())), jing)
        row("1 MB with all rules, a process", seconds(process(*ours, large)), jing)
        print()
        whole = SHARED / "corpus/synth-6080-apps.xml"
        for path in (small, whole):
            jing = seconds(process("jing", "-i", tei_all, path))
            row(f"Jing, tei_all, {path.name}", jing, jing)
            row(f"tei_all, {path.name}, a process", seconds(process(*ours, path, "--schema", tei_all)), jing)
        jing = seconds(process("jing", "-i", tei_all, *many))
        row("Jing, tei_all, 50 files", jing, jing)
        row("tei_all, 50 files, a process", seconds(process(*ours, *many, "--schema", tei_all)), jing)


if __name__ == "__main__":
    main()
