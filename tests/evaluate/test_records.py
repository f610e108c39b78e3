"""Reading annotations."""

from __future__ import annotations

import pytest

from kg.errors import SourceError, UsageError
from kg.evaluate import load_gold

PLACE = {"id": "e1", "type": "Place", "names": ["东山"]}


def test_a_document_says_its_layout_or_is_clean(gold_folder):
    gold_folder("甲", entities=[PLACE])
    found = load_gold(gold_folder("乙", entities=[PLACE], layout="narrow"))
    assert {g.name: g.layout for g in found} == {"甲": "clean", "乙": "narrow"}


def test_a_folder_without_annotations_is_misuse(tmp_path):
    with pytest.raises(UsageError, match=r"\.json"):
        load_gold(tmp_path)


@pytest.mark.parametrize(
    "keys",
    [
        {"entities": [{"id": "e1", "type": "Place"}]},
        {"entities": [{"id": "e1", "type": "Place", "names": []}]},
        {"entities": [PLACE], "relations": [{"s": "e1", "p": "partOf", "o": "e9"}]},
        {"entities": [PLACE], "observations": [{"s": "e9", "indicator": "企业", "value": 1, "unit": "家"}]},
        {"entities": [PLACE], "observations": [{"s": "e1", "indicator": "企业", "value": "多", "unit": "家"}]},
        {"entities": 3},
    ],
)
def test_a_broken_annotation_names_its_file(keys, gold_folder):
    folder = gold_folder("坏", **keys)
    with pytest.raises(SourceError, match=r"坏\.json"):
        load_gold(folder)


@pytest.mark.parametrize("text", ["", "[]", "{}", "{"])
def test_a_file_that_is_no_annotation_names_itself(text, tmp_path):
    (tmp_path / "坏.json").write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=r"坏\.json"):
        load_gold(tmp_path)
