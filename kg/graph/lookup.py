"""Look-ups in a built graph, fast and cold: SQLite and the standard library, and nothing else.

Names are found as they are written, by part, by pinyin or initials, and with small slips. Where several entities fit,
all are shown: a look-up never guesses. rapidfuzz is imported only when a name is found in no other way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from kg.graph.cards import Card, make_card
from kg.graph.grams import name_grams, text_grams
from kg.graph.spelling import fold
from kg.graph.tables import Tables
from kg.knowledge import Source

# Kinds of sound.
_FULL, _INITIALS = 0, 1

How = Literal["name", "alias", "pinyin", "initials", "part", "typo", "none"]

# How alike two names must be, of 1, to be offered; to be taken for meant; and by how much ahead of the next.
_OFFERED, _MEANT, _AHEAD = 0.5, 0.7, 0.12
# Shorter names are too easily one for another (张伟, 章伟) to be taken for meant.
_LONG_ENOUGH = 4
# How many names the pieces of a misspelt one may bring up, how many are counted before the best are compared in full,
# and how many these are.
_RAISED, _AT_ONCE, _COMPARED = 50_000, 2_000, 40
# SQLite bounds how many values one statement may hold.
_VALUES = 500


class Match(NamedTuple):
    """An entity that a look-up brought up, the name by which it was found, and how alike that is (1 if equal)."""

    iri: str
    label: str
    cls: str
    name: str
    likeness: float = 1.0


class Resolution(NamedTuple):
    """What a text may name. `how` is the strongest way that found anything; `matches` are best first.

    `only` is the entity meant, if the look-up leaves no doubt; where it is None, `matches` are for the user to choose
    from (or empty).
    """

    text: str
    how: How
    matches: tuple[Match, ...]
    only: Match | None


class SentenceHit(NamedTuple):
    """A sentence in which all words of a search stand, at `spans` of `text`, and the entities it is evidence about."""

    text: str
    spans: tuple[tuple[int, int], ...]
    source: Source
    about: tuple[Match, ...]


class Hits(NamedTuple):
    """The result of a search: entities by name, evidence by text. `cut` says that there were more of either."""

    names: tuple[Match, ...]
    sentences: tuple[SentenceHit, ...]
    cut: bool


class Index(Tables):
    """Look-ups by name and by text; see `Tables` for opening it and for the values behind."""

    def resolve(self, text: str, limit: int = 20) -> Resolution:
        """Which entity `text` names: by full name, alias, pinyin, initials, part of a name, or with a slip.

        The ways are tried in that order, and the first that finds anything decides; at most `limit` are returned.
        """
        key = fold(text)
        for how, found in self._ways(key) if key else ():
            matches = _one_each(found)
            if matches:
                return Resolution(text, how, matches[:limit], _only(matches, how, key))
        return Resolution(text, "none", (), None)

    def _ways(self, key: str) -> Iterator[tuple[How, Iterator[Match]]]:
        """The ways to find a name, the strongest first, each gone only when those before it have led nowhere."""
        yield "name", self._named(key, 0)
        yield "alias", self._named(key, 1)
        yield "pinyin", self._sounding(key, _FULL)
        yield "initials", self._sounding(key, _INITIALS)
        yield "part", self._containing(key)
        yield "pinyin", self._sounding(key, _FULL, beginning=True)
        yield "typo", self._resembling(key)

    def bearing(self, keys: Sequence[str], types: Sequence[str] = ()) -> Iterator[tuple[str, int, str]]:
        """(key, rank, IRI) of every entity that bears one of these folded names; of these types alone, if any.

        The rank is 0 for an entity's own name. Ordered by IRI within every 500 keys.
        """
        of = f" AND node.type IN ({', '.join('?' * len(types))})" if types else ""
        for start in range(0, len(keys), _VALUES):
            some = keys[start : start + _VALUES]
            yield from self.rows(
                "SELECT name.key, name.rank, node.iri FROM name JOIN node ON node.id = name.node"
                f" WHERE name.key IN ({', '.join('?' * len(some))}){of} ORDER BY node.iri",
                (*some, *types),
            )

    def _named(self, key: str, rank: int) -> Iterator[Match]:
        return self._matches("name.key = ? AND name.rank = ?", (key, rank))

    def _sounding(self, key: str, kind: int, beginning: bool = False) -> Iterator[Match]:
        if not key.isascii() or not key.isalnum() or (beginning and len(key) < 3):
            return iter(())
        where, upto = ("sound.key >= ? AND sound.key < ?", [key, key + "~"]) if beginning else ("sound.key = ?", [key])
        # The likeliest reading alone, if anything reads so; other readings of a character only otherwise.
        for rank in (0, 1):
            found = self.rows(
                f"SELECT name FROM sound WHERE {where} AND kind = ? AND rank = ? LIMIT 500", (*upto, kind, rank)
            )
            if found:
                return self._by_id([row[0] for row in found])
        return iter(())

    def _containing(self, key: str) -> Iterator[Match]:
        pieces = text_grams(key)
        if not pieces:  # one character: nothing to look up, so all names are read
            return self._matches("instr(name.key, ?) > 0", (key,))
        ids = self.holding("name_gram", pieces)
        return (match for match in self._by_id(ids) if key in fold(match.name))

    def _resembling(self, key: str) -> Iterator[Match]:
        """Names that share pieces with `key`, the most alike first.

        Pieces are looked up from the rarest on, until no name that shares none of them could be as alike as the best.
        """
        pieces = list(dict.fromkeys(name_grams(key)))
        noted = self.rarest("name_gram", pieces)
        if not noted:
            return iter(())
        from rapidfuzz.distance.Levenshtein import normalized_similarity

        shared: Counter[int] = Counter()
        alike: dict[int, float] = {}
        raised = 0
        for number, (count, posting) in enumerate(noted, 1):
            shared.update(self.ids(posting))
            raised += count
            if number < len(noted) and raised + noted[number][0] < _AT_ONCE:
                continue
            best = [id_ for id_ in _most_shared(shared) if id_ not in alike]
            alike.update((id_, normalized_similarity(key, spelt)) for id_, spelt in self._spellings(best))
            # A slip spoils two pieces at most, so a name with none of those looked up is at least so many away.
            slips = (len(pieces) - len(noted) + number + 1) // 2
            unseen = 1 - slips / (len(key) + slips)
            if raised > _RAISED or max(alike.values()) > unseen:
                break
        offered = [id_ for id_, likeness in alike.items() if likeness >= _OFFERED]
        found = [m._replace(likeness=round(normalized_similarity(key, fold(m.name)), 4)) for m in self._by_id(offered)]
        return iter(sorted(found, key=lambda match: -match.likeness))

    def _spellings(self, ids: Sequence[int]) -> list[tuple[int, str]]:
        """The folded names of these ids."""
        return self.rows(f"SELECT id, key FROM name WHERE id IN ({', '.join('?' * len(ids))})", ids)

    def _by_id(self, ids: Sequence[int]) -> Iterator[Match]:
        for start in range(0, len(ids), _VALUES):
            some = ids[start : start + _VALUES]
            yield from self._matches(f"name.id IN ({', '.join('?' * len(some))})", tuple(some))

    def _matches(self, where: str, values: tuple[object, ...]) -> Iterator[Match]:
        """Names for which `where` holds; the shortest first, then those of the most spoken-of entities."""
        rows = self.rows(
            "SELECT node.iri, node.label, node.class, name.text FROM name JOIN node ON node.id = name.node"
            f" WHERE {where} ORDER BY length(name.key), name.rank, node.weight DESC, node.iri, name.id",
            values,
        )
        return (Match(*row) for row in rows)

    def search(self, text: str, limit: int = 50) -> Hits:
        """Entities with `text` in a name, and sentences of evidence with every word of `text` in them.

        Words are what white space parts. At most `limit` of each are returned.
        """
        words = [word for word in map(fold, text.split()) if word]
        if not words:
            return Hits((), (), False)
        names = _one_each(self._containing(fold(text)))
        sentences: list[SentenceHit] = []
        for id_ in self._sentences(words):
            if len(sentences) > limit:
                break
            sentences.append(self._sentence(id_, words))
        return Hits(names[:limit], tuple(sentences[:limit]), len(names) > limit or len(sentences) > limit)

    def card(self, iri: str) -> Card:
        """All that the graph holds about the entity. Raises `GraphError` if it holds no such entity."""
        return make_card(self, iri)

    def _sentences(self, words: Sequence[str]) -> Iterator[int]:
        """The ids of the sentences that hold every word, in the graph's order."""
        pieces = [piece for word in words for piece in text_grams(word)]
        if pieces:
            ids: Iterable[int] = self.holding("sentence_gram", pieces)
        else:
            ids = (row[0] for row in self.rows("SELECT id FROM sentence ORDER BY id"))
        for id_ in ids:
            key = self.one("SELECT key FROM sentence WHERE id = ?", id_)
            if all(word in key for word in words):
                yield id_

    def _sentence(self, id_: int, words: Sequence[str]) -> SentenceHit:
        ((text, source),) = self.rows("SELECT text, source FROM sentence WHERE id = ?", (id_,))
        about = self.rows(
            "SELECT DISTINCT iri, label, class, label FROM node WHERE id IN ("
            "SELECT subject FROM fact WHERE sentence = ? UNION SELECT object FROM fact WHERE sentence = ?"
            " UNION SELECT subject FROM figure WHERE sentence = ?) ORDER BY weight DESC, iri",
            (id_, id_, id_),
        )
        return SentenceHit(text, _spans(text, words), self.source_by_id[source], tuple(Match(*row) for row in about))


def _one_each(found: Iterable[Match]) -> tuple[Match, ...]:
    """The first match of each entity."""
    best: dict[str, Match] = {}
    for match in found:
        best.setdefault(match.iri, match)
    return tuple(best.values())


def _only(matches: Sequence[Match], how: How, key: str) -> Match | None:
    """The match that leaves no doubt, if there is one."""
    if len(matches) == 1 and how != "typo":
        return matches[0]
    if how == "typo" and len(key) >= _LONG_ENOUGH and matches[0].likeness >= _MEANT:
        next_best = matches[1].likeness if len(matches) > 1 else 0.0
        if matches[0].likeness - next_best >= _AHEAD:
            return matches[0]
    return None


def _most_shared(shared: Mapping[int, int]) -> list[int]:
    """The ids with the highest numbers, within two of the highest and at most `_COMPARED`; the first of those level."""
    least = max(shared.values()) - 2
    return sorted([id_ for id_, count in shared.items() if count >= least], key=lambda id_: (-shared[id_], id_))[
        :_COMPARED
    ]


def _spans(text: str, words: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Where the folded `words` stand in `text`: characters, half-open, sorted."""
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for part in fold(character):
            folded.append(part)
            places.append(place)
    key = "".join(folded)
    found = set()
    for word in words:
        at = key.find(word)
        while at >= 0:
            found.add((places[at], places[at + len(word) - 1] + 1))
            at = key.find(word, at + 1)
    return tuple(sorted(found))
