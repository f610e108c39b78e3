"""Options of the commands that talk to another store."""

from __future__ import annotations

import os
from typing import Any

import click

from kg.graph.remote import Endpoint, Limits


def options(function: Any) -> Any:
    """`--auth-env`, `--timeout` and `--retries`."""
    for option in (
        click.option("--retries", type=click.IntRange(0, 20), default=3, show_default=True,
                     help="失败后重试次数 · Attempts after the first."),
        click.option("--timeout", type=click.FloatRange(0.1), default=30.0, show_default=True,
                     help="秒 · Seconds to wait for the next bytes."),
        click.option("--auth-env", default="INNOKG_AUTHORIZATION", show_default=True, metavar="NAME",
                     help="存放授权信息的环境变量 · The variable with the Authorization header's value (Bearer …)."),
    ):  # fmt: skip
        function = option(function)
    return function


def endpoint(url: str, auth_env: str, timeout: float, retries: int, size: int = Limits().bytes) -> Endpoint:
    """The address, with the options of the call; says so if a password would travel in the clear."""
    limits = Limits(idle=timeout, whole=max(600.0, timeout), bytes=size, retries=retries)
    found = Endpoint(url, os.environ.get(auth_env, ""), limits)
    if found.exposed:
        click.echo(f"kg: {url}：授权信息将以明文经过网络；请改用 https · sent in the clear", err=True)
    return found
