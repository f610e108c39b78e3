"""Known names (seeds/lists) found in a text."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.mentions.candidates import Candidate, Context


class KnownNames:
    """Finds names of a list, longest first at each place.

    Args:
        names: (surface form, class, strong) triples; the first class of a form wins. A form that is not strong is
            a hint to the tagger only.
    """

    def __init__(self, names: Iterable[tuple[str, str, bool]]) -> None:
        self._names: dict[str, tuple[str, bool]] = {}
        self._starts: dict[str, set[int]] = {}
        for form, cls, strong in names:
            if len(form) >= 2 and form not in self._names:
                self._names[form] = (cls, strong)
                self._starts.setdefault(form[:2], set()).add(len(form))
        self._lengths = {k: sorted(v, reverse=True) for k, v in self._starts.items()}

    def find(self, context: Context) -> list[Candidate]:
        """The known names of a sentence; nested ones are left out."""
        text, at, found = context.text, context.start, []
        while at < context.end - 1:
            for length in self._lengths.get(text[at : at + 2], ()):
                form = text[at : at + length]
                if at + length <= context.end and form in self._names:
                    cls, strong = self._names[form]
                    found.append(Candidate(at, at + length, cls, "list", strong))
                    at += length - 1
                    break
            at += 1
        return found
