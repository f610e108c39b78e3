"""The YAML header of a text: simple `key: value` lines between two lines of three hyphens."""

from __future__ import annotations

import re

_FENCE = re.compile(r"---[ \t]*(?:\r\n|\n|\r)")
_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_PAIR = re.compile(r"([^\W\d][\w-]*)[ \t]*[:：][ \t]*(.*?)[ \t]*\Z")

#: A header longer than this is no header but a text that begins with a rule.
_LIMIT = 100

#: Keys that people write in Chinese, and the keys the rest of the program knows.
_KEYS = {
    "标题": "title",
    "发布": "publisher",
    "发布者": "publisher",
    "出处": "publisher",
    "日期": "date",
    "来源": "source",
}


def parse(original: str) -> tuple[dict[str, str], int]:
    """The header's pairs and the place in `original` where the text begins (0 where there is no header).

    Keys are lower-cased. Lines that are no simple pair (nested values, comments) are passed over. A text that
    merely begins with a horizontal rule has no header: it holds no pair, or no closing line.
    """
    fence = _FENCE.match(original)
    if not fence:
        return {}, 0
    meta: dict[str, str] = {}
    place = fence.end()
    for _ in range(_LIMIT):
        line = _LINE.match(original, place)
        if line is None or line.end() == place:
            break
        place = line.end()
        words = line[1].rstrip()
        if words in ("---", "..."):
            return (meta, place) if meta else ({}, 0)
        pair = _PAIR.match(words)
        if pair:
            key = pair[1].lower()
            meta[_KEYS.get(key, key)] = _plain(pair[2])
    return {}, 0


def _plain(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value.split(" #", 1)[0].rstrip()
