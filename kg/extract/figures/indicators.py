"""What a figure counts, in the text's own words without the number."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.extract.figures.rules import MENTION, FigureRules
from kg.extract.figures.scenes import Clause, Scene, is_mark
from kg.extract.figures.slots import Slot, coordinated, heads
from kg.extract.figures.subjects import kind_of

_LONGEST = 26  # characters; what is longer is cut at its head, for the noun stands last
_NAMED = r"[^\ue000-\uf8ff，、]{0,3}?"
_ENUMERATION = re.compile(f"(?:包括)?(?:{MENTION}{_NAMED}[、和与及“”》《]*)+(?:等(?:一批|多家|多个|地)?|在内的?)")
_BRACKETED = re.compile(r"[（(][^）)]*[）)]|^[^（(]*[）)]")
_OPENS_NOT = re.compile(r"^(?:用于|由|以(?!上)|较|比|并|且|后|时|，|、|[)）”’]|来(?!自)|起|间|内|中|向|不等)")
_CIRCUMSTANCE = re.compile(rf"^(?:在|给|向|为|对|由|据|同|与|依托|按照)[^，]{{0,10}}?{MENTION}(?:[、和与及]{MENTION})*")
_BETWEEN = re.compile(r"(?:旗下|下属|所属)的?(?=[\ue000-\uf8ff])")
_SHARE = re.compile("(?:各|再|分别)?(?:出资|占股|持股|跟投|认缴|投入|首期投入)")
#: Names of these are circumstances of a figure; names of others (awards, plans, products) may be what is counted.
_CIRCUMSTANTIAL = frozenset({"Enterprise", "University", "Platform", "Government", "Fund", "Park", "Person", "Place"})


@dataclass(slots=True)
class Memory:
    """What completes an indicator that says too little: the ones before it, and the words of the clause before."""

    told: list[str] = field(default_factory=list)
    ranked: str = ""
    before: str = ""
    award: str = ""

    def keep(self, words: str, kind: str) -> None:
        """Keep an indicator for those that follow; `kind` is its quantity's."""
        if kind == "rank":
            self.ranked = words
        else:
            self.told.append(words)

    @property
    def head(self) -> str:
        """The last full indicator."""
        return self.told[-1] if self.told else ""


def clean(piece: str, rules: FigureRules) -> str:
    """`piece` without connectives, times and verbs of reaching at its ends, and without lists of examples."""
    piece = _BRACKETED.sub("", _ENUMERATION.sub("", piece))
    before = None
    while piece != before:
        before = piece
        if found := rules.lead.match(piece):
            piece = piece[found.end() :]
        if found := rules.tail.search(piece):
            piece = piece[: found.start()]
        piece = piece.strip(" “”「」《》【】")
    return piece


def indicator(scene: Scene, slot: Slot, owner: str, memory: Memory, rules: FigureRules) -> str:
    """The indicator of `slot`; "" where the words give none. `owner` is the entity the figure is about."""
    if size := _size(scene, slot, owner, rules):
        return size
    left = slot.left
    if slot.total > 1 and (parts := coordinated(left, slot.total)):
        left = heads(parts, rules)[slot.index]
    right = _right(slot, rules)
    if right and "、" in left:
        left = _before_list(left, rules)
    left = clean(_bare_of_names(scene, clean(left, rules), owner), rules)
    if slot.quantity.kind == "rank":
        return _spelled(scene, _rank(left, memory, rules))
    if slot.quantity.kind != "count" and left and len(right) > 12:
        right = ""
    words = left + right
    if not (slot.quantity.kind == "count" and right):
        words = _completed(words, slot, memory, rules)
    return _spelled(scene, words)


def _size(scene: Scene, slot: Slot, owner: str, rules: FigureRules) -> str:
    """For a thing right of its own size (总规模50亿元的X基金): the attribute named left, or the kind's own."""
    default = {"money": "规模", "measure": "面积"}.get(slot.quantity.kind, "")
    mark = next((c for c in slot.right[:11] if is_mark(c)), "")
    if not default or not mark or scene.mention(mark).entity != owner:
        return ""
    named = rules.attribute.findall(slot.left)
    return named[-1] if named else default


def _before_list(left: str, rules: FigureRules) -> str:
    """`left` up to the list of examples in front of a number: 主攻A、B、C(5个研究方向) -> 主攻."""
    verbs = list(rules.verb.finditer(left, 0, left.index("、")))
    return left[: verbs[-1].end()] if verbs else ""


def _bare_of_names(scene: Scene, piece: str, owner: str) -> str:
    """`piece` without circumstances (给X投来 -> 投来) and without names that are not what is counted."""
    rest = _CIRCUMSTANCE.sub("", piece)
    if len(rest) >= 2:
        piece = rest
    piece = _BETWEEN.sub("", piece)
    names = [c for c in piece if is_mark(c)]
    words = "".join(c for c in piece if not (is_mark(c) and _dropped(scene, c, owner)))
    if _SHARE.fullmatch(words) and names and scene.mention(names[-1]).entity != owner:
        return scene.name(names[-1]) + words
    return words


def _dropped(scene: Scene, mark: str, owner: str) -> bool:
    mention = scene.mention(mark)
    return mention.entity == owner or mention.kind == "reference" or kind_of(mention) in _CIRCUMSTANTIAL


def _right(slot: Slot, rules: FigureRules) -> str:
    right = slot.right.strip()
    if not right or _OPENS_NOT.match(right):
        return ""
    right = re.sub("[等。！？；]+$", "", right.removeprefix("的"))
    return clean(right, rules)


def _completed(words: str, slot: Slot, memory: Memory, rules: FigureRules) -> str:
    """`words`, where they say too little, with what stood before them."""
    quantity = slot.quantity
    if quantity.kind == "money":
        words = next((full for pattern, full in rules.said_of_money if pattern.fullmatch(words)), words)
    if quantity.unit == "位":
        return memory.ranked + words
    if not words or rules.bare.fullmatch(words):
        if slot.total > 1 and len(memory.told) >= slot.total:
            return memory.told[slot.index - slot.total] + words
        return memory.head + words
    if rules.benefit.fullmatch(words) and memory.before:
        return memory.before[-12:] + words
    if rules.property.fullmatch(words):
        return memory.head[-2 * len(words) :] + words
    if rules.qualifier.fullmatch(words):
        return words + memory.head
    if quantity.kind == "measure" and quantity.unit in rules.areas and not re.search("面积|占地|空间|里程", words):
        return words + "面积"
    firms = quantity.unit in ("家", "户", "家次")
    if firms and len(words) <= 3 and not words.endswith(("企业", "公司", "机构", "会员")):
        return words + "企业"
    return words


def _rank(left: str, memory: Memory, rules: FigureRules) -> str:
    left = re.sub("(?:分?位列|位居|稳居|跃居|分列|居|列|排名?|升至|跻身|进入|名)+", "", left)
    if rules.bare.fullmatch(left) or rules.scope.fullmatch(left):
        left = (memory.award or memory.before[-12:] or memory.head) + left
    return left + rules.rank_word


def _spelled(scene: Scene, piece: str) -> str:
    """The piece in plain words, cut to a sane length."""
    words = "".join(scene.spell(piece).split())
    return words[-_LONGEST:].strip("、，,的等")


def pass_clause(scene: Scene, clause: Clause, memory: Memory, rules: FigureRules) -> None:
    """Keep the words of a clause without figures for the next one, and the award or ranking that it names."""
    piece = scene.piece(clause.start, clause.end)
    for c in piece:
        if is_mark(c) and scene.mention(c).type == "Award":
            memory.award = scene.name(c)
    memory.before = ""
    if not clause.quantities:
        memory.before = _spelled(scene, clean(_bare_of_names(scene, clean(piece, rules), ""), rules))
