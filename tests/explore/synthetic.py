"""Knowledge graphs of any size with invented names, built like real ones: cities whose bodies mostly deal with
each other, a few that everybody deals with, documents, evidence sentences, figures, plans.

Same arguments, same graph.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from kg.model import Fact, Figure, KnowledgeGraph, Node, Source, Status

BASE = "https://w3id.org/innokg/id/"
_FIRST = "青澜鹭汀沅岚湄泠漪霁皓珩翊煦晟昱琰玥岑屿"
_SECOND = "川浦洲陵泽原台渚湾岭桥津"
_BRAND = "芯云数智光微量图元启恒瑞泰远驰澎澄曜翼擎"
_TRADE = ("半导体", "智能科技", "生物医药", "新材料", "机器人", "信息技术", "新能源", "医疗器械", "传感", "软件")
_FIELDS = ("集成电路", "人工智能", "合成生物", "新型储能", "低空经济", "视觉智能", "先进焊接", "脑机接口")
_SURNAMES = "陆沈顾程叶蒋韩袁邵汤龚樊"
_GIVEN = "一帆知远思齐清和若水明哲景行嘉树"
_SENTENCES = {
    "incubates": ("{s}三年来累计孵化出{o}等一批企业", "在{s}的孵化下，{o}完成首轮融资"),
    "coBuildsLabWith": ("{s}与{o}共建的联合实验室昨日揭牌",),
    "establishes": ("{s}牵头组建{o}，面向全市开放", "{o}由{s}设立"),
    "funds": ("{s}向{o}出资支持关键技术攻关",),
    "supports": ("{s}对{o}给予全程服务和要素支持",),
    "issues": ("{s}正式印发{o}", "{s}在全省率先推出{o}"),
    "locatedIn": ("{s}落户{o}", "坐落于{o}的{s}运行满一年"),
    "partOf": ("{s}隶属{o}",),
    "cooperatesWith": ("{s}与{o}签订战略合作协议",),
    "develops": ("{s}成功研制{o}，性能达到预期",),
    "serves": ("{s}为{o}提供检测和中试服务",),
    "focusesOn": ("{s}聚焦{o}领域",),
    "receives": ("{s}荣获{o}",),
    "worksFor": ("{o}负责人{s}介绍了有关情况",),
    "organizes": ("{s}承办的{o}圆满落幕",),
    "participatesIn": ("{s}参加了{o}",),
}
_LINKS = (  # subject class, predicate, object class, how often
    ("ResearchInstitute", "incubates", "Enterprise", 9),
    ("Incubator", "incubates", "Enterprise", 6),
    ("Laboratory", "coBuildsLabWith", "Enterprise", 5),
    ("ResearchInstitute", "coBuildsLabWith", "Enterprise", 4),
    ("University", "establishes", "ResearchInstitute", 4),
    ("Government", "establishes", "Fund", 2),
    ("Fund", "funds", "Enterprise", 6),
    ("Policy", "supports", "Enterprise", 4),
    ("Government", "issues", "Policy", 6),
    ("Enterprise", "locatedIn", "Park", 10),
    ("Laboratory", "locatedIn", "Place", 3),
    ("Park", "locatedIn", "Place", 4),
    ("Government", "partOf", "Place", 2),
    ("Enterprise", "cooperatesWith", "University", 5),
    ("Enterprise", "develops", "Product", 8),
    ("Laboratory", "develops", "Product", 4),
    ("ProofOfConceptCentre", "serves", "Enterprise", 3),
    ("Park", "focusesOn", "Field", 3),
    ("Enterprise", "receives", "Award", 3),
    ("Person", "worksFor", "Enterprise", 5),
    ("Person", "worksFor", "Laboratory", 2),
    ("Place", "organizes", "Event", 2),
    ("Enterprise", "participatesIn", "Event", 4),
)
_SHARE = (  # class and its share of a city's entities, in percent
    ("Enterprise", 34), ("Product", 12), ("Person", 10), ("Policy", 7), ("Park", 6), ("ResearchInstitute", 5),
    ("Laboratory", 4), ("Incubator", 3), ("Government", 4), ("Fund", 3), ("Award", 3), ("Event", 3),
    ("University", 2), ("ProofOfConceptCentre", 2), ("Field", 1), ("Place", 1),
)  # fmt: skip
_TYPE = dict.fromkeys(("Laboratory", "ResearchInstitute", "Incubator", "ProofOfConceptCentre"), "Platform")


def graph(size: int, seed: int = 7, city_size: int = 60) -> KnowledgeGraph:
    """About `size` entities, 1.7 facts and 0.3 figures for each, in cities of `city_size` entities."""
    rng = random.Random(seed)
    nodes: list[Node] = []
    cities: list[dict[str, list[int]]] = []
    names: set[str] = set()
    while len(nodes) < size:
        cities.append(_city(rng, nodes, names, min(city_size, size - len(nodes))))
    sources: list[Source] = []
    facts: list[Fact] = []
    figures: list[Figure] = []
    for number, city in enumerate(cities):
        members = [index for indexes in city.values() for index in indexes]
        sources.append(_source(number, nodes[members[0]].label))
        _tell(rng, nodes, city, rng.choice(cities), sources, facts, max(1, int(len(members) * 1.7)))
        figures.extend(_count(rng, nodes, members, sources[-1].name, len(figures)))
    return KnowledgeGraph(tuple(nodes), tuple(facts), tuple(figures), tuple(sources))


def _source(number: int, place: str) -> Source:
    name = f"{number:03}_{place}"
    date = f"202{3 + number % 3}-{1 + number % 12:02}-{1 + number % 28:02}"
    return Source(name, f"{BASE}doc/{name}", f"{place}科技创新一线观察", f"{place}日报", date, f"{name}.txt")


def _city(rng: random.Random, nodes: list[Node], names: set[str], size: int) -> dict[str, list[int]]:
    stem = rng.choice(_FIRST) + rng.choice(_SECOND)
    while stem in names:
        stem = "".join(rng.choice(_FIRST) for _ in range(2)) + rng.choice(_SECOND)
    names.add(stem)
    wanted = [cls for cls, share in _SHARE for _ in range(max(1, round(size * share / 100)))][:size]
    wanted += ["Enterprise"] * (size - len(wanted))
    wanted[0] = "Place"
    city: dict[str, list[int]] = {}
    for cls in wanted:
        for attempt in range(1000):
            label, aliases = _name(rng, cls, stem, attempt)
            if label not in names:
                break
        names.add(label)
        city.setdefault(cls, []).append(len(nodes))
        nodes.append(Node(BASE + label, cls, _TYPE.get(cls, cls), label, aliases))
    return city


def _name(rng: random.Random, cls: str, stem: str, attempt: int) -> tuple[str, tuple[str, ...]]:
    brand = "".join(rng.choice(_BRAND) for _ in range(2 + (attempt > 20) + (attempt > 200)))
    trade, field = rng.choice(_TRADE), rng.choice(_FIELDS)
    digit = rng.randint(1, 9) + (rng.randint(1, 99) * 10 if attempt > 5 else 0)
    match cls:
        case "Place":
            return (f"{stem}市" if attempt == 0 else f"{brand}区"), ()
        case "Enterprise":
            return f"{stem}{brand}{trade}有限公司", (f"{brand}{trade}",)
        case "Product":
            return f"“{brand}{digit}号”{field}平台", (f"{brand}{digit}号",)
        case "Person":
            return rng.choice(_SURNAMES) + "".join(rng.sample(_GIVEN, 2 if attempt < 30 else 3)), ()
        case "Policy":
            return f"{stem}市{field}产业扶持“{digit}条”", (f"{field}{digit}条",)
        case "Park":
            return f"{stem}{brand}科技城", (f"{brand}科技城",)
        case "ResearchInstitute":
            return f"{stem}{field}研究院" if attempt < 3 else f"{stem}{brand}{field}研究院", (f"{stem[0]}{field}院",)
        case "Laboratory":
            return f"{brand}实验室", ()
        case "Incubator":
            return f"{brand}孵化器", ()
        case "ProofOfConceptCentre":
            return f"{stem}{field}概念验证中心" if attempt < 3 else f"{brand}{field}概念验证中心", ()
        case "Government":
            return f"{stem}市{rng.choice('科发经教商投人')}{rng.choice('技改信育务促才')}局", ()
        case "Fund":
            return f"{brand}天使基金", ()
        case "Award":
            return f"{stem}科技进步{rng.choice('特一二三')}等奖" if attempt < 4 else f"{brand}创新奖", ()
        case "Event":
            return f"“{brand}杯”创新创业大赛", (f"{brand}杯",)
        case "University":
            return f"{stem}{rng.choice(('理工大学', '大学', '工业大学'))}" if attempt < 3 else f"{brand}学院", ()
        case _:
            return (field if attempt < 2 else f"{brand}{field}"), ()


def _popular(rng: random.Random, members: list[int]) -> int:
    return members[int(len(members) * rng.random() ** 2.2)]


def _tell(
    rng: random.Random,
    nodes: list[Node],
    city: dict[str, list[int]],
    other: dict[str, list[int]],
    sources: list[Source],
    facts: list[Fact],
    count: int,
) -> None:
    links = [link for link in _LINKS for _ in range(link[3])]
    seen: set[tuple[int, str, int]] = set()
    told = tries = offset = 0
    while told < count and tries < count * 20:
        tries += 1
        cls, predicate, target, _ = rng.choice(links)
        objects = (other if rng.random() < 0.07 else city).get(target)
        if cls not in city or not objects:
            continue
        s, o = _popular(rng, city[cls]), _popular(rng, objects)
        if s == o or (s, predicate, o) in seen:
            continue
        seen.add((s, predicate, o))
        for source in [sources[-1], *([rng.choice(sources)] if rng.random() < 0.1 else [])]:
            fact = _fact(rng, nodes, s, predicate, o, source, offset, len(facts))
            facts.append(fact)
            offset = fact.end + 40
        told += 1


def _fact(
    rng: random.Random, nodes: list[Node], s: int, predicate: str, o: int, source: Source, offset: int, number: int
) -> Fact:
    planned = rng.random() < 0.08
    frame = rng.choice(_SENTENCES[predicate])
    says = rng.choice((nodes[s].label, *nodes[s].aliases))
    if rng.random() < 0.1:
        says = "该单位"
    quote = frame.format(s=says, o=rng.choice((nodes[o].label, *nodes[o].aliases)))
    context = f"{'下一步，将推动' if planned else '记者近日获悉，'}{quote}，相关工作进展顺利。"
    status: Status = "planned" if planned else "asserted"
    return Fact(
        f"{BASE}fact/{number}", nodes[s].iri, predicate, nodes[o].iri, status, source.name, offset, offset + len(quote),
        quote, context, f"{predicate}/{rng.randint(1, 4)}", round(0.55 + 0.45 * rng.random(), 2),
    )  # fmt: skip


def _count(rng: random.Random, nodes: list[Node], members: list[int], document: str, number: int) -> Iterator[Figure]:
    things = (("孵化企业", "家"), ("技术交易额", "元"), ("发明专利", "件"), ("营收增长", "%"), ("引进人才", "人"))
    for index in rng.sample(members, max(1, int(len(members) * 0.3))):
        indicator, unit = rng.choice(things)
        value = rng.randint(2, 900) * (10_000_000 if unit == "元" else 1)
        target = rng.random() < 0.2
        quote = f"{indicator}{value}{unit}"
        context = f"{nodes[index].label}{'力争' if target else '实现'}{quote}。"
        comparator, period = rng.choice(("=", ">", ">=", "~")), rng.choice(("2024", "2025", None))
        yield Figure(
            f"{BASE}figure/{number}", nodes[index].iri, indicator, value, unit, comparator, period,
            "target" if target else "achieved", document, 10, 10 + len(quote), quote, context, "figure/plain", 0.9,
        )  # fmt: skip
        number += 1
