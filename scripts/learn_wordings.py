"""Learn which wording of a figure the annotators choose (kg/extract/figures/wordings.tsv), from the gold's own names.

    learn_wordings.py TEXTS GOLD [TEXTS GOLD …]

TEXTS holds NAME.txt, GOLD holds NAME.json, as `scripts/corpus.py export` writes them.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from sys import intern
from typing import Any

from oracle_figures import Example, golds, learn, prepared

from kg.extract import figures, sentences
from kg.extract.figures.chain import decide
from kg.extract.figures.find import read, told_words
from kg.extract.figures.rules import FigureRules, load_figure_rules
from kg.extract.figures.wordings import weighed

_NEAR = 0.25  # a wording that overlaps this much less than the best is still right, if it overlaps by half


def overlap(a: str, b: str) -> float:
    """How much of the characters of two wordings is the same, 0 to 1 (Dice)."""
    one, two = Counter(a), Counter(b)
    return 2 * (one & two).total() / (one.total() + two.total())


def examples(path: Path, gold: dict[str, Any], rules: FigureRules) -> Iterator[Example]:
    """The figures of one text whose words the gold tells: the clues of each wording, and how right each is."""
    document, mentions, home = prepared(path, gold, "found")
    clauses = read(document, sentences.split(document), mentions, home, rules)
    subjects = decide([told for _, found in clauses for told in found], rules.weights)
    for told, subject, _, words, memory in told_words(clauses, subjects, rules):
        quantity = told.case.slot.quantity
        right = [
            o["indicator"]
            for o in gold["observations"]
            if o["s"] == subject
            and o["unit"] == quantity.unit
            and abs(o["value"] - quantity.value) <= 1e-6 * max(1, abs(o["value"]))
        ]
        if not right:
            continue
        options = weighed(told.case, words, subject, memory, rules)
        overlaps = [max(overlap(option, wanted) for wanted in right) for option in options]
        least = max(0.5, max(overlaps) - _NEAR)
        if max(overlaps) >= least:
            yield (
                [[intern(clue) for clue in clues] for clues in options.values()],
                [x * x if x >= least else 0.0 for x in overlaps],
            )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+", metavar="TEXTS GOLD")
    args = parser.parse_args()
    if len(args.folders) % 2:
        parser.error("give folders in pairs: TEXTS GOLD")
    rules = load_figure_rules()
    cases = [
        example
        for texts, gold in zip(args.folders[::2], args.folders[1::2], strict=True)
        for name, one in golds(gold).items()
        for example in examples(texts / f"{name}.txt", one, rules)
    ]
    weights = learn(cases, decay=3.0, least=3)
    target = Path(figures.__file__).with_name("wordings.tsv")
    target.write_text("".join(f"{clue}\t{weight}\n" for clue, weight in sorted(weights.items())), "utf-8")
    print(f"{len(cases)} cases, {len(weights)} weights -> {target.name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
