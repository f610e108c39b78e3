"""Annotations written in the test that reads them."""

from __future__ import annotations

import json

import pytest

from kg import resources
from kg.graph.ontology import load_vocabulary


@pytest.fixture(scope="session")
def vocabulary():
    return load_vocabulary(resources.ontology())


@pytest.fixture
def gold_folder(tmp_path):
    """A folder to which `write(doc, **keys)` adds an annotation."""

    def write(doc, **keys):
        (tmp_path / f"{doc}.json").write_text(json.dumps({"doc": doc, **keys}, ensure_ascii=False), encoding="utf-8")
        return tmp_path

    return write
