"""The one place where IRIs are minted.

Identity comes from the name itself: 张伟 and 章伟 differ because they are written differently, whatever they sound
like. Only what an IRI forbids is percent-encoded, so Chinese stays readable.
"""

from __future__ import annotations

import hashlib
import unicodedata
from base64 import b32encode
from urllib.parse import quote, unquote

from kg.errors import GraphError
from kg.graph.spelling import tidy
from kg.model import KnowledgeGraph

#: Where everything of ours is minted unless the user settles on another base.
BASE = "https://w3id.org/innokg/"

# What RFC 3987 lets stand in a path segment, beside letters, digits and the ranges below.
_SAFE = "!$&'()*+,;=:@-._~"
# Characters of `ucschar` that change how the rest is shown and that RFC 3987 bans in section 4.1.
_BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def entity_iri(name: str, type_: str = "", scope: str = "", base: str = BASE) -> str:
    """The IRI of the entity called `name`.

    `type_` is given only where entities of two types share the name, `scope` (a document's name) only where the name
    alone does not say who is meant. Each is a path segment of its own, so no name can imitate another's typed IRI.
    Raises `GraphError` for a name or base that is empty or holds white space that `tidy` would not have left.
    """
    parts = [part for part in (type_, name, scope) if part]
    if not name or name != tidy(name):
        raise GraphError(f"名称 {name!r} 不能作为标识：为空，或含有多余的空白；请先整理名称")
    return f"{checked_base(base)}id/" + "/".join(_segment(part) for part in parts)


def document_iri(name: str, base: str = BASE) -> str:
    """The IRI of the document called `name` (a file's stem, which may hold anything but nothing)."""
    if not name:
        raise GraphError("有一篇文献没有名称；请给文件起名")
    return f"{checked_base(base)}doc/{_segment(unicodedata.normalize('NFC', name))}"


def statement_iri(kind: str, *content: object, base: str = BASE) -> str:
    """The IRI of a fact or figure, from its content: the same words about the same things have the same IRI.

    `kind` is `fact` or `observation`. 80 bits of BLAKE2b: among a thousand million statements, two would meet by
    chance once in two million graphs.
    """
    # A record separator between the parts, so that ("ab", "c") and ("a", "bc") differ.
    message = "\x1e".join(map(str, content)).encode("utf-8", "surrogatepass")
    digest = hashlib.blake2b(message, digest_size=10).digest()
    return f"{checked_base(base)}{kind}/{b32encode(digest).decode('ascii').lower()}"


def iri_at(path: str, base: str = BASE) -> str:
    """The IRI that stands at `path` below `base`, however a client has percent-encoded it.

    Raises `GraphError` if the path is no sound UTF-8 behind its percent signs.
    """
    try:
        parts = [_segment(unicodedata.normalize("NFC", unquote(part, errors="strict"))) for part in path.split("/")]
    except UnicodeDecodeError as error:
        raise GraphError(f"路径 {path!r} 不是 UTF-8 的百分号编码；请核对网址") from error
    return checked_base(base) + "/".join(parts)


def base_of(graph: KnowledgeGraph) -> str:
    """The base on which the IRIs of `graph` were minted; ours if it has no documents."""
    # A document's name is one segment of a path, whatever the name holds.
    return graph.sources[0].iri.rpartition("doc/")[0] if graph.sources else BASE


def checked_base(base: str) -> str:
    """`base` itself if it can stand before a name; raises `GraphError` otherwise."""
    scheme, colon, rest = base.partition(":")
    sound = colon and scheme.isascii() and scheme[:1].isalpha() and rest and base[-1] in "/#:"
    if not sound or any(c.isspace() or c in '<>"{}|\\^`' or not c.isprintable() for c in base):
        raise GraphError(f"基准 IRI {base!r} 不可用；请给出以 / 结尾、不含空白的完整 IRI")
    return base


def _segment(text: str) -> str:
    """`text` as one segment of an IRI's path; what RFC 3987 forbids there is percent-encoded as UTF-8."""
    try:
        encoded = "".join(c if _allowed(c) else quote(c, safe="") for c in text)
    except UnicodeEncodeError as error:
        raise GraphError(f"名称 {text!r} 含有半个字符（孤立的代理项）；请修复原文") from error
    # A segment of dots alone would be read as "here" or "one up".
    return encoded.replace(".", "%2E") if encoded.strip(".") == "" else encoded


def _allowed(character: str) -> bool:
    if character.isascii():
        return character.isalnum() or character in _SAFE
    code = ord(character)
    if character in _BIDI or character.isspace():
        return False
    if code < 0x10000:
        return 0xA0 <= code <= 0xD7FF or 0xF900 <= code <= 0xFDCF or 0xFDF0 <= code <= 0xFFEF
    # Above: every plane but the private ones, without its last two code points; tags (U+E0000–E0FFF) are barred.
    return code < 0xF0000 and code & 0xFFFF < 0xFFFE and not 0xE0000 <= code <= 0xE0FFF
