"""Questions in Chinese, answered from the graph, with the SPARQL that was run and the words that are the evidence."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kg.graph.ask.grammar import Question, asked
from kg.graph.ask.lexicon import Lexicon, load_lexicon
from kg.graph.ask.queries import sparql
from kg.graph.ask.tokens import Token, tokens
from kg.graph.lookup import Index
from kg.graph.spelling import fold
from kg.graph.store import Session
from kg.graph.timeline import when
from kg.model import Fact, Figure, Node


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: an entity, the facts that say so, and its number in a ranking."""

    node: Node
    facts: tuple[Fact, ...] = ()
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What a question got.

    `unclear` are the parts that were not understood, each with why; then nothing is answered. `yes` answers a
    yes-or-no question, `count` a how-many. `figures` are figures that the texts themselves give for what is asked;
    they come before `answers`, which are what the graph knows by name. `notes` say what else the reader must know.
    """

    question: str
    understood: str = ""
    sparql: str = ""
    answers: tuple[Answer, ...] = ()
    figures: tuple[Figure, ...] = ()
    yes: bool | None = None
    count: int | None = None
    notes: tuple[str, ...] = ()
    unclear: tuple[str, ...] = field(default=())


def ask(question: str, index: Index, session: Session) -> Reply:
    """Answer a question by the graph of `index` and `session`, which must be of one build."""
    lexicon = load_lexicon(index.vocabulary)
    words, notes = _named(tokens(question, lexicon, index), index)
    unclear = [_doubt(word, index) for word in words if word.kind == "E" and len(word.means) > 1]
    if unclear:
        return Reply(question, unclear=tuple(unclear))
    if figures := _figures(words, index):
        return _told(question, words, index, session, lexicon, figures, notes)
    unclear = [f"“{word.text}”" for word in words if word.kind == "U"]
    meant = None if unclear else _meant(words, index, lexicon)
    if meant is None:
        return Reply(question, unclear=tuple(unclear or ["整句的问法"]), notes=(*notes, *_offer(words, index)))
    return _answer(question, meant, index, session, notes)


def _meant(words: list[Token], index: Index, lexicon: Lexicon) -> Question | None:
    first = next((word for word in words if word.kind == "E"), None)
    place = first is not None and index.node(first.means[0]).type in ("Place", "Park")
    return asked(words, lexicon.belongings, place)


def _named(words: list[Token], index: Index) -> tuple[list[Token], tuple[str, ...]]:
    """What nobody understands may be a name in pinyin or with a slip: taken for it only if no doubt is left."""
    found: list[Token] = []
    notes = []
    for word in words:
        if word.kind != "U":
            found.append(word)
            continue
        # A slip may leave the beginning of a name standing as a shorter name.
        before = found[-1].text if found and found[-1].kind == "E" else ""
        for text, least in ((before + word.text, len(before)), (word.text, 2)):
            only = index.resolve(text).only if len(text) > 2 else None
            if only is not None and len(only.name) > least:
                notes.append(f"没有“{text}”，按“{only.label}”回答")
                found[len(found) - (text != word.text) :] = [Token("E", text, (only.iri,))]
                break
        else:
            found.append(word)
    return found, tuple(notes)


def _doubt(word: Token, index: Index) -> str:
    nodes = [index.node(iri) for iri in word.means]
    return f"“{word.text}”可能指：{'、'.join(f'{n.label}（{index.vocabulary.labels[n.cls][0]}）' for n in nodes)}"


def _figures(words: list[Token], index: Index) -> tuple[Figure, ...]:
    """The figures about the only entity of a how-many question whose indicator is all the rest of its words."""
    entities = [word for word in words if word.kind == "E"]
    rest = fold("".join(word.text for word in words if word.kind not in "EWQDYMX"))
    counted = any(word.kind == "Q" or word.text == "什么" for word in words)
    if len(entities) != 1 or words[0].kind not in "EIY" or not rest:
        return ()
    figures = index.figures(entities[0].means[0])
    same = [figure for figure in figures if fold(figure.indicator) == rest]
    # Only a question that asks how much may name an indicator by a part of it.
    like = same or [figure for figure in figures if counted and len(rest) > 1 and rest in fold(figure.indicator)]
    year = next((word.means[0] for word in words if word.kind == "Y"), "")
    dates = {source.name: source.date for source in index.sources}
    return tuple(f for f in like if not year or when(f.period or "", dates[f.document]).startswith(year))


def _told(
    question: str, words: list[Token], index: Index, session: Session, lexicon: Lexicon, figures: tuple[Figure, ...],
    notes: tuple[str, ...],
) -> Reply:  # fmt: skip
    """An answer by the texts' own figures, beside which stands what the graph knows by name, if it can be asked."""
    node = index.node(figures[0].subject)
    values = " ".join(f"<{figure.iri}>" for figure in figures)
    query = (
        f"SELECT ?o ?value ?unit WHERE {{ VALUES ?o {{ {values} }} ?o ik:about <{node.iri}> ; ik:value ?value"
        " OPTIONAL { ?o ik:unit ?unit } }"
    )
    understood = f"{node.label}的指标：{'、'.join(dict.fromkeys(f.indicator for f in figures))}"
    session.query(query)
    reply = Reply(question, understood, query, figures=figures, notes=notes)
    meant = None if any(word.kind == "U" for word in words) else _meant(words, index, lexicon)
    if meant is None or not meant.relations:
        return reply
    named = _answer(question, meant, index, session, notes)
    return replace(reply, answers=named.answers, count=named.count)


def _answer(question: str, meant: Question, index: Index, session: Session, notes: tuple[str, ...]) -> Reply:
    entity, other, within = (word.means[0] if word else "" for word in (meant.entity, meant.other, meant.within))
    query = sparql(meant, index.vocabulary, entity, other, within)
    result = session.query(query)
    if meant.year:
        notes += (f"关系不记年份，“{meant.year}”没有用上",)
    if result.cut:
        notes += ("答案太多，只取了一部分",)
    reply = Reply(question, _paraphrase(meant, index), query, notes=notes)
    if meant.kind == "what":
        return replace(reply, answers=(Answer(index.node(entity)),))
    if meant.kind in ("yes", "relation"):
        facts = index.between(entity, other)
        if meant.kind == "yes":
            status = "planned" if meant.planned else "asserted"
            facts = tuple(f for f in facts if f.predicate in meant.relations and f.status == status)
            return replace(reply, yes=bool(result.answer), answers=_one(index, other, facts if result.answer else ()))
        none = () if facts else ("没有直接的关系；可用 kg path 查看怎样相连",)
        return replace(reply, answers=_one(index, other, facts), notes=(*notes, *none))
    answers = []
    for row in result.rows:
        assert row[0] is not None
        number = int(row[2].value) if meant.kind == "rank" and row[2] else None
        answers.append(Answer(index.node(row[0].value), _evidence(meant, row[0].value, index), number))
    if not answers and meant.entity and meant.relations and not meant.planned:
        plans = session.query(sparql(replace(meant, planned=True), index.vocabulary, entity, other, within)).rows
        if plans:
            notes += (f"没有已成的事实；有 {len(plans)} 项计划，可问“计划……”",)
    if not answers:
        notes += ("图谱里没有，不等于实际没有",)
    count = len(answers) if meant.kind == "count" else None
    return replace(reply, answers=tuple(answers), count=count, notes=notes)


def _one(index: Index, iri: str, facts: tuple[Fact, ...]) -> tuple[Answer, ...]:
    return (Answer(index.node(iri), facts),) if facts else ()


def _evidence(meant: Question, found: str, index: Index) -> tuple[Fact, ...]:
    status = "planned" if meant.planned else "asserted"
    facts = index.between(meant.entity.means[0], found) if meant.entity else index.facts(found)
    if meant.kind == "rank":
        facts = tuple(fact for fact in facts if fact.subject == found)
    facts = tuple(fact for fact in facts if fact.predicate in meant.relations and fact.status == status)
    if meant.within:
        stands = index.between(found, meant.within.means[0])
        facts += tuple(fact for fact in stands if fact.predicate == "locatedIn" and fact.subject == found)
    return facts


def _paraphrase(meant: Question, index: Index) -> str:
    """What the question was taken for, in plain words."""
    labels = index.vocabulary.labels
    relations = "/".join(index.vocabulary.properties[name].label_zh for name in meant.relations)
    wanted = f"？（{labels[meant.cls][0]}）" if meant.cls else "？"
    here, there = (index.node(word.means[0]).label if word else "" for word in (meant.entity, meant.other))
    plan = "计划" if meant.planned else ""
    if meant.kind == "rank":
        who = labels[meant.ranked][0] if meant.ranked else "实体"
        return f"{plan}{relations}{labels[meant.cls][0] if meant.cls else ''}最多的{who}"
    if meant.kind == "yes":
        return f"{here} {plan}{relations} {there}，是否"
    if meant.kind == "relation":
        return f"{here} 与 {there} 的关系"
    if meant.kind == "what":
        return f"{here} 是什么"
    if not meant.relations:
        return f"图谱中的{labels[meant.cls][0]}"
    ends = (here, wanted) if meant.end == "out" else (wanted, here)
    place = f"，位于 {index.node(meant.within.means[0]).label}" if meant.within else ""
    return f"{ends[0]} {plan}{relations} {ends[1]}{place}"


def _offer(words: list[Token], index: Index) -> tuple[str, ...]:
    """What can be asked about the entities that were understood."""
    offered = []
    for word in words:
        if word.kind == "E":
            card = index.card(word.means[0])
            about = [group.label_zh for group in card.groups] + [figure.indicator for figure in card.figures[:5]]
            if about:
                offered.append(f"关于“{card.node.label}”可以问：{'、'.join(dict.fromkeys(about))}")
    return tuple(offered)
