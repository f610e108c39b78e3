"""`kg serve`: the graph over HTTP."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options
from kg.errors import UsageError


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址 · The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=7474, show_default=True,
              help="端口，0 为任选 · The port; 0 takes any free one.")  # fmt: skip
@click.option("--allow-host", "hosts", multiple=True, metavar="NAME",
              help="也以此主机名应答 · Answer to this host name too; may be repeated.")  # fmt: skip
@click.option("--cors", "origins", multiple=True, metavar="ORIGIN",
              help="允许此来源的网页读取 · Let pages of this origin read; may be repeated.")  # fmt: skip
@click.option("--timeout", type=click.FloatRange(0.1), default=30.0, show_default=True,
              help="每个查询的秒数 · Seconds for each query.")  # fmt: skip
@click.option("--limit", type=click.IntRange(1), default=10_000, show_default=True, help="最多行数 · Rows at most.")
@click.option("--memory", type=click.IntRange(64), default=512, show_default=True, metavar="MB",
              help="每个查询的内存 · Memory for each query.")  # fmt: skip
@click.option("--workers", type=click.IntRange(1, 64), help="同时处理的查询数 · Queries at once.")
@options.graph
def command(
    host: str, port: int, hosts: tuple[str, ...], origins: tuple[str, ...], timeout: float, limit: int, memory: int,
    workers: int | None, folder: Path,
) -> None:  # fmt: skip
    """在本机以 HTTP 提供图谱：SPARQL 端点、实体页面、查询编辑器、检索接口（只读）。

    Serve the graph over HTTP on this machine, read-only: SPARQL, entity pages, an editor, look-ups.
    """
    try:
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError as error:
        raise UsageError("缺少服务组件；请先运行 pip install 'innokg[serve]' · the extra `serve` is missing") from error
    from kg.serve.run import serve
    from kg.serve.settings import LOOPBACK, Settings

    settings = Settings(
        folder=folder,
        host=host,
        port=port,
        hosts=(*LOOPBACK, *hosts),
        origins=origins,
        timeout=timeout,
        rows=limit,
        memory=memory << 20,
        **({"workers": workers} if workers else {}),
    )
    serve(settings)
