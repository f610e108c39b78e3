"""Word boundaries and dictionary tags: the one door to jieba.

jieba's own tokenizer object is used, not the module's global one, and its prefix dictionary is filled here from
jieba's dict.txt in one pass that keeps the part-of-speech tags too: no cache file is written or read (jieba would
unmarshal whatever lies in the temp folder), nothing is logged.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import cache
from importlib import resources

import jieba


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

    def cut(self, text: str) -> list[tuple[int, int]]:
        """The words of `text` as half-open character spans that cover it."""
        spans = []
        start = 0
        for word in self._jieba.cut(text, cut_all=False, HMM=False):
            spans.append((start, start + len(word)))
            start += len(word)
        return spans

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
