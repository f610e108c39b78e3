"""Whom a figure may be about, and what speaks for each: clues, weighed by what the annotated corpus taught.

A clue is a short string, made of what is seen and, after colons, what it is seen with: `opener:2verb`, `end:规模:Fund`.
The subject is the candidate whose clues weigh most together. `scripts/oracle_figures.py --learn` writes the weights.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.extract.figures.cases import Case
from kg.extract.figures.listed import dealt, of_level, of_name
from kg.extract.figures.rules import MENTION, FigureRules
from kg.extract.figures.scenes import Clause, Scene, is_mark
from kg.extract.figures.subjects import Lead, opened

_ATTRIBUTIVE = re.compile(rf"^(?:元|级)?的?[^\ue000-\uf8ff，、]{{0,6}}[“《]?({MENTION})")
_FOUNDED = re.compile(rf"^(?:设立|组建|成立|发起设立)了?[“《]?({MENTION})")
_DEMONSTRATIVE = re.compile("[这该此本其]|上述|我们")
_FOUNDING = ("设立", "组建", "成立", "发起", "建立", "新设", "推出")
#: What can have a size, a price, a budget of its own.
_SIZED = frozenset({"Fund", "Park", "Policy", "Product", "Platform", "Event", "Enterprise"})
_RECENT = 14  # candidates among those spoken of last


def candidates(case: Case, rules: FigureRules) -> dict[str, list[str]]:
    """Each entity that the figure may be about, with its clues."""
    d, lead = case.discourse, case.lead
    kinds = d.standing.kinds
    after = _after(case)
    recent = d.recent(1)[:_RECENT]
    chosen = [*recent, *after, *d.standing.salient, *([d.home] if d.home else [])]
    last: dict[str, str] = {}
    for entity in recent:
        last.setdefault(kinds[entity], entity)
    stripped = opened(case.scene.piece(case.clause.start, case.clause.end), rules)
    noun = rules.noun.match(_referring(case.scene, stripped))
    left = case.scene.piece(case.clause.start, case.slot.quantity.start)
    shape = case.shape
    frame = _frame(case, rules)
    told = _told(case, rules)
    carried = _carried(case, after, rules)
    framed = {kind: [f"{f}:{kind}" for f in frame] for kind in dict.fromkeys(kinds.get(e, "Place") for e in chosen)}
    dealt_to = dealt(case)
    found: dict[str, list[str]] = {}
    for entity in dict.fromkeys(chosen):
        kind, near = kinds.get(entity, "Place"), d.distance(entity)
        fit = "fit" if kind in told else "unfit" if told else "none"
        clues = [f"kind:{kind}", *d.standing.clues.get(entity, ())]
        if near in ("none", "b1", "b2"):
            clues += [f"{c}:away" for c in d.standing.clues.get(entity, ())]
        clues += _of_place(case, entity, kind, near, shape, recent)
        clues += _of_part(case, entity, kind, near, shape)
        clues += _of_sight(case, entity, kind, near, shape, fit, frame)
        if last.get(kind) == entity:
            clues += ["lastkind", f"lastkind:{kind}", *(f"lk:{f}" for f in framed[kind])]
        if entity in after:
            clues += [f"after:{after[entity]}", f"after:{after[entity]}:{kind}"]
            clues.append(f"after:{after[entity]}:{case.slot.quantity.kind}")
        if entity == d.home:
            clues += [f"homef:{f}" for f in frame]
            clues.append(f"{fit}:home")
        names = d.standing.names.get(entity, frozenset())
        clues += [*of_name(names, near), *of_level(case, names, kind, entity == d.home)]
        if dealt_to:
            clues.append(f"dl:{dealt_to == entity}")
        if lead and len(lead.entities) == case.slot.total > 1 and entity == lead.entities[case.slot.index]:
            clues.append("dealt")
        if noun:
            clues += _of_noun(case, entity, kind, noun, last.get(kind) == entity, rules)
        if lead and entity in lead.entities:
            clues += [f"leads:{len(lead.entities) > 1}", f"leads:{kind}:{shape}", f"leads:{fit}"]
        clues += _of_name(names, stripped, left)
        clues += framed[kind]
        clues += [fit, f"{fit}:{near}", f"{fit}:{kind}", f"{fit}:{shape}", f"{fit}:{last.get(kind) == entity}"]
        clues += [f"told:{t}:{kind}" for t in told]
        if entity == carried:
            clues += ["carried", f"carried:{kind}", f"carried:{shape}", f"carried:{near}", f"carried:{fit}"]
        led_by = "mine" if d.opener == entity else "other" if d.opener else "none"
        clues += [f"by:{led_by}:{kind}", f"by:{led_by}:{shape}", f"by:{led_by}:{shape}:{near}"]
        if entity == d.home:
            clues += [f"by:{led_by}:home:{d.standing.ruled}", f"by:{led_by}:home:{shape}"]
        if d.standing.ruled:
            clues += [f"ruled:{near}", f"ruled:{kind}"]
            clues += ["ruled:carried", f"ruled:carried:{kind}"] if entity == carried else []
            clues += ["ruled:home", f"ruled:home:{shape}"] if entity == d.home else []
            clues += [f"ruled:{near}:{d.seen[entity].role}"] if entity in d.seen else []
        if entity in d.seen:
            clues.append(f"{fit}:{near}:{d.seen[entity].role}")
            clues.append(f"{fit}:{near}:{d.seen[entity].role}:{kind}")
            clues += [f"{f}:{near}:{d.seen[entity].role}" for f in frame if f[:3] in ("end", "sta", "now", "mar")]
            clues.append(f"{d.seen[entity].verb}:{near}:{shape}")
            clues.append(f"q:{case.slot.quantity.kind}:{near}:{d.seen[entity].role}:{kind}")
        clues += [f"{fit}:last"] if entity == d.lead else []
        clues += [f"{fit}:opener"] if entity == d.opener else []
        found[entity] = clues
    return found


def _of_place(case: Case, entity: str, kind: str, near: str, shape: str, recent: Sequence[str]) -> Iterator[str]:
    """Clues of where the entity was spoken of last."""
    yield from (f"near:{near}", f"near:{near}:{kind}")
    seen = case.discourse.seen.get(entity)
    if seen is None:
        return
    role = f"role:{near}:{seen.role}"
    yield from (role, f"{role}:{kind}", f"{role}:{_led(case)}", f"{role}:{shape}")
    yield from (f"pre:{seen.before}:{near[0]}", f"pre:{seen.before}:{near}:{kind}")
    yield from (f"post{seen.means}:{seen.after}:{near[0]}", f"post{seen.means}:{seen.after[:1]}:{near}")
    if seen.means:
        yield from (f"means:{seen.means}:{near[0]}", f"means:{seen.means}:{kind}", f"means:{seen.means}:{near}:{shape}")
    yield from (f"verb:{seen.verb}:{near}", f"verb:{seen.verb}:{near}:{kind}", f"ref:{seen.kind}:{near}")
    rank = recent.index(entity) if entity in recent else 4
    yield f"rank:{min(rank, 4)}"
    if rank == 0:
        yield f"rank0:{kind}"


def _of_noun(
    case: Case, entity: str, kind: str, noun: re.Match[str], latest: bool, rules: FigureRules
) -> Iterator[str]:
    """Clues of the noun that opens the clause (公司, 该中心) and may stand for the entity."""
    d = case.discourse
    fits = kind in rules.nouns[noun["noun"]]
    how = f"{'this' if noun['this'] else 'bare'}:{fits}"
    yield from (f"noun:{how}", f"noun:{how}:{latest}", f"noun:{how}:{kind}")
    if not fits:
        return
    ends = any(name.strip("”》’」）)").endswith(noun["noun"]) for name in d.standing.names.get(entity, ()))
    yield from (f"noun:{how}:ends:{ends}", f"noun:{how}:near:{d.distance(entity)}", f"noun:ends:{ends}:{latest}")
    yield from (f"noun:fits:home:{entity == d.home}", f"noun:fits:last:{entity == d.lead}")
    yield from (f"noun:fits:opener:{entity == d.opener_before}", f"noun:fits:head:{entity == d.head}")
    yield f"noun:fits:salient:{'salient' in d.standing.clues.get(entity, ())}"
    if entity in d.seen:
        yield f"noun:fits:role:{d.seen[entity].role}"


def _of_name(names: Iterable[str], stripped: str, left: str) -> Iterator[str]:
    """Clues of words of the clause that an entity's name ends in: 这条中试线 speaks of X中试线."""
    for end in sorted({name.strip("”》’」）)")[-2:] for name in names}):
        if end in stripped[:6]:
            yield "named:head"
            if _DEMONSTRATIVE.match(stripped):
                yield "named:this"
        elif end in left:
            yield "named:in"


def _of_part(case: Case, entity: str, kind: str, near: str, shape: str) -> Iterator[str]:
    """Clues of the part the entity plays in the discourse: home, subject carried over, counted before."""
    d, led = case.discourse, _led(case)
    opener = "opener" if d.opener else "noopener"
    if entity == d.home:
        yield from ("home", f"home:{kind}", f"home:{led}", f"home:{opener}", f"home:{d.lead == entity}")
        yield from (f"home:{shape}", f"home:{near}:{shape}")
    if entity == d.lead:
        yield from ("last", f"last:{kind}", f"last:{near}", f"last:{shape}", f"last:{near}:{shape}")
    if entity == d.opener:
        yield from ("opener", f"opener:{kind}", f"opener:{led}", f"opener:{shape}", f"opener:{kind}:{shape}")
    if entity == d.head:
        yield from ("head_", f"head_:{kind}", f"head_:{led}", f"head_:{opener}", f"head_:{shape}", f"head_:{near}")
    if entity == d.opener_before:
        yield from ("before", f"before:{kind}", f"before:{opener}")


def _of_sight(
    case: Case, entity: str, kind: str, near: str, shape: str, fit: str, frame: Sequence[str]
) -> Iterator[str]:
    """Clues of the part the entity played where it was spoken of last, and of who has led a clause since."""
    d = case.discourse
    seen = d.seen.get(entity)
    if seen is None:
        return
    left, right, verb = seen.part
    whole = f"{left}>{right}"
    yield from (f"p:{left}:{near}", f"p:{left}:{near}:{kind}", f"p:{left}:{near}:{shape}", f"p:{left}:{near}:{fit}")
    yield from (f"p>:{right}:{near}", f"p>:{right}:{near}:{kind}", f"p>:{right}:{near}:{shape}")
    whole = f"pp:{whole}:{near}"
    yield from (whole, f"{whole}:{kind}", f"{whole}:{shape}:{kind}", f"{whole}:{fit}")
    yield from (f"v>:{verb}:{near}", f"v>:{verb}:{kind}", f"v>:{verb}:{near}:{shape}")
    yield f"pq:{left}:{near}:{case.slot.quantity.kind}:{kind}"
    for f in frame:
        if f[:3] in ("end", "sta", "u:", "q:"):
            yield f"pf:{left}:{near}:{f}"
    since = f"since:{min(3, len({e for order, e in d.leads if order > seen.order and e != entity}))}"
    yield from (f"{since}:{near[0]}", f"{since}:{near}:{kind}", f"{since}:{left}")
    gap = d.order - seen.order
    yield from (f"gap:{min(gap, 5)}:{near}", f"gap:{min(gap, 5)}:{near}:{left}")


def _led(case: Case) -> str:
    return "lead" if case.lead else "nolead"


def shape_of(scene: Scene, clause: Clause, lead: Lead | None, rules: FigureRules) -> str:
    """How a clause begins (its subject, a noun for one, a verb …) and whether it opens its sentence."""
    stripped = opened(scene.piece(clause.start, clause.end), rules)
    noun = rules.noun.match(_referring(scene, stripped))
    place = "1" if clause is scene.clauses[0] else "i" if clause.inner else "2"
    if lead:
        return place + ("noun" if noun else "lead")
    if noun:
        return place + "anaphor"
    if stripped.startswith(("其", "它")):
        return place + "its"
    if rules.home.match(stripped):
        return place + "home"
    if rules.verb.match(stripped):
        return place + "verb"
    return place + ("mark" if stripped and is_mark(stripped[0]) else "other")


def _referring(scene: Scene, stripped: str) -> str:
    """`stripped` with a reference at its head (该中心) spelt out: whom it stands for is asked anew here."""
    if stripped and is_mark(stripped[0]) and scene.mention(stripped[0]).kind == "reference":
        return scene.name(stripped[0]) + stripped[1:]
    return stripped


def _after(case: Case) -> dict[str, str]:
    """Entities right of the number in its clause -> how they stand to it."""
    right, scene = case.slot.right, case.scene
    found = {scene.mention(c).entity: "far" for c in right if is_mark(c)}
    if direct := _ATTRIBUTIVE.match(right):
        made = right.startswith(("的", "元的")) or case.words.endswith(_FOUNDING)
        found[scene.mention(direct[1]).entity] = "of" if made else "direct"
    if founded := _FOUNDED.match(right):
        found[scene.mention(founded[1]).entity] = "founded"
    return found


def _frame(case: Case, rules: FigureRules) -> list[str]:
    """Clues of the figure itself: its unit, the ends of its words, whether the home place is spoken of."""
    plain = "".join(c for c in case.words if not is_mark(c))
    quantity = case.slot.quantity
    frame = [f"q:{quantity.kind}", f"u:{quantity.unit}"]
    if plain:
        frame += [f"end:{plain[-2:]}", f"start:{plain[:2]}"]
        frame += dict.fromkeys(f"bi:{plain[i : i + 2]}" for i in range(len(plain) - 1))
    else:
        frame.append("nowords")
    if rules.home.search(case.scene.text, case.clause.start, quantity.start):
        frame.append("marker")
    return frame


def _told(case: Case, rules: FigureRules) -> list[str]:
    """The kinds of things that figures with these words are told of."""
    words = "".join(c for c in case.words + case.slot.right[:12] if not is_mark(c))
    words += "最高" if case.slot.quantity.comparator == "<=" else ""
    return [kind for kind, pattern in rules.told.items() if pattern.search(words)]


def _carried(case: Case, after: Mapping[str, str], rules: FigureRules) -> str | None:
    """Whom a plain rule would take: the thing whose size is told, the clause's subject, the one carried over."""
    d, slot, lead = case.discourse, case.slot, case.lead
    kinds = d.standing.kinds
    if slot.quantity.kind in ("money", "measure"):
        for entity, how in after.items():
            if how != "far" and kinds[entity] in _SIZED:
                return entity
    if lead and len(lead.entities) == slot.total > 1:
        return lead.entities[slot.index]
    if lead and lead.acts:
        return lead.entities[0]
    if rules.attribute.fullmatch(case.words):
        for entity in d.recent(0):
            if kinds[entity] in _SIZED:
                return entity
    return d.topic or d.home
