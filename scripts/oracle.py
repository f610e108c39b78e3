"""Score the relations stage with the gold standard's own entities: a development tool, nothing imports it.

    oracle.py TEXTS GOLD [--errors] [--predicate P] [--doc NAME] [--score SCORE.py]

TEXTS holds NAME.txt, GOLD holds NAME.json. Mentions are the gold's names (longest match) and the plainest references
(我区, 该中心, 公司); the home place is the one named most often. The figures are those of the gold standard's score.py.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kg import resources, sources  # noqa: E402
from kg.extract import references  # noqa: E402
from kg.extract import sentences as sentence_stage  # noqa: E402
from kg.extract.home import home_place  # noqa: E402
from kg.extract.relations import Found, RelationRules, find_relations, load_rules  # noqa: E402
from kg.graph.ontology import load_vocabulary  # noqa: E402
from kg.model import Document, Entity, Mention, Vocabulary  # noqa: E402


def finer_class(type_: str, name: str, endings: list[tuple[str, str]], words: Vocabulary) -> str:
    for form, cls in endings:
        if name.endswith(form) and words.type_of(cls) == type_:
            return cls
    return type_


def load_endings() -> list[tuple[str, str]]:
    try:
        raw = tomllib.loads((resources.rulebook() / "names.toml").read_text("utf-8"))
    except FileNotFoundError:
        return []
    pairs = [(form, e["class"]) for e in raw["ending"] for form in e["forms"]]
    return sorted(pairs, key=lambda p: (-len(p[0]), p))


def mentions_of(
    document: Document, gold: dict[str, Any], words: Vocabulary, rules: references.ReferenceRules
) -> tuple[list[Mention], str | None]:
    """The gold's names in the text and simple references; the place named most often."""
    endings = load_endings()
    taken = bytearray(len(document.text))
    found: list[Mention] = []
    names = [(n, e) for e in gold["entities"] if e["type"] != "Field" for n in e["names"]]
    for name, entity in sorted(names, key=lambda p: (-len(p[0]), p[0])):
        plain = name.strip("“”《》‘’")
        pattern = re.compile(r"\s*".join(map(re.escape, "".join(plain.split()))))
        for match in pattern.finditer(document.text):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                cls = finer_class(entity["type"], name, endings, words)
                found.append(Mention(match.start(), match.end(), cls, "gold", 1.0, entity["id"]))
    found.sort(key=lambda m: m.start)
    counts = Counter(m.entity for m in found if m.type == "Place")
    home = home_place(document, found) or max(sorted(counts), key=lambda e: counts[e], default=None)
    cls = {m.entity: m.type for m in found}
    entities = {
        e["id"]: Entity(e["id"], e["type"], cls.get(e["id"], e["type"]), tuple(e["names"])) for e in gold["entities"]
    }
    pieces = sentence_stage.split(document)
    refs = references.resolve(document, pieces, found, entities, home, rules, words)
    return sorted([*found, *refs], key=lambda m: m.start), home


def run(
    texts: Path, gold_dir: Path, rules: RelationRules, words: Vocabulary, only: str | None
) -> tuple[list[dict[str, Any]], float]:
    """The system's output in the gold's shape, and the seconds spent in find_relations."""
    out, seconds = [], 0.0
    refs = references.load_rules(resources.rulebook() / "references.toml", words)
    for path in sorted(gold_dir.glob("*.json")):
        if only and only not in path.stem:
            continue
        gold = json.loads(path.read_text("utf-8"))
        document = sources.read(texts / f"{path.stem}.txt")
        mentions, home = mentions_of(document, gold, words, refs)
        sentences = sentence_stage.split(document)
        began = time.perf_counter()
        found: Found = find_relations(document, sentences, mentions, home, rules)
        seconds += time.perf_counter() - began
        entities = [e for e in gold["entities"] if e["type"] != "Field"]
        entities += [{"id": f.id, "type": "Field", "names": list(f.names)} for f in found.fields]
        out.append(
            {
                "doc": path.stem,
                "entities": entities,
                "observations": [],
                "relations": [
                    {
                        "s": r.subject,
                        "p": r.predicate,
                        "o": r.object,
                        "status": r.status,
                        "quote": r.quote,
                        "rule": r.rule,
                        "confidence": r.confidence,
                    }
                    for r in found.relations
                ],
            }
        )
    return out, seconds


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--score", type=Path, default=ROOT.parent / "shared" / "gold" / "score.py")
    parser.add_argument("--errors", action="store_true", help="what was missed, what is spurious, with rule and quote")
    parser.add_argument("--rules", action="store_true", help="right, wrong and optional finds of each rule")
    parser.add_argument("--predicate", help="errors of one relation only")
    parser.add_argument("--doc", help="only documents whose name holds this")
    args = parser.parse_args()
    words = load_vocabulary(resources.ontology())
    rules = load_rules(resources.rulebook() / "relations", words)
    system, seconds = run(args.texts, args.gold, rules, words, args.doc)
    with tempfile.TemporaryDirectory() as folder:
        gold = Path(folder, "gold")
        gold.mkdir()
        for document in system:
            name = f"{document['doc']}.json"
            (gold / name).write_text((args.gold / name).read_text("utf-8"), "utf-8")
        lines = Path(folder, "system.jsonl")
        lines.write_text("".join(json.dumps(d, ensure_ascii=False) + "\n" for d in system), "utf-8")
        score = subprocess.run(
            [sys.executable, str(args.score), str(gold), str(lines)],
            capture_output=True,
            text=True,
            check=True,
            encoding="utf-8",
        )
    heads = {"P", "relation", *words.properties}
    print("\n".join(line for line in score.stdout.splitlines() if line.split()[0] in heads))
    print(f"{seconds:.2f} s in find_relations")
    if args.errors or args.rules:
        base = {f"{rule.predicate}/{p.name}": p.confidence for rule in rules.rules for p in rule.patterns}
        report(args, system, base)
    return 0


def report(args: argparse.Namespace, system: list[dict[str, Any]], base: dict[str, float]) -> None:
    """The finds of each rule, and each error with its rule and quote."""
    import importlib.util

    spec = importlib.util.spec_from_file_location("score", args.score)
    assert spec and spec.loader
    score = importlib.util.module_from_spec(spec)
    sys.modules["score"] = score
    spec.loader.exec_module(score)
    tally: dict[str, Counter[str]] = {}
    for raw in system:
        gold = score.Doc(json.loads((args.gold / f"{raw['doc']}.json").read_text("utf-8")))
        mapping = score.align(gold, score.Doc(raw))
        wanted: dict[Any, bool] = {}
        quotes = {}
        for r in gold.relations:
            key = score.relation_key(r["s"], r["p"], r["o"])
            wanted[key] = wanted.get(key, True) and bool(r.get("optional"))
            quotes[key] = r.get("quote", "")
        label = {e["id"]: f"{e['names'][0]}|{e['type']}" for e in raw["entities"]} | {
            k: f"{e['names'][0]}|{e['type']}" for k, e in gold.entities.items()
        }
        found = set()
        for r in raw["relations"]:
            s, o = mapping.get(r["s"]), mapping.get(r["o"])
            key = score.relation_key(s, r["p"], o) if s and o else None
            verdict = "wrong" if key not in wanted else "optional" if wanted[key] else "right"
            found.add(key)
            far = round(r["confidence"] / base.get(r["rule"], 1), 2)
            tally.setdefault(f"{r['rule']} {far if far < 1 else ''}", Counter())[verdict] += 1
            if args.errors and verdict == "wrong" and args.predicate in (None, r["p"]):
                who = f"{label[r['s']]} {r['p']} {label[r['o']]}"
                print(f"SPURIOUS {far} {raw['doc'][:6]} {who}\t{r['rule']} {r['quote']}")
        for key, optional in wanted.items():
            if args.errors and not optional and key not in found and args.predicate in (None, key[0]):
                print(f"MISSED   {raw['doc'][:6]} {label[key[1]]} {key[0]} {label[key[2]]}\t{quotes[key]}")
    if args.rules:
        for rule, counts in sorted(tally.items()):
            print(f"{rule:40}" + "".join(f"{k} {counts[k]:4}  " for k in ("right", "wrong", "optional")))


if __name__ == "__main__":
    sys.exit(main())
