"""`kg query`: SPARQL from an argument, a file or a named query."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options, tables
from kg.errors import UsageError


@click.command("query")
@click.argument("sparql", required=False)
@click.option(
    "-f", "--file", "file", type=click.Path(path_type=Path), help="从文件读取查询 · Read the query from a file."
)
@click.option("-n", "--named", help="用预置查询（--list 列出）· Use a named query; --list shows them.")
@click.option("-p", "--param", "params", multiple=True, metavar="NAME=VALUE", help="预置查询的参数 · A parameter.")
@click.option("--list", "listing", is_flag=True, help="列出预置查询 · List the named queries.")
@click.option("--format", "format_", type=click.Choice(["table", "csv", "json", "turtle"]), default="table",
              show_default=True)  # fmt: skip
@click.option("--timeout", type=click.FloatRange(0.1), default=30.0, show_default=True, help="秒 · Seconds.")
@click.option("--limit", type=click.IntRange(1), default=10_000, show_default=True, help="最多行数 · Rows at most.")
@options.graph
def command(
    sparql: str | None, file: Path | None, named: str | None, params: tuple[str, ...], listing: bool, format_: str,
    timeout: float, limit: int, folder: Path,
) -> None:  # fmt: skip
    """用 SPARQL 查询图谱（只读）。

    Ask the graph in SPARQL 1.1, read-only, with our prefixes (ik:, id:, skos: …) declared beforehand.
    """
    from kg.graph import library, results, store

    if listing:
        known = library.named_queries().values()
        rows = [(q.name, f"{q.title_zh} {q.title_en}", " ".join(p.name for p in q.parameters)) for q in known]
        tables.echo(("名称 name", "问题 question", "参数 parameters"), rows)
        return
    if sum(x is not None for x in (sparql, file, named)) != 1:
        raise UsageError("give one of SPARQL, -f FILE and -n NAME (kg query --list shows the named queries)")
    options.built(folder, "graph.nq")
    if named is not None:
        text = _named(named, _pairs(params), folder)
    else:
        text = _text(file) if file is not None else sparql or ""
    result = store.query(folder, text, timeout=timeout, limit=limit)
    if format_ == "csv":
        click.echo(results.to_csv(result), nl=False)
    elif format_ == "json":
        click.echo(results.to_json(result), nl=False)
    elif format_ == "turtle":
        click.echo(results.to_turtle(result), nl=False)
    else:
        tables.echo(*results.to_table(result))
    if result.cut:
        click.echo(f"kg: 结果已截断为 {limit} 行 · cut at {limit} rows; raise --limit for more", err=True)


def _named(name: str, values: dict[str, str], folder: Path) -> str:
    """The named query with its parameters filled in; entities are given by any name that `kg show` knows."""
    from kg.graph import library
    from kg.graph.lookup import Index

    with Index(options.built(folder, "index.sqlite")) as index:
        return library.bind(library.find(name), values, library.resolver(index))


def _pairs(params: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for param in params:
        name, sign, value = param.partition("=")
        if not sign:
            raise UsageError(f"-p {param}: write NAME=VALUE")
        pairs[name] = value
    return pairs


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: cannot be read as UTF-8 text ({error}); check the path") from error
