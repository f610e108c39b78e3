"""Where what is remembered between two runs is kept: the shell's history, the journals of pushes."""

from __future__ import annotations

import os
from pathlib import Path


def folder() -> Path:
    """The user's state folder for innokg; nobody has made it yet where nothing was kept."""
    if told := os.environ.get("INNOKG_STATE"):
        return Path(told)
    if os.name == "nt":  # pragma: no cover
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "innokg"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "innokg"
