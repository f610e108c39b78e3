"""`kg path`: all shortest ways between two entities."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options


@click.command("path")
@click.argument("start")
@click.argument("goal")
@click.option("--longest", type=click.IntRange(1, 20), default=8, show_default=True, help="最多几步 · Steps at most.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="最多几条 · Ways at most.")
@options.roads
@options.evidence
@options.format_
@options.graph
def command(
    start: str, goal: str, longest: int, limit: int, relations: tuple[str, ...], avoid: tuple[str, ...],
    planned: bool, evidence: bool, format_: str, folder: Path,
) -> None:  # fmt: skip
    """两个实体之间的全部最短路径，每一步都有原文。

    Show all shortest ways from START to GOAL over relations in either direction, with the words for every step.
    Exits with 1 where there is none.
    """
    from kg.cli import names, tables, walks
    from kg.graph.lookup import Index
    from kg.graph.walks import ways

    with Index(options.built(folder, "index.sqlite")) as index:
        one, other = names.meant(index, start), names.meant(index, goal)
        roads = names.roads(index, relations, avoid, planned)
        found = ways(index, one.iri, other.iri, roads, longest=longest, limit=limit)
        teller = walks.Teller(index.vocabulary, index.sources)
    if format_ == "json":
        tables.as_json(
            {
                "from": one.iri,
                "to": other.iri,
                "length": found.length,
                "total": found.total,
                "paths": [
                    {"start": walks.node_json(way.start), "steps": [walks.link_json(link) for link in way.links]}
                    for way in found.ways
                ],
            }
        )
    elif format_ != "text":
        rows = []
        for number, way in enumerate(found.ways, 1):
            near = way.start
            for step, link in enumerate(way.links, 1):
                rows += [(str(number), str(step), *teller.row(fact, near, link.node)) for fact in link.facts]
                near = link.node
        tables.write(format_, ("路径 path", "步 step", *walks.FACT), rows)
    elif found.ways:
        click.echo(f"{found.total} 条最短路径，{found.length} 步 · shortest ways: {found.total}, steps: {found.length}")
        for way in found.ways:
            click.echo("")
            for line in teller.way(way, evidence):
                click.echo(line)
    if not found.ways:
        click.echo(f"kg: “{one.label}”与“{other.label}”在 {longest} 步内不相连 · not joined", err=True)
        raise SystemExit(1)
    if found.total > len(found.ways):
        click.echo(f"kg: 只显示前 {limit} 条 · cut; raise --limit for more", err=True)
