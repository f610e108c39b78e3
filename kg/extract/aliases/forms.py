"""Why two names may be one: each function gives a reason (a short word) or "" for none.

All comparisons ignore quotation marks. `short` is never longer than `long`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kg.extract.aliases.rules import AliasRules

_QUOTES = str.maketrans("", "", "“”‘’「」『』《》\"' ")
_INNER = re.compile(r"[“‘「『\"]([^“”‘’「」『』\"]{2,})[”’」』\"]")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")

Cut = Callable[[str], Sequence[str]]


def plain(name: str) -> str:
    """`name` without quotation marks and spaces, half-width brackets as full-width ones."""
    return name.translate(_QUOTES).replace("(", "（").replace(")", "）")


def place(short: str, long: str, rules: AliasRules) -> str:
    """萧山 = 萧山区 = 杭州市萧山区; but 吉林省 is not 吉林市."""
    a, a_level = _core(short, rules)
    b, b_level = _core(long, rules)
    if a == b and (not a_level or not b_level or a_level == b_level):
        return "place"
    return ""


def _core(name: str, rules: AliasRules) -> tuple[str, str]:
    """The last part of a place's name without its level, and the level: 杭州市萧山区 -> 萧山, 区."""
    level = next((v for v in rules.levels if name.endswith(v) and len(name) - len(v) >= 2), "")
    core = name[: len(name) - len(level)] if level else name
    for cut in rules.levels:
        at = core.find(cut, 1)
        if at > 0 and len(core) - at - len(cut) >= 2:
            return _core(core[at + len(cut) :] + level, rules)
    return core, level


def quoted(short: str, long: str) -> str:
    """安心宝 = “安心宝”制度: the short name is what stands in quotation marks in the long one."""
    return "quoted" if any(plain(m) == plain(short) for m in _INNER.findall(long)) else ""


def front(short: str, long: str, rules: AliasRules) -> str:
    """科技创新鼎 = 2021年度省“科技创新鼎”: years, ordinals and levels before the name do not tell it apart."""

    def strip(name: str) -> str:
        name = plain(name)
        while (m := rules.front.match(name)) and len(name) - m.end() >= 3:
            name = name[m.end() :]
        return name

    return "front" if strip(short) == strip(long) else ""


def company(short: str, long: str, rules: AliasRules, cut: Cut, places: frozenset[str]) -> str:
    """东南网架 = 浙江东南网架股份有限公司; 乾晶 = 乾晶半导体."""
    full = _company_core(long, rules, places)
    brief = _company_core(short, rules, places)
    if len(brief) < 2 or len(plain(short)) > len(plain(long)):
        return ""
    if full == brief:
        return "company"
    if full.startswith(brief) and _trades(full[len(brief) :], rules):
        return "company"
    stem = _without_trade(brief, rules)
    if len(stem) >= 2 and full.startswith(stem) and brief != stem:
        rest, tail = full[len(stem) :], brief[len(stem) :]
        if _subsequence(tail, rest):
            return "company"
    return ""


def _company_core(name: str, rules: AliasRules, places: frozenset[str]) -> str:
    core = _BRACKETS.sub("", plain(name))
    stripped = True
    while stripped:
        stripped = False
        for legal in rules.legal:
            if core.endswith(legal) and len(core) - len(legal) >= 2:
                core = core[: -len(legal)]
                stripped = True
                break
    for length in range(min(7, len(core) - 2), 1, -1):
        if core[:length] in places:
            return core[length:]
    return core


def _without_trade(core: str, rules: AliasRules) -> str:
    for length in range(len(core) - 2, 0, -1):
        if core[len(core) - length :] in rules.trade:
            return core[: len(core) - length]
    return core


def _trades(rest: str, rules: AliasRules) -> bool:
    """Whether `rest` is made of words of trade."""
    if not rest:
        return True
    return any(rest.startswith(t) and _trades(rest[len(t) :], rules) for t in rules.trade)


def _subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(c in rest for c in short)


def words(short: str, long: str, rules: AliasRules, cut: Cut) -> str:
    """北大信研院 = 北大信息技术高等研究院: word by word, each word shortened to its beginning or left out.

    The first and the last character must agree, no word that tells names apart may be left out, and every piece
    of the short name begins where a word of the long one does.
    """
    a, b = plain(short), plain(long)
    if len(a) < 2 or a == b or a[0] != b[0] or a[-1] != b[-1]:
        return ""
    if a in b[:-1] or b.endswith(a):
        return ""
    pieces = [w for w in cut(b) if w.strip()]

    def fits(i: int, w: int, last: bool) -> bool:
        """Whether a[i:] can be made of pieces[w:]; `last` says that the piece before was used to its end."""
        if w == len(pieces):
            return i == len(a)
        if i == len(a):
            return False
        piece = pieces[w]
        final = w == len(pieces) - 1
        for length in range(len(piece), 0, -1):
            if a.startswith(piece[:length], i) and (
                not final or i + length == len(a) or (i + length == len(a) - 1 and a[-1] == piece[-1])
            ):
                used = i + length if not final or i + length == len(a) else len(a)
                if fits(used, w + 1, True):
                    return True
        return not final and piece not in rules.telling and fits(i, w + 1, False)

    return "words" if fits(0, 0, True) else ""


def tail(short: str, long: str, owners: frozenset[str]) -> str:
    """飞秒激光物理与应用实验室 = 西电杭研院飞秒激光物理与应用实验室: the owner or place before the name left out."""
    a, b = plain(short), plain(long)
    if len(a) >= 4 and b.endswith(a) and b[: -len(a)] in owners:
        return "tail"
    return ""
