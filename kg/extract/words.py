"""Word boundaries and dictionary tags: the one door to jieba.

jieba's own tokenizer object is used, not the module's global one, and its prefix dictionary is filled here from
jieba's dict.txt in one pass that keeps the part-of-speech tags too: no cache file is written or read (jieba would
unmarshal whatever lies in the temp folder), nothing is logged.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources
from math import log

import jieba

#: A run in which jieba looks for words, or one other character.
_PIECE = re.compile(r"([\u4E00-\u9FD5a-zA-Z0-9+#&._%\-]+)|\r\n|[\s\S]")
_ALPHANUMERIC = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


class _Weights(dict[int, float]):
    """How likely a word of some frequency is, as jieba reckons it: the logarithm of its part of the `total`."""

    def __init__(self, total: int) -> None:
        super().__init__()
        self._total = log(total)

    def __missing__(self, count: int) -> float:
        self[count] = log(count) - self._total
        return self[count]


class Words:
    """jieba's dictionary with extra words. `cut` is deterministic and does not use the hidden Markov model.

    Args:
        extra: words to keep in one piece besides the dictionary's.
    """

    def __init__(self, extra: Iterable[str] = ()) -> None:
        frequencies, self.tags, total = _dictionary()
        self._jieba = jieba.Tokenizer()
        self._jieba.FREQ = dict(frequencies) if extra else frequencies
        self._jieba.total = total
        self._jieba.initialized = True
        for word in extra:
            self._jieba.add_word(word)
        self._weight = _Weights(self._jieba.total)
        # Several stages cut the same clauses, one after the other.
        self._stops = lru_cache(maxsize=4096)(self._cut_run)

    def cut(self, text: str) -> list[tuple[int, int]]:
        """The words of `text` as half-open character spans that cover it: what jieba cuts with HMM=False, sooner."""
        spans = []
        for piece in _PIECE.finditer(text):
            start, end = piece.span()
            if piece[1]:
                for stop in self._stops(piece[1]):
                    spans.append((start, end := piece.start() + stop))
                    start = end
            else:
                spans.append((start, end))
        return spans

    def _cut_run(self, run: str) -> tuple[int, ...]:
        """Where the words of a run of letters and digits end: the likeliest way through the dictionary's words.

        From the last character to the first; among equals the longer word. Letters and digits by themselves that
        stand side by side are one word.
        """
        size = len(run)
        frequency, weight = self._jieba.FREQ.get, self._weight
        likely, stops = [0.0] * (size + 1), [0] * size
        for start in range(size - 1, -1, -1):
            best, chosen = weight[1] + likely[start + 1], 0
            stop = start + 1
            count = frequency(run[start])
            while count is not None:
                if count:
                    score = weight[count] + likely[stop]
                    if not chosen or score >= best:
                        best, chosen = score, stop
                if stop == size:
                    break
                stop += 1
                count = frequency(run[start:stop])
            likely[start], stops[start] = best, chosen or start + 1
        ends: list[int] = []
        at, open_ = 0, False
        while at < size:
            stop = stops[at]
            alone = stop == at + 1 and run[at] in _ALPHANUMERIC
            if alone and open_:
                ends[-1] = stop
            else:
                ends.append(stop)
            at, open_ = stop, alone
        return tuple(ends)

    def rarity(self, word: str) -> int:
        """How rare `word` is in the dictionary: 0 not listed, 1 rarest … 6 commonest (powers of ten)."""
        return len(str(count)) if (count := self._jieba.FREQ.get(word, 0)) else 0

    def tag(self, word: str) -> str:
        """The dictionary's part of speech (v, n, ns, nr …) of `word`, "" where it is not listed."""
        return self.tags.get(word, "")


@cache
def _dictionary() -> tuple[dict[str, int], dict[str, str], int]:
    """jieba's prefix dictionary (prefixes count 0), its tags, and the sum of its frequencies."""
    jieba.setLogLevel(logging.ERROR)
    frequencies: dict[str, int] = {}
    tags: dict[str, str] = {}
    total = 0
    with resources.files("jieba").joinpath("dict.txt").open("r", encoding="utf-8") as lines:
        for line in lines:
            word, count, tag = line.split()
            number = int(count)
            frequencies[word] = number
            tags[word] = tag
            total += number
            for stop in range(1, len(word)):
                frequencies.setdefault(word[:stop], 0)
    return frequencies, tags, total
