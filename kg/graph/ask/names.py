"""What is no name as it stands may be one shortened, misspelt or in pinyin: taken for it if no doubt is left."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.graph.ask.tokens import Token
from kg.graph.lookup import Index, Match
from kg.graph.spelling import fold

# A name is shortened by leaving out characters, but never so many in a row, nor at its beginning.
_GAP, _BEFORE = 3, 1
# Shorter than this, too much else would be a shortened form of the same; and no less than this part of the name.
_SHORT, _PART = 4, 0.45
# As short as that, only a university's (西安交大), whose last character may be left out too.
_CERTAIN, _AFTER = 5, 1
# So many characters too many or too few may stand in a name of so many.
_OFF, _LONG = 2, 6
# Fillers that stand within names.
_INNER = "中内上出到来里可能一新有"
# A misspelt or shortened name may have been taken for so many words.
_PIECES = 5


def named(words: list[Token], index: Index) -> tuple[list[Token], tuple[str, ...]]:
    """The words with the names found among those nobody understands, and what was taken for what."""
    notes: list[str] = []
    at = 0
    while at < len(words):
        if words[at].kind != "U" or words[at].means:
            at += 1
            continue
        for start, end in _around(words, at):
            text = "".join(word.text for word in words[start:end])
            known = [fold(word.text) for word in words[start:end] if word.kind == "E"]
            match = meant(text, index)
            if match is not None and words[end - 1].kind == "R" and end - 1 > at:
                # 爱企谷孵化的企业 is about 爱企谷, not a part of 爱企谷孵化器.
                shorter = meant("".join(word.text for word in words[start : end - 1]), index)
                if shorter is not None and shorter.iri == match.iri:
                    continue
            if match is not None and _describes(words[start:end], match, index):
                continue
            # A slip may leave a part of a name standing as a shorter name, which the whole must then hold.
            if match is not None and all(_holds(fold(match.name), part) for part in known):
                notes.append(f"没有“{text}”，按“{match.label}”回答")
                words[start:end] = [Token("E", text, (match.iri,), words[start].at)]
                at = start
                break
        at += 1
    return words, tuple(notes)


def _describes(words: Sequence[Token], match: Match, index: Index) -> bool:
    """Whether the words are rather a description than a part of a name: a place, and a class that the bearer of the
    name is not of (江北新区集成电路产业, of a fund's name)."""
    first, last = words[0], words[-1]
    if first.kind != "E" or last.kind != "C" or any(index.node(iri).type != "Place" for iri in first.means):
        return False
    return last.means[0] not in index.vocabulary.ancestors(index.node(match.iri).cls)


def _holds(name: str, part: str) -> bool:
    letters = iter(name)
    return name != part and all(letter in letters for letter in part)


def _around(words: Sequence[Token], at: int) -> list[tuple[int, int]]:
    """The stretches of words around an unknown one that may be one name with it, the longest first."""

    def part(word: Token) -> bool:
        return (word.kind in "EUCNORXAF" or word.text in _INNER) and not (word.kind == "U" and word.means)

    first = at
    while first > 0 and part(words[first - 1]) and at - first < _PIECES:
        first -= 1
    last = at + 1
    while last < len(words) and part(words[last]) and last - at < _PIECES:
        last += 1
    stretches = [(start, end) for start in range(first, at + 1) for end in range(at + 1, last + 1)]
    return sorted(stretches, key=lambda s: (s[0] - s[1], s))


def meant(text: str, index: Index) -> Match | None:
    """The only entity that `text` can be a slip, a part or a short form of; None if there is none or a doubt."""
    if len(text) < 2:
        return None
    found = index.resolve(text)
    if found.how in ("name", "alias", "pinyin", "initials"):
        return found.only
    if found.how == "part" and found.only is not None:
        name = fold(found.only.name)
        if len(text) > 2:
            return found.only
        # What a name has in quotation marks is its short form: 中国“天眼”.
        if any(f"{one}{text}{other}" in found.only.name for one, other in ("“”", "「」", "《》")):
            return found.only
        # Two characters are a brand, if anything: 大华 of 大华智慧物联, but not 华为 of 华为成都智算中心.
        brand = name.startswith(fold(text)) and index.vocabulary.type_of(found.only.cls) == "Enterprise"
        return found.only if brand else None
    if short := _shortened(text, index):
        return short
    return found.only if found.only is not None and _slip(fold(text), fold(found.only.name)) else None


def _slip(key: str, name: str) -> bool:
    """Whether `key` is `name` as one mistypes it: characters that sound alike (威丝克), or one or two too many or too
    few in a long name. Another character is another name (北极大学 is not 北京大学)."""
    if len(key) == len(name):
        # Only here is pypinyin needed, which takes its time to come in.
        from kg.graph.pinyin import sounds

        pairs = [(one, other) for one, other in zip(key, name, strict=True) if one != other]
        return all(set(sounds(one).full) & set(sounds(other).full) for one, other in pairs)
    shorter, longer = sorted((key, name), key=len)
    letters = iter(longer)
    return len(shorter) >= _LONG and len(longer) - len(shorter) <= _OFF and all(c in letters for c in shorter)


def _shortened(text: str, index: Index) -> Match | None:
    """The only entity with a name of which `text` is a short form: 川大泸州产研院."""
    key = fold(text)
    if len(key) < _SHORT or not key.isalnum():
        return None
    gap = f".{{0,{_GAP}}}"
    form = re.compile(f".{{0,{_BEFORE}}}" + gap.join(map(re.escape, key)) + f".{{0,{_AFTER}}}")
    rows = index.rows(
        "SELECT node.iri, node.label, node.class, name.text FROM name JOIN node ON node.id = name.node"
        " WHERE name.key LIKE ? ORDER BY length(name.key), node.iri LIMIT 200",
        (f"%{'%'.join(key)}%",),
    )
    fitting = [
        Match(*row)
        for row in rows
        if form.fullmatch(fold(row[3]))
        and len(key) >= _PART * len(fold(row[3]))
        and (len(key) >= _CERTAIN or index.vocabulary.type_of(row[2]) == "University")
    ]
    return fitting[0] if len({match.iri for match in fitting}) == 1 else None
