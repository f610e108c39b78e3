"""The pieces of a question that are joined whatever their order: what stands for things, and the verbs between."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kg.graph.ask.meaning import End, Join, Thing
from kg.graph.ask.tokens import Token
from kg.model import Vocabulary


@dataclass(frozen=True, slots=True)
class Node:
    """Something that is named, described or asked for; `at` is its word, `before` the hint before it, `filler` what
    says nothing before it. `role` is the noun that names it by its relation to another."""

    at: int
    thing: Thing
    kind: str
    before: str = ""
    role: Token | None = None
    filler: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """`subject` and `object_` are joined by `relations`."""

    subject: int
    object_: int
    relations: tuple[str, ...]
    planned: bool = False
    said: str = ""


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of the question; `of` if 的 follows it."""

    at: int
    token: Token
    of: bool


class Merging:
    """Which nodes are one, by the classes of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, implied: Mapping[str, tuple[str, ...]]) -> None:
        self.vocabulary = vocabulary
        self.implied = implied

    def merged(
        self, nodes: list[Node], verbs: list[Verb], same: bool
    ) -> Iterator[tuple[list[Node], int]]:  # fmt: skip
        """The nodes with those as one that say the same: 企业 and 哪些, 孵化方 and 谁.

        `same`: 是 says that some do.
        """
        kept: list[Node] = []
        for node in nodes:
            last = kept[-1] if kept else None
            one = None
            if last is not None and not any(last.at < verb.at < node.at for verb in verbs):
                # 企业谁投了钱: who did it to them.
                does = node.kind == "T" and last.kind == "K" and any(verb.at == node.at + 1 for verb in verbs)
                # But 企业有哪些拿到了钱 asks for some of them.
                does = does and not set("有里中内") & set(node.filler)
                one = None if does else self._one(last, node)
            if one is not None:
                kept[-1] = one
            else:
                kept.append(node)
        yield kept, 0
        # 谁是与甲合作的高校: the question word at one end is the noun at the other.
        for one, other in ((kept[0], kept[-1]), (kept[-1], kept[0])) if len(kept) > 2 and same else ():
            joined = self._one(one, other) if one.kind == "T" and not one.thing.cls else None
            if joined is not None:
                rest = [node for node in kept if node is not one and node is not other]
                yield sorted([*rest, replace(joined, at=other.at, before=other.before)], key=lambda n: n.at), 1

        # 包含哪些子园区: a noun that says again what a verb says.
        for role in (node for node in kept if node.role is not None):
            means = (
                {case for name in role.role.means for case in (name, *self.implied.get(name, ()))}
                if role.role
                else set()
            )
            if any(set(verb.token.means) & means for verb in verbs):
                yield [replace(n, role=None) if n is role else n for n in kept], 0
        # 甲是哪个集团旗下的: a noun of a relation that is one of the names.
        for role in (node for node in kept if node.kind in "NO" and node.role is not None):
            for name in (node for node in kept if node.kind == "E"):
                rest = [replace(n, role=role.role) if n is name else n for n in kept if n is not role]
                yield rest, 1

    def _one(self, first: Node, second: Node) -> Node | None:
        """Two neighbours as one node; None if they are two things."""
        kinds = first.kind + second.kind
        if "E" in kinds or "L" in kinds:
            return None
        asked = next((node for node in (first, second) if node.kind == "T"), None)
        role = first.role or second.role
        if first.role and second.role:
            return None
        if kinds == "KK" and second.before != "J":
            return None
        classes = {node.thing.cls for node in (first, second)} - {""}
        if len(classes) > 1 and kinds == "KK":
            whole = Thing(second.thing.text, classes=tuple(sorted(classes)))
            return replace(first, thing=whole)
        if len(classes) > 1 and not self._akin(*sorted(classes)):
            return None
        if asked is None and role is None:
            return None
        narrow = max(classes, key=lambda cls: len(self.vocabulary.ancestors(cls)), default="")
        base = asked.thing if asked else (first if second.role else second).thing
        thing = replace(base, cls="" if base.classes else narrow)
        thing = replace(thing, where=first.thing.where or second.thing.where)
        return replace(first, thing=thing, kind="T" if asked else first.kind, role=role)

    def _akin(self, one: str, other: str) -> bool:
        above = self.vocabulary.ancestors
        return one in above(other) or other in above(one)


def once(verbs: list[Verb]) -> list[Verb]:
    """The verbs, one said twice (出资……投的) once."""
    kept: list[Verb] = []
    for verb in verbs:
        same = next((n for n, v in enumerate(kept) if set(v.token.means) & set(verb.token.means)), None)
        if same is None or kept[same].token.reverse != verb.token.reverse:
            kept.append(verb)
            continue
        means = tuple(name for name in kept[same].token.means if name in verb.token.means)
        planned = kept[same].token.planned or verb.token.planned
        kept[same] = replace(verb, token=replace(verb.token, means=means, planned=planned))
    return kept


def last(pieces: tuple[Any, ...]) -> Any:
    return next(piece for piece in reversed(pieces) if isinstance(piece, Thing))


def narrow(asked: Token, noun: Token) -> Token:
    """The question word with the class of a noun before it."""
    return replace(asked, means=(asked.means[0] or noun.means[0], *asked.means[1:]))


def by(verb: Token, end: End, other: Thing) -> Join:
    """The join that a verb makes, its subject at the end that the verb has it."""
    turned: dict[End, End] = {"in": "out", "out": "in"}
    return Join(verb.means, turned.get(end, end) if verb.reverse else end, other, verb.planned)
