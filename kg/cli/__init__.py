"""The command line: options, one library call, output, exit code. Commands are imported when they are called."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from typing import Any

import click

from kg import __version__
from kg.errors import KgError

# The tagger's matrices are small: several threads of OpenBLAS wait for one another longer than they count.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

#: name -> (module with a function `command`, help in one line). The help stands here so that `kg --help` is quick.
COMMANDS = {
    "build": ("kg.cli.build", "从文本建图 · Build the graph from texts"),
    "extract": ("kg.cli.extract", "逐篇抽取，输出 JSON 行 · Print what each text says, one JSON object a line"),
    "evaluate": ("kg.cli.evaluate", "对照标注评测抽取 · Score the extraction against annotated texts"),
    "explain": ("kg.cli.explain", "解释一句话怎样读出 · Show why a sentence was read as it was"),
    "show": ("kg.cli.show", "查一个实体 · Show an entity's card"),
    "search": ("kg.cli.search", "搜名称与原文 · Search names and evidence"),
    "ask": ("kg.cli.ask", "用中文提问 · Ask a question in Chinese"),
    "path": ("kg.cli.path", "两个实体之间的路径 · Show all shortest ways between two entities"),
    "neighbors": ("kg.cli.neighbors", "周围的实体 · Show what stands around an entity"),
    "common": ("kg.cli.common", "共同之处 · Show what several entities share"),
    "timeline": ("kg.cli.timeline", "按时间排列 · Show what is said of an entity in the order of time"),
    "query": ("kg.cli.query", "SPARQL 查询 · Ask the graph in SPARQL"),
    "sparql": ("kg.cli.sparql", "SPARQL 交互环境 · Ask in SPARQL, question after question"),
    "serve": ("kg.cli.serve", "在本机以 HTTP 提供图谱 · Serve the graph over HTTP"),
    "stats": ("kg.cli.stats", "图谱统计 · Count what is in the graph"),
    "export": ("kg.cli.export", "导出为其他格式 · Write the graph in another format"),
    "push": ("kg.cli.push", "推送到别的 SPARQL 库 · Put the graph into another store"),
    "pull": ("kg.cli.pull", "从别的 SPARQL 库取回 · Bring a graph back from another store"),
    "validate": ("kg.cli.validate", "校验（SHACL）· Check the graph against its shapes"),
}


class _Lazy(click.Group):
    """A group that imports a command's module only when it is called, and turns our errors into one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        # What is imported is there to stay: nothing is gained by searching it for garbage, now or when Python ends,
        # and a tenth of a look-up's time is lost.
        gc.disable()
        command = importlib.import_module(COMMANDS[name][0]).command
        gc.freeze()
        gc.enable()
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KgError as error:
            click.echo(f"kg: {error}", err=True)
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            # The reader of our output went away (kg … | head): nothing is wrong.
            sys.stderr.close()
            ctx.exit(0)


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """innokg：把科技创新的新闻与政策读成知识图谱，每条事实都指向原文。

    Reads Chinese news and policy texts about innovation into a knowledge graph in which every fact shows its words.
    """
