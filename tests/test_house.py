"""The arrows of the house point down: read the imports and keep it so."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "kg"
GROUND = {"model", "knowledge", "errors", "resources", "files", "__init__"}
WINGS = {"sources", "extract", "graph", "explore", "evaluate"}
#: Each library comes in by one door.
DOORS = {
    "jieba": {"extract"},
    "rdflib": {"graph"},
    "pyoxigraph": {"graph"},
    "pyshacl": {"graph"},
    "networkx": {"graph"},
    "pypinyin": {"graph"},
    "rapidfuzz": {"graph"},
    "pyvis": {"explore"},
    "click": {"cli", "serve"},
    "rich": {"cli"},
    "prompt_toolkit": {"cli"},
}
FILES = sorted(p for p in PACKAGE.rglob("*.py") if "node_modules" not in p.parts)


def floor(path: Path) -> str:
    relative = path.relative_to(PACKAGE)
    return relative.parts[0] if len(relative.parts) > 1 else relative.stem


def imported(path: Path) -> set[str]:
    """What a file imports, wherever in it, as dotted names; `from a import b` gives a.b, be b a module or not."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide their floor"
            assert node.module
            names.update(f"{node.module}.{a.name}" for a in node.names)
    return names


def allowed(own: str) -> set[str]:
    if own in GROUND:
        return GROUND
    if own in WINGS:
        return GROUND | {own}
    if own == "pipeline":
        return GROUND | WINGS
    return GROUND | WINGS | {"pipeline", own} | ({"serve"} if own == "cli" else set())


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_file_imports_only_what_stands_below_it(path):
    own = floor(path)
    used = {name.split(".")[1] for name in imported(path) if name.startswith("kg.")} - {"__version__"}
    assert used <= allowed(own), f"{own} may not import {sorted(used - allowed(own))}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_library_comes_in_by_its_own_door(path):
    for name in imported(path):
        library = name.split(".")[0]
        assert floor(path) in DOORS.get(library, {floor(path)}), f"{library} does not belong in {floor(path)}"


def test_there_are_no_import_circles():
    graph = {}
    for path in FILES:
        module = ".".join(("kg", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
        graph[module] = imported(path)
    known = set(graph)
    edges = {}
    for module, names in graph.items():
        targets = set()
        for name in names:
            while name and name not in known:
                name = name.rpartition(".")[0]
            if name and name != module:
                targets.add(name)
        edges[module] = targets
    done: set[str] = set()

    def walk(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " -> ".join((*path, module))
        if module not in done:
            for target in sorted(edges[module]):
                # A package's __init__ imports its own modules; they may name the package's siblings, not itself.
                walk(target, (*path, module))
            done.add(module)

    for module in sorted(edges):
        walk(module, ())
