"""Look-ups as JSON under /api."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kg.serve import negotiate
from kg.serve.asking import Wrong, ask, form_of, server_of
from kg.serve.entities import words


async def suggest(request: Request) -> Response:
    """Names for what has been typed so far."""
    return await ask(request, {"op": "suggest", "q": words(request, "q"), "limit": _limit(request, 10)})


async def resolve(request: Request) -> Response:
    """What a name may mean."""
    return await ask(request, {"op": "resolve", "name": words(request, "name"), "limit": _limit(request, 20)})


async def search(request: Request) -> Response:
    """Entities and evidence by words."""
    return await ask(request, {"op": "search", "q": words(request, "q"), "limit": _limit(request, 50)})


async def entity(request: Request) -> Response:
    """A card, by `iri` or by `name`."""
    iri = request.query_params.get("iri", "")
    task = {"op": "entity", "iri": iri} if iri else {"op": "entity", "name": words(request, "name")}
    return await ask(request, task, {"etag": ""})


async def queries(request: Request) -> Response:
    """The named queries."""
    return await ask(request, {"op": "queries"}, {"etag": ""})


async def named(request: Request) -> Response:
    """The answer of a named query; its parameters are those of the address."""
    settings = server_of(request).settings
    params = {name: value for name, value in request.query_params.items() if name != "format"}
    return await ask(
        request,
        {
            "op": "named",
            "name": request.path_params["name"],
            "params": params,
            "rows": form_of(request, negotiate.ROWS),
            "triples": "turtle",
            "limit": settings.rows,
            "size": settings.result_bytes,
        },
        {"vary": "Accept"},
    )


def _limit(request: Request, usual: int) -> int:
    said = request.query_params.get("limit", str(usual))
    if not (said.isascii() and said.isdigit() and 1 <= int(said[:9]) <= 500):
        raise Wrong(400, "parameter", "limit 须为 1 至 500 的整数 · limit is a number from 1 to 500")
    return int(said)
