"""What the engine writes into: files of our own making, that know when it is enough."""

from __future__ import annotations

from collections.abc import Callable


class Sheet:
    """Collects what the engine writes until it is more than `size` bytes or holds more than `marks` marks."""

    def __init__(self, size: int, mark: bytes, marks: int) -> None:
        self.size, self.mark, self.marks = size, mark, marks
        self.parts: list[bytes] = []
        self.tail = b""
        self.full = False

    def write(self, data: bytes) -> int:
        """Take what fits. Raises `OSError` once it is too much; `full` says so."""
        self.size -= len(data)
        self.marks -= (self.tail + data).count(self.mark)
        # A mark may lie across two pieces. What is left over is shorter than a mark, so none counts twice.
        self.tail = (self.tail + data)[1 - len(self.mark) :] if len(self.mark) > 1 else b""
        if self.size < 0 or self.marks < 0:
            self.full = True
            raise OSError("full")
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """There is nothing under us."""

    def whole(self) -> bytes:
        """All that was written."""
        return b"".join(self.parts)


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
