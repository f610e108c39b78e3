"""Writing files whole or not at all: a reader never sees half a file, and a failure leaves what was there."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from kg.errors import GraphError


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` at `path`, making its folder if need be. Raises `GraphError` naming the path if that cannot be."""
    write_all(path.parent, {path.name: data})


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put every file (name -> bytes) into `folder`, making it if need be; all of them or, on failure, none.

    All are written beside their places and flushed to disk before the first takes its place, so only a crash between
    two renames could leave new beside old. Raises `GraphError` naming the path and the reason.
    """
    written: dict[Path, Path] = {}
    path = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            path = folder / name
            if path.is_dir():
                raise IsADirectoryError(None, "已有同名文件夹")
            # Noted before it exists, so that it is cleared away whatever fails.
            temporary = path.with_name(f".{name}.{secrets.token_hex(6)}.tmp")
            written[temporary] = path
            _write_new(temporary, data)
        for temporary, path in written.items():
            temporary.replace(path)
        _flush_folder(folder)
    except OSError as error:
        reason = error.strerror or str(error)
        raise GraphError(f"{path}：无法写入（{reason}）；请腾出此处，或用 -o 换一个位置") from error
    finally:
        for temporary in written:
            temporary.unlink(missing_ok=True)


def _write_new(path: Path, data: bytes) -> None:
    """Write and flush a file that does not exist yet, with the permissions that a plain write would give."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Flush the renames themselves, where the system lets one open a folder."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
