"""Whether the words before a verb name somebody of their own, so that no subject is carried over to them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from kg.extract.words import Words


class OwnSubject:
    """Tells 样车已在… and 秘书处设在… (another subject) from 目前已… and 在全省率先… (the subject is silent).

    Args:
        adverbial: words that the dictionary has as nouns but that say how something is done (重点, 高标准).
        prepositions: words whose noun is no subject.
        pronouns: words for somebody who is not resolved here (它, 前者).
        parts: nouns that belong to a silent subject without changing who is meant (总部).
    """

    def __init__(
        self,
        adverbial: Iterable[str],
        prepositions: Iterable[str],
        parts: Iterable[str],
        pronouns: Iterable[str],
    ) -> None:
        self._words = Words()
        self._adverbial = frozenset(adverbial)
        self._prepositions = frozenset(prepositions)
        self._parts = frozenset(parts)
        self._pronouns = frozenset(pronouns)
        self.found = lru_cache(maxsize=4096)(self._found)
        self.has_verb = lru_cache(maxsize=4096)(self._has_verb)

    def _found(self, before: str) -> bool:
        """Whether `before`, the words of a clause up to its verb, have a subject of their own."""
        behind_preposition = False
        for start, end in self._words.cut(before):
            word = before[start:end]
            tag = self._words.tag(word)
            if word in self._pronouns and not behind_preposition:
                return True
            if word in self._prepositions or tag == "p":
                behind_preposition = True
            elif tag.startswith("v") and tag != "vn" and not behind_preposition:
                return False  # what follows is this verb's object
            elif tag.startswith(("n", "s", "vn")) and word not in self._adverbial and word not in self._parts:
                if not behind_preposition:
                    return True
            elif tag in ("d", "f", "ad"):
                behind_preposition = False
        return False

    def _has_verb(self, words: str) -> bool:
        """Whether one of the words is a verb of the dictionary."""
        return any(self._is_verb(words[a:b]) for a, b in self._words.cut(words))

    def _is_verb(self, word: str) -> bool:
        tag = self._words.tag(word)
        return tag.startswith("v") and tag not in ("vn", "vd")
