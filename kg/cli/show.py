"""`kg show`: an entity's card. Imports click, sqlite3 and little else, so that it answers at once."""

from __future__ import annotations

import click

from kg.cli import cards, names, options
from kg.graph.lookup import Index


@click.command("show")
@click.argument("name")
@click.option("--evidence/--no-evidence", default=True, show_default=True, help="显示原文 · Show the words.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@options.plain_graph
def command(name: str, evidence: bool, format_: str, folder: str) -> None:
    """查一个实体：全称、别名、名称的一部分、拼音、首字母均可，错字会提示。

    Show an entity's card: found by name, alias, part of a name, pinyin, initials, or with a slip. Where several
    entities fit they are listed and the exit code is 1.
    """
    with Index(options.built(folder, "index.sqlite")) as index:
        card = index.card(names.meant(index, name).iri)
    if format_ == "json":
        import json

        click.echo(json.dumps(cards.as_json(card), ensure_ascii=False, indent=1))
        return
    for line in cards.lines(card, evidence):
        click.echo(line)
