"""Options that several commands share."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

# pathlib comes in with the first path that needs it: importing it takes as long as a whole `kg show` above click.
_Path = TypeVar("_Path", str, "Path")


def _path(context: click.Context, parameter: click.Parameter, value: str | None) -> Path | None:
    from pathlib import Path

    return None if value is None else Path(value)


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
    type=click.Path(exists=True, file_okay=False),
    callback=_path,
    help="改用另一套规则文件 · Read another folder of rule files instead of the package's own.",
)


def graph(function: Any) -> Any:
    """`--graph PATH`: the build folder to read, as a `Path`."""
    return _graph(callback=_path)(function)


def plain_graph(function: Any) -> Any:
    """The same as a string, for the commands that are to answer at once."""
    return _graph()(function)


def _graph(**settings: Any) -> Any:
    return click.option(
        "--graph",
        "folder",
        type=click.Path(),
        default="build",
        show_default=True,
        help="图谱所在文件夹 · The folder that `kg build` wrote.",
        **settings,
    )


def built(folder: _Path, name: str) -> _Path:
    """The file `name` of a build folder (or the folder's own file, where a file is given).

    Raises:
        UsageError: there is no such build.
    """
    path = folder if os.path.isfile(folder) else type(folder)(os.path.join(folder, name))  # noqa: PTH113, PTH118
    if not os.path.exists(path):  # noqa: PTH110
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
