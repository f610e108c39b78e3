"""What the user calls an entity -> the entity, with every doubt shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from kg.cli import cards
from kg.errors import UsageError
from kg.graph.lookup import Index, Match

if TYPE_CHECKING:
    from kg.graph.walks import Roads


def meant(index: Index, name: str) -> Match:
    """The entity that `name` names. Where several fit, or none, says so on standard error and exits with 1."""
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
    return found.only


def roads(index: Index, relations: tuple[str, ...], avoid: tuple[str, ...], planned: bool) -> Roads:
    """Relations and classes by their Chinese, English or own names, as a walk takes them.

    Raises:
        UsageError: the ontology has no such relation or class.
    """
    from kg.graph.walks import Roads

    words = index.vocabulary
    predicates = {name: (name, p.label_zh, p.label_en) for name, p in words.properties.items()}
    classes = {name: (name, *labels) for name, labels in words.labels.items()}
    return Roads(
        frozenset(_one(predicates, said, "关系 relation") for said in relations),
        frozenset(_one(classes, said, "类 class") for said in avoid),
        planned,
    )


def _one(known: Mapping[str, tuple[str, ...]], said: str, what: str) -> str:
    for name, labels in known.items():
        if said.lower() in (label.lower() for label in labels):
            return name
    offered = "、".join(labels[1] for labels in known.values())
    raise UsageError(f"没有名为“{said}”的{what}；可用的有：{offered}")
