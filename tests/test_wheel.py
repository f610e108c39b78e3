"""The built wheel, installed in an empty environment outside the checkout, does the main job."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT], check=True
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.mark.wheel
@pytest.mark.parametrize(
    "name",
    [
        "kg/_data/ontology.ttl",
        "kg/_data/seeds/texts/000_29e8723f288858a5.md",
        "kg/_data/seeds/lists/divisions.tsv",
        "kg/rulebook/names.toml",
        "kg/rulebook/relations/incubates.toml",
        "kg/graph/shapes.ttl",
        "kg/graph/queries/joint-labs.rq",
        "kg/explore/assets/page.html",
        "kg/extract/mentions/tagger.bin",
        "kg/extract/pairs/pairs.bin",
    ],
)
def test_the_wheel_carries_what_the_code_reads(wheel, name):
    assert name in zipfile.ZipFile(wheel).namelist()


@pytest.mark.wheel
def test_the_wheel_leaves_out_what_it_does_not_need(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert not [n for n in names if "node_modules" in n or n.startswith("tests/") or "/annotated/" in n]


@pytest.mark.wheel
def test_an_empty_environment_builds_the_default_graph(wheel, tmp_path):
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "env"], check=True)
    python = tmp_path / "env" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel], check=True)
    kg = tmp_path / "env" / "bin" / "kg"
    subprocess.run([kg, "build", "-o", "build"], check=True, cwd=tmp_path, capture_output=True)
    assert (tmp_path / "build" / "graph.html").stat().st_size > 10_000
    shown = subprocess.run([kg, "show", "西电杭研院"], check=True, cwd=tmp_path, capture_output=True, encoding="utf-8")
    assert "西电杭" in shown.stdout
    checked = subprocess.run([kg, "validate"], cwd=tmp_path, capture_output=True, encoding="utf-8")
    assert checked.returncode == 0, checked.stdout
