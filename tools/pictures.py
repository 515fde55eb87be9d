"""Turn the steps of docs/tutorial.md and the specimen into the pictures of docs/pictures/. Run by `make pictures`.

It takes Chromium, its driver and poppler-utils. A picture is kept to a palette, because few colours make a small file;
tests/test_tutorial.py holds the limit of 60 kB.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image
from selenium import webdriver

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tools.tutorial import follow

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs/pictures"
# By eye: letters with their grey edges look as before.
_COLOURS = 24


def run(arguments: list[str], folder: Path) -> str:
    """Run `edition …` in a folder and give what it printed."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1700000000"}
    command = [sys.executable, "-m", "edition", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return done.stdout + done.stderr


@contextlib.contextmanager
def chromium() -> Iterator[Any]:
    """Give a Chromium without a window."""
    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=shutil.which("chromedriver")))
    try:
        yield driver
    finally:
        driver.quit()


def screen(driver: Any, page: str, name: str, size: tuple[int, int], beginning: str = "", act: str = "", wait: int = 1500) -> None:
    """Take a picture of the page of an address at a size in CSS pixels, where the first element stands whose id has this
    beginning, and so many milliseconds after a script has acted.
    """
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False}
    )
    driver.get("about:blank")
    driver.get(page)
    if beginning:
        driver.execute_script('location.hash = document.querySelector(`[id^="${arguments[0]}"]`).id', beginning)
    driver.execute_async_script("setTimeout(arguments[0], 1500)")  # what is lit is lit after the page stands
    if act:
        driver.execute_script(act)
        driver.execute_async_script("setTimeout(arguments[1], arguments[0])", wait)
        # How long a build took is another time each time.
        driver.execute_script("document.getElementById('pulse')?.remove()")
    kept(Image.open(io.BytesIO(driver.get_screenshot_as_png())), name)


def leaf(book: Path, words: str, name: str, *, resolution: int = 85) -> None:
    """Take a picture of the first page of a PDF on which some words stand, at so many points an inch."""
    text = subprocess.run(["pdftotext", str(book), "-"], capture_output=True, text=True, check=True).stdout
    page = str(next(number for number, one in enumerate(text.split("\f"), 1) if words in one))
    with tempfile.TemporaryDirectory() as folder:
        taken = Path(folder) / "leaf"
        options = ["-r", str(resolution), "-f", page, "-l", page, "-png", "-singlefile"]
        subprocess.run(["pdftoppm", *options, str(book), str(taken)], check=True)
        kept(Image.open(taken.with_suffix(".png")), name)


def kept(picture: Image.Image, name: str) -> None:
    """Keep a picture with few colours and a thin frame."""
    picture = picture.convert("RGB")
    framed = Image.new("RGB", (picture.width + 2, picture.height + 2), (170, 170, 170))
    framed.paste(picture, (1, 1))
    framed.quantize(_COLOURS, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True)
    sys.stdout.write(f"{name}.png {(PICTURES / f'{name}.png').stat().st_size} bytes\n")


def tutorial(driver: Any, folder: Path) -> None:
    """Take the pictures of the tutorial."""
    for block, _, at in follow(folder, run):
        page = (at / "output/toll-house.html").as_uri()
        if "edition new" in block.text:
            screen(driver, page, "tutorial-page", (900, 520), "e.1.a.not-")
        elif "edition build --only" in block.text:
            screen(driver, page, "tutorial-corrected", (900, 520), "e.2.a.stood-")
        elif "edition build" in block.text:
            leaf(at / "output/toll-house.pdf", "Nobody had paid", "tutorial-print")


def specimen(driver: Any, folder: Path) -> None:
    """Take a picture of each kind of output, of the specimen."""
    shutil.copy(ROOT / "tei/specimen.xml", folder)
    for kind in ("html", "epub", "pdf"):
        run([kind, "specimen.xml", "-o", f"specimen.{kind}"], folder)
    page = (folder / "specimen.html").as_uri()
    screen(driver, page, "specimen-html", (1000, 640), _READING)
    for name, size, at, act in _ON_THE_PAGE:
        driver.get(page)
        driver.execute_script("localStorage.clear()")
        screen(driver, page, name, size, at, act)
    leaf(folder / "specimen.pdf", "PLM guard", "specimen-pdf")
    with zipfile.ZipFile(folder / "specimen.epub") as book:
        book.extractall(folder / "book")
    pages = sorted((folder / "book").rglob("*.xhtml"))
    entry = next(page for page in pages if 'id="e.1931-03-03"' in page.read_text(encoding="utf-8"))
    screen(driver, entry.as_uri(), "specimen-epub", (560, 720))


# A reading of the specimen, and the sentence after it.
_READING, _SENTENCE = "e.1931-03-03.a.third", "e.1931-03-03.b.from"
# Pictures of the page: a name, a size, where, and what is done there.
_ON_THE_PAGE = (
    (
        "screen-one",
        (380, 620),
        "",
        "document.getElementById('view-one').click();"
        f"const row = document.querySelector('[id^=\"{_SENTENCE}\"]'); row.querySelector('.a p').click();"
        "row.scrollIntoView({ block: 'center' })",
    ),
    (
        "screen-search",
        (900, 520),
        "",
        "document.getElementById('strip').open = false; document.getElementById('searching').open = true;"
        "const field = document.getElementById('query'); field.value = 'zephirin'; field.dispatchEvent(new Event('input'))",
    ),
    ("screen-differences", (900, 520), "", "document.getElementById('heaviest').open = true"),
)


def desk(driver: Any, folder: Path) -> None:
    """Take a picture of the desk, at a reading of the specimen for which something is decided."""
    from edition.desk.server import DeskServer

    edition = folder / "sources/specimen"
    shutil.copytree(ROOT / "sources/specimen", edition)
    server = DeskServer(edition, tell=lambda outcome: None)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        while not server.server.started:
            time.sleep(0.1)
        driver.get(server.address)
        for _ in range(600):
            if driver.execute_script("return document.body?.dataset.ready === ''"):
                break
            time.sleep(0.1)
        # What may be decided is asked of the server; then the page comes anew.
        decide = (
            "const again = setInterval(() => { const one = [...document.querySelectorAll('#deciding button')]"
            ".find((one) => one.textContent === 'stylistic'); if (one) { clearInterval(again); one.click() } }, 100)"
        )
        screen(driver, f"{server.key.origin}/", "desk-decide", (1000, 640), _READING, decide, wait=15_000)
    finally:
        driver.get("about:blank")  # which ends what the page still listens to
        server.stop()
        thread.join()


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as made, chromium() as driver:
        for name, take in (("tutorial", tutorial), ("specimen", specimen), ("desk", desk)):
            folder = Path(made) / name
            folder.mkdir()
            take(driver, folder)


if __name__ == "__main__":
    main()
