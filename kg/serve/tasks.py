"""What a worker does: one request in, one reply out.

A request says what it is in `op`; the functions of `TASKS` do the rest. What is wrong with a request becomes a reply
with a `problem`, never an exception.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from kg.errors import GraphError, QueryError
from kg.graph.served import NoSuchForm, QueryRefused, Question
from kg.serve import looks, views
from kg.serve.library import MEDIA, Library, Reply, Request, found, problem


def answer(library: Library, request: Request) -> Reply:
    """The reply to one request, whatever is wrong with it."""
    try:
        return TASKS[request["op"]](library, request)
    except QueryRefused as error:
        return problem(403, "refused", str(error))
    except NoSuchForm as error:
        return problem(406, "not-acceptable", str(error))
    except QueryError as error:
        return problem(400, "malformed-query", str(error))
    except GraphError as error:
        return problem(404, "not-found", str(error))
    except MemoryError:
        return problem(503, "out-of-memory", "查询所需内存超过上限，已中止；请缩小范围 · out of memory")


def query(library: Library, request: Request) -> Reply:
    """A SPARQL query; notes say if the result was cut."""
    said = library.served.query(
        Question(
            request["query"],
            request["rows"],
            request["triples"],
            request["limit"],
            request["size"],
            request["base"],
            request.get("dataset"),
        )
    )
    return found(said.form, said.body, cut=said.cut)


def graph(library: Library, request: Request) -> Reply:
    """A whole graph by its name, "" being the default graph."""
    name, form = request["graph"], request["form"]
    if name and not library.served.holds(name):
        return problem(404, "no-such-graph", f"本图谱中没有图 <{name}> · no such graph")
    if request.get("head"):
        return found(form, b"")
    return Reply(200, {"content-type": MEDIA[form]}, partial(library.served.dump, name, form))


TASKS: Mapping[str, Callable[[Library, Request], Reply]] = {
    "query": query,
    "graph": graph,
    **looks.TASKS,
    **views.TASKS,
}
