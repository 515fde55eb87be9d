"""Turn an edition at work into a page on 127.0.0.1 that follows its files."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from functools import partial
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from watchfiles import awatch

from edition.desk.connections import impatient
from edition.desk.gate import PATIENCE, Gate, RequestKey
from edition.desk.preview import BuildOutcome, Preview
from edition.desk.written_decisions import RefusedError
from edition.errors import EditionError, OutsideError
from edition.messages import Message

# Of more connections at once those that come last are told to come again. By eye: a browser opens six for one host.
_MOST_CONNECTIONS = 64
# A line goes out to a page after so many seconds, so that one that has gone is noticed.
_STILL_HERE = 15.0
# So long are changes gathered before a build, in milliseconds: an editor writes a file in several steps.
_STEP = 30
# So long after its beginning, in milliseconds, a watch has surely begun. By eye.
_SETTLED = 500
# After so many seconds a folder that has gone is looked for again.
_GONE = 0.5


class DeskServer:
    """Serves the page of an edition until it is stopped.

    `folder`: the edition's; `texts`: where its texts are sought first. `port`: None for any that is free. `tell` is called after
    each build. `patience`: how long a request may take to come, in seconds. Raises OutsideError (E081): the port is taken.
    """

    def __init__(
        self,
        folder: Path,
        texts: Sequence[Path] = (),
        *,
        port: int | None = None,
        tell: Callable[[BuildOutcome], None] = lambda outcome: None,
        patience: float = PATIENCE,
    ) -> None:
        self.preview = Preview(folder, tuple(texts), self._built, self._tell_pages)
        self.tell = tell
        self.socket = _listening(port)
        self.key = RequestKey(self.socket.getsockname()[1], secrets.token_urlsafe(24))
        self.once = secrets.token_urlsafe(24)
        self._changed: set[asyncio.Event] = set()
        self._building = asyncio.Lock()
        # What is written is written by one request after another.
        self._writing = asyncio.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        app = Starlette(
            routes=[
                Route("/", self._page),
                Route("/events", self._events),
                Route("/place", self._place),
                Route("/questions", self._questions),
                Route("/decisions", self._decisions),
                Route("/act", self._act, methods=["POST"]),
                *(Route(path, self._asked, methods=["POST"]) for path in ("/words", "/notes", "/outline", "/divided")),
            ],
            lifespan=self._at_work,
        )
        config = uvicorn.Config(
            Gate(app, self.key, self.once, patience),
            http=impatient(patience),
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            limit_concurrency=_MOST_CONNECTIONS,
            timeout_graceful_shutdown=1,
        )
        self.server = uvicorn.Server(config)

    @property
    def address(self) -> str:
        """The address that opens the page: it has the token."""
        return f"{self.key.origin}/?token={self.key.token}"

    @property
    def address_for_once(self) -> str:
        """The address for the command line of a browser, which other users of the machine can read: it opens the page one time."""
        return f"{self.key.origin}/?token={self.once}"

    def run(self) -> None:
        """Serve until the process is interrupted, or `stop` is called in another thread."""
        self.server.run(sockets=[self.socket])

    def stop(self) -> None:
        """Let `run` come to its end."""
        self.server.should_exit = True

    # --- Builds ----------------------------------------------------------------------------------------------------------

    @contextlib.asynccontextmanager
    async def _at_work(self, app: Starlette) -> AsyncIterator[None]:
        """Build and watch as long as the server runs."""
        self._loop = asyncio.get_running_loop()
        work = asyncio.create_task(self._follow())
        try:
            yield
        finally:
            work.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await work

    async def _follow(self) -> None:
        await self.build()
        while True:
            try:
                await self._watch(self.preview.folders())
            except FileNotFoundError:
                # A folder has gone, or is being moved. It may have gone before the watch began.
                await asyncio.sleep(_GONE)
                await self.build()

    async def _watch(self, folders: frozenset[Path]) -> None:
        """Build at each change in these folders, until there are other folders."""
        first = True
        async for changes in awatch(*folders, recursive=False, step=_STEP, rust_timeout=_SETTLED, yield_on_timeout=True):
            # What changed before the watch began is told by nobody: once it has begun, all is looked at.
            if changes or first:
                first = first and bool(changes)
                await self.build()
                if self.preview.folders() != folders:
                    break

    async def build(self) -> None:
        """Build what has changed; the pages are told meanwhile."""
        async with self._building:
            await asyncio.to_thread(self.preview.build)

    def _built(self, outcome: BuildOutcome) -> None:
        self.tell(outcome)
        self._tell_pages()

    def _tell_pages(self) -> None:
        """Tell every page that there is something new, from the thread of a build. A server that has stopped tells nobody."""
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._set_changed)

    def _set_changed(self) -> None:
        for event in self._changed:
            event.set()

    # --- Answers ---------------------------------------------------------------------------------------------------------

    async def _page(self, request: Request) -> Response:
        page = await asyncio.to_thread(partial(self.preview.page, self.key.token))
        return HTMLResponse(page.source, headers={"content-security-policy": page.policy})

    async def _events(self, request: Request) -> Response:
        """Tell a page of each build, as server-sent events."""
        return StreamingResponse(self._told(), media_type="text/event-stream")

    async def _told(self) -> AsyncIterator[str]:
        changed = asyncio.Event()
        self._changed.add(changed)
        try:
            changed.set()
            while not self.server.should_exit:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(_STILL_HERE):
                        await changed.wait()
                if changed.is_set():
                    changed.clear()
                    yield f"data: {json.dumps(self.preview.state())}\n\n"
                else:
                    yield ": still here\n\n"
        finally:
            self._changed.discard(changed)

    # --- The desk --------------------------------------------------------------------------------------------------------

    async def _place(self, request: Request) -> Response:
        """Tell what may be decided of a reading or a sentence of the page."""
        ident = request.query_params.get("id", "")
        return await self._at_desk(request.query_params.get("version", ""), lambda: {"places": self.preview.editing().at(ident)})

    async def _questions(self, request: Request) -> Response:
        return await self._at_desk(request.query_params.get("version", ""), lambda: self.preview.editing().questions())

    async def _decisions(self, request: Request) -> Response:
        return await self._at_desk(request.query_params.get("version", ""), self.preview.listed)

    async def _asked(self, request: Request) -> Response:
        """Tell what may be done with the words of a text, and how a text is divided: what is asked is too long for an address."""
        asked = await _body(request)
        if asked is None:
            return _no_object()
        preview = self.preview
        answers: dict[str, Callable[[], dict[str, object]]] = {
            "/words": lambda: preview.editing().wording.texts(asked),
            "/notes": lambda: preview.editing().wording.notes(asked),
            "/outline": lambda: preview.dividing().outline(asked),
            "/divided": lambda: preview.dividing().tried(asked),
        }
        return await self._at_desk(asked.get("version", ""), answers[request.url.path])

    async def _act(self, request: Request) -> Response:
        """Do what the editor decides."""
        asked = await _body(request)
        if asked is None:
            return _no_object()
        if asked.get("act") in ("undo", "redo"):
            # What is undone stands in files, whatever the page shows, and whether the edition is being built or not: what changes
            # while it is built is built next.
            return await self._answered(lambda: self.preview.act(asked))
        return await self._at_desk(asked.get("version", ""), lambda: self.preview.act(asked))

    async def _at_desk(self, version: object, answer: Callable[[], dict[str, object]]) -> Response:
        """Answer for the page of a version; one request after another, and none while the edition is built."""
        async with self._building:
            if version != self.preview.version:
                return JSONResponse({"refused": "The page has changed meanwhile."}, 409)
            return await self._answered(answer)

    async def _answered(self, answer: Callable[[], dict[str, object]]) -> Response:
        async with self._writing:
            try:
                return JSONResponse(await asyncio.to_thread(answer))
            except RefusedError as error:
                return JSONResponse({"refused": str(error)}, 422)
            except EditionError as error:
                return JSONResponse({"refused": str(error.message)}, 422)


async def _body(request: Request) -> dict[str, object] | None:
    """What a page asks for; None where it is no JSON object."""
    try:
        asked = json.loads(await request.body())
    except (ValueError, RecursionError):
        return None
    return asked if isinstance(asked, dict) else None


def _no_object() -> Response:
    return JSONResponse({"refused": "The request is no JSON object."}, 400)


def _listening(port: int | None) -> socket.socket:
    """Listen on 127.0.0.1 alone."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind(("127.0.0.1", port or 0))
        # From here on a browser may come: until the server answers, it waits.
        made.listen()
    except OSError as error:
        made.close()
        values = {"number": port or 0, "reason": error.strerror or str(error), "other": str(_next(port or 0))}
        raise OutsideError(Message("E081", None, values)) from error
    return made


def _next(port: int) -> int:
    """A port to be tried after one that is taken; those below 1024 are not for everybody."""
    return port + 1 if 1024 <= port < 65535 else 8017
