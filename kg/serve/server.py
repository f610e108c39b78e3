"""The server behind the application: the pool, the files that are served as they are, the numbers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette

from kg.errors import GraphError
from kg.serve.logs import log
from kg.serve.metrics import Metrics
from kg.serve.pool import Pool
from kg.serve.settings import Settings

_ASSETS = Path(__file__).with_name("assets")
#: The files of the pages, by suffix.
MEDIA = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


class Server:
    """What lives as long as the application does."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.pool = Pool(settings)
        self.metrics = Metrics()
        self.assets = {path.name: path.read_bytes() for path in sorted(_ASSETS.iterdir()) if path.suffix in MEDIA}
        self.explorer = b""
        self.failure: GraphError | None = None
        self._built: tuple[object, ...] = ()

    @asynccontextmanager
    async def running(self, app: Starlette) -> AsyncIterator[None]:
        """Load the graph, watch for a newer build, and end all workers at the end."""
        self._built = self._stamp()
        self._read_explorer()
        try:
            await self.pool.start()
        except GraphError as error:
            self.failure = error
            raise
        watching = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            watching.cancel()
            await self.pool.close()

    def _stamp(self) -> tuple[object, ...]:
        """What changes when the graph is built anew."""
        try:
            stats = [(self.settings.folder / name).stat() for name in ("graph.nq", "index.sqlite")]
        except OSError:
            return ()
        return tuple((stat.st_mtime_ns, stat.st_size, stat.st_ino) for stat in stats)

    def _read_explorer(self) -> None:
        path = self.settings.folder / "graph.html"
        self.explorer = path.read_bytes() if path.is_file() else b""

    async def _watch(self) -> None:
        """When a new build stands complete, load it beside the old one, and change over."""
        seen = self._built
        while True:
            await asyncio.sleep(self.settings.watch)
            stamp = self._stamp()
            if not stamp or stamp == self._built or stamp != seen:
                seen = stamp
                continue
            self._built = stamp
            fresh = Pool(self.settings)
            try:
                await fresh.start()
            except GraphError as error:
                log("reload-failed", error=str(error))
                continue
            old, self.pool = self.pool, fresh
            fresh.killed.update(old.killed)
            self._read_explorer()
            log("reloaded", **fresh.about)
            await asyncio.sleep(self.settings.timeout)  # what the old graph is still asked, it may answer
            await old.close()
