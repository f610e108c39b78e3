"""Train the name tagger on the annotated corpus: same corpus, same weights, byte for byte.

    train_tagger.py [--corpus seeds/annotated] [--out kg/extract/mentions/tagger.bin] [--eval dev]

Linear-chain CRFs trained by CRFsuite's L-BFGS, averaged and rounded to integers. Besides the articles as they are,
copies with most names replaced by others of their type are learnt, so that the names themselves tell less; each model
draws other copies.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pycrfsuite

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import corpus as annotated

from kg import resources
from kg.extract.aliases import rules as alias_rules
from kg.extract.engine import surfaces
from kg.extract.lists import load_lists
from kg.extract.mentions import people
from kg.extract.mentions.find import NameFinder
from kg.extract.mentions.lists import KnownNames
from kg.extract.mentions.rules import load_rules
from kg.extract.mentions.tagger import COLUMNS, SCALE, TAGGED, Tagger, columns, save
from kg.extract.sentences import split
from kg.extract.words import Words
from kg.graph.ontology import load_vocabulary
from kg.model import Block, Document


def document(name: str, text: str) -> Document:
    blocks, start = [], 0
    for line in text.splitlines(keepends=True):
        end = start + len(line.rstrip())
        if end > start:
            blocks.append(Block("paragraph", start, end))
        start += len(line)
    return Document(name, text, text, range(len(text)), tuple(blocks))


class Example:
    """One article as a row with its gold names in row positions."""

    def __init__(self, doc, gold, finder, with_lists):
        contexts = finder.contexts(doc, split(doc))
        proposed = [finder.candidates(c) for c in contexts]
        self.row = finder.row(contexts, proposed, [finder.listed(c) if with_lists else [] for c in contexts])
        where = {int(p): i for i, p in enumerate(self.row.places) if p >= 0}
        self.gold = []
        for e in gold["entities"]:
            kind = TAGGED.index(e["type"])
            for a, b in e["mentions"]:
                if a in where and b - 1 in where and where[b - 1] - where[a] == b - 1 - a:
                    self.gold.append((where[a], where[b - 1] + 1, kind, e["optional"]))
        self.gold.sort()


class Random:
    """A linear congruential generator (Knuth's MMIX constants): the same numbers everywhere."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        return (self.state >> 33) % n


def renamed(article, pool, random):
    """The article with most of its names replaced by other names of their type: (text, gold)."""
    text, gold = article.text, article.gold
    spans = []
    for e in gold["entities"]:
        if e["type"] == "Field":
            continue
        new = e
        if random.below(10) < 7:
            choices = pool[e["type"], min(len(e["names"]), 3)]
            new = choices[random.below(len(choices))] if choices else e
        for a, b in e["mentions"]:
            old = e["names"].index(text[a:b])
            spans.append((a, b, new["names"][min(old, len(new["names"]) - 1)], e["id"]))
    out, at, places = [], 0, {}
    size = 0
    for a, b, form, id_ in sorted(spans):
        out.append(text[at:a])
        size += a - at
        places.setdefault(id_, []).append((size, size + len(form)))
        out.append(form)
        size += len(form)
        at = b
    out.append(text[at:])
    entities = [{**e, "mentions": places.get(e["id"], [])} for e in gold["entities"]]
    return "".join(out), {"entities": entities}


def augmented(articles, finder, copies, seed):
    pool = {}
    for a in articles:
        for e in a.gold["entities"]:
            if e["mentions"]:
                for n in range(1, min(len(e["names"]), 3) + 1):
                    pool.setdefault((e["type"], n), []).append(e)
    random = Random(seed)
    out = []
    for copy in range(copies):
        for a in articles:
            text, gold = renamed(a, pool, random)
            out.append(Example(document(a.name, text), gold, finder, copy % 2 == 0 and random.below(2) == 0))
    return out


def load_examples(folder, split_name, finder, lists):
    """The articles of a split; `lists` tells for the n-th article whether the lists of names may help."""
    out = []
    for n, a in enumerate(annotated.load(folder, split_name)):
        if a.gold:
            out.append(Example(document(a.name, a.text), a.gold, finder, lists(n)))
    return out


def evaluate(tagger, examples):
    tp = fp = fn = 0
    per = Counter()
    for ex in examples:
        found = {(t.start, t.end, t.kind) for t in tagger.tag(ex.row) if TAGGED[t.kind] != "Field"}
        gold = {(a, b, k) for a, b, k, o in ex.gold if not o and TAGGED[k] != "Field"}
        optional = {(a, b) for a, b, k, o in ex.gold if o}
        for f in found:
            if f in gold:
                tp += 1
                per[TAGGED[f[2]], "tp"] += 1
            elif (f[0], f[1]) not in optional:
                fp += 1
                per[TAGGED[f[2]], "fp"] += 1
        for g in gold - found:
            fn += 1
            per[TAGGED[g[2]], "fn"] += 1
    p, r = tp / max(1, tp + fp), tp / max(1, tp + fn)
    return p, r, 2 * p * r / max(1e-9, p + r), per


def train(examples, c1, c2, iterations):
    """A CRF by L-BFGS (CRFsuite): the weights of (feature, label) and of (label, label), as CRFsuite gives them."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for ex in examples:
        for start, end in ex.row.ranges:
            labels = [0] * (end - start)
            for a, b, kind, _ in ex.gold:
                if start <= a and b <= end:
                    for place, column in columns(a - start, b - start, kind):
                        labels[place] = column
            trainer.append([list(map(str, row)) for row in ex.row.hashes[start:end].tolist()], list(map(str, labels)))
    trainer.set_params({"c1": c1, "c2": c2, "max_iterations": iterations, "feature.possible_transitions": False})
    with tempfile.TemporaryDirectory() as folder:
        model = str(Path(folder) / "model")
        trainer.train(model)
        tagger = pycrfsuite.Tagger()
        tagger.open(model)
        info = tagger.info()
    return info.state_features, info.transitions


def one_model(args, seed):
    """Train one model: the articles as they are and renamed copies drawn with `seed`."""
    finder = name_finder(load_vocabulary())
    articles = [a for a in annotated.load(args.corpus, "train") if a.gold]
    examples = load_examples(args.corpus, "train", finder, lambda n: (n + seed) % 2 == 0)
    return train(examples + augmented(articles, finder, args.copies, seed), args.c1, args.c2, args.iterations)


def average(models):
    """Keys, integer weights and transitions as `tagger.save` wants them: the mean over the models.

    Models that saw other names in the same sentences err in other places; the mean of linear models is one model.
    """
    cells, transitions = {}, np.zeros((COLUMNS, COLUMNS))
    for state, moves in models:
        for (feature, label), weight in state.items():
            row = cells.setdefault(int(feature), {})
            row[int(label)] = row.get(int(label), 0.0) + weight
        for (a, b), weight in moves.items():
            transitions[int(a), int(b)] += weight
    rounded = {
        key: {column: value for column, weight in row.items() if (value := round(weight * SCALE / len(models)))}
        for key, row in cells.items()
    }
    keys = np.array(sorted(key for key, row in rounded.items() if row), np.uint32)
    weights = np.zeros((len(keys), COLUMNS), np.int16)
    for n, key in enumerate(keys.tolist()):
        for column, value in rounded[key].items():
            weights[n, column] = max(-32768, min(32767, value))
    return keys, weights, np.round(transitions * SCALE / len(models)).astype(np.int32)


def name_finder(vocabulary):
    book = resources.rulebook()
    return NameFinder(
        load_rules(book / "names.toml", vocabulary),
        people.load_rules(book / "people.toml"),
        alias_rules.load_rules(book / "aliases.toml"),
        Words(),
        vocabulary,
        KnownNames(surfaces(load_lists(resources.seeds() / "lists"))),
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("seeds/annotated"))
    parser.add_argument("--iterations", type=int, default=60)
    parser.add_argument("--c1", type=float, default=0.3)
    parser.add_argument("--c2", type=float, default=0.05)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--eval", default="dev")
    parser.add_argument("--copies", type=int, default=1, help="renamed copies of each training article")
    parser.add_argument("--models", type=int, default=2, help="how many are trained and averaged")
    parser.add_argument("--jobs", type=int, default=2, help="how many are trained at a time")
    args = parser.parse_args()
    with ProcessPoolExecutor(args.jobs, max_tasks_per_child=1) as pool:
        models = list(pool.map(one_model, [args] * args.models, range(1, args.models + 1)))
    keys, weights, transitions = average(models)
    if args.out:
        save(keys, weights, transitions, args.out)
        print(args.out, args.out.stat().st_size, "bytes")
    finder = replace(name_finder(load_vocabulary()), known=None)
    dev = load_examples(args.corpus, args.eval, finder, lambda n: False)
    p, r, f, per = evaluate(Tagger(keys, weights, transitions), dev)
    print(f"{args.eval} without lists: P {p:.3f} R {r:.3f} F {f:.3f}; {len(keys)} features")
    for t in TAGGED:
        tp, fp, fn = (per[t, k] for k in ("tp", "fp", "fn"))
        print(f"{t:12} P {tp / max(1, tp + fp):.2f} R {tp / max(1, tp + fn):.2f} n {tp + fn}")


if __name__ == "__main__":
    main()
