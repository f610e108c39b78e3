"""`kg common`: what several entities share."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options
from kg.errors import UsageError


@click.command("common")
@click.argument("names_", metavar="NAME...", nargs=-1, required=True)
@options.roads
@options.evidence
@options.format_
@options.graph
def command(
    names_: tuple[str, ...], relations: tuple[str, ...], avoid: tuple[str, ...], planned: bool, evidence: bool,
    format_: str, folder: Path,
) -> None:  # fmt: skip
    """几个实体共同的邻居，以及同时提到它们的文献。

    Show the entities with relations to all of NAME…, with the words, and the documents that speak of all of them.
    """
    from kg.cli import names, tables, walks
    from kg.graph.lookup import Index
    from kg.graph.walks import common

    with Index(options.built(folder, "index.sqlite")) as index:
        iris = [names.meant(index, name).iri for name in names_]
        if len(set(iris)) < 2:
            raise UsageError("请给出至少两个不同的实体 · give at least two different entities")
        found = common(index, iris, names.roads(index, relations, avoid, planned))
        teller = walks.Teller(index.vocabulary, index.sources)
    if format_ == "json":
        tables.as_json(
            {
                "of": list(dict.fromkeys(iris)),
                "neighbors": [
                    {**walks.node_json(shared.node), "links": [walks.link_json(link) for link in shared.links]}
                    for shared in found.entities
                ],
                "documents": [
                    {"name": source.name, "title": source.title, "date": source.date} for source in found.sources
                ],
            }
        )
    elif format_ != "text":
        rows = [
            (shared.node.label, teller.cls(shared.node), *teller.row(fact, shared.node, link.node))
            for shared in found.entities
            for link in shared.links
            for fact in link.facts
        ]
        tables.write(format_, ("共同的邻居 shared", "类 class", *walks.FACT), rows)
    else:
        for line in teller.shared(found, evidence):
            click.echo(line)
