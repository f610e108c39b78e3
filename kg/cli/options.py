"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.errors import UsageError

seeds = click.option(
    "--seeds/--no-seeds",
    "use_seeds",
    default=True,
    show_default=True,
    help="是否使用 seeds/ 中的名录 · Use the lists of names in seeds/, or read without them.",
)

min_confidence = click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="只保留置信度不低于此值的事实 · Keep facts of at least this confidence.",
)


rulebook = click.option(
    "--rulebook",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="改用另一套规则文件 · Read another folder of rule files instead of the package's own.",
)


def graph(function: Any) -> Any:
    """`--graph PATH`: the build folder to read."""
    return click.option(
        "--graph",
        "folder",
        type=click.Path(path_type=Path),
        default=Path("build"),
        show_default=True,
        help="图谱所在文件夹 · The folder that `kg build` wrote.",
    )(function)


def built(folder: Path, name: str) -> Path:
    """The file `name` of a build folder (or the folder's own file, where a file is given).

    Raises:
        UsageError: there is no such build.
    """
    path = folder if folder.is_file() else folder / name
    if not path.exists():
        raise UsageError(f"{folder}: no graph here ({name} is missing); run `kg build` first or name one with --graph")
    return path


evidence = click.option("--evidence/--no-evidence", default=True, show_default=True, help="显示原文 · Show the words.")

format_ = click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "csv", "md"]),
    default="text",
    show_default=True,
    help="输出格式 · For people, or for programs.",
)


def roads(function: Any) -> Any:
    """`--relation`, `--avoid` and `--planned`: which facts a walk may use."""
    for option in (
        click.option("--planned/--no-planned", default=True, show_default=True,
                     help="是否经过尚属计划的关系 · Whether plans count."),
        click.option("--avoid", multiple=True, metavar="CLASS",
                     help="不经过这类实体，如 地点 · Pass no entity of this class; may be repeated."),
        click.option("-r", "--relation", "relations", multiple=True, metavar="RELATION",
                     help="只经过这种关系，如 孵化 · Use only this relation; may be repeated."),
    ):  # fmt: skip
        function = option(function)
    return function
