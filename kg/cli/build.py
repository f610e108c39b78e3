"""`kg build`: texts in, graph out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from kg.cli import options


@click.command("build")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path), default=Path("build"), show_default=True,
              help="输出文件夹 · The folder to write.")  # fmt: skip
@click.option("--title", default="", help="网页标题 · The page's title.")
@click.option("--sparql/--no-sparql", default=True, show_default=True,
              help="网页是否带 SPARQL 引擎 · Put a SPARQL engine into the page, about 2 MB.")  # fmt: skip
@options.seeds
@options.min_confidence
@options.rulebook
def command(
    paths: tuple[Path, ...], folder: Path, title: str, sparql: bool, use_seeds: bool, min_confidence: float,
    rulebook: Path | None,
) -> None:  # fmt: skip
    """从文本建图：图谱、网页与索引写入一个文件夹。

    Read PATHS (files or folders of .txt and .md; the project's own texts where none is given) and make the output
    folder hold what they say: graph.ttl, graph.nq, graph.html and the look-up index.
    """
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from kg import pipeline

    console = Console(stderr=True)
    with Progress(
        SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=console, transient=True
    ) as bar:
        task = bar.add_task("准备 · loading", total=None)
        done = 0

        def told(name: str) -> None:
            nonlocal done
            done += 1
            bar.update(task, description=f"已读 {done} 篇 · {name}")

        report = pipeline.build(
            paths,
            folder,
            seeds=use_seeds,
            min_confidence=min_confidence,
            rulebook=rulebook,
            title=title,
            sparql=sparql,
            progress=told,
        )
    _summary(report)


def _summary(report: object) -> None:
    from kg.pipeline import Report

    assert isinstance(report, Report)
    words = report.vocabulary
    lines = [f"文档 documents: {report.documents}"]
    counts = [(words.labels[c][0], n) for c, n in report.classes.items()]
    lines.append(f"实体 entities: {sum(report.classes.values())}（{_list(counts)}）")
    relations = [(words.properties[p].label_zh, n) for p, n in report.predicates.items()]
    planned = f"，其中计划 {report.planned}" if report.planned else ""
    lines.append(f"关系 relations: {sum(report.predicates.values())}{planned}（{_list(relations)}）")
    lines.append(f"指标 observations: {report.figures}")
    if report.left_out:
        reasons = Counter(item.reason for item in report.left_out)
        lines.append(f"未入图 left out: {len(report.left_out)}（{_list(sorted(reasons.items()))}）")
    lines.append(f"跳过 skipped: {len(report.skipped)}")
    lines += [f"  {item.line}" for item in report.skipped]
    lines.append(f"写入 written: {'  '.join(str(path) for path in report.files)}")
    click.echo("\n".join(lines))


def _list(counts: list[tuple[str, int]]) -> str:
    ordered = sorted(counts, key=lambda item: (-item[1], item[0]))
    return "，".join(f"{name} {n}" for name, n in ordered)
