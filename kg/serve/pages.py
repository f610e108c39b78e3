"""What the server itself answers, without a worker: its own pages and files, health, metrics, the OpenAPI document."""

from __future__ import annotations

import asyncio
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from kg.serve import openapi
from kg.serve.asking import Wrong, server_of, tagged
from kg.serve.html import both, page
from kg.serve.server import MEDIA

# The explorer brings its own policy, which names its script and style by their hashes.
_EXPLORER_POLICY = "frame-ancestors 'none'"


async def health(request: Request) -> Response:
    """Whether questions can be answered."""
    pool = server_of(request).pool
    return JSONResponse({"status": "ok", **pool.about, "running": len(pool.jobs), "waiting": pool.waiting})


async def numbers(request: Request) -> Response:
    """The metrics."""
    server = server_of(request)
    text = await asyncio.to_thread(server.metrics.text, server.pool)
    return PlainTextResponse(text, headers={"content-type": "text/plain; version=0.0.4; charset=utf-8"})


async def editor(request: Request) -> Response:
    """The query editor."""
    body = (
        f"<h1>{both('SPARQL 查询', 'SPARQL query')}</h1><div id='editor'></div>"
        "<noscript><p>此页需要 JavaScript；也可直接使用 /sparql 端点。</p></noscript>"
    )
    head = '<script src="/static/editor.js" defer></script>\n'
    return tagged(request, page("SPARQL 查询", body, head=head), 200, {"content-type": "text/html; charset=utf-8"})


async def explorer(request: Request) -> Response:
    """The explorer, as the build wrote it."""
    server = server_of(request)
    if not server.explorer:
        raise Wrong(404, "not-found", "此构建没有 graph.html；请重新运行 kg build · this build has no explorer")
    headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": _EXPLORER_POLICY}
    return tagged(request, server.explorer, 200, headers)


async def static(request: Request) -> Response:
    """A file of ours, from memory."""
    name = request.path_params["name"]
    server = server_of(request)
    if name not in server.assets:
        raise Wrong(404, "not-found", "没有这个文件 · no such file")
    return tagged(request, server.assets[name], 200, {"content-type": MEDIA[Path(name).suffix]})


async def description(request: Request) -> Response:
    """The OpenAPI document."""
    return tagged(request, openapi.document(), 200, {"content-type": "application/vnd.oai.openapi+json;version=3.1"})
