"""Patterns and classifier made one: which relations a document states, with their words and their confidence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import RulebookError
from kg.extract.pairs.candidates import Pair, Reader
from kg.extract.pairs.classify import PairClassifier, confidence
from kg.model import Document, Mention, Relation, Sentence, Status

_SYMMETRIC = frozenset({"coBuildsLabWith", "cooperatesWith"})
_CLAUSE = re.compile(r"[，；：,;]")


@dataclass(frozen=True, slots=True)
class Plans:
    """What makes the words of a pair a plan, or no statement at all (`rulebook/modality.toml`)."""

    planned: re.Pattern[str]
    disposal: re.Pattern[str]
    sentence: re.Pattern[str]
    negated: re.Pattern[str]

    @classmethod
    def load(cls, path: Path) -> Plans:
        """Read `modality.toml`.

        Raises:
            RulebookError: the file is broken or lacks a key.
        """
        try:
            raw = tomllib.loads(path.read_text("utf-8"))
            return cls(
                re.compile("|".join(raw["planned"])),
                re.compile(raw["disposal"]),
                re.compile(f"^[^，]{{0,3}}?(?:{'|'.join(raw['sentence'])})"),
                re.compile("|".join(raw["negated"])),
            )
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError, KeyError, re.error) as error:
            raise RulebookError(f"{path}: cannot be used ({error}); mend or restore the file") from error

    def status(self, sentence: str, clause: str) -> Status | None:
        """What becomes of a relation told by `clause` of `sentence`; None where it is denied."""
        if self.negated.search(clause):
            return None
        if self.sentence.match(sentence) or self.planned.search(self.disposal.sub("", clause)):
            return "planned"
        return "asserted"


@dataclass(frozen=True, slots=True)
class Judge:
    """The classifier with what it needs to read a document."""

    reader: Reader
    model: PairClassifier
    plans: Plans

    def best(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        mentions: Sequence[Mention],
        home: str | None,
        patterns: Sequence[Relation],
        types: Mapping[str, str],
    ) -> dict[tuple[str, str, str], tuple[int, Pair]]:
        """(subject, predicate, object) -> the best score for it, and where; arguments as in `relations`."""
        joined = frozenset().union(*self.model.types.values())
        pairs = self.reader.pairs(
            document, sentences, mentions, home, patterns, lambda s, o: (types[s], types[o]) in joined
        )
        return self.model.best(list(pairs), types)

    def limits(self) -> dict[str, int]:
        """The least score at which a pair is taken for a relation, by predicate."""
        return dict(zip(self.model.columns, (int(t) for t in self.model.threshold), strict=True))

    def relations(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        mentions: Sequence[Mention],
        home: str | None,
        patterns: Sequence[Relation],
        types: Mapping[str, str],
    ) -> list[Relation]:
        """The relations of a document: the patterns', as sure as the classifier is of them, and those it finds itself.

        A pattern says what it needs to be right; the classifier, which has seen denser texts than newspaper pages,
        would drop one right find for every wrong one, and on such pages more.

        Args:
            patterns: what the rulebook's patterns found; relations to fields pass unjudged.
            types: entity id -> scored type, names only.
        """
        best = self.best(document, sentences, mentions, home, patterns, types)
        limit = self.limits()
        kept: dict[tuple[str, str, str], Relation] = {}
        for r in patterns:
            scores = [best[k][0] for k in _keys(r.subject, r.predicate, r.object) if k in best]
            judged = r.predicate in limit and scores
            kept[r.subject, r.predicate, r.object] = replace(r, confidence=confidence(max(scores))) if judged else r
        for key in sorted(best):
            score, pair = best[key]
            if score < limit[key[1]] or any(k in kept for k in _keys(*key)):
                continue
            relation = self._tell(document, sentences, key, score, pair)
            if relation:
                kept[key] = relation
        return list(kept.values())

    def _tell(
        self, document: Document, sentences: Sequence[Sentence], key: tuple[str, str, str], score: int, pair: Pair
    ) -> Relation | None:
        sentence = sentences[pair.sentence]
        text = document.text
        start = max(pair.start, sentence.start)
        marks = [m.end() for m in _CLAUSE.finditer(text, sentence.start, start)]
        start = marks[-1] if marks else sentence.start
        closing = _CLAUSE.search(text, pair.end, sentence.end)
        end = closing.start() if closing else sentence.end
        status = self.plans.status(text[sentence.start : sentence.end], text[start:end])
        if status is None:
            return None
        begin, stop = document.locate(start, end)
        return Relation(
            key[0], key[1], key[2], status, confidence(score), f"{key[1]}/pair", begin, stop, document.quote(start, end)
        )


def _keys(s: str, p: str, o: str) -> tuple[tuple[str, str, str], ...]:
    return ((s, p, o), (o, p, s)) if p in _SYMMETRIC else ((s, p, o),)
