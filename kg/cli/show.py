"""`kg show`: an entity's card. Imports click, sqlite3 and little else, so that it answers at once."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options


@click.command("show")
@click.argument("name")
@click.option("--evidence/--no-evidence", default=True, show_default=True, help="显示原文 · Show the words.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@options.graph
def command(name: str, evidence: bool, format_: str, folder: Path) -> None:
    """查一个实体：全称、别名、名称的一部分、拼音、首字母均可，错字会提示。

    Show an entity's card: found by name, alias, part of a name, pinyin, initials, or with a slip. Where several
    entities fit they are listed and the exit code is 1.
    """
    from kg.cli import cards
    from kg.graph.lookup import Index

    with Index(options.built(folder, "index.sqlite")) as index:
        found = index.resolve(name)
        if found.only is None:
            if not found.matches:
                click.echo(f"kg: 图谱中没有“{name}” · nothing by this name; try kg search", err=True)
            else:
                click.echo(f"kg: “{name}”可能指 · which one is meant?", err=True)
                for line in cards.choices(found.matches, dict(index.vocabulary.labels)):
                    click.echo(line, err=True)
            raise SystemExit(1)
        if found.how == "typo":
            click.echo(f"kg: 没有“{name}”，显示“{found.only.label}” · no such name, showing the nearest", err=True)
        card = index.card(found.only.iri)
    if format_ == "json":
        import json

        click.echo(json.dumps(cards.as_json(card), ensure_ascii=False, indent=1))
        return
    for line in cards.lines(card, evidence):
        click.echo(line)
