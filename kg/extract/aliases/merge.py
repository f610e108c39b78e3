"""Group the mentions of one document into entities."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.extract.aliases import forms
from kg.extract.aliases.rules import AliasRules
from kg.extract.words import Words
from kg.model import Document, Entity, Mention, Vocabulary

#: Classes whose names shorten word by word (浙江大学 -> 浙大); for the others only stronger reasons count.
_WORDS = frozenset({"Platform", "University", "Government", "Park", "Event", "Fund"})
_FRONT = frozenset({"Award", "Event", "Policy"})
_TAIL = frozenset({"Platform", "Park", "Product", "Government", "Fund"})


class Groups:
    """Union-find over names, with pairs that may not meet."""

    def __init__(self, names: Iterable[str]) -> None:
        self._parent = {n: n for n in names}
        self._apart: set[frozenset[str]] = set()

    def root(self, name: str) -> str:
        while self._parent[name] != name:
            name = self._parent[name]
        return name

    def part(self, a: str, b: str) -> None:
        """Names that stand side by side in a list are two things."""
        if a in self._parent and b in self._parent:
            self._apart.add(frozenset((a, b)))

    def join(self, a: str, b: str) -> bool:
        """Merge the groups of two names unless members of them are kept apart."""
        ra, rb = self.root(a), self.root(b)
        if ra == rb:
            return True
        left, right = self.members(ra), self.members(rb)
        if any(frozenset((x, y)) in self._apart for x in left for y in right):
            return False
        self._parent[max(ra, rb, key=lambda n: (-len(n), n))] = min(ra, rb, key=lambda n: (-len(n), n))
        return True

    def members(self, root: str) -> list[str]:
        return [n for n in self._parent if self.root(n) == root]


def declared(document: Document, mentions: Sequence[Mention], rules: AliasRules) -> list[tuple[Mention, Mention]]:
    """(full name, short form) pairs that the text declares; the short form's mention takes the full name's type."""
    pairs = []
    for m in mentions:
        match = rules.declared.match(document.text, m.end) or rules.acronym.match(document.text, m.end)
        if match:
            start, end = match.span("short")
            pairs.append((m, replace(m, start=start, end=end, rule="declared", confidence=0.98)))
    return pairs


def merge(
    document: Document,
    mentions: Sequence[Mention],
    stated: Iterable[tuple[str, str]],
    rules: AliasRules,
    words: Words,
    vocabulary: Vocabulary,
) -> tuple[list[Entity], list[Mention]]:
    """Entities of the document, ordered by first mention, and the mentions with their entity's id.

    Args:
        stated: pairs of names known to be one (declared in the text, or aliases on a list).
    """
    text = document.text
    types = _types(text, mentions, vocabulary)
    first: dict[str, int] = {}
    for m in mentions:
        first.setdefault(text[m.start : m.end], m.start)
    groups = Groups(sorted(types))
    for a, b in _side_by_side(text, mentions):
        groups.part(a, b)
    for a, b in stated:
        if a in types and b in types and types[a][0] == types[b][0]:
            groups.join(a, b)
    _by_form(groups, types, first, rules, words)
    return _entities(document, mentions, types, groups, first)


def _types(text: str, mentions: Sequence[Mention], vocabulary: Vocabulary) -> dict[str, tuple[str, str]]:
    """name -> (scored type, finest class), by the weight of its mentions."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for m in mentions:
        votes[text[m.start : m.end]][m.type] += round(m.confidence * 1000)
    chosen = {}
    for name, counter in votes.items():
        cls = min(counter, key=lambda c: (-counter[c], -len(vocabulary.ancestors(c)), c))
        chosen[name] = (vocabulary.type_of(cls), cls)
    return chosen


def _side_by_side(text: str, mentions: Sequence[Mention]) -> Iterable[tuple[str, str]]:
    for a, b in pairwise(mentions):
        if text[a.end : b.start].strip("”’」》“‘「《") in {"、", "和", "与", "及", "以及", "，", ",", ""}:
            yield text[a.start : a.end], text[b.start : b.end]


#: Reasons from the strongest to the weakest: among several full names the one with the best reason is taken.
_STRENGTH = ("same", "place", "registered", "quoted", "front", "words", "head", "trade", "tail")
#: Characters that a short form may have and the full name not (集团, 公司).
_STRANGE = 2
#: A tail may stand for any name that ends so only behind it: 高新区 after 临沂高新区.
_LATER = frozenset({"tail"})


def _by_form(
    groups: Groups, types: dict[str, tuple[str, str]], first: dict[str, int], rules: AliasRules, words: Words
) -> None:
    """Join short forms with the one full name that they can come from."""

    def cut(name: str) -> list[str]:
        return [name[a:b] for a, b in words.cut(name)]

    places = frozenset(_place_forms(types, rules, words))
    size = {n: len(forms.plain(n)) for n in types}
    letters = {n: frozenset(forms.everyday(n, rules)) for n in types}
    names = sorted(types, key=lambda n: (-size[n], n))
    for short in reversed(names):
        kind = types[short][0]
        reasons: dict[str, dict[str, str]] = defaultdict(dict)
        for long in names:
            if long == short or types[long][0] != kind or size[long] < size[short]:
                continue
            if kind not in _FRONT and len(letters[short] - letters[long]) > _STRANGE:
                continue  # a short form is made of the full name's characters: not worth a closer look
            reason = _reason(short, long, kind, rules, cut, places)
            if reason and not (reason in _LATER and first[short] < first[long]):
                reasons[reason].setdefault(groups.root(long), long)
        for reason in _STRENGTH:
            if reason in reasons:
                if len(reasons[reason]) == 1 or reason in ("same", "place"):
                    for long in reasons[reason].values():
                        groups.join(short, long)
                break


def _place_forms(types: dict[str, tuple[str, str]], rules: AliasRules, words: Words) -> Iterable[str]:
    for name, (kind, _) in types.items():
        for a, b in words.cut(name):
            piece = name[a:b]
            if words.tag(piece).startswith("ns") or (kind == "Place" and piece == name):
                yield piece
                yield from (piece + level for level in rules.levels)


def _reason(short: str, long: str, kind: str, rules: AliasRules, cut: forms.Cut, places: frozenset[str]) -> str:
    """Why `short` may be `long`, one of `_STRENGTH`; "" for no reason."""
    if kind == "Person":
        return ""
    if forms.everyday(short, rules) == forms.everyday(long, rules):
        return "same"
    if kind == "Place":
        return forms.place(short, long, rules)
    if kind == "Enterprise":
        return forms.company(short, long, rules, cut, places) or forms.quoted(short, long)
    return (
        forms.quoted(short, long)
        or (forms.front(short, long, rules) if kind in _FRONT else "")
        or (forms.words(short, long, rules, cut, kind == "University", places) if kind in _WORDS else "")
        or (forms.head(short, long) if kind != "University" else "")
        or (forms.tail(short, long, rules) if kind in _TAIL else "")
    )


def _entities(
    document: Document,
    mentions: Sequence[Mention],
    types: dict[str, tuple[str, str]],
    groups: Groups,
    first: dict[str, int],
) -> tuple[list[Entity], list[Mention]]:
    text = document.text
    members: dict[str, list[str]] = defaultdict(list)
    for name in types:
        members[groups.root(name)].append(name)
    order = sorted(members, key=lambda root: min(first[n] for n in members[root]))
    ids = {root: f"e{n}" for n, root in enumerate(order, 1)}
    resolved = [replace(m, entity=ids[groups.root(text[m.start : m.end])]) for m in mentions]
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    sure: dict[str, float] = defaultdict(float)
    for m in resolved:
        spans[m.entity].append(document.locate(m.start, m.end))
        sure[m.entity] = max(sure[m.entity], m.confidence)
    entities = []
    plain = {forms.plain(n) for n in types}
    for root in order:
        names = sorted(members[root], key=lambda n: (-len(forms.plain(n)), first[n], n))
        kind, cls = types[names[0]]
        core = [c for n in names for c in forms.cores(n) if c not in plain]
        every = tuple(dict.fromkeys((*names, *core)))
        entities.append(Entity(ids[root], kind, cls, every, tuple(sorted(spans[ids[root]])), sure[ids[root]]))
    return entities, resolved
