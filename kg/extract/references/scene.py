"""What has been named so far in a text, and the part that each name plays in its clause."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.extract.references.rules import ReferenceRules
from kg.model import Document, Entity, Mention, Sentence

#: The marks that part clauses.
_CUT = re.compile(r"[，,。；;：:！!？?\n]|——")


@dataclass(frozen=True, slots=True)
class Named:
    """A place where an entity is spoken of; `part` is what it does there (`Scene.part`), `clause`, `sentence` and
    `block` are running numbers."""

    start: int
    end: int
    entity: str
    part: str
    clause: int
    sentence: int
    block: int


@dataclass(slots=True)
class Scene:
    """A document read from its beginning. `said` holds what was named, in the order of the text; `counts` how often
    each entity was spoken of; `openers` the first subject of each block."""

    document: Document
    sentences: Sequence[Sentence]
    entities: Mapping[str, Entity]
    home: str | None
    rules: ReferenceRules
    said: list[Named] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    openers: dict[int, str] = field(default_factory=dict)
    _cuts: list[int] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._cuts = [m.end() for m in _CUT.finditer(self.document.text)]
        self._starts = [s.start for s in self.sentences]

    def place(self, at: int) -> tuple[int, int, int]:
        """The running numbers of the clause, the sentence and the block at a place of the text."""
        sentence = max(0, bisect_right(self._starts, at) - 1)
        block = self.sentences[sentence].block if self.sentences else 0
        return bisect_right(self._cuts, at), sentence, block

    def part(self, start: int, end: int) -> str:
        """What the words at a span do in their clause: first, owner, agent, oblique, object, called or part of a list.

        Told by the words before them in the clause, and by the one behind.
        """
        clause = bisect_right(self._cuts, start)
        lead = self.document.text[self._cuts[clause - 1] if clause else 0 : start].lstrip(" “《\u3000")
        if self.rules.calling.search(lead):
            return "called"
        if self.rules.agent.search(lead):
            return "agent"
        if self.rules.preposition.search(lead):
            return "oblique"
        if self.rules.verb.search(lead):
            return "object"
        if self.document.text.startswith("的", end):
            return "owner"
        return "first" if len(lead) <= 12 else "late"

    def add(self, mention: Mention) -> None:
        """Take note of a mention; they come in the order of the text."""
        clause, sentence, block = self.place(mention.start)
        part = self.part(mention.start, mention.end)
        self.said.append(Named(mention.start, mention.end, mention.entity, part, clause, sentence, block))
        self.counts[mention.entity] = self.counts.get(mention.entity, 0) + 1
        if part in ("first", "owner"):
            self.openers.setdefault(block, mention.entity)

    def back(self, start: int, reach: int) -> Iterator[Named]:
        """What was named before a place, the nearest first, as far back as `reach` characters."""
        for named in reversed(self.said):
            if start - named.end > reach:
                return
            if named.end <= start:
                yield named

    def between(self, one: Named, other: Named) -> str:
        """The words between two names, without the quotation marks around these."""
        return self.document.text[one.end : other.start].strip("“”《》‘’ ")
