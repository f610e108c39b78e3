"""`kg validate`: does the graph hold to its shapes and to the ontology?"""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options


@click.command("validate")
@options.graph
def command(folder: Path) -> None:
    """按 SHACL 形状与本体校验图谱；不合格时退出码为 1。

    Check the graph against the SHACL shapes and the ontology; exits with 1 where it does not conform.
    """
    options.built(folder, "graph.ttl")
    from kg.graph.validate import validate

    report = validate(folder)
    for fault in report.faults:
        click.echo("\t".join(part for part in (fault.focus, fault.path, fault.value, fault.message) if part))
    if report.conforms:
        click.echo(f"合格 conforms: {report.triples} 条三元组 triples")
        return
    click.echo(f"不合格 does not conform: {len(report.faults)} 处 faults", err=True)
    raise SystemExit(1)
