from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Document
from kg.sources import parse
from kg.sources.mend import mend


def blocks(original: str) -> list[tuple[str, str]]:
    mended = mend(original)
    return [(block.kind, mended.text[block.start : block.end]) for block in mended.blocks]


def text(original: str) -> str:
    return mend(original).text


def test_spaces_between_chinese_and_digits_are_the_typesetters() -> None:
    assert text("今年 9 月，公司 与 浙江 大学 签约 3.5 亿元。\n") == "今年9月，公司与浙江大学签约3.5亿元。"


def test_english_words_and_units_keep_their_spaces() -> None:
    original = "团队 与 Johns Hopkins University 合作，装机 1600 MW，采用 GPT 4 和 R & D 平台。\n"
    assert text(original) == "团队与Johns Hopkins University合作，装机1600 MW，采用GPT 4和R & D平台。"


def test_headlines_keep_the_space_between_phrases_but_not_between_letters() -> None:
    assert text("聚力攻坚 向新而行\n\n正文一句。\n") == "聚力攻坚 向新而行\n正文一句。"
    assert text("光 谷 日 报\n\n正文一句。\n") == "光谷日报\n正文一句。"


@pytest.mark.parametrize(
    "character", ["\u200b", "\ufeff", "\u00ad", "\ue000", "\uf8ff", "\x07", "\U0010fffd", "\u202e"]
)
def test_characters_that_no_reader_sees_are_left_out(character: str) -> None:
    mended = mend(f"天府{character}实验室揭牌。")
    assert mended.text == "天府实验室揭牌。"
    assert list(mended.offsets) == [0, 1, 3, 4, 5, 6, 7, 8]


def test_a_word_divided_at_the_line_end_is_one_again() -> None:
    page = (
        "绛溪实验室发起脑机接口国际合作计划（NeuroLink Pro⁃\n\ngram），邀请三个国家的七所大学共同参加，并在天府\n\n"
        "新区设立协调办公室，负责项目遴选和经费拨付，第一\n\n批课题将于年底前立项，每项资助期为三年。\n"
    )
    assert "（NeuroLink Program），邀请" in text(page)


def test_two_english_words_over_a_line_end_keep_a_space() -> None:
    page = (
        "团队在国际期刊上发表的论文题为Electromagnetic\nSensing，被引用一百余次，三家企业据此开发了产\n"
        "品，其中两款已经装上无人机，在川西高原完成了试\n飞，飞行高度超过四千米，数据全部公开。\n"
    )
    assert "Electromagnetic Sensing，被" in text(page)


def test_a_number_split_over_two_lines_is_one_number() -> None:
    page = (
        "新区登记在册的科技型企业去年底已经达到1\n2800家，其中三成在近两年成立，带动就业逾九万\n"
        "人，还有四十家企业进入了上市辅导期，创历史新高。\n"
    )
    assert "已经达到12800家" in text(page)


def test_a_headline_that_was_taken_twice_stands_once() -> None:
    assert text("奋力打造创新高地奋力打造创新高地\n\n正文一句。\n") == "奋力打造创新高地\n正文一句。"


def test_carriage_returns_are_no_characters_of_the_text() -> None:
    original = "第一段话讲完了。\r\n\r\n第二段话也讲完了。\r\n"
    mended = mend(original)
    assert mended.text == "第一段话讲完了。\n第二段话也讲完了。"
    assert mended.offsets[-1] == original.rindex("。")


def test_a_lost_line_end_shows_in_the_indent_of_the_next_paragraph() -> None:
    assert [kind for kind, _ in blocks("第一段话讲完了。　　第二段话也讲完了。")] == ["paragraph", "paragraph"]


HALF = (
    "新区计划用三年时间建成西部最大的中试集群，先期投入八亿元改造老厂房，由国有平台公司统一运营，"
    "面向集成电路、生物医药和航空装备三个方向开放设备，入驻团队可按小时付费，"
)


def test_a_broken_sentence_is_not_glued_to_one_that_begins_in_the_middle() -> None:
    first, second = HALF + "集群还将设立多", "地。各家企业都说，离得近了，改图纸、换模具只要半天，样品当晚就能送检。"
    assert [words for _, words in blocks(f"{first}\n\n{second}\n")] == [first, second]


def test_a_half_that_closes_a_quotation_never_opened_is_not_the_other_half() -> None:
    first = HALF + "园区负责人说，下一步还要"
    second = "苗圃”里长出来的公司，去年营业收入合计九亿元，超过半数已经盈利，最早的一批正在搬进自己的厂房，准备上市。"
    assert len(blocks(f"{first}\n\n{second}\n")) == 2


def test_two_halves_of_a_long_paragraph_are_one_sentence() -> None:
    first, second = HALF + "并与四所大学互聘导师、互认学", "分，让研究生在产线旁边完成论文。"
    assert blocks(f"{first}\n\n{second}\n") == [("paragraph", first + second)]


def test_captions_at_the_end_and_headings_between_stay_by_themselves() -> None:
    page = (
        "研究院今年新设两个实验室，都在天府新区。\n\n让成果走出实验室\n\n设备全部向中小企业开放。\n\n"
        "检测机器人\n\n湖畔新楼\n"
    )
    assert [kind for kind, _ in blocks(page)] == ["paragraph", "heading", "paragraph", "caption", "caption"]


def test_a_list_of_names_is_not_a_wrapped_column() -> None:
    names = ["天府绛溪实验室", "四川创新研究院", "锦城光子实验室", "成都先进研究院", "西部科学城中心"]
    assert [words for _, words in blocks("\n".join(names) + "\n")] == names


def assert_sound(document: Document) -> None:
    assert len(document.text) == len(document.offsets)
    last = -1
    for character, place in zip(document.text, document.offsets, strict=True):
        assert place > last
        last = place
        original = document.original[place]
        assert character == original or (character in " \n" and (original.isspace() or not original.isalnum()))
    edge = 0
    for block in document.blocks:
        assert edge <= block.start < block.end <= len(document.text)
        edge = block.end


ANY_TEXT = st.text(
    st.one_of(
        st.sampled_from(
            "天府实验室与企业共建平台，。、；：！？“”（）《》 \n\n\n\r\t\u3000-*#|[]()>`_~·—…0123456789.%AIabc"
            "\ue000\u200b\u00ad⁃记者摄图第版"
        ),
        st.characters(exclude_categories=["Cs"]),
    ),
    min_size=1,
    max_size=300,
)


@settings(max_examples=300, deadline=None)
@given(ANY_TEXT, st.booleans())
def test_every_character_knows_its_place_in_the_original(original: str, markdown: bool) -> None:
    mended = mend(original, markdown=markdown)
    assert_sound(Document("a", mended.text, original, mended.offsets, mended.blocks))
    assert not any(unicodedata.category(character) in ("Co", "Cs") for character in mended.text)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text("天府实验室与企业共建平台，。", min_size=1, max_size=40), min_size=1, max_size=12))
def test_no_line_is_lost_that_is_not_said_elsewhere(lines: list[str]) -> None:
    original = "\n".join(lines)
    text = mend(original).text
    assert all(line in text or original.count(line) > 1 for line in lines)


def test_the_same_original_gives_the_same_document() -> None:
    original = "甲平台落地，\n乙企业入驻。\n\n丙中心揭牌。\n"
    assert parse(original, "a") == parse(original, "a")
