"""The forms of questions. Each rule joins neighbouring pieces of a question into a larger one.

The letters of a rule: E a name, K a class noun, T what is asked for (谁, 哪些企业), L where, R a relation's verb,
N a noun for whoever stands at a relation's subject end (孵化方), J 和, D 的, P 被 or 由, I 在, B 给 or 为, S 最多,
G 关系; and the pieces: n a thing described, c a clause before its noun (由甲孵化的), m several things, q the thing asked for, s the
whole question. A letter in brackets may be left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from kg.graph.ask.lexicon import Lexicon
from kg.graph.ask.meaning import End, Join, Question, Thing
from kg.graph.ask.tokens import Token

#: A clause before a noun, waiting for it.
Clause = tuple[Join, ...]
Piece = Any
Reading = Callable[..., Iterator[Piece]]


@dataclass(frozen=True, slots=True)
class Rule:
    """`form` is the pieces that `makes` is made of; `cost` says how unlikely people are to mean it so."""

    makes: str
    form: str
    reading: Reading
    cost: int = 0


class Grammar:
    """The rules, with the relations of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.rules = tuple(self._rules())

    # ------------------------------------------------------------- the forms

    def _rules(self) -> Iterator[Rule]:
        for makes, forms, reading, cost in (
            ("n", "E", self._name, 0),
            ("n", "K", self._class, 0),
            ("n", "c D K", self._told, 0),
            ("n", "c K", self._told, 1),
            ("n", "c D", self._told, 1),
            ("n", "n [D] K", self._of, 1),
            ("n", "n [D] N", self._noun, 0),
            ("n", "n [D] O", self._noun, 0),
            ("n", "n [D] N K", self._noun, 0),
            ("n", "n D R K", lambda n, d, r, k: self._told(next(self._object(n, r)), k), 1),
            # Clauses before a noun.
            ("c", "n R", self._object, 0),
            ("c", "R n", self._subject, 0),
            ("c", "P n R", self._object, 0),
            ("c", "R n [D] R", lambda r, n, *d: self._given(r, n, d[-1]), 0),
            ("c", "J n R", self._partner, 0),
            ("m", "n J n", lambda a, j, b: iter(((a, b),)), 0),
            ("m", "m J n", lambda some, j, b: iter(((*some, b),)), 0),
            ("c", "m R", self._all_do, 0),
            ("c", "I n", self._lying, 0),
            ("c", "I n R", self._in_at, 0),
            ("c", "B n R", self._subject_of, 0),
            ("c", "c [J] c", lambda one, *two: iter((one + two[-1],)), 1),
            # What is asked for.
            ("q", "T", self._asked, 0),
            ("q", "L", self._asked, 1),
            ("q", "n [D] T", self._among, 0),
            ("q", "c [D] T", self._told, 0),
            ("q", "T c D", lambda t, c, d: self._told(c, d, t), 0),
            ("q", "n [D] N T", self._noun, 0),
            ("q", "n [D] O T", self._noun, 0),
            ("q", "n [D] O L", self._noun, 0),
            ("q", "n [D] O I L", self._noun, 0),
            ("q", "n [D] T O", lambda *all: self._noun(all[0], all[-1], all[-2]), 0),
            ("q", "n D R K T", lambda n, d, r, k, t: self._told(next(self._object(n, r)), _narrow(t, k)), 1),
            ("q", "T n D N", lambda t, n, d, noun: self._noun(n, noun, t), 0),
            ("q", "n J T [D] N", lambda n, *rest: self._noun(n, rest[-1], rest[1]), 0),
            # Whole questions.
            ("s", "q", self._list, 0),
            ("s", "n", self._bare, 1),
            ("s", "n T", self._what, 2),
            ("s", "n T D", self._whose, 1),
            ("s", "n T D K", self._whose, 0),
            ("s", "n L D K", self._whose, 0),
            ("s", "n R [D] q", lambda n, r, *q: self._ask(q[-1], r, "in", n), 0),
            ("s", "n R q D", lambda n, r, q, d: self._ask(q, r, "in", n), 0),
            ("s", "q R [D] n [D]", lambda q, r, *n: self._ask(q, r, "out", _last(n)), 0),
            ("s", "n R q [D] R", lambda n, r, q, *d: self._by_whom(q, r, n, d[-1]), 0),
            ("s", "q R n [D] R", lambda q, r, n, *d: self._by_it(q, r, n, d[-1]), 0),
            ("s", "n J q R [D]", lambda n, j, q, r, *_: self._with(q, r, n), 0),
            ("s", "n J q R G", lambda n, j, q, r, g: self._either(q, r, n), 0),
            ("s", "q J n R [D]", lambda q, j, n, r, *_: self._with(q, r, n), 0),
            ("s", "q J n R G", lambda q, j, n, r, g: self._either(q, r, n), 0),
            ("s", "m R [D] q", lambda some, r, *q: self._ask_all(q[-1], r, some), 0),
            ("s", "n q J q R [D]", lambda n, q, j, other, r, *_: self._ask(q, r, "out", n), 0),
            ("s", "n J q R [D] n", lambda a, j, q, r, *n: self._other_doer(q, r, n[-1], a), 0),
            ("s", "n P q R [D]", lambda n, p, q, r, *_: self._ask(q, r, "out", n), 0),
            ("s", "n q R D", lambda n, q, r, d: self._ask(q, r, "out", n), 0),
            ("s", "n q R", self._doings, 1),
            ("s", "q P n R [D]", lambda q, p, n, r, *_: self._ask(q, r, "in", n), 0),
            ("s", "q n R D", lambda q, n, r, d: self._ask(q, r, "in", n), 1),
            ("s", "q I n", lambda q, i, n: self._lies(q, n), 0),
            ("s", "q I n R [D]", lambda q, i, n, r, *_: self._ask(q, r, "out", n), 0),
            ("s", "n I q", lambda n, i, q: self._place_of(q, n), 0),
            ("s", "n I q R", lambda n, i, q, r: self._ask(q, r, "in", n), 0),
            ("s", "n L", self._place, 0),
            ("s", "n I L", lambda n, i, l: self._place(n, l), 0),
            ("s", "n I L R", lambda n, i, l, r: self._place(n, l, r), 0),
            ("s", "n R L", lambda n, r, l: self._place(n, l, r), 0),
            ("s", "n L R [D]", lambda n, l, r, *_: self._place(n, l, r), 0),
            ("s", "n B q R", lambda n, b, q, r: self._ask(q, r, "in", n), 0),
            ("s", "n B q R K", lambda n, b, q, r, k: self._ask(q, r, "in", n), 0),
            ("s", "q B n R", lambda q, b, n, r: self._ask(q, r, "out", n), 0),
            ("s", "q B n R K", lambda q, b, n, r, k: self._ask(q, r, "out", n), 0),
            ("s", "n R", self._keywords, 2),
            ("s", "n [D] R", self._keywords, 2),
            # Whether something is so.
            ("s", "n R [D] n", lambda a, r, *b: self._whether(a, r, b[-1]), 1),
            ("s", "n J n R", lambda a, j, b, r: self._whether_both(a, r, b), 0),
            ("s", "n J n R G", lambda a, j, b, r, g: self._whether_both(a, r, b), 0),
            ("s", "n I n", lambda a, i, b: self._whether_there(a, b), 1),
            ("s", "n I n R", lambda a, i, b, r: self._whether(a, r, b), 0),
            ("s", "n P n R [D]", lambda a, p, b, r, *_: self._whether(b, r, a), 1),
            ("s", "n n R D", lambda a, b, r, d: self._whether(b, r, a), 1),
            ("s", "n B n R", lambda a, b, c, r: self._whether(a, r, c), 0),
            ("s", "n n [D] N", lambda a, b, *rest: self._whether_noun(a, b, rest[-1]), 1),
            ("s", "n J n [T] G", lambda a, j, b, *_: self._related(a, b), 0),
            ("s", "n J n G T", lambda a, j, b, *_: self._related(a, b), 0),
            # Who has the most.
            ("s", "T R [D] [K] S", self._most, 0),
            ("s", "T R [D] T S", self._most, 0),
            ("s", "R [D] [K] S D T", self._most_of, 0),
            ("s", "R [D] [K] S [D] K", self._most_of, 1),
            ("s", "T R S D K", lambda t, r, s, d, k: self._most(t, r, k, s), 0),
            ("s", "T R S D T", lambda t, r, s, d, k: self._most(t, r, k, s), 0),
        ):
            for form in _spelt(forms):
                yield Rule(makes, form, reading, cost)

    # ------------------------------------------------------------- things

    def _name(self, name: Token) -> Iterator[Thing]:
        yield Thing(name.text, iris=name.means)

    def _class(self, noun: Token) -> Iterator[Thing]:
        yield Thing(noun.text, cls=noun.means[0])

    def _asked(self, word: Token) -> Iterator[Thing]:
        if word.kind == "L":
            yield Thing(word.text, asked=True, where=True)
        else:
            cls, counted = word.means
            yield Thing(word.text, cls=cls, asked=True, counted=bool(counted))

    def _told(self, clause: Clause, *rest: Any) -> Iterator[Thing]:
        head = rest[-1] if rest else None
        if isinstance(head, Token) and head.kind in "KT":
            thing = next(self._class(head) if head.kind == "K" else self._asked(head))
            yield thing.joined(*clause)
        else:
            yield Thing().joined(*clause)

    def _of(self, owner: Thing, *rest: Token) -> Iterator[Thing]:
        """甲的政策, 临江区企业: what a thing's things of a class are, where no verb says it."""
        cls = rest[-1].means[0]
        # A name run together with a class noun is rather a longer name that is not known (清华大学研究院).
        if owner.iris and len(rest) == 1 and rest[-1].text not in self.lexicon.loose:
            return
        for join in self._belonging(owner, cls):
            yield Thing(rest[-1].text, cls=cls).joined(join)

    def _among(self, owner: Thing, *rest: Token) -> Iterator[Thing]:
        """临江区有哪些企业; and 甲孵化的企业里，哪家是高校, which narrows what was told."""
        asked = next(self._asked(rest[-1]))
        if not owner.iris:
            yield replace(asked, cls=asked.cls or owner.cls, joins=owner.joins)
        elif asked.cls:
            for join in self._belonging(owner, asked.cls):
                yield asked.joined(join)

    def _belonging(self, owner: Thing, cls: str) -> Iterator[Join]:
        """Which of the ways it is, the types of both tell later."""
        if cls in self.lexicon.belongings:
            relation, way = self.lexicon.belongings[cls]
            yield Join((relation,), "in" if way == "out" else "out", owner)
        else:
            yield Join(("locatedIn",), "out", owner)
            yield Join(("partOf",), "out", owner)
            yield Join(("worksFor",), "in", owner)

    def _noun(self, owner: Thing, *rest: Token) -> Iterator[Thing]:
        """甲的孵化方: who stands at the subject's end; `rest` ends with N or with what is asked for or its class."""
        noun = next(token for token in rest if token.kind in "NO")
        head = next((token for token in reversed(rest) if token.kind in "KTL"), None)
        if head is None:
            thing = Thing(noun.text)
        else:
            thing = next(self._class(head) if head.kind == "K" else self._asked(head))
        said = noun.text if noun.text in self.lexicon.posts else ""
        yield thing.joined(Join(noun.means, "out" if noun.kind == "N" else "in", owner, said=said))

    # ------------------------------------------------------------- clauses

    def _object(self, *pieces: Any) -> Iterator[Clause]:
        """甲孵化(的…) and 由甲孵化(的…): the noun is the object."""
        doer, verb = pieces[-2:]
        yield (Join(verb.means, "in", doer, verb.planned),)

    def _subject(self, verb: Token, object_: Thing) -> Iterator[Clause]:
        yield (Join(verb.means, "out", object_, verb.planned),)

    def _subject_of(self, given: Token, object_: Thing, verb: Token) -> Iterator[Clause]:
        yield (Join(verb.means, "out", object_, verb.planned),)

    def _partner(self, with_: Token, partner: Thing, verb: Token) -> Iterator[Clause]:
        if mutual := self._mutual(verb):
            yield (Join(mutual, "out", partner, verb.planned),)
        if other := self._one_way(verb):
            yield (Join(other, "in", partner, verb.planned),)

    def _all_do(self, doers: tuple[Thing, ...], verb: Token) -> Iterator[Clause]:
        yield tuple(Join(verb.means, "in", doer, verb.planned) for doer in doers)

    def _lying(self, in_: Token, place: Thing) -> Iterator[Clause]:
        yield (Join(("locatedIn",), "out", place),)

    def _in_at(self, in_: Token, place: Thing, verb: Token) -> Iterator[Clause]:
        yield (Join(verb.means, "out", place, verb.planned),)

    def _given(self, got: Token, doer: Thing, verb: Token) -> Iterator[Clause]:
        """获得甲投资(的…): the verb behind names what was given."""
        if "receives" in got.means:
            yield (Join(verb.means, "in", doer, verb.planned or got.planned),)

    # ------------------------------------------------------------- questions

    def _list(self, asked: Thing) -> Iterator[Question]:
        if asked.cls or asked.joins:
            yield Question("list", asked)

    def _bare(self, thing: Thing) -> Iterator[Question]:
        yield Question("what" if thing.iris else "list", thing)

    def _what(self, thing: Thing, word: Token) -> Iterator[Question]:
        """金鼎奖是什么."""
        if thing.iris and word.text in ("什么", "谁", "啥", "何人", "哪位"):
            yield Question("what", thing)

    def _whose(self, thing: Thing, word: Token, of: Token, noun: Token | None = None) -> Iterator[Question]:
        """张三是哪个单位的, 甲是哪里的政策: what it belongs to."""
        asked = next(self._asked(word))
        if noun is not None and noun.means[0] in self.lexicon.belongings:
            relation, way = self.lexicon.belongings[noun.means[0]]
            yield Question("list", asked.joined(Join((relation,), "out" if way == "out" else "in", thing)))
            return
        for relation, cost in (("worksFor", 0), ("partOf", 0), ("locatedIn", 1)):
            yield Question("list", asked.joined(Join((relation,), "in", thing)), cost=cost)

    def _ask(self, asked: Thing, verb: Token, end: End, other: Thing) -> Iterator[Question]:
        yield Question("list", asked.joined(Join(verb.means, end, other, verb.planned)))

    def _by_whom(self, asked: Thing, got: Token, thing: Thing, verb: Token) -> Iterator[Question]:
        """甲获得了哪些机构的投资."""
        if "receives" in got.means:
            yield from self._ask(asked, replace(verb, planned=verb.planned or got.planned), "out", thing)

    def _by_it(self, asked: Thing, got: Token, doer: Thing, verb: Token) -> Iterator[Question]:
        """哪些企业获得了甲的投资."""
        if "receives" in got.means:
            yield from self._ask(asked, replace(verb, planned=verb.planned or got.planned), "in", doer)

    def _with(self, asked: Thing, verb: Token, partner: Thing) -> Iterator[Question]:
        if mutual := self._mutual(verb):
            yield Question("list", asked.joined(Join(mutual, "out", partner, verb.planned)))

    def _either(self, asked: Thing, verb: Token, partner: Thing) -> Iterator[Question]:
        yield Question("list", asked.joined(Join(verb.means, "either", partner, verb.planned)))

    def _ask_all(self, asked: Thing, verb: Token, doers: tuple[Thing, ...]) -> Iterator[Question]:
        yield Question("list", asked.joined(*(Join(verb.means, "in", doer, verb.planned) for doer in doers)))

    def _other_doer(self, asked: Thing, verb: Token, object_: Thing, one: Thing) -> Iterator[Question]:
        """甲和谁一起设立了乙: whoever did, but for 甲."""
        if one.iris:
            yield Question("list", asked.joined(Join(verb.means, "out", object_, verb.planned)), other=one)

    def _doings(self, thing: Thing, asked: Thing, verb: Token) -> Iterator[Question]:
        """甲哪些企业孵化, with no 的 to tell who does it."""
        yield from self._ask(asked, verb, "out", thing)
        yield from self._ask(asked, verb, "in", thing)

    def _keywords(self, thing: Thing, *rest: Token) -> Iterator[Question]:
        """甲 孵化: the types, or else the graph, must tell which way it is meant."""
        asked = Thing(rest[-1].text, asked=True)
        yield from self._ask(asked, rest[-1], "in", thing)
        yield from self._ask(asked, rest[-1], "out", thing)

    def _lies(self, asked: Thing, place: Thing) -> Iterator[Question]:
        yield Question("list", asked.joined(Join(("locatedIn",), "out", place)))

    def _place_of(self, asked: Thing, thing: Thing) -> Iterator[Question]:
        """何人在哪家公司, 何物在哪个园区."""
        for relation in ("worksFor", "locatedIn"):
            yield Question("list", asked.joined(Join((relation,), "in", thing)), cost=int(relation == "locatedIn"))

    def _place(self, thing: Thing, where: Token, verb: Token | None = None) -> Iterator[Question]:
        asked = Thing(where.text, asked=True, where=True)
        if verb is None:
            for relation, cost in (("locatedIn", 0), ("worksFor", 1)):
                yield Question("list", asked.joined(Join((relation,), "in", thing)), cost=cost)
        elif {"locatedIn", "worksFor"} & set(verb.means):
            yield from self._ask(asked, verb, "in", thing)
        else:
            yield from self._ask(asked, verb, "out", thing)

    def _whether(self, one: Thing, verb: Token, other: Thing) -> Iterator[Question]:
        if one.iris and other.iris:
            yield Question("yes", one, other, verb.means, verb.planned)
        elif one.iris:
            yield Question("list", other.joined(Join(verb.means, "in", one, verb.planned)))
        elif other.iris:
            yield Question("list", one.joined(Join(verb.means, "out", other, verb.planned)))

    def _whether_both(self, one: Thing, verb: Token, other: Thing) -> Iterator[Question]:
        if one.iris and other.iris and (mutual := self._mutual(verb)):
            yield Question("yes", one, other, mutual, verb.planned)

    def _whether_there(self, one: Thing, place: Thing) -> Iterator[Question]:
        for relation in ("locatedIn", "worksFor"):
            if one.iris and place.iris:
                yield Question("yes", one, place, (relation,), cost=int(relation == "locatedIn"))

    def _whether_noun(self, one: Thing, other: Thing, noun: Token) -> Iterator[Question]:
        if one.iris and other.iris:
            yield Question("yes", one, other, noun.means)

    def _related(self, one: Thing, other: Thing) -> Iterator[Question]:
        if one.iris and other.iris:
            yield Question("relation", one, other)

    def _most(self, who: Token, verb: Token, *rest: Token) -> Iterator[Question]:
        kinds = [token for token in rest if token.kind in "KT"]
        counted = Thing(cls=kinds[0].means[0] if kinds else "")
        yield Question("rank", next(self._asked(who)), counted, verb.means, verb.planned)

    def _most_of(self, verb: Token, *rest: Token) -> Iterator[Question]:
        kinds = [token for token in rest[:-1] if token.kind in "KT"]
        counted = Thing(cls=kinds[0].means[0] if kinds else "")
        yield Question("rank", Thing(cls=rest[-1].means[0], asked=True), counted, verb.means, verb.planned)

    # ------------------------------------------------------------- relations

    def _mutual(self, verb: Token) -> tuple[str, ...]:
        return tuple(name for name in verb.means if name in self.lexicon.mutual)

    def _one_way(self, verb: Token) -> tuple[str, ...]:
        return tuple(name for name in verb.means if name not in self.lexicon.mutual)


def _spelt(forms: str) -> Iterator[tuple[str, ...]]:
    """The forms that a form with brackets stands for."""
    choices = [((), (part[1:-1],)) if part[0] == "[" else ((part,),) for part in forms.split()]
    for chosen in product(*choices):
        yield tuple(letter for part in chosen for letter in part)


def _narrow(asked: Token, noun: Token) -> Token:
    """The question word with the class of a noun before it."""
    return replace(asked, means=(asked.means[0] or noun.means[0], *asked.means[1:]))


def _last(pieces: tuple[Any, ...]) -> Any:
    return next(piece for piece in reversed(pieces) if isinstance(piece, Thing))


def targets(words: list[Token]) -> list[Token]:
    """Question words and the class beside them as one T; its `means` are the class and whether it is to be counted.

    A class noun that no question word stands beside becomes K.
    """
    found: list[Token] = []
    at = 0
    letters = "".join(word.kind for word in words)
    for match in re.finditer(r"[WQ]+C(?:[WQ]*)|C[WQL]+(?!R)|[WQ]+|.", letters):
        group = words[at : at + len(match[0])]
        at += len(match[0])
        text = "".join(word.text for word in group)
        cls = next((word.means[0] for word in group if word.kind == "C"), "")
        if set(match[0]) & set("WQ"):
            found.append(Token("T", text, (cls, "counted" if "Q" in match[0] else "")))
        elif match[0] == "C":
            found.append(replace(group[0], kind="K"))
        else:
            found += group
    return found
