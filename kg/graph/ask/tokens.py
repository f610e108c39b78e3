"""A question -> its words: the names of entities the graph knows, the words of the lexicon, and what is neither."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.graph.ask.lexicon import Lexicon, Word
from kg.graph.lookup import Index
from kg.graph.spelling import fold

#: A name longer than this is not looked for, nor a question read beyond that; in characters.
LONGEST_NAME, LONGEST = 40, 300
_ASPECT = "了过"
_ASPECTS = re.compile(f"[{_ASPECT}]")
# What a university's name ends with and people leave out (复旦), and how the ends of names are shortened.
_UNIVERSITIES = ("清华", "复旦", "同济", "南开")  # but 苏州 is no 苏州大学
_ENDS = {
    "高新区": ("高新技术产业开发区", "高技术产业开发区", "国家高新技术产业开发区"),
    "经开区": ("经济技术开发区", "国家级经济技术开发区", "国家经济技术开发区"),
    "产研院": ("产业技术研究院", "产业研究院"),
    "工研院": ("工业技术研究院", "工业研究院"),
    "超算中心": ("超级计算中心",),
}
# What a place's name ends with and people leave out; after all other ways of bearing a name.
_PLACES, _SHORT = ("市", "县", "区", "省", "州", "新区", "地区", "自治区"), 9
_YEAR = re.compile(r"((?:19|20)\d\d)年?(?:度)?")
# A time that is told otherwise than by its year.
_PERIOD = re.compile(
    r"(?:今年|去年|前年|上年|当年|全年|上半年|下半年|年底|年末|每个?[年月天日周]|前[一二三两]个?季度|第?[一二三四]季度|\d{1,2}月份?"
    r"|(?:近|过去|最近|连续|这)?[一二三四五六七八九十两几\d]+年(?:来|内|间|里)?)"
)

# A sum that is told, not asked for.
_SUM = re.compile(r"(\d+(?:\.\d+)?[多余]?[十百千万亿]+)(?:元|块钱?)?|(\d+)(?:元|块钱?)")

# What a noun of a relation may begin with, and what a verb may end with, and be the same.
_COLOURS = ("科技", "创新", "战略", "产学研", "校企", "校地", "长期", "主要", "重要", "核心", "联合", "共同", "合作")
_RESULTS = (
    "出来",
    "出来了",
    "成功",
    "起来",
    "出去",
    "出",
    "到",
    "成",
    "起",
    "下",
    "上",
    "来",
    "下来",
    "进来",
    "过来",
    "进",
)

# How one asks to be told, whatever it is (麻烦帮我列一下); the verb alone is none of it.
_BEGGING = re.compile(
    r"(?:(?:请|麻烦|烦请|劳烦|帮忙?|帮我|给我|替我|为我|跟我|能不能|能否|可否|可以|想|要|我|您|你|再|先|来)+"
    r"(?:列|查|找|看|说|讲|捋|理|盘点|梳理|罗列|统计|数|问|报|整理|汇总|告诉|告知|介绍|展示|显示|回答|给出|输出|翻|搜|扒|盘|写|解释|确认|核实|发|贴|传|甩|亮|晒|推荐)"
    r"(?:一?下|一[列查看捋理数]|全|齐|清楚|出来?|给我|我|一遍|个?清单|个?名单|个?表)*"
    r"|(?:列|查|找|看|说|讲|捋|理|盘点|梳理|罗列|统计|数|问|报|整理|汇总|介绍|展示|翻|搜|扒|盘|写|确认|核实|发|贴|晒)"
    r"(?:一?下|一[列查看捋理数]|全|齐|清楚|出来|给我|一遍|个?清单|个?名单|个?表)+"
    r"|把[^的，。？]{0,4}的?(?:都|全|全部)(?:列|写|说|找|查|报|数)(?:出来|出|一下|全|清楚)?)"
)

# What a character costs that no word explains, a word, and a filler: as few unexplained characters as can be, then
# as few words.
_UNKNOWN, _WORD, _FILLER = 100, 10, 9
# And a word that only is one without its ending: 位于成都 is not 位于成 and 都.
_ENDED = 2


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a question: `kind` as in the lexicon, or E (entity), Y (year), # (a sum), H (another time), U
    (understood by nobody), and, once question words and classes are joined, T (what is asked for) and K (a class).

    `means` are the relations, the class, the year, or the IRIs that the name may stand for. `at` is where the word
    begins in the question without its white space. `planned`: a relation that is only planned; `reverse`: one whose
    subject is what the verb calls its object. `filler`: a character before it that was left out as saying nothing,
    but may be a part of a longer word. `turned`, `cls` and `weak` are the lexicon's.
    `narrowed`: words before a class noun, or in it, that say of which of its class is spoken. `iris`: what is called
    by a class noun (疫苗, a field). `classes`: several classes, of any of which it may be (高校和地区).
    """

    kind: str
    text: str
    means: tuple[str, ...] = ()
    at: int = 0
    planned: bool = False
    reverse: bool = False
    filler: str = ""
    turned: tuple[str, ...] = ()
    cls: str = ""
    weak: tuple[str, ...] = ()
    narrowed: tuple[str, ...] = ()
    iris: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()


def tokens(question: str, lexicon: Lexicon, index: Index) -> list[Token]:
    """The question's words from left to right, fillers (kind _) among them: the reading with the fewest characters
    that no word explains, and of those the one with the fewest words."""
    names = _names(question, index)
    # best[i]: the cost of reading the question up to i, and its last word.
    best: list[tuple[int, Token | None]] = [(0, None)]
    for end in range(1, len(question) + 1):
        cost = best[end - 1][0]
        choice: tuple[int, Token | None] = (cost + _UNKNOWN, Token("U", question[end - 1], at=end - 1))
        for start in range(max(0, end - LONGEST_NAME), end):
            word = _word(question[start:end], start, lexicon, names)
            if word is not None:
                price = best[start][0] + (_FILLER if word.kind == "_" else _WORD)
                price += _ENDED if _ends(word, lexicon) else 0
                if price < choice[0]:
                    choice = (price, word)
        best.append(choice)
    found: list[Token] = []
    at = len(question)
    while at:
        word = best[at][1]
        assert word is not None
        at -= len(word.text)
        found.append(word)
    return list(_joined(reversed(found)))


def _ends(word: Token, lexicon: Lexicon) -> bool:
    """Whether a word is a verb that the lexicon knows only without its ending."""
    return word.kind == "R" and word.text.endswith(_RESULTS) and _ASPECTS.sub("", word.text) not in lexicon.words


def _joined(words: Iterator[Token]) -> Iterator[Token]:
    """Neighbouring characters that nobody understands as one word; words the lexicon calls not understood stay."""
    waiting: Token | None = None
    for word in words:
        if word.kind == "U" and len(word.text) == 1 and word.means == ():
            waiting = Token("U", (waiting.text if waiting else "") + word.text, at=waiting.at if waiting else word.at)
            continue
        if waiting:
            yield waiting
            waiting = None
        yield word
    if waiting:
        yield waiting


def _word(text: str, at: int, lexicon: Lexicon, names: Mapping[str, tuple[str, ...]]) -> Token | None:
    if len(text) <= lexicon.longest + 2:
        # 共建了联合实验室 is 共建联合实验室.
        word = lexicon.words.get(text)
        if word is None and text[0] not in _ASPECT and text[-1] not in _ASPECT:
            word = lexicon.words.get(_ASPECTS.sub("", text))
            word = word if word is not None else _stripped(text, lexicon)
            if word is None and len(text) == 3 and text[1] == "的":
                word = lexicon.words.get(text[0] + text[2])  # 谁融的资
                word = word if word is not None and word.kind == "R" else None
        if word is not None and not (word.means == ("called",) and text in names):
            means = word.means or (("",) if word.kind == "U" else ())
            iris = names.get(text, ()) if word.kind == "C" else ()
            return Token(word.kind, text, means, at, turned=word.turned, cls=word.cls, weak=word.weak, iris=iris)
    if text in names:
        return Token("E", text, names[text], at)
    if match := _SUM.fullmatch(text):
        return Token("#", text, (match[1] or match[2],), at)
    if match := _YEAR.fullmatch(text):
        return Token("Y", text, (match[1],), at)
    if _BEGGING.fullmatch(text):
        return Token("_", text, (), at)
    if _PERIOD.fullmatch(text):
        return Token("H", text, (text,), at)
    return None


def _stripped(text: str, lexicon: Lexicon) -> Word | None:
    """The verb or noun of a relation that is left of a word without what only colours it (科技合作, 孵化出来)."""
    for before in _COLOURS:
        word = lexicon.words.get(text[len(before) :]) if text.startswith(before) else None
        if word is not None and word.kind in "NO" and len(text) - len(before) > 1:
            return word
    for after in _RESULTS:
        word = lexicon.words.get(text[: -len(after)]) if text.endswith(after) else None
        if word is not None and word.kind == "R":
            return word
    return None


def _add_places(
    stretches: Mapping[str, list[str]], found: dict[str, dict[int, set[str]]], index: Index
) -> None:  # fmt: skip
    """德阳 is 德阳市, 复旦 is 复旦大学 and 泰州高新区 is 泰州高新技术产业开发区, where nothing in the graph bears
    that very name."""
    short = [key for key in stretches if 2 <= len(key) <= 4]
    keys = {key + ending: key for key in short for ending in _PLACES}
    keys |= {key + "大学": key for key in short if key in _UNIVERSITIES}
    for tail, wholes in _ENDS.items():
        parks = [key for key in stretches if key.endswith(tail) and len(key) > len(tail) + 1]
        keys |= {key.removesuffix(tail) + whole: key for key in parks for whole in wholes}
    for key, _, iri in index.bearing(list(keys), ("Place", "University", "Park", "Platform")):
        for text in stretches[keys[key]]:
            found[text][_SHORT].add(iri)


def _names(question: str, index: Index) -> dict[str, tuple[str, ...]]:
    """Every stretch of the question that is a name in the graph, with the entities that bear it."""
    stretches = defaultdict(list)
    for start in range(len(question)):
        for end in range(start + 2, min(len(question), start + LONGEST_NAME) + 1):
            text = question[start:end]
            stretches[fold(text)].append(text)
            if "的" in text[1:-1]:
                stretches[fold(text.replace("的", ""))].append(text)  # 产研院的改革发展方案
    found: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for key, rank, iri in index.bearing(list(stretches)):
        for text in stretches[key]:
            found[text][rank].add(iri)
    _add_places(stretches, found, index)
    # Whoever bears it as the own name comes before those who are also called so.
    return {text: tuple(sorted(ranks[min(ranks)])) for text, ranks in found.items()}
