"""Measure the figures stage alone: gold names as mentions, figures found by us, scored against the gold.

    oracle_figures.py TEXTS GOLD [--score PATH] [--errors] [--home gold|found] [--show NAME]
    oracle_figures.py TEXTS GOLD [TEXTS GOLD …] --learn

TEXTS holds NAME.txt, GOLD holds NAME.json in the shape of the gold standard; `scripts/corpus.py export` writes both
from the annotated corpus. --score is the scorer (default: score.py beside GOLD or above it). With --home gold, home is
the entity that most gold figures speak of; with --home found it is that of `kg.extract.home`.
--learn writes the weights of clues (kg/extract/figures/clues.tsv) from all the pairs of folders that are given.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from kg import resources, sources
from kg.extract import figures, sentences
from kg.extract.figures.cases import Case
from kg.extract.figures.chain import Heard, decide
from kg.extract.figures.find import read as read_figures
from kg.extract.figures.rules import FigureRules, load_figure_rules
from kg.extract.home import home_place
from kg.extract.references import ReferenceRules, resolve
from kg.extract.references import load_rules as load_references
from kg.graph.ontology import load_vocabulary
from kg.model import Document, Entity, Mention, Vocabulary

Gold = dict[str, Any]
#: A case to learn from: the clues of each candidate, and how right each of them is.
Example = tuple[list[Sequence[str]], list[float]]


def gold_mentions(text: str, gold: Gold) -> list[Mention]:
    """Where the gold's names stand in `text`, the longest first; a place is taken once."""
    names = sorted(
        ((name, e) for e in gold["entities"] if e["type"] != "Field" for name in e["names"]),
        key=lambda pair: (-len(pair[0]), pair[0]),
    )
    taken = bytearray(len(text))
    mentions = []
    for name, entity in names:
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if not any(taken[at:end]):
                taken[at:end] = b"\1" * len(name)
                mentions.append(Mention(at, end, entity["type"], "gold", 1.0, entity["id"]))
            at = text.find(name, at + 1)
    return sorted(mentions, key=lambda m: m.start)


@cache
def _references() -> tuple[ReferenceRules, Vocabulary]:
    vocabulary = load_vocabulary()
    return load_references(resources.rulebook() / "references.toml", vocabulary), vocabulary


def with_references(document: Document, names: list[Mention], gold: Gold, home: str | None) -> list[Mention]:
    """`names` and the references (该中心, 我区) that resolve to their entities, ordered by place."""
    rules, vocabulary = _references()
    entities = {e["id"]: Entity(e["id"], e["type"], e["type"], tuple(e["names"])) for e in gold["entities"]}
    found = resolve(document, sentences.split(document), names, entities, home, rules, vocabulary)
    return sorted([*names, *found], key=lambda m: m.start)


def gold_home(gold: Gold) -> str | None:
    """The entity most gold figures speak of, places first."""
    types = {e["id"]: e["type"] for e in gold["entities"]}
    counts = Counter(o["s"] for o in gold["observations"])
    ranked = sorted(counts.items(), key=lambda pair: (types[pair[0]] != "Place", -pair[1], pair[0]))
    return ranked[0][0] if ranked else None


def prepared(path: Path, gold: Gold, home: str) -> tuple[Document, list[Mention], str | None]:
    """A text with its mentions and its home."""
    document = sources.read(path)
    names = gold_mentions(document.text, gold)
    place = gold_home(gold) if home == "gold" else home_place(document, names)
    return document, with_references(document, names, gold, place), place


def extract(path: Path, gold: Gold, rules: FigureRules, home: str) -> dict[str, Any]:
    """One line of the extraction's output, with the gold's own entities."""
    document, mentions, place = prepared(path, gold, home)
    found = figures.find_observations(document, sentences.split(document), mentions, place, rules)
    keys = ("indicator", "value", "unit", "comparator", "period", "status", "quote")
    return {
        "doc": gold["doc"],
        "entities": gold["entities"],
        "relations": [],
        "home": place,
        "observations": [{"s": o.subject} | {key: getattr(o, key) for key in keys} for o in found],
    }


def right_subjects(case: Case, gold: Gold) -> set[str]:
    """Whom the gold says the figure of `case` is about; empty where the gold does not have it."""
    quantity, around = case.slot.quantity, "".join(case.scene.text.split())
    subjects = set()
    for o in gold["observations"]:
        near = abs(o["value"] - quantity.value) <= 1e-6 * max(1, abs(o["value"]))
        quote = "".join(o.get("quote", "").split())
        if near and o["unit"] == quantity.unit and (not quote or _overlap(quote, around)):
            subjects.add(o["s"])
    return subjects


def _overlap(quote: str, sentence: str) -> bool:
    """Whether six characters of the quote in a row stand in the sentence (letters are folded there)."""
    return any(quote[i : i + 6] in sentence for i in range(max(1, len(quote) - 5))) or len(quote) < 6


def examples(path: Path, gold: Gold, rules: FigureRules, weights: Mapping[str, int] | None = None) -> list[Example]:
    """The cases of one text whose subject the gold tells.

    What the figures before were about is told by the gold, or decided by `weights` where they are given.
    """
    document, mentions, home = prepared(path, gold, "found")
    made: list[Example] = []
    heard = Heard()
    clauses = read_figures(document, sentences.split(document), mentions, home, rules)
    figures_ = [told for _, figures_ in clauses for told in figures_]
    decided = decide(figures_, weights) if weights else [(None, 0.0)] * len(figures_)
    for told, (guess, _) in zip(figures_, decided, strict=True):
        right = right_subjects(told.case, gold)
        found = heard.clues(told)
        if right & found.keys() and not right >= found.keys():
            made.append((list(found.values()), [float(e in right) for e in found]))
        heard.take(told, guess if weights else next((e for e in found if e in right), None))
    return made


def learn(cases: Sequence[Example], decay: float = 12.0, rounds: int = 150, least: int = 3) -> dict[str, int]:
    """Weights in thousandths by softmax regression over each case's candidates (Adam, L2 of `decay`).

    Clues seen fewer than `least` times are left out.
    """
    seen = Counter(clue for clues, _ in cases for clue in {c for candidate in clues for c in candidate})
    index = {clue: i for i, clue in enumerate(sorted(c for c, n in seen.items() if n >= least))}
    clue_of, row_of, case_of, right = [], [], [], []
    for number, (candidates, rights) in enumerate(cases):
        for clues, good in zip(candidates, rights, strict=True):
            hits = [index[c] for c in clues if c in index]
            clue_of += hits
            row_of += [len(right)] * len(hits)
            case_of.append(number)
            right.append(good)
    clue, row, case, good_ = (np.array(x) for x in (clue_of, row_of, case_of, right))
    starts = np.flatnonzero(np.r_[True, case[1:] != case[:-1]])
    weight, mean, spread = (np.zeros(len(index)) for _ in range(3))
    for step in range(1, rounds + 1):
        score = np.bincount(row, weight[clue], len(right))
        chance = np.exp(score - np.maximum.reduceat(score, starts)[case])
        chance /= np.add.reduceat(chance, starts)[case]
        wanted = chance * good_
        wanted /= np.maximum(np.add.reduceat(wanted, starts), 1e-12)[case]
        slope = np.bincount(clue, (wanted - chance)[row], len(index)) - decay * weight
        mean, spread = 0.9 * mean + 0.1 * slope, 0.99 * spread + 0.01 * slope**2
        weight += 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
    return {c: w for c, i in index.items() if abs(w := round(1000 * float(weight[i]))) and abs(w) >= 15}


def golds(folder: Path) -> dict[str, Gold]:
    """The gold documents of a folder by name."""
    return {p.stem: json.loads(p.read_text("utf-8")) for p in sorted(folder.glob("*.json"))}


def teach(pairs: Sequence[tuple[Path, Path]], rules: FigureRules) -> None:
    """Learn from all pairs of folders and write the weights.

    Weights learnt from one half of the texts decide the figures of the other, from which the final ones are learnt:
    they then know a history that is sometimes wrong, as it will be.
    """
    texts_ = [(texts / f"{name}.txt", one) for texts, gold in pairs for name, one in golds(gold).items()]
    halves = [learn([x for path, one in texts_[half::2] for x in examples(path, one, rules)]) for half in (0, 1)]
    cases = [x for i, (path, one) in enumerate(texts_) for x in examples(path, one, rules, halves[1 - i % 2])]
    weights = learn(cases)
    target = Path(figures.__file__).with_name("clues.tsv")
    target.write_text("".join(f"{clue}\t{weight}\n" for clue, weight in sorted(weights.items())), "utf-8")
    print(f"{len(cases)} cases, {len(weights)} weights -> {target.name}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+", metavar="TEXTS GOLD")
    parser.add_argument("--score", type=Path)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--home", choices=("gold", "found"), default="gold")
    parser.add_argument("--show", metavar="NAME", help="print one document's figures")
    parser.add_argument("--learn", action="store_true")
    args = parser.parse_args()
    rules = load_figure_rules()
    if len(args.folders) % 2:
        parser.error("give folders in pairs: TEXTS GOLD")
    pairs = list(zip(args.folders[::2], args.folders[1::2], strict=True))
    if args.learn:
        teach(pairs, rules)
        return 0
    texts, gold_folder = pairs[0]
    begin = time.perf_counter()
    rows = [extract(texts / f"{n}.txt", gold, rules, args.home) for n, gold in golds(gold_folder).items()]
    seconds = time.perf_counter() - begin
    if args.show:
        for row in (r for r in rows if r["doc"] == args.show):
            names = {e["id"]: e["names"][0] for e in row["entities"]}
            for o in row["observations"]:
                print(names[o["s"]], *list(o.values())[1:], sep=" | ")
        return 0
    beside = (gold_folder / "score.py", gold_folder.parent / "score.py")
    scorer = args.score or next((p for p in beside if p.exists()), None)
    if scorer is None:
        parser.error("name the scorer with --score")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.jsonl"
        out.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf-8")
        command = [sys.executable, str(scorer), str(gold_folder), str(out), *(["--errors"] if args.errors else [])]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    for line in done.stdout.splitlines():
        if "observation" in line or line.startswith("        "):
            print(line)
    print(f"{sum(len(r['observations']) for r in rows)} figures in {seconds:.2f} s")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
