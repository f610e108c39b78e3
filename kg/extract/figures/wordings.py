"""Other ways to word what a figure counts, and which of them reads best, weighed by what the annotated corpus taught.

`indicator` words a figure by rules. Here its words are cut at other places, completed by what was told before, or
replaced by what such a figure mostly tells; clues of each wording are weighed as those of subjects are (see clues.py).
`scripts/learn_wordings.py` writes the weights.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import repeat

from kg.extract.figures.cases import Case
from kg.extract.figures.indicators import Memory, trimmed
from kg.extract.figures.rules import MENTION, FigureRules
from kg.extract.figures.scenes import FIRST_MARK, Scene, is_mark
from kg.extract.figures.slots import Slot

_LONGEST = 24  # characters of a wording
_STARTS = 4  # places where the words left of the number may begin
_ENDS = 2  # places where the words right of it may end
_QUOTES: dict[int, str | None] = dict.fromkeys(map(ord, "“”《》「」【】 \t\u3000"))
_BORDER = re.compile(f"{MENTION}|[的、和与及：以其对按为将把在]|(?:分别|其中|累计|一次性|以及)")

_SURER = 500  # thousandths by which another wording must outweigh that of the rules; chosen on dev and the pages

#: A wording with where it comes from: the tag of its left part, of its right part, and the characters beside them.
Made = tuple[str, str, str]


def wordings(scene: Scene, slot: Slot, first: str, subject: str, memory: Memory, rules: FigureRules) -> dict[str, Made]:
    """The wordings of a figure about `subject`, each with where it comes from; among them `first`, the rules' own."""
    kind = slot.quantity.kind
    found: dict[str, Made] = {first: ("rule", "", "")}

    plain = {
        FIRST_MARK + i: scene.text[m.start : m.end].translate(_QUOTES) for i, m in enumerate(scene.mentions)
    } | _QUOTES
    seen: set[str] = set()

    def add(piece: str, made: Made) -> None:
        words = piece.translate(plain)
        if words in seen:
            return
        seen.add(words)
        words = trimmed(words, rules)
        if 2 <= len(words) <= _LONGEST and not any(c in words for c in "，。；"):
            found.setdefault(words, made)

    lefts = list(_lefts(slot.left, rules))
    rights = list(_rights(slot.right, rules))
    for left, (tag, beside) in lefts:
        add(left, (tag, "", beside))
        for right, (end, behind) in rights:
            add(left + right, (tag, end, beside + behind))
    for right, (end, behind) in rights:
        add(right, ("", end, behind))
    last = lefts[-1][0] if lefts else ""
    for name, head in (
        ("head", memory.head),
        ("before", memory.before),
        ("award", memory.award),
        ("whole", memory.whole),
    ):
        if head:
            add(head, (name, "", ""))
            for words in dict.fromkeys([first, last]):
                if words and words != head:
                    add(head + words, (f"{name}+", "", ""))
                    add(_core(head, rules) + words, (f"{name}-+", "", ""))
    names = [c for c in slot.left + slot.right[:12] if is_mark(c) and scene.mention(c).entity != subject][-2:]
    for usual in rules.usual.get(kind, ()):
        add(usual, ("usual", usual, ""))
        for words in dict.fromkeys([first, *(piece for piece, _ in lefts[-1:])]):
            if usual not in words:
                add(words + usual, ("+usual", usual, ""))
        for c in names if usual in rules.given else ():
            add(usual + c, ("usual+", usual, ""))
    return found


def _core(head: str, rules: FigureRules) -> str:
    """A head without its verb: 累计培育国高企 -> 国高企."""
    verb = rules.list_verb.match(head)
    return head[verb.end() :] if verb and len(head) - verb.end() >= 2 else head[:-2]


def _lefts(left: str, rules: FigureRules) -> Iterator[tuple[str, tuple[str, str]]]:
    """What stands left of the number, from several places on, the longest first."""
    borders: dict[int, str] = {0: "all"}
    for verb in rules.verb.finditer(left):
        borders.setdefault(verb.start(), "verb")
        borders.setdefault(verb.end(), "object")
    for found in _BORDER.finditer(left):
        borders.setdefault(found.end(), "border")
        if is_mark(found[0]):
            borders.setdefault(found.start(), "name")
    ends = [at for at in sorted(borders) if at < len(left)]
    for at in ends[:1] + ends[1:][-_STARTS:]:
        piece = left[at:]
        yield piece, (borders[at], left[at - 1 : at])
        verbs = [v for v in rules.verb.finditer(piece) if v.start() >= 2]
        if verbs:
            yield piece[: verbs[-1].start()], (borders[at] + "<", verbs[-1][0])


def _rights(right: str, rules: FigureRules) -> Iterator[tuple[str, tuple[str, str]]]:
    """What stands right of the number, up to several places, the shortest first."""
    right = right.strip().removeprefix("的")
    borders: dict[int, str] = {}
    for verb in rules.verb.finditer(right):
        borders.setdefault(verb.start(), "verb")
    for found in rules.halt.finditer(right):
        borders.setdefault(found.start(), "halt")
    borders.setdefault(len(right), "all")
    ends = [at for at in sorted(borders) if at >= 2]
    for at in ends[:_ENDS]:
        yield right[:at], (borders[at], right[at : at + 1])


def clues(
    words: str, made: Made, names: Mapping[str, str], slot: Slot, first: str, state: str, owner: str
) -> list[str]:
    """What speaks for or against a wording.

    `names` are those in the sentence with their classes, `state` is of `first` (see `_state`), `owner` is the class of
    the entity the figure is about.
    """
    quantity, near = slot.quantity, slot.left[-2:]
    if any(map(is_mark, near)):
        near = "name"
    kind, unit, size = quantity.kind, quantity.unit, min(len(words), 18)
    source = f"{made[0]}|{made[1]}"
    told = [
        f"from:{source}",
        f"from:{source}:{kind}",
        f"from:{made[0]}:{unit}",
        f"from:{made[0]}:{owner}",
        f"from:{source}:{state}:{kind}",
        f"from:{source}:{near}",
        f"size:{size}:{kind}",
        f"head:{words[:1]}",
        f"head:{words[:2]}",
        f"end:{words[-1:]}:{kind}",
        f"end:{words[-2:]}",
        f"end:{words[-2:]}:{unit}",
        f"end:{words[-3:]}",
        f"end:{words[-2:]}:{owner}",
        f"beside:{made[0]}|{made[1]}:{made[2]}",
    ]
    told += [f"has:{c}:{kind}" for c in "的了在，、：“把被从给于与和对由是有" if c in words[1:-1]]
    told += [f"pair:{words[i : i + 2]}" for i in range(len(words) - 1)]
    if words == first:
        told += ["first", f"first:{kind}", f"first:{unit}", f"first:{state}", f"first:size:{size}"]
    if any(words[i : i + 2] in words[i + 2 :] for i in range(len(words) - 3)):
        told.append("twice")
    return told + [f"names:{type_}:{kind}" for name, type_ in names.items() if name in words]


def _state(first: str, rules: FigureRules) -> str:
    """What kind of words the rules gave."""
    if rules.bare.fullmatch(first):
        return "bare"
    if rules.property.fullmatch(first):
        return "property"
    if rules.benefit.fullmatch(first):
        return "benefit"
    return "short" if len(first) < 4 else "long" if len(first) > 12 else "plain"


def worded(case: Case, first: str, subject: str, memory: Memory, rules: FigureRules) -> str:
    """The best wording of a figure about `subject` that the rules word `first`."""
    return best(weighed(case, first, subject, memory, rules), first, rules.wording_weights)


def weighed(case: Case, first: str, subject: str, memory: Memory, rules: FigureRules) -> dict[str, list[str]]:
    """The wordings of a figure with the clues of each."""
    scene, slot = case.scene, case.slot
    kind = case.discourse.standing.kinds.get(subject, "")
    made = wordings(scene, slot, first, subject, memory, rules)
    state = _state(first, rules)
    names = {scene.text[m.start : m.end]: m.type for m in scene.mentions}
    return {words: clues(words, one, names, slot, first, state, kind) for words, one in made.items()}


def best(options: Mapping[str, Iterable[str]], first: str, weights: Mapping[str, int]) -> str:
    """The wording whose clues weigh most, if they do by enough; else `first`."""
    scores = {words: sum(map(weights.get, told, repeat(0))) for words, told in options.items()}
    top = max(scores, key=lambda w: scores[w])
    return top if scores[top] > scores[first] + _SURER else first
