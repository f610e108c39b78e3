"""`kg push`: the graph into another store."""

from __future__ import annotations

import hashlib
from pathlib import Path

import click

from kg.cli import options, remotes, state


@click.command("push")
@click.argument("url")
@click.option("--verify", is_flag=True, help="逐图比对内容 · Compare each graph's content with the store's.")
@click.option("--prune", is_flag=True, help="删去此前推送而现已不在的图 · Remove what was pushed earlier and is gone.")
@remotes.options
@options.graph
def command(
    url: str, verify: bool, prune: bool, auth_env: str, timeout: float, retries: int, folder: Path
) -> None:  # fmt: skip
    """把图谱推送到别的 SPARQL 库，一篇文献一个图。

    Put the graph into the SPARQL 1.1 store whose Graph Store Protocol address is URL (such as
    http://localhost:7878/store), one named graph for each document. Only what is missing there or has changed is sent.
    """
    from kg.graph.remote import push
    from kg.graph.remote.graphs import read_built

    graphs = read_built(options.built(folder, "graph.nq"))
    journal = state.folder() / "push" / f"{hashlib.sha256(url.encode('utf-8')).hexdigest()[:16]}.jsonl"
    shown = {"sent": "已送 sent", "kept": "未变 kept", "removed": "已删 removed"}
    with remotes.endpoint(url, auth_env, timeout, retries) as store:
        done = push(
            graphs, store, journal, verify=verify, prune=prune,
            on_graph=lambda graph, how: click.echo(f"{shown[how]}  {graph or '（默认图 default）'}"),
        )  # fmt: skip
    click.echo(f"共 {len(graphs)} 个图：送出 {len(done.sent)}，未变 {len(done.kept)}，删除 {len(done.removed)}")
    if done.stray:
        click.echo(f"kg: {len(done.stray)} 个此前推送的图已不在图谱中；用 --prune 删去 · stray graphs", err=True)
