"""What may be asked of the server, in numbers. The command line fills it in; tests make it strict."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

#: The names by which a machine calls itself.
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where to listen, whom to answer, and how much of everything.

    Times are seconds, sizes bytes. `hosts` are the names that a request may call us by; `origins` the web origins
    whose scripts may read our answers (CORS). `workers` requests are worked on at once, and `lane` long ones beside
    them; up to `queue` wait.
    """

    folder: Path
    host: str = "127.0.0.1"
    port: int = 7474
    hosts: tuple[str, ...] = LOOPBACK
    origins: tuple[str, ...] = ()
    timeout: float = 30.0
    rows: int = 10_000
    result_bytes: int = 64_000_000
    memory: int = 512 << 20
    workers: int = field(default_factory=lambda: max(2, min(8, os.cpu_count() or 2)))
    lane: int = 6
    queue: int = 256
    patience: float = 30.0
    slow_after: float = 0.1
    body_bytes: int = 256 << 10
    header_bytes: int = 64 << 10
    header_timeout: float = 10.0
    body_timeout: float = 10.0
    send_timeout: float = 60.0
    keep_alive: float = 15.0
    connections: int = 512
    grace: float = 10.0
    watch: float = 2.0
