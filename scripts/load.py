"""A load test of `kg serve`: many clients with mixed questions, every answer checked, and a hostile one among them.

The hostile client comes from another address of this machine (127.0.0.2) and sends cartesian products, deep property
paths, queries that want memory, queries of a megabyte, and connections that it leaves half open.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from load_hostile import Hostile
from load_mixture import Ask, canonical, requests, right_answers

from kg.graph.lookup import Index
from kg.graph.ontology import load_vocabulary
from kg.graph.output import write_build


@dataclass
class Tally:
    """What came back."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)


class Connection:
    """A keep-alive connection that is opened again when it has been closed."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, wire: bytes) -> tuple[int, bytes]:
        for again in (False, True):
            if self.streams is None:
                self.streams = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 22)
            reader, writer = self.streams
            try:
                writer.write(wire)
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
                body = await reader.readexactly(length)
                return int(head[9:12]), body
            except (asyncio.IncompleteReadError, ConnectionError):
                writer.close()
                self.streams = None
                if again:  # an idle connection may be closed under us once, a fresh one never
                    raise
        raise AssertionError("unreachable")


async def client(
    connection: Connection,
    asks: list[Ask],
    right: dict[bytes, bytes],
    tally: Tally,
    until: float,
    seed: int,
    think: float,
) -> None:
    """One good client: a question, its answer checked, the next."""
    dice = random.Random(seed)
    while time.perf_counter() < until:
        ask = dice.choice(asks)
        began = time.perf_counter()
        try:
            status, body = await connection.ask(ask.wire)
        except (OSError, asyncio.IncompleteReadError) as error:
            tally.wrong[f"{ask.name}: {type(error).__name__}"] += 1
            continue
        tally.seconds.append(time.perf_counter() - began)
        tally.statuses[status] += 1
        if status == 200 and body != right[ask.wire] and canonical(ask, body) != canonical(ask, right[ask.wire]):
            tally.wrong[f"{ask.name}: another answer"] += 1
        if think:
            await asyncio.sleep(dice.random() * 2 * think)


def memory(pid: int) -> int:
    """The memory of a process and all below it, what they share counted once; in bytes."""
    total, waiting = 0, [pid]
    while waiting:
        one = waiting.pop()
        with contextlib.suppress(OSError, ValueError):
            lines = Path(f"/proc/{one}/smaps_rollup").read_text("ascii").splitlines()
            total += sum(int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:"))
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += map(int, (task / "children").read_text("ascii").split())
    return total


def percentile(seconds: list[float], share: float) -> float:
    """In milliseconds."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000


async def run(given: argparse.Namespace, folder: Path, port: int, pid: int) -> bool:
    """The test; whether everything was as it must be."""
    with Index(folder) as index:
        nodes = random.Random(1).sample(index.graph().nodes, 12)
    asks = requests(port, nodes)
    known = right_answers(asks, nodes, folder)
    connection, right = Connection(port), {}
    for ask in asks:
        status, body = await connection.ask(ask.wire)
        if status != 200 or (ask.name in known and canonical(ask, body) != known[ask.name]):
            print(f"{ask.name}: {status}, not what kg query says")
            return False
        right[ask.wire] = body
    idle = Tally()
    await client(connection, asks, right, idle, time.perf_counter() + 5, 0, 0)
    if given.each:
        for ask in {a.name: a for a in asks}.values():
            alone = Tally()
            for _ in range(20):
                await client(connection, [ask], right, alone, time.perf_counter() + 0.001, 0, 0)
            print(f"         {ask.name}: p50 {percentile(alone.seconds, 0.5):.2f} ms")
    quiet = memory(pid)
    print(f"idle     p50 {percentile(idle.seconds, 0.5):.2f} ms, p99 {percentile(idle.seconds, 0.99):.2f} ms, "
          f"memory {quiet >> 20} MB")  # fmt: skip

    tally, hostile = Tally(), Hostile(port)
    until = time.perf_counter() + given.seconds
    clients = [client(Connection(port), asks, right, tally, until, n, given.think) for n in range(1, given.clients + 1)]
    if given.hostile:
        clients += hostile.attacks(until)
    peak = quiet

    async def watch() -> None:
        nonlocal peak
        while time.perf_counter() < until:
            peak = max(peak, await asyncio.to_thread(memory, pid))
            await asyncio.sleep(1)

    await asyncio.gather(*clients, watch())
    await asyncio.sleep(2)
    p50, p99 = percentile(tally.seconds, 0.5), percentile(tally.seconds, 0.99)
    base = percentile(idle.seconds, 0.5)
    errors = sum(n for status, n in tally.statuses.items() if status >= 500)
    rate = len(tally.seconds) / given.seconds
    print(
        f"load     {given.clients} clients for {given.seconds:g} s, thinking {given.think:g} s, hostile {given.hostile}"
    )
    print(f"         {len(tally.seconds)} answers, {rate:.0f} a second, {dict(tally.statuses)}")
    print(f"         p50 {p50:.1f} ms ({p50 / base:.1f} × idle p50), p99 {p99:.1f} ms ({p99 / base:.1f} × idle p50)")
    print(
        f"         wrong answers {sum(tally.wrong.values())} {dict(tally.wrong) or ''}, 5xx for good clients {errors}"
    )
    print(f"hostile  {dict(hostile.outcomes)}")
    print(f"memory   peak {peak >> 20} MB, afterwards {memory(pid) >> 20} MB")
    return not tally.wrong and not errors and set(tally.statuses) == {200}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--think", type=float, default=0.0, help="mean seconds between an answer and the next question")
    parser.add_argument("--triples", type=int, default=100_000, help="size of the synthetic graph")
    parser.add_argument("--graph", type=Path, help="a build folder to serve instead")
    parser.add_argument("--no-hostile", dest="hostile", action="store_false")
    parser.add_argument("--each", action="store_true", help="tell the idle time of each kind of request")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.graph or Path(temporary)
        if not given.graph:
            from bench_data import make_graph

            vocabulary = load_vocabulary()
            write_build(folder, make_graph(given.triples, vocabulary), vocabulary)
        command = [
            sys.executable,
            "-c",
            "from kg.cli import main; main()",
            "serve",
            "--port",
            "0",
            "--graph",
            str(folder),
        ]
        process = subprocess.Popen(command, stderr=subprocess.PIPE)
        assert process.stderr
        try:
            port = next(
                int(said["url"].rstrip("/").rpartition(":")[2])
                for said in map(json.loads, process.stderr)
                if said["event"] == "listening"
            )
            threading.Thread(target=process.stderr.read, daemon=True).start()
            good = asyncio.run(run(given, folder, port, process.pid))
        finally:
            process.terminate()
            process.wait(30)
    return 0 if good and process.returncode == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
