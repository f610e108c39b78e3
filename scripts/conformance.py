"""The W3C's SPARQL 1.1 tests against `kg query`'s engine and, over HTTP, against a real `kg serve`.

Evaluation, result formats, syntax, protocols; and that nothing is changed or called.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path

from conformance_engine import accepted, evaluate
from conformance_http import accepted_over_http, evaluate_over_http, graphs_of
from conformance_protocol import graph_store, protocol
from conformance_server import served
from conformance_tests import Tally, Test, tests

MANIFESTS = ("query", "results", "fed", "update")
_EVALUATED = ("QueryEvaluationTest", "CSVResultFormatTest")


def understood(complaint: str) -> bool:
    """Whether the query was read, if only to find that what it names (a graph, a function) is not there."""
    absent = ("本图谱中没有这个图", "本图谱中没有图", "custom function")
    return not complaint or any(words in complaint for words in absent)


def run(folder: Path, only: str = "") -> Tally:
    """All tests of `folder`, or those with `only` in their names, by the engine alone."""
    tally = Tally()
    for part, test in chosen(folder, only):
        _note(tally, part, test, evaluate(test, folder) if _evaluated(part, test) else accepted(test, folder))
    return tally


def run_over_http(folder: Path, only: str = "") -> Tally:
    """The same over HTTP, and the protocols' own tests."""
    tally = Tally()
    selected = list(chosen(folder, only))
    held = graphs_of([test for part, test in selected if _evaluated(part, test)], folder)
    with served([], held) as server:
        for part, test in selected:
            if _evaluated(part, test):
                complaint = evaluate_over_http(test, folder, server, held)
            else:
                status, complaint = accepted_over_http(test, folder, server)
                if status >= 500:
                    complaint = f"SERVER ERROR {complaint}"
            _note(tally, part, test, complaint)
        if server.size():
            tally.note("no update is executed", "the default graph", "it was changed")
    protocol(folder, tally, only)
    graph_store(folder, tally, only)
    return tally


def chosen(folder: Path, only: str) -> list[tuple[str, Test]]:
    """The tests of all parts with `only` in their names."""
    found = ((part, test) for part in MANIFESTS for test in tests(folder, folder / f"manifest-sparql11-{part}.ttl"))
    return [(part, test) for part, test in found if only in test.name]


def _evaluated(part: str, test: Test) -> bool:
    return part in ("query", "results") and test.kind in _EVALUATED


def _note(tally: Tally, part: str, test: Test, complaint: str) -> None:
    """Put the engine's complaint, or what is wrong with its answer, into the test's group."""
    if part == "update" or "Update" in test.kind:
        tally.note("no update is executed", test.name, "" if complaint else "it ran")
    elif part == "fed":
        tally.note("SERVICE is refused", test.name, "" if "SERVICE" in complaint else "it was not refused")
    elif test.kind in _EVALUATED:
        tally.note("query evaluation" if part == "query" else "result formats", test.name, complaint)
    elif test.kind.startswith("PositiveSyntax"):
        if "SERVICE" in complaint:
            tally.note("SERVICE is refused", test.name, "")
        else:
            tally.note("syntax, sound", test.name, "" if understood(complaint) else complaint)
    elif test.kind.startswith("NegativeSyntax"):
        tally.note("syntax, broken", test.name, "" if complaint else "it was accepted")


def report(tally: Tally) -> bool:
    """Print a tally; whether nothing was changed, called, or answered with a server error."""
    by_group = defaultdict(list)
    for group, name, failure in tally.failures:
        by_group[group].append((name, failure))
    for group in sorted(tally.total):
        print(f"  {group}: {tally.passed[group]} of {tally.total[group]}")
        for name, failure in by_group[group]:
            print(f"      {name}: {failure}")
    # Nothing may ever be changed or called, and the protocols are ours to get right; the rest is measured.
    ours = [
        group for group, faults in by_group.items() if faults and group not in ("query evaluation", "result formats")
    ]
    return not ours


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a copy of sparql/sparql11 of the repository w3c/rdf-tests")
    parser.add_argument("--only", default="", help="tests with this in their names")
    parser.add_argument("--part", choices=["engine", "http"], help="one of the two alone")
    given = parser.parse_args()
    folder = given.folder.resolve()
    if not (folder / "manifest-sparql11-query.ttl").is_file():
        print(f"{given.folder}: no SPARQL 1.1 tests here, skipped")
        return 0
    sound = True
    for part, runner in (("engine", run), ("http", run_over_http)):
        if given.part in (None, part):
            print("kg query" if part == "engine" else "kg serve")
            sound &= report(runner(folder, given.only))
    return int(not sound)


if __name__ == "__main__":
    sys.exit(main())
