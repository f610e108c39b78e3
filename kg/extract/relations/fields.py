"""Fields (industries, technologies, research directions): no list names them, the words around them do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from kg.extract.relations.alphabet import FIRST, LAST
from kg.extract.relations.grammar import either
from kg.model import Document, Mention, Sentence

_NAME = f"[^，。、；：！？（）“”‘’《》的\\s{chr(FIRST)}-{chr(LAST)}]"
_JOIN = r"(?:、|和|与|及|以及|，以及|及其)"
_WIDE = str.maketrans({",": "，", ":": "：", ";": "；", "(": "（", ")": "）", "!": "！", "?": "？"})


def _list(length: str, times: str) -> str:
    """A group `list` of names of a length, joined `times` times."""
    return f"(?P<list>{_NAME}{length}(?:{_JOIN}{_NAME}{length}){times})"


class FieldFinder:
    """Finds the names of fields in a sentence.

    Args:
        raw: the content of rulebook/fields.toml.
    """

    def __init__(self, raw: Mapping[str, Sequence[str]]) -> None:
        between, heads, trailers = either(raw["between"]), either(raw["heads"]), either(raw["trailers"])
        count = r"(?:[\d一二三四五六七八九十两几多]+)?(?:个|大|类|条|项|家|种)?"
        lazy, greedy = _list("{2,20}?", "*?"), _list("{2,14}", "*")
        mention = f"[“‘《]?[{chr(FIRST)}-{chr(LAST)}]"
        self._headed = re.compile(f"{lazy}(?:等等|等)?{count}(?:{between})*(?:{heads})(?!{either(raw['compounds'])})")
        self._sure = re.compile(f"(?:{either(raw['sure'])}){greedy}")
        self._strong = re.compile(f"(?:{either(raw['strong'])}){greedy}")
        self._maker = re.compile(f"{lazy}(?:{trailers})*(?:{either(raw['makers'])})(?:{mention}|$|，)")
        self._disposed = re.compile(f"(?:将|把|以){lazy}(?:等)?(?:产业|领域|技术)?(?:{either(raw['disposed'])})")
        self._seat = re.compile(
            f"(?:将|把|以){lazy}(?:等)?{count}(?:产业|领域|技术|方向)?(?:{either(raw['disposed'])})"
        )
        self._makes = re.compile(
            f"(?:{either(raw['makes'])})(?!{either(raw['makes_not'])})(?:了|着)?{lazy}(?:{trailers})*"
            f"的[^，。；、：的{chr(FIRST)}-{chr(LAST)}]{{0,8}}?{mention}"
        )
        self._does = re.compile(
            f"(?:[{chr(FIRST)}-{chr(LAST)}][”’》]?(?:{either(raw['before_does'])})*|[，。；：])"
            f"(?:{either(raw['does'])})(?!{either(raw['does_not'])}){lazy}(?:{trailers})*(?=[，。；！？]|$)"
        )
        self._dealer = re.compile(f"{lazy}(?:{trailers})*(?:{either(raw['makers'])}|商)——?{mention}")
        self._join = re.compile(_JOIN)
        self._opener = re.compile(f".*(?:{either(raw['openers'])})")
        self._trailer = re.compile(f"(?:{trailers})+(?:[一二两三四五六七八九十\\d]+(?:个|大|类|条|项).*)?$")
        self._count = re.compile(r"(?:[\d一二三四五六七八九十两几多]+)(?:个|大|类|条|项|种).*$")
        self._stem = re.compile(f"(?:{either(raw['stems'])})(?:{trailers})*$")
        self._never = re.compile(either(raw["never"]))
        self._soft = re.compile(either(raw["soft"]))
        self._bare = frozenset(raw["bare"])
        self._always = frozenset(raw["always"])

    def find(self, document: Document, sentence: Sentence, mentions: Sequence[Mention]) -> list[Mention]:
        """The fields named in a sentence, as mentions of type Field with the entity `field:NAME`.

        Args:
            mentions: those in the sentence; no field overlaps one.
        """
        masked = list(document.text[sentence.start : sentence.end].translate(_WIDE))
        for mention in mentions:
            for at in range(mention.start, mention.end):
                masked[at - sentence.start] = chr(FIRST)
        text = "".join(masked)
        found: dict[int, tuple[int, bool]] = {}
        for regex, certain, stemmed in (
            (self._headed, True, False),
            (self._sure, True, False),
            (self._makes, True, False),
            (self._seat, True, False),
            (self._does, False, False),
            (self._dealer, False, False),
            (self._disposed, False, True),
            (self._strong, False, True),
            (self._maker, False, True),
        ):
            at = 0
            while match := regex.search(text, at):
                at = max(match.end("list"), at + 1)
                for start, end in self._names(text, match.start("list"), match.end("list"), stemmed):
                    if not any(s < end and start < e for s, (e, _) in found.items()):
                        found[start] = (end, certain)
        return [self._mention(document, sentence.start + s, sentence.start + e) for s, (e, _) in sorted(found.items())]

    def _names(self, text: str, start: int, end: int, stemmed: bool) -> Iterable[tuple[int, int]]:
        """The names in a list, the last first, until one is none: what stands before it belongs to the sentence."""
        last = text.rfind("、", start, end)  # 和 before it joins two halves of one name: 先进计算与人工智能、精准医学
        joins = [m for m in self._join.finditer(text, start, end) if m.group() == "、" or m.start() > last]
        edges = [start, *(x for m in joins for x in m.span()), end]
        if stemmed and joins:  # one name with a stem vouches for its list
            ends = zip(edges[::2], edges[1::2], strict=True)
            stemmed = not any(self._is_name(self._cut(text[first:last]), True) for first, last in ends)
        for first, last in list(zip(edges[::2], edges[1::2], strict=True))[::-1]:
            if opener := self._opener.match(text, first, last):
                first_, opened = opener.end(), True
            else:
                first_, opened = first, False
            name = text[first_:last]
            cut = self._cut(name)
            if not self._is_name(cut, stemmed):
                if opened or last != end:
                    return
                continue
            yield first_, first_ + len(cut)
            if opened:
                return

    def _cut(self, name: str) -> str:
        """A name without what describes it from behind: 新能源科技研发."""
        name = self._count.sub("", name)
        return name if name in self._always else self._trailer.sub("", name) or name

    def _is_name(self, name: str, stemmed: bool) -> bool:
        if not 2 <= len(name) <= 14 or (name[0].isdigit() and not re.match(r"\d[DGC]", name)):
            return False
        if name in self._always:
            return True
        if name in self._bare or (self._soft.search(name) and (len(name) < 4 or not self._stem.search(name))):
            return False
        return not self._never.search(name) and (not stemmed or bool(self._stem.search(name)))

    @staticmethod
    def _mention(document: Document, start: int, end: int) -> Mention:
        name = "".join(document.text[start:end].split())
        return Mention(start, end, "Field", "field", 0.8, f"field:{name}")
