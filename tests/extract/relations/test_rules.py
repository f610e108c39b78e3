from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg import resources
from kg.errors import RulebookError
from kg.extract.relations import load_rules
from kg.graph.ontology import load_vocabulary

VOCABULARY = load_vocabulary(resources.ontology())
EXAMPLES = "".join(f'[[{kind}]]\ntext = "。"\n' for kind in ["find"] * 3 + ["miss"] * 2)
GOOD = """predicate = "incubates"
triggers = ["孵化"]
[[pattern]]
name = "p"
form = "{s:Platform}孵化{o:Enterprise}"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("discourse.toml", "modality.toml", "fields.toml"):
        shutil.copy(resources.rulebook() / name, tmp_path / name)
    (tmp_path / "relations").mkdir()
    return tmp_path / "relations"


def fault(folder: Path, text: str) -> str:
    (folder / "incubates.toml").write_text(text, "utf-8")
    with pytest.raises(RulebookError) as raised:
        load_rules(folder, VOCABULARY)
    return str(raised.value)


def test_a_sound_file_loads(folder: Path) -> None:
    (folder / "incubates.toml").write_text(GOOD + EXAMPLES, "utf-8")
    [rule] = load_rules(folder, VOCABULARY).rules
    assert rule.predicate == "incubates"


@pytest.mark.parametrize(
    ("old", "new", "line", "name"),
    [
        ("{s:Platform}", "{s:Planet}", 5, "Planet"),
        ("incubates", "inkubates", 1, "inkubates"),
        ("孵化{o", "<hatch>{o", 5, "hatch"),
        ("孵化{o", "孵化({o", 5, "regular expression"),
        ('name = "p"', 'name = "p"\nsilent = ["Moon"]', 5, "Moon"),
        ('name = "p"', 'name = "p"\nreach = "sky"', 5, "sky"),
        ('name = "p"', 'name = "p"\ncolour = "red"', 5, "colour"),
    ],
)
def test_what_the_ontology_or_the_file_does_not_know_is_named_with_its_line(
    folder: Path, old: str, new: str, line: int, name: str
) -> None:
    message = fault(folder, GOOD.replace(old, new) + EXAMPLES)
    assert f"incubates.toml:{line}: " in message
    assert name in message
    assert "\n" not in message


def test_a_file_without_enough_examples_is_refused(folder: Path) -> None:
    assert "at least three [[find]] and two [[miss]]" in fault(folder, GOOD)


def test_broken_toml_is_refused_by_name(folder: Path) -> None:
    assert "incubates.toml: not valid TOML" in fault(folder, "predicate = ")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match=r"discourse\.toml: no such file"):
        load_rules(tmp_path / "relations", VOCABULARY)
