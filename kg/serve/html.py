"""Pages for people, Chinese first: the frame that all share, and pieces of markup.

Everything of the graph passes `text` or `link`, so no word of a document becomes markup. Pages hold no script and no
style of their own: the policy under which they are sent lets neither run.
"""

from __future__ import annotations

from html import escape
from urllib.parse import quote

_BARS = (("/", "首页", "Home"), ("/query", "查询", "SPARQL"), ("/explore", "图谱", "Explorer"))


def text(value: str) -> str:
    """Text as markup shows it; half characters become U+FFFD."""
    return escape(value.encode("utf-8", "replace").decode("utf-8"))


def both(zh: str, en: str) -> str:
    """A word in Chinese, and small in English."""
    return f'{text(zh)} <span class="en" lang="en">{text(en)}</span>'


def path_of(iri: str, base: str) -> str:
    """Where on this server an IRI below `base` stands; the IRI itself if it is not ours."""
    if not iri.startswith(base):
        return iri
    # The IRI's own percent signs are part of the path.
    return "/" + quote(iri[len(base) :].partition("#")[0], safe="/%:@!$&'()*+,;=~-._")


def link(iri: str, label: str, base: str, fragment: str = "") -> str:
    """A link to what an IRI names, on this server. What is no web address is shown and not linked."""
    place = path_of(iri, base)
    if not place.startswith(("/", "http://", "https://")):
        return text(label)
    return f'<a href="{text(place + fragment)}">{text(label)}</a>'


def page(title: str, body: str, *, head: str = "", query: str = "") -> bytes:
    """A whole page in UTF-8. `body` and `head` are markup; `query` stands in the search box."""
    bar = "".join(f'<a href="{path}">{both(zh, en)}</a>' for path, zh, en in _BARS)
    return f"""<!doctype html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{text(title)} · innokg</title>
<link rel="icon" href="/static/icon.svg">
<link rel="stylesheet" href="/static/page.css">
{head}</head>
<body>
<header>
<nav>{bar}</nav>
<form action="/search" role="search">
<input type="search" name="q" value="{text(query)}" list="suggestions" autocomplete="off" required
 aria-label="搜索名称与原文 Search names and evidence" placeholder="名称、拼音、首字母或原文中的词">
<datalist id="suggestions"></datalist>
<button>{both("搜索", "Search")}</button>
</form>
</header>
<main>
{body}
</main>
<script src="/static/page.js" defer></script>
</body>
</html>
""".encode()
