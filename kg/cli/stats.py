"""`kg stats`: what is in the graph."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options, tables


@click.command("stats")
@click.option("--top", type=click.IntRange(1), default=15, show_default=True, help="列出最活跃的实体数 · How many.")
@options.graph
def command(top: int, folder: Path) -> None:
    """图谱统计：各类数量、连通分量、社群、最活跃的实体。

    Count what is in the graph: by class and relation, components, communities, the best-connected entities.
    """
    path = options.built(folder, "index.sqlite")
    from kg.graph.lookup import Index
    from kg.graph.network import stats

    with Index(path) as index:
        graph, vocabulary = index.graph(), index.vocabulary
    found = stats(graph, top=top)
    tables.echo(("类 class", "数量 count"), [(_label(vocabulary.labels, c), str(n)) for c, n in found.classes])
    tables.echo(
        ("关系 relation", "数量 count"), [(vocabulary.properties[p].label_zh, str(n)) for p, n in found.predicates]
    )
    summary = [
        ("文档 documents", found.documents),
        ("实体 entities", found.entities),
        ("关系 facts", found.facts),
        ("指标 observations", found.figures),
        ("计划 planned", found.planned),
        ("连通分量 components", len(found.components)),
        ("孤立实体 isolated", found.isolated),
        ("社群 communities", len(found.communities)),
    ]
    tables.echo(("概况 summary", ""), [(name, str(n)) for name, n in summary])
    rows = [(node.label, _label(vocabulary.labels, node.cls), str(n)) for node, n in found.connected]
    tables.echo(("最活跃 best connected", "类 class", "关系数 relations"), rows)


def _label(labels: object, name: str) -> str:
    assert hasattr(labels, "get")
    return str(labels.get(name, (name, ""))[0])
