"""Fit what a confidence comes to, and say how reliable it is.

    calibrate.py fit TEXTS GOLD [--out kg/rulebook/confidence.toml]
    calibrate.py table TEXTS GOLD

TEXTS holds NAME.txt, GOLD holds NAME.json (`scripts/corpus.py export`). Texts are read without the lists of names.
`fit` writes points by isotonic regression (pool adjacent violators; Ayer et al. 1955) over what the stages said of
facts that were right and wrong; `table` prints, by tenths of the confidence as shipped, how many facts were right.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kg import evaluate, pipeline, sources
from kg.extract.confidence import Confidence

HEAD = """\
# How often facts of a stage's confidence (left) were right (right) on annotated texts that the weights were not
# trained on, read without lists of names. Written by scripts/calibrate.py from the dev part of the corpus.

"""


def judged(texts: Path, gold: Path, calibrated: bool) -> dict[str, list[tuple[float, bool]]]:
    """For relations and observations: (confidence, right?) of every fact that the annotation does not call optional."""
    reader = pipeline.extractor(seeds=False)
    if not calibrated:
        reader = replace(reader, confidence=Confidence({}))
    wanted = evaluate.load_gold(gold)
    found = [evaluate.record_of(reader.extract(sources.read(texts / f"{g.name}.txt"))) for g in wanted]
    told: dict[str, list[tuple[float, bool]]] = {"relation": [], "observation": []}
    for document in evaluate.evaluate(wanted, found, pipeline.vocabulary()).documents:
        for kind, facts in (("relation", document.relations), ("observation", document.observations)):
            for verdict, fact in facts:
                if verdict in ("hit", "spurious"):
                    told[kind].append((float(fact.source.rsplit(" ", 1)[1]), verdict == "hit"))
    return told


def fitted(facts: Sequence[tuple[float, bool]], least: int = 20) -> list[tuple[float, float]]:
    """Rising points: the mean of what was said in each pool of at least `least` facts, and the share that was right."""
    pools: list[list[tuple[float, bool]]] = [[]]
    for fact in sorted(facts):
        if len(pools[-1]) >= least and pools[-1][-1][0] < fact[0]:
            pools.append([])
        pools[-1].append(fact)
    if len(pools) > 1 and len(pools[-1]) < least:
        pools[-2:] = [pools[-2] + pools[-1]]
    while falling := [n for n, (a, b) in enumerate(pairwise(pools)) if share(a) >= share(b)]:
        pools[falling[0] : falling[0] + 2] = [pools[falling[0]] + pools[falling[0] + 1]]
    return [(round(sum(c for c, _ in p) / len(p), 3), round(share(p), 2)) for p in pools]


def share(facts: Sequence[tuple[float, bool]]) -> float:
    return sum(right for _, right in facts) / len(facts)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("fit", "table"))
    parser.add_argument("texts", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path, default=Path("kg/rulebook/confidence.toml"))
    args = parser.parse_args()
    told = judged(args.texts, args.gold, calibrated=args.what == "table")
    if args.what == "fit":
        lines = [f"{kind} = {[list(p) for p in fitted(facts)]}\n" for kind, facts in told.items()]
        args.out.write_text(HEAD + "".join(lines), "utf-8")
        return 0
    for kind, facts in told.items():
        for tenth in range(10):
            some = [f for f in facts if tenth / 10 <= f[0] < (tenth + 1) / 10 + (tenth == 9)]
            if some:
                said = sum(c for c, _ in some) / len(some)
                print(f"{kind:12} {tenth / 10:.1f}  said {said:.2f}  right {share(some):.2f}  of {len(some)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
