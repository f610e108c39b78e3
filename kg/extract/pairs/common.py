"""What the classifier sees of any two mentions, wherever they stand: their names, the verbs, the patterns' finds."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from kg.extract.pairs.sheet import Sheet
from kg.extract.pairs.strings import Few, Ints, Strings
from kg.model import Mention

#: (subject, object) -> predicate, rule and confidence of what the patterns found.
Found = Mapping[tuple[str, str], Sequence[tuple[str, str, float]]]
#: A token of a sentence that is a mention, with the text it is told by.
Told = tuple[str, Mention]


def names(
    sheet: Sheet, text: str, owners: Ints, ends: Sequence[tuple[Mention, Mention]], types: Few, home: str | None
) -> None:
    """Add what names, kinds and classes of subjects and objects tell; `text` is the document's."""
    told = [(s, o, text[s.start : s.end], text[o.start : o.end]) for s, o in ends]
    sheet.add(owners, types.crc("{}|sn|"), Strings.of([a[-2:] for _, _, a, _ in told]))
    sheet.add(owners, types.crc("{}|on|"), Strings.of([b[-2:] for _, _, _, b in told]))
    sheet.add(owners, types.crc("{}|in|"), Strings.of([f"{a in b}|{b in a}" for _, _, a, b in told]))
    sheet.add(
        owners, types.crc("{}|home|"), Strings.of([f"{s.entity == home}|{o.entity == home}" for s, o, _, _ in told])
    )
    sheet.add(owners, types.crc("{}|kind|"), Strings.of([f"{s.kind}|{o.kind}" for s, o, _, _ in told]))
    sheet.add(owners, _plain([f"{s.type}|{o.type}" for s, o, _, _ in told]))


def roles(sheet: Sheet, owners: Ints, told: Sequence[Sequence[str]], heads: Sequence[Few], alone: str) -> None:
    """Add how each pair stands to the verbs, told behind each of its heads and behind `alone`."""
    pair = np.repeat(np.arange(len(told)), [len(t) for t in told])
    strings = Strings.of([role for some in told for role in some])
    for head in heads:
        sheet.add(owners[pair], head.crc("{}|role|", pair), strings)
    sheet.add(owners[pair], np.full(len(pair), zlib.crc32(alone.encode("ascii")), np.uint32), strings)


class Evidence:
    """What the patterns found, as features of pairs."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._subjects = {s for s, _ in found}
        self._objects = {o for _, o in found}

    def add(
        self,
        sheet: Sheet,
        owners: Ints,
        ends: Sequence[tuple[Mention, Mention]],
        beside: Sequence[Sequence[Told]],
        way: Few,
    ) -> None:
        """Add them; `beside` are the mentions of each pair's sentence."""
        bare = np.flatnonzero([(s.entity, o.entity) not in self._found for s, o in ends])
        sheet.add(owners[bare], way.crc("p0|{}", bare))
        of: list[int] = []
        texts: list[str] = []
        for n, ((s, o), others) in enumerate(zip(ends, beside, strict=True)):
            if s.entity in self._subjects or o.entity in self._objects or (o.entity, s.entity) in self._found:
                told = list(self._tell(s, o, others, way.distinct[way.index[n]]))
                of += [n] * len(told)
                texts += told
        sheet.add(owners[np.array(of, np.int64)], _plain(texts))

    def _tell(self, s: Mention, o: Mention, others: Sequence[Told], way: str) -> Iterator[str]:
        for predicate, rule, sure in self._found.get((s.entity, o.entity), ()):
            yield from (f"p|{predicate}", f"p|{rule}", f"p|{predicate}|{way}", f"p|{predicate}|{int(sure * 10)}")
        for predicate, _, _ in self._found.get((o.entity, s.entity), ()):
            yield from (f"q|{predicate}", f"q|{predicate}|{way}")
        for text, other in others:
            if other.entity != o.entity:
                yield from (f"sib|{p}|{text}|{way}" for p, _, _ in self._found.get((s.entity, other.entity), ()))
            if other.entity != s.entity:
                yield from (f"bro|{p}|{text}|{way}" for p, _, _ in self._found.get((other.entity, o.entity), ()))


def _plain(texts: Sequence[str]) -> np.typing.NDArray[np.uint32]:
    return Strings.of(texts).crc
