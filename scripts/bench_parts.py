"""What `bench_graph.py` times, a process for each contender so that its memory is its own.

bench_parts.py make|rdflib|bare|pair|names FOLDER [SIZE or LIMIT]; the figures come out as one JSON object.
"""

from __future__ import annotations

import json
import signal
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

Figures = dict[str, Any]

#: Questions of the library as users ask them, each about the entity of a class that stands at a place of the ranking.
QUESTIONS = (
    ("incubated", "platform", "Incubator"),
    ("joint-labs", "organization", "University"),
    ("figures", "entity", "Enterprise"),
    ("platforms-in", "place", "Place"),
    ("partners", "organization", "University"),
    ("policies-of", "issuer", "Government"),
    ("behind", "entity", "Enterprise"),
    ("most-connected", "class", ""),
)
ONTOLOGY = "https://w3id.org/innokg/ontology"


def spent(run: Callable[[], Any], clock: Callable[[], float] = time.perf_counter) -> tuple[float, Any]:
    """How long `run` takes by `clock`, in seconds, and what it gives."""
    began = clock()
    given = run()
    return clock() - began, given


def memory(pid: int | str = "self") -> int:
    """What a process holds now, in bytes."""
    status = Path(f"/proc/{pid}/status").read_text()
    return 1024 * int(status.split("VmRSS:")[1].split()[0])


def processor(pid: int | str = "self") -> float:
    """The processor time of all threads of a process, in seconds."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


def make(folder: Path, size: str) -> Figures:
    """Write a build of about `size` triples, timing its Turtle, and the questions to be asked of it."""
    from bench_data import make_graph

    from kg.graph import library, output, rdf
    from kg.graph.lookup import Index
    from kg.graph.ontology import load_vocabulary

    vocabulary = load_vocabulary()
    graph = make_graph(int(size), vocabulary)
    times = [spent(lambda: rdf.to_turtle(graph, vocabulary), time.process_time)[0] for _ in range(3)]
    building, _ = spent(lambda: output.write_build(folder, graph, vocabulary))
    index = Index(folder)

    def entity(cls: str) -> str:
        rows = index.rows("SELECT iri FROM node WHERE class = ? ORDER BY weight DESC, iri LIMIT 1 OFFSET 5", (cls,))
        return str(rows[0][0])

    queries = {}
    for name, parameter, cls in QUESTIONS:
        said = entity(cls) if cls else "Enterprise"
        queries[name] = library.bind(library.find(name), {parameter: said}, lambda iri: iri)
    labels = [row[0] for row in index.rows("SELECT label FROM node WHERE length(label) > 7 ORDER BY iri LIMIT 400")]
    known = {"queries": queries, "parts": [label[1:5] for label in labels[::20]], "show": labels[7]}
    (folder / "questions.json").write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
    return {"export": min(times), "build": building, "entities": len(graph.nodes)}


def rdflib(folder: Path, limit: str) -> Figures:
    """Load, ask, search and write with rdflib; `limit` bounds each question, in seconds of the processor."""
    from rdflib import Dataset, URIRef

    from kg.graph.naming import BASE
    from kg.graph.terms import prefixes

    known = json.loads((folder / "questions.json").read_text(encoding="utf-8"))
    before = memory()
    dataset = Dataset()
    load, _ = spent(lambda: dataset.parse(folder / "graph.ttl", format="turtle"), time.process_time)
    taken = memory() - before
    dataset.graph(URIRef(ONTOLOGY)).parse(ROOT / "ontology.ttl", format="turtle")
    spaces = {prefix: URIRef(namespace) for prefix, namespace in prefixes(BASE).items()}

    def ask(query: str) -> tuple[float, int]:
        """Processor time and rows; the limit and -1 if it was stopped."""
        signal.signal(signal.SIGPROF, _stop)
        signal.setitimer(signal.ITIMER_PROF, float(limit))
        try:
            return spent(lambda: len(list(dataset.query(query, initNs=spaces))), time.process_time)
        except TimeoutError:
            return float(limit), -1
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)

    asked = {name: ask(query) for name, query in known["queries"].items()}
    looked = "SELECT DISTINCT ?s {{ ?s skos:prefLabel|skos:altLabel ?l FILTER(CONTAINS(STR(?l), '{}')) }}"
    part = min(ask(looked.format(part))[0] for part in known["parts"][:2])
    graph = dataset.default_graph
    written, _ = spent(lambda: graph.serialize(format="turtle"), time.process_time)
    return {"load": load, "memory": taken, "queries": asked, "part": part, "export": written}


def _stop(*_: object) -> None:
    raise TimeoutError


def bare(folder: Path) -> Figures:
    """Load and dump with pyoxigraph alone."""
    import pyoxigraph as ox

    from kg.graph.naming import BASE
    from kg.graph.terms import prefixes

    before = memory()
    store = ox.Store()
    path = str(folder / "graph.ttl")
    load, _ = spent(lambda: store.bulk_load(path=path, format=ox.RdfFormat.TURTLE), processor)
    taken = memory() - before
    dump = min(
        spent(
            lambda: store.dump(format=ox.RdfFormat.TURTLE, from_graph=ox.DefaultGraph(), prefixes=prefixes(BASE)),
            time.process_time,
        )[0]
        for _ in range(3)
    )
    return {"load": load, "memory": taken, "dump": dump, "triples": len(store)}


def pair(folder: Path) -> Figures:
    """A bare store in this process, ours in this process and ours in a worker, a question to each in turn.

    Each reads all values of all rows. Of the first two the medians of the processor time, now one first and now the
    other; of the third, where two processes are at work, the mean beside bare's mean. Also search by part of a name.
    """
    from kg.graph.direct import Direct
    from kg.graph.lookup import Index
    from kg.graph.store import Session

    known = json.loads((folder / "questions.json").read_text(encoding="utf-8"))
    before = memory()
    session = Session(folder, memory=0, keep=False)
    waited, _ = spent(lambda: session.query("ASK {}", timeout=600))
    worker = session._worker.process.pid  # type: ignore[union-attr]
    figures: Figures = {"load": processor(worker), "waited": waited}
    figures["memory"] = memory(worker) + memory() - before
    direct = Direct(folder)
    direct.query("ASK {}")
    store = direct._graph.store  # type: ignore[union-attr]

    def alone(query: str) -> list[list[str | None]]:
        rows = store.query(query, prefixes=session.prefixes)
        return [[value and value.value for value in row] for row in rows]

    def ours(query: str) -> list[list[str | None]]:
        return [[value and value.value for value in row] for row in direct.query(query)]  # type: ignore[union-attr]

    def apart(query: str) -> list[list[str | None]]:
        return [[value and value.value for value in row] for row in session.query(query, timeout=600).rows]

    figures["queries"] = {}
    for name, query in known["queries"].items():
        rows = alone(query)
        assert rows == ours(query) == apart(query), name
        times: list[tuple[float, float, float]] = []
        working = processor(worker)
        while len(times) < 5 or (len(times) < 300 and sum(map(sum, times)) < 3):
            order = (alone, ours, apart) if len(times) % 2 else (ours, alone, apart)
            turn = {f: spent(lambda f=f, q=query: f(q), time.thread_time)[0] for f in order}
            times.append((turn[alone], turn[ours], turn[apart]))
        time.sleep(0.05)  # the worker's time is noted when it falls asleep
        bare, here, there = zip(*times, strict=True)
        worked = sum(there) + processor(worker) - working
        figures["queries"][name] = (
            statistics.median(bare), statistics.median(here), worked / len(times), sum(bare) / len(times), len(rows)
        )  # fmt: skip
    session.close()
    index = Index(folder)
    index.search(known["parts"][0])
    figures["part"] = statistics.median(
        spent(lambda p=part: index.search(p), time.thread_time)[0] for part in known["parts"]
    )
    return figures


def names(folder: Path, count: str) -> Figures:
    """Slips in names resolved among `count` names, warm."""
    from bench_data import make_names

    from kg.graph.index import make_index
    from kg.graph.lookup import Index
    from kg.graph.ontology import load_vocabulary

    if not (folder / "index.sqlite").exists():
        folder.mkdir(exist_ok=True)
        (folder / "index.sqlite").write_bytes(make_index(make_names(int(count)), load_vocabulary()))
    index = Index(folder)
    step = max(1, int(count) // 100)
    known = [row[0] for row in index.rows("SELECT text FROM name WHERE id % ? = 5 AND length(text) > 5", (step,))]
    slips = [(name, slip(name, number)) for number, name in enumerate(known)]
    found = [(name, index.resolve(said)) for name, said in slips]
    right = sum(bool(r.matches) and r.matches[0].name == name for name, r in found)
    times = [spent(lambda s=said: index.resolve(s), time.thread_time)[0] for _, said in slips]
    return {"median": statistics.median(times), "worst": max(times), "right": right, "asked": len(slips)}


def slip(name: str, number: int) -> str:
    """`name` with a wrong, a missing, or two swapped characters in its middle."""
    at = len(name) // 2
    wrong = ("囧", "", name[at + 1] + name[at])[number % 3]
    return name[:at] + wrong + name[at + (2 if number % 3 == 2 else 1) :]


if __name__ == "__main__":
    kinds: dict[str, Callable[..., Figures]] = {
        "make": make, "rdflib": rdflib, "bare": bare, "pair": pair, "names": names
    }  # fmt: skip
    print(json.dumps(kinds[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])))
