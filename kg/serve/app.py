"""The application: paths, what stands behind them, and what they have in common."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.serve import entities, graphs, lookups, pages, sparql
from kg.serve.asking import Wrong, wrong_response
from kg.serve.guard import Guard
from kg.serve.logs import log
from kg.serve.server import Server
from kg.serve.settings import Settings

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
    Route("/query", pages.editor, name="query-page"),
    Route("/explore", pages.explorer, name="explore-page"),
    Route("/api/suggest", lookups.suggest, name="suggest"),
    Route("/api/resolve", lookups.resolve, name="resolve"),
    Route("/api/search", lookups.search, name="search"),
    Route("/api/entity", lookups.entity, name="card"),
    Route("/api/queries", lookups.queries, name="queries"),
    Route("/api/queries/{name}", lookups.named, name="named-query"),
    Route("/.well-known/void", entities.dataset, name="void"),
    Route("/health", pages.health, name="health"),
    Route("/metrics", pages.numbers, name="metrics"),
    Route("/openapi.json", pages.description, name="openapi"),
    Route("/static/{name}", pages.static, name="static"),
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
