"""Train the name tagger on the annotated corpus: same corpus, same weights, byte for byte.

    train_tagger.py [--corpus seeds/annotated] [--out kg/extract/mentions/tagger.bin] [--eval dev]

Small convolutional networks, trained by gradient descent and rounded to whole numbers; their mean decides. Each round
sees the articles as they are and a copy of each with most names replaced by others of their type, so that the names
themselves tell less.
"""

from __future__ import annotations

import os

# One thread and one kernel, so that matrix products are summed in one order whatever the machine.
os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OPENBLAS_CORETYPE": "Haswell"}

import argparse
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import corpus as annotated
from network_training import Trainer, mean

from kg import resources
from kg.extract.aliases import rules as alias_rules
from kg.extract.engine import surfaces
from kg.extract.lists import load_lists
from kg.extract.mentions import network, people
from kg.extract.mentions.features import FIELDS, PAD
from kg.extract.mentions.find import NameFinder
from kg.extract.mentions.lists import KnownNames
from kg.extract.mentions.rules import load_rules
from kg.extract.mentions.tagger import COLUMNS, TAGGED, Tagger, columns
from kg.extract.sentences import split
from kg.extract.words import Words
from kg.graph.ontology import load_vocabulary
from kg.model import Block, Document

#: The length of each field's vectors.
WIDTHS = {
    "character": 48, "pair": 32, "pair before": 32, "word": 48, "place in word": 8, "part of speech": 16,
    "part of speech and place": 16, "rarity": 8, "candidate": 24, "inner candidate": 12, "quotation": 16, "known": 12,
    "list item": 16, "surname": 6, "repeated": 8, "repeated before": 8, "begins elsewhere": 16, "shape": 8,
}  # fmt: skip
#: How often a value must stand in the articles and one copy of each to have a vector; 4 where not said.
LEAST = {"pair": 12, "pair before": 12, "word": 6}
#: The fields whose values are taken as unknown now and then, and how often.
BLANKED, BLANK = ("character", "pair", "pair before", "word"), 0.1
HIDDEN, DROP, RATE = 128, 0.25, 2e-3
#: Characters of a batch; the last rounds whose mean is kept.
CHARACTERS, AVERAGED = 1500, 4


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


def renamed_copies(articles, finder, copies):
    """`copies` lists of examples, each of all articles with other names in most places."""
    pool = {}
    for a in articles:
        for e in a.gold["entities"]:
            if e["mentions"]:
                for n in range(1, min(len(e["names"]), 3) + 1):
                    pool.setdefault((e["type"], n), []).append(e)
    random = Random(7)
    out = []
    for _ in range(copies):
        examples = []
        for a in articles:
            text, gold = renamed(a, pool, random)
            examples.append(Example(document(a.name, text), gold, finder, random.below(4) == 0))
        out.append(examples)
    return out


def load_examples(folder, split_name, finder, lists):
    """The articles of a split; `lists` tells for the n-th article whether the lists of names may help."""
    out = []
    for n, a in enumerate(annotated.load(folder, split_name)):
        if a.gold:
            out.append(Example(document(a.name, a.text), a.gold, finder, lists(n)))
    return out


def known_values(examples):
    """For each field the values that are frequent enough to have a vector, ascending."""
    counts = [Counter() for _ in FIELDS]
    for ex in examples:
        for n, counter in enumerate(counts):
            values, times = np.unique(ex.row.fields[ex.row.places >= 0, n], return_counts=True)
            counter.update(dict(zip(values.tolist(), times.tolist(), strict=True)))
    return tuple(
        np.array(sorted(v for v, n in counter.items() if n >= LEAST.get(name, 4)), np.int64)
        for name, counter in zip(FIELDS, counts, strict=True)
    )


def sentences(examples, values):
    """(table rows, right columns) of every sentence."""
    out = []
    for ex in examples:
        known = network.rows_of(values, ex.row.fields).astype(np.int32)
        right = np.zeros(len(known), np.int32)
        for a, b, kind, _ in ex.gold:
            for place, column in columns(a, b, kind):
                right[place] = column
        out += [(known[a:b], right[a:b]) for a, b in ex.row.ranges if b > a]
    return out


def batches(material, order):
    """The sentences in that order, some CHARACTERS at a time: (table rows, 1 for characters, right columns)."""
    batch, size = [], 0
    for n in order:
        batch.append(material[n])
        size += len(material[n][1])
        if size >= CHARACTERS or n == order[-1]:
            total = PAD + size + PAD * len(batch)
            known = np.zeros((total, len(FIELDS)), np.int32)
            real, right = np.zeros((total, 1), np.float32), np.zeros(total, np.int32)
            at = PAD
            for rows, wanted in batch:
                end = at + len(wanted)
                known[at:end], right[at:end], real[at:end] = rows, wanted, 1
                at = end + PAD
            yield known, real, right
            batch, size = [], 0


def train(values, plain, copies, seed, rounds):
    """One network: the articles as they are and, in turn, each of the renamed copies."""
    blanked = [FIELDS.index(name) for name in BLANKED]
    trainer = Trainer(
        [len(v) + 1 for v in values], [WIDTHS[name] for name in FIELDS], HIDDEN, COLUMNS, seed, DROP, BLANK, blanked
    )
    random = np.random.Generator(np.random.PCG64(seed + 100))
    last = []
    for turn in range(rounds):
        material = plain + copies[(turn + seed) % len(copies)]
        order = random.permutation(len(material)).tolist()
        steps = sum(len(right) for _, right in material) / CHARACTERS
        loss = []
        for known, real, right in batches(material, order):
            done = turn / rounds + len(loss) / steps / rounds
            rate = RATE * min(1.0, (trainer.steps + 1) / 200) * max(0.03, 1 - done)
            loss.append(trainer.learn(known, real, right, rate))
        print(f"network {seed}, round {turn + 1}: {sum(loss) / len(loss):.4f}", flush=True)
        if turn >= rounds - AVERAGED:
            last.append(trainer.parameters())
    trainer.replace(mean(last))
    return trainer.rounded()


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
    parser.add_argument("--out", type=Path)
    parser.add_argument("--eval", default="dev")
    parser.add_argument("--rounds", type=int, default=12, help="how often the articles are seen")
    parser.add_argument("--copies", type=int, default=3, help="renamed copies of each article, one a round")
    parser.add_argument("--models", type=int, default=2, help="how many networks are trained")
    parser.add_argument("--jobs", type=int, default=2, help="how many are trained at a time")
    args = parser.parse_args()
    finder = name_finder(load_vocabulary())
    plain = load_examples(args.corpus, "train", finder, lambda n: n % 2 == 0)
    articles = [a for a in annotated.load(args.corpus, "train") if a.gold]
    copies = renamed_copies(articles, finder, args.copies)
    values = known_values([*plain, *copies[0]])
    material, others = sentences(plain, values), [sentences(examples, values) for examples in copies]
    with ProcessPoolExecutor(args.jobs, max_tasks_per_child=1) as pool:
        tasks = [pool.submit(train, values, material, others, n + 1, args.rounds) for n in range(args.models)]
        networks = network.Networks(values, tuple(task.result() for task in tasks))
    if args.out:
        network.save(networks, args.out)
        print(args.out, args.out.stat().st_size, "bytes")
    dev = load_examples(args.corpus, args.eval, replace(finder, known=None), lambda n: False)
    p, r, f, per = evaluate(Tagger(networks), dev)
    print(f"{args.eval} without lists: P {p:.3f} R {r:.3f} F {f:.3f}; {sum(map(len, values))} known values")
    for t in TAGGED:
        tp, fp, fn = (per[t, k] for k in ("tp", "fp", "fn"))
        print(f"{t:12} P {tp / max(1, tp + fp):.2f} R {tp / max(1, tp + fn):.2f} n {tp + fn}")


if __name__ == "__main__":
    main()
