"""The SPARQL 1.1 Protocol at /sparql: queries by GET, by POST of a form and by direct POST; updates refused."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from kg.graph.sparql import MAX_LENGTH
from kg.serve import negotiate, pages
from kg.serve.asking import Wrong, accept_of, ask, body_of, form_of, server_of
from kg.serve.graphs import here_of

_FORM = "application/x-www-form-urlencoded"
_QUERY, _UPDATE = "application/sparql-query", "application/sparql-update"
_KNOWN = {"query", "default-graph-uri", "named-graph-uri", "format"}
_UPDATING = {"update", "using-graph-uri", "using-named-graph-uri"}
_VARY = {"vary": "Accept"}

Pairs = list[tuple[str, str]]


async def sparql(request: Request) -> Response:
    """The endpoint: a query's answer, or, where none is asked, the description of the service (a page for people)."""
    pairs = _pairs(request.url.query.encode("latin-1", "replace"), "网址")
    if request.method == "POST":
        pairs = await _posted(request, pairs)
    if any(name in _UPDATING for name, _ in pairs):
        raise _read_only()
    asked = [value for name, value in pairs if name == "query"]
    if not asked and request.method != "POST" and not {name for name, _ in pairs} - {"format"}:
        return await _description(request)
    if len(asked) != 1:
        what = "没有 query 参数" if not asked else "query 参数多于一个"
        raise Wrong(400, "one-query", f"{what}；请恰好给出一个 · give exactly one query")
    return await answer(request, asked[0], pairs)


async def answer(request: Request, query: str, pairs: Pairs) -> Response:
    """The response to one query with the parameters of the protocol."""
    if len(query) > MAX_LENGTH:
        raise Wrong(413, "too-long", f"查询有 {len(query)} 个字符，超过上限 {MAX_LENGTH}；请缩短 · query too long")
    formats = [value for name, value in pairs if name == "format"]
    if formats:
        rows, triples = (negotiate.named(formats[0], forms) for forms in (negotiate.ROWS, negotiate.TRIPLES))
    else:
        accept = accept_of(request)
        rows, triples = (negotiate.choose(accept, forms) for forms in (negotiate.ROWS, negotiate.TRIPLES))
    if not rows and not triples:
        known = "、".join((*negotiate.ROWS, *negotiate.TRIPLES))
        raise Wrong(406, "not-acceptable", f"没有所要求的格式；可用：{known}")
    settings = server_of(request).settings
    task: dict[str, Any] = {
        "op": "query",
        "query": query,
        "rows": rows,
        "triples": triples,
        "limit": settings.rows,
        "size": settings.result_bytes,
        "base": f"{here_of(request)}/sparql",
    }
    dataset = [[value for name, value in pairs if name == f"{kind}-graph-uri"] for kind in ("default", "named")]
    if any(dataset):
        task["dataset"] = dataset
    request.scope["kg.log"] = {"query_chars": len(query)}
    return await ask(request, task, _VARY)


async def _posted(request: Request, pairs: Pairs) -> Pairs:
    """The parameters of a POST: those of its body, and of its address where the body is the query itself."""
    kind, *parameters = (part.strip() for part in request.headers.get("content-type", "").lower().split(";"))
    if kind == _UPDATE:
        raise _read_only()
    if kind not in (_FORM, _QUERY):
        raise Wrong(
            415, "media-type", f"POST 的 Content-Type 须为 {_FORM} 或 {_QUERY}", {"accept-post": f"{_FORM}, {_QUERY}"}
        )
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset" and value.strip(' "') not in ("utf-8", "utf8"):
            raise Wrong(415, "charset", "查询须以 UTF-8 编码 · queries are UTF-8")
    body = await body_of(request, server_of(request).settings.body_bytes)
    if kind == _FORM:
        return _pairs(body, "正文") + pairs
    if any(name == "query" for name, _ in pairs):
        raise Wrong(400, "one-query", "网址与正文中各有一个查询；请只给一个 · give exactly one query")
    try:
        return [("query", body.decode("utf-8")), *pairs]
    except UnicodeDecodeError:
        raise Wrong(400, "encoding", "查询不是 UTF-8 编码 · the query is not UTF-8") from None


def _pairs(encoded: bytes, where: str) -> Pairs:
    try:
        return parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except (UnicodeDecodeError, ValueError):
        raise Wrong(400, "encoding", f"{where}中的参数有误或不是 UTF-8 编码 · parameters cannot be decoded") from None


def _read_only() -> Wrong:
    return Wrong(403, "read-only", "本服务只读，不执行更新；图谱由 kg build 生成 · read-only: no updates here")


async def _description(request: Request) -> Response:
    form = form_of(request, {**negotiate.TRIPLES, "text/html": "html", "application/xhtml+xml": "html"})
    if form == "html":
        return await pages.editor(request)
    task = {"op": "dataset", "form": form, "here": here_of(request)}
    return await ask(request, task, {**_VARY, "etag": ""})
