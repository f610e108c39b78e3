"""innokg: Chinese news and policy texts about innovation, read into a knowledge graph with evidence.

From Python, `kg.open("build")` is a built graph with everything on it, and `kg.build(paths, folder)` builds one; see
`kg.api`.
"""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0"

#: The few names of the package itself, each fetched from its module when it is first used: `import kg` costs nothing.
_FRONT_DOOR = {"KgError": "kg.errors", "OpenedGraph": "kg.api", "build": "kg.pipeline", "open": "kg.api"}


def __getattr__(name: str) -> Any:
    if name not in _FRONT_DOOR:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_FRONT_DOOR[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_FRONT_DOOR])
