"""What the shell does with a line, whoever reads it: a query is asked, a command with a dot is obeyed."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click

from kg.cli import tables
from kg.errors import KgError, UsageError
from kg.graph import library, results
from kg.graph.lookup import Index
from kg.graph.store import LIMIT, TIMEOUT, Session

FORMATS = ("table", "csv", "json", "turtle")

#: What a person can tell the shell, and what it then does.
COMMANDS = {
    ".help": "显示这些命令 · show these commands",
    ".quit": "退出（也可按 Ctrl-D）· leave",
    ".format": "结果的格式：table、csv、json、turtle · how results are shown",
    ".limit": "最多行数 · rows at most",
    ".timeout": "每次查询最多几秒 · seconds for a query at most",
    ".named": "列出预置查询，或运行一个：.named 名称 参数=值 … · list the named queries, or run one",
    ".prefixes": "列出不必声明的前缀 · the prefixes that need no declaration",
}
_HELP = """\
写 SPARQL，花括号配齐后回车即查；没有写完时回车换行，空行也会提交。Tab 补全前缀、类、关系与实体名（拼音亦可）。
Write SPARQL; Enter asks once the braces are closed, as does an empty line. Tab completes names, by pinyin too."""
_QUOTED = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>|#[^\n]*")


class Shell:
    """One session at one graph: how results are shown, and what a query may take."""

    def __init__(self, index: Index, session: Session) -> None:
        self.index = index
        self.session = session
        self.format = "table"
        self.limit = LIMIT
        self.timeout = TIMEOUT
        #: Whether anything went wrong so far.
        self.failed = False
        self._commands: dict[str, Callable[[list[str]], None]] = {
            ".help": self._help,
            ".format": self._format,
            ".limit": self._limit,
            ".timeout": self._timeout,
            ".named": self._named,
            ".prefixes": self._prefixes,
        }

    def take(self, text: str) -> bool:
        """Do what `text` says and show what comes of it; False if it says to leave. Errors are shown, not raised."""
        text = text.strip().removesuffix(";").strip()
        if not text:
            return True
        try:
            if not text.startswith("."):
                self._show(text)
                return True
            name, *words = _words(text)
            if name in (".quit", ".exit"):
                return False
            if name not in self._commands:
                raise UsageError(f"没有 {name} 这个命令；.help 列出全部 · no such command")
            self._commands[name](words)
        except KgError as error:
            self.failed = True
            click.echo(f"kg: {error}", err=True)
        except KeyboardInterrupt:
            # The worker may still be at it: end it, and let the next query start another.
            self.session.close()
            click.echo("已中断 · interrupted", err=True)
        return True

    def _show(self, query: str) -> None:
        result = self.session.query(query, timeout=self.timeout, limit=self.limit)
        if self.format == "csv":
            click.echo(results.to_csv(result), nl=False)
        elif self.format == "json":
            click.echo(results.to_json(result), nl=False)
        elif self.format == "turtle":
            click.echo(results.to_turtle(result), nl=False)
        else:
            tables.echo(*results.to_table(result))
            if result.form != "ask":
                click.echo(f"{len(result.rows)} 行 rows")
        if result.cut:
            click.echo(f"kg: 结果已截断为 {self.limit} 行；用 .limit 放宽 · cut", err=True)

    def _help(self, words: list[str]) -> None:
        click.echo(_HELP)
        for name, text in COMMANDS.items():
            click.echo(f"  {name:10} {text}")

    def _format(self, words: list[str]) -> None:
        if words:
            if len(words) != 1 or words[0] not in FORMATS:
                raise UsageError(f".format 之后写 {'、'.join(FORMATS)} 之一")
            self.format = words[0]
        click.echo(f"格式 format: {self.format}")

    def _limit(self, words: list[str]) -> None:
        if words:
            if len(words) != 1 or not words[0].isascii() or not words[0].isdigit() or int(words[0]) < 1:
                raise UsageError(".limit 之后写一个正整数")
            self.limit = int(words[0])
        click.echo(f"最多行数 limit: {self.limit}")

    def _timeout(self, words: list[str]) -> None:
        if words:
            try:
                seconds = float(words[0])
            except ValueError:
                seconds = 0.0
            if len(words) != 1 or not 0 < seconds < 86_400:
                raise UsageError(".timeout 之后写一个正数（秒）")
            self.timeout = seconds
        click.echo(f"时限 timeout: {self.timeout:g} s")

    def _named(self, words: list[str]) -> None:
        if not words:
            rows = [
                (query.name, f"{query.title_zh} {query.title_en}", " ".join(p.name for p in query.parameters))
                for query in library.named_queries().values()
            ]
            tables.echo(("名称 name", "问题 question", "参数 parameters"), rows)
            return
        values = {}
        for word in words[1:]:
            name, sign, value = word.partition("=")
            if not sign:
                raise UsageError(f"{word}：参数写作 名称=值 · write NAME=VALUE")
            values[name] = value
        self._show(library.bind(library.find(words[0]), values, library.resolver(self.index)))

    def _prefixes(self, words: list[str]) -> None:
        for prefix, namespace in sorted(self.session.prefixes.items()):
            click.echo(f"  {prefix + ':':8} <{namespace}>")


def complete(text: str) -> bool:
    """Whether `text` may be taken as it is: a command, or a query whose braces are closed or that ends with a blank
    line or a semicolon."""
    if text.lstrip().startswith(".") or not text.strip():
        return True
    if text.rstrip(" \t").endswith(("\n", ";")):
        return True
    bare = _QUOTED.sub("", text)
    return "{" in bare and bare.count("{") <= bare.count("}")


def pieces(lines: Iterable[str]) -> Iterator[str]:
    """The queries and commands of a text, parted by blank lines or semicolons at a line's end."""
    text = ""
    for line in lines:
        text += line
        if text.lstrip().startswith(".") or not line.strip() or line.rstrip().endswith(";"):
            yield text
            text = ""
    yield text


def state_file(folder: Path) -> Path:
    """The history's file in the user's state folder, made so that nobody else can read it.

    Raises `UsageError` if it cannot be made.
    """
    file = folder / "sparql-history"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.touch(mode=0o600)
    except OSError as error:
        raise UsageError(f"{file}：无法写入历史（{error.strerror}）；请用环境变量 INNOKG_STATE 换一处") from error
    return file


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError as error:
        raise UsageError(f"引号没有配齐：{text}") from error
