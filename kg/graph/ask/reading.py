"""What the pieces of a question mean once a rule of `grammar.py` joins them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kg.graph.ask.lexicon import Lexicon
from kg.graph.ask.meaning import End, Join, Question, Thing
from kg.graph.ask.pieces import by
from kg.graph.ask.tokens import Token

#: A clause before a noun, waiting for it.
Clause = tuple[Join, ...]


# What is counted by these is counted by its names.
_THINGS = ("企业", "人", "数")


class Readings:
    """One method for each way of reading; a rule hands it its pieces, and it yields what they may mean together."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    # ------------------------------------------------------------- things

    def name(self, name: Token) -> Iterator[Thing]:
        yield Thing(name.text, iris=name.means)

    def kind(self, noun: Token) -> Iterator[Thing]:
        cls = "" if noun.text in self.lexicon.wide or noun.classes else noun.means[0]
        yield Thing(
            noun.text, cls=cls, classes=noun.classes, narrowed=noun.narrowed, kinds=self.lexicon.kind(noun.text)
        )

    def asked(self, word: Token) -> Iterator[Thing]:
        if word.kind == "L":
            yield Thing(word.text, asked=True, where=True)
        else:
            cls, counted, named, unit = word.means
            wide = any(word.text.endswith(noun) for noun in self.lexicon.wide)
            cls = "" if wide or word.classes else cls
            thing = Thing(word.text, cls=cls, classes=word.classes, asked=True, counted=bool(counted), named=named)
            thing = replace(thing, narrowed=word.narrowed, kinds=self.lexicon.kind(word.text))
            # 多少奖励 is an amount, not a number of things.
            yield replace(thing, amount=bool(counted) and not (word.means[0] or word.classes) and unit not in _THINGS)

    def told(self, clause: Clause, *rest: Any) -> Iterator[Thing]:
        head = rest[-1] if rest else None
        if isinstance(head, Token) and head.kind in "KT":
            thing = next(self.kind(head) if head.kind == "K" else self.asked(head))
            yield thing.joined(*clause)
        else:
            yield Thing().joined(*clause)

    def of(self, owner: Thing, *rest: Token) -> Iterator[Thing]:
        """甲的政策, 临江区企业: what a thing's things of a class are, where no verb says it."""
        cls = rest[-1].means[0]
        # A name run together with a class noun is rather a longer name that is not known (清华大学研究院).
        if not owner.iris and not owner.cls:
            return
        if owner.iris and len(rest) == 1 and rest[-1].text in self.lexicon.tight:
            return
        for join in self.belonging(owner, cls):
            yield Thing(rest[-1].text, cls=cls).joined(join)

    def among(self, owner: Thing, *rest: Token) -> Iterator[Thing]:
        """临江区有哪些企业; and 甲孵化的企业里，哪家是高校, which narrows what was told."""
        asked = next(self.asked(rest[-1]))
        if not owner.iris:  # 甲孵化的企业里，哪家是高校: it must be both.
            both = asked.classes or ((owner.cls,) if asked.cls and owner.cls else owner.classes)
            narrowed = (*owner.narrowed, *asked.narrowed)
            yield replace(asked, cls=asked.cls or owner.cls, joins=owner.joins, classes=both, narrowed=narrowed)
        elif asked.cls or any(filler in rest[-1].filler for filler in ("有", "里", "中", "内")):
            for join in self.belonging(owner, asked.cls):
                yield asked.joined(join)

    def belonging(self, owner: Thing, cls: str) -> Iterator[Join]:
        """Which of the ways it is, the types of both tell later."""
        if cls in self.lexicon.belongings:
            for relation, way in self.lexicon.belongings[cls]:
                yield Join((relation,), "in" if way == "out" else "out", owner)
        else:
            yield Join(("locatedIn",), "out", owner)
            yield Join(("partOf",), "out", owner, unsaid=True)
            yield Join(("worksFor",), "in", owner)
        yield Join(("focusesOn",), "out", owner, unsaid=True)

    def those(self, owner: Thing, verb: Token, asked: Token) -> Iterator[Thing]:
        """临江区入驻企业有哪些, 甲有哪些合作院校: the verbs of which no doubt is who does it to whom."""
        if asked.means[0] and set(verb.means) <= {"locatedIn", "worksFor", "participatesIn", *self.lexicon.mutual}:
            yield next(self.asked(asked)).joined(by(verb, "out", owner))

    def noun(self, owner: Thing, *rest: Token) -> Iterator[Thing]:
        """甲的孵化方: who stands at the subject's end; `rest` ends with N or with what is asked for or its class."""
        noun = next(token for token in rest if token.kind in "NO")
        head = next((token for token in reversed(rest) if token.kind in "KTL"), None)
        thing = Thing(noun.text, cls=noun.cls)
        if head is not None:
            thing = next(self.kind(head) if head.kind == "K" else self.asked(head))
            thing = replace(thing, cls=thing.cls or noun.cls)
        said = noun.text if noun.text in self.lexicon.posts else ""
        thing = replace(thing, where=thing.where or self.tells_where(noun))
        yield thing.joined(Join(noun.means, "out" if noun.kind == "N" else "in", owner, said=said))

    def tells_where(self, noun: Token) -> bool:
        return noun.kind == "O" and noun.means == ("locatedIn",)  # 所在地

    # ------------------------------------------------------------- clauses

    def object(self, *pieces: Any) -> Iterator[Clause]:
        """甲孵化(的…) and 由甲孵化(的…): the noun is the object."""
        doer, verb = pieces[-2:]
        yield (by(verb, "in", doer),)

    def subject(self, verb: Token, object_: Thing) -> Iterator[Clause]:
        yield (by(verb, "out", object_),)

    def subject_of(self, given: Token, object_: Thing, verb: Token) -> Iterator[Clause]:
        yield (by(verb, "out", object_),)

    def partner(self, with_: Token, partner: Thing, verb: Token) -> Iterator[Clause]:
        if mutual := self.mutual(verb):
            yield (Join(mutual, "out", partner, verb.planned),)
        if other := self.one_way(verb):
            yield (Join(other, "in", partner, verb.planned),)

    def all_do(self, doers: tuple[Thing, ...], verb: Token) -> Iterator[Clause]:
        yield tuple(by(verb, "in", doer) for doer in doers)

    def lying(self, in_: Token, place: Thing) -> Iterator[Clause]:
        yield (Join(("locatedIn",), "out", place),)

    def in_at(self, in_: Token, place: Thing, verb: Token) -> Iterator[Clause]:
        yield (by(verb, "out", place),)

    def given(self, got: Token, doer: Thing, verb: Token) -> Iterator[Clause]:
        """获得甲投资(的…): the verb behind names what was given."""
        if "receives" in got.means:
            yield (by(replace(verb, planned=verb.planned or got.planned), "in", doer),)

    # ------------------------------------------------------------- questions

    def list(self, asked: Thing) -> Iterator[Question]:
        if asked.cls or asked.joins:
            yield Question("list", asked)

    def bare(self, thing: Thing) -> Iterator[Question]:
        yield Question("what" if thing.iris else "list", thing)

    def what(self, thing: Thing, word: Token) -> Iterator[Question]:
        """金鼎奖是什么."""
        if thing.iris and not word.means[0] and not word.means[1] and not set("有里中内") & set(word.filler):
            yield Question("what", thing)

    def bearer(self, thing: Thing, noun: Token, of: Token) -> Iterator[Question]:
        """甲是哪个集团旗下的: what the noun says it is of."""
        said = noun.text if noun.text in self.lexicon.posts else ""
        join = Join(noun.means, "in" if noun.kind == "N" else "out", thing, said=said)
        yield Question("list", next(self.asked(of)).joined(join))

    def bearers(self, asked: Token, honour: Thing) -> Iterator[Question]:
        """哪些企业是专精特新企业: who was given it; the types see to it that it can be given."""
        if honour.iris:
            yield Question("list", next(self.asked(asked)).joined(Join(("receives",), "out", honour)))

    def whose(self, thing: Thing, word: Token, of: Token, noun: Token | None = None) -> Iterator[Question]:
        """张三是哪个单位的, 甲是哪里的政策: what it belongs to."""
        asked = next(self.asked(word))
        if noun is not None and noun.means[0] in self.lexicon.belongings:
            relation, way = self.lexicon.belongings[noun.means[0]][0]
            yield Question("list", asked.joined(Join((relation,), "out" if way == "out" else "in", thing)))
            return
        # What is somebody's is what a thing of that class is made, issued, held or founded by (哪家银行的).
        for relation, way in sorted({ways[0] for ways in self.lexicon.belongings.values()}) if noun is None else ():
            yield Question("list", asked.joined(Join((relation,), "out" if way == "out" else "in", thing)))
        for relation, cost in (("worksFor", 0), ("partOf", 0), ("locatedIn", 1)):
            yield Question("list", asked.joined(Join((relation,), "in", thing)), cost=cost)

    def ask(self, asked: Thing, verb: Token, end: End, other: Thing) -> Iterator[Question]:
        yield Question("list", asked.joined(by(verb, end, other)))

    def same(self, thing: Thing, verb: Token, asked: Token, noun: Token, end: End) -> Iterator[Question]:
        """甲服务了哪些客户, 哪些投资方投资了甲: the noun says again what the verb says."""
        if set(verb.means) & set(noun.means):
            yield from self.ask(next(self.asked(asked)), verb, end, thing)

    def by_whom(self, asked: Thing, got: Token, thing: Thing, verb: Token) -> Iterator[Question]:
        """甲获得了哪些机构的投资."""
        if "receives" in got.means:
            yield from self.ask(asked, replace(verb, planned=verb.planned or got.planned), "out", thing)

    def by_it(self, asked: Thing, got: Token, doer: Thing, verb: Token) -> Iterator[Question]:
        """哪些企业获得了甲的投资."""
        if "receives" in got.means:
            yield from self.ask(asked, replace(verb, planned=verb.planned or got.planned), "in", doer)

    def together(self, asked: Thing, verb: Token, partner: Thing) -> Iterator[Question]:
        if mutual := self.mutual(verb):
            yield Question("list", asked.joined(Join(mutual, "out", partner, verb.planned)))

    def either(self, asked: Thing, verb: Token, partner: Thing) -> Iterator[Question]:
        yield Question("list", asked.joined(by(verb, "either", partner)))

    def ask_all(self, asked: Thing, verb: Token, doers: tuple[Thing, ...]) -> Iterator[Question]:
        yield Question("list", asked.joined(*(by(verb, "in", doer) for doer in doers)))

    def done_to_all(self, asked: Thing, verb: Token, some: tuple[Thing, ...]) -> Iterator[Question]:
        """甲、乙都是谁孵化的."""
        yield Question("list", asked.joined(*(by(verb, "out", one) for one in some)))

    def other_doer(self, asked: Thing, verb: Token, object_: Thing, one: Thing) -> Iterator[Question]:
        """甲和谁一起设立了乙: whoever did, but for 甲; and 甲和谁设立了基金, one that 甲 did."""
        if one.iris and not object_.iris:
            both = object_.joined(by(verb, "in", one))
            yield Question("list", asked.joined(by(verb, "out", both)), other=one)
        elif one.iris:
            yield Question("list", asked.joined(by(verb, "out", object_)), other=one)

    def doings(self, thing: Thing, asked: Thing, verb: Token) -> Iterator[Question]:
        """甲哪些企业孵化, with no 的 to tell who does it."""
        if thing.iris or thing.cls:
            yield from self.ask(asked, verb, "out", thing)
        if thing.iris:
            yield from self.ask(asked, verb, "in", thing)

    def doings_in(self, thing: Thing, asked: Thing, verb: Token) -> Iterator[Question]:
        yield from (self.held if "organizes" in verb.means else self.doings)(thing, asked, verb)

    def held(self, thing: Thing, asked: Thing, verb: Token) -> Iterator[Question]:
        """大会在哪儿开: whoever holds it is not where it is held."""
        where = asked.joined(Join(("locatedIn",), "in", thing, verb.planned))
        yield Question("list", where, relations=("organizes",))

    def keywords(self, thing: Thing, *rest: Token) -> Iterator[Question]:
        """甲 孵化: the types, or else the graph, must tell which way it is meant."""
        asked = Thing(rest[-1].text)
        yield from self.ask(asked, rest[-1], "in", thing)
        yield from self.ask(asked, rest[-1], "out", thing)

    def lies(self, asked: Thing, place: Thing) -> Iterator[Question]:
        yield Question("list", asked.joined(Join(("locatedIn",), "out", place)))

    def place_of(self, asked: Thing, thing: Thing) -> Iterator[Question]:
        """何人在哪家公司, 何物在哪个园区."""
        for relation, cost in (("worksFor", 0), ("partOf", 1), ("locatedIn", 1)):
            yield Question("list", asked.joined(Join((relation,), "in", thing)), cost=cost)

    def place(self, thing: Thing, where: Token, verb: Token | None = None) -> Iterator[Question]:
        asked = Thing(where.text, asked=True, where=True)
        if verb is None:
            for relation, cost in (("locatedIn", 0), ("worksFor", 1)):
                yield Question("list", asked.joined(Join((relation,), "in", thing)), cost=cost)
        elif {"locatedIn", "worksFor"} & set(verb.means):
            yield from self.ask(asked, verb, "in", thing)
        elif "organizes" in verb.means:
            yield from self.held(thing, asked, verb)
        else:
            yield from self.ask(asked, verb, "out", thing)

    def whether(self, one: Thing, verb: Token, other: Thing) -> Iterator[Question]:
        if one.iris and other.iris and verb.reverse:
            yield Question("yes", other, one, verb.means, verb.planned)
        elif one.iris and other.iris:
            yield Question("yes", one, other, verb.means, verb.planned)
        elif one.iris:
            yield Question("list", other.joined(by(verb, "in", one)))
        elif other.iris:
            yield Question("list", one.joined(by(verb, "out", other)))

    def whether_both(self, one: Thing, verb: Token, other: Thing) -> Iterator[Question]:
        if one.iris and other.iris and (mutual := self.mutual(verb)):
            yield Question("yes", one, other, mutual, verb.planned)

    def whether_there(self, one: Thing, place: Thing) -> Iterator[Question]:
        for relation in ("locatedIn", "worksFor"):
            if one.iris and place.iris:
                yield Question("yes", one, place, (relation,), cost=int(relation == "locatedIn"))

    def whether_noun(self, one: Thing, other: Thing, noun: Token) -> Iterator[Question]:
        if one.iris and other.iris:
            yield Question("yes", one, other, noun.means)

    def related(self, one: Thing, other: Thing) -> Iterator[Question]:
        if one.iris and other.iris:
            yield Question("relation", one, other)

    # ------------------------------------------------------------- relations

    def mutual(self, verb: Token) -> tuple[str, ...]:
        found = tuple(name for name in verb.means if name in self.lexicon.mutual)
        # 和谁共建: with whom, not what.
        return found or (("coBuildsLabWith",) if "establishes" in verb.means and set(verb.text) & set("共合联") else ())

    def one_way(self, verb: Token) -> tuple[str, ...]:
        return tuple(name for name in verb.means if name not in self.lexicon.mutual)
