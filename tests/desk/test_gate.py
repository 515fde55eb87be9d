"""Requests that are not the editor's own, by real sockets: each is refused, nothing is read or written, and the server goes on."""

from __future__ import annotations

import re
import resource
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.conftest import Served, serving

# How long a request may take in these tests, in seconds.
PATIENCE = 0.4


@pytest.fixture(scope="module")
def served(garden: Path) -> Iterator[Served]:
    for found in serving(garden, patience=PATIENCE):
        found.built(1)
        yield found


@pytest.fixture(autouse=True)
def goes_on(served: Served) -> Iterator[None]:
    """After each test the page is there as before."""
    yield
    # Connections that a test has left open count until they are ended.
    status, words = served.until(lambda: (answer := served.ask("/"))[0] != 503 and answer)
    assert status == 200
    assert "A Garden Notebook" in words


def sent(served: Served, raw: bytes) -> bytes:
    """What comes back for these bytes until the server ends the connection."""
    with socket.create_connection(("127.0.0.1", served.server.key.port), timeout=20) as connection:
        connection.sendall(raw)
        return received(connection)


def received(connection: socket.socket) -> bytes:
    answer = b""
    try:
        while part := connection.recv(65536):
            answer += part
    except ConnectionResetError:
        pass
    return answer


def test_it_listens_on_this_machine_alone(served: Served) -> None:
    assert served.server.socket.getsockname()[0] == "127.0.0.1"


def test_the_address_that_is_printed_gives_a_cookie_and_an_address_without_the_token(served: Served) -> None:
    key = served.server.key
    raw = f"GET /?token={key.token} HTTP/1.1\r\nHost: {key.host}\r\nConnection: close\r\n\r\n".encode()
    head = sent(served, raw).decode().lower()
    assert head.startswith("http/1.1 303")
    assert "location: /\r\n" in head
    cookie = re.search(r"set-cookie: (.*)\r", head)
    assert cookie
    assert all(part in cookie[1] for part in (key.token.lower(), "httponly", "samesite=strict", "path=/"))


def test_the_address_that_a_browser_is_started_with_opens_the_page_once(served: Served) -> None:
    path = served.server.address_for_once.removeprefix(served.server.key.origin)
    assert served.server.key.token not in path
    assert [served.ask(path, cookie=None)[0] for _ in range(3)] == [303, 403, 403]
    assert served.ask("/?token=", cookie=None)[0] == 403, "nor does an empty token then"


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "localhost:1", "evil.example:{port}", "127.0.0.1.evil.example:{port}", ""]
)
def test_another_host_is_refused(served: Served, host: str) -> None:
    assert served.ask("/", host=host.format(port=served.server.key.port))[0] == 421


def test_two_hosts_are_refused(served: Served) -> None:
    key = served.server.key
    raw = f"GET / HTTP/1.1\r\nHost: {key.host}\r\nHost: evil.example\r\nCookie: {key.cookie}={key.token}\r\n\r\n".encode()
    assert sent(served, raw).split(b" ")[1] in (b"400", b"421")


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://127.0.0.1:{port}", "http://127.0.0.1:1", "http://localhost:{port}"]
)
def test_another_origin_is_refused(served: Served, origin: str) -> None:
    told = origin.format(port=served.server.key.port)
    assert served.ask("/", origin=told)[0] == 403
    assert served.ask("/", {"act": "undo"}, origin=told)[0] == 403


def test_a_request_from_another_site_is_refused_though_it_has_the_cookie(served: Served) -> None:
    for site in ("cross-site", "same-site"):
        assert served.ask("/", sec_fetch_site=site)[0] == 403


def test_what_changes_something_must_say_its_origin(served: Served) -> None:
    assert served.ask("/", {"act": "undo"}, origin=None)[0] == 403


WRITING = ("/act", "/words", "/notes", "/outline", "/divided")


@pytest.mark.parametrize("path", WRITING)
def test_what_the_desk_is_asked_must_come_from_its_own_page(served: Served, path: str) -> None:
    asked = {"act": "undo", "version": served.server.preview.version}
    for headers in ({"origin": None}, {"origin": "http://evil.example"}, {"x_edition_token": None}, {"x_edition_token": "wrong"}):
        status, words = served.ask(path, asked, **headers)
        assert (status, "Garden" in words) == (403, False), headers
    assert served.ask(path, asked, host="evil.example")[0] == 421
    assert served.ask(path, b"x" * 10_000_000)[0] == 413
    assert served.ask(path, asked)[0] in (200, 422), "the same from its own page"


@pytest.mark.parametrize("path", ["/", "/events"])
def test_without_the_token_nothing_is_told(served: Served, path: str) -> None:
    key = served.server.key
    for cookie in (None, "", "edition=1", f"{key.cookie}=", f"{key.cookie}={key.token[:-1]}", f"{key.cookie}=\xe9", '"' * 9):
        status, words = served.ask(path, cookie=cookie)
        assert status == 403
        assert "Garden" not in words
    assert served.ask(f"{path}?token=wrong", cookie=None)[0] == 403
    # The cookie alone changes nothing: a page cannot read it, and what would be sent with it may be forged.
    assert served.ask("/", {"act": "undo"}, x_edition_token=None)[0] == 403


PATHS = """
/../../etc/passwd /..%2f..%2fetc/passwd /sources/garden/edition.toml /%2e%2e/ //etc/passwd /\\..\\x /%00 /events/../../x
/words/../../etc/passwd
"""


@pytest.mark.parametrize("path", PATHS.split())
def test_no_path_leads_to_a_file(served: Served, path: str) -> None:
    assert served.ask(path)[0] in (400, 404)


def test_a_body_that_is_too_long_is_refused_whether_it_says_so_or_not(served: Served) -> None:
    long = b"x" * 10_000_000
    assert served.ask("/", long)[0] == 413
    key = served.server.key
    head = (
        f"POST / HTTP/1.1\r\nHost: {key.host}\r\nOrigin: {key.origin}\r\nX-Edition-Token: {key.token}\r\n"
        "Transfer-Encoding: chunked\r\n\r\n"
    ).encode()
    part = b"8000\r\n" + b"x" * 0x8000 + b"\r\n"
    with socket.create_connection(("127.0.0.1", key.port), timeout=20) as connection:
        connection.sendall(head)
        try:
            for _ in range(300):
                connection.sendall(part)
        except OSError:
            pass
        assert received(connection)[:12] in (b"HTTP/1.1 413", b"")


@pytest.mark.parametrize("length", ["-1", "1e9", "10000000000", "x"])
def test_a_length_that_cannot_be_is_refused(served: Served, length: str) -> None:
    assert served.ask("/", b"", content_length=length)[0] in (400, 413)


def test_a_slow_body_is_not_waited_for(served: Served) -> None:
    key = served.server.key
    raw = (
        f"POST / HTTP/1.1\r\nHost: {key.host}\r\nOrigin: {key.origin}\r\nX-Edition-Token: {key.token}\r\n"
        "Content-Length: 100\r\n\r\n{"
    ).encode()
    assert sent(served, raw).startswith(b"HTTP/1.1 408")


def test_a_slow_head_is_not_waited_for(served: Served) -> None:
    assert sent(served, b"GET / HTTP/1.1\r\nHost: ") == b""
    assert sent(served, b"") == b""


def test_of_too_many_connections_the_last_are_sent_away(served: Served) -> None:
    key = served.server.key
    raw = f"GET /events HTTP/1.1\r\nHost: {key.host}\r\nCookie: {key.cookie}={key.token}\r\n\r\n".encode()
    held = []
    try:
        # Each of these is told of every build as long as it is open.
        for _ in range(63):
            held.append(socket.create_connection(("127.0.0.1", key.port), timeout=20))
            held[-1].sendall(raw)
            assert held[-1].recv(12) == b"HTTP/1.1 200"
        assert served.ask("/")[0] == 503
    finally:
        for connection in held:
            connection.close()


@pytest.fixture
def many() -> Iterator[int]:
    """A thousand connections, each with two ends in this process, or as many as the system lets it have."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4096 if hard == resource.RLIM_INFINITY else min(4096, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    yield min(1000, (max(soft, wanted) - 200) // 2)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_thousand_at_once_are_answered_or_refused(served: Served, many: int) -> None:
    port = served.server.key.port
    raw = f"GET / HTTP/1.1\r\nHost: {served.server.key.host}\r\nConnection: close\r\n\r\n".encode()
    held = []
    for number in range(many):
        try:
            connection = socket.create_connection(("127.0.0.1", port), timeout=20)
        except OSError:
            continue
        held.append(connection)
        # One of two asks, without a token; the other says nothing.
        if number % 2:
            try:
                connection.sendall(raw)
            except OSError:
                pass
    answers = {received(connection)[:12] for connection in held}
    assert len(held) > many // 2
    for connection in held:
        connection.close()
    assert answers <= {b"HTTP/1.1 403", b"HTTP/1.1 503", b""}


def test_nonsense_is_refused(served: Served) -> None:
    for raw in (b"\x16\x03\x01\x02\x00\x01\x00", b"GET\r\n\r\n", b"\0" * 1000, b"GET / HTTP/9.9\r\n\r\n", b"A" * 200_000):
        answer = sent(served, raw)
        assert answer[:12] in (b"HTTP/1.1 400", b"HTTP/1.1 421", b"HTTP/1.1 431", b"")
