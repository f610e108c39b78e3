from __future__ import annotations

import pytest

from kg.sources.forms import form


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("■文/记者 陈小雨 摄/记者 赵一鸣", "byline"),
        ("▶▶ 本报记者 孙立 特约通讯员 周海峰", "byline"),
        ("■ 陈立 刘小雨 周志平", "byline"),
        ("（记者 陈思 通讯员 何洁 文/摄）", "byline"),
        ("川观新闻记者 李 丹", "byline"),
        ("责任编辑：王丽 版式：张帆", "byline"),
        ("（责编：王丽）", "byline"),
        ("来源：科技日报 2024-05-17 10:22", "byline"),
        ("第3版", "furniture"),
        ("— 12 —", "furniture"),
        ("3 / 12", "furniture"),
        ("A06 | 要闻", "furniture"),
        ("专版", "furniture"),
        ("城市日报 2024年5月17日 星期五", "furniture"),
        ("https://www.example.cn/2024/05/17/a_1.html", "furniture"),
        ("新闻热线：028-86612222", "furniture"),
        ("（下转第2版）", "furniture"),
        ("* * *".replace(" ", ""), "furniture"),
        ("▲创新广场", "caption"),
        ("图为企业实验室一角", "caption"),
        ("左图：巡检机器人", "caption"),
        ("巡检机器人在变电站作业 赵一鸣 摄", "caption"),
        ("光谷科技会展中心（资料图）", "caption"),
        ("### 绘就新图景", "heading"),
        ("【产业动态】", "heading"),
        ("第一章 总则", "heading"),
        ("一、总体要求", "list"),
        ("（二）强化平台支撑", "list"),
        ("1. 建设中试平台", "list"),
        ("①加大投入", "list"),
        ("• 天府实验室", "list"),
        ("第三条 支持建设概念验证中心。", "list"),
        ("问：平台怎么运营？", "paragraph"),
    ],
)
def test_a_form_of_its_own_is_recognised(line: str, kind: str) -> None:
    shape = form(line)
    assert shape is not None
    assert shape.kind == kind


@pytest.mark.parametrize(
    "line",
    [
        "记者了解到",
        "记者从市科技局获悉",
        "文一西路向西延伸",
        "图灵机器人中试基地",
        "编辑部与平台共建实验室",
        "实验室于2019年12月4日正式揭牌",
        "2024年5月17日，天府实验室在",
        "1.5亿元投向种子期企业",
        "3、5号线沿线布局科创空间",
        "一、二期工程同时开工",
        "-8月全省技术合同成交额",
        "+企业+资本”同台",
        "·居里奖”，并入选年度进展",
        "第三条生产线投产后，产能翻番",
        "120家，较上年增长",
        "聚焦人工智能、生命健康两大方向",
        "综合评价结果中排名上升",
        "上图公司与浙江大学签约",
        "左右岸联动发展",
        "来源广、去向明的资金",
        "第一，深化改革",
    ],
)
def test_a_plain_line_that_looks_like_one_is_left_alone(line: str) -> None:
    assert form(line) is None
