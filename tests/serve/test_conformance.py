"""A sample of the W3C's SPARQL 1.1 tests, where there is a copy of them beside the repository."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT.parent / "shared" / "w3c-sparql11"

pytestmark = pytest.mark.skipif(not TESTS.is_dir(), reason="no copy of the W3C's tests")


@pytest.mark.parametrize(
    ("part", "only", "wanted"),
    [
        ("http", "protocol query_", ["protocol: 13 of 13"]),
        ("engine", "json-res", ["result formats: 4 of 4"]),
    ],
)
def test_a_sample_comes_out_as_it_should(part: str, only: str, wanted: list[str]):
    command = [sys.executable, ROOT / "scripts" / "conformance.py", TESTS, "--part", part, "--only", only]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    for line in wanted:
        assert line in done.stdout
