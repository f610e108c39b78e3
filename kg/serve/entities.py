"""What stands at the graph's own paths: /id/…, /doc/…, /fact/…, /observation/…, /ontology, and the pages for people."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kg.graph.terms import PREFIXES
from kg.serve import negotiate
from kg.serve.asking import Wrong, ask, form_of
from kg.serve.graphs import below, graph, here_of

_TAGGED = {"vary": "Accept", "etag": ""}
#: The longest search that is looked for; in characters.
LONGEST = 200


async def entity(request: Request) -> Response:
    """An entity at its own path."""
    return await _thing(request, "thing")


async def document(request: Request) -> Response:
    """A document at its own path."""
    return await _thing(request, "document")


async def statement(request: Request) -> Response:
    """A fact or a figure at its own path."""
    return await _thing(request, "statement")


async def ontology(request: Request) -> Response:
    """The ontology, in the RDF form that is wanted."""
    return await graph(request, PREFIXES["ik"].removesuffix("#"))


async def dataset(request: Request) -> Response:
    """The description of the dataset: VoID, DCAT, service description."""
    form = form_of(request, negotiate.TRIPLES)
    return await ask(request, {"op": "dataset", "form": form, "here": here_of(request)}, _TAGGED)


async def home(request: Request) -> Response:
    """The first page."""
    return await ask(request, {"op": "home"}, _TAGGED)


async def search(request: Request) -> Response:
    """The page of what a search finds."""
    return await ask(request, {"op": "find", "q": words(request, "q"), "limit": 50})


def words(request: Request, name: str) -> str:
    """A parameter that must be there, no longer than a search may be. Raises `Wrong` (400)."""
    said = request.query_params.get(name, "")
    if not said.strip() or len(said) > LONGEST:
        raise Wrong(
            400, "parameter", f"请给出参数 {name}，至多 {LONGEST} 个字符 · give {name}, at most {LONGEST} characters"
        )
    return said


async def _thing(request: Request, op: str) -> Response:
    form = form_of(request, negotiate.PAGES)
    return await ask(request, {"op": op, "iri": below(request, "/"), "form": form}, _TAGGED)
