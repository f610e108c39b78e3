"""The process that holds the graph and forks workers, each warm at birth; run as `python -m kg.serve.zygote FD`.

FD is a socket to the server. First comes a frame with what to load; then orders, one frame each: `fork`, with the
worker's end of a socket beside it and perhaps a sheet of memory, answered with its pid; `kill`, with a pid. When the
server goes, however it goes, the socket ends, and the zygote kills its workers and ends too.

It has one thread and opens nothing after loading, so forking is safe; workers share its memory until they write.
"""

from __future__ import annotations

import contextlib
import gc
import os
import resource
import select
import signal
import socket
import sys
import threading
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from kg.errors import KgError
from kg.serve import frames
from kg.serve.library import Library, Reply
from kg.serve.tasks import answer

# After how many seconds the dead are looked for when there are no orders.
_ROUNDS = 1.0


def main(control: socket.socket) -> None:
    """Load, then obey until the server goes."""
    setup = frames.receive_json(control)
    if setup is None:
        return
    try:
        library = Library.load(setup)
    except (KgError, OSError, SyntaxError, ValueError) as error:
        frames.send_json(control, {"error": " ".join(str(error).split())})
        return
    # What is here now is never garbage: a collection would only unshare its pages.
    gc.collect()
    gc.freeze()
    frames.send_json(control, {"ready": True, **library.facts()})
    children: set[int] = set()
    while True:
        readable, _, _ = select.select([control], [], [], _ROUNDS)
        _bury(children)
        if not readable:
            continue
        # The descriptors travel with a byte of their own, before the order.
        byte, descriptors, _, _ = socket.recv_fds(control, 1, 2)
        order = frames.receive_json(control) if byte else None
        if order is None:
            break
        if order["order"] == "fork":
            pid = os.fork()
            if pid == 0:
                _work(control, descriptors, library, setup)
            for descriptor in descriptors:
                os.close(descriptor)
            children.add(pid)
            frames.send_json(control, {"pid": pid})
        elif order["pid"] in children:  # only we bury, so the pid cannot have become another's
            os.kill(order["pid"], signal.SIGKILL)
    for pid in children:
        os.kill(pid, signal.SIGKILL)


def _bury(children: set[int]) -> None:
    while children:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            children.clear()
            return
        if not pid:
            return
        children.discard(pid)


def _work(control: socket.socket, descriptors: list[int], library: Library, setup: dict[str, Any]) -> NoReturn:
    """A worker's whole life: one request at a time until the server closes the socket."""
    status = 1
    with contextlib.suppress(BaseException):
        control.close()
        channel = socket.socket(fileno=descriptors[0])
        sheet = descriptors[1] if len(descriptors) > 1 else None
        requests = _Requests(channel, sheet, library, setup["memory"])
        while not requests.ended:
            thread = threading.Thread(target=requests.obey)
            thread.start()
            thread.join()
        status = requests.status
    os._exit(status)


class _Requests:
    """Requests obeyed one after another in a thread, which the server may have yield the processor to others.

    That cannot be taken back: who finds that he has yielded leaves the request to a new thread. A thread also has
    memory of its own to take from and give back to: in what a fork left to the first one, many pages would be given
    to the system after each request and taken anew for the next.
    """

    def __init__(self, channel: socket.socket, sheet: int | None, library: Library, memory: int) -> None:
        self.channel, self.sheet, self.library, self.memory = channel, sheet, library, memory
        self.ended, self.status = False, 1
        self._left: dict[str, Any] | None = None
        self._open = False

    def obey(self) -> None:
        """Answer until the server closes the socket, or has had this thread yield."""
        try:
            if not self._open:  # by the first thread, for what is its own counts as memory
                self.library.open()
                _confine(self.memory)
                self._open = True
            while request := self._left or frames.receive_json(self.channel):
                self._left = None
                if os.getpriority(os.PRIO_PROCESS, 0) > 0:
                    self._left = request
                    return
                _lease(request["timeout"])
                _reply(self.channel, self.sheet, answer(self.library, request))
            self.status = 0
        finally:
            self.ended = self._left is None


def _reply(channel: socket.socket, sheet: int | None, reply: Reply) -> None:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = {"used": usage.ru_utime + usage.ru_stime, "taken": usage.ru_minflt * resource.getpagesize()}
    head = {"status": reply.status, "headers": reply.headers, **used, **reply.notes}
    if isinstance(reply.body, bytes):
        if sheet is not None and frames.SHARED <= len(reply.body) <= frames.SHARED_AT_MOST:
            frames.lay(sheet, reply.body)
            channel.sendall(frames.framed(frames.encode({**head, "shared": len(reply.body)})) + frames.END)
            return
        # In one go, for each piece wakes the server.
        channel.sendall(b"".join((frames.framed(frames.encode(head)), *frames.pieces(reply.body), frames.END)))
        return
    frames.send_json(channel, head)
    reply.body(partial(frames.send_piece, channel))
    channel.sendall(frames.END)


def _confine(memory: int) -> None:
    """Open nothing more, and take at most `memory` bytes beyond what is shared."""
    try:
        size = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (size + memory, size + memory))
    except OSError:  # a system without /proc: the limits of time and rows remain
        pass
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _lease(seconds: float) -> None:
    """Should nobody kill a worker that runs too long, the system does."""
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used + seconds) + 2, hard))


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
