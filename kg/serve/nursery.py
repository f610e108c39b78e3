"""The server's side of the zygote: start it, have workers forked and killed, end it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import kg
from kg.errors import GraphError
from kg.serve import frames

# Reading a graph takes seconds for each million triples; longer than this, something is stuck.
_LOADING = 600.0
_ANSWERING = 20.0
_TICKS = os.sysconf("SC_CLK_TCK")


class Worker:
    """A forked process and the streams to it; it answers one request at a time."""

    def __init__(self, pid: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, sheet: int | None) -> None:
        self.pid = pid
        self._sheet = sheet
        self.reader = reader
        self.writer = writer
        #: Seconds of the processor that it had used, and bytes of memory that it had taken or unshared (whether it gave
        #: them back or not), when it last answered.
        self.before = 0.0
        self.taken = 0

    async def frame(self) -> bytes:
        """The next frame. Raises `IncompleteReadError` if the worker has died."""
        head = await self.reader.readexactly(frames.LENGTH.size)
        return await self.reader.readexactly(frames.LENGTH.unpack(head)[0])

    def shared(self, size: int) -> bytes:
        """The body of `size` bytes that lies in the shared sheet. Raises `OSError` if the worker has been killed."""
        if self._sheet is None:
            raise OSError("killed")
        return os.pread(self._sheet, size, 0)

    def close(self) -> None:
        """Let go of the streams and the sheet; the process ends of itself once it is idle."""
        self.writer.close()
        if self._sheet is not None:
            os.close(self._sheet)
            self._sheet = None

    def used(self) -> float:
        """How many seconds of the processor it has used since; 0 where the system does not tell."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_bytes().rpartition(b")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / _TICKS - self.before

    def yield_to_others(self, much: int) -> None:
        """Have the thread that is at work give others the processor first, as `nice` does it."""
        with contextlib.suppress(OSError):
            for thread in Path(f"/proc/{self.pid}/task").iterdir():
                if int(thread.name) != self.pid:  # the first one begins the others, which would yield from birth
                    os.setpriority(os.PRIO_PROCESS, int(thread.name), much)


class Nursery:
    """A zygote with a graph loaded."""

    def __init__(self, folder: Path, memory: int) -> None:
        """Start loading `folder`; workers may take `memory` bytes each beyond the graph."""
        ours, theirs = socket.socketpair()
        root = str(Path(kg.__file__).parents[1])
        path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "kg.serve.zygote", str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env={**os.environ, "PYTHONPATH": path},
                # An interrupt from the keyboard is for the server, which ends its workers when they are done.
                start_new_session=True,
            )
        self._control = ours
        self._lock = threading.Lock()
        self._folder = folder
        frames.send_json(ours, {"folder": str(folder.resolve()), "memory": memory})

    async def ready(self) -> dict[str, Any]:
        """Wait until the graph is loaded; what the zygote says of it. Raises `GraphError` if it cannot be."""
        said = await asyncio.to_thread(self._ready)
        if "ready" not in said:
            self.end()
            raise GraphError(f"{self._folder}：无法载入图谱（{said.get('error', '没有回应')}）；请重新运行 kg build")
        return said

    async def fork(self) -> Worker:
        """A new worker. Raises `GraphError` if the zygote is gone."""
        ours, theirs = socket.socketpair()
        sheet = frames.sheet()
        with theirs:
            try:
                pid = await asyncio.to_thread(self._fork, theirs, sheet)
            except BaseException:
                ours.close()
                if sheet is not None:
                    os.close(sheet)
                raise
        reader, writer = await asyncio.open_connection(sock=ours, limit=1 << 20)
        return Worker(pid, reader, writer, sheet)

    def kill(self, worker: Worker) -> None:
        """End a worker at once, whatever it does; the zygote is told in a thread, for it may be busy forking."""
        worker.close()
        asyncio.get_running_loop().run_in_executor(None, self._kill, worker.pid)

    def end(self) -> None:
        """End the zygote; its workers end with it."""
        self._control.close()
        try:
            self.process.wait(2)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _ready(self) -> dict[str, Any]:
        self._control.settimeout(_LOADING)
        try:
            return frames.receive_json(self._control) or {}
        except OSError as error:
            return {"error": str(error)}
        finally:
            with contextlib.suppress(OSError):
                self._control.settimeout(_ANSWERING)

    def _fork(self, theirs: socket.socket, sheet: int | None) -> int:
        with self._lock:
            try:
                self._order({"order": "fork"}, [theirs.fileno(), *([] if sheet is None else [sheet])])
                said = frames.receive_json(self._control)
            except OSError as error:
                raise GraphError(f"图谱进程没有回应（{error}）；请重新启动 kg serve") from error
        if said is None:
            raise GraphError("图谱进程已退出；请重新启动 kg serve")
        return int(said["pid"])

    def _kill(self, pid: int) -> None:
        with self._lock, contextlib.suppress(OSError):
            self._order({"order": "kill", "pid": pid})

    def _order(self, order: dict[str, Any], ends: Sequence[int] = ()) -> None:
        # A byte goes before the order, for descriptors need one to travel with.
        socket.send_fds(self._control, [b"!"], ends)
        frames.send_json(self._control, order)
