"""A real SPARQL server in a process of its own, and a store that misbehaves as it is told."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from kg.graph.remote import Endpoint, Limits


def free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Oxigraph:
    """The server of the PyPI package `oxigraph`, in memory."""

    def __init__(self) -> None:
        program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
        assert program, "the package oxigraph is not installed: pip install -e .[dev]"
        self.port = free_port()
        self.process = subprocess.Popen(
            [program, "serve", "--bind", f"127.0.0.1:{self.port}"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(200):
            try:
                urlopen(f"http://127.0.0.1:{self.port}/query?query=ASK%7B%7D", timeout=1).close()
                return
            except URLError:
                time.sleep(0.05)
        raise AssertionError("the oxigraph server did not start")

    @property
    def store(self) -> str:
        return f"http://127.0.0.1:{self.port}/store"

    def end(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def oxigraph() -> Iterator[Oxigraph]:
    server = Oxigraph()
    yield server
    server.end()


#: Answers a request: (handler, how many requests there have been before).
Behaviour = Callable[[BaseHTTPRequestHandler, int], None]


class Misbehaving:
    """An HTTP server whose every answer is what a test makes it. `seen`: method, path, headers and body of requests."""

    def __init__(self, behaviour: Behaviour) -> None:
        self.seen: list[tuple[str, str, dict[str, str], bytes]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                outer.seen.append((self.command, self.path, dict(self.headers), body))
                behaviour(self, len(outer.seen) - 1)

            do_GET = do_PUT = do_HEAD = do_DELETE = do_POST = answer

            def log_message(self, *words: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/store"

    def end(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def misbehaving() -> Iterator[Callable[[Behaviour], Misbehaving]]:
    servers: list[Misbehaving] = []

    def start(behaviour: Behaviour) -> Misbehaving:
        servers.append(Misbehaving(behaviour))
        return servers[-1]

    yield start
    for server in servers:
        server.end()


def say(handler: BaseHTTPRequestHandler, status: int, body: bytes = b"", **headers: str) -> None:
    """Answer with a status, a body and headers (Content_Type="…")."""
    handler.send_response(status)
    for name, value in {"Content_Length": str(len(body)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    if handler.command != "HEAD":
        handler.wfile.write(body)


@pytest.fixture(name="say")
def _say() -> Callable[..., None]:
    return say


@pytest.fixture
def endpoint() -> Callable[..., Endpoint]:
    """An endpoint that does not really wait between attempts; `.waited` are the seconds it would have."""

    def make(url: str, authorization: str = "", **limits: float) -> Endpoint:
        return Endpoint(url, authorization, Limits(**{"idle": 5.0, **limits}), sleep=lambda seconds: None)  # type: ignore[arg-type]

    return make
