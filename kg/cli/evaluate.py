"""`kg evaluate`: how well texts are read, measured against annotations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options, tables

if TYPE_CHECKING:
    from kg.evaluate import Evaluation, Scores, Tally
    from kg.model import Vocabulary

_COLUMNS = ("", "精确率 P", "召回率 R", "F1", "对 tp", "多 fp", "漏 fn")
_HEADS = {
    "entity (any type)": "实体 entities",
    "entity (typed)": "实体及类型 typed",
    "relation": "关系 relations",
    "relation (core)": "核心关系 core",
    "observation": "指标 observations",
}


@click.command("evaluate")
@click.argument("gold", metavar="GOLD_DIR", type=click.Path(path_type=Path))
@click.argument("texts", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="输出 JSON · Print the figures as JSON.")
@click.option("--html", type=click.Path(path_type=Path), help="把错误写成网页 · Write the errors as one HTML page.")
@options.seeds
@options.min_confidence
@options.rulebook
def command(
    gold: Path, texts: tuple[Path, ...], as_json: bool, html: Path | None, use_seeds: bool, min_confidence: float,
    rulebook: Path | None,
) -> None:  # fmt: skip
    """对照人工标注评测抽取：精确率、召回率与 F1。

    Extract TEXTS (files and folders) and score them against GOLD_DIR, which holds one NAME.json for each text NAME.
    A NAME.json may say its "layout"; the figures are then given for each layout, too.
    """
    from kg import evaluate, pipeline

    found = pipeline.assess(
        gold, texts, seeds=use_seeds, min_confidence=min_confidence, rulebook=rulebook,
        on_skipped=lambda item: click.echo(f"kg: {item.line}", err=True),
    )  # fmt: skip
    for names, what in (
        (found.unread, "有标注而没有原文，按未抽取计 · annotated, but no text was given"),
        (found.unknown, "没有标注，不计 · not annotated, left out"),
    ):
        if names:
            click.echo(f"kg: {what}: {', '.join(names)}", err=True)
    if as_json:
        tables.as_json(_json(found))
    else:
        _print(found, pipeline.vocabulary())
    if html is not None:
        pipeline.write_whole(html, evaluate.render(found, pipeline.vocabulary()).encode("utf-8"))


def _print(found: Evaluation, vocabulary: Vocabulary) -> None:
    total = found.total()

    def label(name: str) -> str:
        if name in total.predicates:
            return f"  {vocabulary.properties[name].label_zh} {name}" if name in vocabulary.properties else f"  {name}"
        return _HEADS.get(name) or f"  {vocabulary.labels.get(name, ('',))[0]} {name}"

    tables.echo(_COLUMNS, [(label(name), *_cells(tally)) for name, tally in total.rows()])
    layouts = found.layouts()
    if len(layouts) > 1:
        rows = [(f"{layout}  {_HEADS[n]}", *_cells(t)) for layout, s in layouts.items() for n, t in s.heads()]
        click.echo()
        tables.echo(("版式 layout", *_COLUMNS[1:]), rows)


def _cells(t: Tally) -> tuple[str, ...]:
    return f"{t.precision:.3f}", f"{t.recall:.3f}", f"{t.f1:.3f}", str(t.tp), str(t.fp), str(t.fn)


def _json(found: Evaluation) -> dict[str, object]:
    def flat(scores: Scores) -> dict[str, dict[str, float]]:
        return {
            name: {
                "p": round(t.precision, 4), "r": round(t.recall, 4), "f": round(t.f1, 4),
                "tp": t.tp, "fp": t.fp, "fn": t.fn,
            }
            for name, t in scores.rows()
        }  # fmt: skip

    return {
        "total": flat(found.total()),
        "layouts": {layout: flat(scores) for layout, scores in found.layouts().items()},
        "documents": {d.gold.name: flat(d.scores) for d in found.documents},
        "unread": list(found.unread),
        "unknown": list(found.unknown),
    }
