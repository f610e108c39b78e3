"""What a figure counts, in the text's own words without the number."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.extract.figures.rules import MENTION, FigureRules
from kg.extract.figures.scenes import Clause, Scene, is_mark
from kg.extract.figures.slots import Slot, coordinated, heads
from kg.extract.figures.subjects import kind_of

_LONGEST = 20  # characters; what is longer is cut at its head, for the noun stands last
_TELLING = 6  # characters; a shorter clause (经认定, 符合条件的) says less than the one before it
_ENOUGH = 2  # characters behind a name that make an indicator without what stood before it
_JOINS = re.compile("[“”《》「」的、和与及了已]")
_NAMED = r"[^\ue000-\uf8ff，、]{0,3}?"
_ENUMERATION = re.compile(f"(?:包括)?(?:{MENTION}{_NAMED}[、和与及“”》《]*)+(?:等(?:一批|多家|多个|地)?|在内的?)")
_BRACKETED = re.compile(r"[（(][^）)]*[）)]|^[^（(]*[）)]")
_OPENS_NOT = re.compile(r"^(?:用于|由|以(?!上)|较|比|并|且|后|时|，|、|[)）”’]|来(?!自)|起|间|内|中|向|不等)")
_CIRCUMSTANCE = re.compile(rf"^(?:在|给|向|为|对|由|据|同|与|依托|按照)[^，]{{0,10}}?{MENTION}(?:[、和与及]{MENTION})*")
_EXAMPLES = re.compile(r"^(?P<first>[^、，]+)(?:、[^、，]{1,12})+等(?=[^，]{2,})")
_BETWEEN = re.compile(r"(?:旗下|下属|所属)的?(?=[\ue000-\uf8ff])")
_FIELD_OF = re.compile(r"^.*?全[国省市球]\d*[家个]")  # 在全国178家国家高新区综合评价中: what is ranked, not how many
_ADVERBS = re.compile("分别|双双|各自")
_EMPTY = re.compile("“”|《》|「」|（）|(?<![^在向为给对])[、和与及]+")
_SHARE = re.compile("(?:各|再|分别)?(?:出资|占股|持股|跟投|认缴|投入|首期投入)")
#: Names of these are circumstances of a figure; names of others (awards, plans, products) may be what is counted.
_CIRCUMSTANTIAL = frozenset({"Enterprise", "University", "Platform", "Government", "Fund", "Park", "Person", "Place"})


@dataclass(slots=True)
class Memory:
    """What completes an indicator that says too little: the ones before it, and the words of the clause before."""

    told: list[str] = field(default_factory=list)
    whole: str = ""  # the last one that needed no completing
    owner: str = ""  # whom the last one was about
    ranked: str = ""
    before: str = ""
    award: str = ""

    def keep(self, words: str, owner: str, kind: str) -> None:
        """Keep an indicator for those that follow; `kind` is its quantity's."""
        self.owner = owner
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
    piece = _BRACKETED.sub("", _listless(_ENUMERATION.sub("", piece), rules))
    before = None
    while piece != before:
        before = piece
        if found := rules.lead.match(piece):
            piece = piece[found.end() :]
        if found := rules.tail.search(piece):
            piece = piece[: found.start()]
        piece = piece.strip(" “”「」《》【】")
    return piece


def trimmed(words: str, rules: FigureRules) -> str:
    """`words`, plain, without connectives and the like at their ends."""
    return clean(words, rules).strip("、，,的等了")


def _listless(piece: str, rules: FigureRules) -> str:
    """`piece` without examples in plain words: 推出智慧教育、沉浸文旅等应用场景 -> 推出应用场景."""
    found = _EXAMPLES.search(piece)
    if found is None:
        return piece
    verbs = list(rules.verb.finditer(piece, 0, found.end("first")))
    start = verbs[-1].end() if verbs else 0
    return piece[:start] + piece[found.end() :]


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
    if left and len(scene.spell(left)) > 10 and left[0] in "为向在给围按":
        left = left[-8:]
    words = left + right
    if slot.quantity.kind == "count" and right:
        memory.whole = _spelled(scene, words)
        return memory.whole
    completed = _completed(scene, words, slot, owner, memory, rules)
    if completed == words:
        memory.whole = _spelled(scene, words)
    return _spelled(scene, completed)


def _size(scene: Scene, slot: Slot, owner: str, rules: FigureRules) -> str:
    """For a thing right of its own size (总规模50亿元的X基金): the attribute named left, or the kind's own."""
    default = {"money": "规模", "measure": "面积"}.get(slot.quantity.kind, "")
    mark = next((c for c in slot.right[:11] if is_mark(c)), "")
    if not default or not mark or scene.mention(mark).entity != owner:
        return ""
    if slot.quantity.kind == "money" and (got := rules.got.match(slot.right)):
        return "获" + got["verb"]
    named = rules.attribute.findall(slot.left)
    if slot.left.endswith(("出资", "出资了")) and not slot.right.startswith("的"):
        return "出资"
    return named[-1] if named else default


def _before_list(left: str, rules: FigureRules) -> str:
    """`left` up to the list of examples in front of a number: 主攻A、B、C(5个研究方向) -> 主攻."""
    verbs = list(rules.verb.finditer(left, 0, left.index("、")))
    return left[: verbs[-1].end()] if verbs else ""


def _bare_of_names(scene: Scene, piece: str, owner: str) -> str:
    """`piece` without circumstances (给X投来 -> 投来) and without names that are not what is counted."""
    found = _CIRCUMSTANCE.match(piece)
    if found and len(piece) - found.end() >= 2 and _dropped(scene, found[0][-1], owner):
        piece = piece[found.end() :]
    piece = _BETWEEN.sub("", piece)
    names = [c for c in piece if is_mark(c)]
    last = len(piece) - 1  # a name right before the number is what is counted
    dropped = [
        at
        for at, c in enumerate(piece)
        if is_mark(c) and _dropped(scene, c, owner) and (at < max(last, 1) or scene.mention(c).entity == owner)
    ]
    if dropped and len(_JOINS.sub("", piece[dropped[-1] + 1 :])) >= _ENOUGH:
        piece = piece[dropped[-1] + 1 :]
        dropped = []
    words = "".join(c for at, c in enumerate(piece) if at not in dropped)
    words = _EMPTY.sub("", words)
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


def _completed(scene: Scene, words: str, slot: Slot, owner: str, memory: Memory, rules: FigureRules) -> str:
    """`words`, where they say too little, with what stood before them."""
    quantity = slot.quantity
    if quantity.kind == "money":
        words = next((full for pattern, full in rules.said_of_money if pattern.fullmatch(words)), words)
    if quantity.unit == "位":
        return memory.ranked + words
    if not words and quantity.unit in rules.areas:
        return "面积"
    if not words or rules.bare.fullmatch(words):
        if slot.total > 1 and len(memory.told) >= slot.total:
            return memory.told[-slot.total] + words  # each that is kept moves the list on by one
        return memory.head + words
    if rules.benefit.fullmatch(words) and memory.before:
        return _hedged(memory.before, words)
    if rules.property.fullmatch(words) and memory.owner == owner:
        return _hedged(memory.head, words)
    if rules.qualifier.fullmatch(words):
        verb = rules.list_verb.match(memory.whole)
        return words + (memory.whole[verb.end() :] if verb else memory.whole)
    if quantity.kind == "measure" and quantity.unit in rules.areas and not re.search("面积|占地|空间|里程", words):
        return words + "面积"
    firms = quantity.unit in ("家", "户", "家次")
    if firms and len(scene.spell(words)) <= 3 and not words.endswith(("企业", "公司", "机构", "会员")):
        return words + "企业"
    return words


def _hedged(head: str, words: str) -> str:
    """`words` completed by the end of `head`, no longer than that half of the whole is still theirs."""
    return head[-2 * len(words) :] + words


def _rank(left: str, memory: Memory, rules: FigureRules) -> str:
    left = _FIELD_OF.sub("", left).removesuffix("中")
    left = re.sub("(?:分?位列|位居|稳居|跃居|分列|居|列|排名?|升至|跻身|进入|名)+", "", left)
    if rules.bare.fullmatch(left) or rules.scope.fullmatch(left):
        return _hedged(memory.award or memory.before or memory.head, "  " + left + rules.rank_word).replace(" ", "")
    return left + rules.rank_word


def _spelled(scene: Scene, piece: str) -> str:
    """The piece in plain words, cut to a sane length."""
    words = _ADVERBS.sub("", "".join(scene.spell(piece).split()))
    return words[-_LONGEST:].strip("、，,的等")


def pass_clause(scene: Scene, clause: Clause, memory: Memory, rules: FigureRules) -> None:
    """Keep the words of a clause without figures for the next one, and the award or ranking that it names."""
    piece = scene.piece(clause.start, clause.end)
    for c in piece:
        if is_mark(c) and scene.mention(c).type == "Award":
            memory.award = scene.name(c)
    if clause.quantities or not any(c.quantities for c in scene.clauses):
        memory.before = ""  # nothing in the sentence would ask for it
        return
    words = _spelled(scene, clean(_bare_of_names(scene, clean(piece, rules), ""), rules))
    if len(words) >= _TELLING or not memory.before:
        memory.before = words
