"""innokg from Python.

    import kg

    with kg.open("build") as graph:
        graph.dataset()                        # an rdflib Dataset, one named graph per document
        graph.network()                        # a networkx MultiDiGraph, one edge per fact
        graph.query("SELECT ?x { ?x a ik:Laboratory }").rows
        graph.stream("SELECT ?x { ?x a ik:Laboratory }")   # the same from pyoxigraph itself, in this process
        graph.card("西电杭研院").groups         # its relations, each with the words that state it
        graph.paths("西电杭研院", "萧山区").ways

`kg.build(paths, folder)` (`kg.pipeline.build`) makes such a folder. What both raise is a
`kg.KgError`, its message one line that names the place and the remedy.
"""

from __future__ import annotations

from pathlib import Path

from kg.graph.opened import OpenedGraph

__all__ = ["OpenedGraph", "open"]


def open(path: str | Path = "build") -> OpenedGraph:
    """The graph in the folder that `kg build` wrote. Raises `GraphError` if there is none."""
    return OpenedGraph(path)
