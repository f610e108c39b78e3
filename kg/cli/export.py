"""`kg export`: the graph in the formats of other tools."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli import options
from kg.errors import UsageError
from kg.graph.export import FORMATS, export

_HELP = "；".join(f"{f.name}（{f.title_zh}）" for f in FORMATS.values())


@click.command("export")
@click.option("--format", "format_", type=click.Choice(list(FORMATS)), required=True, help=f"{_HELP}.")
@click.option("-o", "--output", type=click.Path(path_type=Path),
              help="写入的文件；多个文件的格式为文件夹 · The file, or folder, to write.")  # fmt: skip
@options.graph
def command(format_: str, output: Path | None, folder: Path) -> None:
    """把图谱导出为其他工具的格式。

    Write the whole graph in another format: to a file, to a folder where the format takes several files (csv, neo4j),
    or to standard output where no output is named. The same graph gives the same bytes.
    """
    from kg.files import write_all, write_whole
    from kg.graph.lookup import Index

    if output is None and (FORMATS[format_].several or (format_ == "xlsx" and sys.stdout.isatty())):
        what = "多个文件" if FORMATS[format_].several else "二进制文件"
        raise UsageError(f"{format_} 是{what}，请用 -o 指明写到哪里 · name an output with -o")
    with Index(options.built(folder, "index.sqlite")) as index:
        graph, vocabulary = index.graph(), index.vocabulary
    files = export(graph, vocabulary, format_)
    if output is None:
        (data,) = files.values()
        sys.stdout.buffer.write(data)
    elif FORMATS[format_].several:
        write_all(output, files)
        click.echo(f"写入 written: {'  '.join(str(output / name) for name in files)}", err=True)
    else:
        (data,) = files.values()
        write_whole(output, data)
        click.echo(f"写入 written: {output}", err=True)
