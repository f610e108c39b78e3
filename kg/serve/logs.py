"""Logs as JSON, one object a line, on standard error."""

from __future__ import annotations

import atexit
import json
import logging
import os
import re
import threading
import time
from collections import deque
from functools import cache
from typing import Any

# What JSON lets stand and a terminal obeys.
_UNSEEN = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")

# So many lines wait to be written, and so many seconds for others to come.
_MOST, _PAUSE = 10_000, 0.03


class _Writer:
    """Writes lines in a thread: whoever reads them slowly, or not at all, does not hold up the server."""

    def __init__(self) -> None:
        self._lines: deque[bytes] = deque(maxlen=_MOST)
        self._come = threading.Event()
        self._written = threading.Event()
        self._lost = 0
        threading.Thread(target=self._run, daemon=True).start()
        atexit.register(self.flush)

    def put(self, line: bytes) -> None:
        """A line, in place of the oldest if too many wait."""
        self._lost += len(self._lines) == _MOST
        self._lines.append(line)
        self._written.clear()
        self._come.set()

    def flush(self) -> None:
        """Wait until all is written, for a second at most."""
        self._written.wait(1.0)

    def _run(self) -> None:
        while True:
            self._come.wait()
            time.sleep(_PAUSE)  # many lines at once cost less than each alone
            self._come.clear()
            count = len(self._lines)
            lines = b"".join(self._lines.popleft() for _ in range(count))
            if self._lost:
                lines += _line("lines-lost", {"count": self._lost})
                self._lost = 0
            try:
                while lines:  # the descriptor itself: a lock that is held for ever would keep the process from ending
                    lines = lines[os.write(2, lines) :]
            except OSError:  # nobody reads any more
                self._lines.clear()
            if not self._lines:
                self._written.set()


@cache
def _writer() -> _Writer:
    return _Writer()


def log(event: str, **fields: Any) -> None:
    """One line. What a client sent is escaped, so no request can write a line of its own."""
    _writer().put(_line(event, fields))


def flush() -> None:
    """Wait until all lines are written, for a second at most."""
    _writer().flush()


def _line(event: str, fields: dict[str, Any]) -> bytes:
    said = {"time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "event": event, **fields}
    text = _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(said, ensure_ascii=False, default=str))
    return text.encode("utf-8", "replace") + b"\n"


class JsonHandler(logging.Handler):
    """What libraries log, in the same form."""

    def emit(self, record: logging.LogRecord) -> None:
        fields: dict[str, Any] = {"level": record.levelname, "logger": record.name, "message": record.getMessage()}
        if record.exc_info and record.exc_info[1] is not None:
            fields["error"] = repr(record.exc_info[1])
        log("library", **fields)
