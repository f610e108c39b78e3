"""Train the pair classifier on the annotated corpus with its own entities.

    train_pairs.py [--corpus seeds/annotated] [--out kg/extract/pairs/pairs.bin] [--eval dev]

One logistic regression per relation (CRFsuite on sequences of one). Optional relations are neither examples nor
counter-examples. The patterns were written with every other article at hand: there the classifier does not see what
they find, and so learns both to trust and to do without them. Thresholds are chosen by cross-validation over the rest,
for what the classifier adds to the patterns.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from math import inf
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pycrfsuite

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import corpus as annotated
from train_tagger import document

from kg import resources
from kg.extract import references, relations
from kg.extract.home import home_place
from kg.extract.mentions.rules import load_rules
from kg.extract.pairs.candidates import Reader
from kg.extract.pairs.classify import SCALE, PairClassifier, save
from kg.extract.pairs.senses import Senses
from kg.extract.sentences import split
from kg.extract.words import Words
from kg.graph.ontology import load_vocabulary
from kg.model import Entity, Mention

PREDICATES = tuple(p for p in annotated.PREDICATES if p != "focusesOn")
#: Added to every threshold, in units of 1/SCALE: names found are less sure than the annotators' own. Chosen on dev.
CAUTION = 150
#: A threshold that nothing reaches.
NEVER = 16 * SCALE
SYMMETRIC = {"coBuildsLabWith", "cooperatesWith"}

_articles = []


class Article:
    """One article's pairs with the relations that hold: `holds[(s, p, o)]` is optional or not.

    `shown`: whether the classifier sees what the patterns find.
    """

    def __init__(self, article, tools, shown=True):
        vocabulary, names, refs, rules, reader = tools
        doc = document(article.name, article.text)
        sentences = split(doc)
        mentions, entities = [], {}
        for e in article.gold["entities"]:
            if e["type"] == "Field":
                continue
            cls = e["type"]
            for form in e["names"]:
                ending = names.ending_at(form, len(form))
                if ending and vocabulary.type_of(ending.cls) == e["type"]:
                    cls = ending.cls
                    break
            entities[e["id"]] = Entity(e["id"], e["type"], cls, tuple(e["names"]))
            mentions += [Mention(a, b, cls, "gold", 1.0, e["id"]) for a, b in e["mentions"]]
        mentions.sort(key=lambda m: m.start)
        home = home_place(doc, mentions)
        mentions += references.resolve(doc, sentences, mentions, entities, home, refs, vocabulary)
        mentions.sort(key=lambda m: m.start)
        self.type_of = {e.id: e.type for e in entities.values()}
        self.shown = shown
        self.patterns = relations.find_relations(doc, sentences, mentions, home, rules).relations
        self.pairs = list(reader.pairs(doc, sentences, mentions, home, self.patterns if shown else []))
        self.holds = {}
        places = defaultdict(list)
        for r in article.gold["relations"]:
            ends = [(r["s"], r["o"])] + ([(r["o"], r["s"])] if r["p"] in SYMMETRIC else [])
            at = article.text.find(r["quote"])
            for s, o in ends:
                key = (s, r["p"], o)
                self.holds[key] = self.holds.get(key, True) and r["optional"]
                places[key].append((at, at + len(r["quote"])))
        spans = [(s.start, s.end) for s in sentences]
        self.positive = {}
        by_ends = defaultdict(list)
        for n, pair in enumerate(self.pairs):
            by_ends[pair.subject.entity, pair.object.entity].append(n)
        for key, quotes in places.items():
            these = by_ends.get((key[0], key[2]), ())
            near = [
                n
                for n in these
                if any(a < spans[self.pairs[n].sentence][1] and spans[self.pairs[n].sentence][0] < b for a, b in quotes)
            ]
            for n in near or these[:1]:
                self.positive.setdefault(n, set()).add(key[1])


def allowed(articles):
    counts = Counter()
    for a in articles:
        for s, p, o in a.holds:
            if s in a.type_of and o in a.type_of:
                counts[p, a.type_of[s], a.type_of[o]] += 1
    return {p: frozenset((s, o) for (q, s, o), n in counts.items() if q == p and n >= 2) for p in PREDICATES}


def fit(articles, types, c1, c2):
    """A classifier without thresholds; its columns are trained side by side, each by itself."""
    global _articles
    _articles = articles  # the processes that are forked here have it
    columns, weights, bias = PREDICATES, {}, np.zeros(len(PREDICATES), np.int32)
    with ProcessPoolExecutor(mp_context=get_context("fork")) as pool:
        for column, found in enumerate(pool.map(partial(fit_column, types=types, c1=c1, c2=c2), columns)):
            bias[column] = found.pop("bias", 0)
            for feature, value in found.items():
                weights.setdefault(int(feature), np.zeros(len(columns), np.int32))[column] = value
    keys = sorted(weights)
    table = np.array([weights[k] for k in keys], np.int32).reshape(len(keys), len(columns))
    return PairClassifier(columns, np.array(keys, np.uint32), table, bias, np.zeros(len(columns), np.int32), types)


def fit_column(predicate, types, c1, c2):
    """Feature -> weight in units of 1/SCALE, of one relation's regression over `_articles`."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for a in _articles:
        for n, pair in enumerate(a.pairs):
            s, o = pair.subject.entity, pair.object.entity
            if (a.type_of[s], a.type_of[o]) not in types[predicate]:
                continue
            held = a.holds.get((s, predicate, o))
            if held is True:
                continue
            yes = predicate in a.positive.get(n, ())
            if held is False and not yes:
                continue
            trainer.append([[*map(str, pair.features.tolist()), "bias"]], ["1" if yes else "0"])
    trainer.set_params({"c1": c1, "c2": c2, "max_iterations": 80})
    weights = Counter()
    with tempfile.TemporaryDirectory() as folder:
        model = str(Path(folder) / "m")
        trainer.train(model)
        tagger = pycrfsuite.Tagger()
        tagger.open(model)
        for (feature, label), weight in tagger.info().state_features.items():
            if value := round(weight * SCALE):
                weights[feature] += value * (1 if label == "1" else -1)
    return dict(weights)


def scored(model, articles):
    """(predicate) -> list of (score, right?) over documents, optional ones left out; the score of what the patterns
    find is endless. Also how many there are to find.
    """
    out = defaultdict(list)
    total = Counter()
    for a in articles:
        seen = {}
        for (s, p, o), (score, _) in model.best(a.pairs, a.type_of).items():
            key = one_way(s, p, o)
            seen[key] = max(score, seen.get(key, score))
        seen |= {one_way(r.subject, r.predicate, r.object): inf for r in a.patterns if r.predicate in PREDICATES}
        for key, score in seen.items():
            held = a.holds.get(key)
            if held is not True:
                out[key[1]].append((score, held is False))
        for key, optional in a.holds.items():
            if not optional and key == one_way(*key):
                total[key[1]] += 1
    return out, total


def one_way(s, p, o):
    """A relation, the ends of a symmetric one in order."""
    return (o, p, s) if p in SYMMETRIC and o < s else (s, p, o)


def thresholds(results, total):
    """For each predicate the score from which on the classifier adds so that F1 over the documents is best."""
    chosen = []
    for p in PREDICATES:
        best, at, tp = 0.0, 0, 0
        for n, (score, right) in enumerate(sorted(results[p], reverse=True), 1):
            tp += right
            f = 2 * tp / max(1, n + total[p])
            if f > best or score == inf:
                best, at = f, min(score, NEVER)
        chosen.append(max(at, -SCALE) + CAUTION)
    return np.array(chosen, np.int32)


def report(model, articles, name):
    results, total = scored(model, articles)
    tp = fp = fn = 0
    for n, p in enumerate(PREDICATES):
        taken = [r for s, r in results[p] if s >= model.threshold[n]]
        good = sum(taken)
        tp, fp, fn = tp + good, fp + len(taken) - good, fn + total[p] - good
        pr, rc = good / max(1, len(taken)), good / max(1, total[p])
        pat = sum(
            1
            for a in articles
            for r in a.patterns
            if r.predicate == p and a.holds.get((r.subject, p, r.object)) is False
        )
        patn = sum(
            1
            for a in articles
            for r in a.patterns
            if r.predicate == p and a.holds.get((r.subject, p, r.object)) is not True
        )
        print(
            f"{name} {p:16} P {pr:.2f} R {rc:.2f} n {total[p]:4}   "
            f"patterns P {pat / max(1, patn):.2f} R {pat / max(1, total[p]):.2f}"
        )
    p, r = tp / max(1, tp + fp), tp / max(1, tp + fn)
    print(f"{name} all P {p:.3f} R {r:.3f} F {2 * p * r / max(1e-9, p + r):.3f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("seeds/annotated"))
    parser.add_argument("--out", type=Path)
    parser.add_argument("--eval", default="dev")
    parser.add_argument("--c1", type=float, default=0.3)
    parser.add_argument("--c2", type=float, default=0.1)
    args = parser.parse_args()
    vocabulary = load_vocabulary(resources.ontology())
    book = resources.rulebook()
    words = Words()
    tools = (
        vocabulary,
        load_rules(book / "names.toml", vocabulary),
        references.load_rules(book / "references.toml", vocabulary),
        relations.load_rules(book / "relations", vocabulary),
        Reader(words, Senses.load(book), vocabulary),
    )
    articles = [a for a in annotated.load(args.corpus, "train") if a.gold]
    train = [Article(a, tools, shown=n % 2 == 1) for n, a in enumerate(articles)]
    dev = [Article(a, tools) for a in annotated.load(args.corpus, args.eval) if a.gold]
    print(len(train), "train", len(dev), args.eval, sum(len(a.pairs) for a in train), "pairs", flush=True)
    types = allowed(train)
    results, total = defaultdict(list), Counter()
    folds = 3
    for fold in range(folds):
        model = fit([a for n, a in enumerate(train) if n % folds != fold], types, args.c1, args.c2)
        part, count = scored(model, [a for n, a in enumerate(train) if n % folds == fold and a.shown])
        for p, rows in part.items():
            results[p] += rows
        total += count
    model = fit(train, types, args.c1, args.c2)
    model = replace(model, threshold=thresholds(results, total))
    report(model, dev, args.eval)
    if args.out:
        save(model, args.out)
        print(args.out, args.out.stat().st_size)


if __name__ == "__main__":
    main()
