"""Score `kg ask` on the questions of tests/graph/ask/questions: answered exactly, refused, wrong.

    ask_score.py [--errors] [--graphs FOLDER]

`dev` questions are those the grammar is made with, and `--errors` shows what becomes of them. Of the `held` ones only
the score is ever printed: whoever mends the grammar must not know them one by one.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "graph" / "ask"))

import asking


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graphs", type=Path, help="a folder in which built graphs are kept for the next time")
    parser.add_argument("--errors", action="store_true", help="show the dev questions not answered exactly")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        opened: dict[str, asking.Opened] = {}
        for part in ("dev", "held"):
            outcomes: list[asking.Outcome] = []
            for case in asking.cases(part):
                if case.graph not in opened:
                    kept = (wanted.graphs or Path(folder)) / case.graph
                    opened[case.graph] = asking.Opened(kept if kept.is_dir() else asking.build(case.graph, kept.parent))
                outcome, reply, expected = asking.judge(case, opened[case.graph])
                outcomes.append(outcome)
                if wanted.errors and part == "dev" and outcome != "exact":
                    got = [answer.node.label for answer in reply.answers] or [f.indicator for f in reply.figures]
                    print(f"{outcome}: {case.ask}\n    expected {expected}\n    got {got} {reply.understood}")
                    print(f"    {reply.unclear} {reply.notes}")
            print(f"{part}: {asking.tally(outcomes)}")
        for graph in opened.values():
            graph.close()


if __name__ == "__main__":
    main()
