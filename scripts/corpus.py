"""Check the annotated corpus and export it in the shape of the gold standard.

    corpus.py check  DIR [NAME…]              formal faults, one line each
    corpus.py export DIR OUT [--split SPLIT]  OUT/texts/NAME.txt and OUT/gold/NAME.json
    corpus.py count  DIR                      articles, characters, entities, relations, observations

The format of a `.ann` file is described in seeds/annotated/FORMAT.md.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TYPES = (
    "Platform Enterprise University Government Policy Fund Park Place Person Product Award Event Field"
).split()  # fmt: skip
PREDICATES = (
    "incubates coBuildsLabWith establishes funds supports issues locatedIn partOf cooperatesWith develops "
    "serves focusesOn receives worksFor organizes participatesIn"
).split()
COMPARATORS = ("=", ">", ">=", "<", "<=", "~")
SPLITS = ("train", "dev", "held", "second", "third", "fourth")

ENTITY = re.compile(r"(e\d+)(\??) (\w+) (.+)")
RELATION = re.compile(r"r(!?)(\??) (e\d+) (\w+) (e\d+) «(.+)»")
OBSERVATION = re.compile(r"o(\??) (e\d+) ([^|]+)\|([^|]+)\|([^|]+)\|([^|]+)\|([^|]*)\|(achieved|target)\|«(.+)»")


@dataclass(slots=True)
class Article:
    """One annotated article; `gold` has the shape of the gold standard."""

    name: str
    header: dict[str, str]
    text: str
    gold: dict[str, Any]
    faults: list[str] = field(default_factory=list)


def occurrences(text: str, names: Iterable[str], taken: bytearray) -> dict[str, list[tuple[int, int]]]:
    """Where each name stands in `text`, longest name first; name -> half-open character spans.

    A place taken by a longer name is not taken again, so a name inside a longer one is not found there. `taken`
    has a byte for every character of the text and is written to.
    """
    found: dict[str, list[tuple[int, int]]] = {name: [] for name in names}
    for name in sorted(found, key=lambda n: (-len(n), n)):
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if not any(taken[at:end]):
                taken[at:end] = b"\1" * len(name)
                found[name].append((at, end))
            at = text.find(name, at + 1)
    return found


def parse(path: Path) -> Article:
    """Read one `.ann` file. Faults are collected, not raised."""
    parts = re.split(r"(?m)^===[ \t]*\n", path.read_text("utf-8").replace("\r\n", "\n"))
    if len(parts) != 3:
        return Article(path.stem, {}, "", {}, [f"{path}: {len(parts)} parts, not 3: part them by lines of ==="])
    head, text, marks = parts
    text = text.strip("\n") + "\n"
    header = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    article = Article(header.get("doc", ""), header, text, {})
    say = article.faults.append
    if article.name != path.stem:
        say(f"{path}: doc: {article.name!r} is not the file's name")
    if header.get("split") not in SPLITS:
        say(f"{path}: split: must be one of {', '.join(SPLITS)}")
    entities: dict[str, dict[str, Any]] = {}
    relations: list[dict[str, Any]] = []
    observations: list[dict[str, Any]] = []
    owner: dict[tuple[str, bool], str] = {}
    offset = path.read_text("utf-8").replace("\r\n", "\n").count("\n") - marks.count("\n")
    for number, line in enumerate(marks.splitlines(), offset + 1):
        if not (line := line.strip()):
            continue
        where = f"{path}:{number}"
        if m := ENTITY.fullmatch(line):
            id_, optional, type_, names = m.groups()
            forms = [n.strip() for n in names.split("|") if n.strip()]
            if id_ in entities:
                say(f"{where}: {id_} is declared twice")
            if type_ not in TYPES:
                say(f"{where}: unknown type {type_}")
            for name in forms:
                if name not in text:
                    say(f"{where}: {name!r} is not in the text")
                key = (name, type_ == "Field")
                if key in owner:
                    say(f"{where}: {name!r} is already a name of {owner[key]}")
                owner[key] = id_
            entities[id_] = {"id": id_, "type": type_, "names": forms, "optional": bool(optional)}
        elif m := RELATION.fullmatch(line):
            planned, optional, s, p, o, quote = m.groups()
            if p not in PREDICATES:
                say(f"{where}: unknown predicate {p}")
            relations.append(
                {
                    "s": s,
                    "p": p,
                    "o": o,
                    "quote": quote,
                    "optional": bool(optional),
                    "status": "planned" if planned else "asserted",
                }
            )
        elif m := OBSERVATION.fullmatch(line):
            optional, s, indicator, value, unit, comparator, period, status, quote = m.groups()
            try:
                number_ = float(value)
            except ValueError:
                say(f"{where}: the value {value!r} is no plain number")
                continue
            if comparator not in COMPARATORS:
                say(f"{where}: unknown comparator {comparator}")
            if not any(c.isdigit() or c in "一二三四五六七八九十百千万亿两半翻零首几数双" for c in quote):
                say(f"{where}: the quote holds no figure")
            observations.append(
                {
                    "s": s,
                    "indicator": indicator,
                    "unit": unit,
                    "comparator": comparator,
                    "value": int(number_) if number_.is_integer() else number_,
                    "period": period or None,
                    "status": status,
                    "quote": quote,
                    "optional": bool(optional),
                }
            )
        else:
            say(f"{where}: not understood: {line}")
            continue
        if line[0] in "ro":
            if quote not in text:
                say(f"{where}: the quote is not in the text: {quote}")
            for id_ in (s, o) if line[0] == "r" else (s,):
                if id_ not in entities:
                    say(f"{where}: {id_} is not declared above")
    taken = bytearray(len(text))
    for fields in (False, True):  # a field may have the name of another entity, which then has its places
        some = [e for e in entities.values() if (e["type"] == "Field") == fields]
        spans = occurrences(text, (n for e in some for n in e["names"]), taken)
        for e in some:
            e["mentions"] = sorted(s for n in e["names"] for s in spans[n])
    for e in entities.values():
        if e["type"] != "Field" and not e["mentions"]:
            say(f"{path}: {e['id']} {e['names'][0]} stands only inside longer names")
    article.gold = {
        "doc": path.stem,
        "entities": list(entities.values()),
        "relations": relations,
        "observations": observations,
    }
    return article


def load(folder: Path, split: str | None = None) -> list[Article]:
    """All articles of `folder` (of one split where given), ordered by name."""
    articles = [parse(p) for p in sorted(folder.glob("*.ann"))]
    return [a for a in articles if split is None or a.header.get("split") == split]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check")
    check.add_argument("folder", type=Path)
    check.add_argument("names", nargs="*")
    export = commands.add_parser("export")
    export.add_argument("folder", type=Path)
    export.add_argument("out", type=Path)
    export.add_argument("--split", choices=SPLITS)
    commands.add_parser("count").add_argument("folder", type=Path)
    args = parser.parse_args()

    if args.command == "export":
        for article in load(args.folder, args.split):
            for kind, suffix, content in (
                ("texts", "txt", article.text),
                ("gold", "json", json.dumps(article.gold, ensure_ascii=False, indent=1) + "\n"),
            ):
                target = args.out / kind / f"{article.name}.{suffix}"
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(content, "utf-8")
        return 0

    articles = load(args.folder)
    if args.command == "check":
        articles = [a for a in articles if not args.names or a.name in args.names]
        faults = [f for a in articles for f in a.faults]
        print("\n".join(faults) or f"{len(articles)} articles, no faults")
        return 1 if faults else 0
    totals: Counter[str] = Counter()
    for a in articles:
        split = a.header.get("split", "?")
        for key, n in (
            ("articles", 1),
            ("characters", len(a.text)),
            *((k, len(a.gold.get(k, ()))) for k in ("entities", "relations", "observations")),
        ):
            totals[f"{split:6}{key}"] += n
    for key, n in sorted(totals.items()):
        print(f"{key:20}{n:8}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
