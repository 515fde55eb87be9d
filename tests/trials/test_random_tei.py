"""A long trial of documents put together at random from the whole of the TEI's schema: no command fails of any of them.

Other documents each time; the seed of each that fails is told. `EDITION_TRIAL_SECONDS` says how long, a minute if it is not set.
"""

from __future__ import annotations

import os
import secrets
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import edition
from edition.errors import EditionError
from edition.model.apparatus_units import METHODS
from edition.tei.validation.checking import OWN_SCHEMA
from tests.tei.random_documents import random_document, schema_of

SHARED = Path(__file__).resolve().parent.parent.parent.parent / "shared/schema/tei_all.rng"
SECONDS = int(os.environ.get("EDITION_TRIAL_SECONDS", "60"))
# Seconds of the processor that one command may take for a document.
LONGEST = 60
# A PDF takes as long as ten other books.
PDF_EVERY = 12


class TooSlowError(Exception):
    """A command took longer than LONGEST."""


def commands(document: Path, folder: Path, *, pdf: bool) -> dict[str, Callable[[], object]]:
    """What is done with each document, by name."""
    schema = SHARED if SHARED.is_file() else OWN_SCHEMA
    found: dict[str, Callable[[], object]] = {
        "validate": lambda: edition.validate(document, schema),
        "epub": lambda: edition.write_book("epub", document, folder / "x.epub"),
        "epub of one witness": lambda: edition.write_book("epub", document, folder / "y.epub", reading="B"),
        "units": lambda: edition.open_tei(document).apparatus.to_dict(),
        **{f"witness {siglum}": lambda siglum=siglum: edition.open_tei(document).witness(siglum).to_dict() for siglum in "AB"},
        **{f"export {method}": lambda method=method: exported(document, folder, method) for method in METHODS},
        "export of one witness": lambda: edition.open_tei(document).alone("A"),
    }
    if pdf:
        found["pdf"] = lambda: edition.write_book("pdf", document, folder / "x.pdf")
    return found


def exported(document: Path, folder: Path, method: str) -> None:
    """Export by a method, and open what came of it."""
    (folder / "other.xml").write_bytes(edition.open_tei(document).external(method))
    edition.open_tei(folder / "other.xml")


def fault(work: Callable[[], object]) -> str:
    """What goes wrong with a command besides what it may: "" for nothing."""

    def stop(number: int, frame: object) -> None:
        raise TooSlowError(f"more than {LONGEST} seconds")

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        work()
    except EditionError as error:
        return str(error) if error.message.code.startswith("E90") else ""
    except Exception:
        return traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return ""


def test_no_command_fails_of_a_document_put_together_at_random(tmp_path: Path) -> None:
    schema = schema_of(SHARED, OWN_SCHEMA)
    first, faults, made = secrets.randbelow(10**9), [], 0
    sys.stdout.write(f"first seed: {first}\n")
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        seed = first + made
        document = tmp_path / "random.xml"
        document.write_text(random_document(schema, seed), encoding="utf-8")
        for name, work in commands(document, tmp_path, pdf=made % PDF_EVERY == 0).items():
            if told := fault(work):
                faults.append(f"seed {seed}, {name}: {told}")
                sys.stdout.write(f"{faults[-1]}\n")
                sys.stdout.flush()
        made += 1
    sys.stdout.write(f"{made} documents, {len(faults)} faults\n")
    assert not faults
