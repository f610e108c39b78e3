"""The hostile client of the load test."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections import Counter
from collections.abc import Coroutine
from typing import Any

_WALK = "(ik:incubates|^ik:incubates|ik:locatedIn|^ik:locatedIn|ik:mentionedIn|^ik:mentionedIn)"
HEAVY = (
    "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(5)) + " }",
    f"SELECT (COUNT(*) AS ?n) {{ ?a {_WALK}* ?b . ?b {_WALK}* ?c . ?c {_WALK}* ?d }}",
    f"SELECT DISTINCT ?a ?b {{ ?a {_WALK}+ ?b }} ORDER BY ?b ?a",
    "SELECT ?s ?p ?o ?x ?y ?z { ?s ?p ?o . ?x ?y ?z } ORDER BY ?z ?o",
    "SELECT (GROUP_CONCAT(CONCAT(STR(?s), STR(?x))) AS ?all) { ?s ?p ?o . ?x ?y ?z }",
)


class Hostile:
    """Attacks that go on until a moment, and what became of them."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.outcomes: Counter[str] = Counter()

    def attacks(self, until: float) -> list[Coroutine[Any, Any, None]]:
        """Six at once with heavy queries, two with megabytes, forty half-open connections, four that drip."""
        return [
            *(self._heavy(until, n) for n in range(6)),
            *(self._large(until) for _ in range(2)),
            *(self._half_open(until, n) for n in range(40)),
            *(self._drip(until) for _ in range(4)),
        ]

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection("127.0.0.1", self.port, local_addr=("127.0.0.2", 0))

    async def _post(self, body: bytes, until: float) -> str:
        reader, writer = await self._open()
        head = (
            f"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nContent-Type: application/sparql-query\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        try:
            writer.write(head.encode("ascii") + body)
            async with asyncio.timeout(max(1.0, until - time.perf_counter())):
                line = await reader.readline()
            return line[9:12].decode("ascii") or "closed"
        except TimeoutError:
            return "unanswered at the end"
        except OSError:
            return "closed"
        finally:
            writer.close()

    async def _heavy(self, until: float, number: int) -> None:
        dice = random.Random(number)
        while time.perf_counter() < until:
            with contextlib.suppress(OSError):
                self.outcomes[f"heavy query: {await self._post(dice.choice(HEAVY).encode(), until)}"] += 1

    async def _large(self, until: float) -> None:
        body = b"SELECT * { ?s ?p ?o } #" + b"x" * (1 << 20)
        while time.perf_counter() < until:
            with contextlib.suppress(OSError):
                self.outcomes[f"1 MB query: {await self._post(body, until)}"] += 1
            await asyncio.sleep(0.05)

    async def _half_open(self, until: float, number: int) -> None:
        starts = (b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\n", b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        while time.perf_counter() < until:
            with contextlib.suppress(OSError):
                reader, writer = await self._open()
                writer.write(starts[number % len(starts)])
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(max(0.1, until - time.perf_counter())):
                        await reader.read()
                        self.outcomes["half-open: closed by the server"] += 1
                writer.close()

    async def _drip(self, until: float) -> None:
        head = f"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nContent-Type: application/sparql-query\r\n"
        while time.perf_counter() < until:
            with contextlib.suppress(OSError):
                reader, writer = await self._open()
                writer.write(f"{head}Content-Length: 1000\r\n\r\n".encode())
                while time.perf_counter() < until and not reader.at_eof():
                    writer.write(b"x")
                    await writer.drain()
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(0.5):
                            if await reader.read(4096):
                                self.outcomes["dripped body: refused"] += 1
                                break
                writer.close()
