"""Train the name tagger on the annotated corpus: same corpus, same weights, byte for byte.

    train_tagger.py [--corpus seeds/annotated] [--epochs 12] [--out kg/extract/mentions/tagger.bin] [--eval dev]

Averaged structured perceptron (Collins 2002) with integer updates. The order of sentences comes from a fixed
linear congruential generator. A name marked optional in the corpus is neither rewarded nor punished.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import corpus as annotated

from kg import resources
from kg.extract.aliases import rules as alias_rules
from kg.extract.mentions import people
from kg.extract.mentions.find import NameFinder
from kg.extract.mentions.rules import load_rules
from kg.extract.mentions.features import BITS
from kg.extract.mentions.tagger import COLUMNS, TAGGED, Tagger, columns, decode, save
from kg.extract.sentences import split
from kg.extract.words import Words
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
            if e["type"] == "Field":
                continue
            kind = TAGGED.index(e["type"])
            for a, b in e["mentions"]:
                if a in where and b - 1 in where and where[b - 1] - where[a] == b - 1 - a:
                    self.gold.append((where[a], where[b - 1] + 1, kind, e["optional"]))
        self.gold.sort()


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
        found = {(t.start, t.end, t.kind) for t in tagger.tag(ex.row)}
        gold = {(a, b, k) for a, b, k, o in ex.gold if not o}
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


def train(examples, epochs, report=None):
    weights = np.zeros((1 << BITS, COLUMNS), np.int32)
    late = np.zeros((1 << BITS, COLUMNS), np.int64)  # sum of update * time, for the average
    order = [(n, r) for n, ex in enumerate(examples) for r in ex.row.ranges if r[1] > r[0]]
    gold = {}
    for n, ex in enumerate(examples):
        for r in ex.row.ranges:
            gold[n, r] = [g for g in ex.gold if r[0] <= g[0] and g[1] <= r[1]]
    time, seed = 1, 20261121
    for epoch in range(epochs):
        for i in range(len(order) - 1, 0, -1):
            seed = (seed * 6364136223846793005 + 1442695040888963407) % (1 << 64)
            j = (seed >> 33) % (i + 1)
            order[i], order[j] = order[j], order[i]
        wrong = 0
        for n, (start, end) in order:
            hashes = examples[n].row.hashes[start:end]
            scores = weights[hashes].sum(axis=1, dtype=np.int32)
            found = {(t.start + start, t.end + start, t.kind) for t in decode(scores, 0, end - start)}
            truth = set()
            for a, b, k, optional in gold[n, (start, end)]:
                if not optional or (a, b, k) in found:
                    truth.add((a, b, k))
            time += 1
            if found == truth:
                continue
            wrong += 1
            have, want = np.zeros(end - start, np.int64), np.zeros(end - start, np.int64)
            for target, spans in ((have, found), (want, truth)):
                for a, b, k in spans:
                    for place, column in columns(a - start, b - start, k):
                        target[place] = column
            for place in np.flatnonzero(have != want):
                rows = hashes[place]
                for column, step in ((want[place], 1), (have[place], -1)):
                    np.add.at(weights, (rows, column), step)
                    np.add.at(late, (rows, column), step * time)
        if report:
            average = (weights.astype(np.int64) * time - late)
            report(epoch, wrong, average, time)
    return weights.astype(np.int64) * time - late, time


def quantise(average, time, scale=64):
    """Averaged weights in units of 1/scale of an update, rounded towards zero."""
    sign = np.sign(average)
    return (sign * ((np.abs(average) * scale) // time)).clip(-32768, 32767).astype(np.int32)


def name_finder(vocabulary):
    book = resources.rulebook()
    return NameFinder(
        load_rules(book / "names.toml", vocabulary),
        people.load_rules(book / "people.toml"),
        alias_rules.load_rules(book / "aliases.toml"),
        Words(),
        vocabulary,
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("seeds/annotated"))
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--eval", default="dev")
    args = parser.parse_args()
    from kg.graph.ontology import load_vocabulary

    vocabulary = load_vocabulary()
    finder = name_finder(vocabulary)
    training = load_examples(args.corpus, "train", finder, lambda n: n % 2 == 0)
    dev = load_examples(args.corpus, args.eval, finder, lambda n: False)
    print(len(training), "train", len(dev), args.eval, flush=True)

    def report(epoch, wrong, average, time):
        p, r, f, per = evaluate(Tagger(quantise(average, time)), dev)
        print(f"epoch {epoch + 1}: {wrong} wrong; {args.eval} P {p:.3f} R {r:.3f} F {f:.3f}", flush=True)

    average, time = train(training, args.epochs, report)
    final = quantise(average, time)
    p, r, f, per = evaluate(Tagger(final), dev)
    for t in TAGGED:
        tp, fp, fn = (per[t, k] for k in ("tp", "fp", "fn"))
        print(f"{t:12} P {tp / max(1, tp + fp):.2f} R {tp / max(1, tp + fn):.2f} n {tp + fn}")
    if args.out:
        save(final, args.out)
        print(args.out, args.out.stat().st_size)


if __name__ == "__main__":
    main()
