"""Turn away every request that is not the editor's own: another host, another origin, no token, too long, too slow.

The server listens on 127.0.0.1 alone. That keeps out other machines, and not what else runs in the editor's browser: any page can
send requests to this address. So each request must name this host (against DNS rebinding), may come from no other origin (against
requests forged by a page), and must know a token that is made anew each time the server starts.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# No body has more bytes. By eye: the longest comment that an editor writes has a few thousand.
MOST_BYTES = 64 * 1024
# So many bytes and seconds of one that is longer are waited for before it is refused; by eye, for a client on this machine.
_THROWN_AWAY, _UNDER_WAY = 32_000_000, 1.0
# A request must have come whole after so many seconds. By eye: on one machine it takes no hundredth of that.
PATIENCE = 5.0
# The methods that change nothing.
_READING = ("GET", "HEAD")
# What goes out with every answer. The page brings a policy of its own, which says what it may run.
_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
_NO_TOKEN = "The token is missing. Open the address that `edition serve` has printed in its terminal.\n"


@dataclass(frozen=True, slots=True)
class RequestKey:
    """What the editor's own requests know. `port`: of 127.0.0.1; `token`: made anew each time the server starts."""

    port: int
    token: str

    @property
    def host(self) -> str:
        """The host that a request must name."""
        return f"127.0.0.1:{self.port}"

    @property
    def origin(self) -> str:
        """The origin that a request that changes something must come from."""
        return f"http://{self.host}"

    @property
    def cookie(self) -> str:
        """The name of the cookie with the token: servers on other ports get it too, and must not take it for theirs."""
        return f"edition-{self.port}"

    def opens(self, token: str | None) -> bool:
        """Tell whether a token is the right one, in a time that does not tell how much of it is."""
        return token is not None and secrets.compare_digest(token.encode(), self.token.encode())


class Gate:
    """Lets the editor's requests through to an application, and answers all others itself. `once`: a token that opens the page a
    single time; `patience`: in seconds.
    """

    def __init__(self, app: ASGIApp, key: RequestKey, once: str, patience: float = PATIENCE) -> None:
        self.app, self.key, self.once, self.patience = app, key, once, patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message["headers"]}
                more = [(name.encode(), value.encode()) for name, value in _HEADERS.items() if name.encode() not in given]
                message = {**message, "headers": [*message["headers"], *more]}
            await send(message)

        request = Request(scope, receive)
        answer = self._refusal(request) or self._first(request)
        if answer is None:
            body = await self._body(request)
            if isinstance(body, bytes):
                await self.app(scope, _replayed(body, receive), with_headers)
                return
            answer = body
        await answer(scope, receive, with_headers)

    def _refusal(self, request: Request) -> Response | None:
        """Find why a request is refused by its head; None where it is not."""
        headers = request.headers
        # A client that sends two of them means one of them for somebody else.
        if headers.getlist("host") != [self.key.host]:
            return _refused(421, "This server answers to no other name.\n")
        if any(origin != self.key.origin for origin in headers.getlist("origin")):
            return _refused(403, "This server answers to no other origin.\n")
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return _refused(403, "This server answers to no other origin.\n")
        if request.method in _READING:
            known = self.key.opens(_cookie(headers, self.key.cookie)) or self._in_address(request)
            return None if known else _refused(403, _NO_TOKEN)
        if "origin" not in headers:
            return _refused(403, "A request that changes something must say its origin.\n")
        return None if self.key.opens(headers.get("x-edition-token")) else _refused(403, _NO_TOKEN)

    def _first(self, request: Request) -> Response | None:
        """Answer the address with the token: the cookie has it from then on, so that no address holds it that may be copied."""
        if request.method not in _READING or not self._in_address(request):
            return None
        if not self.key.opens(request.query_params.get("token")):
            self.once = ""
        answer = RedirectResponse("/", 303)
        answer.set_cookie(self.key.cookie, self.key.token, path="/", httponly=True, samesite="strict")
        return answer

    def _in_address(self, request: Request) -> bool:
        """Tell whether the address has a token that opens the page."""
        token = request.query_params.get("token", "")
        return self.key.opens(token) or (bool(self.once) and secrets.compare_digest(token.encode(), self.once.encode()))

    async def _body(self, request: Request) -> bytes | Response:
        """Take the body of a request, or find why it is refused."""
        length = request.headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or int(length) > MOST_BYTES:
            return await _too_long(request)
        body = bytearray()
        try:
            async with asyncio.timeout(self.patience):
                while True:
                    message = await request.receive()
                    if message["type"] == "http.disconnect":
                        return _refused(400, "The body is not whole.\n")
                    body += message.get("body", b"")
                    if len(body) > MOST_BYTES:
                        break
                    if not message.get("more_body"):
                        return bytes(body)
        except TimeoutError:
            return _refused(408, "The body came too slowly.\n")
        return await _too_long(request)


def _refused(status: int, words: str) -> Response:
    return PlainTextResponse(words, status, {"connection": "close"})


async def _too_long(request: Request) -> Response:
    """Refuse a body that is too long, once what is under way has come and been thrown away: a connection that is closed with bytes
    unread may take the answer with it.
    """
    thrown = 0
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_UNDER_WAY):
            while thrown < _THROWN_AWAY:
                message = await request.receive()
                if message["type"] == "http.disconnect" or not message.get("more_body"):
                    break
                thrown += len(message.get("body", b""))
    return _refused(413, "The body is too long.\n")


def _cookie(headers: Headers, name: str) -> str | None:
    held: Mapping[str, object] = {}
    try:
        held = {key: morsel.value for key, morsel in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        return None
    found = held.get(name)
    return found if isinstance(found, str) else None


def _replayed(body: bytes, receive: Receive) -> Receive:
    """Give a body that was taken already, then what else is received."""
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return waiting.pop() if waiting else await receive()

    return again
