"""What a SPARQL query asks for beyond reading, told from its tokens, and refused with the reason.

Oxigraph itself refuses updates and fetches nothing for FROM, but it does call out for SERVICE. It reads without
word boundaries (`trueSERVICE<…>` calls out), so any bare word that so much as holds a forbidden keyword is refused,
as is a prefix that is called like one. The worker that runs a query cannot open a socket in any case.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import urljoin

from kg.errors import QueryError
from kg.graph.terms import PREFIXES

#: A longer query than this is no question of a person's; in characters.
MAX_LENGTH = 100_000

_NAME_START = r"[A-Za-z\u00c0-\U000effff]"
_TOKEN = re.compile(
    rf"""
    (?P<comment> \s+ | \#[^\n\r]* )
  | (?P<iri> < (?: [^<>"{{}}|^`\\\x00-\x20] | \\u[0-9A-Fa-f]{{4}} | \\U[0-9A-Fa-f]{{8}} )* > )
  | (?P<string> \"\"\" (?: [^"\\] | \\. | "(?!"") )* \"\"\" | ''' (?: [^'\\] | \\. | '(?!'') )* '''
              | " (?: [^"\\\n\r] | \\. )* " | ' (?: [^'\\\n\r] | \\. )* ' )
  | (?P<language> @ [A-Za-z]+ (?: - [A-Za-z0-9]+ )* )
  | (?P<variable> [?$] \w+ )
  | (?P<blank> _: [\w.\-·]+ )
  | (?P<name> (?: {_NAME_START} [\w.\-·]* )? : (?: [\w.\-·:] | %[0-9A-Fa-f]{{2}} | \\. )* )
  | (?P<number> [0-9]+ (?: \.[0-9]+ )? (?: [eE][+-]?[0-9]+ )? )
  | (?P<word> [A-Za-z_] \w* )
  | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
_HALF = re.compile("[\ud800-\udfff]")
_READING = re.compile(r"(?:\s|\#[^\n\r]*+)*+(?:SELECT|ASK|CONSTRUCT|DESCRIBE)(?=[\s?*{(<])", re.IGNORECASE | re.ASCII)
_IN_ONTOLOGY = f"GRAPH <{PREFIXES['ik'].removesuffix('#')}>".upper()
_KEYWORD_PREFIXES = ("service", "silent", "from", "named", "graph")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


class QueryRefused(QueryError):
    """The query would change or reach something: it is understood, and not done."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A query that may run. `graphs`: the IRIs of its FROM clauses; `named`: whether it looks into named graphs."""

    text: str
    graphs: tuple[str, ...]
    named: bool


def check(query: str, prefixes: Mapping[str, str]) -> Checked:
    """Let a read-only query through. Raises `QueryRefused` with the reason if it would change or reach anything.

    `prefixes` are those that hold without being declared. Syntax is left to the engine, which tells it better.
    """
    if len(query) > MAX_LENGTH:
        raise QueryError(f"查询有 {len(query)} 个字符，超过上限 {MAX_LENGTH}；请缩短")
    if _HALF.search(query):
        raise QueryError("查询含有半个字符（孤立的代理项）；请重新输入")
    if reads := _plainly_reads(query):
        return Checked(query, (), reads == "named")
    tokens = [(m.lastgroup or "", m[0], m.start()) for m in _TOKEN.finditer(query) if m.lastgroup != "comment"]
    known = dict(prefixes)
    base = ""
    graphs: list[str] = []
    named = False
    first = ""
    for index, (kind, value, start) in enumerate(tokens):
        upper = value.upper()
        if kind == "name" and value.partition(":")[0].lower().endswith(_KEYWORD_PREFIXES):
            raise _refusal(query, start, f"前缀 {value.partition(':')[0]} 与关键字同形；请换一个前缀名")
        if kind != "word":
            continue
        if "SERVICE" in upper:
            raise _refusal(query, start, "SERVICE 会把查询发往别的机器，本机数据不外传；请去掉")
        if upper == "PREFIX":
            _declare(tokens[index + 1 : index + 3], known)
        elif upper == "BASE" and tokens[index + 1 : index + 2] and tokens[index + 1][0] == "iri":
            base = _absolute(base, tokens[index + 1][1])
        elif upper == "FROM":
            following = tokens[index + 1 : index + 3]
            if following and following[0][1].upper() == "NAMED":
                following = following[1:]
            graphs.append(_graph(query, following[0] if following else ("", "", start), known, base))
        named = named or upper in ("GRAPH", "FROM")
        if not first and upper not in ("PREFIX", "BASE"):
            first = upper
            if upper in _UPDATES:
                raise _refusal(
                    query, start, f"{upper} 会改动图谱，查询只能读取；请改为 SELECT、ASK、CONSTRUCT 或 DESCRIBE"
                )
    return Checked(query, tuple(graphs), named)


@lru_cache(maxsize=64)
def _plainly_reads(query: str) -> Literal["", "plain", "named"]:
    """Whether `query` is of a form that reads, and no word stands in it that could make it do more; whether it names
    a graph, which is then the ontology's.

    Most questions do, and need not be taken apart, which takes longer than many an answer.
    """
    begun = _READING.match(query)
    if not begun:
        return ""
    # The one name of ours that holds such a word, and the one use of such a word that the library makes.
    words = query[begun.end() :].upper().replace("PROV:WASDERIVEDFROM", "")
    rest = words.replace(_IN_ONTOLOGY, "")
    if any(word.upper() in rest for word in _KEYWORD_PREFIXES):
        return ""
    return "plain" if len(rest) == len(words) else "named"


def explained(message: str) -> str:
    """The engine's message in one line: where the syntax breaks, without the long list of what it expected there."""
    message = " ".join(message.split())
    if match := re.match(r"error at (\d+):(\d+): expected (.*)", message):
        return f"第 {match[1]} 行第 {match[2]} 列语法有误，此处应为 {_short(match[3])}"
    return _short(message)


def _short(text: str, longest: int = 120) -> str:
    return text if len(text) <= longest else text[:longest].rstrip() + " …"


def _declare(tokens: list[tuple[str, str, int]], known: dict[str, str]) -> None:
    if len(tokens) == 2 and tokens[0][0] == "name" and tokens[1][0] == "iri":
        known[tokens[0][1].removesuffix(":")] = _unescape(tokens[1][1][1:-1])


def _graph(query: str, token: tuple[str, str, int], known: Mapping[str, str], base: str) -> str:
    """The absolute IRI that a FROM clause names."""
    kind, value, start = token
    if kind == "iri":
        if iri := _absolute(base, value):
            return iri
    elif kind == "name":
        prefix, _, local = value.partition(":")
        if prefix in known:
            return known[prefix] + re.sub(r"\\(.)", r"\1", local)
    raise _refusal(query, start, "FROM 须用完整 IRI 或已知前缀指明本图谱中的图")


def _absolute(base: str, token: str) -> str:
    """The IRI that `<…>` names where `base` holds; "" if that is no absolute IRI.

    It is only looked up among our graphs: what a query names is never fetched.
    """
    iri = _unescape(token[1:-1])
    if not _SCHEME.match(iri):
        try:
            iri = urljoin(base, iri)
        except ValueError:  # a base that looks like an address and is none
            return ""
    return iri if _SCHEME.match(iri) else ""


def _unescape(iri: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16) % 0x110000), iri)


def _refusal(query: str, start: int, reason: str) -> QueryRefused:
    line = query.count("\n", 0, start) + 1
    column = start - query.rfind("\n", 0, start)
    return QueryRefused(f"查询第 {line} 行第 {column} 列被拒绝：{reason}")
