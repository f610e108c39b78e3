"""One real server for all tests of it, with limits short enough to be met."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import serve_samples
from serve_process import Running, start


@pytest.fixture(scope="session")
def served_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return serve_samples.write(tmp_path_factory.mktemp("served") / "build")


@pytest.fixture(scope="session")
def server(served_build: Path) -> Iterator[Running]:
    running = start(
        served_build,
        timeout=1.5,
        rows=50,
        memory=256 << 20,
        header_timeout=0.6,
        body_timeout=0.6,
        keep_alive=2.0,
        body_bytes=64 << 10,
        origins=["https://friend.example"],
    )
    yield running
    assert running.stop() == 0
    assert not [line for line in running.lines if line["event"] in ("error", "library")]
