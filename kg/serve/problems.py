"""What is wrong with a request, said in the client's manner: RFC 9457 for programs, a page for people."""

from __future__ import annotations

import json
from http import HTTPStatus

from starlette.responses import Response

from kg.serve.html import page, text

_TITLES = {
    300: "名称不唯一 · several entities fit",
    400: "请求有误 · bad request",
    403: "不允许 · refused",
    404: "没有找到 · not found",
    405: "方法不允许 · method not allowed",
    406: "没有所要求的格式 · not acceptable",
    408: "请求来得太慢 · request timeout",
    413: "内容过大 · content too large",
    414: "网址过长 · URI too long",
    415: "内容类型不支持 · unsupported media type",
    421: "主机名不对 · misdirected request",
    500: "服务器内部错误 · internal error",
    503: "暂时不能回答 · not available now",
}


def problem_json(status: int, code: str, detail: str) -> bytes:
    """The body of an `application/problem+json`."""
    said = {
        "title": _TITLES.get(status, HTTPStatus(status).phrase),
        "status": int(status),
        "code": code,
        "detail": detail,
    }
    return json.dumps(said, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def problem(
    status: int, code: str, detail: str, *, html: bool = False, headers: dict[str, str] | None = None
) -> Response:
    """The response that says what is wrong; `html` for people."""
    more = {"retry-after": "2"} if status == 503 else {}
    if html:
        title = _TITLES.get(status, HTTPStatus(status).phrase)
        body = page(title, f"<h1>{text(title)}</h1><p>{text(detail)}</p>")
        return Response(body, status, {**(headers or {}), **more, "content-type": "text/html; charset=utf-8"})
    media = {"content-type": "application/problem+json"}
    return Response(problem_json(status, code, detail), status, {**(headers or {}), **more, **media})
