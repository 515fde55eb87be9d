"""Measure how long it takes from saving a text to seeing the change on the page of `edition serve`, in Chromium.

Run by `make bench`. Two editions: one of 100,000 words a side in made-up renderings (rebuilding.py), and, where its texts are found
(EDITION_TEXTS, or folders as arguments), `serve` of sources/serge. In each round another word of a text is put for one that stands
nowhere else; the page is asked again and again whether it has the word. "seen": by the clock, until the word stands on a page that
has been painted. "process": the processor seconds of the server until then; "checked": by the clock, until the page says so. Told
are the median and the slowest of the rounds.
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
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.benchmarks.rebuilding import renderings, workspace  # noqa: E402
from tests.benchmarks.screen import browser, installed  # noqa: E402

WORDS = int(os.environ.get("WORDS", "100000"))
ROUNDS = int(os.environ.get("RUNS", "5"))
# A page of so many words is asked so often, in seconds, that asking takes little of the time.
ASK = 0.02
LONGEST = 600.0
SEEN = """
const word = arguments[0];
return document.body?.dataset.ready === "" && performance.getEntriesByType("paint").length > 0
  && (document.getElementById("text")?.textContent.includes(word) ?? false);
"""
CHECKED = "return document.getElementById('pulse')?.textContent ?? ''"
# The sentence with the word stands in the middle of the screen, as where an editor works.
GO = """
const row = [...document.querySelectorAll("#text .r")].find((row) => row.textContent.includes(arguments[0]));
row?.scrollIntoView({ block: "center" });
return row !== undefined;
"""


def changes(text: str) -> Iterator[tuple[str, str, str]]:
    """A text with one word changed, each time another, further on: what stands before the word, the new word, the text."""
    words = list(re.finditer(r"(?<= )[a-z]{4,}(?= )", text))
    for number in range(ROUNDS):
        found = words[len(words) * (number + 1) // (ROUNDS + 1)]
        word = f"{chr(ord('a') + number)}otherwise"
        yield text[found.start() - 24 : found.end()].rpartition("\n")[2], word, text[: found.start()] + word + text[found.end() :]


def processor_seconds(process: int) -> float:
    """What a process has used of the processor: Linux, proc(5)."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def until(driver: Any, script: str, *given: str, holds: Any = bool) -> None:
    """Ask a page until it says so. While it is opened anew it answers nothing."""
    from selenium.common.exceptions import WebDriverException

    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        try:
            if holds(driver.execute_script(script, *given)):
                return
        except WebDriverException:
            pass
        time.sleep(ASK)
    raise TimeoutError(script)


def served(folder: Path, name: str, file: Path, *texts: str) -> list[tuple[float, float, float]]:
    """Serve an edition, change one of its texts round after round: seconds to the page, of the processor, and to the check."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(folder / "cache"), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "edition", "serve", name, "--no-open", *(part for each in texts for part in ("--texts", each))]
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    driver = browser()
    try:
        driver.get(process.stdout.readline().split()[-1])
        built = lambda words: words.startswith("Built in")  # noqa: E731
        until(driver, CHECKED, holds=built)
        made = []
        original = file.read_text(encoding="utf-8")
        for near, word, text in changes(original):
            until(driver, "return document.body?.dataset.ready === ''")
            driver.execute_script(GO, near.strip())
            time.sleep(1)
            before, began = processor_seconds(process.pid), time.monotonic()
            file.write_text(text, encoding="utf-8")
            until(driver, SEEN, word)
            seen, used = time.monotonic() - began, processor_seconds(process.pid) - before
            until(driver, CHECKED, holds=built)
            made.append((seen, used, time.monotonic() - began))
        return made
    finally:
        driver.quit()
        process.terminate()
        process.wait()


def editions(folder: Path, texts: list[str]) -> Iterator[tuple[str, str, Path]]:
    """The editions to be served: what they are called here, their name, and the file to be changed."""
    source = ROOT / "sources/serge"
    described = source / "edition.toml"
    base = re.search(r'^file = "(.+)"', described.read_text(encoding="utf-8"), re.MULTILINE) if described.is_file() else None
    found = next((Path(each) / base[1] for each in texts if (Path(each) / base[1]).is_file()), None) if base else None
    if found is not None:
        shutil.copytree(source, folder / "sources/serge")
        for path in found.parent.iterdir():
            if path.is_file():
                shutil.copy(path, folder / "sources/serge/witnesses" / path.name)
        yield "Serge", "serge", folder / "sources/serge/witnesses" / found.name
    yield f"made up, {WORDS:,} words a side", "days", workspace(folder, renderings(WORDS))


def main() -> None:
    """Print the table."""
    print("edition serve: a word of a text is saved, in seconds: median and slowest")
    if not installed():
        print("Chromium, its driver or Selenium is not installed")
        return
    texts = [*sys.argv[1:], *filter(None, os.environ.get("EDITION_TEXTS", "").split(os.pathsep))]
    print(f"{'edition':38}{'seen':>14}{'process':>14}{'checked':>14}")
    with tempfile.TemporaryDirectory() as name:
        for title, edition, file in editions(Path(name), texts):
            columns = zip(*served(Path(name), edition, file), strict=True)
            told = (f"{statistics.median(column):.2f} {max(column):.2f}" for column in columns)
            print(f"{title:38}" + "".join(f"{each:>14}" for each in told), flush=True)


if __name__ == "__main__":
    main()
