"""The SPARQL 1.1 Graph Store Protocol, read-only: /graphs?default and ?graph=IRI, and directly /graphs/…."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import GraphError
from kg.graph.naming import iri_at
from kg.serve import negotiate
from kg.serve.asking import Wrong, ask, form_of, server_of


def here_of(request: Request) -> str:
    """This server's address, as the client calls it; its Host has been checked."""
    return f"{request.url.scheme}://{request.headers.get('host', '')}"


async def indirect(request: Request) -> Response:
    """The graph that `?graph=` names, or with `?default` the default graph."""
    names = request.query_params.getlist("graph")
    default = "default" in request.query_params
    if len(names) + default != 1 or (default and request.query_params["default"]):
        raise Wrong(400, "one-graph", "请恰好给出 ?default 或一个 ?graph=IRI · give ?default or one ?graph=IRI")
    return await graph(request, "" if default else names[0])


async def direct(request: Request) -> Response:
    """The graph whose IRI stands below our base as its path stands below /graphs/."""
    return await graph(request, below(request, "/graphs/"))


def below(request: Request, prefix: str) -> str:
    """The IRI at the request's path, less `prefix`, below the graph's base. Raises `Wrong` (404) for a broken path."""
    path = request.scope["raw_path"].decode("latin-1")
    try:
        return iri_at(path.removeprefix(prefix), server_of(request).pool.about["base"])
    except GraphError as error:
        raise Wrong(404, "not-found", str(error)) from None


async def graph(request: Request, name: str) -> Response:
    """The response with a graph by its name, "" being the default graph."""
    form, head = form_of(request, negotiate.TRIPLES), request.method == "HEAD"
    response = await ask(request, {"op": "graph", "graph": name, "form": form, "head": head}, {"vary": "Accept"})
    if head:  # nobody has measured the graph
        del response.headers["content-length"]
    return response
