"""The named queries: SPARQL files with a title, and parameters that people fill in by name.

A query file begins with comments:

    # 标题: 平台孵化的企业
    # Title: Enterprises that a platform, park or university incubates
    # 参数: platform 实体 只看这个平台

A parameter is a variable, its kind (实体: an entity, by any of its names; 类: a class; 文本; 数) and what it does. In
the query it stands as `VALUES ?platform { UNDEF }`, so the file is sound SPARQL as it is and asks about everything
until a value takes the place of UNDEF.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Literal, cast, get_args

from kg.errors import QueryError
from kg.graph import terms
from kg.graph.lookup import Index

FOLDER = Path(__file__).with_name("queries")

Kind = Literal["实体", "类", "文本", "数"]

_HEADER = re.compile(r"#\s*(\S+?)\s*:\s*(.*)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something a named query can be narrowed by; without a value it asks about everything."""

    name: str
    kind: Kind
    title: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query of the library."""

    name: str
    title_zh: str
    title_en: str
    parameters: tuple[Parameter, ...]
    text: str


def named_queries(folder: Path = FOLDER) -> dict[str, NamedQuery]:
    """The queries of `folder` by name (the file's), sorted. Raises `QueryError` if a file lacks what it must have."""
    return {path.stem: _read(path) for path in sorted(folder.glob("*.rq"))}


def find(name: str, folder: Path = FOLDER) -> NamedQuery:
    """The query of that name or Chinese title. Raises `QueryError` naming the nearest ones if there is none."""
    queries = named_queries(folder)
    titles = {query.title_zh: query for query in queries.values()}
    found = queries.get(name) or titles.get(name)
    if found is None:
        near = get_close_matches(name, [*queries, *titles], n=3, cutoff=0.4) or sorted(queries)
        raise QueryError(f"没有名为“{name}”的查询；相近的有：{'、'.join(near)}")
    return found


def bind(query: NamedQuery, values: Mapping[str, str], resolve: Callable[[str], str]) -> str:
    """The query's SPARQL with `values` (parameter -> what the user said) filled in.

    `resolve` turns the name of an entity into its IRI. Raises `QueryError` for an unknown parameter or a value that
    is not of its kind, and what `resolve` raises.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    text = query.text
    for name, said in values.items():
        if name not in known:
            has = f"它的参数是：{'、'.join(known)}" if known else "它没有参数"
            raise QueryError(f"查询 {query.name} 没有参数 {name}；{has}")
        hole = f"VALUES ?{name} {{ UNDEF }}"
        text = text.replace(hole, f"VALUES ?{name} {{ {_term(known[name], said, resolve)} }}")
    return text


def resolver(index: Index) -> Callable[[str], str]:
    """Names of entities -> IRIs, by the look-up index. Raises `QueryError` where a name leaves a doubt."""

    def resolve(said: str) -> str:
        found = index.resolve(said)
        if found.only is None:
            offered = "、".join(dict.fromkeys(f"{match.label}（{match.cls}）" for match in found.matches[:5]))
            hint = f"是否指：{offered}" if offered else "可用 kg search 按名称的一部分查找"
            raise QueryError(f"“{said}”对不上唯一的实体；{hint}")
        return found.only.iri

    return resolve


def _term(parameter: Parameter, said: str, resolve: Callable[[str], str]) -> str:
    if parameter.kind == "实体":
        return terms.iri(resolve(said))
    if parameter.kind == "文本":
        return terms.text(said)
    if parameter.kind == "类" and re.fullmatch(r"[A-Za-z]+", said):
        return terms.name(f"ik:{said}")
    if parameter.kind == "数" and re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?", said):
        return terms.decimal(float(said))
    wanted = "类名（如 Platform）" if parameter.kind == "类" else "数字"
    raise QueryError(f"参数 {parameter.name} 须为{wanted}，不能是 {said!r}")


def _read(path: Path) -> NamedQuery:
    text = path.read_text(encoding="utf-8")
    titles: dict[str, str] = {}
    parameters = []
    for line in text.splitlines():
        match = _HEADER.fullmatch(line)
        if not match:
            break
        if match[1] != "参数":
            titles[match[1]] = match[2]
            continue
        name, kind, title = (*match[2].split(None, 2), "", "")[:3]
        if kind not in get_args(Kind) or f"VALUES ?{name} {{ UNDEF }}" not in text:
            raise QueryError(f"{path}：参数 {name} 未写明种类，或查询中没有 VALUES ?{name} {{ UNDEF }}")
        parameters.append(Parameter(name, cast(Kind, kind), title))
    if "标题" not in titles or "Title" not in titles:
        raise QueryError(f"{path}：文件须以 # 标题: 和 # Title: 开头")
    return NamedQuery(path.stem, titles["标题"], titles["Title"], tuple(parameters), text)
