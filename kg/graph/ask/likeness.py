"""How well the words of a question name an indicator."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from math import prod

from kg.graph.ask.lexicon import Lexicon
from kg.graph.spelling import fold

#: The same; the same but for idle words; the words within it, what is counted last; within it; its words in any order.
SAME, CORE, WITHIN, LOOSELY, MIXED, NOT = 0, 1, 2, 3, 4, 9
# The same words in another order are the same indicator, if they are not too few.
_ANAGRAM = 6
# At least so much of an indicator must be named by words in any order, and no more ways to say them are tried.
_PART, _WAYS = 0.5, 64
# What an indicator that ends so is the measure of is another thing than what stands before.
_HEADS = (
    "增长", "增速", "占", "比重", "比例", "率", "强度", "排名", "提升", "提高", "下降", "降低", "减少", "倍", "补贴",
    "奖励", "补助", "上升", "增加", "新增", "净增", "估值", "市值",
)  # fmt: skip
_RATIOS = ("增长", "增速", "占", "比重", "比例", "率", "强度", "提升", "提高", "下降", "降低", "减少", "增加")
_UNITS = {"企业": ("家", "户", "个"), "人": ("人", "名", "位", "个"), "元": ("元",), "位": ("位",)}
_UNCOUNTED = ("元", "%", "位", "个百分点")


def likeness(rest: str, words: Sequence[str], indicator: str, unit: str, lexicon: Lexicon) -> int:
    """How alike the words of a question and an indicator are.

    `rest` are the words run together, `words` are the same apart; `unit` is of what kind of unit it was asked how many.
    """
    said = plain(indicator, lexicon)
    if said == rest:
        return SAME
    core, other = bare(said, lexicon), bare(rest, lexicon)
    if core == other or (len(core) > _ANAGRAM and sorted(core) == sorted(other)):
        return CORE
    # 研发人员占比 is 研发人员占员工总数.
    if other.endswith("比重") and len(other) > 3 and core.startswith(other.removesuffix("比重") + "占"):
        return WITHIN
    # 银行合作 is 合作银行.
    if len(core) == len(other) == 4 and core == other[2:] + other[:2]:
        return CORE
    letters = iter(said)
    if len(rest) > 1 and all(letter in letters for letter in other) and not _other_head(core, other, unit):
        # What is counted stands last.
        return WITHIN if core.endswith(other[-2:]) else LOOSELY
    return MIXED if _mixed(words, core, unit, lexicon) else NOT


def _mixed(words: Sequence[str], core: str, unit: str, lexicon: Lexicon) -> bool:
    """Whether every one of the words, or what stands for it, is in an indicator, and enough of it is named so."""
    ways = [_alternatives(word, lexicon) for word in words]
    if not ways or prod(map(len, ways)) > _WAYS:
        return False
    for chosen in product(*ways):
        left = core
        for word in sorted(chosen, key=len, reverse=True):
            if word not in left:
                break
            left = left.replace(word, "", 1) if word else left
        else:
            named = len(core) - len(left)
            if named >= 2 and named >= _PART * len(core) and not _other_head(core, "".join(chosen), unit):
                return True
    return False


def _alternatives(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """What an indicator may have for a word of the question."""
    text = bare(plain(word, lexicon), lexicon)
    nouns = [plain(noun, lexicon) for noun in lexicon.verbs.get(word, ())]
    idle = [""] if word in lexicon.idle else []
    return tuple(dict.fromkeys((text, *nouns, *idle)))


def _other_head(core: str, asked: str, unit: str) -> bool:
    """Whether the indicator measures something else than what the question names (研发投入增长, not 研发投入)."""
    for head in _HEADS:
        if head in core and head not in asked and not (unit == "%" and head in _RATIOS) and unit != "位":
            return True
    return False


def counts(kind: str, unit: str) -> bool:
    """Whether figures in `unit` may answer a how-many that counts that kind of thing."""
    if kind in ("", "时") or (kind == "数" and unit not in _UNCOUNTED):
        return True
    return unit in _UNITS.get(kind, (unit if kind == "%" and unit in ("%", "个百分点") else "",))


@lru_cache(maxsize=1 << 16)
def plain(text: str, lexicon: Lexicon) -> str:
    """The words of an indicator, those that mean the same written the same way."""
    text = fold(text)
    for first, *others in lexicon.same:
        for other in sorted(others, key=len, reverse=True):
            if fold(first) not in text or fold(other) not in fold(first):
                text = text.replace(fold(other), fold(first))
    return text


@lru_cache(maxsize=1 << 16)
def bare(text: str, lexicon: Lexicon) -> str:
    """The indicator without the words that add nothing."""
    text = plain(text, lexicon)
    for idle in lexicon.idle:
        if len(text) > len(idle) + 1:
            text = text.replace(idle, "")
    return text
