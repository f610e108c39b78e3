"""Requests to a store that may be slow, broken or hostile: bounded in time and size, retried, never led elsewhere.

The standard library's client, for it does nothing by itself: no redirect is followed, no proxy asked, no compressed
body unpacked.
"""

from __future__ import annotations

import http.client
import ipaddress
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import SplitResult, urlencode, urljoin, urlsplit

from kg import __version__
from kg.errors import GraphError, UsageError

_REDIRECTS = (301, 302, 303, 307, 308)
# Said by a store that may do better the next time.
_PASSING = (408, 425, 429, 502, 503, 504)
_FOLLOWED = 3
_CHUNK = 1 << 16
# Between two attempts: seconds, doubled each time, and never longer than a store may ask for.
_WAIT, _LONGEST_WAIT = 0.5, 30.0


@dataclass(frozen=True, slots=True)
class Limits:
    """`idle`: seconds to wait for a connection or the next bytes; `whole`: seconds for one request in all; `bytes`:
    the longest body taken; `retries`: attempts after the first."""

    idle: float = 30.0
    whole: float = 600.0
    bytes: int = 1 << 28
    retries: int = 3


@dataclass(frozen=True, slots=True)
class Response:
    """`type` is the media type without parameters, in lower case."""

    status: int
    type: str
    body: bytes


@dataclass(slots=True)
class Endpoint:
    """One address of a store. `authorization` is the value of that header; it goes nowhere but to this address.

    Raises `UsageError` if `url` is no plain http or https address.
    """

    url: str
    authorization: str = ""
    limits: Limits = field(default_factory=Limits)
    sleep: Callable[[float], None] = time.sleep
    _parts: SplitResult = field(init=False)
    _connection: http.client.HTTPConnection | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._parts = _address(self.url)
        if any(character in self.authorization for character in "\r\n") or not self.authorization.isascii():
            raise UsageError("授权信息里有换行或非 ASCII 字符；请核对环境变量")

    @property
    def exposed(self) -> bool:
        """Whether the authorization would travel in the clear over a network."""
        if not self.authorization or self._parts.scheme == "https":
            return False
        host = self._parts.hostname or ""
        try:
            return not ipaddress.ip_address(host).is_loopback
        except ValueError:
            return host != "localhost"

    def request(
        self, method: str, parameters: Mapping[str, str], *, body: bytes | None = None, type_: str = "",
        accept: str = "*/*", expected: tuple[int, ...] = (200, 201, 204),
    ) -> Response:  # fmt: skip
        """The response of a request that may safely be repeated.

        Raises `GraphError` if there is none, if it is too long or too slow, if the store refuses, or if its status is
        none of `expected`.
        """
        failure = ""
        for attempt in range(self.limits.retries + 1):
            if attempt:
                self.sleep(min(_WAIT * 2 ** (attempt - 1), _LONGEST_WAIT))
            try:
                response, wait = self._once(method, parameters, body, type_, accept)
            except ssl.SSLCertVerificationError as error:
                raise GraphError(f"{self.url}：证书不可信（{error.verify_message}）；请核对地址") from error
            except (OSError, http.client.HTTPException) as error:
                self.close()
                failure = f"没有连上（{error or type(error).__name__}）"
                continue
            if response.status in expected:
                return response
            if response.status not in _PASSING:
                raise GraphError(f"{self.url}：{_refused(method, response)}")
            failure = f"一再答复 {response.status}"
            if wait and attempt < self.limits.retries:
                self.sleep(wait)
        raise GraphError(f"{self.url}：{failure}，试了 {self.limits.retries + 1} 次；请确认服务在运行，稍后再试")

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _once(
        self, method: str, parameters: Mapping[str, str], body: bytes | None, type_: str, accept: str
    ) -> tuple[Response, float]:
        """One attempt, and the seconds that the store asks to wait."""
        query = "&".join(part for part in (self._parts.query, urlencode(parameters)) if part)
        target = (self._parts.path or "/") + (f"?{query}" if query else "")
        headers = {"Accept": accept, "Accept-Encoding": "identity", "User-Agent": f"innokg/{__version__}"}
        if self.authorization:
            headers["Authorization"] = self.authorization
        if type_:
            headers["Content-Type"] = type_
        deadline = time.monotonic() + self.limits.whole
        for _ in range(_FOLLOWED + 1):
            connection = self._connected()
            connection.request(method, target, body, headers)
            with connection.getresponse() as response:
                read = self._read(response, method, deadline)
                if response.status not in _REDIRECTS:
                    return read, _asked_wait(response)
                target = self._redirected(method, target, response)
        raise GraphError(f"{self.url}：一再转向；请核对地址")

    def _connected(self) -> http.client.HTTPConnection:
        if self._connection is None:
            secure = self._parts.scheme == "https"
            kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
            self._connection = kind(self._parts.hostname or "", self._parts.port, timeout=self.limits.idle)
        return self._connection

    def _read(self, response: http.client.HTTPResponse, method: str, deadline: float) -> Response:
        """The body, as far as it may be read. A longer one ends the connection, for the rest of it would come next."""
        type_ = (response.getheader("Content-Type") or "").partition(";")[0].strip().lower()
        if (response.getheader("Content-Encoding") or "identity").lower() != "identity" and method != "HEAD":
            self.close()
            raise GraphError(f"{self.url}：答复是压缩过的，没有要求这样；不解压")
        chunks = bytearray()
        while chunk := response.read1(_CHUNK):
            chunks += chunk
            if len(chunks) > self.limits.bytes:
                self.close()
                raise GraphError(f"{self.url}：答复超过 {self.limits.bytes >> 20} MB，已中断；请用 --max-mb 放宽")
            if time.monotonic() > deadline:
                self.close()
                raise GraphError(f"{self.url}：{self.limits.whole:g} 秒内没有答完，已中断")
        if response.length:
            # The connection ended before the announced length: what came may look whole and is not.
            raise http.client.IncompleteRead(bytes(chunks), response.length)
        return Response(response.status, type_, bytes(chunks))

    def _redirected(self, method: str, target: str, response: http.client.HTTPResponse) -> str:
        """Where on the same host a redirect leads. Raises `GraphError` if it leads elsewhere."""
        here = f"{self._parts.scheme}://{self._parts.netloc}{target}"
        there = urljoin(here, response.getheader("Location") or "")
        parts = urlsplit(there)
        if _origin(parts) != _origin(self._parts):
            raise GraphError(f"{self.url}：转向另一处 {there}，没有跟去；若信任它，请直接给出这个地址")
        if method not in ("GET", "HEAD") and response.status not in (307, 308):
            raise GraphError(f"{self.url}：转向 {there}；请直接给出这个地址")
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _address(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 (raises where it is none)
    except ValueError as error:
        raise UsageError(f"{url}：不是地址（{error}）") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"{url}：须是 http:// 或 https:// 开头的地址，如 http://localhost:7878/store")
    if parts.username is not None or parts.password is not None:
        raise UsageError("地址里不要写用户名和密码；请把授权信息放进环境变量（见 --auth-env）")
    if parts.fragment or not url.isascii() or any(c.isspace() or not c.isprintable() for c in url):
        raise UsageError(f"{url!r}：地址里有 # 或未转义的字符；请核对")
    return parts


def _origin(parts: SplitResult) -> tuple[str, str, int]:
    try:
        port = parts.port
    except ValueError:
        port = -1
    return parts.scheme, parts.hostname or "", port or (443 if parts.scheme == "https" else 80)


def _asked_wait(response: http.client.HTTPResponse) -> float:
    asked = (response.getheader("Retry-After") or "").strip()
    return min(float(asked), _LONGEST_WAIT) if asked.isdigit() else 0.0


def _refused(method: str, response: Response) -> str:
    """Why the store did not do what it was asked, and what to do about it."""
    said = " ".join(response.body[:2000].decode("utf-8", "replace").split())
    said = "".join(c for c in said if c.isprintable())[:200]
    remedies = {
        400: "请求不被接受",
        401: "需要授权；请把 Authorization 的值放进环境变量（见 --auth-env）",
        403: "没有权限；请核对授权信息，或该服务是否只读",
        404: "没有找到；请核对地址是否为图存储协议（Graph Store Protocol）的地址",
        405: f"不支持 {method}；请核对地址是否为图存储协议的地址，或该服务是否只读",
        406: "不能以 N-Triples 或 Turtle 答复",
        413: "单个图太大，服务不收",
        415: "不收 N-Triples",
        507: "服务的空间不足",
    }
    remedy = remedies.get(response.status, "没有做成")
    return f"{remedy}（{response.status}{'：' + said if said else ''}）"
