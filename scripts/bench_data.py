"""A synthetic graph of this project's shape, for timings: the same for the same size, on any machine.

Proportions are those that a build of Chinese news shows: for each fact or figure with its evidence about 30 triples,
some 40 statements a document, fewer than two names an entity, and a few entities that everybody speaks of.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence

from kg.graph.naming import document_iri, entity_iri, statement_iri
from kg.model import Fact, Figure, KnowledgeGraph, Node, Source, Vocabulary

#: Triples of the merged graph for each statement, entities and documents counted in, as generated here.
TRIPLES_PER_STATEMENT = 30.1
_PER_DOCUMENT = 40
_PER_ENTITY = 1.2

_STEMS = (
    "云澜临江澄晶青浦湘湖宁海望舒远山明德启新光华嘉禾瑞安东屿西陵南浔北辰金川银河天目太和长风万象玉泉星桥白鹭红枫"
    "沧溟松岭梅溪兰台竹海菊园石门铁山木兰水云火炬土桥文锦武陵学府仁和义桥礼贤智谷信达高沙平湖安宁清波静远流芳"
)
_CHARACTERS = "".join(
    dict.fromkeys(_STEMS + "数智芯量子图灵算力低空航天生物医药材料能源机器视觉语音网联车船港口园林农业渔牧")
)
#: Class, how often, how its names end.
_CLASSES = (
    ("Enterprise", 26, ("科技有限公司", "半导体", "智能装备股份有限公司", "生物医药有限公司")),
    ("Policy", 14, ("行动计划", "若干政策", "实施方案")),
    ("Place", 5, ("区", "市", "县", "街道")),
    ("University", 3, ("大学", "理工大学", "学院")),
    ("Government", 5, ("科技局", "人民政府", "发展和改革委员会")),
    ("ResearchInstitute", 5, ("研究院", "大学研究院")),
    ("KeyLaboratory", 3, ("全国重点实验室", "省重点实验室")),
    ("JointLaboratory", 4, ("联合实验室",)),
    ("InnovationCentre", 3, ("技术创新中心", "产业创新中心")),
    ("ProofOfConceptCentre", 2, ("概念验证中心",)),
    ("Incubator", 3, ("孵化器", "加速器")),
    ("Fund", 3, ("产业基金", "天使投资基金")),
    ("Park", 4, ("科技园", "产业园", "高新区")),
    ("Person", 6, ("",)),
    ("Product", 6, ("平台", "系统", "一号", "机器人")),
    ("Award", 3, ("科技进步奖", "专利奖")),
    ("Event", 3, ("大会", "创新论坛", "路演")),
    ("Field", 2, ("技术", "产业", "材料")),
)  # fmt: skip
_FREQUENT = {"establishes": 14, "issues": 12, "receives": 8, "locatedIn": 10, "incubates": 9, "coBuildsLabWith": 6,
             "cooperatesWith": 9, "develops": 7, "focusesOn": 6, "funds": 4, "supports": 5, "partOf": 4, "serves": 2,
             "worksFor": 4, "organizes": 3, "participatesIn": 4}  # fmt: skip
_FIGURES = (("孵化企业", "家", 300), ("研发投入", "元", 900_000_000), ("引进人才", "人", 4000), ("专利", "件", 800),
            ("投入增长", "%", 40), ("全国排名", "位", 100))  # fmt: skip
_FILLERS = ("近日", "据介绍", "三年来", "记者获悉", "会上", "在专项支持下", "为破解成果转化的难题", "按照部署",
            "面向未来产业", "通过揭榜挂帅", "围绕产业链布局创新链",
            "以企业为主体", "在全省率先", "依托重大平台")  # fmt: skip


class _Dice(random.Random):
    """Only `random()` is promised to be the same in every Python, so all throws come from it."""

    def below(self, bound: int) -> int:
        return int(self.random() * bound)

    def skewed(self, bound: int) -> int:
        """Small numbers far more often than great ones, as news speaks of few bodies often and of many once."""
        return int(bound * self.random() ** 3)

    def word(self, characters: str, length: int) -> str:
        return "".join(characters[self.below(len(characters))] for _ in range(length))

    def pick(self, weights: Sequence[int]) -> int:
        throw = self.random() * sum(weights)
        for index, weight in enumerate(weights):
            throw -= weight
            if throw < 0:
                return index
        return len(weights) - 1


def make_graph(triples: int, vocabulary: Vocabulary) -> KnowledgeGraph:
    """A graph of about `triples` triples when merged."""
    dice = _Dice(triples)
    statements = max(60, round(triples / TRIPLES_PER_STATEMENT))
    classes, labels, aliases = _entities(dice, round(statements * _PER_ENTITY))
    iris = [entity_iri(label) for label in labels]
    documents = [f"news-{number:07d}" for number in range(max(2, statements // _PER_DOCUMENT))]
    sources = [_source(dice, name, number) for number, name in enumerate(documents)]
    members = _members(classes, vocabulary)
    relations = [(p.name, _union(members, p.domain), _union(members, p.range)) for p in vocabulary.properties.values()]
    weights = [_FREQUENT.get(name, 1) for name, _, _ in relations]
    everyone = range(len(labels))
    facts: dict[str, Fact] = {}
    figures: dict[str, Figure] = {}
    spoken: dict[int, set[int]] = defaultdict(set)
    places = [0] * len(documents)
    for _ in range(statements):
        document = dice.below(len(documents))
        start = places[document] + dice.below(30)
        if dice.random() < 0.56:
            predicate, subjects, objects = relations[dice.pick(weights)]
            one, other = subjects[dice.skewed(len(subjects))], objects[dice.skewed(len(objects))]
            if one == other:
                continue
            words = f"{labels[one]}{vocabulary.properties[predicate].label_zh}{labels[other]}"
            ends = (iris[one], predicate, iris[other])
            place = (documents[document], start, start + len(words))
            status = "planned" if dice.random() < 0.12 else "asserted"
            fact = Fact(statement_iri("fact", *ends, *place), *ends, status, *place, words, _context(dice, words),
                        f"{predicate}/plain", round(0.5 + dice.random() / 2, 2))  # fmt: skip
            facts[fact.iri] = fact
            spoken[other].add(document)
        else:
            one = everyone[dice.skewed(len(everyone))]
            indicator, unit, most = _FIGURES[dice.below(len(_FIGURES))]
            value = round(dice.random() * most, 2) if unit == "%" else 1 + dice.below(most)
            words = f"{labels[one]}{indicator}{value}{unit}"
            place = (documents[document], start, start + len(words))
            figure = Figure(statement_iri("observation", iris[one], indicator, value, *place), iris[one], indicator,
                            value, unit, (">", "=", "~")[dice.below(3)], (None, "2024", "2025")[dice.below(3)],
                            "target" if dice.random() < 0.15 else "achieved", *place, words, _context(dice, words),
                            "figure.count", round(0.5 + dice.random() / 2, 2))  # fmt: skip
            figures[figure.iri] = figure
        spoken[one].add(document)
        places[document] = start + len(words) + 20
    nodes = []
    for number, label in enumerate(labels):
        said = tuple(documents[d] for d in sorted(spoken[number] or {number % len(documents)}))
        names = tuple(sorted((label, *aliases[number]), key=lambda name: (-len(name), name)))
        cls, attested = classes[number], tuple((document, names) for document in said)
        nodes.append(
            Node(iris[number], cls, vocabulary.type_of(cls), label, aliases[number], "", said, attested)
        )  # fmt: skip
    nodes.sort(key=lambda node: node.iri)
    return KnowledgeGraph(tuple(nodes), tuple(facts[i] for i in sorted(facts)),
                          tuple(figures[i] for i in sorted(figures)), tuple(sources))  # fmt: skip


def make_names(count: int) -> KnowledgeGraph:
    """`count` entities with a name each, and nothing said of them: what a misspelt name is looked for among."""
    classes, labels, _ = _entities(_Dice(count), count)
    source = Source("names", document_iri("names"))
    nodes = (Node(entity_iri(label), cls, cls, label, (), "", (source.name,), ((source.name, (label,)),))
             for cls, label in zip(classes, labels, strict=True))  # fmt: skip
    return KnowledgeGraph(tuple(sorted(nodes, key=lambda node: node.iri)), (), (), (source,))


def _entities(dice: _Dice, count: int) -> tuple[list[str], list[str], list[tuple[str, ...]]]:
    """Classes, names (all different) and other names."""
    classes: list[str] = []
    labels: dict[str, None] = {}
    aliases: list[tuple[str, ...]] = []
    weights = [weight for _, weight, _ in _CLASSES]
    while len(labels) < count:
        cls, _, ends = _CLASSES[dice.pick(weights)]
        end = ends[dice.below(len(ends))]
        stem = dice.word(_CHARACTERS, 2 + dice.below(3))
        place = dice.word(_STEMS, 2) if len(end) > 2 or dice.random() < 0.3 else ""
        label = f"{place}{stem}{end}"
        if label in labels:
            continue
        labels[label] = None
        classes.append(cls)
        # A fifth of the entities have a short name as well.
        aliases.append((f"{place[:1]}{stem}",) if place and end and dice.random() < 0.4 else ())
    return classes, list(labels), aliases


def _source(dice: _Dice, name: str, number: int) -> Source:
    title = f"{dice.word(_STEMS, 2)}：{_FILLERS[number % len(_FILLERS)]}，创新动能澎湃"
    date = f"20{20 + dice.below(6)}-{1 + dice.below(12):02d}-{1 + dice.below(28):02d}"
    return Source(name, document_iri(name), title, "日报", date, f"{name}.txt")


def _context(dice: _Dice, words: str) -> str:
    return f"{_FILLERS[dice.below(len(_FILLERS))]}，{words}，{_FILLERS[dice.below(len(_FILLERS))]}，成效初显。"


def _members(classes: Sequence[str], vocabulary: Vocabulary) -> dict[str, list[int]]:
    """The entities of each class, those of the classes below it among them."""
    members: dict[str, list[int]] = defaultdict(list)
    for number, cls in enumerate(classes):
        for above in vocabulary.ancestors(cls):
            members[above].append(number)
    return members


def _union(members: dict[str, list[int]], classes: Sequence[str]) -> list[int]:
    return sorted({number for cls in classes for number in members[cls]})
