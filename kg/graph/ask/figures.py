"""Questions about figures: which of the texts' own figures a question names by its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.graph.ask.lexicon import Lexicon
from kg.graph.ask.likeness import LOOSELY, MIXED, NOT, WITHIN, bare, counts, likeness, plain
from kg.graph.ask.owned import policies
from kg.graph.ask.tokens import Token
from kg.graph.lookup import Index
from kg.graph.spelling import fold
from kg.graph.timeline import when
from kg.model import Figure

#: Words that name no part of an indicator: question words, the year, plans, and whether it is so.
_BESIDE = "WQLYHMV_DIBP"
_BESIDES = ("", "X", "ZS", "XZS")
_ASPECT = re.compile("了|(?<![超通])过")
# Of a name that more bear than this, no figure is looked for.
_BEARERS = 3
# What the whole name of a place may end with.
_PLACES = "市县区省"
# But these say which of several is meant.
_PARTS = ("最大", "最强", "最长", "最久", "最快", "最重")


@dataclass(frozen=True, slots=True)
class Named:
    """The figures that a question names; `exactly` if by all their words. `doubt`: the indicators it may mean."""

    figures: tuple[Figure, ...] = ()
    exactly: bool = False
    doubt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Asked:
    """What must name the indicator, in one and word by word; the words of the question, whether a plan is asked for,
    and whether how much."""

    rest: str
    apart: tuple[str, ...]
    words: Sequence[Token]
    planned: bool
    asks: bool


def named_figures(words: Sequence[Token], index: Index, lexicon: Lexicon) -> Named:
    """The figures about one entity of the question whose indicator is what all its other words say."""
    entities = [word for word in words if word.kind == "E"]
    # Keywords alone ask how much as well as a question word does.
    asks = any(word.kind in "QZ" or word.text in ("什么", "啥") for word in words)
    asks = asks or not any(word.kind in "WLM" for word in words)
    for entity in entities[:2]:
        if len(entity.means) > _BEARERS:
            continue
        others = [word for word in words if word is not entity]
        # 规划 may ask for a plan, 最高 for a limit, or be a part of the indicator (规划面积, 最高奖).
        figures = tuple(figure for iri in _kin(entity.means, index) for figure in index.figures(iri))
        others, measure = _measured(others, figures)
        figures = tuple(figure for figure in figures if measure in ("", figure.unit))
        for beside in _BESIDES if any(word.kind in "XZS" for word in words) else ("",):
            left = [word for word in others if word.kind not in beside or word.text in _PARTS]
            planned = "X" in beside and any(word.kind == "X" for word in words)
            # What was left out as a filler may be a part of the name after all (中小企业).
            whole = _rest(left, lexicon)
            without = _rest([replace(word, filler="") for word in left], lexicon)
            for rest in dict.fromkeys((whole, without or _bare(left, figures, lexicon))):
                asked = _Asked(rest, _apart(left, lexicon), words, planned, asks)
                found = _fitting(figures, asked, index, lexicon)
                if found.figures or found.doubt:
                    return found
                found = _reworded(figures, asked, index, lexicon)
                if found.figures or found.doubt:
                    return found
        other = _lightly(entity, others, words, asks, figures, index, lexicon)
        other = other or _of_policies(entity, others, words, asks, index, lexicon)
        if other:
            return other
    ranks = any(word.kind in "ZS" for word in words) and any(word.kind in "WL" for word in words)
    told = any(word.kind in "QZ" or word.text in ("什么", "啥") for word in words)
    if not entities and told and not ranks:
        # 最高多少钱 tells the limit, which the indicator's name need not.
        pairs = pairwise((*words, Token("", "")))
        rest = _rest((word for word, after in pairs if word.kind != "Z" or after.kind != "Q"), lexicon)
        figures = _with_indicator(index, rest, lexicon) if len(rest) > 3 else ()
        return _fitting(figures, _Asked(rest, (), words, False, False), index, lexicon)
    return Named()


def _lightly(
    entity: Token, others: list[Token], words: Sequence[Token], asks: bool, figures: Sequence[Figure], index: Index,
    lexicon: Lexicon,
) -> Named | None:  # fmt: skip
    """The figures that all but a verb that says little names exactly (每年投入多少资金)."""
    left = [word for word in others if not (word.kind == "R" and word.text in lexicon.light)]
    if not asks or len(left) == len(others):
        return None
    rest = _rest([replace(word, filler="") for word in left], lexicon)
    found = _fitting(figures, _Asked(rest, (), words, False, True), index, lexicon)
    if found.exactly or found.doubt or len(rest) < 2:
        return found if found.exactly else None
    # 做过多少次测试, and 开展测试.
    for indicator in sorted({figure.indicator for figure in figures}):
        verb = next((verb for verb in sorted(lexicon.light) if indicator.startswith(verb)), "")
        if verb and bare(indicator.removeprefix(verb), lexicon) == bare(rest, lexicon):
            said = _Asked(plain(indicator, lexicon), (), words, False, True)
            return _fitting(figures, said, index, lexicon)
    return None


def _of_policies(
    entity: Token, others: list[Token], words: Sequence[Token], asks: bool, index: Index, lexicon: Lexicon
) -> Named | None:  # fmt: skip
    """The figures of the one policy of a place that has such."""
    issued, left = policies(entity, others, _kin(entity.means, index), index)
    told = []
    for iri in issued if asks else ():
        asked = _Asked(_rest(left, lexicon), _apart(left, lexicon), words, False, asks)
        found = _fitting(index.figures(iri), asked, index, lexicon)
        told += [found] if found.figures or found.doubt else []
    return told[0] if len(told) == 1 and told[0].exactly else None


def _kin(iris: Sequence[str], index: Index) -> tuple[str, ...]:
    """The entities, and for a place called 昆山 the one called 昆山市."""
    found = dict.fromkeys(iris)
    for iri in iris:
        node = index.node(iri)
        if node.type == "Place":
            keys = [fold(node.label + ending) for ending in _PLACES]
            found |= dict.fromkeys(other for _, _, other in index.bearing(keys, ("Place",)))
    return tuple(found)


def _measured(words: list[Token], figures: Sequence[Figure]) -> tuple[list[Token], str]:
    """The words without a unit behind how-many that the lexicon does not know (多少瓶), and that unit."""
    units = {figure.unit for figure in figures}
    for at, word in enumerate(words[1:], 1):
        unit = next((unit for unit in sorted(units) if word.text.startswith(unit)), "")
        if unit and len(word.text) > len(unit) and word.kind == "U" and words[at - 1].kind == "Q":
            rest = replace(word, text=word.text[len(unit) :], at=word.at + len(unit))
            return [*words[:at], rest, *words[at + 1 :]], unit
        if words[at - 1].kind == "Q" and word.text in units:
            return [*words[:at], *words[at + 1 :]], word.text
    return words, ""


def ranked_figures(words: Sequence[Token], cls: str, index: Index, lexicon: Lexicon) -> tuple[str, tuple[Figure, ...]]:
    """The indicator that the words name, and the latest such figure of each entity of the class, the highest first."""
    rest = _rest((word for word in words if word.kind not in "TSZ"), lexicon)
    if len(rest) < 2:
        return "", ()
    latest: dict[str, Figure] = {}
    dates = {source.name: source.date for source in index.sources}
    year = next((word.means[0] for word in words if word.kind == "Y"), "")
    for figure in index.figures():
        core = bare(figure.indicator, lexicon)
        if core != bare(rest, lexicon) and not core.endswith(bare(rest, lexicon)):
            continue
        if cls and cls not in index.vocabulary.ancestors(index.node(figure.subject).cls):
            continue
        then = when(figure.period or "", dates[figure.document])
        if year and not then.startswith(year):
            continue
        held = latest.get(figure.subject)
        if held is None or (then, figure.value) > (when(held.period or "", dates[held.document]), held.value):
            latest[figure.subject] = figure
    units = sorted({figure.unit for figure in latest.values()})
    if len(units) != 1:
        return rest, ()
    return rest, tuple(sorted(latest.values(), key=lambda figure: (-figure.value, figure.iri)))


def _rest(words: Iterable[Token], lexicon: Lexicon) -> str:
    """The words that must name the indicator, run together; a rank asked for names itself."""
    told = [
        "排名" if w.kind == "Q" and w.means == ("位",) else "" if w.kind in _BESIDE else w.filler + w.text
        for w in words
    ]
    text = _ASPECT.sub("", "".join(told))
    return plain(text.replace("排名排名", "排名"), lexicon)


def _apart(words: Iterable[Token], lexicon: Lexicon) -> tuple[str, ...]:
    """The words that must name the indicator, each for itself; those that add nothing to it left out."""
    told = ["排名" if w.kind == "Q" and w.means == ("位",) else _ASPECT.sub("", w.text) for w in words
            if w.kind not in _BESIDE or w.means == ("位",)]  # fmt: skip
    return tuple(text for text in told if text and text not in lexicon.idle)


def _bare(words: Sequence[Token], figures: Sequence[Figure], lexicon: Lexicon) -> str:
    """What is asked for by how-much alone (张三多大): the only one of its indicators that the entity has."""
    asked = [_ASPECT.sub("", word.text) for word in words if word.kind == "Q"]
    units = [word.means[0] for word in words if word.kind == "Q"]
    indicators = lexicon.bare.get(asked[0], lexicon.bare.get(units[0], ())) if len(asked) == 1 else ()
    known = {figure.indicator for figure in figures} & set(indicators)
    return plain(known.pop(), lexicon) if len(known) == 1 else ""


def _reworded(figures: Sequence[Figure], of: _Asked, index: Index, lexicon: Lexicon) -> Named:
    """The figures whose name has a noun for a verb of the question; if all its nouns are names of one indicator."""
    if not any(word.kind == "Q" for word in of.words):
        return Named()
    found: dict[str, Figure] = {}
    for verb in sorted((verb for verb in lexicon.verbs if verb in of.rest), key=len, reverse=True):
        for noun in lexicon.verbs[verb]:
            rest = plain(of.rest.replace(verb, noun, 1), lexicon)
            told = _fitting(figures, replace(of, rest=rest, apart=()), index, lexicon)
            found |= {figure.iri: figure for figure in told.figures}
    indicators = sorted({figure.indicator for figure in found.values()})
    if len({bare(indicator, lexicon) for indicator in indicators}) > 1:
        return Named(doubt=tuple(indicators))
    return Named(tuple(found.values()))


def _fitting(figures: Iterable[Figure], of: _Asked, index: Index, lexicon: Lexicon) -> Named:
    """The figures that fit what is asked, its year and its unit best."""
    rest, words, planned = of.rest, of.words, of.planned
    if len(rest) < 2:
        return Named()
    year = next((word.means[0] for word in words if word.kind == "Y"), "")
    period = next((word.text for word in words if word.kind == "H"), "")
    unit = next((word.means[0] for word in words if word.kind == "Q" and word.means[0]), "")
    dates = {source.name: source.date for source in index.sources}
    levels: dict[int, list[Figure]] = {}
    for figure in figures:
        if year and not when(figure.period or "", dates[figure.document]).startswith(year):
            continue
        if (planned and figure.status != "target") or not counts(unit, figure.unit):
            continue
        levels.setdefault(likeness(rest, of.apart, figure.indicator, unit, lexicon), []).append(figure)
    levels.pop(NOT, None)
    if not of.asks:
        # Only a question that asks how much may name an indicator by a part of it.
        levels.pop(WITHIN, None)
        levels.pop(LOOSELY, None)
        levels.pop(MIXED, None)
    if not levels:
        return Named()
    level = min(levels)
    best = levels[level]
    if any(figure.status == "achieved" for figure in best):
        best = [figure for figure in best if figure.status == "achieved"]
    best = [figure for figure in best if period and period in (figure.period or "")] or best
    indicators = sorted({figure.indicator for figure in best})
    if len({bare(indicator, lexicon) for indicator in indicators}) > 1:
        return Named(doubt=tuple(indicators))
    return Named(tuple(best), level < WITHIN)


def _with_indicator(index: Index, rest: str, lexicon: Lexicon) -> tuple[Figure, ...]:
    """The figures of whatever entity whose indicator is `rest`."""
    fitting = {
        name for (name,) in index.rows("SELECT DISTINCT indicator FROM figure")
        if likeness(rest, (), name, "", lexicon) < WITHIN
    }  # fmt: skip
    return tuple(figure for figure in index.figures() if figure.indicator in fitting) if fitting else ()
