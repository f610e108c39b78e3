"""The part each name plays in its clause, told by what stands left and right of it and of those it is listed with."""

from __future__ import annotations

import re

from kg.extract.figures.rules import MENTION, FigureRules
from kg.extract.figures.scenes import Clause, Scene, is_mark

_QUOTES = "“”《》‘’「」『』"
_BRACKET = re.compile("[（(][^（）()]{0,20}[）)]")
_JOIN = re.compile("(?:、|和|与|及|以及|跟|同)$")
_GOES_ON = re.compile(rf"^(?:、|和|与|及|以及|跟|同)(?={MENTION})")
_BEHIND = (
    ("own", re.compile("^的")),
    ("etc", re.compile("^等")),
    ("made", re.compile(r"^[^\ue000-\uf8ff，]{1,8}的")),
    ("num", re.compile(r"^[\d约近超达共]")),
    ("app", re.compile(MENTION)),
    ("in", re.compile("^(?:里|内|中|上|方面)")),
)

#: What stands left of a name, what right of it, and the first verb behind it; see `parts`.
Part = tuple[str, str, str]
NO_PART: Part = ("", "", "")


def parts(scene: Scene, clause: Clause, rules: FigureRules) -> dict[int, Part]:
    """For each mention of the clause, by its start in the sentence: what stands left, what right, its first verb.

    Left is head (nothing but what may open a clause), of (an attribute's 的), obj (a verb), or a preposition's kind.
    """
    piece = _BRACKET.sub("", scene.piece(clause.start, clause.end))
    piece = "".join(c for c in piece if c not in _QUOTES and not c.isspace())
    found: dict[int, Part] = {}
    for at, c in enumerate(piece):
        if not is_mark(c):
            continue
        left, right = at, at + 1
        while (
            left and (joined := _JOIN.search(piece, 0, left)) and joined.start() and is_mark(piece[joined.start() - 1])
        ):
            left = joined.start() - 1
        while joined := _GOES_ON.match(piece[right:]):
            right += joined.end() + 1
        listed = "l" if right - left > 1 else ""
        found[scene.mention(c).start] = (
            _left(piece[:left], rules) + listed,
            _right(piece[right:], rules),
            _verb(piece[right:], rules),
        )
    return found


def _left(words: str, rules: FigureRules) -> str:
    opening = rules.opening.match(words)
    rest = words[opening.end() :] if opening else words
    if not rest:
        return "head"
    if rest[-1] == "的":
        return "of" if not rules.verb.search(rest) else "vof"
    if is_mark(rest[-1]):
        return "app"
    if found := rules.before_name.search(rest):
        return found.lastgroup or ""
    verbs = list(rules.verb.finditer(rest))
    if verbs:
        return "obj" if verbs[-1].end() == len(rest) else "vobj"
    return "noun"


def _right(words: str, rules: FigureRules) -> str:
    if not words:
        return "end"
    for name, pattern in _BEHIND:
        if pattern.match(words):
            if name == "made" and not rules.verb.search(words[:9].split("的")[0]):
                continue
            return name
    if rules.verb.match(words):
        return "verb"
    return "words"


def _verb(words: str, rules: FigureRules) -> str:
    found = rules.verb.search(words[:12])
    return found[0] if found else ""
