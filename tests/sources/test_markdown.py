from __future__ import annotations

from kg.sources import parse


def blocks(original: str) -> list[tuple[str, str]]:
    document = parse(original, "a", markdown=True)
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def test_headings_lists_quotations_and_rules() -> None:
    assert blocks(
        "# 标题\n\n正文一句。\n\n- 甲平台\n* 乙平台\n1. 丙平台\n\n> 引文一句。\n\n---\n\n## 小标题\n\n尾句。\n"
    ) == [
        ("heading", "标题"),
        ("paragraph", "正文一句。"),
        ("list", "甲平台"),
        ("list", "乙平台"),
        ("list", "丙平台"),
        ("paragraph", "引文一句。"),
        ("furniture", "---"),
        ("heading", "小标题"),
        ("paragraph", "尾句。"),
    ]


def test_marks_around_words_go_and_the_words_stay() -> None:
    original = '**天府实验室**与[四川大学](https://www.scu.edu.cn "川大")共建*联合*实验室，见`附件`<br>。![楼](a.png)\n'
    assert blocks(original) == [("paragraph", "天府实验室与四川大学共建联合实验室，见附件。楼")]


def test_a_link_inside_emphasis_is_unwrapped_too() -> None:
    assert blocks("由**[天府实验室](http://a.cn/)牵头**建设。\n") == [("paragraph", "由天府实验室牵头建设。")]


def test_products_and_powers_are_no_emphasis() -> None:
    assert blocks("面积为3*4*5立方米，变量a_b_c不变。\n") == [("paragraph", "面积为3*4*5立方米，变量a_b_c不变。")]


def test_each_cell_of_a_table_is_a_block() -> None:
    table = "| 平台 | 地点 |\n|---|:--:|\n| 天府实验室 | 成都 |\n"
    assert blocks(table) == [("list", "平台"), ("list", "地点"), ("list", "天府实验室"), ("list", "成都")]


def test_markdown_in_a_plain_file_is_told_by_its_signs() -> None:
    document = parse("正文**加粗**一句。\n\n### 小标题\n\n尾句。\n", "a")
    assert document.text == "正文加粗一句。\n小标题\n尾句。"
