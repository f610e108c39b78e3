"""`kg ask`: a question in Chinese."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options


@click.command("ask")
@click.argument("question")
@click.option("--sparql/--no-sparql", "show", default=True, show_default=True, help="显示查询语句 · Show the query.")
@options.evidence
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@options.graph
def command(question: str, show: bool, evidence: bool, format_: str, folder: Path) -> None:
    """用中文提问，如“西电杭研院孵化了哪些企业？”

    Answer a question in Chinese about relations, places, counts, rankings and figures, with the SPARQL that was run
    and the words that are the evidence. Says which part it does not understand, and exits with 1.
    """
    from kg.cli import answers, tables
    from kg.graph.ask import ask
    from kg.graph.lookup import Index
    from kg.graph.store import Session

    with Index(options.built(folder, "index.sqlite")) as index, Session(folder) as session:
        reply = ask(question, index, session)
        if format_ == "json":
            tables.as_json(answers.as_json(reply))
        else:
            for line in answers.lines(reply, index, show, evidence):
                click.echo(line)
    if reply.unclear:
        click.echo(f"kg: 没有听懂：{'；'.join(reply.unclear)} · not understood", err=True)
        raise SystemExit(1)
