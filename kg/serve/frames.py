"""How the server and its workers speak over a socket: frames of a length and that many bytes.

A request is one frame of JSON. A reply is one frame of JSON, its head, then frames of body, then an empty frame. A body
of some length lies in a sheet of memory that both share, where the system has such; the head says so in `shared`.
"""

from __future__ import annotations

import json
import os
import socket
import struct
from collections.abc import Iterator
from typing import Any

#: A frame's length, before it.
LENGTH = struct.Struct("!I")
#: No piece of a body is longer.
PIECE = 256 << 10


#: A body from this size on lies in the shared sheet, and none that is longer than the second.
SHARED, SHARED_AT_MOST = 32 << 10, 2 << 20


def sheet() -> int | None:
    """A descriptor of memory to be shared; None where the system has no such thing."""
    return os.memfd_create("kg-reply") if hasattr(os, "memfd_create") else None


def lay(sheet: int, body: bytes) -> None:
    """Put a body into the sheet. Raises `OSError` if there is no memory."""
    done, view = 0, memoryview(body)
    while done < len(body):
        done += os.pwrite(sheet, view[done:], done)


def framed(data: bytes) -> bytes:
    """Data with its length before it."""
    return LENGTH.pack(len(data)) + data


#: The empty frame that ends a body.
END = framed(b"")


def pieces(body: bytes) -> Iterator[bytes]:
    """The frames of a body, or of a piece of one; of nothing, none."""
    for start in range(0, len(body), PIECE):
        yield framed(body[start : start + PIECE])


def send_json(channel: socket.socket, message: object) -> None:
    """Send one frame of JSON. Raises `OSError` if the other side is gone."""
    channel.sendall(framed(encode(message)))


def send_piece(channel: socket.socket, piece: bytes) -> None:
    """Send a piece of a body, in as many frames as it takes. Raises `OSError` if the other side is gone."""
    for frame in pieces(piece):
        channel.sendall(frame)


def receive_json(channel: socket.socket) -> dict[str, Any] | None:
    """The next frame's JSON; None when the other side has closed."""
    head = _exactly(channel, LENGTH.size)
    if head is None:
        return None
    body = _exactly(channel, LENGTH.unpack(head)[0])
    if body is None:
        return None
    message: dict[str, Any] = json.loads(body)
    return message


def encode(message: object) -> bytes:
    """JSON in ASCII: a lone surrogate travels as an escape."""
    return json.dumps(message, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def _exactly(channel: socket.socket, size: int) -> bytes | None:
    data = bytearray()
    while len(data) < size:
        more = channel.recv(min(size - len(data), 1 << 20))
        if not more:
            return None
        data += more
    return bytes(data)
