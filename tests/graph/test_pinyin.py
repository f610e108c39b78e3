"""How names may be typed."""

from __future__ import annotations

import pytest

from kg.graph.pinyin import sounds, syllables, table


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("西电杭研院", "xidianhangyanyuan", "xdhyy"),
        ("湘湖科芯2号", "xianghukexin2hao", "xhkx2h"),
        ("CMOS集成电路", "cmosjichengdianlu", "cmosjcdl"),
        ("“安心宝”制度", "anxinbaozhidu", "axbzd"),
        ("重庆银行", "chongqingyinhang", "cqyh"),
    ],
)
def test_the_likeliest_reading_comes_first(name, full, initials):
    heard = sounds(name)
    assert (heard.full[0], heard.initials[0]) == (full, initials)


def test_other_readings_are_counted_in():
    assert "zqyh" in sounds("重庆银行").initials
    assert "zhongqingyinhang" in sounds("重庆银行").full
    assert {"nvwa", "nuwa"} <= set(sounds("女娲").full)


def test_a_name_without_chinese_has_no_sound_of_its_own():
    assert sounds("WIPO") == sounds("33+") == sounds("")


def test_a_long_name_has_a_bounded_number_of_spellings():
    heard = sounds("重行长乐单曾" * 10)
    assert max(len(heard.full), len(heard.initials)) <= 50


def test_the_pages_table_has_syllables_for_chinese_names_only():
    assert syllables("西电院") == "xi dian yuan"
    assert table(["乙", "WIPO", "甲", "乙"]) == {"乙": "yi", "甲": "jia"}
