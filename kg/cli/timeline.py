"""`kg timeline`: what is said of an entity, in the order of time."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options


@click.command("timeline")
@click.argument("name")
@options.evidence
@options.format_
@options.graph
def command(name: str, evidence: bool, format_: str, folder: Path) -> None:
    """一个实体的事实与指标，按时间排列。

    Show the facts and figures of an entity in the order of time: a figure by the period that the text gives it, the
    rest by the date of the document. What has no date stands last.
    """
    from kg.cli import cards, names, tables, walks
    from kg.graph.lookup import Index
    from kg.graph.timeline import timeline
    from kg.model import Fact

    with Index(options.built(folder, "index.sqlite")) as index:
        one = names.meant(index, name)
        events = timeline(index, one.iri)
        ends = {iri for e in events if isinstance(e.said, Fact) for iri in (e.said.subject, e.said.object)}
        labels = {iri: index.node(iri).label for iri in ends}
        teller = walks.Teller(index.vocabulary, index.sources)
    by = {"period": "原文时期 period", "document": "文献日期 document", "": "无日期 undated"}
    if format_ == "json":
        tables.as_json({"of": one.iri, "events": [walks.event_json(event) for event in events]})
    elif format_ != "text":
        rows = [
            (e.when, by[e.by], teller.event(e, labels), e.said.status, e.said.quote, e.said.document,
             str(e.said.start), str(e.said.end), f"{e.said.confidence:.2f}")
            for e in events
        ]  # fmt: skip
        tables.write(format_, ("时间 when", "依据 by", "内容 what", *walks.FACT[3:]), rows)
    else:
        shown = None
        for event in events:
            if (event.when, event.by) != shown:
                shown = (event.when, event.by)
                click.echo(f"{event.when or '—'}（{by[event.by]}）")
            click.echo(f"  {teller.event(event, labels)}")
            if evidence:
                click.echo(f"      “{cards.quoted(event.said)}” {cards.where(event.said, teller.titles)}")
    if not events:
        click.echo(f"kg: 关于“{one.label}”没有事实与指标 · nothing is said of it", err=True)
