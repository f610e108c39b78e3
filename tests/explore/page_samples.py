"""A small graph in which every fact is known to the tests: invented bodies of an invented district."""

from __future__ import annotations

from kg.model import Fact, Figure, KnowledgeGraph, Node, Source, Status

BASE = "https://w3id.org/innokg/"

_NODES = """
澄湖区 Place Place 澄湖
临澜市 Place Place
澄湖实验室 Laboratory Platform
西岭电子大学临澜研究院 ResearchInstitute Platform 西电临研院
西岭电子大学 University University 西岭电大
数芯半导体 Enterprise Enterprise 数芯
云翼物联 Enterprise Enterprise
恒瑞科技 Enterprise Enterprise
智能感知联合实验室 JointLaboratory Platform
澄湖科芯1号 Product Product
安创保 Policy Policy 安创保制度
澄湖科技城 Park Park
澄湖天使基金 Fund Fund
林知远 Person Person
澄湖区科技局 Government Government
创新杯大赛 Event Event
科技进步一等奖 Award Award
先进芯片 Field Field
孤山研究所 ResearchInstitute Platform
"""

# subject | predicate | object | status | document | sentence, the quote in [ ]
_FACTS = """
澄湖实验室|develops|澄湖科芯1号|asserted|0|记者了解到，[澄湖实验室历时三年研制出澄湖科芯1号]，性能国内领先。
西岭电子大学临澜研究院|coBuildsLabWith|云翼物联|asserted|0|[西电临研院与云翼物联共建智能感知联合实验室]，上月揭牌。
西岭电子大学临澜研究院|establishes|智能感知联合实验室|asserted|0|[西电临研院与云翼物联共建智能感知联合实验室]，上月揭牌。
云翼物联|establishes|智能感知联合实验室|asserted|0|[西电临研院与云翼物联共建智能感知联合实验室]，上月揭牌。
西岭电子大学临澜研究院|incubates|数芯半导体|asserted|1|在该院的孵化下，[数芯半导体已完成两轮融资]。
西岭电子大学临澜研究院|locatedIn|澄湖科技城|asserted|1|[西电临研院坐落于澄湖科技城]。
数芯半导体|locatedIn|澄湖科技城|asserted|1|[数芯半导体去年入驻澄湖科技城]。
澄湖科技城|locatedIn|澄湖区|asserted|1|[位于澄湖区的澄湖科技城]面积近千亩。
澄湖区|partOf|临澜市|asserted|1|[临澜市澄湖区]发布年度报告。
澄湖实验室|locatedIn|澄湖区|asserted|0|[澄湖实验室落户澄湖区]。
澄湖区|issues|安创保|asserted|2|[澄湖在全市首创安创保制度]。
安创保|supports|恒瑞科技|asserted|2|[安创保已为恒瑞科技提供保障]。
澄湖天使基金|funds|数芯半导体|planned|2|下一步，[澄湖天使基金拟向数芯半导体出资]。
澄湖区科技局|establishes|澄湖天使基金|asserted|2|[区科技局设立澄湖天使基金]。
澄湖区科技局|partOf|澄湖区|asserted|2|[澄湖区科技局]负责人表示。
林知远|worksFor|澄湖实验室|asserted|0|[澄湖实验室主任林知远]说。
恒瑞科技|receives|科技进步一等奖|asserted|2|[恒瑞科技荣获科技进步一等奖]。
恒瑞科技|participatesIn|创新杯大赛|asserted|2|[恒瑞科技参加创新杯大赛]。
澄湖区|organizes|创新杯大赛|asserted|2|[澄湖区承办创新杯大赛]。
澄湖科技城|focusesOn|先进芯片|asserted|1|[澄湖科技城聚焦先进芯片]。
数芯半导体|focusesOn|先进芯片|planned|1|未来三年，[数芯半导体将布局先进芯片]。
西岭电子大学|establishes|西岭电子大学临澜研究院|asserted|1|[西岭电子大学组建西电临研院]。
云翼物联|cooperatesWith|恒瑞科技|asserted|0|[云翼物联携手恒瑞科技]。
澄湖实验室|develops|澄湖科芯1号|asserted|2|[澄湖实验室的澄湖科芯1号]已在多地应用。
"""

_FIGURES = """
安创保|累计保障金额|60000000|元|>||achieved|2|安创保[累计保障金额超6000万元]。
澄湖区|孵化企业|120|家|>=|2025|target|1|到2025年，澄湖区[孵化企业不低于120家]。
澄湖天使基金|规模|500000000|元|=|2024|achieved|2|澄湖天使基金[规模5亿元]。
澄湖区|研发投入增长|12.5|%|=|2024|achieved|1|澄湖区[研发投入增长12.5%]。
"""

_SOURCES = (
    ("000_chenghu", "澄湖实验室记", "临澜日报", "2023-03-02"),
    ("001_park", "科技城走笔", "临澜日报", "2024-06-18"),
    ("002_policy", "安创保观察", "澄湖发布", "2025-01-09"),
)

PINYIN = {
    "澄湖实验室": "cheng hu shi yan shi",
    "西岭电子大学临澜研究院": "xi ling dian zi da xue lin lan yan jiu yuan",
    "西电临研院": "xi dian lin yan yuan",
    "数芯半导体": "shu xin ban dao ti",
    "安创保": "an chuang bao",
}


def small() -> KnowledgeGraph:
    """19 entities, 24 facts (2 planned), 4 figures (1 a target), 3 documents, one entity with no relation."""
    nodes = []
    for line in _NODES.strip().splitlines():
        label, cls, type_, *aliases = line.split()
        documents = tuple(
            dict.fromkeys(_SOURCES[int(f.split("|")[4])][0] for f in _FACTS.strip().splitlines() if label in f)
        )
        documents = documents or (_SOURCES[0][0],)
        nodes.append(Node(f"{BASE}id/{label}", cls, type_, label, tuple(aliases), "", documents))
    facts = tuple(_fact(number, line) for number, line in enumerate(_FACTS.strip().splitlines()))
    figures = tuple(_figure(number, line) for number, line in enumerate(_FIGURES.strip().splitlines()))
    sources = tuple(Source(n, f"{BASE}doc/{n}", title, by, day, f"{n}.txt") for n, title, by, day in _SOURCES)
    return KnowledgeGraph(tuple(nodes), facts, figures, sources)


def _words(sentence: str) -> tuple[str, str, int]:
    start = sentence.index("[")
    return sentence[start + 1 : sentence.index("]")], sentence.replace("[", "").replace("]", ""), start


def _fact(number: int, line: str) -> Fact:
    s, p, o, status, document, sentence = line.split("|")
    quote, context, start = _words(sentence)
    said: Status = "planned" if status == "planned" else "asserted"
    return Fact(
        f"{BASE}fact/{number:016x}", f"{BASE}id/{s}", p, f"{BASE}id/{o}", said, _SOURCES[int(document)][0],
        100 * number + start, 100 * number + start + len(quote), quote, context, f"{p}/1", round(0.6 + number / 100, 2),
    )  # fmt: skip


def _figure(number: int, line: str) -> Figure:
    subject, indicator, value, unit, comparator, period, status, document, sentence = line.split("|")
    quote, context, start = _words(sentence)
    return Figure(
        f"{BASE}observation/{number:016x}", f"{BASE}id/{subject}", indicator,
        float(value) if "." in value else int(value), unit, comparator, period or None,
        "target" if status == "target" else "achieved", _SOURCES[int(document)][0],
        5000 + start, 5000 + start + len(quote), quote, context, "figure/plain", 0.9,
    )  # fmt: skip
