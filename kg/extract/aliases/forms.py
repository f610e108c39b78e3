"""Why two names may be one: each function gives a reason (a short word) or "" for none.

All comparisons ignore quotation marks. `short` is never longer than `long`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from kg.extract.aliases.rules import AliasRules

_QUOTES = str.maketrans("", "", "“”‘’「」『』《》\"' ")
_INNER = re.compile(r"[“‘「『\"]([^“”‘’「」『』\"]{2,})[”’」』\"]")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")

Cut = Callable[[str], Sequence[str]]


@lru_cache(maxsize=1 << 14)
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
        at = core.find(cut, 2)  # 杭州市 has a 州 that is no level
        if at > 0 and len(core) - at - len(cut) >= 2:
            return _core(core[at + len(cut) :] + level, rules)
    return core, level


def quoted(short: str, long: str) -> str:
    """安心宝 = “安心宝”制度, “三芯”社区 = “三芯”产业社区: what stands in quotation marks in the long name is the short
    one, or stands so in the short one too."""
    inner = {plain(m) for m in _INNER.findall(long)}
    own = {plain(m) for m in _INNER.findall(short)} or {plain(short)}
    return "quoted" if inner and inner == own else "quoted" if plain(short) in inner else ""


def cores(name: str) -> list[str]:
    """The quoted piece of a name that has one: 先用后转 of 科技成果“先用后转”试点. It names the thing by itself."""
    inner = _INNER.findall(name)
    return [plain(inner[0])] if len(inner) == 1 and 3 <= len(plain(inner[0])) < len(plain(name)) else []


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
    if plain(short) == full:  # even where the brand begins like a place: 东南网架
        return "registered"
    brief = _company_core(short, rules, places)
    if any(holding in short and holding not in long for holding in ("集团", "控股")):
        return ""
    if _elsewhere(short, long, places):
        return ""
    if len(brief) < 2 or len(plain(short)) > len(plain(long)):
        return ""
    if full == brief:
        return "registered"
    if full.startswith(brief) and _trades(full[len(brief) :], rules):
        return "trade"
    stem = _without_trade(brief, rules)
    if len(stem) >= 2 and full.startswith(stem) and brief != stem:
        rest, tail = full[len(stem) :], brief[len(stem) :]
        if _subsequence(tail, rest):
            return "trade"
    return "tail" if full.endswith(brief) and len(brief) >= 3 and len(full) - len(brief) <= 4 else ""


def _elsewhere(one: str, other: str, places: frozenset[str]) -> bool:
    """Whether the names begin with different places (天门高新投, 随州高新投)."""
    first, second = (next((n[:k] for k in range(7, 1, -1) if n[:k] in places), "") for n in (plain(one), plain(other)))
    return bool(first and second) and not first.startswith(second) and not second.startswith(first)


def brand(name: str, rules: AliasRules, places: frozenset[str]) -> str:
    """What is left of a company's name without place, legal form and words of trade: 乾晶 of 乾晶半导体."""
    return _without_trade(_company_core(name, rules, places), rules)


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


def words(
    short: str,
    long: str,
    rules: AliasRules,
    cut: Cut,
    university: bool = False,
    places: frozenset[str] = frozenset(),
) -> str:
    """北大信研院 = 北大信息技术高等研究院: word by word, each word shortened to its beginning or left out.

    The first and the last character must agree and every piece of the short name begins where a word of the long
    one does. A word may be left out whole only where the last word is shortened too (研究院 to 院): with the full
    noun at the end, a word less is another name (河北大学 is not 河北科技大学).

    A place may be left out anywhere (浙大国际科创中心 of 浙大杭州国际科创中心).

    Args:
        university: 大 and nothing may stand for 大学 (上科大, 北理工).
    """
    a, b = everyday(short, rules), everyday(long, rules)
    if university and b.endswith("大学") and not a.endswith("学"):
        b = b[:-1] if a.endswith("大") else b[:-2]
        if not a.endswith("大") and a[-1] != b[-1] and a[-1] not in b[-2:]:
            return ""
        loose = True
    else:
        loose = False
    if len(a) < 2 or a == b or a[0] != b[0] or "、" in b or (a[-1] != b[-1] and not loose):
        return ""
    if a in b[:-1] or b.endswith(a):
        return ""
    pieces = [p for w in cut(b) if w.strip() for p in ((w,) if w in places else _halves(w))]
    may_drop = loose or not a.endswith(pieces[-1])

    told = any(p not in places for p in list(cut(a))[:-1])

    def fits(i: int, w: int) -> bool:
        """Whether a[i:] can be made of pieces[w:]."""
        if w == len(pieces):
            return i == len(a)
        if i == len(a):
            return False
        piece = pieces[w]
        if w == len(pieces) - 1:
            rest = a[i:]
            return (
                rest in (piece, piece[-1])
                or (len(rest) == 2 and rest == piece[0] + piece[-1])
                or (loose and piece.startswith(rest))
            )
        for length in range(len(piece), 0, -1):
            if a.startswith(piece[:length], i) and fits(i + length, w + 1):
                return True
        return (may_drop or (told and piece in places)) and piece not in rules.telling and fits(i, w + 1)

    return "words" if fits(0, 0) else ""


def _halves(word: str) -> Sequence[str]:
    """A long dictionary word shortens like the words it is made of: 北京理工 as 北京 and 理工."""
    return (word[:2], *_halves(word[2:])) if len(word) >= 4 else (word,)


def everyday(name: str, rules: AliasRules) -> str:
    """`name` with official long forms replaced by everyday ones: 德阳市人民政府 -> 德阳市政府."""
    return rules.usual(plain(name))


def tail(short: str, long: str, rules: AliasRules) -> str:
    """飞秒激光物理与应用实验室 = 西电杭研院飞秒激光物理与应用实验室: the owner or place before the name left out."""
    a, b = everyday(short, rules), everyday(long, rules)
    return "tail" if len(a) >= 2 and a != b and b.endswith(a) else ""


def head(short: str, long: str) -> str:
    """沙河高教园 = 沙河高教园区; ViP = ViP（智能像素化）技术: a bracket or one last character left out."""
    a, b = plain(short), plain(long)
    rest = b[len(a) :]
    return "head" if len(a) >= 3 and b.startswith(a) and (rest[:1] == "（" or rest in ("区", "院", "版")) else ""
