"""What the pair classifier sees of two mentions, told plainly: strings built one by one. The measure of the fast way."""

from __future__ import annotations

import zlib
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.extract.pairs.roles import Roles
from kg.extract.pairs.senses import Mark, Senses, within
from kg.extract.words import Words
from kg.model import Document, Mention, Relation, Sentence, Vocabulary

#: Mentions further apart than this many characters are not paired.
_REACH = 140
_NEAR = 4
#: How far beyond a pair words are looked at, in characters, and how many parts a told skeleton has at most.
_WINDOW = 14
_SKELETON = 9

Found = Mapping[tuple[str, str], Sequence[tuple[str, str, float]]]


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a sentence, or a mention (then `mention` is set and `text` is its scored type in angle brackets)."""

    text: str
    start: int
    end: int
    mention: Mention | None = None


@dataclass(frozen=True, slots=True)
class PlainPair:
    """As `kg.extract.pairs.candidates.Pair`, with its features as the strings that are hashed."""

    subject: Mention
    object: Mention
    sentence: int
    start: int
    end: int
    strings: tuple[str, ...]

    @property
    def features(self) -> list[int]:
        return sorted({zlib.crc32(f.encode("utf-8")) for f in self.strings})


class PlainReader:
    """Turns a document into pairs.

    Args:
        words: the word cutter.
        senses: the kinds of words.
        vocabulary: for the scored type of a class.
    """

    def __init__(self, words: Words, senses: Senses, vocabulary: Vocabulary) -> None:
        self._words = words
        self._senses = senses
        self._vocabulary = vocabulary

    def pairs(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        mentions: Sequence[Mention],
        home: str | None,
        patterns: Sequence[Relation],
        wanted: Callable[[str, str], bool] = lambda s, o: True,
    ) -> Iterator[PlainPair]:
        """All candidate pairs of a document, in order.

        Args:
            mentions: sorted, without overlaps, resolved.
            home: the entity the text is about.
            patterns: what the rulebook's patterns found: evidence among the features.
            wanted: whether two entities, subject and object, are worth looking at.
        """
        found: dict[tuple[str, str], list[tuple[str, str, float]]] = {}
        for r in patterns:
            found.setdefault((r.subject, r.object), []).append((r.predicate, r.rule, r.confidence))
        starts = [m.start for m in mentions]
        place = next((m for m in mentions if m.entity == home), None)
        before: Mention | None = None
        topic: Mention | None = None
        block = -1
        for number, sentence in enumerate(sentences):
            if sentence.block != block:
                block, topic, before = sentence.block, None, None
            inside = mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
            tokens = self._tokens(document.text, sentence, inside)
            marks = self._senses.marks(document.text, sentence.start, sentence.end, inside)
            roles = Roles(document.text, sentence.start, sentence.end, inside, marks)
            index = [n for n, t in enumerate(tokens) if t.mention]
            for i in index:
                for j in index:
                    if i == j or abs(tokens[i].start - tokens[j].start) > _REACH:
                        continue
                    if wanted(_entity(tokens[i]), _entity(tokens[j])):
                        yield from self._pair(document, number, tokens, marks, roles, i, j, home, found)
            carried = {m.entity: (m, how) for m, how in ((place, "home"), (topic, "topic"), (before, "before")) if m}
            named = {m.entity for m in inside}
            for entity, (mention, how) in sorted(carried.items()):
                if entity not in named:
                    for j in (j for j in index if wanted(entity, _entity(tokens[j]))):
                        yield from self._carried(document, number, tokens, marks, roles, mention, how, j, home, found)
            first = next((m for m in inside if self._type(m) not in ("Award", "Product", "Event", "Field")), None)
            before = first or before
            topic = topic or first

    def _type(self, mention: Mention) -> str:
        return self._vocabulary.type_of(mention.type)

    def _tokens(self, text: str, sentence: Sentence, mentions: Sequence[Mention]) -> list[Token]:
        tokens: list[Token] = []
        at = sentence.start
        for m in [*mentions, None]:
            edge = m.start if m else sentence.end
            if edge > at:
                piece = text[at:edge]
                tokens += [Token(piece[a:b], at + a, at + b) for a, b in self._words.cut(piece) if piece[a:b].strip()]
            if m:
                tokens.append(Token(f"<{self._type(m)}>", m.start, m.end, m))
                at = m.end
        return tokens

    def _pair(
        self, document: Document, number: int, tokens: list[Token], marks: Sequence[Mark], roles: Roles,
        i: int, j: int, home: str | None, found: Found,
    ) -> Iterator[PlainPair]:  # fmt: skip
        s, o = tokens[i].mention, tokens[j].mention
        if s is None or o is None or s.entity == o.entity:
            return
        first, last = min(i, j), max(i, j)
        between = tokens[first + 1 : last]
        types = f"{tokens[i].text}{tokens[j].text}"
        way = types + (">" if i < j else "<")
        texts = [t.text for t in between]
        out = [way, types]
        out += [f"{way}|b|{t}" for t in set(texts)]
        out += [f"{'>' if i < j else '<'}|b|{t}" for t in set(texts)]
        out += [f"{way}|bb|{a}|{b}" for a, b in pairwise(texts)]
        out.append(f"{way}|s|{''.join(texts) if len(texts) <= 6 else len(texts) // 8}")
        out.append(f"{way}|f|{''.join(texts[:2])}")
        out.append(f"{way}|l|{''.join(texts[-2:])}")
        out += [f"{way}|l1|{texts[-1]}", f"{way}|f1|{texts[0]}"] if texts else [f"{way}|adjacent"]
        left = [t.text for t in tokens[max(0, first - _NEAR) : first]]
        right = [t.text for t in tokens[last + 1 : last + 1 + _NEAR]]
        out += [f"{way}|lw|{t}" for t in left] + [f"{way}|rw|{t}" for t in right]
        out += [f"{way}|l0|{left[-1] if left else '^'}", f"{way}|r0|{right[0] if right else '$'}"]
        out += [f"{way}|r0f|{right[0] if right else '$'}|{texts[0] if texts else ''}|{texts[-1] if texts else ''}"]
        out += [f"{way}|lr|{left[-1] if left else '^'}|{right[0] if right else '$'}"]
        clauses = sum(t in "，,；" for t in texts)
        crowd = [t.text for t in between if t.mention]
        out += [f"{way}|c|{min(clauses, 4)}", f"{way}|m|{min(len(crowd), 5)}", f"{way}|ms|{''.join(crowd[:3])}"]
        out.append(f"{way}|list|{bool(texts) and all(t in '、和与及以及' or t[0] == '<' for t in texts)}")
        verbs = [t for t in texts if len(t) > 1 and self._words.tag(t).startswith("v")]
        out += [f"{way}|v|{verbs[0] if verbs else ''}", f"{way}|vl|{verbs[-1] if verbs else ''}|{min(clauses, 2)}"]
        after = [t for t in right if len(t) > 1 and self._words.tag(t).startswith("v")]
        out.append(f"{way}|va|{after[0] if after else ''}")
        out.append(f"{way}|first|{first == 0}")
        skeleton = [t for t in texts if t[0] == "<" or t in "，、的由与和将为在对" or t in verbs]
        if len(skeleton) <= 7:
            out.append(f"{way}|k|{''.join(skeleton)}")
        start, end = tokens[first].start, tokens[last].end
        out += _kinds(way, tokens, marks, first, last)
        for role in roles.of(s, o):
            out += [f"{types}|role|{role}", f"role|{role}"]
        out += self._names(document, s, o, types, home)
        out += self._patterns(found, s, o, tokens, way)
        yield PlainPair(s, o, number, start, end, tuple(out))

    def _carried(
        self, document: Document, number: int, tokens: list[Token], marks: Sequence[Mark], roles: Roles,
        s: Mention, how: str, j: int, home: str | None, found: Found,
    ) -> Iterator[PlainPair]:  # fmt: skip
        o = tokens[j].mention
        if o is None:
            return
        types = f"<{self._type(s)}>{tokens[j].text}"
        way = f"{types}~{how}"
        left = [t.text for t in tokens[max(0, j - 8) : j]]
        right = [t.text for t in tokens[j + 1 : j + 1 + _NEAR]]
        clause = []
        for t in reversed(left):
            if t in "，,；。：":
                break
            clause.append(t)
        verbs = [t for t in clause if len(t) > 1 and self._words.tag(t).startswith("v")]
        crowd = sum(1 for t in tokens[:j] if t.mention)
        out = [way, types, f"{way}|n|{min(crowd, 4)}", f"{way}|first|{j == 0}"]
        for w in (way, types):
            out += [f"{w}|cl|{t}" for t in set(clause)]
            out += [f"{w}|v|{verbs[0] if verbs else ''}", f"{w}|l0|{left[-1] if left else '^'}"]
            out += [f"{w}|l2|{''.join(left[-2:])}", f"{w}|r0|{right[0] if right else '$'}"]
        out += [f"{way}|rw|{t}" for t in right]
        out.append(f"{way}|subject|{any(t[0] == '<' for t in clause)}")
        ahead = _worded(within(marks, tokens[j - len(clause)].start, tokens[j].start))
        behind = _worded(within(marks, tokens[j].end, tokens[j].end + _WINDOW))
        for w in (way, types):
            out += [f"{w}|C|{k}" for k in set(ahead)] + [f"{w}|CR|{k}" for k in behind[:2]]
            out.append(f"{w}|C1|{ahead[-1] if ahead else ''}|{behind[0] if behind else ''}")
        for role in roles.of(None, o):
            out += [f"{way}|role|{role}", f"{types}|role|{role}", f"~role|{role}"]
        out += self._names(document, s, o, types, home)
        out += self._patterns(found, s, o, tokens, way)
        start = tokens[0].start if len(clause) == len(left) else tokens[j].start
        yield PlainPair(s, o, number, start, tokens[j].end, tuple(out))

    def _names(self, document: Document, s: Mention, o: Mention, types: str, home: str | None) -> list[str]:
        a, b = document.text[s.start : s.end], document.text[o.start : o.end]
        return [
            f"{types}|sn|{a[-2:]}",
            f"{types}|on|{b[-2:]}",
            f"{types}|in|{a in b}|{b in a}",
            f"{types}|home|{s.entity == home}|{o.entity == home}",
            f"{types}|kind|{s.kind}|{o.kind}",
            f"{s.type}|{o.type}",
        ]

    def _patterns(self, found: Found, s: Mention, o: Mention, tokens: Sequence[Token], way: str) -> list[str]:
        out = []
        own = found.get((s.entity, o.entity), ())
        for predicate, rule, sure in own:
            out += [f"p|{predicate}", f"p|{rule}", f"p|{predicate}|{way}", f"p|{predicate}|{int(sure * 10)}"]
        for predicate, _, _ in found.get((o.entity, s.entity), ()):
            out += [f"q|{predicate}", f"q|{predicate}|{way}"]
        if not own:
            out.append(f"p0|{way}")
        for t in tokens:
            if t.mention and t.mention.entity != o.entity:
                out += [f"sib|{p}|{t.text}|{way}" for p, _, _ in found.get((s.entity, t.mention.entity), ())]
            if t.mention and t.mention.entity != s.entity:
                out += [f"bro|{p}|{t.text}|{way}" for p, _, _ in found.get((t.mention.entity, o.entity), ())]
        return out


def _entity(token: Token) -> str:
    return token.mention.entity if token.mention else ""


def _kinds(way: str, tokens: Sequence[Token], marks: Sequence[Mark], first: int, last: int) -> list[str]:
    """What the kinds of words between a pair's mentions, and close around them, tell."""
    start, end = tokens[first].end, tokens[last].start
    between = within(marks, start, end)
    names = [(t.start, t.text) for t in tokens[first + 1 : last] if t.mention]
    skeleton = [text for _, text in sorted([(m.start, m.kind) for m in between] + names)]
    words = _worded(between)
    left = within(marks, tokens[first].start - _WINDOW, tokens[first].start)
    right = within(marks, tokens[last].end, tokens[last].end + _WINDOW)
    before, after = (left[-1].kind if left else "^"), (right[0].kind if right else "$")
    told = _worded(right)
    out = [f"{way}|C|{k}" for k in set(words)] + [f"{way[-1]}|C|{k}" for k in set(words)]
    out += [f"{way}|R|{k}" for k in told[:2]] + [f"{way}|L|{k}" for k in _worded(left)[-1:]]
    out.append(f"{way}|CC|{'|'.join(words[:4])}")
    out.append(f"{way}|BA|{before}|{after}|{words[0] if words else ''}|{told[0] if told else ''}")
    out.append(f"{way}|BT|{before}|{told[0] if told else ''}|{len(words)}")
    if len(skeleton) <= _SKELETON:
        out += [f"{way}|K|{' '.join(skeleton)}", f"{way}|KB|{before}|{' '.join(skeleton)}"]
        out.append(f"{way}|KR|{' '.join(skeleton)}|{told[0] if told else ''}")
    return out


def _worded(marks: Sequence[Mark]) -> list[str]:
    """The kinds of the marks that are words of content."""
    return [m.kind for m in marks if len(m.kind) > 1]
