"""Logs as JSON, one object a line, on standard error."""

from __future__ import annotations

import json
import logging
import re
import sys
import time
from typing import Any

# What JSON lets stand and a terminal obeys.
_UNSEEN = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")


def log(event: str, **fields: Any) -> None:
    """One line. What a client sent is escaped, so no request can write a line of its own."""
    said = {"time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "event": event, **fields}
    text = _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(said, ensure_ascii=False, default=str))
    line = text.encode("utf-8", "replace") + b"\n"
    try:
        sys.stderr.buffer.write(line)
        sys.stderr.buffer.flush()
    except (OSError, ValueError):  # nobody reads any more
        return


class JsonHandler(logging.Handler):
    """What libraries log, in the same form."""

    def emit(self, record: logging.LogRecord) -> None:
        fields: dict[str, Any] = {"level": record.levelname, "logger": record.name, "message": record.getMessage()}
        if record.exc_info and record.exc_info[1] is not None:
            fields["error"] = repr(record.exc_info[1])
        log("library", **fields)
