"""The rulebook's files of figures: broken ones are named."""

import shutil

import pytest

from kg import resources
from kg.errors import RulebookError
from kg.extract.figures import load_figure_rules


@pytest.fixture
def rulebook(tmp_path):
    for path in resources.rulebook().glob("*.toml"):
        shutil.copy(path, tmp_path)
    return tmp_path


def test_the_shipped_rules_load():
    assert load_figure_rules().units["㎡"] == ("measure", "平方米")


def test_a_file_that_is_no_toml_is_named(rulebook):
    (rulebook / "units.toml").write_text("[money\n", "utf-8")
    with pytest.raises(RulebookError, match=r"units\.toml: not TOML"):
        load_figure_rules(rulebook)


def test_a_missing_file_is_named(rulebook):
    (rulebook / "figures.toml").unlink()
    with pytest.raises(RulebookError, match=r"figures\.toml: cannot be read"):
        load_figure_rules(rulebook)


def test_a_unit_with_two_meanings_is_refused(rulebook):
    path = rulebook / "units.toml"
    path.write_text(path.read_text("utf-8").replace('["欧元"]', '["欧元", "美元"]'), "utf-8")
    with pytest.raises(RulebookError, match=r"units\.toml.*美元 is both"):
        load_figure_rules(rulebook)


def test_a_broken_expression_is_shown(rulebook):
    path = rulebook / "figures.toml"
    path.write_text(path.read_text("utf-8").replace('word = "排名"', 'word = "排名"\nfigurative = "("', 1), "utf-8")
    with pytest.raises(RulebookError, match=r"figures\.toml"):
        load_figure_rules(rulebook)


def test_a_missing_list_is_named(rulebook):
    path = rulebook / "figures.toml"
    path.write_text(path.read_text("utf-8").replace("[target]", "[aims]"), "utf-8")
    with pytest.raises(RulebookError, match=r"figures\.toml.*target"):
        load_figure_rules(rulebook)
