"""One private-use character for each class of mentions, so that plain regular expressions read unspaced Chinese."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Vocabulary

#: The private-use area of the basic plane. Texts are cleaned of it before masking.
FIRST, LAST = 0xE000, 0xF8FF
ANY = f"[{chr(FIRST)}-{chr(LAST)}]"


class Alphabet:
    """The characters that stand for mentions: one a class, and one for a list of mentions of several classes.

    Args:
        vocabulary: its classes get a character each, in the order of their names.
        mixed: roots of the classes that may stand together in one list (萧山区和浙江大学).
    """

    def __init__(self, vocabulary: Vocabulary, mixed: Iterable[str]) -> None:
        self.vocabulary = vocabulary
        self.mixed = chr(FIRST)
        self._chars = {cls: chr(FIRST + n) for n, cls in enumerate(sorted(vocabulary.parents), 1)}
        self._above = {cls: frozenset(vocabulary.ancestors(cls)) for cls in self._chars}
        roots = frozenset(mixed)
        self._mixable = frozenset(cls for cls in self._chars if self._above[cls] & roots)

    def char(self, classes: Iterable[str]) -> str:
        """The character of a mention of this class, or of a list of mentions of these classes."""
        distinct = set(classes)
        return self._chars.get(distinct.pop(), self.mixed) if len(distinct) == 1 else self.mixed

    def joins(self, one: str, other: str) -> bool:
        """Whether mentions of these two classes may stand in one list."""
        return self.alike(one, other) or (one in self._mixable and other in self._mixable)

    def alike(self, one: str, other: str) -> bool:
        """Whether two classes are of one type of the guide."""
        return self.vocabulary.type_of(one) == self.vocabulary.type_of(other)

    def fits(self, cls: str, slot: Iterable[str]) -> bool:
        """Whether `cls` is one of the classes of `slot` or stands below one."""
        return not self._above.get(cls, frozenset((cls,))).isdisjoint(slot)

    def pattern(self, slot: Iterable[str]) -> str:
        """A regular expression for one character: a mention, or a list of them, that may fill the slot."""
        wanted = frozenset(slot)
        found = [cls for cls in self._chars if self._above[cls] & wanted]
        chars = "".join(self._chars[cls] for cls in found)
        return f"[{chars}{self.mixed if self._mixable.intersection(found) else ''}]"
