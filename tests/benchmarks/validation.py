"""Measure how long validation takes, beside Jing's whole run: our schema and that of the whole TEI, one document and many.

Before that, what must grow with its size and not with its square: findings and look-ups of Schematron rules, and the apparatus of
one paragraph taken out of the text and put in again.

Run by `make bench`. What stands beside Jing is a process of its own, start of the program included, and the shortest of RUNS, in
turns with Jing's; `seconds` are of the wall clock, so measure on a machine that does nothing else.
"""

from __future__ import annotations

import os
import re
import shutil
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


LOOKED_UP = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" xmlns:sch="http://purl.oclc.org/dsdl/schematron">
<start><ref name="any"/></start>
<define name="any"><element><anyName/><zeroOrMore><choice><attribute><anyName/></attribute><text/><ref name="any"/></choice>
</zeroOrMore></element></define>
<sch:ns prefix="tei" uri="http://www.tei-c.org/ns/1.0"/>
<sch:pattern><sch:rule context="tei:ref"><sch:assert test="substring(@target, 2) = //@xml:id">to nothing.</sch:assert></sch:rule>
</sch:pattern><sch:pattern><sch:rule context="tei:p"><sch:assert test="count(//*[@xml:id = current()/@xml:id]) = 1">twice.
</sch:assert></sch:rule></sch:pattern></grammar>"""


def rule_searches(folder: Path) -> None:
    """Print how long rules take that look for ids in the whole document, and the same document without them."""
    from edition.messages import Report
    from edition.tei.validation.checking import validate

    schema, plain, document = folder / "look.rng", folder / "plain.rng", folder / "look.xml"
    schema.write_text(LOOKED_UP, encoding="utf-8")
    plain.write_text(re.sub(r"<sch:pattern>[\s\S]*</sch:pattern>", "", LOOKED_UP), encoding="utf-8")
    for count in (1_000, 2_000, 4_000, 8_000):
        paragraphs = "".join(f'<p xml:id="p{n}">Dry, see <ref target="#p{n}">there</ref>.</p>\n' for n in range(count))
        document.write_text(
            f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{paragraphs}</body></text></TEI>', encoding="utf-8"
        )
        whole, structure = (seconds(lambda given=given: validate(document, Report(), given)) for given in (schema, plain))
        print(f"{f'{count} look-ups of ids, and without these rules':62}{whole:9.3f}{structure:12.3f}", flush=True)
    print()


def one_paragraph(folder: Path) -> None:
    """Print how long it takes to take the apparatus of one paragraph out of the text and to put it in again."""
    from edition.messages import Report
    from edition.model.apparatus_units import METHODS
    from edition.tei.export.interchange import external
    from edition.tei.reading.opening import open_tei

    entry = 'and <app><lem wit="#A">rain</lem><rdg wit="#B">hail</rdg></app> '
    for count in (2_500, 5_000, 10_000, 20_000):
        document, other = folder / "long.xml", folder / "other.xml"
        document.write_text(
            '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><sourceDesc><listWit><witness xml:id="A"/>'
            f'<witness xml:id="B"/></listWit></sourceDesc></fileDesc></teiHeader><text><body><p>{entry * count}</p></body></text>'
            "</TEI>",
            encoding="utf-8",
        )
        for method in METHODS:
            tree = open_tei(document, Report())
            out = seconds(lambda tree=tree, method=method: other.write_bytes(external(tree, method)))
            back = seconds(lambda other=other: open_tei(other, Report()))
            print(f"{f'{count} entries of one paragraph, {method}: out, in':62}{out:9.3f}{back:12.3f}", flush=True)
    print()


def seconds(work: Callable[[], object]) -> float:
    """The shortest of several runs: whatever else the machine does only adds to it."""
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def in_turns(*works: Callable[[], object]) -> list[float]:
    """The shortest of several runs of each, one after another in turns, so that what the machine does besides is shared."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(RUNS):
        for work, its in zip(works, taken, strict=True):
            start = time.perf_counter()
            work()
            its.append(time.perf_counter() - start)
    return [min(its) for its in taken]


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
        rule_searches(Path(name))
        one_paragraph(Path(name))
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
        jing, own = in_turns(process("jing", OWN_SCHEMA, large), process(*ours, large))
        print(f"{'':62}{'seconds':>9}{'of Jing':>12}")
        row("Jing, our schema, 1 MB", jing, jing)

        def load() -> None:
            load_schema.cache_clear()
            load_schema(OWN_SCHEMA)

        row("our schema loaded (its parts are read when asked for)", seconds(load), jing)
        row("1 MB with all rules, schema loaded", seconds(lambda: validate(large, Report())), jing)
        row("1 MB with all rules, a process", own, jing)
        print()
        whole = SHARED / "corpus/synth-6080-apps.xml"
        for path in (small, whole):
            jing, own = in_turns(process("jing", "-i", tei_all, path), process(*ours, path, "--schema", tei_all))
            row(f"Jing, tei_all, {path.name}", jing, jing)
            row(f"tei_all, {path.name}, a process", own, jing)
        jing = seconds(process("jing", "-i", tei_all, *many))
        row("Jing, tei_all, 50 files", jing, jing)
        row("tei_all, 50 files, a process", seconds(process(*ours, *many, "--schema", tei_all)), jing)


if __name__ == "__main__":
    main()
