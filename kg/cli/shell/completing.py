"""What may come next where the cursor stands: commands, keywords, prefixes, classes, relations, entities, variables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.cli.shell.shell import COMMANDS, FORMATS
from kg.graph import library
from kg.graph.lookup import Index
from kg.graph.spelling import fold, is_han

_KEYWORDS = (
    "SELECT DISTINCT WHERE ASK CONSTRUCT DESCRIBE FILTER OPTIONAL UNION MINUS BIND VALUES GRAPH FROM NAMED "
    "PREFIX GROUP ORDER BY HAVING LIMIT OFFSET COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT EXISTS NOT IN AS DESC ASC "
    "STR LANG CONTAINS STRSTARTS REGEX BOUND COALESCE IF"
).split()
_WORD = re.compile(r"[?$]?[\w:.\-·“”（）()]*$")
_VARIABLE = re.compile(r"[?$]\w+")
_LOCAL = re.compile(r"\w(?:[\w-]*\w)?")
# Names by so little text would be all of them.
_LEAST = 2
_MOST = 20


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`text` takes the place of the `length` characters before the cursor; `label` and `note` are for the eye."""

    text: str
    length: int
    label: str
    note: str = ""


class Completing:
    """Completion over one graph."""

    def __init__(self, index: Index, prefixes: Mapping[str, str]) -> None:
        self.index = index
        self.prefixes = prefixes

    def suggestions(self, before: str, whole: str = "") -> list[Suggestion]:
        """What may stand where the cursor is; `before` is the text up to there, `whole` all of it."""
        if before.lstrip().startswith("."):
            return list(self._command(before.lstrip()))
        match = _WORD.search(before)
        word = match[0] if match else ""
        if not word:
            return []
        if word[0] in "?$":
            known = dict.fromkeys(v for v in _VARIABLE.findall(whole or before) if v != word)
            return [Suggestion(v, len(word), v) for v in known if v.startswith(word)]
        prefix, colon, local = word.partition(":")
        if colon:
            return list(self._local(prefix, local, len(word)))[:_MOST]
        return list(self._bare(word))[:_MOST]

    def _command(self, before: str) -> Iterator[Suggestion]:
        name, space, rest = before.partition(" ")
        if not space:
            yield from (Suggestion(c, len(name), c, note) for c, note in COMMANDS.items() if c.startswith(name))
            return
        word = rest.rpartition(" ")[2]
        if name == ".format":
            yield from (Suggestion(f, len(word), f) for f in FORMATS if f.startswith(word))
        elif name == ".named" and " " not in rest:
            for query in library.named_queries().values():
                if query.name.startswith(word) or (word and word in query.title_zh):
                    yield Suggestion(query.name, len(word), query.name, query.title_zh)
        elif name == ".named":
            parameters = library.named_queries().get(rest.split()[0])
            for parameter in parameters.parameters if parameters else ():
                if parameter.name.startswith(word):
                    yield Suggestion(f"{parameter.name}=", len(word), parameter.name, parameter.title)

    def _local(self, prefix: str, local: str, length: int) -> Iterator[Suggestion]:
        if prefix == "ik":
            yield from self._ontology(local, length)
        elif prefix == "id":
            yield from self._entities(local, length)

    def _bare(self, word: str) -> Iterator[Suggestion]:
        if word.isascii():
            upper = word.upper()
            yield from (Suggestion(k, len(word), k) for k in _KEYWORDS if k.startswith(upper) and k != word)
            for prefix, namespace in sorted(self.prefixes.items()):
                if prefix.startswith(word):
                    yield Suggestion(f"{prefix}:", len(word), f"{prefix}:", namespace)
            # Three letters and more may be a name in pinyin or its initials.
            if len(word) > _LEAST:
                yield from self._entities(word, len(word))
        elif any(map(is_han, word)):
            yield from self._ontology(word, len(word))
            yield from self._entities(word, len(word))

    def _ontology(self, said: str, length: int) -> Iterator[Suggestion]:
        """Classes and relations by the beginning of their names or a part of their Chinese labels."""
        vocabulary = self.index.vocabulary
        named = {name: labels[0] for name, labels in vocabulary.labels.items()}
        named |= {name: relation.label_zh for name, relation in vocabulary.properties.items()}
        for name, label in sorted(named.items()):
            if name.lower().startswith(said.lower()) or (said and not said.isascii() and said in label):
                yield Suggestion(f"ik:{name}", length, f"ik:{name}", label)

    def _entities(self, said: str, length: int) -> Iterator[Suggestion]:
        """Entities with `said` in a name, or in pinyin."""
        if len(fold(said)) < _LEAST:
            return
        found = self.index.search(said, _MOST).names if not said.isascii() else ()
        if not found:
            resolution = self.index.resolve(said, _MOST)
            found = resolution.matches if resolution.how != "typo" else ()
        for match in found:
            cls = self.index.vocabulary.labels[match.cls][0]
            note = cls if match.name == match.label else f"{cls} {match.name}"
            yield Suggestion(self._written(match.iri), length, match.label, note)

    def _written(self, iri: str) -> str:
        """The IRI as SPARQL has it: short where the local name needs no escape."""
        space = self.prefixes.get("id", "")
        local = iri.removeprefix(space) if space and iri.startswith(space) else ""
        return f"id:{local}" if local and _LOCAL.fullmatch(local) else f"<{iri}>"
