"""The words of a question made ready for the grammar: what says nothing left out, what belongs together joined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise, product

from kg.graph.ask.grammar import targets
from kg.graph.ask.kept import in_any_post
from kg.graph.ask.lexicon import Lexicon
from kg.graph.ask.tokens import Token
from kg.graph.lookup import Index

# Longer than this, a word that nobody understands is hardly one that narrows a class.
_LONGEST = 6
# What is got when one gets what a verb gives (获得投资).
_GIVEN = ("funds", "supports", "serves", "incubates")
# These narrow nothing that the graph could tell.
_IDLE = ("科技", "创新", "科创", "产业", "行业", "技术", "人才", "项目", "企业", "创业", "专项", "区域", "高新",
         "代表性", "代表", "明星", "拳头", "主打")  # fmt: skip
# 甲孵化的企业里，哪些: of those that were named.
_AMONG = ("里", "中", "里面", "当中", "之中", "其中", "里头", "内")
# What somebody does, and a body.
_BUSY = re.compile("(?:主要)?[做干搞](?:些|点)?(?:什么|啥)")
# Verbs may be taken in no more ways than so many, all together.
_MOST = 8


@dataclass(frozen=True, slots=True)
class Ready:
    """The words for the grammar; and the year that was named, whether a plan was asked for and no verb took it, whether
    the question asks if something is so, and the sums that the evidence must name."""

    words: tuple[Token, ...]
    year: str = ""
    planned: bool = False
    whether: bool = False
    sums: tuple[str, ...] = ()


def parted(words: Sequence[Token], cuts: frozenset[int]) -> list[Token]:
    """The words without fillers; white space after a name and before a class noun stands for 的.

    `cuts` are the places in the question, white space left out, where there was some.
    """
    found: list[Token] = []
    filler, among = "", False
    for at, (word, after) in enumerate(pairwise((*words, Token("", "")))):
        among = among and word.kind in "_W"
        if word.kind == "_":
            among = among or word.text in _AMONG
            filler = filler + word.text if word.text.isalnum() else ""
            continue
        word, filler = replace(word, filler=filler), ""
        if word.kind in "CO" and found and found[-1].kind == "E" and word.at in cuts:
            found.append(Token("D", " ", at=word.at))
        # 计划 is a policy where a question word stands before it (什么计划).
        if word.text == "计划" and found and (found[-1].kind in "WQ" or (found[-1].kind == "D" and not after.kind)):
            word = Token("C", word.text, ("Policy",), word.at)
        if word.text == "奖励" and found and found[-1].kind == "W":
            word = Token("C", word.text, ("Award",), word.at)
        # One character is a class noun behind a question word (哪个市) or at the end (哪家的药), and else a piece of
        # some other word (上市).
        ends = after.kind == "" and bool(found) and found[-1].kind == "D"
        if word.kind == "C" and len(word.text) == 1 and not (ends or (found and found[-1].kind in "WQ")):
            word = Token("U", word.text, at=word.at)
        if word.kind == "U" and word.means == ("called",) and found and found[-1].kind == "W":
            word = replace(word, means=())
        # An unknown noun behind a question word is at least a part of the names asked for (什么走廊).
        if word.kind == "U" and not word.means and len(word.text) > 1 and found and found[-1].kind == "W":
            word = word if after.kind == "C" else Token("C", word.text, ("", word.text), word.at)
        # 甲孵化的企业里，哪些……: it is these that are asked for.
        later = next((w.kind for w in words[at + 1 :] if w.kind != "_"), "")
        if word.kind == "W" and later != "C" and found and found[-1].kind == "C" and among:
            found.insert(-1, word)
            continue
        # 海外哪些地方, 哪些上市企业.
        if word.kind == "A":
            ahead = after.kind in "WQC" and after.kind != ""
            word = replace(word, kind="A" if ahead else "U", means=() if ahead else ("",))
        if word.kind == "C" and (known := [w for w in found[-2:] if w.kind == "A"]):
            found = [w for w in found if w not in known]
            word = replace(word, narrowed=tuple(w.text for w in known))
        # Another before a class noun says of which of the class is spoken (科技贷款产品), unless it ends a name.
        if word.kind == "C" and found and word.at not in cuts and _narrows(found, word):
            unknown = found.pop()
            narrowed = (*unknown.narrowed, *(() if unknown.text in _IDLE else (unknown.text,)))
            word = replace(word, text=unknown.text + word.text, at=unknown.at, narrowed=narrowed)
        found.append(word)
    found = [replace(word, kind="U", means=("",)) if word.kind == "A" else word for word in found]
    # 投资过甲没有 asks whether.
    if found and found[-1].text in ("没有", "没"):
        found[-1] = replace(found[-1], kind="M", means=())
    return found


def _narrows(before: Sequence[Token], noun: Token) -> bool:
    """Whether the last of the words is one nobody understands that belongs to the class noun after it."""
    unknown = before[-1]
    classes = len(unknown.text) > 1 and unknown.kind == "C" and noun.kind == "C" and unknown.means[:1] != noun.means[:1]
    if (
        not (unknown.kind == "U" or (classes and not unknown.narrowed))
        or (unknown.kind == "U" and unknown.means)
        or unknown.at + len(unknown.text) != noun.at
        or len(unknown.text) > _LONGEST
    ):
        return False
    return len(before) == 1 or before[-2].kind in "DWQRLM"


def ready(words: Sequence[Token], lexicon: Lexicon) -> Ready:
    """The words as the rules of the grammar read them."""
    words, sums = _sums(words)
    year = next((word.means[0] for word in words if word.kind == "Y"), "")
    whether = any(word.kind == "M" for word in words)
    kept: list[Token] = []
    planned = False
    told = False
    for word, after in pairwise((*words, Token("", ""))):
        if word.kind == "V":
            told = True
        elif word.kind == "X":
            planned = True
        elif word.kind in "YM" or (told and word.kind in "WLIQD"):
            continue
        elif word.kind == "Z" and _counted(kept, word):
            kept.append(replace(word, kind="S"))
        elif word.kind == "R":
            verb = replace(word, planned=planned)
            planned = False
            if kept and kept[-1].kind == "R":
                verb = _one(kept.pop(), verb)
            kept.append(verb)
        elif word.kind == "C" and kept and kept[-1].kind == "C" and kept[-1].means == word.means:
            kept[-1] = replace(word, text=kept[-1].text + word.text)
        elif word.kind == "C" and len(kept) > 1 and kept[-1].kind == "J" and kept[-2].means == word.means != ("",):
            # 模型和产品: both, of whatever kind.
            kept[-2:] = [replace(word, text=min((kept[-2], word), key=lambda w: len(lexicon.kind(w.text))).text)]
        elif word.kind == "C" and len(kept) > 1 and kept[-1].kind == "J" and kept[-2].kind == "C" and _adds(kept[-1]):
            both = tuple(dict.fromkeys((*(kept[-2].classes or kept[-2].means[:1]), word.means[0])))
            kept[-2:] = [replace(word, text=kept[-2].text + word.text, classes=both)]  # 高校和地区
        elif word.kind == "L" and word.text.startswith("在"):
            if not (kept and kept[-1].kind == "R"):
                kept.append(Token("I", word.text[0], at=word.at))
            elif not {"locatedIn", "worksFor"} & set(kept[-1].means):
                kept[-1] = replace(kept[-1], means=("locatedIn",), turned=(), weak=())  # 设在哪里
            kept.append(replace(word, text=word.text[1:], at=word.at + 1))
        elif word.kind == "I" and ((kept and kept[-1].kind == "R") or after.kind == "R"):
            continue  # 落户在, 在做
        else:
            kept.append(word)
    kept = _given(kept)
    # 收录的概念验证中心, without the filler.
    while kept and kept[0].kind == "D":
        kept.pop(0)
    # 甲的、乙的: a 的 at the end of all says nothing that the verb before it does not.
    return Ready(tuple(targets(kept)), year, planned, whether, sums)


def _sums(words: Sequence[Token]) -> tuple[list[Token], tuple[str, ...]]:
    """The words without the sums, and these: 甲拿的2000万是谁给的 as 甲是谁投资的."""
    sums = tuple(word.means[0] for word in words if word.kind == "#")
    if not sums:
        return list(words), ()
    kept: list[Token] = []
    for word in words:
        if word.kind != "#":
            kept.append(word)
            continue
        while kept and (kept[-1].kind == "D" or (kept[-1].kind == "R" and "receives" in kept[-1].means)):
            kept.pop()
    if not any(word.kind == "R" for word in kept):
        kept = [replace(w, kind="R", means=("funds",)) if w.kind == "B" else w for w in kept]
    return kept, sums


def _adds(link: Token) -> bool:
    """Whether a word joins two of a kind; 跟 and 同 are said of partners."""
    return link.text not in ("跟", "同")


def _given(words: list[Token]) -> list[Token]:
    """甲拿到乙的投资 as 甲被乙投资."""
    for first, word in enumerate(words):
        second = next((n for n in range(first + 1, len(words)) if words[n].kind == "R"), 0)
        between = "".join(w.kind for w in words[first + 1 : second])
        if word.kind != "R" or "receives" not in word.means or not re.fullmatch(r"(E|C|[WQ]+C?)D?", between):
            continue
        given = tuple(name for name in words[second].means if name in _GIVEN)
        if given and not (set(words[second].means) - {*_GIVEN, "focusesOn", "receives"}):
            verb = replace(words[second], means=given, weak=(), planned=words[second].planned or word.planned)
            agent = [w for w in words[first + 1 : second] if w.kind != "D"]
            before = words[:first]
            if before and before[-1].kind == "J":
                before = before[:-1]  # 哪个又拿到了
            return [*before, Token("P", word.text, at=word.at), *agent, verb, *words[second + 1 :]]
    return words


def _counted(before: Sequence[Token], word: Token) -> bool:
    """Whether a rank is one by how many there are (孵化企业数排第一), not by a figure."""
    kinds = "".join(token.kind for token in before[-2:])
    return kinds == "RC" and ("数" in word.filler or "前" in word.text or "第一" in word.text)


def _one(first: Token, second: Token) -> Token:
    """Two verbs in a row as one: what both may mean, or else the second (合作研发)."""
    if "receives" in first.means and (given := tuple(n for n in second.means if n in _GIVEN)):
        # 拿到投资: it is what is invested in.
        return replace(second, text=first.text + second.text, means=(), turned=given, weak=())
    common = tuple(name for name in first.means if name in second.means)
    turned = tuple(name for name in first.turned if name in second.turned)
    if common or turned:
        second = replace(second, means=common, turned=turned, weak=())
    return replace(second, text=first.text + second.text, planned=first.planned or second.planned)


def posted(words: Sequence[Token], index: Index, lexicon: Lexicon) -> list[Token] | None:
    """The words of a question for somebody's post (张三在甲担任什么职务) as those for what joins the two, or for whom
    the person works for; None if it is no such question, or no text tells."""
    people = [word for word in words if word.kind == "E" and index.node(word.means[0]).type == "Person"]
    others = [word for word in words if word.kind == "E" and word not in people]
    does = [word for word in words if word.kind == "R"]
    if [word.kind for word in words] == ["E", "F"] and not people and _BUSY.match(words[1].text):
        # 郡肤生物做什么的: what a body is busy with.
        return [words[0], Token("R", "做", ("focusesOn",), words[1].at), Token("W", "什么", at=words[1].at + 1)]
    if len(people) != 1 or len(others) > 1 or not any(word.kind == "F" for word in words):
        return None
    if any("worksFor" not in word.means for word in does) or any(word.kind in "UHYNOLXSZG" for word in words):
        return None
    if not in_any_post(people[0].means[0], index, lexicon):
        return None
    if others:
        return [people[0], Token("J", "和"), others[0], Token("G", "关系")]
    return [people[0], Token("R", "任职于", ("worksFor",)), Token("W", "哪里")]


def turnings(words: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """The words with every verb taken one way: for what its subject does, or for what is done to its subject."""
    ways = [
        [
            *((word,) if word.means or word.kind != "R" else ()),
            *((replace(word, means=word.turned, reverse=True),) if word.turned else ()),
            *((replace(word, kind="E", means=word.iris),) if word.iris and word.kind == "K" else ()),
        ]
        for word in words
    ]
    return islice(product(*ways), _MOST)
