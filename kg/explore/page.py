"""One HTML document that holds everything: markup, style, script and the graph as inert data.

Its Content-Security-Policy allows nothing but the style and the script whose hashes it names, so that a page opened
from a USB stick makes no request and runs no word of the texts it shows.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from kg import __version__
from kg.explore.payload import blocks, inert
from kg.model import KnowledgeGraph, Vocabulary

TITLE = "创新知识图谱"
_ASSETS = Path(__file__).resolve().parent / "assets"
_LONE = re.compile("[\ud800-\udfff]")
_WASM = " 'wasm-unsafe-eval'"
_POLICY, _NO_POLICY = "innokg", "'none'"
_PLACE = re.compile(r"\{\{(\w+)\}\}")


def render(
    graph: KnowledgeGraph,
    vocabulary: Vocabulary,
    *,
    title: str = TITLE,
    pinyin: Mapping[str, str] | None = None,
    sparql: bool = False,
    queries: Sequence[tuple[str, str, str]] = (),
) -> str:
    """The page that shows `graph`, to be written as UTF-8.

    `pinyin` maps names (labels and aliases) to their syllables, lower case, no tones, parted by spaces; with it the
    page finds 西电杭研院 by xidianhang and xdhyy. `sparql` puts a SPARQL engine inside (about 2 MB more), and
    `queries` are what it is asked by a click: title in Chinese, in English, and the SPARQL text.
    Raises GraphError where the graph does not hang together.
    """
    network, detail = blocks(graph, vocabulary, pinyin or {})
    style, script = _asset("page.css"), _asset("page.js")
    parts = {
        "policy": _policy(style, script, sparql),
        "title": html.escape(_LONE.sub("\ufffd", title)),
        "generator": f"innokg {__version__}",
        "style": style,
        "network": network,
        "script": script,
        "detail": detail,
        "queries": f'<script type="application/json" id="queries">{inert(list(queries))}</script>' if sparql else "",
        "engine": _engine() if sparql else "",
    }
    return _PLACE.sub(lambda match: parts[match[1]], _asset("page.html"))


def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")


def _engine() -> str:
    """The SPARQL engine as inert blocks, which the page brings to life in a worker when it is first asked."""
    wasm = base64.b64encode((_ASSETS / "oxigraph.wasm.gz").read_bytes()).decode()
    return (
        f'<script type="text/plain" id="engine">{_asset("sparql.js")}</script>\n'
        f'<script type="text/plain" id="engine-wasm">{wasm}</script>'
    )


def _policy(style: str, script: str, sparql: bool) -> str:
    """Nothing from anywhere but this style and this script; and no text may be made into markup or code.

    A SPARQL engine needs a worker made of the page's own text, and leave to compile WebAssembly.
    """
    return (
        f"default-src 'none'; script-src {_hash(script)}{_WASM if sparql else ''}; style-src {_hash(style)}; "
        f"{'worker-src blob:; ' if sparql else ''}base-uri 'none'; form-action 'none'; "
        f"require-trusted-types-for 'script'; trusted-types {_POLICY if sparql else _NO_POLICY}"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
