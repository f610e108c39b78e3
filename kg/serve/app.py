"""The application: paths, what stands behind them, and what they have in common."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from kg.errors import GraphError
from kg.serve import entities, graphs, lookups, openapi, sparql
from kg.serve.asking import Wrong, tagged, wrong_response
from kg.serve.guard import Guard
from kg.serve.html import both, page
from kg.serve.logs import log
from kg.serve.metrics import Metrics
from kg.serve.pool import Pool
from kg.serve.settings import Settings

_ASSETS = Path(__file__).with_name("assets")
_MEDIA = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
# The explorer brings its own policy, which names its script and style by their hashes.
_EXPLORER_POLICY = "frame-ancestors 'none'"


class Server:
    """The pool, the files that are served as they are, and the numbers."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.pool = Pool(settings)
        self.metrics = Metrics()
        self.assets = {path.name: path.read_bytes() for path in sorted(_ASSETS.iterdir()) if path.suffix in _MEDIA}
        self.explorer = b""
        self._built: tuple[object, ...] = ()

    @asynccontextmanager
    async def running(self, app: Starlette) -> AsyncIterator[None]:
        """Load the graph, watch for a newer build, and end all workers at the end."""
        self._built = self._stamp()
        self._read_explorer()
        await self.pool.start()
        watching = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            watching.cancel()
            await self.pool.close()

    def editor(self, request: Request) -> Response:
        """The page with the query editor."""
        body = (
            f"<h1>{both('SPARQL 查询', 'SPARQL query')}</h1><div id='editor'></div>"
            "<noscript><p>此页需要 JavaScript；也可直接使用 /sparql 端点。</p></noscript>"
        )
        head = '<script src="/static/editor.js" defer></script>\n'
        return tagged(request, page("SPARQL 查询", body, head=head), 200, {"content-type": "text/html; charset=utf-8"})

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


async def health(request: Request) -> Response:
    """Whether questions can be answered."""
    pool = request.app.state.server.pool
    return JSONResponse({"status": "ok", **pool.about, "running": len(pool.jobs), "waiting": pool.waiting})


async def numbers(request: Request) -> Response:
    """The metrics."""
    server: Server = request.app.state.server
    text = await asyncio.to_thread(server.metrics.text, server.pool)
    return PlainTextResponse(text, headers={"content-type": "text/plain; version=0.0.4; charset=utf-8"})


async def editor(request: Request) -> Response:
    """The query editor."""
    server: Server = request.app.state.server
    return server.editor(request)


async def explorer(request: Request) -> Response:
    """The explorer, as the build wrote it."""
    server: Server = request.app.state.server
    if not server.explorer:
        raise Wrong(404, "not-found", "此构建没有 graph.html；请重新运行 kg build · this build has no explorer")
    headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": _EXPLORER_POLICY}
    return tagged(request, server.explorer, 200, headers)


async def static(request: Request) -> Response:
    """A file of ours, from memory."""
    name = request.path_params["name"]
    server: Server = request.app.state.server
    if name not in server.assets:
        raise Wrong(404, "not-found", "没有这个文件 · no such file")
    return tagged(request, server.assets[name], 200, {"content-type": _MEDIA[Path(name).suffix]})


async def description(request: Request) -> Response:
    """The OpenAPI document."""
    return tagged(request, openapi.document(), 200, {"content-type": "application/vnd.oai.openapi+json;version=3.1"})


ROUTES = (
    Route("/", entities.home, name="home"),
    Route("/sparql", sparql.sparql, methods=["GET", "POST"], name="sparql"),
    Route("/graphs", graphs.indirect, name="graphs"),
    Route("/graphs/{path:path}", graphs.direct, name="graph"),
    Route("/id/{path:path}", entities.entity, name="entity"),
    Route("/doc/{path:path}", entities.document, name="document"),
    Route("/fact/{path:path}", entities.statement, name="fact"),
    Route("/observation/{path:path}", entities.statement, name="observation"),
    Route("/ontology", entities.ontology, name="ontology"),
    Route("/search", entities.search, name="search-page"),
    Route("/query", editor, name="query-page"),
    Route("/explore", explorer, name="explore-page"),
    Route("/api/suggest", lookups.suggest, name="suggest"),
    Route("/api/resolve", lookups.resolve, name="resolve"),
    Route("/api/search", lookups.search, name="search"),
    Route("/api/entity", lookups.entity, name="card"),
    Route("/api/queries", lookups.queries, name="queries"),
    Route("/api/queries/{name}", lookups.named, name="named-query"),
    Route("/.well-known/void", entities.dataset, name="void"),
    Route("/health", health, name="health"),
    Route("/metrics", numbers, name="metrics"),
    Route("/openapi.json", description, name="openapi"),
    Route("/static/{name}", static, name="static"),
)


async def _wrong(request: Request, error: Exception) -> Response:
    assert isinstance(error, Wrong)
    return wrong_response(request, error)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    said = {
        404: ("not-found", "没有这个路径；首页 / 列出各接口 · no such path"),
        405: ("method", "此处不接受这种方法；本服务只读 · method not allowed, the service is read-only"),
    }
    code, detail = said.get(error.status_code, ("http", str(error.detail)))
    return wrong_response(request, Wrong(error.status_code, code, detail, dict(error.headers or {})))


async def _unforeseen(request: Request, error: Exception) -> Response:
    log("error", path=request.url.path[:300], error=repr(error))
    return wrong_response(request, Wrong(500, "internal", "服务器内部错误，已记入日志 · internal error, see the log"))


def make_app(settings: Settings) -> Starlette:
    """The ASGI application over the build folder that `settings` names."""
    server = Server(settings)
    app = Starlette(
        routes=list(ROUTES),
        middleware=[Middleware(Guard, settings=settings, metrics=server.metrics)],
        exception_handlers={Wrong: _wrong, HTTPException: _http, Exception: _unforeseen},
        lifespan=server.running,
    )
    app.router.redirect_slashes = False
    app.state.server = server
    return app
