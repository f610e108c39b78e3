"""Where a build's store is kept on disk, so that an unchanged build is not read again.

It lies in the build folder itself, made by the first question to a graph that takes long to read, and is known by
what it was made from: files that were written anew, or copied elsewhere, are others, and what was kept of them is not
opened any more. It is no part of the build: it can be deleted, and is made again.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from shutil import rmtree

#: In the build folder.
FOLDER = ".store"
#: Smaller graphs, in bytes of their files, are read about as fast as a store on disk is opened.
SMALLEST = 2_000_000

# Nobody takes longer than this to make one, in seconds.
_MAKING = 1800.0


def place(folder: Path, files: Mapping[str, str]) -> Path | None:
    """Where the store made from `files` (format -> path) is kept or to be kept; None if it is better not to.

    What was kept of another build is cleared away.
    """
    stats = {kind: Path(path).stat() for kind, path in files.items()}
    if sum(stat.st_size for stat in stats.values()) < SMALLEST:
        return None
    known = [
        (kind, files[kind], stat.st_dev, stat.st_ino, stat.st_mtime_ns, stat.st_size)
        for kind, stat in sorted(stats.items())
    ]
    digest = hashlib.blake2b(repr((version("pyoxigraph"), known)).encode("utf-8"), digest_size=12).hexdigest()
    kind = "named" if "nquads" in files else "merged"
    kept = folder / FOLDER / f"{kind}-{digest}"
    try:
        kept.parent.mkdir(exist_ok=True)
        for other in kept.parent.glob(f"{kind}-*"):
            made = other.suffix == ".tmp" and time.time() - other.stat().st_mtime < _MAKING
            if other.name != kept.name and not made:
                rmtree(other, ignore_errors=True)
    except OSError:  # a folder that may only be read
        pass
    return kept
