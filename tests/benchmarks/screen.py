"""Measure the page on screen on made-up editions of two texts: its size, how soon it opens, how fast it searches and scrolls.

Run by `make bench`. Chromium without a window opens each page three times, without a cache; of each figure the median is told, and
below it what was asked for when the page was planned. "whole": when all of the page has been read and its program has run.
"frames": in a second of scrolling, 60 pixels a frame, through text that is laid out on the way; they are fewer where other programs
run. "ms a frame": the processor time that the page itself takes for one, of which there are 20 where there are 50 frames.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
from tests.benchmarks.made_edition import write_edition

ROOT = Path(__file__).resolve().parent.parent.parent
# Words a side and readings.
SIZES = ((100_000, 6_000), (250_000, 15_000))
RUNS = 3
# Times the bytes of the bare texts; seconds to the first text; milliseconds of a search; frames in a second.
MOST_BYTES, MOST_SECONDS, MOST_SEARCH, LEAST_FRAMES = 3.5, 1.0, 100, 50
# A common word, a rare one, two words, and none.
QUERIES = ("ba", "zezi", "goda ba", "xxx")
PAINTED = "return performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
WHOLE = """
const [page] = performance.getEntriesByType("navigation");
return document.body.dataset.ready === "" && page.loadEventEnd;
"""
SEARCH = """
const field = document.getElementById("query");
document.getElementById("searching").open = true;
document.body.dataset.searched = "";
field.value = arguments[0];
field.dispatchEvent(new Event("input"));
"""
SCROLL = """
const done = arguments[0];
document.getElementById("searching").open = false;
scrollTo(0, 3000);
let frames = 0;
const began = performance.now();
function next(now) {
  frames += 1;
  scrollBy(0, 60);
  if (now - began < 2000) requestAnimationFrame(next);
  else done([frames / ((now - began) / 1000), frames]);
}
requestAnimationFrame(next);
"""


def installed() -> bool:
    """Whether Chromium, its driver and Selenium are there."""
    return bool(shutil.which("chromium") and shutil.which("chromedriver") and find_spec("selenium"))


def browser() -> Any:
    """Debian's Chromium without a window."""
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 1600, "height": 1000, "deviceScaleFactor": 1, "mobile": False}
    )
    return driver


def wait(driver: Any, script: str) -> Any:
    """What a script gives, once it gives something."""
    for _ in range(2000):
        if found := driver.execute_script(script):
            return found
        time.sleep(0.01)
    raise TimeoutError(script)


def processor_seconds(driver: Any) -> float:
    """The processor time that the main thread of a page has used."""
    metrics = driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
    return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))


def opened(page: Path) -> tuple[float, float, float, float, float]:
    """Open a page in a new browser: seconds to its first text and to its whole, ms of the slowest search, frames in a second, and
    ms of the processor for a frame.
    """
    driver = browser()
    try:
        driver.get(page.as_uri())
        whole = wait(driver, WHOLE)
        painted = wait(driver, PAINTED)
        searches = []
        for query in ("first", *QUERIES):
            driver.execute_script(SEARCH, query)
            searches.append(float(wait(driver, "return document.body.dataset.searched")))
        # The first search also makes the index, if the browser had no time for it yet.
        driver.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})
        before = processor_seconds(driver)
        frames, count = driver.execute_async_script(SCROLL)
        taken = 1000 * (processor_seconds(driver) - before) / count
        return painted / 1000, whole / 1000, max(searches[1:]), frames, taken
    finally:
        driver.quit()


def main() -> None:
    print("edition html, two texts and their readings, Chromium at 1600 by 1000")
    heads = (
        "words a side",
        "readings",
        "made in s",
        "MB",
        "× texts",
        "first text s",
        "whole s",
        "search ms",
        "frames",
        "ms a frame",
    )
    print("".join(f"{head:>{wide}}" for head, wide in zip(heads, (14, 10, 11, 7, 9, 14, 9, 11, 8, 12), strict=True)))
    with tempfile.TemporaryDirectory() as folder:
        for words, readings in SIZES:
            document, page = Path(folder) / "made.xml", Path(folder) / "made.html"
            bare = write_edition(document, words, readings)
            began = time.monotonic()
            command = [sys.executable, "-m", "edition", "html", str(document), "-o", str(page)]
            subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
            made, size = time.monotonic() - began, page.stat().st_size
            line = f"{words:>14,}{readings:>10,}{made:>11.1f}{size / 1e6:>7.2f}{size / bare:>9.2f}"
            if not installed():
                print(line + "   Chromium, its driver or Selenium is not installed")
                continue
            figures = [statistics.median(column) for column in zip(*(opened(page) for _ in range(RUNS)), strict=True)]
            print(line + f"{figures[0]:>14.2f}{figures[1]:>9.2f}{figures[2]:>11.1f}{figures[3]:>8.0f}{figures[4]:>12.1f}")
    print(
        f"{'asked for':>42}{MOST_BYTES:>9}{MOST_SECONDS:>14}{'':>9}{MOST_SEARCH:>11}{LEAST_FRAMES:>8}{1000 / LEAST_FRAMES:>12.1f}"
    )


if __name__ == "__main__":
    main()
