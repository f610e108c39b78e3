"""`kg neighbors`: what stands around an entity."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options


@click.command("neighbors")
@click.argument("name")
@click.option("--depth", type=click.IntRange(1, 10), default=1, show_default=True, help="几步之内 · Steps at most.")
@click.option("--limit", type=click.IntRange(1), default=200, show_default=True, help="最多几个 · Entities at most.")
@options.roads
@options.evidence
@options.format_
@options.graph
def command(
    name: str, depth: int, limit: int, relations: tuple[str, ...], avoid: tuple[str, ...], planned: bool,
    evidence: bool, format_: str, folder: Path,
) -> None:  # fmt: skip
    """一个实体周围的实体，由近及远，附原文。

    Show the entities at most --depth steps away, nearest first, with the words that join each to one step nearer.
    """
    from kg.cli import names, tables, walks
    from kg.graph.lookup import Index
    from kg.graph.walks import around

    with Index(options.built(folder, "index.sqlite")) as index:
        one = names.meant(index, name)
        found = around(index, one.iri, depth, names.roads(index, relations, avoid, planned), limit=limit)
        teller = walks.Teller(index.vocabulary, index.sources)
    if format_ == "json":
        tables.as_json(
            {
                "of": one.iri,
                "total": found.total,
                "neighbors": [
                    {
                        **walks.node_json(near.node),
                        "distance": near.distance,
                        "via": [walks.link_json(link) for link in near.links],
                    }
                    for near in found.neighbours
                ],
            }
        )
    elif format_ != "text":
        rows = [
            (str(near.distance), near.node.label, teller.cls(near.node), *teller.row(fact, near.node, link.node))
            for near in found.neighbours
            for link in near.links
            for fact in link.facts
        ]
        tables.write(format_, ("步 step", "邻居 neighbour", "类 class", *walks.FACT), rows)
    else:
        ring = 0
        for near in found.neighbours:
            if near.distance != ring:
                ring = near.distance
                click.echo(f"{ring} 步 steps")
            for line in teller.neighbour(near, evidence):
                click.echo(line)
    if found.total > len(found.neighbours):
        click.echo(f"kg: 共 {found.total} 个，只显示前 {limit} 个 · cut; raise --limit for more", err=True)
    elif not found.total:
        click.echo(f"kg: “{one.label}”没有邻居 · no neighbours", err=True)
