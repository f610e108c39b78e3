"""HTTP connections that end when nothing comes or nothing goes: uvicorn's own wait for ever.

One look at all connections each half second finds those that have not sent a whole header, that have sent no more of
a body, or that take nothing of the answer, for longer than they may.
"""

from __future__ import annotations

import asyncio
import sys
import time
from http import HTTPStatus
from typing import Any, cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.serve.logs import log
from kg.serve.problems import problem_json
from kg.serve.settings import Settings

_ROUND = 0.5


class _Gathering:
    """A transport that sends what is written in one turn of the loop in one go: head and body of an answer together."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._waiting: list[bytes] = []

    def write(self, data: bytes) -> None:
        if not data:
            return
        if not self._waiting:
            self._loop.call_soon(self.flush)
        self._waiting.append(data)

    def flush(self) -> None:
        if self._waiting:
            data, self._waiting = b"".join(self._waiting), []
            if not self._transport.is_closing():
                self._transport.write(data)

    def close(self) -> None:
        self.flush()
        self._transport.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


def limited(settings: Settings) -> type[H11Protocol]:
    """uvicorn's protocol with the limits of `settings`."""

    class Limited(H11Protocol):
        """A connection that knows since when it waits, and for what."""

        since = 0.0
        state: tuple[str, int] | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(cast(asyncio.Transport, _Gathering(transport, self.loop)))
            self.since = time.monotonic()
            self.loop.call_later(_ROUND, self._look)
            if len(self.connections) > settings.connections:
                self._refuse(HTTPStatus.SERVICE_UNAVAILABLE, "busy", "连接过多，请稍后再试 · too many connections")

        def send_400_response(self, msg: str) -> None:
            # Called where h11 has just refused what came; it knows the better status.
            error = sys.exc_info()[1]
            hint = error.error_status_hint if isinstance(error, h11.RemoteProtocolError) else 400
            status = HTTPStatus(hint if hint in (400, 405, 414, 431, 501, 505) else 400)
            self._refuse(status, "malformed-request", f"HTTP 请求有误或头部过大 · {msg}")

        def _refuse(self, status: HTTPStatus, code: str, detail: str) -> None:
            log("connection-refused", client=(self.client or ("",))[0], status=int(status), code=code)
            body = problem_json(status, code, detail)
            head = (
                f"HTTP/1.1 {status.value} {status.phrase}\r\ncontent-type: application/problem+json\r\n"
                f"content-length: {len(body)}\r\nretry-after: 2\r\nconnection: close\r\n\r\n"
            )
            self.transport.write(head.encode("ascii") + body)
            self.transport.close()

        def _look(self) -> None:
            """End the connection if it has waited too long; otherwise look again in a while."""
            if self.transport.is_closing():
                return
            now = time.monotonic()
            limit, state = self._waits_for()
            if state != self.state:
                self.state, self.since = state, now
            elif limit and now - self.since > limit:
                if state[0] == "send":
                    self.transport.abort()
                elif state[0] == "body" and not self.cycle.response_started:
                    self._refuse(HTTPStatus.REQUEST_TIMEOUT, "slow-body", "请求正文来得太慢 · the body came too slowly")
                else:
                    self.transport.close()
                return
            self.loop.call_later(_ROUND, self._look)

        def _waits_for(self) -> tuple[float, tuple[str, int]]:
            """How long this may last, and what: a new state starts a new wait. 0: as long as the application takes."""
            cycle = self.cycle
            # A header must come whole in its time, a body too, and an answer go: more of it is no new state.
            if cycle is None:
                return settings.header_timeout, ("head", 0)
            if cycle.response_complete:
                return settings.header_timeout + settings.keep_alive, ("head", id(cycle))
            if cycle.more_body:
                return settings.body_timeout, ("body", id(cycle))
            if self.transport.get_write_buffer_size():
                return settings.send_timeout, ("send", id(cycle))
            return 0.0, ("work", id(cycle))

    return Limited
