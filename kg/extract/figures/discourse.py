"""What has been spoken of so far in a document, and what the document as a whole is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.extract.figures.parts import NO_PART, Part
from kg.extract.figures.rules import FigureRules
from kg.extract.figures.scenes import Scene
from kg.extract.figures.subjects import BYSTANDERS, Lead, kind_of
from kg.model import Block, Document, Mention

_OPENS = re.compile(r"[。！？；，：,:;\n“《 ]$")
_NEAR_MEANS = 14  # characters
_PREPOSITIONS = "在为给对向由于从被把将同"


@dataclass(frozen=True, slots=True)
class Seen:
    """The last place an entity was spoken of.

    `clause`, `sentence` and `block` are running numbers, `order` counts mentions. `role` is its part in its clause;
    `before` the two letters before it, `after` the two behind it, quotation marks aside, `verb` the last verb before
    it there; `kind` is name or reference; `means` is "by" for what something is done with (通过X机制), "as" for 作为X.
    """

    clause: int
    sentence: int
    block: int
    order: int
    role: str
    before: str
    after: str
    verb: str
    kind: str
    means: str
    part: Part = NO_PART


@dataclass(frozen=True, slots=True)
class Standing:
    """What a document's mentions say of its entities before a sentence is read.

    `clues` are of an entity's standing (named first, named most); `parts` is the home of each block; `salient` are
    the entities that a figure may be about wherever it stands.
    """

    kinds: Mapping[str, str]
    names: Mapping[str, frozenset[str]]
    clues: Mapping[str, tuple[str, ...]]
    parts: tuple[str | None, ...]
    salient: tuple[str, ...]
    ruled: bool  # a place's report: its place leads clause after clause


def survey(document: Document, mentions: Sequence[Mention], home: str | None) -> Standing:
    """The standing of a document's entities."""
    text = document.text
    kinds: dict[str, str] = {}
    names: dict[str, set[str]] = {}
    first: dict[str, int] = {}
    counts: Counter[str] = Counter()
    leads: Counter[str] = Counter()
    for m in sorted(mentions, key=lambda m: (m.kind != "name", m.start)):
        kinds.setdefault(m.entity, kind_of(m))
    for m in mentions:
        first.setdefault(m.entity, m.start)
        counts[m.entity] += 1
        leads[m.entity] += opens_clause(text, m)
        if m.kind == "name":
            names.setdefault(m.entity, set()).add(text[m.start : m.end])
    order = [e for e in first if kinds[e] not in ("Person", "Government", "Field")]
    often = sorted(order, key=lambda e: (-counts[e], first[e]))
    most = max(counts.values(), default=1)
    clues: dict[str, tuple[str, ...]] = {}
    for entity, kind in kinds.items():
        told = [f"share:{round(3 * counts[entity] / most)}"]
        told += [f"count:{min(counts[entity], 4)}:{kind}", f"leads:{min(leads[entity], 3)}:{kind}"]
        if entity in order[:3]:
            told += [f"first:{order.index(entity)}", f"first:{order.index(entity)}:{kind}"]
        if first[entity] < 80:
            told += ["head", f"head:{kind}"]
        if entity in often[:1]:
            told += ["salient", f"salient:{kind}"]
        clues[entity] = tuple(told)
    return Standing(
        kinds,
        {e: frozenset(forms) for e, forms in names.items()},
        clues,
        tuple(_parts(text, mentions, home, document.blocks)),
        tuple(dict.fromkeys([*order[:4], *often[:3]])),
        home is not None and kinds.get(home) == "Place" and leads[home] >= 3,
    )


def opens_clause(text: str, mention: Mention) -> bool:
    """Whether a mention stands at the head of a clause."""
    return mention.start == 0 or _OPENS.search(text, mention.start - 1, mention.start) is not None


def _parts(text: str, mentions: Sequence[Mention], home: str | None, blocks: Iterable[Block]) -> Iterable[str | None]:
    """The home of each block: a page may be made of reports on several places, each under its own head."""
    led = [
        [
            m.entity
            for m in mentions
            if m.type == "Place" and m.kind == "name" and block.start <= m.start < block.end
            and (m.start == block.start or text[m.start - 1] in "。！？；\n，, ")
        ]
        for block in blocks
    ]  # fmt: skip
    often = Counter(e for entities in led for e in entities)
    wide = {e for e in often if often[e] >= 3 and often[e] * 4 >= max(often.values())}
    present = home
    for entities in led:
        here = [e for e in entities if e in wide]
        if here and home not in here:
            present = max(here, key=here.count)
        elif here:
            present = home
        yield present


@dataclass(slots=True)
class Discourse:
    """The state of reading: where we are, who led, who was counted last."""

    standing: Standing
    home: str | None = None  # of this block
    clause: int = 0
    sentence: int = 0
    block: int = -1
    order: int = 0
    seen: dict[str, Seen] = field(default_factory=dict)
    topic: str | None = None  # the subject carried over: the last lead of this block that acts, else home
    lead: str | None = None  # the single subject that led a clause last, in this block
    opener: str | None = None  # the one that led first in this sentence
    opener_before: str | None = None  # and in the sentence before
    head: str | None = None  # and in this block
    leads: list[tuple[int, str]] = field(default_factory=list)  # who led a clause, with the order of mentions then

    def enter_block(self, block: int) -> None:
        """A new paragraph begins: leads do not reach into it."""
        self.block = block
        self.home = self.topic = self.standing.parts[block]
        self.lead = self.opener = self.opener_before = self.head = None

    def enter_sentence(self) -> None:
        """A new sentence begins."""
        self.sentence += 1
        self.opener_before, self.opener = self.opener, None

    def enter_clause(self, lead: Lead | None) -> None:
        """A new clause begins, led by `lead`."""
        self.clause += 1
        if lead:
            self.leads.append((self.order + 1, lead.entities[0]))
        if lead and len(lead.entities) == 1:
            self.lead = lead.entities[0]
            self.opener = self.opener or self.lead
            self.head = self.head or self.lead
            if lead.acts:
                self.topic = self.lead

    def speak(
        self, scene: Scene, start: int, mention: Mention, lead: Lead | None, verb: str, rules: FigureRules, part: Part
    ) -> None:
        """A mention of the clause that begins at `start` goes by."""
        self.order += 1
        before = scene.text[max(start, mention.start - 2) : mention.start]
        after = scene.text[mention.end : mention.end + 3].lstrip("”》’」")[:2]
        words = scene.text[start : mention.start].lstrip("“《‘「")
        means = _means(words, rules)
        role = _role(scene, mention, lead)
        self.seen[mention.entity] = Seen(
            self.clause, self.sentence, self.block, self.order, role, before, after, verb, mention.kind, means, part
        )

    def bound(self, rules: FigureRules) -> str | None:
        """Whose all of this sentence is: its only subject so far, where it does it by some means or is made so."""
        seen = self.seen.get(self.opener) if self.opener and self.opener == self.lead else None
        if seen and seen.sentence == self.sentence and rules.binding.match(seen.after):
            return self.opener
        return None

    def recent(self, reach: int) -> list[str]:
        """The entities spoken of in this block and `reach` blocks before, the last first."""
        near = [e for e, s in self.seen.items() if self.block - s.block <= reach]
        return sorted(near, key=lambda e: -self.seen[e].order)

    def distance(self, entity: str) -> str:
        """c0 to c2 in this sentence (this clause, the one before, earlier), s1 s2 in this block, b1 b2 before it."""
        seen = self.seen.get(entity)
        if seen is None:
            return "none"
        if seen.sentence == self.sentence:
            return f"c{min(self.clause - seen.clause, 2)}"
        if seen.block == self.block:
            return f"s{min(self.sentence - seen.sentence, 2)}"
        return f"b{min(self.block - seen.block, 2)}"


def _role(scene: Scene, mention: Mention, lead: Lead | None) -> str:
    """The part a mention plays in its clause, told by its neighbours."""
    if lead and mention.start in lead.starts:
        return "lead" if len(lead.entities) == 1 else "leads"
    before = scene.text[max(0, mention.start - 2) : mention.start].rstrip("“《「")[-1:]
    after = scene.text[mention.end : mention.end + 1]
    if (before and before in "、和与及") or (after and after in "、和与"):
        return "list"
    if before and before in _PREPOSITIONS:
        return before
    return "of" if after == "的" else "object"


def _means(words: str, rules: FigureRules) -> str:
    """What a mention right of `words` in its clause is by them: something likened, something that is used, neither."""
    if rules.likened.match(words):
        return "as"
    ends = [m.end() for m in rules.means.finditer(words)]
    return "by" if ends and len(words) - ends[-1] <= _NEAR_MEANS else ""


def acts(standing: Standing, entity: str) -> bool:
    """Whether figures may well be about `entity`."""
    return standing.kinds.get(entity, "Place") not in BYSTANDERS
