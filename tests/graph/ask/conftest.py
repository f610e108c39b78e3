"""A graph of bodies that do not exist, to be asked."""

from __future__ import annotations

import pytest

from kg.graph.link import link
from kg.graph.lookup import Index
from kg.graph.output import write_build
from kg.graph.store import Session

TEXT = (
    "云澜理工大学临江研究院（以下简称“云澜临研院”）位于临江区。"
    "云澜临研院与大熊智慧物联共建联合实验室。"
    "云澜临研院与北川电子共建联合实验室。"
    "云澜临研院孵化澄晶半导体。"
    "云澜临研院孵化微光医疗。"
    "东岭创谷孵化青禾农业。"
    "东岭创谷位于东岭市。"
    "澄晶半导体位于临江区。"
    "微光医疗位于东岭市。"
    "澄晶半导体研发碧波芯片。"
    "澄晶半导体获省科技奖。"
    "澄晶半导体获金鼎奖。"
    "微光医疗获省科技奖。"
    "临江区出台“暖心宝”制度。"
    "临江区出台领航计划。"
    "东岭市出台揽才办法。"
    "临江区举办湖畔创新大会。"
    "澄晶半导体参加湖畔创新大会。"
    "启明基金投资澄晶半导体。"
    "临江区设立启明基金。"
    "云澜临研院聚焦人工智能。"
    "澄晶半导体聚焦第三代半导体。"
    "区科技局与云澜临研院合作。"
    "张伟任区科技局局长。"
    "云澜临研院将设立云澜概念验证中心。"
    "智算实验室隶属云澜临研院。"
    "大熊智慧物联服务澄晶半导体。"
    "暖心宝支持微光医疗。"
    "孵化企业32家。技术交易额5亿元。2024年研发投入3.5亿元。2023年研发投入2亿元。"
)


@pytest.fixture(scope="module")
def opened(write, vocabulary, tmp_path_factory):
    said = write(
        "报",
        TEXT,
        {
            "inst": "ResearchInstitute 云澜理工大学临江研究院|云澜临研院",
            "lin": "Place 临江区",
            "dong": "Place 东岭市",
            "bear": "Enterprise 大熊智慧物联",
            "bei": "Enterprise 北川电子",
            "cheng": "Enterprise 澄晶半导体|澄晶",
            "wei": "Enterprise 微光医疗",
            "qing": "Enterprise 青禾农业",
            "gu": "Incubator 东岭创谷",
            "chip": "Product 碧波芯片",
            "prize": "Award 省科技奖",
            "ding": "Award 金鼎奖",
            "nuan": "Policy “暖心宝”制度|暖心宝",
            "ling": "Policy 领航计划",
            "lan": "Policy 揽才办法",
            "conf": "Event 湖畔创新大会",
            "fund": "Fund 启明基金",
            "ai": "Field 人工智能",
            "semi": "Field 第三代半导体",
            "bureau": "Government 区科技局",
            "zhang": "Person 张伟",
            "poc": "ProofOfConceptCentre 云澜概念验证中心",
            "lab": "Laboratory 智算实验室",
        },
        [
            "inst locatedIn lin: 云澜理工大学临江研究院（以下简称“云澜临研院”）位于临江区",
            "inst coBuildsLabWith bear: 云澜临研院与大熊智慧物联共建联合实验室",
            "inst coBuildsLabWith bei: 云澜临研院与北川电子共建联合实验室",
            "inst incubates cheng: 云澜临研院孵化澄晶半导体",
            "inst incubates wei: 云澜临研院孵化微光医疗",
            "gu incubates qing: 东岭创谷孵化青禾农业",
            "gu locatedIn dong: 东岭创谷位于东岭市",
            "cheng locatedIn lin: 澄晶半导体位于临江区",
            "wei locatedIn dong: 微光医疗位于东岭市",
            "cheng develops chip: 澄晶半导体研发碧波芯片",
            "cheng receives prize: 澄晶半导体获省科技奖",
            "cheng receives ding: 澄晶半导体获金鼎奖",
            "wei receives prize: 微光医疗获省科技奖",
            "lin issues nuan: 临江区出台“暖心宝”制度",
            "lin issues ling: 临江区出台领航计划",
            "dong issues lan: 东岭市出台揽才办法",
            "lin organizes conf: 临江区举办湖畔创新大会",
            "cheng participatesIn conf: 澄晶半导体参加湖畔创新大会",
            "fund funds cheng: 启明基金投资澄晶半导体",
            "lin establishes fund: 临江区设立启明基金",
            "inst focusesOn ai: 云澜临研院聚焦人工智能",
            "cheng focusesOn semi: 澄晶半导体聚焦第三代半导体",
            "bureau cooperatesWith inst: 区科技局与云澜临研院合作",
            "zhang worksFor bureau: 张伟任区科技局局长",
            "inst establishes! poc: 云澜临研院将设立云澜概念验证中心",
            "lab partOf inst: 智算实验室隶属云澜临研院",
            "bear serves cheng: 大熊智慧物联服务澄晶半导体",
            "nuan supports wei: 暖心宝支持微光医疗",
        ],
        [
            ("inst", "孵化企业", 32, "家", "=", None, "achieved", "孵化企业32家"),
            ("lin", "技术交易额", 500_000_000, "元", "=", None, "achieved", "技术交易额5亿元"),
            ("lin", "研发投入", 350_000_000, "元", "=", "2024", "achieved", "2024年研发投入3.5亿元"),
            ("lin", "研发投入", 200_000_000, "元", "=", "2023", "achieved", "2023年研发投入2亿元"),
        ],
        date="2025-03-01",
    )
    graph = link([said], vocabulary)
    folder = tmp_path_factory.mktemp("ask")
    write_build(folder, graph, vocabulary)
    with Index(folder) as index, Session(folder) as session:
        yield index, session
