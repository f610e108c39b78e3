"""`kg pull`: a graph back from another store."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import remotes


@click.command("pull")
@click.argument("url")
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), required=True,
              help="输出文件夹 · The folder to write.")  # fmt: skip
@click.option(
    "--query",
    "query_url",
    metavar="URL",
    help="查询地址 · Where the store answers queries, if its own address does not tell.",
)
@click.option("--max-mb", type=click.IntRange(1), default=1024, show_default=True, help="合计上限 · Megabytes at most.")
@remotes.options
def command(
    url: str, output: Path, query_url: str | None, max_mb: int, auth_env: str, timeout: float, retries: int
) -> None:  # fmt: skip
    """从别的 SPARQL 库取回各图，写成 graph.nq 与 graph.ttl。

    Bring back every named graph of the SPARQL 1.1 store whose Graph Store Protocol address is URL, as graph.nq and
    graph.ttl (their union), which `kg query` and `kg push` read.
    """
    from kg.files import write_all
    from kg.graph.remote import pull, query_address

    size = max_mb << 20
    with (
        remotes.endpoint(url, auth_env, timeout, retries, size) as store,
        remotes.endpoint(query_url or query_address(url), auth_env, timeout, retries, size) as query,
    ):
        pulled = pull(store, query, most=size)
    write_all(output, pulled.files)
    triples = sum(map(len, pulled.graphs.values()))
    click.echo(f"取回 {len(pulled.graphs)} 个图、{triples} 条三元组 · {len(pulled.graphs)} graphs, {triples} triples")
    click.echo(f"写入 written: {output / 'graph.nq'}  {output / 'graph.ttl'}")
