"""Tables for people (width-aware for Chinese) and plain text when piped."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Sequence

import click

from kg.graph.spreadsheets import harmless


def echo(columns: Sequence[str], rows: Sequence[Sequence[str]], title: str = "") -> None:
    """Print a table: drawn by rich on a terminal, parted by tabs when piped."""
    if not sys.stdout.isatty():
        click.echo("\t".join(columns))
        for row in rows:
            click.echo("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title or None, title_justify="left", header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        # Text, not markup: a name may hold square brackets.
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)


def write(format_: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table for programs: `csv` (RFC 4180, formulas made harmless) or `md`."""
    if format_ == "csv":
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(columns)
        writer.writerows([harmless(cell) for cell in row] for row in rows)
        click.echo(out.getvalue(), nl=False)
        return
    for row in (columns, ["---"] * len(columns), *rows):
        cells = (" ".join(cell.split()).replace("\\", "\\\\").replace("|", "\\|") for cell in row)
        click.echo(f"| {' | '.join(cells)} |")


def as_json(value: object) -> None:
    """Print `value` as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))
