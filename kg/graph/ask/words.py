"""The words of a question made ready for the grammar: what says nothing left out, what belongs together joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.graph.ask.grammar import targets
from kg.graph.ask.lexicon import Lexicon
from kg.graph.ask.tokens import Token

# Fillers that stand within the names of figures.
_WITHIN = "中内上出到"


@dataclass(frozen=True, slots=True)
class Ready:
    """The words for the grammar; and the year that was named, whether a plan was asked for and no verb took it, and
    whether the question asks if something is so."""

    words: tuple[Token, ...]
    year: str = ""
    planned: bool = False
    whether: bool = False


def parted(words: Sequence[Token], cuts: frozenset[int]) -> list[Token]:
    """The words without fillers; white space after a name and before a class noun stands for 的.

    `cuts` are the places in the question, white space left out, where there was some.
    """
    found: list[Token] = []
    filler = ""
    for word, after in pairwise((*words, Token("", ""))):
        if word.kind == "_":
            filler = word.text if word.text in _WITHIN else ""
            continue
        word, filler = replace(word, filler=filler), ""
        if word.kind in "CO" and found and found[-1].kind == "E" and word.at in cuts:
            found.append(Token("D", " ", at=word.at))
        # 计划 is a policy where a question word stands before it (什么计划).
        if word.text == "计划" and found and found[-1].kind in "WQ":
            word = Token("C", word.text, ("Policy",), word.at)
        # One character is a class noun behind a question word (哪个市) or at the end (哪家的药), and else a piece of
        # some other word (上市).
        ends = after.kind == "" and bool(found) and found[-1].kind == "D"
        if word.kind == "C" and len(word.text) == 1 and not (ends or (found and found[-1].kind in "WQ")):
            word = Token("U", word.text, at=word.at)
        # An unknown noun behind a question word is at least a part of the names asked for (什么走廊).
        if word.kind == "U" and not word.means and len(word.text) > 1 and found and found[-1].kind == "W":
            word = word if after.kind == "C" else Token("C", word.text, ("", word.text), word.at)
        found.append(word)
    # 投资过甲没有 asks whether.
    if found and found[-1].text in ("没有", "没"):
        found[-1] = replace(found[-1], kind="M", means=())
    return found


def ready(words: Sequence[Token], lexicon: Lexicon) -> Ready:
    """The words as the rules of the grammar read them."""
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
        elif word.kind == "R":
            verb = replace(word, planned=planned)
            planned = False
            if kept and kept[-1].kind == "R":
                verb = _one(kept.pop(), verb)
            kept.append(verb)
        elif word.kind == "C" and kept and kept[-1].kind == "C" and kept[-1].means == word.means:
            kept[-1] = replace(word, text=kept[-1].text + word.text)
        elif word.kind == "L" and word.text.startswith("在"):
            if not (kept and kept[-1].kind == "R"):
                kept.append(Token("I", word.text[0], at=word.at))
            kept.append(replace(word, text=word.text[1:], at=word.at + 1))
        elif word.kind == "I" and ((kept and kept[-1].kind == "R") or after.kind == "R"):
            continue  # 落户在, 在做
        else:
            kept.append(word)
    # 甲的、乙的: a 的 at the end of all says nothing that the verb before it does not.
    return Ready(tuple(targets(kept)), year, planned, whether)


def _one(first: Token, second: Token) -> Token:
    """Two verbs in a row as one: what both may mean, or else the second (合作研发)."""
    common = tuple(name for name in first.means if name in second.means)
    return replace(second, text=first.text + second.text, means=common or second.means,
                   planned=first.planned or second.planned)  # fmt: skip
