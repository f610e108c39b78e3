"""Small extractions written by hand, about bodies that do not exist."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import pytest

from kg.graph.link import link
from kg.graph.ontology import load_vocabulary
from kg.model import Entity, Extraction, KnowledgeGraph, Observation, Relation, Vocabulary

Write = Callable[..., Extraction]

_TYPE = load_vocabulary().type_of


def write(
    name: str,
    text: str,
    entities: Mapping[str, str],
    relations: Sequence[str] = (),
    figures: Sequence[tuple[str, str, float | int, str, str, str | None, str, str]] = (),
    **meta: str,
) -> Extraction:
    """An extraction of `text`: every name and quote is looked up in it, so that all positions are true.

    `entities` maps an id to `Class name|alias|…`. A relation is `s predicate o: quote`, with `!` after the predicate
    if planned. A figure is subject, indicator, value, unit, comparator, period, status, quote.
    """

    def entity(id_: str, said: str) -> Entity:
        cls, _, names = said.partition(" ")
        forms = tuple(names.split("|"))
        mentions = tuple((m.start(), m.end()) for form in forms for m in re.finditer(re.escape(form), text))
        return Entity(id_, _TYPE(cls), cls, forms, tuple(sorted(set(mentions))))

    def where(quote: str) -> tuple[int, int]:
        # White space in the text does not count in a quote.
        match = re.search(r"\s*".join(map(re.escape, quote)), text)
        assert match, quote
        return match.span()

    def relation(said: str) -> Relation:
        ends, _, quote = said.partition(": ")
        subject, predicate, object_ = ends.split(" ")
        status = "planned" if predicate.endswith("!") else "asserted"
        return Relation(subject, predicate.rstrip("!"), object_, status, 0.9, "test.rule", *where(quote), quote)

    return Extraction(
        name=name,
        entities=tuple(entity(*item) for item in entities.items()),
        relations=tuple(map(relation, relations)),
        observations=tuple(Observation(*f[:7], 0.8, "test.figure", *where(f[7]), f[7]) for f in figures),
        sentences=tuple(m.span() for m in re.finditer(r"[^。\s][^。]*。?", text)),
        meta=meta,
        original=text,
    )


@pytest.fixture(scope="session", name="write")
def _write() -> Write:
    return write


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


@pytest.fixture(scope="session")
def sample() -> list[Extraction]:
    return make_sample()


def make_sample() -> list[Extraction]:
    """Three documents on the institute 云澜理工大学青浦研究院, called differently in each."""
    return [
        write(
            "甲报",
            "云澜理工大学临江研究院（以下简称“云澜临研院”）位于临江区。\n云澜临研院与大熊智慧物联共建联合实\n验室，"
            "已孵化澄晶半导体等企业32家。临江区出台“暖心宝”制度，最高补助6000万元。区科技局负责人张伟出席。",
            {
                "e1": "ResearchInstitute 云澜理工大学临江研究院|云澜临研院",
                "e2": "Place 临江区",
                "e3": "Enterprise 大熊智慧物联",
                "e4": "Enterprise 澄晶半导体|澄晶",
                "e5": "Policy “暖心宝”制度|暖心宝",
                "e6": "Government 区科技局",
                "e7": "Person 张伟",
            },
            [
                "e1 locatedIn e2: 云澜理工大学临江研究院（以下简称“云澜临研院”）位于临江区",
                "e1 coBuildsLabWith e3: 云澜临研院与大熊智慧物联共建联合实验室",
                "e1 incubates e4: 云澜临研院与大熊智慧物联共建联合实验室，已孵化澄晶半导体",
                "e2 issues e5: 临江区出台“暖心宝”制度",
                "e7 worksFor e6: 区科技局负责人张伟",
            ],
            [
                ("e1", "孵化企业", 32, "家", "=", None, "achieved", "企业32家"),
                ("e5", "补助", 60_000_000, "元", "<=", None, "achieved", "最高补助6000万元"),
            ],
            title="临江的院",
            publisher="甲报社",
            date="2025-03-01",
            source="甲报.txt",
        ),
        write(
            "乙报",
            "云澜临江研究院将设立云澜概念验证中心。云澜临研院获省科技奖，投入增长3.55%。章伟介绍了情况。",
            {
                "a": "ResearchInstitute 云澜临江研究院|云澜临研院",
                "b": "ProofOfConceptCentre 云澜概念验证中心",
                "c": "Award 省科技奖",
                "d": "Person 章伟",
            },
            ["a establishes! b: 云澜临江研究院将设立云澜概念验证中心", "a receives c: 云澜临研院获省科技奖"],
            [("a", "投入增长", 3.55, "%", "=", "2024", "target", "投入增长3.55%")],
            date="2024",
        ),
        write(
            "丙报",
            "云澜临研院聚焦人工智能。区科技局与云澜临研院合作，张伟作了发言。",
            {
                "x": "Platform 云澜临研院",
                "y": "Field 人工智能",
                "z": "Government 区科技局",
                "p": "Person 张伟",
            },
            ["x focusesOn y: 云澜临研院聚焦人工智能", "z cooperatesWith x: 区科技局与云澜临研院合作"],
        ),
    ]


@pytest.fixture(scope="session")
def graph(sample: list[Extraction], vocabulary: Vocabulary) -> KnowledgeGraph:
    return link(sample, vocabulary)
