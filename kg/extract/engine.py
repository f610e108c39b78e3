"""Document -> Extraction: the stages of reading one text, one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.extract import confidence, figures, pairs, references, relations, sentences
from kg.extract.aliases import rules as alias_rules
from kg.extract.aliases.merge import merge
from kg.extract.confidence import Confidence
from kg.extract.home import home_place
from kg.extract.lists import Listed
from kg.extract.mentions import people, tagger
from kg.extract.mentions import rules as name_rules
from kg.extract.mentions.find import NameFinder
from kg.extract.mentions.lists import KnownNames
from kg.extract.pairs.candidates import Reader
from kg.extract.pairs.judge import Judge, Plans
from kg.extract.pairs.senses import Senses
from kg.extract.words import Words
from kg.model import Document, Entity, Extraction, Mention, Observation, Relation, Vocabulary


@dataclass(frozen=True, slots=True)
class Extractor:
    """Everything reading needs, loaded once. Use `load`; call `extract` for each document."""

    names: NameFinder
    aliases: alias_rules.AliasRules
    references: references.ReferenceRules
    relations: relations.RelationRules
    figures: figures.FigureRules
    vocabulary: Vocabulary
    same: tuple[tuple[str, str], ...] = ()
    judge: Judge | None = None
    confidence: Confidence = field(default_factory=lambda: Confidence({}))

    @classmethod
    def load(cls, rulebook: Path, vocabulary: Vocabulary, known: Iterable[Listed] = ()) -> Extractor:
        """Read the rulebook and the tagger's weights.

        Args:
            rulebook: the folder of rule files.
            known: names known beforehand; none for reading without lists.

        Raises:
            RulebookError: a file is broken or names what the ontology does not have.
        """
        aliases = alias_rules.load_rules(rulebook / "aliases.toml")
        listed = tuple(known)
        weights = Path(tagger.__file__).with_name("tagger.bin")
        words = Words()
        names = NameFinder(
            name_rules.load_rules(rulebook / "names.toml", vocabulary),
            people.load_rules(rulebook / "people.toml"),
            aliases,
            words,
            vocabulary,
            KnownNames(surfaces(listed)) if listed else None,
            tagger.load(weights) if weights.exists() else None,
        )
        return cls(
            names,
            aliases,
            references.load_rules(rulebook / "references.toml", vocabulary),
            relations.load_rules(rulebook / "relations", vocabulary),
            figures.load_figure_rules(rulebook),
            vocabulary,
            tuple((x.name, alias) for x in listed for alias in x.aliases),
            _judge(rulebook, words, vocabulary),
            confidence.load(rulebook / "confidence.toml"),
        )

    def extract(self, document: Document) -> Extraction:
        """All that is found in one document; positions are those of the original file."""
        return self.read(document, *self.entities(document))

    def entities(self, document: Document) -> tuple[list[Entity], list[Mention]]:
        """The named entities of a document, and where it speaks of them."""
        mentions, declared = self.names.find(document, sentences.split(document))
        return merge(document, mentions, [*declared, *self.same], self.aliases, self.names.words, self.vocabulary)

    def resolved(
        self, document: Document, entities: list[Entity], mentions: list[Mention]
    ) -> tuple[str | None, list[Mention]]:
        """The entity that a text is about, and its mentions with what 我区, 该中心 refer to."""
        pieces = sentences.split(document)
        home = home_place(document, mentions)
        by_id = {e.id: e for e in entities}
        refs = references.resolve(document, pieces, mentions, by_id, home, self.references, self.vocabulary)
        return home, sorted([*mentions, *refs], key=lambda m: m.start)

    def read(self, document: Document, entities: list[Entity], mentions: list[Mention]) -> Extraction:
        """Relations and observations between entities that are already found."""
        pieces = sentences.split(document)
        home, everything = self.resolved(document, entities, mentions)
        found = relations.find_relations(document, pieces, everything, home, self.relations)
        observations: list[Observation] = figures.find_observations(document, pieces, everything, home, self.figures)
        facts: list[Relation] = list(found.relations)
        if self.judge:
            types = {e.id: e.type for e in entities}
            facts = self.judge.relations(document, pieces, everything, home, facts, types)
        facts = [replace(r, confidence=self.confidence.of("relation", r.confidence)) for r in facts]
        observations = [replace(o, confidence=self.confidence.of("observation", o.confidence)) for o in observations]
        return Extraction(
            name=document.name,
            entities=(*entities, *found.fields),
            relations=tuple(sorted(facts, key=lambda r: (r.start, r.end, r.subject, r.predicate, r.object))),
            observations=tuple(sorted(observations, key=lambda o: (o.start, o.end, o.subject, o.indicator))),
            sentences=tuple(document.locate(s.start, s.end) for s in pieces),
            meta=document.meta,
            original=document.original,
        )


def surfaces(listed: Iterable[Listed]) -> Iterable[tuple[str, str, bool]]:
    """(form, class, whether it stands for the thing by itself) of every known name."""
    for entry in listed:
        for form in (entry.name, *entry.aliases):
            yield form, entry.type, True
        for form in entry.hints:
            yield form, entry.type, False


def _judge(rulebook: Path, words: Words, vocabulary: Vocabulary) -> Judge | None:
    """The pair classifier, where its weights are there."""
    weights = Path(pairs.__file__).with_name("pairs.bin")
    if not weights.exists():
        return None
    reader = Reader(words, Senses.load(rulebook), vocabulary)
    return Judge(reader, pairs.load(weights), Plans.load(rulebook / "modality.toml"))
