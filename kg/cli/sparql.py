"""`kg sparql`: the interactive shell."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli import options, state
from kg.errors import UsageError


@click.command("sparql")
@options.graph
def command(folder: Path) -> None:
    """SPARQL 交互环境：历史、补全（前缀、类、关系、实体名，拼音亦可）、多行；.help 列出命令。

    Ask question after question in SPARQL, with history, completion and several lines; .help tells the commands.
    Queries that are piped in are asked one after the other, parted by blank lines or semicolons at a line's end.
    """
    from kg.cli.shell.completing import Completing
    from kg.cli.shell.shell import Shell, pieces, state_file
    from kg.graph.lookup import Index
    from kg.graph.store import Session

    with Index(options.built(folder, "index.sqlite")) as index, Session(folder) as session:
        shell = Shell(index, session)
        if not sys.stdin.isatty():
            for piece in pieces(sys.stdin):
                if not shell.take(piece):
                    break
            raise SystemExit(1 if shell.failed else 0)
        try:
            from kg.cli.shell import terminal
        except ImportError as error:
            raise UsageError("交互环境需要 prompt_toolkit；请运行 pip install 'innokg[shell]'") from error
        click.echo(f"{folder}：.help 列出命令，Ctrl-D 退出 · .help for commands, Ctrl-D leaves")
        terminal.run(shell, Completing(index, session.prefixes), state_file(state.folder()))
