"""What becomes of a worker after a long request: it stays, as quick as before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from serve_process import Running, start

LONG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?b != ?e && ?e != ?h) }"


@pytest.fixture
def sluggish(served_build: Path) -> Iterator[Running]:
    """A server to which nearly all is slow."""
    running = start(served_build, slow_after=0.02, workers=2, timeout=20.0)
    yield running
    assert running.stop() == 0


def threads(pid: int) -> dict[int, set[int]]:
    """The niceness of all threads of the processes that a process has begun, and those have: pid -> nicenesses."""
    found: dict[int, set[int]] = {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in map(int, (task / "children").read_text().split()):
            found |= threads(child)
            stats = [(each / "stat").read_text().rpartition(")")[2] for each in Path(f"/proc/{child}/task").iterdir()]
            found[child] = {int(stat.split()[16]) for stat in stats}
    return found


def test_a_worker_that_was_slow_yields_then_and_not_for_ever(sluggish: Running):
    before = set(threads(sluggish.process.pid))
    assert sluggish.sparql(LONG).status == 200
    slow = [pid for pid, nice in threads(sluggish.process.pid).items() if max(nice) > 0]
    assert slow and set(slow) <= before  # it lives, and is known by what it was made to do
    assert sluggish.sparql("ASK {}").status == 200
    now = threads(sluggish.process.pid)
    assert slow[0] in now and all(nice == {0} for nice in now.values())


def test_long_requests_one_after_another_use_up_no_workers(sluggish: Running):
    for _ in range(6):
        assert sluggish.sparql(LONG).status == 200
    assert "workers_killed_total{" not in sluggish("/metrics").text


def test_a_worker_that_has_taken_much_memory_is_replaced(served_build: Path):
    running = start(served_build, workers=2, memory=80 << 20)
    try:
        for _ in range(40):
            assert running.sparql("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 10000").status == 200
        assert 'workers_killed_total{why="retired"}' in running("/metrics").text
    finally:
        assert running.stop() == 0
