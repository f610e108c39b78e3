"""Timings as ratios, each pair of contenders in turn, best of several runs.

bench.py [show] [extract]
bench.py graph [TRIPLES …]   (see bench_graph.py)
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"
ROOT = Path(__file__).resolve().parent.parent


def best(run: Callable[[], object], times: int) -> float:
    """The shortest of several runs, in seconds."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        run()
        taken.append(time.perf_counter() - began)
    return min(taken)


def show() -> None:
    """A cold `kg show` against a bare `import click`."""
    with tempfile.TemporaryDirectory() as folder:
        kg = Path(sys.executable).with_name("kg")
        subprocess.run([kg, "build", "-o", folder], check=True, capture_output=True)
        bare = [sys.executable, "-c", "import click"]
        card = [sys.executable, kg, "show", "西电杭研院", "--graph", folder]
        pairs = [
            (
                best(lambda: subprocess.run(bare, check=True), 1),
                best(lambda: subprocess.run(card, check=True, capture_output=True), 1),
            )
            for _ in range(15)
        ]
    base, ours = min(b for b, _ in pairs), min(o for _, o in pairs)
    print(f"show     import click {base * 1000:.0f} ms, kg show {ours * 1000:.0f} ms: ratio {ours / base:.2f}")


def extract() -> None:
    """The whole extraction of the project's texts against jieba.lcut over the same text."""
    import jieba

    from kg import pipeline, resources, sources

    documents = [sources.read(p) for p in sorted((resources.seeds() / "texts").iterdir())]
    reader = pipeline.extractor(False)
    text = "\n".join(d.text for d in documents)
    jieba.lcut(text)
    base = best(lambda: jieba.lcut(text), 5)
    ours = best(lambda: [reader.extract(d) for d in documents], 5)
    print(
        f"extract  jieba.lcut {len(text) / base / 1e6:.2f} M characters a second, "
        f"kg {len(text) / ours / 1e6:.3f} M: ratio {base / ours:.3f}"
    )


def main() -> None:
    if sys.argv[1:2] == ["graph"]:
        import bench_graph

        bench_graph.main(sys.argv[2:])
        return
    known = {"show": show, "extract": extract}
    for name in sys.argv[1:] or known:
        known[name]()


if __name__ == "__main__":
    main()
