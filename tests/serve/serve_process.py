"""A real server process, and plain requests to it."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

_START = (
    "import json, sys; from pathlib import Path; from kg.serve.run import serve; from kg.serve.settings import Settings;"
    "s = json.loads(sys.argv[1]); serve(Settings(**{**s, 'folder': Path(s['folder']),"
    " 'origins': tuple(s.get('origins', ()))}))"
)


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass
class Running:
    """A server that listens; `lines` are its log so far."""

    process: subprocess.Popen[bytes]
    port: int
    lines: list[dict[str, Any]] = field(default_factory=list)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def __call__(
        self, path: str, method: str = "GET", body: bytes | str | None = None, timeout: float = 20, **headers: str
    ) -> Reply:
        """One request on a connection of its own; `content_type="…"` is a header."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            raw = body.encode("utf-8") if isinstance(body, str) else body
            connection.request(method, quote(path, safe="/?&=%:+;,!*'()@$~#"), raw, named)
            response = connection.getresponse()
            pairs = [(name.lower(), value) for name, value in response.getheaders()]
            return Reply(response.status, dict(pairs), response.read())
        finally:
            connection.close()

    def sparql(self, query: str, accept: str = "application/sparql-results+json", **params: Any) -> Reply:
        return self(f"/sparql?{urlencode({'query': query, **params}, doseq=True)}", accept=accept)

    def raw(self, data: bytes, timeout: float = 10) -> bytes:
        """Bytes sent as they are; all that comes back until the server closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout) as connection:
            connection.sendall(data)
            return read_all(connection)

    def stop(self) -> int:
        """End the server in good order; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise


def read_all(connection: socket.socket) -> bytes:
    parts = []
    try:
        while part := connection.recv(65536):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


def start(folder: Path, **settings: Any) -> Running:
    """A server over a build folder, on a free port, once it listens."""
    said = json.dumps({"folder": str(folder), "port": 0, **settings})
    return listening([sys.executable, "-c", _START, said])


def listening(command: list[str]) -> Running:
    """The server that a command starts, once it listens."""
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
    assert process.stderr
    running = Running(process, 0)
    for line in process.stderr:
        said = json.loads(line)
        running.lines.append(said)
        if said["event"] == "listening":
            running.port = int(said["url"].rstrip("/").rpartition(":")[2])
            threading.Thread(target=_follow, args=(running,), daemon=True).start()
            return running
    raise AssertionError(f"the server did not start: {running.lines}")


def _follow(running: Running) -> None:
    assert running.process.stderr
    for line in running.process.stderr:
        running.lines.append(json.loads(line))
