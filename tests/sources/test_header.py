from __future__ import annotations

from kg.sources import header, parse


def test_simple_pairs_are_read_and_the_text_begins_after_the_closing_line() -> None:
    original = '---\ntitle: "创新：制胜"\ndate: 2022-07-18 # 见报\nPublisher: 浙江日报\n---\n正文。\n'
    meta, begin = header.parse(original)
    assert meta == {"title": "创新：制胜", "date": "2022-07-18", "publisher": "浙江日报"}
    assert original[begin:] == "正文。\n"


def test_chinese_keys_and_colons_mean_the_same() -> None:
    meta, _ = header.parse("---\r\n标题：平台搭起来\r\n日期: 2024-05-17\r\n来源：a.txt\r\n---\r\n正文。")
    assert meta == {"title": "平台搭起来", "date": "2024-05-17", "source": "a.txt"}


def test_nested_values_and_comments_are_passed_over() -> None:
    meta, _ = header.parse("---\n# 说明\ntitle: 甲\ntags:\n  - 乙\n---\n正文。")
    assert meta == {"title": "甲", "tags": ""}


def test_a_rule_at_the_top_is_no_header() -> None:
    for original in ("---\n正文，没有键。\n---\n尾。", "---\ntitle: 没有结尾\n正文。", "----\ntitle: 甲\n---\n正文。"):
        assert header.parse(original) == ({}, 0)


def test_the_header_is_no_part_of_the_text_but_counts_in_the_offsets() -> None:
    original = "---\ntitle: 甲\n---\n\n湘江实验室揭牌。\n"
    document = parse(original, "a")
    assert document.text == "湘江实验室揭牌。"
    assert document.meta == {"title": "甲"}
    assert document.locate(0, 5) == (original.index("湘江"), original.index("揭牌"))
