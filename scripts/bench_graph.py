"""The graph's speed beside rdflib and bare pyoxigraph, on a synthetic graph of this project's shape.

bench_graph.py [TRIPLES …] [--names COUNT] [--rdflib-at-most TRIPLES] [--limit SECONDS] [--keep FOLDER]

Times are processor times of all processes and threads at work, which a busy machine disturbs least; ratios are what
counts. Only over HTTP the clock counts, to the last byte, and the bare measure is then pyoxigraph finding the result
and writing it in the same form: the same work without a server. rdflib is stopped after the limit, and its ratio is
then at least what is shown. Each contender runs in a process of its own, one after another, and none is begun for
which memory might not suffice.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
# rdflib takes some 1.3 kB a triple, making the synthetic graph 1.5.
_BYTES_A_TRIPLE = 2_000

Figures = dict[str, Any]


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="bench graph", description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("sizes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000, 5_000_000])
    parser.add_argument("--names", type=int, default=1_000_000, help="names among which slips are mended (0: none)")
    parser.add_argument("--rdflib-at-most", type=int, default=1_000_000, help="no rdflib beyond this many triples")
    parser.add_argument("--limit", type=int, default=60, help="seconds for a question to rdflib")
    parser.add_argument("--keep", type=Path, help="make the graphs in this folder, and leave them there")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.keep or Path(temporary)
        for size in chosen.sizes:
            measure(folder / f"{size}", size, chosen)
        if chosen.names:
            found = part("names", folder / f"names-{chosen.names}", chosen.names)
            print(
                f"\n{chosen.names:,} names: a slip mended in {found['median'] * 1000:.2f} ms (median; at worst "
                f"{found['worst'] * 1000:.1f}), {found['right']} of {found['asked']} rightly"
            )


def measure(folder: Path, size: int, chosen: argparse.Namespace) -> None:
    """Make a graph of that size, time all contenders with it and print the table."""
    print(f"\n{size:,} triples", flush=True)
    if not room(size):
        print("  left out: not enough memory free")
        return
    made = json.loads((folder / "made.json").read_text()) if (folder / "made.json").exists() else None
    if made is None:
        folder.mkdir(parents=True, exist_ok=True)
        made = part("make", folder, size)
        (folder / "made.json").write_text(json.dumps(made))
    bare = part("bare", folder)
    ours = part("pair", folder)
    slow = part("rdflib", folder, chosen.limit) if size <= chosen.rdflib_at_most and room(size) else None
    line("load, s", ours["load"], bare["load"], slow and slow["load"])
    line("memory, MB", ours["memory"] / 1e6, bare["memory"] / 1e6, slow and slow["memory"] / 1e6)
    line("Turtle written, s", made["export"], bare["dump"], slow and slow["export"])
    line("part of a name, ms", ours["part"] * 1000, None, slow and slow["part"] * 1000)
    asked = [(name, *times, slow and slow["queries"][name]) for name, times in ours["queries"].items()]
    print("  questions in this process (kg.open), then what they take in a worker that can be killed (kg query)")
    for name, theirs, own, worker, mean, rows, rdflib in asked:
        stopped = bool(rdflib) and rdflib[1] < 0
        assert not rdflib or stopped or rdflib[1] == rows, (name, rows, rdflib)
        line(f"{name}, ms", own * 1000, theirs * 1000, rdflib and rdflib[0] * 1000, stopped, worker / mean)
    here = statistics.median(own / theirs for _, theirs, own, *_ in asked)
    apart = statistics.median(worker / mean for _, _, _, worker, mean, *_ in asked)
    said = f"  median of the questions: {here:.2f} times pyoxigraph's time in process, {apart:.2f} in a worker"
    if slow:
        faster = statistics.median(rdflib[0] / own for _, _, own, *_, rdflib in asked)
        said += f", {faster:,.0f} times faster than rdflib"
    print(said)
    if room(3 * size):
        over_http(folder)
    show(folder)
    kept(folder)


def line(
    what: str, ours: float, bare: float | None, rdflib: float | None, stopped: bool = False, worker: float = 0
) -> None:
    """One line: ours, pyoxigraph's and what ours is of it, also in a worker; rdflib's and what it is of ours."""
    cells = [f"  {what:22}", f"{ours:10.3g}"]
    cells.append(f"{bare:10.3g}  x{ours / bare:<6.2f}" if bare else " " * 19)
    if worker:
        cells.append(f"worker x{worker:<5.2f}")
    if rdflib:
        cells.append(f"{'>' if stopped else ' '}{rdflib:9.4g}  /{rdflib / ours:<9,.4g}")
    print(" ".join(cells), flush=True)


def over_http(folder: Path) -> None:
    """Each question to `kg serve`, beside bare pyoxigraph finding and writing the very same form in a process."""
    print("  over HTTP, ms: median, bare writing the same, more; more by the shortest; all processor time, bytes")
    for name, (bare, asked, more, used, size) in part("http", folder).items():
        print(
            f"  {name:22} {asked * 1000:10.2f} {bare * 1000:10.2f}  +{(asked - bare) * 1000:<7.2f} "
            f"+{more * 1000:<7.2f} {used * 1000:7.2f} {size:9,}",
            flush=True,
        )


def kept(folder: Path) -> None:
    """A cold `kg query` that opens the store kept beside the build, and one that has to read the build."""
    asked = json.loads((folder / "questions.json").read_text(encoding="utf-8"))["queries"]["behind"]
    ask = [sys.executable, str(Path(sys.executable).with_name("kg")), "query", asked, "--graph", str(folder)]
    read = [*ask[:-1], str(folder / "graph.ttl")]
    cold(ask)
    pairs = [(timed(read), timed(ask)) for _ in range(3)]
    again, opened = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"  kg query, cold: {opened:.2f} s by the clock with the store kept beside the build, {again:.2f} s without")


def timed(command: list[str]) -> float:
    """How long a command takes by the clock, in seconds."""
    began = time.perf_counter()
    cold(command)
    return time.perf_counter() - began


def show(folder: Path) -> None:
    """A cold `kg show` by its console script beside a bare `import click`, in turn."""
    name = json.loads((folder / "questions.json").read_text(encoding="utf-8"))["show"]
    bare = [sys.executable, "-c", "import click"]
    card = [sys.executable, str(Path(sys.executable).with_name("kg")), "show", name, "--graph", str(folder)]
    pairs = [(cold(bare), cold(card)) for _ in range(40)]
    base, ours = min(b for b, _ in pairs), min(o for _, o in pairs)
    middle = statistics.median(o / b for b, o in pairs)
    print(
        f"  kg show, cold: {ours * 1000:.0f} ms beside import click {base * 1000:.0f} ms: "
        f"{ours / base:.2f} times (shortest), {middle:.2f} (median)"
    )


def cold(command: list[str]) -> float:
    """The processor time of a command from start to end, in seconds."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    return usage.ru_utime + usage.ru_stime


def part(kind: str, folder: Path, *arguments: object) -> Figures:
    """The figures of one contender, from a process of its own."""
    script = ["bench_http.py"] if kind == "http" else ["bench_parts.py", kind]
    command = [sys.executable, str(HERE / script[0]), *script[1:], str(folder), *map(str, arguments)]
    run = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    figures: Figures = json.loads(run.stdout)
    return figures


def room(triples: int) -> bool:
    """Whether memory is free for a contender."""
    free = Path("/proc/meminfo").read_text().split("MemAvailable:")[1].split()[0]
    return int(free) * 1024 > triples * _BYTES_A_TRIPLE


if __name__ == "__main__":
    main(sys.argv[1:])
