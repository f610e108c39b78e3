"""Ask a built graph questions in SPARQL: read-only, in a worker process that is killed at its time limit."""

from __future__ import annotations

import json
import queue
import re
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from kg import resources
from kg.errors import GraphError, QueryError
from kg.graph import terms
from kg.graph.naming import BASE
from kg.graph.results import Result, from_worker
from kg.graph.sparql import Checked, check, explained

# The ontology's graph, as the worker names it.
_ONTOLOGY = terms.PREFIXES["ik"].removesuffix("#")
_WORKER = Path(__file__).with_name("worker.py")
_PREFIX = re.compile(r"@prefix ([\w-]*): <([^<>]*)> \.\s*")
# Reading a graph takes two seconds for each million triples; longer than this, something is stuck.
_LOADING = 600.0

#: What a query may take unless the caller says otherwise: seconds, rows, characters of cells, bytes of memory.
TIMEOUT = 30.0
LIMIT = 10_000
MAX_CHARACTERS = 64_000_000
MEMORY = 4 << 30


def query(path: Path, sparql: str, *, timeout: float = TIMEOUT, limit: int = LIMIT) -> Result:
    """Ask one question of the graph at `path`; see `Session`."""
    with Session(path) as session:
        return session.query(sparql, timeout=timeout, limit=limit)


class Session:
    """A graph kept open for several questions: a build folder, or one Turtle or N-Quads file.

    The default graph is the merged graph; each document's graph and the ontology's (`<https://w3id.org/innokg/ontology>`)
    are there by name. Prefixes of the graph need no declaration. The graph is loaded at the first question.
    """

    def __init__(self, path: Path, *, memory: int = MEMORY, ontology: bool = True) -> None:
        """Raises `GraphError` if there is no graph at `path`.

        `memory` bounds the worker, in bytes (0: unbounded). Without `ontology` its graph is left out.
        """
        self.files = _files(path)
        self.prefixes = _prefixes(self.files)
        self.memory = memory
        self.ontology = ontology
        self._worker: _Worker | None = None
        self._named = False

    def query(self, sparql: str, *, timeout: float = TIMEOUT, limit: int = LIMIT) -> Result:
        """The result of `sparql`.

        At most `limit` rows or triples are returned; `Result.cut` says if there were more. Raises `QueryError` if
        the query is malformed, refused (it would change or fetch something), or is not done in `timeout` seconds.
        """
        checked = check(sparql, self.prefixes)
        worker = self._ready(_about_documents(checked))
        request = {
            "query": checked.text,
            "graphs": checked.graphs,
            "prefixes": self.prefixes,
            "limit": limit,
            "bytes": MAX_CHARACTERS,
        }
        answer = worker.ask(request, timeout)
        if answer is None:
            self.close()
            raise QueryError(f"查询超过 {timeout:g} 秒，已停止；请缩小范围或放宽时限")
        if "gone" in answer:
            self.close()
            raise QueryError("查询耗尽内存或嵌套过深，已中止；请缩小范围")
        if "error" in answer:
            raise QueryError(f"查询无法执行：{explained(answer['error'])}")
        return from_worker(answer, self.prefixes)

    def close(self) -> None:
        """End the worker. The next question starts another."""
        if self._worker is not None:
            self._worker.end()
            self._worker = None

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ready(self, named: bool) -> _Worker:
        """A worker with the graph and the ontology; the documents' own graphs only once a query asks for them."""
        if self._worker is not None and named and not self._named:
            self.close()
        if self._worker is None:
            merged = "turtle" if "turtle" in self.files else "nquads"
            wanted = self.files if named else {merged: self.files[merged]}
            if self.ontology:
                wanted = {**wanted, "ontology": str(resources.ontology())}
            worker = _Worker()
            answer = worker.ask({"files": wanted, "memory": self.memory}, _LOADING)
            if answer is None or "ready" not in answer:
                worker.end()
                said = explained((answer or {}).get("error", "没有回应"))
                raise GraphError(f"{self.files[merged]}：无法载入（{said}）；请重新运行 kg build")
            self._worker, self._named = worker, named
        return self._worker


class _Worker:
    """The other process, and a thread that listens to it, so that waiting can end."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            # -P keeps the script's folder, and so our module names, off the worker's path.
            [sys.executable, "-P", str(_WORKER)],
            bufsize=1 << 20,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def ask(self, message: Mapping[str, Any], timeout: float) -> dict[str, Any] | None:
        """The answer; None if there is none in time, {"gone": True} if the worker died."""
        deadline = time.monotonic() + timeout
        try:
            assert self.process.stdin
            self.process.stdin.write(json.dumps(message).encode("ascii") + b"\n")
            self.process.stdin.flush()
            line = self.answers.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            return None
        except OSError:
            return {"gone": True}
        answer: dict[str, Any] = json.loads(line) if line.endswith(b"\n") else {"gone": True}
        return answer

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                try:
                    stream.close()
                except OSError:
                    continue  # a question that was never read

    def _listen(self) -> None:
        assert self.process.stdout
        try:
            for line in self.process.stdout:
                self.answers.put(line)
        except ValueError:
            return  # closed under us: nobody waits any more
        self.answers.put(b"")


def _about_documents(checked: Checked) -> bool:
    """Whether a query may look into graphs by name, other than the ontology's, which is always there."""
    rest = checked.text.replace(f"GRAPH <{_ONTOLOGY}>", "")
    return checked.named and (bool(checked.graphs) or "GRAPH" in rest.upper())


def _files(path: Path) -> dict[str, str]:
    """The graph's files by format."""
    if path.is_dir():
        found = {"turtle": path / "graph.ttl", "nquads": path / "graph.nq"}
        files = {format_: str(file) for format_, file in found.items() if file.is_file()}
        if files:
            return files
        raise GraphError(f"{path}：其中没有 graph.nq 或 graph.ttl；请先运行 kg build，或用 --graph 指明图谱")
    if not path.is_file():
        raise GraphError(f"{path}：不存在；请先运行 kg build，或用 --graph 指明图谱")
    formats = {".ttl": "turtle", ".nt": "turtle", ".nq": "nquads"}
    if path.suffix not in formats:
        raise GraphError(f"{path}：不是 .ttl、.nt 或 .nq 文件；请指明构建文件夹或这类文件")
    return {formats[path.suffix]: str(path)}


def _prefixes(files: Mapping[str, str]) -> dict[str, str]:
    """Our prefixes, with the base that the graph was built with as its Turtle says."""
    found = terms.prefixes(BASE)
    if "turtle" in files:
        with Path(files["turtle"]).open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                match = _PREFIX.fullmatch(line)
                if not match:
                    break
                found[match[1]] = match[2]
    return found
