"""How names sound, for people who type pinyin. Worked out when a graph is built, so that a look-up need not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, groupby

from pypinyin import Style, lazy_pinyin, pinyin

from kg.graph.spelling import fold, is_han

# A name with many characters of several readings has many spellings; people use the likely ones.
_MOST_SPELLINGS = 48


@dataclass(frozen=True, slots=True)
class Sounds:
    """The ways to type a name: whole pinyin (xidianhangyanyuan) and initials (xdhyy), the likeliest first."""

    full: tuple[str, ...]
    initials: tuple[str, ...]


def sounds(name: str) -> Sounds:
    """How `name` may be typed, with the other readings of a character (行: hang, xing) counted in.

    Letters and digits of the name stand for themselves. Both are empty for a name without Chinese characters.
    """
    readings = _readings(name)
    if not any(_is_chinese(piece) for piece, _ in readings):
        return Sounds((), ())
    initials = [_unique(o[:1] if _is_chinese(piece) else o for o in options) for piece, options in readings]
    return Sounds(_spellings([options for _, options in readings], flips=1), _spellings(initials, flips=2))


def syllables(name: str) -> str:
    """The likeliest reading of `name`, syllables parted by spaces: what the page's search is given."""
    return " ".join(options[0] for _, options in _readings(name))


def table(names: Iterable[str]) -> dict[str, str]:
    """`syllables` of every name that has Chinese characters, sorted by name."""
    return {name: syllables(name) for name in sorted(set(names)) if any(map(is_han, name))}


def _readings(name: str) -> list[tuple[str, tuple[str, ...]]]:
    """The name's characters, runs of letters and digits kept together, each with its readings, likeliest first."""
    pieces: list[str] = []
    for character in fold(name):
        if not is_han(character) and character.isalnum() and pieces and not _is_chinese(pieces[-1]):
            pieces[-1] += character
        elif is_han(character) or character.isalnum():
            pieces.append(character)
    # Whole words decide between readings (银行, 行动), so the name is read in one go.
    likeliest = iter([syllable for run in _runs(pieces) for syllable in lazy_pinyin(run)])
    return [(p, _unique((next(likeliest), *_others(p)))) if _is_chinese(p) else (p, (p,)) for p in pieces]


def _is_chinese(piece: str) -> bool:
    return is_han(piece[0])


def _runs(pieces: list[str]) -> Iterable[str]:
    """The pieces' unbroken runs of Chinese characters."""
    return ("".join(run) for chinese, run in groupby(pieces, key=_is_chinese) if chinese)


@lru_cache(maxsize=8192)
def _others(character: str) -> tuple[str, ...]:
    """All readings of a character, without tones."""
    return tuple(pinyin(character, style=Style.NORMAL, heteronym=True)[0])


def _spellings(options: list[tuple[str, ...]], flips: int) -> tuple[str, ...]:
    """The first options joined, then with up to `flips` of them replaced by another, at most `_MOST_SPELLINGS`."""
    first = [choices[0] for choices in options]
    found = {"".join(first): None}
    others = [(at, choice) for at, choices in enumerate(options) for choice in choices[1:]]
    for count in range(1, flips + 1):
        for changes in combinations(others, count):
            spelling = first.copy()
            for at, choice in changes:
                spelling[at] = choice
            found["".join(spelling)] = None
            if len(found) >= _MOST_SPELLINGS:
                return tuple(found)
    return tuple(found)


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    # ü is typed as v, or as u by those who do not know.
    return tuple(dict.fromkeys(spelt for value in values for spelt in (value, value.replace("v", "u"))))
