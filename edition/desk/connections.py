"""Turn away connections that say nothing: uvicorn waits for the head of a request as long as it takes."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol


def impatient(patience: float) -> type[H11Protocol]:
    """Give a protocol that ends a connection on which the head of a request has not come whole after so many seconds."""

    class ImpatientProtocol(H11Protocol):
        """HTTP/1.1 by h11, with a limit to the time that the head of a request takes."""

        _end: asyncio.TimerHandle | None = None

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self._wait()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            if self.cycle is None or self.cycle.response_complete:
                self._wait()
            else:
                self._stop_waiting()

        def connection_lost(self, exc: Exception | None) -> None:
            self._stop_waiting()
            super().connection_lost(exc)

        def _wait(self) -> None:
            if self._end is None:
                self._end = self.loop.call_later(patience, self.transport.close)

        def _stop_waiting(self) -> None:
            if self._end is not None:
                self._end.cancel()
                self._end = None

    return ImpatientProtocol
