"""What a question was taken for, in plain words."""

from __future__ import annotations

from kg.graph.ask.meaning import Question, Thing
from kg.graph.lookup import Index


def paraphrase(question: Question, index: Index) -> str:
    """The reading of a question whose names stand each for one entity: 西电杭研院 孵化 ？（企业）."""
    labels = index.vocabulary.labels
    thing, other = question.thing, question.other
    verb = ("计划" if question.planned else "") + _verb(question.relations, index)
    if question.kind == "what":
        return f"{_told(thing, index)} 是什么"
    if question.kind == "relation":
        assert other
        return f"{_told(thing, index)} 与 {_told(other, index)} 的关系"
    if question.kind == "yes":
        assert other
        return f"{_told(thing, index)} {verb} {_told(other, index)}，是否"
    if question.kind == "rank":
        assert other
        counted = labels[other.cls][0] if other.cls else ""
        who = labels[thing.cls][0] if thing.cls else "实体"
        return f"{verb}{counted}最多的{who}" if question.end == "out" else f"被{counted or '其他实体'}{verb}最多的{who}"
    wanted = f"？（{labels[thing.cls][0]}）" if thing.cls else "？"
    if not thing.joins:
        return f"图谱中的{labels[thing.cls][0]}"
    but = f"，{_told(other, index)} 之外" if other else ""
    return "；".join(_joins(wanted, thing, index)) + but


def _joins(name: str, thing: Thing, index: Index) -> list[str]:
    found = []
    for join in thing.joins:
        verb = ("计划" if join.planned else "") + _verb(join.relations, index)
        other = _told(join.other, index)
        said = f"（原文写明“{join.said}”）" if join.said else ""
        found.append((f"{other} {verb} {name}" if join.end == "in" else f"{name} {verb} {other}") + said)
    return found


def _told(thing: Thing, index: Index) -> str:
    if thing.iris:
        return index.node(thing.iris[0]).label
    cls = index.vocabulary.labels[thing.cls][0] if thing.cls else "实体"
    return f"［{'；'.join(_joins(cls, thing, index))}］" if thing.joins else cls


def _verb(relations: tuple[str, ...], index: Index) -> str:
    return "/".join(index.vocabulary.properties[name].label_zh for name in relations)
