"""What the pieces of a question may mean whatever their order: joined by its verbs as the ontology allows it.

Asked only where no form of `grammar.py` fits. The pieces are the names, classes and question words (nodes), and the
verbs and nouns of relations (edges). Every piece must have its part in one whole, a tree; of all the trees, those in
which the least is out of its usual order are what is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, permutations, product

from kg.graph.ask.lexicon import Lexicon
from kg.graph.ask.meaning import End, Join, Question, Thing
from kg.graph.ask.pieces import Edge, Merging, Node, Verb, by, once
from kg.graph.ask.reading import Readings
from kg.graph.ask.tokens import Token
from kg.graph.ask.types import Types

# A question of more pieces than this is not put together.
_NODES, _VERBS = 5, 3
# The kinds of words that join nothing here; what the grammar alone reads ends it.
_HINTS, _NODE_KINDS = "DJPIB", "EKTLNO"
# What is out of order costs: one thing passed over, one said the other way round, one joined by no word.
_PASSED, _TURNED, _UNSAID, _CROSSED = 1, 4, 2, 2
_DEAREST = 9


def composed(words: Sequence[Token], lexicon: Lexicon, types: Types, open_: bool = False) -> list[Question]:
    """What the words may ask, each question's names taken for one entity; the likeliest first, [] if nothing.

    `open_`: one end of a verb is not spoken of.
    """
    made = _Composer(lexicon, types)
    found: list[Question] = []
    for nodes, verbs, cost in made.pieces(words):
        if len(nodes) == 1:
            passive = any(word.kind in "PB" for word in words)
            for question in made.alone(nodes[0], verbs) if open_ and not passive else ():
                found += types.fitting(replace(question, cost=cost))
            continue
        # 哪些企业获奖: of one end it is only said that there is something.
        some = [nodes]
        if open_:
            ends = [verb for verb in verbs[-1:] if verb.of or verb.at > max(node.at for node in nodes)]
            some = [[*nodes, Node(verb.at, Thing(), "")] for verb in ends]
        for question in (question for every in some for question in made.questions(every, verbs)):
            found += types.fitting(replace(question, cost=question.cost + cost))
    best = min((question.cost for question in found), default=0)
    return sorted((q for q in found if q.cost <= best + 1), key=lambda question: question.cost)


class _Composer:
    def __init__(self, lexicon: Lexicon, types: Types) -> None:
        self.lexicon = lexicon
        self.types = types
        self.read = Readings(lexicon)

    # ------------------------------------------------------------- pieces

    def pieces(self, words: Sequence[Token]) -> Iterator[tuple[list[Node], list[Verb], int]]:
        """The nodes and verbs among the words, in each way to take neighbours for one; [] where others stand."""
        if any(word.kind not in _HINTS + _NODE_KINDS + "R" for word in words):
            return
        nodes: list[Node] = []
        verbs: list[Verb] = []
        for at, word in enumerate(words):
            before = words[at - 1].kind if at and words[at - 1].kind in _HINTS else ""
            if word.kind == "R":
                of = at + 1 < len(words) and words[at + 1].kind == "D"
                verbs.append(Verb(at, word, of))
            elif word.kind in _NODE_KINDS:
                role = word if word.kind in "NO" else None
                nodes.append(Node(at, self._thing(word), word.kind, before, role, word.filler))
        verbs = once(verbs)
        same = any("是" in word.filler for word in words)
        for kept, cost in Merging(self.types.vocabulary, self.lexicon.implied).merged(nodes, verbs, same):
            if kept and len(kept) + len(verbs) > 1 and len(kept) <= _NODES and len(verbs) <= _VERBS:
                yield kept, verbs, cost

    def _thing(self, word: Token) -> Thing:
        if word.kind == "E":
            return next(self.read.name(word))
        if word.kind == "K":
            return next(self.read.kind(word))
        if word.kind in "TL":
            return next(self.read.asked(word))
        return Thing(word.text, cls=word.cls, where=self.read.tells_where(word))

    def alone(self, node: Node, verbs: list[Verb]) -> Iterator[Question]:
        """哪些企业获得了投资: whatever stands at the verb's other end, if it is clear which end that is."""
        if len(verbs) != 1 or not node.thing.asked or node.kind != "T" or node.role is not None:
            return
        verb, cls = verbs[0], node.thing.cls
        if node.thing.classes:
            return  # 高校和企业共建, each other perhaps
        does = bool(self.types.between(verb.token.means, cls, ""))
        done = bool(self.types.between(verb.token.means, "", cls))
        if verb.of and not verb.token.reverse and does and done and not set(verb.token.means) <= self.lexicon.mutual:
            return  # 投资的企业, those that invest or those that are invested in
        if not verb.token.reverse and not verb.of and verb.at < node.at:
            return
        end: End = "in" if verb.of and not verb.token.reverse and done and not does else "out"
        yield Question("list", node.thing.joined(by(verb.token, end, Thing())))

    # ------------------------------------------------------------- trees

    def questions(self, nodes: list[Node], verbs: list[Verb]) -> Iterator[Question]:
        """Every whole that the nodes and verbs make."""
        roles = [(n, node.role) for n, node in enumerate(nodes) if node.role is not None]
        if len(verbs) + len(roles) > len(nodes) - 1:
            return
        ways = [list(self._verb_edges(verb, nodes)) for verb in verbs]
        ways += [list(self._role_edges(n, noun, nodes)) for n, noun in roles]
        for chosen in product(*ways):
            cost = sum(price for price, _ in chosen)
            edges = [edge for _, edge in chosen]
            if cost > _DEAREST or not _forest(edges, len(nodes)):
                continue
            for whole, more in self._whole(edges, nodes):
                crossed = _CROSSED * sum(_crossing(a, b) for a, b in combinations(whole, 2))
                if cost + more + crossed <= _DEAREST:
                    yield from self._rooted(whole, nodes, cost + more + crossed)

    def _verb_edges(self, verb: Verb, nodes: list[Node]) -> Iterator[tuple[int, Edge]]:
        for a, b in combinations(range(len(nodes)), 2):
            one, other = nodes[a], nodes[b]
            passed = sum(min(verb.at, n.at) < node.at < max(verb.at, n.at) for n in (one, other) for node in nodes)
            passed -= (one.at < verb.at and other.at < verb.at) + (one.at > verb.at and other.at > verb.at)
            usual = self._order(verb, one, other)
            both = ((a, b), (b, a))
            able = [pair for pair in both if self._can(verb.token, nodes[pair[0]], nodes[pair[1]])]
            for pair in able:
                turned = usual is not None and pair != (both[0] if usual else both[1])
                if turned and len(able) == 2:
                    continue
                subject, object_ = pair if not verb.token.reverse else pair[::-1]
                edge = Edge(subject, object_, verb.token.means, verb.token.planned)
                yield passed * _PASSED + (_TURNED if turned else 0), edge

    def _order(self, verb: Verb, one: Node, other: Node) -> bool | None:
        """Whether the first of two nodes is the one that does it; None if their order does not tell."""
        if one.at < verb.at < other.at:
            return other.before != "P" if one.before != "P" else True
        if one.at > verb.at:
            return False  # 孵化甲的平台
        if other.before == "P":
            return False
        if one.before == "P" or other.before == "B":
            return True
        if other.before == "I" or one.before == "B":
            return one.before != "B"
        return False if verb.of else None

    def _can(self, verb: Token, one: Node, other: Node) -> bool:
        first, second = (one, other) if not verb.reverse else (other, one)
        return bool(self._between(verb.means, first, second))

    def _between(self, relations: Sequence[str], subject: Node, object_: Node) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for one, other in product(self._classes(subject), self._classes(object_)):
            found |= dict.fromkeys(self.types.between(relations, one, other))
        return tuple(found)

    def _classes(self, node: Node) -> list[str]:
        thing = node.thing
        if thing.iris:
            return sorted({self.types.index.node(iri).cls for iri in thing.iris[:4]})
        if thing.where:
            return ["Place", "Park"]
        return list(thing.classes) or [thing.cls]

    def _role_edges(self, n: int, noun: Token, nodes: list[Node]) -> Iterator[tuple[int, Edge]]:
        said = noun.text if noun.text in self.lexicon.posts else ""
        for owner in range(len(nodes)):
            if owner == n:
                continue
            subject, object_ = (n, owner) if noun.kind == "N" else (owner, n)
            if self._between(noun.means, nodes[subject], nodes[object_]):
                passed = sum(min(owner, n) < k < max(owner, n) for k in range(len(nodes))) + (owner > n)
                yield passed * _PASSED, Edge(subject, object_, noun.means, said=said)

    def _whole(self, edges: list[Edge], nodes: list[Node]) -> Iterator[tuple[list[Edge], int]]:
        """The edges and what must be added to make them one tree: 甲的政策, 临江区……企业."""
        missing = len(nodes) - 1 - len(edges)
        if missing == 0:
            yield edges, 0
        if missing != 1:
            return
        for owner, head in permutations(range(len(nodes)), 2):
            one, other = nodes[owner], nodes[head]
            if other.thing.iris or other.thing.where or not (other.thing.cls or other.thing.classes):
                continue
            # A name run together with a class noun is rather a longer name that is not known.
            loose = other.kind == "T" or other.before == "D" or other.thing.text not in self.lexicon.tight
            # 哪个区的企业: whose they are may be what is asked for.
            place = one.thing.asked and one.thing.cls in ("Place", "Park") and other.before == "D"
            if not (one.thing.iris or place) or one.at > other.at or (owner + 1 == head and not loose):
                continue
            for join in self.read.belonging(one.thing, other.thing.cls):
                pair = (owner, head) if join.end == "in" else (head, owner)
                edge = Edge(*pair, join.relations)
                if self._between(join.relations, nodes[pair[0]], nodes[pair[1]]) and _forest(
                    [*edges, edge], len(nodes)
                ):
                    yield [*edges, edge], _UNSAID + (head - owner - 1) * _PASSED

    def _rooted(self, edges: list[Edge], nodes: list[Node], cost: int) -> Iterator[Question]:
        """The tree as seen from what is asked for."""
        # Of what is named, and of what is not spoken of, nothing more is said than what joins it to the rest.
        for n, node in enumerate(nodes):
            if (node.thing.iris or not node.kind) and sum(n in (e.subject, e.object_) for e in edges) > 1:
                return
        asked = [n for n, node in enumerate(nodes) if node.thing.asked]
        if len(asked) > 1:
            return
        if not asked and all(node.thing.iris for node in nodes):
            if len(nodes) == 2:
                edge = edges[0]
                one, other = nodes[edge.subject].thing, nodes[edge.object_].thing
                yield Question("yes", one, other, edge.relations, edge.planned, cost=cost)
            return
        open_ = [n for n, node in enumerate(nodes) if not node.thing.iris and node.kind]
        if not asked and not open_:
            return
        root = asked[0] if asked else open_[-1]
        yield Question("list", _thing(root, -1, edges, nodes), cost=cost)


def _thing(n: int, parent: int, edges: Sequence[Edge], nodes: Sequence[Node]) -> Thing:
    thing = nodes[n].thing
    for edge in edges:
        if n not in (edge.subject, edge.object_):
            continue
        out = edge.subject == n
        child = edge.object_ if out else edge.subject
        if child != parent:
            other = _thing(child, n, edges, nodes)
            thing = thing.joined(Join(edge.relations, "out" if out else "in", other, edge.planned, edge.said))
    return thing


def _forest(edges: Sequence[Edge], nodes: int) -> bool:
    """Whether the edges make no circle."""
    group = list(range(nodes))
    for edge in edges:
        one, other = group[edge.subject], group[edge.object_]
        if one == other:
            return False
        group = [one if g == other else g for g in group]
    return True


def _crossing(one: Edge, other: Edge) -> bool:
    a, b = sorted((one.subject, one.object_))
    c, d = sorted((other.subject, other.object_))
    return a < c < b < d or c < a < d < b
