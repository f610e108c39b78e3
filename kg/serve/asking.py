"""What the endpoints share: the body of a request, a worker's answer as a response, the form that is wanted."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse

from kg.serve import negotiate
from kg.serve.pool import Answered, Failed
from kg.serve.problems import problem
from kg.serve.server import Server


class Wrong(Exception):
    """A request that is wrong: the status and what to say."""

    def __init__(self, status: int, code: str, detail: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail, self.headers = status, code, detail, headers


def server_of(request: Request) -> Server:
    """The server behind the application."""
    server: Server = request.app.state.server
    return server


async def body_of(request: Request, limit: int) -> bytes:
    """The whole body. Raises `Wrong` if it is longer than `limit` bytes."""
    too_large = Wrong(413, "too-large", f"请求正文超过 {limit} 字节；请缩短 · body too large", {"connection": "close"})
    length = request.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length[:20]) > limit:
        raise too_large
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > limit:
                raise too_large
    except ClientDisconnect:
        raise Wrong(400, "incomplete", "请求正文不完整 · the body ended early") from None
    return bytes(body)


def form_of(request: Request, forms: Mapping[str, str], code: str = "not-acceptable") -> str:
    """The form that the client wants, by `?format=` or by Accept. Raises `Wrong` (406) if there is none."""
    asked = request.query_params.get("format")
    form = negotiate.named(asked, forms) if asked else negotiate.choose(accept_of(request), forms)
    if not form:
        raise Wrong(
            406, code, f"没有所要求的格式；可用：{'、'.join(dict.fromkeys(forms))} · see the list of media types"
        )
    return form


def accept_of(request: Request) -> str:
    """The whole Accept header."""
    return ", ".join(request.headers.getlist("accept"))[:4000]


def wants_page(request: Request) -> bool:
    """Whether the client is a person's browser, for which what is wrong is said in a page."""
    return negotiate.choose(accept_of(request), {"application/problem+json": "json", "text/html": "html"}) == "html"


async def ask(request: Request, task: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    """The response to a task for a worker. `headers` are added to a good answer.

    Raises `Wrong` for what the worker finds wrong. If the client goes away, the worker is stopped.
    """
    server = server_of(request)
    client = request.client.host if request.client else ""
    asked = asyncio.ensure_future(server.pool.ask(dict(task), client))
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({asked, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not asked.done():
            asked.cancel()
            raise Wrong(400, "gone", "客户端已断开 · client gone")
        answered = asked.result()
    except Failed as error:
        raise Wrong(error.status, error.code, error.detail) from None
    finally:
        gone.cancel()
        if not asked.done():
            asked.cancel()
    return _response(request, answered, headers or {})


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        continue


def _response(request: Request, answered: Answered, more: Mapping[str, str]) -> Response:
    head = answered.head
    if wrong := head.get("problem"):
        raise Wrong(head["status"], wrong["code"], wrong["detail"])
    headers = {**head["headers"], **more}
    if head.get("cut"):
        headers["kg-cut"] = "true"
        request.scope["kg.log"] = {"cut": True}
    if not isinstance(answered.body, bytes):
        return StreamingResponse(answered.body, head["status"], headers)
    if "etag" in headers:
        return tagged(request, answered.body, head["status"], headers)
    return Response(answered.body, head["status"], headers)


def tagged(request: Request, body: bytes, status: int, headers: Mapping[str, str]) -> Response:
    """A response with an entity tag of its bytes; 304 if the client has them."""
    tag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    headers = {**headers, "etag": tag, "cache-control": "no-cache"}
    known = [part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")]
    if status == 200 and (tag in known or known == ["*"]):
        kept = {name: value for name, value in headers.items() if name in ("etag", "cache-control", "vary")}
        return Response(status_code=304, headers=kept)
    return Response(body, status, headers)


def wrong_response(request: Request, error: Wrong) -> Response:
    """What is wrong, in the client's manner."""
    return problem(error.status, error.code, error.detail, html=wants_page(request), headers=error.headers)
