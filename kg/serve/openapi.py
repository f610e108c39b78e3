"""The description of the interface, OpenAPI 3.1."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from kg import __version__
from kg.serve.negotiate import ROWS, TRIPLES

Json = dict[str, Any]

_STRING = {"type": "string"}
_GRAPHS = {media: {"schema": _STRING} for media in TRIPLES if not media.endswith(("json", "xml")) or "+" in media}
_RESULTS = {media: {"schema": _STRING} for media in ROWS if media.startswith("text/") or "+" in media}
_JSON = {"application/json": {"schema": {"type": "object"}}}
_PAGE = {"text/html": {"schema": _STRING}}
_WRONG = {"$ref": "#/components/responses/Problem"}


def _parameter(name: str, text: str, *, required: bool = False, many: bool = False, place: str = "query") -> Json:
    schema = {"type": "array", "items": _STRING} if many else _STRING
    return {"name": name, "in": place, "required": required, "description": text, "schema": schema}


_FORMAT = _parameter("format", "代替 Accept：json、xml、csv、tsv、turtle、ntriples、jsonld、rdfxml · instead of Accept")
_LIMIT = {**_parameter("limit", "最多几条 · at most"), "schema": {"type": "integer", "minimum": 1, "maximum": 500}}
_Q = _parameter("q", "名称、拼音、首字母或原文中的词 · names, pinyin, initials, words", required=True)
_PATH = _parameter("path", "IRI 在基准之后的部分 · the IRI, less its base", required=True, place="path")
_DATASET = [
    _parameter("default-graph-uri", "默认图 · the default graph", many=True),
    _parameter("named-graph-uri", "命名图 · named graphs", many=True),
]


def _get(summary: str, content: Json, *parameters: Json, wrong: tuple[int, ...] = ()) -> Json:
    answers: Json = {"200": {"description": "好 · good", "content": content}}
    answers |= {str(status): _WRONG for status in sorted({*wrong, 403, 421})}
    return {"get": {"summary": summary, "parameters": list(parameters), "responses": answers}}


def _paths() -> Json:
    asked = (400, 403, 406, 413, 503)
    query = _parameter("query", "SPARQL 1.1 查询，不给则得服务说明 · the query; without it, the service description")
    endpoint = _get("SPARQL 1.1 查询 · query", {**_RESULTS, **_GRAPHS}, query, *_DATASET, _FORMAT, wrong=asked)
    form = {"type": "object", "properties": {"query": _STRING}, "required": ["query"]}
    endpoint["post"] = {
        "summary": "SPARQL 1.1 查询 · query",
        "parameters": [*_DATASET, _FORMAT],
        "requestBody": {
            "required": True,
            "content": {
                "application/sparql-query": {"schema": _STRING},
                "application/x-www-form-urlencoded": {"schema": form},
            },
        },
        "responses": {**endpoint["get"]["responses"], "408": _WRONG, "415": _WRONG},
    }
    default = {**_parameter("default", "默认图 · the default graph"), "allowEmptyValue": True}
    thing = (404, 406)
    return {
        "/": _get("首页 · home", _PAGE),
        "/sparql": endpoint,
        "/graphs": _get("图存储协议 · Graph Store Protocol", _GRAPHS, default, _parameter("graph", "图的 IRI · IRI"),
                        _FORMAT, wrong=(400, *thing)),
        "/graphs/{path}": _get("图，直接标识 · a graph, identified directly", _GRAPHS, _PATH, _FORMAT, wrong=thing),
        "/id/{path}": _get("实体 · an entity", {**_PAGE, **_GRAPHS}, _PATH, _FORMAT, wrong=thing),
        "/doc/{path}": _get("文献 · a document", {**_PAGE, **_GRAPHS}, _PATH, _FORMAT, wrong=thing),
        "/fact/{path}": _get("事实 · a fact", _GRAPHS, _PATH, _FORMAT, wrong=thing),
        "/observation/{path}": _get("指标 · a figure", _GRAPHS, _PATH, _FORMAT, wrong=thing),
        "/ontology": _get("本体 · the ontology", _GRAPHS, _FORMAT, wrong=(406,)),
        "/search": _get("搜索页 · search page", _PAGE, _Q, wrong=(400,)),
        "/query": _get("查询编辑器 · query editor", _PAGE),
        "/explore": _get("图谱浏览 · explorer", _PAGE, wrong=(404,)),
        "/api/suggest": _get("边输边提示 · autocomplete", _JSON, _Q, _LIMIT, wrong=(400,)),
        "/api/resolve": _get("名称解析 · what a name may mean", _JSON,
                             _parameter("name", "名称 · the name", required=True), _LIMIT, wrong=(400,)),
        "/api/search": _get("搜索 · search", _JSON, _Q, _LIMIT, wrong=(400,)),
        "/api/entity": _get("实体卡片 · an entity's card", _JSON, _parameter("iri", "IRI"),
                            _parameter("name", "名称 · a name beyond doubt"), wrong=(300, 400, 404)),
        "/api/queries": _get("预置查询 · the named queries", _JSON),
        "/api/queries/{name}": _get("预置查询的结果 · the answer of a named query", _RESULTS,
                                    _parameter("name", "查询名 · its name", required=True, place="path"), _FORMAT,
                                    wrong=(400, 404, 406, 503)),
        "/.well-known/void": _get("数据集说明 · VoID, DCAT", _GRAPHS, _FORMAT, wrong=(406,)),
        "/health": _get("是否可用 · health", _JSON),
        "/metrics": _get("指标（Prometheus）· metrics", {"text/plain": {"schema": _STRING}}),
        "/openapi.json": _get("本文件 · this document", _JSON),
        "/static/{name}": _get("页面的文件 · files of the pages", {"*/*": {"schema": _STRING}},
                               _parameter("name", "文件名 · its name", required=True, place="path"), wrong=(404,)),
    }  # fmt: skip


@cache
def document() -> bytes:
    """The document as JSON."""
    problem = {
        "type": "object",
        "properties": {"title": _STRING, "status": {"type": "integer"}, "code": _STRING, "detail": _STRING},
    }
    said = {
        "openapi": "3.1.0",
        "info": {
            "title": "innokg",
            "version": __version__,
            "description": "创新知识图谱，只读 · an innovation knowledge graph, read-only",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": _paths(),
        "components": {
            "responses": {
                "Problem": {
                    "description": "有误（RFC 9457）· a problem",
                    "content": {"application/problem+json": {"schema": problem}},
                }
            }
        },
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()
