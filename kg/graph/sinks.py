"""What the engine dumps a graph into."""

from __future__ import annotations

from collections.abc import Callable


class Pieces:
    """Hands on what the engine writes in pieces worth sending."""

    def __init__(self, write: Callable[[bytes], None]) -> None:
        self._write = write
        self._waiting = bytearray()

    def write(self, data: bytes) -> int:
        """Take it, and hand on what there is if it is enough."""
        self._waiting += data
        if len(self._waiting) >= 128 << 10:
            self.flush()
        return len(data)

    def flush(self) -> None:
        """Hand on what is left."""
        if self._waiting:
            self._write(bytes(self._waiting))
            self._waiting.clear()
