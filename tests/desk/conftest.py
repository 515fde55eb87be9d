"""What the tests of the desk share: a workspace with the example, and a server of it in a thread of its own."""

from __future__ import annotations

import http.client
import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette")

from edition.desk.preview import BuildOutcome
from edition.desk.server import DeskServer

# A test waits so long for what a server does. What comes at all comes in a second or two.
LONGEST = 60.0


@dataclass
class Served:
    """A server of an edition. `outcomes`: what came of each build, as it was told."""

    server: DeskServer
    thread: threading.Thread
    outcomes: list[BuildOutcome] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        return self.server.preview.folder

    def until(self, done: Callable[[], Any]) -> Any:
        """What a function gives once it gives something."""
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            if found := done():
                return found
            time.sleep(0.02)
        raise AssertionError("it never came")

    def built(self, count: int) -> BuildOutcome:
        """The outcome of the build of this number, from 1."""
        return self.until(lambda: len(self.outcomes) >= count and self.outcomes[count - 1])

    def ask(self, path: str, body: object = None, **headers: str | None) -> tuple[int, str]:
        """Send a request as the page does, and give the status and the words of the answer. A header of None is left out."""
        key = self.server.key
        known: dict[str, str | None] = {"host": key.host, "cookie": f"{key.cookie}={key.token}"}
        if body is not None:
            known |= {"origin": key.origin, "x-edition-token": key.token, "content-type": "application/json"}
        known |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", key.port, timeout=LONGEST)
        try:
            connection.putrequest("GET" if body is None else "POST", path, skip_host=True, skip_accept_encoding=True)
            sent = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
            for name, value in known.items():
                if value is not None:
                    connection.putheader(name, value)
            if body is not None and "content-length" not in known:
                connection.putheader("content-length", str(len(sent)))
            connection.endheaders()
            try:
                connection.send(sent)
            except OSError:
                # It has been refused before all of it was sent.
                pass
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()


def serving(folder: Path, **more: Any) -> Iterator[Served]:
    """Serve an edition as long as a test lasts."""
    outcomes: list[BuildOutcome] = []
    server = DeskServer(folder, tell=outcomes.append, **more)
    thread = threading.Thread(target=server.run, daemon=True)
    served = Served(server, thread, outcomes)
    thread.start()
    try:
        served.until(lambda: server.server.started)
        yield served
    finally:
        server.stop()
        thread.join(LONGEST)
        assert not thread.is_alive()


def copied(sources: Path, into: Path) -> Path:
    """Copy the folder of an edition into a workspace of its own."""
    folder = into / "sources" / sources.name
    shutil.copytree(sources, folder)
    return folder


@pytest.fixture(scope="module")
def garden(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small edition, which is built in no time."""
    return copied(root / "tests/cases/workspace/sources/garden", tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def specimen(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the specimen."""
    return copied(root / "sources/specimen", tmp_path_factory.mktemp("desk"))
