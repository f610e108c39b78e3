"""A built graph as questions are put to it: which of its files to read for which question, and its prefixes."""

from __future__ import annotations

import re
from pathlib import Path

from kg import resources
from kg.errors import GraphError
from kg.graph import terms
from kg.graph.naming import BASE
from kg.graph.sparql import Checked

# The ontology's graph, as the worker names it.
_ONTOLOGY = terms.PREFIXES["ik"].removesuffix("#")
_PREFIX = re.compile(r"@prefix ([\w-]*): <([^<>]*)> \.\s*")


class Answerable:
    """A build folder, or one Turtle or N-Quads file.

    `merged` is the file with the merged graph, `prefixes` are those that need no declaration.
    """

    def __init__(self, path: Path, ontology: bool = True) -> None:
        """Raises `GraphError` if there is no graph at `path`. Without `ontology` its graph is left out."""
        self.path = path
        self.built = _files(path)
        self.merged = self.built.get("turtle") or self.built["nquads"]
        self.ontology = ontology
        self.prefixes = self._prefixes()

    def files(self, named: bool = True) -> dict[str, str]:
        """The files to read, by format: without `named`, those of the merged graph alone, and the ontology's."""
        files = {kind: path for kind, path in self.built.items() if named or path == self.merged}
        return {**files, "ontology": str(resources.ontology())} if self.ontology else files

    def _prefixes(self) -> dict[str, str]:
        """Our prefixes, with the base that the graph was built with as its Turtle says."""
        found = terms.prefixes(BASE)
        if "turtle" in self.built:
            with Path(self.merged).open(encoding="utf-8", errors="replace") as lines:
                for line in lines:
                    match = _PREFIX.fullmatch(line)
                    if not match:
                        break
                    found[match[1]] = match[2]
        return found


def about_documents(checked: Checked) -> bool:
    """Whether a query may look into graphs by name, other than the ontology's, which is always there."""
    rest = checked.text.replace(f"GRAPH <{_ONTOLOGY}>", "")
    return checked.named and (bool(checked.graphs) or "GRAPH" in rest.upper())


def _files(path: Path) -> dict[str, str]:
    """The graph's files by format."""
    if path.is_dir():
        found = {"turtle": path / "graph.ttl", "nquads": path / "graph.nq"}
        files = {format_: str(file) for format_, file in found.items() if file.is_file()}
        if files:
            return files
        raise GraphError(f"{path}：其中没有 graph.nq 或 graph.ttl；请先运行 kg build，或用 --graph 指明图谱")
    if not path.is_file():
        raise GraphError(f"{path}：不存在；请先运行 kg build，或用 --graph 指明图谱")
    formats = {".ttl": "turtle", ".nt": "turtle", ".nq": "nquads"}
    if path.suffix not in formats:
        raise GraphError(f"{path}：不是 .ttl、.nt 或 .nq 文件；请指明构建文件夹或这类文件")
    return {formats[path.suffix]: str(path)}
