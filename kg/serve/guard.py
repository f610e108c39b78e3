"""What every request and every response passes: who asks and by what name, headers that browsers obey, log, metrics.

A page of another web site must not reach a server on this machine through the browser of whoever visits it: requests
under a name that is not ours (DNS rebinding), from another origin, or embedded in another site's page are refused.
"""

from __future__ import annotations

import ipaddress
import secrets
import time
from collections.abc import Mapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.logs import log
from kg.serve.metrics import Metrics
from kg.serve.problems import problem
from kg.serve.settings import Settings

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_EXPOSED = "KG-Cut, ETag, Link"
_PREFLIGHT = {
    "access-control-allow-methods": "GET, HEAD, POST",
    "access-control-allow-headers": "Accept, Content-Type",
    "access-control-max-age": "600",
}


class Guard:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, settings: Settings, metrics: Metrics) -> None:
        self.app = app
        self.settings = settings
        self.metrics = metrics
        self.hosts = {host.lower() for host in (*settings.hosts, settings.host)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()
        headers = Headers(scope=scope)
        origin = headers.get("origin", "")
        shared = bool(origin) and ("*" in self.settings.origins or origin in self.settings.origins)
        said: dict[str, Any] = {"status": 0, "bytes": 0}
        identity = secrets.token_hex(6)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                said["status"] = message["status"]
                answer = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    answer.setdefault(name, value)
                answer["x-request-id"] = identity
                if shared:
                    answer["access-control-allow-origin"] = origin
                    answer["access-control-expose-headers"] = _EXPOSED
                    answer["cross-origin-resource-policy"] = "cross-origin"
                    answer.add_vary_header("Origin")
            elif message["type"] == "http.response.body":
                said["bytes"] += len(message.get("body", b""))
            await send(message)

        self.metrics.active += 1
        try:
            refusal = self._refusal(scope, headers, shared)
            if refusal is None and shared and scope["method"] == "OPTIONS":
                refusal = Response(status_code=204, headers=_PREFLIGHT)
            await (refusal or self.app)(scope, receive, sending)
        finally:
            self.metrics.active -= 1
            seconds = time.perf_counter() - began
            route = getattr(scope.get("route"), "name", "") or "none"
            self.metrics.note(route, scope["method"][:10], said["status"], seconds, said["bytes"])
            log(
                "request",
                id=identity,
                client=(scope.get("client") or ("",))[0],
                method=scope["method"][:10],
                path=scope["path"][:300],
                **said,
                ms=round(seconds * 1000, 2),
                **scope.get("kg.log", {}),
            )

    def _refusal(self, scope: Scope, headers: Mapping[str, str], shared: bool) -> Response | None:
        host = headers.get("host", "")
        if not self._ours(host, scope):
            known = "、".join(sorted(self.hosts))
            return problem(
                421, "unknown-host", f"不以主机名 {host[:100]!r} 应答；可用：{known}，或以 --allow-host 添加"
            )
        origin = headers.get("origin", "")
        if origin and not shared and origin.lower() != f"{scope['scheme']}://{host.lower()}":
            return problem(403, "foreign-origin", f"不接受来自 {origin[:100]!r} 的请求；如需允许，请用 --cors 启动")
        fetched = headers.get("sec-fetch-site", "")
        if fetched == "cross-site" and not shared and headers.get("sec-fetch-mode") != "navigate":
            return problem(403, "foreign-site", "不接受别的网站嵌入的请求；如需允许，请用 --cors 启动")
        return None

    def _ours(self, host: str, scope: Scope) -> bool:
        """Whether a Host header names this server: a known name, or the very address that was connected to."""
        name = host.lower()
        if name.startswith("["):
            name, closed, rest = name[1:].partition("]")
            if not closed:
                return False
        else:
            name, _, rest = name.partition(":")
            rest = rest and f":{rest}"
        if rest and not (rest[0] == ":" and rest[1:].isascii() and rest[1:].isdigit()):
            return False
        if name.rstrip(".") in self.hosts:
            return True
        try:
            address = ipaddress.ip_address(name)
            return address == ipaddress.ip_address((scope.get("server") or ("",))[0])
        except ValueError:
            return False
