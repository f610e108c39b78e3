"""`kg search`: names and evidence sentences."""

from __future__ import annotations

import click

from kg.cli import cards, options
from kg.graph.lookup import Index


@click.command("search")
@click.argument("text")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="各最多条数 · At most, of each.")
@options.plain_graph
def command(text: str, limit: int, folder: str) -> None:
    """在名称和原文中搜索；空格分开的词都要出现。

    Search names and the sentences that are evidence; every word must occur. Exits with 1 where nothing is found.
    """
    with Index(options.built(folder, "index.sqlite")) as index:
        hits = index.search(text, limit)
        labels = dict(index.vocabulary.labels)
    if not hits.names and not hits.sentences:
        click.echo(f"kg: 没有找到“{text}” · nothing found", err=True)
        raise SystemExit(1)
    if hits.names:
        click.echo(f"实体 entities（{len(hits.names)}）")
        for line in cards.choices(hits.names, labels):
            click.echo(line)
    if hits.sentences:
        click.echo(f"原文 evidence（{len(hits.sentences)}）")
        for hit in hits.sentences:
            click.echo(f"  “{hit.text}”——{hit.source.title or hit.source.name}")
            click.echo(f"      {'、'.join(match.label for match in hit.about)}")
    if hits.cut:
        click.echo(f"kg: 只显示前 {limit} 条 · cut; raise --limit for more", err=True)
