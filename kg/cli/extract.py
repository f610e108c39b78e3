"""`kg extract`: what each text says, as the extraction contract's JSON lines."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options


@click.command("extract")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(["jsonl"]), default="jsonl", show_default=True)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="写入文件 · Write to a file, whole or not at all."
)
@options.seeds
@options.min_confidence
@options.rulebook
def command(
    paths: tuple[Path, ...], format_: str, output: Path | None, use_seeds: bool, min_confidence: float,
    rulebook: Path | None,
) -> None:  # fmt: skip
    """逐篇抽取实体、关系与指标。

    Print one JSON object per document: entities, relations and observations with their evidence.
    """
    from kg import pipeline

    lines = []
    for item in pipeline.extractions(paths, seeds=use_seeds, min_confidence=min_confidence, rulebook=rulebook):
        if isinstance(item, pipeline.Skipped):
            click.echo(f"kg: {item.line}", err=True)
            continue
        line = pipeline.contract_line(item)
        if output is None:
            click.echo(line)
        else:
            lines.append(line + "\n")
    if output is not None:
        pipeline.write_whole(output, "".join(lines).encode("utf-8"))
