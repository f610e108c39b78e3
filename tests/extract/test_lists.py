from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from kg import resources
from kg.errors import RulebookError
from kg.extract.lists import Listed, load_fields, load_lists, load_surnames

SHIPPED = resources.seeds() / "lists"


def table(folder: Path, text: str, name: str = "a.tsv") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_row_has_a_name_a_type_other_names_hints_and_a_note(tmp_path: Path) -> None:
    table(tmp_path, "# 说明\n\n联想集团\tEnterprise\t联想控股|联想?\t北京\n浙江大学\tUniversity\n")
    assert load_lists(tmp_path) == (
        Listed("联想集团", "Enterprise", ("联想控股",), ("联想",), "北京", "a.tsv:3"),
        Listed("浙江大学", "University", place="a.tsv:4"),
    )


def test_files_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    table(tmp_path, "乙公司\tEnterprise\n", "b.tsv")
    table(tmp_path, "甲公司\tEnterprise\n", "a.tsv")
    table(tmp_path, "不是表格", "c.txt")
    assert [row.name for row in load_lists(tmp_path)] == ["甲公司", "乙公司"]


def test_fields_and_surnames_are_kept_apart_from_entities(tmp_path: Path) -> None:
    table(tmp_path, "人工智能\tField\tAI\n欧阳\tSurname\n王\tSurname\n浙江大学\tUniversity\n")
    assert [row.name for row in load_lists(tmp_path)] == ["浙江大学"]
    assert [(row.name, row.aliases) for row in load_fields(tmp_path)] == [("人工智能", ("AI",))]
    assert load_surnames(tmp_path) == ("欧阳", "王")


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("浙江大学", "1 列"),
        ("浙江大学\tUniversity\t浙大\t杭州\t多了", "5 列"),
        ("浙江大学\tSchool", "School"),
        ("浙江大学\tUniversity\t浙大||求是", "空的"),
        ("浙江大学\tUniversity\t 浙大", "空白"),
        ("浙江大学\tUniversity\t浙大|浙大", "两遍"),
        ("浙江大学\tUniversity\t浙江大学?", "两遍"),
        ("浙江大学\tUniversity\t浙", "一个字"),
        ("浙江\ue000大学\tUniversity", "看不见"),
        ("浙江大学?\tUniversity", "结尾"),
        ("\tUniversity", "空的"),
        ("甲公司\tEnterprise", "第 1 行已经有了"),
    ],
)
def test_a_broken_line_is_named_with_its_file_its_number_and_a_remedy(tmp_path: Path, line: str, word: str) -> None:
    table(tmp_path, f"甲公司\tEnterprise\n{line}\n")
    with pytest.raises(RulebookError, match=word) as caught:
        load_lists(tmp_path)
    message = str(caught.value)
    assert message.startswith(f"{tmp_path / 'a.tsv'}:2：")
    assert "；" in message
    assert "\n" not in message


def test_a_file_in_another_encoding_is_a_rulebook_error(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_bytes("浙江大学\tUniversity\n".encode("gb18030"))
    with pytest.raises(RulebookError, match="UTF-8"):
        load_lists(tmp_path)


def test_an_empty_folder_holds_no_names(tmp_path: Path) -> None:
    assert load_lists(tmp_path) == ()


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.tsv")), ids=lambda path: path.name)
def test_each_shipped_table_says_what_it_holds_its_source_date_and_licence(path: Path) -> None:
    head = [line for line in path.read_text(encoding="utf-8").split("\n")[:8] if line.startswith("#")]
    for word in ("内容", "来源", "日期", "许可"):
        assert any(line.startswith(f"# {word}：") for line in head), word


def test_no_sure_form_of_the_shipped_tables_means_two_kinds_of_thing() -> None:
    kinds: dict[str, dict[str, str]] = defaultdict(dict)
    for row in load_lists(SHIPPED):
        for form in (row.name, *row.aliases):
            kinds[form][row.type] = row.place
    assert {form: places for form, places in kinds.items() if len(places) > 1} == {}


def test_no_sure_form_of_the_shipped_tables_belongs_to_two_names() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for row in load_lists(SHIPPED):
        for form in (row.name, *row.aliases):
            owners[form].add(row.name)
    assert {form: names for form, names in owners.items() if len(names) > 1} == {}


@pytest.mark.parametrize(
    ("name", "kind", "form"),
    [
        ("浙江大学", "University", "浙大"),
        ("西安电子科技大学", "University", "西电"),
        ("哈尔滨工业大学", "University", "哈工大"),
        ("萧山区", "Place", "萧山"),
        ("延边朝鲜族自治州", "Place", "延边"),
        ("内蒙古自治区", "Place", "内蒙古"),
        ("之江实验室", "Platform", "之江实验室"),
        ("武汉东湖新技术开发区", "Park", "东湖高新区"),
        ("科学技术部", "Government", "科技部"),
        ("宁德时代新能源科技股份有限公司", "Enterprise", "宁德时代"),
    ],
)
def test_the_shipped_tables_know(name: str, kind: str, form: str) -> None:
    (row,) = [row for row in load_lists(SHIPPED) if row.name == name]
    assert row.type == kind
    assert form in (row.name, *row.aliases)


def test_short_forms_that_are_words_or_several_places_are_no_sure_names() -> None:
    sure = {form for row in load_lists(SHIPPED) for form in (row.name, *row.aliases)}
    assert sure.isdisjoint({"和平", "朝阳", "西湖", "新城", "联想", "苹果", "小米", "平安", "太和", "公安"})


def test_fields_and_surnames_are_shipped() -> None:
    assert len(load_fields(SHIPPED)) >= 300
    surnames = load_surnames(SHIPPED)
    assert {"王", "瞿", "欧阳", "诸葛"} <= set(surnames)
