"""`kg explain` from the outside."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from kg.cli import main

SENTENCE = "东山实验室研发出“东山芯一号”芯片，累计孵化企业32家。"


def run(*args):
    return CliRunner().invoke(main, ["explain", *map(str, args)])


def test_a_sentence_is_told_stage_by_stage():
    result = run(SENTENCE, "--no-seeds")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert f"【1】{SENTENCE}" in lines
    stages = [line.strip()[:2] for line in lines if line.startswith("  ") and not line.startswith("   ")]
    assert stages == ["规则", "名录", "标注", "名称", "模式", "分类", "关系", "指标"]
    assert any("—研发→" in line and line.strip().startswith("✓") for line in lines)
    assert any("32家" in line for line in lines)


def test_a_file_is_told_sentence_by_sentence(tmp_path):
    (tmp_path / "甲.txt").write_text(SENTENCE + "西岭大学落户东山。\n", encoding="utf-8")
    result = run(tmp_path / "甲.txt")
    assert "【2】西岭大学落户东山。" in result.stdout.splitlines()


def test_a_sentence_longer_than_a_file_name_may_be_is_a_sentence():
    result = run("东山实验室研发芯片，" * 60)
    assert result.exit_code == 0


@pytest.mark.parametrize("text", ["没有.txt", " ", "."])
def test_what_is_neither_file_nor_sentence_is_misuse(text):
    result = run(text)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
