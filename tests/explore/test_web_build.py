"""The committed bundle is what the sources build to, byte for byte, and the sources type-check."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_bundle_is_built_from_the_sources() -> None:
    done = subprocess.run([ROOT / "scripts" / "page", "--check"], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
