"""The worker's process as its parent holds it: asked one thing at a time, and killed when its time is up."""

from __future__ import annotations

import json
import math
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_WORKER = Path(__file__).with_name("worker.py")
_LONG = 1e6  # seconds; to wait for ever is beyond some systems


class Worker:
    """A process that runs `worker.py`.

    Whoever asks reads the answer himself, for waking a second thread takes as long as many an answer; a thread beside
    him, asleep as long as answers come in time, kills the process when one does not.
    """

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            # -P keeps the script's folder, and so our module names, off the worker's path.
            [sys.executable, "-P", str(_WORKER)],
            bufsize=1 << 20,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._due = math.inf
        self._sleeps_until = -math.inf
        self._late = self._ended = False
        self._turn = threading.Condition()
        threading.Thread(target=self._watch, daemon=True).start()

    def ask(self, message: Mapping[str, Any], timeout: float) -> tuple[dict[str, Any], bytes] | None:
        """The head and the bytes of the answer; None if there is none in time, {"gone": True} if the worker died.

        After either of these it is dead.
        """
        self._expect(time.monotonic() + timeout)
        head: dict[str, Any] = {"gone": True}
        body = b""
        try:
            assert self.process.stdin and self.process.stdout
            self.process.stdin.write(json.dumps(message).encode("ascii") + b"\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
            if line.endswith(b"\n"):
                said = json.loads(line)
                body = self.process.stdout.read(said["size"])
                head = said if len(body) == said["size"] else head
        except OSError:
            pass  # it died with our message in hand
        return None if self._came() else (head, body)

    def end(self) -> None:
        """Kill the process, whatever it does."""
        with self._turn:
            self._ended = True
            self._turn.notify()
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                try:
                    stream.close()
                except OSError:
                    continue  # a question that was never read

    def _expect(self, due: float) -> None:
        with self._turn:
            self._due = due
            if due < self._sleeps_until:
                self._turn.notify()

    def _came(self) -> bool:
        """Note that the answer, or the end, has come; whether it came too late."""
        with self._turn:
            self._due = math.inf
            return self._late

    def _watch(self) -> None:
        with self._turn:
            while not self._ended:
                if self._due <= time.monotonic():
                    self._late = True
                    self.process.kill()
                    return
                self._sleeps_until = self._due
                self._turn.wait(min(self._due - time.monotonic(), _LONG))
