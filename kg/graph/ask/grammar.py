"""The forms of questions. Each rule joins neighbouring pieces of a question into a larger one.

The letters of a rule: E a name, K a class noun, T what is asked for (谁, 哪些企业), L where, R a relation's verb,
N a noun for whoever stands at a relation's subject end (孵化方), O one for the object's end (客户), J 和, D 的,
P 被 or 由, I 在, B 给 or 为, G 关系; and the pieces: n a thing described, c a clause before its noun (由甲孵化的),
m several things, q the thing asked for, s the whole question. A letter in brackets may be left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from typing import Any

from kg.graph.ask.among import done_there, of_those, some_of, where_all, with_all
from kg.graph.ask.lexicon import Lexicon
from kg.graph.ask.pieces import last, narrow
from kg.graph.ask.reading import Readings
from kg.graph.ask.tokens import Token

Piece = Any
Reading = Callable[..., Iterator[Piece]]


@dataclass(frozen=True, slots=True)
class Rule:
    """`form` is the pieces that `makes` is made of; `cost` says how unlikely people are to mean it so."""

    makes: str
    form: tuple[str, ...]
    reading: Reading
    cost: int = 0


@lru_cache(maxsize=4)
def rules(lexicon: Lexicon) -> tuple[Rule, ...]:
    """All rules, with the relations of a lexicon."""
    return tuple(_rules(Readings(lexicon)))


def _rules(read: Readings) -> Iterator[Rule]:
    for makes, forms, reading, cost in (
        ("n", "E", read.name, 0),
        ("n", "K", read.kind, 0),
        ("n", "c D K", read.told, 0),
        ("n", "c D E", lambda c, d, name: read.name(name), 2),
        ("n", "c K", read.told, 1),
        ("n", "c D", read.told, 1),
        ("n", "n [D] K", read.of, 1),
        ("n", "n [D] N", read.noun, 0),
        ("n", "n [D] O", read.noun, 0),
        ("n", "n [D] N K", read.noun, 0),
        ("n", "n D R K", lambda n, d, r, k: read.told(next(read.object(n, r)), k), 1),
        # Clauses before a noun.
        ("c", "n R", read.object, 0),
        ("c", "R n", read.subject, 0),
        ("c", "P n R", read.object, 0),
        ("c", "R n [D] R", lambda r, n, *d: read.given(r, n, d[-1]), 0),
        ("c", "J n R", read.partner, 0),
        ("m", "n J n", lambda a, j, b: iter(((a, b),)), 0),
        ("m", "m J n", lambda some, j, b: iter(((*some, b),)), 0),
        ("c", "m R", read.all_do, 0),
        ("c", "I n", read.lying, 0),
        ("c", "I n R", read.in_at, 0),
        ("c", "B n R", read.subject_of, 0),
        ("c", "c [J] c", lambda one, *two: iter((one + two[-1],)), 1),
        # What is asked for.
        ("q", "T", read.asked, 0),
        ("q", "L", read.asked, 1),
        ("q", "n [D] T", read.among, 0),
        ("q", "c [D] T", read.told, 0),
        ("q", "n T R D K", lambda n, t, r, d, k: read.told(next(read.object(n, r)), narrow(t, k)), 0),
        ("q", "n [D] R T", lambda n, *rest: read.those(n, rest[-2], rest[-1]), 0),
        ("q", "n [D] T R K", lambda n, *rest: read.those(n, rest[-2], narrow(rest[-3], rest[-1])), 0),
        ("q", "n [D] T R K", lambda n, *rest: read.told(next(read.object(n, rest[-2])), narrow(rest[-3], rest[-1])), 1),
        ("q", "T c D K", lambda t, c, d, k: read.told(c, narrow(t, k)), 0),
        ("q", "T c D", lambda t, c, d: read.told(c, d, t), 0),
        ("q", "n c D T", lambda n, c, d, t: of_those(read, n, c, t), 0),
        ("q", "n T c D", lambda n, t, c, d: of_those(read, n, c, t), 0),
        ("q", "n c D K", lambda n, c, d, k: of_those(read, n, c, k), 1),
        ("q", "n [D] N T", read.noun, 0),
        ("q", "n [D] O T", read.noun, 0),
        ("q", "n [D] O L", read.noun, 0),
        ("q", "n [D] O I L", read.noun, 0),
        ("q", "n [D] T O", lambda *all: read.noun(all[0], all[-1], all[-2]), 0),
        ("q", "n [D] T N", lambda *all: read.noun(all[0], all[-1], all[-2]), 1),
        ("q", "n D R K T", lambda n, d, r, k, t: read.told(next(read.object(n, r)), narrow(t, k)), 1),
        ("q", "T n D N", lambda t, n, d, noun: read.noun(n, noun, t), 0),
        ("q", "n J T [D] N", lambda n, *rest: read.noun(n, rest[-1], rest[1]), 0),
        # Whole questions.
        ("s", "q", read.list, 0),
        ("s", "n", read.bare, 1),
        ("s", "n T", read.what, 2),
        ("s", "T n", read.bearers, 1),
        ("s", "n T D", read.whose, 1),
        ("s", "n T N D", lambda n, t, noun, d: read.bearer(n, noun, t), 0),
        ("s", "n T D N", lambda n, t, d, noun: read.bearer(n, noun, t), 0),
        ("s", "m J q R [D] n", lambda some, j, q, r, *n: with_all(q, r, n[-1], some), 0),
        ("s", "n T O D", lambda n, t, noun, d: read.bearer(n, noun, t), 0),
        ("s", "n T D K", read.whose, 0),
        ("s", "n L D K", read.whose, 0),
        ("s", "n R [D] q", lambda n, r, *q: read.ask(q[-1], r, "in", n), 0),
        ("s", "R T n", lambda r, t, n: read.ask(next(read.asked(t)), r, "in", n), 1),
        ("s", "n R T D", lambda n, r, t, d: read.ask(next(read.asked(t)), r, "in", n), 0),
        ("s", "n R q D", lambda n, r, q, d: read.ask(q, r, "in", n), 0),
        ("s", "q R [D] n [D]", lambda q, r, *n: read.ask(q, r, "out", last(n)), 0),
        ("s", "n R T O", lambda n, r, t, noun: read.same(n, r, t, noun, "in"), 0),
        ("s", "T N R n", lambda t, noun, r, n: read.same(n, r, t, noun, "out"), 0),
        ("s", "n R q [D] R", lambda n, r, q, *d: read.by_whom(q, r, n, d[-1]), 0),
        ("s", "q R n [D] R", lambda q, r, n, *d: read.by_it(q, r, n, d[-1]), 0),
        ("s", "n J q R [D]", lambda n, j, q, r, *_: read.ask(q, r, "out", n), 1),
        ("s", "n J q R [D]", lambda n, j, q, r, *_: read.together(q, r, n), 0),
        ("s", "n J q R G", lambda n, j, q, r, g: read.either(q, r, n), 0),
        ("s", "q J n R [D]", lambda q, j, n, r, *_: read.together(q, r, n), 0),
        ("s", "q J n R G", lambda q, j, n, r, g: read.either(q, r, n), 0),
        ("s", "m R [D] q", lambda some, r, *q: read.ask_all(q[-1], r, some), 0),
        ("s", "m q R [D]", lambda some, q, r, *_: read.done_to_all(q, r, some), 0),
        ("s", "m I q", lambda some, i, q: where_all(q, some), 0),
        ("s", "m P q R [D]", lambda some, p, q, r, *_: read.done_to_all(q, r, some), 0),
        ("s", "q R m", lambda q, r, some: read.done_to_all(q, r, some), 0),
        ("s", "n n J q R [D]", lambda o, a, j, q, r, *_: read.other_doer(q, r, o, a), 0),
        ("s", "n P n J q R [D]", lambda o, p, a, j, q, r, *_: read.other_doer(q, r, o, a), 0),
        ("s", "n I n R [D] q", lambda n, i, there, r, *q: done_there(n, there, r, q[-1]), 0),
        ("s", "n q J q R [D]", lambda n, q, j, other, r, *_: read.ask(q, r, "out", n), 0),
        ("s", "n J q R [D] n", lambda a, j, q, r, *n: read.other_doer(q, r, n[-1], a), 0),
        ("s", "n P q R [D]", lambda n, p, q, r, *_: read.ask(q, r, "out", n), 0),
        ("s", "n q R D", lambda n, q, r, d: read.ask(q, r, "out", n), 0),
        ("s", "n q R", read.doings, 1),
        ("s", "q P n R [D]", lambda q, p, n, r, *_: read.ask(q, r, "in", n), 0),
        ("s", "q n R D", lambda q, n, r, d: read.ask(q, r, "in", n), 1),
        ("s", "q I n", lambda q, i, n: read.lies(q, n), 0),
        ("s", "q I n R [D]", lambda q, i, n, r, *_: read.ask(q, r, "out", n), 0),
        ("s", "n I q", lambda n, i, q: read.place_of(q, n), 0),
        ("s", "n I q R [D]", lambda n, i, q, r, *_: read.doings_in(n, q, r), 0),
        ("s", "n L", read.place, 0),
        ("s", "n I L", lambda n, i, where: read.place(n, where), 0),
        ("s", "n I L R [D]", lambda n, i, where, r, *_: read.place(n, where, r), 0),
        ("s", "n R L", lambda n, r, where: read.place(n, where, r), 0),
        ("s", "n L R [D]", lambda n, where, r, *_: read.place(n, where, r), 0),
        ("s", "n B q R", lambda n, b, q, r: read.ask(q, r, "in", n), 0),
        ("s", "n B q R K", lambda n, b, q, r, k: read.ask(q, r, "in", n), 0),
        ("s", "q B n R", lambda q, b, n, r: read.ask(q, r, "out", n), 0),
        ("s", "q B n R K", lambda q, b, n, r, k: read.ask(q, r, "out", n), 0),
        ("s", "n T R", lambda n, t, r: some_of(read, n, t, r), 0),
        ("s", "n R", read.keywords, 2),
        ("s", "n [D] R", read.keywords, 2),
        # Whether something is so.
        ("s", "n R [D] n", lambda a, r, *b: read.whether(a, r, b[-1]), 1),
        ("s", "n J n R", lambda a, j, b, r: read.whether_both(a, r, b), 0),
        ("s", "n J n R G", lambda a, j, b, r, g: read.whether_both(a, r, b), 0),
        ("s", "n I n", lambda a, i, b: read.whether_there(a, b), 1),
        ("s", "n I n R", lambda a, i, b, r: read.whether(a, r, b), 0),
        ("s", "n P n R [D]", lambda a, p, b, r, *_: read.whether(b, r, a), 1),
        ("s", "n n R D", lambda a, b, r, d: read.whether(b, r, a), 1),
        ("s", "n B n R", lambda a, b, c, r: read.whether(a, r, c), 0),
        ("s", "n [D] N n", lambda a, *rest: read.whether_noun(rest[-1], a, rest[-2]), 1),
        ("s", "n [D] O n", lambda a, *rest: read.whether_noun(a, rest[-1], rest[-2]), 1),
        ("s", "n n [D] N", lambda a, b, *rest: read.whether_noun(a, b, rest[-1]), 1),
        ("s", "n J n [T] G", lambda a, j, b, *_: read.related(a, b), 0),
        ("s", "n J n G T", lambda a, j, b, *_: read.related(a, b), 0),
    ):
        for form in _spelt(forms):
            yield Rule(makes, form, reading, cost)


def _spelt(forms: str) -> Iterator[tuple[str, ...]]:
    """The forms that a form with brackets stands for."""
    choices = [((), (part[1:-1],)) if part[0] == "[" else ((part,),) for part in forms.split()]
    for chosen in product(*choices):
        yield tuple(letter for part in chosen for letter in part)


def targets(words: list[Token]) -> list[Token]:
    """Question words and the class beside them as one T; its `means` are the class, whether it is to be counted,
    what its name must hold, and what kind of thing it counts.

    A class noun that no question word stands beside becomes K.
    """
    found: list[Token] = []
    at = 0
    letters = "".join(word.kind for word in words)
    for match in re.finditer(r"[WQ]+C(?:[WQ]*)|C[WQL]+(?!R|[WQL]*C)|[WQ]+|.", letters):
        group = words[at : at + len(match[0])]
        at += len(match[0])
        text = "".join(word.text for word in group)
        cls = next((word.means[0] for word in group if word.kind == "C"), "")
        if group[-1].kind == "L" and len(group) > 1 and cls not in ("Place", "Park"):
            # Only a place is asked for by 哪里 (地方是哪里); 企业……哪里 asks where.
            found += [replace(group[0], kind="K"), *group[1:]]
            continue
        if match[0] != "L" and set(match[0]) & set("WQL"):
            unit = next((word.means[0] for word in group if word.kind == "Q"), "")
            name = next((word.means[1] for word in group if word.kind == "C" and len(word.means) > 1), "")
            means = (cls, "counted" if "Q" in match[0] else "", name, unit)
            narrowed = tuple(n for word in group for n in word.narrowed)
            classes = next((word.classes for word in group if word.classes), ())
            found.append(
                Token("T", text, means, group[0].at, narrowed=narrowed, classes=classes, filler=group[0].filler)
            )
        elif match[0] == "C":
            found.append(replace(group[0], kind="K"))
        else:
            found += group
    return found
