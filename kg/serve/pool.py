"""Requests given to warm workers: a fixed number at once, long ones aside in a slow lane, none past its limit.

A request that takes more than a moment of the processor leaves the fast workers for the slow lane: it yields the
processor, and another worker is forked in its place, so a short request never waits for long ones. The lane is bounded.
While it is full and others wait, a request that has had its time there must go: the oldest of the client whose requests
have had most time, all together. Who waits is served by how little its client has in the lane and at work, then by the
order of coming.

A worker shares the graph's pages until it touches them, and copying them takes longer than many an answer. So the one
that was last at work is the next to be, one that comes out of the lane stays, and of those too many the coldest goes.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from kg.errors import GraphError
from kg.serve.frames import encode, framed
from kg.serve.nursery import Nursery, Worker
from kg.serve.settings import Settings

# How often a request at work is looked at; after how long it counts as slow whatever it used, yields altogether, and
# may be made to go for others; in seconds.
_ROUND, _LONG, _VERY_LONG, _TENURE = 0.05, 1.0, 2.0, 5.0
# So many workers may be idle beyond the number that is kept.
_SPARE = 2
# Bodies up to this size are taken from the worker at once, so that a slow client holds no worker.
_AT_ONCE = 1 << 20


class Failed(Exception):
    """A request that got no answer: `code` says why (busy, timeout, crowded-out, worker-died)."""

    def __init__(self, code: str, detail: str, status: int = 503) -> None:
        super().__init__(detail)
        self.code, self.detail, self.status = code, detail, status


@dataclass(eq=False)
class Job:
    """A request at work."""

    client: str
    worker: Worker
    began: float = field(default_factory=time.monotonic)
    slow: bool = False
    lane: bool = False
    killed: str = ""
    timer: asyncio.TimerHandle | None = None

    @property
    def age(self) -> float:
        """For how many seconds it has been at work."""
        return time.monotonic() - self.began


@dataclass(frozen=True, slots=True)
class Answered:
    """A worker's reply: its head, and its body, whole if it is short or as pieces still to come."""

    head: dict[str, Any]
    body: bytes | AsyncIterator[bytes]


class Pool:
    """Workers over one graph."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.about: dict[str, Any] = {}
        self.killed: Counter[str] = Counter()
        self.jobs: set[Job] = set()
        self._idle: list[Worker] = []
        self._waiting: dict[asyncio.Future[Worker], str] = {}
        self._forking: set[asyncio.Task[None]] = set()  # each a fast worker to be
        self._nursery: Nursery | None = None
        self._closed = False

    async def start(self) -> None:
        """Load the graph and fork the workers. Raises `GraphError` if the graph cannot be loaded."""
        self._nursery = Nursery(self.settings.folder, self.settings.memory)
        self.about = await self._nursery.ready()
        self._idle = [await self._nursery.fork() for _ in range(self.settings.workers)]

    @property
    def waiting(self) -> int:
        """How many requests wait for a worker."""
        return len(self._waiting)

    @property
    def pids(self) -> list[int]:
        """The zygote and its workers, for measuring."""
        zygote = [self._nursery.process.pid] if self._nursery else []
        return [*zygote, *(worker.pid for worker in self._idle), *(job.worker.pid for job in self.jobs)]

    async def ask(self, request: dict[str, Any], client: str) -> Answered:
        """The answer to a request. Raises `Failed` if there is none, be it the request's fault or ours."""
        limit = self.settings.timeout
        job = Job(client, await self._worker(client))
        job.timer = asyncio.get_running_loop().call_later(self.settings.slow_after, self._look, job)
        self.jobs.add(job)
        streaming = False
        try:
            async with asyncio.timeout(limit):
                job.worker.writer.write(framed(encode({**request, "timeout": limit})))
                head = json.loads(await job.worker.frame())
                job.worker.before, job.worker.taken = head["used"], head["taken"]
                if "shared" in head:
                    await job.worker.frame()
                    return Answered(head, job.worker.shared(head["shared"]))
                whole = bytearray()
                while piece := await job.worker.frame():
                    whole += piece
                    if len(whole) > _AT_ONCE:
                        streaming = True
                        return Answered(head, self._rest(job, bytes(whole)))
            return Answered(head, bytes(whole))
        except TimeoutError:
            self._kill(job, "timeout")
            raise Failed("timeout", f"超过 {limit:g} 秒，已停止；请缩小范围 · stopped after {limit:g} s") from None
        except (asyncio.IncompleteReadError, OSError):
            raise self._failure(job) from None
        except BaseException:  # the client went away
            self._kill(job, "abandoned")
            raise
        finally:
            if not streaming:
                self._done(job)

    async def close(self) -> None:
        """End all workers and the zygote."""
        self._closed = True
        for waiter in self._waiting:
            waiter.cancel()
        if self._nursery:
            await asyncio.to_thread(self._nursery.end)
        for worker in (*self._idle, *(job.worker for job in self.jobs)):
            worker.close()

    async def _rest(self, job: Job, first: bytes) -> AsyncIterator[bytes]:
        """The pieces of a long body, as fast as the client takes them."""
        try:
            yield first
            async with asyncio.timeout(self.settings.send_timeout):
                while piece := await job.worker.frame():
                    yield piece
        except TimeoutError:
            self._kill(job, "timeout")
            raise
        except (asyncio.IncompleteReadError, OSError):
            raise self._failure(job) from None
        except BaseException:
            self._kill(job, "abandoned")
            raise
        finally:
            self._done(job)

    async def _worker(self, client: str) -> Worker:
        if self._idle and not self._waiting:
            return self._idle.pop()
        if self._closed or len(self._waiting) >= self.settings.queue:
            raise Failed("busy", "服务器正忙，请稍后再试 · too many requests at once, try again")
        waiter: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting[waiter] = client
        self._serve_next()
        try:
            async with asyncio.timeout(self.settings.patience):
                return await waiter
        except TimeoutError:
            if waiter.done() and not waiter.cancelled():  # it came at the last moment
                self._put(waiter.result())
            raise Failed("busy", "服务器正忙，排队过久，请稍后再试 · waited too long, try again") from None
        except asyncio.CancelledError:
            if waiter.done() and not waiter.cancelled():
                self._put(waiter.result())
            raise
        finally:
            self._waiting.pop(waiter, None)

    def _put(self, worker: Worker, new: bool = False) -> None:
        """A worker is free, or new."""
        self._idle.insert(0 if new else len(self._idle), worker)
        self._serve_next()
        if self._idle and self._fast() > self.settings.workers + _SPARE:
            self._end(self._idle.pop(0), "surplus")

    def _serve_next(self) -> None:
        while self._idle and self._waiting:
            slow = Counter(job.client for job in self.jobs if job.slow)
            busy = Counter(job.client for job in self.jobs)
            best = min(self._waiting, key=lambda waiter: (slow[self._waiting[waiter]], busy[self._waiting[waiter]]))
            del self._waiting[best]
            if not best.done():
                best.set_result(self._idle.pop())

    def _look(self, job: Job) -> None:
        """See how long a request has been at work, and what follows from it."""
        if not job.slow and (job.worker.used() >= self.settings.slow_after or job.age >= _LONG):
            job.slow = True
            job.worker.yield_to_others(10)
            self._advance()
            self._fill()
        elif job.age >= _VERY_LONG:
            job.worker.yield_to_others(19)
        if job.slow and self._waiting:
            self._press()
        job.timer = asyncio.get_running_loop().call_later(_ROUND if not job.slow else 0.5, self._look, job)

    def _advance(self) -> None:
        """Move slow requests to the lane as it has room, the oldest first."""
        slow = sorted((job for job in self.jobs if job.slow and not job.lane), key=lambda job: job.began)
        room = self.settings.lane - sum(job.lane for job in self.jobs)
        for job in slow[: max(0, room)]:
            job.lane = True

    def _fill(self) -> None:
        """Fork workers in the place of those that are in the lane or gone."""
        for _ in range(self.settings.workers - self._fast()):
            task = asyncio.get_running_loop().create_task(self._fork())
            self._forking.add(task)
            task.add_done_callback(self._forking.discard)

    def _fast(self) -> int:
        """How many workers there are and will be, without those in the lane."""
        return len(self._idle) + len(self._forking) + sum(not job.lane for job in self.jobs)

    def _press(self) -> None:
        """While others wait and the lane is full, one that has had its time there must go."""
        lane = [job for job in self.jobs if job.lane and not job.killed]
        old = [job for job in lane if job.age >= _TENURE]
        if len(lane) >= self.settings.lane and old:
            had: dict[str, float] = {}
            for job in lane:
                had[job.client] = had.get(job.client, 0.0) + job.age
            self._kill(max(old, key=lambda job: (had[job.client], job.age)), "crowded-out")

    async def _fork(self) -> None:
        assert self._nursery
        try:
            worker = await self._nursery.fork()
        except GraphError:
            self.killed["fork-failed"] += 1
            return
        self._forking.discard(asyncio.current_task())
        if self._closed:
            worker.close()
        else:
            self._put(worker, new=True)

    def _kill(self, job: Job, why: str) -> None:
        if not job.killed and self._nursery and not self._closed:
            job.killed = why
            self._end(job.worker, why)

    def _end(self, worker: Worker, why: str) -> None:
        assert self._nursery
        self.killed[why] += 1
        self._nursery.kill(worker)

    def _done(self, job: Job) -> None:
        """A job's end: its worker is free, or, if it was slow or is dead, replaced."""
        if job.timer:
            job.timer.cancel()
        self.jobs.discard(job)
        if self._closed:
            return
        if job.worker.taken > self.settings.memory:  # what it has taken or unshared is not for ever
            self._kill(job, "retired")
        self._advance()
        if not job.killed:
            self._put(job.worker)
        self._fill()

    def _failure(self, job: Job) -> Failed:
        if job.killed == "crowded-out":
            return Failed("crowded-out", "耗时的查询过多，这一个已让位；请稍后再试 · too many long queries at once")
        self._kill(job, "worker-died")
        return Failed("worker-died", "查询耗尽内存或嵌套过深，已中止；请缩小范围 · out of memory or nested too deep")
