"""Start the server, say where it is, and end it in good order."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket

import uvicorn

from kg.errors import UsageError
from kg.graph.tables import Tables
from kg.serve.app import make_app
from kg.serve.connections import limited
from kg.serve.logs import JsonHandler, log
from kg.serve.settings import Settings


class _Server(uvicorn.Server):
    """Says when it listens."""

    address = ""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            log("listening", url=self.address)


def serve(settings: Settings) -> None:
    """Serve until interrupted; then no more requests are taken, and those at work have `grace` seconds.

    Raises `GraphError` if there is no graph at `folder`, `UsageError` if the address cannot be had.
    """
    Tables(settings.folder).close()
    listener = _listen(settings.host, settings.port)
    host, port = listener.getsockname()[:2]
    logging.basicConfig(handlers=[JsonHandler()], level=logging.WARNING, force=True)
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # what it says, we say better
    app = make_app(settings)
    config = uvicorn.Config(
        app,
        http=limited(settings),
        ws="none",
        loop="asyncio",
        lifespan="on",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=int(settings.keep_alive),
        timeout_graceful_shutdown=int(settings.grace),
        h11_max_incomplete_event_size=settings.header_bytes,
        backlog=256,
    )
    server = _Server(config)
    server.address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    log("starting", folder=str(settings.folder), url=server.address, workers=settings.workers)
    # uvicorn raises a signal again once it has obeyed it: then the end has come in good order.
    before = {number: signal.signal(number, _obeyed) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        asyncio.run(server.serve([listener]))
    except SystemExit:  # uvicorn's way of saying that it could not start
        pass
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        listener.close()
    if failure := app.state.server.failure:
        raise failure
    if not server.started:
        raise UsageError("服务未能启动；原因见上面的日志 · the server could not start, see the log above")
    log("stopped")


def _obeyed(number: int, frame: object) -> None:
    """The server has ended because of this signal."""


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        # The protocol by name: only then does asyncio send small answers at once.
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError as error:
        raise UsageError(f"{host}:{port}：不能在此监听（{error}）；请换 --host 或 --port") from error
    return listener
