"""Which files a call names, in an order and under names that do not depend on the machine."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.errors import UsageError

SUFFIXES = (".txt", ".md")


def listing(paths: Iterable[Path]) -> list[Path]:
    """Every file below `paths`, each once: folders are walked in sorted order, hidden entries left out.

    Raises UsageError for a path that does not exist.
    """
    seen: set[Path] = set()
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path}：没有这个文件或文件夹；请检查路径")
        for file in _walk(path) if path.is_dir() else (path,):
            real = file.resolve()
            if real not in seen:
                seen.add(real)
                found.append(file)
    return found


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield Path(parent, name)


def readable(path: Path) -> bool:
    """Whether the file's format is one we read."""
    return path.suffix.lower() in SUFFIXES


def names(files: Sequence[Path]) -> list[str]:
    """A name for each file: its name without the last suffix, made distinct where two files share it.

    Of those that share a stem the first (by their distinguishing tails, not by the order of the call) keeps it
    and the others add the shortest tail of folders that tells them apart: `news`, `news~2023`, `news~2024`.
    """
    groups: dict[str, list[int]] = {}
    for number, file in enumerate(files):
        groups.setdefault(file.stem, []).append(number)
    taken = set(groups)
    result = [file.stem for file in files]
    for stem, members in sorted(groups.items()):
        if len(members) == 1:
            continue
        tails = dict(zip(members, _tails([files[number].resolve() for number in members]), strict=True))
        for number in sorted(members, key=tails.__getitem__)[1:]:
            name = f"{stem}~{tails[number]}"
            while name in taken:
                name += "~"
            taken.add(name)
            result[number] = name
    return result


def _tails(files: Sequence[Path]) -> list[str]:
    """The shortest distinct tails of the files' folders; the suffix as well where a folder holds two of them."""
    longest = max(len(file.parts) for file in files)
    for depth in range(longest + 1):
        tails = ["~".join((*_folders(file)[-depth:],) if depth else ()) for file in files]
        if len(set(tails)) == len(tails):
            return tails
        tails = [f"{tail}~{file.suffix[1:]}".lstrip("~") for tail, file in zip(tails, files, strict=True)]
        if len(set(tails)) == len(tails):
            return tails
    return [str(number) for number in range(len(files))]


def _folders(file: Path) -> tuple[str, ...]:
    return tuple(part for part in file.parts[:-1] if part != file.anchor)
